// The frame of the page: its head, the bars above and below the text, the empty state. Drawn anew in another language; it knows what its buttons are called and
// whom they call, and nothing else.
import type { StyleId } from "garim";
import type { Manner } from "./drafting.js";
import { profileInUse } from "./engine.js";
import { currentLocale, t } from "./i18n/index.js";
import { button, choice, h } from "./parts.js";
import { samples, type Sample } from "./samples.js";
import { showHelp, showTrust } from "./trust.js";

/** What the buttons do. */
export interface Deeds {
  open(files: readonly File[]): void;
  sample(sample: Sample): void;
  fresh(): void;
  view(masked: boolean): void;
  change(manner: Partial<Manner>): void;
  speak(locale: string): void;
  theme(value: string): void;
  copy(html: boolean): void;
  download(): void;
  print(): void;
  report(): void;
  list(): void;
}

const themes = ["auto", "light", "dark"] as const;
const styles: readonly StyleId[] = ["full", "label", "partial"];

/** The head: whose page it is, that nothing leaves, language and brightness. */
export const head = (deeds: Deeds): HTMLElement =>
  h("header", { class: "top" },
    h("a", { class: "skip", href: "#document" }, t("skip")),
    h("div", { class: "brand" }, logo(), h("h1", {}, t("brand")), h("span", { class: "tagline" }, t("tagline"))),
    h("button", { type: "button", class: "local", "data-do": "trust", onclick: () => void showTrust() }, h("span", { class: "dot", "aria-hidden": "true" }), t("local")),
    h("div", { class: "settings" },
      choice(t("language"), [["ko", "한국어"], ["en", "English"]], currentLocale(), (value) => deeds.speak(value), { "data-do": "language" }),
      choice(t("theme"), themes.map((each) => [each, t(`theme.${each}`)]), document.documentElement.dataset["theme"] ?? "auto", (value) => deeds.theme(value), { "data-do": "theme" }),
      button(t("help"), () => void showHelp(), { "data-do": "help" })));

/** The bar above the text: what is opened, how it is looked at, how it is masked. */
export function bar(deeds: Deeds, manner: Manner): HTMLElement {
  const file = h("input", { type: "file", hidden: true, tabindex: -1, "aria-hidden": "true", id: "file", onchange: () => {
    const files = [...(file.files ?? [])];
    file.value = "";
    deeds.open(files);
  } });
  const sample = choice(t("doc.sampleChoose"), [["", t("doc.sample")], ...samples.map(({ id }): [string, string] => [id, t(`sample.${id}`)])], "", (id) => {
    sample.value = "";
    const found = samples.find((each) => each.id === id);
    if (found) deeds.sample(found);
  }, { "data-do": "sample" });
  const strict = h("input", { type: "checkbox", "data-do": "strict", onchange: () => deeds.change({ strict: strict.checked }) });
  // Where the organisation's profile masks it all, there is nothing left to choose.
  strict.disabled = profileInUse()?.stated.some(({ field, value }) => field === "strict" && value === "true") ?? false;
  strict.checked = manner.strict || strict.disabled;
  return h("div", { class: "bar", role: "group", "aria-label": t("doc.label") },
    button(t("doc.open"), () => file.click(), { class: "first", "data-do": "open" }), file, sample, button(t("doc.new"), () => deeds.fresh(), { "data-do": "new" }),
    h("span", { class: "space" }),
    h("span", { class: "switch", role: "group", "aria-label": t("view") }, ...(["original", "masked"] as const).map((name) => button(t(`view.${name}`), () => deeds.view(name === "masked"), { "data-view": name, "aria-pressed": "false" }))),
    choice(t("style"), [...(profileInUse() ? [["", t("style.profile")] as const] : []), ...styles.map((each) => [each, t(`style.${each}`)] as const)], manner.style ?? "", (value) => deeds.change({ style: (value || undefined) as StyleId | undefined }), { "data-do": "style" }),
    h("label", { class: "strict" }, strict, " ", t("strict")));
}

/** The bar below the text: everything that can be taken away. */
export const exitBar = (deeds: Deeds): HTMLElement =>
  h("div", { class: "out", role: "group", "aria-label": t("out") },
    button(t("out.copy"), () => deeds.copy(false), { class: "first", "data-do": "copy" }),
    button(t("out.download"), () => deeds.download(), { "data-do": "download" }),
    button(t("out.copyHtml"), () => deeds.copy(true), { "data-do": "copyHtml" }),
    button(t("out.print"), () => deeds.print(), { "data-do": "print" }),
    h("span", { class: "space" }),
    button(t("out.report"), () => deeds.report(), { "data-do": "report" }),
    button(t("out.list"), () => deeds.list(), { "data-do": "list" }));

/** What an empty page says. */
export const emptyState = (deeds: Deeds): HTMLElement =>
  h("div", { class: "empty" },
    h("h2", {}, t("empty.head")), h("p", {}, t("empty.body")), h("ol", {}, ...(["empty.step1", "empty.step2", "empty.step3"] as const).map((key) => h("li", {}, t(key)))),
    h("p", { class: "quiet" }, t("empty.try"), " ", t("sample.note")),
    h("div", { class: "row" }, ...samples.map((each) => button(t(`sample.${each.id}`), () => deeds.sample(each), { "data-sample": each.id }))));

/** The mark of Garim: a line of text, and a line that is taken out. */
function logo(): Element {
  const name = (tag: string, given: Record<string, string>): Element => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
    return made;
  };
  const made = name("svg", { viewBox: "0 0 32 32", width: "28", height: "28", "aria-hidden": "true", class: "logo" });
  made.append(name("rect", { width: "32", height: "32", rx: "7", class: "ground" }), name("rect", { x: "7", y: "8", width: "11", height: "3.5", rx: "1", class: "line" }), name("rect", { x: "7", y: "14", width: "18", height: "5", rx: "1", class: "taken" }), name("rect", { x: "7", y: "21.5", width: "15", height: "3.5", rx: "1", class: "line" }));
  return made;
}
