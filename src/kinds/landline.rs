//! 유선전화·팩스번호 (landline or fax number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::Landline, "유선전화·팩스번호");
