// Where findings are on the screen, against the browser's own sense of place: what stands at the left edge of a finding's box is its first character, however the page
// is scrolled, resized, zoomed and wrapped. Part of the suite: `conformance(name)` calls it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { settled } from "./site.mjs";

/** What a press at the left edge of a finding's box would stand before, in the innermost frame there. */
export const under = (tab, value) =>
  tab.evaluate((wanted) => {
    const { draft } = window.test.doc;
    const [box] = draft.rects(draft.found().find((found) => draft.model.value(found) === wanted).parts[0]);
    if (!box) return "no place";
    let [win, x, y] = [window, box.left + 1, box.top + box.height / 2];
    for (let hit = win.document.elementFromPoint(x, y); hit?.localName === "iframe"; hit = win.document.elementFromPoint(x, y)) {
      const outer = hit.getBoundingClientRect();
      [win, x, y] = [hit.contentWindow, x - outer.left - hit.clientLeft, y - outer.top - hit.clientTop];
    }
    const spot = win.document.caretPositionFromPoint(x, y);
    if (!spot) return "nothing";
    const text = "value" in spot.offsetNode ? spot.offsetNode.value : spot.offsetNode.textContent;
    return text.slice(spot.offset, spot.offset + wanted.length);
  }, value);

/** The tests; `start` opens a page with a draft. */
export function places({ can, start, values: [number, phone] }) {
  test("what is shown stands on its text, however the page is scrolled, resized, zoomed and wrapped", { skip: !can.highlight }, async () => {
    const prose = "제3조에 따라 회의 결과를 다음과 같이 알려 드리니 업무에 참고하시기 바랍니다. ";
    // Values near the beginning of their lines: none is itself wrapped.
    const paragraphs = [prose.repeat(4), `주민등록번호 ${number} 확인. ${prose}`, ...Array.from({ length: 40 }, (_, at) => `${at}. ${prose}`), `민원인 연락처: ${phone} ${prose}`];
    const { tab, cdp, context } = await start({ draft: { paragraphs } });
    await settled(tab);
    const check = async (what) => {
      for (const value of [number, phone, number]) {
        await tab.evaluate((wanted) => {
          const { draft } = window.test.doc;
          draft.reveal(draft.found().find((found) => draft.model.value(found) === wanted));
        }, value);
        // Scrolling takes a frame or more of a busy machine.
        let seen;
        for (let turn = 0; turn < 20 && seen !== value; turn += 1) {
          await tab.waitForTimeout(150);
          seen = await under(tab, value);
        }
        assert.equal(seen, value, `${what}: ${JSON.stringify(await tab.evaluate((wanted) => {
          const { draft } = window.test.doc;
          return [window.scrollY, innerHeight, draft.rects(draft.found().find((found) => draft.model.value(found) === wanted).parts[0])];
        }, value))}`);
      }
    };
    await check("as it was");
    await tab.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#place>*{max-width:420px!important}#place textarea,#place iframe{width:420px!important;max-width:420px!important}#above{height:700px}#below{height:1500px}");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    await check("wrapped anew");
    await tab.evaluate(() => {
      const spacer = (id) => Object.assign(document.createElement("div"), { id });
      document.querySelector("main").before(spacer("above"));
      document.querySelector("main").after(spacer("below"));
      window.scrollTo(0, 650);
    });
    await check("scrolled");
    // A browser's zoom: fewer pixels of the page, each larger.
    await cdp.send("Emulation.setDeviceMetricsOverride", { width: 500, height: 450, deviceScaleFactor: 2, mobile: false });
    await check("at 200 %");
    await cdp.send("Emulation.setDeviceMetricsOverride", { width: 800, height: 720, deviceScaleFactor: 1.25, mobile: false });
    await check("at 125 %");
    await context.close();
  });
}
