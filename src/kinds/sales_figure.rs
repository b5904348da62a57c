//! 법인의 매출·거래·재무 내역 (a company's sales or finances).

use crate::kind::Kind;
use crate::rule::Spec;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::SalesFigure, "법인의 매출·거래·재무 내역");
