//! What a disclosure officer would enter for a draft: level, items, reasons, ends, parts.
//!
//! `suggest` reads a page and its findings, never the patterns of kinds. `features` and `matter` tell what a text is about; `item1` …
//! `item8` say on what grounds an item stands; `weigh` puts both together; `until`, `form`, `parts` and `advice` fill the rest of the form.
//! Everything is a suggestion: the drafter and the one who approves decide.

mod advice;
pub mod features;
pub mod form;
pub mod genre;
pub mod ground;
mod item1;
mod item2;
mod item3;
mod item4;
mod item5;
mod item6;
mod item7;
mod item8;
pub mod level;
pub mod marked;
pub mod matter;
pub mod merge;
mod parts;
pub mod passages;
mod until;
mod weigh;
pub mod whole;

use crate::finding::Finding;
use crate::page::Page;
use crate::span::Span;

pub use advice::{Advice, Declared, Remedy};
pub use ground::{Article, Example, Ground};
pub use marked::{Marked, PublicCopy, mark};
pub use weigh::{suggest, suggest_told, suggest_with};

/// The items of Article 9(1) as this program argues them, in order.
pub static ARTICLES: [Article; 8] = [
    item1::ARTICLE,
    item2::ARTICLE,
    item3::ARTICLE,
    item4::ARTICLE,
    item5::ARTICLE,
    item6::ARTICLE,
    item7::ARTICLE,
    item8::ARTICLE,
];

/// 공개구분: how much of a draft may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 공개
    #[default]
    Open,
    /// 부분공개
    Partial,
    /// 비공개
    Closed,
}

impl Level {
    /// The stable name used in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partial => "partial",
            Self::Closed => "closed",
        }
    }

    /// The name a drafter reads.
    pub const fn name_ko(self) -> &'static str {
        match self {
            Self::Open => "공개",
            Self::Partial => "부분공개",
            Self::Closed => "비공개",
        }
    }
}

/// An item that is suggested.
#[derive(Clone, Debug)]
pub struct Item {
    /// 1 to 8.
    pub item: u8,
    /// How sure, in hundredths.
    pub score: u8,
    /// The ground: texts of several lengths, proviso and checks hang on it.
    pub ground: &'static Ground,
    /// The sentence for the form, with what decides where two items are confused.
    pub reason: String,
    /// When the restriction ends: a date the draft states, else the event.
    pub until: String,
    /// The date alone, where the draft states one: year (0 where it is not said), month, day.
    pub date: Option<(u16, u8, u8)>,
    /// What speaks for it, sorted by start; at most twenty.
    pub evidence: Vec<Span>,
}

impl Item {
    /// What may stand against the item by the statute itself.
    pub fn proviso(&self) -> &'static str {
        self.article().proviso
    }

    /// What to look at before the item is entered.
    pub fn checks(&self) -> &'static [&'static str] {
        self.article().checks
    }

    fn article(&self) -> &'static Article {
        &ARTICLES[usize::from(self.item.clamp(1, 8)) - 1]
    }
}

/// What is suggested for an attachment that the draft names.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Where it is named.
    pub span: Span,
    /// What is suggested for it.
    pub level: Level,
    /// The items that speak against publishing it.
    pub items: Vec<u8>,
}

/// What is suggested for a draft.
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// How much may be published.
    pub level: Level,
    /// The items, highest score first; empty exactly when the level is open.
    pub items: Vec<Item>,
    /// The attachments that the draft names, in order.
    pub attachments: Vec<Attachment>,
    /// Ways to publish more, the gentlest first.
    pub remedies: Vec<Remedy>,
    /// What the drafter should look at.
    pub advice: Vec<Advice>,
    /// The level and items that the draft itself states.
    pub declared: Option<Declared>,
    /// Which public copies the agency's system takes: what is said for some remedies depends on it.
    pub public_copy: PublicCopy,
    /// The title, where it gives something away.
    pub title: Option<Span>,
    /// Where the draft is declared closed without need: the stretches that nothing speaks against, at most twenty.
    pub free: Vec<Span>,
    /// The stretches proposed as `restricted_part`, with their item; `parts::findings` makes findings of them.
    pub parts: Vec<(Span, u8)>,
}

/// The proposed parts as review findings between the findings that stand already; none is displaced.
pub fn add_parts(page: &Page, disclosure: &Disclosure, findings: &mut Vec<Finding>) {
    parts::add(page, disclosure, findings);
}
