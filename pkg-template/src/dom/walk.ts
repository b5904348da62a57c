// The content of an element as blocks: runs of text between the boundaries that a reader sees (block elements, line breaks, cells). Reads text nodes, never
// layout, so that what is not displayed is read too. A block is known by the boundary it stands behind, which edits of its text leave alone.
import type { BlockRange, TextBlock } from "./adapter.js";

/** A part of a text node that belongs to a block. */
export interface Piece {
  readonly node: Text;
  /** Where in the node. */
  readonly from: number;
  readonly to: number;
  /** Where in the block's text. */
  readonly at: number;
}

/** A block and the text nodes it is made of. */
export interface Run {
  readonly block: TextBlock;
  readonly pieces: readonly Piece[];
  /** The boundary it stands behind: its element, or the line break or element before it. */
  readonly anchor: object;
}

const blockTags = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER COLGROUP DD DETAILS DIALOG DIR DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER " +
    "HGROUP HR LEGEND LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL").split(" "),
);
/** Block elements that hold other blocks only: empty, they are no block of their own. */
const holders = new Set(["TABLE", "TBODY", "THEAD", "TFOOT", "TR", "UL", "OL", "DL", "HR", "COLGROUP"]);
const silent = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "TITLE", "META", "LINK", "HEAD", "XML"]);

/** Whether an element stands on lines of its own. */
export const isBlock = (node: Node): boolean => blockTags.has(node.nodeName);

/** How a walker names blocks. */
export interface WalkOptions {
  /** Elements of the content's DOM that belong to the editor and not to the content. */
  skip?(element: Element): boolean;
}

/** Reads blocks of one element and remembers their names. */
export class Walker {
  private readonly ids = new WeakMap<object, string>();
  private readonly tails = new WeakMap<Node, object>();
  private readonly numbers = new WeakMap<Node, number>();
  private last = 0;

  constructor(private readonly options: WalkOptions = {}) {}

  /** The id that a boundary gives to the block behind it. */
  private id(anchor: object, line: number): string {
    const known = this.ids.get(anchor) ?? `b${(this.last += 1)}`;
    this.ids.set(anchor, known);
    return line ? `${known}.${line}` : known;
  }

  private number(node: Node): number {
    const known = this.numbers.get(node) ?? (this.last += 1);
    this.numbers.set(node, known);
    return known;
  }

  /** The runs of some neighbouring nodes in an element; `anchor` is the boundary that they stand behind. */
  runs(nodes: Iterable<Node>, within: Element, anchor: object): Run[] {
    const out: Run[] = [];
    let line = 0;
    let text = "";
    let pieces: Piece[] = [];
    let inside = within;
    /** Ends the run; an empty one is a block only where it is all that its boundary holds, as an empty paragraph is. */
    const close = (next: object, keepEmpty: boolean): void => {
      if (pieces.length || keepEmpty) out.push({ block: { id: this.id(anchor, line), text, ...this.role(inside) }, pieces, anchor });
      [text, pieces, anchor, line] = ["", [], next, 0];
    };
    const take = (node: Text, preserved: boolean): void => {
      const { data } = node;
      let from = 0;
      for (;;) {
        const feed = preserved ? data.indexOf("\n", from) : -1;
        const to = feed < 0 ? data.length : feed;
        if (to > from) pieces.push({ node, from, to, at: text.length });
        const part = data.slice(from, to);
        // One space for each sign that would part blocks, so that positions stay.
        text += /[\n\r\t]/.test(part) ? part.replace(/[\n\r\t]/g, " ") : part;
        if (feed < 0) return;
        const more = line + 1;
        close(anchor, true);
        line = more;
        from = feed + 1;
      }
    };
    const visit = (node: Node, preserved: boolean): void => {
      if (node.nodeType === 3) return take(node as Text, preserved);
      if (node.nodeType !== 1) return;
      const element = node as Element;
      if (silent.has(node.nodeName) || this.options.skip?.(element)) return;
      if (node.nodeName === "BR") return close(node, pieces.length > 0);
      if (!isBlock(node)) {
        for (let child = node.firstChild; child; child = child.nextSibling) visit(child, preserved);
        return;
      }
      close(node, false);
      const outer = inside;
      inside = element;
      const count = out.length;
      const kept = preserved || node.nodeName === "PRE";
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child, kept);
      const leaf = !holders.has(node.nodeName);
      close(node, leaf && out.length === count);
      inside = outer;
      // What follows stands behind this element, whose own id is taken by its first run.
      anchor = this.behind(node);
    };
    for (const node of nodes) visit(node, within.nodeName === "PRE");
    close(within, false);
    return out;
  }

  /** What stands for the place behind an element. */
  behind(node: Node): object {
    const known = this.tails.get(node) ?? {};
    this.tails.set(node, known);
    return known;
  }

  private role(inside: Element): Partial<TextBlock> {
    if (/^H[1-6]$/.test(inside.nodeName)) return { role: "heading" };
    const cell = inside.closest("td,th");
    if (!cell || !cell.parentElement) return {};
    let column = 0;
    for (let left = cell.previousElementSibling; left; left = left.previousElementSibling) column += (left as HTMLTableCellElement).colSpan || 1;
    const table = cell.closest("table");
    return { role: "cell", row: this.number(cell.parentElement), column, ...(table ? { table: `t${this.number(table)}` } : {}) };
  }
}

/** The DOM range of a stretch of a run. */
export function rangeIn(run: Run, start: number, end: number): Range | undefined {
  const find = (offset: number, last: boolean): [Text, number] | undefined => {
    for (const piece of run.pieces) {
      const length = piece.to - piece.from;
      if (last ? offset > piece.at && offset <= piece.at + length : offset >= piece.at && offset < piece.at + length) {
        return [piece.node, piece.from + offset - piece.at];
      }
    }
    return undefined;
  };
  const first = find(start, false) ?? find(start, true);
  const last = end > start ? find(end, true) : first;
  if (!first || !last || first[1] > first[0].length || last[1] > last[0].length) return undefined;
  const range = first[0].ownerDocument.createRange();
  range.setStart(...first);
  range.setEnd(...last);
  return range;
}

/** The parts of runs that a DOM range covers; a caret gives one empty part. */
export function partsOf(range: Range, runOf: (node: Text) => readonly Run[], runAt: (node: Node) => Run | undefined): BlockRange[] {
  const out: BlockRange[] = [];
  const add = (node: Text, from: number, to: number): void => {
    for (const run of runOf(node)) {
      for (const piece of run.pieces) {
        if (piece.node !== node) continue;
        const [start, end] = [Math.max(from, piece.from), Math.min(to, piece.to)];
        if (start > end || (start === end && from !== to)) continue;
        const part = { block: run.block.id, start: piece.at + start - piece.from, end: piece.at + end - piece.from };
        const before = out[out.length - 1];
        if (before && before.block === part.block && before.end === part.start) out[out.length - 1] = { ...before, end: part.end };
        else out.push(part);
      }
    }
  };
  const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer } = range;
  if (commonAncestorContainer.nodeType === 3) add(commonAncestorContainer as Text, startOffset, endOffset);
  else {
    const walker = (commonAncestorContainer.ownerDocument ?? (commonAncestorContainer as Document)).createTreeWalker(commonAncestorContainer, 4);
    // Begins beside the range, not at the beginning of a long document.
    if (startContainer.nodeType === 3) walker.currentNode = startContainer;
    else if (startContainer.childNodes[startOffset]) walker.currentNode = startContainer.childNodes[startOffset]!;
    let node: Node | null = walker.currentNode.nodeType === 3 ? walker.currentNode : walker.nextNode();
    for (; node && range.intersectsNode(node); node = walker.nextNode()) {
      const text = node as Text;
      add(text, text === startContainer ? startOffset : 0, text === endContainer ? endOffset : text.length);
    }
  }
  if (!out.length && range.collapsed) {
    const run = runAt(startContainer.childNodes[startOffset] ?? startContainer) ?? runAt(startContainer);
    if (run) out.push({ block: run.block.id, start: run.block.text.length, end: run.block.text.length });
  }
  return out;
}
