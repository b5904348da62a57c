//! 개인의 범죄·수사·피해 사실 (a person's criminal matter or injury).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::SensitiveCriminal, "개인의 범죄·수사·피해 사실");
