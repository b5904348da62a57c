// The suite for TinyMCE 8.
import { conformance } from "./conformance.mjs";

conformance("tinymce", { table: true });
