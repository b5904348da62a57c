// The script of the worker that files are opened in: says which build it is, then answers one letter after another.
import { build } from "./build.js";
import { Core } from "./core.js";
import { compile } from "./door.js";
import { asGarimError } from "./error.js";
import { openFileIn } from "./files-core.js";
import type { OpenedFileSync } from "./files.js";
import { readyRules } from "./rules.js";
import type { FilesLetter, FilesReply } from "./files-protocol.js";

const scope = globalThis as unknown as { onmessage: ((event: MessageEvent<FilesLetter>) => void) | null; postMessage(reply: FilesReply, transfer?: Transferable[]): void };
const files = new Map<number, OpenedFileSync>();
let modules: Promise<[WebAssembly.Module, WebAssembly.Module]> | undefined;
let core: Core | undefined;

async function work(letter: FilesLetter): Promise<unknown> {
  if (letter.type === "open") {
    const given = letter.modules;
    if (given) modules = Promise.all([WebAssembly.compile(given.files), compile(given.engine)]);
    const [module, engine] = await (modules as NonNullable<typeof modules>);
    // Files that are open already keep the engine with which they were opened.
    if (!core || letter.rules !== undefined) core = new Core(engine, undefined, await readyRules(letter.rules ?? undefined));
    const file = openFileIn(module, core, letter.bytes, letter.name, core.rules?.rules);
    files.set(letter.file, file);
    const { format, readOnly, unread, remarks, members } = file;
    return { format, ...(readOnly ? { readOnly } : {}), unread, remarks, ...(members ? { members } : {}) };
  }
  const file = files.get(letter.file);
  switch (letter.type) {
    case "text":
      return file?.text();
    case "check":
      return file?.checkJson(letter.options);
    case "mask":
      return file?.mask(letter.options);
    case "verify":
      return file?.verify(letter.options, letter.original);
    case "close":
      file?.close();
      return void files.delete(letter.file);
  }
}

scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage({ build, id: data.id, ok: await work(data) });
  } catch (thrown) {
    const { code, message } = asGarimError(thrown, "engine_crashed");
    scope.postMessage({ build, id: data.id, error: { code, message } });
  }
};
scope.postMessage({ build, id: 0 });
