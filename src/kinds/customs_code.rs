//! 개인통관고유부호 (personal customs code).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::CustomsCode, "개인통관고유부호");
