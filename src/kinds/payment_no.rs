//! 전자납부번호·가상계좌·고지번호 (payment or notice number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::PaymentNo, "전자납부번호·가상계좌·고지번호");
