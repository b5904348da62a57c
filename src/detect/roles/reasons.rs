//! The sentence a drafter reads: why a name stays or goes, by the row of the contract that it fits.

use std::borrow::Cow;

use super::around;
use super::evidence::Readings;
use super::shape::Shape;

/// Who stays without being an official: the sentences below say it.
const OTHERS: [&str; 3] = [
    "계약·허가 등의 상대방인 법인의 대표자로 보입니다.",
    "위촉되었거나 명단이 공개된 위원으로 보입니다.",
    "널리 알리는 글에 나오는 사람으로 보입니다.",
];

/// Whether a name that stays by this rule and for this reason is that of an official on duty.
pub fn is_official(rule: &str, why: &str) -> bool {
    matches!(rule, "person_name/approval" | "person_name/role") && !OTHERS.contains(&why)
}

/// Why a name stays: the first reading that holds, else the evidence that weighed most.
pub(super) fn stays(readings: Readings, top: u16) -> Cow<'static, str> {
    const READINGS: [(Shape, &str); 8] = [
        (Shape::Approves, "결재선에 적힌 공무원의 이름이므로 그대로 둡니다."),
        (Shape::Council, "의회에서 직무를 수행한 의원 등의 이름으로 보입니다."),
        (Shape::OfficeTitled, "직위나 부서와 함께 적힌, 직무를 수행한 공무원의 이름으로 보입니다."),
        (Shape::HandlesPlainly, "업무를 맡은 사람으로 적힌 이름이므로 직무를 수행한 공무원으로 보입니다."),
        (Shape::RepOfContract, OTHERS[0]),
        (Shape::CommitteeOpen, OTHERS[1]),
        (Shape::Quoted, OTHERS[2]),
        (Shape::OnRoster, "근무 편성에 적힌, 직무를 수행한 사람으로 보입니다."),
    ];
    if let Some((_, why)) = READINGS.iter().find(|(shape, _)| readings.has(*shape)) {
        return Cow::Borrowed(why);
    }
    match around::korean(top) {
        Some((place, class)) => {
            Cow::Owned(format!("직무를 수행한 공무원 등 그대로 둘 사람으로 보입니다({place} {class})."))
        }
        None => Cow::Borrowed("직무를 수행한 공무원 등 그대로 둘 사람으로 보입니다."),
    }
}

/// Why a name goes.
pub(super) fn goes(readings: Readings) -> &'static str {
    const READINGS: [(Shape, &str); 7] = [
        (Shape::InCompany, "업체에 속한 사람으로 보입니다."),
        (Shape::CommitteeShut, "결정하는 과정의 위원이나 발언자로 보입니다."),
        (Shape::CompanyStaff, "업체에 속한 사람으로 보입니다."),
        (Shape::RepElsewhere, "계약이나 허가의 결과가 아닌 곳에 적힌 대표자로 보입니다."),
        (Shape::Afflicted, "징계·휴직 등의 당사자인 공무원으로 보입니다."),
        (Shape::SubjectOfDraft, "징계·휴직 등의 당사자인 공무원으로 보입니다."),
        (Shape::DataUntitled, "그 사람의 개인정보가 곁에 적혀 있습니다."),
    ];
    READINGS
        .iter()
        .find(|(shape, _)| readings.has(*shape))
        .map_or("직무를 수행한 공무원이라는 근거가 없습니다.", |(_, why)| why)
}
