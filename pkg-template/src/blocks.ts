// A document as an editor has it: blocks, changes of them, and what a session answers.
import type { Disclosure, DisclosureItem, Finding, Span } from "./contract.js";
import type { ActionId, Item, KindId, StyleId } from "./kinds.js";

/** What a block is; a hint that weighs as its place in a form would. */
export type Role = "paragraph" | "cell" | "heading" | "title" | "field";

/** A paragraph, a cell, a heading, the title or a field of a form. */
export interface Block {
  /** Stays the same through edits; no two blocks have the same. */
  id: string;
  text: string;
  role?: Role;
  /** Cells: neighbours of the same row are joined by a tab, all else by a line feed. */
  row?: number;
  /** What a person marked as not to be disclosed (비공개). */
  marks?: (Span & { item?: Item })[];
}

/** A drafter's word on a value: wherever it is found (in one block, where one is named) it gets this action. */
export interface Decision {
  kind: KindId;
  value: string;
  action: ActionId;
  block?: string;
}

/** What has changed in a document. */
export interface Change {
  /** Greater than the session's; the next number where it is left out. */
  rev?: number;
  /** New blocks, and blocks with a new text. A new one stands behind `after` (null: first), else last. */
  upsert?: readonly (Block & { after?: string | null })[];
  remove?: readonly string[];
  /** All ids in their new order. */
  order?: readonly string[];
  /** All decisions there are; left out: they stay as they were. */
  decisions?: readonly Decision[];
}

/** How a session checks. */
export interface SessionOptions {
  kinds?: readonly KindId[];
  /** From 0 to 1. */
  minConfidence?: number;
  strict?: boolean;
  style?: StyleId;
  /** 원문공개 (the default) or 게시. */
  purpose?: "original" | "posting";
}

/** A finding of a block: positions count in the block in which it begins, and neither the text nor the mask is given. */
export interface BlockFinding extends Omit<Finding, "text" | "mask"> {
  /** All its pieces, where it goes on in another block. */
  parts?: (Span & { block: string })[];
}

/** The suggestion for the form, with the blocks in which its evidence stands. */
export interface BlockDisclosure extends Omit<Disclosure, "items" | "attachments"> {
  items: (Omit<DisclosureItem, "evidence"> & { evidence: (Span & { block: string })[] })[];
  attachments?: (Span & { block: string; level: Disclosure["level"]; items: Item[] })[];
}

/** What a change has changed. */
export interface Applied {
  rev: number;
  changed: { block: string; findings: BlockFinding[] }[];
  /** Only where it changed. */
  disclosure?: BlockDisclosure;
}

/** The masked copy of a document. */
export interface Sealed {
  rev: number;
  blocks: { block: string; text: string }[];
  /** The blocks joined. */
  masked: string;
  /** For each mask where it stands in the masked block and stood in the given one; no original value. */
  manifest: (Span & { rule: string; kind: KindId; item: Item; block: string; source: Span })[];
  counts: Record<ActionId, number>;
  disclosure: BlockDisclosure;
}
