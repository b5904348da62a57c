//! Which labels speak for a place in the draft.

use super::Page;
use super::cells::NONE;
use crate::kind::Kind;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

/// How a label reaches a value, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Directly before it: nothing but a particle, a colon, brackets or a short word between.
    Near,
    /// In the cell that announces it.
    Row,
    /// At the head of its column.
    Column,
    /// Before it in the same cell or line, with other things between.
    Line,
    /// At the head of a column that may be its own.
    Loose,
}

/// The labels that speak for a span; at most twelve.
#[derive(Clone, Copy, Debug, Default)]
pub struct Labels {
    found: [Option<(Hit, Place)>; 12],
    len: usize,
}

impl Labels {
    fn push(&mut self, hit: Hit, place: Place) {
        if self.len < self.found.len() {
            self.found[self.len] = Some((hit, place));
            self.len += 1;
        }
    }

    /// All of them: those before it in the line nearest first, then row head, then column head.
    pub fn iter(&self) -> impl Iterator<Item = (Hit, Place)> + '_ {
        self.found[..self.len].iter().flatten().copied()
    }

    /// Where the best label of `kind` stands.
    pub fn of(&self, kind: Kind) -> Option<Place> {
        self.iter().filter(|(h, _)| h.labels(kind)).map(|(_, p)| p).min()
    }

    /// Where the best word of `list` with `attr` stands.
    pub fn has(&self, list: List, attr: u8) -> Option<Place> {
        self.iter().filter(|(h, _)| h.has(list, attr)).map(|(_, p)| p).min()
    }

    /// Where the best word of `list` stands.
    pub fn any(&self, list: List) -> Option<Place> {
        self.iter().filter(|(h, _)| h.is(list)).map(|(_, p)| p).min()
    }

    /// The label that decides: the nearest one, a row head or column head counting before distant ones.
    pub fn decisive(&self) -> Option<(Hit, Place)> {
        self.iter().min_by_key(|(h, p)| (*p, u32::MAX - h.end))
    }

    /// Whether the label that decides is one of other things and none of `kind` stands as near.
    pub fn refute(&self, kind: Kind) -> bool {
        match (self.any(List::OtherLabels), self.of(kind)) {
            (Some(other), Some(own)) => other < own,
            (Some(other), None) => other <= Place::Column,
            _ => false,
        }
    }
}

fn speaks(hit: &Hit) -> bool {
    hit.is(List::Labels) || hit.is(List::OtherLabels)
}

/// How far before a value a label may stand in its line, in folded units.
const REACH: u32 = 40;

/// Collects the labels that speak for a span.
pub(super) fn of(page: &Page, at: FoldSpan) -> Labels {
    let mut labels = Labels::default();
    if page.cells.is_empty() {
        return labels;
    }
    let cell = page.cell(at.start);
    let line = page.lines[cell.line as usize];
    // Cells cut at single spaces are words of one line.
    let left = match line.cut {
        super::cells::Cut::Marks | super::cells::Cut::Columns => cell.start,
        _ => line.start,
    };
    let mut before = 0;
    for hit in page.hits_before(at.start) {
        if hit.start < left || hit.end + REACH < at.start || before == 4 {
            break;
        }
        if !speaks(hit) || in_note(page, hit, at.start) {
            continue;
        }
        let place = if before == 0 && near(page, hit.end, at.start) { Place::Near } else { Place::Line };
        labels.push(*hit, place);
        before += 1;
    }
    if cell.row_head != NONE {
        let head = page.cells[cell.row_head as usize];
        for hit in page.hits_in(head.span()).filter(|h| speaks(h)).take(2) {
            labels.push(*hit, Place::Row);
        }
    }
    if cell.head_from != NONE {
        let place = if cell.exact() { Place::Column } else { Place::Loose };
        for head in page.cells[cell.head_from as usize..cell.head_to as usize].iter().take(HEADS) {
            for hit in page.hits_in(head.span()).filter(|h| speaks(h)).take(2) {
                labels.push(*hit, place);
            }
        }
    }
    labels
}

/// How many heads that may be a cell's own are looked at.
const HEADS: usize = 48;

/// Whether a word stands in the note in brackets behind a label, `학번(재학생에 한함): 20…`: the label speaks, not the note.
fn in_note(page: &Page, hit: &Hit, to: u32) -> bool {
    let f = &page.folded;
    let mut open = hit.start;
    while open > 0 && hit.start - open < 10 && matches!(f.class(open as usize - 1), Class::Hangul | Class::Space) {
        open -= 1;
    }
    let closes = |i: &u32| f.unit(*i as usize) == 0x29;
    let closed = (hit.end..to.min(hit.end + 12)).find(closes).is_some_and(|i| i + 1 < to);
    open > 0
        && f.unit(open as usize - 1) == 0x28
        && closed
        && page.hits_before(open - 1).take(3).any(|h| h.end + 1 == open && speaks(h))
}

/// Whether only a short bridge stands between a label and its value: a particle, 번호, a colon, brackets, 는/은/이/가, a word or two without
/// digits and without the end of a sentence.
fn near(page: &Page, from: u32, to: u32) -> bool {
    if to < from || to - from > 16 {
        return false;
    }
    let (mut letters, mut i) = (0, from);
    while i < to {
        match page.folded.class(i as usize) {
            Class::Digit | Class::Newline | Class::Tab => return false,
            Class::Hangul | Class::Latin | Class::Hanja => letters += 1,
            _ => match page.folded.unit(i as usize) {
                0x2C | 0x3B | 0x7C => return false,
                // The end of a sentence; not that of No.
                0x2E if page.folded.class(i as usize + 1) == Class::Space
                    && !matches!(page.folded.unit_before(i as usize), 0x4F | 0x6F) =>
                {
                    return false;
                }
                _ => {}
            },
        }
        i += 1;
    }
    letters <= 8
}
