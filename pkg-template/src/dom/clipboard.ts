// Copy, cut, drag, paste and drop. What leaves is the masked text, as text/plain and Garim's own text/html; the original waits in this page's memory beside a random
// token and comes back only where the pasted text is the masked copy. Anything else on the clipboard is cleared.
import type { BlockRange, PasteData } from "./adapter.js";
import type { Draft, Field } from "./draft.js";
import { windowOf } from "./paint.js";
import { trusted } from "./trust.js";

/** What the clipboard tells the person. */
export interface Told {
  copied(): void;
  refused(how: "copy" | "drop"): void;
}

interface Waiting {
  readonly token: string;
  readonly masked: string;
  readonly original: PasteData;
  readonly ranges: readonly BlockRange[];
  readonly field: Field;
}

const attribute = "data-garim-copy";

/** Text of a copy as a paste may have changed it. */
const even = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/\u00a0/g, " ").trim();

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The guard of one document's clipboard. */
export class Clipboard {
  private waiting: Waiting | undefined;
  private chosen: { field: Field; ranges: BlockRange[]; original: PasteData } | undefined;
  private readonly undo: (() => void)[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly told: Told,
    window: Window,
  ) {
    for (const field of draft.fields) this.listen(field);
    this.undo.push(draft.watch({ replaced: (field) => this.listen(field) }));
    const wipe = (): void => {
      this.waiting = undefined;
    };
    window.addEventListener("pagehide", wipe);
    this.undo.push(() => window.removeEventListener("pagehide", wipe));
  }

  private listen(field: Field): void {
    const { root, capabilities } = field.adapter;
    if (!root || !capabilities.clipboard) return;
    const win = windowOf(root);
    const on = (type: string, first: (event: ClipboardEvent & DragEvent) => void, last?: (event: ClipboardEvent & DragEvent) => void): void => {
      const mine = (work: (event: ClipboardEvent & DragEvent) => void) => (event: Event): void => {
        if (event.composedPath().includes(root)) work(event as ClipboardEvent & DragEvent);
      };
      const [capture, bubble] = [mine(first), last && mine(last)];
      // An editor that stops its own event at the element never lets it reach the window.
      const stopped = last && ((event: Event): void => { if (event.cancelBubble) last(event as ClipboardEvent & DragEvent); });
      win.addEventListener(type, capture, true);
      if (bubble) win.addEventListener(type, bubble);
      if (stopped) root.addEventListener(type, stopped);
      this.undo.push(() => {
        win.removeEventListener(type, capture, true);
        if (bubble) win.removeEventListener(type, bubble);
        if (stopped) root.removeEventListener(type, stopped);
      });
    };
    for (const type of ["copy", "cut"]) {
      on(type, (event) => this.choose(field, event, event.clipboardData), (event) => this.leave(field, event, event.clipboardData, type === "cut"));
    }
    on("dragstart", (event) => this.choose(field, event, event.dataTransfer), (event) => this.leave(field, event, event.dataTransfer, false));
    on("paste", (event) => this.come(field, event, event.clipboardData));
    on("drop", (event) => this.drop(field, event));
  }

  /** Before the editor acts: what is selected, while it still stands. */
  private choose(field: Field, event: Event, data: DataTransfer | null): void {
    this.chosen = undefined;
    if (!data) return;
    void field.adapter.read();
    const { adapter } = field;
    const chosen = (event.type === "dragstart" ? undefined : adapter.copied?.()) ?? adapter.selection();
    const ranges = chosen.filter(({ start, end }) => end > start).map((range) => ({ ...range, block: `${field.number}:${range.block}` }));
    if (!ranges.length) return;
    const masked = this.masked(ranges);
    if (masked === undefined) {
      // Nothing may leave that could not be masked; and nothing is cut that could not be kept.
      event.preventDefault();
      event.stopImmediatePropagation();
      this.told.refused(event.type === "dragstart" ? "drop" : "copy");
      return;
    }
    this.chosen = { field, ranges, original: this.original(field, ranges) };
    this.pending = masked;
  }

  private pending: { text: string; html: string; any: boolean } | undefined;

  /** After the editor has acted: what it put there gives way. */
  private leave(field: Field, event: Event, data: DataTransfer | null, cut: boolean): void {
    const [chosen, pending] = [this.chosen, this.pending];
    this.chosen = this.pending = undefined;
    if (!data || !chosen || !pending) return;
    const handled = event.defaultPrevented && event.type !== "dragstart";
    const own: PasteData = handled
      ? { text: data.getData("text/plain") || chosen.original.text, html: data.getData("text/html") || chosen.original.html }
      : chosen.original;
    this.waiting = undefined;
    const win = windowOf(field.adapter.root!);
    const token = win.crypto.getRandomValues(new Uint32Array(4)).join("-");
    data.clearData();
    data.setData("text/plain", pending.text);
    data.setData("text/html", `<div ${attribute}="${token}">${pending.html}</div>`);
    if (pending.any) this.waiting = { token, masked: pending.text, original: own, ranges: chosen.ranges, field };
    if (event.type === "dragstart") return;
    if (!handled) {
      event.preventDefault();
      if (cut) win.document.execCommand("delete");
    }
    if (pending.any) this.told.copied();
  }

  /** The selection with its masks; undefined where it cannot be masked now. */
  private masked(ranges: readonly BlockRange[]): { text: string; html: string; any: boolean } | undefined {
    const { draft } = this;
    let sealed;
    try {
      sealed = draft.sealNow({ strict: true });
    } catch {
      return undefined;
    }
    // What stays by the drafter's word stays; what waits for a word is masked on the way out.
    const texts = new Map(sealed.blocks.map(({ block, text }) => [block, text]));
    let any = false;
    const parts = ranges.map(({ block, start, end }) => {
      let out = "";
      let at = start;
      for (const entry of sealed.manifest) {
        if (entry.block !== block || entry.source.end <= start || entry.source.start >= end) continue;
        any = true;
        out += draft.model.text({ block, start: at, end: Math.max(at, entry.source.start) });
        // A value that is only half selected is masked whole.
        out += texts.get(block)?.slice(entry.start, entry.end) ?? "";
        at = Math.min(end, entry.source.end);
      }
      return { held: draft.model.held.get(block)!.block, text: out + draft.model.text({ block, start: at, end }) };
    });
    let [text, html] = ["", ""];
    parts.forEach(({ held, text: part }, index) => {
      const before = parts[index - 1]?.held;
      const row = held.role === "cell" && before?.role === "cell" && before.row === held.row;
      text += (index === 0 ? "" : row ? "\t" : "\n") + part;
      if (held.role === "cell") {
        if (!row) html += before?.role === "cell" && before.table === held.table ? "</tr><tr>" : "<table><tbody><tr>";
        html += `<td>${escaped(part)}</td>`;
        const next = parts[index + 1]?.held;
        if (next?.role !== "cell" || next.table !== held.table) html += "</tr></tbody></table>";
      } else html += `<p>${escaped(part)}</p>`;
    });
    return { text, html, any };
  }

  /** What the browser would have copied. */
  private original(field: Field, ranges: readonly BlockRange[]): PasteData {
    const { root } = field.adapter;
    const text = ranges.map((range) => this.draft.model.text(range)).join("\n");
    const selection = root && !("selectionStart" in root) ? windowOf(root).getSelection() : null;
    if (!root || !selection?.rangeCount) return { text, html: "" };
    const range = selection.getRangeAt(0);
    const holder = root.ownerDocument.createElement("div");
    holder.append(range.cloneContents());
    // A selection inside one table keeps its rows only together with the table.
    const common = range.commonAncestorContainer;
    const table = (common.nodeType === 1 ? (common as Element) : common.parentElement)?.closest("tr,tbody,thead,table");
    const html = holder.querySelector("td,tr") && !holder.querySelector("table") && table ? `<table>${table.localName === "tr" ? `<tr>${holder.innerHTML}</tr>` : holder.innerHTML}</table>` : holder.innerHTML;
    return { text: selection.toString().replace(/\r\n?/g, "\n") || text, html };
  }

  /** The original that belongs to what is pasted, where it does. */
  private known(data: DataTransfer | null): Waiting | undefined {
    const { waiting } = this;
    if (!data || !waiting) return undefined;
    const token = new RegExp(`${attribute}="([\\d-]+)"`).exec(data.getData("text/html"))?.[1];
    return token === waiting.token && even(data.getData("text/plain")) === even(waiting.masked) ? waiting : undefined;
  }

  private again = false;

  /** A paste: of what this document gave, the original. */
  private come(field: Field, event: ClipboardEvent, data: DataTransfer | null): void {
    if (this.again) return;
    const waiting = this.known(data);
    if (!waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.paste(field, waiting.original, event.target as Element);
  }

  private paste(field: Field, original: PasteData, target: Element): void {
    const { adapter } = field;
    if (adapter.paste?.(original)) return;
    const root = adapter.root!;
    const win = windowOf(root);
    const plain = "selectionStart" in root;
    if (!plain) {
      // The editor's own handling first: most read the event's data themselves.
      const data = new win.DataTransfer();
      data.setData("text/plain", original.text);
      if (original.html) data.setData("text/html", original.html);
      const event = new win.ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true, clipboardData: data });
      this.again = true;
      try {
        if (!target.dispatchEvent(event)) return;
      } finally {
        this.again = false;
      }
      if (original.html) {
        win.document.execCommand("insertHTML", false, trusted(win, original.html));
        return;
      }
    }
    win.document.execCommand("insertText", false, original.text);
  }

  /** A drop: inside the document what was dragged moves as it is. */
  private drop(field: Field, event: DragEvent): void {
    if (this.again) return;
    const waiting = this.known(event.dataTransfer);
    if (!waiting) return;
    const { root } = field.adapter;
    const win = windowOf(root!);
    event.preventDefault();
    event.stopImmediatePropagation();
    const move = !event.ctrlKey && !event.altKey;
    const spot = this.spot(field, win, event);
    if (!spot) return void this.told.refused("drop");
    void this.relocate(field, waiting, spot, move);
  }

  /** Where a pointer is, in the text. */
  private spot(field: Field, win: Window & typeof globalThis, event: DragEvent): BlockRange | undefined {
    const { root } = field.adapter;
    const { document } = win;
    if (field.adapter.spotAt) {
      const spot = field.adapter.spotAt(event.clientX, event.clientY);
      if (spot) field.adapter.select(spot);
      return spot && { ...spot, block: `${field.number}:${spot.block}` };
    }
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (!at) return undefined;
    if (root && "selectionStart" in root) {
      (root as HTMLTextAreaElement).setSelectionRange(at.offset, at.offset);
    } else win.getSelection()?.collapse(at.offsetNode, at.offset);
    const [caret] = field.adapter.selection();
    return caret && { ...caret, block: `${field.number}:${caret.block}` };
  }

  private async relocate(field: Field, waiting: Waiting, spot: BlockRange, move: boolean): Promise<void> {
    const { draft } = this;
    const text = waiting.ranges.map((range) => draft.model.text(range)).join("\n");
    if (waiting.ranges.length === 1) {
      const range = waiting.ranges[0]!;
      if (move && range.block === spot.block && spot.start >= range.start && spot.start <= range.end) return;
      const edits = [{ ...spot, end: spot.start, expected: "", text }, ...(move ? [{ ...range, expected: draft.model.text(range), text: "" }] : [])];
      if (!(await draft.replace(edits))) this.told.refused("drop");
      return;
    }
    // Several blocks: they are put there first, then taken from where they were, so that nothing is lost on the way.
    const before = waiting.ranges.map((range) => draft.model.text(range));
    this.paste(field, waiting.original, field.adapter.root!);
    void field.adapter.read();
    if (!move) return;
    const edits = waiting.ranges.map((range, index) => ({ ...range, expected: before[index]!, text: "" }));
    if (!(await draft.replace(edits))) this.told.refused("drop");
  }

  detach(): void {
    for (const undo of this.undo) undo();
    this.waiting = this.chosen = this.pending = undefined;
  }
}
