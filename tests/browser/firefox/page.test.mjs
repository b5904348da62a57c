// The single file in a stock Firefox, opened from the disk: what it finds, how it shows it, and everything that it hands over are what they are in Chromium and what
// the native command answers. Run by `cargo xtask test` where there is a Firefox (GARIM_FIREFOX).
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { documents, holdsNone, maskedValues, native, nativeFindings, root, samples, single } from "../checker.mjs";
import { Firefox } from "./bidi.mjs";

const { openFileSync } = await import(pathToFileURL(path.join(process.env.GARIM_PKG, "dist/export.js")).href);

let firefox;
let folder;
before(async () => {
  firefox = await Firefox.launch(process.env.GARIM_FIREFOX);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "garim-given-"));
  console.log(`Firefox ${firefox.version}`);
});
after(async () => {
  await firefox?.close();
  if (folder) fs.rmSync(folder, { recursive: true, force: true });
});

/** The page from the disk, ready to be used. */
async function open(size) {
  const tab = await firefox.open(pathToFileURL(single).href, size);
  await tab.until(() => document.documentElement.dataset.engine);
  assert.equal(await tab.evaluate(() => document.documentElement.dataset.engine), "ready");
  await tab.evaluate(() => {
    globalThis.against = [];
    addEventListener("garim-findings", (event) => (globalThis.found = event.detail));
    addEventListener("securitypolicyviolation", (event) => globalThis.against.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  return tab;
}

/** Nothing was thrown or written on the console, nothing was refused by the policy, nothing was asked for but the page itself. */
async function quiet(tab) {
  assert.deepEqual(tab.said, []);
  assert.deepEqual(await tab.evaluate(() => globalThis.against), []);
  assert.deepEqual(tab.asked.filter((url) => url !== pathToFileURL(single).href && !/^(?:blob|data):/.test(url)), []);
  await tab.close();
}

/** A file of some bytes on the disk. */
function given(name, bytes) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
}

/** Begins anew with a text from the clipboard, pasted with the keys that a person presses. */
async function paste(tab, text, html) {
  await tab.evaluate(async (plain, rich) => {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob([plain], { type: "text/plain" }), ...(rich ? { "text/html": new Blob([rich], { type: "text/html" }) } : {}) })]);
    document.querySelector(".ProseMirror").focus();
  }, text, html);
  await tab.press("Control", "v");
}

/** Waits until the page has found so many things, and gives them as kind and action. */
async function found(tab, count) {
  await tab.until((n) => document.querySelector(".status")?.dataset.state === "ready" && globalThis.found?.state === "ready" && globalThis.found.findings.length === n, count);
  return tab.evaluate(() => globalThis.found.findings.map(({ kind, action }) => `${kind} ${action}`));
}

const toast = (tab) => tab.evaluate(() => document.querySelector(".toast").textContent);
const hush = (tab) => tab.evaluate(() => document.querySelector(".toast").replaceChildren());

/** Goes through the gate, where there is one; what waits for a word is kept. */
async function gate(tab) {
  await tab.until(() => document.querySelector("garim-gate")?.shadowRoot.querySelector("dialog") || document.querySelector(".toast").textContent.length > 1);
  const inside = (name) => tab.evaluate((what) => Boolean(document.querySelector("garim-gate")?.shadowRoot.querySelector(`[data-do="${what}"]`)), name);
  if (await inside("gate.allKeep")) await tab.click('garim-gate >>> [data-do="gate.allKeep"]');
  if (await inside("gate.publicGo")) await tab.click('garim-gate >>> [data-do="gate.publicGo"]');
}

/** What was masked, copied and read from the clipboard. */
async function copied(tab, how = "copy", type = "text/plain") {
  await hush(tab);
  await tab.click(`[data-do="${how}"]`);
  await gate(tab);
  await tab.until(() => document.querySelector(".toast").textContent.length > 1);
  return tab.evaluate(async (wanted) => {
    const [item] = await navigator.clipboard.read();
    return item.types.includes(wanted) ? (await item.getType(wanted)).text() : undefined;
  }, type);
}

/** Presses one of the buttons of a window and takes what is handed over, or the sentence that refuses it. */
async function taken(tab, what, index, pass = false) {
  await hush(tab);
  return tab.download(async () => {
    await tab.click(`[data-do="${what}"]`);
    await tab.click(`dialog.window footer button:nth-of-type(${index + 1})`);
    if (pass) await gate(tab);
  }, async () => {
    const asks = await tab.evaluate(() => [...document.querySelectorAll("dialog.window footer button")].some((each) => each.textContent === "모두 가리고 만들기"));
    if (asks) await tab.click("dialog.window footer .first");
    const said = await toast(tab);
    return /않았습니다|없습니다|확인하십시오/.test(said) && !said.includes("내려받") ? said : undefined;
  });
}

test("documents of the corpus that are pasted are found and masked as the native command does it", async () => {
  const place = path.join(root, "tests/corpus/documents");
  const all = fs.readdirSync(place).sort();
  const names = process.env.GARIM_ALL ? all : all.filter((_, index) => index % 4 === 3);
  const texts = names.map((name) => fs.readFileSync(path.join(place, name, "input.txt"), "utf8").replace(/\r\n/g, "\n").replace(/\n+$/, ""));
  const tab = await open();
  for (const [index, { findings, masked }] of native(texts).entries()) {
    await tab.click('[data-do="new"]');
    await tab.until(() => {
      document.querySelector("dialog.window footer .first")?.click();
      return document.documentElement.dataset.way === "empty";
    });
    await paste(tab, texts[index]);
    assert.deepEqual(await found(tab, findings.length), findings.map(({ kind, action }) => `${kind} ${action}`), names[index]);
    await tab.click('[data-view="masked"]');
    await tab.until(() => document.querySelector(".masked-view > *"));
    const shown = await tab.evaluate(() => document.querySelector(".paper.masked-view").textContent);
    assert.equal(shown.replace(/\s/g, ""), masked.replace(/\s/g, ""), names[index]);
    await tab.click('[data-view="original"]');
  }
  await quiet(tab);
});

test("what is found has its line, and reasons, decisions and the masked view come by keys", async () => {
  const tab = await open();
  await tab.click('[data-sample="petition"]');
  await tab.until(() => Number(document.querySelector(".counts .mask")?.dataset.count) > 5);
  const line = await tab.evaluate(() => getComputedStyle(document.querySelector(".ProseMirror .garim-mask")).textDecorationLine);
  assert.equal(line, "underline");
  await tab.evaluate(() => document.querySelector(".ProseMirror").focus());
  await tab.press("Alt", "F8");
  await tab.until(() => document.querySelector("garim-popover")?.shadowRoot.querySelector("[role=dialog]:not([hidden])"));
  await tab.press("Escape");
  await tab.press("Alt", "F6");
  await tab.until(() => document.querySelector(".masked-view:not([hidden]) mark.masked"));
  if (process.env.GARIM_SCREENSHOTS) await tab.picture(path.join(process.env.GARIM_SCREENSHOTS, "firefox-masked.png"));
  await tab.press("Alt", "F6");
  await quiet(tab);
});

test("letters that are typed are checked as they come, and undo takes them back", async () => {
  const tab = await open();
  await tab.evaluate(() => document.querySelector(".ProseMirror").focus());
  await tab.type("연락처 010-0000-1234");
  assert.deepEqual(await found(tab, 1), ["mobile mask"]);
  await tab.press("Control", "z");
  await tab.until(() => !document.querySelector(".ProseMirror").textContent.includes("1234"));
  await quiet(tab);
});

test("rich text goes through the schema: tables stay, pictures, links and scripts do not", async () => {
  const tab = await open();
  await paste(tab, "민원인 김가람", '<p onclick="alert(1)">민원인 <a href="http://192.0.2.1/x">김가람</a></p><img src="http://192.0.2.1/beacon.png"><table><tr><td>연락처</td><td>010-0000-1234</td></tr></table><script>alert(2)</script>');
  await tab.until(() => globalThis.found?.findings.some(({ kind }) => kind === "mobile"));
  const inside = await tab.evaluate(() => document.querySelector(".ProseMirror").innerHTML);
  assert.match(inside, /<table>.*<td>/s);
  assert.doesNotMatch(inside, /<img(?! class="ProseMirror-separator")|<a |<script|onclick|192\.0\.2/i);
  await quiet(tab);
});

test("nothing that was masked is in any of the things that leave a draft", async () => {
  const tab = await open();
  await tab.click('[data-sample="petition"]');
  await tab.until(() => Number(document.querySelector(".counts .mask")?.dataset.count) > 5);
  const outs = { text: await copied(tab), html: await copied(tab, "copyHtml", "text/html") };
  for (const index of [0, 1]) outs[`download ${index}`] = (await taken(tab, "download", index, true)).bytes.toString("utf8");
  for (const paper of ["report", "list"]) for (const index of [0, 1]) outs[`${paper} ${index}`] = (await taken(tab, paper, index)).bytes.toString("utf8");
  for (const [name, out] of Object.entries(outs)) {
    assert.ok(out.length > 40, name);
    for (const value of ["990101-3000012", "010-0000-1234", "garam@example.com", "123-456-7890123", "다솜로 9912", "김가람", "이나래", "당뇨"]) assert.ok(!out.includes(value), `${name} holds ${value}`);
  }
  assert.match(outs.text, /주무관 박다솜/);
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.match(await tab.evaluate(() => document.querySelector(".print").textContent), /○○○(?!.*990101-3000012)/s);
  await quiet(tab);
});

for (const [ending, names] of documents()) {
  test(`${ending}: opened, found in as the native command does it, and taken away without its values`, async () => {
    const tab = await open();
    let [shown, copies] = [0, 0];
    for (const name of names) {
      const file = path.join(samples, name);
      const there = nativeFindings(file);
      await hush(tab);
      await tab.choose("#file", file);
      await tab.until((wanted) => document.querySelector(".card.file strong")?.textContent === wanted || document.querySelector(".toast").textContent.length > 1, name);
      if (!there) {
        assert.ok((await toast(tab)).length > 5, `${name} is refused without a word`);
        continue;
      }
      shown += 1;
      const counts = await tab.evaluate(() => Object.fromEntries([...document.querySelectorAll(".counts li")].map((each) => [each.className, Number(each.dataset.count)])));
      for (const action of ["mask", "review", "keep"]) assert.equal(counts[action], there.filter((each) => each.action === action).length, `${name}: ${action}`);
      const values = maskedValues(there);
      for (const index of [0, 1]) {
        const copy = await taken(tab, "download", index);
        if (copy.why) continue;
        copies += 1;
        holdsNone(copy, values, openFileSync);
      }
    }
    assert.ok(shown > 0, "none was opened");
    assert.ok(copies > 0, "no copy was handed over");
    await quiet(tab);
  });
}

test("both languages say everything", async () => {
  const tab = await open();
  await tab.click('[data-sample="contract"]');
  await tab.until(() => Number(document.querySelector(".counts .mask")?.dataset.count) > 0);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), "ko");
  await tab.select('[data-do="language"]', "en");
  await tab.until(() => document.documentElement.lang === "en" && document.querySelector("garim-panel").shadowRoot.textContent.includes("mask"));
  const hangul = await tab.evaluate(() => [...document.querySelectorAll("button, h1, h2, summary, caption, th, label")].filter((each) => !each.closest(".ProseMirror")).map((each) => each.textContent).filter((text) => /[가-힣]/.test(text)));
  assert.deepEqual(hangul, []);
  await tab.select('[data-do="language"]', "ko");
  await quiet(tab);
});

test("a profile with patterns is applied from its files, and taken off again", async () => {
  const tab = await open();
  const place = path.join(root, "tests/profiles");
  await tab.evaluate(() => (document.querySelector('[data-part="profile"]').open = true));
  await tab.choose('[data-file="profile"]', ...["organisation.toml", "department.toml", "offices.csv", "codenames.txt"].map((name) => path.join(place, name)));
  await tab.choose('[data-file="patterns"]', path.join(path.dirname(single), "profile.wasm"));
  await tab.click("dialog.window footer .first");
  await tab.until(() => document.querySelector('[data-do="profile.off"]:enabled'));
  await paste(tab, "GR-2099 사업의 별빛 프로젝트 문의: 010-0000-1000");
  await tab.until(() => globalThis.found?.findings.some(({ kind }) => kind.startsWith("own_")));
  // The lists above it grow while the text is checked: a hand would wait, a pointer of a test misses.
  await tab.evaluate(() => document.querySelector('[data-do="profile.off"]').click());
  await tab.until(() => !document.querySelector('[data-do="profile.off"]'));
  await tab.until(() => globalThis.found.state === "ready" && !globalThis.found.findings.some(({ kind }) => kind.startsWith("own_")));
  await quiet(tab);
});

test("five megabytes of text can be ended, and leave the page responsive", async () => {
  const tab = await open();
  const plain = "담당 부서에서는 도로 점용 허가의 기준과 절차를 검토하고 있으며 결과는 다음 달에 알릴 예정입니다.\n";
  const line = `${plain.repeat(8)}민원인 김가람(010-0000-1234)은 도로 점용 허가를 신청하였습니다.\n`;
  const file = given("긴 글.txt", line.repeat(Math.ceil(5_000_000 / Buffer.byteLength(line))));
  await tab.choose("#file", given("먼저.txt", "연락처 010-0000-1234\n"));
  await tab.until(() => document.querySelector(".card.file strong")?.textContent === "먼저.txt");
  await tab.choose("#file", file);
  await tab.click('[data-do="cancel"]');
  await tab.until(() => document.querySelector(".toast").textContent.includes("그만두었습니다") && document.querySelector(".busy").hidden);
  assert.equal(await tab.evaluate(() => document.querySelector(".card.file strong").textContent), "먼저.txt");
  await tab.evaluate(() => {
    globalThis.worst = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      [globalThis.worst, last] = [Math.max(globalThis.worst, now - last), now];
    }, 10);
  });
  await tab.choose("#file", file);
  await tab.until(() => document.querySelector(".card.file strong")?.textContent === "긴 글.txt");
  const worst = await tab.evaluate(() => globalThis.worst);
  console.log(`five megabytes: the page stood still for at most ${Math.round(worst)} ms`);
  assert.ok(worst < 2000, `the page stood still for ${Math.round(worst)} ms`);
  await quiet(tab);
});
