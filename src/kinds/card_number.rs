//! 신용·체크카드번호 (payment card number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::CardNumber, "신용·체크카드번호");
