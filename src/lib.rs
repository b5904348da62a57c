//! Garim (가림).

#[cfg(feature = "wasm")]
pub mod wasm;
