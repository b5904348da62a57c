// examples/java compiled and run: with the real command, with one that ends in mid-work, and with one that never answers.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { root } from "./site.mjs";

const run = (command, given) => spawnSync(command, given, { encoding: "utf8", timeout: 120_000 });
const version = /(?:javac|openjdk) (\d+)/.exec(run("javac", ["-version"]).stdout ?? "")?.[1];
const command = process.env.GARIM_COMMAND;
// The commands that break down are scripts of a shell.
const without = process.platform === "win32" ? "the example is run on systems with a shell" : Number(version ?? 0) < 17 ? "no javac of Java 17 or newer: the Java example is not run" : false;

let home;
const file = (name) => path.join(home, name);
const put = (name, content, mode = 0o644) => {
  fs.writeFileSync(file(name), content, { mode });
  return file(name);
};
const example = (garim, timeout, ...files) => run("java", [`-Dgarim.timeout=${timeout}`, "-cp", file("classes"), "example.Example", garim, ...files]);
/** A command that writes down each of its starts, and behaves as `first` at the first one. */
const failing = (name, first) => put(name, `#!/bin/sh\necho >> '${file(`${name}.starts`)}'\nif [ "$(wc -l < '${file(`${name}.starts`)}')" -eq 1 ]; then ${first}; fi\nexec '${command}' "$@"\n`, 0o755);
const starts = (name) => fs.readFileSync(file(`${name}.starts`), "utf8").length;

before(() => {
  if (without) return;
  assert.ok(command, "GARIM_COMMAND names no command: run by `cargo xtask test`");
  fs.mkdirSync(path.join(root, "target"), { recursive: true });
  home = fs.mkdtempSync(path.join(root, "target", "java-"));
  const source = path.join(root, "examples/java/example");
  const { status, stderr } = run("javac", ["-encoding", "UTF-8", "-Xlint:all", "-Werror", "--release", "17", "-d", file("classes"), ...fs.readdirSync(source).map((name) => path.join(source, name))]);
  assert.equal(status, 0, stderr);
});
after(() => home && fs.rmSync(home, { recursive: true, force: true }));

const value = "990101-3000012";
const draft = `제목 "손실보상"\\알림\n대상자\t주민등록번호 ${value} 😀 확인\r\n`;
const masked = draft.replace(value, "******-*******");

test("it asks one command for draft after draft, and says what it found without the value", { skip: without }, () => {
  const kept = failing("kept", ":");
  const { status, stdout, stderr } = example(kept, 60_000, put("a.txt", draft), put("b.txt", "회의를 엽니다."), put("c.txt", "연락처 010-0000-1234"));
  assert.equal(status, 0, stdout + stderr);
  assert.ok(stdout.includes(masked), stdout);
  assert.ok(stdout.includes("회의를 엽니다.") && stdout.includes("연락처 ***-****-****"), stdout);
  const at = draft.indexOf(value);
  assert.ok(stdout.includes(`${at}–${at + value.length} rrn mask: `), "places are those of a Java string");
  assert.ok(!stdout.includes(value) && !stdout.includes("010-0000-1234"), stdout);
  assert.equal(starts("kept"), 1);
});

test("it starts a command that ended anew and asks again", { skip: without }, () => {
  const { status, stdout } = example(failing("ended", "read line; exit 1"), 60_000, put("a.txt", draft));
  assert.equal(status, 0, stdout);
  assert.ok(stdout.includes(masked), stdout);
  assert.equal(starts("ended"), 2);
});

test("it gives a command up that does not answer, and the next draft gets a new one", { skip: without }, () => {
  // More than a pipe holds: writing stands still too where nobody reads.
  const long = put("long.txt", `${draft}${"가".repeat(200_000)}`);
  const { status, stdout } = example(failing("hanging", "sleep 10; exit"), 5000, long, put("a.txt", draft));
  assert.equal(status, 1, stdout);
  assert.match(stdout, /점검하지 못함\(timeout\)/);
  assert.ok(stdout.includes(masked), stdout);
  assert.equal(starts("hanging"), 2);
});

test("it says so where a command always ends, is not there, or is not Garim", { skip: without }, () => {
  const drafts = put("a.txt", draft);
  const ending = put("ending", "#!/bin/sh\nexit 1\n", 0o755);
  const other = put("other", '#!/bin/sh\nwhile read line; do echo "$line"; done\n', 0o755);
  for (const [garim, code] of [[ending, "lost"], [file("nowhere"), "not_started"], [other, "bad_answer"]]) {
    const { status, stdout, stderr } = example(garim, 60_000, drafts);
    assert.equal(status, 1, stdout);
    assert.ok(stdout.includes(`(${code})`), stdout);
    assert.ok(!`${stdout}${stderr}`.includes(value), "no value in what it says");
  }
});
