// Why something stays: one of the package's reasons, or the drafter's own words, which must hold no value.
import { theEngine } from "./engine.js";
import { packageStrings, t } from "./i18n/index.js";
import { ask, h } from "./parts.js";

const reasons = ["duty", "law", "consent", "wrong"] as const;

/** The reason that a person chose; nothing where it was left. Words of their own are checked: what would be masked in them is no reason. */
export async function keepReason(): Promise<string | undefined> {
  const { text } = packageStrings();
  const radio = (value: string, label: string): HTMLElement => h("p", {}, h("label", {}, h("input", { type: "radio", name: "reason", value, checked: value === reasons[0] }), " ", label));
  const own = h("input", { type: "text", maxlength: 100, "aria-label": text["keep.otherLabel"], "data-do": "reason.own" });
  const group = h("fieldset", {}, h("legend", {}, text["keep.choose"]), ...reasons.map((each) => radio(each, text[`keep.${each}`])), radio("other", text["keep.other"]), own);
  own.addEventListener("input", () => {
    group.querySelector<HTMLInputElement>('[value="other"]')!.checked = true;
  });
  for (;;) {
    if (!(await ask(t("decide.keep"), [group], [{ label: text["keep.confirm"], value: true, first: true }], t("close")))) return undefined;
    const chosen = group.querySelector<HTMLInputElement>(":checked")?.value;
    if (chosen !== "other") return text[`keep.${(chosen ?? reasons[0]) as (typeof reasons)[number]}`];
    const said = own.value.trim();
    const { findings } = await (await theEngine()).check(said);
    if (said && !findings.some(({ action }) => action !== "keep")) return said;
    const refused = group.querySelector(".refused") ?? group.appendChild(h("p", { class: "refused", role: "alert" }));
    refused.textContent = text[said ? "keep.refused" : "keep.choose"];
  }
}
