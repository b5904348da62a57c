// garim/export: files in Node and in Chromium, in a worker and at once, with the bytes that the command writes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { folder, launch, load, root, serve } from "./site.mjs";

const command = process.env.GARIM_COMMAND || path.join(root, "target/debug/garim");
const samples = process.env.GARIM_SAMPLES || path.join(root, "target/samples");
const { openFile, openFileSync, prepareFiles, GarimError } = await load("export");

const read = (name) => fs.readFileSync(path.join(samples, name));

/** What the command writes. */
function written(name, ending) {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "garim-files-"));
  const copy = path.join(out, `copy.${ending}`);
  const { status, stderr } = spawnSync(command, ["mask", path.join(samples, name), "-o", copy], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const bytes = fs.readFileSync(copy);
  fs.rmSync(out, { recursive: true });
  return bytes;
}

test("it masks as the command does, in time and at once", async () => {
  for (const [name, out] of [["hwp-cell.hwp", "html"], ["pdf-page-text.pdf", "txt"], ["hwpx-cell.hwpx", "same"]]) {
    const wanted = written(name, out === "same" ? "hwpx" : out);
    const later = await openFile(read(name), name);
    const now = openFileSync(read(name), name);
    assert.ok(wanted.equals(Buffer.from((await later.mask({ out })).bytes)), name);
    assert.ok(wanted.equals(Buffer.from(now.mask({ out }).bytes)), name);
    assert.deepEqual(await later.check(), now.check());
    const copy = now.mask({ out });
    const again = openFileSync(copy.bytes, `copy.${copy.ending}`);
    if (copy.ending !== "html") assert.deepEqual(again.verify(undefined, { bytes: read(name), name }), []);
    for (const file of [later, now, again]) file.close();
    assert.throws(() => now.text(), (error) => error.code === "disposed");
  }
});

test("it says by a code why a file is not read", async () => {
  await prepareFiles();
  await assert.rejects(openFile(read("refused-password.hwp"), "a.hwp"), (error) => error instanceof GarimError && error.code === "encrypted");
  assert.throws(() => openFileSync(read("refused-distribution.hwp"), "a.hwp"), (error) => error.code === "distribution_copy");
  assert.throws(() => openFileSync(read("hwp-cell.hwp"), "a.hwp").mask({ out: "docx" }), (error) => error.code === "bad_option");
});

test("it opens files in a worker of a browser, loaded only then, and asks for nothing else", async () => {
  const page = `<!doctype html><meta http-equiv="content-security-policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"><title>t</title>`;
  const site = await serve((asked) => (asked === "/" ? { body: page } : asked === "/sample.hwp" ? { body: read("hwp-cell.hwp") } : undefined));
  const browser = await launch();
  const tab = await browser.newPage();
  await tab.goto(site.address);
  const bytes = await tab.evaluate(async () => {
    const { openFile } = await import("/dist/export.js");
    const source = new Uint8Array(await (await fetch("/sample.hwp")).arrayBuffer());
    const file = await openFile(source, "sample.hwp");
    const copy = await file.mask({ out: "txt" });
    file.close();
    return [...copy.bytes];
  });
  assert.ok(written("hwp-cell.hwp", "txt").equals(Buffer.from(bytes)));
  const asked = site.asked.filter((one) => one !== "/favicon.ico");
  assert.ok(asked.includes("/dist/files-worker.js") && asked.includes("/dist/export.wasm"), asked.join());
  await browser.close();
  await site.close();
});
