// The suite for contenteditable.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

const options = { table: true };
conformance("contenteditable", options);
further("contenteditable", options);
