export interface Block {
  /** Stable across edits, unique. */
  id: string;
  text: string;
  role?: "paragraph" | "cell" | "heading" | "title" | "field";
  /** Cells: neighbours with the same row are joined by a tab, other blocks by a line feed. */
  row?: number;
  /** What a person marked as not to be published, in UTF-16 units of `text`. */
  marks?: { start: number; end: number; item?: number }[];
}
export interface Decision {
  kind: string;
  value: string;
  action: "mask" | "review" | "keep";
  block?: string;
}
export interface Change {
  /** Greater than the session's. */
  rev: number;
  /** New text of a block; a new block stands behind `after` (null: first), else last. */
  upsert?: (Block & { after?: string | null })[];
  remove?: string[];
  /** All ids in their new order. */
  order?: string[];
  /** Replaces those given before. */
  decisions?: Decision[];
}
