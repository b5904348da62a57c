//! The WebAssembly door: converts what JavaScript gives, calls the core, converts what it answers. No logic of its own.
//!
//! # What JavaScript sees
//!
//! ```ts
//! /** The line that `garim check --jsonl` prints, without its line feed. */
//! export function checkJson(text: string, options?: CheckOptions): string;
//! /** The same for blocks: the JSON of a fresh session's findings and disclosure, `{rev: 0, changed: […], disclosure: {…}}`. */
//! export function checkBlocks(blocks: Block[], options?: SessionOptions): string;
//! /** Lays an organisation's rules, as `profile.wasm` gives them, under all checks and sessions to come; `patterns` answers for their patterns. */
//! export function useRules(rules: Uint8Array, patterns?: { find(text: string): Uint32Array }): void;
//!
//! export interface CheckOptions extends SessionOptions { id?: unknown }
//! export interface SessionOptions {
//!   kinds?: string[];                         // ids of the contract; all where left out
//!   strict?: boolean;                         // review findings are masked too
//!   style?: "full" | "partial" | "label";
//!   minConfidence?: number;                   // hundredths, from 0 to 100
//!   purpose?: "original" | "posting";         // what the draft is checked for; rules may treat officials' names differently
//!   decisions?: { kind: string; value: string; action: string }[];   // a person's word on values; a session takes them with its changes
//! }
//! export interface Block {
//!   id: string;                               // stable across edits, unique
//!   text: string;                             // a lone surrogate is read as U+FFFD
//!   role?: "paragraph" | "cell" | "heading" | "title" | "field";
//!   row?: number;                             // cells: neighbours with the same row are joined by a tab, other blocks by a line feed
//!   marks?: { start: number; end: number; item?: number }[];   // 비공개 marks a person made, in UTF-16 units of `text`
//! }
//! export interface Change {
//!   rev: number;                              // greater than the session's
//!   upsert?: (Block & { after?: string | null })[];   // new text of a block; a new block stands behind `after` (null: first), else last
//!   remove?: string[];
//!   order?: string[];                         // all ids in their new order, after upsert and remove
//!   decisions?: Decision[];                   // replaces those given before; left out: they stay
//! }
//! /** A drafter's word on a value: wherever it is found (in one block where `block` is given) it gets this action. */
//! export interface Decision { kind: string; value: string; action: "mask" | "review" | "keep"; block?: string }
//!
//! export class Session {
//!   static open(blocks: Block[], options?: SessionOptions): Session;   // revision 0
//!   readonly rev: number;
//!   /** Hot path: applies and gives the spans of the blocks that changed, as numbers (layout below). */
//!   apply(change: Change): Uint32Array;
//!   /** The same as JSON: `{rev, changed: [{block, findings: Finding[]}], disclosure?}`; `disclosure` only where it changed. */
//!   applyJson(change: Change): string;
//!   /** All blocks in the layout of `apply`. */
//!   spans(): Uint32Array;
//!   /** The findings of one block as JSON: `Finding[]`; `undefined` for an unknown block. */
//!   findings(block: string): string | undefined;
//!   /** The finding with a number out of the spans, as JSON of `Finding & {block}`; `undefined` where it is gone. */
//!   finding(id: number): string | undefined;
//!   /** The suggestion for the form as JSON; evidence is `{block, start, end}`. */
//!   disclosure(): string;
//!   /** The number that stands for a block in spans, and back. */
//!   number(block: string): number | undefined;
//!   block(number: number): string | undefined;
//!   /** The text that is checked: blocks joined. */
//!   text(): string;
//!   /** A full check from scratch and the masked copy as JSON (below). Throws `seal_refused` rather than give what does not hold. */
//!   seal(options?: SessionOptions): string;
//!   /** Overwrites and drops everything held; every later call throws `disposed`. `free()` does it too. */
//!   dispose(): void;
//! }
//! /** Without text and mask: the caller has the text. Positions are UTF-16 units of the block in which it begins. */
//! export interface Finding {
//!   start: number; end: number; kind: string; action: string; item: number; confidence: number; rule: string; why: string;
//!   parts?: { block: string; start: number; end: number }[];   // all pieces, the first too, where it goes on in another block
//! }
//! ```
//!
//! Spans are `[rev, flags, n]` (bit 0 of `flags`: the disclosure changed), then for each of `n` blocks `[number, count]` and `count` times
//! `[id, kind, action, start, end, confidence]`: `kind` is the place in the contract's table, `action` 0 keep, 1 review, 2 mask, `confidence`
//! hundredths, `id` a number that stays with a finding through edits elsewhere in its block. A block that holds nothing any more has the count 0;
//! a removed block is not listed. A finding that goes on in another block is given with its piece in the first, as `Finding` is.
//!
//! `seal` gives `{rev, blocks: [{block, text}], masked, manifest: [{rule, kind, item, block, start, end, source: {start, end}}],
//! counts: {mask, review, keep}, disclosure}`: every block masked, the blocks joined, and for each mask where it stands in the masked block
//! (`start`, `end`) and stood in the given one (`source`); no original value.
//!
//! Errors are `Error`s with a `code`: `stale_revision`, `unknown_block`, `duplicate_block`, `bad_change` (an unknown role, kind, action or
//! style, a mark outside its block, an order that is no permutation), `seal_refused`, `disposed`. A change that throws has changed nothing.

#[cfg(feature = "wasm-files")]
pub mod file;
#[cfg(any(feature = "wasm", feature = "wasm-files"))]
mod options;
#[cfg(feature = "wasm-profile")]
pub mod profile;
#[cfg(all(any(feature = "wasm", feature = "wasm-files"), not(garim_identifiers)))]
pub mod rules;
#[cfg(all(feature = "wasm", not(garim_identifiers)))]
pub mod session;

#[cfg(feature = "wasm")]
use serde_json::value::RawValue;
#[cfg(feature = "wasm")]
use wasm_bindgen::prelude::*;

#[cfg(feature = "wasm")]
use crate::policy::Policy;
#[cfg(any(feature = "wasm", feature = "wasm-files"))]
pub use options::CheckOptions;

#[cfg(feature = "wasm")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    fn to_json(value: &JsValue) -> Result<Option<String>, JsValue>;
}

/// Checks one document and gives the contract's JSON as a string: the line that `garim check --jsonl` prints.
///
/// `options.id` may be any JSON value and is given back; `kinds` are ids of kinds, `minConfidence` is hundredths from 0 to
/// 100, `style` is `full`, `partial` or `label`, `publicCopy` is `none`, `file` or `body`, `purpose` is `original` or `posting`. Lone surrogates are read as
/// U+FFFD. Throws an `Error` that names the field where an option is not understood.
#[cfg(feature = "wasm")]
#[wasm_bindgen(js_name = checkJson)]
pub fn check_json(text: &str, options: Option<CheckOptions>) -> Result<String, JsError> {
    let base = base();
    let Some(options) = options else { return Ok(crate::check_json(text, RawValue::NULL, &base)) };
    let policy = options::policy(&options, &base).map_err(JsError::new)?;
    let id = id_of(&options)?;
    Ok(crate::check_json(text, id.as_deref().unwrap_or(RawValue::NULL), &policy))
}

/// What holds where a caller says nothing.
#[cfg(feature = "wasm")]
fn base() -> Policy {
    #[cfg(not(garim_identifiers))]
    return rules::base();
    #[cfg(garim_identifiers)]
    Policy::default()
}

/// The id that is given back, as JSON.
#[cfg(feature = "wasm")]
fn id_of(options: &CheckOptions) -> Result<Option<Box<RawValue>>, JsError> {
    let id = to_json(&options.id()).map_err(|_| JsError::new("id: JSON cannot hold it"))?;
    Ok(id.and_then(|id| RawValue::from_string(id).ok()))
}
