// What a drafter does with findings: points at them, masks, deletes, keeps and allows them, decides many at once, marks parts that nobody found; and what a reviewer may not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { events, gate, house as makeHouse, leave, number, phone } from "./kit.mjs";

let house;
before(async () => {
  house = await makeHouse();
});
after(() => house?.close());

const attach = (...given) => house.attach(...given);
const dialog = (page) => page.locator("garim-popover [role=dialog]");
const tip = (page) => page.locator("garim-popover [role=tooltip]");
const settled = (page) => page.evaluate(() => window.doc.settled());
/** The middle of a finding. */
const middle = async (page, kind) => {
  const box = await page.evaluate((wanted) => {
    const { draft } = window.doc;
    return draft.rects(draft.found().find((found) => found.kind === wanted).parts[0])[0];
  }, kind);
  return [box.left + box.width / 2, box.top + box.height / 2];
};
/** The editable element with some HTML, attached. */
const rich = (html, options, guard) =>
  house.open(async ([given, how, made]) => {
    kit.field("rich").innerHTML = given;
    kit.allowed = [];
    window.doc = kit.make({ allow: (entry) => kit.allowed.push(entry), ...made }).attach(kit.field("rich"), { panel: kit.field("panel"), ...how });
    await window.doc.settled();
  }, [html, options ?? {}, guard ?? {}]);

test("a pointer that rests is told what stands there; one that types, selects or presses is not", async () => {
  const { page, context } = await attach(`회의 안내\n민원인 연락처: ${phone}`);
  const [x, y] = await middle(page, "mobile");
  await page.mouse.move(5, 5);
  await page.mouse.move(x, y, { steps: 3 });
  await page.waitForTimeout(200);
  assert.equal(await tip(page).isVisible(), false, "not at once");
  await tip(page).waitFor({ state: "visible" });
  assert.equal(await tip(page).textContent(), "휴대전화번호 · 공개할 때 가림(제6호)");
  await page.mouse.move(x, y + 120, { steps: 3 });
  await tip(page).waitFor({ state: "hidden" });
  // While one types the pointer lies where it lay.
  await page.mouse.move(x, y, { steps: 2 });
  await page.focus("#body");
  await page.keyboard.type("가나다라마", { delay: 60 });
  await page.mouse.move(x + 1, y);
  await page.waitForTimeout(650);
  assert.equal(await tip(page).isVisible(), false, "not while one types");
  await page.evaluate(() => kit.field("body").setSelectionRange(0, 3));
  await page.waitForTimeout(600);
  await page.mouse.move(x, y);
  await page.waitForTimeout(800);
  assert.equal(await tip(page).isVisible(), false, "not while something is selected");
  await page.evaluate(() => kit.field("body").setSelectionRange(0, 0));
  await page.mouse.down();
  await page.mouse.move(x + 2, y);
  await page.waitForTimeout(800);
  assert.equal(await tip(page).isVisible(), false, "not while one drags");
  await page.mouse.up();
  await context.close();
});

test("a number that needs a basis in law is offered for deletion first, others for masking", async () => {
  const { page, context } = await attach(`주민등록번호 ${number} 확인\n민원인 연락처: ${phone}`);
  const shown = async (kind) => {
    await page.mouse.click(...(await middle(page, kind)));
    await dialog(page).waitFor({ state: "visible" });
    const out = await dialog(page).locator(".row").first().locator("button").evaluateAll((all) => all.map((button) => button.dataset.do));
    return [out.slice(0, 2), await dialog(page).locator("button.first").first().getAttribute("data-do")];
  };
  assert.deepEqual(await shown("rrn"), [["do.delete", "do.mask"], "do.delete"]);
  assert.match(await dialog(page).textContent(), /법령에 근거가 있을 때만/);
  // It lies over the next line.
  await page.keyboard.press("Escape");
  assert.deepEqual(await shown("mobile"), [["do.mask", "do.delete"], "do.mask"]);
  await dialog(page).locator('[data-do="do.mask"]').click();
  await page.waitForFunction(() => kit.field("body").value.includes("***-****-****"));
  await page.waitForFunction(() => document.querySelector("garim-gate").shadowRoot.textContent.includes("되돌리기(Ctrl+Z)를 하면 원래 글이 다시 나타납니다."));
  await settled(page);
  await shown("rrn");
  await dialog(page).locator('[data-do="do.delete"]').click();
  await page.waitForFunction(() => kit.field("body").value.startsWith("주민등록번호  확인"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "body", "the focus stays in the field");
  await page.keyboard.press("Control+z");
  await page.waitForFunction((value) => kit.field("body").value.startsWith(`주민등록번호 ${value} 확인`), number);
  assert.equal((await events(page, "mask")).length, 2);
  assert.ok(!JSON.stringify(await events(page, "mask")).includes(number));
  await context.close();
});

test("what is no name, what the agency allows and what stays with a reason is kept, each in its own way", async () => {
  const { page, context } = await rich(`<p>민원인 김가람</p><p>연락처: ${phone}</p><p>전자우편 garam@example.com</p>`);
  const choose = async (kind, ...deeds) => {
    await page.mouse.click(...(await middle(page, kind)));
    for (const deed of deeds) await dialog(page).locator(`[data-do="${deed}"]`).click();
    await settled(page);
  };
  const kept = () => page.evaluate(() => window.doc.findings().filter(({ action }) => action === "keep").map(({ kind }) => kind).sort());
  await choose("person_name", "do.notThis");
  assert.deepEqual(await kept(), ["person_name"]);
  await choose("email", "do.allow");
  assert.deepEqual(await page.evaluate(() => kit.allowed), [{ kind: "email", value: "garam@example.com" }], "the host is handed the value, by its own function only");
  assert.deepEqual(await kept(), ["email", "person_name"]);
  await choose("mobile", "do.keep", "keep.confirm");
  assert.match(await dialog(page).locator("fieldset [role=alert]").textContent(), /./, "a reason is asked for");
  await dialog(page).locator("fieldset input[type=text]").fill("본인 전화 010-0000-9999");
  await dialog(page).locator('[data-do="keep.confirm"]').click();
  await page.waitForFunction(() => document.querySelector("garim-popover").shadowRoot.querySelector("fieldset [role=alert]").textContent.includes("사유"));
  assert.deepEqual(await kept(), ["email", "person_name"], "a reason that holds a number is refused");
  await dialog(page).locator("fieldset input[type=text]").fill("민원실 공용 전화");
  await dialog(page).locator('[data-do="keep.confirm"]').click();
  await dialog(page).waitFor({ state: "hidden" });
  await settled(page);
  assert.deepEqual(await kept(), ["email", "mobile", "person_name"]);
  const out = await page.evaluate(() => window.doc.result().text);
  assert.match(out, /민원실 공용 전화/);
  assert.ok(!JSON.stringify([await events(page, "dismiss"), out]).includes("garam@"));
  await context.close();
});

test("two hundred rows are one question, and one step back", async () => {
  const rows = Array.from({ length: 200 }, (_, at) => `<tr><td>${at + 1}</td><td>010-0000-${String(2000 + at)}</td></tr>`).join("");
  const { page, context } = await rich(`<table><tbody><tr><td>연번</td><td>휴대전화번호</td></tr>${rows}</tbody></table><p>민원인 연락처: ${phone}</p>`);
  const count = (action) => page.evaluate((wanted) => window.doc.findings().filter(({ kind, action: now }) => kind === "mobile" && now === wanted).length, action);
  assert.equal(await count("mask"), 201);
  await page.evaluate(() => window.doc.step(1));
  await dialog(page).locator('[data-do="group.columnKeep"]').click();
  await settled(page);
  assert.deepEqual([await count("keep"), await count("mask")], [200, 1]);
  await page.locator('garim-panel [data-do="do.undo"]:enabled').click();
  await settled(page);
  assert.equal(await count("mask"), 201, "one step back");
  // Masked in the text: one step of the editor's undo.
  const before = await page.evaluate(() => kit.field("rich").textContent);
  await page.evaluate(async () => {
    const { draft } = window.doc;
    await window.doc.maskNow(draft.beside(draft.found().find(({ kind }) => kind === "mobile"), false));
  });
  assert.equal(await page.evaluate(() => (kit.field("rich").textContent.match(/010-0000-\d{4}/g) ?? []).length), 1);
  await page.focus("#rich");
  await page.keyboard.press("Control+z");
  assert.equal(await page.evaluate(() => kit.field("rich").textContent), before);
  await context.close();
});

test("numbers of cases and companies are one folded line, and nobody is asked about them", async () => {
  const { page, context } = await attach(`사건번호 2099가단12345\n사건번호 2099가단54321\n연락처: ${phone}`);
  const quiet = await page.evaluate(() => window.doc.findings().filter(({ kind, action }) => kind === "case_no" && action === "review").length);
  assert.equal(quiet, 2);
  const folded = page.locator("garim-panel details");
  assert.equal(await folded.count(), 1);
  assert.equal(await folded.evaluate((element) => element.open), false);
  assert.match(await page.locator("garim-panel h2").textContent(), /가릴 부분 1건 · 확인할 부분 0건/);
  const wanted = leave(page, "public");
  await gate(page).waitFor();
  assert.equal(await gate(page).locator("input[type=radio]").count(), 0);
  await gate(page).locator("button.first").click();
  assert.match((await wanted).fields.body, /2099가단12345/, "one click, and they stay");
  await context.close();
});

test("the panel's list is filtered by kind and by action", async () => {
  const { page, context } = await attach(`주민등록번호 ${number} 확인\n민원 접수번호: 2026-0001234\n연락처: ${phone}`);
  const listed = () => page.locator("garim-panel li[class]").evaluateAll((all) => all.map(({ className }) => className));
  assert.deepEqual((await listed()).sort(), ["mask", "mask", "review"]);
  const [kind, action] = [page.locator("garim-panel select").nth(0), page.locator("garim-panel select").nth(1)];
  await action.selectOption("review");
  assert.deepEqual(await listed(), ["review"]);
  await action.selectOption("");
  await kind.selectOption("rrn");
  assert.deepEqual(await listed(), ["mask"]);
  assert.match(await page.locator("garim-panel li[class]").textContent(), /주민등록번호/);
  await context.close();
});

const roster = "<p>협상 전략을 정한다.</p><table><tbody><tr><td>품목</td><td>협상 단가</td></tr><tr><td>가 품목</td><td>이백 원</td></tr><tr><td>나 품목</td><td>삼백 원</td></tr></tbody></table>";
const marks = (page) => page.evaluate(() => window.doc.draft.marks().map(({ block, start, end, item }) => `${window.doc.draft.model.text({ block, start, end })} ${item}`));
const select = (page, from, start, to = from, end = start) =>
  page.evaluate(([a, b, c, d]) => {
    const blocks = [...kit.field("rich").querySelectorAll("p,td")];
    kit.field("rich").focus();
    getSelection().setBaseAndExtent(blocks[a].firstChild, b, blocks[c].firstChild, d);
  }, [from, start, to, end]);

test("a selection, a paragraph, a cell, a row and a column are marked from the panel, with a reason that was typed there", async () => {
  const { page, context } = await rich(roster);
  const [extent, item] = [page.locator('garim-panel select[aria-label="지정할 범위"]'), page.locator('garim-panel select[aria-label="호수"]')];
  const reason = page.locator("garim-panel input[maxlength]");
  const told = page.locator("garim-panel p[role=status]");
  const mark = async (how, no, why) => {
    await extent.selectOption(how);
    await item.selectOption(String(no));
    await reason.fill(why);
    await told.evaluate((place) => { place.textContent = ""; });
    await page.locator('garim-panel [data-do="group.mark"]').click();
    // The reason is checked first; what came of it is said.
    await page.waitForFunction((place) => place.textContent !== "", await told.elementHandle());
    await settled(page);
  };
  await mark("selection", 5, "");
  assert.match(await told.textContent(), /먼저 선택하십시오/, "nothing was selected");
  await select(page, 0, 0, 0, 5);
  await mark("selection", 5, "연락처 010-0000-9999");
  assert.deepEqual(await marks(page), [], "a reason that holds a number is refused");
  await mark("selection", 5, "협상이 끝나지 않음");
  assert.deepEqual(await marks(page), ["협상 전략 5"]);
  const undo = () => page.evaluate(() => { window.doc.draft.unmark(window.doc.draft.marks()); return window.doc.settled(); });
  await undo();
  await select(page, 4, 1);
  for (const [how, wanted] of [["block", ["이백 원 7"]], ["row", ["가 품목 7", "이백 원 7"]], ["column", ["협상 단가 7", "이백 원 7", "삼백 원 7"]]]) {
    await mark(how, 7, "경영상 비밀");
    assert.deepEqual(await marks(page), wanted, how);
    if (how !== "column") await undo();
  }
  const made = await page.evaluate(() => window.doc.exportSync("public"));
  for (const value of ["이백", "삼백"]) assert.ok(!made.fields.body.includes(value), made.fields.body);
  assert.deepEqual(made.manifest.map(({ kind, item: no }) => `${kind} ${no}`), Array(3).fill("restricted_part 7"));
  assert.match(await page.evaluate(() => window.doc.result().text), /경영상 비밀/);
  // It moves with edits of its neighbours, and its popover takes it away.
  await select(page, 0, 0);
  await page.keyboard.type("가. ");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await marks(page), ["협상 단가 7", "이백 원 7", "삼백 원 7"]);
  await page.mouse.click(...(await middle(page, "restricted_part")));
  await dialog(page).locator('[data-do="group.unmark"]').click();
  await settled(page);
  assert.deepEqual(await marks(page), ["이백 원 7", "삼백 원 7"]);
  await context.close();
});

test("a selection is marked by a key of the host's choice, and it is said", async () => {
  const { page, context } = await rich(roster, {}, { keys: { mark: "Alt+F9" } });
  await select(page, 0, 0, 0, 5);
  await page.keyboard.press("Alt+F9");
  await page.waitForFunction(() => window.doc.draft.marks().length === 1);
  assert.deepEqual(await marks(page), ["협상 전략 6"]);
  await page.waitForFunction(() => document.querySelector("garim-gate").shadowRoot.querySelector("[aria-live]").textContent === "비공개로 지정했습니다.");
  await context.close();
});

test("a reviewer decides, marks and masks nothing, by no call of the page either", async () => {
  const { page, context } = await rich(`<p>주민등록번호 ${number} 확인</p>`, { mode: "review" });
  const before = await page.evaluate(() => [kit.field("rich").innerHTML, window.doc.findings().map(({ action }) => action)]);
  await select(page, 0, 0, 0, 5);
  const out = await page.evaluate(async () => {
    const { doc } = window;
    const ids = doc.findings().map(({ id }) => id);
    const said = [await doc.decide(ids, "keep"), await doc.decide(ids, "keep", "law"), doc.undoDecision(), await doc.mark(5), await doc.mark(5, "", "block")];
    await doc.maskNow(doc.draft.found());
    await doc.remove(doc.draft.found());
    await doc.settled();
    return said;
  });
  assert.deepEqual(out, [false, false, false, "none", "none"]);
  assert.deepEqual(await page.evaluate(() => [kit.field("rich").innerHTML, window.doc.findings().map(({ action }) => action)]), before);
  assert.equal(await page.locator('garim-panel [data-do="group.mark"]').count(), 0);
  await context.close();
});

test("the suggestion is handed over when the caret rests, once for each change, and not while one types", async () => {
  const { page, context } = await house.open(async () => {
    kit.forms = [];
    window.doc = kit.make().attachDocument({ body: kit.field("body"), disclosure: (form) => kit.forms.push([form.level, performance.now()]) });
    await window.doc.settled();
  });
  await page.waitForFunction(() => kit.forms.length === 1);
  await page.focus("#body");
  await page.keyboard.type(`주민등록번호 ${number} 확인`, { delay: 40 });
  const typed = await page.evaluate(() => performance.now());
  await page.waitForFunction(() => kit.forms.length === 2);
  const [[first], [second, at]] = await page.evaluate(() => kit.forms);
  assert.equal(first, "open");
  assert.notEqual(second, "open");
  assert.ok(at > typed + 500, `${at - typed} ms behind the last key`);
  await page.keyboard.type(" 바람");
  await page.waitForTimeout(1500);
  assert.equal((await page.evaluate(() => kit.forms)).length, 2, "nothing new is not told");
  await context.close();
});

test("services that send text away are switched off while it is attached, and what stood there comes back", async () => {
  const { page, context } = await house.open(async () => {
    kit.field("body").setAttribute("spellcheck", "true");
    window.doc = kit.make().attach(kit.field("body"));
    await window.doc.settled();
  });
  const names = ["spellcheck", "writingsuggestions", "data-gramm", "data-gramm_editor", "data-enable-grammarly", "data-lt-active"];
  const now = () => page.evaluate((all) => all.map((name) => kit.field("body").getAttribute(name)), names);
  assert.deepEqual(await now(), names.map(() => "false"));
  await page.evaluate(() => window.doc.detach());
  assert.deepEqual(await now(), ["true", null, null, null, null, null]);
  await context.close();
});

test("an answer that comes late is never shown on other text", async () => {
  const { page, context } = await house.open(async (value) => {
    // An engine that takes its time: every answer is for a text that has been edited since.
    const engine = await kit.engines.createEngine();
    const slow = {
      ...engine, check: (...given) => engine.check(...given),
      open: async (...given) => {
        const session = await engine.open(...given);
        const late = (name) => async (...more) => {
          const answer = await session[name](...more);
          await new Promise((next) => setTimeout(next, 350));
          return answer;
        };
        return { apply: late("apply"), findings: late("findings"), seal: (...more) => session.seal(...more), dispose: () => session.dispose() };
      },
    };
    kit.field("rich").innerHTML = `<p>머리</p><p>연락처: ${value}</p>`;
    window.doc = kit.make({ engine: slow, sync: undefined }).attach(kit.field("rich"));
    kit.wrong = [];
    kit.right = 0;
    const look = () => {
      for (const range of CSS.highlights.get("garim-mask") ?? []) {
        if (range.collapsed) continue;
        if (/^010-0000-\d{4}$/.test(String(range))) kit.right += 1;
        else kit.wrong.push(String(range));
      }
      requestAnimationFrame(look);
    };
    look();
  }, phone);
  await select(page, 1, 0);
  for (const part of ["가", "나", "다라", "마", "바사", "아", "자"]) {
    await page.keyboard.type(part);
    await page.waitForTimeout(120);
  }
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
  await page.keyboard.press("Backspace");
  await settled(page);
  await page.waitForTimeout(100);
  const { wrong, right, now } = await page.evaluate(() => ({ wrong: kit.wrong, right: kit.right, now: [...CSS.highlights.get("garim-mask")].filter((range) => !range.collapsed).map(String) }));
  assert.deepEqual([...new Set(wrong)], []);
  assert.ok(right > 0, "it was shown");
  assert.deepEqual(now, [phone]);
  await context.close();
});

test("what was cut waits in memory only: the next copy and leaving the page forget it", async () => {
  const { page, context } = await attach(`번호 ${phone}\n다른 글\n`);
  const copy = (start, end, key) => page.evaluate(([from, to]) => { kit.field("body").focus(); kit.field("body").setSelectionRange(from, to); }, [start, end]).then(() => page.keyboard.press(key));
  const first = `번호 ${phone}`.length;
  await copy(0, first, "Control+c");
  const held = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(item.types.map(async (type) => [type, await (await item.getType(type)).text()]));
  });
  await copy(first + 1, first + 3, "Control+c");
  // The masked copy of before, token and all, is put back by another program.
  const back = () => page.evaluate((all) => navigator.clipboard.write([new ClipboardItem(Object.fromEntries(all.map(([type, text]) => [type, new Blob([text], { type })])))]), held);
  await back();
  await copy(first + 5, first + 5, "Control+v");
  await page.waitForTimeout(100);
  assert.equal((await page.inputValue("#body")).split("***-****-****").length, 2, "the masked text came, not the original");
  await copy(0, first, "Control+c");
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide")));
  const length = (await page.inputValue("#body")).length;
  await copy(length, length, "Control+v");
  await page.waitForTimeout(100);
  assert.equal((await page.inputValue("#body")).split(phone).length, 2, "it was forgotten");
  await context.close();
});

test("it declines nothing that the gate has passed, and a gate with nothing unclear takes one click", async () => {
  const { page, context } = await attach(`연락처: ${phone}`);
  for (const purpose of ["public", "record", "recipient"]) {
    const wanted = leave(page, purpose);
    await gate(page).waitFor();
    await gate(page).locator("button.first").click();
    assert.equal((await wanted).purpose, purpose);
  }
  await context.close();
});
