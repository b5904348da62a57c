//! 업체가 낸 단가·원가·견적 금액 (a company's unit price, cost or quote).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::UnitPrice, "업체가 낸 단가·원가·견적 금액");
