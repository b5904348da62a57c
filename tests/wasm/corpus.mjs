// The shared corpus as texts. Every line of every file gives one, or an error is thrown: nothing is left out in silence.
import fs from "node:fs";
import path from "node:path";

const mark = /\[\[[a-z][a-z_]*(?:![a-z]+)?\|([^]*?)\]\]/g;

/** A marked text without its marks: `[[kind|text]]` and `[[kind!action|text]]` become `text`. */
export const unmarked = (marked) => marked.replace(mark, "$1");

/** The text of one line of a corpus file. */
export function textOf(line, where) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch (error) {
    throw new Error(`${where}: not JSON (${error.message})`);
  }
  if (typeof entry?.marked === "string") return unmarked(entry.marked);
  if (typeof entry?.text === "string") return entry.text;
  throw new Error(`${where}: neither "marked" nor "text"`);
}

/** Every text below a folder: each line of each *.jsonl, and each input.txt whole. No folder, no texts. */
export function corpus(folder) {
  if (!fs.existsSync(folder)) return [];
  const texts = [];
  for (const name of fs.readdirSync(folder, { recursive: true }).map(String).sort()) {
    const file = path.join(folder, name);
    if (path.basename(name) === "input.txt") {
      texts.push({ where: name, text: fs.readFileSync(file, "utf8") });
    } else if (name.endsWith(".jsonl")) {
      fs.readFileSync(file, "utf8").split("\n").forEach((line, index) => {
        const where = `${name}:${index + 1}`;
        if (line.trim() !== "") texts.push({ where, text: textOf(line, where) });
      });
    }
  }
  return texts;
}
