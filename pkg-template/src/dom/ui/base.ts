// What all parts of the interface are made of: elements whose text is set as text, and one style sheet. Nothing here holds a value in an attribute.

type Props = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;
type Child = Node | string | undefined | false;

/** An element. Properties that begin with `on` listen; `true` is an empty attribute, `false` and `undefined` none. */
export function h<K extends keyof HTMLElementTagNameMap>(document: Document, tag: K, props: Props = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** Colours and measures, all of them custom properties `--garim-*` that a host may set. Light and dark follow `color-scheme`. */
const base = `:host{all:initial;--g-bg:var(--garim-background,light-dark(#fff,#1f1f22));--g-fg:var(--garim-text,light-dark(#1b1b1f,#ececf0));--g-soft:var(--garim-soft,light-dark(#f1f2f6,#2b2b30));
--g-line:var(--garim-line,light-dark(#74777f,#8e9099));--g-accent:var(--garim-accent,light-dark(#1a4fa0,#aac7ff));--g-onaccent:var(--garim-on-accent,light-dark(#fff,#0b2f66));
--g-mask:var(--garim-mask-color,light-dark(#b3261e,#ffb4ab));--g-review:var(--garim-review-color,light-dark(#7a4f00,#ffb951));
font:14px/1.5 var(--garim-font,system-ui,"Noto Sans KR","Malgun Gothic",sans-serif);color:var(--g-fg);color-scheme:var(--garim-scheme,light dark)}
*{box-sizing:border-box}
h2{font-size:1.05em;margin:0 0 .4em}h3{font-size:1em;margin:.8em 0 .3em}p{margin:.2em 0}
button,select,input{font:inherit;color:inherit}
button{min-height:28px;min-width:28px;padding:3px 10px;border:1px solid var(--g-line);border-radius:6px;background:var(--g-bg);cursor:pointer}
button:hover{background:var(--g-soft)}
button.first{background:var(--g-accent);color:var(--g-onaccent);border-color:var(--g-accent)}
button:disabled{opacity:.6;cursor:default}
select,input[type=text],input:not([type]){min-height:28px;padding:2px 6px;border:1px solid var(--g-line);border-radius:6px;background:var(--g-bg)}
:focus-visible{outline:2px solid var(--g-accent);outline-offset:2px}
ul{list-style:none;margin:0;padding:0}
fieldset{border:1px solid var(--g-line);border-radius:6px;margin:.5em 0;padding:.3em .7em}
label{display:block;padding:2px 0;min-height:24px}
.row{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin:.4em 0}
.quiet{font-size:.93em}
.value{font-weight:600;overflow-wrap:anywhere}
.mask{border-left:4px double var(--g-mask);padding-left:8px}
.review{border-left:4px dashed var(--g-review);padding-left:8px}
.keep{border-left:4px dotted var(--g-line);padding-left:8px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
@media (forced-colors:active){button{border-color:ButtonText}.mask,.review,.keep{border-left-color:CanvasText}button.first{forced-color-adjust:none;background:Highlight;color:HighlightText}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media print{:host{display:none!important}}`;

/** A shadow root with the sheet and more rules. */
export function shadowOf(host: HTMLElement, more: string): ShadowRoot {
  const root = host.attachShadow({ mode: "open" });
  const win = host.ownerDocument.defaultView as Window & typeof globalThis;
  const sheet = new win.CSSStyleSheet();
  sheet.replaceSync(base + more);
  root.adoptedStyleSheets = [sheet];
  return root;
}
