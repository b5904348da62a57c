// examples/web: the plain page as it opens from a folder, and the JSP page as its server would send it. A draft is typed, seen, and leaves masked.
// And the policy that the integrator's guide in Korean gives.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { folder, launch, root, serve, visit } from "../package/site.mjs";

const web = path.join(root, "examples/web");
const values = ["990101-3000012", "010-0000-1234"];
const title = "손실보상 결과 알림";
const body = `대상자 주민등록번호 ${values[0]} 확인\n민원인 연락처: ${values[1]}`;
const masked = "대상자 주민등록번호 ******-******* 확인\n민원인 연락처: ***-****-****";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Types as a drafter would, and waits until what was typed is underlined and listed. */
async function typed(page) {
  await page.fill("#title", title);
  await page.click("#body");
  await page.keyboard.type(body);
  await page.evaluate(() => window.draft.settled());
  const kinds = await page.evaluate(() => window.draft.findings().map(({ kind, action }) => `${kind} ${action}`));
  assert.deepEqual(kinds.filter((each) => each === "rrn mask" || each === "mobile mask").length, 2, String(kinds));
  const listed = () => [...document.querySelectorAll("#panel, #panel *")].some((each) => /가릴 부분 2건/.test(each.shadowRoot?.textContent ?? each.textContent));
  await page.waitForFunction(listed, undefined, { timeout: 10_000 });
}

/** Says yes at the gate, and masks what it asks about. */
async function gate(page) {
  const first = page.locator("garim-gate button.first");
  await first.waitFor();
  const all = page.locator("garim-gate button", { hasText: "모두 가리기" });
  if (await all.count()) await all.first().click();
  await first.click();
}

test("the plain page works from a folder, and asks for nothing but its own files", async () => {
  fs.mkdirSync(path.join(root, "target"), { recursive: true });
  const home = fs.mkdtempSync(path.join(root, "target", "plain-"));
  try {
    fs.cpSync(path.join(web, "plain"), home, { recursive: true });
    fs.mkdirSync(path.join(home, "garim"));
    // The two files that its README names; no engine lies beside them.
    for (const name of ["garim.inline.global.js", "garim.editor.global.js"]) fs.copyFileSync(path.join(folder, "dist", name), path.join(home, "garim", name));
    const { page, asked, said } = await visit(browser, pathToFileURL(path.join(home, "index.html")).href);
    await page.waitForFunction(() => window.draft, undefined, { timeout: 20_000 }).catch((error) => assert.fail(`${said.join("\n")}\n${error.message}`));
    await typed(page);
    await page.click("#draft button:not([part])");
    await gate(page);
    await page.waitForFunction(() => document.getElementById("copy").textContent);
    assert.equal(await page.textContent("#copy"), `${title}\n\n${masked}`);
    assert.equal(await page.inputValue("#body"), body, "the draft itself is as it was");
    const own = pathToFileURL(`${home}${path.sep}`).href;
    assert.deepEqual(asked.filter((url) => !url.startsWith(own) && !url.startsWith("blob:")), []);
    assert.deepEqual(said, []);
    await page.close();
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
});

/** A page as a servlet container sends it: no directive and no comment of the server, each expression by what it stands for. */
const rendered = (source, model) =>
  source
    .replace(/<%--[\s\S]*?--%>|<%@[\s\S]*?%>/g, "")
    .replace(/<c:out value='\$\{draft\.(\w+)\}'\/>/g, (_, name) => model[name])
    .replaceAll("${pageContext.request.contextPath}", "/work-system")
    .trimStart();

/** The JSP page on a server of its own, with the forms that were posted to it. */
async function jsp(model, work, files = /^[\w.-]+$/) {
  const source = rendered(fs.readFileSync(path.join(web, "jsp/register.jsp"), "utf8"), model);
  assert.doesNotMatch(source, /<%|\$\{|<c:/, "everything of the server's language is known here");
  const server = await serve((asked) => {
    if (asked === "/open/register.jsp") return { body: source, headers: { "content-type": "text/html; charset=utf-8" } };
    if (asked === "/work-system/open/register.do") return { body: '<!doctype html><meta charset="utf-8"><title>등록함</title>' };
    const name = /^\/work-system\/garim\/([^/]+)$/.exec(asked)?.[1];
    const file = name && files.test(name) && path.join(folder, "dist", name);
    return file && fs.existsSync(file) ? { body: fs.readFileSync(file) } : undefined;
  });
  try {
    const { page, asked, said } = await visit(browser, `${server.address}open/register.jsp`);
    const posts = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(new URLSearchParams(request.postData())));
    await work(page, posts, said);
    assert.deepEqual(asked.filter((url) => !url.startsWith(server.address) && !url.startsWith(`blob:${server.address}`)), []);
    await page.close();
  } finally {
    await server.close();
  }
}
const attached = (page, said) => page.waitForFunction(() => window.draft, undefined, { timeout: 20_000 }).catch((error) => assert.fail(`${said.join("\n")}\n${error.message}`));

test("the JSP page posts the masked text and never the original", () =>
  jsp({ docId: "GR-1", title: "", body: "" }, async (page, posts, said) => {
    await attached(page, said);
    await typed(page);
    await page.click("#registerButton");
    await page.waitForURL("**/register.do");
    assert.deepEqual(posts.map((sent) => Object.fromEntries(sent)), [{ docId: "GR-1", title, body: masked.replaceAll("\n", "\r\n") }]);
  }));

test("the JSP page asks about what waits for a word, by its button and by Enter, and posts nothing until it has one", () =>
  jsp({ docId: "GR-2", title, body: `위원 김가람의 의견을 붙임\n민원 접수번호 1AA-2611-0000417\n${body}` }, async (page, posts, said) => {
    await attached(page, said);
    await page.evaluate(() => window.draft.settled());
    assert.ok(await page.evaluate(() => window.draft.findings().some(({ action }) => action === "review")), "something waits for a word");
    await page.focus("#title");
    await page.keyboard.press("Enter");
    await page.locator("garim-gate button.first").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.getElementById("message").textContent);
    assert.match(await page.textContent("#message"), /등록하지 않았습니다/);
    assert.equal(posts.length, 0);
    await page.click("#registerButton");
    await gate(page);
    await page.waitForURL("**/register.do");
    assert.equal(posts.length, 1);
    for (const value of ["김가람", "1AA-2611-0000417", ...values]) assert.ok(!posts[0].toString().includes(encodeURIComponent(value)) && !posts[0].get("body").includes(value), "no value is posted");
    assert.match(posts[0].get("body"), /위원 ○○○/);
  }));

test("the JSP page posts nothing where the engine cannot be had", () =>
  jsp({ docId: "GR-3", title, body }, async (page, posts) => {
    await page.waitForFunction(() => document.getElementById("message").textContent);
    assert.match(await page.textContent("#message"), /점검 기능을 불러오지 못했습니다/);
    assert.ok(await page.isDisabled("#registerButton"));
    await page.evaluate(() => document.registerForm.requestSubmit());
    await page.waitForTimeout(300);
    assert.equal(posts.length, 0);
    assert.match(page.url(), /register\.jsp$/);
  }, /^garim\.editor\.global\.js$/));

test("the policy of the guide in Korean is enough, and lets a page reach nothing else", async () => {
  const [, policy] = /^Content-Security-Policy: (.*)$/m.exec(fs.readFileSync(path.join(root, "docs/ko/integrator.md"), "utf8"));
  const headers = { "content-security-policy": policy };
  const host = `
    const { garim, createEngine, createEngineSync, prepare, ko } = Garim;
    globalThis.made = (async () => {
      const [title, body, panel] = ["title", "body", "panel"].map((id) => document.getElementById(id));
      await prepare();
      const engine = await createEngine();
      window.draft = garim({ strings: ko, engine, sync: () => createEngineSync() }).attachDocument({ title, body }, { panel });
      return engine.place;
    })();`;
  const form = '<!doctype html><meta charset="utf-8"><input id="title"><textarea id="body"></textarea><div id="panel"></div><script src="/dist/garim.editor.global.js"></script><script src="/host.js"></script>';
  const server = await serve((asked) => (asked === "/" ? { body: form, headers } : asked === "/host.js" ? { body: host, headers } : { headers }));
  try {
    const { page, said } = await visit(browser, server.address);
    assert.equal(await page.evaluate(() => globalThis.made), "worker", said.join("\n"));
    await typed(page);
    assert.equal(await page.evaluate(() => window.draft.exportSync("public").fields.body), masked);
    assert.deepEqual(said, []);
    assert.equal(await page.evaluate(() => fetch("http://127.0.0.1:9/").then(() => "went", () => "refused")), "refused");
    assert.ok(said.some((line) => /Content Security Policy/.test(line)), "it is the policy that refuses");
    await page.close();
  } finally {
    await server.close();
  }
});
