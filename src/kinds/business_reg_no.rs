//! 사업자등록번호 (business registration number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::BusinessRegNo, "사업자등록번호");
