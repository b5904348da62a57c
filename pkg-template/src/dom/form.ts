// The suggestion for the form, as fields that a host can take: what the engine suggests in the words of a form. The drafter and the approver decide.
import type { BlockDisclosure } from "../blocks.js";
import type { DisclosureLevel, Item } from "../kinds.js";

/** The fields of 공개구분. No part of the draft's text. */
export interface DisclosureForm {
  readonly level: DisclosureLevel;
  readonly items: readonly Item[];
  /** The reason in at most 10, 30 and 100 characters, of the weightiest item. */
  readonly reason: readonly [string, string, string];
  readonly until: string;
  readonly notation: string;
  readonly code: string;
  /** Which blocks hold what is restricted, in the document's ids. */
  readonly parts: readonly { readonly block: string; readonly start: number; readonly end: number }[];
  readonly attachments: readonly { readonly level: DisclosureLevel; readonly items: readonly Item[] }[];
  /** Plain advice of the engine. */
  readonly advice: readonly string[];
}

/** The form that a suggestion makes. */
export function formOf(disclosure: BlockDisclosure | undefined): DisclosureForm {
  const items = disclosure?.items ?? [];
  const [first] = items;
  return {
    level: disclosure?.level ?? "open",
    items: items.map(({ item }) => item),
    reason: first?.short ?? ["", "", ""],
    until: first?.until ?? "",
    notation: disclosure?.notation ?? "",
    code: disclosure?.code ?? "",
    parts: items.flatMap(({ evidence }) => evidence),
    attachments: (disclosure?.attachments ?? []).map(({ level, items: own }) => ({ level, items: own })),
    advice: [...(disclosure?.advice ?? []), ...(disclosure?.remedies ?? [])].map(({ text }) => text),
  };
}
