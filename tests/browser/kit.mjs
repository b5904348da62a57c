// One page with plain fields, an editable element, a file input and a place for the panel, for tests of what stands around editors. `window.kit` holds the package, `window.doc` is what a
// test attached.
import fs from "node:fs";
import path from "node:path";

import { launch, root, serve } from "../package/site.mjs";

export const number = "990101-3000012";
export const phone = "010-0000-1234";
const axe = fs.readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");

const html = `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>기안</title><link rel="stylesheet" href="/page.css"></head><body><main><h1>기안문</h1>
<form id="form" action="/sent" method="post"><label>제목 <input id="title" name="title"></label><label>수신 <input id="recipients" name="recipients"></label>
<label for="body">본문</label><textarea id="body" name="body"></textarea><div id="rich" contenteditable="true" role="textbox" aria-label="붙여 넣는 곳"></div>
<label>붙임 <input type="file" id="files" multiple></label><button id="send">보내기</button></form><div id="panel"></div></main><script type="module" src="/page.js"></script></body></html>`;
const style = "body{font:16px/1.6 sans-serif;margin:0;background:#fff;color:#111}main{padding:16px}textarea{width:600px;height:200px;font:inherit}#rich{min-height:60px;border:1px solid #666}";
const script = `const [dom, { default: ko }, { default: en }, engines, element] = await Promise.all([import("/dist/dom.js"), import("/dist/i18n/ko.js"), import("/dist/i18n/en.js"), import("/dist/engine.js"), import("/dist/element.js")]);
await engines.prepare();
const said = [];
for (const type of ["findings", "finding-activate", "mask", "dismiss", "before-export", "export-blocked", "error", "disclosure"]) {
  document.addEventListener("garim-" + type, (event) => said.push([type, event.detail]));
}
const options = (more) => ({ strings: ko, engine: engines.createEngine(), sync: () => engines.createEngineSync(), ...more });
window.kit = { ...dom, ko, en, engines, ...element, said, options, make: (more) => dom.garim(options(more)), field: (id) => document.getElementById(id) };
document.documentElement.dataset.ready = "yes";`;

/** The page's server and a browser; the calls of a test file. */
export async function house() {
  const browser = await launch();
  const server = await serve((asked) => ({ "/": { body: html }, "/page.js": { body: script }, "/page.css": { body: style, headers: { "content-type": "text/css" } }, "/sent": { body: "받음" } })[asked]);
  /** A page; `setup` runs in it with the kit and gives what the test works with as \`window.doc\`. */
  async function open(setup, given, settings = {}) {
    const context = await browser.newContext({ locale: "ko-KR", viewport: { width: 1000, height: 1000 }, permissions: ["clipboard-read", "clipboard-write"], ...settings });
    const page = await context.newPage();
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(`error: ${error.stack}`));
    await page.goto(server.address);
    await page.waitForSelector("html[data-ready]");
    if (setup) await page.evaluate(setup, given);
    return { page, context, said };
  }

  const attach = async (text, options) => {
    const opened = await open(async ({ text, options }) => {
      kit.field("body").value = text;
      window.doc = kit.make().attach(kit.field("body"), { panel: kit.field("panel"), ...options });
      await window.doc.settled();
    }, { text, options });
    return opened;
  };
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { browser, server, open, attach, close };
}

export const gate = (page) => page.locator("garim-gate dialog");
/** The code of what an exit rejects with, or what it gives. */
export const leave = (page, purpose) => page.evaluate((given) => window.doc.export(given).catch((error) => error.code), purpose);
export const events = (page, type) => page.evaluate((wanted) => kit.said.filter(([name]) => name === wanted).map(([, detail]) => detail), type);

/** What axe-core finds. */
export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => (await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`));
}
