// A document that is attached: one session over all its fields. It takes edits from adapters and answers from the engine, says what is to be shown, and
// holds what the drafter decided. It shows nothing itself: the interface and the exits ask it.
import type { Engine, EngineSync } from "../api.js";
import type { Applied, Block, BlockDisclosure, Role, Sealed, SessionOptions } from "../blocks.js";
import { asGarimError, GarimError } from "../error.js";
import { KINDS, SECRET, type ActionId, type Item, type KindId } from "../kinds.js";
import type { Adapter, BlockChange, BlockRange, Box, Connect, Edit, Highlight, Host, TextBlock } from "./adapter.js";
import { Decisions, type Decided, type DecisionStore, type Reason } from "./decisions.js";
import { Line, type EngineState } from "./engine.js";
import { Model, type Found, type Mark } from "./model.js";
import { pause } from "./pause.js";

/** One editor of a document. */
export interface FieldGiven {
  /** The host's name of it: `body`, `title`, … */
  readonly name: string;
  readonly connect: Connect;
  /** What all its blocks are where they say nothing else. */
  readonly role?: Role;
}

/** An attached editor and its number. */
export interface Field {
  readonly name: string;
  readonly number: number;
  readonly role: Role | undefined;
  /** Another one where the editor was replaced. */
  adapter: Adapter;
  lost: boolean;
}

/** How a document is checked and shown. */
export interface DraftOptions extends SessionOptions {
  /** `edit`, or `review`: read only, for reviewers and approvers. */
  mode?: "edit" | "review";
  /** Whether what stays is underlined too. */
  showKeep?: boolean;
  /** Where decisions are kept, under the host's document key. */
  decisions?: DecisionStore;
}

/** What a document tells those who watch it. */
export interface DraftEvents {
  /** Findings, decisions, the engine's state or the suggestion for the form changed. */
  change(): void;
  /** The text was edited. */
  edit(field: Field): void;
  /** What is on the screen moved. */
  moved(field: Field): void;
  /** An input method began or ended. */
  composing(now: boolean): void;
  /** An editor was replaced by another. */
  replaced(field: Field): void;
}

/** A mark with what a person said about it. */
export interface Marked extends BlockRange {
  readonly item: Item;
}

/** How far a mark reaches from what is selected, or from the caret: no further, the whole paragraph or cell, its row, its column. */
export type Extent = "selection" | "block" | "row" | "column";

/** Texts up to this many characters are checked before they are painted: some thirty pages. */
const atOnce = 50_000;

/** Kinds whose review findings stay unless the drafter says otherwise. */
export const silent: ReadonlySet<KindId> = new Set(KINDS.filter((kind) => kind.silent).map(({ id }) => id));

/** A document. */
export class Draft {
  readonly model = new Model();
  readonly fields: Field[] = [];
  readonly decisions: Decisions;
  readonly line: Line;
  disclosure: BlockDisclosure | undefined;
  showKeep: boolean;
  readonly review: boolean;
  readonly options: SessionOptions;
  private rev = 1;
  private composed: BlockRange | undefined;
  private readonly watchers = new Set<Partial<DraftEvents>>();
  private strictCopy: { rev: number; sealed: Promise<Sealed> } | undefined;
  private closed = false;
  /** How many checks were answered. */
  answers = 0;

  constructor(
    given: readonly FieldGiven[],
    engine: Promise<Engine>,
    private readonly syncEngine: (() => EngineSync | undefined) | undefined,
    private readonly window: Window & typeof globalThis,
    { mode, showKeep, decisions, ...options }: DraftOptions,
  ) {
    this.review = mode === "review";
    this.showKeep = showKeep ?? this.review;
    this.options = options;
    this.decisions = new Decisions(decisions);
    given.forEach((field, number) => this.connect(field, number));
    this.line = new Line(engine, options, {
      order: () => this.model.order(),
      block: (id) => this.forEngine(id),
      has: (id) => this.model.held.has(id),
      decisions: () => this.decisions.list(),
      rev: () => this.rev,
      unsure: () => [...this.model.unsure].filter((id) => this.model.held.has(id) && !this.line.waits(id)),
      answered: (applied, rev, whole) => this.answered(applied, rev, whole),
      state: () => this.tell("change"),
    });
    this.checkNow();
    void this.decisions.load().then(async (any) => {
      if (any) await this.recall();
    }, () => undefined);
  }

  private connect(given: FieldGiven, number: number): void {
    const { name, role } = given;
    const known = this.fields[number];
    let ready = false;
    let over = false;
    const early: (() => void)[] = [];
    const when = (work: () => void): void => {
      if (over) return;
      if (ready) work();
      else early.push(work);
    };
    const host: Host = {
      window: this.window,
      changed: (change) => when(() => this.changed(number, change)),
      reset: (blocks) => when(() => this.reset(number, blocks)),
      composing: (now) => when(() => this.composing(number, now)),
      moved: () => when(() => this.tell("moved", this.fields[number]!)),
      replaced: () => when(() => {
        over = true;
        this.reconnect(given, number);
      }),
      lost: () => when(() => this.lost(number)),
    };
    const adapter = given.connect(host);
    if (known) {
      known.adapter = adapter;
      known.lost = false;
    } else this.fields.push({ name, number, role, adapter, lost: false });
    const blocks = adapter.read();
    ready = true;
    if (!Array.isArray(blocks)) void Promise.resolve(blocks).then((read) => this.reset(number, read));
    const now = Array.isArray(blocks) ? (blocks as readonly TextBlock[]) : [];
    if (known) this.reset(number, now);
    else this.model.reset(number, this.own(number, now), this.rev);
    for (const work of early) work();
  }

  private reconnect(given: FieldGiven, number: number): void {
    const field = this.fields[number]!;
    try {
      field.adapter.detach();
    } catch {
      // What is gone cannot be cleaned up.
    }
    try {
      this.connect(given, number);
      this.tell("replaced", field);
    } catch {
      this.lost(number);
    }
  }

  /** Ids of a field's blocks are unique in the document by the field's number. */
  private own(number: number, blocks: readonly TextBlock[]): TextBlock[] {
    return blocks.map((block) => ({ ...block, id: `${number}:${block.id}` }));
  }

  /** The field of a block, and the block's id there. */
  place(id: string): { field: Field; id: string } {
    const at = id.indexOf(":");
    return { field: this.fields[Number(id.slice(0, at))]!, id: id.slice(at + 1) };
  }

  private forEngine(id: string): Block {
    return this.model.forEngine(id, (_, block) => block.role ?? this.place(id).field.role);
  }

  // What editors tell.

  private changed(number: number, { upsert, remove, order }: BlockChange): void {
    if (this.closed) return;
    const field = this.fields[number]!;
    this.rev += 1;
    this.left = [];
    const named = (id: string): string => `${number}:${id}`;
    const { touched, dropped, stretches } = this.model.edit(
      number,
      {
        ...(upsert ? { upsert: upsert.map((block) => ({ ...block, id: named(block.id), ...(block.after ? { after: named(block.after) } : {}) })) } : {}),
        ...(remove ? { remove: remove.map(named) } : {}),
        ...(order ? { order: order.map(named) } : {}),
      },
      this.rev,
    );
    if (field.adapter.composing()) {
      for (const [block, { start, put }] of stretches) {
        const before = this.composed?.block === block ? this.composed : undefined;
        this.composed = { block, start: Math.min(start, before?.start ?? start), end: Math.max(start + put, Math.min(before?.end ?? 0, start + put)) };
      }
    } else this.composed = undefined;
    // An adapter whose highlights move by themselves is only told where one was dropped.
    this.show(field.adapter.moves ? dropped : new Set([...touched, ...dropped]));
    const changedIds = [...touched, ...(upsert ?? []).map(({ id }) => named(id)), ...(remove ?? []).map(named)];
    const fresh = (upsert ?? []).length - stretches.size;
    const big = fresh > 8 || 2 * fresh >= this.model.fields[number]!.length || [...stretches.values()].some(({ put }) => put > 200);
    this.line?.note({ blocks: changedIds, order: order !== undefined, now: big });
    // What came at once (a paste, a text that the host set through the DOM) is checked before it is painted; what is typed never waits.
    if (big) this.checkNow();
    this.tell("edit", field);
  }

  private reset(number: number, blocks: readonly TextBlock[]): void {
    if (this.closed) return;
    this.rev += 1;
    this.left = [];
    const before = this.model.fields[number] ?? [];
    this.model.reset(number, this.own(number, blocks), this.rev);
    const now = this.model.fields[number]!;
    this.checkNow();
    this.line?.note({ blocks: [...before, ...now], now: true });
    this.tell("edit", this.fields[number]!);
    this.tell("change");
  }

  /** An input method began or ended; what it left behind is no longer provisional. */
  composing(number: number, now: boolean): void {
    if (this.closed) return;
    if (!now) {
      const field = this.fields[number]!;
      if (field.adapter.capabilities.sync) void field.adapter.read();
      const before = this.composed;
      this.composed = undefined;
      if (before) this.show(new Set([before.block]));
    }
    this.tell("composing", now);
  }

  private lost(number: number): void {
    const field = this.fields[number]!;
    field.lost = true;
    this.tell("change");
  }

  // What the engine tells.

  /** Checks everything on this thread before the next paint, where the engine is at hand and the text is short enough for that. */
  private checkNow(): void {
    const blocks = this.model.order();
    let length = 0;
    for (const id of blocks) if ((length += this.model.held.get(id)!.block.text.length + 1) > atOnce) return;
    if (blocks.length === 0) return;
    try {
      const applied = this.withSync((session) => session);
      if (applied) this.take(applied, this.rev);
    } catch {
      // The engine behind answers soon; what is wrong is told there.
    }
  }

  /** Opens all blocks on this thread, gives the answer to `use`, and forgets them. */
  private withSync<T>(use: (applied: Applied, seal: (options?: SessionOptions) => Sealed) => T): T | undefined {
    const engine = this.syncEngine?.();
    if (!engine) return undefined;
    const session = engine.open([], this.options);
    try {
      const applied = session.apply({ rev: 1, upsert: this.model.order().map((id) => this.forEngine(id)), decisions: this.decisions.list() });
      return use(applied, (options) => session.seal(options ?? this.options));
    } finally {
      session.dispose();
    }
  }

  private suggested: BlockDisclosure | undefined;

  private async answered(applied: Applied, rev: number, whole: boolean): Promise<void> {
    this.answers += 1;
    // Many findings come in slices, so that no answer holds the page up.
    const slice = 400;
    const { changed, disclosure } = applied;
    // What is suggested for a part of a document is not for the document.
    this.suggested = disclosure ?? this.suggested;
    if (whole) this.disclosure = this.suggested;
    for (let at = 0; at === 0 || at < changed.length; at += slice) {
      if (this.closed) return;
      if (at > 0) await pause(this.window);
      this.take({ changed: changed.slice(at, at + slice) }, rev);
    }
    await this.recall();
    this.tell("change");
  }

  private take({ changed, disclosure }: Pick<Applied, "changed" | "disclosure">, rev: number): void {
    if (disclosure) this.disclosure = disclosure;
    this.show(this.model.answer({ changed }, rev));
  }

  private async recall(): Promise<void> {
    const values = (): (readonly [KindId, string])[] => [...this.model.all.values()].map((found) => [found.kind, this.model.value(found)] as const);
    if (await this.decisions.recall(values)) this.line.note({ decisions: true, now: true });
  }

  /** Shows some blocks as they are to be shown now. */
  show(ids: ReadonlySet<string>): void {
    if (!ids.size) return;
    const byField = new Map<Field, Map<string, readonly Highlight[]>>();
    for (const id of ids) {
      if (!this.model.held.has(id)) continue;
      const { field, id: own } = this.place(id);
      if (!byField.has(field)) byField.set(field, new Map());
      byField.get(field)!.set(own, this.model.highlights(id, this.showKeep, this.composed));
    }
    for (const [{ adapter, lost }, blocks] of byField) if (!lost && adapter.capabilities.highlight !== "none") adapter.show(blocks);
  }

  /** Shows everything anew. */
  showAll(): void {
    this.show(new Set(this.model.order()));
  }

  watch(watcher: Partial<DraftEvents>): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private tell<K extends keyof DraftEvents>(event: K, ...given: Parameters<DraftEvents[K]>): void {
    for (const watcher of [...this.watchers]) (watcher[event] as ((...given: Parameters<DraftEvents[K]>) => void) | undefined)?.(...given);
  }

  // What others ask.

  get state(): EngineState {
    return this.line.state;
  }

  get error(): GarimError | undefined {
    return this.line.error;
  }

  get revision(): number {
    return this.rev;
  }

  get isComposing(): boolean {
    return this.fields.some(({ adapter, lost }) => !lost && adapter.composing());
  }

  /** Everything that was found, in the order of the text. */
  found(): Found[] {
    return this.model.sorted();
  }

  /** Whether a finding waits for the drafter's word. */
  undecided(found: Found): boolean {
    const { kind, parts } = found;
    return found.action === "review" && !silent.has(kind) && kind !== SECRET && !this.decisions.of(kind, this.model.value(found), parts[0]!.block);
  }

  /** What the drafter said on a finding. */
  decided(found: Found): Decided | undefined {
    return this.decisions.of(found.kind, this.model.value(found), found.parts[0]!.block);
  }

  /** Whether there is a genuine secret marking. */
  get secret(): boolean {
    return [...this.model.all.values()].some(({ kind, action }) => kind === SECRET && action !== "keep");
  }

  /** Findings with the same value. */
  same(found: Found): Found[] {
    const value = this.model.value(found);
    return this.found().filter((other) => other.kind === found.kind && this.model.value(other) === value);
  }

  /** Findings in the same column of the same table, or in the same table. */
  beside(found: Found, whole: boolean): Found[] {
    const cell = this.model.held.get(found.parts[0]!.block)?.block;
    if (cell?.role !== "cell" || cell.table === undefined) return [];
    const field = this.place(cell.id).field;
    return this.found().filter(({ parts: [first] }) => {
      const other = this.model.held.get(first!.block)?.block;
      return other?.table === cell.table && (whole || other?.column === cell.column) && this.place(first!.block).field === field;
    });
  }

  /** Decides on findings in one step: of each value everywhere, or only where it stands. */
  decide(founds: readonly Found[], action: ActionId, { reason, here = false }: { reason?: Reason; here?: boolean } = {}): void {
    const decisions = founds.map((found) => ({
      kind: found.kind, value: this.model.value(found), action, ...(here ? { block: found.parts[0]!.block } : {}), ...(reason ? { reason } : {}),
    }));
    if (!decisions.length) return;
    this.decisions.add(decisions);
    this.redecide();
  }

  /** Takes the last decision back. */
  undoDecision(): boolean {
    const any = this.decisions.undo();
    if (any) this.redecide();
    return any;
  }

  private redecide(): void {
    this.rev += 1;
    this.line.note({ decisions: true, now: true });
    this.checkNow();
    this.tell("change");
  }

  /** What is marked as not to be published. */
  marks(): Marked[] {
    return this.model.order().flatMap((id) => this.model.held.get(id)!.marks.map((mark) => ({ block: id, start: mark.start, end: mark.end, item: mark.item ?? (6 as Item) })));
  }

  /** Marks ranges as not to be published. */
  mark(ranges: readonly BlockRange[], item: Item): boolean {
    const touched = new Set<string>();
    for (const { block, start, end } of ranges) {
      const held = this.model.held.get(block);
      if (!held || start >= end) continue;
      const apart = held.marks.filter((mark) => mark.end < start || mark.start > end);
      const joined = held.marks.filter((mark) => !apart.includes(mark));
      const made: Mark = { start: Math.min(start, ...joined.map((mark) => mark.start)), end: Math.max(end, ...joined.map((mark) => mark.end)), item };
      held.marks = [...apart, made].sort((a, b) => a.start - b.start);
      held.rev = this.rev + 1;
      touched.add(block);
    }
    return this.remark(touched);
  }

  /** Takes marks away that a range touches. */
  unmark(ranges: readonly BlockRange[]): boolean {
    const touched = new Set<string>();
    for (const { block, start, end } of ranges) {
      const held = this.model.held.get(block);
      if (!held) continue;
      const left = held.marks.filter((mark) => mark.end <= start || mark.start >= end);
      if (left.length === held.marks.length) continue;
      held.marks = left;
      held.rev = this.rev + 1;
      touched.add(block);
    }
    return this.remark(touched);
  }

  private remark(touched: ReadonlySet<string>): boolean {
    if (!touched.size) return false;
    this.rev += 1;
    this.line.note({ blocks: touched, now: true });
    this.checkNow();
    this.tell("change");
    return true;
  }

  /** What is selected, in the document's ids. */
  selection(): BlockRange[] {
    for (const { adapter, number, lost } of this.fields) {
      if (lost || !adapter.root) continue;
      const root = adapter.root.getRootNode() as Document | ShadowRoot;
      if (root.activeElement && !adapter.root.contains(root.activeElement)) continue;
      const ranges = adapter.selection();
      if (ranges.length) return ranges.map((range) => ({ ...range, block: `${number}:${range.block}` }));
    }
    return [];
  }

  /** What was selected when the focus left, until the next edit: who writes a reason into the panel has left the editor. */
  private left: readonly BlockRange[] = [];

  /** The focus leaves a field. */
  leave({ adapter, number, lost }: Field): void {
    if (!lost) this.left = adapter.selection().map((range) => ({ ...range, block: `${number}:${range.block}` }));
  }

  /** What a mark is for: what is selected or was selected last, or what of the text stands around it. */
  extent(extent: Extent): readonly BlockRange[] {
    const now = this.selection();
    const chosen = now.length ? now : this.left;
    if (extent === "selection") return chosen;
    const ids = new Set<string>();
    for (const { block } of chosen) {
      const own = this.model.held.get(block)?.block;
      if (!own) continue;
      ids.add(block);
      if (extent === "block" || own.role !== "cell") continue;
      for (const id of this.model.fields[this.place(block).field.number]!) {
        const other = this.model.held.get(id)!.block;
        if (other.role === "cell" && other.table === own.table && (extent === "row" ? other.row === own.row : other.column === own.column)) ids.add(id);
      }
    }
    return [...ids].map((block) => ({ block, start: 0, end: this.model.held.get(block)!.block.text.length }));
  }

  /** Where a range is on the screen. */
  rects({ block, start, end }: BlockRange): readonly Box[] {
    const { field, id } = this.place(block);
    return field.lost ? [] : field.adapter.rects({ block: id, start, end });
  }

  /** Goes to a finding. */
  reveal(found: Found): void {
    const { block, start, end } = found.parts[0]!;
    const { field, id } = this.place(block);
    if (!field.lost) field.adapter.select({ block: id, start, end });
  }

  // Masked copies.

  /** Takes in what editors hold at this moment, text being composed too. */
  async reread(): Promise<void> {
    for (const field of this.fields) {
      if (field.lost) continue;
      const { adapter } = field;
      await adapter.ready?.();
      const blocks = await adapter.read();
      // Reading may have found another editor in its place, which has been read then.
      if (!adapter.capabilities.sync && field.adapter === adapter) this.resync(field.number, blocks);
    }
  }

  /** The same at once; false where an editor cannot. */
  rereadNow(): boolean {
    for (const field of this.fields) {
      const { adapter, number, lost } = field;
      if (lost) continue;
      const blocks = adapter.read();
      if (!Array.isArray(blocks)) return false;
      if (!adapter.capabilities.sync && field.adapter === adapter) this.resync(number, blocks as readonly TextBlock[]);
    }
    return true;
  }

  private resync(number: number, blocks: readonly TextBlock[]): void {
    const now = this.own(number, blocks);
    const before = this.model.fields[number]!;
    const same = before.length === now.length && now.every(({ id, text }, index) => before[index] === id && this.model.held.get(id)?.block.text === text);
    if (!same) this.reset(number, blocks);
  }

  /** The masked copy by the engine behind. */
  async seal(options?: SessionOptions): Promise<Sealed> {
    await this.reread();
    this.usable();
    return this.line.seal(options ? { ...this.options, ...options } : undefined);
  }

  /** The masked copy at once, by the engine on this thread. */
  sealNow(options?: SessionOptions): Sealed {
    if (!this.rereadNow()) throw new GarimError("not_prepared", "this editor does not give its content at once");
    this.usable();
    const sealed = this.withSync((_, seal) => seal(options ? { ...this.options, ...options } : undefined));
    if (!sealed) throw new GarimError("not_prepared", "no engine is at hand on this page: give `sync` to garim()");
    return sealed;
  }

  private usable(): void {
    if (this.closed) throw new GarimError("disposed", "the document has been detached");
    if (this.fields.some(({ lost }) => lost)) throw new GarimError("editor_lost", "an editor of the document is gone");
  }

  /** How findings look when they are masked, whatever is decided on them now. */
  async masks(founds: readonly Found[]): Promise<Map<Found, string[]>> {
    if (this.strictCopy?.rev !== this.rev) this.strictCopy = { rev: this.rev, sealed: this.seal({ strict: true }) };
    const { sealed, rev } = this.strictCopy;
    const copy = await sealed.catch((thrown: unknown) => {
      this.strictCopy = undefined;
      throw asGarimError(thrown, "engine_crashed");
    });
    const out = new Map<Found, string[]>();
    if (rev !== this.rev) return out;
    const texts = new Map(copy.blocks.map(({ block, text }) => [block, text]));
    const places = new Map(copy.manifest.map((each) => [`${each.block}:${each.source.start}-${each.source.end}`, texts.get(each.block)?.slice(each.start, each.end)]));
    for (const found of founds) {
      const masks = found.parts.map(({ block, start, end }) => places.get(`${block}:${start}-${end}`));
      if (masks.every((mask) => mask !== undefined)) out.set(found, masks as string[]);
    }
    return out;
  }

  /** Changes the text itself, one undo step for each editor; false where an editor did not. */
  async replace(edits: readonly Edit[]): Promise<boolean> {
    const byField = new Map<Field, Edit[]>();
    for (const edit of edits) {
      const { field, id } = this.place(edit.block);
      byField.set(field, [...(byField.get(field) ?? []), { ...edit, block: id }]);
    }
    let all = true;
    for (const [{ adapter, lost, number }, list] of byField) {
      const order = new Map(this.model.fields[number]!.map((id, index) => [id, index]));
      const sorted = list.sort((a, b) => order.get(`${number}:${a.block}`)! - order.get(`${number}:${b.block}`)! || a.start - b.start);
      all = !lost && (await adapter.replace(sorted)) && all;
    }
    return all;
  }

  /** Waits until the engine has answered everything. */
  async settled(): Promise<void> {
    await this.reread();
    await this.line.settled();
    for (const { adapter, lost } of this.fields) if (!lost) await adapter.ready?.();
  }

  close(): void {
    this.closed = true;
    this.line.close();
    this.decisions.clear();
    for (const { adapter, lost } of this.fields) if (!lost) adapter.detach();
    this.model.held.clear();
    this.model.all.clear();
    this.watchers.clear();
    this.strictCopy = undefined;
  }
}
