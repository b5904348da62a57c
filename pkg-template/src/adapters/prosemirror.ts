// garim/adapters/prosemirror: ProseMirror and what is built on it, as Tiptap. Highlights are decorations of a plugin of the view; the state, its plugins and its
// history are the host's own and stay as they are, and so does a document that the host sets by another state.
import type { Adapter, BlockRange, Box, Connect, Edit, Highlight, Host, PasteData, TextBlock } from "../dom/adapter.js";
import { boxesIn, edited } from "../dom/adapter.js";
import { editBetween } from "../dom/model.js";
import { canPaint, dress, Painter, windowOf } from "../dom/paint.js";
import { drawn } from "../dom/pause.js";
import { press } from "../dom/press.js";
import { Pages, type PmNode } from "../dom/prosemirror.js";

export type { PmNode } from "../dom/prosemirror.js";

/** What is used of the editor's modules: `prosemirror-state`, `prosemirror-view` and `prosemirror-model`, or Tiptap's `@tiptap/pm/…`. */
export interface ProseMirrorModules {
  readonly Plugin: new (spec: never) => unknown;
  readonly TextSelection: { create(doc: never, from: number, to: number): unknown };
  readonly Decoration: { inline(from: number, to: number, attributes: Record<string, string>, spec?: object): unknown };
  readonly DecorationSet: { readonly empty: unknown; create(doc: never, decorations: never): unknown };
  readonly DOMSerializer: { fromSchema(schema: never): unknown };
}

/** What is used of an `EditorView`. */
export interface ProseMirrorView {
  readonly dom: HTMLElement;
  readonly root: unknown;
  readonly state: { readonly doc: unknown; readonly tr: unknown; readonly schema: unknown; readonly selection: unknown };
  readonly props: unknown;
  readonly composing: boolean;
  readonly editable: boolean;
  readonly isDestroyed: boolean;
  setProps(props: never): void;
  updateState(state: never): void;
  dispatch(transaction: never): void;
  focus(): void;
  domAtPos(pos: number, side?: number): { node: Node; offset: number };
  posAtCoords(point: { left: number; top: number }): { pos: number } | null;
  pasteHTML(html: string): boolean;
  pasteText(text: string): boolean;
}

/** What the host knows better. */
export interface ProseMirrorOptions {
  /** How the host stores a draft: HTML, which is the default, or the document's JSON. */
  format?: "html" | "json";
  /** The host's own HTML of a document; that of the schema where it is left out. */
  html?(doc: PmNode): string;
}

interface Transaction {
  readonly doc: PmNode;
  readonly mapping: unknown;
  readonly time: number;
  setTime(time: number): Transaction;
  insertText(text: string, from: number, to: number): Transaction;
  delete(from: number, to: number): Transaction;
  replaceWith(from: number, to: number, nodes: readonly PmNode[]): Transaction;
  setSelection(selection: unknown): Transaction;
  scrollIntoView(): Transaction;
}

interface State {
  readonly doc: PmNode;
  readonly tr: Transaction;
  readonly schema: { nodeFromJSON(json: unknown): PmNode };
  readonly selection: { readonly ranges: readonly { readonly $from: { pos: number }; readonly $to: { pos: number } }[] };
}

/** A `DecorationSet`. */
interface Decorations {
  find(from?: number, to?: number, which?: (spec: { garim?: string }) => boolean): unknown[];
  add(doc: PmNode, decorations: unknown[]): Decorations;
  remove(decorations: unknown[]): Decorations;
  map(mapping: unknown, doc: PmNode): Decorations;
}

/** With more highlights than this only those near the screen are decorated: ProseMirror looks at every decoration for every paragraph at every keystroke. */
const few = 80;
/** With more blocks than this what is shown waits for the next frame. */
const many = 400;
/** How long after a composition ProseMirror still reads what it left, in milliseconds. */
const rest = 40;

/** More than a history waits before it begins another step, in milliseconds. */
const apart = 1000;

const touches = (end: BlockRange, id: string, { start, end: last }: Highlight): boolean => end.block === id && start <= end.end && last >= end.start;

/** Connects a view. */
export const prosemirror = (view: ProseMirrorView, modules: ProseMirrorModules, options: ProseMirrorOptions = {}): Connect => (host) => new ProseMirror(view, modules, options, host);

class ProseMirror implements Adapter {
  readonly name = "prosemirror";
  readonly capabilities = { highlight: "native", sync: true, undo: true, clipboard: true, positions: "exact" } as const;
  readonly root: HTMLElement;
  readonly frame: HTMLElement;
  readonly format: "html" | "json";
  readonly moves = true;
  private readonly win: globalThis.Window & typeof globalThis;
  private readonly pages: Pages;
  private readonly painter: Painter | undefined;
  private readonly plugin: unknown;
  private readonly shown = new Map<string, readonly Highlight[]>();
  private count = 0;
  private set: Decorations;
  private drawn: Decorations;
  /** Edits that the host was not told of. */
  private readonly told: (() => void)[] = [];
  private before: State;
  private ends: readonly BlockRange[] = [];
  private selected: unknown;
  private readonly pressed: ReturnType<typeof press> | undefined;
  private readonly painted = new Set<string>();
  private near: { from: number; to: number } | undefined;
  private updating = false;
  private over = false;
  private quiet = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly undo: (() => void)[] = [];

  constructor(private readonly view: ProseMirrorView, private readonly modules: ProseMirrorModules, private readonly options: ProseMirrorOptions, private readonly host: Host) {
    this.root = this.frame = view.dom;
    this.win = windowOf(view.dom);
    this.format = options.format ?? "html";
    this.before = this.state;
    this.pages = new Pages(this.state.doc);
    this.set = this.drawn = modules.DecorationSet.empty as Decorations;
    this.painter = canPaint(this.win) ? new Painter(view.dom) : undefined;
    dress(view.dom, (name) => `.${name}`);
    const spec = {
      props: { decorations: (state: State) => this.decorations(state) },
      // A state with other plugins makes all views of plugins anew, this one too, and then calls no update.
      view: () => (this.updated(), { update: () => this.updated(), destroy: () => this.destroyed() }),
    };
    this.plugin = new modules.Plugin(spec as never);
    this.plugins([...this.others(), this.plugin]);
    const on = (target: EventTarget, type: string, listener: EventListener): void => {
      target.addEventListener(type, listener, { capture: true, passive: true });
      this.undo.push(() => target.removeEventListener(type, listener, true));
    };
    this.pressed = press(view.dom, () => {
      if (this.over || view.isDestroyed) return;
      this.rests(this.state);
      this.draw();
    });
    this.undo.push(() => this.pressed?.detach());
    on(view.dom, "compositionend", () => {
      this.quiet = Date.now() + rest;
      this.later(rest);
    });
    let asked = false;
    for (const [target, type] of [[view.dom.ownerDocument, "scroll"], [this.win, "resize"]] as const) {
      on(target, type, () => {
        if (asked || this.count <= few) return;
        asked = true;
        this.win.requestAnimationFrame(() => {
          asked = false;
          if (!this.over && this.around()) this.draw();
        });
      });
    }
  }

  private get state(): State {
    return this.view.state as State;
  }

  private others(): unknown[] {
    const { plugins = [] } = this.view.props as { plugins?: readonly unknown[] };
    return plugins.filter((each) => each !== this.plugin);
  }

  private plugins(plugins: readonly unknown[]): void {
    this.view.setProps({ plugins } as never);
  }

  // What the view does.

  /** Called by the view while it updates, before it draws. */
  private decorations(state: State): Decorations {
    this.sync(state);
    this.rests(state);
    return (this.drawn = this.set);
  }

  /**
   * What the ends of the selection touch is painted and not decorated: an input method composes in a text node that ProseMirror leaves alone then, and an element
   * around it could not be taken away when what is composed makes it wrong.
   */
  private rests(state: State): void {
    if (state.selection === this.selected || !this.painter || this.pressed?.held()) return;
    this.selected = state.selection;
    const [first] = state.selection.ranges;
    const ends = first ? [...new Set([first.$from.pos, first.$to.pos])].flatMap((pos) => this.pages.parts(pos, pos)) : [];
    const before = this.ends;
    this.ends = ends;
    for (const id of new Set([...before, ...ends].map(({ block }) => block))) {
      const list = this.shown.get(id);
      if (list?.some((each) => before.some((end) => touches(end, id, each)) !== ends.some((end) => touches(end, id, each)))) {
        this.set = this.decorated([id]);
        this.painted.add(id);
      }
    }
  }

  /** Takes an edit in: blocks, highlights and decorations are those of its document from here on. */
  private sync(state: State): void {
    if (state.doc === this.pages.doc) return;
    const old = this.before;
    const done = this.pages.update(state.doc);
    this.before = state;
    if (!done) return;
    const { from, before, after, change, whole } = done;
    if (whole) {
      this.shown.clear();
      this.painted.clear();
      this.painter?.clear();
      this.count = 0;
      this.set = this.modules.DecorationSet.empty as Decorations;
      this.told.push(() => this.host.reset(this.pages.blocks()));
      return;
    }
    // What stands behind moves; what the edit replaced is decorated anew from what is known of its blocks.
    const stale = this.set.find(from, before, (spec) => done.old.has(spec.garim ?? ""));
    const after_ = this.mapping(old, state, from, before, after);
    this.set = this.set.remove(stale);
    this.set = after_ ? this.set.map(after_, state.doc) : (this.modules.DecorationSet.empty as Decorations);
    for (const id of change.remove ?? []) this.keep(id, []);
    for (const block of change.upsert ?? []) {
      const was = done.old.get(block.id);
      const list = this.shown.get(block.id);
      if (was === undefined || !list) continue;
      const { start, end, put } = editBetween(was, block.text);
      const by = put - (end - start);
      this.keep(block.id, list.flatMap((each) => (each.end < start || (each.end === start && end > start) ? [each] : each.start > end || (each.start === end && end > start) ? [{ ...each, start: each.start + by, end: each.end + by }] : was === block.text ? [each] : [])));
    }
    const again = after_ ? [...done.old.keys()] : [...this.shown.keys()];
    this.set = this.set.add(state.doc, again.flatMap((id) => this.made(id)));
    if (change.upsert?.length || change.remove?.length) this.told.push(() => this.host.changed(change));
  }

  /** How positions moved, in the editor's own terms. */
  private mapping(old: State, state: State, from: number, before: number, after: number): unknown {
    const nodes: PmNode[] = [];
    try {
      if (state.doc.inlineContent) return undefined;
      let at = 0;
      state.doc.forEach((node) => {
        if (at >= from && at < after) nodes.push(node);
        at += node.nodeSize;
      });
      const { mapping } = old.tr.replaceWith(from, before, nodes);
      return mapping;
    } catch {
      return undefined;
    }
  }

  /** Called by the view when it has drawn. */
  private updated(): void {
    if (this.updating) return;
    this.updating = true;
    for (const tell of this.told.splice(0)) tell();
    this.updating = false;
    // The view may have written the text anew that ranges stand in.
    for (const id of this.painted) this.paint(id);
    if (this.set !== this.drawn) this.draw();
  }

  private destroyed(): void {
    queueMicrotask(() => {
      if (this.over) return;
      if (this.view.isDestroyed) this.host.lost();
      else if (this.others().length === ((this.view.props as { plugins?: readonly unknown[] }).plugins ?? []).length) this.host.replaced();
    });
  }

  // What is shown.

  private keep(id: string, list: readonly Highlight[]): void {
    this.count += list.length - (this.shown.get(id)?.length ?? 0);
    if (list.length) this.shown.set(id, list);
    else this.shown.delete(id);
  }

  /** The decorations of a block, where it is near enough to be seen. */
  private made(id: string): unknown[] {
    return (this.shown.get(id) ?? []).flatMap((each) => {
      const place = this.painter && (each.provisional || this.touched(id, each)) ? undefined : this.pages.range({ block: id, start: each.start, end: each.end });
      if (!place || (this.near && this.count > few && (place.to < this.near.from || place.from > this.near.to))) return [];
      return [this.modules.Decoration.inline(place.from, place.to, { class: each.className }, { garim: id })];
    });
  }

  show(highlights: ReadonlyMap<string, readonly Highlight[]>): void {
    const named = [...highlights.keys()];
    const crowded = this.count > few;
    for (const [id, list] of highlights) this.keep(id, this.pages.block(id) ? list : []);
    if (this.count > few || !crowded) this.set = this.decorated(named);
    else this.rebuild();
    if (this.pages.size > many) return this.soon();
    if (this.count > few && !crowded) this.around();
    for (const id of named) this.paint(id);
    if (!this.updating) this.draw();
  }

  private waiting: Promise<void> | undefined;

  /** A long document is drawn in behind the next frame: before it, the view would have the browser lay all of it out at once. */
  private soon(): void {
    this.waiting ??= drawn(this.win).then(() => {
      this.waiting = undefined;
      if (this.over || this.view.isDestroyed) return;
      if (this.count > few) this.around();
      for (const id of this.shown.keys()) if (!this.painted.has(id)) this.paint(id);
      this.draw();
    });
  }

  ready(): Promise<void> {
    return this.waiting ?? Promise.resolve();
  }

  /** The decorations with those of some blocks as they are now. */
  private decorated(ids: readonly string[]): Decorations {
    const named = new Set(ids);
    const rest = this.set.remove(this.set.find(undefined, undefined, (spec) => spec.garim !== undefined && named.has(spec.garim)));
    return rest.add(this.pages.doc, ids.flatMap((id) => this.made(id)));
  }

  private touched(id: string, highlight: Highlight): boolean {
    return this.ends.some((end) => touches(end, id, highlight));
  }

  /** Paints over a block what is not decorated: while something is composed, everything new, because the view draws when the composition is over. */
  private paint(id: string): void {
    const list = this.pages.block(id) ? (this.shown.get(id) ?? []).filter((each) => this.holds || each.provisional || this.touched(id, each)) : [];
    this.painter?.paint(id, list, (start, end) => this.domRange({ block: id, start, end }));
    if (list.length) this.painted.add(id);
    else this.painted.delete(id);
  }

  private get holds(): boolean {
    return this.view.composing || Date.now() < this.quiet;
  }

  private rebuild(): void {
    this.set = this.modules.DecorationSet.create(this.pages.doc as never, [...this.shown.keys()].flatMap((id) => this.made(id)) as never) as Decorations;
  }

  /** Where the screen is in the document, a screen more on both sides; whether it is somewhere else than before. */
  private around(): boolean {
    const { left, top, right, bottom } = this.view.dom.getBoundingClientRect();
    const high = this.win.innerHeight;
    const x = Math.max(0, (left + Math.min(right, this.win.innerWidth)) / 2);
    const at = (y: number, otherwise: number): number => this.view.posAtCoords({ left: x, top: y })?.pos ?? otherwise;
    const { size } = (this.state.doc as unknown as { content: { size: number } }).content;
    const first = at(Math.max(top + 1, 0), 0);
    const last = at(Math.min(bottom - 1, high - 1), size);
    const known = this.near;
    if (known && this.count > few && known.from <= Math.max(0, first - (last - first) / 2) && known.to >= Math.min(size, last + (last - first) / 2)) return false;
    this.near = { from: first - (last - first) * 2, to: last + (last - first) * 2 };
    this.rebuild();
    return true;
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), wait);
  }

  /** Lets the view draw what changed. No transaction: the state stays the same object, and nothing hears of it. */
  private draw(): void {
    if (this.over || this.view.isDestroyed) return;
    if (this.view.composing) return;
    const wait = this.quiet - Date.now();
    if (wait > 0) return this.later(wait);
    for (const id of this.painted) this.paint(id);
    if (this.set !== this.drawn) this.view.updateState(this.view.state as never);
  }

  private domRange(range: BlockRange): Range | undefined {
    const place = this.pages.range(range);
    if (!place || place.to > (this.state.doc as unknown as { content: { size: number } }).content.size || this.state.doc !== this.pages.doc) return undefined;
    const [first, last] = [this.view.domAtPos(place.from, 1), this.view.domAtPos(place.to, -1)];
    const made = this.win.document.createRange();
    made.setStart(first.node, first.offset);
    made.setEnd(last.node, last.offset);
    return made;
  }

  // What Garim asks.

  read(): readonly TextBlock[] {
    this.sync(this.state);
    this.updated();
    return this.pages.blocks();
  }

  composing(): boolean {
    return this.view.composing;
  }

  rects(range: BlockRange): readonly Box[] {
    const made = this.domRange(range);
    return made ? boxesIn(this.host.window, this.win, made.getClientRects()) : [];
  }

  blockAt(x: number, y: number): string | undefined {
    const [outer] = boxesIn(this.host.window, this.win, [new this.win.DOMRect()]);
    return this.spotAt(x - (outer?.left ?? 0), y - (outer?.top ?? 0))?.block;
  }

  spotAt(x: number, y: number): BlockRange | undefined {
    const found = this.view.posAtCoords({ left: x, top: y });
    return found ? this.pages.parts(found.pos, found.pos)[0] : undefined;
  }

  selection(): readonly BlockRange[] {
    this.sync(this.state);
    return this.state.selection.ranges.flatMap(({ $from, $to }) => this.pages.parts($from.pos, $to.pos));
  }

  select(range: BlockRange): void {
    const place = this.pages.range(range);
    if (!place) return;
    this.view.focus();
    const { state } = this;
    this.view.dispatch(state.tr.setSelection(this.modules.TextSelection.create(state.doc as never, place.from, place.to)).scrollIntoView() as never);
  }

  /** A transaction that does edits; undefined where something else stands in one of them. */
  private edits(edits: readonly Edit[]): Transaction | undefined {
    this.sync(this.state);
    const byBlock = new Map<string, Edit[]>();
    for (const edit of edits) byBlock.set(edit.block, [...(byBlock.get(edit.block) ?? []), edit]);
    for (const [id, list] of byBlock) {
      const block = this.pages.block(id);
      if (!block || edited(block.text, list) === undefined) return undefined;
    }
    const places = edits.map((edit) => ({ ...this.pages.range(edit)!, text: edit.text })).sort((a, b) => b.from - a.from);
    let { tr } = this.state;
    for (const { from, to, text } of places) tr = text ? tr.insertText(text, from, to) : tr.delete(from, to);
    return tr;
  }

  replace(edits: readonly Edit[]): boolean {
    const tr = this.view.editable ? this.edits(edits) : undefined;
    if (!tr) return false;
    // A history puts what follows closely into the step before: this is a step of its own, whatever was done last.
    if (edits.length) this.view.dispatch(tr.setTime(tr.time + apart) as never);
    return true;
  }

  private serialise(doc: PmNode): string {
    if (this.format === "json") return JSON.stringify(doc);
    if (this.options.html) return this.options.html(doc);
    const { document } = this.win;
    const holder = document.createElement("div");
    const serializer = this.modules.DOMSerializer.fromSchema(this.state.schema as never) as { serializeFragment(content: unknown, options: { document: Document }): DocumentFragment };
    holder.append(serializer.serializeFragment((doc as unknown as { content: unknown }).content, { document }));
    return holder.innerHTML;
  }

  content(): string {
    return this.serialise(this.state.doc);
  }

  masked(edits: readonly Edit[]): string {
    const tr = this.edits(edits);
    if (!tr) throw new Error("the content has changed");
    return this.serialise(tr.doc);
  }

  readBack(content: string): readonly TextBlock[] {
    return new Pages(this.state.schema.nodeFromJSON(JSON.parse(content))).blocks();
  }

  paste({ html, text }: PasteData): boolean {
    return html ? this.view.pasteHTML(html) : this.view.pasteText(text);
  }

  detach(): void {
    this.over = true;
    clearTimeout(this.timer);
    for (const undo of this.undo) undo();
    this.painter?.clear();
    if (!this.view.isDestroyed) this.plugins(this.others());
  }
}
