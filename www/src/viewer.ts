// The text of an opened file, for reading: cut into pieces of a few kilobytes that are drawn when they come near the screen, so that a text of many megabytes
// costs what is seen of it. Shows the original with what was found, or the masks in their places.
import type { ActionId, KindId } from "garim";
import { h } from "./parts.js";

/** What stands in the text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly action: ActionId;
  readonly kind: KindId;
  readonly mask?: string;
}

interface Chunk {
  readonly start: number;
  readonly end: number;
  /** The first stretch that ends behind its beginning. */
  readonly first: number;
  readonly element: HTMLElement;
  drawn: boolean;
}

/** What is shown without a break: text, or a mark with its text. */
interface Piece {
  readonly text: string;
  readonly mark?: { readonly class: string; readonly index: number };
}

const drawnPiece = ({ text, mark }: Piece): Node | string => (mark ? h("mark", { class: mark.class, "data-index": mark.index }, text) : text);

/** Pieces by lines and, in each, by what tabs part; a mark over a border is a mark on both sides. */
function byLines(pieces: readonly Piece[]): Piece[][][] {
  const lines: Piece[][][] = [[[]]];
  for (const { text, mark } of pieces) {
    text.split("\n").forEach((line, down) => {
      if (down) lines.push([[]]);
      line.split("\t").forEach((part, across) => {
        const cells = lines[lines.length - 1]!;
        if (across) cells.push([]);
        if (part) cells[cells.length - 1]!.push(mark ? { text: part, mark } : { text: part });
      });
    });
  }
  return lines;
}

/** The cells of a file's tables come as lines with tabs: two such lines or more, one after another, are drawn as a table again. */
function drawnLines(pieces: readonly Piece[]): (Node | string)[] {
  if (!pieces.some(({ text }) => text.includes("\t"))) return pieces.map(drawnPiece);
  const lines = byLines(pieces);
  const out: (Node | string)[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && lines[end]!.length > 1) end += 1;
    if (end - at > 1) {
      const rows = lines.slice(at, end);
      const wide = Math.max(...rows.map((cells) => cells.length));
      out.push(h("table", { class: "cells" }, h("tbody", {}, ...rows.map((cells) =>
        h("tr", {}, ...cells.map((cell, index) => h("td", index === cells.length - 1 && cells.length < wide ? { colspan: wide - index } : {}, ...cell.map(drawnPiece))))))));
      at = end;
    } else {
      lines[at]!.forEach((cell, index) => out.push(...(index ? ["\t"] : []), ...cell.map(drawnPiece)));
      if (at < lines.length - 1) out.push("\n");
      at += 1;
    }
  }
  return out;
}

/** About how many characters a piece has. */
const size = 4_000;

/** The viewer. */
export class Viewer {
  private chunks: Chunk[] = [];
  private text = "";
  private stretches: readonly Stretch[] = [];
  private masked = false;
  private keepShown = false;
  private readonly seen: IntersectionObserver;

  constructor(private readonly place: HTMLElement) {
    this.seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const chunk = this.chunks[Number((target as HTMLElement).dataset["number"])];
        if (isIntersecting && chunk) this.draw(chunk);
      }
    }, { rootMargin: "800px" });
  }

  /** Shows a text with what was found in it, sorted. */
  show(text: string, stretches: readonly Stretch[], masked: boolean, keepShown: boolean): void {
    const same = text === this.text && this.chunks.length > 0;
    [this.text, this.stretches, this.masked, this.keepShown] = [text, stretches, masked, keepShown];
    if (same) return this.again();
    this.seen.disconnect();
    this.chunks = [];
    let next = 0;
    const made = document.createDocumentFragment();
    for (let start = 0; start < text.length;) {
      let end = Math.min(text.length, start + size);
      if (end < text.length) {
        const line = text.lastIndexOf("\n", end);
        if (line > start) end = line + 1;
        // Half of a surrogate pair is no place to cut, nor is the middle of what was found.
        else if (/[\uD800-\uDBFF]/.test(text[end - 1]!)) end -= 1;
      }
      while (next < stretches.length && stretches[next]!.end <= start) next += 1;
      let last = next;
      while (last < stretches.length && stretches[last]!.end <= end) last += 1;
      if (last < stretches.length && stretches[last]!.start < end) end = stretches[last]!.end;
      const element = h("div", { class: "chunk", "data-number": this.chunks.length });
      // Its height before it is drawn: lines of some sixty characters.
      let lines = 0;
      for (let at = start; at < end;) {
        const stop = text.indexOf("\n", at);
        const until = stop < 0 || stop >= end ? end : stop + 1;
        lines += Math.max(1, Math.ceil((until - at) / 60));
        at = until;
      }
      element.style.minHeight = `${lines * 1.7}em`;
      this.chunks.push({ start, end, first: next, element, drawn: false });
      made.append(element);
      start = end;
    }
    this.place.replaceChildren(made);
    for (const { element } of this.chunks) this.seen.observe(element);
  }

  private again(): void {
    let next = 0;
    this.chunks = this.chunks.map((chunk) => {
      while (next < this.stretches.length && this.stretches[next]!.end <= chunk.start) next += 1;
      return { ...chunk, first: next };
    });
    for (const chunk of this.chunks) {
      if (!chunk.drawn) continue;
      chunk.drawn = false;
      this.draw(chunk);
    }
  }

  private draw(chunk: Chunk): void {
    if (chunk.drawn) return;
    chunk.drawn = true;
    const pieces: Piece[] = [];
    let at = chunk.start;
    for (let index = chunk.first; index < this.stretches.length; index += 1) {
      const { start, end, action, mask } = this.stretches[index]!;
      if (start >= chunk.end) break;
      if (action === "keep" && (this.masked || !this.keepShown)) continue;
      pieces.push({ text: this.text.slice(at, start) });
      const hidden = this.masked && action === "mask" && mask !== undefined;
      pieces.push({ text: hidden ? mask : this.text.slice(start, end), mark: { class: hidden ? "masked" : action, index } });
      at = end;
    }
    pieces.push({ text: this.text.slice(at, chunk.end) });
    chunk.element.style.minHeight = "";
    chunk.element.replaceChildren(...drawnLines(pieces));
  }

  /** Goes to one of the stretches. */
  reveal(index: number): void {
    const stretch = this.stretches[index];
    const chunk = stretch && this.chunks.find(({ start, end }) => start <= stretch.start && stretch.start < end);
    if (!chunk) return;
    this.draw(chunk);
    const mark = chunk.element.querySelector<HTMLElement>(`[data-index="${index}"]`);
    for (const old of this.place.querySelectorAll(".chosen")) old.classList.remove("chosen");
    mark?.classList.add("chosen");
    mark?.scrollIntoView({ block: "center" });
  }

  /** Forgets the text. */
  clear(): void {
    this.seen.disconnect();
    this.chunks = [];
    [this.text, this.stretches] = ["", []];
    this.place.replaceChildren();
  }
}
