// Print leaves the page too, and cannot be stopped: while it lasts the editors are hidden and the masked copy stands in their place; where none can be made, a sentence.
import type { Draft } from "./draft.js";
import { say, type Strings } from "./strings.js";

const attribute = "data-garim-printed";

/** Watches a window's printing. */
export function printGuard(draft: Draft, strings: Strings, window: Window & typeof globalThis): () => void {
  const { document } = window;
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(`@media print{[${attribute}]{display:none!important}garim-print{display:block!important;white-space:pre-wrap}}garim-print{display:none}`);
  let copies: HTMLElement[] = [];
  const begin = (): void => {
    if (!draft.model.all.size && draft.state === "ready") return;
    let texts: Map<string, string> | undefined;
    try {
      texts = new Map(draft.sealNow().blocks.map(({ block, text }) => [block, text]));
    } catch {
      texts = undefined;
    }
    for (const { adapter, number } of draft.fields) {
      const copy = document.createElement("garim-print");
      copy.textContent = texts ? (draft.model.fields[number] ?? []).map((id) => texts.get(id) ?? "").join("\n") : say(strings, "note.down");
      adapter.frame.after(copy);
      adapter.frame.setAttribute(attribute, "");
      copies.push(copy);
    }
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };
  const end = (): void => {
    for (const copy of copies) copy.remove();
    copies = [];
    for (const { adapter } of draft.fields) adapter.frame.removeAttribute(attribute);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  return () => {
    end();
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
  };
}
