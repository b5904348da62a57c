//! 개인의 징계·평정·성적·조치 (a person's discipline, appraisal or grades).
//!
//! Discipline, appraisal, grades and measures against a pupil (정보공개법 제9조제1항제5호·제6호, as of 2026-11): shown for review. Words stand in
//! `words/fact_record.txt`; points are read beside subjects, labels and in columns.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::PersonalRecord)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인의 징계·평정·성적·학교폭력 조치입니다. 처분을 뜻하는 말이 사람과 이어져 있거나 평정점·성적 같은 칸에 적혀 있을 때 확인하도록 표시합니다. 규정, 통계, 위원회 이름은 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("순위\t성명\t평정점\n1\t노다온\t[[personal_record|69.4]]\n2\t고윤슬\t[[personal_record|68.9]]"),
    Example::Finds("소방교 뇌성현의 [[personal_record|감봉 2월]]을 취소한다."),
    Example::Finds("성명：좌민혁\n징계처분：[[personal_record|감봉 １월]]"),
    Example::Finds("성명: 좌민혁\n원처분: [[personal_record|정직 1월]]"),
    Example::Passes("징계의 종류는 파면·해임·강등·정직·감봉·견책으로 한다."),
    Example::Passes("징계위원회 구성 계획을 보고한다."),
    Example::Passes("정직하고 청렴한 공직문화를 만들겠습니다."),
];
