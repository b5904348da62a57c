// What Garim costs an editor that holds a long text: the text set at once, and keystrokes with and without Garim, in turns in the same run. Time is what the page's
// main thread ran, not what it waited for a busy machine.
//
//   GARIM_PKG=pkg GARIM_CHROMIUM=/usr/bin/chromium node tests/browser/adapters/keystroke.mjs textarea [bytes] [keys]
import { launch, open, site } from "./site.mjs";

const line = "제3조에 따라 회의 결과를 다음과 같이 알려 드리니 업무에 참고하시기 바랍니다. ";

/** A text of about so many bytes, with a telephone number in every twentieth paragraph. */
export function longDraft(bytes) {
  const paragraphs = [];
  for (let size = 0; size < bytes; size += 3 * paragraphs.at(-1).length) {
    const at = paragraphs.length;
    paragraphs.push(at % 20 === 7 ? `${line}민원인 연락처: 010-0000-${String(at % 10_000).padStart(4, "0")}` : `${at}. ${line}`);
  }
  return { paragraphs };
}

/** The tasks of each page's main thread while something was done, in milliseconds that the thread ran, the longest first. */
async function tasks(browser, pages, work) {
  await browser.startTracing(undefined, { categories: ["toplevel", "blink.user_timing"] });
  for (const [index, { tab }] of pages.entries()) await tab.evaluate((name) => void performance.mark(name), `garim-page-${index}`);
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return pages.map((_, index) => {
    const { pid, tid } = traceEvents.find(({ name, cat }) => name === `garim-page-${index}` && cat === "blink.user_timing");
    const own = traceEvents.filter((each) => each.pid === pid && each.tid === tid && each.ph === "X" && each.name.endsWith("RunTask"));
    return own.map(({ tdur, dur }) => (tdur ?? dur) / 1000).sort((a, b) => b - a);
  });
}

/** Until what the page was given has been laid out and painted. */
const painted = (tab) =>
  tab.evaluate(async () => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });

const at = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];

/** Milliseconds of each keystroke on both pages, and of their longest tasks. */
export async function measure(name, { bytes = 1_000_000, keys = 500, site: more } = {}) {
  const browser = await launch();
  const server = await site(name, more);
  const draft = longDraft(bytes);
  const wanted = draft.paragraphs.filter((text) => text.includes("010-")).length;
  const pages = [];
  for (const bare of [true, false]) {
    const page = await open(browser, server.address, { bare });
    // The panel is part of what a drafter has.
    if (!bare) await page.tab.evaluate(() => window.test.doc.panel(document.querySelector("main").appendChild(document.createElement("div"))));
    await painted(page.tab);
    const [opening] = await tasks(browser, [page], async () => {
      await page.tab.evaluate((given) => window.test.mounted.set(given), draft);
      if (!bare) await page.tab.waitForFunction((count) => window.test.doc.draft.model.all.size >= count, wanted, { timeout: 120_000 });
      await painted(page.tab);
    });
    const middle = await page.tab.evaluate(() => Math.floor(window.test.mounted.texts().length / 2));
    await page.tab.evaluate((place) => window.test.mounted.caret(place, 3), middle);
    await page.cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const work = async () => (await page.cdp.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
    pages.push({ ...page, work, times: [], opening });
  }
  const typing = await tasks(browser, pages, async () => {
    for (let turn = -10; turn < keys; turn += 1) {
      for (const page of turn % 2 ? pages : [...pages].reverse()) {
        const before = await page.work();
        await page.tab.keyboard.press(turn % 9 === 8 ? "Space" : "abcdefgh"[((turn % 8) + 8) % 8]);
        // Until what the key began has been painted.
        await page.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
        const spent = (await page.work()) - before;
        if (turn >= 0) page.times.push(spent);
      }
    }
  });
  const [without, with_] = pages.map(({ times, opening }, index) => ({
    median: at(times, 0.5), p95: at(times, 0.95), longest: typing[index].slice(0, 3), long: typing[index].filter((spent) => spent > 50).length, opening: opening.slice(0, 4),
  }));
  await browser.close();
  await server.close();
  return { name, bytes, keys, without, with: with_ };
}

if (process.argv[1]?.endsWith("keystroke.mjs")) {
  const [name, bytes = 1_000_000, keys = 500] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(name, { bytes: Number(bytes), keys: Number(keys) }), (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value), 1));
}
