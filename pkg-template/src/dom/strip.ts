// What markup holds and nobody sees: 한글's <!--[data-hwpjson]…--> comments and data-hwpjson attributes, Office's conditional comments and <xml> islands, hidden
// cells, attributes that repeat a masked value. It is taken out of every public copy, counted, and what is left is read back.
import type { TextBlock } from "./adapter.js";
import { trusted } from "./trust.js";
import { Walker } from "./walk.js";

/** How much of what was not to be seen. */
export interface Hidden {
  readonly what: "comment" | "island" | "invisible" | "attribute";
  readonly count: number;
}

/** Text as it is compared: without what carries nothing. */
export const bare = (text: string): string => text.normalize("NFKC").replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff.,()\-\u2010-\u2015]/g, "").toLowerCase();

/** Markup as a document that loads and runs nothing. */
export function parse(win: Window & typeof globalThis, html: string): Document {
  return new win.DOMParser().parseFromString(trusted(win, html), "text/html");
}

/** The blocks of a document. */
export const blocksOf = (document: Document): TextBlock[] => new Walker().runs(document.body.childNodes, document.body, document.body).map(({ block }) => block);

const isHidden = (element: Element): boolean => {
  const style = element.getAttribute("style") ?? "";
  const own = (element as HTMLElement).style as CSSStyleDeclaration | undefined;
  return (
    element.hasAttribute("hidden") || /mso-hide\s*:\s*all/i.test(style) || own?.display === "none" || own?.visibility === "hidden" || own?.visibility === "collapse" ||
    own?.fontSize === "0px" || own?.fontSize === "0pt" || own?.opacity === "0"
  );
};

/** Takes everything out that is not seen; `originals` are the values that were masked. */
export function strip(document: Document, originals: readonly string[]): Hidden[] {
  const counts = new Map<Hidden["what"], number>();
  const count = (what: Hidden["what"]): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  const gone: Node[] = [];
  while (comments.nextNode()) gone.push(comments.currentNode);
  for (const node of gone) {
    (node as Comment).remove();
    count("comment");
  }
  const bareOriginals = [...new Set(originals.map(bare))].filter((value) => value.length > 1);
  const holds = (text: string): boolean => {
    const plain = bare(text);
    return bareOriginals.some((value) => plain.includes(value));
  };
  for (const element of [...document.querySelectorAll("*")]) {
    if (!element.isConnected) continue;
    if (element.localName === "xml" || element.localName === "script" || element.localName === "template" || (element.localName === "style" && holds(element.textContent ?? ""))) {
      element.remove();
      count("island");
    } else if (element.parentElement && element !== document.body && isHidden(element)) {
      element.remove();
      count("invisible");
    } else {
      for (const { name, value } of [...element.attributes]) {
        if (!name.startsWith("data-hwp") && !holds(value)) continue;
        element.removeAttribute(name);
        count("attribute");
      }
    }
  }
  return [...counts].map(([what, number]) => ({ what, count: number }));
}
