//! 제2호: Security, defence, unification, diplomacy.
//!
//! National security, defence, unification and diplomacy where disclosure would gravely harm the state; networks and their weaknesses.

use super::ground::{Article, Example, Ground};
use crate::words::attr;

/// 제9조제1항제2호 as this program argues it.
pub(super) const ARTICLE: Article = Article {
    item: 2,
    name: "안보·국방·통일·외교",
    grounds: &[
        Ground {
            topics: &[attr::MATTERS_WAR],
            short10: "비상대비",
            short30: "전시·비상대비 계획",
            short100: "전시·비상대비 계획 가운데 배치·동원·비축 등 대응 능력이 드러나는 사항",
            reason: "전시·비상대비 계획의 배치와 대응 능력에 관한 사항으로, 알려지면 대비태세의 약점이 드러나 국가의 이익을 현저히 해칠 우려가 있습니다.",
            until: "예고문의 보호기간 또는 계획이 새로 바뀔 때까지",
            whole: true,
        },
        Ground {
            topics: &[attr::MATTERS_NETWORK],
            short10: "망취약점",
            short30: "정보통신망 구성·취약점",
            short100: "정보통신망·시스템의 구성, 접속 경로와 취약점에 관한 사항",
            reason: "정보통신망의 구성과 취약점에 관한 사항으로, 알려지면 사이버 침해에 이용되어 국가와 기관의 업무가 마비될 우려가 있습니다.",
            until: "취약점 조치를 마치거나 시스템을 교체할 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_DIPLOMACY],
            short10: "외교협의",
            short30: "외교·국제협상 사항",
            short100: "외교·국제협상의 입장, 양보 범위와 상대국 평가에 관한 사항",
            reason: "외교·국제협상의 입장과 평가에 관한 사항으로, 알려지면 협상 위치가 드러나거나 상대국과의 신뢰를 해칠 우려가 있습니다.",
            until: "협상이 타결되거나 합의문이 공표될 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_UNIFICATION],
            short10: "대북사항",
            short30: "남북관계 사항",
            short100: "남북관계·북한이탈주민 보호에 관한 사항",
            reason: "남북관계와 통일 업무에 관한 사항으로, 알려지면 협의에 지장이 생기거나 관련자의 안전을 해칠 우려가 있습니다.",
            until: "협의 결과가 공표되거나 보호가 끝날 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_VIP, attr::MATTERS_TERROR],
            short10: "경호·테러",
            short30: "경호·대테러 대책",
            short100: "주요 인사 경호와 국가중요시설·대테러 대책의 배치와 취약점에 관한 사항",
            reason: "경호와 대테러 대책의 배치·취약점에 관한 사항으로, 알려지면 공격에 이용되어 국가의 중대한 이익을 해칠 우려가 있습니다.",
            until: "행사가 끝나거나 대책이 새로 바뀔 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_DEFENCE],
            short10: "국방사항",
            short30: "군사·방위 시설과 경계",
            short100: "군사시설의 위치·경계 방법과 감시 능력 등 방위태세에 관한 사항",
            reason: "군사시설과 경계태세에 관한 사항으로, 알려지면 방위의 빈틈이 드러나 국가의 중대한 이익을 현저히 해칠 우려가 있습니다.",
            until: "예고문의 보호기간 또는 배치가 바뀔 때까지",
            whole: true,
        },
        Ground {
            topics: &[],
            short10: "안보사항",
            short30: "국가안보 관련 사항",
            short100: "국가안전보장·국방·통일·외교관계에 관한 사항",
            reason: "국가안전보장·외교관계 등에 관한 사항으로, 알려지면 대비태세나 협상 위치가 드러나 국가의 중대한 이익을 현저히 해칠 우려가 있습니다.",
            until: "예고문의 보호기간 또는 계획이 새로 바뀔 때까지",
            whole: true,
        },
    ],
    proviso: "계획이 있다는 사실, 일정, 총예산처럼 널리 알려진 사항은 공개합니다.",
    confusions: &[
        (1, "비밀로 지정된 문서이면 제1호를 함께 검토합니다."),
        (3, "국가의 이익이면 제2호를, 지방자치단체 시설과 사람의 안전이면 제3호를 듭니다."),
    ],
    checks: &[
        "비밀이나 대외비 표시가 있으면 이 편집기에서 작성하거나 저장하지 말고 보안담당관에게 확인하십시오.",
        "일반 보안점검표나 보안 교육 자료는 제2호에 해당하지 않습니다.",
    ],
    examples: &[
        Example::Gets("을지연습 때 상황실을 옮기는 장소와 주요인사의 이동 경로를 정한 계획"),
        Example::Gets("행정망 서버 구성도와 방화벽 취약점 진단 결과"),
        Example::Gets("상대국과의 협상에서 양보할 수 있는 범위를 정리한 훈령안"),
        Example::Lacks("을지연습 홍보 현수막 설치 안내"),
        Example::Lacks("정보보안 교육 일정 안내"),
        Example::Lacks("통일 골든벨 퀴즈 대회 개최"),
    ],
};
