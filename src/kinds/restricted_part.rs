//! 비공개로 지정한 부분 (restricted part): what a drafter marks, or what the suggested items propose for a look.
//!
//! No finder: a passage that speaks for one of the items 1–5, 7 or 8 becomes a proposal in `disclosure::add_parts`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec::new(Kind::RestrictedPart);

pub(crate) const MANUAL: Manual = Manual {
    text: "기안자가 비공개로 지정한 부분입니다. 비공개 사유가 되는 구절(경로, 필지, 전략, 점검 날짜, 도면 따위)은 확인하도록 제안하며, 기안자가 정해야 가립니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("불시 단속 계획\n[[restricted_part!review|단속 일시: 2099. 11. 3. 02시, 단속 지점: 가람천 상류 3개소]]\n참석: 환경과, 하천과 각 1명"),
    Example::Finds("소송 대응 방안\n[[restricted_part!review|우리 측 소송 전략: 시효 완성을 먼저 주장하고 감정 신청은 2회 변론 후에 한다]]."),
    Example::Finds("어린이 등하교 안전 계획\n[[restricted_part!review|아이가 다니는 길과 시간대: 가람초 후문에서 별빛로까지, 14시 10분]]"),
    Example::Passes("2099년 하천 점검 결과 가람천 상류 3개소의 수질이 나아졌다."),
    Example::Passes("소송수행자 지정 및 응소 절차에 관한 규정을 정비한다."),
    Example::Passes("어린이보호구역 안내표지를 새로 세우고 주민에게 알린다."),
];
