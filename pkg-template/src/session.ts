// A document that is open: the engine keeps it block by block, and each change is answered by looking at what changed.
import type { SessionSync } from "./api.js";
import type { Applied, Block, BlockDisclosure, BlockFinding, Change, Sealed, SessionOptions } from "./blocks.js";
import type { Core, Held } from "./core.js";
import { doorOptions, letGo, type DoorSession } from "./door.js";
import { GarimError } from "./error.js";
import { blocksOf, changeOf } from "./given.js";

const parse = <T>(json: string | undefined): T | undefined => (json === undefined ? undefined : (JSON.parse(json) as T));

/** A session of a core. */
export class OpenSession implements SessionSync, Held {
  private session: DoorSession | undefined;
  private over: GarimError | undefined;

  constructor(
    private readonly core: Core,
    blocks: readonly Block[],
    options?: SessionOptions,
  ) {
    const [given, how] = [blocksOf(blocks), doorOptions(options, true)];
    this.session = core.call(({ door }) => door.Session.open(given, how));
    core.opened(this);
  }

  private call<T>(work: (session: DoorSession) => T): T {
    const session = this.session;
    if (!session) throw this.over ?? new GarimError("disposed", "the session has been disposed of");
    return this.core.call(() => work(session));
  }

  /** The instance that holds this session ends. */
  end(why: GarimError): void {
    if (this.session) letGo(this.session);
    this.session = undefined;
    this.over = why;
  }

  get rev(): number {
    return this.call((session) => session.rev);
  }

  apply(change: Change): Applied {
    return this.call((session) => JSON.parse(session.applyJson(changeOf(change, session.rev))) as Applied);
  }

  applySpans(change: Change): Uint32Array {
    return this.call((session) => session.apply(changeOf(change, session.rev)));
  }

  spans(): Uint32Array {
    return this.call((session) => session.spans());
  }

  findings(block: string): BlockFinding[] | undefined {
    return this.call((session) => parse<BlockFinding[]>(session.findings(String(block))));
  }

  finding(id: number): (BlockFinding & { block: string }) | undefined {
    return this.call((session) => parse<BlockFinding & { block: string }>(session.finding(Number(id))));
  }

  disclosure(): BlockDisclosure {
    return this.call((session) => JSON.parse(session.disclosure()) as BlockDisclosure);
  }

  block(number: number): string | undefined {
    return this.call((session) => session.block(Number(number)));
  }

  text(): string {
    return this.call((session) => session.text());
  }

  seal(options?: SessionOptions): Sealed {
    const how = doorOptions(options, true);
    return this.call((session) => JSON.parse(session.seal(how)) as Sealed);
  }

  dispose(): void {
    const session = this.session;
    if (!session) return;
    this.session = undefined;
    try {
      this.core.call(() => {
        session.dispose();
        session.free();
      });
    } finally {
      this.core.closed(this);
    }
  }
}
