//! What tells whose a number, an address or a point on the map is, beside what tells it of a name: what it holds itself, and whose name
//! stands near.

use super::around::Around;
use super::class::{DOUBTED, FACILITY, GOING, POINT, STAYING, Said};
use super::evidence::Evidence;
use super::place::Place;
use super::shape::Shape;
use crate::kind::{Action, Kind};
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;

impl Evidence<'_> {
    /// What an address itself holds: a unit (호, 층), a road, a building.
    pub(super) fn inside(&self, at: FoldSpan, out: &mut Around) {
        let f = &self.page.folded;
        let first = self.candidates.partition_point(|c| c.span.start < at.start);
        let own = self.candidates[first..].iter().take_while(|c| c.span.start == at.start).find(|c| c.span == at);
        if own.is_some_and(|c| c.kind != Kind::PersonName) {
            self.owner(at, first, out);
        }
        match own.map(|c| c.kind) {
            Some(Kind::GeoPoint) if own.is_some_and(|c| c.action == Action::Keep) => out.hint(FACILITY, Place::Before),
            Some(Kind::Address) => out.words(Said::of(self.page.hits_in(at)), Place::Else),
            Some(Kind::GeoPoint) => out.hint(POINT, Place::Before),
            _ => {}
        }
        for i in at.start as usize + 1..at.end as usize {
            if matches!(f.unit(i), 0xD638 | 0xCE35) && f.class(i - 1) == Class::Digit {
                out.shape(Shape::Unit, Place::Cell);
            }
            if matches!(f.unit(i), 0xB85C | 0xAE38) && f.class(i + 1) != Class::Hangul {
                out.shape(Shape::Road, Place::Cell);
            }
        }
    }

    /// Whose name stands nearest to a number or an address: before it in its line, shortly behind it, or in the three lines above.
    /// `index` is where it stands among the candidates.
    fn owner(&self, at: FoldSpan, index: usize, out: &mut Around) {
        let line = self.page.line(at.start);
        let top = self.page.line_index(at.start).saturating_sub(3);
        let above = self.page.lines.get(top).map_or(0, |l| l.start);
        let name = |c: &&Candidate| c.kind == Kind::PersonName;
        let hint = |c: &Candidate| match c.action {
            Action::Keep => STAYING,
            Action::Mask => GOING,
            Action::Review => DOUBTED,
        };
        let before = self.candidates[..index].iter().rev().take(8).take_while(|c| c.span.start >= above).find(name);
        if let Some(c) = before {
            let place = match at.start.saturating_sub(c.span.end) {
                _ if c.span.start < line.start => Place::LineAbove,
                0..=3 => Place::Before,
                4..=16 => Place::Before2,
                _ => Place::Before3,
            };
            out.hint(hint(c), place);
        }
        let behind = self.candidates[index..].iter().skip(1).take(4).take_while(|c| c.span.start < line.end).find(name);
        if let Some(c) = behind {
            out.hint(hint(c), if c.span.start <= at.end + 3 { Place::After } else { Place::After2 });
        }
    }
}
