//! Lists of places and things whose names end alike: 새재, 소태재, 한티재. What ends like something beside it that cannot be a person's name is
//! no person's name either.

use super::tables;
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;

/// How many items are looked at to either side.
const ITEMS: usize = 4;
/// How many syllables an item has at most.
const LONG: usize = 6;

/// Whether an item of the list in which a mention stands ends with the same syllable and is no name.
pub(super) fn ends_like_things(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let last = f.unit(at.end as usize - 1);
    let other = |start: usize, end: usize| {
        let long = end - start;
        let name = tables::is_surname(f.unit(start)) && matches!(long, 2..=4);
        long >= 2 && f.unit(end - 1) == last && !name
    };
    let mut end = at.start as usize;
    for _ in 0..ITEMS {
        let Some(stop) = gap_before(page, end) else { break };
        let start = (stop.saturating_sub(LONG)..stop)
            .rev()
            .find(|&i| f.class(i) != Class::Hangul)
            .map_or(stop.saturating_sub(LONG), |i| i + 1);
        if start == stop {
            break;
        }
        if other(start, stop) {
            return true;
        }
        end = start;
    }
    let mut start = at.end as usize;
    for _ in 0..ITEMS {
        let Some(from) = gap_behind(page, start) else { break };
        let end = (from..from + LONG).find(|&i| f.class(i) != Class::Hangul).unwrap_or(from + LONG);
        if end == from {
            break;
        }
        if other(from, end) {
            return true;
        }
        start = end;
    }
    false
}

/// Where the item before a comma or a dot in front of `at` ends.
fn gap_before(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    let mark = at.checked_sub(1 + usize::from(at > 0 && f.unit(at - 1) == 0x20))?;
    parts(f.unit(mark)).then_some(mark)
}

/// Where the item behind a comma or a dot begins.
fn gap_behind(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    parts(f.unit(at)).then(|| at + 1 + usize::from(f.unit(at + 1) == 0x20))
}

const fn parts(unit: u16) -> bool {
    matches!(unit, 0x2C | 0xB7)
}
