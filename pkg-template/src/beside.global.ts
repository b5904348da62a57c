// The addresses of this package's own files for a plain <script>: beside the script that is running when it is loaded.
import { GarimError } from "./error.js";

const script = typeof document === "undefined" ? undefined : (document.currentScript as HTMLScriptElement | null);
const base = script?.src;

function address(file: string): string {
  if (!base) throw new GarimError("engine_unreachable", "the script does not know its own address: name the engine's");
  return new URL(file, base).href;
}

/** Both engines, beside this script. */
export const beside = (): { plain: string; simd: string } => ({ plain: address("engine.wasm"), simd: address("engine.simd.wasm") });

/** The module that reads profiles, and the one that holds their patterns. */
export const readerBeside = (): string => address("reader.wasm");
export const patternsBeside = (): string => address("profile.wasm");

/** The worker's script, beside this script. */
export const workerBeside = (): string => address("worker.js");
