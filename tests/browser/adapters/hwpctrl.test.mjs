// The suite for Hancom's web control, and what only it has: no event, no highlight, a scan that shares the caret.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance, number } from "./conformance.mjs";
import { launch, open, settled, site } from "./site.mjs";

conformance("hwpctrl", { table: true, highlight: false, clipboard: false, keys: false, compose: false });

describe("the web control", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("hwpctrl");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const draft = { paragraphs: ["회의 안내", `주민등록번호 ${number} 확인`, "민원인 연락처: 010-0000-1234"], table: [["성명", "휴대전화번호"], ["김가람", "010-0000-1111"]] };
  const start = async (given = {}) => {
    const page = await open(browser, server.address, { draft, ...given });
    await settled(page.tab);
    return page;
  };
  const kinds = (tab) => tab.evaluate(() => window.test.doc.findings().map(({ kind }) => kind).sort());

  test("what is typed is found once the caret rests, and nothing is asked of the control while it moves", async () => {
    const { tab, context } = await start({ draft: { paragraphs: ["회의 안내"] } });
    await tab.evaluate(() => {
      const { control } = window.test.mounted;
      control.focus();
      control.click(0, 0, 5);
      control.calls.length = 0;
      window.during = [];
      window.typing = new Promise((done) => {
        const text = " 010-0000-1234";
        let at = 0;
        const timer = setInterval(() => {
          if (at === text.length) {
            clearInterval(timer);
            window.during.push(...control.calls);
            return done();
          }
          control.type(text[at]);
          at += 1;
        }, 40);
      });
    });
    await tab.evaluate(() => window.typing);
    assert.deepEqual([...new Set(await tab.evaluate(() => window.during))], ["GetPosBySet"], "only where the caret stands");
    const state = await tab.evaluate(() => window.test.mounted.control.state());
    await tab.waitForFunction(() => window.test.doc.findings().some(({ kind }) => kind === "mobile"));
    assert.equal(await tab.evaluate(() => window.test.mounted.control.state()), state, "neither caret nor text were touched");
    assert.ok(!(await tab.evaluate(() => window.test.mounted.control.calls)).includes("MovePos"), "with the focus the caret stays");
    await context.close();
  });

  test("a text that the host sets is found at once, cells with their columns", async () => {
    const { tab, context } = await start();
    const found = await tab.evaluate((given) => {
      window.test.mounted.control.load(given);
      const { draft } = window.test.doc;
      return draft.found().map(({ kind, parts }) => [kind, draft.model.held.get(parts[0].block).block.column ?? null]);
    }, draft);
    assert.ok(found.some(([kind, column]) => kind === "person_name" && column === 0) && found.some(([kind, column]) => kind === "mobile" && column === 1), JSON.stringify(found));
    await context.close();
  });

  test("the field that holds the title is the document's title", async () => {
    const { tab, context } = await start({ draft: { ...draft, fields: { 결재제목: 1, 수신: 2 }, table: [["손실보상 알림", "김가람 귀하"]] } });
    const roles = await tab.evaluate(() => window.test.doc.draft.model.order().map((id) => window.test.doc.draft.model.held.get(id).block).filter(({ text }) => text === "손실보상 알림").map(({ role }) => role));
    assert.deepEqual(roles, ["title"]);
    await context.close();
  });

  for (const behind of [true, false]) {
    test(`it goes to a place by its scan, the caret ${behind ? "behind" : "before"} what was read`, async () => {
      const { tab, context } = await start();
      const picked = await tab.evaluate((given) => {
        const { control } = window.test.mounted;
        control.scanBehind = given;
        const { draft } = window.test.doc;
        return draft.found().filter(({ action }) => action === "mask").map((found) => {
          draft.reveal(found);
          control.InitScan(7, 0xff);
          const set = control.CreateSet("GetText");
          control.GetTextBySet(set);
          control.ReleaseScan();
          return [draft.model.value(found), set.Item("Text")];
        });
      }, behind);
      assert.ok(picked.length >= 4, String(picked.length));
      for (const [value, selected] of picked) assert.equal(selected, value);
      await context.close();
    });
  }

  test("it masks in the document, in form mode too, and gives mode and caret back", async () => {
    for (const mode of [1, 2]) {
      const { tab, context } = await start();
      const out = await tab.evaluate(async (given) => {
        const { control } = window.test.mounted;
        control.click(0, 0, 2);
        const before = JSON.parse(control.state());
        control.EditMode = given;
        const { doc } = window.test;
        await doc.maskNow(doc.draft.found().filter(({ action }) => action === "mask"));
        const after = JSON.parse(control.state());
        return { texts: control.texts(), caret: [before[1], after[1]], mode: control.EditMode };
      }, mode);
      assert.ok(!out.texts.join().match(/010-0000|990101/) && out.texts.includes("주민등록번호 ******-******* 확인"), out.texts.join("|"));
      assert.deepEqual(out.caret[1], out.caret[0]);
      assert.equal(out.mode, mode);
      await context.close();
    }
  });

  test("it changes nothing where the control is for reading, or where one place has changed meanwhile", async () => {
    const { tab, context } = await start();
    const out = await tab.evaluate(async () => {
      const { control } = window.test.mounted;
      const { adapter } = window.test.doc.draft.fields[0];
      const texts = control.texts().join("|");
      const blocks = adapter.read();
      const edit = (text, expected) => {
        const block = blocks.find((each) => each.text.includes(expected));
        const start = block.text.indexOf(expected);
        return { block: block.id, start, end: start + expected.length, expected, text };
      };
      const edits = [edit("가", "990101"), edit("나", "010-0000-1234")];
      control.EditMode = 0;
      const reading = adapter.replace(edits);
      control.EditMode = 1;
      const wrong = adapter.replace([edits[0], { ...edits[1], expected: "010-0000-9999" }]);
      // The control refuses in the middle: what was done is taken back.
      const action = control.CreateAction;
      let count = 0;
      const select = control.SelectText;
      control.SelectText = (...given) => ((count += 1) > 3 && given[0] === 1 ? false : select(...given));
      const half = adapter.replace(edits);
      control.SelectText = select;
      control.CreateAction = action;
      return { reading, wrong, half, same: control.texts().join("|") === texts, after: control.texts() };
    });
    assert.deepEqual({ ...out, after: undefined }, { reading: false, wrong: false, half: false, same: true, after: undefined }, JSON.stringify(out.after));
    await context.close();
  });

  test("what the control's own getter gives is stored; it is waited for", async () => {
    const { tab, context } = await start();
    const out = await tab.evaluate(async () => {
      const { control, hwpctrl, frame } = window.test.mounted;
      window.test.doc.detach();
      const content = () => new Promise((done) => control.GetTextFile("HWPML2X", "", done));
      const doc = window.test.guard.attach(hwpctrl(control, { frame, content }));
      await doc.settled();
      const wanted = doc.export("record");
      const go = async () => {
        const button = document.querySelector("garim-gate:last-of-type").shadowRoot.querySelector("dialog button.first");
        if (button) return button.click();
        await new Promise((next) => setTimeout(next, 20));
        return go();
      };
      await go();
      const record = await wanted;
      let now;
      try {
        now = doc.exportSync("record");
      } catch (error) {
        now = error.code;
      }
      return { same: record.fields.body === (await content()), now };
    });
    assert.deepEqual(out, { same: true, now: "gate_needed" });
    await context.close();
  });

  test("the panel is enough: go to a finding, read why, mask it", async () => {
    const { tab, context, said } = await start();
    await tab.evaluate(() => window.test.doc.panel(document.querySelector("main").appendChild(document.createElement("div"))));
    const entry = tab.locator("garim-panel li button", { hasText: number });
    await entry.click();
    const popover = tab.locator("garim-popover [role=dialog]");
    await popover.waitFor({ state: "visible" });
    const [line, box] = [await entry.boundingBox(), await popover.boundingBox()];
    assert.ok(Math.abs(box.x - line.x) < 400 && box.y + box.height > line.y - 20 && box.y < line.y + line.height + 40, JSON.stringify([line, box]));
    assert.match(await popover.textContent(), /주민등록번호 후보/);
    await tab.waitForFunction(() => document.querySelector("garim-popover").shadowRoot.textContent.includes("******-*******"));
    await tab.locator('garim-popover [data-do="do.mask"]').click();
    await tab.waitForFunction((value) => !window.test.mounted.texts().join().includes(value), number);
    assert.deepEqual(said, []);
    await context.close();
  });

  test("a long document is read in one pass, and its masked copy holds nothing of it", async () => {
    const paragraphs = Array.from({ length: 1500 }, (_, at) => (at % 100 === 50 ? `민원인 연락처: 010-0000-${1000 + at}` : `${at}번째 줄은 회의 결과를 적은 보통의 글이며 가릴 것이 없습니다.`));
    const { tab, context } = await start({ draft: { paragraphs } });
    assert.equal((await kinds(tab)).filter((kind) => kind === "mobile").length, 15);
    const copy = await tab.evaluate(() => window.test.doc.exportSync("public").fields.body);
    assert.ok(!/010-0000-1\d{3}/.test(copy) && copy.includes("1499번째 줄"));
    await context.close();
  });
});
