//! 개인의 사상·종교·노조·정당·성생활 (a person's beliefs).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::SensitiveBelief, "개인의 사상·종교·노조·정당·성생활");
