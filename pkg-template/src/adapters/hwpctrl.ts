// garim/adapters/hwpctrl: Hancom's web control (웹한글기안기, `HwpCtrl`). It draws itself on a canvas and tells of no edit: its text is read by its own scan
// (InitScan, GetTextBySet, ReleaseScan), paragraph by paragraph through tables, boxes and fields, while nobody types. Findings stand in the panel only. The caret is
// moved only where a person asked to go to a place, or to learn which cell a paragraph stands in while the control does not have the focus, and then put back.
import type { Adapter, BlockRange, Connect, Edit, Host, TextBlock } from "../dom/adapter.js";
import { changeBetween, edited } from "../dom/adapter.js";

/** A set of parameters. */
export interface HwpSet {
  Item(name: string): unknown;
  SetItem(name: string, value: unknown): unknown;
}

/** What is used of the control. */
export interface HwpControl {
  EditMode: number;
  CreateSet(name: string): HwpSet;
  CreateAction(name: string): { CreateSet(): HwpSet; Execute(set: HwpSet): unknown };
  InitScan(option?: number, range?: number, startPara?: number, startPos?: number, endPara?: number, endPos?: number): boolean;
  GetTextBySet(text: HwpSet): number;
  ReleaseScan(): unknown;
  MovePos(move: number, para?: number, pos?: number): boolean;
  GetPosBySet(): HwpSet;
  SetPosBySet(pos: HwpSet): boolean;
  SetPos(list: number, para: number, pos: number): boolean;
  SelectText(startPara: number, startPos: number, endPara: number, endPos: number): boolean;
  GetTableCellAddr(kind: 0 | 1): number;
  GetFieldList(number: number, option?: number): string;
  GetFieldText(fields: string): string;
  Run(action: string): unknown;
}

/** What the host knows. */
export interface HwpOptions {
  /** The element that the control stands in, as given to `BuildWebHwpCtrl`. */
  frame: HTMLElement;
  /** Fields (셀 필드, 누름틀) whose text is the document's title; `결재제목` and `제목` where it is left out. */
  titles?: readonly string[];
  /** Hears from the host that it has put another document or field text into the control; gives back how to stop. Without it the next look finds it. */
  follow?(again: () => void): (() => void) | void;
  /** What is stored, as `() => new Promise((done) => control.GetTextFile("HWPML2X", "", done))`; the text of all paragraphs where it is left out. */
  content?(): string | Promise<string>;
  /** Milliseconds between looks at whether the control rests; 1000 where it is left out. */
  pause?: number;
}

/** Connects a control that has been built. */
export const hwpctrl = (control: HwpControl, options: HwpOptions): Connect => (host) => new Control(control, host, options);

/** All controls are scanned, from the beginning of the document to its end. */
const [everything, wholeDocument, withinSelection] = [0x07, 0x77, 0xff];
/** What the scan answers. */
const [plain, nextParagraph, enters, leaves] = [2, 3, 4, 5];
const [moveScanPos, editable, asForm] = [201, 1, 2];
/** Names of fields and their texts are parted by this. */
const between = "\u0002";
/** A scan that never ends is given up. */
const most = 500_000;

/** A paragraph as the scan gives it. */
interface Paragraph {
  text: string;
  readonly index: number;
  /** How deep it stands in controls: 0 is the document's own text. */
  readonly level: number;
  cell?: { row: number; column: number };
}

class Control implements Adapter {
  readonly name = "hwpctrl";
  readonly capabilities;
  readonly frame: HTMLElement;
  readonly format = "text";
  readonly moves = true;
  private blocks: TextBlock[] = [];
  private last = 0;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly unfollow: (() => void) | void;
  private readonly undo: (() => void)[] = [];
  private place = "";
  private seen: string | undefined;
  private busy = false;
  private rests = 0;
  /** Blocks as they stand while edits are being typed. */
  private readonly typed = new Map<number, TextBlock>();

  constructor(
    private readonly control: HwpControl,
    private readonly host: Host,
    private readonly options: HwpOptions,
  ) {
    this.frame = options.frame;
    this.capabilities = { highlight: "none", sync: options.content === undefined, undo: false, clipboard: false, positions: "none" } as const;
    this.blocks = this.named(this.scan(true), true);
    this.seen = this.place = this.caret();
    this.unfollow = options.follow?.(() => this.look(true));
    const { window } = host;
    const left = (): void => this.look(false);
    this.frame.addEventListener("mouseleave", left);
    window.addEventListener("blur", left);
    this.undo.push(() => this.frame.removeEventListener("mouseleave", left), () => window.removeEventListener("blur", left));
    this.timer = setInterval(() => this.rest(), options.pause ?? 1000);
  }

  /** Where the caret stands, as one text; the same twice says that nobody types. */
  private caret(): string {
    const at = this.control.GetPosBySet();
    return ["List", "Para", "Pos"].map((name) => String(at.Item(name))).join();
  }

  /** Looks when the caret has rested for one pause and stands elsewhere than when it was looked at last. */
  private rest(): void {
    if (this.frame.ownerDocument.hidden || !this.frame.isConnected) return;
    const now = this.caret();
    this.rests = now === this.place ? this.rests + 1 : 0;
    this.place = now;
    // What was typed may leave the caret where it was: now and then a look without a sign of it.
    if (this.rests > 0 && (now !== this.seen || this.rests % 10 === 0)) this.look(false);
  }

  private get focused(): boolean {
    return this.frame.contains(this.frame.ownerDocument.activeElement);
  }

  /** Reads the control and tells what changed; `set`: the host has put another text there. */
  private look(set: boolean): void {
    if (this.busy) return;
    if (set) this.blocks = [];
    const before = this.blocks;
    const cells = set || !this.focused;
    const now = this.named(this.scan(cells), cells);
    this.seen = this.place = this.caret();
    this.blocks = now;
    if (set) return this.host.reset(now);
    const change = changeBetween(before, now);
    if (change) this.host.changed(change);
  }

  /** Goes through the whole document; `visit` is called behind the scan's every piece of text. The scan is always released. */
  private through(visit: (paragraph: Paragraph, piece: string) => void): Paragraph[] {
    const { control } = this;
    const out: Paragraph[] = [];
    if (!control.InitScan(everything, wholeDocument, 0, 0, 0, 0)) return out;
    this.busy = true;
    try {
      const set = control.CreateSet("GetText");
      /** The paragraph that each list around is in: text behind a control goes on where it stood before. */
      const open: (Paragraph | undefined)[] = [undefined];
      for (let count = 0; count < most; count += 1) {
        const state = control.GetTextBySet(set);
        if (state === enters) open.push(undefined);
        else if (state === leaves) {
          if (open.length > 1) open.pop();
        } else if (state === plain || state === nextParagraph) {
          const given = String(set.Item("Text") ?? "");
          // One space for each sign that would part blocks, so that places stay.
          const piece = given.replace(/(?:\r\n|\r|\n)+$/, "").replace(/[\r\n\t]/g, " ");
          const level = open.length - 1;
          let paragraph = open[level];
          if (!paragraph || state === nextParagraph) out.push((paragraph = open[level] = { text: "", index: out.length, level }));
          paragraph.text += piece;
          visit(paragraph, piece);
          // A line's end closes the paragraph, whatever the next answer says.
          if (/[\r\n]$/.test(given)) open[level] = undefined;
        } else break;
      }
      return out;
    } finally {
      control.ReleaseScan();
      this.busy = false;
    }
  }

  /** All paragraphs; with `cells` the caret goes along to ask which cell each stands in, and comes back. */
  private scan(cells: boolean): Paragraph[] {
    const { control } = this;
    if (!cells) return this.through(() => undefined);
    const back = control.GetPosBySet();
    let moved = false;
    const found = this.through((paragraph) => {
      if (!paragraph.level || paragraph.cell || !control.MovePos(moveScanPos)) return;
      moved = true;
      const [column, row] = [control.GetTableCellAddr(0), control.GetTableCellAddr(1)];
      if (row >= 0 && column >= 0) paragraph.cell = { row, column };
    });
    if (moved) control.SetPosBySet(back);
    return found;
  }

  /** Paragraphs as blocks: those at the beginning and the end that are the same keep their ids, those between by their order. */
  private named(paragraphs: readonly Paragraph[], asked: boolean): TextBlock[] {
    const old = this.blocks;
    const titles = this.titles();
    let table = 0;
    let [row, column] = [-1, -1];
    const now = paragraphs.map(({ text, level, cell }): Omit<TextBlock, "id"> => {
      const title = text !== "" && titles.has(text.trim());
      if (!cell || title) {
        if (level === 0) [row, column] = [-1, -1];
        return { text, ...(title ? { role: "title" as const } : {}) };
      }
      // Cells come row by row: one that stands before the last one begins another table.
      if (cell.row < row || (cell.row === row && cell.column < column) || row < 0) table += 1;
      [row, column] = [cell.row, cell.column];
      return { text, role: "cell" as const, row: table * 100_000 + row, column, table: `t${table}` };
    });
    const same = (a: TextBlock | undefined, b: { text: string } | undefined): boolean => a !== undefined && b !== undefined && a.text === b.text;
    let head = 0;
    while (head < now.length && head < old.length && same(old[head], now[head])) head += 1;
    let tail = 0;
    while (tail < now.length - head && tail < old.length - head && same(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail += 1;
    return now.map((block, index) => {
      const was = index < head ? old[index] : index >= now.length - tail ? old[old.length - (now.length - index)] : index < old.length - tail ? old[index] : undefined;
      // Without the focus cells were not asked for: what is known of a block stays.
      const known: Partial<TextBlock> = was?.role === "cell" && !asked ? was : {};
      return { ...known, ...block, id: was?.id ?? `h${(this.last += 1)}` };
    });
  }

  /** What stands in the fields that hold the title. */
  private titles(): Set<string> {
    const { control } = this;
    const wanted = this.options.titles ?? ["결재제목", "제목"];
    // Of cells, and of 누름틀.
    const names = [1, 2].flatMap((kind) => String(control.GetFieldList(0, kind) ?? "").split(between)).filter((name) => wanted.includes(name));
    if (!names.length) return new Set();
    return new Set(String(control.GetFieldText(names.join(between)) ?? "").split(between).map((text) => text.trim()).filter(Boolean));
  }

  read(): readonly TextBlock[] {
    this.look(false);
    return this.blocks;
  }

  composing(): boolean {
    // The control says nothing of it; its text is read as it stands.
    return false;
  }

  show(): void {
    // It has no place for highlights: the panel holds everything.
  }

  rects(): readonly [] {
    return [];
  }

  selection(): readonly [] {
    return [];
  }

  /** Selects a stretch of a block and reads back that it is what stands there. Goes to the paragraph where it is not. */
  private mark({ block, start, end }: BlockRange): boolean {
    const { control } = this;
    const index = this.blocks.findIndex(({ id }) => id === block);
    const text = (this.typed.get(index) ?? this.blocks[index])?.text;
    if (text === undefined) return false;
    // Where the scan stands in each piece of the paragraph, and where the piece stands in its text.
    const pieces: { list: number; para: number; pos: number; from: number; length: number }[] = [];
    this.through((paragraph, piece) => {
      if (paragraph.index !== index || !control.MovePos(moveScanPos)) return;
      const at = control.GetPosBySet();
      pieces.push({ list: Number(at.Item("List")), para: Number(at.Item("Para")), pos: Number(at.Item("Pos")), from: paragraph.text.length - piece.length, length: piece.length });
    });
    // A place between two signs is known by the one before it, or the one behind it.
    const [first, last] = end > start ? [start, end] : start > 0 ? [start - 1, start] : [start, Math.min(text.length, start + 1)];
    for (const { list, para, pos, from, length } of pieces) {
      if (first < from || last > from + length) continue;
      // The caret stands before or behind the piece, as the version has it; controls before it count too: what is selected is read back.
      for (const base of [pos, pos - length, 0]) {
        const at = base + first - from;
        if (at < 0 || !control.SetPos(list, para, at) || !control.SelectText(para, at, para, at + last - first)) continue;
        if (this.selected() === text.slice(first, last)) return end > start || control.SetPos(list, para, at + start - first);
        control.Run("Cancel");
      }
    }
    const [piece] = pieces;
    if (piece) control.SetPos(piece.list, piece.para, piece.pos);
    return false;
  }

  /** The text of the control's selection. */
  private selected(): string {
    const { control } = this;
    if (!control.InitScan(everything, withinSelection, 0, 0, 0, 0)) return "";
    try {
      const set = control.CreateSet("GetText");
      let out = "";
      for (let count = 0; count < 1000; count += 1) {
        const state = control.GetTextBySet(set);
        if (state === plain || state === nextParagraph) out += String(set.Item("Text") ?? "");
        else if (state !== enters && state !== leaves) break;
      }
      return out.replace(/(?:\r\n|\r|\n)+$/, "").replace(/\t/g, " ");
    } finally {
      control.ReleaseScan();
    }
  }

  select(range: BlockRange): void {
    this.look(false);
    this.mark(range);
  }

  /** Selects each place, reads it back and types over it, from the end. The control takes each back by itself. */
  replace(edits: readonly Edit[]): boolean {
    const { control } = this;
    this.look(false);
    if (!this.fits(edits)) return false;
    const mode = control.EditMode;
    // 0 is for reading only, 16 for copies that are handed out.
    if (mode !== editable && mode !== asForm) return false;
    const back = control.GetPosBySet();
    if (!edits.every((edit) => this.mark(edit))) {
      control.SetPosBySet(back);
      return false;
    }
    const done: Edit[] = [];
    control.EditMode = editable;
    try {
      for (const edit of [...edits].reverse()) {
        if (!this.type(edit, edit.text)) break;
        done.push(edit);
      }
      // All or none: what was done is typed back.
      if (done.length < edits.length) for (const edit of done.reverse()) this.type({ ...edit, end: edit.start + edit.text.length }, edit.expected);
    } finally {
      this.typed.clear();
      control.EditMode = mode;
      control.SetPosBySet(back);
    }
    this.look(false);
    return done.length === edits.length;
  }

  /** Types over a stretch that was found to be what it is thought to be. */
  private type(range: BlockRange, text: string): boolean {
    const { control } = this;
    if (!this.mark(range)) return false;
    if (text === "") control.Run("Delete");
    else {
      const action = control.CreateAction("InsertText");
      const set = action.CreateSet();
      set.SetItem("Text", text);
      action.Execute(set);
    }
    const block = this.blocks.findIndex(({ id }) => id === range.block);
    const { text: was, ...rest } = this.typed.get(block) ?? this.blocks[block]!;
    this.typed.set(block, { ...rest, text: was.slice(0, range.start) + text + was.slice(range.end) });
    return true;
  }

  private fits(edits: readonly Edit[]): boolean {
    const byBlock = new Map<string, Edit[]>();
    for (const edit of edits) byBlock.set(edit.block, [...(byBlock.get(edit.block) ?? []), edit]);
    return [...byBlock].every(([id, list]) => {
      const block = this.blocks.find((each) => each.id === id);
      return block !== undefined && edited(block.text, list) !== undefined;
    });
  }

  content(): string | Promise<string> {
    return this.options.content?.() ?? this.read().map(({ text }) => text).join("\n");
  }

  masked(edits: readonly Edit[]): string {
    this.look(false);
    if (!this.fits(edits)) throw new Error("the content has changed");
    return this.blocks.map(({ id, text }) => edited(text, edits.filter((edit) => edit.block === id))).join("\n");
  }

  detach(): void {
    clearInterval(this.timer);
    this.unfollow?.();
    for (const undo of this.undo) undo();
    this.blocks = [];
  }
}
