// garim/adapters/iframe: an editor in a frame of the same origin, as most groupware has: a body that is editable, or a document in design mode; frames within
// frames too. A frame that loads anew (setContent, mode switch) is followed.
import type { Adapter, Connect, Host } from "../dom/adapter.js";
import { surface, type SurfaceOptions } from "../dom/surface.js";

/** What a host knows better than the frame says. */
export interface FrameOptions {
  /** Finds the element that is edited in the frame's document. */
  find?: (document: Document) => HTMLElement | null;
  /** What the editor does in its own way, as its undo or its getter. */
  surface?: Partial<SurfaceOptions>;
}

/** The edited element of a document: in itself, or in a frame of it. */
function edited(document: Document | null | undefined): HTMLElement | undefined {
  if (!document?.body) return undefined;
  if (document.designMode === "on" || document.body.isContentEditable) return document.body;
  const own = document.querySelector<HTMLElement>('[contenteditable=""],[contenteditable=true],[contenteditable=plaintext-only]');
  if (own) return own;
  for (const frame of document.querySelectorAll("iframe")) {
    const inner = edited(documentOf(frame));
    if (inner) return inner;
  }
  return undefined;
}

/** The document of a frame; none where it is of another origin. */
function documentOf(frame: HTMLIFrameElement): Document | undefined {
  try {
    return frame.contentDocument ?? undefined;
  } catch {
    return undefined;
  }
}

/** Connects the editor in a frame. The frame must have loaded; its address must be of the page's origin. */
export const iframe = (frame: HTMLIFrameElement, options: FrameOptions = {}): Connect => (host) => follow(frame, host, options);

function follow(frame: HTMLIFrameElement, host: Host, options: FrameOptions): Adapter {
  const find = (): HTMLElement | undefined => {
    const document = documentOf(frame);
    return (document && options.find?.(document)) ?? edited(document);
  };
  const root = find();
  if (!root) throw new TypeError("the frame holds nothing that can be edited, or is of another origin");
  const made = surface(root, host, { name: "iframe", frame, ...options.surface });
  // A frame that loads anew has another document: the surface that was attached is gone with the old one.
  let gone = false;
  const frames: HTMLIFrameElement[] = [];
  for (let win: Window | null = root.ownerDocument.defaultView; win?.frameElement; win = win.parent) {
    frames.push(win.frameElement as HTMLIFrameElement);
    if (win.frameElement === frame) break;
  }
  const look = (): void => {
    if (gone || (root.isConnected && root.ownerDocument.defaultView)) return;
    gone = true;
    host.lost();
  };
  for (const each of frames) each.addEventListener("load", look);
  const scrolled = (): void => host.moved();
  root.ownerDocument.addEventListener("scroll", scrolled, { capture: true, passive: true });
  const detach = made.detach.bind(made);
  made.detach = () => {
    for (const each of frames) each.removeEventListener("load", look);
    root.ownerDocument.removeEventListener("scroll", scrolled, true);
    detach();
  };
  return made;
}
