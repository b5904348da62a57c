// The exits. Every exit has a purpose: `public` gives a masked and verified copy or asks, `record` gives the text unchanged after the gate has shown what it
// holds, `recipient` is masked but for what the drafter releases. What cannot be verified is not given.
import type { Sealed } from "../blocks.js";
import { asGarimError, GarimError } from "../error.js";
import type { ActionId, Item, KindId } from "../kinds.js";
import { edited, type Edit, type TextBlock } from "./adapter.js";
import type { FileCounts, FileTrace } from "./attachments.js";
import type { Draft, Field } from "./draft.js";
import type { Found } from "./model.js";
import { bare, blocksOf, parse, strip, stripJson, type Hidden } from "./strip.js";

/** What an exit is for. Declared in the host's code, never read from the page. */
export type Purpose = "public" | "record" | "recipient";

/** One masked place. No original value. */
export interface ManifestEntry {
  readonly rule: string;
  readonly kind: KindId;
  readonly item: Item;
  readonly field: string;
  /** Which block of the field, from 0, and where in the masked block. */
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

/** What left. */
export interface Exported {
  readonly purpose: Purpose;
  /** Whether the engine has seen it; `false` is to be recorded. */
  readonly checked: boolean;
  /** The content of each field, in the editor's own format. */
  readonly fields: Readonly<Record<string, string>>;
  readonly manifest: readonly ManifestEntry[];
  readonly counts: Readonly<Record<ActionId, number>>;
  /** What was taken out though nobody sees it. */
  readonly hidden: readonly Hidden[];
  /** `recipient`: what stays for this recipient, by kind. */
  readonly released: readonly { readonly kind: KindId; readonly count: number }[];
  /** The attachments: what was set for each, and what it holds. */
  readonly attachments: readonly FileTrace[];
  /** `record`: whether a secret marking was passed by a person's confirmation. */
  readonly secretConfirmed: boolean;
}

/** What the gate shows. */
export interface Question {
  readonly purpose: Purpose;
  readonly sealed: Sealed | undefined;
  readonly secret: boolean;
  /** Findings that wait for a word. */
  readonly undecided: readonly Found[];
  /** What would be masked. */
  readonly masked: readonly Found[];
  /** Attachments and parts that were not read. */
  readonly unread: number;
  /** Attachments whose level is not set. */
  readonly unset: number;
  /** What the attachments hold. */
  readonly files: { readonly mask: number; readonly review: number };
}

/** The person in front of it. */
export interface Gate {
  /** True: it goes on. Decisions are made on the document by the gate itself. `released`: kinds that stay for the recipient. */
  ask(question: Question): Promise<{ released: readonly KindId[] } | undefined>;
  /** What an undeclared exit is for. */
  purpose(): Promise<Purpose | undefined>;
  /** A plain sentence, confirmed or not. */
  confirm(key: "note.down" | "note.secret"): Promise<boolean>;
  /** Says why nothing left. */
  refuse(key: "note.down" | "note.secret" | "note.refused" | "gate.unset", values?: Readonly<Record<string, string | number>>): void;
}

/** Attachments, as the exits ask about them. */
export interface Attached {
  counts(): FileCounts;
  traces(): FileTrace[];
  /** Waits until every file was looked at. */
  settled(): Promise<void>;
}

/** What a document's exits tell the host. */
export interface ExitEvents {
  /** Before anything is made; false stops it. */
  before(purpose: Purpose, counts: { mask: number; review: number }): boolean;
  blocked(purpose: Purpose, reason: "secret" | "engine" | "survives" | "attachments" | "declined"): void;
}

const none = { mask: 0, review: 0, keep: 0 };

/** The exits of one document. */
export class Exits {
  /** The revision and purpose that a person has let pass. */
  private passed: { rev: number; purpose: Purpose; released: readonly KindId[]; secret: boolean; checked: boolean; stamp: number } | undefined;

  constructor(
    private readonly draft: Draft,
    private readonly gate: Gate,
    private readonly events: ExitEvents,
    private readonly attached: Attached,
    private readonly window: Window & typeof globalThis,
  ) {}

  /** Asks what must be asked. Rejects with `declined` or `export_refused`. */
  async pass(purpose: Purpose): Promise<void> {
    const { draft, gate } = this;
    await draft.reread();
    await draft.line.settled();
    await this.attached.settled();
    if (this.isPassed(purpose)) return;
    const refuse = (reason: Parameters<ExitEvents["blocked"]>[1], key: Parameters<Gate["refuse"]>[0], values = {}): never => {
      gate.refuse(key, values);
      this.events.blocked(purpose, reason);
      throw new GarimError("export_refused", `nothing left: ${reason}`);
    };
    const decline = (): never => {
      this.events.blocked(purpose, "declined");
      throw new GarimError("declined", "the drafter went back to the text");
    };
    if (draft.state === "failed" || draft.fields.some(({ lost }) => lost)) {
      if (purpose !== "record") refuse("engine", "note.down");
      if (!(await gate.confirm("note.down"))) decline();
      this.passed = { rev: draft.revision, purpose, released: [], secret: false, checked: false, stamp: this.attached.counts().stamp };
      return;
    }
    const secret = draft.secret || this.attached.counts().secret;
    if (secret) {
      if (purpose !== "record") refuse("secret", "note.secret");
      if (!(await gate.confirm("note.secret"))) decline();
    }
    const question = this.question(purpose);
    if (purpose === "public" && question.unset) refuse("attachments", "gate.unset", { u: question.unset });
    if (!this.events.before(purpose, { mask: question.masked.length, review: question.undecided.length })) decline();
    let released: readonly KindId[] = [];
    const { files } = question;
    if (question.masked.length || question.undecided.length || files.mask + files.review || (purpose === "record" && question.unset)) {
      const answer = await gate.ask(question);
      if (!answer) decline();
      released = answer!.released;
      await draft.line.settled();
      if (this.question(purpose).undecided.length) decline();
    }
    this.passed = { rev: draft.revision, purpose, released, secret, checked: true, stamp: this.attached.counts().stamp };
  }

  private isPassed(purpose: Purpose): boolean {
    const { passed, draft } = this;
    return passed !== undefined && passed.purpose === purpose && passed.rev === draft.revision && passed.stamp === this.attached.counts().stamp && purpose !== "recipient";
  }

  private question(purpose: Purpose): Question {
    const found = this.draft.found();
    const { unread, unset, mask, review, secret } = this.attached.counts();
    return {
      purpose, sealed: undefined, secret: this.draft.secret || secret, files: { mask, review }, undecided: found.filter((each) => this.draft.undecided(each)),
      masked: found.filter(({ action }) => action === "mask"), unread, unset,
    };
  }

  /** What leaves, after the gate. */
  async export(purpose?: Purpose): Promise<Exported> {
    const meant = purpose ?? (await this.gate.purpose());
    if (!meant) throw new GarimError("declined", "the drafter did not say what it is for");
    await this.pass(meant);
    const passed = this.passed!;
    if (meant === "record") {
      const fields: Record<string, string> = {};
      for (const field of this.draft.fields) if (!field.lost) fields[field.name] = await field.adapter.content();
      return this.record(fields);
    }
    try {
      const sealed = await this.draft.seal();
      const { edits, manifest, originals, expected } = this.plan(sealed, passed.released);
      const fields: Record<string, string> = {};
      const hidden: Hidden[] = [];
      for (const field of this.draft.fields) {
        const content = await field.adapter.masked(edits.get(field) ?? []);
        const verified = this.verify(field, content, expected.get(field)!, originals);
        fields[field.name] = verified.content;
        hidden.push(...verified.hidden);
      }
      return { purpose: meant, checked: true, fields, manifest, counts: sealed.counts, hidden, released: this.released(passed.released), attachments: this.attached.traces(), secretConfirmed: false };
    } catch (thrown) {
      throw this.failed(meant, thrown);
    }
  }

  /** The same at once, for hosts whose getters cannot wait. Throws `gate_needed` where a person has to be asked first. */
  exportNow(purpose: Purpose): Exported {
    const { draft } = this;
    if (!draft.fields.every(({ adapter, lost }) => lost || adapter.capabilities.sync) || !draft.rereadNow()) throw new GarimError("gate_needed", "this editor does not give its content at once");
    const question = this.question(purpose);
    const files = question.files.mask + question.files.review;
    const asks = this.attached.counts().checking > 0 || (purpose === "record" ? question.masked.length + question.undecided.length + question.unset + files > 0 || question.secret : question.undecided.length + files > 0);
    if (purpose !== "record" && question.secret) throw this.failed(purpose, new GarimError("export_refused", "a secret marking"), "secret");
    if (purpose === "public" && question.unset) throw this.failed(purpose, new GarimError("export_refused", "an attachment without a level"), "attachments");
    if (purpose === "recipient" || ((asks || draft.state === "failed") && !this.isPassed(purpose))) {
      throw new GarimError("gate_needed", "a person has to be asked first: await pass()");
    }
    if (purpose === "record") {
      const fields: Record<string, string> = {};
      for (const field of draft.fields) if (!field.lost) fields[field.name] = field.adapter.content() as string;
      return this.record(fields);
    }
    try {
      const sealed = draft.sealNow();
      const { edits, manifest, originals, expected } = this.plan(sealed, []);
      const fields: Record<string, string> = {};
      const hidden: Hidden[] = [];
      for (const field of draft.fields) {
        const verified = this.verify(field, field.adapter.masked(edits.get(field) ?? []) as string, expected.get(field)!, originals);
        fields[field.name] = verified.content;
        hidden.push(...verified.hidden);
      }
      return { purpose, checked: true, fields, manifest, counts: sealed.counts, hidden, released: [], attachments: this.attached.traces(), secretConfirmed: false };
    } catch (thrown) {
      throw this.failed(purpose, thrown);
    }
  }

  private record(fields: Record<string, string>): Exported {
    const counts = { ...none };
    for (const { action } of this.draft.model.all.values()) counts[action] += 1;
    const { checked, secret } = this.passed ?? { checked: true, secret: false };
    return { purpose: "record", checked, fields, manifest: [], counts, hidden: [], released: [], attachments: this.attached.traces(), secretConfirmed: secret };
  }

  private released(kinds: readonly KindId[]): { kind: KindId; count: number }[] {
    return kinds.map((kind) => ({ kind, count: [...this.draft.model.all.values()].filter((found) => found.kind === kind && found.action === "mask").length }));
  }

  private failed(purpose: Purpose, thrown: unknown, reason: Parameters<ExitEvents["blocked"]>[1] = "survives"): GarimError {
    const error = asGarimError(thrown, "export_refused");
    const down = !["export_refused", "seal_refused"].includes(error.code);
    this.gate.refuse(down ? "note.down" : reason === "secret" ? "note.secret" : reason === "attachments" ? "gate.unset" : "note.refused", { place: error.message, u: this.attached.counts().unset });
    this.events.blocked(purpose, down ? "engine" : reason);
    return error;
  }

  /** What would have left still held what was masked: says so. `place` is a name, never a part of the text. */
  survived(purpose: Purpose, place: string): void {
    this.failed(purpose, new GarimError("export_refused", place));
  }

  /** The edits that make the masked copy, by field, and what each block must then be. */
  plan(sealed: Sealed, released: readonly KindId[]): { edits: Map<Field, Edit[]>; manifest: ManifestEntry[]; originals: string[]; expected: Map<Field, string[]> } {
    const { draft } = this;
    const texts = new Map(sealed.blocks.map(({ block, text }) => [block, text]));
    const byBlock = new Map<string, { edit: Edit; entry: Sealed["manifest"][number] }[]>();
    const originals: string[] = [];
    for (const entry of sealed.manifest) {
      if (released.includes(entry.kind)) continue;
      const { block, start, end } = { block: entry.block, ...entry.source };
      const expected = draft.model.text({ block, start, end });
      originals.push(expected);
      const edit = { block, start, end, expected, text: texts.get(block)?.slice(entry.start, entry.end) ?? "" };
      byBlock.set(block, [...(byBlock.get(block) ?? []), { edit, entry }]);
    }
    const edits = new Map<Field, Edit[]>();
    const expected = new Map<Field, string[]>();
    const manifest: ManifestEntry[] = [];
    for (const field of draft.fields) {
      const own: Edit[] = [];
      const want: string[] = [];
      draft.model.fields[field.number]!.forEach((id, number) => {
        const list = byBlock.get(id) ?? [];
        const text = edited(draft.model.text({ block: id, start: 0, end: Infinity }), list.map(({ edit }) => edit));
        if (text === undefined) throw new GarimError("export_refused", field.name);
        want.push(text);
        let shift = 0;
        for (const { edit, entry } of list) {
          own.push({ ...edit, block: draft.place(id).id });
          const start = edit.start + shift;
          manifest.push({ rule: entry.rule, kind: entry.kind, item: entry.item, field: field.name, block: number, start, end: start + edit.text.length });
          shift += edit.text.length - (edit.end - edit.start);
        }
      });
      edits.set(field, own);
      expected.set(field, want);
    }
    return { edits, manifest, originals, expected };
  }

  /** The content without what nobody sees, or an error: it must say what the plan says, and nothing of what was masked. */
  verify(field: Field, content: string, expected: readonly string[], originals: readonly string[]): { content: string; hidden: Hidden[] } {
    const refuse = (): never => {
      throw new GarimError("export_refused", field.name);
    };
    const flat = (texts: readonly string[]): string => bare(texts.join("\n"));
    const fits = (blocks: readonly TextBlock[]): void => {
      if (flat(blocks.map(({ text }) => text)) !== flat(expected)) refuse();
    };
    if (field.adapter.format === "text") {
      if (flat(content.split("\n")) !== flat(expected)) refuse();
      return { content, hidden: [] };
    }
    if (field.adapter.format !== "html") {
      const json = field.adapter.format === "json";
      const { content: out, count } = json ? stripJson(content, originals) : { content, count: 0 };
      const read = field.adapter.readBack?.(out) ?? [];
      if (!read.length) refuse();
      fits(read);
      if (json && stripJson(out, originals).count) refuse();
      return { content: out, hidden: count ? [{ what: "attribute", count }] : [] };
    }
    const document = parse(this.window, content);
    fits(blocksOf(document));
    const whole = /^\s*(<!doctype|<html)/i.test(content);
    const hidden = strip(document, originals);
    const clean = whole ? document.documentElement.outerHTML : document.body.innerHTML;
    // Only what was stripped changes the markup; what needed nothing leaves as the editor wrote it.
    const out = hidden.length ? clean : content;
    // Read once more from the bytes that leave: a place that came back through the parser would be seen here.
    const again = parse(this.window, out);
    const left = strip(again, originals);
    if (left.length) refuse();
    const rest = blocksOf(again).map(({ text }) => text);
    if (!hidden.some(({ what }) => what === "invisible" || what === "island") && flat(rest) !== flat(expected)) refuse();
    return { content: out, hidden };
  }
}
