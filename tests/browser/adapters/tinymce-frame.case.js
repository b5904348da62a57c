// TinyMCE 8 by the generic adapter of frames, told what it needs to know: for institutions whose integration of frames serves several editors.
import { iframe } from "garim/adapters/iframe";
import mountOwn from "./tinymce.case.js";

export default async function mount(place, draft) {
  const own = await mountOwn(place, draft);
  const { editor } = own;
  return {
    ...own,
    target: iframe(editor.iframeElement, {
      surface: {
        content: () => editor.getContent(),
        serialise: (copy) => editor.serializer.serialize(copy, { format: "html", get: true, getInner: true }).trim(),
        // What the host set is no level of the undo yet; without one the step back would lead beyond it.
        transact: (work) => {
          editor.undoManager.add();
          editor.undoManager.transact(work);
        },
        paste: ({ html, text }) => editor.execCommand("mceInsertClipboardContent", false, html ? { html, internal: true } : { text }),
        skip: (element) => element.dataset?.mceBogus === "all",
      },
    }),
  };
}
