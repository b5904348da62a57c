// The suite for CodeMirror 6.
import { conformance } from "./conformance.mjs";

conformance("codemirror");
