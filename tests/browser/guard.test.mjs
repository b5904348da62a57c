// What stands around editors, in a real Chromium: documents of several fields, the gate and its purposes, what nobody sees, decisions, the panel, the element.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";

import { events, gate, house as makeHouse, leave, number, phone, violations } from "./kit.mjs";

let house;
let server;
const open = (...given) => house.open(...given);
const attach = (...given) => house.attach(...given);
before(async () => {
  house = await makeHouse();
  ({ server } = house);
});
after(() => house?.close());

test("it checks all fields of a draft as one document, and says what it could not read", async () => {
  const { page, context, said } = await open(async () => {
    kit.field("title").value = "손실보상 알림(010-0000-1234)";
    kit.field("recipients").value = "민원인 김가람";
    kit.field("body").value = "주민등록번호 990101-3000012 확인";
    const files = new DataTransfer();
    files.items.add(new File(["x"], "견적.hwp"));
    kit.field("files").files = files.files;
    window.doc = kit.make().attachDocument({ title: kit.field("title"), recipients: kit.field("recipients"), body: kit.field("body"), attachments: kit.field("files") }, { panel: kit.field("panel") });
    await window.doc.settled();
  });
  const fields = await page.evaluate(() => [...new Set(window.doc.findings().flatMap(({ parts }) => parts.map(({ field }) => field)))]);
  assert.deepEqual(fields.sort(), ["body", "recipients", "title"]);
  assert.match(await page.locator("garim-panel h2").textContent(), /^가릴 부분 [3-9]건 · 확인할 부분 \d건 · 읽지 못한 것 1건$/);
  assert.equal(await leave(page, "public"), "export_refused");
  assert.deepEqual((await events(page, "export-blocked")).at(-1), { purpose: "public", reason: "attachments" });
  await page.locator("garim-panel li select").selectOption("closed");
  const wanted = leave(page, "public");
  await gate(page).locator("button.first").click();
  const made = await wanted;
  assert.deepEqual(Object.keys(made.fields).sort(), ["body", "recipients", "title"]);
  assert.ok(!JSON.stringify(made).includes(number) && !made.fields.title.includes("1234") && !made.fields.recipients.includes("김가람"), JSON.stringify(made.fields));
  assert.deepEqual(said, []);
  await context.close();
});

test("what waits for a word is decided in the gate, in two clicks", async () => {
  const { page, context } = await attach(`주민등록번호 ${number} 확인\n민원 접수번호: 2026-0001234`);
  assert.deepEqual(await page.evaluate(() => window.doc.findings().map(({ action }) => action).sort()), ["mask", "review"]);
  const wanted = leave(page, "public");
  const dialog = gate(page);
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /확인할 부분 1건은 가릴지 정하십시오/);
  assert.ok(await dialog.locator("button.first").isDisabled(), "nothing leaves undecided");
  await dialog.locator('[data-do="gate.allMask"]').click();
  await dialog.locator("button.first").click();
  const made = await wanted;
  assert.ok(!made.fields.body.includes("0001234"), made.fields.body);
  assert.equal(made.counts.review, 0);
  // Decided is decided: the next time nothing is open, and the same revision is not asked about twice.
  assert.equal((await leave(page, "public")).fields.body, made.fields.body);
  await context.close();
});

test("it does not appear where there is nothing to say, and a host may stop an exit", async () => {
  const { page, context } = await attach("회의를 다음 주에 엽니다.");
  assert.equal((await leave(page, "public")).fields.body, "회의를 다음 주에 엽니다.");
  await page.evaluate(() => document.addEventListener("garim-before-export", (event) => event.preventDefault()));
  await page.evaluate((text) => { kit.field("body").value = text; }, `번호 ${phone}`);
  assert.equal(await leave(page, "public"), "declined");
  await context.close();
});

test("a secret marking stops the public copy; the record passes after one confirmation", async () => {
  const { page, context } = await attach("대외비\n작전 계획 검토 결과 보고");
  assert.equal(await page.evaluate(() => window.doc.draft.secret), true);
  assert.equal(await leave(page, "public"), "export_refused");
  assert.deepEqual((await events(page, "export-blocked")).at(-1), { purpose: "public", reason: "secret" });
  const wanted = leave(page, "record");
  await gate(page).locator("button.first").click();
  const record = await wanted;
  assert.equal(record.secretConfirmed, true);
  assert.equal(record.fields.body, "대외비\n작전 계획 검토 결과 보고");
  await context.close();
});

test("without an engine the public copy is refused, the record passes unchecked, and typing goes on", async () => {
  const { page, context, said } = await open(async () => {
    window.doc = kit.make({ engine: Promise.reject(Object.assign(new Error("gone"), { code: "engine_blocked" })), sync: undefined }).attach(kit.field("body"), { panel: kit.field("panel") });
  });
  await page.locator("#body").pressSequentially("글 010-0000-1234");
  assert.equal(await page.inputValue("#body"), "글 010-0000-1234");
  assert.deepEqual(await events(page, "error"), [{ code: "engine_blocked" }]);
  assert.equal(await leave(page, "public"), "export_refused");
  assert.equal(await leave(page, "recipient"), "export_refused");
  const wanted = leave(page, "record");
  await gate(page).locator("button.first").click();
  const record = await wanted;
  assert.equal(record.checked, false);
  assert.equal(record.fields.body, "글 010-0000-1234");
  await page.locator("#body").selectText();
  await page.evaluate(() => navigator.clipboard.writeText("먼저"));
  await page.keyboard.press("Control+c");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "먼저", "what cannot be masked is not copied");
  assert.match(await page.locator("garim-panel [role=alert]").textContent(), /점검 기능을 불러오지 못했습니다/);
  assert.deepEqual(said, []);
  await context.close();
});

const pasted = `<p>연락처 <a href="mailto:garam@example.com" title="${phone}">${phone}</a></p><!--[data-hwpjson]{"t":"${number}"}--><!--[if gte mso 9]><xml><w:t>${number}</w:t></xml><![endif]-->` +
  `<p data-hwpjson='{"t":"${number}"}'>회의 <!-- ${number} -->안내 garam@example.com</p><xml><w:t>${number}</w:t></xml>` +
  `<table><tbody><tr><td>보임</td><td style="display:none">주민등록번호 ${number}</td></tr></tbody></table><span style="mso-hide:all">숨김</span>`;

test("what nobody sees leaves no public copy and is listed; the record keeps every byte", async () => {
  const { page, context } = await open(async (given) => {
    kit.field("rich").innerHTML = given;
    window.doc = kit.make().attach(kit.field("rich"));
    await window.doc.settled();
  }, pasted);
  const before = await page.evaluate(() => kit.field("rich").innerHTML);
  const wanted = leave(page, "public");
  await gate(page).locator("button.first").click();
  const made = await wanted;
  for (const canary of [number, phone, "garam@", "hwpjson", "<!--", "<xml", "숨김"]) assert.ok(!made.fields.body.includes(canary), `${canary}: ${made.fields.body}`);
  assert.ok(made.fields.body.includes("보임") && made.fields.body.includes("회의"));
  const hidden = new Map(made.hidden.map(({ what, count }) => [what, count]));
  assert.ok(hidden.get("comment") >= 3 && hidden.get("island") === 1 && hidden.get("invisible") === 2 && hidden.get("attribute") >= 3, JSON.stringify(made.hidden));
  const record = leave(page, "record");
  await gate(page).locator("button.first").click();
  assert.equal((await record).fields.body, before);
  await page.evaluate(() => getSelection().selectAllChildren(kit.field("rich")));
  await page.keyboard.press("Control+c");
  const copied = await page.evaluate(async () => (await Promise.all((await navigator.clipboard.read()).flatMap((item) => item.types.map(async (type) => (await item.getType(type)).text())))).join());
  for (const canary of [number, phone, "garam@", "hwpjson", "<xml", "title="]) assert.ok(!copied.includes(canary), `${canary}: ${copied}`);
  await context.close();
});

test("a recipient gets what the drafter releases, each kind recorded", async () => {
  const { page, context } = await attach(`주민등록번호 ${number} 확인\n민원인 연락처: ${phone}`);
  const wanted = leave(page, "recipient");
  const dialog = gate(page);
  await dialog.getByRole("checkbox", { name: /휴대전화번호 1건/ }).check();
  await dialog.locator("button.first").click();
  const made = await wanted;
  assert.ok(made.fields.body.includes(phone) && !made.fields.body.includes(number));
  assert.deepEqual(made.released, [{ kind: "mobile", count: 1 }]);
  assert.ok(made.manifest.every(({ kind }) => kind !== "mobile"));
  await context.close();
});

test("an exit that nobody declared asks once", async () => {
  const { page, context } = await attach("회의를 엽니다.");
  const first = leave(page);
  await gate(page).locator('[data-do="gate.purposeRecord"]').click();
  assert.equal((await first).purpose, "record");
  assert.equal((await leave(page)).purpose, "record");
  await context.close();
});

test("forms and synchronous getters wait for the gate", async () => {
  const { page, context } = await attach(`번호 ${phone}`);
  await page.evaluate(() => {
    window.editor = { GetBodyValue: () => kit.field("body").value };
    window.doc.wrap(window.editor, "GetBodyValue", "record");
    window.doc.form(kit.field("form"), "public");
  });
  assert.equal(await page.evaluate(() => { try { return window.editor.GetBodyValue(); } catch (error) { return error.code; } }), "gate_needed");
  const passed = page.evaluate(() => window.doc.pass("record"));
  await gate(page).locator("button.first").click();
  await passed;
  assert.equal(await page.evaluate(() => window.editor.GetBodyValue()), `번호 ${phone}`);
  const request = page.waitForRequest((each) => each.url().endsWith("/sent"));
  await page.click("#send");
  await gate(page).locator("button.first").click();
  const sent = decodeURIComponent((await request).postData());
  assert.ok(!sent.includes(phone) && sent.includes("***-****-****"), sent);
  // A context that closes while its page is on its way to another may never be told closed.
  await page.waitForURL("**/sent");
  await context.close();
});

test("decisions are kept as codes without any value, and stand again under the same key only", async () => {
  const setup = async ({ key, stored, text }) => {
    window.stored = stored;
    kit.field("body").value = text;
    const store = { key: new Uint8Array(32).fill(key), load: async () => window.stored, save: (all) => { window.stored = JSON.parse(JSON.stringify(all)); } };
    window.doc = kit.make().attach(kit.field("body"), { decisions: store, panel: kit.field("panel") });
    await window.doc.settled();
    await new Promise((done) => setTimeout(done, 100));
    await window.doc.settled();
  };
  const text = `민원인 연락처: ${phone}`;
  const first = await open(setup, { key: 7, stored: [], text });
  const refused = await first.page.evaluate(async () => {
    const [{ id }] = window.doc.findings();
    return window.doc.decide([id], "keep", { other: "본인 휴대전화 010-0000-9999로 확인함" });
  });
  assert.equal(refused, false, "a reason that holds a number is refused");
  assert.equal(await first.page.evaluate(() => window.doc.decide([window.doc.findings()[0].id], "keep", { other: "안내용 공용 전화" })), true);
  await first.page.evaluate(() => window.doc.settled());
  await first.page.waitForFunction(() => window.stored.length === 1);
  const stored = await first.page.evaluate(() => window.stored);
  assert.deepEqual(Object.keys(stored[0]).sort(), ["action", "kind", "reason", "tag"]);
  assert.match(stored[0].tag, /^[0-9a-f]{16}$/);
  assert.ok(!JSON.stringify(stored).includes("1234"));
  assert.match(await first.page.evaluate(() => window.doc.result().text), /그대로 둔 부분과 사유\n휴대전화번호: 안내용 공용 전화 \(1\)/);
  await first.context.close();
  for (const [key, action] of [[7, "keep"], [8, "mask"]]) {
    const again = await open(setup, { key, stored, text: `앞에 줄이 생김\n${text}` });
    await again.page.evaluate(() => window.doc.settled());
    assert.deepEqual(await again.page.evaluate(() => window.doc.findings().map((each) => each.action)), [action]);
    await again.context.close();
  }
});

test("a person marks any text as not to be published; the mark moves with edits and goes when it is taken away", async () => {
  const { page, context } = await attach("협상 전략은 비공개로 한다.\n다음 회의는 화요일");
  await page.evaluate(() => kit.field("body").setSelectionRange(0, 5));
  await page.focus("#body");
  assert.equal(await page.evaluate(() => window.doc.mark(5, "내부 검토 중")), "done");
  assert.equal(await page.evaluate(() => window.doc.mark(5, "연락처 010-0000-9999")), "refused");
  await page.evaluate(() => { kit.field("body").setSelectionRange(0, 0); document.execCommand("insertText", false, "가. "); return window.doc.settled(); });
  const found = await page.evaluate(() => window.doc.findings().filter(({ rule, action }) => action === "mask").map(({ kind, item, parts: [{ start, end }] }) => ({ kind, item, start, end })));
  assert.deepEqual(found, [{ kind: "restricted_part", item: 5, start: 3, end: 8 }]);
  const made = await page.evaluate(() => window.doc.exportSync("public"));
  assert.equal(made.fields.body, "가. ○○ ○○은 비공개로 한다.\n다음 회의는 화요일");
  assert.equal(made.manifest.length, 1);
  await page.evaluate(() => { window.doc.draft.unmark(window.doc.draft.marks()); return window.doc.settled(); });
  assert.equal(await page.evaluate(() => window.doc.exportSync("public").fields.body), "가. 협상 전략은 비공개로 한다.\n다음 회의는 화요일");
  await context.close();
});

for (const [name, settings] of [["by day", {}], ["by night", { colorScheme: "dark" }], ["in forced colours", { forcedColors: "active" }]]) {
  test(`panel, popover and gate pass axe-core ${name}`, async () => {
    const { page, context } = await open(async (text) => {
      kit.field("body").value = text;
      window.doc = kit.make({ allow: () => {} }).attach(kit.field("body"), { panel: kit.field("panel") });
      await window.doc.settled();
    }, `주민등록번호 ${number} 확인\n민원 접수번호: 2026-0001234\n사건번호 2099가단12345\n민원인 김가람 ${phone}`, settings);
    await page.waitForTimeout(100);
    assert.deepEqual(await violations(page), []);
    await page.locator("garim-panel li button").first().focus();
    await page.keyboard.press("Enter");
    await page.locator("garim-popover [role=dialog]").waitFor();
    await page.locator('garim-popover [data-do="do.keep"]').click();
    assert.deepEqual(await violations(page), []);
    if (process.env.GARIM_SCREENSHOTS) await page.screenshot({ path: path.join(process.env.GARIM_SCREENSHOTS, `panel-${Object.keys(settings)[0] ?? "day"}.png`) });
    await page.keyboard.press("Escape");
    const wanted = leave(page, "public");
    await gate(page).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await wanted, "declined");
    await context.close();
  });
}

test("the whole way goes by keyboard: find, read, keep with a reason, take it back", async () => {
  const { page, context } = await attach(`머리\n민원인 연락처: ${phone}`);
  await page.focus("#body");
  await page.keyboard.press("Alt+F8");
  assert.equal(await page.evaluate(() => kit.field("body").value.slice(kit.field("body").selectionStart, kit.field("body").selectionEnd)), phone);
  await page.keyboard.press("Alt+F7");
  const active = () => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.dataset.do ?? document.activeElement.shadowRoot?.activeElement?.getAttribute("role") ?? document.activeElement.id);
  assert.equal(await active(), "dialog");
  for (let at = 0; at < 8 && (await active()) !== "do.keep"; at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  for (let at = 0; at < 12 && (await active()) !== "keep.confirm"; at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.doc.findings()[0]?.action === "keep");
  assert.equal(await active(), "body", "the focus is back in the field");
  assert.deepEqual((await events(page, "dismiss")).length, 1);
  await page.locator('garim-panel [data-do="do.undo"]:enabled').focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.doc.findings()[0]?.action === "mask");
  await context.close();
});

test("typing is not disturbed by what is shown, and the counts are said once when it rests", async () => {
  const { page, context } = await attach("");
  await page.evaluate(() => {
    window.heard = [];
    const live = document.querySelector("garim-panel").shadowRoot.querySelector("[aria-live]");
    new MutationObserver(() => window.heard.push(live.textContent)).observe(live, { childList: true });
  });
  await page.locator("#body").pressSequentially(`가 ${phone} 나 ${number}`, { delay: 30 });
  assert.equal(await page.locator("garim-popover [role=dialog]").isVisible(), false);
  await page.waitForTimeout(2000);
  const heard = await page.evaluate(() => window.heard);
  assert.ok(heard.length <= 2, String(heard));
  assert.equal(heard.at(-1), "가릴 부분 2건, 확인할 부분 0건입니다.");
  await context.close();
});

test("<garim-checker> attaches the field it names, makes the form invalid while something waits, and lets go", async () => {
  const { page, context } = await open(async () => {
    kit.field("body").value = "민원 접수번호: 2026-0001234";
    kit.defineChecker(kit.options());
    kit.field("form").insertAdjacentHTML("beforeend", '<garim-checker for="body" block></garim-checker>');
  });
  await page.waitForFunction(() => document.querySelector("garim-checker").attached?.findings().length === 1);
  await page.waitForFunction(() => !kit.field("form").checkValidity());
  await page.evaluate(() => {
    const { attached } = document.querySelector("garim-checker");
    return attached.decide([attached.findings()[0].id], "mask");
  });
  await page.waitForFunction(() => kit.field("form").checkValidity());
  assert.ok(await page.locator("garim-checker garim-panel h2").isVisible());
  await page.evaluate(() => document.querySelector("garim-checker").remove());
  assert.equal(await page.locator("garim-mirror").count(), 0);
  assert.equal(await page.getAttribute("#body", "spellcheck"), null);
  await context.close();
});

test("a reviewer reads what was found and kept, and changes nothing", async () => {
  const { page, context } = await attach(`담당 주무관 김가람\n민원인 연락처: ${phone}`, { mode: "review" });
  await page.locator("garim-panel li button").first().click();
  const dialog = page.locator("garim-popover [role=dialog]");
  await dialog.waitFor();
  assert.deepEqual(await dialog.locator("button").allTextContents(), ["닫기"]);
  const result = await page.evaluate(() => window.doc.result());
  assert.ok(!JSON.stringify(result).includes(phone) && !JSON.stringify(result).includes("김가람"));
  await context.close();
});

test("a list that changes between press and release loses no click", async () => {
  const { page, context } = await attach(`담당 주무관 김가람\n민원인 연락처: ${phone}`);
  const entry = page.locator("garim-panel li button").first();
  await entry.waitFor();
  // The panel draws what the last answer changed a moment later.
  await page.waitForTimeout(300);
  const box = await entry.boundingBox();
  await page.mouse.move(box.x + 20, box.y + 8);
  await page.mouse.down();
  await page.evaluate(async (text) => {
    kit.field("body").value += text;
    await window.doc.settled();
  }, `\n주민등록번호 ${number}`);
  await page.waitForTimeout(200);
  await page.mouse.up();
  await page.locator("garim-popover [role=dialog]").waitFor({ timeout: 5000 });
  await page.waitForFunction(() => document.querySelector("garim-panel").shadowRoot.querySelectorAll("li").length >= 2);
  await context.close();
});

test("printing shows the masked copy in the editor's place", async () => {
  const { page, context } = await attach(`번호 ${phone}`);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("garim-print").textContent(), "번호 ***-****-****");
  assert.ok(await page.locator("garim-print").isVisible());
  assert.ok(!(await page.locator("#body").isVisible()));
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("garim-print").count(), 0);
  assert.ok(await page.locator("#body").isVisible());
  await context.close();
});

test("it sees which editors stand on a page", async () => {
  const { page, context } = await open();
  const seen = await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<div class="ProseMirror" contenteditable="true"></div><div class="ProseMirror tiptap" contenteditable="true"></div><div class="ck-editor__editable" contenteditable="true"></div>');
    const tiptap = document.querySelector(".tiptap");
    tiptap.editor = { view: { dom: tiptap } };
    const ck = document.querySelector(".ck-editor__editable");
    ck.ckeditorInstance = { ui: { getEditableElement: () => ck } };
    window.HwpCtrl = { InitScan() {} };
    return kit.detectAdapters(window).map(({ adapter, editor }) => `${adapter} ${editor}`);
  });
  assert.deepEqual(seen.sort(), ["ckeditor5 CKEditor 5", "contenteditable contenteditable", "hwpctrl 웹한글기안기", "prosemirror ProseMirror", "prosemirror Tiptap", "textarea textarea"]);
  await context.close();
});

test("the plain script has it all under one name, in both languages", async () => {
  const { page, context } = await open();
  await page.addScriptTag({ url: `${server.address}dist/garim.editor.global.js` });
  const out = await page.evaluate(async () => {
    const { garim, createEngine, createEngineSync, prepare, ko, en } = window.Garim;
    await prepare();
    kit.field("body").value = "번호 010-0000-1234";
    const doc = garim({ strings: en, engine: createEngine(), sync: () => createEngineSync() }).attach(kit.field("body"), { panel: kit.field("panel") });
    await doc.settled();
    const keys = (catalogue) => Object.keys(catalogue.text).sort().join();
    return { found: doc.findings().length, head: document.querySelector("garim-panel").shadowRoot.querySelector("h2").textContent, same: keys(ko) === keys(en) };
  });
  assert.deepEqual(out, { found: 1, head: "1 to mask · 0 to confirm · 0 not read", same: true });
  await context.close();
});
