// The JSON of a checked document, as TypeScript sees it. The kinds and actions themselves are generated from the engine's source (kinds.ts).
import type { ActionId, DisclosureLevel, Item, KindId, StyleId } from "./kinds.js";

/** Where something stands: UTF-16 units as `String.prototype.slice` counts them, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** One thing that was found. */
export interface Finding extends Span {
  /** Of an organisation's own kinds `own_` and the profile's `id`, with the `name` that it gives. */
  kind: KindId;
  /** What an organisation calls its own kind; absent for all others. */
  name?: string;
  action: ActionId;
  /** The item (호) of Article 9(1) that it falls under. */
  item: Item;
  /** From 0 to 1, in hundredths. */
  confidence: number;
  /** The matched text. */
  text: string;
  /** What takes its place; absent where it is kept. */
  mask?: string;
  /** The rule that spoke. */
  rule: string;
  /** Why, as one Korean sentence without any part of the value. */
  why: string;
}

/** One suggested item of the form. */
export interface DisclosureItem {
  item: Item;
  /** From 0 to 1, in hundredths. */
  score: number;
  reason: string;
  until: string;
  evidence: Span[];
  /** The reason in at most 10, 30 and 100 characters. */
  short: [string, string, string];
  proviso: string;
  checks: string[];
}

/** A sentence with a stable name. */
export interface Note {
  id: string;
  text: string;
}

/** What is suggested for the form. */
export interface Disclosure {
  level: DisclosureLevel;
  /** Highest score first; empty exactly where the level is `open`. */
  items: DisclosureItem[];
  notation: string;
  code: string;
  attachments?: (Span & { level: DisclosureLevel; items: Item[] })[];
  remedies?: Note[];
  advice?: Note[];
}

/** One checked document. Fields may be added; readers ignore what they do not know. */
export interface Checked {
  id: unknown;
  findings: Finding[];
  disclosure: Disclosure;
  /** The whole text with every `mask` finding replaced. */
  masked: string;
}

/** How to check. */
export interface CheckOptions {
  /** Any JSON value; given back as `id`. */
  id?: unknown;
  /** Only these kinds. */
  kinds?: readonly KindId[];
  /** Findings less sure than this (0 to 1) are left out. */
  minConfidence?: number;
  /** Whether what is to be reviewed is masked too. */
  strict?: boolean;
  /** What masks look like; where it is left out, as the profile says, else `full`. */
  style?: StyleId;
  /** What the text is checked for: 원문공개 (the default) or 게시. A profile may treat officials' names differently. */
  purpose?: "original" | "posting";
  /** A person's word on values: wherever one stands it gets this action. A session takes them with its changes instead. */
  decisions?: readonly { kind: KindId; value: string; action: ActionId }[];
}
