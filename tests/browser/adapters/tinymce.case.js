// TinyMCE 8 in its own frame.
import { tinymce } from "garim/adapters/tinymce";

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
  if (!window.tinymce) await script("/node_modules/tinymce/tinymce.min.js");
  const target = place.appendChild(Object.assign(document.createElement("textarea"), { name: "body" }));
  const [editor] = await window.tinymce.init({
    target, license_key: "gpl", base_url: "/node_modules/tinymce", suffix: ".min", promotion: false, branding: false, menubar: false, toolbar: false, statusbar: false, height: 300,
    entity_encoding: "raw", plugins: "table",
  });
  editor.resetContent(htmlOf(draft));
  const blocks = () => [...editor.getBody().querySelectorAll("p,td,div,li")].filter((block) => block.dataset.mceBogus !== "all");
  const spot = (block, offset) => {
    const walker = editor.getDoc().createTreeWalker(blocks()[block], 4);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [blocks()[block], 0];
  };
  return {
    editor,
    // TinyMCE fills the textarea that it stands for when the form is submitted.
    field: "body",
    target: tinymce(editor),
    set: (given) => void editor.setContent(htmlOf(given)),
    content: () => editor.getContent(),
    texts: () =>
      blocks().flatMap((block) => {
        const copy = block.cloneNode(true);
        for (const br of copy.querySelectorAll("br")) br.replaceWith(br.dataset.mceBogus ? "" : "\n");
        return copy.textContent.replace(/\u00a0/g, " ").replace(/\ufeff/g, "").split("\n");
      }),
    caret: (block, offset, last = block, to = offset) => {
      editor.focus();
      editor.getWin().getSelection().setBaseAndExtent(...spot(block, offset), ...spot(last, to));
      editor.nodeChanged();
      editor.selection.scrollIntoView();
    },
    reload: (content) => void editor.setContent(content),
    destroy: () => editor.remove(),
  };
}
