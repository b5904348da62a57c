// The engine in a worker, as the page sees it: one letter at a time, the newest first, and a new worker where one was lost.
import type { Applied, Block, SessionOptions } from "./blocks.js";
import { build } from "./build.js";
import type { Engine, EngineOptions, EngineSource, PlaceName, Session, StreamOptions } from "./api.js";
import type { Checked } from "./contract.js";
import { GarimError, asGarimError } from "./error.js";
import { open, type Place } from "./places.js";
import type { Request, Reply } from "./protocol.js";
import type { Profile } from "./profile.js";
import { RemoteSession } from "./remote.js";
import { packedOf } from "./rules.js";
import { load } from "./source.js";

/** Something to be asked, waiting or on its way. */
export interface Job {
  /** What to send; asked when it is the job's turn, so that it may hold what came in while it waited. */
  letter(): Request & { rev?: number };
  resolve(answer: unknown): void;
  reject(error: GarimError): void;
  tries: number;
}

/** Options with the profile at hand. */
type Settled = Omit<EngineOptions, "profile"> & { profile: Profile | undefined };

const breakdowns = ["engine_crashed", "timeout"];

/** The page's side. */
export class Client implements Engine {
  private readonly queue: Job[] = [];
  private readonly streams = new Map<string, { revision: number; cancel: () => void }>();
  private readonly sessions = new Set<RemoteSession>();
  private at: Place;
  private busy = false;
  private disposed: GarimError | undefined;
  private numbers = 0;

  private constructor(
    private readonly engine: EngineSource,
    private readonly options: Settled,
    place: Place,
  ) {
    this.at = place;
  }

  static async create(options: EngineOptions): Promise<Client> {
    const [engine, profile] = await Promise.all([load(options.wasm), options.profile]);
    const settled = { ...options, profile };
    return new Client(engine, settled, await Client.settle(engine, settled));
  }

  /** The first place in which the engine starts. */
  private static async settle(engine: EngineSource, options: Settled): Promise<Place> {
    const rules = packedOf(options.profile);
    let why = new GarimError("no_place", "no place is allowed");
    for (const name of options.places ?? (["worker", "blob", "page"] as const)) {
      try {
        const place = await open(name, options.worker, options.startTimeout ?? 10_000);
        try {
          await exchange(place, { type: "start", engine, ...(rules ? { rules } : {}) }, options.startTimeout ?? 10_000, 1);
          return place;
        } catch (thrown) {
          place.close();
          throw thrown;
        }
      } catch (thrown) {
        // Where the page may not do it either, what the page says tells most.
        why = asGarimError(thrown, "no_place");
      }
    }
    throw why;
  }

  get place(): PlaceName {
    return this.at.name;
  }

  async check(text: string, options?: StreamOptions): Promise<Checked> {
    return JSON.parse(await this.checkJson(text, options)) as Checked;
  }

  checkJson(text: string, options?: StreamOptions): Promise<string> {
    const { stream, ...rest } = options ?? {};
    return new Promise<string>((resolve, reject) => {
      const job: Job = {
        letter: () => ({ type: "check", text, options: options && rest, ...(stream === undefined ? {} : { rev: revision }) }),
        resolve: (answer) => {
          if (stream !== undefined && this.streams.get(stream)?.revision === revision) this.streams.delete(stream);
          resolve(answer as string);
        },
        reject,
        tries: 0,
      };
      let revision = 0;
      if (stream !== undefined) {
        const before = this.streams.get(stream);
        before?.cancel();
        revision = (before?.revision ?? 0) + 1;
        const cancel = (): void => {
          const waiting = this.queue.indexOf(job);
          if (waiting >= 0) this.queue.splice(waiting, 1);
          reject(new GarimError("superseded", "a newer text of the same stream is being checked"));
        };
        this.streams.set(stream, { revision, cancel });
      }
      this.submit(job);
    });
  }

  checkBlocks(blocks: readonly Block[], options?: SessionOptions): Promise<Applied> {
    return this.ask(() => ({ type: "blocks", blocks, options })) as Promise<Applied>;
  }

  async open(blocks: readonly Block[], options?: SessionOptions): Promise<Session> {
    const session = new RemoteSession(this, ++this.numbers, blocks, options);
    await this.ask(() => session.opening());
    this.sessions.add(session);
    return session;
  }

  /** Sends one letter in its turn. */
  ask(letter: Job["letter"]): Promise<unknown> {
    return new Promise((resolve, reject) => this.submit({ letter, resolve, reject, tries: 0 }));
  }

  /** Takes a session out of those that a new worker is told of. */
  forget(session: RemoteSession): void {
    this.sessions.delete(session);
  }

  submit(job: Job): void {
    if (this.disposed) return job.reject(this.disposed);
    this.queue.push(job);
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let job = this.queue.shift(); job; job = this.queue.shift()) await this.one(job);
    this.busy = false;
  }

  /** One job: asked, and asked once more of a new worker where the first was lost over it. */
  private async one(job: Job): Promise<void> {
    for (;;) {
      try {
        const letter = job.letter();
        return job.resolve(await exchange(this.at, letter, this.options.answerTimeout ?? 60_000, letter.rev));
      } catch (thrown) {
        const error = this.disposed ?? asGarimError(thrown, "engine_crashed");
        if (this.disposed || !breakdowns.includes(error.code)) return job.reject(error);
        job.tries += 1;
        try {
          await this.restart();
        } catch (again) {
          const end = asGarimError(again, "engine_crashed");
          this.give(end);
          return job.reject(end);
        }
        if (job.tries > 1) return job.reject(error);
      }
    }
  }

  /** A new worker, told of all that is open. */
  private async restart(): Promise<void> {
    this.at.close();
    this.at = await Client.settle(this.engine, this.options);
    for (const session of this.sessions) await exchange(this.at, session.opening(), this.options.answerTimeout ?? 60_000);
    this.options.onRestart?.();
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    const idle = !this.busy;
    this.give(new GarimError("disposed", "the engine has been disposed of"));
    // What is on its way is given up now: the letter that wipes would take its reply, and it would wait until its time was out.
    this.at.onloss();
    // A worker that is in the middle of an answer is ended with all its memory; an idle one, and the page, overwrite theirs.
    if (idle || this.at.name === "page") await exchange(this.at, { type: "wipe" }, 1000).catch(() => {});
    this.at.onloss();
    this.at.close();
  }

  /** Answers nothing more. */
  private give(up: GarimError): void {
    this.disposed = up;
    this.sessions.clear();
    this.streams.clear();
    for (const job of this.queue.splice(0)) job.reject(up);
  }
}

let letters = 0;

/** Sends a letter and waits for its reply; a lost place and a late answer are errors. */
function exchange(place: Place, request: Request, timeout: number, rev?: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const id = ++letters;
    const timer = setTimeout(() => reject(new GarimError("timeout", "the engine gave no answer in time")), timeout);
    place.onloss = () => {
      clearTimeout(timer);
      reject(new GarimError("engine_crashed", "the worker was lost"));
    };
    place.onreply = (reply: Reply) => {
      // An answer to what was given up before is not this one's.
      if (reply.id !== id) return;
      clearTimeout(timer);
      if (reply.build !== build) reject(new GarimError("engine_mismatch", "the worker is of another version of garim"));
      else if (reply.error) reject(new GarimError(reply.error.code, reply.error.message));
      else resolve(reply.ok);
    };
    try {
      place.send({ ...request, build, id, ...(rev === undefined ? {} : { rev }) });
    } catch (thrown) {
      clearTimeout(timer);
      reject(asGarimError(thrown, "bad_option"));
    }
  });
}
