// SmartEditor2, by a mock of its documented structure: a frame in a frame, and a textarea of the page that is written when the editor is told to.
import { iframe } from "garim/adapters/iframe";
import { nhn } from "./smarteditor2.mock.js";

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const htmlOf = ({ paragraphs, table }) =>
  paragraphs.map((text) => `<p>${escaped(text) || "<br>"}</p>`).join("") +
  (table ? `<table><tbody>${table.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</tbody></table><p>끝.</p>` : "");

export default async function mount(place, draft) {
  const field = place.appendChild(document.createElement("textarea"));
  Object.assign(field, { id: "ir1", name: "ir1", value: htmlOf(draft) });
  const oEditors = [];
  await new Promise((fOnAppLoad) => nhn.husky.EZCreator.createInIFrame({ oAppRef: oEditors, elPlaceHolder: "ir1", sSkinURI: "SmartEditor2Skin.html", fCreator: "createSEditor2", fOnAppLoad }));
  const app = oEditors.getById.ir1;
  const body = () => app.getWYSIWYGDocument().body;
  const blocks = () => [...body().querySelectorAll("p,td,div,li")];
  const spot = (block, offset) => {
    const walker = body().ownerDocument.createTreeWalker(blocks()[block], 4);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [blocks()[block], 0];
  };
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
    texts: () =>
      blocks().flatMap((block) => {
        const copy = block.cloneNode(true);
        for (const br of copy.querySelectorAll("br")) br.replaceWith("\n");
        return copy.textContent.replace(/\u00a0/g, " ").replace(/\n$/, "").split("\n");
      }),
    caret: (block, offset, last = block, to = offset) => {
      app.exec("FOCUS", []);
      app.getWYSIWYGWindow().getSelection().setBaseAndExtent(...spot(block, offset), ...spot(last, to));
    },
    mode: async (away) => app.exec("CHANGE_EDITING_MODE", [away ? "HTMLSrc" : "WYSIWYG"]),
    reload: (content) => app.exec("SET_CONTENTS", [content, true]),
    destroy: () => place.replaceChildren(),
  };
}
