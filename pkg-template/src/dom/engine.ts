// The engine behind a document: edits are gathered and sent one after another, answers come back with the revision they are for. Typing never waits for it.
import type { Engine, Session } from "../api.js";
import type { Applied, Block, Change, Decision, Sealed, SessionOptions } from "../blocks.js";
import { asGarimError, GarimError } from "../error.js";

/** Where the engine stands. */
export type EngineState = "starting" | "ready" | "failed";

/** What the engine is told and tells. */
export interface Wire {
  /** The blocks in order, ids only. */
  order(): string[];
  block(id: string): Block;
  has(id: string): boolean;
  decisions(): Decision[];
  rev(): number;
  /** Blocks that must be asked for, because the engine tells only what changed. */
  unsure(): string[];
  /** `whole`: nothing waits any more; what is said of the document as a whole is only then of all of it. */
  answered(applied: Applied, rev: number, whole: boolean): void | Promise<void>;
  state(state: EngineState, error?: GarimError): void;
}

const soon = 120;
const latest = 600;
/** How much is sent at once, in characters: a long text goes in parts from its beginning, so that neither sending it nor its answer holds the page up. */
const portion = 60_000;
/** What a block costs beside its text. */
const perBlock = 40;

/** The line to the engine. */
export class Line {
  private session: Session | undefined;
  private readonly dirty = new Set<string>();
  private readonly known = new Set<string>();
  private ordered = false;
  private decided = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private due = 0;
  private busy: Promise<void> | undefined;
  private closed = false;
  state: EngineState = "starting";
  error: GarimError | undefined;

  constructor(
    private readonly engine: Promise<Engine>,
    private readonly options: SessionOptions | undefined,
    private readonly wire: Wire,
  ) {
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      const engine = await this.engine;
      const session = await engine.open([], this.options);
      if (this.closed) return void session.dispose();
      this.session = session;
      for (const id of this.wire.order()) this.dirty.add(id);
      this.decided = true;
      this.tell("ready");
      await this.flush();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private tell(state: EngineState, error?: GarimError): void {
    this.state = state;
    this.error = error;
    this.wire.state(state, error);
  }

  private fail(thrown: unknown): void {
    const error = asGarimError(thrown, "engine_crashed");
    if (this.closed || this.state === "failed") return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell("failed", error);
  }

  /** Something changed: blocks, their order or the decisions. */
  note({ blocks = [], order = false, decisions = false, now = false }: { blocks?: Iterable<string>; order?: boolean; decisions?: boolean; now?: boolean }): void {
    for (const id of blocks) this.dirty.add(id);
    this.ordered ||= order;
    this.decided ||= decisions;
    const time = Date.now();
    if (this.timer === undefined) this.since = time;
    this.due = now ? time : Math.min(time + soon, this.since + latest);
    if (this.timer !== undefined && !now) return;
    clearTimeout(this.timer);
    this.wait(this.due - time);
  }

  /** One timer for a run of typing: it finds out itself that it was put off. */
  private wait(time: number): void {
    this.timer = setTimeout(() => {
      const left = this.due - Date.now();
      if (left > 0) this.wait(left);
      else void this.flush();
    }, Math.max(0, time));
  }

  /** Whether a block is still to be sent. */
  waits(id: string): boolean {
    return this.dirty.has(id);
  }

  /** Sends what has gathered, and whatever gathers meanwhile, until nothing is left. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.busy ??= this.work().finally(() => {
      this.busy = undefined;
    }));
  }

  private async work(): Promise<void> {
    while (this.session && this.state === "ready" && (this.dirty.size || this.ordered || this.decided)) {
      const change = this.change();
      const rev = change.rev!;
      try {
        const applied = await this.session.apply(change);
        if (this.closed) return;
        await this.wire.answered(applied, rev, this.dirty.size === 0);
        const changed: Applied["changed"] = [];
        for (const block of this.wire.unsure()) {
          const findings = await this.session.findings(block);
          if (findings) changed.push({ block, findings });
        }
        if (changed.length && !this.closed) await this.wire.answered({ rev, changed }, rev, this.dirty.size === 0);
      } catch (thrown) {
        if (asGarimError(thrown, "engine_crashed").code !== "superseded") this.fail(thrown);
      }
    }
  }

  private change(): Change {
    const { wire, dirty, known } = this;
    const upsert: NonNullable<Change["upsert"]>[number][] = [];
    const remove: string[] = [];
    const fresh = new Set<string>();
    let room = portion;
    const take = (id: string): Block => {
      const block = wire.block(id);
      room -= block.text.length + perBlock;
      dirty.delete(id);
      return block;
    };
    for (const id of [...dirty]) {
      if (!wire.has(id)) {
        dirty.delete(id);
        if (known.delete(id)) remove.push(id);
      } else if (!known.has(id)) fresh.add(id);
      else if (room > 0) upsert.push(take(id));
    }
    if (fresh.size) {
      let before: string | null = null;
      for (const id of wire.order()) {
        if (fresh.has(id)) {
          if (room <= 0) break;
          upsert.push({ ...take(id), after: before });
          known.add(id);
        }
        before = id;
      }
    }
    const change: Change = { rev: Math.max(wire.rev(), this.sent + 1), upsert, remove };
    // The order names every block, which the engine can only take when it has them all.
    if (this.ordered && !dirty.size) {
      change.order = wire.order();
      this.ordered = false;
    }
    if (this.decided) change.decisions = wire.decisions();
    this.sent = change.rev!;
    this.decided = false;
    return change;
  }

  private sent = 0;

  /** The masked copy of what was sent last; everything is sent first. */
  async seal(options: SessionOptions | undefined): Promise<Sealed> {
    await this.flush();
    if (!this.session || this.state !== "ready") throw this.error ?? new GarimError("not_prepared", "the engine is not there yet");
    return this.session.seal(options ?? this.options);
  }

  /** Waits until nothing is on its way. */
  async settled(): Promise<void> {
    while (this.state === "starting") await new Promise((done) => setTimeout(done, 10));
    await this.flush();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    void this.session?.dispose().catch(() => {});
    this.session = undefined;
  }
}
