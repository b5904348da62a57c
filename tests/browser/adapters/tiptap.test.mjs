// The suite for Tiptap, by the adapter of ProseMirror.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

const options = { table: true };
conformance("tiptap", options);
further("tiptap", options);
