// What the page and the worker say to each other. Every message bears the build: a worker of another build is refused, not trusted.
import type { Block, Change, SessionOptions } from "./blocks.js";
import type { CheckOptions } from "./contract.js";
import type { EngineSource } from "./api.js";
import type { GarimErrorCode } from "./error.js";
import type { PackedRules } from "./packed.js";

/** What a session may be asked besides changes. */
export type Question = "spans" | "findings" | "finding" | "disclosure" | "block" | "text" | "seal";

/** What the page wants. */
export type Request =
  | { type: "start"; engine: EngineSource; rules?: PackedRules }
  | { type: "check"; text: string; options: CheckOptions | undefined }
  | { type: "blocks"; blocks: readonly Block[]; options: SessionOptions | undefined }
  | { type: "open"; session: number; blocks: readonly Block[]; options: SessionOptions | undefined; decisions?: Change["decisions"] }
  | { type: "apply"; session: number; changes: readonly Change[]; spans: boolean }
  | { type: "ask"; session: number; question: Question; about: unknown }
  | { type: "close"; session: number }
  | { type: "wipe" };

/** A request on its way. `rev` is the newest revision that it speaks of. */
export type Letter = Request & { build: string; id: number; rev?: number };

/** What an error is sent as. */
export interface Refusal {
  code: GarimErrorCode;
  message: string;
}

/** The answer to an `apply`: the answer to all changes that could be applied, and for each that could not, why. */
export interface Batch {
  answer: unknown;
  rev: number;
  refused: (Refusal | undefined)[];
}

/** An answer on its way. The first of a worker has the id 0 and says only which build it is. */
export interface Reply {
  build: string;
  id: number;
  rev?: number;
  ok?: unknown;
  error?: Refusal;
}
