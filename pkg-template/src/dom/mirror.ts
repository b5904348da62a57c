// What a plain field cannot show itself: a copy of its lines that lies over it, letter on letter, invisible but for its highlights. Lines stand in chunks so
// that an edit lays out little. Where the copy's height differs from the field's it hides, rather than underline the wrong words.
// It is a layer of its own: what stands behind the field (the panel with all its entries) would be drawn anew with every letter otherwise.
// What is typed into a line that shows nothing is copied when the typing rests, as long as the field stays as high as it was: no other line can have moved.
// A line keeps its text node: Chromium ends the run of typing that one undo takes back whenever any node is removed from the page.
import { boxesIn, type Box, type Highlight, type TextBlock } from "./adapter.js";
import { canPaint, highlightRules, Painter, windowOf } from "./paint.js";

const copied = [
  "font-family", "font-size", "font-style", "font-weight", "font-stretch", "font-variant", "font-kerning", "font-feature-settings", "font-variation-settings",
  "font-optical-sizing", "line-height", "letter-spacing", "word-spacing", "text-indent", "text-transform", "text-align", "text-rendering", "tab-size", "word-break",
  "overflow-wrap", "line-break", "direction", "writing-mode", "padding-top", "padding-right", "padding-bottom", "padding-left",
];
const perChunk = 128;
const perFrame = 128;

/** How long the typing rests before a line that shows nothing is copied, in milliseconds. */
const rest = 300;

const rules = `:host{position:absolute;overflow:hidden;pointer-events:none;contain:strict;margin:0;border:0;padding:0;z-index:auto;display:block}
:host([hidden]){display:block;visibility:hidden}
main{box-sizing:border-box;margin:0;border:0;color:transparent;background:none;min-height:100%;transform-origin:0 0;will-change:transform}
main>div{contain:layout style;position:relative;z-index:0}
p{margin:0;min-height:1lh}
p:empty::before{content:"\\200b"}
mark{color:transparent;background:none}
${highlightRules((name) => `mark.${name}`)}
@media print{:host{display:none}}`;

/** The copy of one field. */
export class Mirror {
  readonly host: HTMLElement;
  private readonly main: HTMLElement;
  private readonly lines = new Map<string, HTMLElement>();
  private readonly observer: ResizeObserver;
  private readonly win: Window & typeof globalThis;
  private readonly order = (): void => this.later();
  private readonly scroll = (): void => this.slide();
  private frame = 0;
  private waiting: readonly TextBlock[] = [];
  private style = "";
  private readonly painter: Painter | undefined;
  /** What lines are to show that are not built yet. */
  private readonly early = new Map<string, readonly Highlight[]>();
  /** A line whose copy is older than the field's, how high the field's content was then, and when it is copied at the latest. */
  private behind: TextBlock | undefined;
  private height = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly field: HTMLTextAreaElement | HTMLInputElement,
    private readonly moved: () => void,
  ) {
    this.win = windowOf(field);
    const { document } = this.win;
    this.host = document.createElement("garim-mirror");
    this.host.setAttribute("aria-hidden", "true");
    this.host.hidden = true;
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = new this.win.CSSStyleSheet();
    sheet.replaceSync(rules);
    shadow.adoptedStyleSheets = [sheet];
    this.main = shadow.appendChild(document.createElement("main"));
    field.after(this.host);
    this.painter = canPaint(this.win) ? new Painter(this.main) : undefined;
    this.observer = new this.win.ResizeObserver(this.order);
    this.observer.observe(field);
    if (field.parentElement) this.observer.observe(field.parentElement);
    field.addEventListener("scroll", this.scroll, { passive: true });
    this.win.addEventListener("resize", this.order);
    document.fonts?.addEventListener("loadingdone", this.order);
  }

  /** All lines anew; many of them in slices, shown when all are there. */
  reset(blocks: readonly TextBlock[]): void {
    this.painter?.clear();
    this.early.clear();
    this.lines.clear();
    this.behind = undefined;
    this.main.replaceChildren();
    this.waiting = blocks;
    this.host.hidden = true;
    const short = blocks.length < perFrame && blocks.reduce((sum, { text }) => sum + text.length, 0) < 50_000;
    // A long text is laid out by the browser first: asked for its measures at once, the field would hold the page up.
    if (!short) return void this.win.requestAnimationFrame(() => setTimeout(() => this.later()));
    this.frameIt();
    this.fill();
  }

  private fill(): void {
    const now = this.waiting.slice(0, perFrame);
    this.waiting = this.waiting.slice(perFrame);
    if (now.length && !this.lines.size) this.frameIt();
    for (let at = 0; at < now.length; at += perChunk) {
      const chunk = this.win.document.createElement("div");
      for (const block of now.slice(at, at + perChunk)) chunk.append(this.line(block));
      this.main.append(chunk);
    }
    for (const { id } of now) {
      const list = this.early.get(id);
      if (list) this.show(id, list);
      this.early.delete(id);
    }
    this.later();
  }

  private line({ id, text }: TextBlock): HTMLElement {
    const made = this.win.document.createElement("p");
    made.append(this.win.document.createTextNode(text));
    this.lines.set(id, made);
    return made;
  }

  /** One line with another text and no highlight, or a new one behind another (null: first). */
  put(block: TextBlock, after?: string | null): void {
    if (this.waiting.length) this.finish();
    if (this.behind?.id !== block.id) this.copy();
    const known = this.lines.get(block.id);
    if (known && this.shown && this.painter?.bare(block.id)) {
      this.behind = block;
      this.win.clearTimeout(this.timer);
      this.timer = this.win.setTimeout(() => this.copy(), rest);
    } else if (known) {
      this.behind = block;
      this.copy();
    } else {
      const before = after ? this.lines.get(after) : undefined;
      const made = this.line(block);
      // A chunk only grows: a line that is moved would lose its highlights.
      if (before) before.after(made);
      else (this.main.firstElementChild ?? this.main.appendChild(this.win.document.createElement("div"))).prepend(made);
    }
    this.later();
  }

  /** Copies what is behind. */
  private copy(): void {
    const { behind } = this;
    this.behind = undefined;
    const line = behind && this.lines.get(behind.id);
    if (!line) return;
    if (line.childNodes.length > 1 || line.firstChild?.nodeType !== 3) line.replaceChildren(behind.text);
    else (line.firstChild as Text).data = behind.text;
    this.later();
  }

  private finish(): void {
    while (this.waiting.length) this.fill();
  }

  remove(id: string): void {
    if (this.waiting.length) this.finish();
    this.copy();
    const chunk = this.lines.get(id)?.parentElement;
    this.painter?.erase(id);
    this.lines.get(id)?.remove();
    this.lines.delete(id);
    if (chunk && !chunk.childElementCount) chunk.remove();
    this.later();
  }

  /** Shows exactly these in a line. */
  show(id: string, highlights: readonly Highlight[]): void {
    const line = this.lines.get(id);
    if (!line) {
      if (this.waiting.length) this.early.set(id, highlights);
      return;
    }
    if (highlights.length && this.behind?.id === id) this.copy();
    const [node] = line.childNodes;
    if (this.painter) {
      this.painter.paint(id, highlights, (start, end) => {
        if (node?.nodeType !== 3 || end > (node as Text).length) return undefined;
        const range = this.win.document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        return range;
      });
      return;
    }
    if (!highlights.length && !line.firstElementChild) return;
    const text = line.textContent ?? "";
    const parts: (Node | string)[] = [];
    let at = 0;
    for (const { start, end, className } of highlights) {
      const mark = this.win.document.createElement("mark");
      mark.className = className;
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(at, start), mark);
      at = end;
    }
    line.replaceChildren(...parts.filter((part) => part !== ""), ...(at < text.length ? [text.slice(at)] : []));
  }

  /** Where a stretch of a line is. */
  rects(host: Window, id: string, start: number, end: number): Box[] {
    if (this.behind?.id === id) this.copy();
    const line = this.lines.get(id);
    if (!line || this.host.hidden) return [];
    const range = this.win.document.createRange();
    range.setStart(line, 0);
    let at = 0;
    const walker = this.win.document.createTreeWalker(line, 4);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      if (start >= at && start <= at + node.length) range.setStart(node, start - at);
      if (end >= at && end <= at + node.length) {
        range.setEnd(node, end - at);
        break;
      }
      at += node.length;
    }
    const clip = this.host.getBoundingClientRect();
    const seen = [...range.getClientRects()].filter((box) => box.bottom > clip.top && box.top < clip.bottom);
    return boxesIn(host, this.win, seen);
  }

  /** How far down the content a line begins. */
  top(id: string): number {
    const line = this.lines.get(id);
    return line ? line.getBoundingClientRect().top - this.main.getBoundingClientRect().top : 0;
  }

  private later(): void {
    this.frame ||= this.win.requestAnimationFrame(() => {
      this.frame = 0;
      if (this.waiting.length) return this.fill();
      this.fit();
    });
  }

  private slid = "";
  private slide(): void {
    const transform = `translate(${-this.field.scrollLeft}px,${-this.field.scrollTop}px)`;
    // With most keystrokes it stays where it was.
    if (this.slid !== transform) {
      this.main.style.transform = this.slid = transform;
      this.painter?.moved();
    }
    this.moved();
  }

  /** The copy's width and letters, on which its layout depends. */
  private frameIt(): void {
    const { field, host, main } = this;
    const look = this.win.getComputedStyle(field);
    const single = field.nodeName === "INPUT";
    const style = copied.map((name) => `${name}:${look.getPropertyValue(name)}`).join(";");
    if (style !== this.style) {
      this.style = style;
      for (const name of copied) main.style.setProperty(name, look.getPropertyValue(name));
      main.style.whiteSpace = single ? "pre" : look.whiteSpace;
      main.style.lineHeight = single ? `${field.clientHeight - parseFloat(look.paddingTop) - parseFloat(look.paddingBottom)}px` : look.lineHeight;
    }
    host.style.width = main.style.width = `${field.clientWidth}px`;
    host.style.height = `${field.clientHeight}px`;
  }

  private framed = 0;

  /** Lays the copy over the field. */
  private fit(): void {
    const { field, host, main } = this;
    if (!field.isConnected) return;
    // Letters and width change seldom; asking for all of them at every keystroke would cost more than the rest.
    const now = this.win.performance.now();
    if (now - this.framed > 1000 || host.hidden || host.style.width !== `${field.clientWidth}px` || host.style.height !== `${field.clientHeight}px`) {
      this.framed = now;
      this.frameIt();
    }
    // Content that does not fill the field says nothing of how high it is.
    const high = field.scrollHeight;
    if (this.behind && (high !== this.height || high <= field.clientHeight)) this.copy();
    if (!this.behind) this.height = high;
    const [own, wanted] = [host.getBoundingClientRect(), field.getBoundingClientRect()];
    const scale = field.offsetWidth ? wanted.width / field.offsetWidth : 1;
    // Its own place in the flow is right behind the field, and moves with it whatever comes to stand above them: only the way from there is set.
    const { style } = host;
    style.marginLeft = `${parseFloat(style.marginLeft || "0") + (wanted.left - own.left) / scale + field.clientLeft}px`;
    style.marginTop = `${parseFloat(style.marginTop || "0") + (wanted.top - own.top) / scale + field.clientTop}px`;
    // One line of text may differ by rounding; more is another wrapping.
    const height = Math.max(main.offsetHeight, field.clientHeight);
    host.hidden = !field.offsetWidth || (field.nodeName !== "INPUT" && Math.abs(height - high) > 2);
    this.slide();
  }

  /** Whether it is shown. */
  get shown(): boolean {
    return !this.host.hidden;
  }

  detach(): void {
    this.observer.disconnect();
    this.win.clearTimeout(this.timer);
    this.field.removeEventListener("scroll", this.scroll);
    this.win.removeEventListener("resize", this.order);
    this.win.document.fonts?.removeEventListener("loadingdone", this.order);
    this.win.cancelAnimationFrame(this.frame);
    this.painter?.clear();
    this.host.remove();
    this.lines.clear();
    this.waiting = [];
  }
}
