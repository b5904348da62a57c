// The suite for Quill 2.
import { conformance } from "./conformance.mjs";

conformance("quill", { table: true });
