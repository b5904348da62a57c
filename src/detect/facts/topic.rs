//! The kinds that are told by words: their lists, how strong a word must be, and what the drafter is told.

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::Score;
use crate::span::FoldSpan;
use crate::words::{Hit, List, attr};

/// How much a word tells by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// A fact wherever it is said of one person.
    Sure,
    /// A fact beside a person or a label.
    Near,
    /// A fact where it fills the place beside a person: a bracket behind the name, the end of a row.
    Slot,
    /// Only continues a phrase.
    More,
    /// None.
    Not,
}

/// A kind told by words.
pub(super) struct Topic {
    pub(super) kind: Kind,
    list: List,
    attrs: [u8; 4],
    slot: u8,
    pub(super) word_rule: &'static str,
    pub(super) word_why: &'static str,
    pub(super) label_rule: &'static str,
    pub(super) label_why: &'static str,
    pub(super) column_rule: &'static str,
    pub(super) column_why: &'static str,
    /// How sure a strong word beside its person is, and the name of the fact beside its value.
    pub(super) strong: Score,
    /// How sure everything weaker is.
    pub(super) weak: Score,
}

impl Topic {
    /// What the word is for this kind.
    pub(super) fn strength(&self, hit: &Hit) -> Option<Strength> {
        let attr = hit.attr(self.list)?;
        let [sure, near, more, _] = self.attrs;
        Some(if attr == sure {
            Strength::Sure
        } else if attr == near {
            Strength::Near
        } else if attr == self.slot {
            Strength::Slot
        } else if attr == more {
            Strength::More
        } else {
            Strength::Not
        })
    }
}

/// Heads that also stand over damage by fire and flood, over faults and wishes: what is below them is a fact only where a word says so.
const VAGUE: [&str; 4] = ["피해", "신고", "주호소", "처분결과"];

/// Whether what stands below or behind the label `name` is a fact of the topic: the label alone says so, or a word in `at` does.
pub(super) fn fits(page: &Page, topic: &Topic, name: u32, at: FoldSpan) -> bool {
    let vague =
        topic.kind == Kind::SensitiveCriminal && VAGUE.iter().any(|w| page.folded.starts_with(name as usize, w));
    !vague || page.hits_in(at).any(|h| topic.strength(h).is_some_and(|s| s != Strength::Not))
}

/// Whether a word tells of any kind.
pub(super) fn tells(hit: &Hit) -> bool {
    [List::FactHealth, List::FactCrime, List::FactBelief, List::FactWelfare, List::FactRecord, List::FactFamily]
        .iter()
        .any(|&l| hit.is(l))
}

/// Whether a fact of the topic is masked as far as its words tell it.
pub(super) const fn in_words(topic: &Topic) -> bool {
    matches!(topic.kind, Kind::SensitiveHealth | Kind::SensitiveCriminal | Kind::WelfareStatus | Kind::SensitiveBelief)
}

macro_rules! topic {
    ($kind:ident, $id:literal, $list:ident, $sure:ident $near:ident $more:ident $not:ident $slot:ident, $what:literal, $strong:literal, $weak:literal) => {
        Topic {
            kind: Kind::$kind,
            list: List::$list,
            attrs: [attr::$sure, attr::$near, attr::$more, attr::$not],
            slot: attr::$slot,
            word_rule: concat!($id, "/phrase"),
            word_why: concat!("특정인에 관한 ", $what, "이 적혀 있어 사생활이 드러납니다."),
            label_rule: concat!($id, "/label"),
            label_why: concat!("항목 이름 곁에 특정인의 ", $what, "이 적혀 있습니다."),
            column_rule: concat!($id, "/column"),
            column_why: concat!("사람마다 ", $what, "을 적은 칸입니다."),
            strong: $strong,
            weak: $weak,
        }
    };
}

/// All of them. How sure they are was measured: of the findings of the training texts at each level, so many were right.
pub(super) static ALL: [Topic; 6] = [
    topic!(SensitiveHealth, "sensitive_health", FactHealth, FACT_HEALTH_SURE FACT_HEALTH_NEAR FACT_HEALTH_MORE FACT_HEALTH_NOT FACT_HEALTH_SLOT, "질병·장애·진료 사실", 52, 40),
    topic!(SensitiveCriminal, "sensitive_criminal", FactCrime, FACT_CRIME_SURE FACT_CRIME_NEAR FACT_CRIME_MORE FACT_CRIME_NOT FACT_CRIME_SLOT, "범죄·수사 또는 피해 사실", 36, 24),
    topic!(SensitiveBelief, "sensitive_belief", FactBelief, FACT_BELIEF_SURE FACT_BELIEF_NEAR FACT_BELIEF_MORE FACT_BELIEF_NOT FACT_BELIEF_SLOT, "종교·정당·노조 등 신념에 관한 사실", 44, 24),
    topic!(WelfareStatus, "welfare_status", FactWelfare, FACT_WELFARE_SURE FACT_WELFARE_NEAR FACT_WELFARE_MORE FACT_WELFARE_NOT FACT_WELFARE_SLOT, "복지 수급 사실", 44, 26),
    topic!(PersonalRecord, "personal_record", FactRecord, FACT_RECORD_SURE FACT_RECORD_NEAR FACT_RECORD_MORE FACT_RECORD_NOT FACT_RECORD_SLOT, "징계·평정·성적 등 인사·학적 사실", 20, 16),
    topic!(FamilyStatus, "family_status", FactFamily, FACT_FAMILY_SURE FACT_FAMILY_NEAR FACT_FAMILY_MORE FACT_FAMILY_NOT FACT_FAMILY_SLOT, "가족·학력·경력 사실", 32, 12),
];
