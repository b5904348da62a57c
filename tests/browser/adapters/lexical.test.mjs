// The suite for Lexical.
import { conformance } from "./conformance.mjs";

conformance("lexical");
