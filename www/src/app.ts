// The page: its frame, which of the two ways it works in (a draft in the editor, or an opened file), and what its buttons do.
import type { CopyFormat } from "garim/export";
import type { StyleId } from "garim";
import { closeFiles } from "garim/export";
import { counts, FindingsList, formBlock, kept, statistics, unread } from "./aside.js";
import { Drafting, type Manner } from "./drafting.js";
import { Editor } from "./editor.js";
import { theEngine } from "./engine.js";
import { currentLocale, setLocale, t, type Key } from "./i18n/index.js";
import { drawn } from "./masked.js";
import { remember, remembered } from "./memory.js";
import { Opened, refusal } from "./opened.js";
import { checkedPaper, copyName, dated, decoded, pageOf, readBack, Refused, save, toClipboard } from "./outputs.js";
import { ask, button, choice, h, table } from "./parts.js";
import { profileBlock } from "./profile.js";
import { asCsv, asHtml, report, undisclosedList, type Paper } from "./report.js";
import type { Result } from "./result.js";
import { samples, type Sample } from "./samples.js";
import { showHelp, showTrust } from "./trust.js";
import { Viewer } from "./viewer.js";

const themes = ["auto", "light", "dark"] as const;
/** Rows of a paper that are shown on the screen; the file has them all. */
const mostRows = 300;

/** The page. */
export class App {
  private manner: Manner = { style: "full", strict: false };
  private masked = false;
  private opened: Opened | undefined;
  /** Files that were dropped with the one that is open. */
  private others = 0;
  /** Whether something would be lost by closing. */
  private unsaved = false;
  private work = 0;
  private frame: HTMLElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  // What outlives a change of language: the editor with its draft, the viewer, the lists.
  private readonly editorPlace = h("div", { class: "paper editor" });
  private readonly viewerPlace = h("div", { class: "paper viewer", tabindex: 0 });
  private readonly maskedPlace = h("div", { class: "paper masked-view", tabindex: 0 });
  private readonly panelPlace = h("div", { class: "panel" });
  private readonly listPlace = h("div", { class: "panel list" });
  private readonly printPlace = h("div", { class: "print" });
  private readonly said = h("div", { class: "toast", role: "status" });
  private readonly drafting: Drafting;
  private readonly viewer = new Viewer(this.viewerPlace);
  private readonly list = new FindingsList(this.listPlace, (index) => this.reveal(index), () => this.showFile());

  // Drawn anew with each frame.
  private status = h("p", { class: "status", role: "status" });
  private countsPlace = h("div");
  private formPlace = h("section", { class: "card form", "aria-labelledby": "form-title" });
  private more = h("div", { class: "more" });
  private emptyPlace: HTMLElement = h("div", { class: "empty" });
  private views: HTMLElement[] = [];
  private busy = h("div", { class: "busy", hidden: true });

  constructor(private readonly body: HTMLElement) {
    const theme = remembered("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
    body.append(this.printPlace, this.said);
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
    const file = h("input", { type: "file", hidden: true, tabindex: -1, "aria-hidden": "true", id: "file", onchange: () => {
      const files = [...(file.files ?? [])];
      file.value = "";
      void this.openFiles(files);
    } });
    const sample = choice(t("doc.sampleChoose"), [["", t("doc.sample")], ...samples.map(({ id }): [string, string] => [id, t(`sample.${id}`)])], "", (id) => {
      sample.value = "";
      const found = samples.find((each) => each.id === id);
      if (found) void this.openSample(found);
    }, { "data-do": "sample" });
    this.status = h("p", { class: "status", role: "status" });
    this.countsPlace = h("div");
    this.formPlace = h("section", { class: "card form", "aria-labelledby": "form-title" });
    this.more = h("div", { class: "more" });
    this.emptyPlace = this.emptyState();
    this.busy = h("div", { class: "busy", hidden: true });
    this.views = (["original", "masked"] as const).map((name) => button(t(`view.${name}`), () => void this.view(name === "masked"), { "data-view": name, "aria-pressed": "false" }));
    for (const [place, key] of [[this.viewerPlace, "view.original"], [this.maskedPlace, "view.masked"]] as const) {
      place.setAttribute("role", "document");
      place.setAttribute("aria-label", t(key));
    }
    const header = h("header", { class: "top" },
      h("a", { class: "skip", href: "#document" }, t("skip")),
      h("div", { class: "brand" }, logo(), h("h1", {}, t("brand")), h("span", { class: "tagline" }, t("tagline"))),
      h("button", { type: "button", class: "local", "data-do": "trust", onclick: () => void showTrust() }, h("span", { class: "dot", "aria-hidden": "true" }), t("local")),
      h("div", { class: "settings" },
        choice(t("language"), [["ko", "한국어"], ["en", "English"]], currentLocale(), (value) => this.speak(value), { "data-do": "language" }),
        choice(t("theme"), themes.map((each) => [each, t(`theme.${each}`)]), document.documentElement.dataset["theme"] ?? "auto", (value) => this.theme(value), { "data-do": "theme" }),
        button(t("help"), () => void showHelp(), { "data-do": "help" })));
    const bar = h("div", { class: "bar", role: "group", "aria-label": t("doc.label") },
      button(t("doc.open"), () => file.click(), { class: "first", "data-do": "open" }), file, sample, button(t("doc.new"), () => void this.fresh(), { "data-do": "new" }),
      h("span", { class: "space" }),
      h("span", { class: "switch", role: "group", "aria-label": t("view") }, ...this.views),
      choice(t("style"), (["full", "label", "partial"] as const).map((each) => [each, t(`style.${each}`)]), this.manner.style, (value) => void this.change({ ...this.manner, style: value as StyleId }), { "data-do": "style" }),
      this.strictBox());
    const out = h("div", { class: "out", role: "group", "aria-label": t("out") },
      button(t("out.copy"), () => void this.copy(false), { class: "first", "data-do": "copy" }),
      button(t("out.download"), () => void this.download(), { "data-do": "download" }),
      button(t("out.copyHtml"), () => void this.copy(true), { "data-do": "copyHtml" }),
      button(t("out.print"), () => void this.print(), { "data-do": "print" }),
      h("span", { class: "space" }),
      button(t("out.report"), () => void this.paper(report), { "data-do": "report" }),
      button(t("out.list"), () => void this.paper(undisclosedList), { "data-do": "list" }));
    const frame = h("div", { class: "app" }, header,
      h("main", { id: "document", tabindex: -1 },
        h("section", { class: "left", "aria-label": t("doc.label") }, bar, h("div", { class: "desk" }, this.emptyPlace, this.editorPlace, this.viewerPlace, this.maskedPlace, this.busy), out),
        h("aside", { class: "right", "aria-label": t("findings") }, this.status, this.countsPlace, this.formPlace,
          h("section", { class: "card", "aria-label": t("findings") }, this.panelPlace, this.listPlace), this.more)));
    this.frame?.remove();
    this.frame = frame;
    this.body.prepend(frame);
    this.refresh();
    this.place();
  }

  private strictBox(): HTMLElement {
    const box = h("input", { type: "checkbox", "data-do": "strict", onchange: () => void this.change({ ...this.manner, strict: box.checked }) });
    box.checked = this.manner.strict;
    return h("label", { class: "strict" }, box, " ", t("strict"));
  }

  private emptyState(): HTMLElement {
    const steps = (["empty.step1", "empty.step2", "empty.step3"] as const).map((key) => h("li", {}, t(key)));
    return h("div", { class: "empty" },
      h("h2", {}, t("empty.head")), h("p", {}, t("empty.body")), h("ol", {}, ...steps),
      h("p", { class: "quiet" }, t("empty.try"), " ", t("sample.note")),
      h("div", { class: "row" }, ...samples.map((each) => button(t(`sample.${each.id}`), () => void this.openSample(each), { "data-sample": each.id }))));
  }

  private listen(): void {
    const over = (event: DragEvent): void => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      document.documentElement.dataset["drop"] = t("drop");
    };
    const end = (): void => {
      delete document.documentElement.dataset["drop"];
    };
    window.addEventListener("dragenter", over);
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) end();
    });
    window.addEventListener("drop", (event) => {
      end();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void this.openFiles(files);
    }, true);
    window.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => !type.startsWith("image/"));
      if (!files.length || event.clipboardData?.getData("text/plain")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void this.openFiles(files);
    }, true);
    window.addEventListener("beforeunload", (event) => {
      if (this.losing) event.preventDefault();
    });
    window.addEventListener("beforeprint", () => this.fillPrint());
    window.addEventListener("afterprint", () => this.printPlace.replaceChildren());
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
    document.addEventListener("copy", (event) => this.copiedFromView(event), true);
  }

  /** The original of a file is shown for reading; what is copied out of it is masked like everything that leaves. */
  private copiedFromView(event: ClipboardEvent): void {
    const selection = getSelection();
    if (!this.opened || this.masked || !selection || selection.isCollapsed || !this.viewerPlace.contains(selection.anchorNode)) return;
    event.preventDefault();
    this.say(t("view.masked"));
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
    for (const each of this.views) each.setAttribute("aria-pressed", String((each.dataset["view"] === "masked") === this.masked));
  }

  private get losing(): boolean {
    return this.unsaved && !(this.opened === undefined && this.drafting.editor.isEmpty);
  }

  private result(): Result {
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
      this.formPlace.replaceChildren(...formBlock(result, (text) => void this.copyForm(text)).filter((each) => each !== false));
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
      folded("profile", profileBlock()));
  }

  private fileCard(opened: Opened): HTMLElement {
    return h("section", { class: "card file" }, h("p", {}, h("span", { class: "quiet" }, `${t("doc.name")} · ${opened.format.toUpperCase()} · ${t("work.size", { size: (opened.bytes.length / 1e6).toFixed(2) })}`), h("br"), h("strong", {}, opened.name)),
      h("p", { class: "quiet" }, t("doc.editHint")), h("div", { class: "row" }, button(t("doc.edit"), () => void this.intoEditor(), { "data-do": "edit", disabled: opened.text.length > Editor.most })));
  }

  private say(text: string, more?: HTMLElement): void {
    this.said.replaceChildren(h("span", {}, text), ...(more ? [" ", more] : []), button("×", () => this.said.replaceChildren(), { class: "plain close", "aria-label": t("close") }));
    clearTimeout(this.sayTimer);
    this.sayTimer = setTimeout(() => this.said.replaceChildren(), 12_000);
  }
  private sayTimer: ReturnType<typeof setTimeout> | undefined;

  // Settings.

  private speak(locale: string): void {
    setLocale(locale);
    this.drafting.attach();
    this.drawnSign = undefined;
    this.said.replaceChildren();
    this.build();
    if (this.opened) this.showFile();
    document.querySelector<HTMLElement>('[data-do="language"]')?.focus();
  }

  private theme(value: string): void {
    if (value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = value;
    remember("theme", value);
  }

  private async change(manner: Manner): Promise<void> {
    this.manner = manner;
    this.drafting.attach(manner);
    const { opened } = this;
    if (opened) {
      await this.long("work.checking", async () => opened.again(manner));
      this.showFile();
    }
    this.later();
  }

  private async view(masked: boolean): Promise<void> {
    this.masked = masked;
    this.place();
    if (this.opened) this.showFile();
    else if (masked) await this.drawMasked();
    else this.drafting.editor.focus();
  }

  private async drawMasked(): Promise<void> {
    try {
      this.maskedPlace.replaceChildren(...drawn(await this.drafting.maskedView()));
    } catch {
      this.maskedPlace.replaceChildren(h("p", {}, t("view.refused")));
    }
  }

  private showFile(): void {
    const { opened } = this;
    if (!opened) return;
    const result = this.result();
    this.list.show(opened, result);
    this.viewer.show(opened.text, opened.checked.findings, this.masked, this.list.showsKept);
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

  private async fresh(): Promise<void> {
    if (!(await this.leave())) return;
    this.draft({});
    this.drafting.editor.focus();
  }

  private async openSample(sample: Sample): Promise<void> {
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

  private async openFiles(files: readonly File[]): Promise<void> {
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
    const opened = await this.long("work.reading", (stage) => Opened.read(bytes, name, this.manner, stage));
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

  /** Long work: says what is done and for how long, and can be ended. What fails is said; nothing that is open is lost. */
  private async long<T>(first: Key, work: (stage: (key: Key) => void) => Promise<T>): Promise<T | undefined> {
    const mine = (this.work += 1);
    const began = Date.now();
    let stage = first;
    const text = h("p", { role: "status" });
    const time = h("p", { class: "quiet", "aria-hidden": "true" });
    let end: (() => void) | undefined;
    const ended = new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
    let cancelled = false;
    const cancel = button(t("work.cancel"), () => {
      cancelled = true;
      closeFiles();
      end?.();
    }, { "data-do": "cancel" });
    const tick = (): void => {
      if (text.textContent !== t(stage)) text.textContent = t(stage);
      time.textContent = t("work.elapsed", { n: Math.floor((Date.now() - began) / 1000) });
    };
    const show = setTimeout(() => {
      this.busy.replaceChildren(h("div", { class: "card" }, text, h("progress", { "aria-label": t(first) }), time, cancel));
      this.busy.hidden = false;
      tick();
    }, 150);
    const clock = setInterval(tick, 500);
    try {
      const done = await Promise.race([work((key) => {
        stage = key;
        tick();
      }), ended]);
      if (cancelled) {
        this.say(t("work.cancelled"));
        await this.reopen();
        return undefined;
      }
      return done;
    } catch (thrown) {
      if (cancelled) this.say(t("work.cancelled"));
      else this.say(thrown instanceof Refused ? thrown.message : refusal(thrown));
      return undefined;
    } finally {
      clearTimeout(show);
      clearInterval(clock);
      if (mine === this.work) this.busy.hidden = true;
    }
  }

  /** A cancelled work ended the worker with the file that was open before: it is read again, so that nothing is lost. */
  private async reopen(): Promise<void> {
    const before = this.opened;
    if (!before) return;
    try {
      this.opened = await Opened.read(before.bytes, before.name, this.manner, () => undefined);
    } catch {
      this.draft({ text: before.text });
    }
  }

  // What leaves.

  private async copyForm(text: string): Promise<void> {
    this.say(t((await toClipboard(text)) ? "form.copied" : "out.copyFailed"));
  }

  private leftovers(): HTMLElement {
    return button(t("out.leftovers"), () => void showHelp("left"), { class: "plain link" });
  }

  /** Of a file: what waits for a word is asked about once before anything leaves. */
  private async asked(): Promise<boolean> {
    const { opened } = this;
    if (!opened) return true;
    const { waiting } = opened.result();
    if (!waiting || this.manner.strict) return true;
    const answer = await ask(t("out.undecidedTitle"), [h("p", {}, t("out.undecided", { r: waiting }))], [
      { label: t("out.back"), value: "back" }, { label: t("out.undecidedKeep"), value: "keep" }, { label: t("out.undecidedMask"), value: "mask", first: true },
    ] as const, t("close"));
    if (answer === "mask") {
      await this.change({ ...this.manner, strict: true });
      const box = document.querySelector<HTMLInputElement>('[data-do="strict"]');
      if (box) box.checked = true;
    }
    return answer === "mask" || answer === "keep";
  }

  private get nothing(): boolean {
    const nothing = !this.opened && this.drafting.editor.isEmpty;
    if (nothing) this.say(t("out.nothing"));
    return nothing;
  }

  private async copy(html: boolean): Promise<void> {
    if (this.nothing || !(await this.asked())) return;
    const { opened } = this;
    if (opened) {
      const made = await this.long("work.masking", () => opened.mask(html ? "html" : "txt"));
      if (!made) return;
      const text = decoded(made.bytes);
      await this.copied(html && made.ending === "html" ? new DOMParser().parseFromString(text, "text/html").body.textContent ?? "" : text, html && made.ending === "html" ? text : undefined);
      return;
    }
    try {
      const made = await this.drafting.copy();
      await this.copied(made.text, html ? made.html : undefined);
    } catch (thrown) {
      this.refusedDraft(thrown);
    }
  }

  private async copied(text: string, html?: string): Promise<void> {
    const done = await toClipboard(text, html);
    if (done) this.unsaved = false;
    this.say(t(done ? "out.copied" : "out.copyFailed"), done ? this.leftovers() : undefined);
  }

  /** The gate of the package has said why already; what is this page's own is said here. */
  private refusedDraft(thrown: unknown): void {
    const { code } = (thrown ?? {}) as { code?: unknown };
    if (thrown instanceof Refused) this.say(thrown.message);
    else if (code !== "declined" && code !== "export_refused") this.say(refusal(thrown));
  }

  private async download(): Promise<void> {
    if (this.nothing) return;
    const { opened } = this;
    const format = await ask<CopyFormat>(t("out.download"), [h("p", {}, t("out.verified"))], [
      ...(opened ? [{ label: t("out.same", { ending: opened.format.toUpperCase() }), value: "same" as const, first: true }] : []),
      { label: t("out.txt"), value: "txt" as const, first: !opened }, { label: t("out.html"), value: "html" as const },
    ], t("close"));
    if (!format || !(await this.asked())) return;
    if (opened) {
      const made = await this.long("work.masking", () => opened.mask(format));
      if (made) await this.saved(made.bytes, await copyName(opened.name, made.ending), "application/octet-stream");
      return;
    }
    try {
      const { text, html } = await this.drafting.copy();
      const bytes = format === "html" ? await readBack(pageOf(html), text) : new TextEncoder().encode(text);
      await this.saved(bytes, await copyName(undefined, format), format === "html" ? "text/html" : "text/plain");
    } catch (thrown) {
      this.refusedDraft(thrown);
    }
  }

  private async saved(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): Promise<void> {
    save(bytes, name, type);
    this.unsaved = false;
    this.say(t("out.saved", { name }), this.leftovers());
  }

  private async print(): Promise<void> {
    if (this.nothing || !(await this.asked())) return;
    try {
      if (!this.opened) await this.drafting.pass();
      window.print();
    } catch (thrown) {
      this.refusedDraft(thrown);
    }
  }

  /** Whatever is printed is masked, by whichever way printing began; where no mask can be made, a sentence is printed. */
  private fillPrint(): void {
    const { opened } = this;
    try {
      if (opened) {
        // From the findings; what waits for a word is masked too.
        let out = "";
        let at = 0;
        for (const { start, end, mask, action } of opened.checked.findings) {
          if (action === "keep" || mask === undefined) continue;
          out += opened.text.slice(at, start) + mask;
          at = end;
        }
        this.printPlace.replaceChildren(h("pre", {}, out + opened.text.slice(at)));
      } else this.printPlace.replaceChildren(...drawn(this.drafting.maskedNow()));
    } catch {
      this.printPlace.replaceChildren(h("p", {}, t("view.refused")));
    }
  }

  private async paper(make: (result: Result) => Paper): Promise<void> {
    if (this.nothing) return;
    if (!this.opened) await this.drafting.settled().catch(() => undefined);
    const result = this.result();
    const paper = make(result);
    const { title, note, facts, sheets } = paper;
    const body: (Node | false)[] = [
      h("p", { class: "quiet" }, note), facts.length > 0 && h("dl", {}, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
      ...sheets.filter(({ rows }) => rows.length).flatMap((sheet) => [table(sheet.title, sheet.heads, sheet.rows.slice(0, mostRows), sheet.numeric), ...(sheet.rows.length > mostRows ? [h("p", { class: "quiet" }, t("report.cut", { n: mostRows }))] : [])]),
    ];
    if (sheets.every(({ rows }) => !rows.length)) body.push(h("p", {}, t("list.none")));
    const chosen = await ask(title, body, [{ label: t("report.csv"), value: "csv" }, { label: t("report.html"), value: "html", first: true }] as const, t("close"));
    if (!chosen) return;
    try {
      const bytes = await checkedPaper(chosen === "csv" ? asCsv(paper) : asHtml(paper), {
        values: this.opened ? this.opened.values() : this.drafting.values(),
        words: result.rows.flatMap(({ decided, why, place: { part } }) => [...(decided ? [why] : []), ...(part ? [part] : [])]).concat(result.unread),
      });
      save(bytes, `${dated(paper.file)}.${chosen}`, chosen === "csv" ? "text/csv" : "text/html");
      this.say(t("out.saved", { name: `${dated(paper.file)}.${chosen}` }));
    } catch (thrown) {
      this.refusedDraft(thrown);
    }
  }
}

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
