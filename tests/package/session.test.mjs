// Documents that are open, in Node: what a session answers, what it refuses, and what is left of it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { documents, numbers, texts } from "./corpus.mjs";
import { folder, load } from "./site.mjs";

const { createEngine, createEngineSync, readSpans } = await load("engine");
const pieces = texts();

/** The code of what is thrown. */
const codeOf = (work) => {
  try {
    work();
  } catch (error) {
    assert.equal(error.name, "GarimError", String(error));
    return error.code;
  }
  return undefined;
};

/** A text as blocks, one a line. */
const blocksOf = (text) => text.split("\n").map((line, index) => ({ id: `b${index}`, text: line }));

/** What a session has answered so far, kept as a host keeps it. */
class Host {
  constructor() {
    this.findings = new Map();
  }

  take({ changed, disclosure }) {
    for (const { block, findings } of changed) this.findings.set(block, findings);
    if (disclosure) this.disclosure = disclosure;
  }
}

/** Edits of all sorts: typing, splitting, joining, moving, removing, undoing. */
function* edits(first, count, seed) {
  const below = numbers(seed);
  let blocks = first;
  let made = 0;
  const past = [];
  for (let rev = 1; rev <= count; rev += 1) {
    const at = below(blocks.length);
    const block = blocks[at];
    const cut = below(block.text.length + 1);
    past.push(blocks);
    const next = [...blocks];
    const change = { rev };
    switch (below(6)) {
      case 0: {
        const made = { ...block, text: block.text.slice(0, cut) + pieces[below(pieces.length)].slice(0, 40).replaceAll("\n", " ") + block.text.slice(cut) };
        next[at] = made;
        change.upsert = [made];
        break;
      }
      case 1: {
        const [head, tail] = [{ ...block, text: block.text.slice(0, cut) }, { id: `n${(made += 1)}-${seed}`, text: block.text.slice(cut) }];
        next.splice(at, 1, head, tail);
        change.upsert = [head, { ...tail, after: head.id }];
        break;
      }
      case 2: {
        if (at + 1 === blocks.length) break;
        const joined = { ...block, text: block.text + blocks[at + 1].text };
        next.splice(at, 2, joined);
        change.upsert = [joined];
        change.remove = [blocks[at + 1].id];
        break;
      }
      case 3: {
        next.splice(at, 1);
        next.splice(below(next.length + 1), 0, block);
        change.order = next.map(({ id }) => id);
        break;
      }
      case 4: {
        const made = { ...block, text: block.text.normalize(below(2) ? "NFD" : "NFC") };
        next[at] = made;
        change.upsert = [made];
        break;
      }
      default: {
        // Back to an earlier state, in one change.
        const before = past[below(past.length)];
        const now = new Set(before.map(({ id }) => id));
        change.upsert = before;
        change.remove = blocks.filter(({ id }) => !now.has(id)).map(({ id }) => id);
        change.order = before.map(({ id }) => id);
        next.splice(0, next.length, ...before);
      }
    }
    blocks = next;
    yield { change, blocks };
  }
}

test("it answers after any edits what a new session answers, and what check answers on the joined text", () => {
  const engine = createEngineSync();
  for (const [index, text] of documents(12, pieces, 7).entries()) {
    const session = engine.open(blocksOf(text));
    const host = new Host();
    host.take(engine.checkBlocks(blocksOf(text)));
    let left = blocksOf(text);
    for (const { change, blocks } of edits(left, 25, index + 1)) {
      const answer = session.apply(change);
      assert.equal(answer.rev, change.rev);
      host.take(answer);
      left = blocks;
    }
    const fresh = new Host();
    fresh.take(engine.checkBlocks(left));
    for (const { id } of left) assert.deepEqual(host.findings.get(id) ?? [], fresh.findings.get(id) ?? [], `document ${index}, block ${id}`);
    assert.deepEqual(host.disclosure, fresh.disclosure);
    assert.deepEqual(session.disclosure(), fresh.disclosure);

    const joined = left.map((block) => block.text).join("\n");
    assert.equal(session.text(), joined.toWellFormed?.() ?? joined);
    let start = 0;
    const found = left.flatMap((block) => {
      const own = (host.findings.get(block.id) ?? []).map((finding) => [start + finding.start, finding.kind, finding.action, finding.rule, finding.why]);
      start += block.text.length + 1;
      return own;
    });
    assert.deepEqual(found, engine.check(joined).findings.map(({ start, kind, action, rule, why }) => [start, kind, action, rule, why]), `document ${index}`);
    session.dispose();
  }
});

test("it gives the same findings as numbers", () => {
  const engine = createEngineSync();
  const session = engine.open(blocksOf(documents(1, pieces, 3)[0]));
  const read = readSpans(session.spans());
  assert.ok(read.blocks.size > 0);
  for (const [number, found] of read.blocks) {
    const block = session.block(number);
    const whole = session.findings(block);
    assert.deepEqual(found.map(({ kind, action, start, end }) => [kind, action, start, end]), whole.map(({ kind, action, start, end }) => [kind, action, start, end]));
    for (const { id, confidence } of found) assert.equal(Math.round(session.finding(id).confidence * 100), confidence);
  }
  session.dispose();
});

test("it answers in time what it answers at once, newest first, and all changes count", async () => {
  const [now, later] = [createEngineSync(), await createEngine()];
  const text = documents(1, pieces, 9)[0];
  const [atOnce, inTime] = [now.open(blocksOf(text)), await later.open(blocksOf(text))];
  const all = [...edits(blocksOf(text), 60, 5)];
  const host = new Host();
  host.take(now.checkBlocks(blocksOf(text)));
  for (const { change } of all) atOnce.apply(change);
  const ends = await Promise.allSettled(all.map(({ change }) => inTime.apply(change)));
  for (const { value, reason } of ends) {
    if (value) host.take(value);
    else assert.equal(reason.code, "superseded");
  }
  assert.equal(ends.at(-1).value?.rev, 60);
  assert.ok(ends.filter(({ value }) => value).length < 5, "what waited went together");
  assert.equal(inTime.rev, 60);
  assert.equal(await inTime.text(), atOnce.text());
  for (const { id } of all.at(-1).blocks) {
    assert.deepEqual(await inTime.findings(id), atOnce.findings(id));
    assert.deepEqual(host.findings.get(id) ?? [], atOnce.findings(id), "nothing that changed on the way was lost");
  }
  assert.deepEqual(await inTime.seal(), atOnce.seal());
  assert.deepEqual([...await inTime.applySpans({ upsert: [{ id: "new", text: "주민등록번호 990101-3000012" }] })].length, [...atOnce.applySpans({ upsert: [{ id: "new", text: "주민등록번호 990101-3000012" }] })].length);
  await later.dispose();
});

test("it seals a masked copy that tells no original", () => {
  const engine = createEngineSync();
  const number = "990101-3000012";
  const session = engine.open([{ id: "t", text: "주민등록번호 확인", role: "title" }, { id: "p", text: `번호는 ${number}입니다.` }]);
  const sealed = session.seal();
  assert.ok(!JSON.stringify(sealed).includes(number));
  assert.equal(sealed.masked, sealed.blocks.map(({ text }) => text).join("\n"));
  const entry = sealed.manifest.find(({ kind }) => kind === "rrn");
  assert.equal(sealed.blocks[1].text.slice(entry.start, entry.end), "******-*******");
  assert.equal(`번호는 ${number}입니다.`.slice(entry.source.start, entry.source.end), number);
  assert.match(session.seal({ style: "label" }).masked, /\[주민등록번호1\]/);
  assert.equal(codeOf(() => session.seal({ sytle: "label" })), "bad_option");
});

test("it keeps to a drafter's decision", () => {
  const engine = createEngineSync();
  const session = engine.open([{ id: "p", text: "주민등록번호 990101-3000012" }]);
  session.apply({ decisions: [{ kind: "rrn", value: "990101-3000012", action: "keep" }] });
  assert.deepEqual(session.findings("p").map(({ kind, action }) => [kind, action]), [["rrn", "keep"]]);
});

test("it refuses what it does not understand, by name, and stays as it was", async () => {
  const engine = createEngineSync();
  const session = engine.open([{ id: "a", text: "가" }, { id: "b", text: "나" }]);
  session.apply({ rev: 5, upsert: [{ id: "a", text: "다" }] });
  for (const [change, code] of [
    [{ rev: 5 }, "stale_revision"], [{ rev: 4 }, "stale_revision"], [{ remove: ["z"] }, "unknown_block"],
    [{ order: ["a"] }, "bad_change"], [{ upsert: [{ id: "a" }] }, "bad_change"], [{ upsert: [{ id: 1, text: "가" }] }, "bad_change"],
    [{ upsert: [{ id: "a", text: 7 }] }, "bad_change"], [{ upsert: [null] }, "bad_change"], [{ upsert: "a" }, "bad_change"], [null, "bad_change"],
    [{ upsert: [{ id: "a", text: "가", role: "king" }] }, "bad_change"], [{ upsert: [{ id: "a", text: "가", marks: [{ start: 0, end: 9 }] }] }, "bad_change"],
    [{ upsert: [{ id: "a", text: "가", row: "x" }] }, "bad_change"], [{ decisions: [{ kind: "no", value: "가", action: "keep" }] }, "bad_change"], [{ rev: 1.5 }, "bad_change"],
  ]) {
    assert.equal(codeOf(() => session.apply(change)), code, JSON.stringify(change));
    assert.equal(session.text(), "다\n나");
    assert.equal(session.rev, 5);
  }
  assert.equal(codeOf(() => engine.open([{ id: "a", text: "" }, { id: "a", text: "" }])), "duplicate_block");
  assert.equal(codeOf(() => engine.open("가")), "bad_change");
  assert.equal(codeOf(() => engine.open([], { kinds: ["nothing"] })) !== undefined, true);
  assert.equal(codeOf(() => engine.open([], { id: 1 })), "bad_option", "a session has no id to give back");
  assert.equal(session.findings("z"), undefined);

  const later = await createEngine();
  const remote = await later.open([{ id: "a", text: "가" }]);
  const ends = await Promise.allSettled([
    remote.apply({ upsert: [{ id: "a", text: "나" }] }), remote.apply({ remove: ["z"] }), remote.apply({ upsert: [{ id: "a", text: "다" }] }),
    remote.apply({ upsert: [{ id: "b", text: 7 }] }),
  ]);
  assert.deepEqual(ends.map(({ value, reason }) => value?.rev ?? reason.code), [1, "unknown_block", 3, "bad_change"]);
  assert.equal(await remote.text(), "다");
  await assert.rejects(remote.apply({ rev: 2 }), { code: "stale_revision" });
  await remote.dispose();
  await assert.rejects(remote.text(), { code: "disposed" });
  await later.dispose();
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
    work(memories);
  } finally {
    WebAssembly.Instance = Instance;
  }
  return memories;
}

test("it ends the engine's instance with the last session, and leaves nothing in its memory", () => {
  const file = fs.readFileSync(path.join(folder, "dist/engine.wasm"));
  const canary = ["카나리아", "새", "팔만삼천"].join("");
  memoriesOf((memories) => {
    const engine = createEngineSync(file);
    const open = () => engine.open([{ id: "1", text: `${canary} 990101-3000012` }]);
    const [first, second] = [open(), open()];
    assert.equal(memories.length, 1);
    const holds = () => Buffer.from(memories[0].buffer).includes(Buffer.from(canary));
    assert.ok(holds());
    first.dispose();
    first.dispose();
    assert.equal(codeOf(() => first.text()), "disposed");
    assert.ok(second.text().includes(canary), "the other goes on");
    second.dispose();
    assert.ok(new Uint8Array(memories[0].buffer).every((byte) => byte === 0));
    const third = open();
    assert.equal(memories.length, 2, "a new instance");
    engine.dispose();
    assert.ok(new Uint8Array(memories[1].buffer).every((byte) => byte === 0));
    assert.equal(codeOf(() => third.text()), "disposed");
    third.dispose();
  });
});
