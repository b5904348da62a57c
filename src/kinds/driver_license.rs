//! 운전면허번호 (driver's licence number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::DriverLicense, "운전면허번호");
