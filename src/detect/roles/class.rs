//! Classes of words that tell what part somebody plays: those of `roles.txt`, and some lists that are classes of their own.

use crate::words::{List, Tag, attr};

/// How many classes of words there are.
pub(super) const WORD_CLASSES: usize = 60;
/// The first class that is a list of its own.
const OTHER_LISTS: u8 = 52;
/// The lists that are classes of their own: words of facts about persons, banks.
const LISTS: [List; 8] = [
    List::FactHealth,
    List::FactCrime,
    List::FactMoney,
    List::FactWelfare,
    List::FactFamily,
    List::FactRecord,
    List::FactBelief,
    List::Banks,
];

/// Classes that say that somebody acts in an office when they stand before a name.
pub(super) const DUTIES: u128 = set(&[
    attr::ROLES_OFFICIAL,
    attr::ROLES_UNIFORM,
    attr::ROLES_ELECTED,
    attr::ROLES_TEACHER,
    attr::ROLES_JUDGE,
    attr::ROLES_RANK,
    attr::ROLES_DUTY,
    attr::ROLES_APPROVAL,
]);
/// The same behind a name.
pub(super) const TITLES: u128 = set(&[
    attr::ROLES_OFFICIAL,
    attr::ROLES_UNIFORM,
    attr::ROLES_ELECTED,
    attr::ROLES_TEACHER,
    attr::ROLES_JUDGE,
    attr::ROLES_RANK,
]);
/// Classes of private persons and of parts that go.
pub(super) const PARTIES: u128 = set(&[
    attr::ROLES_SUBJECT,
    attr::ROLES_PETITION,
    attr::ROLES_EVALUATOR,
    attr::ROLES_COMPANY,
    attr::ROLES_EXPERT,
    attr::ROLES_LAWYER,
    attr::ROLES_VILLAGE,
]);
/// What is said to a private person.
pub(super) const HONORED: u128 = set(&[attr::ROLES_PRIVATE_HON]);
/// Discipline, leave, appraisal.
pub(super) const DISCIPLINE: u128 = set(&[attr::ROLES_DISCIPLINE]);

/// One bit for each of some classes of words.
const fn set(classes: &[u8]) -> u128 {
    let (mut bits, mut i) = (0, 0);
    while i < classes.len() {
        bits |= 1 << classes[i];
        i += 1;
    }
    bits
}

/// The classes of a word, as bits.
pub(super) fn of(tags: &[Tag]) -> u64 {
    tags.iter().fold(0, |bits, t| {
        let class = match t.list {
            List::Roles => Some(t.attr),
            list => LISTS.iter().position(|&l| l == list).map(|p| OTHER_LISTS + p as u8),
        };
        class.map_or(bits, |c| bits | 1 << c)
    })
}

/// What a class is called in a reason.
pub(super) fn korean(class: usize) -> Option<&'static str> {
    Some(match class as u8 {
        attr::ROLES_OFFICIAL
        | attr::ROLES_RANK
        | attr::ROLES_MIXED
        | attr::ROLES_UNIFORM
        | attr::ROLES_TEACHER
        | attr::ROLES_JUDGE
        | attr::ROLES_ELECTED => "직급·직위",
        attr::ROLES_DUTY | attr::ROLES_APPROVAL => "담당·결재 표시",
        attr::ROLES_APPOINT => "위촉·임명",
        attr::ROLES_COMPANY | attr::ROLES_CONTRACT => "업체·계약 표시",
        attr::ROLES_PUBLIC => "보도·작품 표시",
        attr::ROLES_COMMITTEE | attr::ROLES_EVALUATOR | attr::ROLES_MINUTES => "위원·심의 표시",
        attr::ROLES_OFFICIAL_HEAD => "직급·소속 칸",
        attr::ROLES_ROSTER_CTX | attr::ROLES_PLAN_CTX => "업무 표시",
        _ => return None,
    })
}
