// What Garim asks of an editor. An adapter reads the editor's content as blocks of plain text, says what changed, shows highlights without touching the
// content, and changes the content only when told to. It knows nothing of findings, kinds or the engine, and calls the editor's public API only.
//
// An adapter is made by a function that takes the editor and returns a `Connect`: `attach()` calls it once with the `Host`, to which the adapter reports.
// The module of an adapter touches neither DOM nor editor when it is imported; the editor's own modules, where some are needed, are arguments.
//
// The rules every adapter keeps (tests/browser/adapters/conformance.mjs runs them):
// - Nothing is ever put into the content's DOM to show something, least of all while an input method composes.
// - `read()` gives what the editor holds at this moment, text being composed too. No block holds a line feed or a tab that the editor shows as a new
//   block or cell. Positions are UTF-16 units of `TextBlock.text`.
// - A block keeps its id through edits of it; an id is never given again. Splitting keeps the id on the first part, joining keeps the first.
// - `replace()` compares `expected` with what stands there and does all edits or none.
// - Nothing that an adapter writes (attributes, classes, logs, errors) holds a part of the text.
import type { Role } from "../blocks.js";
import type { ActionId, KindId } from "../kinds.js";

/** What an adapter can do; the interface shows less where less can be done, and says so. */
export interface Capabilities {
  /** `native`: the editor's decorations or CSS highlights in its own realm; `overlay`: drawn above it; `none`: findings stand in the panel only. */
  readonly highlight: "native" | "overlay" | "none";
  /** Whether `read`, `content`, `masked` and `replace` answer at once. A gate in front of a synchronous getter needs it. */
  readonly sync: boolean;
  /** Whether `replace` is one step of the editor's own undo. */
  readonly undo: boolean;
  /** Whether copy, cut, drag, paste and drop pass through DOM events at `root`, where Garim sees them last (bubbling to the window). */
  readonly clipboard: boolean;
  /** `exact`: `rects` and `select` know every character; `block`: whole blocks; `none`: the place of nothing is known. */
  readonly positions: "exact" | "block" | "none";
}

/** A paragraph, cell, heading, line or field of the editor. */
export interface TextBlock {
  readonly id: string;
  readonly text: string;
  /** `paragraph` where it is left out. */
  readonly role?: Role;
  /** Cells: a number that all cells of one row share and no other row of the document has; it stays the same through edits. */
  readonly row?: number;
  /** Cells: which column, from 0. A cell that spans several stands in its first. */
  readonly column?: number;
  /** Cells: names the table. */
  readonly table?: string;
}

/** A stretch of one block. */
export interface BlockRange {
  readonly block: string;
  readonly start: number;
  readonly end: number;
}

/** What an edit did to the blocks. */
export interface BlockChange {
  /** New blocks, and blocks whose text, role or place in a table changed. A new one stands behind `after` (null: first), else last. */
  readonly upsert?: readonly (TextBlock & { readonly after?: string | null })[];
  readonly remove?: readonly string[];
  /** All ids in their new order; only where blocks moved in a way that `after` does not say. */
  readonly order?: readonly string[];
}

/** One highlight of a block, as it is to be shown. Highlights of a block are sorted and do not overlap. */
export interface Highlight {
  readonly start: number;
  readonly end: number;
  readonly action: ActionId;
  readonly kind: KindId;
  /** It touches text that is being composed: shown by `garim-provisional` instead of its action. */
  readonly provisional: boolean;
  /** The name of its CSS highlight: `garim-mask`, `garim-review`, `garim-keep` or `garim-provisional`. */
  readonly name: HighlightName;
  /** The same and the kind as classes, for editors that show elements: `garim-mask garim-<kind>`, `_` written `-`. */
  readonly className: string;
}

/** The names of highlights. */
export type HighlightName = "garim-mask" | "garim-review" | "garim-keep" | "garim-provisional";

/** A replacement in one block; an empty range inserts. */
export interface Edit extends BlockRange {
  /** What must stand in the range now; where anything else stands nothing is changed at all. */
  readonly expected: string;
  readonly text: string;
}

/** A box on the screen, in client coordinates of the host's window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What an editor pastes. */
export interface PasteData {
  readonly text: string;
  readonly html: string;
}

/** What `content` and `masked` give. `html` and `text` are read back by Garim itself; anything else by `readBack`. */
export type ContentFormat = "html" | "text" | "json" | "other";

/** Garim, as an adapter sees it. Every call is cheap and may be made from inside the editor's own update. */
export interface Host {
  /** The window in which Garim's own surface stands; an editor in a frame has another. */
  readonly window: Window & typeof globalThis;
  /** The content was edited, by whomever. Call it at once and synchronously, during composition too. */
  changed(change: BlockChange): void;
  /** The content was set as a whole (another document, a draft loaded again, a mode switched): earlier blocks are gone. Checked before the next paint. */
  reset(blocks: readonly TextBlock[]): void;
  /** An input method began or ended composing, where `root` does not get composition events that bubble. */
  composing(now: boolean): void;
  /** What is on the screen moved (the editor's own scrolling, folding, zooming), where `root` gets no scroll event. */
  moved(): void;
  /** The surface was replaced by another (a frame that loaded anew, a mode that switched): Garim detaches this adapter and connects a new one. */
  replaced(): void;
  /** The surface is gone: the document goes on without it, and public exits are refused until it is attached again. */
  lost(): void;
}

/** An editor that is attached. */
export interface Adapter {
  /** The entry's name: `textarea`, `prosemirror`, … */
  readonly name: string;
  readonly capabilities: Capabilities;
  /**
   * The element that gets the editor's input, key, pointer, composition and clipboard events; its realm is that of the content. Left out where there is
   * none (a control that draws itself): there is no popover and no shortcut then, only the panel.
   */
  readonly root?: HTMLElement;
  /** The outermost element of the editor in the host's document: the frame, the control, or the root itself. */
  readonly frame: HTMLElement;
  readonly format: ContentFormat;
  /**
   * Whether highlights move with edits by themselves (live ranges, mapped decorations). Garim calls `show` after every edit of a block where it is false, and
   * where it is true only if the edit touched a highlight or an answer changed what is shown.
   */
  readonly moves: boolean;

  /** Waits until a long content that is read in slices has been read; `read` does not wait, and reads what is left at once. */
  ready?(): Promise<void>;
  /** All blocks, as they stand now. */
  read(): readonly TextBlock[] | Promise<readonly TextBlock[]>;
  /** Whether an input method is composing now. */
  composing(): boolean;
  /** Shows exactly these highlights in each of these blocks; blocks that are not named stay as they are. Ids that the editor no longer has are passed over. */
  show(highlights: ReadonlyMap<string, readonly Highlight[]>): void;
  /** Where a range is on the screen; empty where it is not shown. */
  rects(range: BlockRange): readonly Box[];
  /** The block at a point of the host's window, where the adapter knows it faster than by asking every block. */
  blockAt?(x: number, y: number): string | undefined;
  /** The place of a point of the content's window in the text, where the adapter knows it better than the browser's caret does. */
  spotAt?(x: number, y: number): BlockRange | undefined;
  /** What is selected; a caret is one empty range, no selection is empty. */
  selection(): readonly BlockRange[];
  /** What copying takes, where that is more than the selection, as an editor's whole line for a caret. */
  copied?(): readonly BlockRange[];
  /** Selects a range, scrolls to it and gives the editor the focus. Only ever called because a person asked to go there. */
  select(range: BlockRange): void;
  /** Does all edits as one undo step and true, or none and false. Edits are sorted and do not overlap. */
  replace(edits: readonly Edit[]): boolean | Promise<boolean>;
  /** The content as the editor's own getter gives it. */
  content(): string | Promise<string>;
  /** The same with edits done, without changing the editor. Comments and attributes may stay: Garim removes what is hidden and verifies the rest. */
  masked(edits: readonly Edit[]): string | Promise<string>;
  /** The blocks of what `masked` gave, where `format` is neither `html` nor `text`. Empty: it cannot be verified, and is refused. */
  readBack?(content: string): readonly TextBlock[];
  /** Pastes at the selection as the editor itself would; left out: Garim sends `root` a paste event. */
  paste?(data: PasteData): boolean;
  /** Takes everything back: highlights, listeners, plugins. The content stays. */
  detach(): void;
}

/** Connects an editor with Garim. */
export type Connect = (host: Host) => Adapter;

/** What leads from some blocks to others, for editors that can only be read as a whole. Ids decide what is the same block. */
export function changeBetween(before: readonly TextBlock[], after: readonly TextBlock[]): BlockChange | undefined {
  const old = new Map(before.map((block) => [block.id, block]));
  const now = new Set(after.map(({ id }) => id));
  const upsert = after.flatMap((block, index) => {
    const was = old.get(block.id);
    if (!was) return [{ ...block, after: after[index - 1]?.id ?? null }];
    return sameBlock(was, block) ? [] : [block];
  });
  const remove = before.filter(({ id }) => !now.has(id)).map(({ id }) => id);
  const kept = before.filter(({ id }) => now.has(id));
  const moved = after.filter(({ id }) => old.has(id)).some(({ id }, index) => kept[index]?.id !== id);
  if (!upsert.length && !remove.length && !moved) return undefined;
  return { upsert, remove, ...(moved ? { order: after.map(({ id }) => id) } : {}) };
}

/** Whether two readings of a block say the same. */
export const sameBlock = (a: TextBlock, b: TextBlock): boolean =>
  a.text === b.text && a.role === b.role && a.row === b.row && a.column === b.column && a.table === b.table;

/** Applies edits of one block to its text; undefined where something else stands there. */
export function edited(text: string, edits: readonly Edit[]): string | undefined {
  let out = "";
  let at = 0;
  for (const { start, end, expected, text: put } of [...edits].sort((a, b) => a.start - b.start)) {
    if (start < at || text.slice(start, end) !== expected) return undefined;
    out += text.slice(at, start) + put;
    at = end;
  }
  return out + text.slice(at);
}

/** Boxes of a frame's document in client coordinates of an outer window. */
export function boxesIn(host: Window, inner: Window, boxes: Iterable<DOMRect>): Box[] {
  let [left, top] = [0, 0];
  for (let at = inner; at !== host && at.frameElement && at !== at.parent; at = at.parent) {
    const frame = at.frameElement;
    const box = frame.getBoundingClientRect();
    left += box.left + frame.clientLeft;
    top += box.top + frame.clientTop;
  }
  return [...boxes].map((box) => ({ left: box.left + left, top: box.top + top, width: box.width, height: box.height }));
}
