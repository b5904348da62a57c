//! 공고 전 예정가격·평가 점수 (reserve price before tender, evaluation score).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::ReservePrice, "공고 전 예정가격·평가 점수");
