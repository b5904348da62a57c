// The guides in Korean: what they name exists, and what they tell an officer to run runs as it stands.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { root } from "./site.mjs";

const read = (name) => fs.readFileSync(path.join(root, name), "utf8");
const guides = fs.readdirSync(path.join(root, "docs/ko")).map((name) => `docs/ko/${name}`);

test("every file that a guide or the README's list of guides names is there", () => {
  assert.ok(guides.length >= 4, guides.join());
  const named = guides.flatMap((guide) => [...read(guide).matchAll(/`((?:docs|examples|tests)\/[\w./-]+|[A-Z]+\.md|deny\.toml|NOTICE|Cargo\.lock|package-lock\.json)`/g)].map(([, file]) => ({ guide, file })));
  assert.ok(named.length > 15, `${named.length}`);
  const linked = [...read("README.md").matchAll(/\]\(((?:docs|examples)\/[\w./-]+)\)/g)].map(([, file]) => ({ guide: "README.md", file }));
  for (const guide of guides) assert.ok(linked.some(({ file }) => file === guide), `README.md does not link ${guide}`);
  assert.deepEqual([...named, ...linked].filter(({ file }) => !fs.existsSync(path.join(root, file))), []);
});

let home;
before(() => {
  fs.mkdirSync(path.join(root, "target"), { recursive: true });
  home = fs.mkdtempSync(path.join(root, "target", "guides-"));
});
after(() => fs.rmSync(home, { recursive: true, force: true }));

test("the officer's commands run in their order", () => {
  assert.ok(process.env.GARIM_COMMAND, "GARIM_COMMAND names no command: run by `cargo xtask test`");
  const put = (name, content) => {
    fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    fs.writeFileSync(path.join(home, name), content);
  };
  // Commands keep the officer's key in the user's settings: here, in a folder of the test's own.
  const env = { ...process.env, XDG_CONFIG_HOME: path.join(home, "settings") };
  const run = (...given) => spawnSync(process.env.GARIM_COMMAND, given, { cwd: home, env, encoding: "utf8" });
  put("기준.toml", /```toml\n([\s\S]*?)```/.exec(read("docs/profile.md"))[1]);
  for (let n = 0; n < 20; n += 1) put(`문서폴더/부서${n % 2}/문서${n}.txt`, n % 4 ? "회의를 엽니다." : `대상자 주민등록번호 990101-30000${n + 10}`);
  assert.equal(run("audit", "문서폴더", "--out", "지난").status, 0);

  const commands = [...read("docs/ko/officer.md").matchAll(/^garim ([^#\n]+)/gm)].map(([, given]) => given.trim().split(/\s+/));
  assert.ok(commands.length >= 7, `${commands.length}`);
  for (const given of commands) {
    if (given.includes("조치.csv")) {
      const asked = fs.readFileSync(path.join(home, "보고서/actions.csv"), "utf8");
      assert.ok(asked.trim().split("\n").length > 1, "there is something to ask of the departments");
      put("조치.csv", asked);
    }
    const { status, stdout, stderr } = run(...given);
    assert.equal(status, 0, `garim ${given.join(" ")}\n${stdout}${stderr}`);
  }
  // What the guide's table of reports names was written.
  const reports = [...read("docs/ko/officer.md").matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name);
  assert.ok(reports.length >= 5, reports.join());
  for (const name of reports) {
    const report = fs.readFileSync(path.join(home, "보고서", name), "utf8");
    assert.doesNotMatch(report, /990101-3/, `${name} holds a value`);
  }
});
