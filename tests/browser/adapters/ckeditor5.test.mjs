// The suite for CKEditor 5, and what is its own: lines, lists and headings of its model, markers that neither data nor history know, an editor that goes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { further } from "./further.mjs";
import { compose, launch, open, settled, shown, site } from "./site.mjs";

const styles = ["ckeditor5-content", "ckeditor5-editor"].map((name) => `<link rel="stylesheet" href="/node_modules/ckeditor5/dist/${name}.css">`).join("");
const options = { table: true, site: { head: styles } };
conformance("ckeditor5", options);
further("ckeditor5", options);

describe("CKEditor 5", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("ckeditor5", options.site);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const model = (tab) => tab.evaluate(() => window.test.doc.draft.model.order().map((id) => window.test.doc.draft.model.held.get(id).block));
  const set = (tab, html) => tab.evaluate((given) => window.test.mounted.editor.setData(given), html);

  test("a soft break parts lines, marks part nothing, lists and headings are blocks", async () => {
    const { tab, context } = await open(browser, server.address);
    await set(tab, `<h2>알림</h2><p>담당 ${number.slice(0, 6)}<strong>${number.slice(6)}</strong> 확인<br>연락처 010-0000-1234</p><ul><li>하나</li><li>둘</li></ul>`);
    await settled(tab);
    assert.deepEqual((await model(tab)).map(({ text, role }) => `${role ?? ""} ${text}`), ["heading 알림", ` 담당 ${number} 확인`, " 연락처 010-0000-1234", " 하나", " 둘"]);
    assert.deepEqual((await shown(tab)).map(([, text]) => text).sort(), ["010-0000-1234", number]);
    const copy = await tab.evaluate(() => window.test.doc.exportSync("public").fields.body);
    const own = await tab.evaluate(() => window.test.mounted.content());
    assert.equal(copy, own.replace(`${number.slice(0, 6)}<strong>${number.slice(6)}</strong>`, "******-*******").replace("010-0000-1234", "***-****-****"));
    await context.close();
  });

  test("columns are counted past cells that reach down or across", async () => {
    const { tab, context } = await open(browser, server.address);
    await set(tab, '<table><tbody><tr><td rowspan="2">가</td><td colspan="2">나</td></tr><tr><td>다</td><td>라</td></tr><tr><td>마</td><td>바</td><td>사</td></tr></tbody></table>');
    assert.deepEqual((await model(tab)).map(({ text, column }) => `${text}${column}`), ["가0", "나1", "다1", "라2", "마0", "바1", "사2"]);
    await context.close();
  });

  test("markers are in no data, no history, no version of the document", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`, "글"] } });
    await settled(tab);
    const seen = await tab.evaluate(() => {
      const { editor } = window.test.mounted;
      const { document, markers } = editor.model;
      let data = 0;
      document.on("change:data", () => (data += 1));
      const before = [document.version, document.history.getOperations().length, editor.commands.get("undo").isEnabled];
      window.test.doc.draft.showAll();
      const made = [...markers.getMarkersGroup("garim")];
      return { same: JSON.stringify(before) === JSON.stringify([document.version, document.history.getOperations().length, editor.commands.get("undo").isEnabled]), data, made: made.length, quiet: made.every(({ managedUsingOperations, affectsData }) => !managedUsingOperations && !affectsData), names: made.map(({ name }) => name).join(), html: editor.getData() };
    });
    assert.deepEqual({ ...seen, names: "" }, { same: true, data: 0, made: 1, quiet: true, names: "", html: `<p>번호 ${number}</p><p>글</p>` });
    assert.ok(!seen.names.includes(number), "a marker's name holds no text");
    await tab.evaluate(() => window.test.doc.detach());
    assert.equal(await tab.evaluate(() => [...window.test.mounted.editor.model.markers.getMarkersGroup("garim")].length), 0);
    assert.deepEqual(await shown(tab), []);
    await context.close();
  });

  test("what is composed in a line behind a soft break is read and masked there", async () => {
    const { tab, cdp, context } = await open(browser, server.address);
    await set(tab, "<p>첫째 줄<br>연락처 010-0000-123</p>");
    await settled(tab);
    const end = "첫째 줄".length + 1 + "연락처 010-0000-123".length;
    await tab.evaluate((at) => window.test.mounted.caret(0, at), end);
    await compose(cdp, ["4"], false);
    await settled(tab);
    assert.deepEqual((await model(tab)).map(({ text }) => text), ["첫째 줄", "연락처 010-0000-1234"]);
    const copy = await tab.evaluate(() => window.test.doc.exportSync("public").fields.body);
    assert.ok(copy.startsWith("<p>첫째 줄<br>연락처 *") && !copy.includes("010-0000"), copy);
    await cdp.send("Input.insertText", { text: "4" });
    await settled(tab);
    assert.equal(await tab.evaluate(() => window.test.mounted.content()), "<p>첫째 줄<br>연락처 010-0000-1234</p>");
    await context.close();
  });

  test("an editor that is destroyed takes the public exits with it; a read-only one is not changed", async () => {
    const { tab, context } = await open(browser, server.address, { draft: { paragraphs: [`번호 ${number}`] } });
    await settled(tab);
    await tab.evaluate(async () => {
      const { doc, mounted } = window.test;
      mounted.editor.enableReadOnlyMode("test");
      await doc.maskNow(doc.draft.found());
    });
    assert.ok((await tab.evaluate(() => window.test.mounted.content())).includes(number));
    const code = await tab.evaluate(async () => {
      await window.test.mounted.destroy();
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
