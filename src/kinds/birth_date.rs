//! 생년월일 (date of birth).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::BirthDate, "생년월일");
