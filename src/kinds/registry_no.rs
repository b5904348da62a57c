//! 장애인등록·수급자·자격 번호 (registry number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::RegistryNo, "장애인등록·수급자·자격 번호");
