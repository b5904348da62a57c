// CKEditor 5's model as blocks. Elements of the model live as long as what they stand for, so they are the blocks' names; the differ says which were touched.
import { changeBetween, sameBlock, type BlockChange, type BlockRange, type TextBlock } from "./adapter.js";
import { Columns, linesOf, offsetOf, type Line, type Part } from "./pieces.js";

/** What is used of a node of the model. */
export interface CkNode {
  readonly name?: string;
  readonly data?: string;
  readonly parent: CkNode | null;
  readonly root: CkNode;
  readonly offsetSize: number;
  is(type: string, name?: string): boolean;
  getAttribute(key: string): unknown;
  getAttributes(): Iterable<[string, unknown]>;
  getChildren(): Iterable<CkNode>;
  getPath(): number[];
  getNodeByPath(path: number[]): CkNode;
}

/** A place in the model. */
export interface CkPosition {
  readonly parent: CkNode;
  readonly offset: number;
  readonly nodeAfter: CkNode | null;
  readonly textNode: CkNode | null;
}

/** An element that holds text. */
export interface Holder {
  readonly element: CkNode;
  readonly top: CkNode;
  readonly lines: readonly Line[];
}

interface Cell {
  readonly table: CkNode;
  readonly row: CkNode;
  readonly column: number;
}

/** What a text block holds. */
export function partsOf(element: CkNode): Part[] {
  return [...element.getChildren()].map((node) => (node.is("$text") ? { text: node.data ?? "", size: node.offsetSize, whole: false } : { text: node.name === "softBreak" ? "\n" : "", size: node.offsetSize, whole: true }));
}

/** The blocks of one root, kept over edits. */
export class Tree {
  private tops: { readonly element: CkNode; holders: readonly Holder[] }[] = [];
  private readonly numbers = new WeakMap<CkNode, number>();
  private readonly byElement = new Map<CkNode, Holder>();
  private readonly byBlock = new Map<string, { holder: Holder; line: Line }>();
  private last = 0;

  constructor(
    private readonly root: CkNode,
    private readonly holdsText: (element: CkNode) => boolean,
  ) {
    this.survey(new Set());
  }

  private number(node: CkNode): number {
    const known = this.numbers.get(node) ?? (this.last += 1);
    this.numbers.set(node, known);
    return known;
  }

  private collect(top: CkNode): Holder[] {
    const out: Holder[] = [];
    const visit = (element: CkNode, cell: Cell | undefined): void => {
      if (this.holdsText(element)) {
        const more: Partial<TextBlock> = cell ? { role: "cell", row: this.number(cell.row), column: cell.column, table: `t${this.number(cell.table)}` } : /^heading\d/.test(element.name ?? "") ? { role: "heading" } : {};
        out.push({ element, top, lines: linesOf(partsOf(element), `e${this.number(element)}`, more) });
        return;
      }
      const columns = new Columns();
      for (const child of element.getChildren()) {
        if (!child.is("element")) continue;
        if (element.name !== "table" || child.name !== "tableRow") {
          visit(child, cell);
          continue;
        }
        columns.row();
        for (const each of child.getChildren()) visit(each, { table: element, row: child, column: columns.cell(each.getAttribute("colspan"), each.getAttribute("rowspan")) });
      }
    };
    visit(top, undefined);
    return out;
  }

  private forget({ element, lines }: Holder): void {
    if (this.byElement.get(element)?.lines === lines) this.byElement.delete(element);
    for (const line of lines) if (this.byBlock.get(line.block.id)?.line === line) this.byBlock.delete(line.block.id);
  }

  private learn(holder: Holder): void {
    this.byElement.set(holder.element, holder);
    for (const line of holder.lines) this.byBlock.set(line.block.id, { holder, line });
  }

  private survey(dirty: ReadonlySet<CkNode>): void {
    const known = new Map(this.tops.map((top) => [top.element, top]));
    const tops: typeof this.tops = [];
    const fresh: Holder[] = [];
    for (const element of this.root.getChildren()) {
      const was = known.get(element);
      if (was && !dirty.has(element)) {
        known.delete(element);
        tops.push(was);
        continue;
      }
      const holders = this.collect(element);
      fresh.push(...holders);
      tops.push({ element, holders });
    }
    for (const { holders } of known.values()) holders.forEach((holder) => this.forget(holder));
    for (const holder of fresh) this.learn(holder);
    this.tops = tops;
  }

  /** Every block, in order. */
  blocks(): TextBlock[] {
    return this.tops.flatMap(({ holders }) => holders.flatMap(({ lines }) => lines.map(({ block }) => block)));
  }

  /** Takes in what was touched; `structure`: children of the root came, went or moved. */
  update(dirty: ReadonlySet<CkNode>, structure: boolean): BlockChange | undefined {
    if (!structure) {
      // Typing: only the touched children of the root are read.
      const upsert: TextBlock[] = [];
      let same = true;
      const next = new Map<CkNode, readonly Holder[]>();
      const count = (holders: readonly Holder[]): string => holders.flatMap(({ lines }) => lines.map(({ block }) => block.id)).join();
      for (const top of this.tops) {
        if (!dirty.has(top.element)) continue;
        const holders = this.collect(top.element);
        same &&= count(holders) === count(top.holders);
        next.set(top.element, holders);
        for (const { lines } of holders) for (const { block } of lines) if (!sameBlock(this.byBlock.get(block.id)?.line.block ?? { id: "", text: "" }, block)) upsert.push(block);
      }
      if (same) {
        for (const top of this.tops) {
          const holders = next.get(top.element);
          if (!holders) continue;
          top.holders.forEach((holder) => this.forget(holder));
          top.holders = holders;
          holders.forEach((holder) => this.learn(holder));
        }
        return upsert.length ? { upsert } : undefined;
      }
    }
    const before = this.blocks();
    this.survey(dirty);
    return changeBetween(before, this.blocks());
  }

  /** A block and what holds it. */
  find(id: string): { holder: Holder; line: Line } | undefined {
    return this.byBlock.get(id);
  }

  holder(element: CkNode): Holder | undefined {
    return this.byElement.get(element);
  }

  /** The children of the root, in order. */
  get order(): readonly CkNode[] {
    return this.tops.map(({ element }) => element);
  }

  /** What of a holder's lines stands between two of its places. */
  parts(element: CkNode, from: number, to: number): BlockRange[] {
    const lines = this.byElement.get(element)?.lines ?? [];
    return lines.filter(({ start, end }) => end >= from && start <= to).map((line) => ({ block: line.block.id, start: offsetOf(line, Math.max(from, line.start)), end: offsetOf(line, Math.min(to, line.end)) }));
  }
}
