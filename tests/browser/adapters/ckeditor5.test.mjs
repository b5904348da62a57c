// The suite for CKEditor 5.
import { conformance } from "./conformance.mjs";
import { further } from "./further.mjs";

const options = { table: true, site: { head: '<link rel="stylesheet" href="/node_modules/ckeditor5/dist/ckeditor5-content.css"><link rel="stylesheet" href="/node_modules/ckeditor5/dist/ckeditor5-editor.css">' } };
conformance("ckeditor5", options);
further("ckeditor5", options);
