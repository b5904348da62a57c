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
    const out: (Node | string)[] = [];
    let at = chunk.start;
    for (let index = chunk.first; index < this.stretches.length; index += 1) {
      const { start, end, action, mask } = this.stretches[index]!;
      if (start >= chunk.end) break;
      if (action === "keep" && (this.masked || !this.keepShown)) continue;
      out.push(this.text.slice(at, start));
      const hidden = this.masked && action === "mask" && mask !== undefined;
      out.push(h("mark", { class: hidden ? "masked" : action, "data-index": index }, hidden ? mask : this.text.slice(start, end)));
      at = end;
    }
    out.push(this.text.slice(at, chunk.end));
    chunk.element.style.minHeight = "";
    chunk.element.replaceChildren(...out);
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
