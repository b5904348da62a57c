// What a check came to, the same for a draft in the editor and for a file: the rows of all lists, tables and reports of this page. No row holds a value.
import { KINDS, type ActionId, type DisclosureLevel, type Item, type KindId } from "garim";
import { profileInUse } from "./engine.js";
import { currentLocale, t } from "./i18n/index.js";

/** Where something stands, for people. */
export interface Place {
  readonly part?: string | undefined;
  readonly table?: number | undefined;
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  readonly paragraph?: number | undefined;
  readonly line?: number | undefined;
}

/** One thing that was found. */
export interface Row {
  readonly kind: KindId;
  readonly action: ActionId;
  readonly item: Item;
  /** Why it was found, or the drafter's reason. */
  readonly why: string;
  /** Whether the drafter decided on it. */
  readonly decided: boolean;
  readonly place: Place;
}

/** The suggestion for the form. */
export interface Form {
  readonly level: DisclosureLevel;
  readonly items: readonly { readonly item: Item; readonly reason: string; readonly short: string; readonly until: string }[];
  readonly notation: string;
  readonly code: string;
  readonly attachments: readonly { readonly level: DisclosureLevel; readonly items: readonly Item[] }[];
  readonly advice: readonly string[];
}

/** What a check came to. */
export interface Result {
  readonly rows: readonly Row[];
  readonly form: Form;
  /** Sentences on what was not read, and how many things they speak of. */
  readonly unread: readonly string[];
  readonly unreadCount: number;
  /** `review` findings that wait for a word. */
  readonly waiting: number;
}

/** Counts by action. */
export interface Counts {
  readonly mask: number;
  readonly review: number;
  readonly keep: number;
}

/** The 이름 of a kind. */
export const kindName = (kind: KindId): string => KINDS.find(({ id }) => id === kind)?.[currentLocale()] ?? profileInUse()?.own.find(({ id }) => id === kind)?.name ?? kind;

/** How many of each action. */
export function countsOf(rows: readonly Row[]): Counts {
  const out = { mask: 0, review: 0, keep: 0 };
  for (const { action } of rows) out[action] += 1;
  return out;
}

/** Counts by kind, in the contract's order, then an organisation's own. */
export function byKind(rows: readonly Row[]): { kind: KindId; counts: Counts }[] {
  const lists = new Map<KindId, Row[]>();
  for (const row of rows) {
    const list = lists.get(row.kind);
    if (list) list.push(row);
    else lists.set(row.kind, [row]);
  }
  const order = new Map(KINDS.map(({ id }, index) => [id, index]));
  const place = (kind: KindId): number => order.get(kind) ?? order.size;
  return [...lists].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)).map(([kind, list]) => ({ kind, counts: countsOf(list) }));
}

/** What is kept, by kind and reason. */
export function keptBy(rows: readonly Row[]): { kind: KindId; why: string; count: number }[] {
  const lines = new Map<string, { kind: KindId; why: string; count: number }>();
  for (const { kind, why, action } of rows) {
    if (action !== "keep") continue;
    const line = lines.get(`${kind}\n${why}`);
    if (line) line.count += 1;
    else lines.set(`${kind}\n${why}`, { kind, why, count: 1 });
  }
  return [...lines.values()];
}

/** A place in words. */
export function placeName({ part, table, row, column, paragraph, line }: Place): string {
  const own = row !== undefined && column !== undefined
    ? table === undefined ? t("place.row", { r: row, c: column }) : t("place.cell", { t: table, r: row, c: column })
    : line !== undefined ? t("place.line", { n: line })
      : paragraph !== undefined ? t("place.paragraph", { n: paragraph }) : t("out.place");
  return part ? t("place.part", { part, place: own }) : own;
}

/** The level in words. */
export const levelName = (level: DisclosureLevel): string => t(`level.${level}`);

/** The lines of the list of undisclosed parts: what is masked, by place and item. */
export function undisclosed({ rows, form }: Result): { place: string; what: string; item: Item; reason: string; count: number }[] {
  const lines = new Map<string, { place: string; kinds: Set<string>; item: Item; reason: string; count: number }>();
  for (const row of rows) {
    if (row.action !== "mask") continue;
    const place = placeName(row.place);
    const key = `${place}\n${row.item}`;
    const line = lines.get(key) ?? { place, kinds: new Set<string>(), item: row.item, reason: form.items.find(({ item }) => item === row.item)?.reason ?? row.why, count: 0 };
    line.kinds.add(kindName(row.kind));
    line.count += 1;
    lines.set(key, line);
  }
  return [...lines.values()].map(({ kinds, ...line }) => ({ ...line, what: [...kinds].join(", ") }));
}
