// The suite for TinyMCE 8.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

const options = { table: true };
conformance("tinymce", options);
further("tinymce", options);
