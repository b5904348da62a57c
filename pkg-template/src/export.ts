// garim/export: files. A module of its own (`export.wasm`) that is loaded when the first file is opened, and the engine, which is lent to it.
import type { EngineSource, WasmSource } from "./api.js";
import { build } from "./build.js";
import type { Checked } from "./contract.js";
import { Core } from "./core.js";
import { compile, compileSync } from "./door.js";
import { GarimError, asGarimError } from "./error.js";
import { bytesOf, openFileIn, recogniseFiles } from "./files-core.js";
import type { FileInfo, MaskedFile, OpenedFile, OpenedFileSync, Remaining } from "./files.js";
import type { FilesLetter, FilesReply } from "./files-protocol.js";
import type { Profile } from "./profile.js";
import type { PackedRules } from "./packed.js";
import { packedOf, readyRules } from "./rules.js";
import { load as loadEngine, readBeside as engineBeside } from "./source.js";
import { trusted } from "./trusted.js";

export { GarimError } from "./error.js";
export type { GarimErrorCode } from "./error.js";
export type { Checked, CheckOptions } from "./contract.js";
export type { CopyFormat, FileInfo, MaskedFile, MaskOptions, OpenedFile, OpenedFileSync, Remaining, Remark, VerifiedBytes } from "./files.js";

/** Where files are opened. */
export interface OpenFileOptions {
  /** The module: its bytes or its address. Left out: the file beside this script. */
  wasm?: BufferSource | string | URL;
  /** The engine, as `createEngine` takes it. Left out: the files beside this script. */
  engine?: WasmSource;
  /** An organisation's profile, as `readProfile()` of `garim/profile` gives it. */
  profile?: Profile | undefined;
  /** The worker's script, or `false` for the page itself. Left out: the file beside this script, and the page where there are no workers. */
  worker?: string | URL | false;
}

const moduleBeside = (): URL => new URL("./export.wasm", import.meta.url);
const workerBeside = (): string => new URL("./files-worker.js", import.meta.url).href;

/** In Node: the bytes of the module that lies beside this script. */
function readBeside(): Uint8Array<ArrayBuffer> | undefined {
  const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
  const files = node?.getBuiltinModule?.("node:fs") as { readFileSync(path: URL): Uint8Array<ArrayBuffer> } | undefined;
  const own = moduleBeside();
  return files && own.protocol === "file:" ? files.readFileSync(own) : undefined;
}

async function load(source?: OpenFileOptions["wasm"]): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof WebAssembly === "undefined") throw new GarimError("no_webassembly", "this browser has WebAssembly switched off");
  if (source === undefined) source = readBeside() ?? moduleBeside();
  if (typeof source !== "string" && !(source instanceof URL)) return recogniseFiles(bytesOf(source));
  let answer: Response;
  try {
    answer = await fetch(source, { credentials: "same-origin" });
  } catch {
    throw new GarimError("engine_unreachable", "the address of the module could not be reached");
  }
  if (!answer.ok) throw new GarimError("engine_not_found", `the server answered ${answer.status} for the address of the module`);
  return recogniseFiles(bytesOf(await answer.arrayBuffer()));
}

/** Both modules as they came. */
interface Loaded {
  files: Uint8Array<ArrayBuffer>;
  engine: EngineSource;
}

/** Both modules, compiled. */
interface Ready {
  files: WebAssembly.Module;
  engine: WebAssembly.Module;
  core: Core;
  rules: PackedRules | undefined;
}

let coming: Promise<Loaded> | undefined;
let ready: Ready | undefined;

/** Loads both modules once; what fails is tried again the next time. */
const loaded = (options: OpenFileOptions): Promise<Loaded> =>
  (coming ??= Promise.all([load(options.wasm), loadEngine(options.engine)])
    .then(([files, engine]) => ({ files, engine }))
    .catch((error: unknown) => {
      coming = undefined;
      throw error;
    }));

/** Both modules on this page. */
async function here({ files, engine }: Loaded, rules?: PackedRules): Promise<Ready> {
  const own = ready ?? { files: await WebAssembly.compile(files), engine: await compile(engine) };
  if (!("core" in own) || own.rules !== rules) ready = { ...own, core: new Core(own.engine, undefined, await readyRules(rules)), rules };
  return ready!;
}

/** Loads and compiles both modules ahead, so that `openFileSync` needs nothing more. */
export async function prepareFiles(options: OpenFileOptions = {}): Promise<void> {
  await here(await loaded(options), packedOf(options.profile));
}

/** Opens a file at once, on this page or in this process. Throws `not_prepared` without `prepareFiles()`; in Node it reads its own files. */
export function openFileSync(source: BufferSource, name: string): OpenedFileSync {
  if (!ready) {
    const [files, engine] = [readBeside(), engineBeside()];
    if (!files || !engine) throw new GarimError("not_prepared", "the modules are not at hand: await prepareFiles() first");
    const module = compileSync(engine);
    ready = { files: new WebAssembly.Module(recogniseFiles(files)), engine: module, core: new Core(module), rules: undefined };
  }
  return openFileIn(ready.files, ready.core, source, name, ready.core.rules?.rules);
}

type Question = FilesLetter extends infer L ? (L extends FilesLetter ? Omit<L, "id"> : never) : never;

/** A worker in which files are open. */
class Desk {
  private readonly waiting = new Map<number, { resolve(answer: unknown): void; reject(error: GarimError): void }>();
  private letters = 0;
  files = 0;
  told = false;
  rules: PackedRules | undefined;

  private constructor(private readonly worker: Worker) {
    worker.onmessage = ({ data }: MessageEvent<FilesReply>) => {
      const asked = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error) asked?.reject(asGarimError(data.error, "engine_crashed"));
      else asked?.resolve(data.ok);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      desk = undefined;
      for (const { reject } of this.waiting.values()) reject(new GarimError("engine_crashed", "the worker of the files has ended"));
      this.waiting.clear();
    };
  }

  /** A worker that has said which build it is. */
  static start(address: string): Promise<Desk> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(trusted(address));
      const give = (error: GarimError): void => {
        clearTimeout(timer);
        worker.terminate();
        reject(error);
      };
      const timer = setTimeout(() => give(new GarimError("timeout", "the worker of the files did not come up")), 10_000);
      worker.onerror = (event) => {
        event.preventDefault?.();
        give(new GarimError("no_place", "the worker's script could not be run"));
      };
      worker.onmessage = ({ data }: MessageEvent<FilesReply>) => {
        if (data?.build !== build) return give(new GarimError("engine_mismatch", "the worker's script is of another version of garim"));
        clearTimeout(timer);
        resolve(new Desk(worker));
      };
    });
  }

  /** Ends the worker with all that is open in it. */
  end(): void {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new GarimError("disposed", "the files have been closed"));
    this.waiting.clear();
  }

  ask(question: Question): Promise<unknown> {
    const id = ++this.letters;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...question, id });
    });
  }
}

let desk: Promise<Desk | undefined> | undefined;

/** The worker, or nothing where none can be had. */
function deskOf(worker: OpenFileOptions["worker"]): Promise<Desk | undefined> {
  if (worker === false || typeof Worker === "undefined") return Promise.resolve(undefined);
  return (desk ??= Desk.start(worker === undefined ? workerBeside() : String(worker)).catch(() => undefined));
}

/**
 * Ends the worker of the files at once, in the middle of its work too; the next file begins another. Every file that is open in it is closed, and what waits
 * rejects with `disposed`. Files on the page itself (where there is no worker) are not touched: they cannot be interrupted.
 */
export function closeFiles(): void {
  const ending = desk;
  desk = undefined;
  void ending?.then((at) => at?.end());
}

/** What answers at once, in time. */
function inTime(file: OpenedFileSync): OpenedFile {
  const { text, check, checkJson, mask, verify, close, ...info } = file;
  return {
    ...info,
    text: async () => text(),
    check: async (options) => check(options),
    checkJson: async (options) => checkJson(options),
    mask: async (options) => mask(options),
    verify: async (options, original) => verify(options, original),
    close,
  };
}

/**
 * Opens a file in a worker, or on the page where there is none. Nothing leaves the browser. Rejects with a `GarimError` whose code says why a file is
 * not read: `encrypted`, `protected`, `distribution_copy`, `damaged`, `unsupported_format`, `too_large` …
 */
export async function openFile(source: BufferSource, name: string, options: OpenFileOptions = {}): Promise<OpenedFile> {
  const rules = packedOf(options.profile);
  const own = await loaded(options);
  const at = await deskOf(options.worker);
  if (!at) {
    const { files, core } = await here(own, rules);
    return inTime(openFileIn(files, core, source, name, core.rules?.rules));
  }
  const file = ++at.files;
  const first = !at.told;
  at.told = true;
  const laid = first ? rules !== undefined : rules !== at.rules;
  at.rules = rules;
  const info = (await at.ask({ type: "open", file, bytes: source, name, ...(first ? { modules: own } : {}), ...(laid ? { rules: rules ?? null } : {}) })) as FileInfo;
  const checkJson = (given?: Parameters<OpenedFile["check"]>[0]): Promise<string> => at.ask({ type: "check", file, options: given }) as Promise<string>;
  return {
    ...info,
    text: () => at.ask({ type: "text", file }) as Promise<string>,
    checkJson,
    check: async (given) => JSON.parse(await checkJson(given)) as Checked,
    mask: (given) => at.ask({ type: "mask", file, options: given }) as Promise<MaskedFile>,
    verify: (given, original) => at.ask({ type: "verify", file, options: given, original }) as Promise<Remaining[]>,
    close: () => void at.ask({ type: "close", file }),
  };
}
