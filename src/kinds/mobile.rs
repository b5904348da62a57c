//! 휴대전화번호 (mobile phone number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::Mobile, "휴대전화번호");
