// garim/adapters/contenteditable: an element that is edited in place. `surface` is the same for editors whose content is DOM and that bring more of their own.
import type { Connect } from "../dom/adapter.js";
import { surface } from "../dom/surface.js";

export { surface, type SurfaceOptions } from "../dom/surface.js";
export type * from "../dom/adapter.js";

/** Connects an editable element. Undo is the browser's own. */
export const contenteditable = (root: HTMLElement): Connect => (host) => surface(root, host, { name: "contenteditable" });
