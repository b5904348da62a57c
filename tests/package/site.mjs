// What the package's tests share: the package, a server whose every answer and header a test chooses, and a real Chromium.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder of the package. */
export const folder = process.env.GARIM_PKG || path.join(root, "pkg");

/** A module of the package, as Node loads it. */
export const load = (entry) => import(pathToFileURL(path.join(folder, "dist", `${entry}.js`)).href);

const kinds = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm", ".json": "application/json" };

/**
 * A server on 127.0.0.1. `answer(path)` gives `{ body, headers?, status? }` or nothing, which is a 404; what lies below `/dist/` is the package
 * unless `answer` says otherwise. `asked` lists every path that was asked for.
 */
export async function serve(answer = () => undefined) {
  const asked = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    asked.push(pathname);
    let given = answer(pathname);
    const file = path.join(folder, pathname);
    if (given?.body === undefined && given?.status === undefined && /^\/dist\/(?:\w[\w-]*\/)*\w[\w.-]*$/.test(pathname) && fs.existsSync(file)) {
      given = { ...given, body: fs.readFileSync(file) };
    }
    if (!given && pathname === "/favicon.ico") given = { status: 204, body: "" };
    given ??= { status: 404, body: "not found" };
    response.writeHead(given.status ?? 200, { "content-type": kinds[path.extname(pathname)] ?? "text/html; charset=utf-8", "cache-control": "no-store", ...given.headers });
    response.end(given.body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, asked, close };
}

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A Chromium. */
export function launch(...more) {
  assert.ok(process.env.GARIM_CHROMIUM, "GARIM_CHROMIUM names no browser: run by `cargo xtask test`");
  return chromium.launch({ executablePath: process.env.GARIM_CHROMIUM, headless: true, args: [...quiet, ...more] });
}

/** A page at an address, with all that it asked for and said. */
export async function visit(browser, address) {
  const page = await browser.newPage();
  const asked = [];
  const said = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(address);
  return { page, asked, said };
}

/** An ordinary page. */
export const plainPage = '<!doctype html><meta charset="utf-8"><title>가림</title>';

/** A text in which there is something to find, and what it becomes. */
export const draft = "주민등록번호 990101-3000012 확인";
export const masked = "주민등록번호 ******-******* 확인";
