// Files that come by a hand: dropped anywhere on the page, or pasted from a file manager. What is no file is left to the editor.

/** Watches the window for files. `hint` is shown while they hover over it. */
export function watchFiles(hint: () => string, take: (files: readonly File[]) => void): void {
  const root = document.documentElement;
  const over = (event: DragEvent): void => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    root.dataset["drop"] = hint();
  };
  const end = (): void => {
    delete root.dataset["drop"];
  };
  const given = (event: Event, files: readonly File[]): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    take(files);
  };
  window.addEventListener("dragenter", over);
  window.addEventListener("dragover", over);
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) end();
  });
  window.addEventListener("drop", (event) => {
    end();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) given(event, files);
  }, true);
  window.addEventListener("paste", (event) => {
    // A picture beside text is a picture of that text; pictures are not read.
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => !type.startsWith("image/"));
    if (files.length && !event.clipboardData?.getData("text/plain")) given(event, files);
  }, true);
}
