//! 비공개로 지정한 부분 (part marked as restricted).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::RestrictedPart, "비공개로 지정한 부분");
