// What the cases of editors share whose content is DOM: a draft as HTML, the texts of the content's blocks, and a caret in one of them.

/** Loads a classic script that the editor comes as. */
export const script = (src) =>
  new Promise((done, failed) => {
    const element = Object.assign(document.createElement("script"), { src, onload: done, onerror: failed });
    document.head.append(element);
  });

export const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** A draft as HTML; `empty` is what the editor puts into a paragraph without text, `cell` what it puts around the text of a cell. */
export const htmlOf = ({ paragraphs, table }, { empty = "&nbsp;", cell = (text) => text } = {}) =>
  paragraphs.map((text) => `<p>${escaped(text) || empty}</p>`).join("") +
  (table ? `<table><tbody>${table.map((row) => `<tr>${row.map((text) => `<td>${cell(escaped(text))}</td>`).join("")}</tr>`).join("")}</tbody></table><p>끝.</p>` : "");

/** Reading and selecting in the content below `root()`; `own` tells what is the editor's and no content, `end` what a line break at a block's end stands for. */
export function contentOf(root, { own = () => false, end = (text) => text, breakOf = () => "\n" } = {}) {
  const blocks = () => [...root().querySelectorAll("p,td,div,li")].filter((block) => !own(block));
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
    texts: () =>
      blocks().flatMap((block) => {
        const copy = block.cloneNode(true);
        for (const br of copy.querySelectorAll("br")) br.replaceWith(breakOf(br));
        return end(copy.textContent.replace(/\u00a0/g, " ").replace(/\ufeff/g, "")).split("\n");
      }),
    select: (block, offset, last = block, to = offset) => {
      root().ownerDocument.defaultView.getSelection().setBaseAndExtent(...spot(block, offset), ...spot(last, to));
    },
  };
}
