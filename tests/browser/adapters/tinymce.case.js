// TinyMCE 8 in its own frame.
import { tinymce } from "garim/adapters/tinymce";
import { contentOf, htmlOf, script } from "./content.shared.js";

export default async function mount(place, draft) {
  if (!window.tinymce) await script("/node_modules/tinymce/tinymce.min.js");
  const target = place.appendChild(Object.assign(document.createElement("textarea"), { name: "body" }));
  const [editor] = await window.tinymce.init({
    target, license_key: "gpl", base_url: "/node_modules/tinymce", suffix: ".min", promotion: false, branding: false, menubar: false, toolbar: false, statusbar: false, height: 300,
    entity_encoding: "raw", plugins: "table",
  });
  editor.resetContent(htmlOf(draft));
  const { texts, select } = contentOf(() => editor.getBody(), { own: (block) => block.dataset.mceBogus === "all", breakOf: (br) => (br.dataset.mceBogus ? "" : "\n") });
  return {
    editor,
    // TinyMCE fills the textarea that it stands for when the form is submitted.
    field: "body",
    target: tinymce(editor),
    set: (given) => void editor.setContent(htmlOf(given)),
    content: () => editor.getContent(),
    texts,
    caret: (...place) => {
      editor.focus();
      select(...place);
      editor.nodeChanged();
      editor.selection.scrollIntoView();
    },
    reload: (content) => void editor.setContent(content),
    destroy: () => editor.remove(),
  };
}
