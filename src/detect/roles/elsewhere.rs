//! What the other mentions of a name say. Pooled over the draft as bits, so that no order matters.

use crate::sorted::Map;

use super::around::Around;
use super::evidence::Evidence;
use super::place::Place;
use crate::kind::Kind;
use crate::page::Page;
use crate::span::FoldSpan;

/// What stands beside the mentions of each name that occurs more than once.
#[derive(Default)]
pub(super) struct Elsewhere {
    names: Map<Vec<u16>, Said>,
}

/// The evidence that stands beside a name at least once, and at least twice.
#[derive(Default)]
struct Said {
    once: u128,
    twice: u128,
}

/// The places whose evidence is pooled.
const POOLED: [Place; 5] = [Place::Before, Place::After, Place::Column, Place::Row, Place::Before2];

impl Elsewhere {
    /// What stands beside the other mentions of the name at `at`; `own` is what stands beside this one.
    pub(super) fn of(&self, page: &Page, at: FoldSpan, own: &Around) -> u128 {
        let key = page.folded.units().get(at.range()).unwrap_or(&[]);
        self.names.get(key).map_or(0, |said| said.twice | said.once & !own.at(&POOLED))
    }
}

impl Evidence<'_> {
    /// Pools what stands beside the names that occur more than once.
    pub(super) fn pool(&self) -> Elsewhere {
        let units = self.page.folded.units();
        let mut mentions: Map<&[u16], Vec<FoldSpan>> = Map::new();
        for c in self.candidates.iter().filter(|c| c.kind == Kind::PersonName) {
            mentions.with(units.get(c.span.range()).unwrap_or(&[]), Vec::new, |spans| spans.push(c.span));
        }
        let mut names = Map::new();
        for (name, spans) in mentions.into_iter().filter(|(_, spans)| spans.len() > 1) {
            let mut said = Said::default();
            for span in spans {
                let mut around = Around::default();
                self.near(span, &mut around);
                let bits = around.at(&POOLED);
                said.twice |= said.once & bits;
                said.once |= bits;
            }
            names.insert(name.to_vec(), said);
        }
        Elsewhere { names }
    }
}
