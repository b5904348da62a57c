//! Classes of words that tell what part somebody plays: those of `roles.txt`, and some lists that are classes of their own.

use crate::kind::Kind;
use crate::words::{Hit, List, Tag, attr};

/// How many classes of words there are.
pub(super) const WORD_CLASSES: usize = 63;
/// The first class that is a list of its own.
const OTHER_LISTS: u8 = 55;
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

/// What words say: classes of `roles.txt` as bits, and hints of other lists.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) classes: u64,
    pub(super) hints: u64,
    /// What the text is about, by `matters.txt`.
    pub(super) matters: u64,
}

impl Said {
    /// What some words say together.
    pub(super) fn of<'a>(hits: impl Iterator<Item = &'a Hit>) -> Self {
        hits.fold(Self::default(), |said, h| said.with(h.tags()))
    }

    /// What is said with a further word.
    pub(super) fn with(mut self, tags: &[Tag]) -> Self {
        self.classes |= of(tags);
        for t in tags {
            match t.list {
                List::Matters => self.matters |= 1 << t.attr.min(63),
                _ => self.hints |= hint(*t).map_or(0, |h| 1 << h),
            }
        }
        self
    }
}

/// How many matters there may be.
pub(super) const MATTERS: usize = 64;
/// How many hints there are.
pub(super) const HINTS: usize = 34;
/// The first hint that no word gives: who holds the value by the words around it, in the order of `Holder`.
pub(super) const HELD: usize = 24;
/// At least three names stand in one list.
pub(super) const LISTED: usize = 28;
/// What is judged is a point on the map; its finder takes it for that of a facility.
pub(super) const POINT: usize = 29;
pub(super) const FACILITY: usize = 30;
/// Whose name stands beside a number or an address: one that stays, that goes, that is to be looked at.
pub(super) const STAYING: usize = 31;
pub(super) const GOING: usize = 32;
pub(super) const DOUBTED: usize = 33;

/// The hint of a word of another list: who holds something, what somebody is called, what kind of data a label announces.
fn hint(tag: Tag) -> Option<u8> {
    match tag.list {
        List::Holders => Some(tag.attr),
        List::Persons => Some(11),
        List::Titles => Some(12 + tag.attr),
        List::Labels if tag.attr == Kind::Address as u8 || tag.attr == Kind::GeoPoint as u8 => Some(19),
        List::Labels if tag.attr == Kind::Landline as u8 => Some(20),
        List::Labels if tag.attr == Kind::PersonName as u8 => Some(21),
        List::Labels if PRIVATE.iter().any(|&k| k as u8 == tag.attr) => Some(22),
        List::Buildings => Some(23),
        _ => None,
    }
    .filter(|&h| usize::from(h) < HELD)
}

/// What only persons have.
const PRIVATE: [Kind; 9] = [
    Kind::Rrn,
    Kind::Frn,
    Kind::Passport,
    Kind::DriverLicense,
    Kind::StudentNo,
    Kind::BirthDate,
    Kind::Mobile,
    Kind::BankAccount,
    Kind::SensitiveHealth,
];

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
        attr::ROLES_UNIT => "업무 조직 이름",
        _ => return None,
    })
}
