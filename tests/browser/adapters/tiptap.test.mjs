// The suite for Tiptap, by the adapter of ProseMirror.
import { conformance } from "./conformance.mjs";

conformance("tiptap", { table: true });
