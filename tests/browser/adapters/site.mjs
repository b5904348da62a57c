// Host pages for tests of editors: one page with one editor, the package beside it, and a record of everything that leaves the page.
//
// An editor is brought by `<name>.case.js`, a module for the browser that esbuild bundles with the editor from node_modules; `garim/…` stays an import of the
// package's own files. Its default export is
//
//   async mount(place: HTMLElement, draft: Draft) → Mounted
//
// where `Draft` is `{ paragraphs: string[], table?: string[][] }` (the table stands behind the paragraphs; an editor without tables gets none), and `Mounted`
//   target                     what `guard.attach` is given: an element, or the adapter's `Connect`
//   set(draft)                 the host sets another content, by the editor's own API
//   content()                  the editor's own getter, as a string
//   texts()                    the text of every block in order, as a reader sees it
//   caret(i, at, j?, to?)      puts the caret (or a selection up to block j, place to) by the editor's own API, and the focus into the editor
//   shown?()                   the texts that are to be underlined in the whole document, where the editor draws only what is near the screen
//   blur?()                    takes the focus away; a button of the page gets it where this is left out
//   redo?                      keys for redo, "Control+Shift+z" where left out
//   field?, store?(), mode?(away)  see doors.mjs
//   reload?(content)           mounts again from what `content()` gave (임시저장 → 불러오기); `set` by hand where left out
//   destroy()
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import * as esbuild from "esbuild";

import { launch, root, serve } from "../../package/site.mjs";

export { launch };
const here = path.join(root, "tests/browser/adapters");

/** A module for the browser, bundled; `garim/x` becomes `/dist/x.js`. Made once for the same sources of it. */
export async function bundle(file, source) {
  const plugin = {
    name: "garim",
    setup: (build) => build.onResolve({ filter: /^garim\// }, (given) => ({ path: `/dist/${given.path.slice("garim/".length)}.js`, external: true })),
  };
  const entry = source === undefined ? { entryPoints: [path.join(here, file)] } : { stdin: { contents: source, resolveDir: here, sourcefile: file, loader: "js" } };
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  const hash = createHash("sha256").update(lock).update(source ?? fs.readFileSync(path.join(here, file)));
  for (const beside of fs.readdirSync(here).filter((name) => /\.(mock|case|shared)\.js$/.test(name))) hash.update(fs.readFileSync(path.join(here, beside)));
  const key = hash.digest("hex").slice(0, 16);
  const kept = path.join(root, "target/browser-cases", `${file}-${key}.js`);
  if (fs.existsSync(kept)) return fs.readFileSync(kept, "utf8");
  const { outputFiles } = await esbuild.build({
    ...entry, bundle: true, format: "esm", write: false, outfile: "case.js", plugins: [plugin], loader: { ".css": "empty", ".svg": "text" }, charset: "utf8",
    define: { "process.env.NODE_ENV": '"production"' }, nodePaths: [path.join(root, "node_modules")], logLevel: "warning",
  });
  fs.mkdirSync(path.dirname(kept), { recursive: true });
  fs.writeFileSync(kept, outputFiles[0].text);
  return outputFiles[0].text;
}

const page = (head) => `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>기안</title><link rel="stylesheet" href="/page.css">${head}</head>
<body><main><button id="aside">다른 곳</button><form id="form"><div id="place"></div></form></main><script type="module" src="/page.js"></script></body></html>`;

const style = `body{margin:0;font:16px/1.6 "Noto Sans CJK KR","Noto Sans KR",sans-serif;background:#fff;color:#111}main{padding:20px;width:760px}
#place{min-height:220px}textarea{width:700px;height:260px;font:inherit;padding:8px;border:1px solid #777}[contenteditable]{min-height:200px;padding:8px;border:1px solid #777}
iframe{width:700px;height:300px;border:1px solid #777}table{border-collapse:collapse}td{border:1px solid #999;padding:2px 8px}`;

/** Mounts the editor, attaches Garim (unless `?bare`), and keeps what the tests ask for under `window.test`. */
const driver = (name) => `import mount from "/${name}.case.js";
const bare = new URLSearchParams(location.search).has("bare");
const test = (window.test = { said: [], ready: false });
test.mounted = await mount(document.getElementById("place"), { paragraphs: [""] });
if (!bare) {
  const [{ garim }, { default: ko }, engines] = await Promise.all([import("/dist/dom.js"), import("/dist/i18n/ko.js"), import("/dist/engine.js")]);
  await engines.prepare();
  test.engines = engines;
  test.garim = garim;
  test.ko = ko;
  test.guard = garim({ strings: ko, engine: engines.createEngine(), sync: () => engines.createEngineSync() });
  test.doc = test.guard.attach(test.mounted.target, window.testOptions ?? {});
  for (const type of ["findings", "finding-activate", "mask", "dismiss", "before-export", "export-blocked", "error"]) {
    document.addEventListener("garim-" + type, (event) => test.said.push(JSON.stringify([event.type, event.detail])));
  }
}
test.ready = true;
document.documentElement.dataset.ready = "yes";`;

/**
 * A server with one editor's page. \`files\` adds more: path → { body, headers }.
 */
export async function site(name, { head = "", files = {}, headers = {} } = {}) {
  const code = await bundle(`${name}.case.js`);
  const own = {
    "/": { body: page(head), headers: { "content-type": "text/html; charset=utf-8", ...headers } },
    "/page.css": { body: style, headers: { "content-type": "text/css" } },
    "/page.js": { body: driver(name) },
    [`/${name}.case.js`]: { body: code },
    "/sent": { body: "받음" },
    ...files,
  };
  return serve((asked) => own[asked] ?? fromModules(asked));
}

/** Files of editors that load themselves in parts, below /node_modules/. */
function fromModules(asked) {
  const file = path.join(root, asked);
  if (!asked.startsWith("/node_modules/") || asked.includes("..") || !fs.existsSync(file) || !fs.statSync(file).isFile()) return undefined;
  const type = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml", ".png": "image/png" }[path.extname(file)] ?? "application/octet-stream";
  return { body: fs.readFileSync(file), headers: { "content-type": `${type}; charset=utf-8` } };
}

/** A page with the editor, and a record of its console, its errors and its requests with their bodies. */
export async function open(browser, address, { bare = false, draft, options, context: settings = {} } = {}) {
  const context = await browser.newContext({ locale: "ko-KR", viewport: { width: 1000, height: 900 }, permissions: ["clipboard-read", "clipboard-write"], ...settings });
  const tab = await context.newPage();
  const said = [];
  const asked = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(`error: ${error.stack ?? error.message}`));
  tab.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  if (options) await tab.addInitScript((given) => { window.testOptions = given; }, options);
  await tab.goto(bare ? `${address}?bare` : address);
  await tab.waitForSelector("html[data-ready]", { timeout: 20_000 }).catch((error) => {
    throw new Error(`the page did not come up: ${said.join("\n")}\n${error.message}`);
  });
  // What stands there when the next frame is about to be painted: what a host sets is checked by then.
  const first = draft && (await tab.evaluate(async (given) => {
    await window.test.mounted.set(given);
    await new Promise((next) => requestAnimationFrame(next));
    return window.test.doc?.findings().map(({ kind, action }) => `${kind} ${action}`);
  }, draft));
  const cdp = await context.newCDPSession(tab);
  return { context, tab, cdp, said, asked, first };
}

/** What an input method does: each text in turn is the composition's; the last is committed unless it is left open. */
export async function compose(cdp, steps, commit = true) {
  for (const text of steps) await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  if (commit) await cdp.send("Input.insertText", { text: steps[steps.length - 1] });
}

/** The highlights that stand on the page, as `[name, text]` sorted by text: of CSS registries in every realm and of elements with a class, mirrors too. */
export const shown = (tab) =>
  tab.evaluate(() => {
    const names = ["garim-mask", "garim-review", "garim-keep", "garim-provisional"];
    const found = [];
    const look = (win) => {
      for (const name of names) for (const range of win.CSS?.highlights?.get(name) ?? []) if (!range.collapsed) found.push([name, String(range)]);
      const walk = (rootNode) => {
        for (const name of names) for (const element of rootNode.querySelectorAll(`.${name}`)) found.push([name, element.textContent]);
        for (const element of rootNode.querySelectorAll("*")) {
          if (element.shadowRoot && element.localName === "garim-mirror") walk(element.shadowRoot);
          if (element.localName === "iframe") {
            try {
              if (element.contentWindow?.document) look(element.contentWindow);
            } catch {
              // Another origin shows nothing to anybody.
            }
          }
        }
      };
      walk(win.document);
    };
    look(window);
    // What editors put beside the text while an input method composes has no width.
    for (const each of found) each[1] = each[1].replace(/[\u200b\ufeff]/g, "");
    return found.sort((a, b) => (a[1] + a[0] < b[1] + b[0] ? -1 : 1));
  });

/** How each highlight that stands on the page looks there, `name: line style ground`, in its own realm: by the browser's pseudo-element, or by the element's class. */
export const looks = (tab) =>
  tab.evaluate(() => {
    const names = ["garim-mask", "garim-review", "garim-keep", "garim-provisional"];
    const found = new Set();
    const put = (name, style) => found.add(`${name}: ${style.textDecorationLine} ${style.textDecorationLine === "none" ? "" : style.textDecorationStyle}`.trim());
    const look = (win) => {
      for (const name of names) for (const range of win.CSS?.highlights?.get(name) ?? []) put(name, win.getComputedStyle(range.startContainer.parentElement, `::highlight(${name})`));
      for (const name of names) for (const element of win.document.querySelectorAll(`.${name}`)) put(name, win.getComputedStyle(element));
      for (const frame of win.document.querySelectorAll("iframe")) look(frame.contentWindow);
    };
    look(window);
    return [...found].sort();
  });

/** Waits until the engine has answered for all that was typed. */
export const settled = (tab) => tab.evaluate(() => window.test.doc.settled());
