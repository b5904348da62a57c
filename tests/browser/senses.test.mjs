// What is shown, for every eye and every screen: less motion, a page zoomed to 200 % and 400 %, forced colours, night and print.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";

import { gate, house as makeHouse, leave, number, phone } from "./kit.mjs";

let house;
before(async () => {
  house = await makeHouse();
});
after(() => house?.close());

const text = `주민등록번호 ${number} 확인\n민원 접수번호: 2026-0001234\n사건번호 2099가단12345\n담당 주무관 김가람\n민원인 이나래 ${phone}`;
const open = (settings) =>
  house.open(async (given) => {
    kit.field("body").value = given;
    kit.field("body").style.width = kit.field("body").style.maxWidth = "90vw";
    const files = new DataTransfer();
    files.items.add(new File(["x"], "손실보상 협의 대상 토지의 감정평가 결과와 산출 근거를 적은 견적서 사본.hwp"));
    kit.field("files").files = files.files;
    window.doc = kit.make({ allow: () => {} }).attachDocument({ body: kit.field("body"), attachments: kit.field("files") }, { panel: kit.field("panel") });
    await window.doc.settled();
    window.doc.setLevel(0, "closed");
  }, text, settings);

/** Everything of a part of the interface that a person cannot see whole or reach: cut off sideways, outside of the screen, too small to be pressed. */
const hidden = (page, name) =>
  page.evaluate((wanted) => {
    const { shadowRoot: shadow } = document.querySelector(wanted);
    const out = [];
    const boxes = [...shadow.querySelectorAll("section,dialog,[role=dialog],[role=tooltip],.note")].filter((each) => each.checkVisibility());
    if (!boxes.length) return ["nothing is shown"];
    for (const box of boxes) {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const told = `${box.localName}.${box.className}`;
      if (box.scrollWidth > box.clientWidth + 1) out.push(`${told} scrolls sideways: ${box.scrollWidth} in ${box.clientWidth}`);
      if (left < -0.5 || right > innerWidth + 0.5) out.push(`${told} from ${left} to ${right} of ${innerWidth}`);
      const fixed = getComputedStyle(box).position === "fixed";
      if (fixed && (top < -0.5 || bottom > innerHeight + 0.5)) out.push(`${told} from ${top} to ${bottom} of ${innerHeight} high`);
      if (box.scrollHeight > box.clientHeight + 1 && !/auto|scroll/.test(getComputedStyle(box).overflowY)) out.push(`${told} is cut at its end`);
      const within = (rect, what) => {
        if (rect.width && (rect.left < left - 0.5 || rect.right > right + 0.5)) out.push(`${what} from ${rect.left} to ${rect.right} in ${left} to ${right}`);
      };
      const texts = document.createTreeWalker(box, 4);
      while (texts.nextNode()) {
        const { currentNode: node } = texts;
        if (!node.data.trim() || !node.parentElement.checkVisibility() || node.parentElement.closest("option,.sr")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) within(rect, `"${node.data.slice(0, 20)}"`);
        for (let at = node.parentElement; at !== box; at = at.parentElement) {
          if (/hidden|clip/.test(getComputedStyle(at).overflow) && at.scrollWidth > at.clientWidth + 1) out.push(`"${node.data.slice(0, 20)}" is cut by ${at.localName}`);
        }
      }
      for (const control of box.querySelectorAll("button,select,input,summary")) {
        if (!control.checkVisibility()) continue;
        const rect = control.getBoundingClientRect();
        within(rect, control.dataset.do ?? control.localName);
        // A box or a dot is pressed by its whole label.
        const target = (control.closest("label") ?? control).getBoundingClientRect();
        if (target.height < 23.5 || target.width < 23.5) out.push(`${control.dataset.do ?? control.localName} is ${target.width} by ${target.height}`);
      }
    }
    return out;
  }, name);

for (const [name, viewport, deviceScaleFactor] of [["200 %", { width: 500, height: 500 }, 2], ["400 %", { width: 320, height: 400 }, 4]]) {
  test(`panel, popover, gate and notes are whole at ${name}`, async () => {
    const { page, context } = await open({ viewport, deviceScaleFactor });
    const whole = async (host, step) => {
      await page.waitForTimeout(80);
      if (process.env.GARIM_SCREENSHOTS) await page.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, `zoom-${viewport.width}-${step}.png`) });
      assert.deepEqual(await hidden(page, host), [], step);
    };
    await page.locator("garim-panel li button").first().waitFor();
    await whole("garim-panel", "panel");
    await page.locator("garim-panel details summary").first().click();
    await whole("garim-panel", "panel opened");
    await page.locator("garim-panel li button").first().click();
    await page.locator("garim-popover [role=dialog]").waitFor();
    await whole("garim-popover", "popover");
    await page.locator('garim-popover [data-do="do.keep"]').click();
    await whole("garim-popover", "reasons");
    await page.locator('garim-popover [data-do="do.notThis"]').click();
    await whole("garim-gate", "note");
    for (const purpose of ["public", "recipient"]) {
      const wanted = leave(page, purpose);
      await gate(page).waitFor();
      await whole("garim-gate", purpose);
      // What is to be pressed can be reached.
      await gate(page).locator("button").last().scrollIntoViewIfNeeded();
      assert.ok(await page.evaluate(() => {
        const { shadowRoot } = document.querySelector("garim-gate");
        const last = [...shadowRoot.querySelectorAll("dialog button")].at(-1).getBoundingClientRect();
        return shadowRoot.elementFromPoint(last.left + last.width / 2, last.top + last.height / 2)?.localName === "button";
      }), "the last button is under the pointer");
      await page.keyboard.press("Escape");
      assert.equal(await wanted, "declined");
    }
    await context.close();
  });
}

test("nothing moves where a person wants less motion", async () => {
  for (const reducedMotion of ["reduce", "no-preference"]) {
    const { page, context } = await open({ reducedMotion });
    // A host that puts motion into the parts is not followed.
    const moving = await page.evaluate(async () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("garim-panel::part(panel),garim-popover::part(popover){transition:opacity 3s}");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      const seen = new Set();
      const look = () => {
        const roots = [document, ...["garim-panel", "garim-popover", "garim-gate"].map((name) => document.querySelector(name).shadowRoot)];
        for (const { effect } of roots.flatMap((root) => root.getAnimations())) seen.add(effect.target.localName);
      };
      const each = async (frames) => {
        for (let at = 0; at < frames; at += 1) {
          await new Promise((next) => requestAnimationFrame(next));
          look();
        }
      };
      window.doc.step(1);
      await each(5);
      document.querySelector("garim-panel").shadowRoot.querySelector("section").style.opacity = "0.5";
      await each(5);
      const wanted = window.doc.export("public").catch(() => undefined);
      while (!document.querySelector("garim-gate").shadowRoot.querySelector("dialog")) await each(1);
      await each(5);
      document.querySelector("garim-gate").shadowRoot.querySelector("dialog").close();
      await wanted;
      await each(3);
      const styles = [...document.querySelectorAll("garim-panel,garim-popover,garim-gate")].flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll("*")]).map((element) => getComputedStyle(element));
      return { seen: [...seen], smooth: styles.some(({ scrollBehavior }) => scrollBehavior === "smooth"), animated: styles.some(({ animationName }) => animationName !== "none") };
    });
    assert.deepEqual(moving, { seen: reducedMotion === "reduce" ? [] : ["section"], smooth: false, animated: false }, reducedMotion);
    await context.close();
  }
});

test("going to a finding is no journey: the page stands there at once", async () => {
  const { page, context } = await house.open(async (value) => {
    const lines = Array.from({ length: 400 }, (_, at) => `${at}. 회의 결과를 알려 드립니다.`);
    kit.field("rich").innerHTML = [...lines, `번호 ${value}`].map((line) => `<p>${line}</p>`).join("");
    window.doc = kit.make().attach(kit.field("rich"));
    await window.doc.settled();
  }, phone, { reducedMotion: "reduce" });
  const [at, later] = await page.evaluate(async () => {
    window.doc.step(1);
    const at = scrollY;
    await new Promise((next) => setTimeout(next, 300));
    return [at, scrollY];
  });
  assert.ok(at > 1000 && at === later, `${at}, then ${later}`);
  await context.close();
});

const names = ["garim-mask", "garim-review", "garim-keep", "garim-provisional"];
/** How each highlight looks: the style of its line, the colours of line and ground. */
const looks = (page) =>
  page.evaluate((all) => {
    const of = (style) => [style.textDecorationLine, style.textDecorationStyle, style.textDecorationColor, style.backgroundColor];
    return Object.fromEntries(all.map((name) => [name, of(getComputedStyle(kit.field("rich"), `::highlight(${name})`))]));
  }, names);

test("each action has a line of its own by day, by night and in forced colours, and none in print", async () => {
  for (const [settings, forced] of [[{}, false], [{ colorScheme: "dark" }, false], [{ forcedColors: "active" }, true], [{ forcedColors: "active", colorScheme: "dark" }, true]]) {
    const { page, context } = await house.open(async (given) => {
      document.documentElement.style.colorScheme = "light dark";
      kit.field("rich").innerHTML = given.split("\n").map((line) => `<p>${line}</p>`).join("");
      window.doc = kit.make().attach(kit.field("rich"), { showKeep: true, print: false });
      await window.doc.settled();
    }, text, settings);
    const now = await looks(page);
    assert.deepEqual(names.map((name) => now[name].slice(0, 2).join(" ")), ["underline double", "underline wavy", "underline dotted", "underline dashed"], JSON.stringify(settings));
    // Lines stand out against the page: contrast 3 to 1 (WCAG 1.4.11).
    const ground = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("p"));
      probe.style.backgroundColor = "Canvas";
      return getComputedStyle(probe).backgroundColor;
    });
    const light = (colour) => {
      const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const page_ = forced || settings.colorScheme ? ground : "rgb(255, 255, 255)";
    for (const name of names) {
      const [a, b] = [light(now[name][2]), light(page_)].sort((x, y) => y - x);
      assert.ok((a + 0.05) / (b + 0.05) >= 3, `${name} ${now[name][2]} on ${page_}`);
      if (forced) assert.match(now[name][3], /, 0\)$/, "the system's ground stays");
    }
    // They are painted: without them the page looks otherwise; on paper it looks the same.
    const rich = page.locator("#rich");
    const bare = (given) => page.evaluate((hide) => {
      window.kept ??= Object.fromEntries([...CSS.highlights].map(([name, highlight]) => [name, highlight]));
      for (const name of Object.keys(window.kept)) {
        if (hide) CSS.highlights.delete(name);
        else CSS.highlights.set(name, window.kept[name]);
      }
    }, given);
    const shots = async () => {
      const shown = await rich.screenshot({ caret: "hide" });
      await bare(true);
      const plain = await rich.screenshot({ caret: "hide" });
      await bare(false);
      return shown.equals(plain);
    };
    assert.equal(await shots(), false, "highlights are painted");
    await page.emulateMedia({ media: "print" });
    const printed = await looks(page);
    for (const name of names) assert.match(`${printed[name][0]} ${printed[name][3]}`, /^none .*, 0\)$/, `${name} on paper`);
    // Chromium prints without forced colours; only its emulation of both at once paints a ground behind letters.
    if (!forced) assert.equal(await shots(), true, "none is on paper");
    await context.close();
  }
});

test("a field's mirror and Garim's own parts are on no paper", async () => {
  const { page, context } = await open({});
  const parts = "garim-mirror,garim-panel,garim-popover,garim-gate";
  const shown = () => page.evaluate((wanted) => [...document.querySelectorAll(wanted)].filter((each) => each.getClientRects().length > 0 && getComputedStyle(each).display !== "none").map(({ localName }) => localName), parts);
  await page.evaluate(() => window.doc.step(1));
  assert.ok((await shown()).includes("garim-panel") && (await shown()).includes("garim-mirror"), String(await shown()));
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await shown(), []);
  await context.close();
});
