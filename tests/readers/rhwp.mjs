// Opens HWPX documents and their masked copies in rhwp (npm `@rhwp/core`), which reads and lays out HWPX: as many pages, the same text but for masks.
//
// `node rhwp.mjs FOLDER_OF_THE_PACKAGE ORIGINALS COPIES`; ends with 1 where a copy is read otherwise than its original.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, originals, copies] = process.argv.slice(2);
const rhwp = await import(pathToFileURL(join(folder, "rhwp.js")));
// It asks a canvas how wide a text is; without one every letter counts alike, in the original as in the copy.
globalThis.measureTextWidth ??= (_font, text) => [...text].length * 10;
await rhwp.default({ module_or_path: readFileSync(join(folder, "rhwp_bg.wasm")) });

const read = (path) => {
  const document = new rhwp.HwpDocument(readFileSync(path));
  const told = { pages: document.pageCount(), text: document.getTextFileText() };
  document.free();
  return told;
};

/** Whether a letter of the copy may stand for that of the original. */
const stands = (letter, was) => letter === was || letter === "*" || letter === "○";

let [count, untaken, wrong] = [0, 0, []];
for (const name of readdirSync(copies).filter((name) => name.endsWith(".hwpx") && existsSync(join(originals, name))).sort()) {
  let before;
  try {
    before = read(join(originals, name));
  } catch {
    untaken += 1;
    continue;
  }
  count += 1;
  try {
    const after = read(join(copies, name));
    const [old, now] = [[...before.text], [...after.text]];
    if (before.pages !== after.pages) wrong.push(`${name}: ${before.pages} pages became ${after.pages}`);
    // What is left out (memos, deletions) makes a text shorter, never longer.
    else if (now.length > old.length) wrong.push(`${name}: the text grew`);
    else if (now.length === old.length && !now.every((letter, i) => stands(letter, old[i]))) wrong.push(`${name}: a letter became another`);
  } catch (error) {
    wrong.push(`${name}: the copy does not open: ${error}`);
  }
}
console.log(`  rhwp: ${count} hwpx read, ${wrong.length} wrong${untaken ? `; ${untaken} originals it does not take` : ""}`);
for (const line of wrong) console.log(`    ${line}`);
process.exit(wrong.length > 0 || count === 0 ? 1 : 0);
