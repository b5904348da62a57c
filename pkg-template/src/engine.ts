// garim/engine: engines whose WebAssembly lies in a file of its own.
export { version } from "./build.js";
export { GarimError } from "./error.js";
export { ACTIONS, KINDS } from "./kinds.js";
export { readSpans } from "./spans.js";
export type * from "./index.js";
export { createEngine, createEngineSync, prepare } from "./create.js";
export type {
  Engine, EngineOptions, EngineSource, EngineSync, EngineSyncOptions, PlaceName, Session, SessionSync, StreamOptions, WasmSource, WorkerSource,
} from "./api.js";
