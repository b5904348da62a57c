//! One walk over the anchors of a page: groups of digits, words, marks. Each is handed to the kinds that asked for it.

use crate::kinds::SPECS;
use crate::page::{Numbers, Page};
use crate::rule::{FromDigits, Gate, Sink};
use crate::words::List;

/// Collects the candidates of all kinds whose bit is set in `wanted` (bit = `Kind as u8`).
pub fn collect(page: &Page, wanted: u64, sink: &mut Sink) {
    let mut finders: Vec<(Gate, FromDigits, bool)> = Vec::with_capacity(SPECS.len());
    for spec in SPECS.iter().filter(|s| wanted >> (s.kind as u8) & 1 == 1) {
        if let Some((gate, find)) = spec.digits {
            finders.push((gate, find, spec.spoken));
        }
    }
    from_digits(page, &page.numbers, &finders, false, sink);
    from_digits(page, &page.spoken, &finders, true, sink);
    let listed: Vec<_> = SPECS.iter().filter(|s| wanted >> (s.kind as u8) & 1 == 1).filter_map(|s| s.listed).collect();
    for hit in &page.hits {
        for tag in hit.tags() {
            for (list, find) in &listed {
                if *list == tag.list {
                    find(page, hit, sink);
                }
            }
            if tag.list == List::Labels
                && wanted >> tag.attr & 1 == 1
                && let Some(find) = SPECS[tag.attr as usize].word
            {
                find(page, hit, sink);
            }
        }
    }
    let marks: Vec<_> = SPECS.iter().filter(|s| wanted >> (s.kind as u8) & 1 == 1).flat_map(|s| s.marks).collect();
    for (i, &unit) in page.folded.units().iter().enumerate() {
        if matches!(unit, 0x2F | 0x3A | 0x40) {
            for (mark, find) in &marks {
                if *mark == unit {
                    find(page, i as u32, sink);
                }
            }
        }
    }
}

fn from_digits(page: &Page, numbers: &Numbers, finders: &[(Gate, FromDigits, bool)], spoken: bool, sink: &mut Sink) {
    for (i, group) in numbers.groups.iter().enumerate() {
        let Some(first) = crate::page::numbers::spoken_digit(page.folded.unit(group.start as usize)) else {
            continue;
        };
        let len = group.len();
        for (gate, find, also_spoken) in finders {
            if group.reach >= gate.reach
                && gate.first >> first & 1 == 1
                && len >= gate.min as usize
                && len <= gate.max as usize
                && (!spoken || *also_spoken)
            {
                find(page, numbers, i, sink);
            }
        }
    }
}
