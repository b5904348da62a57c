// The suite for ProseMirror.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

const options = { table: true, site: { head: '<style>.ProseMirror{white-space:pre-wrap;word-wrap:break-word}</style>' } };
conformance("prosemirror", options);
further("prosemirror", options);
