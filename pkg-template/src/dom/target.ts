// What may be attached: an element, or what an adapter's function gave.
import { contenteditable } from "../adapters/contenteditable.js";
import { iframe } from "../adapters/iframe.js";
import { textarea } from "../adapters/textarea.js";
import { GarimError } from "../error.js";
import type { Connect } from "./adapter.js";

/** A plain field, an editable element, a frame of the same origin that holds one, or an adapter. */
export type Target = Connect | HTMLElement;

/** The adapter of a target. */
export function connectOf(target: Target): Connect {
  if (typeof target === "function") return target;
  switch (target?.nodeName) {
    case "TEXTAREA":
    case "INPUT":
      return textarea(target as HTMLTextAreaElement);
    case "IFRAME":
      return iframe(target as HTMLIFrameElement);
    case undefined:
      throw new GarimError("bad_option", "target: no element and no adapter");
    default:
      return contenteditable(target);
  }
}
