// The suite for Lexical, and what only it has: a state of nodes, values over several of them, what a host stores of it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { launch, open, settled, site } from "./site.mjs";

conformance("lexical");

describe("Lexical", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("lexical");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const text = (given, format = 0) => ({ detail: 0, format, mode: "normal", style: "", text: given, type: "text", version: 1 });
  const paragraph = (...children) => ({ children, direction: null, format: "", indent: 0, type: "paragraph", version: 1, textFormat: 0, textStyle: "" });
  const state = { root: { children: [
    paragraph(text("주민등록번호 "), text(number.slice(0, 6), 1), text(number.slice(6)), text(" 확인", 2)),
    paragraph(text("민원인 연락처: 010-0000-1234"), { type: "linebreak", version: 1 }, text("주민등록번호 990202-3000011")),
  ], direction: null, format: "", indent: 0, type: "root", version: 1 } };
  const start = async () => {
    const page = await open(browser, server.address);
    await page.tab.evaluate((given) => window.test.mounted.reload(JSON.stringify(given)), state);
    await settled(page.tab);
    return page;
  };

  test("a value over several nodes is masked whole, in the copy and in the text, in one undo step", async () => {
    const { tab, context } = await start();
    const before = await tab.evaluate(() => window.test.mounted.content());
    const copy = await tab.evaluate(() => window.test.doc.exportSync("public").fields.body);
    assert.ok(!/990101|990202|0000-1234/.test(copy), copy);
    const [first, second] = JSON.parse(copy).root.children;
    assert.equal(first.children.map((node) => node.text).join(""), "주민등록번호 ******-******* 확인");
    assert.deepEqual(second.children.map(({ type }) => type), ["text", "linebreak", "text"]);
    assert.equal(await tab.evaluate(() => window.test.mounted.content()), before, "the editor is as it was");
    await tab.evaluate(async () => {
      const { doc } = window.test;
      await doc.maskNow(doc.draft.found().filter(({ action }) => action === "mask"));
    });
    assert.ok(!/990101|990202|0000-1234/.test((await tab.evaluate(() => window.test.mounted.texts())).join()));
    await tab.evaluate(() => window.test.mounted.caret(0, 0));
    await tab.keyboard.press("Control+z");
    await tab.waitForTimeout(50);
    assert.equal(await tab.evaluate(() => window.test.mounted.texts().join("|")), `주민등록번호 ${number} 확인|민원인 연락처: 010-0000-1234|주민등록번호 990202-3000011`);
    await context.close();
  });

  test("an editor that is given another root element is attached anew, one that has none is lost", async () => {
    const { tab, context } = await start();
    const found = await tab.evaluate(async () => {
      const { editor } = window.test.mounted;
      const root = document.getElementById("place").appendChild(document.createElement("div"));
      root.contentEditable = "true";
      editor.setRootElement(root);
      await new Promise((next) => setTimeout(next, 50));
      await window.test.doc.settled();
      return [window.test.doc.draft.fields[0].adapter.root === root, window.test.doc.findings().filter(({ action }) => action === "mask").length];
    });
    assert.deepEqual(found, [true, 3]);
    await tab.evaluate(async () => {
      window.test.mounted.editor.setRootElement(null);
      await new Promise((next) => setTimeout(next, 50));
    });
    assert.equal(await tab.evaluate(() => window.test.doc.draft.fields[0].lost), true);
    await context.close();
  });
});
