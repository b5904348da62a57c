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

/** Finds values that were masked in a text. */
export function finder(originals: readonly string[]): (text: string) => boolean {
  const values = [...new Set(originals.map(bare))].filter((value) => value.length > 1);
  return (text) => {
    const plain = bare(text);
    return values.some((value) => plain.includes(value));
  };
}

/** The keys under which JSON of editors holds what a reader sees. */
const spoken = new Set(["text", "insert"]);

/** A document as JSON without the strings beside its text (addresses of links, titles, notes) that hold what was masked, and how many these were. */
export function stripJson(content: string, originals: readonly string[]): { content: string; count: number } {
  const holds = finder(originals);
  let count = 0;
  const cleaned: unknown = JSON.parse(content, (key, value: unknown) => {
    if (typeof value !== "string" || spoken.has(key) || !holds(value)) return value;
    count += 1;
    return "";
  });
  return { content: count ? JSON.stringify(cleaned) : content, count };
}

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
  const holds = finder(originals);
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
