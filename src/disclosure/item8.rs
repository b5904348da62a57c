//! 제8호: Speculation and hoarding.
//!
//! What gives a few an advantage when known early: routes, zoning, lots, compensation, supply measures. Over with the public notice.

use super::ground::{Article, Example, Ground};
use crate::words::attr;

/// 제9조제1항제8호 as this program argues it.
pub(super) const ARTICLE: Article = Article {
    item: 8,
    name: "부동산 투기·매점매석 우려",
    grounds: &[
        Ground {
            topics: &[attr::MATTERS_SUPPLY],
            short10: "수급대책",
            short30: "공표 전 물가·수급 대책",
            short100: "공표되기 전의 물가·수급 대책과 물량 배정에 관한 사항",
            reason: "공표되기 전의 물가·수급 대책으로, 먼저 알려지면 사재기와 출하 조절로 특정인에게 이익이나 불이익을 줄 우려가 있습니다.",
            until: "대책을 공표하는 날까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_LANDROUTE],
            short10: "미공표노선",
            short30: "공표 전 노선·구간",
            short100: "공표되기 전의 도로·철도 노선과 역 위치에 관한 사항",
            reason: "공표되기 전의 노선과 구간에 관한 사항으로, 먼저 알려지면 주변 토지의 투기로 특정인에게 이익이나 불이익을 줄 우려가 있습니다.",
            until: "노선을 공고하거나 고시하는 날까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_ZONING],
            short10: "개발계획",
            short30: "고시 전 용도·구역 변경",
            short100: "고시되기 전의 용도지역·구역 변경과 개발계획에 관한 사항",
            reason: "고시되기 전의 용도지역·구역 변경 사항으로, 먼저 알려지면 부동산 투기로 특정인에게 이익이나 불이익을 줄 우려가 있습니다.",
            until: "결정 고시일 또는 공람 공고일까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_PARCEL],
            short10: "편입·보상",
            short30: "공고 전 부지·보상",
            short100: "공고되기 전의 부지 선정, 편입 토지와 보상에 관한 사항",
            reason: "공고되기 전의 부지와 편입·보상에 관한 사항으로, 먼저 알려지면 땅값이 올라 특정인에게 이익이나 불이익을 줄 우려가 있습니다.",
            until: "보상계획 또는 매각·매입 공고일까지",
            whole: false,
        },
        Ground {
            topics: &[],
            short10: "투기우려",
            short30: "투기·매점매석 우려",
            short100: "공표 전에 알려지면 투기·매점매석으로 특정인에게 이익·불이익을 주는 사항",
            reason: "공표되기 전에 알려지면 부동산 투기나 매점매석으로 특정인에게 이익 또는 불이익을 줄 우려가 있습니다.",
            until: "공고 또는 고시일까지",
            whole: false,
        },
    ],
    proviso: "공고·열람이 끝났거나 이미 확정·고시된 지구의 내용은 공개합니다.",
    confusions: &[(5, "심의 중인 의견이면 제5호를, 공표되지 않은 노선이나 보상이면 제8호를 듭니다.")],
    checks: &[
        "부동산에 관한 문서라는 것만으로는 부족합니다. 누가 어떤 이익이나 불이익을 볼 수 있는지 적으십시오.",
        "공고가 늦어지면 제한 종료일을 고치십시오.",
    ],
    examples: &[
        Example::Gets("발표 전에 알려지면 땅값이 뛸 수 있어 도로 노선 도면을 회수함"),
        Example::Gets("공유재산 매각 공고 전 필지별 예정 금액"),
        Example::Gets("배추 비축 물량 방출 시기가 미리 알려지면 상인이 출하를 늦출 수 있음"),
        Example::Lacks("도시관리계획 결정 고시와 지형도면 열람 안내"),
        Example::Lacks("공시지가 열람 및 이의신청 안내"),
        Example::Lacks("재개발 조합 설립 인가 고시"),
    ],
};
