// The suite for SmartEditor2, a frame in a frame; and what is its own: its modes, its textarea, its message that fills it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { further } from "./further.mjs";
import { launch, open, settled, site } from "./site.mjs";

const options = { table: true, redo: "Control+y" };
conformance("smarteditor2", options);
further("smarteditor2", options);

describe("SmartEditor2", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("smarteditor2");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const start = async () => {
    const page = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`] } });
    await settled(page.tab);
    return page;
  };

  test("its message fills the page's textarea with what the purpose says, where its getter is wrapped", async () => {
    const { tab, context } = await start();
    const out = await tab.evaluate(() => {
      const { app } = window.test.mounted;
      window.test.doc.wrap(app, "getContents", "public");
      app.exec("UPDATE_CONTENTS_FIELD", []);
      return document.getElementById("ir1").value;
    });
    assert.equal(out, "<p>번호 ******-*******</p>");
    await context.close();
  });

  test("a getter that is wrapped for the record waits for the gate and gives every byte", async () => {
    const { tab, context } = await start();
    const early = await tab.evaluate(() => {
      const { app } = window.test.mounted;
      window.test.doc.wrap(app, "getContents", "record");
      try {
        return app.getContents();
      } catch (error) {
        return error.code;
      }
    });
    assert.equal(early, "gate_needed");
    const passed = tab.evaluate(() => window.test.doc.pass("record"));
    await tab.locator("garim-gate dialog button.first").click();
    await passed;
    assert.equal(await tab.evaluate(() => window.test.mounted.app.getContents()), `<p>번호 ${number}</p>`);
    await context.close();
  });

  test("while it shows its source nothing is published; back in the editor everything goes on", async () => {
    const { tab, context } = await start();
    const out = await tab.evaluate(async (value) => {
      const { doc, mounted: { app } } = window.test;
      const leave = () => {
        try {
          return doc.exportSync("public").fields.body;
        } catch (error) {
          return error.code;
        }
      };
      app.exec("CHANGE_EDITING_MODE", ["HTMLSrc"]);
      app.setIR(`<p>바꾼 번호 ${value}</p>`);
      const away = leave();
      app.exec("CHANGE_EDITING_MODE", ["WYSIWYG"]);
      await doc.settled();
      return [away, leave(), doc.findings().length];
    }, number);
    assert.deepEqual(out, ["editor_lost", "<p>바꾼 번호 ******-*******</p>", 1]);
    await context.close();
  });
});
