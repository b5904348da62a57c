//! 비밀·대외비 표시 (security marking).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::SecurityMark, "비밀·대외비 표시");
