// Sessions in WebAssembly: what they answer is what a check answers, whatever edits led there; errors tell a code; nothing is left behind.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";

import { corpus } from "./corpus.mjs";
import { engine, root } from "./package.mjs";

const { Session, checkBlocks, checkJson } = engine;
const KINDS = 6;

/** Lines of the corpus, as the paragraphs of a long document. */
const lines = corpus(path.join(root, "tests/corpus"))
  .flatMap(({ text }) => text.split("\n"))
  .filter((line) => !line.includes("\r"));

/** A sequence of numbers that is the same in every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const blocksOf = (from, count) => lines.slice(from, from + count).map((text, i) => ({ id: `p${i}`, text }));

/** The findings of all blocks, in units of the joined text. */
function flat(session, blocks) {
  const starts = new Map();
  let at = 0;
  for (const { id, text } of blocks) {
    starts.set(id, at);
    at += text.length + 1;
  }
  return blocks.flatMap(({ id }) =>
    JSON.parse(session.findings(id)).map(({ start, end, parts, ...rest }) => {
      const last = parts?.at(-1);
      return { start: starts.get(id) + start, end: last ? starts.get(last.block) + last.end : starts.get(id) + end, ...rest };
    }),
  );
}

const checked = (text) => {
  const { findings, disclosure } = JSON.parse(checkJson(text));
  return { findings: findings.map(({ text: _, mask: __, ...rest }) => rest), disclosure };
};

test("it answers after edits what a check answers for the joined text", () => {
  for (const [seed, count] of [[1, 30], [2, 400], [3, 900]]) {
    const next = numbers(seed);
    const blocks = blocksOf(next(lines.length - 1000), count);
    const session = Session.open(blocks);
    let fresh = count;
    for (let rev = 1; rev <= 12; rev++) {
      const i = next(blocks.length);
      const change = { rev };
      if (rev % 4 === 0) {
        const block = { id: `n${fresh++}`, text: lines[next(lines.length)] };
        change.upsert = [{ ...block, after: blocks[i].id }];
        blocks.splice(i + 1, 0, block);
      } else if (rev % 4 === 1) {
        change.remove = [blocks[i].id];
        blocks.splice(i, 1);
      } else {
        const { text } = blocks[i];
        const cut = next(text.length + 1);
        blocks[i] = { id: blocks[i].id, text: `${text.slice(0, cut)}${["김가람", "😀", "1", " "][next(4)]}${text.slice(cut)}` };
        change.upsert = [blocks[i]];
      }
      const answer = JSON.parse(session.applyJson(change));
      assert.equal(answer.rev, rev);
      const joined = blocks.map(({ text }) => text).join("\n");
      assert.equal(session.text(), joined.toWellFormed());
      const check = checked(joined);
      assert.deepEqual(flat(session, blocks), check.findings);
      const form = JSON.parse(session.disclosure());
      assert.equal(form.level, check.disclosure.level);
      assert.deepEqual(form.items.map(({ item, score, reason }) => [item, score, reason]), check.disclosure.items.map(({ item, score, reason }) => [item, score, reason]));
    }
    const again = JSON.parse(checkBlocks(blocks));
    assert.deepEqual(again.changed.map(({ block, findings }) => [block, findings]), blocks.map(({ id }) => [id, JSON.parse(session.findings(id))]));
    session.free();
  }
});

test("it gives the same findings as numbers", () => {
  const blocks = [{ id: "a", text: "😀 담당자 김가람(990101-3000012)에게 알림" }, { id: "b", text: "끝." }];
  const session = Session.open(blocks);
  const first = session.spans();
  assert.deepEqual([...first.slice(0, 4)], [0, 1, 2, session.number("a")]);
  const change = session.apply({ rev: 7, upsert: [{ id: "a", text: `가 ${blocks[0].text}` }] });
  const [rev, , count, number, found] = change;
  assert.deepEqual([rev, count, session.block(number)], [7, 1, "a"]);
  const findings = JSON.parse(session.findings("a"));
  assert.equal(found, findings.length);
  assert.ok(found >= 2);
  const actions = ["keep", "review", "mask"];
  findings.forEach((finding, i) => {
    const [id, , action, start, end, confidence] = change.slice(5 + KINDS * i, 5 + KINDS * (i + 1));
    assert.deepEqual([start, end, actions[action], confidence / 100], [finding.start, finding.end, finding.action, finding.confidence]);
    assert.equal(id, first[5 + KINDS * i], "a finding keeps its number");
    assert.deepEqual(JSON.parse(session.finding(id)), { block: "a", ...finding });
  });
});

test("it refuses what it cannot apply with a code, and nothing has changed then", () => {
  const session = Session.open([{ id: "a", text: "가" }]);
  const refused = [
    ["stale_revision", { rev: 0 }],
    ["unknown_block", { rev: 1, remove: ["x"] }],
    ["unknown_block", { rev: 1, upsert: [{ id: "b", text: "", after: "x" }] }],
    ["duplicate_block", { rev: 1, upsert: [{ id: "b", text: "" }, { id: "b", text: "" }] }],
    ["bad_change", { rev: 1, upsert: [{ id: "b", text: "나", role: "footnote" }] }],
    ["bad_change", { rev: 1, upsert: [{ id: "b", text: "나", marks: [{ start: 0, end: 2 }] }] }],
    ["bad_change", { rev: 1, order: [] }],
    ["bad_change", { rev: 1.5 }],
    ["bad_change", { rev: 1, decisions: [{ kind: "no_such", value: "가", action: "keep" }] }],
  ];
  for (const [code, change] of refused) {
    assert.throws(() => session.apply(change), (error) => error instanceof Error && error.code === code, code);
  }
  assert.equal(session.rev, 0);
  assert.equal(session.text(), "가");
  assert.throws(() => Session.open([{ id: "a", text: "" }, { id: "a", text: "" }]), { code: "duplicate_block" });
});

test("it seals what marks and decisions say, and holds no value in the manifest", () => {
  const blocks = [
    { id: "t", text: "민원 회신", role: "title" },
    { id: "a", text: "신청인 김가람, 주민등록번호 990101-3000012" },
    { id: "b", text: "협의 중인 내용은 비밀로 함", marks: [{ start: 0, end: 8, item: 5 }] },
    { id: "c", text: "연락처 010-0000-1234, 예비 010-0000-5678" },
  ];
  const session = Session.open(blocks);
  session.apply({ rev: 1, decisions: [{ kind: "mobile", value: "01000005678", action: "keep" }] });
  const sealed = JSON.parse(session.seal());
  const text = Object.fromEntries(sealed.blocks.map(({ block, text }) => [block, text]));
  assert.equal(text.a, "신청인 ○○○, 주민등록번호 ******-*******");
  assert.equal(text.b.slice(8), blocks[2].text.slice(8));
  assert.doesNotMatch(text.b, /협의/);
  assert.equal(text.c, "연락처 ***-****-****, 예비 010-0000-5678");
  assert.equal(sealed.masked, blocks.map(({ id }) => text[id]).join("\n"));
  for (const { block, start, end, source } of sealed.manifest) {
    const given = blocks.find(({ id }) => id === block).text;
    assert.notEqual(text[block].slice(start, end), given.slice(source.start, source.end));
  }
  const told = JSON.stringify([sealed.manifest, sealed.disclosure, sealed.counts]);
  for (const value of ["김가람", "990101", "1234", "협의 중"]) assert.ok(!told.includes(value), value);
});

test("it answers nothing once it was disposed of", () => {
  const session = Session.open([{ id: "a", text: "담당자 김가람 확인" }]);
  session.dispose();
  assert.throws(() => session.text(), { code: "disposed" });
  assert.throws(() => session.apply({ rev: 2 }), { code: "disposed" });
  assert.throws(() => session.seal(), { code: "disposed" });
  assert.equal(session.block(0), undefined);
});
