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
    let folded = &page.folded;
    let mut from = page.hit_index(start as u32);
    let first = from;
    for at in start..end.saturating_sub(1) {
        if !tables::is_surname(folded.unit(at)) {
            continue;
        }
        while page.hits.get(from).is_some_and(|h| (h.start as usize) < at + 2) {
            from += 1;
        }
        let before = page.hits.get(first..from).unwrap_or(&[]);
        let behind = page.hits.get(from..).unwrap_or(&[]);
        let announced = before.iter().rev().take(6).any(|h| h.end as usize == at && speaks(h));
        let left = at == start || announced;
        for len in [3, 2] {
            let stop = at + len;
            if stop > end || at == start && stop == end {
                continue;
            }
            let honoured = address(page, stop, behind).is_some();
            let titled = honoured || behind.iter().take(6).any(|h| h.start as usize == stop && speaks(h));
            let right = stop == end || titled;
            // An office or a word that no list has may stand before it, where the run ends behind it.
            let usual = len == 3 && (left && right || stop == end && at > start + 1);
            // Between two words that speak of persons, or before a bracket, other letters are a name too: 조사대상허규교수.
            let certain = announced && (titled || stop == end && folded.unit(end) == 0x28);
            if !usual && !certain {
                continue;
            }
            let name = [folded.unit(at), folded.unit(at + 1), folded.unit(at + 2)];
            let mut f = Features::default();
            lexical(name.get(..len).unwrap_or(&name), 1, &mut f);
            let shared = tables::shared(Syllable::of(name[1]), Syllable::of(name[2])) > 0;
            let listed =
                behind.iter().take(6).chain(before.iter().rev().take(6)).any(|h| h.start as usize == at && speaks(h));
            let fits = strong(&f) && shared && len == 3;
            let may =
                certain && !listed && !f.any(&[Feature::Word2Common, Feature::OtherParticle, Feature::NounSuffix]);
            if !fits && !(may && f.get(Feature::Lexicon) > -40) {
                continue;
            }
            f.on(Feature::Unspaced);
            f.when(Feature::UnspacedOpen, !left);
            let tail = if honoured { Tail::Honorific } else { Tail::None };
            out.push(Mention::new(at, stop, stop, tail, f));
        }
    }
}

fn speaks(hit: &Hit) -> bool {
    [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Roles]
        .iter()
        .any(|&l| hit.is(l))
}
