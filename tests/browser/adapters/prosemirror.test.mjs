// The suite for ProseMirror, and what is its own: lines within a text block, nodes that say something, drafts as JSON, states that the host makes, a view that goes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { further } from "./further.mjs";
import { launch, open, settled, shown, site } from "./site.mjs";

const options = { table: true, site: { head: "<style>.ProseMirror{white-space:pre-wrap;word-wrap:break-word}</style>" } };
conformance("prosemirror", options);
further("prosemirror", options);

describe("ProseMirror", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("prosemirror", options.site);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const model = (tab) => tab.evaluate(() => window.test.doc.draft.model.order().map((id) => window.test.doc.draft.model.held.get(id).block));
  const set = (tab, json) => tab.evaluate((given) => window.test.mounted.json(given), json);
  const paragraph = (...content) => ({ type: "paragraph", content: content.map((each) => (typeof each === "string" ? { type: "text", text: each } : each)) });

  test("a hard break parts lines, marks part nothing, a node in the text says what it says", async () => {
    const { tab, context } = await open(browser, server.address);
    const bold = (text) => ({ type: "text", text, marks: [{ type: "strong" }] });
    await set(tab, [paragraph(`담당 ${number.slice(0, 6)}`, bold(number.slice(6)), " 확인", { type: "hard_break" }, "연락처 010-0000-1234"), paragraph("참석: ", { type: "mention", attrs: { name: "김가람" } }, " 주무관")]);
    await settled(tab);
    assert.deepEqual((await model(tab)).map(({ text }) => text), [`담당 ${number} 확인`, "연락처 010-0000-1234", "참석: @김가람 주무관"]);
    const parts = (await shown(tab)).map(([, text]) => text).filter((text) => /\d/.test(text));
    assert.deepEqual(parts.sort(), ["010-0000-1234", number.slice(0, 6), number.slice(6)].sort());
    const copy = await tab.evaluate(() => window.test.doc.exportSync("public").fields.body);
    assert.ok(copy.includes("<br>") && !copy.includes("1234") && !copy.includes(number.slice(0, 6)), copy);
    await context.close();
  });

  test("columns are counted past cells that reach down or across, rows keep their number", async () => {
    const { tab, context } = await open(browser, server.address);
    const cell = (text, attrs = {}) => ({ type: "table_cell", attrs, content: [paragraph(text)] });
    await set(tab, [{ type: "table", content: [[cell("가", { rowspan: 2 }), cell("나", { colspan: 2 })], [cell("다"), cell("라")], [cell("마"), cell("바"), cell("사")]].map((content) => ({ type: "table_row", content })) }]);
    const before = await model(tab);
    assert.deepEqual(before.map(({ text, column }) => `${text}${column}`), ["가0", "나1", "다1", "라2", "마0", "바1", "사2"]);
    assert.equal(new Set(before.map(({ row }) => row)).size, 3);
    await tab.evaluate(() => window.test.mounted.caret(3, 1));
    await tab.keyboard.type("x");
    assert.deepEqual((await model(tab)).map(({ row, table }) => `${row} ${table}`), before.map(({ row, table }) => `${row} ${table}`));
    await context.close();
  });

  test("a draft that is stored as JSON leaves masked, its attributes too", async () => {
    const { tab, context } = await open(browser, server.address, { bare: true });
    await set(tab, [paragraph("연락처 010-0000-1234", { type: "text", text: " 누리집", marks: [{ type: "link", attrs: { href: "tel:01000001234", title: null } }] })]);
    const { before, body, record } = await tab.evaluate(async () => {
      const [{ garim }, { default: ko }, engines] = await Promise.all([import("/dist/dom.js"), import("/dist/i18n/ko.js"), import("/dist/engine.js")]);
      await engines.prepare();
      const { mounted } = window.test;
      const doc = garim({ strings: ko, engine: engines.createEngine(), sync: () => engines.createEngineSync() }).attach(mounted.asJson);
      await doc.settled();
      const before = JSON.stringify(mounted.view.state.doc);
      return { before, body: doc.exportSync("public").fields.body, record: doc.draft.fields[0].adapter.content() };
    });
    assert.equal(record, before);
    assert.ok(!/0000-?1234|01000001234/.test(body), body);
    assert.ok(JSON.parse(body).content[0].content[0].text.startsWith("연락처 ***"), body);
    await context.close();
  });

  test("showing something is no transaction: state and history are the host's own", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`, "글"] } });
    const same = await tab.evaluate(async () => {
      const { view } = window.test.mounted;
      const before = view.state;
      await window.test.doc.settled();
      window.test.doc.draft.showAll();
      return view.state === before && view.dom.querySelectorAll(".garim-mask").length === 1;
    });
    assert.ok(same);
    await tab.evaluate(() => window.test.doc.detach());
    assert.equal(await tab.evaluate(() => window.test.mounted.view.dom.innerHTML), `<p>번호 ${number}</p><p>글</p>`);
    assert.deepEqual(await shown(tab), []);
    await context.close();
  });

  test("a view that is destroyed takes the public exits with it", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`] } });
    await settled(tab);
    const code = await tab.evaluate(async () => {
      window.test.mounted.destroy();
      await Promise.resolve();
      try {
        return window.test.doc.exportSync("public").fields.body;
      } catch (error) {
        return error.code;
      }
    });
    assert.match(code, /editor_lost|gate_needed|export_refused/);
    await context.close();
  });
});
