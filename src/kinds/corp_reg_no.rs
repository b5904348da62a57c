//! 법인등록번호 (corporation registration number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::CorpRegNo, "법인등록번호");
