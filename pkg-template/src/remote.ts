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
  private blocks: Block[];
  private decisions: Change["decisions"];
  private waiting: { spans: boolean; changes: Waiting[] } | undefined;
  private disposed = false;

  constructor(
    private readonly client: Client,
    private readonly number: number,
    blocks: readonly Block[],
    private readonly options: SessionOptions | undefined,
  ) {
    this.blocks = [...blocks];
  }

  /** What a worker is told to open this session as it was last acknowledged. */
  opening(): Request {
    const opening = { type: "open", session: this.number, blocks: this.blocks, options: this.options } as const;
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

  /** Does to the copy kept here what the engine did. */
  private acknowledge({ upsert = [], remove = [], order, decisions }: Change): void {
    for (const { after, ...block } of upsert) {
      const at = this.blocks.findIndex(({ id }) => id === block.id);
      if (at >= 0) this.blocks[at] = block;
      else if (after === undefined) this.blocks.push(block);
      else this.blocks.splice(after === null ? 0 : this.blocks.findIndex(({ id }) => id === after) + 1, 0, block);
    }
    if (remove.length) this.blocks = this.blocks.filter(({ id }) => !remove.includes(id));
    if (order) {
      const places = new Map(order.map((id, index) => [id, index]));
      this.blocks.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
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
    this.blocks = [];
    this.decisions = undefined;
    await this.client.ask(() => ({ type: "close", session: this.number })).catch((error: GarimError) => {
      if (error.code !== "disposed" && error.code !== "engine_crashed") throw error;
    });
  }
}
