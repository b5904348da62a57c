// A document that is open: the engine keeps it block by block, and each change is answered by looking at what changed.
import type { SessionSync } from "./api.js";
import type { Applied, Block, BlockDisclosure, BlockFinding, Change, Sealed, SessionOptions } from "./blocks.js";
import type { Core } from "./core.js";
import { doorOptions, type DoorSession, type Running } from "./door.js";
import { GarimError } from "./error.js";

const parse = <T>(json: string | undefined): T | undefined => (json === undefined ? undefined : (JSON.parse(json) as T));

/** Options of a session as the door takes them. */
const sessionOptions = (options?: SessionOptions): ReturnType<typeof doorOptions> => doorOptions(options, true);

/** A session of a core. */
export class OpenSession implements SessionSync {
  private readonly running: Running;
  private session: DoorSession | undefined;

  constructor(
    private readonly core: Core,
    blocks: readonly Block[],
    options?: SessionOptions,
  ) {
    const given = sessionOptions(options);
    this.running = core.instance();
    this.session = core.call(({ door }) => door.Session.open(blocks, given));
    core.opened();
  }

  private call<T>(work: (session: DoorSession) => T): T {
    const session = this.session;
    if (!session) throw new GarimError("disposed", "the session has been disposed of");
    if (!this.core.runs(this.running)) throw new GarimError("engine_crashed", "the engine that held this session has ended");
    return this.core.call(() => work(session));
  }

  get rev(): number {
    return this.call((session) => session.rev);
  }

  apply(change: Change): Applied {
    return this.call((session) => JSON.parse(session.applyJson({ ...change, rev: change.rev ?? session.rev + 1 })) as Applied);
  }

  applySpans(change: Change): Uint32Array {
    return this.call((session) => session.apply({ ...change, rev: change.rev ?? session.rev + 1 }));
  }

  spans(): Uint32Array {
    return this.call((session) => session.spans());
  }

  findings(block: string): BlockFinding[] | undefined {
    return this.call((session) => parse<BlockFinding[]>(session.findings(block)));
  }

  finding(id: number): (BlockFinding & { block: string }) | undefined {
    return this.call((session) => parse<BlockFinding & { block: string }>(session.finding(id)));
  }

  disclosure(): BlockDisclosure {
    return this.call((session) => JSON.parse(session.disclosure()) as BlockDisclosure);
  }

  block(number: number): string | undefined {
    return this.call((session) => session.block(number));
  }

  text(): string {
    return this.call((session) => session.text());
  }

  seal(options?: SessionOptions): Sealed {
    const given = sessionOptions(options);
    return this.call((session) => JSON.parse(session.seal(given)) as Sealed);
  }

  dispose(): void {
    const session = this.session;
    this.session = undefined;
    if (!session || !this.core.runs(this.running)) return;
    try {
      this.core.call(() => session.dispose());
    } finally {
      this.core.closed(this.running);
    }
  }
}
