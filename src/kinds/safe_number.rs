//! 안심번호 (virtual safe number (050)).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::SafeNumber, "안심번호");
