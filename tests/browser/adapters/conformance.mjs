// The suite that every adapter passes against the real editor in a real Chromium. A test file is three lines:
//
//   import { conformance } from "./conformance.mjs";
//   conformance("prosemirror", { table: true });
//
// beside `prosemirror.case.js` (see site.mjs). What an editor cannot do is said in the options, and nowhere else:
//   table       it holds tables (decide by column, cut a row)
//   tabs: false a paste of several lines is not several blocks there
//   redo        keys for redo where they are not "Control+Shift+z"
//   site        options for `site()`: more of the head, more files, headers
export function conformance() {
  throw new Error("not written yet");
}
