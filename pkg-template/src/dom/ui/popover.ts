// The popover: what was found, why, which item, how it will look masked, and what can be done. It opens on a click, on a pointer that rests, or by a key; it never
// takes the focus unless it is asked to, never moves the caret, and never opens while an input method composes.
import { computePosition, flip, offset, shift } from "@floating-ui/dom";

import { KINDS, MARKED, type KindId } from "../../kinds.js";
import type { Box } from "../adapter.js";
import type { Reason } from "../decisions.js";
import type { Draft, Field } from "../draft.js";
import type { Found } from "../model.js";
import { nameOf, say, type StringKey, type Strings } from "../strings.js";
import { h, shadowOf } from "./base.js";

/** What the popover may do; what is left out is not offered. */
export interface Deeds {
  mask(found: Found): Promise<void>;
  remove(found: Found): Promise<void>;
  keep(found: Found, reason: Reason): Promise<boolean>;
  notThis(found: Found): void;
  allow?(found: Found): void;
  group(founds: readonly Found[], action: "mask" | "keep"): void;
  unmark(found: Found): void;
  undo(found: Found): void;
}

const reasons: readonly (readonly [Reason, StringKey])[] = [["duty", "keep.duty"], ["law", "keep.law"], ["consent", "keep.consent"], ["wrong", "keep.wrong"]];
const rest = 500;

const rules = `:host{position:fixed;z-index:var(--garim-layer,2147483000);left:0;top:0;display:block}
[role=dialog],[role=tooltip]{position:fixed;left:0;top:0;width:max-content;max-width:min(420px,calc(100vw - 16px));max-height:70vh;overflow:auto;background:var(--g-bg);border:1px solid var(--g-line);border-radius:8px;padding:10px 12px;box-shadow:0 4px 16px rgb(0 0 0 / 25%)}
[role=tooltip]{padding:4px 8px;pointer-events:none}`;

/** The sentence of a decision's reason. */
export function reasonText(strings: Strings, reason: Reason | undefined): string {
  if (reason === undefined) return say(strings, "keep.stays");
  if (typeof reason === "object") return reason.other;
  return say(strings, `keep.${reason}`);
}

const inside = (box: Box, x: number, y: number): boolean => x >= box.left - 1 && x <= box.left + box.width + 1 && y >= box.top - 1 && y <= box.top + box.height + 2;

/** The popover of a document. */
export class Popover {
  readonly host: HTMLElement;
  private readonly box: HTMLElement;
  private readonly tip: HTMLElement;
  private shown: Found | undefined;
  private back: HTMLElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private edited = 0;
  private readonly undo: (() => void)[] = [];
  private readonly document: Document;

  constructor(
    private readonly draft: Draft,
    private readonly strings: Strings,
    private readonly deeds: Deeds,
    private readonly window: Window & typeof globalThis,
    private readonly activated: (found: Found) => void,
  ) {
    this.document = window.document;
    this.host = this.document.createElement("garim-popover");
    const shadow = shadowOf(this.host, rules);
    this.box = h(this.document, "div", { role: "dialog", "aria-labelledby": "title", tabindex: -1, part: "popover", hidden: true, onkeydown: (event) => this.key(event as KeyboardEvent) });
    this.tip = h(this.document, "div", { role: "tooltip", part: "tooltip", hidden: true });
    shadow.append(this.box, this.tip);
    this.document.body.append(this.host);
    for (const field of draft.fields) this.listen(field);
    const outside = (event: Event): void => {
      if (!event.composedPath().includes(this.host)) this.close();
    };
    this.on(this.document, "pointerdown", outside);
    this.on(window, "scroll", () => this.place(), true);
    this.on(window, "resize", () => this.place());
    this.undo.push(draft.watch({
      edit: () => {
        this.edited = Date.now();
        clearTimeout(this.timer);
        this.close();
      },
      moved: () => this.place(),
      replaced: (field) => this.listen(field),
      composing: (now) => {
        if (now) this.close();
      },
      change: () => {
        const { shown } = this;
        if (shown && !draft.model.all.has(shown.id)) this.close();
        else if (shown && draft.model.all.get(shown.id) !== shown) this.open(draft.model.all.get(shown.id)!, false);
      },
    }));
  }

  private on(target: EventTarget, type: string, listener: (event: never) => void, capture = false): void {
    target.addEventListener(type, listener as EventListener, { capture, passive: true });
    this.undo.push(() => target.removeEventListener(type, listener as EventListener, capture));
  }

  private listen(field: Field): void {
    const { root } = field.adapter;
    if (!root || field.adapter.capabilities.positions === "none") return;
    this.on(root, "click", (event: MouseEvent) => {
      const found = this.at(field, event);
      if (found && !this.selecting(root)) this.open(found, false);
    });
    this.on(root, "pointermove", (event: PointerEvent) => {
      clearTimeout(this.timer);
      this.tip.hidden = true;
      if (event.buttons) return;
      this.timer = setTimeout(() => this.hover(field, event), rest);
    });
    this.on(root, "pointerleave", () => {
      clearTimeout(this.timer);
      this.tip.hidden = true;
    });
  }

  private selecting(root: HTMLElement): boolean {
    if ("selectionStart" in root) return (root as HTMLTextAreaElement).selectionStart !== (root as HTMLTextAreaElement).selectionEnd;
    return root.ownerDocument.defaultView?.getSelection()?.isCollapsed === false;
  }

  /** The finding under the pointer. */
  private at(field: Field, event: MouseEvent): Found | undefined {
    const { adapter } = field;
    let [x, y] = [event.clientX, event.clientY];
    for (let win = adapter.root!.ownerDocument.defaultView; win && win !== this.window && win.frameElement; win = win.parent as typeof win) {
      const box = win.frameElement.getBoundingClientRect();
      x += box.left + win.frameElement.clientLeft;
      y += box.top + win.frameElement.clientTop;
    }
    const known = adapter.blockAt?.(x, y);
    const ids = known === undefined ? this.draft.model.fields[field.number]! : [`${field.number}:${known}`];
    for (const id of ids) {
      for (const found of this.draft.model.held.get(id)?.found ?? []) {
        if (found.action === "keep" && !this.draft.showKeep) continue;
        for (const part of found.parts) if (part.block === id && this.draft.rects(part).some((box) => inside(box, x, y))) return found;
      }
    }
    return undefined;
  }

  private hover(field: Field, event: PointerEvent): void {
    if (!this.box.hidden || this.draft.isComposing || Date.now() - this.edited < 1000 || this.selecting(field.adapter.root!)) return;
    const found = this.at(field, event);
    if (!found) return;
    this.tip.textContent = this.tipOf(found);
    this.tip.hidden = false;
    void this.put(this.tip, found);
  }

  /** The one line of a finding. */
  tipOf(found: Found): string {
    const name = nameOf(this.strings, found.kind);
    const why = reasonText(this.strings, this.draft.decided(found)?.reason);
    return say(this.strings, `tip.${found.action}`, { name, item: found.item, why: found.action === "keep" && !this.draft.decided(found) ? found.why : why });
  }

  private async put(element: HTMLElement, found: Found): Promise<void> {
    const boxes = found.parts.flatMap((part) => [...this.draft.rects(part)]);
    // What has no place on the screen is told beside its line in the panel.
    const first = boxes[0] ?? this.document.activeElement?.shadowRoot?.activeElement?.getBoundingClientRect();
    if (!first) {
      element.style.left = "8px";
      element.style.top = "8px";
      return;
    }
    const { DOMRect } = this.window;
    const rect = new DOMRect(first.left, first.top, first.width, first.height);
    const anchor = { getBoundingClientRect: () => rect, getClientRects: () => [rect] };
    const { x, y } = await computePosition(anchor as unknown as Element, element, { strategy: "fixed", placement: "bottom-start", middleware: [offset(6), flip(), shift({ padding: 8 })] });
    element.style.left = `${x}px`;
    element.style.top = `${y}px`;
  }

  private place(): void {
    this.tip.hidden = true;
    if (this.shown && !this.box.hidden) void this.put(this.box, this.shown);
  }

  get isOpen(): boolean {
    return !this.box.hidden;
  }

  /** Opens for a finding; `focus` only where a key asked for it. */
  open(found: Found, focus: boolean): void {
    if (this.draft.isComposing) return;
    const active = this.document.activeElement as HTMLElement | null;
    const within = active === this.host;
    if (!within) this.back = active ?? undefined;
    this.shown = found;
    this.tip.hidden = true;
    this.box.replaceChildren(...this.content(found));
    this.box.hidden = false;
    void this.put(this.box, found);
    this.activated(found);
    if (focus || within) this.box.focus();
  }

  /** Takes the focus into the popover. */
  enter(): void {
    if (this.box.hidden) return;
    if (this.document.activeElement !== this.host) this.back = this.document.activeElement as HTMLElement;
    this.box.focus();
  }

  close(): void {
    if (this.box.hidden) return;
    const within = this.host.shadowRoot!.activeElement !== null;
    this.box.hidden = true;
    this.shown = undefined;
    this.box.replaceChildren();
    if (within) this.back?.focus({ preventScroll: true });
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") {
      // The focus stays in until Escape: the way back leads to the caret, not through the page.
      const stops = [...this.box.querySelectorAll<HTMLElement>("button:not(:disabled),input")].filter((stop) => stop.offsetParent !== null);
      const at = stops.indexOf(this.host.shadowRoot!.activeElement as HTMLElement);
      const next = stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
      event.preventDefault();
      next?.focus();
    }
  }

  private button(key: StringKey, work: () => void, values: Record<string, string | number> = {}, first = false): HTMLButtonElement {
    return h(this.document, "button", { type: "button", class: first ? "first" : undefined, "data-do": key, onclick: () => work() }, say(this.strings, key, values));
  }

  private content(found: Found): HTMLElement[] {
    const { document, strings, draft, deeds } = this;
    const name = nameOf(strings, found.kind);
    const info = KINDS.find(({ id }) => id === found.kind);
    const p = (text: string, role = ""): HTMLElement => h(document, "p", { class: role }, text);
    const out = [h(document, "h2", { id: "title", class: found.action }, say(strings, "pop.title", { name })), p(say(strings, "pop.why", { why: found.why }))];
    out.push(p(say(strings, "pop.law", { item: found.item }), "quiet"));
    // The engine's own sentence may have said it already.
    if (info?.statutory && found.action !== "keep" && !found.why.includes(say(strings, "pop.statutory", { name: "" }).slice(2, 12))) out.push(p(say(strings, "pop.statutory", { name })));
    const decided = draft.decided(found);
    if (found.action === "keep") out.push(p(this.tipOf(found)));
    else {
      const copy = p(say(strings, "pop.copyWait"));
      out.push(copy);
      void draft.masks([found]).then((masks) => {
        const mask = masks.get(found);
        copy.textContent = mask ? say(strings, "pop.copy", { mask: mask.join(" ") }) : "";
      }, () => {
        copy.textContent = "";
      });
    }
    if (draft.review) return [...out, h(document, "div", { class: "row" }, this.button("do.close", () => this.close()))];
    const row = h(document, "div", { class: "row" });
    out.push(row);
    if (found.kind === MARKED && draft.marks().some((mark) => mark.block === found.parts[0]!.block && mark.start <= found.parts[0]!.start && mark.end >= found.parts[0]!.end)) {
      row.append(this.button("group.unmark", () => this.done(() => deeds.unmark(found))));
    } else if (found.action === "keep") {
      if (decided) row.append(this.button("do.undo", () => this.done(() => deeds.undo(found)), {}, true));
    } else {
      const remove = this.button("do.delete", () => this.done(() => void deeds.remove(found)), {}, info?.statutory === true);
      const mask = this.button("do.mask", () => this.done(() => void deeds.mask(found)), {}, info?.statutory !== true);
      row.append(...(info?.statutory ? [remove, mask] : [mask, remove]));
      const why = this.reasons(found);
      row.append(this.button("do.keep", () => {
        why.hidden = !why.hidden;
        void this.put(this.box, found);
        if (!why.hidden && this.host.shadowRoot!.activeElement) why.querySelector<HTMLElement>("input")?.focus();
      }));
      row.append(this.button("do.notThis", () => this.done(() => deeds.notThis(found)), { name }));
      if (deeds.allow) row.append(this.button("do.allow", () => this.done(() => deeds.allow!(found))));
      out.push(why);
      const groups = this.groups(found);
      if (groups) out.push(groups);
    }
    row.append(this.button("do.close", () => this.close()));
    return out;
  }

  private done(work: () => void): void {
    this.close();
    work();
  }

  private groups(found: Found): HTMLElement | undefined {
    const { draft, deeds, document } = this;
    const row = h(document, "div", { class: "row" });
    const add = (founds: readonly Found[], mask: StringKey, keep: StringKey): void => {
      const open = founds.filter(({ action }) => action !== "keep");
      if (open.length < 2) return;
      row.append(this.button(mask, () => this.done(() => deeds.group(open, "mask")), { n: open.length }), this.button(keep, () => this.done(() => deeds.group(open, "keep")), { n: open.length }));
    };
    add(draft.same(found), "group.same", "group.sameKeep");
    add(draft.beside(found, false), "group.column", "group.columnKeep");
    add(draft.beside(found, true), "group.table", "group.tableKeep");
    return row.childElementCount ? row : undefined;
  }

  private reasons(found: Found): HTMLFieldSetElement {
    const { document, strings } = this;
    const told = h(document, "p", { role: "alert", class: "quiet" });
    const other = h(document, "input", { type: "text", maxlength: 200, "aria-label": say(strings, "keep.otherLabel"), autocomplete: "off", spellcheck: "false" });
    const choices: [Reason | "other", HTMLInputElement][] = [];
    const set = h(document, "fieldset", { hidden: true }, h(document, "legend", {}, say(strings, "keep.choose")));
    for (const [reason, key] of [...reasons, ["other", "keep.other"] as const]) {
      const radio = h(document, "input", { type: "radio", name: "reason" });
      choices.push([reason as Reason | "other", radio]);
      set.append(h(document, "label", {}, radio, " ", say(strings, key)));
    }
    other.addEventListener("input", () => {
      choices[choices.length - 1]![1].checked = true;
    });
    const go = this.button("keep.confirm", () => {
      const chosen = choices.find(([, radio]) => radio.checked)?.[0];
      const reason = chosen === "other" ? { other: other.value.trim() } : (chosen as Reason | undefined);
      if (reason === undefined || (typeof reason === "object" && !reason.other)) {
        told.textContent = say(strings, "note.reason");
        return;
      }
      void this.deeds.keep(found, reason).then((taken) => {
        if (taken) this.close();
        else told.textContent = say(strings, "keep.refused");
      });
    }, {}, true);
    set.append(other, told, h(document, "div", { class: "row" }, go));
    return set;
  }

  detach(): void {
    clearTimeout(this.timer);
    for (const undo of this.undo) undo();
    this.host.remove();
  }
}

/** A kind's class. */
export const classOf = (kind: KindId): string => `garim-${kind.replace(/_/g, "-")}`;
