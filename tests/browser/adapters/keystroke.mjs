// What a keystroke costs the page's main thread with and without Garim, in turns in the same run: the time of all its tasks, as Chromium counts it.
//
//   GARIM_PKG=pkg GARIM_CHROMIUM=/usr/bin/chromium node tests/browser/adapters/keystroke.mjs textarea [bytes] [keys]
import { launch, open, settled, site } from "./site.mjs";

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

/** Milliseconds of each keystroke on both pages, and the long tasks that only the one with Garim had. */
export async function measure(name, { bytes = 1_000_000, keys = 500, site: more } = {}) {
  const browser = await launch();
  const server = await site(name, more);
  const pages = [];
  for (const bare of [true, false]) {
    const page = await open(browser, server.address, { bare });
    await page.tab.evaluate(() => {
      window.long = [];
      new PerformanceObserver((list) => window.long.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: "longtask", buffered: false });
    });
    await page.tab.evaluate((given) => window.test.mounted.set(given), longDraft(bytes));
    if (!bare) await settled(page.tab);
    await page.tab.waitForTimeout(1500);
    const opening = await page.tab.evaluate(() => window.long.splice(0));
    const middle = await page.tab.evaluate(() => Math.floor(window.test.mounted.texts().length / 2));
    await page.tab.evaluate((at) => window.test.mounted.caret(at, 3), middle);
    // Time that the thread ran, not time that it waited for a busy machine.
    await page.cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const work = async () => (await page.cdp.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
    pages.push({ ...page, work, times: [], opening });
  }
  for (let at = -10; at < keys; at += 1) {
    for (const page of at % 2 ? pages : [...pages].reverse()) {
      const before = await page.work();
      await page.tab.keyboard.press(at % 9 === 8 ? "Space" : "abcdefgh"[((at % 8) + 8) % 8]);
      // Until what the key began has been painted.
      await page.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
      const spent = (await page.work()) - before;
      if (at >= 0) page.times.push(spent);
    }
  }
  const at = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
  const [bare, with_] = pages;
  const out = {
    name, bytes, keys,
    without: { median: at(bare.times, 0.5), p95: at(bare.times, 0.95) },
    with: { median: at(with_.times, 0.5), p95: at(with_.times, 0.95) },
    long: { without: await bare.tab.evaluate(() => window.long), with: await with_.tab.evaluate(() => window.long) },
    opening: { without: bare.opening, with: with_.opening },
  };
  await browser.close();
  await server.close();
  return out;
}

if (process.argv[1]?.endsWith("keystroke.mjs")) {
  const [name, bytes = 1_000_000, keys = 500] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(name, { bytes: Number(bytes), keys: Number(keys) }), (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value), 1));
}
