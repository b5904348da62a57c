// Writes what Garim is made of in CycloneDX 1.6: node tools/sbom.mjs OUT
//
// garim-crate.cdx.json: the crates that are linked into the command. garim-npm.cdx.json: those in the engines of the npm package, and the npm packages
// that are bundled into its scripts; it has no dependency of its own. garim-tools.cdx.json: the npm packages that build and test. The same sources
// give the same bytes: no date, no random number.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const out = process.argv[2];
if (!out) throw new Error("name a folder");
const cargo = process.env.CARGO || "cargo";

/** SPDX writes a choice with OR; some crates still write a stroke. */
const spdx = (licence) => licence.replace(/\s*\/\s*/g, " OR ");

/** Checksums of Cargo.lock by name and version. */
const checksums = new Map(
  fs.readFileSync(path.join(root, "Cargo.lock"), "utf8").split("[[package]]\n").slice(1).map((text) => {
    const field = (name) => text.match(new RegExp(`^${name} = "(.*)"$`, "m"))?.[1];
    return [`${field("name")}@${field("version")}`, field("checksum")];
  }),
);

const told = (asked) => execFileSync(cargo, asked, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] });

/** The crates that are linked into what these features build on that target, and who uses whom. */
function linked(target, features) {
  const { packages, resolve } = JSON.parse(told(["metadata", "--format-version=1", "--locked", `--filter-platform=${target}`]));
  // Asked of the one package: metadata adds what other members of the workspace switch on in it.
  const asked = ["tree", "--package=garim", "--locked", `--target=${target}`, ...features, "--edges=normal,no-proc-macro", "--prefix=none", "--format={p}"];
  const there = new Set(told(asked).split("\n").map((line) => line.split(" ").slice(0, 2).join(" ")));
  const packageOf = new Map(packages.map((made) => [made.id, made]));
  const nodes = new Map(resolve.nodes.map((made) => [made.id, made]));
  const isThere = (id) => there.has(`${packageOf.get(id).name} v${packageOf.get(id).version}`);
  const seen = new Map();
  const walk = (id) => {
    if (seen.has(id)) return;
    const uses = nodes.get(id).deps.filter(({ pkg, dep_kinds: kinds }) => isThere(pkg) && kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg);
    seen.set(id, uses);
    uses.forEach(walk);
  };
  const own = packages.find(({ name }) => name === "garim");
  walk(own.id);
  const ref = (id) => `pkg:cargo/${packageOf.get(id).name}@${packageOf.get(id).version}`;
  const components = [...seen.keys()].filter((id) => id !== own.id).map((id) => {
    const made = packageOf.get(id);
    return {
      type: "library",
      "bom-ref": ref(id),
      name: made.name,
      version: made.version,
      licenses: [{ expression: spdx(made.license) }],
      purl: ref(id),
      hashes: [{ alg: "SHA-256", content: checksums.get(`${made.name}@${made.version}`) }],
      ...(made.repository ? { externalReferences: [{ type: "vcs", url: made.repository }] } : {}),
    };
  });
  return { own, components, uses: [...seen].map(([id, all]) => [ref(id), all.map(ref)]) };
}

/** A list as CycloneDX wants it; its serial number is made of its content. */
function write(name, component, components, uses) {
  const sorted = [...components].sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const dependencies = uses.map(([ref, all]) => ({ ref, dependsOn: [...new Set(all)].sort() })).sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const content = { metadata: { component }, components: sorted, dependencies };
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: `urn:uuid:${uuid}`, version: 1, ...content };
  fs.writeFileSync(path.join(out, name), `${JSON.stringify(bom, null, 2)}\n`);
  console.log(`${name}: ${sorted.length} components`);
}

fs.mkdirSync(out, { recursive: true });
const licences = [{ expression: "MIT OR Apache-2.0" }];

const crate = linked("x86_64-unknown-linux-gnu", []);
const crateRef = `pkg:cargo/garim@${crate.own.version}`;
write("garim-crate.cdx.json", { type: "application", "bom-ref": crateRef, name: "garim", version: crate.own.version, licenses: licences, purl: crateRef }, crate.components, crate.uses);

const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8"));
const toolsRef = "garim-tools";
const tools = new Map();
for (const [place, { version, license, integrity }] of Object.entries(lock.packages)) {
  if (place === "") continue;
  const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const [algorithm, content] = integrity.split(" ")[0].split("-");
  tools.set(purl, {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    scope: "excluded",
    // What is no expression of SPDX ("SEE LICENSE IN …") is a name.
    ...(license ? { licenses: [/^(\(?[\w.+-]+( (OR|AND|WITH) [\w.+-]+)*\)?)$/.test(license) ? { expression: license } : { license: { name: license } }] } : {}),
    purl,
    hashes: [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(content, "base64").toString("hex") }],
  });
}

/** What is bundled into the scripts of the package, as its build names it in the notices. */
const bundled = [...tools.values()].filter(({ name }) => name.startsWith("@floating-ui/")).map(({ scope, ...made }) => made);

const engine = linked("wasm32-unknown-unknown", ["--no-default-features", "--features=wasm,wasm-files,wasm-patterns"]);
const npmRef = `pkg:npm/garim@${engine.own.version}`;
const engineUses = engine.uses.map(([ref, all]) => [ref === crateRef ? npmRef : ref, all]);
write("garim-npm.cdx.json", { type: "library", "bom-ref": npmRef, name: "garim", version: engine.own.version, licenses: licences, purl: npmRef }, [...engine.components, ...bundled], engineUses.map(([ref, all]) => [ref, ref === npmRef ? [...all, ...bundled.map(({ purl }) => purl)] : all]));

write("garim-tools.cdx.json", { type: "application", "bom-ref": toolsRef, name: "garim-tools", version: crate.own.version }, [...tools.values()], [[toolsRef, [...tools.keys()]]]);
