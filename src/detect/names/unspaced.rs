//! Names in a line without any space: 민원실김가람12.7., 1김가람○○대학교, 시공사김가람소장과. Only syllables that make a name beyond doubt, at an edge
//! of their run of Hangul or between two words of the lists.
//!
//! Not here: lines with spaces, where an 어절 begins and ends a name (`candidates.rs`).

use super::Mention;
use super::features::{Feature, Features};
use super::lexical::{lexical, strong};
use super::tables::{self, Syllable};
use super::tails::{Tail, address};
use crate::page::Page;
use crate::text::{Class, is_hangul};
use crate::words::{Hit, List};

/// How many units a line has at least whose lack of spaces tells anything.
const LONG: usize = 12;

/// Collects the names in lines without spaces.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    for line in &page.lines {
        let (start, end) = (line.start as usize, line.end as usize);
        let classes = page.folded.classes().get(start..end).unwrap_or(&[]);
        if classes.len() < LONG || classes.contains(&Class::Space) {
            continue;
        }
        let mut i = start;
        while i < end {
            if !is_hangul(page.folded.unit(i)) {
                i += 1;
                continue;
            }
            let at = i;
            while i < end && is_hangul(page.folded.unit(i)) {
                i += 1;
            }
            run(page, at, i, out);
        }
    }
}

/// The names in one run of Hangul.
fn run(page: &Page, start: usize, end: usize, out: &mut Vec<Mention>) {
    let mut from = page.hit_index(start as u32);
    let first = from;
    for at in start..end.saturating_sub(2) {
        if !tables::is_surname(page.folded.unit(at)) {
            continue;
        }
        while page.hits.get(from).is_some_and(|h| (h.start as usize) < at + 3) {
            from += 1;
        }
        let before = page.hits.get(first..from).unwrap_or(&[]);
        let behind = page.hits.get(from..).unwrap_or(&[]);
        let left = at == start || before.iter().rev().take(6).any(|h| h.end as usize == at && speaks(h));
        let honoured = address(page, at + 3, behind).is_some();
        let right = at + 3 == end || honoured || behind.iter().take(4).any(|h| h.start as usize == at + 3 && speaks(h));
        // An office or a word that no list has may stand before it, where the run ends behind it.
        if !(left && right || at + 3 == end && at > start + 1) || (at == start && at + 3 == end) {
            continue;
        }
        let name = [page.folded.unit(at), page.folded.unit(at + 1), page.folded.unit(at + 2)];
        let mut f = Features::default();
        lexical(&name, 1, &mut f);
        if !strong(&f) || tables::shared(Syllable::of(name[1]), Syllable::of(name[2])) == 0 {
            continue;
        }
        f.on(Feature::Unspaced);
        f.when(Feature::UnspacedOpen, !left);
        let tail = if honoured { Tail::Honorific } else { Tail::None };
        out.push(Mention::new(at, at + 3, at + 3, tail, f));
    }
}

fn speaks(hit: &Hit) -> bool {
    [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Roles]
        .iter()
        .any(|&l| hit.is(l))
}
