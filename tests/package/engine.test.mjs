// What an engine promises, in Node: options, errors, the end.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { draft, folder, load, masked } from "./site.mjs";

const { createEngine, createEngineSync, GarimError, KINDS, ACTIONS, version, readSpans } = await load("engine");

/** The code of what is thrown. */
const codeOf = (work) => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof GarimError && error instanceof Error, String(error));
    return error.code;
  }
  return undefined;
};

test("it is the same package by every entry", async () => {
  const [index, inline] = [await load("index"), await load("inline")];
  assert.equal(index.GarimError, GarimError);
  assert.equal(inline.GarimError, GarimError);
  assert.equal(version, JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).version);
  assert.equal(inline.createEngineSync().check(draft).masked, masked);
  assert.ok(Buffer.from(inline.engineBytes()).equals(fs.readFileSync(path.join(folder, "dist/engine.wasm"))));
});

test("it knows the kinds and actions that the engine has", () => {
  const engine = createEngineSync();
  for (const { id, item } of KINDS) {
    assert.equal(codeOf(() => engine.check("가", { kinds: [id] })), undefined, id);
    assert.ok(item >= 1 && item <= 8);
  }
  assert.deepEqual(Object.keys(ACTIONS), ["mask", "review", "keep"]);
});

test("it answers alike at once and in time, as an object and as text", async () => {
  const [now, later] = [createEngineSync(), await createEngine()];
  for (const options of [undefined, {}, { id: [1, "둘"] }, { style: "label" }, { strict: true, style: "partial" }]) {
    const json = now.checkJson(draft, options);
    assert.deepEqual(now.check(draft, options), JSON.parse(json));
    assert.equal(await later.checkJson(draft, options), json);
    assert.deepEqual(await later.check(draft, options), JSON.parse(json));
  }
  assert.equal(later.place, "page", "Node has no browser's workers");
  await later.dispose();
});

test("it does as the options say", () => {
  const engine = createEngineSync();
  const text = "주민등록번호 990101-3000012, 휴대전화 010-0000-1234";
  assert.deepEqual(engine.check(text, { kinds: ["mobile"] }).findings.map(({ kind }) => kind), ["mobile"]);
  assert.equal(engine.check(text, { kinds: [] }).findings.length, 0);
  assert.match(engine.check(text, { style: "label" }).masked, /\[주민등록번호1\]/);
  assert.match(engine.check(text, { style: "partial" }).masked, /990101-\*/);
  const sure = engine.check(text).findings.map(({ confidence }) => confidence);
  assert.ok(sure.length >= 2);
  const least = Math.max(...sure);
  assert.ok(engine.check(text, { minConfidence: least }).findings.every(({ confidence }) => confidence >= least));
  const review = "사업자등록번호 099-01-23451";
  const reviewed = engine.check(review).findings.filter(({ action }) => action === "review").length;
  assert.ok(reviewed > 0, "there is something to review");
  assert.equal(engine.check(review, { strict: true }).findings.filter(({ action }) => action === "review").length, 0);
});

test("it names an option that it does not understand, by a stable code", async () => {
  const [now, later] = [createEngineSync(), await createEngine()];
  const circle = {};
  circle.circle = circle;
  for (const options of [
    { kinds: ["nothing"] }, { kinds: "rrn" }, { kinds: [1] }, { minConfidence: 2 }, { minConfidence: Number.NaN }, { strict: "yes" },
    { style: "red" }, { style: 1 }, { sytle: "full" }, "full", { id: circle }, { id: 1n },
  ]) {
    assert.equal(codeOf(() => now.check("가", options)), "bad_option", String(options));
    await assert.rejects(later.check("가", options), { name: "GarimError", code: "bad_option" });
  }
  for (const text of [undefined, null, 7, {}]) assert.equal(codeOf(() => now.check(text)), "bad_option");
  assert.equal(now.check(draft).masked, masked, "and goes on");
  assert.equal((await later.check(draft)).masked, masked);
});

test("it refuses what is not this version's engine", async () => {
  const engine = fs.readFileSync(path.join(folder, "dist/engine.wasm"));
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  for (const bytes of [new Uint8Array(0), new TextEncoder().encode("<!doctype html>"), empty, engine.subarray(1), engine.subarray(0, 5000)]) {
    assert.equal(codeOf(() => createEngineSync(bytes)), "engine_mismatch");
    await assert.rejects(createEngine({ wasm: bytes }), { code: "engine_mismatch" });
  }
  assert.equal(codeOf(() => createEngineSync(new WebAssembly.Module(empty)).check("가")), "engine_mismatch");
  const broken = Uint8Array.from(engine);
  broken.fill(0xff, 5000, 6000);
  assert.equal(codeOf(() => createEngineSync(broken)), "engine_unsupported");
  await assert.rejects(createEngine({ wasm: 7 }), { code: "bad_option" });
  await assert.rejects(createEngine({ places: [] }), { code: "no_place" });
});

test("it takes its engine as bytes in any form, and as a module", () => {
  const file = fs.readFileSync(path.join(folder, "dist/engine.wasm"));
  const inTheMiddle = new Uint8Array(file.length + 9);
  inTheMiddle.set(file, 9);
  for (const given of [file, inTheMiddle.subarray(9), Uint8Array.from(file).buffer, new WebAssembly.Module(file)]) {
    assert.equal(createEngineSync(given).check(draft).masked, masked);
  }
});

/** All memories of instances that `work` starts. */
function memoriesOf(work) {
  const memories = [];
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = function (...given) {
    const made = new Instance(...given);
    memories.push(made.exports.memory);
    return made;
  };
  try {
    work();
  } finally {
    WebAssembly.Instance = Instance;
  }
  return memories;
}

/** Whether a text stands somewhere in a memory, as UTF-8 or in UTF-16 units. */
const holds = (memory, text) =>
  [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")].some((bytes) => Buffer.from(memory.buffer).includes(bytes));

test("it overwrites all memory when it is disposed of", () => {
  const canary = ["카나리아", "새", "팔만삼천"].join("");
  let engine;
  const memories = memoriesOf(() => {
    engine = createEngineSync(fs.readFileSync(path.join(folder, "dist/engine.wasm")));
    engine.check(`${canary} ${draft}`.repeat(20));
  });
  assert.equal(memories.length, 1);
  assert.ok(holds(memories[0], canary), "the memory that is looked at is the one that is used");
  engine.dispose();
  assert.ok(new Uint8Array(memories[0].buffer).every((byte) => byte === 0));
  assert.equal(codeOf(() => engine.check("가")), "disposed");
});

test("it rejects all that waits when it is disposed of", async () => {
  const engine = await createEngine();
  const waiting = [engine.check(draft), engine.check(draft), engine.check(draft)];
  const ended = Promise.allSettled(waiting);
  await engine.dispose();
  await engine.dispose();
  for (const { reason } of (await ended).slice(1)) assert.equal(reason?.code, "disposed");
  await assert.rejects(engine.check(draft), { code: "disposed" });
  await assert.rejects(engine.open([]), { code: "disposed" });
});

test("it answers the newest text of a stream, and gives the others up", async () => {
  const engine = await createEngine();
  const typed = Array.from(draft, (_, index) => draft.slice(0, index + 1));
  const ends = await Promise.allSettled(typed.map((text) => engine.check(text, { stream: "draft" })));
  const last = ends.pop();
  assert.equal(last.value?.masked, masked);
  for (const { reason } of ends) assert.equal(reason?.code, "superseded");
  const both = await Promise.all([engine.check("가", { stream: "a" }), engine.check("나", { stream: "b" }), engine.check("다")]);
  assert.deepEqual(both.map((checked) => checked.masked), ["가", "나", "다"], "streams do not touch each other");
  assert.equal((await engine.check(draft, { stream: "draft" })).masked, masked, "a stream goes on");
  await engine.dispose();
});

test("it survives an engine that breaks down, and says so", () => {
  const engine = createEngineSync();
  const memories = memoriesOf(() => engine.check("가"));
  assert.equal(memories.length, 1);
  // A trap in the middle of a check: the engine's memory is filled with what it never wrote.
  new Uint8Array(memories[0].buffer).fill(0xff);
  const code = codeOf(() => engine.check(draft.repeat(50)));
  assert.equal(code, "engine_crashed");
  assert.equal(engine.check(draft).masked, masked, "the next check has a new instance");
});

/** The same engine with at most so many pages of memory: the section that declares it, written anew. */
function limited(bytes, most) {
  const leb = (number) => {
    const out = [];
    do {
      out.push((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
      number >>>= 7;
    } while (number > 0);
    return out;
  };
  let at = 8;
  const next = () => {
    let [value, shift, byte] = [0, 0, 0x80];
    while (byte & 0x80) {
      byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      shift += 7;
    }
    return value;
  };
  while (at < bytes.length) {
    const start = at;
    const id = next();
    const size = next();
    const body = at;
    if (id !== 5) {
      at = body + size;
      continue;
    }
    const count = next();
    const flags = next();
    assert.deepEqual([count, flags & ~1], [1, 0], "one plain memory");
    const section = [...leb(1), 1, ...leb(next()), ...leb(most)];
    return Buffer.concat([bytes.subarray(0, start), Buffer.from([5, ...leb(section.length), ...section]), bytes.subarray(body + size)]);
  }
  throw new Error("no memory is declared");
}

test("it says so where memory ends, and goes on", () => {
  const bytes = fs.readFileSync(path.join(folder, "dist/engine.wasm"));
  // 16 MB: enough for a draft, not for a text of as many bytes.
  const engine = createEngineSync(new WebAssembly.Module(limited(bytes, 256)));
  assert.equal(engine.check(draft).masked, masked);
  const long = `${draft}\n`.repeat(400_000);
  assert.equal(codeOf(() => engine.check(long)), "engine_crashed");
  assert.equal(engine.check(draft).masked, masked, "the next check has a new instance");
  const session = engine.open([{ id: "a", text: draft }]);
  assert.equal(codeOf(() => session.apply({ rev: 1, upsert: [{ id: "b", text: long }] })), "engine_crashed");
  assert.equal(engine.check(draft).masked, masked, "and so it has after a session");
  engine.dispose();
});

test("it reads the numbers of the hot path", () => {
  const numbers = new Uint32Array([7, 1, 2, 4, 0, 9, 2, 1, 0, 2, 3, 17, 99, 2, 5, 0, 20, 23, 50]);
  assert.deepEqual(readSpans(numbers), {
    rev: 7,
    disclosureChanged: true,
    blocks: new Map([
      [4, []],
      [9, [
        { id: 1, kind: KINDS[0].id, action: "mask", start: 3, end: 17, confidence: 99 },
        { id: 2, kind: KINDS[5].id, action: "keep", start: 20, end: 23, confidence: 50 },
      ]],
    ]),
  });
});
