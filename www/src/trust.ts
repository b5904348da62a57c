// "Nothing leaves this page": what it means, how anybody can check it, and the version and hashes of what runs here.
import { version } from "garim";
import { identity, type ModuleName } from "./engine.js";
import { t } from "./i18n/index.js";
import { ask, button, h } from "./parts.js";

/** The policy that the page was loaded with, as it stands in the page. */
const policy = (): string => document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? "";

/** Lets the page ask for its own address, and says which rule the browser refused it by. */
async function attempt(): Promise<string> {
  const refused = new Promise<string | undefined>((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    setTimeout(() => resolve(undefined), 1500);
  });
  const asked = fetch("data:,").then(() => true, () => false);
  const [rule, went] = await Promise.all([refused, asked]);
  return went || rule === undefined ? t("trust.open") : t("trust.blocked", { rule });
}

function moduleLine(name: ModuleName, label: string): HTMLElement[] {
  const { published, confirmed, inflated } = identity(name);
  const state = confirmed ? t("trust.checked") : inflated ? t("trust.unchecked") : t("trust.notOpened");
  return [h("dt", {}, label), h("dd", {}, h("code", { class: "hash" }, published), h("br"), h("span", { class: "quiet" }, state))];
}

/** Shows it. */
export async function showTrust(): Promise<void> {
  const told = h("p", { role: "status", class: "told" });
  const go = button(t("trust.try"), () => {
    go.disabled = true;
    void attempt().then((text) => {
      told.textContent = text;
      go.disabled = false;
    });
  }, { "data-do": "trust.try" });
  await ask(t("trust.title"), [
    h("p", {}, t("trust.what")),
    h("h3", {}, t("trust.how")),
    h("ol", {}, ...(["trust.step1", "trust.step2", "trust.step3", "trust.step4"] as const).map((key) => h("li", {}, t(key)))),
    h("div", { class: "row" }, go, told),
    h("h3", {}, t("trust.versions")),
    h("dl", {}, h("dt", {}, t("trust.version")), h("dd", {}, version), ...moduleLine("engine", t("trust.engine")), ...moduleLine("files", t("trust.files")), ...moduleLine("reader", t("trust.reader"))),
    h("h3", {}, t("trust.policy")),
    h("p", {}, h("code", {}, policy())),
  ], [], t("close"));
}

const keyRow = (keys: string, text: string): HTMLElement[] => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, text)];
const list = (...keys: Parameters<typeof t>[0][]): HTMLElement => h("ul", {}, ...keys.map((key) => h("li", {}, t(key))));

/** Shows the help; `part` is scrolled to. */
export async function showHelp(part?: "left"): Promise<void> {
  const left = h("h3", {}, t("help.left"));
  const shown = ask(t("help.title"), [
    h("h3", {}, t("help.use")), h("ol", {}, ...(["help.use1", "help.use2", "help.use3", "help.use4"] as const).map((key) => h("li", {}, t(key)))),
    h("h3", {}, t("help.keys")),
    h("dl", { class: "keys" }, ...keyRow("Alt+F8 · Shift+Alt+F8", t("help.keyNext")), ...keyRow("Alt+F7 · Esc", t("help.keyOpen")), ...keyRow("Alt+F9", t("help.keyMark")), ...keyRow("Ctrl+O", t("help.keyOpenFile")), ...keyRow("Alt+F6", t("help.keyView"))),
    left, list("help.left1", "help.left2", "help.left3", "help.left4", "help.left5"),
    h("h3", {}, t("help.limits")), list("help.limits1", "help.limits2"),
  ], [], t("close"));
  if (part) left.scrollIntoView();
  await shown;
}
