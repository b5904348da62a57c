//! 학번·수험번호 (student or examinee number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::StudentNo, "학번·수험번호");
