// CKEditor 4, an editor in a frame as groupware has many.
import { iframe } from "garim/adapters/iframe";
import { contentOf, escaped, htmlOf, script } from "./content.shared.js";

export default async function mount(place, draft) {
  window.CKEDITOR_BASEPATH = "/node_modules/ckeditor4/";
  if (!window.CKEDITOR) await script("/node_modules/ckeditor4/ckeditor.js");
  const holder = place.appendChild(document.createElement("textarea"));
  holder.name = "body";
  holder.value = htmlOf(draft);
  const editor = CKEDITOR.replace(holder, { versionCheck: false, height: 240, removePlugins: "elementspath", extraAllowedContent: "table tbody tr td", undoStackSize: 50 });
  await new Promise((ready) => editor.on("instanceReady", ready));
  const { texts, select } = contentOf(() => editor.editable().$);
  return {
    // Another frame whenever it comes back from showing its source.
    target: iframe(() => place.querySelector("iframe"), {
      follow: (again) => {
        const { removeListener } = editor.on("contentDom", again);
        return removeListener;
      },
      surface: {
        content: () => editor.getData(),
        transact: (work) => {
          editor.fire("saveSnapshot");
          work();
          editor.fire("saveSnapshot");
        },
        paste: ({ html, text }) => (editor.fire("paste", { type: "auto", dataValue: html || escaped(text), method: "paste", dataTransfer: new CKEDITOR.plugins.clipboard.dataTransfer() }), true),
        skip: (element) => element.hasAttribute("data-cke-temp") || element.hasAttribute("data-cke-hidden-sel"),
      },
    }),
    set: (given) => new Promise((done) => editor.setData(htmlOf(given), { callback: () => done() })),
    content: () => editor.getData(),
    texts,
    caret: (...place) => {
      editor.focus();
      select(...place);
    },
    // CKEditor fills the textarea that it stands for when the form is submitted.
    field: "body",
    mode: (away) => new Promise((done) => editor.setMode(away ? "source" : "wysiwyg", done)),
    redo: "Control+y",
    reload: (content) => new Promise((done) => editor.setData(content, { callback: () => done() })),
    destroy: () => editor.destroy(),
  };
}
