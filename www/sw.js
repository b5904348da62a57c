// Keeps the page for use without a network. It knows the page's own few files and nothing else: what is typed or opened in the page never comes here.
const kept = "garim-BUILD";
const files = ["./", "manifest.webmanifest", "icon.svg", "profile.wasm"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "reload" })))));
});

// Another version takes over when the windows of this one are closed; its files go with it.
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("garim-") && name !== kept).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(caches.open(kept).then((cache) => cache.match(event.request, { ignoreSearch: true })).then((found) => found ?? fetch(event.request)));
});
