// The engine's door, one instance of it: what wasm-bindgen makes of the Rust source, bound to a module, with errors that have codes.
import type { EngineSource } from "./api.js";
import type { SessionOptions } from "./blocks.js";
import { bind, type Door } from "./glue.js";
import type { CheckOptions } from "./contract.js";
import { GarimError, asGarimError } from "./error.js";
import { isEngine, magic } from "./build.js";

/** Refuses what is not this version's engine, before the browser is asked to compile it. */
export function recognise(bytes: Uint8Array): Uint8Array {
  if (!magic.every((byte, at) => bytes[at] === byte)) throw new GarimError("engine_mismatch", "the engine's file is no WebAssembly module");
  if (!isEngine(bytes.length)) throw new GarimError("engine_mismatch", "the engine's file is of another version of garim");
  return bytes;
}

/** The bytes of any buffer, without copying them. */
export const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  (ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)) as Uint8Array<ArrayBuffer>;

/** Whether this is a compiled module, of whichever window it comes from. */
export const isModule = (source: EngineSource): source is WebAssembly.Module =>
  Object.prototype.toString.call(source) === "[object WebAssembly.Module]";

/** Why a module could not be compiled: forbidden, or not understood. */
export function refusal(bytes: BufferSource, thrown: unknown): GarimError {
  const why = thrown instanceof Error ? thrown.message : "";
  // What says that a browser only refuses large modules on the page, where a worker or `prepare()` may compile them.
  if (thrown instanceof RangeError || /disallowed on the main thread/i.test(why)) {
    return new GarimError("not_prepared", "this browser does not compile the engine at once on the page: await prepare() first");
  }
  return WebAssembly.validate(bytes as BufferSource)
    ? new GarimError("engine_blocked", "the content security policy does not allow WebAssembly: script-src needs 'wasm-unsafe-eval'")
    : new GarimError("engine_unsupported", "this browser is too old for the engine");
}

/** Throws where there is no WebAssembly at all. */
export function demandWebAssembly(): void {
  if (typeof WebAssembly === "undefined") throw new GarimError("no_webassembly", "this browser has WebAssembly switched off");
}

/** A compiled module, at once. */
export function compileSync(source: EngineSource): WebAssembly.Module {
  demandWebAssembly();
  if (isModule(source)) return source;
  const bytes = recognise(bytesOf(source)) as Uint8Array<ArrayBuffer>;
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw refusal(bytes, error);
  }
}

/** A compiled module, in time. */
export async function compile(source: EngineSource): Promise<WebAssembly.Module> {
  demandWebAssembly();
  if (isModule(source)) return source;
  const bytes = recognise(bytesOf(source)) as Uint8Array<ArrayBuffer>;
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw refusal(bytes, error);
  }
}

/** One running instance. */
export interface Running {
  door: Door;
  memory: WebAssembly.Memory;
}

const otherVersion = (): GarimError => new GarimError("engine_mismatch", "the engine's file is of another version of garim");

/** An instance with its JavaScript; one that lacks what this door calls is of another version. */
function finish(door: Door, instance: WebAssembly.Instance, module: WebAssembly.Module): Running {
  if (!(instance.exports.memory instanceof WebAssembly.Memory) || !instance.exports.checkJson) throw otherVersion();
  return { door, memory: door.finish(instance, module).memory };
}

/** An instance, at once: allowed in workers, in Node, and on the page in browsers of our days. */
export function startSync(module: WebAssembly.Module): Running {
  const door = bind();
  let instance: WebAssembly.Instance;
  try {
    instance = new WebAssembly.Instance(module, door.imports());
  } catch (error) {
    throw error instanceof WebAssembly.LinkError
      ? otherVersion()
      : new GarimError("not_prepared", "this browser does not start the engine at once on the page: await prepare() first");
  }
  return finish(door, instance, module);
}

/** An instance, in time. */
export async function start(module: WebAssembly.Module): Promise<Running> {
  const door = bind();
  let instance: WebAssembly.Instance;
  try {
    instance = await WebAssembly.instantiate(module, door.imports());
  } catch (error) {
    throw error instanceof WebAssembly.LinkError ? otherVersion() : new GarimError("engine_crashed", "the engine did not start");
  }
  return finish(door, instance, module);
}

/** Overwrites all memory of an instance that is not used any more. */
export function wipe({ memory }: Running): void {
  new Uint8Array(memory.buffer).fill(0);
}

const fields = ["kinds", "minConfidence", "strict", "style", "purpose", "decisions"];

/** Options as the door takes them; what is not understood is an error, so that a slip of the pen is seen. A session has no `id`. */
export function doorOptions(options: CheckOptions | SessionOptions | undefined, session = false): DoorOptions | undefined {
  if (options === undefined || options === null) return undefined;
  const bad = (what: string) => new GarimError("bad_option", what);
  if (typeof options !== "object") throw bad("options: not an object");
  for (const field of Object.keys(options)) {
    if (!fields.includes(field) && (session || field !== "id") || session && field === "decisions") throw bad(`options: no such field: ${field}`);
  }
  const { id, kinds, minConfidence, strict, style, purpose, decisions } = options as CheckOptions;
  const out: DoorOptions = session ? {} : { id };
  if (kinds !== undefined) {
    if (!Array.isArray(kinds) || !kinds.every((kind) => typeof kind === "string")) throw bad("kinds: not a list of names");
    out.kinds = [...(kinds as readonly string[])];
  }
  if (minConfidence !== undefined) {
    if (!(minConfidence >= 0 && minConfidence <= 1)) throw bad("minConfidence: not from 0 to 1");
    out.minConfidence = Math.round(minConfidence * 100);
  }
  if (strict !== undefined) {
    if (typeof strict !== "boolean") throw bad("strict: not true or false");
    out.strict = strict;
  }
  if (style !== undefined) {
    if (typeof style !== "string") throw bad("style: not a name");
    out.style = style;
  }
  if (purpose !== undefined) {
    if (typeof purpose !== "string") throw bad("purpose: not a name");
    out.purpose = purpose;
  }
  if (decisions !== undefined) {
    const whole = (each: unknown): boolean => ["kind", "value", "action"].every((field) => typeof (each as Record<string, unknown> | null)?.[field] === "string");
    if (!Array.isArray(decisions) || !decisions.every(whole)) throw bad("decisions: not understood");
    out.decisions = decisions.map(({ kind, value, action }) => ({ kind, value, action }));
  }
  return out;
}

/** Options on their way through the door. */
export type DoorOptions = NonNullable<Parameters<Door["checkJson"]>[1]>;

/** A session as the door gives it. */
export type DoorSession = Door["Session"]["prototype"];

/** Whether an instance that threw this cannot be used any more: it trapped, or ran out of stack in the middle of its work. */
const isBroken = (thrown: unknown): boolean => thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;

/** The error that a call of the door gives outside. */
export function doorError(thrown: unknown): GarimError {
  return isBroken(thrown) ? new GarimError("engine_crashed", "the engine broke down") : asGarimError(thrown, "bad_option");
}

/** Forgets a session of an instance that has ended, so that nobody frees it there later. */
export const letGo = (session: DoorSession): unknown => (session as unknown as { __destroy_into_raw(): unknown }).__destroy_into_raw();
