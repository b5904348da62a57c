// The suite for frames: CKEditor 4.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

const options = { table: true, redo: "Control+y" };
conformance("iframe", options);
further("iframe", options);
