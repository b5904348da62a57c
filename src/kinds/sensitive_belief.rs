//! 개인의 사상·종교·노조·정당·성생활 (a person's beliefs).
//!
//! Religion, party, union, political opinion and sexual life of one person (개인정보 보호법 제23조, as of 2026-11). Words stand in `words/fact_belief.txt`.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::SensitiveBelief)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인의 종교·정당·노조·정치적 견해·성생활에 관한 사실입니다. 사람과 같은 줄에 있거나 종교·정당 같은 칸에 적혀 있을 때 찾습니다. 법률 이름, 시설, 일반 안내는 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("성명\t생년월일\t종교\n표경남\t1961.05.22.\t[[sensitive_belief|불교]]\n구본솔\t1970.11.03.\t[[sensitive_belief|원불교]]"),
    Example::Finds("신청인 노다을 씨가 [[sensitive_belief|신천지]]에 다닌다고 한다."),
    Example::Finds("성명：표경남\n종교：[[sensitive_belief|기독교]]"),
    Example::Finds("성명: 탁승희\n종교: [[sensitive_belief|천주교]]"),
    Example::Passes("신도시 개발계획을 보고합니다."),
    Example::Passes("사찰음식 체험 행사를 엽니다."),
    Example::Passes("노동조합 및 노동관계조정법에 따른 교섭 절차를 안내합니다."),
];
