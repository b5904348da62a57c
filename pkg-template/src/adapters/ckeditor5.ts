// garim/adapters/ckeditor5: CKEditor 5. Highlights are markers outside of data, history and collaboration (`usingOperation: false, affectsData: false`), drawn by the
// editing downcast only. What is being composed is not in the model yet: it is read from the editing view and painted over it.
import type { Adapter, BlockChange, BlockRange, Box, Connect, Edit, Highlight, Host, TextBlock } from "../dom/adapter.js";
import { boxesIn, edited, sameBlock } from "../dom/adapter.js";
import { partsOf, Tree, type CkNode, type CkPosition, type Holder } from "../dom/ckeditor5.js";
import { editBetween } from "../dom/model.js";
import { canPaint, dress, Painter, windowOf } from "../dom/paint.js";
import { linesOf, rangeOf, type Line } from "../dom/pieces.js";
import { press } from "../dom/press.js";

/** What is used of an editor: any build, any of its creators. */
export interface CkEditor {
  readonly model: unknown;
  readonly editing: unknown;
  readonly data: unknown;
  readonly conversion: unknown;
  readonly ui: unknown;
  readonly isReadOnly: boolean;
}

/** What the host knows better. */
export interface CkOptions {
  /** Which root; `main` where it is left out. */
  rootName?: string;
}

interface Writer {
  createPositionAt(element: CkNode, offset: number): CkPosition;
  createRange(start: CkPosition, end: CkPosition): object;
  addMarker(name: string, options: object): void;
  removeMarker(name: string): void;
  cloneElement(element: CkNode, deep: boolean): CkNode;
  insertText(text: string, attributes: Iterable<[string, unknown]>, position: CkPosition): void;
  remove(range: object): void;
  setSelection(range: object): void;
}

interface Listening {
  on(event: string, listener: (...given: never[]) => void, options?: object): void;
  off(event: string, listener: (...given: never[]) => void): void;
}

interface Editor {
  readonly model: {
    readonly document: Listening & {
      readonly differ: { getChanges(): Iterable<{ position?: CkPosition; range?: { start: CkPosition } }> };
      readonly selection: Listening & { readonly isCollapsed: boolean; getFirstPosition(): CkPosition; getLastPosition(): CkPosition; getRanges(): Iterable<{ getItems(): Iterable<CkNode & { startOffset: number }> }> };
      getRoot(name: string): CkNode;
    };
    readonly markers: { has(name: string): boolean };
    readonly schema: { checkChild(element: CkNode, child: string): boolean };
    change<T>(work: (writer: Writer) => T): T;
    enqueueChange(batch: object, work: (writer: Writer) => void): void;
  };
  readonly editing: {
    readonly mapper: { toViewElement(element: CkNode): object | undefined; toModelElement(view: object): CkNode | undefined };
    readonly view: Listening & {
      readonly document: { readonly isComposing: boolean };
      readonly domConverter: { mapViewToDom(view: object): HTMLElement | undefined; mapDomToView(dom: Node): object | undefined };
      focus(): void;
      scrollToTheSelection(): void;
    };
  };
  readonly data: { get(options: object): string; stringify(element: CkNode): string };
  readonly conversion: { for(group: string): { markerToHighlight(given: object): void } };
  readonly ui: { getEditableElement(name: string): HTMLElement | undefined; readonly view?: { readonly element?: HTMLElement | null } };
  readonly isReadOnly: boolean;
}

/** What is composed beyond the model: a line, its text, and where it differs. */
interface Live {
  readonly holder: Holder;
  readonly line: Line;
  readonly block: TextBlock;
  readonly edit: { readonly start: number; readonly end: number; readonly text: string };
}

/** With more highlights than this only those near the screen are markers: every marker's range hears of every operation. */
const few = 80;
const filler = /\u2060{7}/g;
const converted = new WeakSet<object>();
let made = 0;

const touches = (end: BlockRange, id: string, { start, end: last }: Highlight): boolean => end.block === id && start <= end.end && last >= end.start;

/** Connects an editor. */
export const ckeditor5 = (editor: CkEditor, options: CkOptions = {}): Connect => (host) => new CkEditor5(editor as unknown as Editor & Listening, options.rootName ?? "main", host);

class CkEditor5 implements Adapter {
  readonly name = "ckeditor5";
  readonly capabilities = { highlight: "native", sync: true, undo: true, clipboard: true, positions: "exact" } as const;
  readonly root: HTMLElement;
  readonly frame: HTMLElement;
  readonly format = "html";
  readonly moves = true;
  private readonly win: Window & typeof globalThis;
  private readonly rootNode: CkNode;
  private readonly tree: Tree;
  private readonly painter: Painter | undefined;
  private readonly shown = new Map<string, readonly Highlight[]>();
  private readonly markers = new Map<string, string[]>();
  private count = 0;
  private near: ReadonlySet<CkNode> | undefined;
  private live: Live | undefined;
  private ends: readonly BlockRange[] = [];
  private readonly painted = new Set<string>();
  private readonly pressed: ReturnType<typeof press> | undefined;
  private over = false;
  private readonly undo: (() => void)[] = [];

  constructor(private readonly editor: Editor & Listening, private readonly rootName: string, private readonly host: Host) {
    const { model, editing, ui, conversion } = editor;
    const root = ui.getEditableElement(rootName);
    if (!root) throw new TypeError("the editor has no such root");
    this.root = root;
    this.frame = ui.view?.element?.contains(root) ? ui.view.element : root;
    this.win = windowOf(root);
    this.rootNode = model.document.getRoot(rootName);
    this.tree = new Tree(this.rootNode, (element) => model.schema.checkChild(element, "$text"));
    this.painter = canPaint(this.win) ? new Painter(root) : undefined;
    dress(root, (name) => `.${name}`);
    if (!converted.has(editor)) {
      converted.add(editor);
      // The marker's name says how it looks; nothing of the text.
      conversion.for("editingDowncast").markerToHighlight({
        model: "garim",
        view: ({ markerName }: { markerName: string }) => ({ classes: markerName.split(":").slice(1, 3).map((each) => `garim-${each}`) }),
      });
    }
    this.listen(model.document, "change:data", () => this.changed(), { priority: "lowest" });
    this.listen(model.document.selection, "change:range", () => this.rests());
    // What was drawn may be other text nodes than those that ranges stand in.
    this.listen(editing.view, "render", () => this.painted.forEach((id) => this.paint(id)), { priority: "lowest" });
    this.pressed = press(root, () => this.rests());
    this.undo.push(() => this.pressed?.detach());
    this.rests();
    this.listen(editor, "destroy", () => {
      this.over = true;
      host.lost();
    });
    const on = (target: EventTarget, type: string, listener: () => void, capture: boolean): void => {
      target.addEventListener(type, listener, { capture, passive: true });
      this.undo.push(() => target.removeEventListener(type, listener, capture));
    };
    on(root, "input", () => this.compose(), false);
    on(root, "compositionend", () => setTimeout(() => !this.over && this.compose()), false);
    for (const [target, type] of [[root.ownerDocument, "scroll"], [this.win, "resize"]] as const) {
      on(target, type, () => this.count > few && this.soon(), true);
    }
  }

  private asked = false;

  /** Looks again where the screen is when the page has been laid out. */
  private soon(): void {
    if (this.asked) return;
    this.asked = true;
    this.win.requestAnimationFrame(() => {
      this.asked = false;
      if (!this.over && !this.composing()) this.around();
    });
  }

  private listen(target: Listening, event: string, listener: () => void, options?: object): void {
    target.on(event, listener, options);
    this.undo.push(() => target.off(event, listener));
  }

  // What the editor does.

  private changed(): void {
    const dirty = new Set<CkNode>();
    let structure = false;
    for (const { position, range } of this.editor.model.document.differ.getChanges()) {
      const place = position ?? range?.start;
      if (!place || place.parent.root !== this.rootNode) continue;
      let at: CkNode | null = place.parent;
      if (at === this.rootNode) {
        structure = true;
        at = place.nodeAfter;
      } else while (at && at.parent !== this.rootNode) at = at.parent;
      if (at) dirty.add(at);
    }
    if (dirty.size || structure) this.take(this.tree.update(dirty, structure));
  }

  /** Tells an edit, with what is being composed in place of what the model holds. */
  private take(change: BlockChange | undefined): void {
    for (const id of change?.remove ?? []) this.keep(id, []);
    const was = this.live;
    this.live = this.composed();
    const upsert = new Map((change?.upsert ?? []).map((block) => [block.id, block]));
    for (const each of [was, this.live]) {
      const block = each && this.tree.find(each.block.id)?.line.block;
      if (!block) continue;
      const now = this.live?.block.id === block.id ? this.live.block : block;
      // What the model takes over from the composition was told already.
      if (was?.block.id === block.id && sameBlock(was.block, now)) upsert.delete(block.id);
      else upsert.set(block.id, { ...upsert.get(block.id), ...now });
    }
    const remove = change?.remove ?? [];
    if (remove.length) this.mark([]);
    this.painted.forEach((id) => this.paint(id));
    if (upsert.size || remove.length || change?.order) this.host.changed({ ...change, upsert: [...upsert.values()] });
  }

  private compose(): void {
    if (this.composing() || this.live) this.take(undefined);
  }

  /** What the browser has composed in a block and the model does not hold. */
  private composed(): Live | undefined {
    if (!this.composing()) return undefined;
    const { domConverter } = this.editor.editing.view;
    const root = this.root.getRootNode() as Document & { getSelection?(): Selection | null };
    const chosen = root.getSelection?.() ?? this.win.getSelection();
    for (let node: Node | null = chosen?.anchorNode ?? null; node && node !== this.root; node = node.parentNode) {
      const view = domConverter.mapDomToView(node);
      const element = view && node.nodeType === 1 ? this.editor.editing.mapper.toModelElement(view) : undefined;
      const holder = element && this.tree.holder(element);
      if (!holder) continue;
      const lines = this.domText(holder).map(({ text }) => text);
      if (lines.length !== holder.lines.length) return undefined;
      for (const [index, line] of holder.lines.entries()) {
        // The view writes some spaces as no-break spaces.
        const plain = (text: string): string => text.replace(/\u00a0/g, " ");
        const { text } = line.block;
        const { start, end, put } = editBetween(plain(text), plain(lines[index]!));
        if (start === end && put === 0) continue;
        const typed = plain(lines[index]!).slice(start, start + put);
        return { holder, line, block: { ...line.block, text: text.slice(0, start) + typed + text.slice(end) }, edit: { start, end, text: typed } };
      }
      return undefined;
    }
    return undefined;
  }

  /** The lines of a text block as the page shows them. */
  private domText({ element }: Holder): { text: string; nodes: { node: Text; at: number; from: number; length: number }[] }[] {
    const { domConverter } = this.editor.editing.view;
    const view = this.editor.editing.mapper.toViewElement(element);
    const dom = view && domConverter.mapViewToDom(view);
    const lines: ReturnType<CkEditor5["domText"]> = [{ text: "", nodes: [] }];
    // The editor's own signs stand between the text, as the place where something would be dropped.
    const isUi = (node: Node): boolean => (domConverter.mapDomToView(node) as { is?(type: string): boolean } | undefined)?.is?.("uiElement") === true;
    const visit = (node: Node): void => {
      const line = lines[lines.length - 1]!;
      if (node.nodeType === 3) {
        const { data } = node as Text;
        const skipped = filler.exec(data) ? 7 : 0;
        filler.lastIndex = 0;
        const text = data.slice(skipped);
        line.nodes.push({ node: node as Text, at: line.text.length, from: skipped, length: text.length });
        line.text += text.replace(/[\r\n\t]/g, " ");
      } else if (node.nodeName === "BR") {
        if (!(node as HTMLElement).dataset.ckeFiller) lines.push({ text: "", nodes: [] });
      } else if ((node as HTMLElement).contentEditable !== "false" && !isUi(node)) node.childNodes.forEach(visit);
    };
    dom?.childNodes.forEach(visit);
    return lines;
  }

  // What is shown.

  private keep(id: string, list: readonly Highlight[]): void {
    this.count += list.length - (this.shown.get(id)?.length ?? 0);
    if (list.length) this.shown.set(id, list);
    else this.shown.delete(id);
  }

  show(highlights: ReadonlyMap<string, readonly Highlight[]>): void {
    const crowded = this.count > few;
    for (const [id, list] of highlights) this.keep(id, this.tree.find(id) ? list : []);
    if (this.count > few && !crowded) {
      this.around();
      this.soon();
    } else this.mark(this.count > few === crowded ? [...highlights.keys()] : [...new Set([...this.shown.keys(), ...highlights.keys()])]);
    for (const id of highlights.keys()) this.paint(id);
  }

  /**
   * What the ends of the selection touch is painted and not marked: a view that is composed in draws nothing until the composition is over, and an element around
   * what is composed could not be taken away.
   */
  private rests(): void {
    if (!this.painter || this.over || this.pressed?.held()) return;
    const { selection } = this.editor.model.document;
    const before = this.ends;
    this.ends = [selection.getFirstPosition(), ...(selection.isCollapsed ? [] : [selection.getLastPosition()])].flatMap(({ parent, offset }) => this.tree.parts(parent, offset, offset));
    const changed = new Set<string>();
    for (const { block } of [...before, ...this.ends]) {
      if (this.shown.get(block)?.some((each) => before.some((end) => touches(end, block, each)) !== this.ends.some((end) => touches(end, block, each)))) changed.add(block);
    }
    if (!changed.size) return;
    this.mark([...changed]);
    for (const id of changed) this.paint(id);
  }

  private isPainted(id: string, highlight: Highlight): boolean {
    return this.painter !== undefined && (highlight.provisional || this.live?.block.id === id || this.ends.some((end) => touches(end, id, highlight)));
  }

  private paint(id: string): void {
    const list = this.tree.find(id) ? (this.shown.get(id) ?? []).filter((each) => this.isPainted(id, each)) : [];
    this.painter?.paint(id, list, (start, end) => this.domRange({ block: id, start, end }));
    if (list.length) this.painted.add(id);
    else this.painted.delete(id);
  }

  /** Makes the markers of some blocks anew, and takes those of blocks away that are gone. */
  private mark(ids: readonly string[]): void {
    const { model } = this.editor;
    const gone = [...this.markers.keys()].filter((id) => !this.tree.find(id));
    if (!gone.length && !ids.some((id) => this.shown.has(id) || this.markers.has(id))) return;
    model.enqueueChange({ isUndoable: false }, (writer) => {
      for (const id of [...gone, ...ids]) {
        for (const name of this.markers.get(id) ?? []) if (model.markers.has(name)) writer.removeMarker(name);
        this.markers.delete(id);
        const found = this.tree.find(id);
        const list = this.shown.get(id);
        if (this.over || !found || !list || (this.near && this.count > few && !this.near.has(found.holder.top))) continue;
        const names: string[] = [];
        for (const each of list) {
          const { start, end, className } = each;
          if (end > found.line.block.text.length || this.isPainted(id, each)) continue;
          const name = `garim:${className.split(" ").map((each) => each.slice(6)).join(":")}:${(made += 1)}`;
          writer.addMarker(name, { range: this.range(writer, found.holder.element, found.line, start, end), usingOperation: false, affectsData: false });
          names.push(name);
        }
        this.markers.set(id, names);
      }
    });
  }

  private range(writer: Writer, element: CkNode, line: Line, start: number, end: number): object {
    const place = rangeOf(line, start, end);
    return writer.createRange(writer.createPositionAt(element, place.from), writer.createPositionAt(element, place.to));
  }

  /** Which children of the root are near the screen; their blocks are marked, and others no more. */
  private around(): void {
    const { order } = this.tree;
    const { mapper, view } = this.editor.editing;
    const top = (at: number): number => {
      const found = mapper.toViewElement(order[at]!);
      return (found && view.domConverter.mapViewToDom(found)?.getBoundingClientRect().top) ?? 0;
    };
    const first = (below: number): number => {
      let [low, high] = [0, order.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (top(middle) < below) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const high = this.win.innerHeight;
    const before = this.near;
    this.near = new Set(order.slice(Math.max(0, first(-high) - 1), first(2 * high)));
    const { near } = this;
    const at = (id: string): CkNode | undefined => this.tree.find(id)?.holder.top;
    this.mark([...this.shown.keys()].filter((id) => !before || near.has(at(id)!) !== before.has(at(id)!)));
  }

  private domRange({ block, start, end }: BlockRange): Range | undefined {
    const found = this.tree.find(block);
    const line = found && this.domText(found.holder)[found.holder.lines.indexOf(found.line)];
    if (!line) return undefined;
    const spot = (offset: number, last: boolean): [Text, number] | undefined => {
      const piece = line.nodes.find(({ at, length }) => (last ? offset > at && offset <= at + length : offset >= at && offset < at + length));
      return piece && [piece.node, piece.from + offset - piece.at];
    };
    const first = spot(start, false) ?? spot(start, true);
    const last = end > start ? spot(end, true) : first;
    if (!first || !last) return undefined;
    const range = this.win.document.createRange();
    range.setStart(...first);
    range.setEnd(...last);
    return range;
  }

  // What Garim asks.

  read(): readonly TextBlock[] {
    this.compose();
    const { live } = this;
    const blocks = this.tree.blocks();
    return live ? blocks.map((block) => (block.id === live.block.id ? live.block : block)) : blocks;
  }

  composing(): boolean {
    return this.editor.editing.view.document.isComposing;
  }

  rects(range: BlockRange): readonly Box[] {
    const found = this.domRange(range);
    return found ? boxesIn(this.host.window, this.win, found.getClientRects()) : [];
  }

  blockAt(x: number, y: number): string | undefined {
    return this.spotAt(x, y)?.block;
  }

  spotAt(x: number, y: number): BlockRange | undefined {
    const { document } = this.win;
    const spot = document.caretPositionFromPoint?.(x, y);
    const range = spot ? undefined : document.caretRangeFromPoint?.(x, y);
    const [inside, offset] = spot ? [spot.offsetNode, spot.offset] : [range?.startContainer, range?.startOffset ?? 0];
    for (let node: Node | null = inside ?? null; node && node !== this.root; node = node.parentNode) {
      const view = node.nodeType === 1 ? this.editor.editing.view.domConverter.mapDomToView(node) : undefined;
      const element = view && this.editor.editing.mapper.toModelElement(view);
      const holder = element && this.tree.holder(element);
      if (!holder) continue;
      const lines = this.domText(holder);
      const index = Math.max(0, lines.findIndex(({ nodes }) => nodes.some((each) => each.node === inside)));
      const piece = lines[index]?.nodes.find((each) => each.node === inside);
      const at = piece ? piece.at + Math.max(0, offset - piece.from) : 0;
      const block = holder.lines[index]?.block.id;
      return block === undefined ? undefined : { block, start: at, end: at };
    }
    return undefined;
  }

  selection(): readonly BlockRange[] {
    this.compose();
    const { selection } = this.editor.model.document;
    if (selection.isCollapsed) {
      const { parent, offset } = selection.getFirstPosition();
      return this.tree.parts(parent, offset, offset).slice(0, 1);
    }
    const out: BlockRange[] = [];
    for (const range of selection.getRanges()) {
      for (const item of range.getItems()) {
        if (!item.is("$textProxy") || !item.parent) continue;
        for (const part of this.tree.parts(item.parent, item.startOffset, item.startOffset + item.offsetSize)) {
          const before = out[out.length - 1];
          if (before?.block === part.block) out[out.length - 1] = { ...before, end: Math.max(before.end, part.end) };
          else if (part.end > part.start) out.push(part);
        }
      }
    }
    return out;
  }

  select({ block, start, end }: BlockRange): void {
    const found = this.tree.find(block);
    if (!found) return;
    this.editor.editing.view.focus();
    this.editor.model.change((writer) => writer.setSelection(this.range(writer, found.holder.element, found.line, start, end)));
    this.editor.editing.view.scrollToTheSelection();
  }

  /** Edits by holder; undefined where something else stands in one of them. */
  private plan(edits: readonly Edit[]): Map<Holder, Edit[]> | undefined {
    const blocks = new Map<string, Edit[]>();
    for (const edit of edits) blocks.set(edit.block, [...(blocks.get(edit.block) ?? []), edit]);
    const out = new Map<Holder, Edit[]>();
    for (const [id, list] of blocks) {
      const found = this.tree.find(id);
      const text = this.live?.block.id === id ? this.live.block.text : found?.line.block.text;
      if (!found || text === undefined || edited(text, list) === undefined) return undefined;
      out.set(found.holder, [...(out.get(found.holder) ?? []), ...list]);
    }
    return out;
  }

  /** Does edits in an element of the model, in the document or in a copy. */
  private write(writer: Writer, element: CkNode, lines: readonly Line[], edits: readonly Omit<Edit, "expected">[]): void {
    const places = edits.flatMap(({ block, start, end, text }) => {
      const line = lines.find((each) => each.block.id === block);
      return line ? [{ ...rangeOf(line, start, end), text }] : [];
    });
    for (const { from, to, text } of places.sort((a, b) => b.from - a.from)) {
      const start = writer.createPositionAt(element, from);
      const near = start.textNode ?? (start.nodeAfter?.is("$text") ? start.nodeAfter : undefined);
      const attributes = [...(near?.getAttributes() ?? [])];
      if (to > from) writer.remove(writer.createRange(start, writer.createPositionAt(element, to)));
      if (text) writer.insertText(text, attributes, writer.createPositionAt(element, from));
    }
  }

  replace(edits: readonly Edit[]): boolean {
    this.compose();
    const plan = this.editor.isReadOnly || this.live ? undefined : this.plan(edits);
    if (!plan) return false;
    if (plan.size) this.editor.model.change((writer) => plan.forEach((list, { element, lines }) => this.write(writer, element, lines, list)));
    return true;
  }

  content(): string {
    return this.editor.data.get({ rootName: this.rootName });
  }

  masked(edits: readonly Edit[]): string {
    this.compose();
    const plan = this.plan(edits);
    if (!plan) throw new Error("the content has changed");
    const { live, editor } = this;
    if (!plan.size && !live) return this.content();
    if (live && !plan.has(live.holder)) plan.set(live.holder, []);
    // In a copy outside of the document: no operation, no history, no view.
    const copy = editor.model.change((writer) => {
      const whole = writer.cloneElement(this.rootNode, true);
      plan.forEach((list, holder) => {
        const element = whole.getNodeByPath(holder.element.getPath());
        let { lines } = holder;
        if (live?.holder === holder) {
          this.write(writer, element, lines, [{ block: live.block.id, ...live.edit }]);
          lines = linesOf(partsOf(element), holder.lines[0]!.block.id, {});
        }
        this.write(writer, element, lines, list);
      });
      return whole;
    });
    return editor.data.stringify(copy);
  }

  detach(): void {
    for (const undo of this.undo) undo();
    this.painter?.clear();
    this.shown.clear();
    this.count = 0;
    const names = [...this.markers.keys()];
    if (!this.over) this.mark(names);
    this.over = true;
  }
}
