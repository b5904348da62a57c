//! 개인의 수급·복지 대상 사실 (a person's welfare status).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::WelfareStatus, "개인의 수급·복지 대상 사실");
