// What a draft in the editor may hold: paragraphs, headings, lists, tables, and four marks. Everything that is pasted, dropped or opened goes through it, so that
// pictures, links, scripts, styles and addresses never become part of the page.
import { Schema, type MarkSpec, type NodeSpec } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }, { tag: "div" }], toDOM: () => ["p", 0] },
  heading: {
    attrs: { level: { default: 2 } }, content: "inline*", group: "block", defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, 4) } })),
    toDOM: (node) => [`h${node.attrs["level"] as number}`, 0],
  },
  ordered_list: {
    attrs: { order: { default: 1 } }, content: "list_item+", group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: (dom as HTMLOListElement).start || 1 }) }],
    toDOM: (node) => ["ol", (node.attrs["order"] as number) === 1 ? {} : { start: node.attrs["order"] as number }, 0],
  },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  text: { group: "inline" },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  ...tableNodes({ tableGroup: "block", cellContent: "block+", cellAttributes: {} }),
};

const marks: Record<string, MarkSpec> = {
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
  strike: { parseDOM: [{ tag: "s" }, { tag: "del" }], toDOM: () => ["s", 0] },
};

/** The schema of drafts. */
export const schema = new Schema({ nodes, marks });
