//! 업체가 낸 단가·원가·견적 금액 (a company's unit price, cost or quote).
//!
//! Prices, costs and quotes that a company offered before the decision (정보공개법 제9조제1항제7호, as of 2026-11). After the contract the unit price is shown
//! for review, because both sides can be argued; contract totals and awarded prices stay.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::UnitPrice)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "업체가 낸 단가·원가·견적 금액입니다. 결정되기 전에는 가리고, 계약한 뒤의 단가는 확인하도록 표시합니다. 계약 총액, 낙찰금액, 기준 단가는 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("견적 비교표(계약 전)\n업체명\t단가\t수량\n한들모터스\t[[unit_price|187,000원]]\t14\n세움시스템\t[[unit_price|195,000원]]\t14"),
    Example::Finds("㈜도담테크의 견적가[[unit_price|1,450,000원]]을 검토하였다."),
    Example::Finds("㈜도담테크 견적금액：[[unit_price|１，４５０，０００원]]"),
    Example::Finds("㈜도담테크 견적금액: [[unit_price|1,450,000원]]"),
    Example::Passes("계약금액: 금48,700,000원, 계약상대자 ㈜도담테크"),
    Example::Passes("결식아동 급식 단가를 9,500원에서 10,000원으로 올린다."),
    Example::Passes("개찰 결과 낙찰금액 187,741,000원"),
];
