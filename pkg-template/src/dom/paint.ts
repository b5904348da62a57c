// CSS Custom Highlights in the realm of the content: the registry, the ranges and the style sheet are all of the content's own window, because a highlight
// of another realm paints nothing. The content's DOM is never touched.
import type { Highlight, HighlightName } from "./adapter.js";

/** Every name of a highlight. */
export const names: readonly HighlightName[] = ["garim-keep", "garim-review", "garim-mask", "garim-provisional"];

/** The window of a node's document. */
export const windowOf = (node: Node): Window & typeof globalThis => (node.ownerDocument ?? (node as Document)).defaultView as Window & typeof globalThis;

/** Line, and colours by day and by night: the line style tells actions apart where colours do not. */
const looks: Record<HighlightName, [line: string, day: string, night: string, tint: string]> = {
  "garim-mask": ["underline double 1.5px", "#b3261e", "#ffb4ab", "9%"],
  "garim-review": ["underline wavy 1px", "#8a5a00", "#ffb951", "7%"],
  "garim-keep": ["underline dotted 1px", "#5f6368", "#c4c7c5", "0%"],
  "garim-provisional": ["underline dashed 1px", "#5f6368", "#c4c7c5", "0%"],
};

/** The rules for something selected by `select(name)`: a highlight, or a class in a mirror. Colours follow the scheme of the content, not of the system. */
export function highlightRules(select: (name: HighlightName) => string): string {
  const each = (body: (name: HighlightName) => string): string => names.map((name) => `${select(name)}{${body(name)}}`).join("");
  const screen = each((name) => {
    const [line, day, night, tint] = looks[name];
    const property = `--${name}-color`;
    const mixed = `color-mix(in srgb, var(${property}, light-dark(${day}, ${night})) ${tint}, transparent)`;
    return `text-decoration:${line} ${day};text-decoration:${line} var(${property}, light-dark(${day}, ${night}));background-color:${mixed}`;
  });
  const forced = each((name) => `text-decoration:${looks[name][0]} ${name === "garim-mask" ? "LinkText" : "CanvasText"};background-color:transparent`);
  const printed = each(() => "text-decoration:none;background-color:transparent");
  return `${screen}@media (forced-colors:active){${forced}}@media print{${printed}}`;
}

const sheets = new WeakMap<Document, CSSStyleSheet>();

const dressed = new WeakMap<Document | ShadowRoot, CSSStyleSheet>();

/** Rules for editors that show elements with a class, where the element stands: its document, or its shadow root. One that stands nowhere yet will stand in its document. */
export function dress(element: Element, select: (name: HighlightName) => string): void {
  const there = element.getRootNode() as Document | ShadowRoot;
  const root = there.adoptedStyleSheets ? there : element.ownerDocument;
  if (dressed.has(root) || !root.adoptedStyleSheets) return;
  const sheet = new (windowOf(element).CSSStyleSheet)();
  sheet.replaceSync(highlightRules(select));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  dressed.set(root, sheet);
}

/** Whether the realm has highlights. */
export const canPaint = (win: Window & typeof globalThis): boolean => typeof win.Highlight === "function" && !!win.CSS?.highlights;

/** With more ranges than this only those near the screen are handed to the browser, which looks at all of them whenever something changes. */
const few = 80;

/** Between two looks at what is near the screen, in milliseconds. */
const often = 100;

/** What of a window's content is on the screen, from top to bottom in the window's own pixels, with a screen more on either side: frames are followed outwards as far as they are of the page's origin. */
function screen(win: Window & typeof globalThis): [top: number, bottom: number] {
  let [top, bottom, shift] = [0, win.innerHeight, 0];
  for (let at: Window = win; at.frameElement; at = at.parent) {
    shift += at.frameElement.getBoundingClientRect().top;
    top = Math.max(top, -shift);
    bottom = Math.min(bottom, at.parent.innerHeight - shift);
  }
  const more = Math.max(0, bottom - top);
  return [top - more, bottom + more];
}

/** The ranges of one surface, by block. */
export class Painter {
  private readonly ranges = new Map<string, [HighlightName, Range][]>();
  private readonly near = new Set<string>();
  private count = 0;
  /** Ends the watch for what moves the content. */
  private unwatch: (() => void) | undefined;
  /** A look that is to come, and when the last one was. */
  private timer: ReturnType<typeof setTimeout> | undefined;
  private looked = -Infinity;
  private readonly win: Window & typeof globalThis;

  constructor(private readonly root: HTMLElement) {
    this.win = windowOf(root);
    const { document } = this.win;
    if (!sheets.has(document)) {
      const sheet = new this.win.CSSStyleSheet();
      sheet.replaceSync(highlightRules((name) => `::highlight(${name})`));
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      sheets.set(document, sheet);
    }
  }

  private highlight(name: HighlightName): globalThis.Highlight {
    const registry = this.win.CSS.highlights;
    let made = registry.get(name);
    if (!made) {
      made = new this.win.Highlight();
      made.priority = names.indexOf(name);
      registry.set(name, made);
    }
    return made;
  }

  /** Shows exactly these in a block. */
  paint(block: string, highlights: readonly Highlight[], rangeOf: (start: number, end: number) => Range | undefined): void {
    const stood = this.near.has(block);
    this.erase(block);
    const made: [HighlightName, Range][] = [];
    for (const { name, start, end } of highlights) {
      const range = rangeOf(start, end);
      if (range) made.push([name, range]);
    }
    if (!made.length) return;
    this.ranges.set(block, made);
    this.count += made.length;
    if (this.count > few && !this.unwatch) this.watch();
    if (stood || !this.unwatch) this.put(block);
    else this.moved();
  }

  /** Whether nothing is shown in a block. */
  bare(block: string): boolean {
    return !this.ranges.has(block);
  }

  private put(block: string): void {
    if (this.near.has(block)) return;
    this.near.add(block);
    for (const [name, range] of this.ranges.get(block) ?? []) this.highlight(name).add(range);
  }

  private take(block: string): void {
    if (!this.near.delete(block)) return;
    for (const [name, range] of this.ranges.get(block) ?? []) this.highlight(name).delete(range);
  }

  /**
   * From now on what is far from the screen is not handed over. The ranges live on and move with edits. Observers of intersection would tell the same, but the
   * browser goes through all that they watch with every frame: with some hundred elements that was 0.7 of the 45 ms of a keystroke in 1 MB in a frame.
   */
  private watch(): void {
    const heard: (() => void)[] = [];
    const moved = (): void => this.moved();
    const hear = (target: EventTarget, type: string): void => {
      target.addEventListener(type, moved, { capture: true, passive: true });
      heard.push(() => target.removeEventListener(type, moved, { capture: true }));
    };
    // What scrolls inside a shadow root is not heard of outside.
    const own = this.root.getRootNode();
    if (own !== this.win.document) hear(own, "scroll");
    for (let at: Window = this.win; ; at = at.parent) {
      hear(at, "scroll");
      hear(at, "resize");
      if (!at.frameElement) break;
    }
    // Pictures and styles that come late, and content that was not shown.
    hear(this.win, "load");
    const size = new this.win.ResizeObserver(moved);
    size.observe(this.root);
    heard.push(() => size.disconnect());
    this.unwatch = () => {
      for (const end of heard) end();
    };
  }

  /** The content may stand elsewhere on the screen: looked at before long, at most ten times a second. */
  moved(): void {
    if (!this.unwatch || this.timer !== undefined) return;
    const wait = Math.max(0, this.looked + often - this.win.performance.now());
    this.timer = setTimeout(() => this.win.requestAnimationFrame(() => this.look()), wait);
  }

  private look(): void {
    this.timer = undefined;
    if (!this.unwatch) return;
    this.looked = this.win.performance.now();
    const [top, bottom] = screen(this.win);
    const seen = new Map<Element, boolean>();
    const isNear = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return box.bottom >= top && box.top <= bottom && (box.height > 0 || box.width > 0);
    };
    for (const [block, made] of this.ranges) {
      const place = made[0]![1].startContainer.parentElement;
      if (!place) continue;
      let near = seen.get(place);
      if (near === undefined) seen.set(place, (near = isNear(place)));
      if (near) this.put(block);
      else this.take(block);
    }
  }

  /** Shows nothing in a block. */
  erase(block: string): void {
    this.take(block);
    this.count -= this.ranges.get(block)?.length ?? 0;
    this.ranges.delete(block);
  }

  /** Shows nothing any more. */
  clear(): void {
    for (const block of [...this.ranges.keys()]) this.erase(block);
    this.unwatch?.();
    this.unwatch = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Whether the surface's document is still the one that was painted in. */
  get here(): boolean {
    return this.root.isConnected && windowOf(this.root) === this.win;
  }
}
