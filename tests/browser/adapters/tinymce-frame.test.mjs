// The suite for TinyMCE by the generic adapter of frames.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

conformance("tinymce-frame", { table: true, seen: "tinymce" });
further("tinymce-frame");
