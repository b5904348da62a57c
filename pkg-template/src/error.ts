// The one error of this package: a real Error with a stable code. Its message names a field or a cause, never a part of a draft.

/** What went wrong, as a name that stays the same from version to version. */
export type GarimErrorCode =
  /** WebAssembly is switched off or unknown in this browser. */
  | "no_webassembly"
  /** The server has no file at the engine's address. */
  | "engine_not_found"
  /** The engine's address could not be reached, as with `fetch` from `file://`. */
  | "engine_unreachable"
  /** What stands at the engine's address is not this version's engine: an error page, or an old file from a cache. */
  | "engine_mismatch"
  /** The browser is too old for the engine. */
  | "engine_unsupported"
  /** The content security policy forbids WebAssembly: `script-src` lacks `'wasm-unsafe-eval'`. */
  | "engine_blocked"
  /** `createEngineSync()` has nothing to begin with: give it bytes, await `prepare()`, or import `garim/inline`. */
  | "not_prepared"
  /** No worker answered and the page may not be used either. */
  | "no_place"
  /** The engine broke down over this text, twice. */
  | "engine_crashed"
  /** No answer within `answerTimeout`, twice. */
  | "timeout"
  /** A newer text of the same stream, or a newer change of the same session, has taken this one's place. */
  | "superseded"
  /** The engine or the session has been disposed of. */
  | "disposed"
  /** An option is not understood. */
  | "bad_option"
  /** A change's revision is not above the session's. */
  | "stale_revision"
  /** A change names a block that the session does not have. */
  | "unknown_block"
  /** Two blocks have the same id. */
  | "duplicate_block"
  /** A change or a block is not understood. */
  | "bad_change"
  /** The masked copy would not hold what it promises, and is not given. */
  | "seal_refused"
  /** An editor of the document is gone and was not attached again. */
  | "editor_lost"
  /** Content that is wanted at once holds what the drafter must decide first: await `pass()`, then ask again. */
  | "gate_needed"
  /** Nothing leaves this way: a secret marking, no engine, or something would survive in the copy. */
  | "export_refused"
  /** The drafter went back to the text. */
  | "declined"
  /** A profile holds what is not understood; `faults` says where and what is allowed. */
  | "profile_wrong"
  /** A profile is not the agency's: its hash is not the pin, or it is not signed by the key. */
  | "profile_unknown"
  /** A profile is older than the one in use. */
  | "profile_older";

/** Something wrong in a profile. */
export interface ProfileFault {
  /** Which file: its place among the layers. */
  layer: number;
  /** The line; 1 is the first. */
  line: number;
  /** What, and what is allowed there, in Korean and in English. No value of a list stands in it. */
  ko: string;
  en: string;
}

/** Every error that this package throws or rejects with. */
export class GarimError extends Error {
  /** The stable name of what went wrong. */
  readonly code: GarimErrorCode;

  /** Of `profile_wrong`: everything that is wrong. */
  declare readonly faults?: readonly ProfileFault[];

  constructor(code: GarimErrorCode, message: string, faults?: readonly ProfileFault[]) {
    super(message);
    this.name = "GarimError";
    this.code = code;
    if (faults) this.faults = faults;
  }
}

/** Any thrown thing as a GarimError; `otherwise` is the code of one that brings none. */
export function asGarimError(thrown: unknown, otherwise: GarimErrorCode): GarimError {
  if (thrown instanceof GarimError) return thrown;
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  return new GarimError(typeof code === "string" ? (code as GarimErrorCode) : otherwise, String(message ?? thrown));
}
