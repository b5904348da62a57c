// garim/profile: an organisation's profile (기관의 기준), read here and given to engines. `reader.wasm` reads it; `profile.wasm` is fetched only where it has patterns.
import { profileModules, magic } from "./build.js";
import { readerBeside, patternsBeside } from "./beside.js";
import { demandWebAssembly, bytesOf } from "./door.js";
import { GarimError, type ProfileFault } from "./error.js";
import { bind, type ProfileDoor } from "./glue-profile.js";
import type { PackedRules } from "./packed.js";

export { GarimError } from "./error.js";
export type { GarimErrorCode, ProfileFault } from "./error.js";

/** A file: its bytes, or its text. */
export type ProfileFile = string | BufferSource;

/** Where one of this package's modules comes from: its bytes, its address, or a function that gets the bytes when they are wanted. */
export type ModuleSource = BufferSource | string | URL | (() => Promise<BufferSource>);

/** How a profile is read. */
export interface ReadProfileOptions {
  /** The lists that profiles name as `file`, by name. A bundle brings its own. */
  lists?: Readonly<Record<string, ProfileFile>>;
  /** SHA-256 of files that may be used (`sha256:…`): every layer must be one of them. */
  pin?: string | readonly string[];
  /** The agency's public key (PEM or 64 hexadecimal digits): every layer must be signed by it. */
  key?: string;
  /** The signatures (`FILE.sig`), one for each layer; a bundle bears its own. */
  signatures?: readonly (BufferSource | undefined)[];
  /** The profile in use: an older one of the same name is refused with `profile_older`. */
  after?: { readonly name: string; readonly version: string } | undefined;
  /** The module that reads profiles; by default beside this script. */
  reader?: ModuleSource;
  /** The module that holds patterns; by default beside this script. It is asked for only where the profile has some. */
  patterns?: ModuleSource;
}

/** One file of a profile. */
export interface ProfileLayer {
  name: string;
  version: string;
  layer: "organisation" | "department" | "document";
}

/** A profile that was read, for the option `profile` of engines. It may be sent to another window or a worker. */
export interface Profile {
  /** Whose it is: the name of its first layer. */
  readonly name: string;
  /** Its first layer's version; empty where it has none. */
  readonly version: string;
  /** SHA-256 of each file, in order. */
  readonly hashes: readonly string[];
  /** What it was held against. */
  readonly trust: "none" | "pinned" | "signed";
  readonly layers: readonly ProfileLayer[];
  /** What holds, field by field, and whose word it is. */
  readonly stated: readonly { field: string; value: string; by: string }[];
  /** The organisation's own kinds, with what it calls them. */
  readonly own: readonly { id: string; name: string }[];
  /** How many patterns it has. */
  readonly patterns: number;
  /** What engines take. */
  readonly packed: PackedRules;
}

type Answer = { faults: ProfileFault[] } | { needs: "patterns" } | { layers: ProfileLayer[]; stated: Profile["stated"]; own: Profile["own"]; patterns: number };

const bytes = (file: ProfileFile): Uint8Array<ArrayBuffer> => (typeof file === "string" ? new TextEncoder().encode(file) : bytesOf(file));

/** In Node: the bytes of a file of this package. */
function readFile(address: string): Uint8Array<ArrayBuffer> | undefined {
  const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
  const files = node?.getBuiltinModule?.("node:fs") as { readFileSync(path: URL): Uint8Array<ArrayBuffer> } | undefined;
  return files && address.startsWith("file:") ? files.readFileSync(new URL(address)) : undefined;
}

/** The bytes of one of the modules, whoever has them. */
async function load(source: ModuleSource | undefined, beside: () => string): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof source === "function") source = await source();
  if (source !== undefined && typeof source !== "string" && !(source instanceof URL)) return bytesOf(source);
  const own = source === undefined ? readFile(beside()) : undefined;
  if (own) return own;
  let answer: Response;
  try {
    answer = await fetch(source ?? beside(), { credentials: "same-origin" });
  } catch {
    throw new GarimError("engine_unreachable", "the address of the profile's module could not be reached");
  }
  if (!answer.ok) throw new GarimError("engine_not_found", `the server answered ${answer.status} for the address of the profile's module`);
  return bytesOf(await answer.arrayBuffer());
}

/** An instance of one of the modules. */
interface Reading {
  door: ProfileDoor;
  module: WebAssembly.Module;
  wipe(): void;
}

/** Starts one of the modules, of this version and no other. */
async function begin(which: "reader" | "profile", code: Uint8Array<ArrayBuffer>): Promise<Reading> {
  const wrong = (): GarimError => new GarimError("engine_mismatch", `the file of ${which}.wasm is no module of this version of garim`);
  if (!magic.every((byte, at) => code[at] === byte) || code.length !== profileModules[which].size) throw wrong();
  let module: WebAssembly.Module;
  try {
    module = await WebAssembly.compile(code);
  } catch {
    throw WebAssembly.validate(code) ? new GarimError("engine_blocked", "the content security policy does not allow WebAssembly: script-src needs 'wasm-unsafe-eval'") : wrong();
  }
  const door = bind();
  const instance = await WebAssembly.instantiate(module, door.imports());
  const { memory } = door.finish(instance, module);
  return { door, module, wipe: () => new Uint8Array(memory.buffer).fill(0) };
}

/** Holds a module that came from a person's hand against the hash that was written down when this package was built. */
function recognise({ door }: Reading, code: Uint8Array<ArrayBuffer>): void {
  if (!door.isHashOf(profileModules.profile.sha256, code)) throw new GarimError("engine_mismatch", "profile.wasm is not the one that belongs to this version of garim");
}

/**
 * Reads a profile: one file, or layers in their order (organisation, department, document); a bundle counts as the files that it holds. Rejects with a
 * `GarimError`: `profile_wrong` has `faults`, each with its line and what is allowed there; `profile_unknown` where pin or key does not fit; `profile_older`.
 */
export async function readProfile(given: ProfileFile | readonly ProfileFile[], options: ReadProfileOptions = {}): Promise<Profile> {
  demandWebAssembly();
  const files = (Array.isArray(given) ? (given as readonly ProfileFile[]) : [given as ProfileFile]).map(bytes);
  if (!files.length) throw new GarimError("bad_option", "profile: no file");
  const pins = options.pin === undefined ? [] : [options.pin].flat();
  const { key } = options;
  const reader = await begin("reader", await load(options.reader, readerBeside));
  let patterned: Reading | undefined;
  try {
    const { door } = reader;
    if (key !== undefined && !door.isKey(key)) throw new GarimError("bad_option", "key: no Ed25519 public key");
    files.forEach((file, at) => {
      if (pins.length && !pins.some((pin) => door.isHashOf(pin, file))) throw new GarimError("profile_unknown", `file ${at + 1} of the profile has another hash than the pin`);
      const signature = options.signatures?.[at];
      if (key !== undefined && !door.isSigned(file, signature && bytesOf(signature), key)) throw new GarimError("profile_unknown", `file ${at + 1} of the profile is not signed by the key`);
    });
    const trust = key !== undefined ? "signed" : pins.length ? "pinned" : "none";
    const read = (at: Reading): { answer: Answer; rules: Uint8Array; set: Uint8Array } => {
      const reading = new at.door.ProfileReader();
      for (const file of files) reading.layer(file);
      for (const [name, list] of Object.entries(options.lists ?? {})) reading.list(name, bytes(list));
      const answer = JSON.parse(reading.read(trust !== "none")) as Answer;
      const out = { answer, rules: reading.rules(), set: reading.patterns() };
      reading.free();
      return out;
    };
    let { answer, rules, set } = read(reader);
    if ("needs" in answer) {
      const code = await load(options.patterns, patternsBeside);
      recognise(reader, code);
      patterned = await begin("profile", code);
      ({ answer, rules, set } = read(patterned));
    }
    if ("needs" in answer) throw new GarimError("engine_mismatch", "profile.wasm holds no patterns");
    if ("faults" in answer) {
      const [first] = answer.faults;
      throw new GarimError("profile_wrong", `line ${first?.line ?? 1}: ${first?.en ?? "not understood"}`, answer.faults);
    }
    const { layers, stated, own, patterns } = answer;
    const { name, version } = layers[0]!;
    if (options.after?.name === name && door.isOlder(version, options.after.version)) throw new GarimError("profile_older", "the profile is older than the one in use");
    return {
      name, version, hashes: files.map((file) => door.hashOf(file)), trust, layers, stated, own, patterns,
      packed: { rules, ...(patterned && set.length ? { patterns: { module: patterned.module, set } } : {}) },
    };
  } finally {
    reader.wipe();
    patterned?.wipe();
  }
}
