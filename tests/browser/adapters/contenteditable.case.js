// An element that is edited in place, with the browser's own editing and nothing else.
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
  const place2 = (block, offset) => {
    const element = blocks()[block];
    const walker = document.createTreeWalker(element, 4);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [element, 0];
  };
  return {
    target: root,
    set,
    content: () => root.innerHTML,
    texts: () => blocks().map((block) => block.textContent),
    caret: (block, offset, last = block, to = offset) => {
      root.focus();
      const [a, b] = [place2(block, offset), place2(last, to)];
      getSelection().setBaseAndExtent(...a, ...b);
    },
    reload: (content) => {
      root.innerHTML = content;
    },
    destroy: () => root.remove(),
  };
}
