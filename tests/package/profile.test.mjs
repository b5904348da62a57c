// garim/profile: a profile with every documented field, natively and here, with the same bytes; what is refused, and why; sessions, files and workers under it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { folder, launch, load, plainPage, root, serve, visit } from "./site.mjs";

const command = process.env.GARIM_COMMAND || path.join(root, "target/debug/garim");
const { readProfile, GarimError } = await load("profile");
const { createEngine, createEngineSync } = await load("engine");

const place = path.join(root, "tests/profiles");
const read = (name) => fs.readFileSync(path.join(place, name));
const lists = { "offices.csv": read("offices.csv"), "codenames.txt": read("codenames.txt") };
const layers = ["organisation.toml", "department.toml"];
const texts = read("texts.jsonl").toString("utf8").trim().split("\n").map((line) => JSON.parse(line).text);

/** What the command says under some profiles. */
function native(files, more = []) {
  const input = texts.map((text, id) => `${JSON.stringify({ id, text })}\n`).join("");
  const policy = files.flatMap((file) => ["--policy", path.isAbsolute(file) ? file : path.join(place, file)]);
  const { status, stdout, stderr } = spawnSync(command, ["check", "--jsonl", ...policy, ...more], { input, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split("\n");
}

const codeOf = (code) => (error) => error instanceof GarimError && error.code === code;

test("it gives the same bytes as the command under a profile with every documented field", async () => {
  for (const files of [["organisation.toml"], layers]) {
    const profile = await readProfile(files.map(read), { lists });
    assert.equal(profile.patterns, 2);
    const [now, later] = [createEngineSync(undefined, { profile }), await createEngine({ profile })];
    for (const [options, more] of [[{}, []], [{ purpose: "posting" }, ["--for", "posting"]], [{ style: "partial" }, ["--style", "partial"]], [{ strict: true }, ["--strict"]], [{ kinds: ["mobile", "ip_address"] }, ["--kinds", "mobile,ip_address"]]]) {
      const wanted = native(files, more);
      for (const [id, text] of texts.entries()) {
        assert.equal(now.checkJson(text, { id, ...options }), wanted[id], `${files} ${JSON.stringify(options)}`);
        assert.equal(await later.checkJson(text, { id, ...options }), wanted[id]);
      }
    }
    const found = texts.flatMap((text) => now.check(text).findings);
    for (const rule of ["own/word", "own/pattern", "policy/allowed", "policy/official_names"]) assert.ok(found.some((each) => each.rule === rule), rule);
    assert.ok(found.some(({ kind, name }) => kind === "own_codename" && name === "내부 사업명"));
    now.dispose();
    await later.dispose();
  }
});

test("it answers a session under a profile as a check, edit by edit", async () => {
  const profile = await readProfile(layers.map(read), { lists });
  const engine = createEngineSync(undefined, { profile });
  const session = engine.open([{ id: "a", text: "" }, { id: "b", text: "" }]);
  for (const text of texts.filter((each) => !each.includes("\t") && !each.includes("\n"))) {
    session.apply({ upsert: [{ id: "b", text }] });
    const fresh = engine.checkBlocks([{ id: "a", text: "" }, { id: "b", text }]);
    assert.deepEqual(session.findings("b"), fresh.changed.find(({ block }) => block === "b")?.findings ?? []);
    const whole = engine.check(`\n${text}`);
    assert.deepEqual(session.findings("b").map(({ kind, action, rule, start }) => [kind, action, rule, start]), whole.findings.map(({ kind, action, rule, start }) => [kind, action, rule, start - 1]));
    assert.equal(session.seal().masked, whole.masked);
  }
  session.apply({ upsert: [{ id: "b", text: "GR-2099 사업" }] });
  session.apply({ decisions: [{ kind: "own_project_code", value: "GR-2099", action: "keep" }] });
  assert.equal(session.findings("b")[0].action, "keep", "a person's word on an own kind counts");
  session.dispose();
  assert.equal(engine.check("GR-2099").findings[0].kind, "own_project_code", "a new instance has the rules too");
  engine.dispose();
});

test("it masks a file under a profile as the command does", async () => {
  const { openFile } = await load("export");
  const profile = await readProfile(layers.map(read), { lists });
  const here = fs.mkdtempSync(path.join(os.tmpdir(), "garim-profile-"));
  const text = texts.join("\n");
  fs.writeFileSync(path.join(here, "a.txt"), text);
  const out = path.join(here, "b.txt");
  const made = spawnSync(command, ["mask", path.join(here, "a.txt"), "-o", out, ...layers.flatMap((file) => ["--policy", path.join(place, file)])], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  const file = await openFile(Buffer.from(text), "a.txt", { profile });
  assert.equal(Buffer.from((await file.mask()).bytes).toString("utf8"), fs.readFileSync(out, "utf8"));
  assert.ok((await file.check()).findings.some(({ kind }) => kind === "own_site"));
  const plain = await openFile(Buffer.from(text), "a.txt");
  assert.ok(!(await plain.check()).findings.some(({ kind }) => kind.startsWith("own_")), "another file without a profile");
  fs.rmSync(here, { recursive: true });
});

test("it keeps and masks what a person decided, in checks and in files", async () => {
  const { openFile } = await load("export");
  const text = "담당 010-0000-1234, 비상 010-0000-5678, 사업자등록번호 099-01-23451";
  const decisions = [{ kind: "mobile", value: "010 0000 1234", action: "keep" }, { kind: "business_reg_no", value: "099-01-23451", action: "mask" }];
  const engine = createEngineSync();
  const { findings, masked } = engine.check(text, { decisions });
  assert.deepEqual(findings.map(({ kind, action }) => `${kind} ${action}`), ["mobile keep", "mobile mask", "business_reg_no mask"]);
  assert.match(masked, /010-0000-1234, 비상 \*\*\*-\*\*\*\*-\*\*\*\*, 사업자등록번호 \*\*\*-\*\*-\*\*\*\*\*/);
  const file = await openFile(Buffer.from(text), "a.txt");
  assert.equal(Buffer.from((await file.mask({ decisions })).bytes).toString("utf8"), masked);
  assert.throws(() => engine.check(text, { decisions: [{ kind: "mobile" }] }), codeOf("bad_option"));
  assert.throws(() => engine.check(text, { decisions: [{ kind: "nothing", value: "1", action: "keep" }] }), codeOf("bad_option"));
});

test("it says line by line what is wrong and what is allowed, in both languages, as the command does", async () => {
  const wrong = 'garim = 1\nname = "가람시"\nmask_style = "red"\nretention = "2년"\n[kinds.nothing]\noff = true\n[[own]]\nid = "a"\nname = "가"\nreason = "나"\nitem = 5\nregex = ["a+"]\n';
  const thrown = await readProfile(wrong).catch((error) => error);
  assert.ok(codeOf("profile_wrong")(thrown), String(thrown));
  const here = fs.mkdtempSync(path.join(os.tmpdir(), "garim-profile-"));
  const file = path.join(here, "a.toml");
  fs.writeFileSync(file, wrong);
  const told = spawnSync(command, ["policy", "check", file], { encoding: "utf8" });
  assert.equal(told.status, 2);
  const lines = told.stderr.trim().split("\n").map((line) => /a\.toml:(\d+): (.*)$/.exec(line).slice(1).join(" "));
  assert.deepEqual(thrown.faults.map(({ line, ko }) => `${line} ${ko}`), lines);
  assert.ok(thrown.faults.some(({ line, en }) => line === 3 && /full, partial, label/.test(en)));
  fs.rmSync(here, { recursive: true });
});

test("it holds a profile against pin, key and the one in use, and takes bundles", async () => {
  const here = fs.mkdtempSync(path.join(os.tmpdir(), "garim-profile-"));
  const at = (name) => path.join(here, name);
  const own = read("department.toml");
  const { hashes } = await readProfile(own);
  assert.equal((await readProfile(own, { pin: `sha256:${hashes[0]}` })).trust, "pinned");
  await assert.rejects(readProfile(own, { pin: `sha256:${"0".repeat(64)}` }), codeOf("profile_unknown"));
  const { generateKeyPairSync, sign } = await import("node:crypto");
  const [pair, other] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
  const pem = ({ publicKey }) => publicKey.export({ type: "spki", format: "pem" });
  const signature = sign(null, own, pair.privateKey);
  assert.equal((await readProfile(own, { key: pem(pair), signatures: [signature] })).trust, "signed");
  await assert.rejects(readProfile(own, { key: pem(other), signatures: [signature] }), codeOf("profile_unknown"));
  await assert.rejects(readProfile(own, { key: pem(pair) }), codeOf("profile_unknown"));
  await assert.rejects(readProfile(own, { key: "no key" }), codeOf("bad_option"));

  fs.writeFileSync(at("key.pem"), pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  fs.writeFileSync(at("public.pem"), pem(pair));
  const pack = (out, ...files) => spawnSync(command, ["policy", "pack", ...files, "-o", at(out), "--sign", at("key.pem")], { encoding: "utf8" });
  const made = pack("whole.garim", ...layers.map((file) => path.join(place, file)));
  assert.equal(made.status, 0, made.stderr);
  const bundle = fs.readFileSync(at("whole.garim"));
  const profile = await readProfile(bundle, { key: pem(pair) });
  assert.deepEqual([profile.trust, profile.version, profile.layers.length, profile.patterns], ["signed", "2099-01", 2, 2]);
  await assert.rejects(readProfile(bundle, { key: pem(other) }), codeOf("profile_unknown"));
  const engine = createEngineSync(undefined, { profile });
  const wanted = native([at("whole.garim")], ["--policy-key", at("public.pem")]);
  texts.forEach((text, id) => assert.equal(engine.checkJson(text, { id }), wanted[id]));
  const broken = Buffer.from(bundle);
  broken[broken.length - 3] ^= 1;
  await assert.rejects(readProfile(broken), codeOf("profile_wrong"));
  await assert.rejects(readProfile(bundle, { after: { name: "가람시", version: "2099-02" } }), codeOf("profile_older"));
  await readProfile(bundle, { after: { name: "나래시", version: "2099-02" } });
  await readProfile(bundle, { after: { name: "가람시", version: "2098-12" } });

  const update = (...given) => spawnSync(command, ["policy", "update", ...given, "--policy-key", at("public.pem")], { encoding: "utf8" });
  fs.writeFileSync(at("new.toml"), 'garim = 1\nname = "가람시"\nversion = "2099-03"\nstrict = true\n');
  assert.equal(pack("new.garim", at("new.toml")).status, 0);
  assert.equal(update(at("whole.garim"), at("used.garim")).status, 0);
  assert.equal(update(at("new.garim"), at("used.garim")).status, 0);
  const back = update(at("whole.garim"), at("used.garim"));
  assert.equal(back.status, 2);
  assert.match(back.stderr, /오래된 판/);
  assert.ok(fs.readFileSync(at("used.garim")).equals(fs.readFileSync(at("new.garim"))), "what was in use stays");
  assert.equal(update(at("whole.garim"), at("used.garim"), "--older").status, 0);
  fs.writeFileSync(at("public.pem"), pem(other));
  assert.equal(update(at("new.garim"), at("used.garim")).status, 2, "signed by somebody else");
  assert.equal(spawnSync(command, ["policy", "pack", at("new.garim"), "-o", at("x.garim")]).status, 2, "a bundle of a bundle");
  fs.rmSync(here, { recursive: true });
});

test("it refuses what is no profile of readProfile, and no other version's modules", async () => {
  assert.throws(() => createEngineSync(undefined, { profile: "garim = 1" }), codeOf("bad_option"));
  await assert.rejects(createEngine({ profile: {} }), codeOf("bad_option"));
  const bytes = (name) => fs.readFileSync(path.join(folder, "dist", name));
  await assert.rejects(readProfile(read("department.toml"), { reader: bytes("profile.wasm") }), codeOf("engine_mismatch"));
  const other = Uint8Array.from(bytes("profile.wasm"));
  other[other.length - 9] ^= 1;
  await assert.rejects(readProfile(layers.map(read), { lists, patterns: other }), codeOf("engine_mismatch"));
  await assert.rejects(readProfile(layers.map(read), { lists, patterns: async () => bytes("reader.wasm") }), codeOf("engine_mismatch"));
});

test("it answers hostile profiles with an error and no stall", async () => {
  const head = 'garim = 1\nname = "가람시"\n';
  const own = (regex) => `${head}[[own]]\nid = "a"\nname = "가"\nreason = "나"\nitem = 5\nregex = ['${regex}']\nmatches = ["aa"]\n`;
  const hostile = [
    Buffer.alloc(10 * 1024 * 1024 + 1, 0x20), Buffer.alloc(10 * 1024 * 1024, 0x5b), Buffer.from([0xff, 0xfe]), head.repeat(2), `${head}a = ${"[".repeat(100_000)}`,
    own("(?:(?:(?:a{1,99}){1,99}){1,99}){1,99}"), own("(a|aa)+$"), own("(".repeat(500)), `${head}strict = "yes"\nallow = 7\n`, "",
  ];
  for (const [index, file] of hostile.entries()) {
    const began = Date.now();
    await assert.rejects(readProfile(file), codeOf("profile_wrong"), String(index));
    assert.ok(Date.now() - began < 15_000, `${index}: ${Date.now() - began} ms`);
  }
});

test("it loads profile.wasm only where a profile has patterns, and applies it in a worker of a browser", async () => {
  const site = await serve((asked) => (asked === "/" ? { body: plainPage } : asked.startsWith("/profiles/") ? { body: read(path.basename(asked)) } : undefined));
  const browser = await launch();
  const { page } = await visit(browser, site.address);
  const wanted = native(layers);
  const given = await page.evaluate(async (texts) => {
    const { readProfile } = await import("./dist/profile.js");
    const { createEngine } = await import("./dist/engine.js");
    const get = async (name) => new Uint8Array(await (await fetch(`/profiles/${name}`)).arrayBuffer());
    await readProfile(await get("department.toml"));
    const before = performance.getEntriesByType("resource").some(({ name }) => name.endsWith("profile.wasm"));
    const profile = await readProfile([await get("organisation.toml"), await get("department.toml")], { lists: { "offices.csv": await get("offices.csv"), "codenames.txt": await get("codenames.txt") } });
    const behind = performance.getEntriesByType("resource").some(({ name }) => name.endsWith("profile.wasm"));
    const out = [];
    for (const places of [["worker"], ["blob"], ["page"]]) {
      const engine = await createEngine({ profile, places });
      const answers = [];
      for (const [id, text] of texts.entries()) answers.push(await engine.checkJson(text, { id }));
      out.push(answers);
      await engine.dispose();
    }
    return { before, behind, out };
  }, texts);
  assert.deepEqual([given.before, given.behind], [false, true]);
  for (const answers of given.out) assert.deepEqual(answers, wanted);
  await browser.close();
  await site.close();
});
