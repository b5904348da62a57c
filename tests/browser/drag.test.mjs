// What is dragged: within the document it moves as it is, to anywhere else it is the masked text. Quill lets nothing be dragged.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, open, settled, site } from "./adapters/site.mjs";

const number = "990101-3000012";
const draft = { paragraphs: ["회의 안내 ", `주민등록번호 ${number} 확인`, "끝."] };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const name of ["textarea", "contenteditable", "codemirror", "lexical"]) {
  test(`${name}: a dragged value moves inside the document as it is, and leaves it masked`, { timeout: 60_000 }, async (t) => {
    const server = await site(name);
    t.after(() => server.close());
    const { tab, context, said } = await open(browser, server.address, { draft });
    await settled(tab);
    await tab.evaluate(() => document.querySelector("main").append(Object.assign(document.createElement("textarea"), { id: "out" })));
    /** Where characters of a block are. */
    const middle = async (block, start, end) => {
      const box = await tab.evaluate(([at, from, to]) => {
        const { draft } = window.test.doc;
        return draft.rects({ block: draft.model.order().filter((id) => draft.model.held.get(id).block.text)[at], start: from, end: to })[0];
      }, [block, start, end]);
      return [box.left + box.width / 2, box.top + box.height / 2];
    };
    const texts = async () => (await tab.evaluate(() => window.test.mounted.texts())).map((text) => text.replace(/\u00a0/g, " ")).filter((text) => text.trim());
    const select = () => tab.evaluate((value) => {
      const { mounted } = window.test;
      const all = mounted.texts();
      const at = all.findIndex((text) => text.includes(value));
      mounted.caret(at, all[at].indexOf(value), at, all[at].indexOf(value) + value.length);
    }, number);
    const drag = async (from, to) => {
      await tab.mouse.move(...from);
      await tab.mouse.down();
      await tab.mouse.move(from[0] + 12, from[1] + 4, { steps: 4 });
      await tab.mouse.move(...to, { steps: 6 });
      await tab.mouse.up();
      await tab.waitForTimeout(150);
    };
    await select();
    await drag(await middle(1, 9, 12), await middle(0, 2, 3));
    await settled(tab);
    const moved = await texts();
    assert.ok(moved[0].includes(number) && !moved[1].includes(number), moved.join("|"));
    assert.equal(moved.join("").split(number).length, 2, "it stands once");
    await select();
    const from = await middle(0, moved[0].indexOf(number) + 2, moved[0].indexOf(number) + 5);
    const box = await tab.locator("#out").boundingBox();
    await drag(from, [box.x + 40, box.y + 20]);
    const out = await tab.inputValue("#out");
    assert.ok(out.includes("******-*******") && !out.includes("990101"), `outside: ${out}`);
    assert.deepEqual(said, []);
    await context.close();
  });
}
