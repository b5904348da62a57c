// What the package costs in a real Chromium: `cargo xtask bench-web`. All that is compared runs in turns in one page, so that a busy machine slows all
// alike; times are the shortest of the turns unless a median is named.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { launch, plainPage, serve, visit } from "../../tests/package/site.mjs";

const work = fs.mkdtempSync(path.join(os.tmpdir(), "garim-bench-"));
const native = () => JSON.parse(execFileSync(process.env.GARIM_NATIVE, [work], { encoding: "utf8" }));
const first = native();
const read = (name) => fs.readFileSync(path.join(work, name), "utf8");
const empty = process.env.GARIM_EMPTY;

const site = await serve((asked) => {
  if (asked === "/") return { body: plainPage };
  if (asked === "/given.json") return { body: JSON.stringify({ text: read("mixed.txt"), rules: JSON.parse(read("rules.json")), kinds: JSON.parse(read("kinds.json")) }) };
  if (asked.startsWith("/empty/")) return { body: fs.readFileSync(path.join(empty, path.basename(asked))) };
  return undefined;
});
const row = (name, value) => console.log(`| ${name} | ${value} |`);
const ms = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
console.log(`\n${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}; text of ${Buffer.byteLength(read("mixed.txt"))} bytes\n\n| what | |\n|---|---|`);

// Cold: one fresh page each, because what has run before changes what comes after.
const paragraph = read("mixed.txt").slice(0, 300);
const cold = { engine: [], simd: [], empty: [] };
for (let turn = 0; turn < 7; turn += 1) {
  for (const name of Object.keys(cold)) {
    const browser = await launch();
    const { page } = await visit(browser, site.address);
    cold[name].push(await page.evaluate(async ({ name, paragraph }) => {
      const bytes = async (address) => (await fetch(address)).arrayBuffer();
      if (name === "empty") {
        const { initSync, first } = await import("./empty/empty.js");
        const module = await bytes("./empty/empty_bg.wasm");
        const began = performance.now();
        initSync({ module });
        first(paragraph);
        return performance.now() - began;
      }
      const { createEngineSync } = await import("./dist/engine.js");
      const engine = await bytes(name === "simd" ? "./dist/engine.simd.wasm" : "./dist/engine.wasm");
      const began = performance.now();
      createEngineSync(engine).checkJson(paragraph);
      return performance.now() - began;
    }, { name, paragraph }));
    await browser.close();
  }
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
for (const [name, label] of [["engine", "engine.wasm"], ["simd", "engine.simd.wasm"], ["empty", "an empty wasm-bindgen module"]]) {
  row(`start and first paragraph, fresh browser, median of 7: ${label}`, `${ms(median(cold[name]))} (${ms(Math.min(...cold[name]))}–${ms(Math.max(...cold[name]))})`);
}
row("the same as a ratio to the empty module", (median(cold.engine) / median(cold.empty)).toFixed(1));

const browser = await launch();
const { page } = await visit(browser, site.address);
const warm = await page.evaluate(async () => {
  const { text, rules, kinds } = await (await fetch("/given.json")).json();
  const { createEngineSync } = await import("./dist/engine.js");
  const engineOf = async (name) => createEngineSync(await (await fetch(`./dist/${name}`)).arrayBuffer());
  const [plain, simd] = [await engineOf("engine.wasm"), await engineOf("engine.simd.wasm")];
  // The syntax of both worlds is the same here but for the way to write a character by its number, and escapes that are not needed.
  const [same, ascii] = rules.map((list) => list.map((rule) => new RegExp(rule.replace(/\\x\{/g, "\\u{").replace(/\\(["'#&~\-%@:;<>=!,_`])(?![^[]*\])/g, "$1"), "gu")));
  const search = (expressions) => {
    const spans = [];
    for (const rule of expressions) for (const found of text.matchAll(rule)) spans.push(found.index, found.index + found[0].length);
    return spans.length;
  };
  const runs = {
    same: () => search(same),
    ascii: () => search(ascii),
    identifiers: () => plain.check(text, { kinds }).findings.length,
    everything: () => plain.check(text).findings.length,
    everythingJson: () => plain.checkJson(text).length,
    identifiersSimd: () => simd.check(text, { kinds }).findings.length,
    everythingSimd: () => simd.check(text).findings.length,
  };
  const best = {};
  for (let turn = 0; turn < 7; turn += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const began = performance.now();
      run();
      best[name] = Math.min(best[name] ?? Infinity, performance.now() - began);
    }
  }
  return best;
});
const second = native();
const nativeBest = { everything: Math.min(first.everything, second.everything), identifiers: Math.min(first.identifiers, second.identifiers) };
const [same, ascii] = JSON.parse(read("rules.json"));
row(`the identifiers as ${same.length} JavaScript regular expressions, string to spans`, ms(warm.same));
row(`${ascii.length} simpler ones, with ASCII digits`, ms(warm.ascii));
row("the identifiers' kinds alone, string to objects", `${ms(warm.identifiers)}, with vectors ${ms(warm.identifiersSimd)}`);
row("… times as fast as the regular expressions, and as the simpler ones", `${(warm.same / warm.identifiers).toFixed(2)}, ${(warm.ascii / warm.identifiers).toFixed(2)}`);
row("everything, string to objects", `${ms(warm.everything)}, with vectors ${ms(warm.everythingSimd)}`);
row("… times as long as the kinds alone", (warm.everything / warm.identifiers).toFixed(1));
row("native, everything to JSON", ms(nativeBest.everything));
row("… WebAssembly, everything to JSON, as a share of native speed", (nativeBest.everything / warm.everythingJson).toFixed(2));

// A keystroke: an edit of one block to its findings in JavaScript. Batches of 100 edits, because the clock of a page is coarse.
const keys = await page.evaluate(async () => {
  const { createEngineSync } = await import("./dist/engine.js");
  const engine = createEngineSync(await (await fetch("./dist/engine.wasm")).arrayBuffer());
  const { text } = await (await fetch("/given.json")).json();
  const all = text.split("\n");
  const out = [];
  for (const kilobytes of [10, 100, 1000, 5000]) {
    const blocks = [];
    for (let size = 0, line = 0; size < kilobytes * 1000; line += 1) {
      const text = all[line % all.length];
      blocks.push({ id: String(line), text });
      size += new TextEncoder().encode(text).length + 1;
    }
    const session = engine.open(blocks);
    const batches = [];
    for (let batch = 0; batch < 60; batch += 1) {
      const block = blocks[(batch * 7919) % blocks.length];
      const began = performance.now();
      for (let edit = 0; edit < 100; edit += 1) session.applySpans({ upsert: [{ ...block, text: block.text + "가".repeat(edit % 10) }] });
      batches.push((performance.now() - began) / 100);
    }
    const joined = blocks.map(({ text }) => text).join("\n");
    let full = Infinity;
    for (let turn = 0; turn < 3; turn += 1) {
      const began = performance.now();
      engine.check(joined);
      full = Math.min(full, performance.now() - began);
    }
    session.dispose();
    batches.sort((a, b) => a - b);
    out.push({ kilobytes, median: batches[batches.length >> 1], p99: batches[Math.floor(batches.length * 0.99)], full });
  }
  return out;
});
for (const { kilobytes, median, p99, full } of keys) {
  row(`a keystroke in ${kilobytes} KB, 60 batches of 100`, `median ${ms(median)}, p99 ${ms(p99)}; a full check ${ms(full)}: 1/${Math.round(full / median)}`);
}
await browser.close();
await site.close();
fs.rmSync(work, { recursive: true });
