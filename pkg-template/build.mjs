// Makes the npm package: generated sources, type declarations, bundles, licences, integrity. Called by `cargo xtask pkg`, which has built the engines.
//
// node pkg-template/build.mjs ENGINES KINDS NOTICES WORK OUT
//   ENGINES  folder with engine.wasm, engine.simd.wasm, garim.js, garim.d.ts, export.wasm, export.js, export.d.ts, reader.wasm, profile.wasm, profile.js, profile.d.ts
//   KINDS    the TypeScript of the engine's tables
//   NOTICES  licences of the crates that are in the engine
//   WORK     a folder to work in
//   OUT      the package
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import * as esbuild from "esbuild";

const [engines, kinds, notices, work, out] = process.argv.slice(2).map((file) => path.resolve(file));
const template = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(template);
const read = (...parts) => fs.readFileSync(path.join(...parts));
const text = (...parts) => read(...parts).toString("utf8");
const version = /^version = "(.+)"$/m.exec(text(root, "Cargo.toml"))[1];

const source = path.join(work, "src");
fs.rmSync(work, { recursive: true, force: true });
fs.cpSync(path.join(template, "src"), source, { recursive: true });
fs.cpSync(path.join(template, "tsconfig.json"), path.join(work, "tsconfig.json"));
const put = (name, content) => fs.writeFileSync(path.join(source, name), content);

const options = {
  bundle: true, write: false, target: "es2020", charset: "utf8", legalComments: "none", logLevel: "warning", absWorkingDir: source,
};
/** The entries with types: those for any page, and one for each file of the folders that hold one entry a file. */
const files = (folder) => fs.readdirSync(path.join(source, folder)).filter((name) => name.endsWith(".ts")).map((name) => `${folder}/${name.slice(0, -3)}`).sort();
const entries = ["index", "engine", "inline", "export", "profile", "dom", "element", ...files("adapters"), ...files("i18n")];
const bundled = async (more) => (await esbuild.build({ ...options, ...more })).outputFiles;


/** What the sources import and nobody writes. */
async function generate() {
  fs.cpSync(kinds, path.join(source, "kinds.ts"));
  // The door that wasm-bindgen made, without its loader: this package loads the engine itself. A function gives a door to each instance.
  const loader = "export { initSync, __wbg_init as default };";
  fs.mkdirSync(path.join(source, "door"));
  for (const [from, name, glue, type] of [["garim", "garim", "glue", "Door"], ["export", "files", "glue-files", "FilesDoor"], ["profile", "profile", "glue-profile", "ProfileDoor"]]) {
    const made = text(engines, `${from}.js`);
    if (!made.includes(loader)) throw new Error("wasm-bindgen's JavaScript has another form than this script knows");
    put(`door/${name}.js`, made.replace(loader, "export { __wbg_get_imports as imports, __wbg_finalize_init as finish };"));
    put(`door/${name}.d.ts`, text(engines, `${from}.d.ts`));
    const [door] = await bundled({ entryPoints: [`door/${name}.js`], format: "iife", globalName: "door" });
    put(`${glue}.js`, `export function bind() {\n${door.text}\nreturn door;\n}\n`);
    put(`${glue}.d.ts`, `type Made = typeof import("./door/${name}.js");
import type { InitOutput } from "./door/${name}.js";
export type ${type} = Omit<Made, "default" | "initSync"> & {
  imports(): WebAssembly.Imports;
  finish(instance: WebAssembly.Instance, module: WebAssembly.Module): InitOutput;
};
export declare function bind(): ${type};
`);
  }
  // The build: the same exactly where all that page and worker share is the same.
  const hash = createHash("sha256").update(version);
  for (const name of fs.readdirSync(source, { recursive: true }).map(String).sort()) {
    const file = path.join(source, name);
    if (fs.statSync(file).isFile()) hash.update(name.replaceAll("\\", "/")).update(fs.readFileSync(file));
  }
  const both = ["engine.wasm", "engine.simd.wasm"].map((name) => read(engines, name));
  const module = read(engines, "export.wasm");
  const profiles = ["reader", "profile"].map((name) => [name, read(engines, `${name}.wasm`)]);
  for (const engine of [...both, module, ...profiles.map(([, bytes]) => bytes)]) hash.update(engine);
  put("build.ts", `/** The version of this package. */
export const version: string = "${version}";
/** Names exactly this build: page and worker must agree on it. */
export const build: string = "${version}-${hash.digest("hex").slice(0, 16)}";
/** How a WebAssembly module begins. */
export const magic: readonly number[] = [0, 97, 115, 109];
/** Whether a file of this size is one of this build's engines. */
export const isEngine = (size: number): boolean => [${both.map(({ length }) => length)}].includes(size);
/** Whether a file of this size is this build's module of the files. */
export const isFiles = (size: number): boolean => size === ${module.length};
/** This build's modules of profiles. */
export const profileModules: Readonly<Record<"reader" | "profile", { size: number; sha256: string }>> = {
${profiles.map(([name, bytes]) => `  ${name}: { size: ${bytes.length}, sha256: "${createHash("sha256").update(bytes).digest("hex")}" },`).join("\n")}
};
`);
  put("engine-text.ts", `/** engine.wasm in base64. */\nexport const engineText: string = "${both[0].toString("base64")}";\n`);
  // The worker for a blob lacks the door: the page has it already and puts its text before this.
  const doorless = {
    name: "doorless",
    setup: (build) => {
      build.onResolve({ filter: /^\.\/glue\.js$/ }, () => ({ path: "glue", namespace: "doorless" }));
      build.onLoad({ filter: /.*/, namespace: "doorless" }, () => ({ contents: "export const bind = garimDoor;" }));
    },
  };
  const [worker] = await bundled({ entryPoints: ["worker.ts"], format: "iife", minify: true, plugins: [doorless] });
  put("worker-source.ts", `/** The worker's script, without the door, which it calls \`garimDoor\`. */\nexport const workerSource: string = ${JSON.stringify(worker.text)};\n`);
}

/** Types checked, declarations written for the entries that have any. */
function declarations() {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const made = spawnSync(process.execPath, [tsc, "--project", work, "--outDir", path.join(work, "types"), "--rootDir", source], { stdio: "inherit" });
  if (made.status !== 0) throw new Error("TypeScript found mistakes");
}

async function bundle() {
  fs.rmSync(out, { recursive: true, force: true });
  const dist = path.join(out, "dist");
  fs.mkdirSync(dist, { recursive: true });
  const shared = { ...options, write: true, minify: true, sourcemap: true, outdir: dist, sourceRoot: "", sourcesContent: true };
  // The engine's text is a file of its own, so that no source map holds it once more.
  const apart = { name: "engine-text", setup: (build) => build.onResolve({ filter: /engine-text\.js$/ }, () => ({ path: "./engine-text.js", external: true })) };
  const points = entries.map((name) => `${name}.ts`);
  // What every entry has, and what every engine has, are one file each: cut by who imports what they would be seven, each compressed by itself, and the blob's worker,
  // which repeats modules of the page as a text, would not lie beside them.
  const rooms = { base: ["build", "error", "kinds", "spans"], room: ["beside", "client", "core", "create", "desk", "door", "given", "glue", "page", "places", "remote", "session", "source", "trusted", "worker-source"] };
  const roomOf = new Map(Object.entries(rooms).flatMap(([room, names]) => names.map((name) => [name, room])));
  const apartFrom = (own) => ({
    name: "rooms",
    setup: (build) =>
      build.onResolve({ filter: /^(?:\.{1,2}\/)+[\w-]+\.js$/ }, ({ path: asked, resolveDir }) => {
        const room = path.dirname(path.resolve(resolveDir, asked)) === source ? roomOf.get(path.basename(asked, ".js")) : undefined;
        return room && room !== own ? { path: `./${room}.js`, external: true } : undefined;
      }),
  });
  await esbuild.build({ ...shared, entryPoints: points, outbase: source, format: "esm", splitting: true, chunkNames: "chunk-[hash]", plugins: [apart, apartFrom(undefined)], nodePaths: [path.join(root, "node_modules")] });
  // A room gives what somebody takes of it.
  const taken = (room) => {
    const names = new Set();
    for (const file of fs.readdirSync(dist, { recursive: true }).map(String).filter((name) => name.endsWith(".js"))) {
      const script = text(dist, file);
      if (new RegExp(`(?:import|export)\\s*\\*[^"]*"(?:\\.{1,2}/)+${room}\\.js"`).test(script)) throw new Error(`${file} takes all of ${room}.js`);
      for (const [, list] of script.matchAll(new RegExp(`(?:import|export)\\s*\\{([^}]*)\\}\\s*from\\s*"(?:\\.{1,2}/)+${room}\\.js"`, "g"))) {
        for (const each of list.split(",")) names.add(each.trim().split(/\s+as\s+/)[0]);
      }
    }
    return [...names].sort();
  };
  for (const room of ["room", "base"]) {
    const all = new Map(rooms[room].flatMap((name) => [...text(source, `${name}.${fs.existsSync(path.join(source, `${name}.ts`)) ? "ts" : "js"}`).matchAll(/^export (?:async )?(?:const|function|class|let) (\w+)/gm)].map(([, each]) => [each, name])));
    const contents = taken(room).map((each) => `export { ${each} } from "./${all.get(each)}.js";`).join("\n");
    await esbuild.build({ ...shared, stdin: { contents, resolveDir: source, sourcefile: `${room}.ts`, loader: "ts" }, outfile: path.join(dist, `${room}.js`), outdir: undefined, format: "esm", plugins: [apart, apartFrom(room)] });
  }
  await esbuild.build({ ...shared, entryPoints: ["engine-text.ts"], format: "esm", sourcemap: false });
  await esbuild.build({ ...shared, entryPoints: ["worker.ts", "files-worker.ts"], format: "iife" });
  const plain = { name: "plain-script", setup: (build) => build.onResolve({ filter: /^\.\/beside\.js$/ }, () => ({ path: path.join(source, "beside.global.ts") })) };
  for (const [entry, name, sourcesContent] of [["global.ts", "garim.global", true], ["global.inline.ts", "garim.inline.global", false], ["global.editor.ts", "garim.editor.global", true]]) {
    await esbuild.build({ ...shared, entryPoints: { [name]: entry }, format: "iife", globalName: "Garim", plugins: [plain], sourcesContent, nodePaths: [path.join(root, "node_modules")] });
  }
  for (const engine of ["engine.wasm", "engine.simd.wasm", "export.wasm", "reader.wasm", "profile.wasm"]) fs.cpSync(path.join(engines, engine), path.join(dist, engine));
  // Declarations: every file that an entry's types lead to.
  const types = path.join(work, "types");
  const wanted = entries.map((name) => `${name}.d.ts`);
  for (const name of wanted) {
    const declared = text(types, name);
    for (const [, next] of declared.matchAll(/from "(\.{1,2}\/[\w./-]+)\.js"/g)) {
      const file = path.posix.join(path.posix.dirname(name), `${next}.d.ts`);
      if (!wanted.includes(file)) wanted.push(file);
    }
    fs.mkdirSync(path.dirname(path.join(dist, name)), { recursive: true });
    fs.writeFileSync(path.join(dist, name), declared.replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
  }
}

/** A script of a folder and all that it imports. */
function closure(dist, first) {
  const all = [first];
  for (const name of all) {
    for (const [, next] of text(dist, name).matchAll(/(?:from|import)\s*"(\.{1,2}\/[\w./-]+\.js)"/g)) {
      const file = path.posix.join(path.posix.dirname(name), next);
      if (!all.includes(file)) all.push(file);
    }
  }
  return all;
}

const failed = (name) => {
  throw new Error(`README.md names ${name}, which is not weighed`);
};

/** All that is no script. */
function papers() {
  const made = JSON.parse(text(template, "package.json"));
  // Every file of the folders that hold one entry a file is an entry.
  const more = entries.filter((name) => name.includes("/")).map((name) => [`./${name}`, { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` }]);
  const exports = Object.fromEntries(Object.entries(made.exports).flatMap(([name, target]) => (name === "./dom" ? [[name, target], ...more] : [[name, target]])));
  fs.writeFileSync(path.join(out, "package.json"), `${JSON.stringify({ ...made, version, exports }, null, 2)}\n`);
  const weigh = (...names) => Math.ceil(names.reduce((sum, name) => sum + brotliCompressSync(read(out, "dist", name)).length, 0) / 1000);
  const scripts = closure(path.join(out, "dist"), "engine.js");
  const sizes = {
    SIZE_SCRIPTS: weigh(...scripts), SIZE_WORKER: weigh("worker.js"), SIZE_PLAIN: weigh("engine.wasm"), SIZE_SIMD: weigh("engine.simd.wasm"),
    SIZE_FILES: weigh("export.wasm"), SIZE_READER: weigh("reader.wasm"), SIZE_PATTERNS: weigh("profile.wasm"), SIZE_INLINE: weigh("garim.inline.global.js"),
  };
  fs.writeFileSync(path.join(out, "README.md"), text(template, "README.md").replace(/SIZE_[A-Z]+/g, (name) => sizes[name] ?? failed(name)));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) fs.cpSync(path.join(root, name), path.join(out, name));
  fs.writeFileSync(path.join(out, "LICENSE"), `garim is licensed under either of the MIT licence (LICENSE-MIT) or the Apache License 2.0 (LICENSE-APACHE), at your choice.\n\n${text(root, "NOTICE")}`);
  const scripted = ["dom", "core", "utils"].map((name) => {
    const folder = path.join(root, "node_modules/@floating-ui", name);
    const { version: its, license } = JSON.parse(text(folder, "package.json"));
    return `\n## @floating-ui/${name} ${its}\n\n${license}; in the scripts of \`garim/dom\` and \`garim/element\`\n\n${text(folder, "LICENSE").trim()}\n`;
  });
  fs.writeFileSync(path.join(out, "THIRD-PARTY.md"), `${fs.readFileSync(notices, "utf8")}${scripted.join("")}`);
  const integrity = {};
  for (const name of fs.readdirSync(path.join(out, "dist"), { recursive: true }).map((name) => name.replaceAll("\\", "/")).sort()) {
    if (/\.(js|wasm)$/.test(name)) integrity[`dist/${name}`] = `sha384-${createHash("sha384").update(read(out, "dist", name)).digest("base64")}`;
  }
  fs.writeFileSync(path.join(out, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
}

await generate();
declarations();
await bundle();
papers();
