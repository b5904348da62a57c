// The drafting area: ProseMirror with tables. It knows nothing of findings; Garim is attached to it as to any other editor (`target`).
import { baseKeymap, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, Slice, type Node as Content } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { prosemirror } from "garim/adapters/prosemirror";
import type { Target } from "garim/dom";
import { schema } from "./schema.js";

/** What the editor tells the page. */
export interface EditorEvents {
  /** The content changed. */
  edited(): void;
  /** Pictures were left out of what came in. */
  pictures(count: number): void;
  /** More text was pasted than the editor is made for; true: the page takes it, and the editor stays as it is. */
  tooLong(text: string): boolean;
}

const isMac = /Mac|iP(hone|ad|od)/.test(navigator.platform);

const keys: Record<string, Parameters<typeof keymap>[0][string]> = {
  "Mod-z": undo,
  "Shift-Mod-z": redo,
  ...(isMac ? {} : { "Mod-y": redo }),
  "Mod-b": toggleMark(schema.marks["strong"]!),
  "Mod-i": toggleMark(schema.marks["em"]!),
  "Mod-u": toggleMark(schema.marks["underline"]!),
};

/** From a cell Tab goes to the next; elsewhere it leaves the editor, as a keyboard expects. */
const cells = { Tab: goToNextCell(1), "Shift-Tab": goToNextCell(-1) };

const plugins = (): Plugin[] => [history(), keymap(keys), keymap(cells), keymap(baseKeymap), tableEditing()];

/** Lines of plain text as paragraphs, lines with tabs as rows; neighbouring rows of the same width are one table. Its text is the very text that was given. */
export function contentOfText(text: string): Content {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const { paragraph, table, table_row: row, table_cell: cell } = schema.nodes;
  const plain = (line: string): Content => paragraph!.create(null, line ? schema.text(line) : null);
  const out: Content[] = [];
  for (let at = 0; at < lines.length;) {
    const width = lines[at]!.split("\t").length;
    let end = at + 1;
    while (width > 1 && end < lines.length && lines[end]!.split("\t").length === width) end += 1;
    if (width > 1) {
      out.push(table!.create(null, lines.slice(at, end).map((line) => row!.create(null, line.split("\t").map((each) => cell!.create(null, plain(each)))))));
      at = end;
    } else out.push(plain(lines[at++]!));
  }
  return schema.nodes["doc"]!.create(null, out);
}

/**
 * Markup without styles and handlers. None of them could come through the schema or act under the page's policy; but a browser reports each of them
 * as a violation as soon as it parses them, and a person who looks at the console is to find it silent.
 */
export const withoutStyles = (html: string): string =>
  html.replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag) => tag.replace(/\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""));

/** Markup of any origin through the schema. It is read in a document without a window: nothing in it is loaded or run. */
export function contentOfHtml(html: string, preserveWhitespace = false): Content {
  const parsed = new globalThis.DOMParser().parseFromString(withoutStyles(html), "text/html");
  for (const each of parsed.querySelectorAll("script,style,template,noscript,title,head")) each.remove();
  return DOMParser.fromSchema(schema).parse(parsed.body, { preserveWhitespace });
}

/** The editor. */
export class Editor {
  readonly view: EditorView;
  /** The most characters that are pasted into the editor; longer texts are read in the viewer. */
  static readonly most = 300_000;

  constructor(
    place: HTMLElement,
    label: string,
    private readonly events: EditorEvents,
  ) {
    this.view = new EditorView(place, {
      state: EditorState.create({ schema, plugins: plugins() }),
      attributes: { role: "textbox", tabindex: "0", "aria-multiline": "true", "aria-label": label, spellcheck: "false", translate: "no", autocapitalize: "off" },
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction));
        if (transaction.docChanged) events.edited();
      },
      transformPastedHTML: (html) => {
        const count = html.match(/<img\b|<v:imagedata\b|<svg\b/gi)?.length ?? 0;
        if (count) events.pictures(count);
        return withoutStyles(html);
      },
      handlePaste: (_, event) => {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        return text.length > Editor.most && events.tooLong(text);
      },
      clipboardTextParser: (text) => {
        const content = contentOfText(text);
        // One line goes into the line in which it is pasted.
        const open = content.childCount === 1 && content.firstChild!.isTextblock ? 1 : 0;
        return new Slice(content.content, open, open);
      },
    });
  }

  /** What Garim is attached to. */
  get target(): Target {
    return prosemirror(this.view, { Plugin, TextSelection, Decoration, DecorationSet, DOMSerializer });
  }

  /** Whether nothing is written. */
  get isEmpty(): boolean {
    const { doc } = this.view.state;
    return doc.childCount === 1 && doc.firstChild!.type === schema.nodes["paragraph"] && doc.content.size === 2;
  }

  /** Puts another draft into the editor; what was there before cannot be brought back by undo. */
  set(content: Content): void {
    this.view.updateState(EditorState.create({ doc: content, plugins: plugins() }));
    this.events.edited();
  }

  /** An empty draft. */
  clear(): void {
    this.set(schema.nodes["doc"]!.createAndFill()!);
  }

  /** The name that a screen reader gives it. */
  name(label: string): void {
    this.view.dom.setAttribute("aria-label", label);
  }

  focus(): void {
    this.view.focus();
  }
}
