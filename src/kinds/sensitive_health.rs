//! 개인의 질병·장애·진료 사실 (a person's health).
//!
//! Illness, injury, disability, pregnancy and treatment of one person (개인정보 보호법 제23조, as of 2026-11). Words stand in `words/fact_health.txt`; the span
//! is the phrase around the word, or the whole value beside a label such as 진단명. Campaigns, centres, rules and statistics name nobody and stay.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::SensitiveHealth)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인의 질병·부상·장애·임신·진료 사실입니다. 병이나 장애를 뜻하는 말이 사람과 같은 줄에 있거나 진단명 같은 칸에 적혀 있을 때 찾습니다. 예방 사업, 기관 이름, 통계, 일반 안내는 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("성명\t생년월일\t진단명\n탁승희\t1949-02-11\t[[sensitive_health|대퇴골 골절]]\n표경남\t1992-07-06\t[[sensitive_health|조현병]]"),
    Example::Finds("민원인 나정후 씨: [[sensitive_health|뇌경색]]"),
    Example::Finds("성명: 표경남\n병명: [[sensitive_health|ＡＤＨＤ]]"),
    Example::Finds("성명: 탁승희\n진단명: [[sensitive_health|중증 우울에피소드]]"),
    Example::Passes("치매 예방 교실을 열어 고혈압과 당뇨를 관리하는 방법을 알립니다."),
    Example::Passes("암검진 수검률: 위암 61.3%, 대장암 39.8%, 간암 70.2%"),
    Example::Passes("치매안심센터와 정신건강복지센터에서 상담을 받을 수 있습니다."),
];
