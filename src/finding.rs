//! What was found: the outcome of finding, the input of disclosure and masking.

use std::borrow::Cow;
use std::sync::Arc;

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
    /// The organisation's own kind, where it is one; `kind` is `restricted_part` then.
    pub own: Option<Arc<Own>>,
}

/// A kind that an organisation brings.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Own {
    /// The stable name: `own_` and what the organisation calls it.
    pub id: String,
    /// What a drafter reads.
    pub name: String,
}

impl Finding {
    /// The stable name of its kind, an organisation's own too.
    pub fn kind_id(&self) -> &str {
        self.own.as_ref().map_or(self.kind.id(), |own| &own.id)
    }
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}..{}", self.kind.id(), self.span.start, self.span.end)
    }
}
