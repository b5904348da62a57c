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
console.log(`\n${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}, ${new Date().toISOString().slice(0, 10)}; 1 MB, ${keys} keystrokes\n`);
console.log("| editor | median without | with | 95 of 100 without | with | within | longest task without | with | set at once, longest tasks without | with |\n|---|---|---|---|---|---|---|---|---|---|");
for (const name of names) {
  const { without, with: own } = await measure(name, { keys: Number(keys), ...(sites[name] ? { site: sites[name] } : {}) });
  const within = ["median", "p95"].every((each) => own[each] <= Math.max(1.2 * without[each], without[each] + 1));
  const long = (list) => list.slice(0, 3).map((value) => value.toFixed(0)).join(", ");
  console.log(`| ${name} | ${ms(without.median)} | ${ms(own.median)} | ${ms(without.p95)} | ${ms(own.p95)} | ${within ? "yes" : "no"} | ${ms(without.longest[0])} | ${ms(own.longest[0])} | ${long(without.opening)} | ${long(own.opening)} |`);
}
