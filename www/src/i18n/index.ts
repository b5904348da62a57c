// The page's catalogues and which of them speaks. The choice is remembered where the browser allows it.
import packageEn from "garim/i18n/en";
import packageKo from "garim/i18n/ko";
import en from "./en.js";
import ko from "./ko.js";
import { remember, remembered } from "../memory.js";

/** The key of a sentence of this page. */
export type Key = keyof typeof ko;
/** All sentences in one language. */
export type Catalogue = Readonly<Record<Key, string>>;
/** A language of the page. */
export type Locale = "ko" | "en";

const catalogues: Readonly<Record<Locale, Catalogue>> = { ko, en };
const isLocale = (value: unknown): value is Locale => value === "ko" || value === "en";

let locale: Locale = "ko";

/** The language that was chosen before; else Korean, and English only where the browser speaks no Korean at all. */
export function chooseLocale(): void {
  const kept = remembered("language");
  locale = isLocale(kept) ? kept : navigator.languages.some((each) => each.startsWith("ko")) ? "ko" : "en";
}

/** Speaks another language from now on. */
export function setLocale(next: string): void {
  if (!isLocale(next)) return;
  locale = next;
  remember("language", next);
}

/** The language in use. */
export const currentLocale = (): Locale => locale;

/** The package's catalogue in that language. */
export const packageStrings = (): typeof packageKo => (locale === "ko" ? packageKo : packageEn);

/** A sentence, filled in. */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogues[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether there is such a sentence. */
export const hasKey = (key: string): key is Key => key in ko;
