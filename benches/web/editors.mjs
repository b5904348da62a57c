// What Garim costs each editor that holds 1 MB: part of `cargo xtask bench-web`. Keystrokes go to a page without and a page with Garim in turns; a keystroke may cost
// 1.2 times what it costs without, or 1 ms more, whichever is greater.
//
//   node benches/web/editors.mjs [keys] [editor …]
import os from "node:os";

import { measure } from "../../tests/browser/adapters/keystroke.mjs";

const [keys = "500", ...named] = process.argv.slice(2);
const names = named.length ? named : ["textarea", "contenteditable", "iframe", "smarteditor2", "prosemirror", "tiptap", "ckeditor5", "tinymce", "codemirror", "lexical", "quill"];
const sites = { prosemirror: { head: "<style>.ProseMirror{white-space:pre-wrap;word-wrap:break-word}</style>" } };
const ms = (value) => value.toFixed(1);
const round = (value) => value.toFixed(0);
console.log(`\n${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}, ${new Date().toISOString().slice(0, 10)}; 1 MB, ${keys} keystrokes\n`);
console.log(`| editor | median without | with | ratio | 95 of 100 without | with | ratio | within | longest task without | with | Garim's most in a task | tasks it made long |\n|---|---|---|---|---|---|---|---|---|---|---|---|`);
const opened = [];
for (const name of names) {
  const { without, with: own } = await measure(name, { keys: Number(keys), ...(sites[name] ? { site: sites[name] } : {}) });
  const within = ["median", "p95"].every((each) => own[each] <= Math.max(1.2 * without[each], without[each] + 1));
  const ratio = (each) => (own[each] / without[each]).toFixed(2);
  // Long by Garim: its own part is over 50 ms, or without it the task would not be.
  const made = ({ own: alone, pushed }) => alone + pushed;
  console.log(`| ${name} | ${ms(without.median)} | ${ms(own.median)} | ${ratio("median")} | ${ms(without.p95)} | ${ms(own.p95)} | ${ratio("p95")} | ${within ? "yes" : "no"} | ${ms(without.longest[0])} | ${ms(own.longest[0])} | ${ms(own.typing.most)} | ${made(own.typing)} |`);
  const list = ({ opened: { tasks } }) => tasks.slice(0, 3).map(({ spent, garim, step }) => `${round(spent)}${garim >= 1 ? ` (Garim ${round(garim)})` : ""}${step ? ` ${step}` : ""}`).join("; ");
  opened.push(`| ${name} | ${list(without)} | ${list(own)} | ${ms(own.opened.most)} | ${made(own.opened)} |`);
}
console.log(`\nSet at once: the longest tasks, what of them is Garim's script, the browser's longest step in them\n\n| editor | without | with | Garim's most in a task | tasks it made long |\n|---|---|---|---|---|\n${opened.join("\n")}`);
