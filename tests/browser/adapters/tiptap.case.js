// Tiptap with its starter kit and ProseMirror's tables: it has the prosemirror adapter.
import { prosemirror } from "garim/adapters/prosemirror";
import { Editor, Node } from "@tiptap/core";
import { DOMSerializer } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import StarterKit from "@tiptap/starter-kit";

import { htmlOf as html } from "./content.shared.js";
import { mounted } from "./prosemirror.case.js";

// What Tiptap's own table extension does with `tableRole`.
const tableRole = { table: "table", tableRow: "row", tableCell: "cell" };
const node = (name, content, tag, inner) =>
  Node.create({ name, content, parseHTML: () => [{ tag }], renderHTML: () => inner, extendNodeSchema: ({ name: each }) => ({ tableRole: tableRole[each] }), ...(name === "table" ? { group: "block" } : {}) });
const tables = [node("table", "tableRow+", "table", ["table", ["tbody", 0]]), node("tableRow", "tableCell*", "tr", ["tr", 0]), node("tableCell", "block+", "td", ["td", 0])];

const htmlOf = (draft) => html(draft, { empty: "", cell: (text) => `<p>${text}</p>` });

export default async function mount(place, draft) {
  const element = place.appendChild(document.createElement("div"));
  const editor = new Editor({ element, extensions: [StarterKit.configure({ trailingNode: false }), ...tables], content: htmlOf(draft) });
  const { texts, caret } = mounted(editor.view);
  return {
    texts,
    caret,
    target: prosemirror(editor.view, { Plugin, TextSelection, Decoration, DecorationSet, DOMSerializer }),
    set: (given) => void editor.commands.setContent(htmlOf(given)),
    content: () => editor.getHTML(),
    reload: (content) => void editor.commands.setContent(content),
    destroy: () => editor.destroy(),
  };
}
