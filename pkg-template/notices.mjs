// Writes the licences of everything of others that is in the package: node pkg-template/notices.mjs OUT
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const cargo = process.env.CARGO || "cargo";
const told = (asked) => execFileSync(cargo, asked, { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] });
const { packages } = JSON.parse(told(["metadata", "--format-version=1"]));

// What is linked into the modules: no build tools, no tests, no macros, which run in the compiler only. Asked of the one package: metadata would add
// what other members of the workspace switch on in it.
const asked = ["tree", "--package=garim", "--target=wasm32-unknown-unknown", "--no-default-features", "--features=wasm,wasm-files,wasm-patterns"];
const lines = told([...asked, "--edges=normal,no-proc-macro", "--prefix=none", "--format={p}"]).split("\n");
const linked = new Set(lines.map((line) => line.split(" ").slice(0, 2).join(" ")));
const seen = packages.filter(({ name, version }) => name !== "garim" && linked.has(`${name} v${version}`));

const parts = ["# Third-party software in this package\n"];
parts.push(
  "The engine is linked with Rust's standard library (MIT or Apache-2.0, The Rust Project Contributors) and the crates below. No code of any npm",
  "package is in the scripts but the few lines that esbuild (MIT, Evan Wallace) puts around modules. NOTICE of garim, in LICENSE, names the sources of",
  "the engine's tables.\n",
);
for (const made of seen.sort((a, b) => a.name.localeCompare(b.name))) {
  if (!made.license) throw new Error(`${made.name} names no licence`);
  parts.push(`## ${made.name} ${made.version}\n`, `Licence: ${made.license}. ${made.repository ?? ""}\n`);
  const folder = path.dirname(made.manifest_path);
  const files = fs.readdirSync(folder).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name)).sort();
  // One licence's text is enough where there is a choice; MIT is the shortest.
  const file = files.find((name) => /mit/i.test(name)) ?? files[0];
  if (!file) throw new Error(`${made.name} brings no licence text`);
  parts.push("```", fs.readFileSync(path.join(folder, file), "utf8").trim(), "```\n");
}
fs.writeFileSync(process.argv[2], parts.join("\n"));
