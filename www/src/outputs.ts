// What leaves the page: the clipboard and downloads. Each copy is read back before it is given; a paper is checked by the engine like any text.
import { open, theEngine } from "./engine.js";
import { t } from "./i18n/index.js";
import { h } from "./parts.js";

/** Something that was refused, with the sentence that says why. */
export class Refused extends Error {}

const encoder = new TextEncoder();
/** What is compared: everything but spaces and line ends, which formats write in their own ways. */
const bare = (text: string): string => text.replace(/\s+/g, "");

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * Puts text and markup on the clipboard: markup first by a copy event, which takes it as it was read again and verified, text first by the browser's own door, which
 * also a page may use whose work took long. */
export async function toClipboard(text: string, html?: string): Promise<boolean> {
  const parts: Record<string, string> = { "text/plain": text, ...(html === undefined ? {} : { "text/html": html }) };
  if (html !== undefined && byEvent(parts)) return true;
  try {
    const items = Object.fromEntries(Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]));
    await navigator.clipboard.write([new ClipboardItem(items)]);
    return true;
  } catch {
    // A page that was not opened over HTTPS has no such door.
    return byEvent(parts);
  }
}

/** The clipboard by a copy event of this page's own. */
function byEvent(parts: Readonly<Record<string, string>>): boolean {
  let done = false;
  const put = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const [type, part] of Object.entries(parts)) event.clipboardData?.setData(type, part);
    done = true;
  };
  document.addEventListener("copy", put, true);
  try {
    return document.execCommand("copy") && done;
  } finally {
    document.removeEventListener("copy", put, true);
  }
}

/** Hands bytes over as a file. */
export function save(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = h("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const styles = `body{font-family:"Malgun Gothic","Noto Sans KR","Apple SD Gothic Neo",sans-serif;line-height:1.7;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{border:1px solid #777;padding:.2rem .5rem}`;

/** A masked draft as a page of its own. */
export const pageOf = (html: string): string => `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>${escaped(t("out.fileName"))}</title><style>${styles}</style></head><body>
${html}
</body></html>
`;

/** Reads a page back with the reader of files, which shares nothing with the editor, and compares it with the masked text; refuses where they differ. */
export async function readBack(page: string, masked: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = encoder.encode(page);
  const file = await open(bytes, "copy.html");
  try {
    const read = bare(await file.text());
    // The page's own title stands before the body.
    const title = bare(t("out.fileName"));
    if (read !== bare(masked) && read !== title + bare(masked)) throw new Refused(t("out.refusedMismatch"));
  } finally {
    file.close();
  }
  return bytes;
}

/** What a paper must not hold: values that were found, and the words in it that persons or files brought. */
export interface Guarded {
  readonly values: readonly string[];
  readonly words: readonly string[];
}

/**
 * A paper's bytes. It is made of kinds, counts, places and the engine's sentences, which hold no value; what persons and files brought into it is checked by the
 * engine, and nothing that was found may stand in it.
 */
export async function checkedPaper(content: string, { values, words }: Guarded): Promise<Uint8Array<ArrayBuffer>> {
  const refuse = (): never => {
    throw new Refused(t("out.refused", { place: t("out.report") }));
  };
  const whole = bare(content);
  const brought = bare(words.join("\n"));
  for (const value of new Set(values.map(bare))) {
    if (value.length > 1 && brought.includes(value)) refuse();
    // Words of the paper itself may be those of a value ("질병"); a number of this length is never one of its own.
    if (value.length > 5 && /\d/.test(value) && whole.includes(value)) refuse();
  }
  const { findings } = await (await theEngine()).check(words.join("\n"));
  if (findings.some(({ action }) => action === "mask")) refuse();
  return encoder.encode(content);
}

/** A file's name for its masked copy: the name itself may hold somebody's name, so it is masked too. */
export async function copyName(name: string | undefined, ending: string): Promise<string> {
  if (name === undefined) return `${t("out.fileName")}.${ending}`;
  const base = name.replace(/\.[^.]{1,5}$/, "");
  const { masked } = await (await theEngine()).check(base.replaceAll("_", " "), { strict: true });
  return `${masked.replace(/[\\/:*?"<>|]/g, "○")}_${t("out.suffix")}.${ending}`;
}

/** Today, as a file's name takes it. */
export const dated = (name: string): string => `${name}_${new Date().toLocaleDateString("sv-SE")}`;

/** Bytes of a text in whichever encoding a file has, as text. */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}
