// garim/adapters/lexical: Lexical. Its content stands whole in the DOM, which is read and observed; highlights are CSS ranges over its text nodes, because Lexical
// has no decorations. What is changed is changed by `editor.update`, and the masked copy is made of the state as JSON, never of the editor.
import type { Adapter, Connect, ContentFormat, Edit, Host, TextBlock } from "../dom/adapter.js";
import { surface, type RangeOf } from "../dom/surface.js";

interface LexicalNode {
  getKey(): string;
  getParent(): LexicalNode | null;
  getIndexWithinParent(): number;
  getTextContentSize(): number;
  isAttached(): boolean;
}

interface TextNode extends LexicalNode {
  getTextContent(): string;
  spliceText(offset: number, remove: number, text: string): unknown;
  remove(): void;
}

/** A state of the document. */
export interface LexicalState {
  toJSON(): unknown;
  read<T>(work: () => T, options?: { editor?: LexicalEditor | null }): T;
}

/** What is used of a `LexicalEditor`. */
export interface LexicalEditor {
  getRootElement(): HTMLElement | null;
  getEditorState(): LexicalState;
  parseEditorState(state: string): LexicalState;
  update(work: () => void, options?: { discrete?: true; tag?: string }): void;
  isComposing(): boolean;
  isEditable(): boolean;
  registerRootListener(listener: (root: HTMLElement | null, before: HTMLElement | null) => void): () => void;
}

/** The module `lexical`, as imported whole: `import * as lexical from "lexical"`. */
export interface LexicalModule {
  $getNearestNodeFromDOMNode(node: Node): unknown;
  $isTextNode(node: never): boolean;
}

/** What the host stores, where it is not the state as JSON. */
export interface LexicalOptions {
  /** What is stored of a state, as `(state) => state.read(() => $generateHtmlFromNodes(editor), { editor })`; it is given the editor's state and masked ones. */
  serialise?: (state: LexicalState) => string;
  /** What `serialise` gives; `html` where it is left out. */
  format?: Exclude<ContentFormat, "other">;
}

/** Connects a `LexicalEditor` that has its root element. `lexical` is the module that the editor was made with. */
export const lexical = (editor: LexicalEditor, module: LexicalModule, options: LexicalOptions = {}): Connect => (host) => connect(editor, module, host, options);

/** Where a text node stands in the document: the way down from the root, and where in it. */
interface Place {
  readonly way: readonly number[];
  readonly node: TextNode;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Saved {
  text?: string;
  children?: Saved[];
}

function connect(editor: LexicalEditor, { $getNearestNodeFromDOMNode, $isTextNode }: LexicalModule, host: Host, { serialise, format = serialise ? "html" : "json" }: LexicalOptions): Adapter {
  const root = editor.getRootElement();
  if (!root) throw new TypeError("the editor has no root element yet");
  const made = serialise ?? ((state: LexicalState) => JSON.stringify(state.toJSON()));

  /** The text nodes of a range with what is to stand there. Within a state that is being read or updated. */
  const places = (edit: Edit, range: Range): Place[] => {
    const out: Place[] = [];
    const walker = range.startContainer.ownerDocument!.createTreeWalker(root, 4);
    walker.currentNode = range.startContainer;
    for (let at: Node | null = range.startContainer; at; at = walker.nextNode()) {
      const node = $getNearestNodeFromDOMNode(at) as TextNode | null;
      const { data } = at as Text;
      const start = at === range.startContainer ? range.startOffset : 0;
      let end = at === range.endContainer ? range.endOffset : data.length;
      if (end > start || edit.expected === "") {
        const text = node && $isTextNode(node as never) ? node.getTextContent() : undefined;
        // While an input method composes the element ends with a sign of no width that is not in the node.
        if (!node || text === undefined || (text !== data && `${text}\u200b` !== data)) throw new Error("the content has changed");
        end = Math.min(end, text.length);
        const way: number[] = [];
        for (let each: LexicalNode = node, parent = each.getParent(); parent; each = parent, parent = each.getParent()) way.unshift(each.getIndexWithinParent());
        out.push({ way, node, start, end, text: out.length ? "" : edit.text });
      }
      if (at === range.endContainer) return out;
    }
    throw new Error("the content has changed");
  };

  const masked = (edits: readonly Edit[], rangeOf: RangeOf): string => {
    const state = editor.getEditorState();
    const found = state.read(() => edits.flatMap((edit) => places(edit, rangeOf(edit)).map(({ way, start, end, text, node }) => ({ way, start, end, text, was: node.getTextContent() }))), { editor });
    // A state gives its nodes' own objects where a node saves itself so: nothing of the editor is written to.
    const saved = JSON.parse(JSON.stringify(state.toJSON())) as { root: Saved };
    for (const { way, start, end, text, was } of found.reverse()) {
      let at: Saved | undefined = saved.root;
      for (const step of way) at = at?.children?.[step];
      // Edits of one node come from its end, so that what stands before them is as it was.
      if (!at || typeof at.text !== "string" || at.text.slice(0, end) !== was.slice(0, end)) throw new Error("the content has changed");
      at.text = at.text.slice(0, start) + text + at.text.slice(end);
    }
    return serialise ? serialise(editor.parseEditorState(JSON.stringify(saved))) : JSON.stringify(saved);
  };

  const replace = (edits: readonly Edit[], rangeOf: RangeOf): boolean => {
    if (!editor.isEditable()) return false;
    let done = false;
    editor.update(() => {
      const found = edits.flatMap((edit) => places(edit, rangeOf(edit)));
      for (const { node, start, end, text } of found.reverse()) {
        if (start === 0 && end === node.getTextContentSize() && text === "") node.remove();
        else node.spliceText(start, end - start, text);
      }
      done = true;
    }, { discrete: true, tag: "history-push" });
    return done;
  };

  const adapter = surface(root, host, {
    name: "lexical",
    format,
    content: () => made(editor.getEditorState()),
    masked,
    replace,
    readBack: (content) => (format === "json" ? readState(content) : content.split("\n").map((text, index) => ({ id: `${index}`, text }))),
    composing: () => editor.isComposing(),
  });
  // An editor that is given another root element stands elsewhere.
  let over = false;
  const unregister = editor.registerRootListener((now) => {
    if (over || now === root) return;
    over = true;
    void Promise.resolve().then(() => (now ? host.replaced() : editor.getRootElement() ? host.replaced() : host.lost()));
  });
  const detach = adapter.detach.bind(adapter);
  adapter.detach = () => {
    over = true;
    unregister();
    detach();
  };
  return adapter;
}

/** The blocks of a state as JSON: texts between the ends of elements and line breaks. */
function readState(content: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let text = "";
  const close = (): void => {
    if (text) blocks.push({ id: `${blocks.length}`, text });
    text = "";
  };
  const visit = (node: Saved & { type?: string }): void => {
    if (typeof node.text === "string") text += node.text;
    if (node.type === "linebreak") close();
    if (node.type === "tab") text += "\t";
    for (const child of node.children ?? []) visit(child);
    if (node.children && node.type !== "link" && node.type !== "autolink") close();
  };
  visit((JSON.parse(content) as { root: Saved }).root);
  close();
  return blocks.length ? blocks : [{ id: "0", text: "" }];
}
