// examples/web: the plain page as it opens from a folder, and the JSP page as its server would send it. A draft is typed, seen, and leaves masked.
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

test("the JSP page posts the masked text and never the original", async () => {
  const source = rendered(fs.readFileSync(path.join(web, "jsp/register.jsp"), "utf8"), { docId: "GR-1", title: "", body: "" });
  assert.doesNotMatch(source, /<%|\$\{|<c:/, "everything of the server's language is known here");
  const server = await serve((asked) => {
    if (asked === "/open/register.jsp") return { body: source, headers: { "content-type": "text/html; charset=utf-8" } };
    if (asked === "/work-system/open/register.do") return { body: "<!doctype html><title>등록함</title>" };
    const name = /^\/work-system\/garim\/([\w.-]+)$/.exec(asked)?.[1];
    const file = name && path.join(folder, "dist", name);
    return file && fs.existsSync(file) ? { body: fs.readFileSync(file) } : undefined;
  });
  try {
    const { page, asked, said } = await visit(browser, `${server.address}open/register.jsp`);
    const posts = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(request));
    await page.waitForFunction(() => window.draft, undefined, { timeout: 20_000 }).catch((error) => assert.fail(`${said.join("\n")}\n${error.message}`));
    await typed(page);
    await page.click("#registerButton");
    // Where nothing waits for a word there is no gate: either the page asks, or it has left.
    await Promise.race([gate(page).catch(() => undefined), page.waitForURL("**/register.do")]);
    await page.waitForURL("**/register.do");
    assert.equal(posts.length, 1);
    const sent = new URLSearchParams(posts[0].postData());
    assert.deepEqual(Object.fromEntries(sent), { docId: "GR-1", title, body: masked.replaceAll("\n", "\r\n") });
    for (const value of values) assert.ok(!posts[0].postData().includes(value));
    assert.deepEqual(asked.filter((url) => !url.startsWith(server.address) && !url.startsWith(`blob:${server.address}`)), []);
    await page.close();
  } finally {
    await server.close();
  }
});

test("the JSP page posts nothing where the engine cannot be had", async () => {
  const source = rendered(fs.readFileSync(path.join(web, "jsp/register.jsp"), "utf8"), { docId: "GR-1", title, body });
  const server = await serve((asked) => {
    if (asked === "/open/register.jsp") return { body: source, headers: { "content-type": "text/html; charset=utf-8" } };
    return asked === "/work-system/garim/garim.editor.global.js" ? { body: fs.readFileSync(path.join(folder, "dist/garim.editor.global.js")) } : undefined;
  });
  try {
    const { page } = await visit(browser, `${server.address}open/register.jsp`);
    await page.waitForFunction(() => document.getElementById("message").textContent);
    assert.match(await page.textContent("#message"), /점검 기능을 불러오지 못했습니다/);
    assert.ok(await page.isDisabled("#registerButton"));
    await page.focus("#title");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
    assert.equal(page.url(), `${server.address}open/register.jsp`);
    await page.close();
  } finally {
    await server.close();
  }
});
