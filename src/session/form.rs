//! What is suggested for the form, with the places it speaks of told by block.

use crate::sorted::Set;

use super::Session;
use super::shown::Piece;
use crate::disclosure::Disclosure;
use crate::disclosure::merge::same;
use crate::span::Span;
use crate::text::Utf16Map;

/// A place in a block, in UTF-16 units of its text.
pub type Place = Piece;

/// What is suggested for the form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The suggestion; its spans are left out.
    pub disclosure: Disclosure,
    /// The evidence of each item, in its order.
    pub evidence: Vec<Vec<Place>>,
    /// Where the attachments are named, in their order.
    pub attachments: Vec<Place>,
    /// The title, where it gives something away.
    pub title: Vec<Place>,
    /// What nothing speaks against, where the document is declared closed without need.
    pub free: Vec<Place>,
}

impl Form {
    /// Whether it speaks of a place in one of some blocks.
    pub(super) fn speaks_of(&self, blocks: &Set<u32>) -> bool {
        self.evidence
            .iter()
            .flatten()
            .chain(&self.attachments)
            .chain(&self.title)
            .chain(&self.free)
            .any(|p| blocks.contains(&p.block))
    }

    fn same(&self, other: &Self) -> bool {
        self.evidence == other.evidence
            && self.attachments == other.attachments
            && self.title == other.title
            && self.free == other.free
            && same(&self.disclosure, &other.disclosure)
    }
}

impl Session {
    /// Puts together what is suggested for the form; says whether it is not what it was.
    pub(super) fn reform(&mut self) -> bool {
        let mut disclosure = self.book.disclosure();
        self.policy.adapt(&mut disclosure);
        let form = self.placed(disclosure);
        let changed = !form.same(&self.form);
        self.form = form;
        changed
    }

    /// A suggestion with its places told by block.
    pub(super) fn placed(&self, mut disclosure: Disclosure) -> Form {
        disclosure.claim(&self.blocks.marks());
        let mut starts = Vec::with_capacity(self.book.chapters.len());
        let mut at = 0;
        for chapter in &self.book.chapters {
            starts.push(at);
            at += chapter.text.len();
        }
        let evidence = disclosure
            .items
            .iter_mut()
            .map(|i| std::mem::take(&mut i.evidence).into_iter().filter_map(|s| self.place(&starts, s)).collect())
            .collect();
        let attachments = disclosure.attachments.iter().filter_map(|a| self.place(&starts, a.span)).collect();
        disclosure.attachments.iter_mut().for_each(|a| a.span = Span { start: 0, end: 0 });
        let title = disclosure.title.take().and_then(|s| self.place(&starts, s)).into_iter().collect();
        let free = std::mem::take(&mut disclosure.free).into_iter().filter_map(|s| self.place(&starts, s)).collect();
        disclosure.parts.clear();
        if let Some(declared) = &mut disclosure.declared {
            declared.span = Span { start: 0, end: 0 };
        }
        Form { disclosure, evidence, attachments, title, free }
    }

    /// Where a span of the joined text stands: its piece in the block in which it begins. `starts` says where chapters begin.
    fn place(&self, starts: &[usize], span: Span) -> Option<Place> {
        let i = starts.partition_point(|&s| s <= span.start).checked_sub(1)?;
        let at = self.starts.get(i)?;
        let mut left = span.start - starts.get(i)? + at.skip;
        let mut place = self.blocks.slot(at.number)?.place;
        while left >= self.blocks.extent(place) && place + 1 < self.blocks.order.len() {
            left -= self.blocks.extent(place);
            place += 1;
        }
        let (number, slot) = self.blocks.at(place)?;
        let text = &slot.block.text;
        let own = Span { start: left.min(text.len()), end: (left + span.end - span.start).min(text.len()) };
        let units = Utf16Map::new(text).span(own);
        Some(Place { block: number, start: units.start as u32, end: units.end as u32 })
    }
}
