// The checker page with a draft in its editor, served with its real headers: pasting, findings, decisions, everything that leaves.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { copied, downloaded, fresh, gate, holds, launch, native, open, paste, put, root, served, settled } from "./checker.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const number = "990101-3000012";
const canaries = [number, "010-0000-1234", "garam@example.com", "123-456-7890123", "다솜로 9912"];

/** A page with the first sample in its editor. */
async function withSample(options, id = "petition") {
  const opened = await open(browser, options);
  await opened.page.click(`[data-sample="${id}"]`);
  await settled(opened.page);
  await opened.page.waitForFunction(() => globalThis.found.findings.length > 5);
  return opened;
}

test("it loads under its strict policy, says nothing on the console, and asks for nothing but itself", async () => {
  const { page, answer, said, asked, close } = await open(browser);
  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/=]+'; img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; worker-src 'self' blob:; manifest-src 'self'; frame-ancestors 'none'$/);
  assert.equal(answer.headers()["x-content-type-options"], "nosniff");
  assert.deepEqual(said, []);
  assert.deepEqual(asked.filter((url) => !url.startsWith(served) && !url.startsWith("blob:")), []);
  assert.deepEqual(asked.filter((url) => url.endsWith(".wasm")), []);
  await page.click('[data-sample="roster"]');
  await settled(page);
  assert.deepEqual(asked.filter((url) => !url.startsWith("blob:") && ![served, `${served}sw.js`, `${served}manifest.webmanifest`, `${served}icon.svg`].includes(url)), []);
  await close();
});

test("documents of the corpus that are pasted are found and masked as the native command does it", async () => {
  const folder = path.join(root, "tests/corpus/documents");
  const names = fs.readdirSync(folder).sort();
  assert.ok(names.length >= 20);
  const texts = names.map((name) => fs.readFileSync(path.join(folder, name, "input.txt"), "utf8").replace(/\r\n/g, "\n").replace(/\n+$/, ""));
  const answers = native(texts);
  const { page, close } = await open(browser);
  const differing = [];
  for (const [index, text] of texts.entries()) {
    await fresh(page);
    await paste(page, text);
    await settled(page);
    const { findings, masked } = answers[index];
    const want = findings.map(({ kind, action }) => `${kind} ${action}`);
    await page.waitForFunction((n) => globalThis.found.findings.length === n, want.length, { timeout: 5000 }).catch(() => undefined);
    const got = await page.evaluate(() => globalThis.found.findings.map(({ kind, action }) => `${kind} ${action}`));
    if (got.join("\n") !== want.join("\n")) differing.push(`${names[index]}: ${want.filter((each) => !got.includes(each)).join()} / ${got.filter((each) => !want.includes(each)).join()} (${want.length}, ${got.length})`);
    const secret = findings.some(({ kind, action }) => kind === "security_mark" && action !== "keep");
    await page.click('[data-view="masked"]');
    await page.waitForSelector(".masked-view > *");
    const shown = await page.evaluate(() => document.querySelector(".paper.masked-view").textContent);
    assert.equal(shown.replace(/\s/g, ""), masked.replace(/\s/g, ""), names[index]);
    await page.click('[data-view="original"]');
    if (!secret && index < 3) assert.equal((await copied(page)).replace(/\n+$/, ""), masked.replace(/\n+$/, ""), names[index]);
  }
  assert.deepEqual(differing, []);
  await close();
});

test("rich text goes through the schema: tables stay, pictures, links, scripts and styles do not", async () => {
  const { page, said, asked, close } = await open(browser);
  const before = asked.length;
  const html = `<style>p{color:red}</style><p onclick="alert(1)">민원인 <a href="http://192.0.2.1/x">김가람</a> <b>굵게</b></p><img src="http://192.0.2.1/beacon.png"><iframe src="http://192.0.2.1/"></iframe>
    <table background="http://192.0.2.1/b.png"><tr><td>연락처</td><td style="background:url(http://192.0.2.1/c.png)">010-0000-1234</td></tr></table><svg><image href="http://192.0.2.1/d.png"/></svg><script>alert(2)</script>`;
  await put(page, "민원인 김가람", html);
  // What the browser says of the writing is the test's own affair.
  said.length = 0;
  await paste(page);
  await settled(page);
  await page.waitForFunction(() => globalThis.found.findings.some(({ kind }) => kind === "mobile"));
  const inside = await page.evaluate(() => document.querySelector(".ProseMirror").innerHTML);
  assert.match(inside, /<table>.*<td>/s);
  assert.match(inside, /<strong>굵게/);
  assert.doesNotMatch(inside, /<img(?! class="ProseMirror-separator")|<a |<script|<style|<svg|<iframe|onclick|192\.0\.2/i);
  assert.deepEqual(asked.slice(before), []);
  assert.deepEqual(said, []);
  assert.match(await page.textContent('[data-part="unread"]'), /그림/);
  await close();
});

test("what is shown in a draft as markup is text", async () => {
  const { page, said, close } = await open(browser);
  await paste(page, "<img src=x onerror=alert(1)><b>굵게</b>");
  await page.waitForFunction(() => document.querySelector(".ProseMirror").textContent.includes("<b>굵게</b>"));
  assert.equal(await page.locator(".ProseMirror b, .ProseMirror strong").count(), 0);
  assert.deepEqual(said, []);
  await close();
});

test("it takes Hangul from an input method", async () => {
  const { page, context, close } = await open(browser);
  await page.focus(".ProseMirror");
  const session = await context.newCDPSession(page);
  for (const part of ["ㅎ", "하", "한"]) await session.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
  await session.send("Input.insertText", { text: "한글" });
  await page.waitForFunction(() => document.querySelector(".ProseMirror").textContent === "한글");
  await close();
});

test("nothing that was masked is in any of the things that leave", async () => {
  const { page, said, close } = await withSample();
  const outs = {};
  outs.text = await copied(page);
  await page.click(".toast .link");
  assert.match(await page.textContent("dialog.window"), /남은 흔적 지우기.*내려받기 폴더.*클립보드.*임시저장/s, "help says how to erase what stays behind");
  await page.keyboard.press("Escape");
  outs.html = await copied(page, "copyHtml", "text/html");
  for (const [index, ending] of [[0, "txt"], [1, "html"]]) {
    outs[ending] = (await downloaded(page, async () => {
      await page.click('[data-do="download"]');
      await page.locator("dialog.window footer button").nth(index).click();
      await gate(page);
    })).bytes.toString("utf8");
  }
  for (const [paper, button] of [["report", 0], ["report", 1], ["list", 0], ["list", 1]]) {
    outs[`${paper}${button}`] = (await downloaded(page, async () => {
      await page.click(`[data-do="${paper}"]`);
      await page.locator("dialog.window footer button").nth(button).click();
    })).bytes.toString("utf8");
  }
  await page.click('[data-do="form.copy"]');
  await page.waitForFunction(() => document.querySelector(".toast")?.textContent.includes("공개구분"));
  outs.form = await page.evaluate(() => navigator.clipboard.readText());
  for (const [name, out] of Object.entries(outs)) {
    assert.ok(out.length > 40, name);
    for (const value of [...canaries, "김가람", "이나래", "당뇨"]) assert.ok(!out.includes(value), `${name} holds ${value}`);
  }
  assert.match(outs.text, /주무관 박다솜/);
  assert.match(outs.form, /^공개구분: 부분공개/);
  assert.match(outs.list0, /^\uFEFF연번,위치,비공개 내용,호,비공개 사유,건수\r\n1,/);
  assert.match(outs.report1, /주민등록번호/);
  assert.deepEqual(said, []);
  await close();
});

test("print shows the masked copy, however it was begun", async () => {
  const { page, close } = await withSample();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => document.body.innerText);
  for (const value of canaries) assert.ok(!shown.includes(value), value);
  assert.match(shown, /○○○/);
  const pdf = await page.pdf();
  assert.ok(!holds(pdf, number));
  await close();
});

test("decisions and marks change what leaves, and survive another mask style", async () => {
  const { page, close } = await withSample();
  const before = await page.evaluate(() => globalThis.found.findings.filter(({ action }) => action === "mask").length);
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const at = node.data.indexOf("평안이");
      if (at < 0) continue;
      document.querySelector(".ProseMirror").focus();
      getSelection().setBaseAndExtent(node, at, node, at + 3);
    }
    // The editor reads what is selected when the browser says so, a moment later.
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
  });
  await page.keyboard.press("Alt+F9");
  await page.waitForFunction((n) => globalThis.found.findings.filter(({ action }) => action === "mask").length > n, before);
  await page.selectOption('[data-do="style"]', "label");
  await settled(page);
  const text = await copied(page);
  assert.match(text, /\[신청인1\]/);
  assert.ok(!text.includes("평안이"));
  await close();
});

test("a list is what a written decision wants: places in tables by row and column, items, reasons, counts", async () => {
  const { page, close } = await withSample({}, "roster");
  await page.click('[data-do="list"]');
  const rows = await page.locator("dialog.window tbody tr").allInnerTexts();
  assert.ok(rows.some((row) => /표 1 2행 2열\s+성명\s+제6호\s+\S.*\s+1$/.test(row)), rows.join("\n"));
  await close();
});

test("closing asks while something would be lost, and not after it was taken away", async () => {
  const { page, close } = await withSample();
  const asks = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  assert.equal(await asks(), false, "a sample is nothing to lose");
  await page.focus(".ProseMirror");
  await page.keyboard.type("덧붙임");
  await page.waitForFunction(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await page.click('[data-do="new"]');
  await page.waitForSelector("dialog.window");
  await page.keyboard.press("Escape");
  assert.match(await page.textContent(".ProseMirror"), /덧붙임/);
  await copied(page);
  assert.equal(await asks(), false);
  await close();
});

test("both languages say everything, and the choice is remembered", async () => {
  const { page, close } = await withSample();
  await page.selectOption('[data-do="language"]', "en");
  await page.waitForSelector('html[lang="en"]');
  assert.match(await page.textContent(".ProseMirror"), /김가람/);
  assert.match(await page.textContent(".local"), /never leaves/);
  await page.waitForFunction(() => document.querySelector("garim-panel").shadowRoot.textContent.includes("mask"));
  const hangul = await page.evaluate(() => [...document.querySelectorAll("button, h1, h2, summary, caption, th:not(.ProseMirror th), label")].filter((each) => !each.closest(".ProseMirror")).map((each) => each.textContent).filter((text) => /[가-힣]/.test(text)));
  assert.deepEqual(hangul, []);
  await page.selectOption('[data-do="theme"]', "dark");
  await page.reload();
  await page.waitForSelector('html[lang="en"][data-theme="dark"][data-engine="ready"]');
  await close();
});

test("it is worked by keys alone", async () => {
  const { page, close } = await withSample();
  await page.focus(".ProseMirror");
  await page.keyboard.press("Alt+F8");
  await page.waitForSelector("garim-popover [role=dialog]:not([hidden])");
  await page.keyboard.press("Alt+F7");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "garim-popover");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+F6");
  await page.waitForSelector(".masked-view:not([hidden]) mark.masked");
  await page.keyboard.press("Alt+F6");
  await page.focus('[data-do="trust"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog.window");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.do), "trust");
  await close();
});

test("that nothing leaves can be tried: the browser refuses the page's own request, and the hashes are those of what runs", async () => {
  const { page, close } = await open(browser);
  await page.click('[data-do="trust"]');
  await page.click('[data-do="trust.try"]');
  await page.waitForFunction(() => document.querySelector("dialog .told").textContent.includes("connect-src"));
  const engine = await page.textContent("dialog .hash");
  const { createHash } = await import("node:crypto");
  assert.equal(engine, createHash("sha256").update(fs.readFileSync(path.join(process.env.GARIM_PKG, "dist/engine.wasm"))).digest("hex"));
  assert.match(await page.textContent("dialog"), /다시 셈하여/);
  const waiting = () => page.textContent("dialog").then((text) => text.split("아직 펼치지 않았습니다").length - 1);
  assert.equal(await waiting(), 2, "what reads files and profiles is not inflated before it is used");
  await page.keyboard.press("Escape");
  await page.setInputFiles("#file", { name: "글.txt", mimeType: "text/plain", buffer: Buffer.from("연락처 010-0000-1234") });
  await page.waitForSelector(".card.file");
  await page.click('[data-do="trust"]');
  assert.equal(await waiting(), 1);
  await close();
});

test("it goes on without its server once it was open", async () => {
  const { page, context, close } = await open(browser);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => caches.keys().then((names) => names.length === 1));
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector('html[data-engine="ready"]');
  await page.click('[data-sample="roster"]');
  await settled(page);
  await close();
});
