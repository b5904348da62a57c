// Every command that a guide tells somebody to type: those of `garim` run here as they stand, in their order; of the rest, what runs them is named.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { root } from "./site.mjs";

const read = (name) => fs.readFileSync(path.join(root, name), "utf8");
const below = (folder, depth = 3) =>
  fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 && entry.name !== "node_modules" ? below(name, depth - 1) : [];
    return entry.name.endsWith(".md") ? [name] : [];
  });
const guides = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md", "pkg-template/README.md", "python/README.md", ...below("docs"), ...below("examples"), ...below("benches")];

/** The commands of a guide, without what is said behind them; a line that ends in `\` goes on. */
function commands(guide) {
  const blocks = [...read(guide).matchAll(/^ *```(?:sh|bash|shell|console)\n([\s\S]*?)^ *```/gm)].map(([, block]) => block);
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"));
  return lines.map((line) => line.replace(/^\s*\$ /, "").replace(/(?:^|\s+)#(?!\S).*$/, "").trim()).filter(Boolean);
}

/** Guides whose `garim` commands run below. */
const here = ["README.md", "docs/audit.md", "docs/profile.md"];

/** Commands that are not run here: which, in which guides, and what runs them: a file and words of it, or why nothing does. */
const elsewhere = [
  [/^cargo xtask test$/, "the run that this test is a part of", "xtask/src/main.rs", '["test"] => test::run()'],
  [/^cargo xtask (?:wasm|page|pkg)(?: |$)/, "steps of the tests", "xtask/src/test.rs", "checker page"],
  [/^cargo xtask serve$/, "the server of the browser tests; the command itself does not end", "xtask/src/test.rs", "Server::bind(0)"],
  [/^cargo test (?:--no-default-features )?--test \w+$/, "a part of the native tests", "xtask/src/test.rs", '"native tests"'],
  [/^GARIM_ONLY=\S+ cargo test|^PROPTEST_CASES=\d+ cargo test/, "the same tests, of fewer or more cases", "xtask/src/test.rs", '"native tests"'],
  [/^cargo bench |^cargo run --release --no-default-features --example time /, "built by the tests; measuring is for a quiet machine", "xtask/src/test.rs", "benches (built, not run)"],
  [/^cargo run --release --example (?:train_\w+|odd_writing|hostile)\b/, "built by clippy's step; training and long measures change files or take minutes", "xtask/src/test.rs", '"--all-targets"'],
  [/^garim audit|^garim policy/, "docs/ko/officer.md is run by its own test", "tests/package/guides.test.mjs", "officer.md"],
  [/^cargo xtask (?:prove \w+|fuzz|supply|sbom|reproduce|release|bench-web|screenshots)|^GARIM_(?:FUZZ_SECONDS|ALL)=\S+ cargo xtask/, "too long for every day; a command of its own", "xtask/src/main.rs", "prove [NAME]"],
  [/^apt-get install /, "what a bare Debian gets before the two commands run there", "xtask/src/newcomer.rs", "fn packages_in"],
  [/^npm install garim$/, "the packed package is installed", "tests/package/install.test.mjs", '"install"'],
  [/^python -m garim\.spark diagnose/, "its functions by the tests of Spark, the command by `cargo xtask prove spark`", "python/tests/test_prove.py", '"garim.spark"'],
  [/^python -m venv|^PYSPARK_PYTHON=/, "a cluster of many machines, which the guide says was not tried"],
  [/^javac |^java -cp/, "compiled and run", "tests/package/java.test.mjs", '"javac"'],
  [/^cp -r \.\.\/\.\.\/\.\.\/pkg\/dist|^npm (?:install|run build|run preview)$/, "the examples built and opened in Chromium", "tests/browser/examples.test.mjs", "examples"],
];

test("every command of every guide is run by something, or the reason why not is told", () => {
  const all = guides.flatMap((guide) => commands(guide).map((command) => ({ guide, command })));
  assert.ok(all.length > 70, `${all.length}`);
  const left = all.filter(({ guide, command }) => !(here.includes(guide) && /^(?:garim|openssl) /.test(command)));
  assert.deepEqual(left.filter(({ command }) => !elsewhere.some(([which]) => which.test(command))), [], "nothing runs these");
  for (const [which, reason, file, words] of elsewhere) {
    assert.ok(left.some(({ command }) => which.test(command)), `no guide has ${which}`);
    if (file) assert.ok(read(file).includes(words), `${reason}: ${file} no longer holds ${words}`);
  }
});

test("what a guide asks of the tool room is there", () => {
  const named = guides.flatMap((guide) => commands(guide)).join("\n");
  const main = read("xtask/src/main.rs");
  const asked = [...new Set([...named.matchAll(/cargo xtask (\w[\w-]*)/g)].map(([, name]) => name))];
  assert.ok(asked.length > 10, asked.join());
  for (const name of asked) assert.match(main, new RegExp(`\\["${name}"`), name);
  const prove = read("xtask/src/prove.rs");
  for (const [, name] of named.matchAll(/cargo xtask prove (\w+)/g)) assert.match(prove, new RegExp(`name: "${name}"`), name);
  const places = { "--test": ["tests"], "--bench": ["benches"], "--example": ["examples"] };
  for (const [, what, name] of named.matchAll(/cargo (?:test|bench|run) .*?(--test|--bench|--example) (\w+)/g)) {
    const there = places[what].some((folder) => [`${folder}/${name}.rs`, `${folder}/${name}/main.rs`].some((file) => fs.existsSync(path.join(root, file))));
    assert.ok(there, `${what} ${name}`);
  }
});

let home;
before(() => {
  fs.mkdirSync(path.join(root, "target"), { recursive: true });
  home = fs.mkdtempSync(path.join(root, "target", "commands-"));
});
after(() => fs.rmSync(home, { recursive: true, force: true }));

const draft = "민원 회신\n신청인 주민등록번호 990101-3000012, 휴대전화 010-0000-1234로 알림\n";
const line = (id) => `${JSON.stringify({ id, department: `부서${id % 2}`, text: draft })}\n`;

/** What the commands of a guide name. */
const given = {
  "README.md"(put, sample) {
    put("draft.txt", draft);
    put("drafts.jsonl", line(1) + line(2));
    put("drafts/one.txt", draft);
    put("year/부서/one.txt", draft);
    put("draft.hwpx", sample("hwpx-paragraph.hwpx"));
    put("body.hwpx", sample("hwpx-cell.hwpx"));
    put("draft.hwp", sample("hwp-paragraph.hwp"));
    put("list.xlsx", sample("xlsx-column-of-a-table.xlsx"));
    put("agency.toml", profile());
  },
  "docs/audit.md"(put) {
    for (let n = 0; n < 40; n += 1) put(`문서폴더/부서${n % 3}/문서${n}.txt`, n % 4 ? "회의를 엽니다." : draft);
    put("문서.jsonl", Array.from({ length: 8 }, (_, n) => line(n)).join(""));
    put("기준.toml", profile());
  },
  "docs/profile.md"(put) {
    put("기안문.txt", draft);
    put("기준.toml", profile());
    put("부서.toml", 'garim = 1\nname = "가람시 총무과"\nlayer = "department"\nstrict = true\n');
  },
};
const profile = () => /```toml\n([\s\S]*?)```/.exec(read("docs/profile.md"))[1];

for (const guide of here) {
  test(`the commands of ${guide} run as they stand`, { skip: process.platform === "win32" && "run on systems with a shell" }, () => {
    const command = process.env.GARIM_COMMAND;
    assert.ok(command && process.env.GARIM_SAMPLES, "GARIM_COMMAND and GARIM_SAMPLES name nothing: run by `cargo xtask test`");
    const place = path.join(home, guide.replaceAll("/", "-"));
    const put = (name, content) => {
      fs.mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
      fs.writeFileSync(path.join(place, name), content);
    };
    given[guide](put, (name) => fs.readFileSync(path.join(process.env.GARIM_SAMPLES, name)));
    fs.mkdirSync(path.join(place, "bin"));
    fs.symlinkSync(path.resolve(command), path.join(place, "bin", "garim"));
    const env = { ...process.env, PATH: `${place}/bin:${process.env.PATH}`, XDG_CONFIG_HOME: path.join(place, "settings") };
    const run = (words) => spawnSync("sh", ["-c", words], { cwd: place, env, encoding: "utf8", timeout: 120_000 });
    if (guide === "docs/audit.md") assert.equal(run("garim audit 문서폴더 --out 지난").status, 0);

    const all = commands(guide).filter((words) => /^(?:garim|openssl) /.test(words));
    assert.ok(all.length >= 5, `${all.length}`);
    for (let words of all) {
      // Two diagnoses of a guide may be alternatives that go into one folder.
      const out = /^garim audit [^-].*--out (\S+)/.exec(words)?.[1];
      if (out) fs.rmSync(path.join(place, out), { recursive: true, force: true });
      if (words.includes("조치.csv")) put("조치.csv", fs.readFileSync(path.join(place, "보고서/actions.csv")));
      if (words.includes("sha256:…")) words = words.replace("sha256:…", /sha256:[0-9a-f]{64}/.exec(run("garim policy check 기준.toml").stdout)?.[0]);
      if (words.startsWith("openssl") && run("openssl version").status !== 0) continue;
      if (words.includes("--sign") && !fs.existsSync(path.join(place, "개인키.pem"))) continue;
      // The bundle of the guide is the one in use, and the newer one.
      for (const name of ["새기준.garim", "쓰는기준.garim"]) {
        if (words.includes(name) && fs.existsSync(path.join(place, "기준.garim"))) put(name, fs.readFileSync(path.join(place, "기준.garim")));
      }
      if (words.includes("--policy-key") && !fs.existsSync(path.join(place, "기준.toml.sig"))) continue;
      const { status, stdout, stderr } = run(words);
      const found = /^garim check|--fail-over/.test(words) && !words.includes("--jsonl");
      assert.equal(status, found ? 1 : 0, `${words}\n${stdout}${stderr}`);
      assert.doesNotMatch(/^garim (?:mask|audit|verify)/.test(words) ? stdout + stderr : "", /990101-3000012/, words);
    }
  });
}
