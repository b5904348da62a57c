//! 제4호: Trials, investigations, sentences.
//!
//! Running trials and investigations, crime prevention, the execution of sentences. Over when the case is final.

use super::ground::{Article, Example, Ground};
use crate::words::attr;

/// 제9조제1항제4호 as this program argues it.
pub(super) const ARTICLE: Article = Article {
    item: 4,
    name: "재판·수사·형 집행",
    grounds: &[
        Ground {
            topics: &[attr::MATTERS_TRIAL],
            short10: "소송진행",
            short30: "진행 중 재판의 대응 방침",
            short100: "진행 중인 재판의 쟁점 검토, 증거와 대응 방침에 관한 사항",
            reason: "진행 중인 재판의 쟁점과 대응 방침에 관한 사항으로, 알려지면 상대방이 이를 이용하여 공정한 재판과 소송수행에 구체적인 지장이 있습니다.",
            until: "재판이 확정될 때까지",
            whole: true,
        },
        Ground {
            topics: &[attr::MATTERS_PRISON],
            short10: "형집행교정",
            short30: "형 집행·교정·보호관찰",
            short100: "형의 집행, 교정과 보호관찰의 계호·처우 방법에 관한 사항",
            reason: "형 집행과 교정에 관한 사항으로, 알려지면 도주와 반입 등에 이용되어 그 직무수행을 현저히 곤란하게 합니다.",
            until: "형 집행이나 보호관찰이 끝날 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_PATROL],
            short10: "범죄예방",
            short30: "단속·범죄예방 활동",
            short100: "단속 시기와 장소, 방법 등 범죄의 예방과 적발에 관한 사항",
            reason: "단속의 시기와 방법에 관한 사항으로, 미리 알려지면 대상자가 피하거나 증거를 없애 범죄의 예방과 수사가 현저히 곤란해집니다.",
            until: "단속을 마칠 때까지",
            whole: false,
        },
        Ground {
            topics: &[attr::MATTERS_PROBE],
            short10: "수사진행",
            short30: "진행 중 수사·고발",
            short100: "수사의뢰·고발 검토와 수사 협조 내용 등 진행 중인 수사에 관한 사항",
            reason: "진행 중인 수사와 고발에 관한 사항으로, 알려지면 증거를 없애거나 진술을 맞출 우려가 있어 수사와 공소 유지가 현저히 곤란해집니다.",
            until: "수사가 종결되거나 재판이 확정될 때까지",
            whole: true,
        },
        Ground {
            topics: &[],
            short10: "수사·재판",
            short30: "재판·수사 진행 사항",
            short100: "진행 중인 재판이나 수사에 관한 사항",
            reason: "진행 중인 재판·수사에 관한 사항으로, 알려지면 그 직무수행을 현저히 곤란하게 하거나 공정한 재판을 해칠 상당한 이유가 있습니다.",
            until: "재판 확정 또는 수사 종결 때까지",
            whole: false,
        },
    ],
    proviso: "재판이나 수사 중이라는 사실만으로는 해당하지 않으며, 종결되면 공개 대상이 됩니다.",
    confusions: &[(
        5,
        "수사와 재판이면 제4호를, 행정 감사와 점검이면 제5호를 듭니다. 고발한 뒤의 감사자료는 둘 다 검토합니다.",
    )],
    checks: &[
        "공개되면 심리나 수사에 어떤 영향이 있는지 구체적으로 적으십시오.",
        "사건번호는 남기고 쟁점과 대응 방침만 가릴 수 있는지 보십시오.",
    ],
    examples: &[
        Example::Gets("진행 중인 손해배상 소송에서 과실은 다투지 않고 소멸시효를 주장할 방침임"),
        Example::Gets("횡령 혐의 수사의뢰 검토: 본인이 알면 장부를 없앨 수 있어 접수 전까지 알리지 않음"),
        Example::Gets("경찰 잠복 단속에 협조하기 위한 시간과 장소"),
        Example::Lacks("확정된 판결에 따른 배상금 지급 완료"),
        Example::Lacks("범죄예방 홍보 캠페인 안내"),
        Example::Lacks("무료 법률상담의 날 운영 안내"),
    ],
};
