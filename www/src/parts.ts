// Elements. All text is set as text, never as markup, and no value of a draft stands in an attribute.

type Props = Readonly<Record<string, string | number | boolean | undefined | null | ((event: Event) => void)>>;
type Child = Node | string | undefined | null | false;

/** An element. Properties that begin with `on` listen; `true` is an empty attribute; `false`, `null` and `undefined` are none. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== null && child !== false));
  return made;
}

/** A button. */
export const button = (label: string, work: () => void, props: Props = {}): HTMLButtonElement => h("button", { type: "button", ...props, onclick: () => work() }, label);

/** A choice of one of several. */
export function choice(label: string, options: readonly (readonly [string, string])[], chosen: string, take: (value: string) => void, props: Props = {}): HTMLSelectElement {
  const made = h("select", { "aria-label": label, ...props, onchange: () => take(made.value) }, ...options.map(([value, text]) => h("option", { value }, text)));
  made.value = chosen;
  return made;
}

/** A table with heads. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[], numeric: readonly number[] = []): HTMLTableElement {
  const of = (column: number): Props => (numeric.includes(column) ? { class: "number" } : {});
  return h("table", {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...heads.map((head, column) => h("th", { scope: "col", ...of(column) }, head)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, column) => h("td", of(column), String(cell)))))));
}

/** A modal window: its title, what stands in it, its buttons. It gives what the pressed button means, or nothing where it was left by Escape. */
export function ask<T>(title: string, body: readonly Child[], ends: readonly { label: string; value: T; first?: boolean }[], close?: string): Promise<T | undefined> {
  const back = document.activeElement as HTMLElement | null;
  return new Promise((resolve) => {
    let answer: T | undefined;
    const leave = (given: T | undefined): void => {
      answer = given;
      dialog.close();
    };
    const dialog = h("dialog", { class: "window", "aria-labelledby": "window-title" },
      h("header", {}, h("h2", { id: "window-title" }, title), close !== undefined && button("×", () => leave(undefined), { "aria-label": close, class: "plain close" })),
      h("div", { class: "content", tabindex: 0 }, ...body),
      ends.length > 0 && h("footer", {}, ...ends.map(({ label, value, first }) => button(label, () => leave(value), first ? { class: "first", autofocus: true } : {}))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.({ preventScroll: true });
      resolve(answer);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) leave(undefined);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
