// The native command, Node and Chromium give the same bytes, with vectors and without, in a worker and on the page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { documents, texts } from "./corpus.mjs";
import { folder, launch, load, plainPage, serve, visit } from "./site.mjs";

/** At least so many texts of the corpus must have been compared. Raise it with the corpus; never lower it. */
const AT_LEAST = 1200;

test("it gives the same JSON natively, in Node and in Chromium for the whole corpus and 1,000 made documents", async (t) => {
  const own = texts();
  assert.ok(own.length >= AT_LEAST, `${own.length} texts`);
  const all = [...own, ...documents(1000, own)];
  const input = all.map((text, id) => `${JSON.stringify({ id, text })}\n`).join("");
  const native = spawnSync(process.env.GARIM_COMMAND, ["check", "--jsonl"], { input, maxBuffer: 2 ** 31 - 1 });
  assert.equal(native.status, 0, `${native.error ?? native.stderr}`);
  const wanted = native.stdout.toString("utf8").split("\n").slice(0, -1);
  assert.equal(wanted.length, all.length);
  t.diagnostic(`${all.length} texts, ${input.length} bytes`);

  const { createEngineSync } = await load("engine");
  const different = (given) => given.flatMap((json, index) => (json === wanted[index] ? [] : [index]));
  for (const engine of ["engine.wasm", "engine.simd.wasm"]) {
    const node = createEngineSync(fs.readFileSync(path.join(folder, "dist", engine)));
    assert.deepEqual(different(all.map((text, id) => node.checkJson(text, { id }))), [], `${engine} in Node`);
  }

  const browser = await launch();
  const site = await serve((asked) => {
    if (asked === "/") return { body: plainPage };
    if (asked === "/texts.json") return { body: JSON.stringify(all) };
    return undefined;
  });
  const { page } = await visit(browser, site.address);
  for (const [wasm, places] of [["engine.simd.wasm", ["worker"]], ["engine.wasm", ["page"]]]) {
    const given = await page.evaluate(async ({ wasm, places }) => {
      const { createEngine } = await import("./dist/engine.js");
      const engine = await createEngine({ wasm: `./dist/${wasm}`, places });
      const all = await (await fetch("/texts.json")).json();
      const out = [];
      for (const [id, text] of all.entries()) out.push(await engine.checkJson(text, { id }));
      await engine.dispose();
      return out;
    }, { wasm, places });
    assert.deepEqual(different(given), [], `${wasm} in Chromium`);
  }
  await browser.close();
  await site.close();
});
