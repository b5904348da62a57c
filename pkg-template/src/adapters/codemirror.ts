// garim/adapters/codemirror: CodeMirror 6. Every line is a block; highlights are mark decorations of a view plugin, which move with the document and are redrawn
// by the editor itself. Nothing is written into the document, the state or the history.
import type { Adapter, BlockChange, BlockRange, Box, Connect, Edit, Highlight, Host, TextBlock } from "../dom/adapter.js";
import { boxesIn } from "../dom/adapter.js";
import { canPaint, dress, Painter, windowOf } from "../dom/paint.js";

/** What is used of `@codemirror/state`. */
export interface CodeMirrorState {
  readonly StateEffect: { readonly appendConfig: { of(value: unknown): unknown } };
  readonly Compartment: new () => { of(extension: unknown): unknown; reconfigure(extension: unknown): unknown };
}

/** What is used of `@codemirror/view`. */
export interface CodeMirrorView {
  readonly EditorView: { readonly decorations: { of(value: unknown): unknown } };
  readonly ViewPlugin: {
    define(create: (view: never) => object, spec?: { provide?: (plugin: never) => unknown }): unknown;
  };
  readonly Decoration: {
    readonly none: unknown;
    mark(spec: { class: string; inclusive: boolean }): { range(from: number, to: number): unknown };
  };
}

/** The editor's modules, as imported whole: `import * as state from "@codemirror/state"`. */
export interface CodeMirrorModules {
  readonly state: CodeMirrorState;
  readonly view: CodeMirrorView;
}

interface Line {
  readonly from: number;
  readonly to: number;
  readonly number: number;
  readonly text: string;
}

interface Doc {
  readonly length: number;
  readonly lines: number;
  line(number: number): Line;
  lineAt(at: number): Line;
  iterLines(from?: number, to?: number): Iterable<string>;
  toString(): string;
}

interface ChangeSet {
  readonly empty: boolean;
  apply(doc: Doc): Doc;
  iterChangedRanges(each: (fromA: number, toA: number, fromB: number, toB: number) => void): void;
  toJSON(): unknown;
}

interface State {
  readonly doc: Doc;
  readonly readOnly: boolean;
  readonly selection: { readonly main: { readonly empty: boolean }; readonly ranges: readonly { readonly from: number; readonly to: number; readonly empty: boolean }[] };
  changes(spec: unknown): ChangeSet;
  update(spec: unknown): { readonly changes: ChangeSet };
}

interface Decorations {
  map(changes: ChangeSet): Decorations;
  update(spec: { add?: readonly unknown[]; sort?: boolean; filter?: (from: number, to: number) => boolean; filterFrom?: number; filterTo?: number }): Decorations;
}

interface ViewUpdate {
  readonly state: State;
  readonly startState: State;
  readonly changes: ChangeSet;
  readonly docChanged: boolean;
  readonly geometryChanged: boolean;
  readonly transactions: readonly { isUserEvent(event: string): boolean }[];
}

/** What is used of an `EditorView`. */
export interface CodeMirrorEditor {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
}

interface View extends CodeMirrorEditor {
  readonly state: State;
  readonly viewport: { readonly from: number; readonly to: number };
  readonly compositionStarted: boolean;
  update(transactions: readonly unknown[]): void;
  dispatch(...specs: unknown[]): void;
  domAtPos(at: number): { node: Node; offset: number };
  posAtCoords(place: { x: number; y: number }): number | null;
  focus(): void;
}

/** Connects an `EditorView`. `modules` are those that the view was made with. */
export const codemirror = (view: CodeMirrorEditor, modules: CodeMirrorModules): Connect => (host) => new CodeMirror(view as View, modules, host);

/** What people do; everything else that takes the whole document's place is the host's. */
const personal = ["input", "delete", "move", "undo", "redo"];
/** From so many blocks on they are shown in one pass over all decorations. */
const many = 40;

class CodeMirror implements Adapter {
  readonly name = "codemirror";
  readonly capabilities = { highlight: "native", sync: true, undo: true, clipboard: true, positions: "exact" } as const;
  readonly root: HTMLElement;
  readonly frame: HTMLElement;
  readonly format = "text";
  readonly moves = true;
  /** The id of each line, in order. */
  private ids: string[] = [];
  private lineOf: Map<string, number> | undefined;
  private last = 0;
  private state: State;
  private decorations: Decorations;
  private readonly marks = new Map<string, { range(from: number, to: number): unknown }>();
  private readonly holder: { of(extension: unknown): unknown; reconfigure(extension: unknown): unknown };
  private readonly extension: unknown;
  /** What stands in text that is being composed, which the editor does not redraw: by CSS, on the text nodes that it keeps. */
  private readonly painter: Painter | undefined;
  private readonly provisional = new Map<string, readonly Highlight[]>();
  private updating = false;
  private over = false;

  constructor(
    private readonly view: View,
    private readonly modules: CodeMirrorModules,
    private readonly host: Host,
  ) {
    const { EditorView, ViewPlugin, Decoration } = modules.view;
    this.root = view.contentDOM;
    this.frame = view.dom;
    this.state = view.state;
    this.decorations = Decoration.none as Decorations;
    this.number();
    dress(view.dom, (name) => `.${name}`);
    this.painter = canPaint(windowOf(this.root)) ? new Painter(this.root) : undefined;
    const own = { update: (update: ViewUpdate) => this.follow(update), destroy: () => this.dropped() };
    this.extension = ViewPlugin.define(() => own, { provide: () => EditorView.decorations.of(() => this.decorations) });
    this.holder = new modules.state.Compartment();
    this.install();
  }

  private install(): void {
    this.view.dispatch({ effects: this.modules.state.StateEffect.appendConfig.of(this.holder.of(this.extension)) });
  }

  private fresh(): string {
    return `c${(this.last += 1)}`;
  }

  private number(): void {
    this.ids = Array.from({ length: this.state.doc.lines }, () => this.fresh());
    this.lineOf = undefined;
  }

  /** The plugin was thrown out: the host has set another state, or the view is gone. */
  private dropped(): void {
    if (this.over) return;
    void Promise.resolve().then(() => {
      if (this.over) return;
      if (!this.view.dom.parentNode) return this.host.lost();
      this.install();
      this.renew();
    });
  }

  private renew(): void {
    this.state = this.view.state;
    this.painter?.clear();
    this.provisional.clear();
    this.decorations = this.modules.view.Decoration.none as Decorations;
    this.number();
    this.host.reset(this.blocks());
  }

  private follow(update: ViewUpdate): void {
    this.state = update.state;
    this.updating = true;
    try {
      if (update.docChanged) this.edited(update);
      else if (update.geometryChanged) this.host.moved();
    } finally {
      this.updating = false;
    }
  }

  private edited({ changes, startState, transactions }: ViewUpdate): void {
    const [old, now] = [startState.doc, this.state.doc];
    this.decorations = this.decorations.map(changes);
    const ranges: [number, number, number, number][] = [];
    changes.iterChangedRanges((...range) => ranges.push(range));
    const [first] = ranges;
    const whole = first && ranges.length === 1 && first[0] === 0 && first[1] === old.length && old.length > 0;
    if (whole && transactions.every((each) => !personal.some((event) => each.isUserEvent(event)))) {
      this.decorations = this.modules.view.Decoration.none as Decorations;
      this.number();
      return this.host.reset(this.blocks());
    }
    const upsert: (TextBlock & { after?: string | null })[] = [];
    const remove: string[] = [];
    // From the end, so that the numbers of lines before stay what they are. Ranges that share a line are one.
    const joined: [number, number, number, number][] = [];
    for (const [fromA, toA, fromB, toB] of ranges) {
      const lines: [number, number, number, number] = [old.lineAt(fromA).number, old.lineAt(toA).number, now.lineAt(fromB).number, now.lineAt(toB).number];
      const before = joined[joined.length - 1];
      if (before && (before[1] >= lines[0] || before[3] >= lines[2])) [before[1], before[3]] = [lines[1], lines[3]];
      else joined.push(lines);
    }
    for (const [firstA, lastA, firstB, lastB] of joined.reverse()) {
      let [from, wasTo, isTo] = [firstA, lastA, lastB];
      let at = firstB;
      // Lines that are the same at the range's ends keep their ids: Enter before a line leaves that line alone.
      while (wasTo >= from && isTo >= at && old.line(wasTo).text === now.line(isTo).text) [wasTo, isTo] = [wasTo - 1, isTo - 1];
      while (wasTo >= from && isTo >= at && old.line(from).text === now.line(at).text) [from, at] = [from + 1, at + 1];
      const was = this.ids.slice(from - 1, wasTo);
      const count = isTo - at + 1;
      const put = Array.from({ length: count }, (_, index) => was[index] ?? this.fresh());
      const more = put.map((id, index): TextBlock & { after?: string | null } => {
        const { text } = now.line(at + index);
        return index < was.length ? { id, text } : { id, text, after: put[index - 1] ?? this.ids[from - 2] ?? null };
      });
      upsert.unshift(...more);
      remove.push(...was.slice(count));
      if (put.length !== was.length) {
        this.ids = [...this.ids.slice(0, from - 1), ...put, ...this.ids.slice(wasTo)];
        this.lineOf = undefined;
      }
    }
    if (upsert.length || remove.length) this.host.changed({ upsert, remove } satisfies BlockChange);
  }

  private blocks(): TextBlock[] {
    const out: TextBlock[] = [];
    let at = 0;
    for (const text of this.state.doc.iterLines(1, this.state.doc.lines + 1)) out.push({ id: this.ids[at++]!, text });
    return out;
  }

  private line(id: string): Line | undefined {
    this.lineOf ??= new Map(this.ids.map((each, index) => [each, index + 1]));
    const number = this.lineOf.get(id);
    return number === undefined ? undefined : this.state.doc.line(number);
  }

  read(): readonly TextBlock[] {
    if (this.state !== this.view.state && this.state.doc !== this.view.state.doc) this.renew();
    return this.blocks();
  }

  composing(): boolean {
    return this.view.compositionStarted;
  }

  show(highlights: ReadonlyMap<string, readonly Highlight[]>): void {
    const lines: Line[] = [];
    const add: unknown[] = [];
    for (const [id, list] of highlights) {
      const line = this.line(id);
      if (!line) continue;
      lines.push(line);
      this.sketch(id, list.filter(({ provisional }) => provisional));
      for (const { start, end, className, provisional } of list) {
        if (provisional && this.painter) continue;
        let mark = this.marks.get(className);
        if (!mark) this.marks.set(className, (mark = this.modules.view.Decoration.mark({ class: className, inclusive: false })));
        if (end <= line.text.length) add.push(mark.range(line.from + start, line.from + end));
      }
    }
    const before = this.decorations;
    if (lines.length < many) {
      for (const { from, to } of lines) this.decorations = this.decorations.update({ filterFrom: from, filterTo: to, filter: () => false });
      this.decorations = this.decorations.update({ add, sort: true });
    } else {
      const named = new Set(lines.map(({ from }) => from));
      this.decorations = this.decorations.update({ add, sort: true, filter: (from) => !named.has(this.state.doc.lineAt(from).from) });
    }
    // Within the editor's own update they are drawn by it.
    if (!this.updating && this.decorations !== before) this.draw();
  }

  /** Highlights of text that is being composed, once the editor has drawn it. */
  private sketch(id: string, list: readonly Highlight[]): void {
    this.painter?.erase(id);
    if (!list.length) return void this.provisional.delete(id);
    if (!this.provisional.size) {
      void Promise.resolve().then(() => {
        for (const [block, highlights] of this.provisional) this.painter?.paint(block, highlights, (start, end) => this.shownAt({ block, start, end }));
        this.provisional.clear();
      });
    }
    this.provisional.set(id, list);
  }

  private drawing = false;
  private draw(): void {
    if (this.over) return;
    try {
      this.view.update([]);
    } catch {
      // The editor is in the middle of another's update: behind it.
      if (this.drawing) return;
      this.drawing = true;
      void Promise.resolve().then(() => {
        this.drawing = false;
        this.draw();
      });
    }
  }

  private shownAt({ block, start, end }: BlockRange): Range | undefined {
    const line = this.line(block);
    const { viewport } = this.view;
    if (!line || line.from + end > viewport.to || line.from + start < viewport.from || end > line.text.length) return undefined;
    const [first, last] = [this.view.domAtPos(line.from + start), this.view.domAtPos(line.from + end)];
    const range = this.root.ownerDocument.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset);
    return range;
  }

  rects(range: BlockRange): readonly Box[] {
    const shown = this.shownAt(range);
    return shown ? boxesIn(this.host.window, windowOf(this.root), shown.getClientRects()) : [];
  }

  spotAt(x: number, y: number): BlockRange | undefined {
    const at = this.view.posAtCoords({ x, y });
    if (at === null) return undefined;
    const line = this.state.doc.lineAt(at);
    return { block: this.ids[line.number - 1]!, start: at - line.from, end: at - line.from };
  }

  blockAt(x: number, y: number): string | undefined {
    const [outer] = boxesIn(this.host.window, windowOf(this.root), [new (windowOf(this.root).DOMRect)()]);
    return this.spotAt(x - (outer?.left ?? 0), y - (outer?.top ?? 0))?.block ?? "";
  }

  private parts(from: number, to: number): BlockRange[] {
    const out: BlockRange[] = [];
    for (let at = this.state.doc.lineAt(from); ; at = this.state.doc.line(at.number + 1)) {
      out.push({ block: this.ids[at.number - 1]!, start: Math.max(0, from - at.from), end: Math.min(at.text.length, to - at.from) });
      if (at.to >= to) return out;
    }
  }

  selection(): readonly BlockRange[] {
    return this.state.selection.ranges.flatMap(({ from, to }) => this.parts(from, to));
  }

  /** Without a selection CodeMirror copies the lines of its carets. */
  copied(): readonly BlockRange[] {
    const { ranges } = this.state.selection;
    if (ranges.some(({ empty }) => !empty)) return ranges.filter(({ empty }) => !empty).flatMap(({ from, to }) => this.parts(from, to));
    const lines = new Map(ranges.map(({ from }) => this.state.doc.lineAt(from)).map((line) => [line.number, line]));
    return [...lines.values()].flatMap(({ from, to }) => this.parts(from, to));
  }

  select({ block, start, end }: BlockRange): void {
    const line = this.line(block);
    if (!line) return;
    this.view.dispatch({ selection: { anchor: line.from + start, head: line.from + end }, scrollIntoView: true, userEvent: "select" });
    this.view.focus();
  }

  /** Edits as the editor's changes; undefined where one does not fit. */
  private changes(edits: readonly Edit[]): { from: number; to: number; insert: string }[] | undefined {
    const out: { from: number; to: number; insert: string }[] = [];
    for (const { block, start, end, expected, text } of edits) {
      const line = this.line(block);
      if (!line || line.text.slice(start, end) !== expected || end > line.text.length) return undefined;
      out.push({ from: line.from + start, to: line.from + end, insert: text });
    }
    return out;
  }

  replace(edits: readonly Edit[]): boolean {
    void this.read();
    const changes = this.changes(edits);
    if (!changes || this.state.readOnly) return false;
    // An event of its own kind: the history joins it with nothing that was typed before.
    const made = this.state.update({ changes, userEvent: "input.replace" });
    // Filters of the host may protect parts of the document: all or nothing.
    if (JSON.stringify(made.changes) !== JSON.stringify(this.state.changes(changes))) return false;
    this.view.dispatch(made);
    return true;
  }

  content(): string {
    return this.view.state.doc.toString();
  }

  masked(edits: readonly Edit[]): string {
    void this.read();
    const changes = this.changes(edits);
    if (!changes) throw new Error("the content has changed");
    return this.state.changes(changes).apply(this.state.doc).toString();
  }

  detach(): void {
    this.over = true;
    this.painter?.clear();
    this.decorations = this.modules.view.Decoration.none as Decorations;
    if (this.view.dom.parentNode) this.view.dispatch({ effects: this.holder.reconfigure([]) });
  }
}
