// One opened file in one instance of the module of the files. Every file has an instance of its own, which is overwritten when it is closed.
import type { Checked, CheckOptions } from "./contract.js";
import { doorOptions, type DoorOptions } from "./door.js";
import { GarimError, asGarimError } from "./error.js";
import type { FileInfo, MaskedFile, MaskOptions, OpenedFileSync, Remaining, VerifiedBytes } from "./files.js";
import { bind, type FilesDoor } from "./glue-files.js";
import { isFiles, magic } from "./build.js";

/** The bytes of any buffer, without copying them. */
export const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  (ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source)) as Uint8Array<ArrayBuffer>;

/** Refuses what is not this version's module, before the browser is asked to compile it. */
export function recogniseFiles(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!magic.every((byte, at) => bytes[at] === byte)) throw new GarimError("engine_mismatch", "the file of the module is no WebAssembly module");
  if (!isFiles(bytes.length)) throw new GarimError("engine_mismatch", "the file of the module is of another version of garim");
  return bytes;
}

/** The error that a call of the door gives outside. */
const told = (thrown: unknown): GarimError =>
  thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError
    ? new GarimError("engine_crashed", "the reader of files broke down")
    : asGarimError(thrown, "bad_option");

/** Whatever checks: the engine of the package, lent to the module of the files, which detects nothing by itself. */
export interface Checks {
  checkJson(text: string, options?: CheckOptions): string;
}

/** Opens a file on this side. */
export function openFileIn(module: WebAssembly.Module, engine: Checks, source: BufferSource, name: string, rules?: Uint8Array): OpenedFileSync {
  if (typeof name !== "string") throw new GarimError("bad_option", "name: not a string");
  const door: FilesDoor = bind();
  const instance = new WebAssembly.Instance(module, door.imports());
  const { memory } = door.finish(instance, module);
  type Opened = ReturnType<FilesDoor["OpenFile"]["open"]>;
  let file: Opened | undefined;
  let open = true;
  const wipe = (): void => {
    // Nobody frees it later in memory that is overwritten.
    (file as unknown as { __destroy_into_raw(): unknown } | undefined)?.__destroy_into_raw();
    file = undefined;
    if (open) new Uint8Array(memory.buffer).fill(0);
    open = false;
  };
  const call = <T>(work: (file: Opened) => T): T => {
    if (!open || !file) throw new GarimError("disposed", "the file has been closed");
    try {
      return work(file);
    } catch (thrown) {
      const error = told(thrown);
      if (error.code === "engine_crashed") wipe();
      throw error;
    }
  };
  try {
    if (rules) door.useRules(rules);
    file = door.OpenFile.open(bytesOf(source), name);
  } catch (thrown) {
    wipe();
    throw told(thrown);
  }
  const given = (options?: CheckOptions): DoorOptions | undefined => doorOptions(options);
  // The door's options are numbers where the engine's are parts of one.
  const lent = (options?: CheckOptions) => ({ checkJson: (text: string) => engine.checkJson(text, options) });
  const checkJson = (options?: CheckOptions): string => call((file) => file.checkJson(lent(options), given(options)));
  return {
    ...(JSON.parse(call((file) => file.info())) as FileInfo),
    text: () => call((file) => file.text()),
    checkJson,
    check: (options) => JSON.parse(checkJson(options)) as Checked,
    mask: (options) => {
      const { out, ...rest } = options ?? ({} as MaskOptions);
      if (out !== undefined && !["same", "txt", "html"].includes(out)) throw new GarimError("bad_option", "out: not same, txt or html");
      return call((file) => {
        const made = file.mask(lent(rest), out === "same" ? undefined : out, given(rest));
        const copy = { bytes: made.bytes() as VerifiedBytes, ending: made.ending(), ...(JSON.parse(made.counts()) as object) } as MaskedFile;
        made.free();
        return copy;
      });
    },
    verify: (options, original) =>
      call((file) => {
        if (!original) return JSON.parse(file.verifyJson(lent(options), given(options))) as Remaining[];
        const before = door.OpenFile.open(bytesOf(original.bytes), original.name);
        const left = [...(JSON.parse(file.verifyJson(lent(options), given(options))) as Remaining[]), ...(JSON.parse(file.survivorsJson(lent(options), before, given(options))) as Remaining[])];
        before.free();
        return left;
      }),
    close: wipe,
  };
}
