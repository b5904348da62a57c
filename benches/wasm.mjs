// Times the WebAssembly module in Node: node benches/wasm.mjs FILE [ROUNDS], after `cargo xtask wasm`. The file is cut into drafts as
// `examples/time.rs` cuts it, so that its line "json" is the same work done natively.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [file, rounds = "7", folder = "../target/wasm/pkg-nodejs"] = process.argv.slice(2);
const { checkJson } = createRequire(import.meta.url)(`${folder}/garim.js`);
const text = readFileSync(file, "utf8");
const drafts = [""];
for (const line of text.split(/(?<=\n)/)) {
  const last = drafts[drafts.length - 1];
  if (last !== "" && Buffer.byteLength(last) + Buffer.byteLength(line) > 8000) drafts.push(line);
  else drafts[drafts.length - 1] += line;
}
let best = Infinity;
for (let round = 0; round < Number(rounds); round += 1) {
  const begin = process.hrtime.bigint();
  for (const draft of drafts) checkJson(draft);
  best = Math.min(best, Number(process.hrtime.bigint() - begin) / 1e6);
}
console.log(`${Buffer.byteLength(text)} bytes in ${drafts.length} drafts: ${best.toFixed(1)} ms`);
