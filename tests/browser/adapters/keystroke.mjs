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

/** The events of each page's main thread while something was done. */
async function traced(browser, pages, categories, work) {
  await browser.startTracing(undefined, { categories: ["toplevel", "blink.user_timing", ...categories] });
  for (const [index, { tab }] of pages.entries()) await tab.evaluate((name) => void performance.mark(name), `garim-page-${index}`);
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return pages.map((_, index) => {
    const { pid, tid } = traceEvents.find(({ name, cat }) => name === `garim-page-${index}` && cat === "blink.user_timing");
    const own = traceEvents.filter((each) => each.pid === pid);
    return { tasks: own.filter((each) => each.tid === tid && each.ph === "X" && each.name.endsWith("RunTask")), own, tid };
  });
}

/** The tasks of each page's main thread while something was done, in milliseconds that the thread ran, the longest first. */
const tasks = async (browser, pages, work) =>
  (await traced(browser, pages, [], work)).map(({ tasks: all }) => all.map(({ tdur, dur }) => (tdur ?? dur) / 1000).sort((a, b) => b - a));

/**
 * The same with what of each task was Garim's: samples of the script in which a function of the package stands anywhere on the stack, so that what it calls of the
 * editor or the browser (a layout it asks for, a transaction) counts as its own. The sampler does not see into WebAssembly: what the engine on the page answers at once,
 * which is asked for short texts only, is not in it. Sampling costs time itself: these tasks are not the ones that keystrokes are timed by.
 */
async function attributed(browser, pages, work) {
  const seen = await traced(browser, pages, ["disabled-by-default-v8.cpu_profiler", "devtools.timeline"], work);
  return seen.map(({ tasks: all, own, tid }) => {
    const begun = own.find(({ name, tid: at }) => name === "Profile" && at === tid);
    const stacks = new Map();
    const samples = [];
    let now = begun?.args.data.startTime ?? 0;
    const chunks = own.filter(({ name, id }) => name === "ProfileChunk" && id === begun?.id).sort((a, b) => a.ts - b.ts);
    for (const { args: { data } } of chunks) {
      for (const { id, parent, callFrame } of data.cpuProfile?.nodes ?? []) {
        const [inGarim, depth] = stacks.get(parent) ?? [false, ""];
        stacks.set(id, [inGarim || /\/dist\//.test(callFrame.url ?? ""), /\/dist\//.test(callFrame.url ?? "") ? `${depth}>${callFrame.functionName}` : depth]);
      }
      for (const [at, delta] of (data.timeDeltas ?? []).entries()) {
        now += delta;
        samples.push([now, delta, stacks.get(data.cpuProfile.samples[at]) ?? [false, ""]]);
      }
    }
    samples.sort((a, b) => a[0] - b[0]);
    // What the browser itself does in a task: the longest of its own steps, by name.
    const steps = own.filter(({ name, ph, tid: at }) => at === tid && ph === "X" && /^(UpdateLayoutTree|Layout|PrePaint|Paint|Layerize|Commit|MinorGC|MajorGC|HitTest|ParseHTML)$/.test(name));
    const stepIn = (ts, dur) => {
      const sums = new Map();
      for (const step of steps) if (step.ts >= ts && step.ts < ts + dur) sums.set(step.name, (sums.get(step.name) ?? 0) + step.dur / 1000);
      const [top] = [...sums].sort((a, b) => b[1] - a[1]);
      return top ? `${top[0]} ${top[1].toFixed(0)}` : "";
    };
    let from = 0;
    return all.sort((a, b) => a.ts - b.ts).map(({ ts, dur, tdur }) => {
      // A sample stands at the end of what it is for.
      while (from < samples.length && samples[from][0] < ts) from += 1;
      let garim = 0;
      const where = new Map();
      for (let at = from; at < samples.length && samples[at][0] - samples[at][1] < ts + dur; at += 1) {
        const [end, delta, [its, path]] = samples[at];
        if (!its) continue;
        const share = Math.max(0, Math.min(end, ts + dur) - Math.max(end - delta, ts));
        garim += share;
        where.set(path, (where.get(path) ?? 0) + share);
      }
      const scale = dur ? (tdur ?? dur) / dur / 1000 : 0;
      return { spent: (tdur ?? dur) / 1000, garim: garim * scale, where: [...where].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "", step: dur > 20_000 ? stepIn(ts, dur) : "" };
    }).sort((a, b) => b.spent - a.spent);
  });
}

/** What is said of long tasks: those over 50 ms, those of them in which Garim's part alone is, and those that its part has taken over 50. */
function blame(list) {
  const long = list.filter(({ spent }) => spent > 50);
  const longest = [...list].sort((a, b) => b.garim - a.garim)[0];
  return {
    long: long.length, own: long.filter(({ garim }) => garim > 50).length, pushed: long.filter(({ spent, garim }) => garim <= 50 && spent - garim <= 50).length,
    tasks: list.slice(0, 4), most: longest?.garim ?? 0, where: longest?.where ?? "", other: Math.max(0, ...list.map(({ spent, garim }) => spent - garim)),
  };
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
    const [opening] = await attributed(browser, [page], async () => {
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
  const press = async (page, turn) => {
    await page.tab.keyboard.press(turn % 9 === 8 ? "Space" : "abcdefgh"[((turn % 8) + 8) % 8]);
    // Until what the key began has been painted.
    await page.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  };
  const typing = await tasks(browser, pages, async () => {
    for (let turn = -10; turn < keys; turn += 1) {
      for (const page of turn % 2 ? pages : [...pages].reverse()) {
        const before = await page.work();
        await press(page, turn);
        const spent = (await page.work()) - before;
        if (turn >= 0) page.times.push(spent);
      }
    }
  });
  const told = await attributed(browser, pages, async () => {
    for (let turn = 0; turn < Math.min(keys, 150); turn += 1) for (const page of pages) await press(page, turn);
    // What rests behind the typing: the panel, the announcement, the form.
    await pages[0].tab.waitForTimeout(2000);
  });
  const [without, with_] = pages.map(({ times, opening }, index) => ({
    median: at(times, 0.5), p95: at(times, 0.95), longest: typing[index].slice(0, 3), long: typing[index].filter((spent) => spent > 50).length, typing: blame(told[index]),
    opening: opening.slice(0, 4).map(({ spent }) => spent), opened: blame(opening),
  }));
  await browser.close();
  await server.close();
  return { name, bytes, keys, without, with: with_ };
}

if (process.argv[1]?.endsWith("keystroke.mjs")) {
  const [name, bytes = 1_000_000, keys = 500] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(name, { bytes: Number(bytes), keys: Number(keys) }), (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value), 1));
}
