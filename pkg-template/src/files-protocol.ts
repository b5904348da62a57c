// The letters between a page and the worker of the files.
import type { EngineSource } from "./api.js";
import type { CheckOptions } from "./contract.js";
import type { MaskOptions } from "./files.js";
import type { PackedRules } from "./packed.js";

/** What the page asks. `file` numbers the files that are open. */
export type FilesLetter = { id: number; file: number } & (
  | { type: "open"; bytes: BufferSource; name: string; modules?: { files: BufferSource; engine: EngineSource }; rules?: PackedRules | null }
  | { type: "text" }
  | { type: "check"; options: CheckOptions | undefined }
  | { type: "mask"; options: MaskOptions | undefined }
  | { type: "verify"; options: CheckOptions | undefined; original: { bytes: BufferSource; name: string } | undefined }
  | { type: "close" }
);

/** What comes back; `id` 0 is the worker's first word. */
export interface FilesReply {
  build: string;
  id: number;
  ok?: unknown;
  error?: { code: string; message: string };
}
