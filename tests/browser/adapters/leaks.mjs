// Where an original value must never be, all of it searched: what the page's script hears (events), attributes and comments in every realm and shadow root, fields of
// Garim's own interface, the console, every store of the browser, the address and its history, and what was asked of the network.

/** Everything of a page that outlives the moment or leaves it, as texts. */
export async function traces({ tab, said, asked }) {
  const inside = await tab.evaluate(async () => {
    const out = [...(window.test?.said ?? [])];
    const walk = (node, own) => {
      for (const element of node.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) out.push(`attribute ${element.localName} ${name}=${value}`);
        if (own && "value" in element) out.push(`field of Garim ${element.value}`);
        if (element.shadowRoot) walk(element.shadowRoot, element.localName.startsWith("garim-"));
        if (element.localName === "iframe") {
          try {
            if (element.contentDocument) walk(element.contentDocument, false);
          } catch {
            // Another origin.
          }
        }
      }
      const comments = (node.ownerDocument ?? node).createTreeWalker(node, 128);
      while (comments.nextNode()) out.push(`comment ${comments.currentNode.data}`);
      for (const sheet of node.adoptedStyleSheets ?? []) out.push([...sheet.cssRules].map(({ cssText }) => cssText).join("\n"));
    };
    walk(document, false);
    for (const storage of [localStorage, sessionStorage]) for (const [key, value] of Object.entries(storage)) out.push(`storage ${key}=${value}`);
    out.push(`cookie ${document.cookie}`, `address ${location.href}`, `history ${JSON.stringify(history.state)}`, `window ${window.name}`, `title ${document.title}`);
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, failed) => Object.assign(indexedDB.open(name), { onsuccess: ({ target }) => done(target.result), onerror: failed }));
      for (const store of db.objectStoreNames) {
        const all = (work) => new Promise((done, failed) => Object.assign(work, { onsuccess: ({ target }) => done(target.result), onerror: failed }));
        const held = db.transaction(store).objectStore(store);
        out.push(`database ${name} ${store} ${JSON.stringify([await all(held.getAllKeys()), await all(held.getAll())])}`);
      }
      db.close();
    }
    for (const name of await globalThis.caches?.keys() ?? []) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) out.push(`cache ${name} ${request.url} ${await (await cache.match(request)).text()}`);
    }
    for (const { name, entryType, detail } of performance.getEntries()) out.push(`performance ${entryType} ${name} ${JSON.stringify(detail) ?? ""}`);
    return out;
  });
  const cookies = (await tab.context().cookies()).map(({ name, value }) => `cookie ${name}=${value}`);
  return [...inside, ...cookies, ...said.map((text) => `console ${text}`), ...asked.map((text) => `network ${text}`)];
}

/** A form's body as it was typed: url-encoded or multipart. */
const plain = (text) => {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
};

/** The traces that hold one of the canaries, in any of the ways in which values are written. */
export async function leaks(page, canaries) {
  const wanted = [...canaries, ...canaries.map((each) => each.replace(/-/g, "")), ...canaries.map((each) => [...each].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""))];
  return (await traces(page)).filter((text) => wanted.some((canary) => text.includes(canary) || plain(text).includes(canary)));
}

/** What is on the clipboard, by type. */
export const clipboard = (tab) =>
  tab.evaluate(async () => {
    const out = {};
    for (const item of await navigator.clipboard.read()) for (const type of item.types) out[type] = await (await item.getType(type)).text();
    return out;
  });
