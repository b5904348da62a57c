// The integrator's guide: every example in docs/integrate.md, run as it stands.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { bundle } from "./adapters/site.mjs";
import { launch, root, serve, visit } from "../package/site.mjs";

const guide = fs.readFileSync(path.join(root, "docs/integrate.md"), "utf8");
const examples = [...guide.matchAll(/```(html|js) example=([\w-]+)\n([\s\S]*?)```/g)].map(([, language, name, source]) => ({ language, name, source }));
const types = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

let browser;
let server;
before(async () => {
  const pages = {};
  for (const { language, name, source } of examples) {
    const body = language === "html" ? source : `<form id="approval"><div id="editor"></div><div id="panel"></div></form><script type="module" src="/${name}.js"></script>`;
    pages[`/${name}`] = { body: `<!doctype html><html lang="ko"><meta charset="utf-8"><title>${name}</title><body>${body}</body></html>`, headers: { "content-type": "text/html; charset=utf-8" } };
    if (language === "js") pages[`/${name}.js`] = { body: await bundle(`guide-${name}.js`, source) };
  }
  const dist = path.join(process.env.GARIM_PKG ?? path.join(root, "pkg"), "dist");
  server = await serve((asked) => {
    if (pages[asked]) return pages[asked];
    const file = asked.startsWith("/garim/") ? path.join(dist, asked.slice("/garim/".length)) : asked.startsWith("/node_modules/") ? path.join(root, asked) : undefined;
    if (!file || asked.includes("..") || !fs.existsSync(file) || !fs.statSync(file).isFile()) return undefined;
    return { body: fs.readFileSync(file), headers: types[path.extname(file)] ? { "content-type": types[path.extname(file)] } : {} };
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the guide has examples", () => assert.ok(examples.length >= 7, examples.map(({ name }) => name).join()));

for (const { name } of examples) {
  test(`its example "${name}" finds what is in it and masks it`, async () => {
    const { page, said } = await visit(browser, `${server.address}${name}`);
    await page.waitForFunction(() => window.draft, undefined, { timeout: 20_000 }).catch((error) => assert.fail(`${said.join("\n")}\n${error.message}`));
    await page.evaluate(() => window.draft.settled());
    const values = ["010-0000-1234", "990101-3000012"];
    const kinds = await page.evaluate(() => window.draft.findings().map(({ kind, action }) => `${kind} ${action}`));
    assert.ok(kinds.includes("mobile mask") || kinds.includes("rrn mask"), String(kinds));
    const made = JSON.stringify(await page.evaluate(() => [window.draft.exportSync("public"), window.masked]));
    assert.ok(values.every((value) => !made.includes(value)), made);
    const record = await page.evaluate(() => {
      try {
        return window.draft.exportSync("record").fields.body;
      } catch (error) {
        return error.code;
      }
    });
    assert.equal(record, "gate_needed", "the record waits for a person");
    assert.deepEqual(said, []);
    await page.close();
  });
}
