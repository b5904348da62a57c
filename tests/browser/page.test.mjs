// The checker page in a real Chromium, served with its real headers.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

const address = process.env.GARIM_PAGE;
const executablePath = process.env.GARIM_CHROMIUM;
assert.ok(address && executablePath, "run by `cargo xtask test`, which serves the page and finds Chromium");
const { createEngineSync } = await import(pathToFileURL(path.join(process.env.GARIM_PKG, "dist/engine.js")).href);

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath,
    headless: true,
    // No sandbox, because a container's root may have none; nothing of the browser's own may ask the network.
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
});
after(() => browser?.close());

/** A fresh page that is ready, with all that it said and asked for. */
async function open() {
  const page = await browser.newPage({ locale: "ko-KR", viewport: { width: 1000, height: 900 } });
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("request", (request) => asked.push(request.url()));
  const answer = await page.goto(address);
  await page.waitForSelector("html[data-engine]");
  assert.equal(await page.getAttribute("html", "data-engine"), "ready", said.join("\n"));
  return { page, answer, said, asked };
}

const number = "990101-3000012";
const text = `수신: 민원인\n회의는 다음 주 화요일에 열립니다. 주민등록번호는 ${number}입니다.`;

test("it loads under its strict policy without a word on the console", async () => {
  const { page, answer, said, asked } = await open();
  assert.match(answer.headers()["content-security-policy"], /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'/);
  assert.deepEqual(said, []);
  assert.ok(asked.some((url) => url.endsWith(".wasm")), "the engine was fetched");
  assert.deepEqual(asked.filter((url) => !url.startsWith(address)), [], "only its own files were asked for");
  await page.close();
});

test("it checks what is typed, and asks the network for nothing more", async () => {
  const { page, said, asked } = await open();
  const before = asked.length;
  await page.locator("#draft").pressSequentially(text);
  const engine = createEngineSync().check(text);
  await page.waitForFunction((masked) => document.getElementById("masked").textContent === masked, engine.masked);
  assert.equal(await page.locator("#findings li").count(), engine.findings.length);
  assert.match(await page.textContent("#summary"), /^가릴 부분 [1-9]/);
  assert.ok((await page.locator("#findings").textContent()).includes(number));
  assert.ok(!(await page.textContent("#masked")).includes(number));
  assert.deepEqual(asked.slice(before), []);
  assert.deepEqual(said, []);
  if (process.env.GARIM_SCREENSHOTS) await page.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, "page.png") });
  await page.close();
});

test("it takes Hangul from an input method", async () => {
  const { page } = await open();
  await page.focus("#draft");
  const session = await page.context().newCDPSession(page);
  for (const part of ["ㅎ", "하", "한"]) {
    await session.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
  }
  await session.send("Input.insertText", { text: "한글" });
  assert.equal(await page.inputValue("#draft"), "한글");
  await page.waitForFunction(() => document.getElementById("masked").textContent === "한글");
  await page.close();
});

test("it shows markup in a draft as text", async () => {
  const { page, said } = await open();
  const markup = "<img src=x onerror=alert(1)><b>굵게</b>";
  await page.fill("#draft", markup);
  await page.waitForFunction((wanted) => document.getElementById("masked").textContent === wanted, markup);
  assert.equal(await page.locator("main img, main b").count(), 0);
  assert.deepEqual(said, []);
  await page.close();
});
