// A document that is open in a worker. What the worker has acknowledged is kept here too, so that another can be told.
import type { Session } from "./api.js";
import type { Applied, Block, BlockDisclosure, BlockFinding, Change, Sealed, SessionOptions } from "./blocks.js";
import type { Client, Job } from "./client.js";
import { GarimError } from "./error.js";
import type { Batch, Question, Request } from "./protocol.js";

interface Waiting {
  change: Change;
  resolve(answer: never): void;
  reject(error: GarimError): void;
}

/** The page's side of a session. */
export class RemoteSession implements Session {
  rev = 0;
  private newest = 0;
  private blocks: Map<string, Block>;
  private decisions: Change["decisions"];
  private waiting: { spans: boolean; changes: Waiting[] } | undefined;
  private disposed = false;

  constructor(
    private readonly client: Client,
    private readonly number: number,
    blocks: readonly Block[],
    private readonly options: SessionOptions | undefined,
  ) {
    this.blocks = new Map(blocks.map((block) => [block.id, block]));
  }

  /** What a worker is told to open this session as it was last acknowledged. */
  opening(): Request {
    const opening = { type: "open", session: this.number, blocks: [...this.blocks.values()], options: this.options } as const;
    return this.decisions === undefined ? opening : { ...opening, decisions: this.decisions };
  }

  apply(change: Change): Promise<Applied> {
    return this.queue(change, false) as Promise<Applied>;
  }

  applySpans(change: Change): Promise<Uint32Array> {
    return this.queue(change, true) as Promise<Uint32Array>;
  }

  private queue(change: Change, spans: boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.disposed) return reject(new GarimError("disposed", "the session has been disposed of"));
      const rev = change.rev ?? this.newest + 1;
      if (!(rev > this.newest)) return reject(new GarimError("stale_revision", "rev: not above the session's"));
      this.newest = rev;
      const entry: Waiting = { change: { ...change, rev }, resolve, reject };
      if (this.waiting) {
        this.waiting.spans = spans;
        this.waiting.changes.push(entry);
        return;
      }
      const batch = (this.waiting = { spans, changes: [entry] });
      this.client.submit(this.job(batch));
    });
  }

  private job(batch: NonNullable<RemoteSession["waiting"]>): Job {
    return {
      letter: () => {
        // From now on it is on its way: later changes wait for the next.
        if (this.waiting === batch) this.waiting = undefined;
        const changes = batch.changes.map(({ change }) => change);
        return { type: "apply", session: this.number, changes, spans: batch.spans, rev: changes[changes.length - 1]!.rev! };
      },
      resolve: (answer) => {
        const { answer: given, rev, refused } = answer as Batch;
        this.rev = rev;
        const applied = batch.changes.filter((_, index) => !refused[index]);
        for (const { change } of applied) this.acknowledge(change);
        batch.changes.forEach((entry, index) => {
          const why = refused[index];
          if (why) entry.reject(new GarimError(why.code, why.message));
          else if (entry === applied[applied.length - 1]) entry.resolve(given as never);
          else entry.reject(new GarimError("superseded", "a newer change was answered together with this one"));
        });
      },
      reject: (error) => {
        if (this.waiting === batch) this.waiting = undefined;
        for (const entry of batch.changes) entry.reject(error);
      },
      tries: 0,
    };
  }

  /** Does to the copy kept here what the engine did; a keystroke costs nothing for the blocks it leaves. */
  private acknowledge({ upsert = [], remove = [], order, decisions }: Change): void {
    const all = this.blocks;
    const behind = new Map<string | null, string[]>();
    for (const { after, ...block } of upsert) {
      all.set(block.id, block);
      if (after === undefined) continue;
      const list = behind.get(after);
      if (list) list.push(block.id);
      else behind.set(after, [block.id]);
    }
    for (const id of remove) all.delete(id);
    if (behind.size) {
      // Later ones stand nearer to their anchor; a chain of blocks is followed with a stack of its own.
      const moved = new Set([...behind.values()].flat());
      const blocks = new Map<string, Block>();
      const put = (stack: string[]): void => {
        for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
          const block = all.get(id);
          if (block) blocks.set(id, block);
          stack.push(...(behind.get(id) ?? []));
        }
      };
      put([...(behind.get(null) ?? [])]);
      for (const id of all.keys()) if (!moved.has(id)) put([id]);
      this.blocks = blocks;
    }
    if (order) {
      const places = new Map(order.map((id, index) => [id, index]));
      this.blocks = new Map([...this.blocks].sort(([a], [b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0)));
    }
    if (decisions) this.decisions = decisions;
  }

  private ask(question: Question, about?: unknown): Promise<never> {
    if (this.disposed) return Promise.reject(new GarimError("disposed", "the session has been disposed of"));
    return this.client.ask(() => ({ type: "ask", session: this.number, question, about })) as Promise<never>;
  }

  spans(): Promise<Uint32Array> {
    return this.ask("spans");
  }

  findings(block: string): Promise<BlockFinding[] | undefined> {
    return this.ask("findings", block);
  }

  finding(id: number): Promise<(BlockFinding & { block: string }) | undefined> {
    return this.ask("finding", id);
  }

  disclosure(): Promise<BlockDisclosure> {
    return this.ask("disclosure");
  }

  block(number: number): Promise<string | undefined> {
    return this.ask("block", number);
  }

  text(): Promise<string> {
    return this.ask("text");
  }

  seal(options?: SessionOptions): Promise<Sealed> {
    return this.ask("seal", options);
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    this.client.forget(this);
    this.blocks = new Map();
    this.decisions = undefined;
    await this.client.ask(() => ({ type: "close", session: this.number })).catch((error: GarimError) => {
      if (error.code !== "disposed" && error.code !== "engine_crashed") throw error;
    });
  }
}
