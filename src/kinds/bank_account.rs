//! 계좌번호 (bank account number).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::BankAccount, "계좌번호");
