// An element that is edited in place, with the browser's own editing and nothing else.
import { contentOf } from "./content.shared.js";

export default async function mount(place, draft) {
  const root = document.createElement("div");
  root.contentEditable = "true";
  place.append(root);
  document.execCommand("defaultParagraphSeparator", false, "p");
  const set = ({ paragraphs, table }) => {
    root.replaceChildren();
    for (const text of paragraphs) {
      const p = document.createElement("p");
      if (text) p.textContent = text;
      else p.append(document.createElement("br"));
      root.append(p);
    }
    if (!table) return;
    const made = root.appendChild(document.createElement("table")).appendChild(document.createElement("tbody"));
    for (const row of table) {
      const tr = made.appendChild(document.createElement("tr"));
      for (const text of row) tr.appendChild(document.createElement("td")).textContent = text;
    }
    root.append(Object.assign(document.createElement("p"), { textContent: "끝." }));
  };
  set(draft);
  const blocks = () => [...root.querySelectorAll("p,td,div")];
  const { select } = contentOf(() => root);
  return {
    target: root,
    set,
    content: () => root.innerHTML,
    texts: () => blocks().map((block) => block.textContent),
    caret: (...place) => {
      root.focus();
      select(...place);
    },
    reload: (content) => {
      root.innerHTML = content;
    },
    destroy: () => root.remove(),
  };
}
