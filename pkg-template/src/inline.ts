// garim/inline: the same engines with the WebAssembly in the script, for pages without a server (file://) and for hosts that cannot wait.
import type { Engine, EngineOptions, EngineSource, EngineSync, EngineSyncOptions } from "./api.js";
import { Client } from "./client.js";
import { compileSync } from "./door.js";
import { engineText } from "./engine-text.js";
import { engineFrom, prepareFrom } from "./page.js";

export { version } from "./build.js";
export { GarimError } from "./error.js";
export { ACTIONS, KINDS } from "./kinds.js";
export { readSpans } from "./spans.js";
export type * from "./index.js";
export type {
  Engine, EngineOptions, EngineSource, EngineSync, EngineSyncOptions, PlaceName, Session, SessionSync, StreamOptions, WasmSource, WorkerSource,
} from "./api.js";

let bytes: Uint8Array<ArrayBuffer> | undefined;

/** The engine that this script holds; decoded when it is first needed. */
export function engineBytes(): Uint8Array<ArrayBuffer> {
  if (!bytes) {
    const text = atob(engineText);
    bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  }
  return bytes;
}

/** As in `garim/engine`; the engine is this script's own. */
export const createEngine = (options: EngineOptions = {}): Promise<Engine> => Client.create({ wasm: engineBytes(), ...options });

/** Compiles the engine ahead, for browsers that do not compile it at once on the page. */
export const prepare = (): Promise<void> => prepareFrom(engineBytes());

let module: WebAssembly.Module | undefined;

/** As in `garim/engine`; needs no bytes. It is compiled once, however many engines are made. */
export const createEngineSync = (source?: EngineSource, options?: EngineSyncOptions): EngineSync => engineFrom(source, () => (module ??= compileSync(engineBytes())), options);
