// garim/adapters/textarea: a plain text field or a one-line input.
import type { Connect } from "../dom/adapter.js";
import { Field } from "../dom/field.js";

/** Connects a field. Highlights stand on a mirror that lies over it. */
export const textarea = (field: HTMLTextAreaElement | HTMLInputElement): Connect => (host) => new Field(field, host);
