// A ProseMirror document as blocks. Documents share what an edit left alone, so only the children of the document that are not the same objects are read again.
import type { BlockChange, BlockRange, TextBlock } from "./adapter.js";
import { sameBlock } from "./adapter.js";
import { Columns, linesOf, offsetOf, rangeOf, type Line, type Part } from "./pieces.js";

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
    const columns = new Columns();
    node.forEach((row, rowAt) => {
      columns.row();
      row.forEach((each, cellAt) => visit(each, at + 2 + rowAt + cellAt, { table: node, row, column: columns.cell(each.attrs["colspan"], each.attrs["rowspan"]) }));
    });
  };
  visit(top, 0, undefined);
  return out;
}

function parts(node: PmNode): Part[] {
  const out: Part[] = [];
  node.forEach((child) => out.push(child.isText ? { text: child.text ?? "", size: child.nodeSize, whole: false } : { text: textOf(child), size: child.nodeSize, whole: true }));
  return out;
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
        return { id, node, at, lines: linesOf(parts(node), `b${id}`, more) };
      }),
    );
  }

  /** How many blocks there are. */
  get size(): number {
    return this.where.size;
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
    const place = rangeOf(found.line, start, end);
    return { from: base + place.from, to: base + place.to };
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
        for (const line of lines) {
          if (base + line.end < from || base + line.start > to) continue;
          out.push({ block: line.block.id, start: offsetOf(line, Math.max(from - base, line.start)), end: offsetOf(line, Math.min(to - base, line.end)) });
        }
      }
    }
    return out;
  }
}
