// The suite for contenteditable.
import { conformance } from "./conformance.mjs";

conformance("contenteditable", { table: true });
