// The engine and the module of files, which stand in this page's own HTML as compressed data. Nothing is inflated before it is used, and what was inflated is
// compared with the hash that was written at publication.
import { createEngine, createEngineSync, prepare, type Engine, type EngineSync } from "garim/engine";
import { openFile, type OpenedFile } from "garim/export";
import type { Profile } from "garim/profile";

/** The modules of the page. */
export type ModuleName = "engine" | "files" | "reader";

/** What is known of a module's bytes. */
export interface Identity {
  /** SHA-256 as it was written at publication. */
  readonly published: string;
  /** True once the inflated bytes gave the same hash; undefined where that could not be computed or nothing was inflated yet. */
  readonly confirmed: boolean | undefined;
  readonly inflated: boolean;
}

const confirmed: Partial<Record<ModuleName, boolean>> = {};
const inflating: Partial<Record<ModuleName, Promise<Uint8Array<ArrayBuffer>>>> = {};

const data = (name: string): HTMLElement => document.getElementById(`garim-${name}`)!;

/** The digits of base 85, as `www/build.mjs` writes them: none of them means anything in HTML. */
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,./:;=?@[]^_{|}";

/** Bytes that stand in the page in base 85: five digits for four bytes, the highest first; of n bytes at the end the first n + 1 digits. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  const packed = text.trim();
  const worth = new Uint8Array(128);
  for (let n = 0; n < digits.length; n += 1) worth[digits.charCodeAt(n)] = n;
  const rest = packed.length % 5;
  const bytes = new Uint8Array(Math.floor(packed.length / 5) * 4 + Math.max(0, rest - 1));
  const at = (place: number): number => (place < packed.length ? worth[packed.charCodeAt(place)]! : 84);
  const whole = packed.length - rest;
  let from = 0;
  let to = 0;
  for (; from < whole; from += 5, to += 4) {
    const value = (((worth[packed.charCodeAt(from)]! * 85 + worth[packed.charCodeAt(from + 1)]!) * 85 + worth[packed.charCodeAt(from + 2)]!) * 85
      + worth[packed.charCodeAt(from + 3)]!) * 85 + worth[packed.charCodeAt(from + 4)]!;
    bytes[to] = value >>> 24;
    bytes[to + 1] = value >>> 16;
    bytes[to + 2] = value >>> 8;
    bytes[to + 3] = value;
  }
  const last = (((at(from) * 85 + at(from + 1)) * 85 + at(from + 2)) * 85 + at(from + 3)) * 85 + at(from + 4);
  for (let k = 0; to + k < bytes.length; k += 1) bytes[to + k] = last >>> (24 - 8 * k);
  return bytes;
}

/** SHA-256 in hexadecimal digits; nothing where the browser computes none (a page without HTTPS). */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function inflate(name: ModuleName): Promise<Uint8Array<ArrayBuffer>> {
  const element = data(name);
  const stream = new Blob([decode(element.textContent ?? "")]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const hash = await sha256(bytes);
  if (hash !== undefined) {
    confirmed[name] = hash === element.dataset["sha256"];
    if (!confirmed[name]) throw new Error("a module is not the one that was published");
  }
  return bytes;
}

/** A module's bytes, inflated once. */
export const bytesOf = (name: ModuleName): Promise<Uint8Array<ArrayBuffer>> =>
  (inflating[name] ??= inflate(name).catch((error: unknown) => {
    delete inflating[name];
    throw error;
  }));

/** What is known of a module. */
export const identity = (name: ModuleName): Identity => ({ published: data(name).dataset["sha256"] ?? "", confirmed: confirmed[name], inflated: name in inflating });

let engine: Promise<Engine> | undefined;

/** The engine in a worker, started when it is first asked for. It is also made ready on this page, for what must be answered at once. */
export const theEngine = (): Promise<Engine> =>
  (engine ??= bytesOf("engine").then(async (wasm) => {
    const [made] = await Promise.all([createEngine({ wasm, places: ["blob", "page"], profile }), prepare(wasm)]);
    return made;
  }));

/** The engine on this page; throws until `theEngine` has come. */
export const engineNow = (): EngineSync => createEngineSync(undefined, { profile });

let profile: Profile | undefined;

/** The organisation's profile that is applied. */
export const profileInUse = (): Profile | undefined => profile;

/** Applies a profile, or none, from now on: the engine is made anew, because rules are laid under an engine as a whole. */
export async function useProfile(next: Profile | undefined): Promise<void> {
  const before = engine;
  profile = next;
  engine = undefined;
  await theEngine();
  void before?.then((old) => old.dispose()).catch(() => undefined);
}

let filesWorker: string | undefined;

/** Opens a file in a worker; the module of files is inflated with the first. */
export async function open(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<OpenedFile> {
  const [wasm, own] = await Promise.all([bytesOf("files"), bytesOf("engine")]);
  filesWorker ??= URL.createObjectURL(new Blob([data("files-worker").textContent ?? ""], { type: "text/javascript" }));
  return openFile(bytes, name, { wasm, engine: own, worker: filesWorker, profile });
}
