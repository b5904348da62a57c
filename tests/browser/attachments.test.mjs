// The files beside a draft, in a real Chromium: each is checked when it is added, what was not read says why, and the exits know of all.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { launch, root, serve } from "../package/site.mjs";

const samples = process.env.GARIM_SAMPLES || path.join(root, "target/samples");
const sample = (name) => ({ name, mimeType: "application/octet-stream", buffer: fs.readFileSync(path.join(samples, name)) });
const axe = fs.readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
const html = `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>기안</title></head><body><main><h1>기안문</h1><label>본문 <textarea id="body"></textarea></label>
<label>붙임 <input type="file" id="files" multiple></label><div id="panel"></div></main><script type="module" src="/page.js"></script></body></html>`;
const script = `const [{ garim }, { default: ko }, engines] = await Promise.all([import("/dist/dom.js"), import("/dist/i18n/ko.js"), import("/dist/engine.js")]);
await engines.prepare();
window.said = [];
for (const type of ["before-export", "export-blocked", "findings"]) document.addEventListener("garim-" + type, (event) => said.push(JSON.stringify([type, event.detail])));
document.getElementById("body").value = new URLSearchParams(location.search).get("text") ?? "회의를 다음 주에 엽니다.";
const guard = garim({ strings: ko, engine: engines.createEngine(), sync: () => engines.createEngineSync(), files: async (...given) => (await import("/dist/export.js")).openFile(...given) });
window.draft = guard.attachDocument({ body: document.getElementById("body"), attachments: document.getElementById("files") }, { panel: document.getElementById("panel") });
await window.draft.settled();
document.documentElement.dataset.ready = "yes";`;

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve((asked) => ({ "/": { body: html }, "/page.js": { body: script } })[asked]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(files, body) {
  const context = await browser.newContext({ locale: "ko-KR", viewport: { width: 1000, height: 1000 } });
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`error: ${error.stack}`));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.address + (body ? `?text=${encodeURIComponent(body)}` : ""));
  await page.waitForSelector("html[data-ready]");
  assert.ok(!asked.some((url) => url.includes("export")), "nothing of the files is loaded before one is added");
  await page.setInputFiles("#files", files);
  await page.evaluate(() => window.draft.settled());
  await page.waitForTimeout(100);
  return { page, context, said };
}
const shown = (page) => page.locator("garim-panel ul[aria-label=붙임] > li").evaluateAll((all) => all.map((li) => li.innerText.replace(/\s+/g, " ")));
const leave = (page, purpose) => page.evaluate((given) => window.draft.export(given).catch((error) => error.code), purpose);
const first = (page) => page.locator("garim-gate dialog button.first");

test("each file is checked when it is added, and shown with what it holds and its own 공개구분", async () => {
  const { page, context, said } = await open([text("명단.txt", "민원인 연락처: 010-0000-1234\n주민등록번호 990101-3000012 확인\n"), text("계획.txt", "회의를 다음 주에 엽니다.\n"), sample("hwpx-cell.hwpx"), sample("hwp-cell.hwp"), sample("pdf-page-text.pdf")]);
  const list = await shown(page);
  assert.equal(list.length, 5);
  assert.match(list[0], /^명단\.txt .*가릴 부분 2건 · 확인할 부분 0건/);
  assert.match(list[1], /^계획\.txt .*가릴 부분을 찾지 못했습니다\./);
  for (const entry of list.slice(2)) assert.match(entry, /가릴 부분 [1-9]\d*건/);
  await page.locator("garim-panel details summary").first().click();
  assert.match(await page.locator("garim-panel ul[aria-label=붙임] details").first().innerText(), /휴대전화번호 010-0000-1234/);
  await page.evaluate(axe);
  assert.deepEqual(await page.evaluate(async () => (await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })).violations.map(({ id }) => id)), []);
  assert.ok(!(await page.evaluate(() => window.said.join())).includes("010-0000"), "no event tells a value");
  assert.deepEqual(said, []);
  await context.close();
});

test("a file that was not read says why", async () => {
  const { page, context } = await open([sample("refused-password.hwp"), sample("refused-distribution.hwp"), sample("refused-damaged.pdf"), text("그림.bin", "\u0000\u0001\u0002\u0003")]);
  const list = await shown(page);
  assert.match(list[0], /비밀번호가 걸려 있어 점검하지 못했습니다/);
  assert.match(list[1], /배포용으로 저장한 문서라 점검하지 못했습니다/);
  assert.match(list[2], /파일이 손상되어 열지 못했습니다/);
  assert.match(list[3], /지원하지 않는 형식입니다/);
  assert.match(await page.locator("garim-panel h2").textContent(), /읽지 못한 것 4건$/);
  assert.deepEqual((await page.evaluate(() => window.draft.attached())).map(({ checked }) => checked), [false, false, false, false]);
  await context.close();
});

test("a name that says too much is found too, and a file keeps what was set when another is added", async () => {
  const one = text("민원인 김가람(010-0000-1234) 신청서.txt", "회의 안내\n");
  const { page, context } = await open([one]);
  assert.match((await shown(page))[0], /가릴 부분 [12]건/);
  await page.locator("garim-panel li select").selectOption("closed");
  await page.setInputFiles("#files", [one, text("둘째.txt", "회의 안내\n")]);
  await page.evaluate(() => window.draft.settled());
  const traces = await page.evaluate(() => window.draft.attached());
  // Files that a test hands over anew have the moment as their date: what is the same is known by name, size and date.
  assert.equal(traces.length, 2);
  await page.evaluate(() => window.draft.attachments([]));
  assert.deepEqual(await page.evaluate(() => window.draft.attached()), []);
  await context.close();
});

test("an unset level stops the public copy and is said before the record; what the files hold is said at both", async () => {
  const { page, context } = await open([text("명단.txt", "민원인 연락처: 010-0000-1234\n")]);
  assert.equal(await leave(page, "public"), "export_refused");
  assert.equal(await page.evaluate(() => { try { return window.draft.exportSync("public"); } catch (error) { return error.code; } }), "export_refused");
  const record = leave(page, "record");
  await first(page).waitFor();
  assert.match(await page.locator("garim-gate dialog").innerText(), /붙임에 가릴 부분 1건, 확인할 부분 0건이 있습니다/);
  await first(page).click();
  assert.deepEqual((await record).attachments, [{ level: undefined, checked: true, mask: 1, review: 0 }]);
  await page.locator("garim-panel li select").selectOption("partial");
  assert.equal(await page.evaluate(() => { try { return window.draft.exportSync("public"); } catch (error) { return error.code; } }), "gate_needed");
  const made = leave(page, "public");
  await first(page).click();
  assert.deepEqual((await made).attachments, [{ level: "partial", checked: true, mask: 1, review: 0 }]);
  // The same again is not asked about twice; another level is.
  assert.equal((await leave(page, "public")).purpose, "public");
  await page.locator("garim-panel li select").selectOption("open");
  const again = leave(page, "public");
  await first(page).waitFor();
  await first(page).click();
  assert.equal((await again).attachments[0].level, "open");
  assert.match(await page.evaluate(() => window.draft.result().text), /붙임 1: 공개, 가릴 부분 1건, 확인할 부분 0건/);
  await context.close();
});

test("a secret marking in a file stops the public copy", async () => {
  const { page, context } = await open([text("계획.txt", "대외비\n작전 계획 검토 결과 보고\n")]);
  await page.locator("garim-panel li select").selectOption("open");
  assert.equal(await leave(page, "public"), "export_refused");
  assert.ok((await page.evaluate(() => window.said)).includes(JSON.stringify(["export-blocked", { purpose: "public", reason: "secret" }])));
  await context.close();
});

test("exportPair gives the original and the public copy with one manifest", async () => {
  const body = "주민등록번호 990101-3000012 확인\n민원인 연락처: 010-0000-1234";
  const { page, context } = await open([], body);
  const pair = page.evaluate(() => window.draft.exportPair());
  await first(page).click();
  await page.locator('garim-gate dialog [data-do="gate.recordGo"]').click();
  const { original, publicCopy } = await pair;
  assert.equal(original.fields.body, body);
  assert.equal(original.purpose, "record");
  assert.equal(publicCopy.fields.body, "주민등록번호 ******-******* 확인\n민원인 연락처: ***-****-****");
  assert.deepEqual(original.manifest, publicCopy.manifest);
  assert.deepEqual(publicCopy.manifest.map(({ kind, block, start, end }) => [kind, block, publicCopy.fields.body.split("\n")[block].slice(start, end)]), [["rrn", 0, "******-*******"], ["mobile", 1, "***-****-****"]]);
  assert.ok(!JSON.stringify([publicCopy, original.manifest]).match(/990101|0000-1234/));
  await context.close();
});
