//! 계정 ID (account ID).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::AccountId, "계정 ID");
