// The addresses of this package's own files. Bundlers know this form and bring the files along; the build for plain scripts has its own (beside.global.ts).

/** Both engines, beside this script. */
export const beside = (): { plain: string; simd: string } => ({
  plain: new URL("./engine.wasm", import.meta.url).href,
  simd: new URL("./engine.simd.wasm", import.meta.url).href,
});

/** The module that reads profiles, and the one that holds their patterns. */
export const readerBeside = (): string => new URL("./reader.wasm", import.meta.url).href;
export const patternsBeside = (): string => new URL("./profile.wasm", import.meta.url).href;

/** The worker's script, beside this script. */
export const workerBeside = (): string => new URL("./worker.js", import.meta.url).href;
