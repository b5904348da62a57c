// The tools that are called from JavaScript: each finds spans in texts, as characters. Started by run.py, one process a tool.
// `node adapters.mjs TOOL FOLDER first` finds in one paragraph and ends; `all` answers the JSON that run.py sends with spans and times.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [tool, folder, what] = process.argv.slice(2);
const asked = JSON.parse(readFileSync(0, "utf8"));
const [TYPING, BUDGET] = [30, 1000 * Number(process.env.GARIM_PEERS_SECONDS ?? "4")];

/** Imports a package from the folder that it was installed in. */
const from = async (name) => import(pathToFileURL(createRequire(`${folder}/package.json`).resolve(name)).href);

/** Milliseconds of processor time, which others on the machine change little. */
const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** UTF-16 units as characters. */
const characters = (text, at) => [...text.slice(0, at)].length;

const tools = {
  async "garim-npm"() {
    const { createEngineSync } = await import(pathToFileURL(`${folder}/dist/engine.js`).href);
    const engine = createEngineSync();
    const find = async (text) => {
      const { findings } = engine.check(text);
      return findings.filter(({ action }) => action === "mask").map((f) => [f.start, f.end, f.kind]);
    };
    // An editor tells a session which paragraph changed.
    find.typing = (text) => {
      const blocks = text.split("\n").map((line, i) => ({ id: `p${i}`, text: line }));
      const session = engine.open(blocks);
      const middle = blocks[blocks.length >> 1];
      return (letter) => {
        const { text: line } = middle;
        const at = line.length >> 1;
        return session.apply({ upsert: [{ id: middle.id, text: line.slice(0, at) + letter + line.slice(at) }] });
      };
    };
    return find;
  },
  async "@arcjet/redact"() {
    const { redact } = await from("@arcjet/redact");
    return async (text) => {
      const found = [];
      const [masked] = await redact(text, {
        replace: (label, value) => `\u{E000}${found.push([label, value]) - 1}\u{E001}`,
      });
      // What stands between the masks is the text: where each mask stands follows from the lengths.
      const spans = [];
      let at = 0;
      for (const piece of masked.split(/(\u{E000}\d+\u{E001})/u)) {
        const mask = /^\u{E000}(\d+)\u{E001}$/u.exec(piece);
        const [label, value] = mask ? found[Number(mask[1])] : ["", piece];
        if (mask) spans.push([at, at + value.length, label]);
        at += value.length;
      }
      return spans;
    };
  },
  async openredaction() {
    const { OpenRedaction } = await from("openredaction");
    const detector = new OpenRedaction({});
    return async (text) => (await detector.detect(text)).detections.map((d) => [...d.position, d.type]);
  },
};

async function keystroke(find, text) {
  const times = [];
  const type = find.typing?.(text);
  let all = 0;
  for (let turn = 0; turn < TYPING && all < BUDGET; turn += 1) {
    const letter = "가나다라"[turn % 4];
    const half = text.length >> 1;
    const typed = text.slice(0, half) + letter + text.slice(half);
    const since = used();
    await (type ? type(letter) : find(typed));
    times.push(used() - since);
    all += times.at(-1);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

async function speed(find, drafts) {
  await find(drafts[0]);
  let size = 0;
  const since = used();
  while (used() - since < BUDGET) {
    for (const draft of drafts) {
      await find(draft);
      size += Buffer.byteLength(draft);
      if (used() - since > BUDGET) break;
    }
  }
  return size / (used() - since);
}

const find = await tools[tool]();
if (what === "first") {
  console.log((await find(asked.paragraph)).length);
} else {
  const spans = [];
  for (const text of asked.texts) {
    spans.push((await find(text)).map(([start, end, label]) => [characters(text, start), characters(text, end), label]));
  }
  const kbps = await speed(find, asked.drafts);
  const typed = { paragraph: await keystroke(find, asked.paragraph), document: await keystroke(find, asked.document) };
  const answer = JSON.stringify({ spans, kbps, keystroke: typed });
  await new Promise((written) => process.stdout.write(answer, written));
}
process.exit(0);
