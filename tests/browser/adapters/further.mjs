// What the suite asks beyond `conformance.mjs` of editors that show elements or highlights, have tables, keys and a clipboard: composing inside of a finding, rows
// that are copied, a column that is masked, dragging, many findings, and markup that is the same with and without Garim. Called beside `conformance(name)`:
//   drag        false: a selection cannot be dragged by the pointer
//   site, redo  as there
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { number } from "./conformance.mjs";
import { compose, launch, open, settled, shown, site } from "./site.mjs";

const phone = "010-0000-1234";
const draft = { paragraphs: ["회의 안내", `주민등록번호 ${number} 확인`, `민원인 연락처: ${phone}`] };
const table = [["성명", "휴대전화번호"], ["김가람", "010-0000-1111"], ["이나래", "010-0000-2222"]];

const texts = (tab) => tab.evaluate(() => window.test.mounted.texts());
const content = (tab) => tab.evaluate(() => window.test.mounted.content());
const caret = (tab, ...place) => tab.evaluate((given) => window.test.mounted.caret(...given), place);
const count = (list, value) => list.join("\n").split(value).length - 1;
/** Texts under a highlight that says more than that it is being typed. */
const sure = async (tab) => (await shown(tab)).filter(([name]) => name !== "garim-provisional").map(([, text]) => text.replace(/\u2060/g, ""));

export function further(name, options = {}) {
  describe(`adapter ${name}, further`, () => {
    let browser;
    let server;
    before(async () => {
      browser = await launch();
      server = await site(name, options.site);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    const start = (given = {}) => open(browser, server.address, { draft: { ...draft, table }, ...given });

    test("composing inside of a finding shows it on nothing else, and ends as without Garim", async () => {
      const seen = [];
      for (const bare of [true, false]) {
        const { tab, cdp, context } = await start({ bare });
        if (!bare) await settled(tab);
        await caret(tab, 2, `민원인 연락처: ${phone}`.length - 4);
        await compose(cdp, ["ㅎ", "하", "한"], false);
        if (!bare) {
          await settled(tab);
          assert.ok((await sure(tab)).every((text) => !text.includes("한")), String(await sure(tab)));
        }
        await cdp.send("Input.insertText", { text: "한" });
        await tab.waitForTimeout(120);
        if (!bare) assert.ok((await sure(tab)).every((text) => !text.includes("한")), String(await sure(tab)));
        await tab.keyboard.press("Backspace");
        await tab.waitForTimeout(120);
        if (!bare) {
          await settled(tab);
          assert.ok((await sure(tab)).includes(phone), "it comes back");
        }
        seen.push([await texts(tab), await content(tab)]);
        await context.close();
      }
      assert.deepEqual(seen[1], seen[0]);
    });

    test("what is stored is the same byte for byte with and without Garim, after edits too", async () => {
      const seen = [];
      for (const bare of [true, false]) {
        const { tab, context } = await start({ bare });
        if (!bare) await settled(tab);
        const contents = [await content(tab)];
        await caret(tab, 1, 3);
        await tab.keyboard.type("가 b");
        await caret(tab, 2, 3);
        await tab.keyboard.press("Enter");
        await tab.waitForTimeout(700);
        contents.push(await content(tab));
        await caret(tab, 1, (await texts(tab))[1].indexOf(number) + 3);
        await tab.keyboard.press("Backspace");
        await tab.waitForTimeout(200);
        contents.push(await content(tab));
        await tab.keyboard.press("Control+z");
        await tab.waitForTimeout(100);
        contents.push(await content(tab));
        seen.push(contents);
        await context.close();
      }
      assert.deepEqual(seen[1], seen[0]);
      assert.equal(new Set(seen[0]).size >= 3, true, "the edits were edits");
    });

    test("a row that is copied comes back inside the document as it is, and is masked on another page", async () => {
      const { tab, context } = await start();
      await settled(tab);
      const before = await texts(tab);
      const row = before.indexOf("김가람");
      await caret(tab, row, 0, row + 1, before[row + 1].length);
      await tab.keyboard.press("Control+c");
      const kept = await tab.evaluate(async () => Promise.all((await navigator.clipboard.read()).flatMap((item) => item.types.map(async (type) => (await item.getType(type)).text()))));
      assert.ok(kept.length && kept.every((text) => !text.includes("010-0000-1111") && !text.includes("김가람")), "nothing of it is on the clipboard");
      const last = before.length - 1;
      await caret(tab, last, before[last].length);
      await tab.keyboard.press("Control+v");
      await tab.waitForTimeout(150);
      assert.equal(count(await texts(tab), "010-0000-1111"), 2, String(await texts(tab)));
      assert.equal(count(await texts(tab), "*"), 0);
      const other = await context.newPage();
      await other.goto(server.address);
      await other.waitForSelector("html[data-ready]");
      await other.evaluate(() => window.test.mounted.caret(0, 0));
      await other.keyboard.press("Control+v");
      await other.waitForTimeout(150);
      const there = (await texts(other)).join();
      assert.ok(!there.includes("010-0000-1111") && !there.includes("김가람") && there.includes("*"), there);
      await context.close();
    });

    test("a column is masked in one step, and one undo brings it back", async () => {
      const { tab, context } = await start();
      await settled(tab);
      const before = await texts(tab);
      await tab.evaluate(async () => {
        const { doc } = window.test;
        const { draft } = doc;
        await doc.maskNow(draft.beside(draft.found().find(({ parts }) => draft.model.held.get(parts[0].block).block.column === 1), false));
      });
      await settled(tab);
      const now = await texts(tab);
      assert.equal(count(now, "010-0000-1111") + count(now, "010-0000-2222"), 0, String(now));
      assert.equal(count(now, phone), 1, "and nothing else");
      await caret(tab, 0, 0);
      await tab.keyboard.press("Control+z");
      await tab.waitForTimeout(100);
      assert.deepEqual(await texts(tab), before);
      await context.close();
    });

    /** Drags the selected number by the pointer; what is on its way. */
    const drag = async ({ tab, cdp }) => {
      const from = (await texts(tab))[1].indexOf(number);
      await caret(tab, 1, from, 1, from + number.length);
      const box = await tab.evaluate(() => {
        const { draft } = window.test.doc;
        return draft.rects(draft.found().find(({ kind }) => kind === "rrn").parts[0])[0];
      });
      await cdp.send("Input.setInterceptDrags", { enabled: true });
      const dragged = new Promise((done) => cdp.once("Input.dragIntercepted", ({ data }) => done(data)));
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const mouse = (type, at) => cdp.send("Input.dispatchMouseEvent", { type, x: at, y, button: "left", buttons: 1, clickCount: 1 });
      await mouse("mousePressed", x);
      for (let at = 1; at < 8; at += 1) await mouse("mouseMoved", x + at * 6);
      return Promise.race([dragged, new Promise((_, failed) => setTimeout(() => failed(new Error("nothing was dragged")), 5000))]);
    };

    test("what is dragged within the document moves as it is", { skip: options.drag === false }, async () => {
      const page = await start();
      const { tab, cdp, context } = page;
      await settled(tab);
      const before = await texts(tab);
      const data = await drag(page);
      const target = await tab.evaluate(() => {
        const { draft } = window.test.doc;
        const [first] = draft.model.order();
        return draft.rects({ block: first, start: 0, end: 2 })[0];
      });
      const [x, y] = [target.left + target.width + 1, target.top + target.height / 2];
      for (const type of ["dragEnter", "dragOver", "drop"]) await cdp.send("Input.dispatchDragEvent", { type, x, y, data });
      await cdp.send("Input.dispatchMouseEvent", { type: "mouseReleased", x, y, button: "left", clickCount: 1 });
      await tab.waitForTimeout(250);
      const now = await texts(tab);
      assert.deepEqual(now.map((text) => text.trim()), before.map((text, at) => (at === 0 ? `회의${number} 안내` : at === 1 ? text.replace(number, "") : text).trim()));
      await context.close();
    });

    test("what is dragged away is masked", { skip: options.drag === false }, async () => {
      const page = await start();
      const { tab, context } = page;
      await settled(tab);
      const { items } = await drag(page);
      assert.ok(items.some(({ data }) => data.includes("******-*******")), JSON.stringify(items.map(({ mimeType }) => mimeType)));
      assert.ok(items.every(({ data }) => !data.includes(number)), "an original is dragged");
      await context.close();
    });

    test("with hundreds of findings those on the screen are shown, wherever it is scrolled to", { timeout: 60_000 }, async () => {
      const paragraphs = Array.from({ length: 400 }, (_, at) => (at % 2 ? `${at}째 줄은 보통의 글입니다.` : `민원인 연락처: 010-0000-${String(1000 + at)}`));
      const { tab, context } = await start({ draft: { paragraphs } });
      await settled(tab);
      for (const at of [398, 200, 2]) {
        await tab.evaluate((value) => {
          const { draft } = window.test.doc;
          draft.reveal(draft.found().find((found) => draft.model.value(found) === value));
        }, `010-0000-${1000 + at}`);
        await tab.waitForTimeout(400);
        const now = await sure(tab);
        assert.ok(now.includes(`010-0000-${1000 + at}`), `${at} is shown among ${now.length}, from ${now[0]} to ${now.at(-1)}`);
        assert.ok(now.every((text) => /^010-0000-1\d{3}$/.test(text)), String(now));
      }
      await caret(tab, 2, 0);
      await tab.keyboard.type("가나 ");
      await settled(tab);
      assert.ok((await sure(tab)).includes("010-0000-1002"));
      await context.close();
    });
  });
}
