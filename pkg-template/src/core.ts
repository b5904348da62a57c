// One engine in one place (a page, a worker, Node): its instance, started when it is first needed and ended with the last session.
import type { Checked, CheckOptions } from "./contract.js";
import { doorError, doorOptions, startSync, wipe, type Running } from "./door.js";
import { GarimError } from "./error.js";

/** The instance of a module. */
export class Core {
  private running: Running | undefined;
  private sessions = 0;
  private disposed = false;

  /** `spare` gives an instance that was started ahead, where there is one. */
  constructor(
    private readonly module: WebAssembly.Module,
    private readonly spare?: () => Running | undefined,
  ) {}

  /** The running instance. */
  instance(): Running {
    if (this.disposed) throw new GarimError("disposed", "the engine has been disposed of");
    return (this.running ??= this.spare?.() ?? startSync(this.module));
  }

  /** Calls the instance; one that breaks down is wiped and forgotten. */
  call<T>(work: (running: Running) => T): T {
    const running = this.instance();
    try {
      return work(running);
    } catch (thrown) {
      const error = doorError(thrown);
      if (error.code === "engine_crashed") this.end();
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

  /** Whether this instance is the one that runs; a session of another is lost. */
  runs(instance: Running): boolean {
    return this.running === instance;
  }

  /** Counts a session in. */
  opened(): void {
    this.sessions += 1;
  }

  /** Counts a session of the running instance out; the instance ends with the last one. */
  closed(instance: Running): void {
    if (!this.runs(instance)) return;
    this.sessions -= 1;
    if (this.sessions === 0) this.end();
  }

  /** Overwrites all that is held. The engine answers nothing more. */
  dispose(): void {
    this.end();
    this.disposed = true;
  }

  private end(): void {
    if (this.running) wipe(this.running);
    this.running = undefined;
    this.sessions = 0;
  }
}
