// The package packed, installed into an empty project and used there: by bundlers, by plain scripts, by Node, in a worker of the host's own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";

import { draft, folder, launch, masked, plainPage, root, serve, visit } from "./site.mjs";

const home = fs.mkdtempSync(path.join(root, "target", "install-"));
const windows = process.platform === "win32";
let browser;

const run = (command, given) => {
  const { status, stdout, stderr, error } = spawnSync(command, given, { cwd: home, encoding: "utf8", shell: windows });
  assert.equal(error, undefined);
  assert.equal(status, 0, `${command} ${given.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
};
const put = (name, content) => {
  fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
  fs.writeFileSync(path.join(home, name), content);
};

before(async () => {
  browser = await launch();
  put("package.json", JSON.stringify({ name: "host", private: true, type: "module" }));
  run("npm", ["pack", "--ignore-scripts", "--silent", folder]);
  const [packed] = fs.readdirSync(home).filter((name) => name.endsWith(".tgz"));
  run("npm", ["install", "--ignore-scripts", "--offline", "--no-audit", "--no-fund", `./${packed}`]);
});
after(async () => {
  await browser?.close();
  fs.rmSync(home, { recursive: true, force: true });
});

const host = `
  import { createEngine, createEngineSync, prepare } from "garim/engine";
  globalThis.done = (async () => {
    const engine = await createEngine();
    const { masked } = await engine.check(${JSON.stringify(draft)});
    await prepare();
    const atOnce = createEngineSync().check(${JSON.stringify(draft)}).masked;
    await engine.dispose();
    return { place: engine.place, masked, atOnce };
  })();`;

/** What a page answers that is served from a folder; it may ask for nothing but that folder's files. */
async function answerOf(built, scripts) {
  const site = await serve((asked) => {
    if (asked === "/") return { body: `${plainPage}${scripts}` };
    const file = path.join(built, asked);
    return fs.existsSync(file) && fs.statSync(file).isFile() ? { body: fs.readFileSync(file) } : undefined;
  });
  const { page, asked, said } = await visit(browser, site.address);
  await page.waitForFunction(() => globalThis.done, undefined, { timeout: 20_000 }).catch((error) => assert.fail(`${error}\n${said.join("\n")}`));
  const result = await page.evaluate(() => globalThis.done);
  await page.close();
  await site.close();
  assert.deepEqual(asked.filter((url) => !url.startsWith(site.address) && !url.startsWith(`blob:${site.address}`)), []);
  return result;
}

const right = { masked, atOnce: masked };

test("Vite bundles it with its worker and its engines, without being told of them", async () => {
  put("vite/index.html", `${plainPage}<script type="module" src="./host.js"></script>`);
  put("vite/host.js", host);
  await vite.build({ root: path.join(home, "vite"), logLevel: "error", configFile: false, build: { outDir: path.join(home, "built/vite") } });
  const page = fs.readFileSync(path.join(home, "built/vite/index.html"), "utf8");
  assert.deepEqual(await answerOf(path.join(home, "built/vite"), /<script.*<\/script>/.exec(page)[0]), { place: "worker", ...right });
});

test("webpack bundles it with its worker and its engines, without being told of them", async () => {
  put("webpack/host.js", host);
  const stats = await new Promise((done, failed) => {
    webpack({ mode: "production", context: path.join(home, "webpack"), entry: "./host.js", output: { path: path.join(home, "built/webpack") } }, (error, made) => (error ? failed(error) : done(made)));
  });
  assert.ok(!stats.hasErrors(), stats.toString({ all: false, errors: true }));
  assert.deepEqual(await answerOf(path.join(home, "built/webpack"), '<script src="main.js"></script>'), { place: "worker", ...right });
});

test("esbuild bundles it; the engine's address comes from its file loader, the worker from the script", async () => {
  put("esbuild/host.js", host
    .replace("createEngine()", "createEngine({ wasm: { plain, simd } })").replace("prepare()", "prepare({ plain, simd })")
    .replace("import {", 'import plain from "garim/engine.wasm";\nimport simd from "garim/engine.simd.wasm";\nimport {'));
  await esbuild.build({
    entryPoints: [path.join(home, "esbuild/host.js")], bundle: true, format: "esm", outdir: path.join(home, "built/esbuild"),
    loader: { ".wasm": "file" }, publicPath: "/", logLevel: "error",
  });
  assert.deepEqual(await answerOf(path.join(home, "built/esbuild"), '<script type="module" src="/host.js"></script>'), { place: "blob", ...right });
});

test("a plain script brings the global Garim, beside its files and by itself", async () => {
  const dist = path.join(home, "node_modules/garim/dist");
  const used = `<script>globalThis.done = (async () => {
    const engine = await Garim.createEngine();
    const { masked } = await engine.check(${JSON.stringify(draft)});
    await Garim.prepare();
    return { place: engine.place, masked, atOnce: Garim.createEngineSync().check(${JSON.stringify(draft)}).masked };
  })();</script>`;
  assert.deepEqual(await answerOf(dist, `<script src="/garim.global.js"></script>${used}`), { place: "worker", ...right });
  const alone = path.join(home, "alone");
  fs.mkdirSync(alone);
  fs.cpSync(path.join(dist, "garim.inline.global.js"), path.join(alone, "garim.js"));
  assert.deepEqual(await answerOf(alone, `<script src="/garim.js"></script>${used}`), { place: "blob", ...right });
});

test("a host's own worker uses it at once", async () => {
  put("worker/host.js", `import { createEngineSync } from "garim/inline";
    self.onmessage = ({ data }) => postMessage(createEngineSync().check(data).masked);`);
  await esbuild.build({ entryPoints: [path.join(home, "worker/host.js")], bundle: true, format: "iife", outdir: path.join(home, "built/worker"), logLevel: "error" });
  const answer = await answerOf(path.join(home, "built/worker"), `<script>
    const worker = new Worker("/host.js");
    worker.postMessage(${JSON.stringify(draft)});
    globalThis.done = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
  </script>`);
  assert.equal(answer, masked);
});

test("Node imports every entry and finds the engine by itself", () => {
  put("node/host.js", `
    import { GarimError, KINDS, version } from "garim";
    import { createEngine, createEngineSync } from "garim/engine";
    import * as inline from "garim/inline";
    import { readFileSync } from "node:fs";
    const engine = await createEngine();
    const text = ${JSON.stringify(draft)};
    const bytes = readFileSync(new URL(import.meta.resolve("garim/engine.wasm")));
    console.log(JSON.stringify([
      (await engine.check(text)).masked, createEngineSync().check(text).masked, createEngineSync(bytes).check(text).masked,
      inline.createEngineSync().check(text).masked, KINDS.length > 40, typeof version, new GarimError("timeout", "").name,
    ]));`);
  assert.deepEqual(JSON.parse(run(process.execPath, ["node/host.js"])), [masked, masked, masked, masked, true, "string", "GarimError"]);
});

test("an importer of one name gets little else", async () => {
  put("tree/host.js", 'import { GarimError } from "garim/engine"; globalThis.done = new GarimError("timeout", "");');
  const { outputFiles } = await esbuild.build({ entryPoints: [path.join(home, "tree/host.js")], bundle: true, format: "esm", minify: true, write: false, logLevel: "error" });
  assert.ok(outputFiles[0].text.length < 1000, `${outputFiles[0].text.length} bytes`);
});

/** The examples of the README in one language. */
const examples = (language) =>
  [...fs.readFileSync(path.join(folder, "README.md"), "utf8").matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, code]) => code);

test("Node runs the README's examples as they stand", () => {
  const said = examples("js").map((code, index) => {
    put(`readme/${index}.js`, code);
    return run(process.execPath, [`readme/${index}.js`]).trim();
  });
  assert.deepEqual(said, ["4 ******-******* partial", "연락처 ***-****-****", "1 mobile 연락처: ***-****-**** 1", "txt 1 23 txt 1", "가람시 mask"]);
});

test("a page runs the README's example for plain scripts as it stands", async () => {
  const [example] = examples("html");
  const dist = path.join(home, "node_modules/garim/dist");
  const built = path.join(home, "built/readme");
  fs.mkdirSync(path.join(built, "garim"), { recursive: true });
  fs.cpSync(path.join(dist, "garim.inline.global.js"), path.join(built, "garim/garim.inline.global.js"));
  assert.deepEqual(await answerOf(built, `<script>document.title = ${JSON.stringify(draft)};</script>${example}<script>globalThis.done = found.map(({ kind }) => kind);</script>`), ["rrn"]);
});

test("strict TypeScript takes the README's examples and every entry, however it resolves modules", () => {
  examples("js").forEach((code, index) => put(`types/${index}.ts`, code));
  put("types/entries.ts", `
    import { type Finding, type KindId, GarimError } from "garim";
    import type { Engine, Session, SessionSync } from "garim/engine";
    import { createEngineSync } from "garim/inline";
    const first: Finding | undefined = createEngineSync().check("가", { kinds: ["rrn"] }).findings[0];
    export const kind: KindId | undefined = first?.kind;
    export const open = async (engine: Engine): Promise<Session> => engine.open([{ id: "1", text: "가" }]);
    export const sync = (): SessionSync => createEngineSync().open([{ id: "1", text: "가", role: "title" }]);
    // @ts-expect-error: no such kind
    createEngineSync().check("가", { kinds: ["nothing"] });
    export const code: "superseded" | string = new GarimError("superseded", "").code;
  `);
  for (const [module, moduleResolution] of [["NodeNext", "NodeNext"], ["ESNext", "Bundler"]]) {
    put(`types/tsconfig.json`, JSON.stringify({
      compilerOptions: { target: "ES2022", lib: ["ES2022", "DOM"], types: [], strict: true, noEmit: true, module, moduleResolution, skipLibCheck: false }, include: ["*.ts"],
    }));
    run(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "--project", path.join(home, "types")]);
  }
});
