// Where the engine comes from: bytes or a module that the caller has, an address, or the files beside this script.
import type { EngineSource, WasmSource } from "./api.js";
import { recognise, bytesOf, isModule, demandWebAssembly } from "./door.js";
import { GarimError } from "./error.js";
import { beside } from "./beside.js";

/** The smallest module with a vector in it: valid where the browser has them. */
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

/** Whether this browser has 128-bit vectors. */
export const hasVectors = (): boolean => WebAssembly.validate(vectors);

const isAddress = (source: unknown): source is string | URL => typeof source === "string" || source instanceof URL;

/** The engine's bytes or module. */
export async function load(source?: WasmSource): Promise<EngineSource> {
  demandWebAssembly();
  if (source === undefined) {
    const own = readBeside();
    if (own) return own;
    source = beside();
  }
  if (isAddress(source)) return fetchEngine(source);
  if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer || isModule(source as EngineSource)) return source as EngineSource;
  const { plain, simd } = source as { plain?: unknown; simd?: unknown };
  const chosen = simd !== undefined && hasVectors() ? simd : plain;
  if (!isAddress(chosen)) throw new GarimError("bad_option", "wasm: neither bytes, nor a module, nor an address");
  return fetchEngine(chosen);
}

async function fetchEngine(address: string | URL): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(address, { credentials: "same-origin" });
  } catch {
    throw new GarimError("engine_unreachable", "the engine's address could not be reached; from file:// use garim/inline");
  }
  if (!answer.ok) throw new GarimError("engine_not_found", `the server answered ${answer.status} for the engine's address`);
  return recognise(bytesOf(await answer.arrayBuffer()));
}

/** In Node: the bytes of the engine that lies beside this script. Elsewhere nothing. */
export function readBeside(): Uint8Array | undefined {
  const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
  const files = node?.getBuiltinModule?.("node:fs") as { readFileSync(path: URL): Uint8Array } | undefined;
  if (!files) return undefined;
  const { plain, simd } = beside();
  const own = new URL(hasVectors() ? simd : plain);
  return own.protocol === "file:" ? files.readFileSync(own) : undefined;
}
