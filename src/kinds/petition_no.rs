//! 민원·정보공개 접수번호 (petition or disclosure request number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::PetitionNo, "민원·정보공개 접수번호");
