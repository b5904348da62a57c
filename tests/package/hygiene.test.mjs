// The package as a package: what is in it, whether tools and types find it, how much it weighs, whether a server may import it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { folder, root } from "./site.mjs";

const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
const tool = (name) => path.join(root, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);

/** The files of a folder and of those in it. */
const inside = (place) => fs.readdirSync(place, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => fs.statSync(path.join(place, name)).isFile());

/** Runs a tool; its output where it fails. */
function run(command, given, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(command, given, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  assert.equal(error, undefined);
  assert.equal(status, 0, `${command} ${given.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

test("it passes publint --strict", () => {
  run(tool("publint"), ["run", folder, "--strict"]);
});

test("it has types that every way of resolving them finds", () => {
  // CommonJS may only import() it, and Node 10 knew no exports: both are meant.
  run(tool("attw"), ["--pack", folder, "--profile", "esm-only", "--exclude-entrypoints", "worker", "files-worker", "export.wasm", "reader.wasm", "profile.wasm", "engine.wasm", "engine.simd.wasm", "global", "global.inline", "editor.global", "integrity.json"]);
});

/** The scripts of an entry: its own and all that it imports; without those that another entry has already. */
function scripts(first, without = []) {
  const all = [`${first}.js`];
  for (const name of all) {
    for (const [, next] of fs.readFileSync(path.join(folder, "dist", name), "utf8").matchAll(/(?:from|import)\s*"(\.{1,2}\/[\w./-]+\.js)"/g)) {
      const file = path.posix.join(path.posix.dirname(name), next);
      if (!all.includes(file)) all.push(file);
    }
  }
  return all.filter((name) => !without.includes(name));
}

test("it weighs no more than it may", () => {
  const [engine, dom] = [scripts("engine"), scripts("dom")];
  const more = Object.keys(manifest.exports).filter((name) => /^\.\/(adapters|i18n)\//.test(name)).map((name) => name.slice(2));
  const dist = (names) => names.map((name) => `dist/${name}`);
  const config = [
    { name: "JavaScript of garim/engine", path: dist(engine), limit: "15 KB", brotli: true },
    { name: "garim/dom beside the engine's", path: dist(scripts("dom", engine)), limit: "41 KB", brotli: true },
    { name: "garim/element beside garim/dom", path: dist(scripts("element", dom)), limit: "4 KB", brotli: true },
    { name: "the plain script for editors", path: "dist/garim.editor.global.js", limit: "60 KB", brotli: true },
    // Two editors have a document model that is read and written by its own terms.
    ...more.map((name) => ({ name: `garim/${name} beside garim/dom`, path: dist(scripts(name, dom)), limit: /prosemirror|ckeditor5/.test(name) ? "5.6 KB" : "4 KB", brotli: true })),
    { name: "the worker", path: "dist/worker.js", limit: "7.2 KB", brotli: true },
    { name: "the plain script", path: "dist/garim.global.js", limit: "14 KB", brotli: true },
    { name: "garim/export beside the engine's", path: dist(scripts("export", engine)), limit: "7 KB", brotli: true },
    { name: "the worker of the files", path: "dist/files-worker.js", limit: "8 KB", brotli: true },
    { name: "export.wasm", path: "dist/export.wasm", limit: "600 KB", brotli: true },
    { name: "garim/profile beside the engine's", path: dist(scripts("profile", engine)), limit: "4 KB", brotli: true },
    { name: "reader.wasm", path: "dist/reader.wasm", limit: "130 KB", brotli: true },
    { name: "profile.wasm", path: "dist/profile.wasm", limit: "330 KB", brotli: true },
    { name: "engine.wasm", path: "dist/engine.wasm", limit: "672 KB", brotli: true },
    { name: "engine.simd.wasm", path: "dist/engine.simd.wasm", limit: "672 KB", brotli: true },
  ].map((entry) => ({ ...entry, path: [entry.path].flat().map((name) => path.join(folder, name)) }));
  const here = fs.mkdtempSync(path.join(root, "target", "size-"));
  fs.writeFileSync(path.join(here, ".size-limit.json"), JSON.stringify(config));
  fs.writeFileSync(path.join(here, "package.json"), JSON.stringify({ private: true, devDependencies: { "@size-limit/file": "*", "size-limit": "*" } }));
  const told = run(tool("size-limit"), ["--json"], here);
  fs.rmSync(here, { recursive: true });
  for (const { name, size, passed } of JSON.parse(told)) console.log(`${name}: ${size} bytes in brotli${passed ? "" : " – too much"}`);
});

test("it holds what it says, and nothing else", () => {
  const packed = JSON.parse(run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], folder));
  const [{ files }] = Array.isArray(packed) ? packed : Object.values(packed);
  const names = files.map((file) => file.path);
  for (const name of ["package.json", "README.md", "LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.md", "integrity.json"]) assert.ok(names.includes(name), name);
  for (const name of names) assert.match(name, /^(dist\/([\w-]+\/)*[\w.-]+\.(js|js\.map|d\.ts|wasm)|[\w-]+(\.json|\.md)?)$/);
  for (const target of Object.values(manifest.exports).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)))) {
    assert.ok(names.includes(target.replace("./", "")), target);
  }
  assert.equal(manifest.sideEffects, false);
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.version, /^version = "(.+)"$/m.exec(fs.readFileSync(path.join(root, "Cargo.toml"), "utf8"))[1]);
});

test("it tells the hash of every script and engine", () => {
  const told = JSON.parse(fs.readFileSync(path.join(folder, "integrity.json"), "utf8"));
  const files = inside(path.join(folder, "dist")).filter((name) => /\.(js|wasm)$/.test(name)).map((name) => `dist/${name}`);
  assert.deepEqual(Object.keys(told).sort(), files.sort());
  for (const name of files) assert.equal(told[name], `sha384-${createHash("sha384").update(fs.readFileSync(path.join(folder, name))).digest("base64")}`, name);
});

test("it names every crate in the engine with its licence", () => {
  const told = fs.readFileSync(path.join(folder, "THIRD-PARTY.md"), "utf8");
  for (const name of ["serde_json", "wasm-bindgen", "memchr"]) assert.match(told, new RegExp(`^## ${name} \\d`, "m"));
  assert.match(told, /Permission is hereby granted/);
});

test("it has no pattern, no list of kinds and no folder of a machine in its own sources", () => {
  const source = path.join(root, "pkg-template/src");
  const ids = /"(rrn|person_name|bank_account|trade_secret)"/;
  for (const name of inside(source)) assert.doesNotMatch(fs.readFileSync(path.join(source, name), "utf8"), ids, name);
  for (const name of inside(path.join(folder, "dist"))) {
    const text = fs.readFileSync(path.join(folder, "dist", name), "latin1");
    for (const place of [root, os.homedir() + path.sep]) assert.ok(!text.includes(place), `${name}: ${place}`);
  }
});

test("it does nothing when it is imported, and a server may import it", () => {
  const script = `
    const before = Object.getOwnPropertyNames(globalThis).sort().join();
    for (const name of ["fetch", "Worker", "WebAssembly", "document", "window", "URL", "Blob", "TextDecoder"]) {
      if (name === "TextDecoder") continue;
      Object.defineProperty(globalThis, name, { configurable: true, get() { throw new Error("touched " + name); } });
    }
    const names = ${JSON.stringify(Object.values(manifest.exports).flatMap((entry) => (entry.types ? [entry.default.slice("./dist/".length, -".js".length)] : [])))};
    for (const name of names) await import(${JSON.stringify(`file://${folder}/dist/`)} + name + ".js");
    const now = Object.getOwnPropertyNames(globalThis).filter((name) => !["document", "window", "Worker"].includes(name)).sort().join();
    if (now !== before) throw new Error("globals changed");`;
  run(process.execPath, ["--input-type=module", "--eval", script]);
});
