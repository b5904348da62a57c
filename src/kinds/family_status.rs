//! 개인의 가족관계·혼인·학력·경력 (a person's family, education or career).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::FamilyStatus, "개인의 가족관계·혼인·학력·경력");
