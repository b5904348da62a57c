// The suite for CKEditor 5.
import { conformance } from "./conformance.mjs";

conformance("ckeditor5", { table: true, site: { head: '<link rel="stylesheet" href="/node_modules/ckeditor5/dist/ckeditor5-content.css"><link rel="stylesheet" href="/node_modules/ckeditor5/dist/ckeditor5-editor.css">' } });
