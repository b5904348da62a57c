// The suite that every adapter passes against the real editor in a real Chromium. A test file is three lines:
//
//   import { conformance } from "./conformance.mjs";
//   conformance("prosemirror", { table: true });
//
// beside `prosemirror.case.js` (see site.mjs). What an editor cannot do is said in the options, and nowhere else:
//   table       it holds tables: decide by column, cut rows
//   highlight   false: findings stand in the panel only
//   clipboard   false: copying does not pass through the page
//   keys        false: it has no key events that the page sees
//   redo        keys for redo where they are not "Control+Shift+z"
//   compose     false: no composition by events of the page
//   lines       false: a paste of several lines is one block
//   seen        what `detectAdapters` calls it, where that is another adapter
//   site        options for `site()`: more of the head, more files, headers
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { doors } from "./doors.mjs";
import { clipboard, leaks as seeded } from "./leaks.mjs";
import { places } from "./places.mjs";
import { compose, launch, looks, open, settled, shown, site } from "./site.mjs";

export const number = "990101-3000012";
const phone = "010-0000-1234";
const canaries = [number, phone, "010-0000-1111", "010-0000-2222", "김가람", "이나래"];
const draft = { paragraphs: ["회의 안내", `주민등록번호 ${number} 확인`, `민원인 연락처: ${phone}`] };
const table = [["성명", "휴대전화번호"], ["김가람", "010-0000-1111"], ["이나래", "010-0000-2222"]];

const leaks = (page) => seeded(page, canaries);
const texts = (tab) => tab.evaluate(() => window.test.mounted.texts());
const content = (tab) => tab.evaluate(() => window.test.mounted.content());
const caret = (tab, ...place) => tab.evaluate((given) => window.test.mounted.caret(...given), place);
const masks = async (tab) => (await shown(tab)).filter(([name]) => name === "garim-mask").map(([, text]) => text);
const model = (tab) => tab.evaluate(() => [...window.test.doc.draft.model.order()].map((id) => window.test.doc.draft.model.held.get(id).block.text));

/** The events of composing and editing, as the page sees them, and what stood in the editor in the end. */
async function composed(browser, address, bare) {
  const page = await open(browser, address, { bare, draft: { paragraphs: ["가나"] } });
  const { tab, cdp } = page;
  await caret(tab, 0, 2);
  await tab.evaluate(() => {
    window.log = [];
    const log = (event) => window.log.push(`${event.type} ${event.inputType ?? ""} ${event.data ?? ""} ${event.isComposing ?? ""}`.trim());
    const watch = (win) => {
      for (const type of ["compositionstart", "compositionupdate", "compositionend", "beforeinput", "input"]) win.addEventListener(type, log, true);
      for (const frame of win.document.querySelectorAll("iframe")) watch(frame.contentWindow);
    };
    watch(window);
  });
  // 담당자 홍길동, by jamo; backspace inside a syllable; a number; Enter; a click elsewhere in the middle of a syllable; undo.
  await compose(cdp, ["ㄷ", "다", "담"]);
  await compose(cdp, ["ㄷ", "다", "당"]);
  await compose(cdp, ["ㅈ", "자"]);
  await cdp.send("Input.insertText", { text: " " });
  await compose(cdp, ["ㅎ", "호", "홍"]);
  await compose(cdp, ["ㄱ", "기", "길", "기", "길"]);
  await compose(cdp, ["ㄷ", "도", "동"]);
  await tab.waitForTimeout(250);
  await tab.keyboard.press("Enter");
  await cdp.send("Input.insertText", { text: `주민등록번호 ${number}` });
  // Longer than editors wait before an edit is a step of its own for undo.
  await tab.waitForTimeout(700);
  await compose(cdp, ["ㅎ", "하", "한"], false);
  await tab.waitForTimeout(250);
  await tab.click("#aside");
  await tab.waitForTimeout(50);
  const text = await texts(tab);
  await caret(tab, text.length - 1, text[text.length - 1].length);
  await tab.keyboard.press("Control+z");
  await tab.waitForTimeout(50);
  const out = { text, undone: await texts(tab), log: await tab.evaluate(() => window.log) };
  await page.context.close();
  return out;
}

/** Runs the suite for an adapter. */
export function conformance(name, options = {}) {
  const can = { table: false, highlight: true, clipboard: true, keys: true, compose: true, lines: true, ...options };
  describe(`adapter ${name}`, () => {
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
    const start = (given = {}) => open(browser, server.address, { draft, ...given });
    const full = { ...draft, ...(can.table ? { table } : {}) };

    /** Texts of blocks as they are compared: kinds of spaces aside, empty blocks left out. */
    const even = (list) => list.map((text) => text.replace(/\u00a0/g, " ")).filter((text) => text.trim());

    test("it reads what the editor shows, block by block", async () => {
      const { tab, context, said } = await start({ draft: full });
      await settled(tab);
      assert.deepEqual(even(await model(tab)), even(await texts(tab)));
      const { seen, capabilities, named } = await tab.evaluate(async () => {
        const { detectAdapters } = await import("/dist/dom.js");
        const { adapter } = window.test.doc.draft.fields[0];
        return { seen: detectAdapters(window).map(({ adapter: each }) => each), capabilities: adapter.capabilities, named: adapter.name };
      });
      assert.ok(seen.includes(options.seen ?? named), `${named} is among what is seen on its page: ${seen}`);
      assert.deepEqual(Object.keys(capabilities).sort(), ["clipboard", "highlight", "positions", "sync", "undo"]);
      assert.equal(capabilities.highlight === "none", !can.highlight);
      assert.equal(capabilities.clipboard, can.clipboard);
      assert.deepEqual(said, []);
      await context.close();
    });

    test("it shows what was found and nothing else, and the text set by the host before it is painted", { skip: !can.highlight }, async () => {
      const { tab, context, first } = await start({ draft: full });
      assert.ok(first.includes("rrn mask") && first.includes("mobile mask"), `before the first paint: ${first}`);
      const before = await masks(tab);
      assert.ok(before.includes(number), `at once: ${before}`);
      await settled(tab);
      const now = await masks(tab);
      assert.ok(now.includes(number) && now.includes(phone), String(now));
      if (can.table) for (const cell of ["김가람", "010-0000-1111", "010-0000-2222"]) assert.ok(now.includes(cell), `${cell} of ${now}`);
      if (process.env.GARIM_SCREENSHOTS) await tab.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, `adapter-${name}.png`) });
      await tab.evaluate(() => window.test.mounted.set({ paragraphs: ["아무것도 없음"] }));
      assert.deepEqual(await masks(tab), []);
      await context.close();
    });

    test("each action has a line of its own, in forced colours too, and on paper there is none", { skip: !can.highlight }, async () => {
      const { tab, context } = await start({ draft: { paragraphs: [`주민등록번호 ${number} 확인`, "민원 접수번호: 2026-0001234", "담당 주무관 김가람"] } });
      await settled(tab);
      await tab.evaluate(() => {
        const { draft } = window.test.doc;
        draft.showKeep = true;
        draft.showAll();
      });
      const lines = ["garim-keep: underline dotted", "garim-mask: underline double", "garim-review: underline wavy"];
      for (const media of [{}, { colorScheme: "dark" }, { forcedColors: "active" }]) {
        await tab.emulateMedia(media);
        assert.deepEqual(await looks(tab), lines, JSON.stringify(media));
      }
      await tab.emulateMedia({ media: "print", forcedColors: "none" });
      assert.deepEqual(await looks(tab), lines.map((line) => line.replace(/underline \w+/, "none")));
      await context.close();
    });

    test("its highlights move with edits and never stand on other text", { skip: !can.highlight || !can.keys }, async () => {
      const { tab, context } = await start();
      await settled(tab);
      const right = (list) => assert.ok(list.every((text) => canaries.includes(text)), `on the wrong text: ${list}`);
      await caret(tab, 1, 0);
      await tab.keyboard.type("가 나 ");
      right(await masks(tab));
      assert.ok((await masks(tab)).includes(number), "it moved");
      await settled(tab);
      assert.ok((await masks(tab)).includes(number));
      const inside = (await texts(tab))[1].indexOf(number) + 3;
      await caret(tab, 1, inside);
      await tab.keyboard.type("다");
      right(await masks(tab));
      assert.ok(!(await masks(tab)).includes(number), "what was touched is not underlined any more");
      await tab.keyboard.press("Backspace");
      await settled(tab);
      assert.ok((await masks(tab)).includes(number), "and comes back");
      await caret(tab, 0, 2);
      await tab.keyboard.press("Enter");
      right(await masks(tab));
      await settled(tab);
      right(await masks(tab));
      assert.deepEqual(even(await model(tab)), even(await texts(tab)));
      await context.close();
    });

    test("undo and redo are what they are without Garim", { skip: !can.keys }, async () => {
      // Editors group steps by time: a machine that stalls between two keys makes one group more. What differs every time is Garim's doing.
      let seen = [];
      for (let round = 0; round < 3 && !(seen.length && isDeepStrictEqual(seen[1], seen[0])); round += 1) {
        seen = [];
        for (const bare of [true, false]) {
          const { tab, context } = await start({ bare, draft: { paragraphs: ["제목"] } });
          const steps = [];
          const step = async () => steps.push(await texts(tab));
          await caret(tab, 0, 2);
          await tab.keyboard.type(" abc ");
          await tab.waitForTimeout(700);
          await tab.keyboard.type(`rrn ${number}`);
          await tab.waitForTimeout(300);
          await step();
          for (const key of ["Control+z", "Control+z", options.redo ?? "Control+Shift+z", options.redo ?? "Control+Shift+z", "Control+z"]) {
            await tab.keyboard.press(key);
            await tab.waitForTimeout(60);
            await step();
          }
          if (!bare && can.highlight) {
            await settled(tab);
            assert.deepEqual((await masks(tab)).length, (await texts(tab)).join().includes(number) ? 1 : 0);
          }
          seen.push(steps);
          await context.close();
        }
      }
      assert.deepEqual(seen[1], seen[0]);
      assert.notDeepEqual(seen[0][0], seen[0][1], "undo does something");
    });

    test("composing Hangul is the same with and without Garim", { skip: !can.compose }, async () => {
      const without = await composed(browser, server.address, true);
      const withIt = await composed(browser, server.address, false);
      assert.deepEqual(withIt, without);
      assert.ok(without.text.join().includes("담당자 홍길동"), String(without.text));
    });

    test("what is being composed is checked, and shown as provisional", { skip: !can.compose || !can.highlight }, async () => {
      const { tab, cdp, context } = await start({ draft: { paragraphs: [`연락처 010-0000-123`] } });
      await caret(tab, 0, `연락처 010-0000-123`.length);
      await compose(cdp, ["4"], false);
      await settled(tab);
      assert.deepEqual(await shown(tab), [["garim-provisional", "010-0000-1234"]]);
      const sealed = await tab.evaluate(() => window.test.doc.exportSync("public").fields.body);
      assert.ok(!sealed.includes("010-0000-123"), "what is composed is part of what is sealed");
      await cdp.send("Input.insertText", { text: "4" });
      await settled(tab);
      assert.deepEqual(await shown(tab), [["garim-mask", "010-0000-1234"]]);
      await context.close();
    });

    test("it takes a paste of 100 KB", { skip: !can.clipboard, timeout: 20_000 }, async () => {
      const { tab, context } = await start();
      const lines = Array.from({ length: 1500 }, (_, at) => (at % 100 === 50 ? `민원인 연락처: 010-0000-${String(1000 + at)}` : `${at}번째 줄은 회의 결과를 적은 보통의 글이며 가릴 것이 없습니다.`));
      await caret(tab, 0, 0);
      await tab.evaluate((text) => navigator.clipboard.writeText(text), lines.join("\n"));
      await tab.keyboard.press("Control+v");
      await tab.waitForFunction(() => window.test.mounted.texts().join("\n").includes("1499번째 줄"), undefined, { timeout: 10_000 });
      await settled(tab);
      assert.deepEqual(even(await model(tab)), even(await texts(tab)));
      const found = await tab.evaluate(() => window.test.doc.findings().filter(({ kind }) => kind === "mobile").length);
      assert.equal(found, 16);
      const drawn = (await tab.evaluate(() => window.test.mounted.shown?.())) ?? (await masks(tab));
      if (can.highlight) assert.equal(drawn.filter((text) => text.startsWith("010-")).length, 16);
      await context.close();
    });

    test("what is cut comes back inside the document, and is masked elsewhere", { skip: !can.clipboard }, async () => {
      const page = await start();
      const { tab, context } = page;
      await settled(tab);
      const before = await texts(tab);
      await caret(tab, 1, 0, 1, before[1].length);
      await tab.keyboard.press("Control+x");
      const kept = await clipboard(tab);
      assert.deepEqual(Object.keys(kept).sort(), ["text/html", "text/plain"]);
      assert.ok(Object.values(kept).every((text) => !text.includes(number)), "nothing of it is on the clipboard");
      assert.ok(kept["text/plain"].includes("******-*******"));
      assert.ok(!(await texts(tab)).join().includes(number), "it was cut");
      await tab.keyboard.press("Control+v");
      await tab.waitForTimeout(100);
      assert.deepEqual(even(await texts(tab)), even(before), "it came back as it was");
      const other = await context.newPage();
      await other.goto(server.address);
      await other.waitForSelector("html[data-ready]");
      await other.evaluate(() => window.test.mounted.caret(0, 0));
      await other.keyboard.press("Control+v");
      await other.waitForTimeout(100);
      const there = (await other.evaluate(() => window.test.mounted.texts())).join();
      assert.ok(there.includes("******-*******") && !there.includes(number), there);
      assert.deepEqual(await leaks(page), []);
      await context.close();
    });

    test("its popover opens by mouse and by key, and takes no focus of its own", { skip: !can.keys || !can.highlight }, async () => {
      const page = await start();
      const { tab, context } = page;
      await settled(tab);
      const box = await tab.evaluate(() => {
        const { draft } = window.test.doc;
        return draft.rects(draft.found().find(({ kind }) => kind === "rrn").parts[0])[0];
      });
      assert.ok(box && box.width > 20, "the finding has a place on the screen");
      const active = () => tab.evaluate(() => (document.activeElement?.localName === "iframe" ? "iframe" : document.activeElement?.closest("#place") ? "editor" : document.activeElement?.localName));
      await tab.mouse.click(box.left + box.width / 2, box.top + box.height / 2);
      const popover = tab.locator("garim-popover [role=dialog]");
      await popover.waitFor({ state: "visible" });
      assert.match(await popover.textContent(), /주민등록번호 후보.*제9조제1항제6호/s);
      await tab.waitForFunction(() => document.querySelector("garim-popover").shadowRoot.textContent.includes("******-*******"));
      const focused = await active();
      assert.ok(["editor", "iframe"].includes(focused), `the focus stays in the editor, not ${focused}`);
      if (process.env.GARIM_SCREENSHOTS) await tab.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, `popover-${name}.png`) });
      await tab.keyboard.press("Escape");
      await popover.waitFor({ state: "hidden" });
      await tab.keyboard.press("Alt+F8");
      await popover.waitFor({ state: "visible" });
      await tab.keyboard.press("Alt+F7");
      assert.equal(await active(), "garim-popover");
      await tab.keyboard.press("Escape");
      await popover.waitFor({ state: "hidden" });
      assert.ok(["editor", "iframe"].includes(await active()), "Escape leads back");
      assert.deepEqual(await leaks(page), []);
      await context.close();
    });

    test("it masks one in the text as one undo step", { skip: !can.keys }, async () => {
      const page = await start();
      const { tab, context } = page;
      await settled(tab);
      const before = await texts(tab);
      await caret(tab, 0, 0);
      await tab.evaluate(async () => {
        const { doc } = window.test;
        await doc.maskNow(doc.draft.found().filter(({ kind }) => kind === "rrn"));
      });
      await settled(tab);
      assert.deepEqual(await texts(tab), before.map((text) => text.replace(number, "******-*******")));
      await caret(tab, 0, 0);
      await tab.keyboard.press("Control+z");
      await tab.waitForTimeout(50);
      assert.deepEqual(await texts(tab), before);
      await settled(tab);
      await tab.evaluate(async () => {
        const { doc } = window.test;
        await doc.maskNow(doc.draft.found().filter(({ action }) => action === "mask"));
      });
      await settled(tab);
      const masked = (await texts(tab)).join();
      assert.ok(!masked.includes(number) && !masked.includes(phone));
      await caret(tab, 0, 0);
      await tab.keyboard.press("Control+z");
      await tab.waitForTimeout(50);
      assert.deepEqual(await texts(tab), before);
      assert.deepEqual(await leaks(page), []);
      await context.close();
    });

    test("it decides by column in one step, and takes it back in one", { skip: !can.table }, async () => {
      const page = await start({ draft: full });
      const { tab, context } = page;
      await settled(tab);
      const actions = () => tab.evaluate(() => window.test.doc.draft.found().filter(({ parts }) => window.test.doc.draft.model.held.get(parts[0].block).block.column === 1).map(({ action }) => action));
      assert.deepEqual(await actions(), ["mask", "mask"]);
      await tab.evaluate(() => {
        const { draft } = window.test.doc;
        const one = draft.found().find(({ parts }) => draft.model.held.get(parts[0].block).block.column === 1);
        draft.decide(draft.beside(one, false), "keep", { here: true, reason: "law" });
      });
      await settled(tab);
      assert.deepEqual(await actions(), ["keep", "keep"]);
      assert.ok(await tab.evaluate(() => window.test.doc.exportSync("public").fields.body.includes("010-0000-1111")));
      await tab.evaluate(() => window.test.doc.undoDecision());
      await settled(tab);
      assert.deepEqual(await actions(), ["mask", "mask"]);
      // The same column masked in the text: nothing of it stays, everything else does.
      const before = await texts(tab);
      await tab.evaluate(async () => {
        const { doc } = window.test;
        const one = doc.draft.found().find(({ parts }) => doc.draft.model.held.get(parts[0].block).block.column === 1);
        await doc.maskNow(doc.draft.beside(one, false));
      });
      await settled(tab);
      assert.deepEqual(even(await texts(tab)), even(before.map((text) => text.replace(/010-0000-[12]{4}/, "***-****-****"))));
      if (can.keys) {
        await caret(tab, 0, 0);
        await tab.keyboard.press("Control+z");
        await tab.waitForTimeout(50);
        assert.deepEqual(even(await texts(tab)), even(before));
      }
      await context.close();
    });

    test("every exit gives what its purpose says, and the draft stays byte for byte", async () => {
      const page = await start({ draft: full });
      const { tab, context } = page;
      await settled(tab);
      const before = await content(tab);
      const go = tab.locator("garim-gate dialog button.first");
      const leave = async (purpose) => {
        const wanted = tab.evaluate((given) => window.test.doc.export(given), purpose);
        await go.waitFor({ state: "visible" });
        await go.click();
        return wanted;
      };
      const open = await leave("public");
      assert.equal(open.checked, true);
      for (const canary of can.table ? canaries : [number, phone]) assert.ok(!JSON.stringify(open).includes(canary), `${canary} in the public copy`);
      // Quill's getter writes every space so that it does not break.
      assert.ok(open.fields.body.includes("******-*******") && open.fields.body.replaceAll("&nbsp;", " ").includes("회의 안내"));
      const record = await leave("record");
      assert.equal(record.fields.body, before);
      const recipient = await leave("recipient");
      assert.ok(!recipient.fields.body.includes(number));
      const now = await tab.evaluate(() => {
        try {
          return window.test.doc.exportSync("public").fields.body;
        } catch (error) {
          return error.code;
        }
      });
      if (await tab.evaluate(() => window.test.doc.draft.fields[0].adapter.capabilities.sync)) assert.equal(now, open.fields.body);
      assert.equal(await content(tab), before);
      // Loading the draft again is an edit like any other: nothing was written into it.
      await tab.evaluate((saved) => window.test.mounted.reload?.(saved), before);
      await settled(tab);
      assert.equal(await content(tab), before);
      await tab.evaluate(() => window.test.doc.detach());
      assert.equal(await content(tab), before);
      assert.deepEqual(await leaks(page), []);
      await context.close();
    });

    places({ can, start, values: [number, phone] });
    doors({ can, start: (given) => start({ draft: full, ...given }), seeds: can.table ? canaries : [number, phone] });
  });
}
