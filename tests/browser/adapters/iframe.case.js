// CKEditor 4, an editor in a frame as groupware has many.
import { iframe } from "garim/adapters/iframe";

const script = (src) =>
  new Promise((done, failed) => {
    const element = Object.assign(document.createElement("script"), { src, onload: done, onerror: failed });
    document.head.append(element);
  });

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const htmlOf = ({ paragraphs, table }) =>
  paragraphs.map((text) => `<p>${escaped(text) || "&nbsp;"}</p>`).join("") +
  (table ? `<table><tbody>${table.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</tbody></table><p>끝.</p>` : "");

export default async function mount(place, draft) {
  window.CKEDITOR_BASEPATH = "/node_modules/ckeditor4/";
  if (!window.CKEDITOR) await script("/node_modules/ckeditor4/ckeditor.js");
  const holder = place.appendChild(document.createElement("textarea"));
  holder.name = "body";
  holder.value = htmlOf(draft);
  const editor = CKEDITOR.replace(holder, { versionCheck: false, height: 240, removePlugins: "elementspath", extraAllowedContent: "table tbody tr td", undoStackSize: 50 });
  await new Promise((ready) => editor.on("instanceReady", ready));
  const root = () => editor.editable().$;
  const blocks = () => [...root().querySelectorAll("p,td,div,li")];
  const spot = (block, offset) => {
    const walker = root().ownerDocument.createTreeWalker(blocks()[block], 4);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [blocks()[block], 0];
  };
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
    texts: () =>
      blocks().flatMap((block) => {
        const copy = block.cloneNode(true);
        for (const br of copy.querySelectorAll("br")) br.replaceWith("\n");
        return copy.textContent.replace(/\u00a0/g, " ").split("\n");
      }),
    caret: (block, offset, last = block, to = offset) => {
      editor.focus();
      root().ownerDocument.defaultView.getSelection().setBaseAndExtent(...spot(block, offset), ...spot(last, to));
    },
    // CKEditor fills the textarea that it stands for when the form is submitted.
    field: "body",
    mode: (away) => new Promise((done) => editor.setMode(away ? "source" : "wysiwyg", done)),
    redo: "Control+y",
    reload: (content) => new Promise((done) => editor.setData(content, { callback: () => done() })),
    destroy: () => editor.destroy(),
  };
}
