// The built module: what it asks of its surroundings, and what it must not carry.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { folder, root } from "./package.mjs";

const bytes = fs.readFileSync(path.join(folder, "garim_bg.wasm"));
const module = new WebAssembly.Module(bytes);

test("it imports only its own glue's functions", () => {
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    assert.equal(from, "./garim_bg.js", name);
    assert.equal(kind, "function", name);
  }
});

test("its glue for Node reaches for no network, clock or randomness", () => {
  const glue = fs.readFileSync(path.join(folder, "garim.js"), "utf8");
  for (const word of ["fetch(", "XMLHttpRequest", "WebSocket", "Date.now", "performance.now", "getRandomValues", "Math.random"]) {
    assert.ok(!glue.includes(word), word);
  }
});

test("it carries no name of a machine's folders", () => {
  const text = bytes.toString("latin1");
  for (const name of [root, os.homedir(), "/home/", "/root/", "/Users/", "\\Users\\"]) {
    assert.ok(!text.includes(name), name);
  }
});
