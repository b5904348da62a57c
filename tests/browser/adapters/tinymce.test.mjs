// The suite for TinyMCE 8, and what is its own: helpers in its content, its state of being changed, the inline editor, an editor that goes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { further } from "./further.mjs";
import { launch, open, settled, shown, site } from "./site.mjs";

conformance("tinymce", { table: true });
further("tinymce");

describe("TinyMCE", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("tinymce");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test("attaching and showing changes nothing that the editor counts as a change", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`] } });
    const seen = await tab.evaluate(async () => {
      const { editor } = window.test.mounted;
      editor.resetContent(editor.getContent());
      const changes = [];
      for (const type of ["change", "input", "dirty", "SetContent"]) editor.on(type, () => changes.push(type));
      await window.test.doc.settled();
      window.test.doc.draft.showAll();
      window.test.doc.exportSync("public");
      return { changes, dirty: editor.isDirty(), undo: editor.undoManager.hasUndo() };
    });
    assert.deepEqual(seen, { changes: [], dirty: false, undo: false });
    await context.close();
  });

  test("what the editor puts into its content for itself is not read, and what hooks of the host add to its getter is verified", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`] } });
    await settled(tab);
    const out = await tab.evaluate(async () => {
      const { editor } = window.test.mounted;
      editor.getBody().append(Object.assign(editor.getDoc().createElement("div"), { innerHTML: "손잡이 010-0000-9999" }));
      editor.getBody().lastChild.setAttribute("data-mce-bogus", "all");
      await window.test.doc.settled();
      const { fields } = window.test.doc.exportSync("public");
      editor.on("GetContent", (event) => (event.content += "<p>연락처 010-0000-8888</p>"));
      try {
        return [fields.body, window.test.doc.exportSync("public").fields.body];
      } catch (error) {
        return [fields.body, error.code];
      }
    });
    assert.deepEqual(out, ["<p>번호 ******-*******</p>", "export_refused"]);
    await context.close();
  });

  test("the inline editor is attached in the page's own realm", async () => {
    const { tab, context } = await open(browser, server.address, { bare: true });
    const out = await tab.evaluate(async (value) => {
      const [{ garim }, { default: ko }, engines, { tinymce }] = await Promise.all([import("/dist/dom.js"), import("/dist/i18n/ko.js"), import("/dist/engine.js"), import("/dist/adapters/tinymce.js")]);
      await engines.prepare();
      const target = document.body.appendChild(Object.assign(document.createElement("div"), { innerHTML: `<p>번호 ${value}</p>` }));
      const [editor] = await window.tinymce.init({ target, inline: true, license_key: "gpl", base_url: "/node_modules/tinymce", suffix: ".min", menubar: false, toolbar: false });
      window.test.doc = garim({ strings: ko, engine: engines.createEngine(), sync: () => engines.createEngineSync() }).attach(tinymce(editor));
      await window.test.doc.settled();
      return window.test.doc.exportSync("public").fields.body;
    }, number);
    assert.equal(out, "<p>번호 ******-*******</p>");
    assert.deepEqual(await shown(tab), [["garim-mask", number]]);
    await context.close();
  });

  test("an editor that is removed takes the public exits with it", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`] } });
    await settled(tab);
    const code = await tab.evaluate(() => {
      window.test.mounted.destroy();
      try {
        return window.test.doc.exportSync("public").fields.body;
      } catch (error) {
        return error.code;
      }
    });
    assert.equal(code, "editor_lost");
    await context.close();
  });
});
