// An opened file: read and checked in a worker, shown for reading, masked in its own format or as text or HTML. What refuses says why.
import type { CopyFormat, MaskedFile, OpenedFile, Checked } from "garim/export";
import { KINDS, type ActionId, type Disclosure, type Finding, type KindId } from "garim";
import { optionsOf, type Manner } from "./drafting.js";
import { open } from "./engine.js";
import { currentLocale, hasKey, t, type Key } from "./i18n/index.js";
import type { Place, Result } from "./result.js";

/** A finding of a file, with the place that the reader of its format knows. */
export type PlacedFinding = Finding & { place?: { part?: string; holds?: string; paragraph?: number; row?: number; column?: number } };

type PlacedChecked = Omit<Checked, "findings"> & { findings: PlacedFinding[] };

/** The sentence of an error's code. */
export function refusal(thrown: unknown): string {
  const { code } = (thrown ?? {}) as { code?: unknown };
  const key = `file.${String(code)}`;
  return hasKey(key) ? t(key) : t("file.other");
}

const silent = new Set(KINDS.filter((kind) => kind.silent).map(({ id }) => id));

/** A drafter's word on a value of a file: wherever it stands it gets this action. */
export interface FileDecision {
  readonly kind: KindId;
  readonly value: string;
  readonly action: ActionId;
  /** Why it is kept; no value stands in it. */
  readonly reason?: string | undefined;
}

/** A value without what does not count; only to show which findings a word was about. */
const alike = (value: string): string => value.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

/** A file that is open. */
export class Opened {
  private constructor(
    readonly name: string,
    readonly bytes: Uint8Array<ArrayBuffer>,
    private readonly file: OpenedFile,
    readonly text: string,
    public checked: PlacedChecked,
    private manner: Manner,
    /** The drafter's words on values of this file. */
    public decisions: readonly FileDecision[],
  ) {}

  /** Reads and checks a file. `stage` is told what is being done. */
  static async read(bytes: Uint8Array<ArrayBuffer>, name: string, manner: Manner, stage: (key: Key) => void, decisions: readonly FileDecision[] = []): Promise<Opened> {
    stage("work.reading");
    const file = await open(bytes, name);
    try {
      const text = await file.text();
      stage("work.checking");
      return new Opened(name, bytes, file, text, await file.check({ ...optionsOf(manner), decisions }), manner, decisions);
    } catch (thrown) {
      file.close();
      throw thrown;
    }
  }

  /** Checks again with another manner. */
  async again(manner: Manner, decisions: readonly FileDecision[] = this.decisions): Promise<void> {
    this.checked = await this.file.check({ ...optionsOf(manner), decisions });
    this.manner = manner;
    this.decisions = decisions;
  }

  /** The decisions with another word on a value, or without one. */
  with({ kind, text }: PlacedFinding, said?: Pick<FileDecision, "action" | "reason">): FileDecision[] {
    const others = this.decisions.filter((each) => !(each.kind === kind && alike(each.value) === alike(text)));
    return said ? [...others, { kind, value: text, ...said }] : others;
  }

  /** The drafter's word on what was found. */
  decided({ kind, text }: Pick<PlacedFinding, "kind" | "text">): FileDecision | undefined {
    return this.decisions.find((each) => each.kind === kind && alike(each.value) === alike(text));
  }

  /** The ending of its format. */
  get format(): string {
    return this.file.format;
  }

  /** Formats that a copy may have: the file's own where it can be written, text, HTML. */
  get formats(): readonly CopyFormat[] {
    return this.file.readOnly ? ["txt", "html"] : ["same", "txt", "html"];
  }

  private unread(): { lines: string[]; count: number } {
    const lines: string[] = [];
    let count = 0;
    const add = ({ unread, remarks }: Pick<OpenedFile, "unread" | "remarks">): void => {
      if (unread) lines.push(t("unread.letters", { n: unread }));
      const sums = new Map<string, number>();
      for (const { what, count: n } of remarks) sums.set(what, (sums.get(what) ?? 0) + n);
      for (const [what, n] of sums) {
        const key = `unread.${what}`;
        lines.push(hasKey(key) ? t(key, { n }) : `${what} ${n}`);
      }
      count += unread + remarks.filter((each) => each.unread || each.what === "picture").reduce((sum, { count: n }) => sum + n, 0);
    };
    add(this.file);
    for (const { name, error } of this.file.members ?? []) {
      if (!error) continue;
      lines.push(t("unread.member", { name, why: refusal({ code: error }) }));
      count += 1;
    }
    return { lines, count };
  }

  private cached: { checked: PlacedChecked; locale: string; result: Result } | undefined;

  /** What the check came to; the same object while nothing has changed. */
  result(): Result {
    const { cached, checked } = this;
    if (cached?.checked !== checked || cached.locale !== currentLocale()) this.cached = { checked, locale: currentLocale(), result: this.made() };
    return this.cached!.result;
  }

  private made(): Result {
    const { findings, disclosure } = this.checked;
    const parts = new Set(findings.map(({ place }) => place?.part));
    const lines = new Lines(this.text);
    const { lines: unread, count } = this.unread();
    const where = ({ place, start }: PlacedFinding): Place => {
      if (!place) return { line: lines.at(start) };
      const { part, paragraph, row, column } = place;
      return { ...(parts.size > 1 && part ? { part } : {}), ...(row !== undefined && column !== undefined ? { row, column } : { paragraph }) };
    };
    const rows = findings.map((each) => {
      const said = this.decisions.length ? this.decided(each) : undefined;
      return { kind: each.kind, action: each.action, item: each.item, why: said?.reason ?? each.why, decided: said !== undefined, place: where(each) };
    });
    return { rows, form: formOf(disclosure), unread, unreadCount: count, waiting: rows.filter(({ action, kind, decided }) => action === "review" && !decided && !silent.has(kind)).length };
  }

  /** What must stand in nothing that leaves. */
  values(): string[] {
    return this.checked.findings.filter(({ action }) => action === "mask").map(({ text }) => text);
  }

  /** A masked copy: read again and compared before it is given. */
  mask(out: CopyFormat): Promise<MaskedFile> {
    return this.file.mask({ ...optionsOf(this.manner), decisions: this.decisions, out });
  }

  close(): void {
    this.file.close();
  }
}

/** Counts lines up to rising positions. */
class Lines {
  private line = 1;
  private reached = 0;

  constructor(private readonly text: string) {}

  at(position: number): number {
    for (let next = this.text.indexOf("\n", this.reached); next >= 0 && next < position; next = this.text.indexOf("\n", this.reached)) {
      this.line += 1;
      this.reached = next + 1;
    }
    return this.line;
  }
}

const formOf = (disclosure: Disclosure): Result["form"] => ({
  level: disclosure.level, items: disclosure.items.map(({ item, reason, short, until }) => ({ item, reason, short: short[1], until })), notation: disclosure.notation, code: disclosure.code,
  attachments: (disclosure.attachments ?? []).map(({ level, items }) => ({ level, items })),
  advice: [...(disclosure.advice ?? []), ...(disclosure.remedies ?? [])].map(({ text }) => text),
});
