//! Garim (가림) finds what must not leave a draft, says why, and takes it out on export.
//!
//! One call does it: [`check_json`] gives the contract's JSON of one draft; [`check::Checker`] gives the findings themselves.
//!
//! The rooms, each using only what stands before it: [`span`], [`kind`], [`finding`] → [`text`] → [`style`] → [`checksum`] → [`words`] → [`page`] → [`rule`] →
//! [`kinds`] → [`detect`] → [`disclosure`], [`mask`] → [`policy`] → [`chapter`] → [`check`], [`plan`] → `profile`, `export` → [`session`] → [`wire`].
#![deny(unsafe_code)]
#![deny(missing_docs)]
#![warn(unreachable_pub)]
#![cfg_attr(garim_identifiers, allow(dead_code, unused_imports, unused_variables))]

#[cfg(feature = "audit")]
pub mod audit;
pub mod chapter;
pub mod check;
pub mod checksum;
pub mod detect;
pub mod disclosure;
#[cfg(feature = "export")]
pub mod export;
pub mod finding;
pub mod kind;
pub mod kinds;
pub mod mask;
mod order;
pub mod page;
pub mod plan;
pub mod policy;
#[cfg(feature = "profile")]
pub mod profile;
pub mod rule;
pub mod session;
mod sorted;
pub mod span;
pub mod style;
pub mod text;
#[cfg(any(feature = "wasm", feature = "wasm-files", feature = "wasm-profile"))]
pub mod wasm;
pub mod wire;
pub mod words;

use serde_json::value::RawValue;

/// The contract's JSON of one draft, as `garim check --jsonl` prints it; `id` is any JSON value.
pub fn check_json(text: &str, id: &RawValue, policy: &policy::Policy) -> String {
    wire::document(id, text, &check::check(text, policy))
}
