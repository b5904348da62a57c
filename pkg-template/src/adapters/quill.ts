// garim/adapters/quill: Quill 2. Its content stands whole in the DOM, which is read and observed; highlights are CSS ranges, because formats of Quill are content.
// What is changed is a delta of the user; the masked copy is made in a second Quill that stands in no document.
import type { Adapter, Connect, ContentFormat, Edit, Host, TextBlock } from "../dom/adapter.js";
import { surface, type RangeOf } from "../dom/surface.js";

interface Op {
  readonly insert?: unknown;
  readonly attributes?: Record<string, unknown>;
}

/** What is used of a `Quill`. */
export interface QuillEditor {
  readonly root: HTMLElement;
  readonly container: HTMLElement;
  readonly options: object;
  readonly history?: { cutoff(): void };
  getContents(index?: number, length?: number): { readonly ops: readonly Op[] };
  setContents(delta: never, source?: "api" | "user" | "silent"): unknown;
  updateContents(delta: never, source?: "api" | "user" | "silent"): unknown;
  getIndex(blot: never): number;
  getSemanticHTML(): string;
  isEnabled(): boolean;
}

/** What the host stores, where it is not `quill.getSemanticHTML()`. */
export interface QuillOptions {
  /** What is stored, as `(quill) => quill.root.innerHTML` or `(quill) => JSON.stringify(quill.getContents())`; it is given the editor, and one that holds the masked copy. */
  serialise?: (quill: QuillEditor) => string;
  /** What `serialise` gives; `html` where it is left out, `json` for a delta. */
  format?: Exclude<ContentFormat, "other">;
}

interface QuillClass {
  new (container: HTMLElement, options: object): QuillEditor;
  find(node: Node, bubble?: boolean): unknown;
}

/** Connects a `Quill`. */
export const quill = (editor: QuillEditor, options: QuillOptions = {}): Connect => (host) => connect(editor, host, options);

function connect(editor: QuillEditor, host: Host, { serialise = (from) => from.getSemanticHTML(), format = "html" }: QuillOptions): Adapter {
  const { root } = editor;
  const Quill = editor.constructor as unknown as QuillClass;
  let second: QuillEditor | undefined;

  const indexOf = (node: Node, offset: number): number => {
    const blot = Quill.find(node);
    if (!blot) throw new Error("the content has changed");
    return editor.getIndex(blot as never) + offset;
  };

  /** Edits as a delta; what is put there looks as what it stands for. */
  const delta = (edits: readonly Edit[], rangeOf: RangeOf): object => {
    const ops: object[] = [];
    let at = 0;
    const places = edits.map((edit) => {
      const { startContainer, startOffset, endContainer, endOffset } = rangeOf(edit);
      return { text: edit.text, start: indexOf(startContainer, startOffset), end: indexOf(endContainer, endOffset) };
    });
    for (const { text, start, end } of places.sort((a, b) => a.start - b.start)) {
      if (start > at) ops.push({ retain: start - at });
      const attributes = text === "" ? undefined : editor.getContents(start === end ? Math.max(0, start - 1) : start, 1).ops[0]?.attributes;
      if (text !== "") ops.push({ insert: text, ...(attributes ? { attributes } : {}) });
      if (end > start) ops.push({ delete: end - start });
      at = end;
    }
    return { ops };
  };

  const masked = (edits: readonly Edit[], rangeOf: RangeOf): string => {
    const change = delta(edits, rangeOf);
    const { registry, formats } = editor.options as { registry?: unknown; formats?: unknown };
    second ??= new Quill(root.ownerDocument.createElement("div"), { modules: { toolbar: false }, ...(registry ? { registry } : {}), ...(formats ? { formats } : {}) });
    try {
      second.setContents(editor.getContents() as never, "silent");
      second.updateContents(change as never, "silent");
      return serialise(second);
    } finally {
      // Nothing of the draft waits in it.
      second.setContents([] as never, "silent");
    }
  };

  const replace = (edits: readonly Edit[], rangeOf: RangeOf): boolean => {
    if (!editor.isEnabled()) return false;
    const change = delta(edits, rangeOf);
    editor.history?.cutoff();
    editor.updateContents(change as never, "user");
    editor.history?.cutoff();
    return true;
  };

  const adapter = surface(root, host, {
    name: "quill",
    frame: editor.container,
    format,
    content: () => serialise(editor),
    masked,
    replace,
    readBack: (content) => (format === "json" ? readDelta(content) : content.split("\n").map((text, index) => ({ id: `${index}`, text }))),
    skip: (element) => element.classList.contains("ql-ui"),
  });
  const detach = adapter.detach.bind(adapter);
  adapter.detach = () => {
    second = undefined;
    detach();
  };
  return adapter;
}

/** The lines of a delta. */
function readDelta(content: string): TextBlock[] {
  const { ops } = JSON.parse(content) as { ops: readonly Op[] };
  const text = ops.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  return text.split("\n").map((line, index) => ({ id: `${index}`, text: line }));
}
