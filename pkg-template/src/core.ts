// One engine in one place (a page, a worker, Node): its instance, started when it is first needed and ended with the last session.
import type { Applied, Block, SessionOptions } from "./blocks.js";
import type { Checked, CheckOptions } from "./contract.js";
import { doorError, doorOptions, startSync, wipe, type Running } from "./door.js";
import { GarimError } from "./error.js";
import { blocksOf } from "./given.js";
import { lay, type ReadyRules } from "./rules.js";

const disposed = (): GarimError => new GarimError("disposed", "the engine has been disposed of");

/** What lives in the instance and ends with it. */
export interface Held {
  end(why: GarimError): void;
}

/** The instance of a module. */
export class Core {
  private running: Running | undefined;
  private readonly sessions = new Set<Held>();
  private disposed = false;
  private forget: (() => void) | undefined;

  /** `spare` gives an instance that was started ahead, where there is one; `rules` are laid under every instance. */
  constructor(
    private readonly module: WebAssembly.Module,
    private readonly spare?: () => Running | undefined,
    readonly rules?: ReadyRules,
  ) {}

  /** The running instance. */
  instance(): Running {
    if (this.disposed) throw disposed();
    if (this.running) return this.running;
    const running = this.spare?.() ?? startSync(this.module);
    // Without its rules no instance answers.
    if (this.rules) this.forget = lay(running, this.rules);
    return (this.running = running);
  }

  /** Calls the instance; one that breaks down is wiped and forgotten. */
  call<T>(work: (running: Running) => T): T {
    const running = this.instance();
    try {
      return work(running);
    } catch (thrown) {
      const error = doorError(thrown);
      if (error.code === "engine_crashed") this.end(error);
      throw error;
    }
  }

  /** The contract's JSON of one document. */
  checkJson(text: string, options?: CheckOptions): string {
    const given = doorOptions(options);
    if (typeof text !== "string") throw new GarimError("bad_option", "text: not a string");
    return this.call(({ door }) => door.checkJson(text, given));
  }

  /** One document, checked. */
  check(text: string, options?: CheckOptions): Checked {
    return JSON.parse(this.checkJson(text, options)) as Checked;
  }

  /** Blocks, checked afresh. */
  checkBlocks(blocks: readonly Block[], options?: SessionOptions): Applied {
    const [given, how] = [blocksOf(blocks), doorOptions(options, true)];
    return JSON.parse(this.call(({ door }) => door.checkBlocks(given, how))) as Applied;
  }

  /** Counts a session in. */
  opened(session: Held): void {
    this.sessions.add(session);
  }

  /** Counts a session out; the instance ends with the last one. */
  closed(session: Held): void {
    if (this.sessions.delete(session) && this.sessions.size === 0) this.end(disposed());
  }

  /** Overwrites all that is held. The engine answers nothing more. */
  dispose(): void {
    this.end(disposed());
    this.disposed = true;
  }

  private end(why: GarimError): void {
    for (const session of this.sessions) session.end(why);
    this.sessions.clear();
    if (this.running) wipe(this.running);
    this.forget?.();
    this.running = this.forget = undefined;
  }
}
