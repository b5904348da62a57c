// A plain text as blocks, one a line. An edit is found by what is the same before and behind it, and leaves the ids of all other lines alone.
import type { BlockChange, BlockRange, Edit, TextBlock } from "./adapter.js";

const step = 4096;

/** How many units two texts have in common at their beginning; compared in steps, which costs a copy's time. */
function common(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + step <= most && a.slice(at, at + step) === b.slice(at, at + step)) at += step;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** The same at their end, at most `most` units. */
function commonEnd(a: string, b: string, most: number): number {
  let count = 0;
  while (count + step <= most && a.slice(a.length - count - step, a.length - count) === b.slice(b.length - count - step, b.length - count)) count += step;
  while (count < most && a.charCodeAt(a.length - count - 1) === b.charCodeAt(b.length - count - 1)) count += 1;
  return count;
}

/** A text, its lines and their ids. */
export class Lines {
  blocks: TextBlock[] = [];
  private text = "";
  private last = 0;

  constructor(text: string) {
    this.set(text);
  }

  private made(text: string): TextBlock {
    return { id: `l${(this.last += 1)}`, text };
  }

  /** Another text altogether: no line is the same. */
  set(text: string): void {
    this.text = text;
    this.blocks = text.split("\n").map((line) => this.made(line));
  }

  /** The text after an edit: what the edit did. */
  edit(text: string): BlockChange | undefined {
    const old = this.text;
    if (old === text) return undefined;
    const head = common(old, text);
    const tail = commonEnd(old, text, Math.min(old.length, text.length) - head);
    this.text = text;
    let first = 0;
    let from = 0;
    for (; from + this.blocks[first]!.text.length < head; first += 1) from += this.blocks[first]!.text.length + 1;
    let last = first;
    let to = from + this.blocks[last]!.text.length;
    for (; to < old.length - tail; to += this.blocks[last]!.text.length + 1) last += 1;
    let was = this.blocks.slice(first, last + 1);
    let now = text.slice(from, to + text.length - old.length).split("\n");
    while (was.length && now.length && was[was.length - 1]!.text === now[now.length - 1]) {
      was = was.slice(0, -1);
      now = now.slice(0, -1);
    }
    while (was.length && now.length && was[0]!.text === now[0]) {
      was = was.slice(1);
      now = now.slice(1);
      first += 1;
    }
    const put = now.map((line, index) => (was[index] ? { ...was[index], text: line } : this.made(line)));
    const gone = was.slice(now.length);
    if (this.blocks.length > 50_000 || put.length + gone.length < 1000) this.blocks.splice(first, was.length, ...put);
    else this.blocks = [...this.blocks.slice(0, first), ...put, ...this.blocks.slice(first + was.length)];
    const upsert = put.map((block, index) => (index < was.length ? block : { ...block, after: (put[index - 1] ?? this.blocks[first - 1])?.id ?? null }));
    return { upsert, remove: gone.map(({ id }) => id) };
  }

  /** Where a line begins in the text. */
  start(id: string): number | undefined {
    let at = 0;
    for (const block of this.blocks) {
      if (block.id === id) return at;
      at += block.text.length + 1;
    }
    return undefined;
  }

  /** A stretch of the text, line by line. */
  parts(from: number, to: number): BlockRange[] {
    const out: BlockRange[] = [];
    let at = 0;
    for (const { id, text } of this.blocks) {
      const [start, end] = [Math.max(from - at, 0), Math.min(to - at, text.length)];
      if (start <= end && start <= text.length) out.push({ block: id, start, end });
      at += text.length + 1;
      if (at > to) break;
    }
    return out;
  }

  /** Edits as places in the text; undefined where one does not fit. */
  places(edits: readonly Edit[]): { start: number; end: number; text: string }[] | undefined {
    const out: { start: number; end: number; text: string }[] = [];
    const starts = new Map<string, number>();
    let at = 0;
    for (const { id, text } of this.blocks) {
      starts.set(id, at);
      at += text.length + 1;
    }
    for (const { block, start, end, expected, text } of edits) {
      const from = starts.get(block);
      if (from === undefined || this.text.slice(from + start, from + end) !== expected) return undefined;
      out.push({ start: from + start, end: from + end, text });
    }
    return out.sort((a, b) => a.start - b.start);
  }
}
