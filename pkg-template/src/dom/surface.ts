// An editor whose content is DOM: reading by walking, changes by observation, highlights by CSS in the content's realm. Plain contenteditable is this and nothing
// else; editors in frames and editors with a model that they render as plain DOM bring what they know better.
import type { Adapter, Capabilities, ContentFormat, Edit, Highlight, Host, PasteData, TextBlock } from "./adapter.js";
import { boxesIn, changeBetween, edited } from "./adapter.js";
import { canPaint, Painter, windowOf } from "./paint.js";
import { pause, slice } from "./pause.js";
import { trusted } from "./trust.js";
import { isBlock, partsOf, rangeIn, Walker, type Run } from "./walk.js";

/** The DOM range of an edit that was found to fit. */
export type RangeOf = (edit: Edit) => Range;

/** What an editor with DOM content does in its own way. */
export interface SurfaceOptions {
  name: string;
  /** The outermost element in the host's document; the root itself where it is left out. */
  frame?: HTMLElement;
  capabilities?: Partial<Capabilities>;
  /** Elements in the root that belong to the editor and not to the content. */
  skip?(element: Element): boolean;
  /** Runs `work`, which edits text nodes, as one step of the editor's undo. Left out: the browser's own undo. */
  transact?(work: () => void): void;
  /** Does the edits by the editor's own means, after they were compared with what stands there; takes the place of everything else. */
  replace?(edits: readonly Edit[], rangeOf: RangeOf): boolean | Promise<boolean>;
  /** The editor's own getter; the root's HTML where it is left out. */
  content?(): string;
  /** The masked content from the root's copy in which the edits are done; the copy's HTML where it is left out. */
  serialise?(copy: HTMLElement): string;
  /** The masked content by the editor's own means, where it is not made of a copy of the root. */
  masked?(edits: readonly Edit[], rangeOf: RangeOf): string;
  format?: ContentFormat;
  readBack?(content: string): readonly TextBlock[];
  paste?(data: PasteData): boolean;
  composing?(): boolean;
  /** Called when Garim lets go. */
  detach?(): void;
}

const none: ReadonlySet<Node> = new Set();
/** With more new children of the root than this they are read in slices. */
export const many = 400;

/** A part of the content between children of the root: a block element, or neighbours that are none. */
interface Section {
  readonly nodes: readonly Node[];
  runs: readonly Run[];
}

/** Connects DOM content. */
export function surface(root: HTMLElement, host: Host, options: SurfaceOptions): Adapter {
  return new Surface(root, host, options);
}

class Surface implements Adapter {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly frame: HTMLElement;
  readonly format: ContentFormat;
  readonly moves = true;
  private readonly win: Window & typeof globalThis;
  private readonly walker: Walker;
  private readonly painter: Painter | undefined;
  private readonly observer: MutationObserver;
  private sections: Section[] = [];
  private byBlock = new Map<string, Run>();
  private bySection = new WeakMap<Node, Section>();
  private byText = new WeakMap<Node, Run[]>();
  private blocks: readonly TextBlock[] = [];
  private isComposing = false;
  private readonly listeners: [string, EventListener][] = [];

  constructor(
    readonly root: HTMLElement,
    private readonly host: Host,
    private readonly options: SurfaceOptions,
  ) {
    this.name = options.name;
    this.win = windowOf(root);
    this.frame = options.frame ?? root;
    this.format = options.format ?? "html";
    const highlight = canPaint(this.win) ? "native" : "none";
    this.capabilities = { highlight, sync: true, undo: true, clipboard: true, positions: "exact", ...options.capabilities };
    this.walker = new Walker(options.skip ? { skip: (element) => options.skip!(element) } : {});
    this.painter = this.capabilities.highlight === "native" ? new Painter(root) : undefined;
    this.survey(new Set());
    this.blocks = this.flat();
    this.observer = new this.win.MutationObserver((records) => this.take(records));
    this.observer.observe(root, { childList: true, characterData: true, subtree: true });
    for (const [type, now] of [["compositionstart", true], ["compositionend", false]] as const) {
      const listener: EventListener = () => {
        this.isComposing = now;
      };
      root.addEventListener(type, listener, true);
      this.listeners.push([type, listener]);
    }
    if (options.paste) this.paste = (data) => options.paste!(data);
    if (options.readBack) this.readBack = (content) => options.readBack!(content);
  }

  paste?: (data: PasteData) => boolean;
  readBack?: (content: string) => readonly TextBlock[];

  /** Divides the content anew; sections that hold nothing changed keep their runs. */
  private survey(dirty: ReadonlySet<Node>): void {
    const sections: Section[] = [];
    let loose: Node[] = [];
    let before: Node = this.root;
    const flush = (): void => {
      if (!loose.length) return;
      sections.push(this.section(loose, before, dirty, true));
      loose = [];
    };
    for (let node = this.root.firstChild; node; node = node.nextSibling) {
      if (!isBlock(node)) {
        loose.push(node);
        continue;
      }
      flush();
      sections.push(this.section([node], node, dirty, false));
      before = node;
    }
    flush();
    this.sections = sections;
  }

  private section(nodes: Node[], before: Node, dirty: ReadonlySet<Node>, loose: boolean): Section {
    const known = this.bySection.get(nodes[0]!);
    if (known && !loose && !dirty.has(nodes[0]!)) return known;
    // What stands between children of the root is known by what it stands behind.
    const runs = this.walker.runs(nodes, this.root, before === this.root || !loose ? before : this.walker.behind(before));
    const made: Section = { nodes, runs };
    this.bySection.set(nodes[0]!, made);
    if (known) for (const run of known.runs) if (this.byBlock.get(run.block.id) === run) this.byBlock.delete(run.block.id);
    for (const run of runs) this.learn(run);
    return made;
  }

  private learn(run: Run): void {
    this.byBlock.set(run.block.id, run);
    for (const { node } of run.pieces) {
      const known = this.byText.get(node);
      this.byText.set(node, known ? [...known.filter(({ block }) => block.id !== run.block.id), run] : [run]);
    }
  }

  private flat(): TextBlock[] {
    return this.sections.flatMap(({ runs }) => runs.map(({ block }) => block));
  }

  /** What changed while a long content is read in slices, and the reading itself. */
  private waiting: { dirty: Set<Node>; done: Promise<void> } | undefined;

  /** Whether so much is new that it is read in slices. */
  private long(): boolean {
    let fresh = 0;
    for (const node of this.root.childNodes) if (isBlock(node) && !this.bySection.has(node) && (fresh += 1) > many) return true;
    return false;
  }

  /** Reads what is new before anything is told of it: then the survey finds it done. What was there before is left until then, for its highlights stand on it. */
  private async slices(): Promise<void> {
    // What put the content there goes on first, and the browser's first layout of it.
    await pause(this.win);
    let until = this.win.performance.now() + slice;
    for (let node = this.root.firstChild; node; node = node.nextSibling) {
      if (isBlock(node) && !this.bySection.has(node)) {
        this.section([node], node, none, false);
        this.waiting?.dirty.delete(node);
      }
      if (this.win.performance.now() < until) continue;
      await pause(this.win);
      if (!this.waiting) return;
      until = this.win.performance.now() + slice;
      // What was read meanwhile was taken out: from the beginning, which passes over what is read.
      if (node.parentNode !== this.root) node = this.root.firstChild!;
      if (!node) break;
    }
    this.finish();
  }

  private finish(): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.tell(waiting.dirty, true);
  }

  /** Waits until a long content has been read. */
  ready(): Promise<void> {
    this.take(this.observer.takeRecords());
    return this.waiting?.done ?? Promise.resolve();
  }

  /** What the observer saw, told to the host. */
  private take(records: readonly MutationRecord[]): void {
    if (!records.length) return;
    const dirty = this.waiting?.dirty ?? new Set<Node>();
    let structure = false;
    for (const { target, type } of records) {
      let top: Node | null = target;
      while (top && top.parentNode !== this.root) top = top.parentNode;
      if (top) dirty.add(top);
      structure ||= type === "childList" || !top || !isBlock(top);
    }
    if (this.waiting) return;
    if (structure && this.long()) {
      this.waiting = { dirty, done: Promise.resolve() };
      this.waiting.done = this.slices();
      return;
    }
    this.tell(dirty, structure);
  }

  private tell(dirty: ReadonlySet<Node>, structure: boolean): void {
    if (!structure) {
      // Typing: only the runs of the touched children of the root are read.
      const upsert: TextBlock[] = [];
      const before = new Map<string, TextBlock>();
      let same = true;
      for (const top of dirty) {
        const known = this.bySection.get(top);
        for (const { block } of known?.runs ?? []) before.set(block.id, block);
        const now = this.section([top], top, dirty, false);
        same &&= known !== undefined && now.runs.length === known.runs.length && now.runs.every(({ block }, index) => block.id === known.runs[index]!.block.id);
        const at = this.sections.indexOf(known!);
        if (at >= 0) this.sections[at] = now;
        else same = false;
        for (const { block } of now.runs) if (before.get(block.id)?.text !== block.text) upsert.push(block);
      }
      if (same) {
        this.stale = true;
        if (upsert.length) this.host.changed({ upsert });
        return;
      }
    }
    const old = this.known();
    const gone = new Map(this.byBlock);
    this.survey(dirty);
    const now = this.flat();
    const change = changeBetween(old, now);
    this.blocks = now;
    this.stale = false;
    const left = new Set(now.map(({ id }) => id));
    for (const id of gone.keys()) {
      if (left.has(id)) continue;
      this.byBlock.delete(id);
      this.painter?.erase(id);
    }
    this.painter?.moved();
    if (change) this.host.changed(change);
  }

  private stale = false;
  private known(): readonly TextBlock[] {
    return this.blocks;
  }

  /** Takes in what has happened and was not told yet. */
  private flush(): void {
    this.take(this.observer.takeRecords());
    this.finish();
  }

  read(): readonly TextBlock[] {
    this.flush();
    if (this.stale) this.blocks = this.flat();
    this.stale = false;
    return this.blocks;
  }

  composing(): boolean {
    return this.options.composing?.() ?? this.isComposing;
  }

  show(highlights: ReadonlyMap<string, readonly Highlight[]>): void {
    for (const [id, list] of highlights) {
      const run = this.byBlock.get(id);
      if (run) this.painter?.paint(id, list, (start, end) => rangeIn(run, start, end));
      else this.painter?.erase(id);
    }
  }

  private range({ block, start, end }: { block: string; start: number; end: number }): Range | undefined {
    const run = this.byBlock.get(block);
    return run && rangeIn(run, start, end);
  }

  rects(range: { block: string; start: number; end: number }): ReturnType<Adapter["rects"]> {
    this.flush();
    const found = this.range(range);
    return found ? boxesIn(this.host.window, this.win, found.getClientRects()) : [];
  }

  blockAt(x: number, y: number): string | undefined {
    const [outer] = boxesIn(this.host.window, this.win, [new this.win.DOMRect()]);
    const { document } = this.win;
    const [px, py] = [x - (outer?.left ?? 0), y - (outer?.top ?? 0)];
    const at = document.caretPositionFromPoint?.(px, py);
    const node = at ? at.offsetNode : document.caretRangeFromPoint?.(px, py)?.startContainer;
    return node && this.byText.get(node)?.[0]?.block.id;
  }

  selection(): ReturnType<Adapter["selection"]> {
    this.flush();
    const chosen = this.win.getSelection();
    if (!chosen?.rangeCount) return [];
    const range = chosen.getRangeAt(0);
    if (!this.root.contains(range.commonAncestorContainer)) return [];
    return partsOf(range, (node) => this.byText.get(node) ?? [], (node) => this.runAt(node));
  }

  private runAt(node: Node): Run | undefined {
    for (let at: Node | null = node; at && this.root.contains(at); at = at.parentNode) {
      for (const run of this.bySection.get(at)?.runs ?? []) if (run.anchor === node || run.pieces.some((piece) => node.contains(piece.node))) return run;
    }
    return undefined;
  }

  select(range: { block: string; start: number; end: number }): void {
    this.flush();
    const found = this.range(range);
    if (!found) return;
    this.root.focus({ preventScroll: true });
    const chosen = this.win.getSelection();
    chosen?.setBaseAndExtent(found.startContainer, found.startOffset, found.endContainer, found.endOffset);
    found.startContainer.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  replace(edits: readonly Edit[]): boolean | Promise<boolean> {
    this.flush();
    if (!this.fits(edits)) return false;
    if (this.options.replace) {
      const done = this.options.replace(edits, (edit) => this.range(edit)!);
      this.flush();
      return done;
    }
    if (this.options.transact) {
      this.options.transact(() => this.write(edits, (range) => range));
      this.flush();
      return true;
    }
    return this.type(edits);
  }

  private fits(edits: readonly Edit[]): boolean {
    const texts = new Map<string, Edit[]>();
    for (const edit of edits) texts.set(edit.block, [...(texts.get(edit.block) ?? []), edit]);
    return [...texts].every(([id, list]) => {
      const run = this.byBlock.get(id);
      return run !== undefined && edited(run.block.text, list) !== undefined && list.every((edit) => this.range(edit));
    });
  }

  /** Edits text nodes; `place` leads from a range of the root to where it is to be done. */
  private write(edits: readonly Edit[], place: (range: Range) => Range): void {
    const ranges = edits.map((edit) => ({ edit, range: place(this.range(edit)!) }));
    for (const { edit, range } of ranges.reverse()) {
      const { startContainer: first, startOffset, endContainer: last, endOffset } = range;
      if (first === last) (first as Text).replaceData(startOffset, endOffset - startOffset, edit.text);
      else {
        range.deleteContents();
        (first as Text).insertData(startOffset, edit.text);
      }
    }
  }

  /** A copy of the root in which edits are done. */
  private copy(edits: readonly Edit[]): HTMLElement {
    const copy = this.root.cloneNode(true) as HTMLElement;
    const path = (node: Node): number[] => {
      const steps: number[] = [];
      for (let at = node; at !== this.root; at = at.parentNode!) steps.unshift(Array.prototype.indexOf.call(at.parentNode!.childNodes, at) as number);
      return steps;
    };
    const twin = (node: Node): Node => path(node).reduce<Node>((at, step) => at.childNodes[step]!, copy);
    this.write(edits, (range) => {
      const other = range.cloneRange();
      other.setStart(twin(range.startContainer), range.startOffset);
      other.setEnd(twin(range.endContainer), range.endOffset);
      return other;
    });
    return copy;
  }

  /** Edits by the browser's own command, which is what its undo takes back in one step. */
  private type(edits: readonly Edit[]): boolean {
    const { document } = this.win;
    const chosen = this.win.getSelection();
    const [first, last] = [edits[0], edits[edits.length - 1]];
    if (!chosen || !first || !last) return edits.length === 0;
    const caret = chosen.rangeCount ? chosen.getRangeAt(0).cloneRange() : undefined;
    const active = document.activeElement;
    let done: boolean;
    if (edits.length === 1) {
      const { startContainer, startOffset, endContainer, endOffset } = this.range(first)!;
      this.root.focus({ preventScroll: true });
      chosen.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
      done = first.text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, first.text);
    } else {
      // Several places are one step only as one insertion: the smallest element that holds them all gets its own content with the edits done.
      const copy = this.copy(edits);
      this.root.focus({ preventScroll: true });
      chosen.selectAllChildren(this.root);
      done = document.execCommand("insertHTML", false, trusted(this.win, copy.innerHTML));
    }
    this.flush();
    if (caret && this.root.contains(caret.startContainer) && this.root.contains(caret.endContainer)) {
      chosen.removeAllRanges();
      chosen.addRange(caret);
    }
    if (active instanceof this.win.HTMLElement && active !== this.root && active !== document.body) active.focus({ preventScroll: true });
    return done;
  }

  content(): string {
    return this.options.content?.() ?? this.root.innerHTML;
  }

  masked(edits: readonly Edit[]): string {
    this.flush();
    if (!this.fits(edits)) throw new Error("the content has changed");
    if (this.options.masked) return this.options.masked(edits, (edit) => this.range(edit)!);
    const copy = this.copy(edits);
    return this.options.serialise?.(copy) ?? copy.innerHTML;
  }

  detach(): void {
    this.waiting = undefined;
    this.observer.disconnect();
    for (const [type, listener] of this.listeners) this.root.removeEventListener(type, listener, true);
    this.painter?.clear();
    this.options.detach?.();
    this.byBlock.clear();
    this.sections = [];
    this.blocks = [];
  }
}
