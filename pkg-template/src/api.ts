// What the two kinds of engine promise. Types only.
import type { Applied, Block, BlockDisclosure, BlockFinding, Change, Sealed, SessionOptions } from "./blocks.js";
import type { Checked, CheckOptions } from "./contract.js";
import type { Profile } from "./profile.js";

/** An engine's bytes or compiled module. */
export type EngineSource = BufferSource | WebAssembly.Module;

/** Bytes, a compiled module, or an address of the engine; or the addresses of both engines, of which the better one is taken. */
export type WasmSource = EngineSource | string | URL | { plain: string | URL; simd?: string | URL };

/** The kind of place. */
export type PlaceName = "worker" | "blob" | "page";

/** What a worker is made of, where the caller knows better than this package: an address, or a function that makes one. */
export type WorkerSource = string | URL | (() => Worker);

/** How an engine on the page is made. */
export interface EngineSyncOptions {
  /** An organisation's profile, as `readProfile()` of `garim/profile` gives it: it holds for all that this engine checks. */
  profile?: Profile | undefined;
}

/** How an engine is made. */
export interface EngineOptions {
  /** An organisation's profile, as `readProfile()` of `garim/profile` gives it: it holds for all that this engine checks. */
  profile?: Profile | Promise<Profile> | undefined;
  /** Where the engine's file is, or its bytes; by default beside this script. */
  wasm?: WasmSource;
  /** The worker's script, or a function that makes a worker of it; by default beside this script. */
  worker?: WorkerSource;
  /** Where the engine may run, best first; by default `["worker", "blob", "page"]`. */
  places?: readonly PlaceName[];
  /** Milliseconds that a worker may take to come up; 10,000 by default. */
  startTimeout?: number;
  /** Milliseconds that an answer may take before the worker is given up; 60,000 by default. */
  answerTimeout?: number;
  /** Told when a worker was lost and another has taken over; numbers of blocks and findings in spans begin anew. */
  onRestart?: () => void;
}

/** How one text is checked by an engine in a worker. */
export interface StreamOptions extends CheckOptions {
  /** Names a text that changes: a newer check of the same stream takes the place of one that is not answered yet, which rejects with `superseded`. */
  stream?: string;
}

/** An engine that answers in time. */
export interface Engine {
  /** Where it runs now. */
  readonly place: PlaceName;
  /** Checks one document. */
  check(text: string, options?: StreamOptions): Promise<Checked>;
  /** The same as the exact JSON text that `garim check --jsonl` prints. */
  checkJson(text: string, options?: StreamOptions): Promise<string>;
  /** Checks blocks afresh: what a session on them would answer. */
  checkBlocks(blocks: readonly Block[], options?: SessionOptions): Promise<Applied>;
  /** Opens a document. */
  open(blocks: readonly Block[], options?: SessionOptions): Promise<Session>;
  /** Overwrites all that the engine holds and ends its worker. What waits rejects with `disposed`. */
  dispose(): Promise<void>;
}

/** An engine that answers at once, on the thread that asks. */
export interface EngineSync {
  /** Checks one document. */
  check(text: string, options?: CheckOptions): Checked;
  /** The same as the exact JSON text that `garim check --jsonl` prints. */
  checkJson(text: string, options?: CheckOptions): string;
  /** Checks blocks afresh: what a session on them would answer. */
  checkBlocks(blocks: readonly Block[], options?: SessionOptions): Applied;
  /** Opens a document. */
  open(blocks: readonly Block[], options?: SessionOptions): SessionSync;
  /** Overwrites all that the engine holds, open documents too. It answers nothing more. */
  dispose(): void;
}

/** A session of an engine that answers in time. */
export interface Session {
  /** The newest revision that the engine has answered. */
  readonly rev: number;
  /**
   * Applies a change and gives the findings of the blocks that changed. Changes that wait for their turn go together: the newest is answered for all,
   * the others reject with `superseded` though they count.
   */
  apply(change: Change): Promise<Applied>;
  /** The same as numbers, for the hot path: `readSpans` reads them. */
  applySpans(change: Change): Promise<Uint32Array>;
  /** All blocks in the layout of `applySpans`. */
  spans(): Promise<Uint32Array>;
  /** The findings of one block. */
  findings(block: string): Promise<BlockFinding[] | undefined>;
  /** The finding with a number out of the spans. */
  finding(id: number): Promise<(BlockFinding & { block: string }) | undefined>;
  /** The suggestion for the form. */
  disclosure(): Promise<BlockDisclosure>;
  /** The id of the block that has this number in the spans. */
  block(number: number): Promise<string | undefined>;
  /** The text that is checked: the blocks joined. */
  text(): Promise<string>;
  /** A full check from scratch, and the masked copy. Rejects with `seal_refused` rather than give what does not hold. */
  seal(options?: SessionOptions): Promise<Sealed>;
  /** Overwrites and forgets all that the session holds. The engine's instance ends with its last session. */
  dispose(): Promise<void>;
}

/** A session on this thread. */
export interface SessionSync {
  /** The newest revision. */
  readonly rev: number;
  /** Applies a change and gives the findings of the blocks that changed. */
  apply(change: Change): Applied;
  /** The same as numbers, for the hot path: `readSpans` reads them. */
  applySpans(change: Change): Uint32Array;
  /** All blocks in the layout of `applySpans`. */
  spans(): Uint32Array;
  /** The findings of one block. */
  findings(block: string): BlockFinding[] | undefined;
  /** The finding with a number out of the spans. */
  finding(id: number): (BlockFinding & { block: string }) | undefined;
  /** The suggestion for the form. */
  disclosure(): BlockDisclosure;
  /** The id of the block that has this number in the spans. */
  block(number: number): string | undefined;
  /** The text that is checked: the blocks joined. */
  text(): string;
  /** A full check from scratch, and the masked copy. Throws `seal_refused` rather than give what does not hold. */
  seal(options?: SessionOptions): Sealed;
  /** Overwrites and forgets all that the session holds. The engine's instance ends with its last session. */
  dispose(): void;
}
