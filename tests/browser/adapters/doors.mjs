// Every door of a document, for every editor: seeded canaries are searched for after each of them, and the draft is the same byte for byte before and behind. Part of
// the suite: `conformance(name)` calls it. What it asks of a case beyond site.mjs:
//   field?   the name of the field that the editor itself fills when its form is submitted; without it the host's page fills one of its own, `stored`
//   store?() what the host does for that at the submission
//   mode?(away) switches to the editor's own source mode and back; without it the host takes the content out and puts it in again
import assert from "node:assert/strict";
import { test } from "node:test";

import { clipboard, leaks } from "./leaks.mjs";
import { settled } from "./site.mjs";

const texts = (tab) => tab.evaluate(() => window.test.mounted.texts());
const content = (tab) => tab.evaluate(() => window.test.mounted.content());

/** Presses the gate's first button when it is there. */
async function go(tab) {
  const button = tab.locator("garim-gate dialog button.first");
  await button.waitFor({ state: "visible" });
  await button.click();
}

/** A form as groupware has it: the editor's own field, or one that the page's script fills at the submission. */
async function submit(page, purpose) {
  const { tab } = page;
  const name = await tab.evaluate((wanted) => {
    const { mounted, doc } = window.test;
    const form = document.getElementById("form");
    Object.assign(form, { method: "post", action: "/sent" });
    const stored = form.appendChild(Object.assign(document.createElement("textarea"), { name: "stored", hidden: true }));
    form.addEventListener("submit", () => {
      mounted.store?.();
      if (!mounted.field) stored.value = mounted.content();
    });
    const field = mounted.field ?? "stored";
    doc.form(form, wanted, { body: field });
    form.append(Object.assign(document.createElement("button"), { id: "send", textContent: "올림" }));
    return field;
  }, purpose);
  const request = tab.waitForRequest((each) => each.url().endsWith("/sent"));
  await tab.click("#send");
  await go(tab);
  const sent = new URLSearchParams((await request).postData());
  // A context that closes while its page is on its way to another may never be told closed.
  await tab.waitForURL("**/sent");
  return { name, sent };
}

/** The tests; `start` opens a page with the full draft, `seeds` are the values that must not get out. */
export function doors({ can, start, seeds }) {
  const [number] = seeds;
  // What Quill's getter writes for a space is one.
  const line = (text) => text.replace(/\r\n?/g, "\n").replace(/&nbsp;|\u00a0/g, " ");

  test("seeded values are nowhere but in the draft: every exit, the clipboard, print, decisions, events, console, stores and network", async () => {
    const page = await start();
    const { tab, context } = page;
    await settled(tab);
    const before = await content(tab);
    // What is kept of decisions is the host's to store: here in the page, where it is searched for.
    await tab.evaluate(async (options) => {
      const { test } = window;
      test.doc.detach();
      test.doc = test.guard.attach(test.mounted.target, {
        ...options, panel: document.querySelector("main").appendChild(document.createElement("div")),
        decisions: {
          key: new Uint8Array(32).fill(7), load: async () => JSON.parse(localStorage.getItem("decisions") ?? "[]"),
          save: (kept) => localStorage.setItem("decisions", JSON.stringify(kept)),
        },
      });
      await test.doc.settled();
    }, {});
    const out = [];
    const wait = async (work, gates) => {
      const wanted = tab.evaluate(work);
      for (let at = 0; at < gates; at += 1) await go(tab);
      return wanted;
    };
    const told = async (work, gates = 1) => out.push(JSON.stringify(await wait(work, gates)));
    await told(() => window.test.doc.export("public"));
    await told(() => window.test.doc.export("recipient"));
    assert.equal((await wait(() => window.test.doc.export("record"), 1)).fields.body, before, "the record is the draft");
    const pair = await wait(() => window.test.doc.exportPair(), 2);
    assert.equal(pair.original.fields.body, before);
    out.push(JSON.stringify(pair.publicCopy), JSON.stringify(pair.original.manifest));
    if (await tab.evaluate(() => window.test.doc.draft.fields[0].adapter.capabilities.sync)) await told(() => window.test.doc.exportSync("public"), 0);
    await told(() => [window.test.doc.result(), window.test.doc.findings(), window.test.doc.disclosure()], 0);
    for (const canary of seeds) assert.ok(out.every((text) => !text.includes(canary)), `${canary} in ${out.findIndex((text) => text.includes(canary))}`);
    if (can.clipboard) {
      const all = await texts(tab);
      await tab.evaluate((given) => window.test.mounted.caret(...given), [0, 0, can.table ? 2 : all.length - 1, all[can.table ? 2 : all.length - 1].length]);
      await tab.keyboard.press("Control+c");
      const kept = Object.values(await clipboard(tab)).join("\n");
      assert.ok(kept.includes("******-*******") && seeds.every((canary) => !kept.includes(canary)), kept);
      await tab.evaluate(() => navigator.clipboard.writeText(""));
    }
    // Print: what the paper shows.
    await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await tab.emulateMedia({ media: "print" });
    const printed = await tab.evaluate(() => {
      const shown = [...document.querySelectorAll("textarea,iframe,canvas,[contenteditable]")].filter((each) => each.checkVisibility());
      return { text: document.querySelector("#place").innerText, shown: shown.map(({ localName }) => localName) };
    });
    assert.ok(printed.text.includes("******-*******") && seeds.every((canary) => !printed.text.includes(canary)), printed.text);
    assert.deepEqual(printed.shown, []);
    assert.deepEqual(await leaks(page, seeds), []);
    await tab.emulateMedia({ media: "screen" });
    await tab.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    // A decision with a reason, stored as a code.
    await tab.evaluate(async () => {
      const { doc } = window.test;
      await doc.keep(doc.draft.found().filter(({ kind }) => kind === "rrn"), "law");
      await doc.settled();
    });
    await tab.waitForFunction(() => JSON.parse(localStorage.getItem("decisions") ?? "[]").length > 0);
    assert.equal(await content(tab), before);
    assert.deepEqual(await leaks(page, seeds), []);
    await context.close();
  });

  test("a form that is submitted sends the masked copy for the public, every byte for the record, and nothing beside them", async () => {
    for (const purpose of ["public", "record"]) {
      const page = await start();
      const { tab, context } = page;
      await settled(tab);
      const before = await content(tab);
      const { name, sent } = await submit(page, purpose);
      if (purpose === "record") {
        assert.equal(line(sent.get(name)), line(before));
        assert.ok([...sent].every(([field, value]) => field === name || !value.includes(number)), "nowhere beside it");
      } else {
        const all = decodeURIComponent(sent.toString().replace(/\+/g, " "));
        assert.ok(all.includes("******-*******"), all);
        assert.deepEqual(await leaks(page, seeds), []);
      }
      await context.close();
    }
  });

  test("a form in which the page has put the original besides sends nothing", async () => {
    const page = await start();
    const { tab, context } = page;
    await settled(tab);
    await tab.evaluate((value) => {
      const { mounted, doc } = window.test;
      const form = document.getElementById("form");
      Object.assign(form, { method: "post", action: "/sent" });
      const beside = form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "plain" }));
      form.addEventListener("submit", () => {
        mounted.store?.();
        beside.value = `검색용 ${value}`;
      });
      doc.form(form, "public", { body: mounted.field ?? "stored" });
      form.append(Object.assign(document.createElement("button"), { id: "send", textContent: "게시" }));
    }, number.replace("-", " "));
    await tab.click("#send");
    await go(tab);
    await tab.waitForFunction(() => window.test.said.some((line) => line.includes("garim-export-blocked")));
    const said = await tab.evaluate(() => window.test.said.filter((line) => line.includes("export-blocked")));
    assert.deepEqual(said.map((line) => JSON.parse(line)[1]), [{ purpose: "public", reason: "survives" }]);
    assert.equal(await tab.evaluate(() => location.pathname), "/");
    assert.ok(!page.asked.some((line) => line.includes("/sent")), "nothing was sent");
    await context.close();
  });

  test("임시저장 and loading it again, a mode switched, 재기안 and a preview leave the draft as they do without Garim, byte for byte", async () => {
    const seen = [];
    for (const bare of [true, false]) {
      const { tab, context } = await start({ bare });
      if (!bare) await settled(tab);
      const steps = [];
      const step = async (what) => {
        if (!bare) await settled(tab);
        steps.push([what, await content(tab)]);
      };
      const reload = (saved) => tab.evaluate(async (given) => window.test.mounted.reload(given), saved);
      await step("set");
      const first = steps[0][1];
      // 임시저장: what is stored is the record, and the page that loads it is another.
      let saved = first;
      if (!bare) {
        const wanted = tab.evaluate(() => window.test.doc.export("record"));
        await go(tab);
        saved = (await wanted).fields.body;
        assert.equal(saved, first);
      }
      await tab.reload();
      await tab.waitForSelector("html[data-ready]");
      await reload(saved);
      await step("loaded again");
      // A mode switched, there and back.
      await tab.evaluate(async () => {
        const { mounted } = window.test;
        if (mounted.mode) {
          await mounted.mode(true);
          await mounted.mode(false);
          return;
        }
        const held = mounted.content();
        await mounted.set({ paragraphs: [""] });
        await mounted.reload(held);
      });
      await step("mode switched");
      // 재기안: another draft was in the editor before.
      await tab.evaluate(() => window.test.mounted.set({ paragraphs: ["다른 기안문", "연락처 010-0000-9999"] }));
      await step("another draft");
      await reload(saved);
      await step("drafted again");
      // A preview of the public copy beside the draft.
      if (!bare) {
        const wanted = tab.evaluate(() => window.test.doc.export("public"));
        await go(tab);
        const { fields } = await wanted;
        await tab.evaluate((html) => document.body.append(Object.assign(document.createElement("iframe"), { srcdoc: html })), fields.body);
      }
      await step("preview");
      if (!bare) assert.ok((await tab.evaluate(() => window.test.doc.findings().length)) >= 2, "it is checked all the while");
      seen.push(steps);
      await context.close();
    }
    assert.deepEqual(seen[1], seen[0]);
    const of = (what) => seen[0].find(([name]) => name === what)[1];
    assert.equal(of("drafted again"), of("loaded again"));
    assert.notEqual(of("another draft"), of("loaded again"));
  });
}
