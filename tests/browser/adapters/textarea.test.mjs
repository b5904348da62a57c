// The suite for textarea.
import { conformance } from "./conformance.mjs";

conformance("textarea");
