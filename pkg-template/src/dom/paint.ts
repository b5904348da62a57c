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

/** The ranges of one surface, by block. */
export class Painter {
  private readonly ranges = new Map<string, [HighlightName, Range][]>();
  /** The element of each block that is followed, and its blocks. */
  private readonly where = new Map<string, Element>();
  private readonly places = new Map<Element, Set<string>>();
  private readonly near = new Set<string>();
  private count = 0;
  private observer: IntersectionObserver | undefined;
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
    this.erase(block);
    const made: [HighlightName, Range][] = [];
    for (const { name, start, end } of highlights) {
      const range = rangeOf(start, end);
      if (range) made.push([name, range]);
    }
    if (!made.length) return;
    this.ranges.set(block, made);
    this.count += made.length;
    if (this.count > few && !this.observer) this.watch();
    if (this.observer) this.follow(block, made[0]![1]);
    else this.put(block);
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

  /** From now on what is far from the screen is not handed over. The ranges live on and move with edits. */
  private watch(): void {
    this.observer = new this.win.IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        for (const block of this.places.get(target) ?? []) {
          if (isIntersecting) this.put(block);
          else this.take(block);
        }
      }
    }, { rootMargin: "100%" });
    for (const [block, [first]] of this.ranges) if (first) this.follow(block, first[1]);
  }

  private follow(block: string, range: Range): void {
    const element = range.startContainer.parentElement;
    if (!element) return this.put(block);
    const known = this.places.get(element);
    this.where.set(block, element);
    if (known) {
      known.add(block);
      // The observer tells of changes only: what stands beside something on the screen is on the screen.
      if ([...known].some((other) => this.near.has(other))) this.put(block);
    } else this.places.set(element, new Set([block]));
    // Told anew of an element that is being watched, the observer says again where it is.
    this.observer?.unobserve(element);
    this.observer?.observe(element);
  }

  /** Shows nothing in a block. */
  erase(block: string): void {
    this.take(block);
    const made = this.ranges.get(block);
    if (!made) return;
    this.count -= made.length;
    this.ranges.delete(block);
    const element = this.where.get(block);
    const known = element && this.places.get(element);
    this.where.delete(block);
    if (!element || !known?.delete(block) || known.size) return;
    this.places.delete(element);
    this.observer?.unobserve(element);
  }

  /** Shows nothing any more. */
  clear(): void {
    for (const block of [...this.ranges.keys()]) this.erase(block);
    this.observer?.disconnect();
    this.observer = undefined;
    this.places.clear();
  }

  /** Whether the surface's document is still the one that was painted in. */
  get here(): boolean {
    return this.root.isConnected && windowOf(this.root) === this.win;
  }
}
