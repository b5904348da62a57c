// A form's submission waits for the gate. `public` and `recipient` send the masked copy in the fields' place, and the form's data is read back before it leaves: what
// the page or its editor put there besides, and still holds a masked value, stops the submission.
import type { Draft } from "./draft.js";
import type { Exported } from "./outbound.js";
import { finder } from "./strip.js";

/** What a form asks of its document. */
export interface Submission {
  readonly draft: Draft;
  /** What leaves, after the gate. */
  export(): Promise<Exported>;
  /** Something would have left that was masked: where. */
  refuse(place: string): void;
}

/** Puts the gate before a form; `names` leads from fields of the document to names of the form's, where the editor has none of its own. */
export function formGate(form: HTMLFormElement, names: Readonly<Record<string, string>>, { draft, export: ask, refuse }: Submission): () => void {
  /** The data of a submission that has passed: masked fields put into it; gives the name of one that holds more than it may. */
  const fill = (data: FormData, { fields, released }: Exported): string | undefined => {
    const own = new Set<string>();
    for (const [field, content] of Object.entries(fields)) {
      const root = draft.fields.find(({ name }) => name === field)?.adapter.root;
      const name = names[field] ?? root?.getAttribute("name");
      if (!name) continue;
      data.set(name, content);
      own.add(name);
    }
    const stays = new Set(released.map(({ kind }) => kind));
    const holds = finder(draft.found().filter(({ kind, action }) => action === "mask" && !stays.has(kind)).map((found) => draft.model.value(found)));
    const left = [...data].filter(([name, value]) => !own.has(name) && typeof value === "string" && holds(value)).map(([name]) => name);
    for (const name of left) data.delete(name);
    return left[0];
  };
  /** The second submission, behind the gate: nothing but the form's own handlers stands between this and the network. */
  const send = (exported: Exported, submitter: HTMLElement | null): void => {
    if (exported.purpose === "record") return form.requestSubmit(submitter);
    const top = form.getRootNode();
    let place: string | undefined;
    const data = (event: Event): void => {
      if (event.target === form) place = fill((event as FormDataEvent).formData, exported) ?? place;
    };
    // Editors write into their fields when the form is submitted; behind them all it is read what would be sent.
    const last = (event: Event): void => {
      if (event.target !== form || event.defaultPrevented) return;
      void new FormData(form, submitter);
      if (place !== undefined) event.preventDefault();
    };
    top.addEventListener("formdata", data);
    top.addEventListener("submit", last);
    try {
      form.requestSubmit(submitter);
    } finally {
      top.removeEventListener("formdata", data);
      top.removeEventListener("submit", last);
    }
    if (place !== undefined) refuse(place);
  };
  let passing = false;
  const submit = (event: SubmitEvent): void => {
    if (passing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter as HTMLElement | null;
    void ask().then((exported) => {
      passing = true;
      try {
        send(exported, submitter);
      } finally {
        passing = false;
      }
    }, () => undefined);
  };
  form.addEventListener("submit", submit, true);
  return () => form.removeEventListener("submit", submit, true);
}
