//! 성명 (person's name).
//!
//! A name has no shape of its own. What is read: a surname (one syllable, or two: 남궁, 제갈 …) and one or two syllables more, also spaced out
//! (홍 길 동), with a particle, an honorific or a title behind; foreign names in Hangul and in Latin letters; Hanja or Latin letters in
//! brackets behind a name. Whether it is a name is weighed in `detect/names`: how usual its syllables are in names and in words, the label,
//! title, column or list it stands in, and whether the document holds it elsewhere. Two syllables, and names that are words, need such a
//! place. What was taken out already (홍○○, 김모씨) is no name. Whose name stays is decided in `detect/roles`.
//!
//! There is no finder here: names are not found from an anchor, see `detect/names/mod.rs`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    partial: |value| crate::style::keep_first(value, 1),
    ..Spec::new(Kind::PersonName)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "사람의 이름입니다. 성씨와 이름으로 쓰는 글자인지, 앞뒤의 표시(성명·신청인·예금주 따위)·직위·높임말·괄호 안의 나이나 연락처, 표의 열, \
         나란히 적힌 이름을 함께 봅니다. 두 글자 이름과 낱말로도 쓰는 이름은 그런 자리에 있을 때만 찾습니다. 이미 가린 이름(홍○○)은 찾지 않습니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("신청인 [[person_name|김가람]]은 서류를 제출하였음"),
    Example::Finds("성  명 : [[person_name|홍 다 온]]  (서명)"),
    Example::Finds("예금주: [[person_name|남궁이든]]"),
    Example::Finds("민원인: [[person_name|Nguyen Van Duc]]"),
    Example::Passes("이사회는 정기 회의에서 예산안을 심의하였다."),
    Example::Passes("신청인 홍○○, 피해자 김모씨"),
    Example::Passes("공영주차장 이용 안내문을 게시합니다."),
    Example::Passes("조정은 위원회가 정하는 바에 따른다."),
];
