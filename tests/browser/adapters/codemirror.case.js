// CodeMirror 6 with its history and its own keys.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import * as cmState from "@codemirror/state";
import * as cmView from "@codemirror/view";
import { codemirror } from "garim/adapters/codemirror";

const { EditorState } = cmState;
const { EditorView, keymap } = cmView;

export default async function mount(place, draft) {
  const extensions = [history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": "본문" })];
  const view = new EditorView({ state: EditorState.create({ doc: draft.paragraphs.join("\n"), extensions }), parent: place });
  view.scrollDOM.style.height = "320px";
  const at = (line, offset) => view.state.doc.line(line + 1).from + offset;
  return {
    view,
    target: codemirror(view, { state: cmState, view: cmView }),
    // A whole new state, as hosts set another document.
    set: ({ paragraphs }) => view.setState(EditorState.create({ doc: paragraphs.join("\n"), extensions })),
    content: () => view.state.doc.toString(),
    texts: () => [...view.state.doc.iterLines()],
    caret: (block, offset, last = block, to = offset) => {
      view.dispatch({ selection: { anchor: at(block, offset), head: at(last, to) }, scrollIntoView: true });
      view.focus();
    },
    shown: () => {
      const out = [];
      for (const given of view.state.facet(EditorView.decorations)) {
        const set = typeof given === "function" ? given(view) : given;
        set.between(0, view.state.doc.length, (from, to, { spec }) => void (spec.class?.includes("garim-mask") && out.push(view.state.sliceDoc(from, to))));
      }
      return out;
    },
    reload: (content) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: content } }),
    destroy: () => view.destroy(),
  };
}
