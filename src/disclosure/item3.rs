//! 제3호: Life, body and property of the people.
//!
//! What puts lives, bodies or property at risk when it is known: guards, doors, dangerous goods, shelters, the ways of the vulnerable.

use super::ground::{Article, Example, Ground};
use crate::words::attr;

/// 제9조제1항제3호 as this program argues it.
pub(super) const ARTICLE: Article = Article {
    item: 3,
    name: "국민의 생명·신체·재산 보호",
    grounds: &[
        Ground {
            topics: &[attr::MATTERS_SHELTER],
            short10: "피해자보호",
            short30: "보호시설·거처의 위치",
            short100: "보호시설과 피해자 거처의 위치 등 신변 안전에 관한 사항",
            reason: "보호시설과 피해자의 거처에 관한 사항으로, 위치가 알려지면 가해자가 찾아와 생명과 신체를 해칠 우려가 있습니다.",
            until: "보호가 끝나거나 시설을 옮길 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_GUARD],
            short10: "방범·경비",
            short30: "경비·출입통제 방법",
            short100: "경비 배치, 순찰 시간, 출입문과 금고의 잠금 방법 등 방범에 관한 사항",
            reason: "경비와 출입통제의 방법에 관한 사항으로, 알려지면 침입과 절도에 이용되어 사람과 재산의 보호에 현저한 지장이 있습니다.",
            until: "시설이나 경비 방법을 바꿀 때까지(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_DANGER],
            short10: "위험물",
            short30: "위험물·기반시설 취약점",
            short100: "위험물의 보관 위치와 상수도·전력 등 기반시설의 취약점에 관한 사항",
            reason: "위험물과 기반시설의 위치·취약점에 관한 사항으로, 알려지면 범죄에 이용되어 많은 사람의 생명과 재산을 해칠 우려가 있습니다.",
            until: "위험물을 옮기거나 시설을 보강할 때까지(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_VULNERABLE],
            short10: "취약자안전",
            short30: "취약한 사람의 동선·거처",
            short100: "아동·홀로 사는 사람 등 보호가 필요한 사람의 동선, 시간대와 거처에 관한 사항",
            reason: "보호가 필요한 사람의 동선과 거처에 관한 사항으로, 알려지면 범죄의 대상이 되어 생명과 신체에 위험이 생길 우려가 있습니다.",
            until: "보호가 필요한 사정이 없어질 때까지(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_PLACE],
            short10: "위치보호",
            short30: "훼손·도난 우려 위치",
            short100: "훼손이나 도난의 우려가 있는 대상의 정확한 위치와 내부 구조",
            reason: "훼손이나 도난의 우려가 있는 대상의 위치와 구조에 관한 사항으로, 알려지면 도난과 사고로 이어져 보호에 현저한 지장이 있습니다.",
            until: "보호 조치를 마칠 때까지(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[],
            short10: "안전위해",
            short30: "생명·신체·재산 보호 지장",
            short100: "알려지면 범죄에 이용되어 생명·신체·재산 보호에 지장을 주는 사항",
            reason: "시설의 배치나 대응 방법이 알려지면 범죄에 이용되어 국민의 생명·신체·재산 보호에 현저한 지장을 줄 우려가 있습니다.",
            until: "시설이나 대응 방법을 바꿀 때까지(5년마다 재검토)",
            whole: false,
        },
    ],
    proviso: "설치 사실, 대수, 안내판 내용처럼 법령에 따라 알리는 사항은 공개합니다.",
    confusions: &[
        (1, "비밀로 지정되었거나 법령이 닫은 기록이면 제1호를 먼저 봅니다."),
        (2, "국가 차원의 안보 이익이면 제2호를, 시설과 사람의 안전이면 제3호를 듭니다."),
        (5, "배치가 알려져 범죄에 쓰이면 제3호를, 설치 여부를 아직 검토하는 중이면 제5호를 듭니다."),
    ],
    checks: &[
        "어느 위치·도면·방법이 어떤 범죄나 사고에 쓰일 수 있는지 적으십시오.",
        "영구로 두지 말고 시설을 바꿀 때 다시 검토하십시오.",
    ],
    examples: &[
        Example::Gets("청사 야간 순찰 시간표와 출입문 비밀번호 변경 내역"),
        Example::Gets("피해자 쉼터가 옮겨 간 곳의 위치와 약도"),
        Example::Gets("아이가 혼자 다니는 길과 시간대를 적은 귀가 지원 계획"),
        Example::Lacks("고정형 영상정보처리기기 설치 안내판 문안"),
        Example::Lacks("어린이 보호구역 안전 캠페인"),
        Example::Lacks("소방훈련 실시 안내"),
    ],
};
