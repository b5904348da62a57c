// The lines of a text block of an editor with a model: its text as a reader sees it, and where each part of it stands in the model.
import type { TextBlock } from "./adapter.js";

/** What a text block holds, in order: text, or a node that cannot be divided and may say something; a line feed begins a line. */
export interface Part {
  readonly text: string;
  /** How many places it takes in the model. */
  readonly size: number;
  /** Whether it cannot be divided. */
  readonly whole: boolean;
}

interface Piece {
  readonly at: number;
  readonly length: number;
  readonly from: number;
  readonly size: number;
  readonly whole: boolean;
}

/** A line of a text block: most have one. */
export interface Line {
  readonly block: TextBlock;
  readonly pieces: readonly Piece[];
  /** Where it stands in the text block. */
  readonly start: number;
  readonly end: number;
}

/** The lines of a text block; the first has the block's own id. */
export function linesOf(parts: Iterable<Part>, id: string, more: Partial<TextBlock>): Line[] {
  const lines: Line[] = [];
  let [text, start, end] = ["", 0, 0];
  let pieces: Piece[] = [];
  const close = (next: number): void => {
    lines.push({ block: { id: lines.length ? `${id}.${lines.length}` : id, text, ...more }, pieces, start, end });
    [text, pieces, start, end] = ["", [], next, next];
  };
  // One space for each sign that would part blocks, so that positions stay.
  const add = (part: string, size: number, whole: boolean): void => {
    pieces.push({ at: text.length, length: part.length, from: end, size, whole });
    text += part.replace(/[\r\n\t]/g, " ");
    end += size;
  };
  for (const { text: said, size, whole } of parts) {
    if (whole && said === "\n") close(end + size);
    else if (whole) add(said, size, true);
    else {
      said.split("\n").forEach((part, index) => {
        if (index) close(end + 1);
        if (part) add(part, part.length, false);
      });
    }
  }
  close(end);
  return lines;
}

/** Where a range of a line's text is in its text block. */
export function rangeOf({ pieces, start, end }: Line, from: number, to: number): { from: number; to: number } {
  const place = (offset: number, last: boolean): number | undefined => {
    const piece = pieces.find(({ at, length }) => (last ? offset > at && offset <= at + length : offset >= at && offset < at + length));
    return piece && (piece.whole ? piece.from + (last ? piece.size : 0) : piece.from + offset - piece.at);
  };
  const first = place(from, false) ?? place(from, true) ?? start;
  return { from: first, to: to > from ? place(to, true) ?? end : first };
}

/** Which character of a line's text stands at a place of its text block. */
export function offsetOf({ pieces }: Line, place: number): number {
  let offset = 0;
  for (const piece of pieces) {
    if (place >= piece.from + piece.size) offset = piece.at + piece.length;
    else if (place > piece.from && !piece.whole) offset = piece.at + place - piece.from;
  }
  return offset;
}

/** Columns of a table's rows: cells that reach down into later rows push what stands there to the right. */
export class Columns {
  private readonly down: number[] = [];
  private at = 0;

  row(): void {
    this.down.forEach((left, index) => (this.down[index] = Math.max(0, left - 1)));
    this.at = 0;
  }

  /** The column of the next cell of the row. */
  cell(wide: unknown, high: unknown): number {
    while ((this.down[this.at] ?? 0) > 0) this.at += 1;
    const column = this.at;
    for (const to = column + (Number(wide) || 1); this.at < to; this.at += 1) this.down[this.at] = Number(high) || 1;
    return column;
  }
}
