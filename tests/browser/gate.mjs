// How long the gate takes: from the moment an exit is asked for until its screen stands, for a draft of thirty pages with attachments that were checked when they were added.
//
//   GARIM_PKG=pkg GARIM_CHROMIUM=/usr/bin/chromium GARIM_SAMPLES=target/samples node tests/browser/gate.mjs [pages] [times]
import fs from "node:fs";
import path from "node:path";

import { longDraft } from "./adapters/keystroke.mjs";
import { launch, root, serve } from "../package/site.mjs";

const samples = process.env.GARIM_SAMPLES || path.join(root, "target/samples");
const [pages = 30, times = 15] = process.argv.slice(2).map(Number);
const html = `<!doctype html><html lang="ko"><meta charset="utf-8"><title>기안</title><body><div id="body" contenteditable="true"></div><input type="file" id="files" multiple><div id="panel"></div><script type="module" src="/page.js"></script>`;
const script = `const [{ garim }, { default: ko }, engines, { openFile }] = await Promise.all([import("/dist/dom.js"), import("/dist/i18n/ko.js"), import("/dist/engine.js"), import("/dist/export.js")]);
await engines.prepare();
const guard = garim({ strings: ko, engine: engines.createEngine(), sync: () => engines.createEngineSync(), files: openFile });
const body = document.getElementById("body");
window.attach = (paragraphs) => {
  body.replaceChildren(...paragraphs.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  window.draft = guard.attachDocument({ body, attachments: document.getElementById("files") }, { panel: document.getElementById("panel") });
};
window.gate = (purpose) => new Promise((done) => {
  const screen = document.querySelector("garim-gate").shadowRoot;
  const began = performance.now();
  const watch = new MutationObserver(() => {
    const dialog = screen.querySelector("dialog[open]");
    if (!dialog) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      const took = performance.now() - began;
      [...dialog.querySelectorAll("button")].find((button) => !button.classList.contains("first")).click();
      setTimeout(() => done(took), 50);
    }));
  });
  watch.observe(screen, { childList: true, subtree: true, attributes: true });
  window.draft.export(purpose).catch(() => undefined);
});
document.documentElement.dataset.ready = "yes";`;

const server = await serve((asked) => ({ "/": { body: html }, "/page.js": { body: script } })[asked]);
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
await page.waitForSelector("html[data-ready]");
const { paragraphs } = longDraft(pages * 1500 * 3);
await page.evaluate((given) => window.attach(given), paragraphs);
const names = ["hwpx-cell.hwpx", "hwp-cell.hwp", "pdf-page-text.pdf", "docx-cell.docx", "xls-author.xls"];
await page.setInputFiles("#files", names.map((name) => path.join(samples, name)).filter((file) => fs.existsSync(file)));
await page.evaluate(async () => {
  await window.draft.settled();
  window.draft.attached().forEach((_, index) => window.draft.setLevel(index, "partial"));
});
const spent = [];
for (const purpose of ["public", "record"]) {
  const list = [];
  for (let at = 0; at < times; at += 1) {
    // A change before each, so that nothing is answered from what was passed before.
    await page.evaluate((n) => { document.querySelector("#body p").firstChild.data = `회의 안내 ${n}`; }, at);
    await page.waitForTimeout(400);
    list.push(await page.evaluate((given) => window.gate(given), purpose));
  }
  list.sort((a, b) => a - b);
  spent.push([purpose, list]);
}
const [characters, found, files] = await page.evaluate(() => [document.getElementById("body").textContent.length, window.draft.findings().length, window.draft.attached().length]);
for (const [purpose, list] of spent) {
  console.log(`${purpose}: ${characters} characters, ${found} findings, ${files} attachments; until the gate stands ${Math.round(list[Math.floor(list.length / 2)])} ms (median of ${list.length}), ${Math.round(list[list.length - 1])} ms (slowest)`);
}
await browser.close();
await server.close();
