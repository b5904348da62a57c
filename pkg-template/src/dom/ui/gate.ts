// The gate: one screen before a document leaves, with what is masked and what waits for a word. It does not appear where there is nothing to say.
import type { KindId } from "../../kinds.js";
import type { Draft } from "../draft.js";
import type { Found } from "../model.js";
import type { Gate, Purpose, Question } from "../outbound.js";
import { nameOf, say, type StringKey, type Strings } from "../strings.js";
import { h, shadowOf } from "./base.js";

const rules = `dialog{border:1px solid var(--g-line);border-radius:10px;padding:16px 18px;max-width:min(640px,calc(100vw - 24px));max-height:85vh;background:var(--g-bg);color:var(--g-fg);overflow:auto}
dialog::backdrop{background:rgb(0 0 0 / 45%)}li{padding:4px 0 4px 8px;margin:4px 0}.ends{justify-content:flex-end;margin-top:12px}
.note{position:fixed;left:50%;bottom:20px;transform:translateX(-50%);max-width:min(560px,calc(100vw - 24px));background:var(--g-bg);border:1px solid var(--g-line);border-radius:8px;padding:8px 12px;box-shadow:0 4px 16px rgb(0 0 0 / 25%);z-index:var(--garim-layer,2147483000)}`;

/** The gate, and short notes at the edge of the page. */
export class GateScreen implements Gate {
  readonly host: HTMLElement;
  private readonly shadow: ShadowRoot;
  private readonly noteBox: HTMLElement;
  private readonly live: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly draft: () => Draft,
    private readonly strings: Strings,
    private readonly document: Document,
  ) {
    this.host = document.createElement("garim-gate");
    this.shadow = shadowOf(this.host, rules);
    this.noteBox = h(document, "div", { class: "note", hidden: true });
    this.live = h(document, "div", { class: "sr", role: "status", "aria-live": "polite" });
    this.shadow.append(this.noteBox, this.live);
    document.body.append(this.host);
  }

  /** Shows a sentence for a while, and says it. */
  note(key: StringKey, values: Readonly<Record<string, string | number>> = {}): void {
    const text = say(this.strings, key, values);
    this.noteBox.textContent = text;
    this.noteBox.hidden = false;
    this.say(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.noteBox.hidden = true;
    }, 8000);
  }

  /** Says a sentence to a screen reader. */
  say(text: string): void {
    this.live.textContent = text;
  }

  refuse(key: "note.down" | "note.secret" | "note.refused" | "gate.unset", values: Readonly<Record<string, string | number>> = {}): void {
    this.note(key, values);
  }

  private dialog<T>(build: (close: (answer: T | undefined) => void) => (Node | false)[]): Promise<T | undefined> {
    const back = this.document.activeElement as HTMLElement | null;
    return new Promise((resolve) => {
      const dialog = h(this.document, "dialog", { "aria-labelledby": "gate-title", part: "gate" });
      let answer: T | undefined;
      const close = (given: T | undefined): void => {
        answer = given;
        dialog.close();
      };
      dialog.append(...build(close).filter((node): node is Node => node !== false));
      dialog.addEventListener("close", () => {
        dialog.remove();
        back?.focus?.({ preventScroll: true });
        resolve(answer);
      });
      this.shadow.append(dialog);
      dialog.showModal();
      dialog.querySelector<HTMLElement>("button.first")?.focus();
    });
  }

  private button(key: StringKey, work: () => void, first = false, values = {}): HTMLButtonElement {
    return h(this.document, "button", { type: "button", class: first ? "first" : undefined, "data-do": key, onclick: () => work() }, say(this.strings, key, values));
  }

  private title(): HTMLElement {
    return h(this.document, "h2", { id: "gate-title" }, say(this.strings, "gate.title"));
  }

  confirm(key: "note.down" | "note.secret"): Promise<boolean> {
    return this.dialog<boolean>((close) => [
      this.title(), h(this.document, "p", {}, say(this.strings, key)),
      h(this.document, "div", { class: "row ends" }, this.button("gate.recordBack", () => close(undefined)), this.button("gate.recordGo", () => close(true), true)),
    ]).then((answer) => answer === true);
  }

  purpose(): Promise<Purpose | undefined> {
    const choices: [Purpose, StringKey][] = [["public", "gate.purposePublic"], ["record", "gate.purposeRecord"], ["recipient", "gate.purposeRecipient"]];
    return this.dialog<Purpose>((close) => [
      this.title(), h(this.document, "p", {}, say(this.strings, "gate.purpose")),
      h(this.document, "div", { class: "row" }, ...choices.map(([purpose, key]) => this.button(key, () => close(purpose), purpose === "public"))),
      h(this.document, "div", { class: "row ends" }, this.button("gate.recordBack", () => close(undefined))),
    ]);
  }

  ask(question: Question): Promise<{ released: readonly KindId[] } | undefined> {
    const { document, strings } = this;
    const { purpose, masked, undecided, unread, unset, files } = question;
    const draft = this.draft();
    const words = new Map<Found, "mask" | "keep">();
    const released = new Set<KindId>();
    const sentence = (): string => {
      const values = { m: masked.length, r: undecided.length };
      if (purpose === "recipient") return say(strings, "gate.recipient", values);
      return say(strings, `gate.${purpose}${undecided.length ? "" : "Clear"}` as StringKey, values);
    };
    return this.dialog<{ released: readonly KindId[] }>((close) => {
      const left = h(document, "p", { role: "status" });
      const go = this.button(`gate.${purpose}Go` as StringKey, () => {
        for (const action of ["mask", "keep"] as const) {
          const founds = undecided.filter((found) => words.get(found) === action);
          if (founds.length) draft.decide(founds, action);
        }
        close({ released: [...released] });
      }, true);
      const radios: [Found, "mask" | "keep", HTMLInputElement][] = [];
      const look = (): void => {
        const open = undecided.length - words.size;
        left.textContent = open ? say(strings, "gate.undecided", { r: open }) : "";
        go.disabled = open > 0;
      };
      const decide = (found: Found, action: "mask" | "keep"): void => {
        words.set(found, action);
        look();
      };
      const entry = (found: Found, index: number): HTMLElement => {
        const choice = (action: "mask" | "keep", key: StringKey): HTMLElement => {
          const radio = h(document, "input", { type: "radio", name: `u${index}`, "aria-describedby": `v${index}`, onchange: () => decide(found, action) });
          radios.push([found, action, radio]);
          return h(document, "label", {}, radio, " ", say(strings, key));
        };
        return h(document, "li", { class: "review" }, h(document, "div", { id: `v${index}` }, `${nameOf(strings, found.kind)} `, h(document, "span", { class: "value" }, draft.model.value(found))),
          h(document, "div", { class: "row" }, choice("mask", "gate.mask"), choice("keep", "keep.stays")));
      };
      const all = (action: "mask" | "keep"): void => {
        for (const [found, its, radio] of radios) {
          if (its !== action) continue;
          radio.checked = true;
          words.set(found, action);
        }
        look();
      };
      const kinds = [...new Set(masked.map(({ kind }) => kind))];
      look();
      return [
        this.title(), h(document, "p", {}, sentence()), unread > 0 && h(document, "p", {}, say(strings, "gate.unread", { u: unread })),
        unset > 0 && h(document, "p", {}, say(strings, "gate.unset", { u: unset })),
        files.mask + files.review > 0 && h(document, "p", {}, say(strings, "gate.files", { m: files.mask, r: files.review })),
        purpose === "recipient" && h(document, "div", {}, ...kinds.map((kind) => {
          const box = h(document, "input", { type: "checkbox", onchange: () => (box.checked ? released.add(kind) : released.delete(kind)) });
          return h(document, "label", {}, box, " ", say(strings, "gate.release", { name: nameOf(strings, kind), n: masked.filter((found) => found.kind === kind).length }));
        })),
        undecided.length > 0 && h(document, "div", { class: "row" }, this.button("gate.allMask", () => all("mask")), this.button("gate.allKeep", () => all("keep"))),
        undecided.length > 0 && h(document, "ul", {}, ...undecided.slice(0, 300).map(entry)), left,
        h(document, "div", { class: "row ends" }, this.button(purpose === "record" ? "gate.recordBack" : "gate.publicBack", () => close(undefined)), go),
      ];
    });
  }

  detach(): void {
    clearTimeout(this.timer);
    this.host.remove();
  }
}
