// That the search for original values finds them: one is put into every place in turn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { leaks } from "./leaks.mjs";
import { launch, open, site } from "./site.mjs";

const value = "010-0000-1234";
let browser;
let server;
before(async () => {
  browser = await launch();
  server = await site("textarea");
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const places = {
  "an event": (given) => window.test.said.push(JSON.stringify({ detail: given })),
  "an attribute": (given) => document.body.setAttribute("data-original", given),
  "an attribute in a shadow root": (given) => (document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" }).innerHTML = `<p title="${given}"></p>`),
  "an attribute in a frame": (given) => document.body.appendChild(document.createElement("iframe")).contentDocument.body.setAttribute("aria-label", given),
  "a comment": (given) => document.body.append(document.createComment(given)),
  "the local store": (given) => localStorage.setItem("a", given),
  "the session's store": (given) => sessionStorage.setItem("a", given),
  "a database": (given) =>
    new Promise((done) => {
      const opened = indexedDB.open("a");
      opened.onupgradeneeded = () => opened.result.createObjectStore("b").put({ given }, 1);
      opened.onsuccess = () => (opened.result.close(), done());
    }),
  "a cookie": (given) => (document.cookie = `a=${given}`),
  "a cache": async (given) => (await caches.open("a")).put("/a", new Response(given)),
  "the address": (given) => history.replaceState(undefined, "", `#${given}`),
  "the history": (given) => history.replaceState({ given }, ""),
  "the window's name": (given) => (window.name = given),
  "a mark of time": (given) => performance.mark(given),
  "the console": (given) => console.log(given),
  "a request's address": (given) => fetch(`/x?${encodeURIComponent(given)}`),
  "a request's body": (given) => fetch("/x", { method: "POST", body: new URLSearchParams({ given }) }),
  "a value without its hyphens": (given) => sessionStorage.setItem("a", given.replace(/-/g, "")),
};

for (const [place, put] of Object.entries(places)) {
  test(`${place} is searched`, async () => {
    const page = await open(browser, server.address, { bare: true });
    assert.deepEqual(await leaks(page, [value]), []);
    await page.tab.evaluate(put, value);
    assert.ok((await leaks(page, [value])).length > 0);
    await page.context.close();
  });
}
