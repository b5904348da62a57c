// garim/adapters/tinymce: TinyMCE 6 to 8, in its own frame or inline. Its content is DOM, which is read and painted over as any other; its serializer, its undo and
// its clipboard are its own.
import type { Adapter, Connect, Host } from "../dom/adapter.js";
import { surface, type SurfaceOptions } from "../dom/surface.js";

/** What is used of an editor. */
export interface TinyMceEditor {
  readonly initialized: boolean;
  readonly removed: boolean;
  readonly iframeElement: unknown;
  readonly serializer: unknown;
  readonly undoManager: unknown;
  getBody(): HTMLElement;
  getContent(): string;
  execCommand(command: string, ui?: boolean, value?: unknown): boolean;
}

interface Events {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  dispatch(event: string, given: object): { content: string };
  readonly undoManager: { add(): unknown; transact(work: () => void): unknown };
  readonly serializer: { serialize(node: Element, options: object): string };
}

/** Connects an editor that is initialised. */
export const tinymce = (editor: TinyMceEditor): Connect => (host) => connect(editor, editor as unknown as Events, host);

function connect(editor: TinyMceEditor, own: Events, host: Host): Adapter {
  if (!editor.initialized || editor.removed) throw new TypeError("the editor is not initialised, or was removed");
  const body = editor.getBody();
  const frame = editor.iframeElement as HTMLIFrameElement | null | undefined;
  const undo: (() => void)[] = [];
  const options: SurfaceOptions = {
    name: "tinymce",
    ...(frame ? { frame } : {}),
    // Handles, carets and the copy of a selection that stands off the screen.
    skip: (element) => element.getAttribute("data-mce-bogus") === "all",
    // What the host set is no level of the undo yet; without one the step back would lead beyond it.
    transact: (work) => {
      own.undoManager.add();
      own.undoManager.transact(work);
    },
    content: () => editor.getContent(),
    serialise: (copy) => {
      const content = own.serializer.serialize(copy, { format: "html", get: true, getInner: true }).trim();
      return own.dispatch("GetContent", { content, format: "html", get: true }).content;
    },
    paste: ({ html, text }) => editor.execCommand("mceInsertClipboardContent", false, html ? { html, internal: true } : { text }),
    detach: () => undo.forEach((each) => each()),
  };
  const made = surface(body, host, options);
  const removed = (): void => host.lost();
  own.on("remove", removed);
  undo.push(() => own.off("remove", removed));
  if (frame) {
    // The frame's own scrolling; and a frame that was moved on the page has lost its document, the editor with it.
    const { ownerDocument } = body;
    const scrolled = (): void => host.moved();
    const loaded = (): void => {
      if (editor.getBody() !== body || !body.isConnected || !ownerDocument.defaultView) host.lost();
    };
    ownerDocument.addEventListener("scroll", scrolled, { capture: true, passive: true });
    frame.addEventListener("load", loaded);
    undo.push(() => ownerDocument.removeEventListener("scroll", scrolled, true), () => frame.removeEventListener("load", loaded));
  }
  return made;
}
