// The findings panel: what an assistive technology reads and a keyboard reaches, and what stands for highlights where an editor cannot show any. Grouped by item,
// with counts, filters, what was not read, the attachments and the suggestion for the form.
import { KINDS, type ActionId, type DisclosureLevel, type Item, type KindId } from "../../kinds.js";
import type { FileShown } from "../attachments.js";
import { silent, type Draft, type Extent } from "../draft.js";
import { formOf, type DisclosureForm } from "../form.js";
import type { Found } from "../model.js";
import { nameOf, say, type StringKey, type Strings } from "../strings.js";
import { h, shadowOf } from "./base.js";
import { reasonText } from "./popover.js";

/** What the panel may ask for. */
export interface PanelDeeds {
  /** Goes to a finding and opens its popover; by key, the popover gets the focus. */
  go(found: Found, byKey: boolean): void;
  step(by: 1 | -1): void;
  decide(founds: readonly Found[], action: "mask" | "keep"): void;
  undo(): void;
  mark(item: Item, reason: string, extent: Extent): Promise<"done" | "none" | "refused">;
  form(form: DisclosureForm): void;
  files(): readonly FileShown[];
  level(index: number, level: DisclosureLevel | undefined): void;
  showKeep(shown: boolean): void;
}

const most = 200;
const items: readonly Item[] = [1, 2, 3, 4, 5, 6, 7, 8];
const extents: readonly Extent[] = ["selection", "block", "row", "column"];
const levels: readonly (readonly [DisclosureLevel, StringKey])[] = [["open", "form.levelOpen"], ["partial", "form.levelPartial"], ["closed", "form.levelClosed"]];

const rules = `:host{display:block;contain:layout style;position:relative;z-index:0}section{background:var(--g-bg);color:var(--g-fg);border:1px solid var(--g-line);border-radius:8px;padding:10px 12px;max-height:var(--garim-panel-height,80vh);overflow:auto}
li{margin:3px 0;padding:2px 0 2px 8px}li button{text-align:start;width:100%;border-color:transparent}li button:hover{border-color:var(--g-line)}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:.3em 0}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}summary{cursor:pointer;min-height:24px}`;

/** The panel of a document. */
export class Panel {
  readonly host: HTMLElement;
  private readonly document: Document;
  private readonly section: HTMLElement;
  private readonly head: HTMLElement;
  private readonly body: HTMLElement;
  private readonly formBox: HTMLElement;
  private readonly live: HTMLElement;
  private readonly told: HTMLElement;
  private readonly kindFilter: HTMLSelectElement;
  private readonly actionFilter: HTMLSelectElement;
  private readonly undoButton: HTMLButtonElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private liveTimer: ReturnType<typeof setTimeout> | undefined;
  private announced = "";
  /** A press between its two ends: what is pressed must stand still, or the browser makes no click of it. */
  private pressed = false;
  private readonly release = (): void => {
    this.pressed = false;
  };
  private readonly unwatch: () => void;

  constructor(
    private readonly draft: Draft,
    private readonly strings: Strings,
    private readonly deeds: PanelDeeds,
    place: HTMLElement,
  ) {
    const document = (this.document = place.ownerDocument);
    this.host = document.createElement("garim-panel");
    const shadow = shadowOf(this.host, rules);
    this.head = h(document, "h2", { id: "head" });
    this.live = h(document, "div", { class: "sr", role: "status", "aria-live": "polite" });
    this.told = h(document, "p", { role: "status", class: "quiet" });
    this.kindFilter = h(document, "select", { "aria-label": say(strings, "panel.filterKind"), onchange: () => this.render() });
    this.actionFilter = h(document, "select", { "aria-label": say(strings, "panel.filterAction"), onchange: () => this.render() });
    this.actionFilter.append(this.option("", "panel.all"), this.option("mask", "gate.mask"), this.option("review", "note.reviewWord"), this.option("keep", "keep.stays"));
    this.undoButton = this.button("do.undo", () => deeds.undo());
    const keep = h(document, "input", { type: "checkbox", onchange: () => deeds.showKeep(keep.checked) });
    keep.checked = draft.showKeep;
    this.body = h(document, "div");
    this.formBox = h(document, "div", { part: "form" });
    this.section = h(document, "section", { "aria-labelledby": "head", part: "panel" },
      this.head,
      draft.review && h(document, "p", { class: "quiet" }, say(strings, "panel.review")),
      h(document, "div", { class: "row" }, this.button("panel.previous", () => deeds.step(-1)), this.button("panel.next", () => deeds.step(1)), this.kindFilter, this.actionFilter),
      h(document, "div", { class: "row" }, h(document, "label", {}, keep, " ", say(strings, "panel.keepShown")), !draft.review && this.undoButton),
      this.body, this.told, !draft.review && this.marking(), this.formBox, this.live);
    shadow.append(this.section);
    this.section.addEventListener("pointerdown", () => {
      this.pressed = true;
    });
    // The click comes right behind the release: what waited is drawn after it.
    for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, this.release, true);
    place.append(this.host);
    this.unwatch = draft.watch({ change: () => this.later(), composing: () => this.announce() });
    this.render();
  }

  private option(value: string, key: StringKey): HTMLOptionElement {
    return h(this.document, "option", { value }, say(this.strings, key));
  }

  private button(key: StringKey, work: () => void, values: Record<string, string | number> = {}): HTMLButtonElement {
    return h(this.document, "button", { type: "button", "data-do": key, onclick: () => work() }, say(this.strings, key, values));
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.pressed) this.later();
      else this.render();
    }, 50);
  }

  private marking(): HTMLElement {
    const { document, strings } = this;
    const item = h(document, "select", { "aria-label": say(strings, "mark.item") }, ...items.map((no) => h(document, "option", { value: no, selected: no === 6 }, say(strings, "form.itemNo", { item: no }))));
    const extent = h(document, "select", { "aria-label": say(strings, "mark.extent") }, ...extents.map((id) => h(document, "option", { value: id }, say(strings, `mark.${id}`))));
    const reason = h(document, "input", { type: "text", maxlength: 200, "aria-label": say(strings, "mark.reason"), placeholder: say(strings, "mark.reason"), autocomplete: "off", spellcheck: "false" });
    const go = this.button("group.mark", () => {
      void this.deeds.mark(Number(item.value) as Item, reason.value.trim(), extent.value as Extent).then((result) => {
        if (result === "done") reason.value = "";
        this.told.textContent = say(strings, result === "done" ? "mark.done" : result === "none" ? "mark.none" : "keep.refused");
      });
    });
    // The selection in the editor is what is marked: a press must not take it away.
    go.addEventListener("mousedown", (event) => event.preventDefault());
    return h(document, "div", { class: "row" }, extent, item, reason, go);
  }

  private drawn = "";
  private version = "";

  /**
   * Draws everything anew, where anything is shown differently: Chromium ends the run of typing that one undo takes back whenever a node is removed from the
   * page, so a keystroke that changes nothing here must touch nothing here.
   */
  render(): void {
    const { draft, strings, document } = this;
    // What moved with an edit is another version of the same: only then are the findings themselves compared.
    const about = JSON.stringify([
      draft.state, draft.disclosure?.level, draft.disclosure?.items.map(({ item, short, until }) => [item, short, until]), this.deeds.files(), draft.showKeep, this.kindFilter.value, this.actionFilter.value,
      draft.decisions.undoable, draft.fields.map(({ lost }) => lost),
    ]);
    const version = `${draft.model.version} ${draft.decisions.version} ${about}`;
    if (version === this.version) return this.announce();
    this.version = version;
    const found = draft.found();
    const sign = about + JSON.stringify(found.map((each) => [each.id, each.action, each.why, draft.model.value(each), draft.decided(each)?.reason]));
    if (sign === this.drawn) return this.announce();
    this.drawn = sign;
    const count = (action: ActionId): number => found.filter((each) => each.action === action && (action !== "review" || !silent.has(each.kind))).length;
    const files = this.deeds.files();
    const unread = files.filter(({ note }) => note !== undefined).length + draft.fields.filter(({ lost }) => lost).length;
    const [m, r] = [count("mask"), count("review")];
    this.head.textContent = say(strings, "panel.head", { m, r, u: unread });
    this.undoButton.disabled = !draft.decisions.undoable;
    this.kinds(found);
    const focused = (this.host.shadowRoot!.activeElement as HTMLElement | null)?.dataset.id;
    const [kind, action] = [this.kindFilter.value, this.actionFilter.value];
    const listed = found.filter((each) => (!kind || each.kind === kind) && (action ? each.action === action : each.action !== "keep" || draft.showKeep || draft.decided(each)));
    const parts: Node[] = [];
    if (draft.state === "failed") parts.push(h(document, "p", { role: "alert" }, say(strings, "note.down")));
    else if (draft.state === "starting" && !found.length) parts.push(h(document, "p", {}, say(strings, "panel.checking")));
    else if (m + r === 0) parts.push(h(document, "p", {}, say(strings, "panel.empty")));
    if (draft.secret) parts.push(h(document, "p", { role: "alert" }, say(strings, "note.secret")));
    const quiet = listed.filter((each) => silent.has(each.kind) && each.action === "review");
    for (const item of items) {
      const own = listed.filter((each) => each.item === item && !quiet.includes(each));
      if (!own.length) continue;
      parts.push(h(document, "h3", {}, say(strings, "panel.item", { item, n: own.length })), this.list(own));
    }
    if (quiet.length) parts.push(h(document, "details", {}, h(document, "summary", {}, say(strings, "panel.silent", { n: quiet.length })), this.list(quiet)));
    if (files.length) {
      parts.push(h(document, "h3", {}, say(strings, "file.list")), h(document, "ul", { "aria-label": say(strings, "file.list") }, ...files.map((file, index) => this.file(file, index))));
    }
    this.body.replaceChildren(...parts);
    if (focused) this.body.querySelector<HTMLElement>(`[data-id="${focused}"]`)?.focus();
    this.form();
    this.announce();
  }

  private kinds(found: readonly Found[]): void {
    const present = new Set(found.map(({ kind }) => kind));
    const wanted = KINDS.filter(({ id }) => present.has(id)).map(({ id }) => id);
    if (wanted.join() === this.kindFilter.dataset.kinds) return;
    const { value } = this.kindFilter;
    this.kindFilter.dataset.kinds = wanted.join();
    this.kindFilter.replaceChildren(this.option("", "panel.all"), ...wanted.map((id) => h(this.document, "option", { value: id }, nameOf(this.strings, id))));
    this.kindFilter.value = wanted.includes(value as KindId) ? value : "";
  }

  private list(found: readonly Found[]): HTMLElement {
    const { document, strings, draft } = this;
    const entries = found.slice(0, most).map((each) => {
      const decided = draft.decided(each);
      const why = each.action === "keep" ? say(strings, "panel.kept", { why: decided ? reasonText(strings, decided.reason) : each.why }) : each.why;
      const go = h(document, "button", { type: "button", "data-id": each.id, onclick: (event) => this.deeds.go(each, (event as MouseEvent).detail === 0) },
        `${nameOf(strings, each.kind)} `, h(document, "span", { class: "value" }, draft.model.value(each)), h(document, "br"), h(document, "span", { class: "quiet" }, why));
      return h(document, "li", { class: each.action }, go);
    });
    return h(document, "ul", { "aria-label": say(strings, "panel.list") }, ...entries, found.length > most && h(document, "li", {}, `… ${found.length - most}`));
  }

  private file({ name, note, level, checking, suggested, found }: FileShown, index: number): HTMLElement {
    const { document, strings } = this;
    const count = (action: ActionId): number => found.filter((each) => each.action === action).length;
    const [m, r] = [count("mask"), count("review")];
    const listed = found.filter(({ action }) => action !== "keep");
    const quiet = (text: string): HTMLElement => h(document, "p", { class: "quiet" }, text);
    const levelName = (id: DisclosureLevel): string => say(strings, levels.find(([each]) => each === id)![1]);
    const entries = listed.slice(0, most).map((each) => h(document, "li", { class: each.action }, `${nameOf(strings, each.kind)} `, h(document, "span", { class: "value" }, each.value), h(document, "br"), h(document, "span", { class: "quiet" }, each.why)));
    const choice = h(document, "select", { "aria-label": say(strings, "file.level"), onchange: () => this.deeds.level(index, (choice.value || undefined) as DisclosureLevel | undefined) },
      this.option("", "file.unset"), ...levels.map(([id, key]) => this.option(id, key)));
    choice.value = level ?? "";
    return h(document, "li", {}, `${name} `, choice,
      checking && quiet(say(strings, "file.checking")), note !== undefined && quiet(note),
      m + r > 0 ? quiet(say(strings, "file.count", { m, r })) : !checking && note === undefined && quiet(say(strings, "file.clear")),
      suggested !== undefined && suggested !== "open" && quiet(say(strings, "file.suggested", { level: levelName(suggested) })),
      listed.length > 0 && h(document, "details", {}, h(document, "summary", {}, say(strings, "file.more", { n: listed.length })),
        h(document, "ul", {}, ...entries, listed.length > most && h(document, "li", {}, `… ${listed.length - most}`))));
  }

  private form(): void {
    const { document, strings, draft } = this;
    const form = formOf(draft.disclosure);
    const row = (key: StringKey, text: string): (Node | false)[] => (text ? [h(document, "dt", {}, say(strings, key)), h(document, "dd", {}, text)] : []);
    const level = say(strings, levels.find(([id]) => id === form.level)![1]);
    const kept = h(document, "dl", {}, ...row("form.level", level), ...row("form.items", form.items.map((item) => say(strings, "form.itemNo", { item })).join(", ")), ...row("form.reason", form.reason[2]), ...row("form.until", form.until));
    this.formBox.replaceChildren(
      h(document, "h3", {}, say(strings, "form.title")),
      ...(form.level === "open" ? [h(document, "p", {}, say(strings, "form.open"))] : [kept, ...form.advice.map((text) => h(document, "p", { class: "quiet" }, text))]),
      h(document, "div", { class: "row" }, this.button("form.put", () => this.deeds.form(form))),
    );
  }

  /** Says the counts once, when typing has rested. */
  private announce(): void {
    clearTimeout(this.liveTimer);
    this.liveTimer = setTimeout(() => {
      if (this.draft.isComposing) return;
      const found = [...this.draft.model.all.values()];
      const count = (action: ActionId): number => found.filter((each) => each.action === action && !silent.has(each.kind)).length;
      const text = say(this.strings, "live.count", { m: count("mask"), r: count("review") });
      if (text !== this.announced) this.live.textContent = text;
      this.announced = text;
    }, 1500);
  }

  detach(): void {
    clearTimeout(this.timer);
    clearTimeout(this.liveTimer);
    this.unwatch();
    for (const type of ["pointerup", "pointercancel"]) this.document.removeEventListener(type, this.release, true);
    this.host.remove();
  }
}
