//! 비밀번호·인증키 (password, key or access code).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::Credential, "비밀번호·인증키");
