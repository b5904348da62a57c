//! 법인의 매출·거래·재무 내역 (a company's sales or finances).
//!
//! Sales, profits, debts and trading partners of one company (정보공개법 제9조제1항제7호, as of 2026-11). Published statistics and public money stay.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::SalesFigure)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "한 업체의 매출·이익·부채·거래 내역입니다. 업체와 같은 줄이나 바로 앞에 있을 때 찾습니다. 통계, 예산, 계약 총액, 지원 기준은 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("업체명\t매출액\t부채비율\n㈜가람정밀\t[[sales_figure|41억 2천만원]]\t[[sales_figure|187%]]\n(주)온샘패키징\t[[sales_figure|12억 9천만원]]\t[[sales_figure|240%]]"),
    Example::Finds("㈜도담테크의 매출액[[sales_figure|31억원]]을 확인하였다."),
    Example::Finds("㈜도담테크\n매출액：[[sales_figure|３１억 ４，２００만원]]"),
    Example::Finds("㈜세온이엔지\n2025년 매출액: [[sales_figure|31억 4,200만원]]"),
    Example::Passes("관내 소상공인 매출은 1인당 1만 4천원에 그쳤다."),
    Example::Passes("세입 413억원, 세출 413억원을 증액하였다."),
    Example::Passes("㈜도담테크와 계약금액 48,700,000원에 계약하였다."),
];
