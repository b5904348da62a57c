// A ProseMirror document as blocks. Documents share what an edit left alone, so only the children of the document that are not the same objects are read again.
import type { BlockChange, BlockRange, TextBlock } from "./adapter.js";
import { sameBlock } from "./adapter.js";

/** What is used of a node of `prosemirror-model`. */
export interface PmNode {
  readonly type: { readonly name: string; readonly spec: object };
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly text?: string | undefined;
  readonly textContent: string;
  readonly isText: boolean;
  readonly isTextblock: boolean;
  readonly inlineContent: boolean;
  readonly nodeSize: number;
  readonly childCount: number;
  child(index: number): PmNode;
  forEach(each: (node: PmNode, offset: number, index: number) => void): void;
}

/** A part of a block's text: characters one by one, or a node that cannot be divided. */
interface Piece {
  readonly at: number;
  readonly length: number;
  /** Where in the content of the text block. */
  readonly from: number;
  readonly size: number;
  readonly whole: boolean;
}

/** A line of a text block: most have one. */
interface Line {
  block: TextBlock;
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
}

/** A node that holds text. `at`: where its content begins, counted from the child of the document that it is in. */
interface Holder {
  readonly id: number;
  readonly node: PmNode;
  readonly at: number;
  readonly lines: Line[];
}

interface Top {
  readonly node: PmNode;
  /** Where it begins in the document. */
  start: number;
  readonly holders: readonly Holder[];
}

/** What a line is known by beside its text, before ids are given. */
interface Found {
  readonly node: PmNode;
  readonly at: number;
  readonly cell?: { readonly table: object; readonly row: object; readonly column: number };
}

/** The stretch of a document that an edit replaced, in positions before and after it, and what it did to the blocks. */
export interface Window {
  readonly from: number;
  readonly before: number;
  readonly after: number;
  readonly change: BlockChange;
  /** Nothing is left of what was there. */
  readonly whole: boolean;
  /** The texts of the blocks that were there. */
  readonly old: ReadonlyMap<string, string>;
}

const kind = (node: PmNode): string => String((node.type.spec as { tableRole?: unknown }).tableRole ?? /(?:^|_)(table|row|cell)$/i.exec(node.type.name.replace(/([A-Z])/g, "_$1"))?.[1] ?? "").toLowerCase();

/** What a node that is no text says, as a reader sees it; a line break is a line feed. */
export function textOf(node: PmNode): string {
  const spec = node.type.spec as { leafText?(node: PmNode): string; toText?(given: { node: PmNode }): string; linebreakReplacement?: boolean };
  if (spec.linebreakReplacement || /^hard_?break$/i.test(node.type.name)) return "\n";
  return spec.leafText?.(node) ?? spec.toText?.({ node }) ?? node.textContent;
}

/** The text blocks of a node, in order. */
function collect(top: PmNode, bare: boolean): Found[] {
  const out: Found[] = [];
  const visit = (node: PmNode, at: number, cell: Found["cell"]): void => {
    if (node.isTextblock) return void out.push({ node, at: bare && node === top ? 0 : at + 1, ...(cell ? { cell } : {}) });
    if (node.inlineContent) return;
    if (kind(node) !== "table") return node.forEach((child, offset) => visit(child, at + 1 + offset, cell));
    // Cells that reach down into later rows push what stands there to the right.
    const down: number[] = [];
    node.forEach((row, rowAt) => {
      let column = 0;
      row.forEach((each, cellAt) => {
        while ((down[column] ?? 0) > 0) column += 1;
        const [wide, high] = [Number(each.attrs["colspan"]) || 1, Number(each.attrs["rowspan"]) || 1];
        visit(each, at + 2 + rowAt + cellAt, { table: node, row, column });
        for (let to = column + wide; column < to; column += 1) down[column] = high;
      });
      down.forEach((left, index) => (down[index] = left - 1));
    });
  };
  visit(top, 0, undefined);
  return out;
}

/** The lines of a text block. */
function linesOf(node: PmNode, id: number, more: Partial<TextBlock>): Line[] {
  const lines: Line[] = [];
  let [text, start] = ["", 0];
  let pieces: Piece[] = [];
  const close = (end: number, next: number): void => {
    const name = lines.length ? `b${id}.${lines.length}` : `b${id}`;
    lines.push({ block: { id: name, text, ...more }, pieces, start, end });
    [text, pieces, start] = ["", [], next];
  };
  // One space for each sign that would part blocks, so that positions stay.
  const add = (part: string, from: number, size: number, whole: boolean): void => {
    pieces.push({ at: text.length, length: part.length, from, size, whole });
    text += part.replace(/[\r\n\t]/g, " ");
  };
  let end = 0;
  node.forEach((child, offset) => {
    end = offset + child.nodeSize;
    if (!child.isText) {
      const said = textOf(child);
      if (said === "\n") close(offset, end);
      else add(said, offset, child.nodeSize, true);
      return;
    }
    let from = offset;
    (child.text ?? "").split("\n").forEach((part, index) => {
      if (index) close(from - 1, from);
      if (part) add(part, from, part.length, false);
      from += part.length + 1;
    });
  });
  close(end, end);
  return lines;
}

/** A document's blocks, kept over edits. */
export class Pages {
  private tops: Top[] = [];
  private readonly where = new Map<string, { top: Top; holder: Holder; line: Line }>();
  private last = 0;
  private bare = false;

  constructor(public doc: PmNode) {
    this.update(doc, true);
  }

  /** Every block, in order. */
  blocks(): TextBlock[] {
    return this.tops.flatMap(({ holders }) => holders.flatMap(({ lines }) => lines.map(({ block }) => block)));
  }

  /** Takes another document in; what it did. */
  update(doc: PmNode, first = false): Window | undefined {
    if (doc === this.doc && !first) return undefined;
    this.doc = doc;
    this.bare = doc.inlineContent;
    const nodes = this.bare ? [doc] : Array.from({ length: doc.childCount }, (_, index) => doc.child(index));
    const old = this.tops;
    const most = Math.min(old.length, nodes.length);
    let head = 0;
    while (head < most && old[head]!.node === nodes[head]) head += 1;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail]!.node === nodes[nodes.length - 1 - tail]) tail += 1;
    const gone = old.slice(head, old.length - tail);
    const came = nodes.slice(head, nodes.length - tail);
    const from = head === 0 ? 0 : old[head - 1]!.start + old[head - 1]!.node.nodeSize;
    const size = (list: readonly { nodeSize: number }[]): number => (this.bare ? Math.max(0, (list[0]?.nodeSize ?? 2) - 2) : list.reduce((sum, each) => sum + each.nodeSize, 0));
    const made = this.name(gone.flatMap(({ holders }) => holders), came.map((node) => collect(node, this.bare)));
    const tops = came.map((node, index): Top => ({ node, start: 0, holders: made[index]! }));
    const before = gone.flatMap(({ holders }) => holders.flatMap(({ lines }) => lines.map(({ block }) => block)));
    const after = tops.flatMap(({ holders }) => holders.flatMap(({ lines }) => lines.map(({ block }) => block)));
    this.tops = [...old.slice(0, head), ...tops, ...old.slice(old.length - tail)];
    let start = from;
    for (let at = head; at < this.tops.length; at += 1) {
      this.tops[at]!.start = start;
      start += this.tops[at]!.node.nodeSize;
    }
    for (const { id } of before) this.where.delete(id);
    for (const top of tops) for (const holder of top.holders) for (const line of holder.lines) this.where.set(line.block.id, { top, holder, line });
    const texts = new Map(before.map((block) => [block.id, block]));
    const ids = new Set(after.map(({ id }) => id));
    let behind = this.lastBefore(head);
    const upsert = after.flatMap((block) => {
      const was = texts.get(block.id);
      const [anchor] = [behind, (behind = block.id)];
      return !was ? [{ ...block, after: anchor }] : sameBlock(was, block) ? [] : [block];
    });
    const remove = before.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
    const whole = gone.length === old.length && before.length > 1 && !after.some((block) => texts.get(block.id)?.text === block.text && block.text);
    return {
      from, before: from + size(gone.map(({ node }) => node)), after: from + size(came), change: { upsert, remove }, whole,
      old: new Map(before.map(({ id, text }) => [id, text])),
    };
  }

  private lastBefore(top: number): string | null {
    for (let at = top - 1; at >= 0; at -= 1) {
      const { holders } = this.tops[at]!;
      const lines = holders[holders.length - 1]?.lines;
      if (lines) return lines[lines.length - 1]!.block.id;
    }
    return null;
  }

  /** Gives ids: what is the same object or says the same keeps its own, from both ends; what is left is paired in order, so that a split leaves it on the first part. */
  private name(gone: readonly Holder[], came: readonly Found[][]): Holder[][] {
    const all = came.flat();
    const kept: (Holder | undefined)[] = all.map(() => undefined);
    let [a, b, x, y] = [0, gone.length, 0, all.length];
    const same = (holder: Holder, found: Found): boolean => holder.node === found.node || (holder.node.textContent === found.node.textContent && holder.node.type === found.node.type);
    while (a < b && x < y && same(gone[a]!, all[x]!)) kept[x++] = gone[a++];
    while (a < b && x < y && same(gone[b - 1]!, all[y - 1]!)) kept[--y] = gone[--b];
    while (a < b && x < y) kept[x++] = gone[a++];
    const ids = kept.map((holder) => holder?.id ?? (this.last += 1));
    // A row and a table are named by the first block in them.
    const names = new Map<object, number>();
    all.forEach(({ cell }, index) => {
      for (const each of cell ? [cell.table, cell.row] : []) if (!names.has(each)) names.set(each, ids[index]!);
    });
    let index = 0;
    return came.map((list) =>
      list.map(({ node, at, cell }): Holder => {
        const [was, id] = [kept[index], ids[index]!];
        index += 1;
        const more: Partial<TextBlock> = cell ? { role: "cell", row: names.get(cell.row)!, column: cell.column, table: `t${names.get(cell.table)}` } : /^heading$/i.test(node.type.name) ? { role: "heading" } : {};
        if (was?.node === node && was.lines.every(({ block }) => sameBlock(block, { ...block, role: undefined, ...more } as TextBlock))) return { ...was, at };
        return { id, node, at, lines: linesOf(node, id, more) };
      }),
    );
  }

  /** A block as it stands. */
  block(id: string): TextBlock | undefined {
    return this.where.get(id)?.line.block;
  }

  /** Where a range of a block is in the document. */
  range({ block, start, end }: BlockRange): { from: number; to: number } | undefined {
    const found = this.where.get(block);
    if (!found || end > found.line.block.text.length) return undefined;
    const base = found.top.start + found.holder.at;
    const place = (offset: number, last: boolean): number | undefined => {
      for (const { at, length, from, size, whole } of found.line.pieces) {
        if (last ? offset > at && offset <= at + length : offset >= at && offset < at + length) return whole ? from + (last ? size : 0) : from + offset - at;
      }
      return undefined;
    };
    const from = place(start, false) ?? place(start, true) ?? found.line.start;
    return { from: base + from, to: base + (end > start ? place(end, true) ?? found.line.end : from) };
  }

  /** The blocks that a stretch of the document touches, and what of them. */
  parts(from: number, to: number): BlockRange[] {
    const out: BlockRange[] = [];
    let [low, high] = [0, this.tops.length];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.tops[middle]!.start <= from) low = middle;
      else high = middle;
    }
    for (let top = low; top < this.tops.length && this.tops[top]!.start <= to; top += 1) {
      for (const { at, lines } of this.tops[top]!.holders) {
        const base = this.tops[top]!.start + at;
        for (const { block, pieces, start, end } of lines) {
          if (base + end < from || base + start > to) continue;
          const place = (pos: number): number => {
            let offset = 0;
            for (const piece of pieces) {
              if (pos >= piece.from + piece.size) offset = piece.at + piece.length;
              else if (pos > piece.from && !piece.whole) offset = piece.at + pos - piece.from;
            }
            return offset;
          };
          out.push({ block: block.id, start: place(Math.max(from - base, start)), end: place(Math.min(to - base, end)) });
        }
      }
    }
    return out;
  }
}
