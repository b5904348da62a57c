//! 영업비밀·미공개 기술 (trade secret).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::TradeSecret, "영업비밀·미공개 기술");
