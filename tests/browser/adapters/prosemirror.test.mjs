// The suite for ProseMirror.
import { conformance } from "./conformance.mjs";

conformance("prosemirror", { table: true, site: { head: '<style>.ProseMirror{white-space:pre-wrap;word-wrap:break-word}</style>' } });
