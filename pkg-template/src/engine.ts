// garim/engine: engines whose WebAssembly lies in a file of its own.
export * from "./index.js";
export { createEngine, createEngineSync, prepare } from "./create.js";
export type {
  Engine, EngineOptions, EngineSource, EngineSync, EngineSyncOptions, PlaceName, Session, SessionSync, StreamOptions, WasmSource, WorkerSource,
} from "./api.js";
