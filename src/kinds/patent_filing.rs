//! 공개 전 출원번호 (unpublished patent application number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::PatentFiling, "공개 전 출원번호");
