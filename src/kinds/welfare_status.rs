//! 개인의 수급·복지 대상 사실 (a person's welfare status).
//!
//! That one person draws a benefit or is in a welfare programme (국민기초생활 보장법 제22조, 사회보장급여법 제31조, as of 2026-11). Words stand in
//! `words/fact_welfare.txt`. Plans and guides that speak of all recipients stay.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::WelfareStatus)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인이 기초생활수급자, 차상위, 한부모 등 복지 대상이라는 사실입니다. 사람과 같은 줄에 있거나 수급구분 같은 칸에 적혀 있을 때 찾습니다. 사업 대상, 통계, 예산, 법률 이름은 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("성명\t생년월일\t수급자격\n표경남\t1961.05.22.\t[[welfare_status|의료급여 1종]]\n구본솔\t1970.11.03.\t[[welfare_status|차상위]]"),
    Example::Finds("민원인 서말자 씨가 [[welfare_status|기초수급자]]인지 확인하였다."),
    Example::Finds("성명：표경남\n수급유형：[[welfare_status|조건부수급]]"),
    Example::Finds("신청인 당현우 씨는 [[welfare_status|기초생활수급자]]로 과태료를 나누어 낸다."),
    Example::Passes("지원대상: 관내 기초생활수급자 및 차상위계층 320가구"),
    Example::Passes("국민기초생활보장법에 따라 급여를 실시한다."),
    Example::Passes("기초생활수급자 4,120명, 차상위계층 1,816명"),
];
