// What a file is on this side of the door: opened, checked, masked, verified. Types only.
import type { Checked, CheckOptions } from "./contract.js";
import type { KindId } from "./kinds.js";

/** Something about a file that its text does not show. */
export interface Remark {
  what: "picture" | "embedded" | "unknown" | "glyphs" | "scan" | "locked" | "revision" | "signature";
  /** A part's name or a page's number. It may hold words of the file. */
  place?: string;
  count: number;
  /** Whether something remains unread by it, beyond the pixels of pictures. */
  unread: boolean;
}

/** What a file is. */
export interface FileInfo {
  format: string;
  /** It is only read: its masked copy is text or HTML. */
  readOnly?: true;
  /** Letters that could not be read. */
  unread: number;
  remarks: Remark[];
  /** Of an archive: every entry with its own result. */
  members?: (Partial<FileInfo> & { name: string; error?: string })[];
}

/** What a copy is written as: the file's own format, text, or an HTML page. What is only read (HWP, PDF, XLS, PPTX, ZIP) becomes text. */
export type CopyFormat = "same" | "txt" | "html";

/** How to mask. */
export interface MaskOptions extends CheckOptions {
  out?: CopyFormat;
}

declare const verified: unique symbol;

/** Bytes of a masked copy that was read again and compared before it was given. Only `mask` makes them. */
export type VerifiedBytes = Uint8Array<ArrayBuffer> & { readonly [verified]: true };

/** A masked copy. */
export interface MaskedFile {
  bytes: VerifiedBytes;
  /** The ending that its name should have. */
  ending: string;
  masked: number;
  review: number;
  keep: number;
}

/** Something that a file still holds. */
export interface Remaining {
  kind: KindId;
  /** Where it stands in the text; absent for values of an original, which are counted. */
  start?: number;
  end?: number;
  times?: number;
}

/** A file that was opened, answering in time. */
export interface OpenedFile extends FileInfo {
  /** The text that findings point into. */
  text(): Promise<string>;
  check(options?: CheckOptions): Promise<Checked>;
  checkJson(options?: CheckOptions): Promise<string>;
  mask(options?: MaskOptions): Promise<MaskedFile>;
  /** What is still to be masked; with an original: which of its masked values survive here. */
  verify(options?: CheckOptions, original?: { bytes: BufferSource; name: string }): Promise<Remaining[]>;
  /** Overwrites all that is held of the file. */
  close(): void;
}

/** A file that was opened, answering at once. */
export interface OpenedFileSync extends FileInfo {
  text(): string;
  check(options?: CheckOptions): Checked;
  checkJson(options?: CheckOptions): string;
  mask(options?: MaskOptions): MaskedFile;
  verify(options?: CheckOptions, original?: { bytes: BufferSource; name: string }): Remaining[];
  close(): void;
}
