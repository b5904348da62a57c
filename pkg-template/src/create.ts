// How engines are made.
import type { Engine, EngineOptions, EngineSource, EngineSync, EngineSyncOptions, WasmSource } from "./api.js";
import { Client } from "./client.js";
import { engineFrom, prepareFrom } from "./page.js";
import { readBeside } from "./source.js";

/**
 * An engine in a worker: of this package's own file, else of a blob, else on the page. Rejects with a `GarimError` where none of these can be,
 * and never hangs.
 */
export const createEngine = (options: EngineOptions = {}): Promise<Engine> => Client.create(options);

/**
 * An engine on this page or in this process. Without bytes it takes what `prepare()` made; in Node it reads its own file; where there is neither it
 * throws `not_prepared`.
 */
export const createEngineSync = (source?: EngineSource, options?: EngineSyncOptions): EngineSync => engineFrom(source, readBeside, options);

/**
 * Compiles and starts the engine ahead, so that `createEngineSync()` needs no bytes and no browser refuses it. What it makes is kept for the page's
 * whole life; a second call does nothing. Without a source the engine is fetched from beside this script.
 */
export const prepare = (source?: WasmSource): Promise<void> => prepareFrom(source);
