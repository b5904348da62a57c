// Whether a pointer is pressed in an editor. An element that goes away between press and release takes the click with it, so what is shown waits that long.
import { windowOf } from "./paint.js";

/** Follows presses in an element; `released` is called when a click has been dispatched. */
export function press(root: HTMLElement, released: () => void): { held(): boolean; detach(): void } {
  const win = windowOf(root);
  let held = false;
  const down = (): void => {
    held = true;
  };
  const up = (): void => {
    if (held) {
      setTimeout(() => {
        held = false;
        released();
      });
    }
  };
  const ends = ["pointerup", "pointercancel", "dragend"];
  root.addEventListener("pointerdown", down, true);
  for (const type of ends) win.addEventListener(type, up, true);
  return {
    held: () => held,
    detach: () => {
      root.removeEventListener("pointerdown", down, true);
      for (const type of ends) win.removeEventListener(type, up, true);
    },
  };
}
