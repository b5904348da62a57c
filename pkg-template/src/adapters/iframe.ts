// garim/adapters/iframe: an editor in a frame of the same origin, as most groupware has: a body that is editable, or a document in design mode; frames within
// frames too. A frame that loads anew (setContent, mode switch) is followed.
import type { Adapter, Connect, Host } from "../dom/adapter.js";
import { pause } from "../dom/pause.js";
import { many, surface, type SurfaceOptions } from "../dom/surface.js";

/** What a host knows better than the frame says. */
export interface FrameOptions {
  /** Finds the element that is edited in the frame's document. */
  find?: (document: Document) => HTMLElement | null;
  /**
   * Hears from the editor that it has put another document into the frame, sooner than the frame's own event says; gives back how to stop. Without it what is
   * set is checked when the frame has loaded.
   */
  follow?(again: () => void): (() => void) | void;
  /** Whether the frame holds what is edited: false while the editor shows its source or another mode in its place. Nothing is published then. */
  editing?(): boolean;
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

/** A frame, or what finds it where the editor makes another one now and then. */
export type Frame = HTMLIFrameElement | (() => HTMLIFrameElement | null);

/**
 * Connects the editor in a frame. The frame must have loaded; its address must be of the page's origin. An editor that takes its frame out of the page (CKEditor 4
 * while it shows the source) is given by a function; `follow` says when the new one is there.
 */
export const iframe = (frame: Frame, options: FrameOptions = {}): Connect => (host) => follow(frame, host, options);

function follow(given: Frame, host: Host, options: FrameOptions): Adapter {
  const now = (): HTMLIFrameElement | null => (typeof given === "function" ? given() : given);
  const find = (): HTMLElement | undefined => {
    const held = now();
    const document = held ? documentOf(held) : undefined;
    return (document && options.find?.(document)) ?? edited(document);
  };
  const frame = now();
  if (!frame) throw new TypeError("there is no frame");
  const root = find();
  if (!root) throw new TypeError("the frame holds nothing that can be edited, or is of another origin");
  const made = surface(root, host, { name: "iframe", frame, ...options.surface });
  // A frame that loads anew has another document: the surface that was attached is gone with the old one.
  let over = false;
  let gone = false;
  const replace = (): boolean => {
    if (over || !find()) return false;
    over = true;
    host.replaced();
    return true;
  };
  const frames: HTMLIFrameElement[] = [];
  for (let win: Window | null = root.ownerDocument.defaultView; win?.frameElement; win = win.parent) {
    frames.push(win.frameElement as HTMLIFrameElement);
    if (win.frameElement === frame) break;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    if (over || timer || (root.isConnected && root.ownerDocument.defaultView)) return;
    // The editor may need a moment to make its new document editable.
    const started = Date.now();
    const again = (): void => {
      if (over || replace()) return;
      if (Date.now() - started < 3000) timer = setTimeout(again, 20);
      else host.lost();
    };
    again();
  };
  for (const each of frames) each.addEventListener("load", look);
  // A long document is read in a task of its own, behind what the editor still does with it; whoever asks sooner has it read at once.
  let waits = false;
  const catchUp = (): boolean => {
    const due = waits;
    waits = false;
    return due && replace();
  };
  const unfollow = options.follow?.(() => {
    const next = find();
    if (over || waits || (!gone && next === root)) return;
    if (!next || next.childNodes.length <= many) return void replace();
    waits = true;
    void pause(host.window).then(catchUp);
  });
  const scrolled = (): void => host.moved();
  root.ownerDocument.addEventListener("scroll", scrolled, { capture: true, passive: true });
  // A frame that was taken out tells nobody: what it held is not the document any more, and nothing of it is published.
  const read = made.read.bind(made);
  made.read = () => {
    catchUp();
    if (!over && !gone && (!root.isConnected || !root.ownerDocument.defaultView || options.editing?.() === false)) {
      gone = true;
      host.lost();
    }
    return read();
  };
  // What was to be replaced stood in the document before.
  const edit = made.replace.bind(made);
  made.replace = (edits) => (catchUp() ? false : edit(edits));
  const detach = made.detach.bind(made);
  made.detach = () => {
    for (const each of frames) each.removeEventListener("load", look);
    root.ownerDocument.removeEventListener("scroll", scrolled, true);
    unfollow?.();
    over = true;
    clearTimeout(timer);
    detach();
  };
  return made;
}
