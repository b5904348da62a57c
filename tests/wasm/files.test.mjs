// The module of the files against the command: the same JSON, the same bytes out, the same refusals, for every format. GARIM_SAMPLES names a folder of
// documents that `examples/samples.rs` made.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { engine, root } from "./package.mjs";

const command = process.env.GARIM_COMMAND || path.join(root, "target/debug/garim");
const folder = process.env.GARIM_FILES || path.join(root, "target/wasm/pkg-export");
const samples = process.env.GARIM_SAMPLES || path.join(root, "target/samples");
const { OpenFile } = createRequire(import.meta.url)(path.join(folder, "garim.js"));

const names = fs.readdirSync(samples).sort();
const readOnly = /\.(hwp|xls|pptx|pdf|zip)$/;
const native = (...given) => spawnSync(command, given, { encoding: "utf8", maxBuffer: 2 ** 26 });

test("it has samples of every format", () => {
  for (const ending of ["hwp", "hwpx", "docx", "xlsx", "odt", "html", "csv", "xls", "pptx", "pdf", "zip", "txt"]) assert.ok(names.some((name) => name.endsWith(`.${ending}`)), ending);
});

test("it gives the bytes that the command writes", () => {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "garim-files-"));
  let compared = 0;
  for (const name of names.filter((name) => !name.startsWith("refused-"))) {
    const file = path.join(samples, name);
    const opened = OpenFile.open(fs.readFileSync(file), name);
    for (const way of readOnly.test(name) ? ["txt", "html"] : [undefined]) {
      const copy = path.join(out, `${name}.${way ?? name.split(".").pop()}`);
      const { status, stderr } = native("mask", file, "-o", copy);
      assert.equal(status, 0, `${name}: ${stderr}`);
      const made = opened.mask(engine, way, undefined);
      assert.ok(fs.readFileSync(copy).equals(Buffer.from(made.bytes())), `${name} as ${way}`);
      made.free();
      compared += 1;
    }
    opened.free();
  }
  fs.rmSync(out, { recursive: true });
  assert.ok(compared > 150, String(compared));
});

test("it gives no copy where the engine fails", () => {
  const opened = OpenFile.open(fs.readFileSync(path.join(samples, "hwp-cell.hwp")), "a.hwp");
  const broken = (answer) => ({ checkJson: answer });
  assert.throws(() => opened.mask(broken(() => { throw new Error("gone"); }), "txt", undefined), /gone/);
  const again = OpenFile.open(fs.readFileSync(path.join(samples, "hwp-cell.hwp")), "a.hwp");
  assert.throws(() => again.mask(broken(() => "{}"), "txt", undefined), /not understood/);
  // An engine that finds nothing the first time and something later cannot let it through.
  let asked = 0;
  const third = OpenFile.open(fs.readFileSync(path.join(samples, "hwp-cell.hwp")), "a.hwp");
  const late = broken((text, options) => (asked++ < 2 ? JSON.stringify({ findings: [] }) : engine.checkJson(text, options)));
  let given = Buffer.alloc(0);
  try {
    given = Buffer.from(third.mask(late, "txt", undefined).bytes());
  } catch (error) {
    assert.equal(error.code, "would_survive");
  }
  assert.ok(!given.includes("7391"));
});

test("it checks as the command does", () => {
  for (const name of names.filter((name) => /\.(hwp|xls|pptx|pdf|txt|hwpx)$/.test(name) && !name.startsWith("refused-")).filter((_, i) => i % 7 === 0)) {
    const file = path.join(samples, name);
    const { stdout } = native("check", "--json", file);
    const opened = OpenFile.open(fs.readFileSync(file), name);
    const { id, remarks = [], ...told } = JSON.parse(stdout);
    const { id: none, ...own } = JSON.parse(opened.checkJson(engine, undefined));
    assert.deepEqual(own, told, name);
    assert.deepEqual(JSON.parse(opened.info()).remarks, remarks, name);
    opened.free();
  }
});

test("it refuses with the code that the command tells", () => {
  for (const [name, code] of [["refused-password.hwp", "encrypted"], ["refused-distribution.hwp", "distribution_copy"], ["refused-damaged.pdf", "damaged"]]) {
    const file = path.join(samples, name);
    const { stdout } = native("check", "--json", file);
    assert.equal(JSON.parse(stdout).error.code, code);
    assert.throws(() => OpenFile.open(fs.readFileSync(file), name), (error) => error instanceof Error && error.code === code);
  }
});

test("it says what a file is and what of it was not read", () => {
  const bytes = fs.readFileSync(path.join(samples, "zip-documents.zip"));
  const opened = OpenFile.open(bytes, "a.zip");
  const { format, members } = JSON.parse(opened.info());
  assert.equal(format, "zip");
  assert.deepEqual(members.map(({ name, format: its }) => [name, its]), [["공문.hwp", "hwp"], ["메모.txt", "txt"]]);
  const left = JSON.parse(opened.verifyJson(engine, undefined));
  assert.ok(left.some(({ kind }) => kind === "mobile"));
  opened.free();
});
