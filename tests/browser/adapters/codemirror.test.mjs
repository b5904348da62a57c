// The suite for CodeMirror 6, and what only it has: the line of a caret is copied without a selection, a state may be set from outside, several carets.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { launch, open, settled, shown, site } from "./site.mjs";

conformance("codemirror");

describe("CodeMirror", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("codemirror");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const start = async () => {
    const page = await open(browser, server.address, { draft: { paragraphs: ["회의 안내", `주민등록번호 ${number} 확인`, "끝."] } });
    await settled(page.tab);
    return page;
  };
  const texts = (tab) => tab.evaluate(() => window.test.mounted.texts());

  test("the line of a caret is copied masked, and comes back as it was", async () => {
    const { tab, context } = await start();
    await tab.evaluate(() => window.test.mounted.caret(1, 3));
    await tab.keyboard.press("Control+c");
    const copied = await tab.evaluate(async () => (await Promise.all((await navigator.clipboard.read()).flatMap((item) => item.types.map(async (type) => (await item.getType(type)).text())))).join());
    assert.ok(copied.includes("******-*******") && !copied.includes("990101"), copied);
    await tab.evaluate(() => window.test.mounted.caret(2, 0));
    await tab.keyboard.press("Control+v");
    assert.deepEqual((await texts(tab)).filter((text) => text.includes(number)).length, 2, "inside the document it is the original");
    await context.close();
  });

  test("several carets edit at once, and every highlight stays on its text", async () => {
    const { tab, context } = await start();
    await tab.evaluate(() => {
      const { view } = window.test.mounted;
      const doc = view.state.doc;
      view.dispatch({ changes: [{ from: 0, insert: "가. " }, { from: doc.line(2).from, insert: "나.\n" }, { from: doc.length, insert: "\n연락처: 010-0000-1234" }] });
    });
    assert.deepEqual((await shown(tab)).map(([, text]) => text), [number]);
    await settled(tab);
    assert.deepEqual((await shown(tab)).map(([, text]) => text).sort(), ["010-0000-1234", number]);
    assert.deepEqual(await tab.evaluate(() => window.test.doc.draft.model.order().map((id) => window.test.doc.draft.model.held.get(id).block.text)), await texts(tab));
    await context.close();
  });

  test("a state that is set from outside is checked before it is painted, and a view that goes is noticed", async () => {
    const { tab, context } = await start();
    const first = await tab.evaluate(async () => {
      window.test.mounted.set({ paragraphs: ["민원인 연락처: 010-0000-1234"] });
      await new Promise((done) => requestAnimationFrame(done));
      return window.test.mounted.shown();
    });
    assert.deepEqual(first, ["010-0000-1234"]);
    await tab.evaluate(() => window.test.mounted.destroy());
    await tab.waitForTimeout(50);
    assert.equal(await tab.evaluate(() => window.test.doc.exportSync("public").purpose).catch((error) => String(error).includes("gone")), true);
    await context.close();
  });
});
