//! 자동차등록번호 (vehicle registration plate).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::VehiclePlate, "자동차등록번호");
