// The files beside a draft. Each is opened and checked once, when it is added: its text, what it says of itself, and its name. What could not be read says why. The bytes
// and the text are let go behind the check; what stays is what was found, for the panel, and it goes with the file.
import type { Checked, CheckOptions } from "../contract.js";
import type { FileInfo } from "../files.js";
import { SECRET, type ActionId, type DisclosureLevel, type Item, type KindId } from "../kinds.js";
import { noteName, say, type StringKey, type Strings } from "./strings.js";

/** Opens a file: `openFile` of `garim/export`. */
export type OpenFile = (bytes: ArrayBuffer, name: string) => Promise<FileInfo & { text(): Promise<string>; check(options?: CheckOptions): Promise<Checked>; close(): void }>;

/** What was found in a file. It holds the value: it stands in the panel and goes nowhere else. */
export interface FileFound {
  readonly kind: KindId;
  readonly action: ActionId;
  readonly item: Item;
  readonly why: string;
  readonly value: string;
}

/** A file as the panel shows it. */
export interface FileShown {
  readonly name: string;
  readonly checking: boolean;
  /** Why it, or a part of it, was not read. */
  readonly note: string | undefined;
  /** What the drafter has set. */
  readonly level: DisclosureLevel | undefined;
  /** What is suggested for it. */
  readonly suggested: DisclosureLevel | undefined;
  readonly found: readonly FileFound[];
}

/** What is known of all files. */
export interface FileCounts {
  readonly unread: number;
  readonly unset: number;
  readonly checking: number;
  readonly mask: number;
  readonly review: number;
  readonly secret: boolean;
  /** Another number whenever anything of them is another. */
  readonly stamp: number;
}

/** A file as it leaves a trace in what left: no name, no value. */
export interface FileTrace {
  readonly level: DisclosureLevel | undefined;
  readonly checked: boolean;
  readonly mask: number;
  readonly review: number;
}

interface Entry {
  readonly key: string;
  readonly name: string;
  checking: boolean;
  note: string | undefined;
  level: DisclosureLevel | undefined;
  suggested: DisclosureLevel | undefined;
  found: FileFound[];
}

/** Why a file was not read, by the code of the error. */
const reasons: Readonly<Record<string, StringKey>> = {
  encrypted: "file.encrypted", protected: "file.protected", distribution_copy: "file.distribution", no_text: "file.noText", damaged: "file.damaged",
  unsupported_format: "file.unsupported", too_large: "file.tooLarge",
};

/** Files above this are not taken into memory. */
const largest = 200 * 1024 * 1024;
/** A file that was not answered for in this time was not read. */
const patience = 120_000;

/** The attachments of one document. */
export class Attachments {
  private entries: Entry[] = [];
  private stamp = 0;
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly open: OpenFile | undefined,
    private readonly check: (text: string) => Promise<Checked>,
    private readonly options: CheckOptions,
    private readonly strings: Strings,
    private readonly changed: () => void,
  ) {}

  get list(): readonly FileShown[] {
    return this.entries;
  }

  /** The files that are there now. One that was there before keeps what is known of it and what the drafter has set. */
  set(files: Iterable<File>): void {
    const before = new Map(this.entries.map((entry) => [entry.key, entry]));
    this.entries = [...files].map((file) => {
      const key = [file.name, file.size, file.lastModified].join("\n");
      const known = before.get(key);
      if (known) return known;
      const entry: Entry = { key, name: file.name, checking: true, note: undefined, level: undefined, suggested: undefined, found: [] };
      // One behind the other: many files at once would stand in memory together.
      this.line = this.line.then(() => this.read(entry, file));
      return entry;
    });
    this.tell();
  }

  /** What the drafter, or the host, sets for a file. */
  level(index: number, level: DisclosureLevel | undefined): void {
    const entry = this.entries[index];
    if (!entry) return;
    entry.level = level;
    this.tell();
  }

  /** Waits until every file was looked at. */
  async settled(): Promise<void> {
    for (let line: Promise<void> | undefined; line !== this.line; ) {
      line = this.line;
      await line;
    }
  }

  counts(): FileCounts {
    const count = (action: ActionId): number => this.entries.reduce((sum, { found }) => sum + found.filter((each) => each.action === action).length, 0);
    return {
      unread: this.entries.filter(({ note }) => note !== undefined).length, unset: this.entries.filter(({ level }) => level === undefined).length,
      checking: this.entries.filter(({ checking }) => checking).length, mask: count("mask"), review: count("review"),
      secret: this.entries.some(({ found }) => found.some(({ kind, action }) => kind === SECRET && action !== "keep")), stamp: this.stamp,
    };
  }

  traces(): FileTrace[] {
    return this.entries.map(({ level, checking, note, found }) => ({
      level, checked: !checking && note === undefined, mask: found.filter(({ action }) => action === "mask").length, review: found.filter(({ action }) => action === "review").length,
    }));
  }

  private async read(entry: Entry, file: File): Promise<void> {
    const here = (): boolean => this.entries.includes(entry);
    if (!here()) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), patience);
    });
    try {
      await Promise.race([this.look(entry, file), late]);
    } catch (thrown) {
      entry.note = say(this.strings, reasons[String((thrown as { code?: unknown } | null)?.code)] ?? "file.notRead");
    } finally {
      clearTimeout(timer);
    }
    entry.checking = false;
    if (here()) this.tell();
  }

  private async look(entry: Entry, file: File): Promise<void> {
    // A name is seen by everybody who sees the list.
    const named = await this.check(entry.name);
    entry.found = found(named, entry.name);
    if (!this.open || typeof file.arrayBuffer !== "function") throw new Error("nothing opens files");
    if (file.size > largest) throw Object.assign(new Error("too large"), { code: "too_large" });
    const opened = await this.open(await file.arrayBuffer(), entry.name);
    try {
      const [checked, text] = [await opened.check(this.options), await opened.text()];
      entry.found = [...entry.found, ...found(checked, text)];
      entry.suggested = checked.disclosure.level;
      const lacks = opened.unread > 0 || opened.remarks.some(({ unread }) => unread) || (opened.members ?? []).some(({ error, unread = 0, remarks = [] }) => error !== undefined || unread > 0 || remarks.some((remark) => remark.unread));
      const scan = opened.remarks.some(({ what }) => what === "scan") && text.trim() === "";
      if (scan || lacks) entry.note = say(this.strings, scan ? "file.noText" : "file.part");
    } finally {
      opened.close();
    }
  }

  private tell(): void {
    this.stamp += 1;
    this.changed();
  }

  /** Forgets everything. */
  clear(): void {
    this.entries = [];
  }
}

/** What a check found, with its values. */
const found = ({ findings }: Checked, text: string): FileFound[] => {
  findings.forEach(noteName);
  return findings.map(({ kind, action, item, why, start, end }) => ({ kind, action, item, why, value: text.slice(start, end) }));
};
