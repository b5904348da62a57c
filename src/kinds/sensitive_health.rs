//! 개인의 질병·장애·진료 사실 (a person's health).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::SensitiveHealth, "개인의 질병·장애·진료 사실");
