//! 영업비밀·미공개 기술 (trade secret).
//!
//! Technical content that is said to be secret: 영업비밀, 노하우, 미공개 기술, 출원 전 (부정경쟁방지법 제2조제2호, 정보공개법 제9조제1항제7호, as of 2026-11). The span
//! is the passage of the content, never the words that claim it.
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::TradeSecret)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "영업비밀·노하우·미공개 기술이라고 밝힌 내용입니다. 그렇게 밝힌 문서에서 배합비·공정 조건 같은 기술 내용의 구절을 찾습니다. 규정이나 일반 설명은 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("㈜누리바이오 미공개 기술\n핵심내용: [[trade_secret|소성온도 620℃, 붕산 0.8% 첨가 배합]]"),
    Example::Finds("㈜누리바이오 노하우: [[trade_secret|균주 배양 배지 조성]]"),
    Example::Finds("㈜누리바이오 미공개 기술\n핵심내용： [[trade_secret|촉매 농도 ３％ 유지]]"),
    Example::Finds("㈜한빛화학 기밀\n배합비율: [[trade_secret|수지 60, 경화제 40]]"),
    Example::Passes("영업비밀로서 공개되면 법인의 이익을 해칠 우려가 있는 정보는 공개하지 않는다."),
    Example::Passes("업무 노하우를 공유하는 자리를 마련한다."),
    Example::Passes("공정한 심사를 위하여 위원을 비공개로 위촉한다."),
];
