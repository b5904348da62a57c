// A plain field: its lines are blocks, its highlights stand on a mirror.
import type { Adapter, BlockChange, Edit, Highlight, Host } from "./adapter.js";
import { Lines } from "./lines.js";
import { Mirror } from "./mirror.js";
import { windowOf } from "./paint.js";

type Plain = HTMLTextAreaElement | HTMLInputElement;

/** An attached field. */
export class Field implements Adapter {
  readonly name = "textarea";
  readonly capabilities = { highlight: "overlay", sync: true, undo: true, clipboard: true, positions: "exact" } as const;
  readonly frame: HTMLElement;
  readonly format = "text";
  readonly moves = false;
  private readonly lines: Lines;
  private readonly mirror: Mirror;
  private readonly win: Window & typeof globalThis;
  private isComposing = false;
  private readonly listeners: [EventTarget, string, EventListener][] = [];
  private readonly restore: () => void;

  constructor(
    readonly root: Plain,
    private readonly host: Host,
  ) {
    this.win = windowOf(root);
    this.frame = root;
    this.lines = new Lines(root.value);
    this.mirror = new Mirror(root, () => host.moved());
    this.mirror.reset(this.lines.blocks);
    this.listen(root, "input", () => this.look());
    this.listen(root, "compositionstart", () => {
      this.isComposing = true;
    });
    this.listen(root, "compositionend", () => {
      this.isComposing = false;
      this.look();
    });
    // A form that is reset has its fields' values only after the event.
    if (root.form) this.listen(root.form, "reset", () => void Promise.resolve().then(() => this.renew()));
    this.restore = this.watch();
  }

  private listen(target: EventTarget, type: string, listener: EventListener): void {
    target.addEventListener(type, listener, true);
    this.listeners.push([target, type, listener]);
  }

  /** Hears of values that the page's script sets, for which there is no event. */
  private watch(): () => void {
    const { root } = this;
    const own = Object.getOwnPropertyDescriptor(root, "value");
    const inherited = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(root), "value")!;
    const { get, set } = own?.set ? own : inherited;
    Object.defineProperty(root, "value", {
      configurable: true,
      enumerable: true,
      get: () => get!.call(root) as string,
      set: (value: string) => {
        set!.call(root, value);
        this.renew();
      },
    });
    const setRangeText = root.setRangeText;
    Object.defineProperty(root, "setRangeText", {
      configurable: true,
      writable: true,
      value: (...given: unknown[]) => {
        (setRangeText as (...given: unknown[]) => void).apply(root, given);
        this.look();
      },
    });
    return () => {
      delete (root as { setRangeText?: unknown }).setRangeText;
      if (own) Object.defineProperty(root, "value", own);
      else delete (root as { value?: unknown }).value;
    };
  }

  /** What the field holds now was set as a whole. */
  private renew(): void {
    if (this.lines.blocks.length && this.lines.edit(this.root.value) === undefined) return;
    this.lines.set(this.root.value);
    this.mirror.reset(this.lines.blocks);
    this.host.reset(this.lines.blocks);
  }

  /** What the field holds now came by an edit. */
  private look(): void {
    const change = this.lines.edit(this.root.value);
    if (!change) return;
    this.follow(change);
    this.host.changed(change);
  }

  private follow({ upsert = [], remove = [] }: BlockChange): void {
    for (const block of upsert) this.mirror.put(block, block.after);
    for (const id of remove) this.mirror.remove(id);
  }

  read(): readonly Readonly<{ id: string; text: string }>[] {
    this.look();
    return this.lines.blocks;
  }

  composing(): boolean {
    return this.isComposing;
  }

  show(highlights: ReadonlyMap<string, readonly Highlight[]>): void {
    for (const [id, list] of highlights) this.mirror.show(id, list);
  }

  rects({ block, start, end }: { block: string; start: number; end: number }): ReturnType<Adapter["rects"]> {
    return this.mirror.rects(this.host.window, block, start, end);
  }

  selection(): ReturnType<Adapter["selection"]> {
    this.look();
    const { selectionStart, selectionEnd } = this.root;
    return selectionStart === null || selectionEnd === null ? [] : this.lines.parts(selectionStart, selectionEnd);
  }

  select({ block, start, end }: { block: string; start: number; end: number }): void {
    this.look();
    const from = this.lines.start(block);
    if (from === undefined) return;
    this.root.focus({ preventScroll: true });
    this.root.setSelectionRange(from + start, from + end);
    const top = this.mirror.top(block);
    if (top < this.root.scrollTop || top > this.root.scrollTop + this.root.clientHeight - 24) this.root.scrollTop = Math.max(0, top - this.root.clientHeight / 3);
    this.root.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  replace(edits: readonly Edit[]): boolean {
    this.look();
    const { root } = this;
    const places = this.lines.places(edits);
    if (!places || root.disabled || root.readOnly) return false;
    const [first, last] = [places[0], places[places.length - 1]];
    if (!first || !last) return true;
    // Everything from the first to the last place is typed once, so that one undo takes it back.
    const value = root.value;
    let put = "";
    let at = first.start;
    for (const { start, end, text } of places) {
      put += value.slice(at, start) + text;
      at = end;
    }
    const { document } = this.win;
    const [active, caret, scroll] = [document.activeElement, [root.selectionStart, root.selectionEnd] as const, root.scrollTop];
    root.focus({ preventScroll: true });
    root.setSelectionRange(first.start, last.end);
    const done = put === "" ? document.execCommand("delete") : document.execCommand("insertText", false, put);
    const shift = (place: number | null): number => {
      const before = places.filter(({ end }) => end <= (place ?? 0));
      return (place ?? 0) + before.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
    };
    root.setSelectionRange(shift(caret[0]), shift(caret[1]));
    root.scrollTop = scroll;
    if (active instanceof this.win.HTMLElement && active !== root && active !== document.body) active.focus({ preventScroll: true });
    this.look();
    return done;
  }

  content(): string {
    return this.root.value;
  }

  masked(edits: readonly Edit[]): string {
    this.look();
    const places = this.lines.places(edits);
    if (!places) throw new Error("the content has changed");
    const { value } = this.root;
    let [out, at] = ["", 0];
    for (const { start, end, text } of places) {
      out += value.slice(at, start) + text;
      at = end;
    }
    return out + value.slice(at);
  }

  detach(): void {
    for (const [target, type, listener] of this.listeners) target.removeEventListener(type, listener, true);
    this.restore();
    this.mirror.detach();
  }
}
