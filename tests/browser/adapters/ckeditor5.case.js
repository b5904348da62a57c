// CKEditor 5, the classic editor.
import { ckeditor5 } from "garim/adapters/ckeditor5";
import { Bold, ClassicEditor, Essentials, Heading, List, Paragraph, Table } from "ckeditor5";
import { htmlOf as html } from "./content.shared.js";

const htmlOf = (draft) => html(draft, { empty: "" });

export default async function mount(place, draft) {
  const holder = place.appendChild(document.createElement("div"));
  const editor = await ClassicEditor.create({ attachTo: holder, root: { initialData: htmlOf(draft) }, licenseKey: "GPL", plugins: [Bold, Essentials, Heading, List, Paragraph, Table], toolbar: [] });
  const { model } = editor;
  const blocks = () => [...model.createRangeIn(model.document.getRoot()).getItems()].filter((item) => item.is("element") && model.schema.checkChild(item, "$text"));
  /** As a reader sees it, from the page: what is being composed too. */
  const text = (element) => {
    const copy = editor.editing.view.domConverter.mapViewToDom(editor.editing.mapper.toViewElement(element)).cloneNode(true);
    for (const br of copy.querySelectorAll("br")) br.replaceWith(br.dataset.ckeFiller ? "" : "\n");
    return copy.textContent.replace(/\u2060{7}/g, "").replace(/\u00a0/g, " ");
  };
  return {
    editor,
    target: ckeditor5(editor),
    set: (given) => editor.setData(htmlOf(given)),
    content: () => editor.getData(),
    texts: () => blocks().flatMap((element) => text(element).split("\n")),
    caret: (block, offset, last = block, to = offset) => {
      editor.editing.view.focus();
      model.change((writer) => writer.setSelection(writer.createRange(writer.createPositionAt(blocks()[block], offset), writer.createPositionAt(blocks()[last], to))));
      editor.editing.view.scrollToTheSelection();
    },
    reload: (content) => editor.setData(content),
    destroy: () => editor.destroy(),
  };
}
