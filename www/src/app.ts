// The page: its frame, which of the two ways it works in (a draft in the editor, or an opened file), and what its buttons do.
import { counts, FindingsList, formBlock, kept, statistics, unread } from "./aside.js";
import { keepReason } from "./reason.js";
import { Drafting, type Manner } from "./drafting.js";
import { Editor } from "./editor.js";
import { profileInUse, theEngine } from "./engine.js";
import { Exits, type Source } from "./exits.js";
import { bar, emptyState, exitBar, head, type Deeds } from "./frame.js";
import { currentLocale, setLocale, t, type Key } from "./i18n/index.js";
import { watchFiles } from "./incoming.js";
import { drawn } from "./masked.js";
import { remember, remembered } from "./memory.js";
import { Opened, type PlacedFinding } from "./opened.js";
import { decoded } from "./outputs.js";
import { ask, button, h } from "./parts.js";
import { ProfileCard } from "./profile.js";
import { report, undisclosedList } from "./report.js";
import type { Result } from "./result.js";
import type { Sample } from "./samples.js";
import { Viewer } from "./viewer.js";
import { Work } from "./work.js";

/** The page. */
export class App implements Source, Deeds {
  manner: Manner = { style: "full", strict: false };
  private masked = false;
  opened: Opened | undefined;
  /** Files that were dropped with the one that is open. */
  private others = 0;
  /** Whether something would be lost by closing. */
  private unsaved = false;
  private frame: HTMLElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  // What outlives a change of language: the editor with its draft, the viewer, the lists.
  private readonly editorPlace = h("div", { class: "paper editor" });
  private readonly viewerPlace = h("div", { class: "paper viewer", tabindex: 0 });
  private readonly maskedPlace = h("div", { class: "paper masked-view", tabindex: 0 });
  private readonly panelPlace = h("div", { class: "panel" });
  private readonly listPlace = h("div", { class: "panel list" });
  private readonly said = h("div", { class: "toast", role: "status" });
  readonly drafting: Drafting;
  readonly work = new Work((text) => this.say(text), () => this.reopen());
  private readonly exits = new Exits(this);
  private readonly viewer = new Viewer(this.viewerPlace);
  private readonly findings = new FindingsList(this.listPlace, (index) => this.reveal(index), () => this.showFile(), (finding, deed) => void this.decide(finding, deed));
  private readonly profile = new ProfileCard(() => this.underProfile());

  // Drawn anew with each frame.
  private status = h("p", { class: "status", role: "status" });
  private countsPlace = h("div");
  private formPlace = h("section", { class: "card form", "aria-labelledby": "form-title" });
  private more = h("div", { class: "more" });
  private emptyPlace: HTMLElement = h("div", { class: "empty" });

  constructor(private readonly body: HTMLElement) {
    const theme = remembered("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
    body.append(this.exits.print, this.said);
    this.drafting = new Drafting(this.editorPlace, this.panelPlace, this.manner, {
      changed: () => this.later(),
      edited: () => {
        this.unsaved = true;
        this.later();
      },
      tooLong: (text) => {
        void this.openText(text);
        return true;
      },
    });
    this.unsaved = false;
    this.build();
    this.listen();
    void theEngine().then(() => this.drafting.settled()).then(() => this.mark("ready"), () => this.mark("failed"));
  }

  /** Tells tests and style sheets how far the engine is. */
  private mark(state: "ready" | "failed"): void {
    document.documentElement.dataset["engine"] = state;
    this.refresh();
  }

  // The frame.

  private build(): void {
    document.documentElement.lang = currentLocale();
    document.title = t("title");
    this.status = h("p", { class: "status", role: "status" });
    this.countsPlace = h("div");
    this.formPlace = h("section", { class: "card form", "aria-labelledby": "form-title" });
    this.more = h("div", { class: "more" });
    this.emptyPlace = emptyState(this);
    for (const [place, key] of [[this.viewerPlace, "view.original"], [this.maskedPlace, "view.masked"]] as const) {
      place.setAttribute("role", "document");
      place.setAttribute("aria-label", t(key));
    }
    const frame = h("div", { class: "app" }, head(this),
      h("main", { id: "document", tabindex: -1 },
        h("section", { class: "left", "aria-label": t("doc.label") }, bar(this, this.manner),
          h("div", { class: "desk" }, this.emptyPlace, this.editorPlace, this.viewerPlace, this.maskedPlace, this.work.cover), exitBar(this)),
        h("aside", { class: "right", "aria-label": t("findings") }, this.status, this.countsPlace, this.formPlace,
          h("section", { class: "card", "aria-label": t("findings") }, this.panelPlace, this.listPlace), this.more)));
    this.frame?.remove();
    this.frame = frame;
    this.body.prepend(frame);
    this.refresh();
    this.place();
  }

  private listen(): void {
    watchFiles(() => t("drop"), (files) => this.open(files));
    window.addEventListener("beforeunload", (event) => {
      if (this.losing) event.preventDefault();
    });
    window.addEventListener("beforeprint", () => this.exits.fillPrint());
    window.addEventListener("afterprint", () => this.exits.print.replaceChildren());
    window.addEventListener("keydown", (event) => {
      if (event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.key.toLowerCase() === "o" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        document.getElementById("file")?.click();
      } else if (event.key === "F6" && event.altKey) {
        event.preventDefault();
        void this.view(!this.masked);
      }
    });
    for (const type of ["copy", "dragstart"]) document.addEventListener(type, (event) => this.keepOriginal(event), true);
  }

  /** The original of a file is shown for reading: what is copied or dragged out of it would leave unmasked, so the masked view takes its place. */
  private keepOriginal(event: Event): void {
    const selection = getSelection();
    if (!this.opened || this.masked || !selection || selection.isCollapsed || !this.viewerPlace.contains(selection.anchorNode)) return;
    event.preventDefault();
    this.say(t("out.viewCopy"));
    void this.view(true);
  }

  // Where things are.

  /** Shows what belongs to the way the page works in now. */
  private place(): void {
    const file = this.opened !== undefined;
    const blank = !file && this.drafting.editor.isEmpty;
    this.editorPlace.hidden = file || this.masked;
    this.viewerPlace.hidden = !file;
    this.maskedPlace.hidden = file || !this.masked;
    this.panelPlace.hidden = file || blank;
    this.listPlace.hidden = !file;
    this.emptyPlace.hidden = !blank || this.masked;
    document.documentElement.dataset["way"] = file ? "file" : blank ? "empty" : "draft";
    for (const each of document.querySelectorAll<HTMLElement>("[data-view]")) each.setAttribute("aria-pressed", String((each.dataset["view"] === "masked") === this.masked));
  }

  private get losing(): boolean {
    return this.unsaved && !(this.opened === undefined && this.drafting.editor.isEmpty);
  }

  result(): Result {
    const { opened } = this;
    if (opened && this.othersOf?.result === opened.result() && this.othersOf.n === this.others) return this.othersOf.whole;
    const result = opened ? opened.result() : this.drafting.result();
    const whole = this.others ? { ...result, unread: [...result.unread, t("unread.others", { n: this.others })], unreadCount: result.unreadCount + this.others } : result;
    this.othersOf = opened && { result, n: this.others, whole };
    return whole;
  }

  private othersOf: { result: Result; n: number; whole: Result } | undefined;

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (!this.opened) this.refresh();
      this.place();
      if (this.masked && !this.opened) void this.drawMasked();
    }, 60);
  }

  private drawnSign: unknown = undefined;

  /** Draws what stands beside the text, where anything is different. */
  private refresh(): void {
    const result = this.result();
    const state = this.opened ? "ready" : this.drafting.state;
    const blank = !this.opened && this.drafting.editor.isEmpty;
    const status = blank && state !== "failed" ? (state === "starting" ? t("engine.starting") : t("engine.empty")) : t(`engine.${state}`);
    if (this.status.textContent !== status) this.status.textContent = status;
    this.status.dataset["state"] = blank ? "empty" : state;
    // A file's result stays the same object while nothing has changed; it may have many thousands of rows.
    const sign = this.opened ? result : JSON.stringify([result, currentLocale(), blank]);
    // A node that is taken out of the page ends the run of typing that one undo takes back: what is the same is left alone.
    if (sign === this.drawnSign && this.countsPlace.hasChildNodes()) return;
    this.drawnSign = sign;
    this.countsPlace.replaceChildren(counts(result));
    this.formPlace.hidden = blank;
    if (!blank) {
      const open = this.formPlace.querySelector("details")?.open ?? false;
      this.formPlace.replaceChildren(...formBlock(result, (text) => void this.exits.copyForm(text)).filter((each) => each !== false));
      const advice = this.formPlace.querySelector("details");
      if (advice) advice.open = open;
    }
    const folded = (key: Key, inside: Node[], open = false): HTMLElement => {
      const before = this.more.querySelector<HTMLDetailsElement>(`[data-part="${key}"]`);
      const made = h("details", { class: "card", "data-part": key, open: before ? before.open : open }, h("summary", {}, t(key)), ...inside);
      return made;
    };
    this.more.replaceChildren(
      ...(blank ? [h("p", { class: "quiet card" }, t("empty.aside"))] : [
        ...(this.opened ? [this.fileCard(this.opened)] : []),
        folded("stats", [statistics(result)], true), folded("kept", [kept(result)]), folded("unread", [unread(result)], result.unread.length > 0),
      ]),
      folded("profile", [this.profile.place], profileInUse() !== undefined));
    this.profile.redraw();
  }

  private fileCard(opened: Opened): HTMLElement {
    return h("section", { class: "card file" }, h("p", {}, h("span", { class: "quiet" }, `${t("doc.name")} · ${opened.format.toUpperCase()} · ${t("work.size", { size: (opened.bytes.length / 1e6).toFixed(2) })}`), h("br"), h("strong", {}, opened.name)),
      h("p", { class: "quiet" }, t("doc.editHint")), h("div", { class: "row" }, button(t("doc.edit"), () => void this.intoEditor(), { "data-do": "edit", disabled: opened.text.length > Editor.most })));
  }

  say(text: string, more?: HTMLElement): void {
    this.said.replaceChildren(h("span", {}, text), ...(more ? [" ", more] : []), button("×", () => this.said.replaceChildren(), { class: "plain close", "aria-label": t("close") }));
    clearTimeout(this.sayTimer);
    this.sayTimer = setTimeout(() => this.said.replaceChildren(), 12_000);
  }
  private sayTimer: ReturnType<typeof setTimeout> | undefined;

  // Settings.

  speak(locale: string): void {
    setLocale(locale);
    this.drafting.attach();
    this.drawnSign = undefined;
    this.said.replaceChildren();
    this.build();
    if (this.opened) this.showFile();
    document.querySelector<HTMLElement>('[data-do="language"]')?.focus();
  }

  theme(value: string): void {
    if (value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = value;
    remember("theme", value);
  }

  async change(given: Partial<Manner>): Promise<void> {
    const manner = (this.manner = { ...this.manner, ...given });
    const box = document.querySelector<HTMLInputElement>('[data-do="strict"]');
    if (box) box.checked = manner.strict || box.disabled;
    this.drafting.attach(manner);
    const { opened } = this;
    if (opened) {
      await this.work.run("work.checking", () => opened.again(manner));
      this.showFile();
    }
    this.later();
  }

  /** Another profile, or none: everything is checked anew, with masks as it says. */
  private async underProfile(): Promise<void> {
    this.manner = { ...this.manner, style: profileInUse() ? undefined : "full" };
    this.drafting.attach(this.manner);
    const { opened } = this;
    if (opened) {
      const again = await this.work.run("work.checking", (stage) => Opened.read(opened.bytes, opened.name, this.manner, stage, opened.decisions));
      if (again) {
        opened.close();
        this.opened = again;
      }
    }
    this.drawnSign = undefined;
    this.build();
    if (this.opened) this.showFile();
    this.later();
  }

  /** The drafter's word on a value of a file: kept for a reason, masked, or taken back. */
  private async decide(finding: PlacedFinding, deed: "keep" | "mask" | "undo"): Promise<void> {
    const { opened } = this;
    if (!opened) return;
    const reason = deed === "keep" ? await keepReason() : undefined;
    if (deed === "keep" && reason === undefined) return;
    const decisions = opened.with(finding, deed === "undo" ? undefined : { action: deed, reason });
    await this.work.run("work.checking", () => opened.again(this.manner, decisions));
    this.unsaved = true;
    this.showFile();
    this.say(t(`decide.${deed}Done`));
  }

  async view(masked: boolean): Promise<void> {
    this.masked = masked;
    this.place();
    if (this.opened) this.showFile();
    else if (masked) await this.drawMasked();
    else this.drafting.editor.focus();
  }

  private drawing = 0;

  /** Draws the masked view; what was asked for earlier and comes later is dropped. */
  private async drawMasked(): Promise<void> {
    const mine = (this.drawing += 1);
    if (!this.maskedPlace.hasChildNodes()) this.maskedPlace.setAttribute("aria-busy", "true");
    const made = await this.drafting.maskedView().then(drawn, () => [h("p", {}, t("view.refused"))]);
    if (mine !== this.drawing) return;
    this.maskedPlace.removeAttribute("aria-busy");
    this.maskedPlace.replaceChildren(...made);
  }

  private showFile(): void {
    const { opened } = this;
    if (!opened) return;
    const result = this.result();
    this.findings.show(opened, result);
    this.viewer.show(opened.text, opened.checked.findings, this.masked, this.findings.showsKept);
    this.viewerPlace.classList.toggle("masked-view", this.masked);
    this.refresh();
    this.place();
  }

  private reveal(index: number): void {
    this.viewer.reveal(index);
  }

  // What is opened.

  /** Whether what is here may be closed. */
  private async leave(): Promise<boolean> {
    if (!this.losing) return true;
    return (await ask(t("leave.title"), [h("p", {}, t("leave.text"))], [{ label: t("leave.stay"), value: false }, { label: t("leave.go"), value: true, first: true }])) === true;
  }

  async fresh(): Promise<void> {
    if (!(await this.leave())) return;
    this.draft({});
    this.drafting.editor.focus();
  }

  async sample(sample: Sample): Promise<void> {
    if (!(await this.leave())) return;
    this.draft({ html: sample.html, spaces: true });
    this.drafting.editor.focus();
  }

  /** Works on a draft in the editor from now on. */
  private draft(given: { text?: string; html?: string; spaces?: boolean }): void {
    this.opened?.close();
    this.opened = undefined;
    this.others = 0;
    this.viewer.clear();
    this.masked = false;
    this.drawing += 1;
    this.maskedPlace.replaceChildren();
    this.drafting.fill(given);
    this.unsaved = false;
    this.refresh();
    this.place();
  }

  private async intoEditor(): Promise<void> {
    const { opened } = this;
    if (!opened || opened.text.length > Editor.most) return;
    const html = opened.format === "html" || opened.format === "htm";
    this.draft(html ? { html: decoded(opened.bytes) } : { text: opened.text });
    this.unsaved = true;
  }

  private async openText(text: string): Promise<void> {
    await this.openBytes(new TextEncoder().encode(text), `${t("doc.label")}.txt`);
    if (this.opened) this.say(t("large.text"));
  }

  async open(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      return this.say(t("file.notHere"));
    }
    await this.openBytes(bytes, file.name, files.length - 1);
  }

  private async openBytes(bytes: Uint8Array<ArrayBuffer>, name: string, others = 0): Promise<void> {
    if (!(await this.leave())) return;
    const opened = await this.work.run("work.reading", (stage) => Opened.read(bytes, name, this.manner, stage));
    if (!opened) return;
    this.opened?.close();
    this.drafting.fill({});
    this.opened = opened;
    this.others = others;
    this.unsaved = false;
    this.masked = false;
    this.showFile();
    this.viewerPlace.focus();
  }

  /** A cancelled work ended the worker with the file that was open before: it is read again, so that nothing is lost. */
  private async reopen(): Promise<void> {
    const before = this.opened;
    if (!before) return;
    try {
      this.opened = await Opened.read(before.bytes, before.name, this.manner, () => undefined, before.decisions);
    } catch {
      this.draft({ text: before.text });
    }
  }

  // What leaves.

  /** Something was taken away: closing loses nothing now. */
  saved(): void {
    this.unsaved = false;
  }

  copy(html: boolean): void {
    void this.exits.copy(html);
  }

  download(): void {
    void this.exits.download();
  }

  print(): void {
    void this.exits.toPaper();
  }

  report(): void {
    void this.exits.paper(report);
  }

  list(): void {
    void this.exits.paper(undisclosedList);
  }
}
