// Quill 2 with its core theme and tables.
import Quill from "quill";
import { quill } from "garim/adapters/quill";

export default async function mount(place, draft) {
  const holder = place.appendChild(document.createElement("div"));
  const editor = new Quill(holder, { modules: { toolbar: false, table: true, history: { delay: 600 } } });
  const set = ({ paragraphs, table }) => {
    const ops = paragraphs.map((text) => ({ insert: `${text}\n` }));
    for (const [index, row] of (table ?? []).entries()) for (const cell of row) ops.push({ insert: cell }, { insert: "\n", attributes: { table: `row-${index}` } });
    if (table) ops.push({ insert: "끝.\n" });
    editor.setContents({ ops }, "api");
    editor.history.clear();
  };
  set(draft);
  const lines = () => editor.getLines();
  return {
    editor,
    target: quill(editor),
    set,
    content: () => editor.getSemanticHTML(),
    texts: () => lines().map((line) => line.domNode.textContent),
    caret: (block, offset, last = block, to = offset) => {
      const start = editor.getIndex(lines()[block]) + offset;
      editor.focus({ preventScroll: true });
      editor.setSelection(start, editor.getIndex(lines()[last]) + to - start, "api");
    },
    reload: (content) => editor.setContents(editor.clipboard.convert({ html: content }), "api"),
    destroy: () => holder.remove(),
  };
}
