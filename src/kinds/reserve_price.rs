//! 공고 전 예정가격·평가 점수 (reserve price before tender, evaluation score).
//!
//! Prices set before a tender and points that evaluators gave before the decision (정보공개법 제9조제1항제5호, as of 2026-11). After the opening they stay.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::ReservePrice)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "공고나 개찰 전의 예정가격·기초금액·추정가격과 결정 전에 평가자가 준 점수입니다. 개찰 결과와 입찰공고에 실린 금액, 만족도 같은 통계는 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("예정가격 조서(공고 전)\n예정가격: [[reserve_price|1,271,457,000원]]"),
    Example::Finds("기초금액[[reserve_price|842,100,000원]]을 공고 전에 확정한다."),
    Example::Finds("예정가격 조서(공고 전)\n예정가격： [[reserve_price|１２３，４００，０００원]]"),
    Example::Finds("평가위원|A사|B사|C사\n오세랑|[[reserve_price|81]]|[[reserve_price|86]]|[[reserve_price|77]]\n지윤호|[[reserve_price|79]]|[[reserve_price|90]]|[[reserve_price|82]]"),
    Example::Passes("개찰 결과\n기초금액 214,500,000원, 예정가격 213,880,410원\n낙찰자 (주)하늘채종합건설"),
    Example::Passes("입찰공고\n기초금액: 금214,500,000원"),
    Example::Passes("계약 결과 공개(비공개 대상 없음)\n사업명|예정가격(천원)|계약금액(천원)|낙찰률\n홍보물 제작|842,000|798,400|94.8%"),
    Example::Passes("만족도 4.18점, 전년 4.02점"),
];
