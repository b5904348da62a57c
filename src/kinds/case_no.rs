//! 재판·수사 사건번호 (court or investigation case number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::CaseNo, "재판·수사 사건번호");
