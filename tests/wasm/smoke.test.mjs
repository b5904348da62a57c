// The engine loads in Node and answers in the contract's form.
import assert from "node:assert/strict";
import { test } from "node:test";

import { engine } from "./package.mjs";

const prose = "회의는 다음 주 화요일에 열립니다.";

test("it answers with the contract's fields", () => {
  const checked = JSON.parse(engine.checkJson(prose, { id: "가-1" }));
  assert.equal(checked.id, "가-1");
  assert.ok(Array.isArray(checked.findings));
  assert.ok(["open", "partial", "closed"].includes(checked.disclosure.level));
  assert.ok(Array.isArray(checked.disclosure.items));
  assert.equal(typeof checked.masked, "string");
});

test("it leaves ordinary prose as it is", () => {
  const checked = JSON.parse(engine.checkJson(prose));
  assert.deepEqual(checked.findings, []);
  assert.equal(checked.masked, prose);
});

test("it finds a resident number where JavaScript counts it, and masks it", () => {
  const number = "990101-3000012";
  const text = `👩‍👧 김가람(${number})에게`;
  const { findings, masked } = JSON.parse(engine.checkJson(text));
  const found = findings.find(({ kind }) => kind === "rrn");
  assert.ok(found, JSON.stringify(findings));
  assert.equal(found.start, text.indexOf(number));
  assert.equal(text.slice(found.start, found.end), number);
  assert.equal(found.text, number);
  assert.equal(found.action, "mask");
  assert.notEqual(found.why, "");
  assert.equal(masked.slice(found.start, found.end), "******-*******");
});

test("it gives back any id that JSON has", () => {
  for (const id of ["", "한글 \"따옴표\" \\ \n", 7, -1.5, true, null, [1, "둘"], { 셋: 3 }]) {
    assert.deepEqual(JSON.parse(engine.checkJson("가", { id })).id, id);
  }
});

test("it takes odd text: nothing, control characters, astral characters", () => {
  for (const text of ["", "\u0000\u001f\u007f", "𝒜 가 👩‍👧", "\ufeff가", "a\r\nb\rc\u2028d"]) {
    assert.equal(JSON.parse(engine.checkJson(text)).masked, text);
  }
});

test("it reads a lone surrogate as one U+FFFD", () => {
  assert.equal(JSON.parse(engine.checkJson("가\ud800나\udfff")).masked, "가\ufffd나\ufffd");
});

test("it answers the same bytes every time", () => {
  const text = "문의: 담당자에게 연락하십시오.\n".repeat(50);
  const first = engine.checkJson(text, { id: 1 });
  for (let i = 0; i < 5; i += 1) assert.equal(engine.checkJson(text, { id: 1 }), first);
});
