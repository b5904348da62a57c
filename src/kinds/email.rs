//! 전자우편 주소 (e-mail address).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::Email, "전자우편 주소");
