// Everything that a person takes away: the clipboard, downloads, print, the two papers. Of a draft the package's gate asks; of a file this page asks once.
import type { CopyFormat } from "garim/export";
import type { Drafting, Manner } from "./drafting.js";
import { theEngine } from "./engine.js";
import { t } from "./i18n/index.js";
import { drawn } from "./masked.js";
import { refusal, type Opened } from "./opened.js";
import { checkedPaper, copyName, dated, decoded, pageOf, readBack, Refused, save, toClipboard } from "./outputs.js";
import { ask, button, h, table } from "./parts.js";
import { asCsv, asHtml, type Paper } from "./report.js";
import type { Result } from "./result.js";
import { showHelp } from "./trust.js";
import type { Work } from "./work.js";

/** Rows of a paper that are shown on the screen; its file has them all. */
const mostRows = 300;

/** What the exits ask of the page. */
export interface Source {
  readonly drafting: Drafting;
  readonly opened: Opened | undefined;
  readonly manner: Manner;
  readonly work: Work;
  result(): Result;
  say(text: string, more?: HTMLElement): void;
  change(manner: Manner): Promise<void>;
  /** Something was taken away: closing loses nothing now. */
  saved(): void;
}

/** The exits of the page. */
export class Exits {
  /** What is printed in the page's place. */
  readonly print = h("div", { class: "print" });

  constructor(private readonly from: Source) {}

  private leftovers(): HTMLElement {
    return button(t("out.leftovers"), () => void showHelp("left"), { class: "plain link" });
  }

  private get nothing(): boolean {
    const nothing = !this.from.opened && this.from.drafting.editor.isEmpty;
    if (nothing) this.from.say(t("out.nothing"));
    return nothing;
  }

  /** Of a file: what waits for a word is asked about before anything leaves. */
  private async asked(): Promise<boolean> {
    const { opened, manner } = this.from;
    const waiting = opened?.result().waiting ?? 0;
    if (!waiting || manner.strict) return true;
    const answer = await ask(t("out.undecidedTitle"), [h("p", {}, t("out.undecided", { r: waiting }))], [
      { label: t("out.back"), value: "back" }, { label: t("out.undecidedKeep"), value: "keep" }, { label: t("out.undecidedMask"), value: "mask", first: true },
    ] as const, t("close"));
    if (answer === "mask") await this.from.change({ ...manner, strict: true });
    return answer === "mask" || answer === "keep";
  }

  /** The package's gate has said why already; what is this page's own is said here. */
  private refused(thrown: unknown): void {
    const { code } = (thrown ?? {}) as { code?: unknown };
    if (thrown instanceof Refused) this.from.say(thrown.message);
    else if (code !== "declined" && code !== "export_refused") this.from.say(refusal(thrown));
  }

  /** The masked text on the clipboard, with markup where that is asked for. */
  async copy(html: boolean): Promise<void> {
    if (this.nothing || !(await this.asked())) return;
    const { opened, drafting, work } = this.from;
    try {
      if (!opened) {
        const made = await drafting.copy();
        return await this.copied(made.text, html ? made.html : undefined);
      }
      const done = await work.run("work.masking", async () => ({ text: await opened.mask("txt"), html: html ? await opened.mask("html") : undefined }));
      if (done) await this.copied(decoded(done.text.bytes), done.html && decoded(done.html.bytes));
    } catch (thrown) {
      this.refused(thrown);
    }
  }

  private async copied(text: string, html: string | undefined): Promise<void> {
    const done = await toClipboard(text, html);
    if (done) this.from.saved();
    this.from.say(t(done ? "out.copied" : "out.copyFailed"), done ? this.leftovers() : undefined);
  }

  /** The suggestion for the form on the clipboard. */
  async copyForm(text: string): Promise<void> {
    this.from.say(t((await toClipboard(text)) ? "form.copied" : "out.copyFailed"));
  }

  /** A masked copy as a file. */
  async download(): Promise<void> {
    if (this.nothing) return;
    const { opened, drafting, work } = this.from;
    const format = await ask<CopyFormat>(t("out.download"), [h("p", {}, t("out.verified"))], [
      ...(opened?.formats ?? (["txt", "html"] as const)).map((value, index) => ({ label: value === "same" ? t("out.same", { ending: opened!.format.toUpperCase() }) : t(`out.${value}`), value, first: index === 0 })),
    ], t("close"));
    if (!format || !(await this.asked())) return;
    try {
      if (opened) {
        const done = await work.run("work.masking", () => opened.mask(format));
        if (done) this.handed(done.bytes, await copyName(opened.name, done.ending), "application/octet-stream");
        return;
      }
      const { text, html } = await drafting.copy();
      const bytes = format === "html" ? await readBack(pageOf(html), text) : new TextEncoder().encode(text);
      this.handed(bytes, await copyName(undefined, format), format === "html" ? "text/html" : "text/plain");
    } catch (thrown) {
      this.refused(thrown);
    }
  }

  private handed(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
    save(bytes, name, type);
    this.from.saved();
    this.from.say(t("out.saved", { name }), this.leftovers());
  }

  /** The browser's print window, after the gate. */
  async toPaper(): Promise<void> {
    if (this.nothing || !(await this.asked())) return;
    try {
      if (!this.from.opened) await this.from.drafting.pass();
      window.print();
    } catch (thrown) {
      this.refused(thrown);
    }
  }

  /** Whatever is printed is masked, by whichever way printing began, and what waits for a word too; where no mask can be made, a sentence is printed. */
  fillPrint(): void {
    const { opened, drafting } = this.from;
    try {
      if (!opened) return this.print.replaceChildren(...drawn(drafting.maskedNow()));
      let out = "";
      let at = 0;
      for (const { start, end, mask, action } of opened.checked.findings) {
        if (action === "keep" || mask === undefined) continue;
        out += opened.text.slice(at, start) + mask;
        at = end;
      }
      this.print.replaceChildren(h("pre", {}, out + opened.text.slice(at)));
    } catch {
      this.print.replaceChildren(h("p", {}, t("view.refused")));
    }
  }

  /** A paper: shown, and handed over as a page or as CSV. */
  async paper(make: (result: Result) => Paper): Promise<void> {
    if (this.nothing) return;
    const { opened, drafting } = this.from;
    if (!opened) await drafting.settled().catch(() => undefined);
    const found = this.from.result();
    // What was not read is named by its file, and a file's name may hold a value.
    const unread = found.unread.length ? (await (await theEngine()).check(found.unread.join("\n"), { strict: true })).masked.split("\n") : [];
    const result = { ...found, unread };
    const paper = make(result);
    const shown = paper.sheets.filter(({ rows }) => rows.length);
    const facts = paper.facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
    const chosen = await ask(paper.title, [
      h("p", { class: "quiet" }, paper.note), facts.length > 0 && h("dl", {}, ...facts),
      ...shown.flatMap(({ title, heads, rows, numeric }) => [table(title, heads, rows.slice(0, mostRows), numeric), rows.length > mostRows && h("p", { class: "quiet" }, t("report.cut", { n: mostRows }))]),
      shown.length === 0 && h("p", {}, t("list.none")),
    ], [{ label: t("report.csv"), value: "csv" }, { label: t("report.html"), value: "html", first: true }] as const, t("close"));
    if (!chosen) return;
    try {
      const bytes = await checkedPaper(chosen === "csv" ? asCsv(paper) : asHtml(paper), {
        values: opened ? opened.values() : drafting.values(),
        words: result.rows.flatMap(({ decided, why, place: { part } }) => [...(decided ? [why] : []), ...(part ? [part] : [])]).concat(result.unread),
      });
      const name = `${dated(paper.file)}.${chosen}`;
      save(bytes, name, chosen === "csv" ? "text/csv" : "text/html");
      this.from.say(t("out.saved", { name }));
    } catch (thrown) {
      this.refused(thrown);
    }
  }
}
