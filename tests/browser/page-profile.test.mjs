// The checker page under an organisation's profile, and a person's word on what was found in an opened file: served and from the disk.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { downloaded, launch, open, root, settled, single } from "./checker.mjs";

const place = path.join(root, "tests/profiles");
const file = (name, content = fs.readFileSync(path.join(place, name))) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
const whole = () => ["organisation.toml", "department.toml", "offices.csv", "codenames.txt"].map((name) => file(name));
const module = () => fs.readFileSync(path.join(path.dirname(single), "profile.wasm"));
const head = 'garim = 1\nname = "가람시"\n';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Chooses files of a profile. */
async function choose(page, files) {
  await page.locator('[data-part="profile"]').evaluate((part) => (part.open = true));
  await page.locator('[data-file="profile"]').setInputFiles(files);
}
const told = (page) => page.locator('[data-told="profile"]');
const off = (page) => page.click('[data-do="profile.off"]');
const isOn = (page) => page.waitForSelector('[data-do="profile.off"]');

/** What the page has found in the draft, as kind and action, once it has found so many things. */
const found = async (page, count) => {
  await settled(page);
  await page.waitForFunction((n) => globalThis.found.findings.length === n && globalThis.found.state === "ready", count);
  return page.evaluate(() => globalThis.found.findings.map(({ kind, action }) => `${kind} ${action}`));
};

test("it takes no module of patterns but the one that was published with it", async () => {
  const { page, close } = await open(browser, { from: "disk" });
  await choose(page, whole());
  await page.waitForSelector('[data-file="patterns"]');
  const other = module();
  other[other.length - 9] ^= 1;
  await page.locator('[data-file="patterns"]').setInputFiles([file("profile.wasm", other)]);
  await page.locator("dialog.window footer .first").click();
  await told(page).getByText("이 판의 profile.wasm 파일이 아닙니다").waitFor();
  assert.equal(await page.locator('[data-do="profile.off"]').count(), 0);
  await close();
});

for (const from of ["server", "disk"]) {
  test(`it applies a profile without patterns at once, names it and takes it off (${from})`, async () => {
    const { page, said, asked, close } = await open(browser, { from });
    await page.focus(".ProseMirror");
    await page.keyboard.insertText("솔숲마을 3블록의 사업자등록번호 099-01-23451");
    assert.deepEqual(await found(page, 1), ["business_reg_no review"]);
    const before = asked.length;
    await choose(page, [file("a.toml", `${head}version = "2099-01"\nstrict = true\n[[own]]\nid = "site"\nname = "보상 협의 구역"\nreason = "협의가 끝나지 않은 곳입니다."\nitem = 7\nwords = ["솔숲마을 3블록"]\n`)]);
    await isOn(page);
    assert.deepEqual(await found(page, 2), ["own_site mask", "business_reg_no mask"]);
    const card = await page.locator(".profile").innerText();
    assert.match(card, /가람시/);
    assert.match(card, /2099-01/);
    assert.match(card, /[0-9a-f]{64}/);
    assert.match(await page.locator(".profile details").textContent(), /strict = true/);
    assert.deepEqual(await page.locator('[data-do="strict"]').evaluate((box) => [box.checked, box.disabled]), [true, true]);
    assert.match(await page.locator("garim-panel").evaluate((panel) => panel.shadowRoot.textContent), /보상 협의 구역/);
    assert.equal(await page.inputValue('[data-do="style"]'), "");
    await off(page);
    assert.deepEqual(await found(page, 1), ["business_reg_no review"]);
    assert.deepEqual(await page.locator('[data-do="strict"]').evaluate((box) => [box.checked, box.disabled]), [false, false]);
    assert.equal(asked.slice(before).filter((address) => !/^(blob|data):/.test(address)).join(), "", "nothing was asked for");
    assert.deepEqual(said.filter((line) => line.startsWith("error")), []);
    await page.reload();
    await page.waitForSelector('html[data-engine="ready"]');
    assert.equal(await page.locator('[data-do="profile.off"]').count(), 0, "nothing of it is kept");
    await close();
  });

  test(`it asks for profile.wasm where a profile has patterns, and answers as the command does (${from})`, async () => {
    const { page, close } = await open(browser, { from });
    await choose(page, whole());
    await page.waitForSelector('[data-file="patterns"]');
    // A server has the file beside the page: a link hands it over.
    const given = from === "disk" ? module() : (await downloaded(page, () => page.click("dialog.window a[download]"))).bytes;
    assert.ok(given.equals(module()));
    await page.locator('[data-file="patterns"]').setInputFiles([file("profile.wasm", given)]);
    await page.locator("dialog.window footer .first").click();
    await isOn(page);
    const text = "GR-2099 사업의 별빛 프로젝트 문의: 010-0000-1000";
    const command = spawnSync(process.env.GARIM_COMMAND || path.join(root, "target/debug/garim"), ["check", "--jsonl", "--policy", path.join(place, "organisation.toml"), "--policy", path.join(place, "department.toml")], { input: `${JSON.stringify({ text })}\n`, encoding: "utf8" });
    const wanted = JSON.parse(command.stdout).findings.map(({ kind, action }) => `${kind} ${action}`);
    await page.focus(".ProseMirror");
    await page.keyboard.insertText(text);
    assert.deepEqual(await found(page, wanted.length), wanted);
    await close();
  });
}

test("it says line by line what is wrong, and goes on with what was in use", async () => {
  const { page, close } = await open(browser);
  await choose(page, [file("a.toml", `${head}strict = true\n`)]);
  await isOn(page);
  await choose(page, [file("b.toml", `${head}mask_style = "red"\nstrict = 3\n`)]);
  await told(page).getByText("3번째 줄").waitFor();
  const said = await told(page).innerText();
  assert.match(said, /3번째 줄: .*mask_style.*full, partial, label/);
  assert.match(said, /4번째 줄: .*strict.*true, false/);
  assert.match(said, /쓰던 설정을 그대로/);
  assert.match(await page.locator(".profile").innerText(), /가람시/);
  await page.selectOption('[data-do="language"]', "en");
  await page.locator('[data-part="profile"]').evaluate((part) => (part.open = true));
  assert.match(await page.locator(".profile").innerText(), /SHA-256 of the file/);
  await close();
});

test("it refuses a key that did not sign it and an older version of what is in use, unless told", async () => {
  const { page, close } = await open(browser);
  const { generateKeyPairSync, sign } = await import("node:crypto");
  const [pair, other] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
  const pem = ({ publicKey }) => publicKey.export({ type: "spki", format: "pem" });
  const toml = `${head}version = "2099-02"\n`;
  const files = (by) => [file("a.toml", toml), file("a.toml.sig", sign(null, Buffer.from(toml), pair.privateKey)), file("key.pem", pem(by))];
  await choose(page, files(other));
  await told(page).getByText("고른 공개키로 서명한 파일이 아닙니다").waitFor();
  await choose(page, files(pair));
  await isOn(page);
  assert.match(await page.locator(".profile").innerText(), /고른 공개키로 서명한 파일임을 확인함/);
  await choose(page, [file("a.toml", `${head}version = "2099-01"\n`)]);
  await page.click('[data-do="profile.older"]');
  await page.locator(".profile").getByText("2099-01").waitFor();
  await close();
});

test("it checks an opened file under the profile, and again without it", async () => {
  const { page, close } = await open(browser);
  await choose(page, [file("a.toml", `${head}strict = true\n`)]);
  await isOn(page);
  await page.locator("#file").setInputFiles([file("a.txt", "사업자등록번호 099-01-23451")]);
  await page.waitForSelector(".card.file");
  assert.equal(await page.locator(".list li.mask").count(), 1);
  await page.locator('[data-part="profile"]').evaluate((part) => (part.open = true));
  await off(page);
  await page.waitForSelector(".list li.review");
  await close();
});

test("it keeps with a reason, masks and takes back single findings of an opened file, in every output", async () => {
  const { page, close } = await open(browser);
  const text = "담당 010-0000-1234, 다시 010-0000-1234, 비상 010-0000-5678, 사업자등록번호 099-01-23451";
  await page.locator("#file").setInputFiles([file("a.txt", text)]);
  await page.waitForSelector(".list li.mask");
  await page.locator(".list li.mask").first().locator('[data-deed="keep"]').click();
  await page.locator("dialog.window").getByText("직무를 수행한 공무원의 성명·직위").waitFor();
  await page.locator('[data-do="reason.own"]').fill("김가람 010-0000-9876에게 확인함");
  await page.locator("dialog.window footer .first").click();
  await page.locator("dialog.window .refused").waitFor();
  await page.locator('[data-do="reason.own"]').fill("누리집에 공개된 대표번호임");
  await page.locator("dialog.window footer .first").click();
  await page.waitForFunction(() => document.querySelectorAll(".list li.mask").length === 1);
  await page.locator(".list li.review").first().locator('[data-deed="mask"]').click();
  await page.waitForFunction(() => document.querySelectorAll(".list li.mask").length === 2);
  const copy = async () => {
    const { bytes } = await downloaded(page, async () => {
      await page.click('[data-do="download"]');
      await page.locator("dialog.window footer button").first().click();
    });
    return bytes.toString("utf8");
  };
  assert.equal(await copy(), "담당 010-0000-1234, 다시 010-0000-1234, 비상 ***-****-****, 사업자등록번호 ***-**-*****");
  await page.click('[data-do="report"]');
  const paper = await page.locator("dialog.window").innerText();
  assert.match(paper, /누리집에 공개된 대표번호임/);
  assert.ok(!paper.includes("1234"), "no value stands in the report");
  await page.keyboard.press("Escape");
  await page.locator(".list").getByLabel("그대로 둔 부분도 표시").check();
  await page.locator(".list li.keep").first().locator('[data-deed="undo"]').click();
  await page.waitForFunction(() => document.querySelectorAll(".list li.mask").length === 4);
  assert.equal(await copy(), "담당 ***-****-****, 다시 ***-****-****, 비상 ***-****-****, 사업자등록번호 ***-**-*****");
  await close();
});

test("it has no violation that axe knows of with a profile, with its faults and with a decision to make", async () => {
  const axe = fs.readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");
  const { page, close } = await open(browser);
  const clean = async (what) => {
    await page.evaluate(axe);
    const violations = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }).then(({ violations: all }) => all.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)));
    assert.deepEqual(violations, [], what);
  };
  await choose(page, [file("a.toml", `${head}strict = 3\n`)]);
  await told(page).getByText("3번째 줄").waitFor();
  await clean("faults");
  await choose(page, [file("a.toml", `${head}version = "2099-01"\n`)]);
  await isOn(page);
  await page.locator("#file").setInputFiles([file("a.txt", "연락처 010-0000-1234")]);
  await page.waitForSelector('.list [data-deed="keep"]');
  await clean("a file under a profile");
  if (process.env.GARIM_SCREENSHOTS) await page.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, "profile.png"), fullPage: true });
  await page.locator('[data-deed="keep"]').first().click();
  await page.waitForSelector("dialog.window fieldset");
  await clean("the reason");
  if (process.env.GARIM_SCREENSHOTS) await page.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, "reason.png") });
  await close();
});
