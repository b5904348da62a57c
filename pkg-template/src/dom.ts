// garim/dom: what stands around an editor: highlights, reasons, decisions and the gate before anything leaves. Adapters of editors are entries of their own; plain
// fields, editable elements and frames need none. Importing it does nothing.
export * from "./dom/adapter.js";
export { detectAdapters, type Detected } from "./dom/detect.js";
export type { StoredDecision, DecisionStore, Reason } from "./dom/decisions.js";
export type { DisclosureForm } from "./dom/form.js";
export {
  garim, Guard, GarimDocument, type AttachOptions, type CheckResult, type DocumentFields, type FindingDetail, type GuardOptions, type Keys,
} from "./dom/guard.js";
export type { Exported, ManifestEntry, Purpose } from "./dom/outbound.js";
export type { Hidden } from "./dom/strip.js";
export type { StringKey, Strings } from "./dom/strings.js";
export type { Target } from "./dom/target.js";
