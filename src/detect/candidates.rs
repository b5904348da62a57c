//! One walk over the anchors of a page: groups of digits, words, marks. Each is handed to the kinds that asked for it.

use crate::kind::Kind;
use crate::kinds::{SPECS, announced};
use crate::page::numerals::spoken_digit;
use crate::page::{Numbers, Page};
use crate::rule::Sink;
use crate::text::seek;
use crate::words::List;

/// How many lengths of groups are told apart; the last stands for all that are longer.
const LENGTHS: usize = 16;

/// By first digit and length of a group: the kinds whose gate lets it pass, one bit each.
static GATES: [[u64; LENGTHS]; 10] = {
    let mut gates = [[0; LENGTHS]; 10];
    let mut k = 0;
    while k < SPECS.len() {
        if let Some((gate, _)) = SPECS[k].digits {
            let mut first = 0;
            while first < 10 {
                let mut len = 0;
                while len < LENGTHS {
                    let most = if len + 1 == LENGTHS { u8::MAX as usize } else { len };
                    if gate.first >> first & 1 == 1 && gate.min as usize <= most && len <= gate.max as usize {
                        gates[first][len] |= 1 << k;
                    }
                    len += 1;
                }
                first += 1;
            }
        }
        k += 1;
    }
    gates
};

/// The kinds that also read spoken numerals, one bit each.
static SPOKEN: u64 = {
    let (mut set, mut k) = (0, 0);
    while k < SPECS.len() {
        set |= (SPECS[k].spoken as u64) << k;
        k += 1;
    }
    set
};

/// By the digits that can be reached from a group, at most 15: the kinds that need no more, one bit each.
static REACHED: [u64; LENGTHS] = {
    let mut reached = [0; LENGTHS];
    let mut k = 0;
    while k < SPECS.len() {
        if let Some((gate, _)) = SPECS[k].digits {
            let mut reach = 0;
            while reach < LENGTHS {
                if gate.reach as usize <= reach || reach + 1 == LENGTHS {
                    reached[reach] |= 1 << k;
                }
                reach += 1;
            }
        }
        k += 1;
    }
    reached
};

/// Collects the candidates of all kinds whose bit is set in `wanted` (bit = `Kind as u8`).
pub fn collect(page: &Page, wanted: u64, sink: &mut Sink) {
    from_digits(page, &page.numbers, wanted, sink);
    from_digits(page, &page.spoken, wanted & SPOKEN, sink);
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
            if matches!(tag.list, List::Labels | List::Cues)
                && let Some(&kind) = Kind::ALL.get(tag.attr as usize)
                && !(kind == Kind::Landline && hit.labels(Kind::Mobile))
            {
                announced(page, hit, kind, wanted, sink);
            }
        }
    }
    let marks: Vec<_> = SPECS.iter().filter(|s| wanted >> (s.kind as u8) & 1 == 1).flat_map(|s| s.marks).collect();
    let mut from = 0;
    while let Some(at) = seek(page.folded.units(), from, sought) {
        for (mark, find) in &marks {
            if *mark == page.folded.unit(at) {
                find(page, at as u32, sink);
            }
        }
        from = at + 1;
    }
}

/// Whether a sign is a mark of some kind.
const fn sought(unit: u16) -> bool {
    matches!(unit, 0x23 | 0x2A | 0x2F | 0x3A | 0x3D | 0x40 | 0x2605 | 0xC573 | 0xC5E3)
}

fn from_digits(page: &Page, numbers: &Numbers, wanted: u64, sink: &mut Sink) {
    for (i, group) in numbers.groups.iter().enumerate() {
        let Some(first) = spoken_digit(page.folded.unit(group.start as usize)) else {
            continue;
        };
        let len = group.len();
        let mut kinds = GATES.get(first as usize).map_or(0, |lengths| lengths[len.min(LENGTHS - 1)])
            & REACHED[(group.reach as usize).min(LENGTHS - 1)]
            & wanted;
        while kinds != 0 {
            let kind = kinds.trailing_zeros() as usize;
            kinds &= kinds - 1;
            if let Some((gate, find)) = SPECS[kind].digits
                && group.reach >= gate.reach
                && (gate.min as usize..=gate.max as usize).contains(&len)
            {
                find(page, numbers, i, sink);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_for_every_mark_that_a_kind_names() {
        assert!(SPECS.iter().flat_map(|s| s.marks).all(|&(mark, _)| sought(mark)));
    }
}
