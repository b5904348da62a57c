//! 개인의 가족관계·혼인·학력·경력 (a person's family, education or career).
//!
//! Family, marriage, education and career of one person: shown for review. Words stand in `words/fact_family.txt`. A relative's name is a name, not this.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::FamilyStatus)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인의 가족관계·혼인·학력·경력입니다. 그런 말이 사람과 같은 줄에 있거나 학력·가족관계 같은 칸에 적혀 있을 때 확인하도록 표시합니다. 기관 이름, 증명서 이름, 일반 안내는 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("성명\t학력\t연락처\n권하품\t[[family_status|○○대 아동학과]]\t010-0000-1000\n송고을\t[[family_status|고졸]]\t010-0000-1001"),
    Example::Finds("신청인 방순덕 씨: [[family_status|이혼]]"),
    Example::Finds("성명：유다을\n최종학력：[[family_status|고졸]]"),
    Example::Finds("성명: 맹옥분\n가족: [[family_status|장녀 미국 거주]]"),
    Example::Passes("맞벌이 가구를 위한 돌봄 교실을 운영합니다."),
    Example::Passes("혼자 사는 이유: 직장(32.2%), 이혼·사별(24.8%)"),
    Example::Passes("다문화가족지원센터를 이전한다."),
];
