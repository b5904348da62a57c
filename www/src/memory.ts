// What the browser remembers of this page: the language and the brightness, nothing of any text.

const prefix = "garim-page-";

/** What was remembered; nothing where the browser keeps nothing. */
export function remembered(name: "language" | "theme"): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

/** Remembers a choice, where that is possible. */
export function remember(name: "language" | "theme", value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
