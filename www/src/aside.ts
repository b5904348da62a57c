// Beside the text: the counts, the suggestion for the form, the findings of a file, counts by kind, what is kept and why, what was not read. Drawn from a `Result`.
import type { KindId } from "garim";
import { t } from "./i18n/index.js";
import type { Opened, PlacedFinding } from "./opened.js";
import { button, choice, h, table } from "./parts.js";
import { byKind, countsOf, keptBy, kindName, levelName, placeName, type Form, type Result } from "./result.js";

/** The counts, as a strip of numbers. */
export function counts(result: Result): HTMLElement {
  const { mask, review, keep } = countsOf(result.rows);
  const one = (name: "mask" | "review" | "keep" | "unread", n: number): HTMLElement => h("li", { class: name, "data-count": n }, h("strong", {}, String(n)), h("span", {}, t(`count.${name}`)));
  return h("ul", { class: "counts" }, one("mask", mask), one("review", review), one("keep", keep), one("unread", result.unreadCount));
}

/** The suggestion as lines of text, for the form of an approval system. */
export function formText(form: Form): string {
  const lines = [
    `${t("form.level")}: ${levelName(form.level)}`,
    ...(form.items.length ? [`${t("form.items")}: ${form.items.map(({ item }) => t("form.itemNo", { item })).join(", ")}`] : []),
    ...form.items.map(({ item, reason }) => `${t("form.reason")} (${t("form.itemNo", { item })}): ${reason}`),
    ...form.items.filter(({ until }) => until).map(({ item, until }) => `${t("form.until")} (${t("form.itemNo", { item })}): ${until}`),
    ...form.attachments.map(({ level, items }, index) => `${t("form.attachment", { n: index + 1 })}: ${levelName(level)}${items.map((item) => ` ${t("form.itemNo", { item })}`).join(",")}`),
  ];
  return lines.join("\n");
}

/** The suggestion for the form. */
export function formBlock(result: Result, copy: (text: string) => void): (HTMLElement | false)[] {
  const { form } = result;
  const row = (name: string, ...value: (Node | string)[]): HTMLElement[] => (value.length ? [h("dt", {}, name), h("dd", {}, ...value)] : []);
  const parts = byKind(result.rows).filter(({ counts: { mask } }) => mask > 0).map(({ kind, counts: { mask } }) => `${kindName(kind)} ${mask}`).join(", ");
  const short = form.items.flatMap((each) => row(t("form.itemNo", each), each.short || each.reason, ...(each.until ? [h("br"), h("span", { class: "quiet" }, `${t("form.until")}: ${each.until}`)] : [])));
  const whole = [
    ...(parts ? row(t("form.part"), parts) : []),
    ...form.items.flatMap(({ item, reason }) => row(`${t("form.reason")} ${t("form.itemNo", { item })}`, reason)),
    ...form.attachments.flatMap(({ level, items }, index) => row(t("form.attachment", { n: index + 1 }), `${levelName(level)} ${items.map((item) => t("form.itemNo", { item })).join(", ")}`)),
  ];
  return [
    h("header", {},
      h("h2", { id: "form-title" }, t("form")),
      button(t("form.copy"), () => copy(formText(form)), { "data-do": "form.copy" })),
    h("p", { class: "level", "data-level": form.level }, h("strong", {}, levelName(form.level)), ...form.items.map(({ item }) => h("span", { class: "item" }, t("form.itemNo", { item }))),
      form.items.length > 0 && h("span", { class: "quiet" }, t("form.article"))),
    form.level === "open" ? h("p", {}, t("form.open")) : h("dl", { class: "short" }, ...short),
    h("p", { class: "quiet" }, t("form.final")),
    (form.level !== "open" || form.advice.length > 0) && h("details", {}, h("summary", {}, t("form.more")), form.level !== "open" && h("dl", {}, ...whole),
      ...form.advice.map((text) => h("p", { class: "quiet note" }, text))),
  ];
}

/** Counts by kind. */
export function statistics(result: Result): HTMLElement {
  const rows = byKind(result.rows);
  if (!rows.length) return h("p", { class: "quiet" }, t("stats.none"));
  return table(t("stats"), [t("stats.kind"), t("stats.mask"), t("stats.review"), t("stats.keep")], rows.map(({ kind, counts: each }) => [kindName(kind), each.mask, each.review, each.keep]), [1, 2, 3]);
}

/** What is kept and why. */
export function kept(result: Result): HTMLElement {
  const lines = keptBy(result.rows);
  if (!lines.length) return h("p", { class: "quiet" }, t("kept.none"));
  return h("ul", { class: "lines" }, ...lines.slice(0, 100).map(({ kind, why, count }) => h("li", {}, h("strong", {}, kindName(kind)), ` ${t("kept.count", { n: count })} · ${why}`)));
}

/** What was not read. */
export const unread = (result: Result): HTMLElement =>
  result.unread.length ? h("ul", { class: "lines" }, ...result.unread.map((line) => h("li", {}, line))) : h("p", { class: "quiet" }, t("unread.none"));

/** The findings of a file: a list with a filter, drawn a page at a time. */
export class FindingsList {
  private kind = "";
  private keepShown = false;
  private shown = 100;
  private at = -1;

  constructor(
    private readonly place: HTMLElement,
    private readonly go: (index: number) => void,
    private readonly keep: (shown: boolean) => void,
    private readonly decide: (finding: PlacedFinding, deed: "keep" | "mask" | "undo") => void,
  ) {}

  /** Whether what is kept is shown too. */
  get showsKept(): boolean {
    return this.keepShown;
  }

  /** Draws the findings of a file anew. */
  show(opened: Opened, result: Result): void {
    const { findings } = opened.checked;
    const listed = findings.map((finding, index) => ({ finding, index })).filter(({ finding: { kind, action } }) => (!this.kind || kind === this.kind) && (action !== "keep" || this.keepShown));
    const kinds = byKind(result.rows).map(({ kind }) => kind);
    const draw = (): void => this.show(opened, result);
    const filter = choice(t("findings.filter"), [["", t("findings.all")], ...kinds.map((kind): [KindId, string] => [kind, kindName(kind)])], this.kind, (value) => {
      [this.kind, this.shown, this.at] = [value, 100, -1];
      draw();
    });
    const box = h("input", {
      type: "checkbox",
      onchange: () => {
        this.keepShown = box.checked;
        draw();
        this.keep(box.checked);
      },
    });
    box.checked = this.keepShown;
    const step = (by: number): void => {
      if (!listed.length) return;
      this.at = (this.at + by + listed.length) % listed.length;
      this.go(listed[this.at]!.index);
    };
    const rest = listed.length - this.shown;
    this.place.replaceChildren(
      h("div", { class: "row" }, button(t("findings.previous"), () => step(-1)), button(t("findings.next"), () => step(1)), filter, h("label", {}, box, " ", t("findings.keepShown"))),
      listed.length ? h("ul", { class: "findings", "aria-label": t("findings") }, ...listed.slice(0, this.shown).map(({ finding, index }, order) => this.entry(finding, opened, result, index, order))) : h("p", { class: "quiet" }, t("stats.none")),
    );
    if (rest > 0) this.place.append(button(t("findings.more", { n: rest }), () => {
      this.shown += 500;
      draw();
    }));
  }

  private entry(finding: PlacedFinding, opened: Opened, result: Result, index: number, order: number): HTMLElement {
    const { kind, action, text } = finding;
    const { why } = result.rows[index]!;
    const said = opened.decided(finding);
    const go = (): void => {
      this.at = order;
      this.go(index);
    };
    const deed = (name: "keep" | "mask" | "undo"): HTMLElement => button(t(`decide.${name}`), () => this.decide(finding, name), { class: "plain link", "data-deed": name, "aria-label": `${kindName(kind)}: ${t(`decide.${name}`)}` });
    return h("li", { class: action }, h("button", { type: "button", onclick: go },
      h("span", { class: "what" }, kindName(kind), " · ", t(`action.${action}`)), " ", h("strong", { class: "value" }, text.length > 60 ? `${text.slice(0, 60)}…` : text), h("br"),
      h("span", { class: "quiet" }, `${placeName(result.rows[index]!.place)} · ${action === "keep" ? t("findings.kept", { why }) : why}`)),
      h("span", { class: "row deeds" },
        said !== undefined && h("span", { class: "quiet" }, t("report.person")),
        action !== "keep" && deed("keep"), action !== "mask" && deed("mask"), said !== undefined && deed("undo")));
  }
}
