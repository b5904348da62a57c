// Long work: a cover that says what is being done and for how long, and lets a person end it. What fails is said in a sentence.
import { closeFiles } from "garim/export";
import { t, type Key } from "./i18n/index.js";
import { refusal } from "./opened.js";
import { Refused } from "./outputs.js";
import { button, h } from "./parts.js";

/** The cover of the page's text, and the work that goes on below it. */
export class Work {
  readonly cover = h("div", { class: "busy", hidden: true });
  private number = 0;

  constructor(
    private readonly say: (text: string) => void,
    /** Ending a work ends the worker of the files with all that is open there: this opens it again. */
    private readonly again: () => Promise<void>,
  ) {}

  /** Does some work, which is told how to say what stage it has reached. Gives nothing where it failed or was ended. */
  async run<T>(first: Key, work: (stage: (key: Key) => void) => Promise<T>): Promise<T | undefined> {
    const mine = (this.number += 1);
    const began = Date.now();
    let stage = first;
    let cancelled = false;
    let end: (() => void) | undefined;
    const ended = new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
    const text = h("p", { role: "status" });
    const time = h("p", { class: "quiet", "aria-hidden": "true" });
    const cancel = button(t("work.cancel"), () => {
      cancelled = true;
      closeFiles();
      end?.();
    }, { "data-do": "cancel" });
    const tick = (): void => {
      if (text.textContent !== t(stage)) text.textContent = t(stage);
      time.textContent = t("work.elapsed", { n: Math.floor((Date.now() - began) / 1000) });
    };
    const show = setTimeout(() => {
      this.cover.replaceChildren(h("div", { class: "card" }, text, h("progress", { "aria-label": t(first) }), time, cancel));
      this.cover.hidden = false;
      tick();
    }, 150);
    const clock = setInterval(tick, 500);
    try {
      const going = work((key) => {
        stage = key;
        tick();
      });
      // Work that was ended rejects later; nobody waits for it any more.
      going.catch(() => undefined);
      const done = await Promise.race([going, ended]);
      if (cancelled) throw new Refused(t("work.cancelled"));
      return done;
    } catch (thrown) {
      if (cancelled) {
        cancel.disabled = true;
        stage = "work.reading";
        await this.again();
      }
      this.say(cancelled ? t("work.cancelled") : thrown instanceof Refused ? thrown.message : refusal(thrown));
      return undefined;
    } finally {
      clearTimeout(show);
      clearInterval(clock);
      if (mine === this.number) this.cover.hidden = true;
    }
  }
}
