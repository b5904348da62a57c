// A masked text as it is shown and printed: paragraphs and tables, each mask marked so that it is seen without colour too.
import { h } from "./parts.js";

/** A block of a masked text. */
export interface Piece {
  readonly text: string;
  /** Where masks stand. */
  readonly masks: readonly { readonly start: number; readonly end: number }[];
  readonly heading?: boolean;
  readonly table?: string | undefined;
  readonly row?: number | undefined;
}

function inline({ text, masks }: Piece): (Node | string)[] {
  const out: (Node | string)[] = [];
  let at = 0;
  for (const { start, end } of [...masks].sort((a, b) => a.start - b.start)) {
    if (start > at) out.push(text.slice(at, start));
    out.push(h("mark", { class: "masked" }, text.slice(start, end)));
    at = end;
  }
  out.push(text.slice(at));
  return out;
}

/** The blocks as elements. */
export function drawn(pieces: readonly Piece[]): HTMLElement[] {
  const out: HTMLElement[] = [];
  let table: HTMLTableSectionElement | undefined;
  let [name, number]: [string | undefined, number | undefined] = [undefined, undefined];
  for (const piece of pieces) {
    if (piece.table === undefined) {
      name = undefined;
      out.push(h(piece.heading ? "h2" : "p", {}, ...inline(piece)));
      continue;
    }
    if (piece.table !== name) {
      table = h("tbody");
      out.push(h("table", {}, table));
      [name, number] = [piece.table, undefined];
    }
    if (piece.row !== number || !table!.lastElementChild) table!.append(h("tr"));
    number = piece.row;
    table!.lastElementChild!.append(h("td", {}, ...inline(piece)));
  }
  return out;
}
