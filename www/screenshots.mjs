// Pictures of the page's main views. Called by `cargo xtask screenshots`.
//
// node www/screenshots.mjs PAGE FOLDER
//   PAGE    the single file
//   FOLDER  where the pictures go; page-draft.webp and page-masked.webp are what docs/images holds
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const [page, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.GARIM_CHROMIUM, headless: true, args: ["--no-sandbox", "--disable-gpu"] });

/** A register, as somebody opens it. */
const register = { name: "민원 접수 대장.csv", mimeType: "text/csv", buffer: Buffer.from("접수번호,성명,연락처,내용\n1,김가람,010-0000-1111,가로등 수리\n2,이나래,010-0000-2222,도로 파손\n3,박다솜,010-0000-3333,소음\n") };

/** Chooses an organisation's profile and looks at it. */
async function profile(at, toml = 'garim = 1\nname = "가람시"\nversion = "2026-03"\nstrict = true\nmask_style = "label"\n[[own]]\nid = "price"\nname = "입찰 전 금액"\nreason = "개찰 전입니다."\nitem = 5\nwords = ["예정가격"]\n') {
  await at.locator('[data-part="profile"]').evaluate((part) => (part.open = true));
  await at.setInputFiles('[data-file="profile"]', { name: "가람시.toml", mimeType: "text/plain", buffer: Buffer.from(toml) });
  await at.locator('[data-told="profile"] p').last().waitFor();
  await at.waitForTimeout(600);
  await at.locator(".profile").scrollIntoViewIfNeeded();
}

/** A view: how the screen is, what a person does first. */
const views = [
  { name: "empty", size: [1280, 800] },
  { name: "draft", size: [1280, 800], sample: "petition" },
  { name: "masked", size: [1280, 800], sample: "petition", deed: (at) => at.click('[data-view="masked"]') },
  { name: "roster", size: [1440, 900], sample: "roster" },
  { name: "popover", size: [1280, 800], sample: "petition", deed: async (at) => { await at.focus(".ProseMirror"); await at.keyboard.press("Alt+F8"); await at.keyboard.press("Alt+F8"); } },
  { name: "dark", size: [1280, 800], sample: "roster", screen: { colorScheme: "dark" } },
  { name: "forced", size: [1280, 800], sample: "petition", screen: { forcedColors: "active" } },
  { name: "phone", size: [390, 844], sample: "petition", full: true },
  { name: "phone-empty", size: [390, 844] },
  { name: "gate", size: [1280, 800], sample: "contract", deed: async (at) => { await at.click('[data-do="copy"]'); await at.waitForSelector("garim-gate dialog"); } },
  { name: "report", size: [1280, 800], sample: "roster", deed: (at) => at.click('[data-do="report"]') },
  { name: "list", size: [1280, 800], sample: "roster", deed: (at) => at.click('[data-do="list"]') },
  { name: "trust", size: [1280, 800], deed: async (at) => { await at.click('[data-do="trust"]'); await at.click('[data-do="trust.try"]'); await at.waitForTimeout(400); } },
  { name: "english", size: [1280, 800], sample: "contract", locale: "en-US" },
  { name: "file", size: [1280, 800], file: register },
  { name: "file-masked", size: [1280, 800], file: register, screen: { colorScheme: "dark" }, deed: (at) => at.click('[data-view="masked"]') },
  { name: "file-forced", size: [1280, 800], file: register, screen: { forcedColors: "active" } },
  { name: "file-phone", size: [390, 844], file: register },
  { name: "reason", size: [1280, 800], file: register, deed: (at) => at.locator('[data-deed="keep"]').first().click() },
  { name: "profile", size: [1280, 1000], sample: "contract", deed: profile },
  { name: "profile-dark", size: [1280, 1000], sample: "contract", screen: { colorScheme: "dark" }, deed: profile },
  { name: "profile-phone", size: [390, 844], sample: "contract", deed: profile },
  { name: "profile-faults", size: [1280, 1000], deed: (at) => profile(at, 'garim = 1\nname = "가람시"\nmask_style = "red"\nstrict = 3\n') },
  { name: "help", size: [1280, 800], screen: { colorScheme: "dark" }, deed: (at) => at.click('[data-do="help"]') },
  { name: "download", size: [390, 844], sample: "petition", deed: (at) => at.click('[data-do="download"]') },
  { name: "empty-dark", size: [1280, 800], screen: { colorScheme: "dark" } },
  { name: "empty-forced", size: [1280, 800], screen: { forcedColors: "active" } },
  { name: "masked-forced", size: [1280, 800], sample: "roster", screen: { forcedColors: "active" }, deed: (at) => at.click('[data-view="masked"]') },
  { name: "masked-phone", size: [390, 844], sample: "roster", screen: { colorScheme: "dark" }, deed: (at) => at.click('[data-view="masked"]') },
  { name: "contrast", size: [1280, 800], sample: "contract", screen: { contrast: "more" } },
  { name: "wide", size: [2560, 1300], sample: "roster" },
];

for (const { name, size: [width, height], sample, file, deed, screen = {}, full, locale = "ko-KR" } of views) {
  const context = await browser.newContext({ locale, viewport: { width, height }, colorScheme: "light", ...screen });
  const at = await context.newPage();
  await at.goto(pathToFileURL(page).href);
  await at.waitForSelector('html[data-engine="ready"]');
  if (sample) {
    await at.click(`[data-sample="${sample}"]`);
    await at.waitForFunction(() => Number(document.querySelector(".counts .mask")?.dataset.count) > 0);
    await at.waitForTimeout(400);
    await at.evaluate(() => document.activeElement.blur());
  }
  if (file) {
    await at.setInputFiles("#file", file);
    await at.waitForSelector(".card.file");
    await at.evaluate(() => document.activeElement.blur());
  }
  await deed?.(at);
  await at.waitForTimeout(400);
  await at.screenshot({ path: path.join(folder, `page-${name}.png`), fullPage: full ?? false });
  await context.close();
}
// Two of them as the README shows them.
const canvas = await browser.newPage();
for (const name of ["draft", "masked"]) {
  const file = path.join(folder, `page-${name}`);
  const small = await canvas.evaluate(async (png) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const made = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
    made.getContext("2d").drawImage(picture, 0, 0);
    return made.toDataURL("image/webp", 0.9).split(",")[1];
  }, fs.readFileSync(`${file}.png`).toString("base64"));
  fs.writeFileSync(`${file}.webp`, Buffer.from(small, "base64"));
}
await browser.close();
console.log(`${views.length} pictures in ${folder}`);
