// Lexical with rich text and its history.
import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import * as module from "lexical";
import { lexical } from "garim/adapters/lexical";

const { $createParagraphNode, $createTextNode, $getRoot, createEditor } = module;

export default async function mount(place, draft) {
  const root = place.appendChild(document.createElement("div"));
  root.contentEditable = "true";
  root.setAttribute("role", "textbox");
  root.setAttribute("aria-label", "본문");
  const editor = createEditor({ namespace: "approval", onError: (error) => { throw error; } });
  editor.setRootElement(root);
  registerRichText(editor);
  registerHistory(editor, createEmptyHistoryState(), 600);
  const set = ({ paragraphs }) =>
    editor.update(() => {
      $getRoot().clear().append(...paragraphs.map((text) => (text ? $createParagraphNode().append($createTextNode(text)) : $createParagraphNode())));
    }, { discrete: true, tag: "historic" });
  set(draft);
  const paragraphs = () => $getRoot().getChildren();
  return {
    editor,
    target: lexical(editor, module),
    set,
    content: () => JSON.stringify(editor.getEditorState()),
    texts: () => editor.getEditorState().read(() => paragraphs().flatMap((each) => each.getTextContent().split("\n"))),
    caret: (block, offset, last = block, to = offset) => {
      root.focus();
      editor.update(() => {
        const spot = (at, left) => {
          const node = paragraphs()[at].getFirstChild();
          return node ? [node.getKey(), left, "text"] : [paragraphs()[at].getKey(), 0, "element"];
        };
        const selection = $getRoot().selectStart();
        selection.anchor.set(...spot(block, offset));
        selection.focus.set(...spot(last, to));
      }, { discrete: true });
    },
    reload: (content) => editor.setEditorState(editor.parseEditorState(content)),
    destroy: () => editor.setRootElement(null),
  };
}
