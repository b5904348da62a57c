// The suite for frames: CKEditor 4.
import { conformance } from "./conformance.mjs";

conformance("iframe", { table: true, redo: "Control+y" });
