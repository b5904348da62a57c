// The checker page with files: every kind is dropped, shown and taken away masked; what cannot be read says why and costs nothing; long work can be ended.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";

import { copied, documents, downloaded, drop, dropped, holds, holdsNone, hush, launch, maskedValues, nativeFindings, open, paste, samples, settled } from "./checker.mjs";

const { openFileSync } = await import(pathToFileURL(path.join(process.env.GARIM_PKG, "dist/export.js")).href);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("there are documents of every kind", () => assert.ok(documents().size >= 10, [...documents().keys()].join()));

for (const [ending, names] of documents()) {
  test(`${ending}: opened by dropping it, found in as the native command does it, and taken away without its values`, async () => {
    const { page, said, asked, close } = await open(browser);
    const before = asked.length;
    let [shown, copies] = [0, 0];
    for (const name of names) {
      const file = path.join(samples, name);
      const found = nativeFindings(file);
      const { way, said: words, name: known } = await dropped(page, file);
      if (!found) {
        assert.ok(words.length > 5, `${name} is refused without a word`);
        continue;
      }
      shown += 1;
      assert.equal(known, name, words);
      assert.equal(way, "file");
      const counts = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".counts li")].map((each) => [each.className, Number(each.dataset.count)])));
      for (const action of ["mask", "review", "keep"]) assert.equal(counts[action], found.filter((each) => each.action === action).length, `${name}: ${action}`);
      const values = maskedValues(found);
      for (const index of [0, 1]) {
        const copy = await taken(page, index);
        if (!copy) continue;
        copies += 1;
        holdsNone(copy, values, openFileSync);
      }
    }
    assert.ok(shown > 0, "none was opened");
    assert.ok(copies > 0, "no copy was handed over");
    assert.deepEqual(asked.slice(before).filter((url) => !url.startsWith("blob:")), []);
    assert.deepEqual(said, []);
    await close();
  });
}

/** The copy by one of the window's buttons, or nothing where it is refused with a sentence; what waits for a word is masked. */
async function taken(page, index) {
  await hush(page);
  let download;
  page.once("download", (given) => {
    download = given;
  });
  await page.click('[data-do="download"]');
  await page.locator("dialog.window footer button").nth(index).click();
  const mask = page.locator("dialog.window footer button", { hasText: "모두 가리고 만들기" });
  const over = () => page.evaluate(() => document.querySelector(".toast").textContent.length > 1);
  for (let turn = 0; turn < 600 && !download && !(await over()); turn += 1) {
    if (await mask.count()) await mask.click();
    await page.waitForTimeout(50);
  }
  // A download is announced beside its sentence.
  for (let turn = 0; turn < 10 && !download; turn += 1) await page.waitForTimeout(20);
  if (!download) assert.match(await page.textContent(".toast"), /않았습니다|없습니다|확인하십시오/);
  return download && { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

test("nothing that was masked is in any of the things that leave a file", async () => {
  const { page, said, close } = await open(browser);
  const rows = "접수번호,성명,주민등록번호,연락처,내용\n1,김가람,990101-3000012,010-0000-1234,당뇨병으로 입원 중\n2,이나래,,010-0000-5678,도로 파손\n";
  await dropped(page, { name: "김가람 010-0000-1234.csv", bytes: Buffer.from(rows) });
  assert.equal(await page.locator(".viewer table.cells tr").count(), 3, "a table is shown as a table");
  assert.match(await page.locator(".viewer table.cells tr:nth-child(3)").innerText(), /2\s+이나래\s+010-0000-5678\s+도로 파손/);
  const outs = { text: Buffer.from(await copied(page)), html: Buffer.from(await copied(page, "copyHtml", "text/html")) };
  const window = async (what, index) => {
    const { name, bytes } = await downloaded(page, async () => {
      await page.click(`[data-do="${what}"]`);
      await page.locator("dialog.window footer button").nth(index).click();
    });
    assert.ok(!/김가람|1234/.test(name), name);
    outs[`${what} ${index}`] = bytes;
  };
  for (const index of [0, 1, 2]) await window("download", index);
  for (const what of ["report", "list"]) for (const index of [0, 1]) await window(what, index);
  await page.click('[data-do="form.copy"]');
  await page.waitForFunction(() => document.querySelector(".toast")?.textContent.includes("공개구분"));
  outs.form = Buffer.from(await page.evaluate(() => navigator.clipboard.readText()));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  outs.print = Buffer.from(await page.evaluate(() => document.querySelector(".print").textContent));
  for (const [name, out] of Object.entries(outs)) {
    assert.ok(out.length > 40, name);
    for (const value of ["김가람", "이나래", "990101-3000012", "010-0000-1234", "010-0000-5678", "당뇨"]) assert.ok(!holds(out, value), `${name} holds ${value}`);
  }
  assert.match(outs["list 1"].toString("utf8"), /2행 2열/);
  assert.deepEqual(said, []);
  await close();
});

test("a paper names what was not read without the values in its files' names", async () => {
  const { page, close } = await open(browser);
  await dropped(page, { name: "묶음.zip", bytes: stored({ "글.txt": Buffer.from("연락처 010-0000-5678"), "010-0000-1234.bin": Buffer.from([0, 1, 2, 250]) }) });
  await page.waitForSelector(".card.file");
  assert.match(await page.textContent('[data-part="unread"]'), /묶음 속 파일 010-0000-1234\.bin/);
  for (const index of [0, 1]) {
    const { bytes } = await downloaded(page, async () => {
      await page.click('[data-do="report"]');
      await page.locator("dialog.window footer button").nth(index).click();
    });
    assert.match(bytes.toString("utf8"), /묶음 속 파일 \*\*\*-\*\*\*\*-\*\*\*\*\.bin/);
    assert.ok(!holds(bytes, "010-0000-1234"));
  }
  await close();
});

/** An archive whose entries are not compressed. */
function stored(files) {
  const [parts, list] = [[], []];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const known = Buffer.from(name, "utf8");
    const head = Buffer.alloc(26);
    [20, 0x800, 0, 0, 0].forEach((value, index) => head.writeUInt16LE(value, index * 2));
    [crc32(bytes), bytes.length, bytes.length].forEach((value, index) => head.writeUInt32LE(value, 10 + index * 4));
    head.writeUInt16LE(known.length, 22);
    parts.push(Buffer.from("PK\u0003\u0004"), head, known, bytes);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    list.push(Buffer.from("PK\u0001\u0002\u0014\u0000"), head, place, known);
    at += 30 + known.length + bytes.length;
  }
  const index = Buffer.concat(list);
  const end = Buffer.alloc(18);
  [0, 0, Object.keys(files).length, Object.keys(files).length].forEach((value, each) => end.writeUInt16LE(value, each * 2));
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, index, Buffer.from("PK\u0005\u0006"), end]);
}

test("what cannot be opened says why, and what was there stays", async () => {
  const { page, close } = await open(browser);
  await page.click('[data-sample="petition"]');
  await settled(page);
  const docx = fs.readFileSync(path.join(samples, fs.readdirSync(samples).find((name) => name.endsWith(".docx"))));
  for (const [name, bytes, words] of [
    ["모름.bin", Buffer.from([0, 1, 2, 3, 250, 251, 0, 9]), /지원하지 않는 형식|손상/],
    ["깨짐.docx", docx.subarray(0, docx.length / 2), /손상|지원하지 않는/],
    ["빈 파일.hwpx", Buffer.from("PK\u0003\u0004"), /손상|지원하지 않는/],
  ]) {
    const { said, way } = await dropped(page, { name, bytes });
    assert.match(said, words);
    assert.equal(way, "draft");
    assert.match(await page.textContent(".ProseMirror"), /김가람/);
  }
  await close();
});

test("a file is looked at masked, in another style and with what is to be reviewed, and moved into the editor", async () => {
  const { page, close } = await open(browser);
  const text = "성명: 김가람\n연락처 010-0000-1234\n사건번호 2026가합1024\n";
  await dropped(page, { name: "김가람 민원.txt", bytes: Buffer.from(text) });
  await page.click('[data-view="masked"]');
  await page.waitForSelector(".viewer mark.masked");
  assert.doesNotMatch(await page.textContent(".viewer"), /1234/);
  await page.selectOption('[data-do="style"]', "label");
  await page.waitForFunction(() => document.querySelector(".viewer").textContent.includes("[휴대전화번호1]"));
  await page.check('[data-do="strict"]');
  await page.waitForFunction(() => document.querySelector('.counts .review').dataset.count === "0");
  assert.match(await copied(page), /\[휴대전화번호1\]/);
  const { name } = await downloaded(page, async () => {
    await page.click('[data-do="download"]');
    await page.locator("dialog.window footer .first").click();
  });
  assert.doesNotMatch(name, /김가람/, "a name in the file's name is masked too");
  await page.click('[data-do="edit"]');
  await settled(page);
  await page.waitForFunction(() => document.querySelector(".ProseMirror").textContent.includes("010-0000-1234"));
  await close();
});

test("the original of a file is read and not copied: the masked view takes its place", async () => {
  const { page, close } = await open(browser);
  await dropped(page, { name: "글.txt", bytes: Buffer.from("연락처 010-0000-1234") });
  await page.evaluate(() => navigator.clipboard.writeText("먼저"));
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".viewer")));
  await page.keyboard.press("Control+C");
  await page.waitForSelector(".viewer mark.masked");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "먼저");
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".viewer")));
  await page.keyboard.press("Control+C");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "연락처 ***-****-****");
  await close();
});

test("five megabytes of text leave the page responsive, and the work on them can be ended", async () => {
  const { page, close } = await open(browser);
  await dropped(page, { name: "먼저.txt", bytes: Buffer.from("연락처 010-0000-1234\n") });
  const plain = "담당 부서에서는 도로 점용 허가의 기준과 절차를 검토하고 있으며 결과는 다음 달에 알릴 예정입니다.\n";
  const line = `${plain.repeat(8)}민원인 김가람(010-0000-1234)은 도로 점용 허가를 신청하였습니다.\n`;
  const long = Buffer.from(line.repeat(Math.ceil(5_000_000 / Buffer.byteLength(line))));
  await page.evaluate(() => {
    globalThis.worst = 0;
    let last = performance.now();
    globalThis.clock = setInterval(() => {
      const now = performance.now();
      globalThis.worst = Math.max(globalThis.worst, now - last);
      last = now;
    }, 10);
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "garim-"));
  const input = path.join(folder, "긴 글.txt");
  fs.writeFileSync(input, long);
  await page.setInputFiles("#file", input);
  await page.click('[data-do="cancel"]', { timeout: 20_000 });
  await page.waitForFunction(() => document.querySelector(".toast").textContent.includes("그만두었습니다"));
  assert.equal(await page.textContent(".card.file strong"), "먼저.txt");
  await page.waitForSelector(".busy", { state: "hidden" });
  assert.match(await copied(page), /\*\*\*-\*\*\*\*-\*\*\*\*/, "what was open before goes on");
  await page.setInputFiles("#file", input);
  await page.waitForFunction(() => document.querySelector(".card.file strong")?.textContent === "긴 글.txt", undefined, { timeout: 120_000 });
  await page.locator(".viewer").press("End");
  await page.click(".findings button");
  await page.waitForSelector(".viewer mark.chosen");
  const [worst, nodes] = await page.evaluate(() => [globalThis.worst, document.querySelectorAll(".viewer *").length]);
  fs.rmSync(folder, { recursive: true });
  console.log(`five megabytes: the page stood still for at most ${Math.round(worst)} ms`);
  assert.ok(worst < 2000, `the page stood still for ${Math.round(worst)} ms`);
  assert.ok(nodes < 20_000, `${nodes} elements for a text of which one screen is seen`);
  await close();
});

test("more text than an editor is made for is opened for reading when it is pasted", async () => {
  const { page, close } = await open(browser);
  await paste(page, "민원인 김가람(010-0000-1234)은 도로 점용 허가를 신청하였습니다.\n".repeat(8000));
  await page.waitForSelector('html[data-way="file"]', { timeout: 60_000 });
  assert.match(await page.textContent(".toast"), /긴 글/);
  await close();
});

test("several files: the first is opened, and the page says that the others were not", async () => {
  const { page, close } = await open(browser);
  await drop(page, { name: "가.txt", bytes: Buffer.from("연락처 010-0000-1234") }, { name: "나.txt", bytes: Buffer.from("없음") });
  await page.waitForFunction(() => document.querySelector(".card.file strong")?.textContent === "가.txt");
  assert.match(await page.textContent('[data-part="unread"]'), /나머지 1개/);
  await close();
});
