// The engine in a worker, in a real Chromium: what happens when the worker is lost, slow or gone, and what stays in memory.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { draft, folder, launch, masked, plainPage, serve, visit } from "./site.mjs";

let browser;
let site;
before(async () => {
  browser = await launch("--js-flags=--expose-gc");
  site = await serve((asked) => {
    if (asked === "/") return { body: plainPage };
    // A worker that falls down before certain texts: always over one, the first time over another, and asleep over a third.
    if (asked === "/frail.js") {
      const worker = fs.readFileSync(path.join(folder, "dist/worker.js"), "utf8");
      return {
        body: `${worker}
          const answer = self.onmessage;
          self.onmessage = (event) => {
            const said = JSON.stringify(event.data.text ?? event.data.changes ?? "");
            if (said.includes("넘어짐") || (said.includes("한번") && !globalThis.name?.includes("second"))) throw new Error("fell");
            if (!said.includes("잠듦")) answer(event);
          };`,
      };
    }
    return undefined;
  });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Runs a function on a fresh page that has the package as `garim`. */
async function onPage(work, given) {
  const { page, said } = await visit(browser, site.address);
  await page.addScriptTag({ type: "module", content: 'globalThis.garim = await import("./dist/engine.js"); globalThis.there = true;' });
  await page.waitForFunction(() => globalThis.there);
  const result = await page.evaluate(work, given);
  await page.close();
  assert.deepEqual(said, [], "nothing is written to the console");
  return result;
}

/** Makes frail workers: the first by its own name, those after it as second ones. */
const frail = `
  let made = 0;
  globalThis.frail = () => new Worker("./frail.js", { name: made++ === 0 ? "first" : "second" });
  globalThis.made = () => made;`;

test("it starts a lost worker anew and asks again, once", async () => {
  const result = await onPage(async ({ frail, draft }) => {
    (0, eval)(frail);
    let restarts = 0;
    const engine = await garim.createEngine({ worker: globalThis.frail, places: ["worker"], onRestart: () => (restarts += 1) });
    const code = (error) => error.code;
    const out = [];
    out.push((await engine.check(`${draft} 한번`)).masked, restarts);
    out.push(await engine.check(`${draft} 넘어짐`).catch(code), restarts);
    const all = await Promise.all([engine.check(draft), engine.check("넘어짐").catch(code), engine.check(draft)]);
    out.push(all[0].masked, all[1], all[2].masked, engine.place);
    await engine.dispose();
    return out;
  }, { frail, draft });
  assert.deepEqual(result, [`${masked} 한번`, 1, "engine_crashed", 3, masked, "engine_crashed", masked, "worker"]);
});

test("it gives a worker up that does not answer in time", async () => {
  const result = await onPage(async ({ frail, draft }) => {
    (0, eval)(frail);
    const engine = await garim.createEngine({ worker: globalThis.frail, places: ["worker"], answerTimeout: 400 });
    const began = performance.now();
    const code = await engine.check("잠듦").catch((error) => error.code);
    return { code, soon: performance.now() - began < 10_000, then: (await engine.check(draft)).masked, made: globalThis.made() };
  }, { frail, draft });
  assert.deepEqual(result, { code: "timeout", soon: true, then: masked, made: 3 });
});

test("it answers only the newest of what is typed", async () => {
  const result = await onPage(async (draft) => {
    const engine = await garim.createEngine({ places: ["worker"] });
    const typed = Array.from({ length: 40 }, (_, index) => `${draft} ${"가".repeat(index)}`);
    const ends = await Promise.allSettled(typed.map((text) => engine.check(text, { stream: "draft" })));
    await engine.dispose();
    return ends.map(({ value, reason }) => value?.masked ?? reason.code);
  }, draft);
  assert.equal(result.pop(), `${masked} ${"가".repeat(39)}`);
  assert.deepEqual([...new Set(result)], ["superseded"]);
});

test("it leaves the page free while a long text is checked", async () => {
  const result = await onPage(async (draft) => {
    const engine = await garim.createEngine({ places: ["worker"] });
    await engine.check(draft);
    const text = `${draft}\n`.repeat(20_000);
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 1);
    const { masked } = await engine.check(text);
    clearInterval(clock);
    await engine.dispose();
    return { turns, same: masked.length === text.length };
  }, draft);
  assert.ok(result.turns > 5, `${result.turns} turns of the page's clock`);
  assert.ok(result.same);
});

test("it tells a new worker of all that is open", async () => {
  const result = await onPage(async ({ frail, draft }) => {
    (0, eval)(frail);
    const engine = await garim.createEngine({ worker: globalThis.frail, places: ["worker"] });
    const session = await engine.open([{ id: "a", text: draft }, { id: "b", text: "가" }]);
    await session.apply({ upsert: [{ id: "b", text: "나" }, { id: "c", text: "다", after: null }], order: ["b", "c", "a"], decisions: [{ kind: "rrn", value: "990101-3000012", action: "review" }] });
    const lost = await session.apply({ upsert: [{ id: "b", text: "넘어짐" }] }).catch((error) => error.code);
    const text = await session.text();
    const found = (await session.findings("a")).map(({ action }) => action);
    const { rev } = await session.apply({ upsert: [{ id: "d", text: "라" }], remove: ["c"] });
    const out = { lost, text, found, rev, then: await session.text(), made: globalThis.made() };
    await session.dispose();
    await engine.dispose();
    return out;
  }, { frail, draft });
  assert.deepEqual(result, { lost: "engine_crashed", text: `나\n다\n${draft}`, found: ["review"], rev: 3, then: `나\n${draft}\n라`, made: 3 });
});

test("it opens and closes 10,000 documents in one page, and memory stays flat", async () => {
  const result = await onPage(async (draft) => {
    const memories = new Set();
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (...given) {
      const made = new Instance(...given);
      memories.add(new WeakRef(made.exports.memory));
      return made;
    };
    const engine = garim.createEngineSync(await (await fetch("./dist/engine.wasm")).arrayBuffer());
    const alive = () => [...memories].reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
    // One document stays open, so that the instance does: what the others leave behind would pile up in it.
    const kept = engine.open([{ id: "0", text: draft }]);
    const after = {};
    for (let index = 1; index <= 10_000; index += 1) {
      const session = engine.open(Array.from({ length: 1 + (index % 7) }, (_, id) => ({ id: String(id), text: `${index}. ${draft}` })));
      session.applySpans({ upsert: [{ id: "0", text: `${index} 010-0000-1234` }] });
      session.dispose();
      if (index === 1000 || index === 10_000) {
        gc();
        await new Promise((next) => setTimeout(next, 50));
        gc();
        after[index] = { wasm: alive(), heap: performance.memory.usedJSHeapSize };
      }
    }
    return { ...after, instances: memories.size, text: kept.text() };
  }, draft);
  assert.equal(result.instances, 1);
  assert.equal(result.text, draft);
  assert.equal(result[10_000].wasm, result[1000].wasm, "WebAssembly memory");
  assert.ok(result[10_000].heap < result[1000].heap + 2_000_000, `JavaScript heap ${result[1000].heap} → ${result[10_000].heap}`);
});

test("it leaves no text of a draft in the page's heap", async () => {
  const { page } = await visit(browser, site.address);
  await page.addScriptTag({ type: "module", content: 'globalThis.garim = await import("./dist/engine.js"); globalThis.there = true;' });
  await page.waitForFunction(() => globalThis.there);
  const session = await page.context().newCDPSession(page);
  const snapshot = async () => {
    const parts = [];
    const take = ({ chunk }) => parts.push(chunk);
    session.on("HeapProfiler.addHeapSnapshotChunk", take);
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    session.off("HeapProfiler.addHeapSnapshotChunk", take);
    return parts.join("");
  };
  // The canary is put together on the page, so that no script holds it.
  const canary = ["kanari", "enwort", "einhalb"];
  const use = async (keep) => page.evaluate(async ({ canary, keep }) => {
    const text = () => `${canary.join("").toUpperCase()} 990101-3000012 홍길동`.repeat(3);
    globalThis.kept = keep ? text().slice(0, 40).split("").join("") : undefined;
    const [later, now] = [await garim.createEngine(), garim.createEngineSync(await (await fetch("./dist/engine.wasm")).arrayBuffer())];
    await later.check(text(), { stream: "draft" });
    now.check(text());
    const [remote, own] = [await later.open([{ id: "1", text: text() }]), now.open([{ id: "1", text: text() }])];
    await remote.apply({ upsert: [{ id: "1", text: `${text()}.` }] });
    own.apply({ upsert: [{ id: "1", text: `${text()}.` }] });
    await remote.dispose();
    own.dispose();
    await later.dispose();
    now.dispose();
  }, { canary, keep });
  const word = canary.join("").toUpperCase();
  await use(true);
  assert.ok((await snapshot()).includes(word), "a snapshot shows what the page keeps");
  await page.evaluate(() => delete globalThis.kept);
  await use(false);
  assert.ok(!(await snapshot()).includes(word));
  await page.close();
});
