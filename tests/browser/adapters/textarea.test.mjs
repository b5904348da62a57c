// The suite for textarea, and what only its copy of the lines must hold.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { conformance } from "./conformance.mjs";
import { under } from "./places.mjs";
import { launch, open, settled, site } from "./site.mjs";

conformance("textarea");

describe("the copy of a textarea's lines", () => {
  const phone = "010-0000-4821";
  const prose = "제3조에 따라 회의 결과를 다음과 같이 알려 드립니다. ";
  let browser;
  let server;
  before(async () => {
    browser = await launch();
    server = await site("textarea");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const frame = (tab) => tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const copied = (tab, line) => tab.evaluate((at) => document.querySelector("garim-mirror").shadowRoot.querySelectorAll("p")[at].textContent, line);

  for (const [what, more] of [["a field that scrolls", 40], ["a field that its content does not fill", 0]]) {
    test(`typing into a line that shows nothing never leaves a highlight beside its text: ${what}`, async () => {
      const paragraphs = ["첫 줄", `민원인 연락처: ${phone}`, ...Array.from({ length: more }, () => prose)];
      const { tab, context } = await open(browser, server.address, { draft: { paragraphs } });
      await settled(tab);
      await tab.evaluate(() => window.test.mounted.caret(0, 0));
      // Letters enough for three rows: the lines below move twice.
      for (let turn = 0; turn < 90; turn += 1) {
        await tab.keyboard.insertText("가나"[turn % 2]);
        await frame(tab);
        assert.equal(await under(tab, phone), phone, `after ${turn} letters`);
      }
      await tab.keyboard.insertText(" 주민등록번호 990101-3000012 ");
      await tab.waitForFunction(() => window.test.doc.draft.found().some(({ kind }) => kind === "rrn"));
      assert.equal(await under(tab, "990101-3000012"), "990101-3000012");
      // What was typed behind it is copied when the typing rests, or sooner.
      await tab.keyboard.insertText("끝");
      await tab.waitForFunction(() => document.querySelector("garim-mirror").shadowRoot.querySelector("p").textContent === window.test.mounted.texts()[0]);
      await tab.keyboard.press("Enter");
      await tab.keyboard.insertText("새 줄");
      await tab.waitForFunction(() => [...document.querySelector("garim-mirror").shadowRoot.querySelectorAll("p")].map((line) => line.textContent).join("\n") === window.test.mounted.content());
      assert.match(await copied(tab, 1), /^새 줄/);
      assert.equal(await under(tab, phone), phone);
      await context.close();
    });
  }
});
