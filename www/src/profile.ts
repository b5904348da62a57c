// An organisation's profile (기관 설정): chosen from a file, its hash shown. The package has no door for profiles yet, so nothing is applied, and the page says so.
import { sha256 } from "./engine.js";
import { t } from "./i18n/index.js";
import { button, h } from "./parts.js";

/** The block in which a profile is chosen. */
export function profileBlock(): HTMLElement[] {
  const told = h("p", { role: "status", class: "told" });
  const input = h("input", { type: "file", accept: ".toml,text/plain", hidden: true, tabindex: -1, "aria-hidden": "true" });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    void file.arrayBuffer().then((buffer) => sha256(new Uint8Array(buffer))).then(
      (hash) => {
        told.textContent = hash === undefined ? t("profile.noHash") : t("profile.hash", { hash });
      },
      () => {
        told.textContent = t("file.notHere");
      },
    );
  });
  return [h("p", { class: "quiet" }, t("profile.notYet")), h("div", { class: "row" }, button(t("profile.choose"), () => input.click(), { "data-do": "profile.choose" }), input), told];
}
