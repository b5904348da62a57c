// The lists of components: every crate of the engine, with licence and hash, and the same bytes each time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { folder, root } from "./site.mjs";

const NAMES = ["garim-crate.cdx.json", "garim-npm.cdx.json", "garim-tools.cdx.json"];

function lists() {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "garim-sbom-"));
  try {
    execFileSync("node", [path.join(root, "tools/sbom.mjs"), out], { stdio: ["ignore", "ignore", "inherit"] });
    return NAMES.map((name) => fs.readFileSync(path.join(out, name), "utf8"));
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

test("it lists components with licence, hash and place, the same each time", () => {
  const written = lists();
  assert.deepEqual(lists(), written);
  for (const [at, text] of written.entries()) {
    const bom = JSON.parse(text);
    assert.deepEqual([bom.bomFormat, bom.specVersion, bom.version], ["CycloneDX", "1.6", 1]);
    assert.match(bom.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const refs = bom.components.map((made) => made["bom-ref"]);
    assert.equal(new Set(refs).size, refs.length, "no component twice");
    for (const made of bom.components) {
      assert.ok(made.name && made.version && /^pkg:(npm|cargo)\//.test(made.purl), made.name);
      assert.match(made.hashes[0].content, made.purl.startsWith("pkg:npm/") ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{64}$/, made.name);
      assert.ok(at === 2 || made.licenses[0].expression, made.name);
    }
    const known = new Set([...refs, bom.metadata.component["bom-ref"]]);
    for (const { ref, dependsOn } of bom.dependencies) for (const used of [ref, ...dependsOn]) assert.ok(known.has(used), used);
  }
});

test("it lists what the package names in its notices, and nothing else", () => {
  const named = [...fs.readFileSync(path.join(folder, "THIRD-PARTY.md"), "utf8").matchAll(/^## (\S+) (\S+)$/gm)].map(([, name, version]) => `${name}@${version}`);
  const listed = JSON.parse(lists()[1]).components.map(({ name, version }) => `${name}@${version}`);
  assert.deepEqual(listed.sort(), named.sort());
});
