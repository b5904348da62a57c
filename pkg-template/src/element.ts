// garim/element: <garim-checker for="…">, the panel as an element that attaches the field it names. Importing it does nothing; `defineChecker(options)` defines it.
import { Guard, type AttachOptions, type GarimDocument, type GuardOptions } from "./dom/guard.js";

export type { GuardOptions } from "./dom/guard.js";

/** The element. Properties mirror attributes; events are those of `attach`, and bubble from the field. */
export interface CheckerElement extends HTMLElement {
  /** The id of the field. */
  htmlFor: string;
  /** `edit` or `review`. */
  mode: "edit" | "review";
  /** Whether the form is invalid while something waits for the drafter's word. */
  block: boolean;
  /** What is attached; undefined while the field is not there. */
  readonly attached: GarimDocument | undefined;
}

/**
 * Defines the element, once for a page. `name` is `garim-checker` by default. `target` gives what to attach for a field, where it is an editor that needs
 * an adapter; by default the field itself.
 */
export function defineChecker(options: GuardOptions & { name?: string; target?: (field: HTMLElement) => Parameters<Guard["attach"]>[0]; attach?: AttachOptions }): CustomElementConstructor {
  const { name = "garim-checker", target = (field: HTMLElement) => field, attach, ...how } = options;
  const window = how.window ?? (globalThis as unknown as Window & typeof globalThis);
  const known = window.customElements.get(name);
  if (known) return known;
  const guard = new Guard(how);

  class Checker extends window.HTMLElement implements CheckerElement {
    static readonly formAssociated = true;
    static readonly observedAttributes = ["for", "mode", "block"];
    attached: GarimDocument | undefined;
    private readonly internals: ElementInternals | undefined;
    private readonly place: HTMLElement;
    private unwatch: (() => void) | undefined;
    private waiting = false;

    constructor() {
      super();
      this.internals = typeof this.attachInternals === "function" ? this.attachInternals() : undefined;
      this.place = this.attachShadow({ mode: "open" }).appendChild(window.document.createElement("div"));
    }

    get htmlFor(): string {
      return this.getAttribute("for") ?? "";
    }

    set htmlFor(id: string) {
      this.setAttribute("for", id);
    }

    get mode(): "edit" | "review" {
      return this.getAttribute("mode") === "review" ? "review" : "edit";
    }

    set mode(mode: "edit" | "review") {
      this.setAttribute("mode", mode);
    }

    get block(): boolean {
      return this.hasAttribute("block");
    }

    set block(block: boolean) {
      this.toggleAttribute("block", block);
    }

    connectedCallback(): void {
      this.begin();
    }

    disconnectedCallback(): void {
      this.end();
    }

    attributeChangedCallback(attribute: string): void {
      if (!this.isConnected) return;
      if (attribute === "block") return this.validate();
      this.end();
      this.begin();
    }

    /** Attaches once all attributes and the field are there. */
    private begin(): void {
      if (this.waiting) return;
      this.waiting = true;
      queueMicrotask(() => {
        this.waiting = false;
        if (!this.isConnected || this.attached) return;
        const field = (this.getRootNode() as Document | ShadowRoot).getElementById(this.htmlFor);
        if (!field) return;
        this.attached = guard.attach(target(field), { ...attach, mode: this.mode, panel: this.place });
        this.unwatch = this.attached.draft.watch({ change: () => this.validate() });
        this.validate();
      });
    }

    private end(): void {
      this.unwatch?.();
      this.attached?.detach();
      this.attached = undefined;
    }

    private validate(): void {
      const { draft } = this.attached ?? {};
      const open = this.block && draft ? draft.found().filter((found) => draft.undecided(found)).length : 0;
      if (open) this.internals?.setValidity({ customError: true }, guard.sentence("gate.undecided", { r: open }), this.place);
      else this.internals?.setValidity({});
    }
  }
  window.customElements.define(name, Checker);
  return Checker;
}
