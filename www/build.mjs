// Makes the checker page of the npm package: one HTML file that holds all it needs. Called by `cargo xtask page` and `cargo xtask serve`.
//
// node www/build.mjs PKG SINGLE SERVED
//   PKG     the npm package
//   SINGLE  the file that opens from a disk (`dist/garim.html`); the sums of what was made stand beside it
//   SERVED  a folder: the same page with its manifest and service worker, and the headers that they want (headers.json)
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "vite";

const [pkg, single, served] = process.argv.slice(2).map((file) => path.resolve(file));
const www = path.dirname(fileURLToPath(import.meta.url));
const read = (...parts) => fs.readFileSync(path.join(...parts));
const sum = (bytes, form = "hex") => createHash("sha256").update(bytes).digest(form);
/** What the single file may weigh. */
const most = 2_300_000;

/** The package by its own table of entries, as a bundler finds it in node_modules. The addresses of its files lead nowhere here: the page holds their bytes. */
const garim = {
  name: "garim",
  enforce: "pre",
  resolveId(id) {
    if (id !== "garim" && !id.startsWith("garim/")) return undefined;
    const entry = JSON.parse(read(pkg, "package.json")).exports[`.${id.slice("garim".length)}`];
    return entry && path.join(pkg, typeof entry === "string" ? entry : entry.default);
  },
  transform: (code, id) => (id.startsWith(pkg) ? code.replaceAll("import.meta.url", "document.baseURI") : undefined),
};

const [made] = [await build({
  root: www, configFile: false, logLevel: "warn", plugins: [garim], publicDir: false,
  build: {
    target: "es2020", write: false, minify: true, modulePreload: false, cssMinify: true,
    rollupOptions: { input: path.join(www, "src/main.ts"), output: { format: "iife" } },
  },
})].flat();
const script = made.output.find(({ type }) => type === "chunk").code.trim();
if (/<\/script|<!--/i.test(script)) throw new Error("the script holds what would end its element");
const loader = read(www, "loader.js").toString().replace(/^\/\/.*\n/gm, "").trim();
const style = read(www, "page.css").toString().replace(/\s*\n\s*/g, "\n").trim();

/** Bytes in base 85, which is a sixteenth shorter than base64; `www/src/engine.ts` reads it. None of its digits means anything in HTML. */
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,./:;=?@[]^_{|}";
const packed = (bytes) => {
  const out = [];
  for (let at = 0; at < bytes.length; at += 4) {
    let value = 0;
    for (let k = 0; k < 4; k += 1) value = value * 256 + (bytes[at + k] ?? 0);
    const five = [];
    for (let k = 0; k < 5; k += 1, value = Math.floor(value / 85)) five.unshift(digits[value % 85]);
    out.push(five.slice(0, Math.min(4, bytes.length - at) + 1).join(""));
  }
  return out.join("");
};
/** A module of the package as data: compressed, in base 85, with the hash of what it is when it is inflated. */
const held = (id, file) => {
  const bytes = read(pkg, "dist", file);
  return `<script type="application/wasm+gzip" id="garim-${id}" data-sha256="${sum(bytes)}">${packed(gzipSync(bytes, { level: 9 }))}</script>`;
};
const worker = read(pkg, "dist/files-worker.js").toString().replace(/\/\/# sourceMappingURL=.*\s*$/, "").trim();
if (/<\/script|<!--/i.test(worker)) throw new Error("the worker's script holds what would end its element");
// The page's own program is compressed too: an element of it is as good a witness as a readable one, because the policy names its hash.
const program = `<script type="text/javascript+gzip" id="garim-program">${gzipSync(script, { level: 9 }).toString("base64")}</script>`;
const data = [held("engine", "engine.wasm"), held("files", "export.wasm"), held("reader", "reader.wasm"), `<script type="text/plain" id="garim-files-worker">${worker}</script>`, program].join("\n");

const common = `default-src 'none'; script-src 'sha256-${sum(loader, "base64")}' 'sha256-${sum(script, "base64")}' 'wasm-unsafe-eval'; style-src 'sha256-${sum(style, "base64")}'; img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'`;
const policies = { single: `${common}; worker-src blob:`, served: `${common}; worker-src 'self' blob:; manifest-src 'self'` };
const icon = `data:image/svg+xml;base64,${Buffer.from(read(www, "icon.svg")).toString("base64")}`;

const page = (policy, manifest) => {
  const parts = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy}">`, icon, manifest, style, data, script: loader,
  };
  return read(www, "index.html").toString().replace(/<!--(\w+)-->\n?/g, (whole, name) => (name in parts ? parts[name] + (whole.endsWith("\n") && parts[name] ? "\n" : "") : whole));
};

/** No address of the network stands where a browser would follow it. */
function refuseAddresses(html) {
  const found = html.match(/(?:\b(?:src|href|action)\s*=\s*["']?|url\(\s*["']?|\bfetch\(\s*["'`]|\bimport\s*\(?\s*["'`]|importScripts\(\s*["'`])https?:[^\s"'`)]{0,60}/i);
  if (found) throw new Error(`an address of the network stands in the page: ${found[0]}`);
}

refuseAddresses(script);
const alone = page(policies.single, "");
refuseAddresses(alone);
fs.mkdirSync(path.dirname(single), { recursive: true });
fs.writeFileSync(single, alone);
// Patterns of a profile are held by a file beside the page, which a person chooses where a profile has some.
const patterns = read(pkg, "dist/profile.wasm");
fs.writeFileSync(path.join(path.dirname(single), "profile.wasm"), patterns);
fs.writeFileSync(path.join(path.dirname(single), "SHA256SUMS"), `${sum(alone)}  ${path.basename(single)}\n${sum(patterns)}  profile.wasm\n`);

const kept = page(policies.served, '<link rel="manifest" href="manifest.webmanifest">');
refuseAddresses(kept);
fs.rmSync(served, { recursive: true, force: true });
fs.mkdirSync(served, { recursive: true });
fs.writeFileSync(path.join(served, "index.html"), kept);
fs.writeFileSync(path.join(served, "profile.wasm"), patterns);
for (const name of ["manifest.webmanifest", "icon.svg"]) fs.cpSync(path.join(www, name), path.join(served, name));
fs.writeFileSync(path.join(served, "sw.js"), read(www, "sw.js").toString().replace("BUILD", sum(kept).slice(0, 16)));
// What a server sends with each file: the page's own policy, and for the service worker one that lets it fetch the page's files.
fs.writeFileSync(path.join(served, "headers.json"), `${JSON.stringify({
  "index.html": `${policies.served}; frame-ancestors 'none'`, "sw.js": "default-src 'none'; connect-src 'self'", "": "default-src 'none'",
}, null, 2)}\n`);

const weight = fs.statSync(single).size;
console.log(`${path.relative(process.cwd(), single)}: ${(weight / 1000).toFixed(0)} KB (at most ${most / 1000}), script ${(script.length / 1000).toFixed(0)} KB`);
if (weight > most) throw new Error("the single file is too heavy");
