//! 외국인등록번호·국내거소신고번호 (foreigner registration number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::Frn, "외국인등록번호·국내거소신고번호");
