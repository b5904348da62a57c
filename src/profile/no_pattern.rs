//! Patterns in a build that holds none: each is refused, with the sentence that says so. `pattern.rs` is the other one.

use std::sync::Arc;

use crate::policy::Patterns;

/// What all patterns of a profile may unfold to together.
pub(super) const WEIGHTS: u64 = 0;

/// A compiled pattern, of which there is none.
pub struct Compiled {
    /// What it unfolds to.
    pub(super) weight: u64,
    /// As it is written.
    pub(super) written: String,
}

impl Compiled {
    /// Whether it matches a whole text.
    pub(super) fn is_whole(&self, _: &str) -> bool {
        false
    }

    /// Whether it is found in a text.
    pub(super) fn is_in(&self, _: &str) -> bool {
        false
    }
}

/// Compiled patterns as the core takes them.
pub(super) fn together(_: Vec<(u32, Arc<Compiled>)>) -> Option<Arc<dyn Patterns>> {
    None
}

/// Refuses a pattern.
///
/// # Errors
/// Always.
pub(super) fn compile(_: &str) -> Result<Compiled, (&'static str, &'static str)> {
    Err(("profile.wasm 파일이 있어야 합니다.", "profile.wasm is needed"))
}
