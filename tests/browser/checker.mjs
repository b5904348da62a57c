// What the tests of the checker page share: the page in a real Chromium, opened from its server or from the disk, and the deeds of a person in front of it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { launch, root } from "../package/site.mjs";

export { launch, root };

/** Where the page is served. */
export const served = process.env.GARIM_PAGE;
/** The single file. */
export const single = process.env.GARIM_SINGLE;
/** Documents of every format. */
export const samples = process.env.GARIM_SAMPLES;
assert.ok(served && single && samples, "run by `cargo xtask test`, which builds and serves the page and makes the documents");

/** A page that is ready, with all that it said and asked for. */
export async function open(browser, { from = "server", locale = "ko-KR", viewport = { width: 1280, height: 900 }, ...more } = {}) {
  const context = await browser.newContext({ locale, viewport, acceptDownloads: true, ...more });
  if (from === "server") await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(served).origin });
  const page = await context.newPage();
  const [said, asked] = [[], []];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("request", (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    addEventListener("garim-findings", (event) => {
      globalThis.found = event.detail;
    });
  });
  const answer = await page.goto(from === "server" ? served : pathToFileURL(single).href);
  await page.waitForSelector("html[data-engine]", { timeout: 30_000 });
  assert.equal(await page.getAttribute("html", "data-engine"), "ready", said.join("\n"));
  return { page, context, answer, said, asked, close: () => context.close() };
}

/** Puts text on the clipboard, as another program would. */
export const put = (page, text, html) =>
  page.evaluate(async ([plain, rich]) => {
    const parts = { "text/plain": new Blob([plain], { type: "text/plain" }), ...(rich ? { "text/html": new Blob([rich], { type: "text/html" }) } : {}) };
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  }, [text, html]);

/** Pastes text with the keys that a person presses. */
export async function paste(page, text, html) {
  if (text !== undefined) await put(page, text, html);
  await page.focus(".ProseMirror");
  await page.keyboard.press("Control+V");
}

/** Waits until the page has checked what is in it. */
export const settled = (page) => page.waitForFunction(() => document.querySelector(".status")?.dataset.state === "ready" && globalThis.found?.state === "ready");

/** Begins with an empty draft; what was there is given up. */
export async function fresh(page) {
  await page.click('[data-do="new"]');
  await page.locator("dialog.window footer .first").click({ timeout: 500 }).catch(() => undefined);
  await page.waitForSelector('html[data-way="empty"]');
}

/** Takes away what the page says, so that the next sentence is a new one. */
export const hush = (page) => page.evaluate(() => document.querySelector(".toast").replaceChildren());

/** Waits for the gate or, where it has nothing to ask, for what the page says; what waits for a word gets `all`. */
export async function gate(page, all = "gate.allKeep") {
  const go = page.locator('garim-gate [data-do="gate.publicGo"]');
  await page.waitForFunction(() => document.querySelector("garim-gate")?.shadowRoot.querySelector("dialog") || document.querySelector(".toast").textContent.length > 1);
  if (!(await go.count())) return;
  const decide = page.locator(`garim-gate [data-do="${all}"]`);
  if (await decide.count()) await decide.click();
  await go.click();
}

/** What lies on the clipboard. */
export const clipboard = (page, type = "text/plain") => page.evaluate(async (wanted) => {
  const [item] = await navigator.clipboard.read();
  return item.types.includes(wanted) ? (await item.getType(wanted)).text() : undefined;
}, type);

/** Copies what is masked and gives it. */
export async function copied(page, how = "copy", type = "text/plain") {
  await hush(page);
  await page.click(`[data-do="${how}"]`);
  await gate(page);
  await page.waitForFunction(() => document.querySelector(".toast").textContent.length > 1);
  return clipboard(page, type);
}

/** The bytes and the name of the file that some work hands over. */
export async function downloaded(page, work) {
  await hush(page);
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 30_000 }), work()]);
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

/** What the native command answers to texts, one line each. */
export function native(texts) {
  const command = process.env.GARIM_COMMAND;
  const input = texts.map((text, id) => `${JSON.stringify({ id: String(id), text })}\n`).join("");
  return execFileSync(command, ["check", "--jsonl"], { input, maxBuffer: 1 << 28 }).toString("utf8").trim().split("\n").map((line) => JSON.parse(line));
}

/** The documents by their ending: one of each, all of them where somebody asks for it (GARIM_ALL=1). */
export function documents() {
  const by = new Map();
  for (const name of fs.readdirSync(samples).sort()) {
    const ending = path.extname(name);
    by.set(ending, [...(by.get(ending) ?? []), name]);
  }
  // One that names its place plainly: a cell, a paragraph.
  if (!process.env.GARIM_ALL) for (const [ending, names] of by) by.set(ending, [names.find((name) => /-(cell|paragraph|body|text)\./.test(name)) ?? names[0]]);
  return by;
}

/** What the native command finds in a file; nothing where it does not open it. An archive has a line for each of its files. */
export function nativeFindings(file) {
  const { stdout } = spawnSync(process.env.GARIM_COMMAND, ["check", "--json", file], { maxBuffer: 1 << 28 });
  const lines = stdout.toString("utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return lines.length && lines.every(({ findings }) => findings) ? lines.flatMap(({ findings }) => findings) : undefined;
}

/** Drops files on the page as a hand would. */
export async function drop(page, ...files) {
  const given = files.map((file) => ({ name: file.name ?? path.basename(file), bytes: (file.bytes ?? fs.readFileSync(file)).toString("base64") }));
  await page.evaluate((all) => {
    const data = new DataTransfer();
    for (const { name, bytes } of all) data.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], name));
    const target = document.querySelector(".desk");
    for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
  }, given);
}

/** Drops a file and waits until it is shown or refused; gives the way the page works in and what it says. */
export async function dropped(page, file) {
  const before = await page.evaluate(() => {
    document.querySelector(".toast").replaceChildren();
    for (const each of document.querySelectorAll(".card.file strong")) each.textContent = "";
    return document.documentElement.dataset.way;
  });
  await drop(page, file);
  const name = file.name ?? path.basename(file);
  await page.waitForFunction((wanted) => [...document.querySelectorAll(".card.file strong")].some((each) => each.textContent === wanted) || document.querySelector(".toast").textContent.length > 1, name, { timeout: 30_000 });
  return page.evaluate((was) => ({ before: was, way: document.documentElement.dataset.way, said: document.querySelector(".toast").textContent, name: document.querySelector(".card.file strong")?.textContent }), before);
}

/** The text of bytes, in whichever way a copy may hold it: itself, and every part of an archive is left to the readers of the package. */
export const holds = (bytes, value) => Buffer.from(bytes).includes(Buffer.from(value, "utf8")) || Buffer.from(bytes).includes(Buffer.from(value, "utf16le"));

/** The values of findings that no copy may hold; short ones stand in a file by chance. */
export const maskedValues = (findings) => findings.filter(({ action }) => action === "mask").map(({ text }) => text).filter((text) => text.length > 6);

/** Fails where the bytes of a copy, or what the package reads in it, still hold a value. */
export function holdsNone({ bytes, name }, values, openFileSync) {
  const read = openFileSync(bytes, name);
  for (const value of values) {
    assert.ok(!holds(bytes, value), `${name} holds a value`);
    assert.ok(!read.text().includes(value), `${name} holds a value`);
  }
  read.close();
}
