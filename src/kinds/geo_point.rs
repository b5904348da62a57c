//! 위도·경도 (latitude and longitude).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::GeoPoint, "위도·경도");
