// The suite for Quill 2, and what only it has: formats are content, a delta beside the markup, a second editor for the masked copy.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { launch, open, settled, site } from "./site.mjs";

conformance("quill", { table: true });

describe("Quill", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("quill");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const ops = [
    { insert: "주민등록번호 " }, { insert: number.slice(0, 6), attributes: { bold: true } }, { insert: number.slice(6) }, { insert: " 확인\n" },
    { insert: "문의: " }, { insert: "garam@example.com", attributes: { link: "mailto:garam@example.com" } }, { insert: "\n첫째" }, { insert: "\n", attributes: { list: "bullet" } },
  ];
  const start = async () => {
    const page = await open(browser, server.address, { draft: { paragraphs: [""] } });
    await page.tab.evaluate((given) => window.test.mounted.editor.setContents({ ops: given }, "api"), ops);
    await settled(page.tab);
    return page;
  };

  test("a value that is part bold is masked whole, its formats stay, and undo brings it back", async () => {
    const { tab, context } = await start();
    const before = await tab.evaluate(() => JSON.stringify(window.test.mounted.editor.getContents()));
    await tab.evaluate(async () => {
      const { doc } = window.test;
      await doc.maskNow(doc.draft.found().filter(({ kind }) => kind === "rrn"));
    });
    const { ops: now } = JSON.parse(await tab.evaluate(() => JSON.stringify(window.test.mounted.editor.getContents())));
    assert.deepEqual(now.slice(0, 3), [{ insert: "주민등록번호 " }, { attributes: { bold: true }, insert: "******-*******" }, { insert: " 확인\n문의: " }]);
    await tab.evaluate(() => window.test.mounted.editor.history.undo());
    assert.equal(await tab.evaluate(() => JSON.stringify(window.test.mounted.editor.getContents())), before);
    await context.close();
  });

  test("the masked copy keeps lists and formats, and no address of a link tells what was masked: as markup and as a delta", async () => {
    const { tab, context } = await start();
    const shownBefore = await tab.evaluate(() => document.querySelectorAll(".ql-container").length);
    const markup = await tab.evaluate(() => window.test.doc.exportSync("public"));
    assert.ok(markup.fields.body.includes("<ul><li>첫째</li></ul>") && markup.fields.body.includes("<strong>"), markup.fields.body);
    assert.ok(!/990101|garam@/.test(JSON.stringify(markup)), markup.fields.body);
    const delta = await tab.evaluate(async () => {
      const { quill } = await import("/dist/adapters/quill.js");
      const { editor } = window.test.mounted;
      window.test.doc.detach();
      const doc = window.test.guard.attach(quill(editor, { serialise: (from) => JSON.stringify(from.getContents()), format: "json" }));
      await doc.settled();
      return doc.exportSync("public");
    });
    assert.ok(!/990101|garam@/.test(JSON.stringify(delta)), delta.fields.body);
    assert.deepEqual(delta.hidden, [{ what: "attribute", count: 1 }]);
    assert.deepEqual(JSON.parse(delta.fields.body).ops.at(-1), { attributes: { list: "bullet" }, insert: "\n" });
    assert.equal(await tab.evaluate(() => document.querySelectorAll(".ql-container").length), shownBefore, "the second editor stands in no document");
    await context.close();
  });
});
