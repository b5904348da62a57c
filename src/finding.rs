//! What was found: the outcome of finding, the input of disclosure and masking.

use std::borrow::Cow;

use crate::kind::{Action, Kind};
use crate::span::Span;

/// Something found.
#[derive(Clone)]
pub struct Finding {
    /// Where, in bytes of the draft.
    pub span: Span,
    /// What.
    pub kind: Kind,
    /// What is done with it.
    pub action: Action,
    /// The item it falls, or would fall, under.
    pub item: u8,
    /// How sure, in hundredths.
    pub confidence: u8,
    /// `kind/what`.
    pub rule: &'static str,
    /// One Korean sentence; holds no part of the value.
    pub why: Cow<'static, str>,
    /// What takes its place; none for `keep`.
    pub mask: Option<String>,
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}..{}", self.kind.id(), self.span.start, self.span.end)
    }
}
