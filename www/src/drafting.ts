// A draft in the editor: Garim attached to it, what it found as rows, and the masked copies of it.
import { garim, type GarimDocument, type Guard, type StoredDecision } from "garim/dom";
import type { DisclosureLevel, Item, Sealed, StyleId } from "garim";
import { contentOfHtml, contentOfText, Editor } from "./editor.js";
import { engineNow, theEngine } from "./engine.js";
import { packageStrings, t } from "./i18n/index.js";
import type { Result, Row, Place } from "./result.js";
import { type Piece } from "./masked.js";

/** How masks are made. */
export interface Manner {
  /** Left out: as the organisation's profile says. */
  readonly style?: StyleId | undefined;
  readonly strict: boolean;
}

/** A manner as the package takes it. */
export const optionsOf = ({ style, strict }: Manner): { style?: StyleId; strict: boolean } => ({ ...(style ? { style } : {}), strict });

/** A masked copy of a draft, as it leaves. */
export interface Copy {
  readonly text: string;
  readonly html: string;
}

/** A draft. */
export class Drafting {
  readonly editor: Editor;
  /** Pictures that were left out of what was pasted. */
  pictures = 0;
  private guard: Guard | undefined;
  private document: GarimDocument | undefined;
  private kept: readonly StoredDecision[] = [];
  private readonly key = globalThis.crypto.getRandomValues(new Uint8Array(32));
  private readonly undo: (() => void)[] = [];

  constructor(
    place: HTMLElement,
    private readonly panel: HTMLElement,
    private manner: Manner,
    private readonly events: { changed(): void; edited(): void; tooLong(text: string): boolean },
  ) {
    this.editor = new Editor(place, t("doc.label"), {
      edited: () => events.edited(),
      pictures: (count) => {
        this.pictures += count;
      },
      tooLong: (text) => events.tooLong(text),
    });
    this.attach();
  }

  /** Attaches Garim to the editor; decisions and marks of before are taken along. */
  attach(manner: Manner = this.manner): void {
    const marks = this.document ? this.marks(this.document) : [];
    this.release();
    this.manner = manner;
    this.editor.name(t("doc.label"));
    this.guard = garim({ strings: packageStrings(), engine: theEngine(), sync: engineNow, keys: { mark: "Alt+F9" } });
    this.document = this.guard.attach(this.editor.target, {
      ...optionsOf(manner), panel: this.panel, print: false,
      decisions: { key: this.key, load: async () => this.kept, save: (decisions) => void (this.kept = decisions) },
    });
    const { draft } = this.document;
    const order = draft.model.order();
    for (const { block, start, end, item } of marks) if (order[block] !== undefined) draft.mark([{ block: order[block], start, end }], item);
    this.undo.push(draft.watch({ change: () => this.events.changed(), edit: () => this.events.changed() }));
    this.events.changed();
  }

  private marks(document: GarimDocument): { block: number; start: number; end: number; item: Item }[] {
    const { draft } = document;
    const order = draft.model.order();
    return draft.marks().map(({ block, start, end, item }) => ({ block: order.indexOf(block), start, end, item }));
  }

  private release(): void {
    for (const undo of this.undo.splice(0)) undo();
    this.guard?.dispose();
    this.guard = this.document = undefined;
  }

  /** Another draft: nothing of the one before is kept. */
  fill({ text, html, spaces }: { text?: string; html?: string; spaces?: boolean }): void {
    this.kept = [];
    this.pictures = 0;
    this.release();
    if (html !== undefined) this.editor.set(contentOfHtml(html, spaces));
    else if (text) this.editor.set(contentOfText(text));
    else this.editor.clear();
    this.attach();
  }

  private get attached(): GarimDocument {
    return this.document!;
  }

  /** How far the engine is. */
  get state(): "starting" | "working" | "ready" | "failed" {
    const { state } = this.attached.draft;
    return state === "ready" || state === "failed" ? state : state === "starting" ? "starting" : "working";
  }

  /** Whether the drafter has decided or marked anything. */
  get touched(): boolean {
    const { draft } = this.attached;
    return draft.decisions.list().length > 0 || draft.marks().length > 0;
  }

  /** Waits until everything is checked. */
  settled(): Promise<void> {
    return this.attached.settled();
  }

  /** What stands where, for people: tables and paragraphs are counted apart. */
  private places(): Map<string, Place> {
    const { model } = this.attached.draft;
    const out = new Map<string, Place>();
    const tables = new Map<string, { number: number; rows: Map<number, number> }>();
    let paragraph = 0;
    for (const id of model.order()) {
      const { block } = model.held.get(id)!;
      if (block.role === "cell" && block.row !== undefined && block.table !== undefined) {
        const own = tables.get(block.table) ?? { number: tables.size + 1, rows: new Map<number, number>() };
        tables.set(block.table, own);
        if (!own.rows.has(block.row)) own.rows.set(block.row, own.rows.size + 1);
        out.set(id, { table: own.number, row: own.rows.get(block.row), column: (block.column ?? 0) + 1 });
      } else out.set(id, { paragraph: (paragraph += 1) });
    }
    return out;
  }

  /** What the check came to. */
  result(): Result {
    const { draft } = this.attached;
    const places = this.places();
    const reasons = packageStrings().text;
    const rows = draft.found().map((found): Row => {
      const decided = draft.decided(found);
      const said = decided?.reason;
      const why = said === undefined ? found.why : typeof said === "object" ? said.other : reasons[`keep.${said}`];
      return { kind: found.kind, action: found.action, item: found.item, why, decided: decided !== undefined, place: places.get(found.parts[0]!.block) ?? {} };
    });
    const { disclosure } = draft;
    const unread = this.pictures ? [t("unread.pasted", { n: this.pictures })] : [];
    return {
      rows, unread, unreadCount: this.pictures, waiting: draft.found().filter((found) => draft.undecided(found)).length,
      form: {
        level: disclosure?.level ?? "open", items: (disclosure?.items ?? []).map(({ item, reason, short, until }) => ({ item, reason, short: short[1], until })),
        notation: disclosure?.notation ?? "", code: disclosure?.code ?? "",
        attachments: (disclosure?.attachments ?? []).map(({ level, items }: { level: DisclosureLevel; items: Item[] }) => ({ level, items })),
        advice: [...(disclosure?.advice ?? []), ...(disclosure?.remedies ?? [])].map(({ text }) => text),
      },
    };
  }

  /** What must stand in nothing that leaves. */
  values(): string[] {
    const { draft } = this.attached;
    return draft.found().filter(({ action }) => action === "mask").map((found) => draft.model.value(found));
  }

  private pieces({ blocks, manifest }: Sealed): Piece[] {
    const { model } = this.attached.draft;
    const masks = new Map<string, { start: number; end: number }[]>();
    for (const { block, start, end } of manifest) {
      const list = masks.get(block);
      if (list) list.push({ start, end });
      else masks.set(block, [{ start, end }]);
    }
    return blocks.map(({ block, text }) => {
      const { role, row, table } = model.held.get(block)?.block ?? {};
      return { text, masks: masks.get(block) ?? [], heading: role === "heading" || role === "title", ...(role === "cell" ? { row, table } : {}) };
    });
  }

  /** The masked view: what a public copy would show now. What waits for a word is masked in it only if `all` is asked for. */
  async maskedView(): Promise<Piece[]> {
    return this.pieces(await this.attached.draft.seal());
  }

  /** The same at once, for printing: what waits for a word is masked too. */
  maskedNow(): Piece[] {
    return this.pieces(this.attached.draft.sealNow(this.attached.draft.found().some((found) => this.attached.draft.undecided(found)) ? { strict: true } : undefined));
  }

  /** Asks what must be asked before anything leaves. Rejects with `declined` or `export_refused`. */
  pass(): Promise<void> {
    return this.attached.pass("public");
  }

  /** The masked copy, after the gate: sealed, put into the editor's markup, read back and compared by the package. */
  async copy(): Promise<Copy> {
    const { fields } = await this.attached.export("public");
    const { masked } = await this.attached.draft.seal();
    return { text: masked, html: fields["body"] ?? "" };
  }
}
