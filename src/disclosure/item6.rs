//! 제6호: Personal data and private life.
//!
//! Personal data whose disclosure would invade private life. Officials on duty are not part of it (라목).

use super::ground::{Article, Example, Ground};
use crate::words::attr;

/// 제9조제1항제6호 as this program argues it.
pub(super) const ARTICLE: Article = Article {
    item: 6,
    name: "개인정보·사생활",
    grounds: &[
        Ground {
            topics: &[attr::MATTERS_HEALTH],
            short10: "건강정보",
            short30: "개인의 건강·장애",
            short100: "특정 개인의 질병·장애·치료 등 건강에 관한 사항",
            reason: "특정 개인의 건강과 치료에 관한 사항으로, 공개되면 당사자가 드러나 사생활의 비밀을 침해할 우려가 있습니다.",
            until: "당사자의 권리 보호가 필요한 동안(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_PETITION],
            short10: "민원인보호",
            short30: "민원인의 신원·내용",
            short100: "민원인을 알아볼 수 있는 인적사항과 민원 내용",
            reason: "민원인의 신원과 사정에 관한 사항으로, 공개되면 민원인이 드러나 사생활의 자유를 침해할 우려가 있습니다.",
            until: "민원인의 권리 보호가 필요한 동안(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_RECORD],
            short10: "인사·성적",
            short30: "개인의 성적·복무·처분",
            short100: "특정 개인의 성적, 복무, 처분 이력 등 평가에 관한 사항",
            reason: "특정 개인의 성적·복무·처분에 관한 사항으로, 공개되면 개인에 대한 평가가 드러나 사생활의 비밀을 침해할 우려가 있습니다.",
            until: "당사자의 권리 보호가 필요한 동안(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_FAMILY, attr::MATTERS_SURVEY],
            short10: "가정형편",
            short30: "개인의 가족·경제 사정",
            short100: "특정 개인의 가족관계, 소득과 생활 형편에 관한 사항",
            reason: "특정 개인의 가족과 경제 사정에 관한 사항으로, 공개되면 내밀한 사생활이 드러나 사생활의 비밀을 침해할 우려가 있습니다.",
            until: "당사자의 권리 보호가 필요한 동안(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_MEDICAL, attr::MATTERS_INFORMER],
            short10: "피해·상담",
            short30: "피해자·상담 내용",
            short100: "피해자와 상담을 받은 사람을 알아볼 수 있는 사항",
            reason: "피해와 상담에 관한 사항으로, 공개되면 당사자가 드러나 2차 피해와 사생활 침해가 생길 우려가 있습니다.",
            until: "당사자의 권리 보호가 필요한 동안(5년마다 재검토)",
            whole: false,
        },
        Ground {
            topics: &[],
            short10: "개인정보",
            short30: "개인을 알아볼 수 있는 정보",
            short100: "성명·연락처 등 특정 개인을 알아볼 수 있는 개인정보",
            reason: "특정 개인을 알아볼 수 있는 정보가 들어 있어, 공개되면 사생활의 비밀 또는 자유를 침해할 우려가 있으므로 그 부분을 제외합니다.",
            until: "당사자의 권리 보호가 필요한 동안(5년마다 재검토)",
            whole: false,
        },
    ],
    proviso: "법령에 따라 열람할 수 있는 정보(가목), 공표를 목적으로 한 정보(나목), 공익·권리구제에 필요한 정보(다목), 직무를 수행한 공무원의 성명·직위(라목), 위탁·위촉받은 개인의 성명·직업(마목)은 제외됩니다.",
    confusions: &[
        (1, "개별 법률에 누설 금지 조항이 있으면 제1호를 먼저 들고 제6호를 함께 듭니다."),
        (7, "사람의 사생활이면 제6호를, 영업의 비밀이면 제7호를 듭니다."),
    ],
    checks: &[
        "직무로 적힌 공무원의 성명과 직위까지 가리지 않았는지 보십시오.",
        "이름이 없어도 부서·직급·날짜·사유를 합쳐 한 사람이 드러나는지 보십시오.",
    ],
    examples: &[
        Example::Gets("병가 중인 직원의 항암 치료 일정에 맞춘 업무 대행 지정"),
        Example::Gets("이혼 후 아이를 혼자 키우는 학부모가 급식비 지원을 상담함"),
        Example::Gets("장학금 신청자 명단과 보호자 연락처"),
        Example::Lacks("개인정보 보호 교육 실시 안내"),
        Example::Lacks("민원 처리 현황 통계를 누리집에 게시"),
        Example::Lacks("정년퇴임식 개최 안내"),
    ],
};
