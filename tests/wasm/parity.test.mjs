// WebAssembly and the native command give the same bytes for every text of the shared corpus.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

import { corpus, textOf, unmarked } from "./corpus.mjs";
import { engine, root } from "./package.mjs";

/** At least so many texts must have been compared. Raise it with the corpus; never lower it. */
const AT_LEAST = 1200;

const exe = process.platform === "win32" ? ".exe" : "";
const command = process.env.GARIM_COMMAND || path.join(root, "target/debug", `garim${exe}`);

test("it strips marks and refuses a line without a text", () => {
  assert.equal(unmarked("가[[rrn|1-2]]나[[landline!keep|3]], [[x]] [[a|]]"), "가1-2나3, [[x]] ");
  assert.equal(textOf('{"text":"가"}', "x"), "가");
  assert.throws(() => textOf('{"name":"가"}', "x:1"), /x:1/);
  assert.throws(() => textOf("{", "x:2"), /x:2/);
});

test("it answers every text of the corpus as the native command does, byte for byte", (t) => {
  const texts = corpus(path.join(root, "tests/corpus"));
  t.diagnostic(`${texts.length} texts`);
  assert.ok(texts.length >= AT_LEAST, `${texts.length} texts were found, and ${AT_LEAST} are wanted`);
  if (texts.length === 0) return;

  const input = texts.map(({ text }, index) => `${JSON.stringify({ id: index, text })}\n`).join("");
  const native = spawnSync(command, ["check", "--jsonl"], { input, maxBuffer: 2 ** 31 - 1 });
  assert.equal(native.error, undefined);
  assert.equal(native.status, 0, `garim check --jsonl ended with ${native.status}: ${native.stderr}`);
  const lines = native.stdout.toString("utf8").split("\n");
  assert.equal(lines.pop(), "", "the last line ends with a line feed");
  assert.equal(lines.length, texts.length, "one answer a line");

  const different = texts.flatMap(({ where, text }, index) => {
    const ours = engine.checkJson(text, { id: index });
    return ours === lines[index] ? [] : [`${where}\n  native  ${lines[index]}\n  wasm    ${ours}`];
  });
  assert.equal(different.length, 0, `${different.length} texts differ; the first:\n${different.slice(0, 3).join("\n")}`);
});
