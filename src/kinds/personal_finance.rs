//! 개인의 소득·재산·체납 금액 (a person's income, assets or debts).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::PersonalFinance, "개인의 소득·재산·체납 금액");
