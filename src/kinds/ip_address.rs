//! IP 주소 (IP address).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::IpAddress, "IP 주소");
