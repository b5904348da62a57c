// Institutions switch editors: what stands on a page is seen by the globals and elements that editors are known to make. A hint for the host's own choice, never
// more: what is found is not attached, and a host that knows better says so.

/** An editor that was seen. */
export interface Detected {
  /** The entry below `garim/adapters/` that attaches it. */
  readonly adapter: "textarea" | "contenteditable" | "iframe" | "prosemirror" | "ckeditor5" | "tinymce" | "codemirror" | "lexical" | "quill" | "hwpctrl";
  /** The editor's own name. */
  readonly editor: string;
  /** What to attach, or to begin from: an element, or the editor's object. */
  readonly target: unknown;
}

interface Sign {
  readonly adapter: Detected["adapter"];
  readonly editor: string;
  find(window: Window & Record<string, unknown>): readonly unknown[];
  /** The element of a target that is none: what stands in it belongs to the editor. */
  root?(target: unknown): unknown;
}

const values = (holder: unknown): unknown[] => (typeof holder === "object" && holder !== null ? Object.values(holder) : []);
const at = (holder: unknown, name: string): unknown => (typeof holder === "object" || typeof holder === "function" ? (holder as Record<string, unknown> | null)?.[name] : undefined);
const all = (window: Window, selector: string): Element[] => [...window.document.querySelectorAll(selector)];
/** Frames that belong to an object of a page's script. */
const framed = (window: Window & Record<string, unknown>, global: string): readonly unknown[] => (window[global] === undefined ? [] : all(window, "iframe"));

const signs: readonly Sign[] = [
  { adapter: "hwpctrl", editor: "웹한글기안기", find: (window) => (window.HwpCtrl && typeof at(window.HwpCtrl, "InitScan") === "function" ? [window.HwpCtrl] : []) },
  { adapter: "tinymce", editor: "TinyMCE", find: (window) => { const get = at(window.tinymce, "get"); return typeof get === "function" ? (get.call(window.tinymce) as unknown[]) : []; }, root: (target) => at(target, "targetElm") },
  { adapter: "ckeditor5", editor: "CKEditor 5", find: (window) => all(window, ".ck-editor__editable").map((element) => (element as unknown as { ckeditorInstance?: unknown }).ckeditorInstance).filter(Boolean), root: (target) => { const { ui } = target as { ui?: { getEditableElement?(): unknown } }; return ui?.getEditableElement?.(); } },
  { adapter: "iframe", editor: "CKEditor 4", find: (window) => values(at(window.CKEDITOR, "instances")).map((editor) => at(at(at(editor, "container"), "$"), "querySelector") && (at(at(editor, "container"), "$") as Element).querySelector("iframe")).filter(Boolean) },
  { adapter: "iframe", editor: "SmartEditor2", find: (window) => (window.nhn && at(at(window.nhn, "husky"), "EZCreator") ? all(window, 'iframe[src*="SmartEditor2"]') : []) },
  { adapter: "iframe", editor: "Namo CrossEditor", find: (window) => framed(window, "NamoSE") },
  { adapter: "iframe", editor: "DEXT5 Editor", find: (window) => framed(window, "DEXT5") },
  { adapter: "iframe", editor: "RAON K Editor", find: (window) => framed(window, "RAONKEditor") },
  { adapter: "prosemirror", editor: "Tiptap", find: (window) => all(window, ".ProseMirror").map((element) => at(element, "editor")).filter((editor) => at(editor, "view")), root: (target) => at(at(target, "view"), "dom") },
  { adapter: "prosemirror", editor: "ProseMirror", find: (window) => all(window, ".ProseMirror") },
  { adapter: "codemirror", editor: "CodeMirror 6", find: (window) => all(window, ".cm-content") },
  { adapter: "lexical", editor: "Lexical", find: (window) => all(window, "[data-lexical-editor]") },
  { adapter: "quill", editor: "Quill", find: (window) => all(window, ".ql-container") },
];

/** The editors on a page, by what they leave on it; plain fields and editable elements that belong to none of them last. */
export function detectAdapters(window: Window): Detected[] {
  const out: Detected[] = [];
  const taken: Element[] = [];
  const isElement = (target: unknown): target is Element => typeof (target as Element | null)?.contains === "function";
  const free = (element: Element): boolean => !taken.some((known) => known === element || known.contains(element) || element.contains(known));
  for (const { adapter, editor, find, root } of signs) {
    try {
      for (const target of find(window as Window & Record<string, unknown>)) {
        if (out.some((known) => known.target === target) || (isElement(target) && taken.includes(target))) continue;
        out.push({ adapter, editor, target });
        const element = root ? root(target) : target;
        if (isElement(element)) taken.push(element);
      }
    } catch {
      // A global of the same name that is something else.
    }
  }
  for (const target of all(window, "textarea")) if (free(target)) out.push({ adapter: "textarea", editor: "textarea", target });
  for (const target of all(window, '[contenteditable=""],[contenteditable=true]')) if (free(target)) out.push({ adapter: "contenteditable", editor: "contenteditable", target });
  return out;
}
