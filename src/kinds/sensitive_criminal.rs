//! 개인의 범죄·수사·피해 사실 (a person's criminal matter or injury).
//!
//! Crimes, investigations, sentences of one person, and what a victim suffered (개인정보 보호법 시행령 제18조, as of 2026-11). Words stand in
//! `words/fact_crime.txt`. While an investigation runs item 4 applies.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::SensitiveCriminal)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인의 범죄경력·혐의·처분과 입은 피해입니다. 범죄나 피해를 뜻하는 말이 사람과 이어져 있을 때 찾습니다. 예방 교육, 범죄 통계, 기관 이름, 규정은 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("성명\t생년월일\t죄명\n방창수\t1979.2.14.\t[[sensitive_criminal|절도]]\n모상훈\t1980.3.1.\t[[sensitive_criminal|사기]]"),
    Example::Finds("피의자 당규식(1990. 11. 30.생): [[sensitive_criminal|폭행]]"),
    Example::Finds("성명:　좌민혁\n죄명:　[[sensitive_criminal|특수절도]]"),
    Example::Finds("좌민혁 주무관은 [[sensitive_criminal|음주운전]]으로 적발되었다."),
    Example::Passes("절도 412건, 폭력 598건으로 지난해보다 4.2% 줄었다."),
    Example::Passes("가정폭력 예방 교육을 12월에 실시한다."),
    Example::Passes("파출소 순경과 등기소 직원이 참석하였다."),
];
