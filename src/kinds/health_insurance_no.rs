//! 건강보험증 번호 (health insurance card number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::HealthInsuranceNo, "건강보험증 번호");
