// ProseMirror with history and tables.
import { prosemirror } from "garim/adapters/prosemirror";
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { tableEditing, tableNodes } from "prosemirror-tables";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";

export const schema = new Schema({
  nodes: basic.spec.nodes.append({ mention: { inline: true, group: "inline", atom: true, attrs: { name: {} }, leafText: ({ attrs }) => `@${attrs.name}`, toDOM: ({ attrs }) => ["span", { class: "mention" }, `@${attrs.name}`] } }).append(tableNodes({ tableGroup: "block", cellContent: "paragraph+", cellAttributes: {} })),
  marks: basic.spec.marks,
});

export function docOf({ paragraphs, table }) {
  const paragraph = (text) => schema.node("paragraph", null, text ? [schema.text(text)] : []);
  const blocks = paragraphs.map(paragraph);
  if (table) {
    blocks.push(schema.node("table", null, table.map((row) => schema.node("table_row", null, row.map((text) => schema.node("table_cell", null, [paragraph(text)]))))));
    blocks.push(paragraph("끝."));
  }
  return schema.node("doc", null, blocks);
}

/** What tests ask of a view. */
export function mounted(view) {
  const blocks = () => {
    const found = [];
    view.state.doc.descendants((node, pos) => {
      if (node.isTextblock) found.push({ node, pos });
      return !node.isTextblock;
    });
    return found;
  };
  const place = (block, offset) => blocks()[block].pos + 1 + offset;
  const html = () => {
    const holder = document.createElement("div");
    holder.append(DOMSerializer.fromSchema(view.state.schema).serializeFragment(view.state.doc.content));
    return holder.innerHTML;
  };
  return {
    content: html,
    texts: () => blocks().flatMap(({ node }) => node.textBetween(0, node.content.size, "", (leaf) => (leaf.type.name.startsWith("hard") ? "\n" : "")).split("\n")),
    caret: (block, offset, last = block, to = offset) => {
      view.focus();
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place(block, offset), place(last, to))).scrollIntoView());
    },
    parse: (text) => DOMParser.fromSchema(view.state.schema).parse(Object.assign(document.createElement("div"), { innerHTML: text })),
  };
}

export default async function mount(place, draft) {
  const holder = place.appendChild(document.createElement("div"));
  const plugins = [history(), keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }), keymap(baseKeymap), tableEditing()];
  const view = new EditorView(holder, { state: EditorState.create({ doc: docOf(draft), plugins }) });
  const { parse, ...rest } = mounted(view);
  // A host loads a draft by a state of its own making, which knows nothing of Garim.
  const load = (doc) => view.updateState(EditorState.create({ doc, plugins }));
  const modules = { Plugin, TextSelection, Decoration, DecorationSet, DOMSerializer };
  return {
    ...rest,
    view,
    target: prosemirror(view, modules),
    asJson: prosemirror(view, modules, { format: "json" }),
    json: (content) => load(schema.nodeFromJSON({ type: "doc", content })),
    set: (given) => load(docOf(given)),
    reload: (content) => load(parse(content)),
    destroy: () => view.destroy(),
  };
}
