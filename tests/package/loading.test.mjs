// Where the engine comes up under which policy, in a real Chromium: the matrix of the package's README. Whatever is forbidden ends in a typed error.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { draft, folder, launch, masked, plainPage, serve, visit } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Makes an engine on a page under a policy; gives its place and its answer, or the code of the error. */
async function come(csp, { options = "{}", worker = {}, answer = () => undefined, entry = "engine" } = {}) {
  const script = `import { createEngine } from "./dist/${entry}.js";
    globalThis.done = createEngine(${options}).then(
      async (engine) => ({ place: engine.place, masked: (await engine.check(${JSON.stringify(draft)})).masked }),
      (error) => ({ code: error.code, name: error.name }));`;
  const site = await serve((asked) => {
    const own = answer(asked);
    if (own) return own;
    if (asked === "/") return { body: `${plainPage}<script type="module" src="/page.js"></script>`, headers: csp ? { "content-security-policy": csp } : {} };
    if (asked === "/page.js") return { body: script };
    if (asked === "/dist/worker.js") return { headers: worker };
    return undefined;
  });
  const { page, asked } = await visit(browser, site.address);
  await page.waitForFunction(() => globalThis.done);
  const result = await page.evaluate(() => globalThis.done);
  await page.close();
  await site.close();
  assert.deepEqual(asked.filter((url) => !url.startsWith(site.address) && !url.startsWith("blob:")), [], "nothing but its own files was asked for");
  return result;
}

const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const types = `${strict}; require-trusted-types-for 'script'; trusted-types garim`;

for (const [name, csp, more, wanted] of [
  ["no policy", "", {}, { place: "worker" }],
  ["the strict policy of the README", strict, { worker: { "content-security-policy": strict } }, { place: "worker" }],
  ["a policy without WebAssembly, and a worker's file without a policy", "default-src 'self'", {}, { place: "worker" }],
  ["the same policy on the worker's file too", "default-src 'self'", { worker: { "content-security-policy": "default-src 'self'" } }, { code: "engine_blocked" }],
  ["no worker's file, blobs allowed", `${strict}; worker-src 'self' blob:`, { answer: (asked) => (asked === "/dist/worker.js" ? { status: 404, body: "" } : undefined) }, { place: "blob" }],
  ["no worker's file, no blobs", strict, { answer: (asked) => (asked === "/dist/worker.js" ? { status: 404, body: "" } : undefined) }, { place: "page" }],
  ["an HTML page in the worker's place", "", { answer: (asked) => (asked === "/dist/worker.js" ? { body: plainPage, headers: { "content-type": "text/html" } } : undefined) }, { place: "blob" }],
  ["no workers at all", `${strict}; worker-src 'none'`, {}, { place: "page" }],
  ["Trusted Types with the policy `garim`", types, {}, { place: "worker" }],
  ["Trusted Types with the policy `garim`, blobs only", `${types}; worker-src blob:`, { options: '{ places: ["blob"] }' }, { place: "blob" }],
  ["Trusted Types without it", `${strict}; require-trusted-types-for 'script'; trusted-types 'none'`, {}, { place: "page" }],
  ["no wasm anywhere", "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'none'", {}, { code: "engine_blocked" }],
  ["no right to fetch", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", {}, { code: "engine_unreachable" }],
  ["the engine in the script, no right to fetch", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", { entry: "inline" }, { place: "worker" }],
  ["a 404 for the engine", "", { answer: (asked) => (asked.endsWith(".wasm") ? { status: 404, body: "" } : undefined) }, { code: "engine_not_found" }],
  ["a page of HTML for the engine", "", { answer: (asked) => (asked.endsWith(".wasm") ? { body: plainPage } : undefined) }, { code: "engine_mismatch" }],
  ["the worker only, and a 404 for it", "", { options: '{ places: ["worker"] }', answer: (asked) => (asked === "/dist/worker.js" ? { status: 404, body: "" } : undefined) }, { code: "no_place" }],
  ["a worker that never says a word", "", { options: '{ places: ["worker"], startTimeout: 300 }', answer: (asked) => (asked === "/dist/worker.js" ? { body: "" } : undefined) }, { code: "timeout" }],
  ["a stale worker out of a cache", "", { options: '{ places: ["worker"] }', answer: (asked) => (asked === "/dist/worker.js" ? { body: stale() } : undefined) }, { code: "engine_mismatch" }],
  ["a stale worker, and another place", "", { answer: (asked) => (asked === "/dist/worker.js" ? { body: stale() } : undefined) }, { place: "blob" }],
]) {
  test(`it comes up, or says why not: ${name}`, async () => {
    const result = await come(csp, more);
    assert.deepEqual(result, wanted.place ? { ...wanted, masked } : { ...wanted, name: "GarimError" });
  });
}

/** The worker as an older version had it: another build. */
function stale() {
  const script = fs.readFileSync(path.join(folder, "dist/worker.js"), "utf8");
  const changed = script.replace(/("\d+\.\d+\.\d+-)[0-9a-f]{16}"/, '$10123456789abcdef"');
  assert.notEqual(changed, script, "the build was found");
  return changed;
}

test("it comes up from file://, as one plain script", async () => {
  const here = fs.mkdtempSync(path.join(os.tmpdir(), "garim-file-"));
  fs.cpSync(path.join(folder, "dist/garim.inline.global.js"), path.join(here, "garim.js"));
  fs.writeFileSync(path.join(here, "index.html"), `${plainPage}<script src="garim.js"></script>`);
  const { page, asked } = await visit(browser, pathToFileURL(path.join(here, "index.html")).href);
  const result = await page.evaluate(async (text) => {
    const engine = await Garim.createEngine();
    return { place: engine.place, inTime: (await engine.check(text)).masked, atOnce: Garim.createEngineSync().check(text).masked };
  }, draft);
  assert.deepEqual(result, { place: "blob", inTime: masked, atOnce: masked });
  assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("blob:")), []);
  await page.close();
  fs.rmSync(here, { recursive: true });
});

test("it says from file:// that an engine in a file of its own cannot be reached", async () => {
  const { page } = await visit(browser, pathToFileURL(path.join(folder, "package.json")).href);
  await page.addScriptTag({ path: path.join(folder, "dist/garim.global.js") });
  const engine = pathToFileURL(path.join(folder, "dist/engine.wasm")).href;
  assert.equal(await page.evaluate((wasm) => Garim.createEngine({ wasm }).catch(({ code }) => code), engine), "engine_unreachable");
  await page.close();
});

test("it says so where the browser has WebAssembly switched off", async () => {
  const jitless = await launch("--js-flags=--jitless");
  const site = await serve((asked) => (asked === "/" ? { body: plainPage } : undefined));
  const { page } = await visit(jitless, site.address);
  const codes = await page.evaluate(async () => {
    const { createEngine, createEngineSync, prepare } = await import("./dist/inline.js");
    const code = (error) => error.code;
    let atOnce;
    try {
      createEngineSync();
    } catch (error) {
      atOnce = error.code;
    }
    return [await createEngine().catch(code), atOnce, await prepare().catch(code)];
  });
  assert.deepEqual(codes, ["no_webassembly", "no_webassembly", "no_webassembly"]);
  await jitless.close();
  await site.close();
});

test("it makes an engine at once after prepare(), where the browser compiles and starts nothing at once", async () => {
  const site = await serve((asked) => (asked === "/" ? { body: plainPage } : undefined));
  const { page } = await visit(browser, site.address);
  const result = await page.evaluate(async (text) => {
    // What browsers said of a module above 4 KB on the page.
    for (const name of ["Module", "Instance"]) {
      WebAssembly[name] = function () {
        throw new RangeError(`WebAssembly.${name} is disallowed on the main thread, if the buffer size is larger than 4KB.`);
      };
    }
    const { createEngine, createEngineSync, prepare } = await import("./dist/engine.js");
    const bytes = await (await fetch("./dist/engine.wasm")).arrayBuffer();
    const code = (work) => {
      try {
        return work();
      } catch (error) {
        return error.code;
      }
    };
    const before = [code(() => createEngineSync()), code(() => createEngineSync(bytes))];
    await prepare(bytes);
    const first = createEngineSync();
    const answers = [first.check(text).masked];
    first.dispose();
    await new Promise((next) => setTimeout(next, 100));
    answers.push(createEngineSync().check(text).masked);
    const onPage = await createEngine({ places: ["page"] });
    return { before, answers, onPage: (await onPage.check(text)).masked };
  }, draft);
  assert.deepEqual(result, { before: ["not_prepared", "not_prepared"], answers: [masked, masked], onPage: masked });
  await page.close();
  await site.close();
});
