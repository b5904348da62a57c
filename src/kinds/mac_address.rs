//! MAC 주소 (MAC address).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::MacAddress, "MAC 주소");
