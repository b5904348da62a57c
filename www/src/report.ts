// The two papers: the report for the approval file and the list of undisclosed parts for a written decision, each as rows once and from them as a page, a
// table on the screen and CSV. They are made of counts, kinds, items, places and reasons; no value goes in.
import { version } from "garim";
import { identity, profileInUse } from "./engine.js";
import { currentLocale, t } from "./i18n/index.js";
import { byKind, countsOf, keptBy, kindName, levelName, placeName, undisclosed, type Result } from "./result.js";

/** A table of a paper. */
export interface Sheet {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Which columns are numbers. */
  readonly numeric: readonly number[];
}

/** A paper. */
export interface Paper {
  readonly title: string;
  readonly note: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly sheets: readonly Sheet[];
  /** Its file's name without an ending. */
  readonly file: string;
}

const itemName = (item: number): string => t("form.itemNo", { item });

/** By whose profile it was checked. */
const profileFacts = (): [string, string][] => {
  const inUse = profileInUse();
  return inUse ? [[t("profile"), `${inUse.layers.map(({ name, version }) => `${name} ${version}`.trim()).join(", ")} (SHA-256 ${inUse.hashes.map((hash) => hash.slice(0, 16)).join(", ")}; ${t(`profile.trust.${inUse.trust}`)})`]] : [];
};

/** The report: what was found, what became of it, what was not read. */
export function report(result: Result): Paper {
  const { rows, form, unread } = result;
  const { mask, review, keep } = countsOf(rows);
  return {
    title: t("report.title"), note: t("report.note"), file: t("report.file"),
    facts: [
      [t("report.made"), new Date().toLocaleDateString(currentLocale() === "ko" ? "ko-KR" : "en-CA")],
      [t("report.tool"), `garim ${version} (SHA-256 ${identity("engine").published.slice(0, 16)})`],
      ...profileFacts(),
      [t("form.level"), levelName(form.level)],
      ...(form.items.length ? [[t("form.items"), form.items.map(({ item }) => itemName(item)).join(", ")] as const] : []),
      ...form.items.map(({ item, reason, until }) => [`${t("form.reason")} ${itemName(item)}`, until ? `${reason} (${t("form.until")}: ${until})` : reason] as const),
      [t("count.mask"), String(mask)], [t("count.review"), String(review)], [t("count.keep"), String(keep)],
      [t("report.unreadHead"), unread.join(" ") || t("unread.none")],
    ],
    sheets: [
      {
        title: t("stats"), heads: [t("stats.kind"), t("stats.mask"), t("stats.review"), t("stats.keep")], numeric: [1, 2, 3],
        rows: byKind(rows).map(({ kind, counts }) => [kindName(kind), counts.mask, counts.review, counts.keep]),
      },
      {
        title: t("kept"), heads: [t("stats.kind"), t("report.why"), t("list.count")], numeric: [2],
        rows: keptBy(rows).map(({ kind, why, count }) => [kindName(kind), why, count]),
      },
      {
        title: t("report.list"), numeric: [0],
        heads: [t("report.no"), t("report.kind"), t("report.item"), t("report.place"), t("report.action"), t("report.who"), t("report.why")],
        rows: rows.map((row, index) => [index + 1, kindName(row.kind), itemName(row.item), placeName(row.place), t(`action.${row.action}`), t(row.decided ? "report.person" : "report.garim"), row.why]),
      },
    ],
  };
}

/** The list of undisclosed parts. */
export function undisclosedList(result: Result): Paper {
  return {
    title: t("list.title"), note: t("list.note"), file: t("list.file"), facts: [],
    sheets: [{
      title: t("list.title"), heads: [t("list.no"), t("list.place"), t("list.what"), t("list.item"), t("list.reason"), t("list.count")], numeric: [0, 5],
      rows: undisclosed(result).map(({ place, what, item, reason, count }, index) => [index + 1, place, what, itemName(item), reason, count]),
    }],
  };
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A paper as a page of its own: no script, nothing from outside. */
export function asHtml({ title, note, facts, sheets }: Paper): string {
  const cell = (tag: string, text: string | number): string => `<${tag}>${escaped(String(text))}</${tag}>`;
  const table = ({ title: caption, heads, rows }: Sheet): string =>
    `<h2>${escaped(caption)}</h2><table><thead><tr>${heads.map((head) => cell("th", head)).join("")}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((each) => cell("td", each)).join("")}</tr>`).join("\n")}</tbody></table>`;
  return `<!doctype html>
<html lang="${currentLocale()}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(title)}</title>
<style>body{font-family:"Malgun Gothic","Noto Sans KR","Apple SD Gothic Neo",sans-serif;line-height:1.6;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #777;padding:.3rem .5rem;text-align:start;vertical-align:top}th{background:#eee}dt{font-weight:bold}dd{margin:0 0 .4rem}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(note)}</p>${facts.length ? `<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>` : ""}
${sheets.filter(({ rows }) => rows.length).map(table).join("\n")}
</body></html>
`;
}

/** The last table of a paper as CSV, with the mark by which office programs know UTF-8. A cell that a program would take for a formula gets an apostrophe. */
export function asCsv({ facts, sheets }: Paper): string {
  const cell = (value: string | number): string => {
    const text = String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [...facts.map(([name, value]) => [name, value]), ...(facts.length ? [[]] : [])] as (string | number)[][];
  const shown = sheets.filter(({ rows }) => rows.length);
  for (const { title, heads, rows } of shown) {
    if (shown.length > 1) lines.push([title]);
    lines.push([...heads], ...rows.map((row) => [...row]));
    if (shown.length > 1) lines.push([]);
  }
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
