// Long work in slices: what is done of it at once stays below what a person notices, and input comes between.

/** How long one slice may take, in milliseconds. */
export const slice = 12;

type Scheduling = Window & { readonly scheduler?: { yield?(): Promise<void> } };

/** Gives way to what else the page has to do. */
export function pause(window: Window & typeof globalThis): Promise<void> {
  const { scheduler } = window as Scheduling;
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((next) => {
    const { port1, port2 } = new window.MessageChannel();
    port1.onmessage = () => {
      port1.close();
      next();
    };
    port2.postMessage(undefined);
  });
}

/** Waits until the page has been laid out, so that asking for a place costs nothing; a page that nobody looks at draws no frames and is not waited for. */
export function drawn(window: Window & typeof globalThis): Promise<void> {
  return new Promise((next) => {
    const timer = window.setTimeout(next, 150);
    window.requestAnimationFrame(() => {
      window.clearTimeout(timer);
      window.setTimeout(next);
    });
  });
}
