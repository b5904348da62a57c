// An organisation's profile (기관 설정): chosen from files, held against a key where one is chosen too, applied to everything that is checked from then on, shown with
// what it is, and taken off again. Nothing of it is kept when the page is closed. What is wrong in one is told line by line.
import { readProfile, type ProfileFault } from "garim/profile";
import { bytesOf, profileInUse, useProfile } from "./engine.js";
import { currentLocale, hasKey, t } from "./i18n/index.js";
import { ask, button, h } from "./parts.js";

/** A file that was chosen. */
interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Files by what they are: profiles in the order of their layers, the lists that they name, signatures and a key. */
interface Sorted {
  readonly layers: readonly Chosen[];
  readonly lists: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  readonly signatures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly key: string | undefined;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Where a layer stands: only the order in which files are handed over; whether it is right is for the reader to say. */
const rank = ({ bytes }: Chosen): number => {
  const layer = /^\s*layer\s*=\s*["'](department|document)["']/m.exec(text(bytes))?.[1];
  return layer === "document" ? 2 : layer === "department" ? 1 : 0;
};

function sorted(chosen: readonly Chosen[]): Sorted {
  const ends = (...endings: string[]) => ({ name }: Chosen): boolean => endings.some((ending) => name.toLowerCase().endsWith(ending));
  const [isLayer, isSignature, isKey] = [ends(".toml", ".garim"), ends(".sig"), ends(".pem")];
  const key = chosen.find(isKey);
  return {
    layers: chosen.filter(isLayer).sort((a, b) => rank(a) - rank(b)),
    lists: Object.fromEntries(chosen.filter((each) => ![isLayer, isSignature, isKey].some((is) => is(each))).map(({ name, bytes }) => [name, bytes])),
    signatures: new Map(chosen.filter(isSignature).map(({ name, bytes }) => [name.slice(0, -".sig".length), bytes])),
    key: key && text(key.bytes),
  };
}

/** Asks for `profile.wasm`, which holds what patterns need; nothing where a person chose none. */
async function pickPatterns(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const input = h("input", { type: "file", accept: ".wasm,application/wasm", "data-file": "patterns" });
  // Served, the file lies beside the page; a person's own hand fetches it, because the page may fetch nothing.
  const where = location.protocol === "file:" ? h("p", { class: "quiet" }, t("profile.patternsDisk")) : h("p", {}, h("a", { href: "profile.wasm", download: "profile.wasm" }, t("profile.patternsGet")));
  const taken = await ask(t("profile.patternsTitle"), [h("p", {}, t("profile.patterns")), where, h("p", {}, h("label", {}, t("profile.patternsFile"), " ", input))],
    [{ label: t("profile.patternsUse"), value: true, first: true }], t("close"));
  const [file] = input.files ?? [];
  return taken && file ? new Uint8Array(await file.arrayBuffer()) : undefined;
}

/** Thrown where a person chose no file. */
class NoFile extends Error {}

/** The block in which a profile is chosen, shown and taken off. It outlives a change of language. */
export class ProfileCard {
  readonly place = h("div", { class: "profile" });
  private told: HTMLElement[] = [];
  private busy = false;

  constructor(
    /** The engine is another one now: everything must be checked anew. */
    private readonly changed: () => Promise<void>,
  ) {}

  private sign = "";

  /** Draws it where the language or the profile is another one now; a control that has the focus is left alone otherwise. */
  redraw(): void {
    const sign = `${currentLocale()} ${profileInUse()?.hashes.join() ?? ""}`;
    if (sign !== this.sign || !this.place.hasChildNodes()) this.draw();
    this.sign = sign;
  }

  private draw(): void {
    const input = h("input", { type: "file", multiple: true, accept: ".toml,.garim,.csv,.txt,.sig,.pem", hidden: true, tabindex: -1, "aria-hidden": "true", "data-file": "profile" });
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      input.value = "";
      if (files.length) void this.choose(files);
    });
    const inUse = profileInUse();
    const row = (name: string, ...value: (Node | string)[]): HTMLElement[] => [h("dt", {}, name), h("dd", {}, ...value)];
    this.place.replaceChildren(
      ...(inUse ? [h("dl", { class: "short" },
        ...row(t("profile.name"), h("strong", {}, inUse.layers.map(({ name }) => name).join(" · "))),
        ...row(t("profile.version"), inUse.layers.map(({ version }) => version || "–").join(" · ")),
        ...row(t("profile.sha"), ...inUse.hashes.map((hash) => h("code", { class: "hash" }, hash))),
        ...row(t("profile.trust"), t(`profile.trust.${inUse.trust}`)),
        ...row(t("profile.stated"), h("details", {}, h("summary", {}, t("profile.statedCount", { n: inUse.stated.length, p: inUse.patterns })),
          h("ul", { class: "lines" }, ...inUse.stated.map(({ field, value }) => h("li", {}, h("code", {}, `${field} = ${value}`)))))))] : [h("p", { class: "quiet" }, t("profile.none"))]),
      h("div", { class: "row" }, button(t(inUse ? "profile.other" : "profile.choose"), () => input.click(), { "data-do": "profile.choose", disabled: this.busy }),
        inUse !== undefined && button(t("profile.off"), () => void this.off(), { "data-do": "profile.off", disabled: this.busy }), input),
      h("div", { role: "status", class: "told", "data-told": "profile" }, ...this.told));
  }

  private say(...told: (HTMLElement | string)[]): void {
    this.told = told.map((each) => (typeof each === "string" ? h("p", {}, each) : each));
    this.draw();
  }

  /** Takes the profile off. */
  private async off(): Promise<void> {
    await useProfile(undefined);
    this.say(t("profile.isOff"));
    await this.changed();
    this.place.querySelector<HTMLElement>('[data-do="profile.choose"]')?.focus();
  }

  private async choose(files: readonly File[], older = false): Promise<void> {
    this.busy = true;
    this.say(t("profile.reading"));
    try {
      const chosen = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
      const { layers, lists, signatures, key } = sorted(chosen);
      if (!layers.length) return this.say(t("profile.noLayer"));
      const profile = await readProfile(layers.map(({ bytes }) => bytes), {
        lists, after: older ? undefined : profileInUse(), reader: () => bytesOf("reader"), patterns: async () => (await pickPatterns()) ?? Promise.reject(new NoFile()),
        ...(key === undefined ? {} : { key, signatures: layers.map(({ name }) => signatures.get(name)) }),
      });
      await useProfile(profile);
      this.say(t("profile.isOn"));
      await this.changed();
    } catch (thrown) {
      this.refused(thrown, files);
    } finally {
      this.busy = false;
      this.draw();
    }
  }

  /** What is wrong, in plain words; the profile that was in use stays. */
  private refused(thrown: unknown, files: readonly File[]): void {
    if (thrown instanceof NoFile) return this.say(t("profile.patternsNone"));
    const { code, faults } = (thrown ?? {}) as { code?: unknown; faults?: readonly ProfileFault[] };
    const key = `profile.error.${String(code)}`;
    const lines = (faults ?? []).map((fault) => h("li", {}, `${t("profile.line", { n: fault.line })}: ${currentLocale() === "ko" ? fault.ko : fault.en}`));
    const use = code === "profile_older" && h("div", { class: "row" }, button(t("profile.olderUse"), () => void this.choose(files, true), { "data-do": "profile.older" }));
    this.say(hasKey(key) ? t(key) : t("profile.error.other"), ...(lines.length ? [h("ul", { class: "lines" }, ...lines)] : []), ...(use ? [use] : []), ...(profileInUse() ? [t("profile.stays")] : []));
  }
}
