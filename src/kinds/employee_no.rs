//! 사번·공무원 개인식별번호 (employee number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::EmployeeNo, "사번·공무원 개인식별번호");
