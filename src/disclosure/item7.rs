//! 제7호: Secrets of companies.
//!
//! Secrets of business: cost, technique, clients, finances. Names, registration numbers and contract totals are none.

use super::ground::{Article, Example, Ground};
use crate::words::attr;

/// 제9조제1항제7호 as this program argues it.
pub(super) const ARTICLE: Article = Article {
    item: 7,
    name: "법인등의 경영·영업 비밀",
    grounds: &[
        Ground {
            topics: &[attr::MATTERS_ACCOUNT],
            short10: "법인계좌",
            short30: "법인의 계좌번호",
            short100: "법인이나 단체의 계좌번호 등 금융 정보",
            reason: "법인의 계좌번호로, 공개되면 금융사고에 이용되어 법인의 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "계약과 정산이 끝난 뒤 재검토(3년)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_TECH],
            short10: "기술비밀",
            short30: "업체의 미공개 기술·공정",
            short100: "업체가 외부에 알리지 않은 기술, 공정 조건과 설계에 관한 사항",
            reason: "업체가 외부에 알리지 않은 기술과 공정에 관한 사항으로, 경쟁업체가 알면 따라 할 수 있어 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "기술이 공개되거나 특허가 공개될 때까지(3년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_COST],
            short10: "원가·단가",
            short30: "업체의 원가·단가",
            short100: "업체의 원가, 단가와 이윤율 등 가격 산정에 관한 사항",
            reason: "업체의 원가와 단가에 관한 사항으로, 거래처와 경쟁업체가 알면 가격 협상에서 불리해져 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "계약이 끝난 뒤 재검토(3년)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_CLIENT],
            short10: "거래처",
            short30: "업체의 거래처·거래 조건",
            short100: "업체의 거래처, 공급망과 거래 조건에 관한 사항",
            reason: "업체의 거래처와 거래 조건에 관한 사항으로, 알려지면 거래가 끊기거나 경쟁업체에 빼앗겨 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "거래 관계가 끝난 뒤 재검토(3년)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_FINANCE],
            short10: "재무정보",
            short30: "업체의 재무·자금 사정",
            short100: "업체의 매출, 재무와 자금 사정에 관한 사항",
            reason: "업체의 재무와 자금 사정에 관한 사항으로, 알려지면 신용이 떨어지고 거래가 어려워져 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "해당 재무 정보가 공시될 때까지(3년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_BIZPLAN],
            short10: "사업전략",
            short30: "업체의 사업 계획·전략",
            short100: "업체의 공표되지 않은 사업 계획, 제안 내용과 전략에 관한 사항",
            reason: "업체가 발표하지 않은 사업 계획과 제안 내용으로, 경쟁업체가 알면 먼저 대응할 수 있어 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "업체가 발표하거나 계약이 끝날 때까지(3년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[],
            short10: "영업비밀",
            short30: "업체의 경영·영업상 비밀",
            short100: "외부에 알려지지 않은 업체의 경영·영업상 비밀에 관한 사항",
            reason: "업체의 외부에 알려지지 않은 경영·영업상 사항으로, 공개되면 경쟁에서 불리해져 정당한 이익을 현저히 해칠 우려가 있습니다.",
            until: "비밀로 관리할 필요가 없어질 때까지(3년마다 재검토)",
            whole: false,
        },
    ],
    proviso: "사람의 생명·신체·건강을 보호하기 위한 정보(가목)와 위법·부당한 사업활동으로부터 국민을 보호하기 위한 정보(나목)는 공개합니다.",
    confusions: &[
        (
            5,
            "우리 기관의 결정을 지키는 것이면 제5호를, 업체의 비밀이면 제7호를 듭니다. 낙찰 뒤에도 업체의 비밀은 남습니다.",
        ),
        (6, "사람의 사생활이면 제6호를, 영업의 비밀이면 제7호를 듭니다."),
    ],
    checks: &[
        "업체가 비공개를 요청했다는 사실만으로는 부족합니다. 어떤 불이익이 있는지 적고 제3자의 의견을 들으십시오.",
        "상호, 계약 총액과 낙찰금액은 공개합니다.",
    ],
    examples: &[
        Example::Gets("경쟁사가 알면 곤란하다고 하는 이윤율과 납품단가를 뺀 검토 자료"),
        Example::Gets("제안업체가 개발한 코팅 공정의 온도 조건"),
        Example::Gets("입주기업의 자금 사정과 거래처 현황을 적은 상담 기록"),
        Example::Lacks("계약 현황 공개: 계약상대자와 계약금액"),
        Example::Lacks("중소기업 지원사업 참여 기업 모집 공고"),
        Example::Lacks("배출기준 위반 사업장 행정처분 확정 결과 공표"),
    ],
};
