//! The line, cell and column that a mention stands in, and what heads them.

use super::Mention;
use super::context::Numbers;
use super::features::Feature;
use super::tails::Tail;
use crate::kind::Kind;
use crate::page::cells::{Cut, NONE};
use crate::page::{Page, Place};
use crate::text::Class;

/// Reads the line, cell and column of a mention.
pub(super) fn look_around(
    page: &Page,
    m: &mut Mention,
    index: usize,
    cell: usize,
    numbers: &Numbers,
    slots: &mut Slots,
) {
    let folded = &page.folded;
    let (Some(line), Some(cell)) = (page.lines.get(index), page.cells.get(cell)) else { return };
    let at = m.span();
    let f = &mut m.features;
    f.when(Feature::HeaderLine, line.header);
    let whole = cell.start == m.start && (cell.end == m.end || (cell.end == m.after && m.tail != Tail::Core));
    if line.cut == Cut::Whole {
        let mut end = line.end;
        while end > m.end && folded.class(end as usize - 1) == Class::Space {
            end -= 1;
        }
        f.when(Feature::LineWhole, f.has(Feature::LineStart) && end == m.after);
        if f.has(Feature::LineWhole)
            && let Some(next) = page.lines.get(index + 1)
        {
            f.when(Feature::NumberBelow, numbers.between(next.start, next.start + 3));
        }
        m.slot = slots.of(page, line.start, m.start);
    } else {
        f.when(Feature::CellWhole, whole && line.cut != Cut::Words);
        m.slot = if line.cut == Cut::Words {
            slots.of(page, line.start, m.start)
        } else {
            32 + (page_slot(cell, page, line))
        };
    }
    if cell.row_head == NONE
        && cell.head_from == NONE
        && !f.any(&[Feature::LineStart])
        && !has_label_before(page, line.start, m.start)
    {
        return;
    }
    let labels = page.labels(at);
    let mut other = false;
    for (hit, place) in labels.iter() {
        let own = hit.labels(Kind::PersonName);
        match (place, own) {
            (Place::Row, true) => f.on(Feature::Row),
            (Place::Column, true) => f.on(Feature::Column),
            (Place::Loose, true) => f.on(Feature::Loose),
            (Place::Line | Place::Near, true) => f.on(Feature::LineLabel),
            (Place::Column, false) => other = true,
            _ => {}
        }
    }
    // The word that stands as far along its row as the header of names along its own, in a row that may have lost or gained cells.
    if whole && cell.head_from != NONE && f.any(&[Feature::Column, Feature::Loose]) {
        let own = page.cells.get(line.cells()).unwrap_or(&[]);
        let place = own.iter().take_while(|c| c.start < cell.start).count() as u32;
        let base = own.first().map_or(NONE, |c| c.head_from);
        let head =
            base.checked_add(place).filter(|h| *h < cell.head_to.max(base)).and_then(|h| page.cells.get(h as usize));
        let named = head.is_some_and(|h| page.hits_in(h.span()).any(|h| h.labels(Kind::PersonName)));
        f.when(Feature::ColumnWhole, named || f.has(Feature::Column));
    }
    // A column that is known and announces something else.
    if cell.exact() && !f.has(Feature::Column) {
        let head = page.cells.get(cell.head_from as usize).is_some_and(|c| c.is_label);
        f.when(Feature::OtherColumn, other || head);
    }
    if (f.has(Feature::Column) || f.has(Feature::Row)) && !whole && line.cut != Cut::Words {
        // Under a name's header, but with other words in the cell.
        let share = (m.after - m.start) * 2 >= cell.end - cell.start || cell.start == m.start;
        if !share {
            f.set(Feature::Column, f.get(Feature::Column) / 2);
            f.set(Feature::Row, f.get(Feature::Row) / 2);
        }
    }
    if f.has(Feature::Loose) {
        // The name of a row stands early in it, or beside a number.
        f.when(Feature::NumberNear, numbers.between(m.after, m.after + 2));
    }
}

fn has_label_before(page: &Page, from: u32, at: u32) -> bool {
    page.hits_before(at).take(3).any(|h| h.start >= from && h.end + 40 >= at && h.labels(Kind::PersonName))
}

/// How many cells of its line stand before a cell, at most 24.
fn page_slot(cell: &crate::page::Cell, page: &Page, line: &crate::page::Line) -> u8 {
    page.cells[line.cells()].iter().take(24).take_while(|c| c.start < cell.start).count() as u8
}

/// How many words stand before a place in its line, counted on from place to place.
#[derive(Default)]
pub(super) struct Slots {
    line: u32,
    at: u32,
    words: u8,
    inside: bool,
}

impl Slots {
    /// The words before `at`, at most 20; 63 where the line begins too far before.
    fn of(&mut self, page: &Page, line: u32, at: u32) -> u8 {
        if at.saturating_sub(60) > line {
            return 63;
        }
        if self.line != line || self.at > at || self.at < line {
            *self = Self { line, at: line, words: 0, inside: false };
        }
        for class in page.folded.classes().get(self.at as usize..at as usize).unwrap_or(&[]) {
            let space = matches!(class, Class::Space | Class::Tab);
            self.words += u8::from(self.inside && space);
            self.inside = !space;
        }
        self.at = at;
        self.words.min(20)
    }
}
