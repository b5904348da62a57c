//! 개인의 징계·평정·성적·조치 (a person's discipline, appraisal or grades).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::PersonalRecord, "개인의 징계·평정·성적·조치");
