// SmartEditor2, by a mock of its documented structure: a frame in a frame, and a textarea of the page that is written when the editor is told to.
import { iframe } from "garim/adapters/iframe";
import { contentOf, escaped, htmlOf as html } from "./content.shared.js";
import { nhn } from "./smarteditor2.mock.js";

const htmlOf = (draft) => html(draft, { empty: "<br>" });

export default async function mount(place, draft) {
  const field = place.appendChild(document.createElement("textarea"));
  Object.assign(field, { id: "ir1", name: "ir1", value: htmlOf(draft) });
  const oEditors = [];
  window.nhn = nhn;
  await new Promise((fOnAppLoad) => nhn.husky.EZCreator.createInIFrame({ oAppRef: oEditors, elPlaceHolder: "ir1", sSkinURI: "SmartEditor2Skin.html", fCreator: "createSEditor2", fOnAppLoad }));
  const app = oEditors.getById.ir1;
  const { texts, select } = contentOf(() => app.getWYSIWYGDocument().body, { end: (text) => text.replace(/\n$/, "") });
  return {
    app,
    target: iframe(place.querySelector("iframe"), {
      follow: (again) => {
        app.onmode.push(again);
        return () => void app.onmode.splice(app.onmode.indexOf(again), 1);
      },
      editing: () => app.getEditingMode() === "WYSIWYG",
      surface: {
        content: () => app.getContents(),
        transact: (work) => {
          app.exec("RECORD_UNDO_BEFORE_ACTION", ["GARIM"]);
          work();
          app.exec("RECORD_UNDO_AFTER_ACTION", ["GARIM"]);
        },
        paste: ({ html, text }) => (app.exec("PASTE_HTML", [html || escaped(text)]), true),
      },
    }),
    field: "ir1",
    // What the host's page does when its form is submitted, as the guide of SmartEditor2 says.
    store: () => app.exec("UPDATE_CONTENTS_FIELD", []),
    set: (given) => app.exec("SET_CONTENTS", [htmlOf(given), true]),
    content: () => app.getContents(),
    texts,
    caret: (...place) => {
      app.exec("FOCUS", []);
      select(...place);
    },
    mode: async (away) => app.exec("CHANGE_EDITING_MODE", [away ? "HTMLSrc" : "WYSIWYG"]),
    reload: (content) => app.exec("SET_CONTENTS", [content, true]),
    destroy: () => place.replaceChildren(),
  };
}
