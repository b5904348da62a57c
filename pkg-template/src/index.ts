// garim: the contract and its types. No engine, no page: safe to import anywhere.
export { ACTIONS, KINDS, type ActionId, type DisclosureLevel, type Item, type KindId, type KindInfo, type StyleId } from "./kinds.js";
export { GarimError, type GarimErrorCode } from "./error.js";
export { version } from "./build.js";
export { readSpans, type ReadSpans, type SpanOfNumbers } from "./spans.js";
export type { Checked, CheckOptions, Disclosure, DisclosureItem, Finding, Note, Span } from "./contract.js";
export type {
  Applied, Block, BlockDisclosure, BlockFinding, Change, Decision, Role, Sealed, SessionOptions,
} from "./blocks.js";
