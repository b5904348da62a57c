// The checker page begins here.
import { App } from "./app.js";
import { chooseLocale } from "./i18n/index.js";

chooseLocale();
new App(document.body);

// Served over HTTPS the page is kept for use without a network; a page that was opened from a file needs nothing kept.
if ("serviceWorker" in navigator && document.querySelector('link[rel="manifest"]')) {
  navigator.serviceWorker.register("sw.js").catch(() => undefined);
}
