// garim(): what a host page makes once. It holds the engines and the catalogue, attaches documents and tells the page's script what happens.
import type { Engine, EngineSync } from "../api.js";
import { GarimError } from "../error.js";
import type { DisclosureLevel, Item, KindId } from "../kinds.js";
import type { BlockRange } from "./adapter.js";
import { Attachments, type OpenFile } from "./attachments.js";
import { Clipboard } from "./clipboard.js";
import type { Reason, StoredDecision } from "./decisions.js";
import { Draft, type DraftOptions, type Extent, type FieldGiven } from "./draft.js";
import { formOf, type DisclosureForm } from "./form.js";
import type { Found } from "./model.js";
import { Exits, type Exported, type Purpose } from "./outbound.js";
import { printGuard } from "./print.js";
import { nameOf, say, type StringKey, type Strings } from "./strings.js";
import { formGate } from "./submit.js";
import { connectOf, type Target } from "./target.js";
import { GateScreen } from "./ui/gate.js";
import { Panel } from "./ui/panel.js";
import { Popover, reasonText } from "./ui/popover.js";

/** How Garim is made. */
export interface GuardOptions {
  /** The catalogue: `garim/i18n/ko`, `garim/i18n/en`, or the host's own. */
  strings: Strings;
  /** The engine that checks while one types: `createEngine()`. */
  engine: Engine | Promise<Engine>;
  /** The engine on the page, for what must be answered at once (copying, synchronous getters, the first paint): `createEngineSync`, after `prepare()`. */
  sync?: () => EngineSync;
  /** Opens attachments: `openFile` of `garim/export`, or a function that imports it when the first file is added. Without it no file is read, and each says so. */
  files?: OpenFile;
  /** Keys, as `Alt+F8`; null switches one off. */
  keys?: Partial<Keys>;
  /** Handed a value that the drafter wants on the agency's allow list. What becomes of it is the host's affair. */
  allow?: (entry: { kind: KindId; value: string }) => void;
  /** Where the interface stands; this window by default. */
  window?: Window & typeof globalThis;
}

/** The keys that Garim listens to in attached editors and in the panel. */
export interface Keys {
  next: string | null;
  previous: string | null;
  /** Opens the popover of the finding at the caret and goes into it. */
  open: string | null;
  /** Marks the selection as not to be published. */
  mark: string | null;
}

/** How a document is attached. */
export interface AttachOptions extends DraftOptions {
  /** The name of the field; `body` by default. */
  name?: string;
  /** Where the panel stands; without it there is none until `panel()` is called. */
  panel?: HTMLElement;
  /** Whether the editors' content is hidden in print and its masked copy printed; true by default. */
  print?: boolean;
}

/** The fields of a draft. */
export interface DocumentFields {
  title?: Target;
  recipients?: Target;
  body: Target;
  summary?: Target;
  /** A file input, or a list of files. */
  attachments?: HTMLInputElement | readonly File[];
  /** Takes the suggestion when it has changed and the caret rests. What the drafter has set in the form is the host's to leave alone: it sees the form, Garim does not. */
  disclosure?: (form: DisclosureForm) => void;
}

const defaults: Keys = { next: "Alt+F8", previous: "Shift+Alt+F8", open: "Alt+F7", mark: null };

const pressed = (event: KeyboardEvent, key: string | null): boolean => {
  if (!key || event.isComposing || event.keyCode === 229) return false;
  const parts = key.split("+");
  const last = parts.pop();
  return event.key === last && event.altKey === parts.includes("Alt") && event.shiftKey === parts.includes("Shift") && event.ctrlKey === parts.includes("Control") && event.metaKey === parts.includes("Meta");
};

/** Garim on a page. */
export class Guard {
  private readonly engine: Promise<Engine>;
  private made: EngineSync | undefined;
  private readonly window: Window & typeof globalThis;
  private readonly documents = new Set<GarimDocument>();

  constructor(private readonly options: GuardOptions) {
    this.engine = Promise.resolve(options.engine);
    // Told where it is awaited; a page that attaches nothing yet has nothing to say.
    this.engine.catch(() => undefined);
    this.window = options.window ?? (globalThis as unknown as Window & typeof globalThis);
  }

  private sync(): EngineSync | undefined {
    try {
      return (this.made ??= this.options.sync?.());
    } catch {
      return undefined;
    }
  }

  /** Attaches one editor: an element, or what an adapter's function gave. */
  attach(target: Target, options: AttachOptions = {}): GarimDocument {
    return this.open([{ name: options.name ?? "body", connect: connectOf(target) }], options);
  }

  /** Attaches all fields of a draft as one document. */
  attachDocument(fields: DocumentFields, options: AttachOptions = {}): GarimDocument {
    const given: FieldGiven[] = [];
    const add = (name: string, target: Target | undefined, role?: FieldGiven["role"]): void => {
      if (target !== undefined) given.push({ name, connect: connectOf(target), ...(role ? { role } : {}) });
    };
    add("recipients", fields.recipients, "field");
    add("title", fields.title, "title");
    add("body", fields.body);
    add("summary", fields.summary, "field");
    const made = this.open(given, options);
    if (fields.attachments) made.attachments(fields.attachments);
    if (fields.disclosure) made.onDisclosure(fields.disclosure);
    return made;
  }

  private open(given: readonly FieldGiven[], options: AttachOptions): GarimDocument {
    const made: GarimDocument = new GarimDocument(given, options, { ...this.options, engine: this.engine, keys: { ...defaults, ...this.options.keys } }, () => this.sync(), this.window, () => this.documents.delete(made));
    this.documents.add(made);
    return made;
  }

  /** A sentence of the catalogue. */
  sentence(key: StringKey, values?: Readonly<Record<string, string | number>>): string {
    return say(this.options.strings, key, values);
  }

  /** Detaches everything and ends the engine on the page. The engine behind is the host's to dispose of. */
  dispose(): void {
    for (const each of [...this.documents]) each.detach();
    this.made?.dispose();
    this.made = undefined;
  }
}

/** Makes Garim for a page. */
export const garim = (options: GuardOptions): Guard => new Guard(options);

/** A document that is attached: what a host's script has in hand. */
export class GarimDocument {
  readonly draft: Draft;
  private readonly screen: GateScreen;
  private readonly popover: Popover;
  private readonly clipboard: Clipboard;
  private readonly exits: Exits;
  private readonly strings: Strings;
  private readonly undo: (() => void)[] = [];
  private panels: Panel[] = [];
  private readonly files: Attachments;
  private at: string | undefined;
  private markReasons: { item: Item; reason: string }[] = [];

  constructor(
    given: readonly FieldGiven[],
    options: AttachOptions,
    private readonly guard: GuardOptions & { engine: Promise<Engine>; keys: Keys },
    sync: () => EngineSync | undefined,
    private readonly window: Window & typeof globalThis,
    private readonly forget: () => void,
  ) {
    const { name: _name, panel, print = true, ...how } = options;
    this.strings = guard.strings;
    this.screen = new GateScreen(() => this.draft, guard.strings, window.document);
    this.draft = new Draft(given, guard.engine, guard.sync && sync, window, how);
    const { draft } = this;
    const { kinds, minConfidence, strict, style } = how;
    const check = { ...(kinds ? { kinds } : {}), ...(minConfidence === undefined ? {} : { minConfidence }), ...(strict === undefined ? {} : { strict }), ...(style ? { style } : {}) };
    this.files = new Attachments(guard.files, async (text) => (await guard.engine).check(text, check), check, guard.strings, () => this.refresh());
    this.popover = new Popover(draft, guard.strings, {
      mask: (found) => this.maskNow([found]),
      remove: (found) => this.remove([found]),
      keep: (found, reason) => this.keep([found], reason),
      notThis: (found) => this.decided(draft.same(found), () => draft.decide([found], "keep", { reason: "wrong" })),
      ...(guard.allow ? { allow: (found: Found) => this.allow(found) } : {}),
      group: (founds, action) => this.decideGroup(founds, action),
      unmark: (found) => void draft.unmark(found.parts),
      undo: (found) => draft.decide([found], "review" === found.action ? "review" : "mask"),
    }, window, (found) => {
      this.at = found.id;
      this.emit("finding-activate", { finding: this.detail(found) });
    });
    this.clipboard = new Clipboard(draft, { copied: () => this.screen.note("note.copied"), refused: (how) => this.screen.note(how === "copy" ? "note.copyRefused" : "note.dropRefused") }, window);
    this.exits = new Exits(draft, this.gate(), {
      before: (purpose, counts) => this.emit("before-export", { purpose, ...counts }, true),
      blocked: (purpose, reason) => void this.emit("export-blocked", { purpose, reason }),
    }, this.files, window);
    for (const field of draft.fields) this.prepare(field.adapter.root, field.number);
    if (print) this.undo.push(printGuard(draft, guard.strings, window));
    let state = draft.state;
    this.undo.push(draft.watch({
      replaced: (field) => this.prepare(field.adapter.root, field.number),
      change: () => {
        if (draft.state !== state) {
          state = draft.state;
          if (state === "failed") this.emit("error", { code: draft.error?.code ?? "engine_crashed" });
        }
        this.emitFindings();
      },
    }));
    if (panel) this.panel(panel);
  }

  private gate(): ConstructorParameters<typeof Exits>[1] {
    const { screen } = this;
    return {
      ask: (question) => screen.ask(question),
      confirm: (key) => screen.confirm(key),
      refuse: (key, values) => screen.refuse(key, values),
      purpose: async () => {
        const key = "garim-exit";
        const kept = this.remembered(key);
        if (kept) return kept;
        const chosen = await screen.purpose();
        try {
          if (chosen) this.window.localStorage.setItem(key, chosen);
        } catch {
          // A page without storage asks again.
        }
        return chosen;
      },
    };
  }

  private remembered(key: string): Purpose | undefined {
    try {
      const kept = this.window.localStorage.getItem(key);
      return kept === "public" || kept === "record" || kept === "recipient" ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keys, composition, and no service that sends text away. */
  private prepare(root: HTMLElement | undefined, number: number): void {
    if (!root) return;
    const on = (type: string, listener: (event: never) => void, capture = false): void => {
      root.addEventListener(type, listener as EventListener, capture);
      this.undo.push(() => root.removeEventListener(type, listener as EventListener, capture));
    };
    on("keydown", (event: KeyboardEvent) => this.key(event), true);
    on("focusout", () => this.draft.leave(this.draft.fields[number]!));
    on("compositionstart", () => this.draft.composing(number, true));
    on("compositionend", () => this.draft.composing(number, false));
    for (const [name, value] of [["spellcheck", "false"], ["writingsuggestions", "false"], ["data-gramm", "false"], ["data-gramm_editor", "false"], ["data-enable-grammarly", "false"], ["data-lt-active", "false"]] as const) {
      const before = root.getAttribute(name);
      if (before === value) continue;
      root.setAttribute(name, value);
      this.undo.push(() => (before === null ? root.removeAttribute(name) : root.setAttribute(name, before)));
    }
  }

  private key(event: KeyboardEvent): void {
    const { keys } = this.guard;
    const work = pressed(event, keys.next) ? () => this.step(1)
      : pressed(event, keys.previous) ? () => this.step(-1)
        : pressed(event, keys.open) ? () => this.openHere()
          : pressed(event, keys.mark) ? () => void this.mark(6).then((result) => this.screen.note(`mark.${result === "done" ? "done" : "none"}`))
            : event.key === "Escape" && this.popover.isOpen ? () => this.popover.close() : undefined;
    if (!work) return;
    event.preventDefault();
    event.stopPropagation();
    work();
  }

  /** What waits or is masked, in the order of the text. */
  private listed(): Found[] {
    return this.draft.found().filter(({ action }) => action !== "keep");
  }

  /** Goes to the next or the previous finding. */
  step(by: 1 | -1): void {
    const listed = this.listed();
    if (!listed.length) return;
    const at = listed.findIndex(({ id }) => id === this.at);
    const found = listed[at < 0 ? (by > 0 ? 0 : listed.length - 1) : (at + by + listed.length) % listed.length]!;
    this.go(found, false);
  }

  private go(found: Found, focus: boolean): void {
    this.draft.reveal(found);
    this.popover.open(found, focus);
    this.screen.say(this.popover.tipOf(found));
  }

  private openHere(): void {
    if (this.popover.isOpen) return this.popover.enter();
    const [caret] = this.draft.selection();
    const found = caret && this.draft.found().find(({ parts }) => parts.some(({ block, start, end }) => block === caret.block && start <= caret.end && end >= caret.start));
    if (found) this.popover.open(found, true);
  }

  // Deeds.

  private decided(founds: readonly Found[], work: () => void): void {
    const ids = founds.map(({ id }) => id);
    work();
    this.emit("dismiss", { ids });
    this.screen.note("note.decided", { n: ids.length });
  }

  /** Masks findings in the text itself: one undo step, and the undo still holds the original. */
  async maskNow(founds: readonly Found[]): Promise<void> {
    const masks = await this.draft.masks(founds).catch(() => new Map<Found, string[]>());
    const edits = founds.flatMap((found) => (masks.get(found) ?? []).map((text, index) => ({ ...found.parts[index]!, expected: this.draft.model.text(found.parts[index]!), text })));
    await this.change(founds, edits, masks.size === founds.length);
  }

  /** Deletes findings from the text. */
  async remove(founds: readonly Found[]): Promise<void> {
    await this.change(founds, founds.flatMap(({ parts }) => parts.map((part) => ({ ...part, expected: this.draft.model.text(part), text: "" }))), true);
  }

  private async change(founds: readonly Found[], edits: Parameters<Draft["replace"]>[0], whole: boolean): Promise<void> {
    const ids = founds.map(({ id }) => id);
    if (whole && this.draft.review === false && (await this.draft.replace(edits))) {
      this.emit("mask", { ids });
      this.screen.note("note.undo");
    } else this.screen.note("note.changed");
  }

  /** Leaves values as they are in this document; false where the reason itself holds what is to be masked. */
  async keep(founds: readonly Found[], reason: Reason): Promise<boolean> {
    if (this.draft.review) return false;
    if (typeof reason === "object" && !(await this.speakable(reason.other))) return false;
    this.decided(founds, () => this.draft.decide(founds, "keep", { reason }));
    return true;
  }

  /** Whether a person's own words hold nothing that is to be masked. */
  private async speakable(text: string): Promise<boolean> {
    if (!text) return true;
    try {
      const { findings } = await (await this.guard.engine).check(text);
      return findings.every(({ action }) => action === "keep");
    } catch {
      return false;
    }
  }

  private allow(found: Found): void {
    this.guard.allow?.({ kind: found.kind, value: this.draft.model.value(found) });
    this.decided([found], () => this.draft.decide([found], "keep", { reason: "law" }));
  }

  private decideGroup(founds: readonly Found[], action: "mask" | "keep"): void {
    this.decided(founds, () => this.draft.decide(founds, action, { here: true }));
  }

  /** Decides on findings by their ids, in one step; false where nothing was decided: a reason that holds what is to be masked, a document for reading. */
  decide(ids: readonly string[], action: "mask" | "keep", reason?: Reason): Promise<boolean> {
    if (this.draft.review) return Promise.resolve(false);
    const founds = ids.flatMap((id) => this.draft.model.all.get(id) ?? []);
    if (action === "keep" && reason) return this.keep(founds, reason);
    this.decided(founds, () => this.draft.decide(founds, action));
    return Promise.resolve(true);
  }

  /** Takes the last decision back. */
  undoDecision(): boolean {
    return !this.draft.review && this.draft.undoDecision();
  }

  /** Marks the selection, what stands around it (its paragraph or cell, its row, its column), or given ranges, as not to be published. */
  async mark(item: Item, reason = "", what: readonly BlockRange[] | Extent = "selection"): Promise<"done" | "none" | "refused"> {
    const chosen = (typeof what === "string" ? this.draft.extent(what) : what).filter(({ start, end }) => end > start);
    if (!chosen.length || this.draft.review) return "none";
    if (!(await this.speakable(reason))) return "refused";
    if (reason) this.markReasons.push({ item, reason });
    return this.draft.mark(chosen, item) ? "done" : "none";
  }

  // What the host asks.

  /** What was found: ids, kinds and positions, never the text. */
  findings(): readonly FindingDetail[] {
    return this.draft.found().map((found) => this.detail(found));
  }

  private detail(found: Found): FindingDetail {
    const { id, kind, action, item, confidence, rule, why, parts } = found;
    return {
      id, kind, action, item, confidence, rule, why,
      parts: parts.map(({ block, start, end }) => ({ field: this.draft.place(block).field.name, block: this.draft.place(block).id, start, end })),
    };
  }

  /** The suggestion for the form. */
  disclosure(): DisclosureForm {
    return formOf(this.draft.disclosure);
  }

  /** Hands the suggestion over whenever it changed and the caret rests. */
  onDisclosure(take: (form: DisclosureForm) => void): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = "";
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const form = this.disclosure();
        const now = JSON.stringify({ ...form, parts: [] });
        if (now === last || this.draft.isComposing) return;
        last = now;
        take(form);
      }, 800);
    };
    this.undo.push(this.draft.watch({ change: later, edit: later }), () => clearTimeout(timer));
    later();
  }

  /** Waits until everything that was typed is checked. */
  async settled(): Promise<void> {
    await this.draft.settled();
    await this.files.settled();
  }

  /** Shows the panel in an element. */
  panel(place: HTMLElement): void {
    this.panels.push(new Panel(this.draft, this.strings, {
      go: (found, byKey) => this.go(found, byKey),
      step: (by) => this.step(by),
      decide: (founds, action) => this.decideGroup(founds, action),
      undo: () => void this.undoDecision(),
      mark: (item, reason, extent) => this.mark(item, reason, extent),
      form: (form) => void this.emit("disclosure", { form }),
      files: () => this.files.list,
      level: (index, level) => this.files.level(index, level),
      showKeep: (shown) => {
        this.draft.showKeep = shown;
        this.draft.showAll();
        this.refresh();
      },
    }, place));
  }

  private refresh(): void {
    for (const panel of this.panels) panel.render();
  }

  /** Watches attachments: each is checked when it is added, what cannot be read says why, and each has its own level. A list is given anew when it changes. */
  attachments(given: HTMLInputElement | readonly File[]): void {
    if (!("tagName" in given)) return this.files.set(given);
    const listener = (): void => this.files.set(given.files ?? []);
    given.addEventListener("change", listener);
    this.undo.push(() => given.removeEventListener("change", listener));
    listener();
  }

  /** The level of an attachment, set by the host. */
  setLevel(index: number, level: DisclosureLevel | undefined): void {
    this.files.level(index, level);
  }

  /** What the attachments hold, in their order: levels and counts, no names and no values. */
  attached(): ReturnType<Attachments["traces"]> {
    return this.files.traces();
  }

  // Exits.

  /** Lets a person see what the document holds. Rejects with `declined` or `export_refused`. */
  pass(purpose: Purpose): Promise<void> {
    return this.exits.pass(purpose);
  }

  /** What leaves, after the gate; an exit without a purpose asks once. */
  export(purpose?: Purpose): Promise<Exported> {
    return this.exits.export(purpose);
  }

  /** What leaves, at once. Throws `gate_needed` where a person has to be asked first. */
  exportSync(purpose: Purpose): Exported {
    return this.exits.exportNow(purpose);
  }

  /** The original and its public copy, with one manifest. */
  async exportPair(): Promise<{ original: Exported; publicCopy: Exported }> {
    const publicCopy = await this.exits.export("public");
    const original = await this.exits.export("record");
    return { original: { ...original, manifest: publicCopy.manifest }, publicCopy };
  }

  /** Puts the gate before a form: its submission waits for it. `public` and `recipient` send the masked copy in the fields' place, and nothing else that holds what was masked. */
  form(form: HTMLFormElement, purpose: Purpose, names: Readonly<Record<string, string>> = {}): void {
    this.undo.push(formGate(form, names, { draft: this.draft, export: () => this.export(purpose), refuse: (place) => this.exits.survived(purpose, place) }));
  }

  /** Puts the gate before a synchronous getter of the host's editor, as `GetBodyValue`: what it gives is what the purpose says. */
  wrap<T extends object>(holder: T, method: keyof T, purpose: Purpose, field = "body"): void {
    const original = holder[method];
    if (typeof original !== "function") throw new GarimError("bad_option", "method: not a function");
    // The adapter's own way to the content may lead through the very getter.
    let inside = false;
    holder[method] = ((...given: unknown[]): unknown => {
      if (inside) return (original as (...given: unknown[]) => unknown).apply(holder, given);
      inside = true;
      let exported: Exported;
      try {
        exported = this.exportSync(purpose);
      } finally {
        inside = false;
      }
      return purpose === "record" ? (original as (...given: unknown[]) => unknown).apply(holder, given) : exported.fields[field];
    }) as T[keyof T];
    this.undo.push(() => {
      holder[method] = original;
    });
  }

  /** One page for the approval file: counts by kind, what was kept and why; no originals. */
  result(): CheckResult {
    const found = this.draft.found();
    const kinds = [...new Set(found.map(({ kind }) => kind))];
    const kept = new Map<string, number>();
    for (const each of found) {
      if (each.action !== "keep") continue;
      const decided = this.draft.decided(each);
      const line = `${nameOf(this.strings, each.kind)}: ${decided ? reasonText(this.strings, decided.reason) : each.why}`;
      kept.set(line, (kept.get(line) ?? 0) + 1);
    }
    const checked = this.draft.state === "ready";
    const counts = kinds.map((kind) => ({
      kind, mask: found.filter((each) => each.kind === kind && each.action === "mask").length, review: found.filter((each) => each.kind === kind && each.action === "review").length,
      keep: found.filter((each) => each.kind === kind && each.action === "keep").length,
    }));
    const lines = [
      say(this.strings, "result.title"), checked ? "" : say(this.strings, "result.unchecked"),
      ...counts.filter(({ mask, review }) => mask + review > 0).map(({ kind, mask, review }) => say(this.strings, "result.count", { name: nameOf(this.strings, kind), n: mask + review })),
      ...(kept.size ? [say(this.strings, "result.kept"), ...[...kept].map(([line, n]) => `${line} (${n})`)] : []), ...this.files.traces().map(({ level, mask, review }, index) =>
        say(this.strings, "result.file", { n: index + 1, level: say(this.strings, level === undefined ? "file.unset" : level === "open" ? "form.levelOpen" : level === "partial" ? "form.levelPartial" : "form.levelClosed"), m: mask, r: review })),
      ...this.markReasons.map(({ item, reason }) => `${say(this.strings, "form.itemNo", { item })} ${reason}`),
    ];
    return { checked, counts, text: lines.filter(Boolean).join("\n") };
  }

  // Events.

  private emit(name: string, detail: object, cancelable = false): boolean {
    const [first] = this.draft.fields;
    const target = first && !first.lost && first.adapter.frame.isConnected ? first.adapter.frame : this.window.document;
    return target.dispatchEvent(new this.window.CustomEvent(`garim-${name}`, { detail, bubbles: true, composed: true, cancelable }));
  }

  private toldOf = "";
  private findingsTimer: ReturnType<typeof setTimeout> | undefined;
  private emitFindings(): void {
    this.findingsTimer ??= setTimeout(() => {
      this.findingsTimer = undefined;
      const { model, decisions, state } = this.draft;
      const now = `${state} ${model.version} ${decisions.version}`;
      if (now === this.toldOf) return;
      this.toldOf = now;
      // Made only where somebody reads it: a long document has thousands.
      const told = (): readonly FindingDetail[] => this.findings();
      this.emit("findings", Object.defineProperty({ state: this.draft.state } as object, "findings", { enumerable: true, get: told }));
    }, 50);
  }

  /** Lets go of all editors. The text stays as it is. */
  detach(): void {
    clearTimeout(this.findingsTimer);
    for (const undo of this.undo.splice(0)) undo();
    for (const panel of this.panels) panel.detach();
    this.popover.detach();
    this.clipboard.detach();
    this.screen.detach();
    this.draft.close();
    this.files.clear();
    this.forget();
  }
}

/** A finding as events and lists tell it. */
export interface FindingDetail extends Pick<Found, "id" | "kind" | "action" | "item" | "confidence" | "rule" | "why"> {
  readonly parts: readonly { readonly field: string; readonly block: string; readonly start: number; readonly end: number }[];
}

/** What a check came to. */
export interface CheckResult {
  readonly checked: boolean;
  readonly counts: readonly { readonly kind: KindId; readonly mask: number; readonly review: number; readonly keep: number }[];
  readonly text: string;
}

export type { Reason, StoredDecision };
