//! Names that are proved in the document and stand elsewhere in letters that alone would be no name at all: 차이한은 behind `성명: 차이한`, and
//! given names without their surname (큰손자 은찬이, 나래 양).
//!
//! Not here: weak mentions that were read anyway (`propagate.rs`).

use super::Mention;
use super::candidates::each_run;
use super::features::{Feature, Features, ON};
use super::lexical::lexical;
use super::propagate::{given_key, key};
use super::tables::{self, Grade, Syllable};
use super::tails::{Tail, tail, vocative};
use crate::detect::told::Told;
use crate::order;
use crate::page::Page;
use crate::rule::Score;
use crate::sorted::Map;
use crate::text::{Class, is_hangul};
use crate::words::{Hit, List, attr};

/// How sure a name must be to be looked for in letters that could be anything.
const SURE: Score = 40;
/// How long an 어절 with a name in it is at most.
const LONG: usize = 9;

/// Collects the places where a proved name stands and nothing was read; `mentions` are in order.
pub(super) fn whole(page: &Page, mentions: &[Mention], out: &mut Vec<Mention>) {
    let mut proved = Map::new();
    let mut ends = [0u64; 64];
    for m in mentions.iter().filter(|m| m.score >= SURE && matches!(m.end - m.start, 3 | 4)) {
        let key = key(page, m);
        if key >> 32 != 0 {
            proved.insert(key, m.start);
            ends[slot(key).0] |= slot(key).1;
        }
    }
    if proved.is_empty() {
        return;
    }
    each_word(page, 3, usize::MAX, &mut |at, end, hits| {
        // A long run is a line without spaces: the name may stand anywhere in it.
        if end - at > LONG {
            for k in at..end - 2 {
                let key = (k..k + 3).fold(0, |key, i| key << 16 | u64::from(page.folded.unit(i)));
                let (word, bit) = slot(key);
                if ends[word] & bit != 0 && proved.contains_key(&key) && !read(mentions, k, k + 3) {
                    let name = [page.folded.unit(k), page.folded.unit(k + 1), page.folded.unit(k + 2)];
                    let mut f = Features::default();
                    lexical(&name, 1, &mut f);
                    f.on(Feature::Unspaced);
                    out.push(Mention::new(k, k + 3, k + 3, Tail::None, f));
                }
            }
            return;
        }
        for n in [3, 4] {
            if at + n > end {
                break;
            }
            let mut name = [0u16; 4];
            for (k, unit) in name.iter_mut().take(n).enumerate() {
                *unit = page.folded.unit(at + k);
            }
            let name = name.get(..n).unwrap_or(&[]);
            let key = name.iter().fold(0, |key, &unit| key << 16 | u64::from(unit));
            let (word, bit) = slot(key);
            if ends[word] & bit == 0 || proved.get(&key).is_none_or(|&first| first == at as u32) {
                continue;
            }
            let Some(tail) = tail(page, at + n, end, hits).filter(|t| *t != Tail::Wrong) else { continue };
            if read(mentions, at, at + n) {
                continue;
            }
            let surname = if n == 4 && tables::is_compound(name[0], name[1]) { 2 } else { 1 };
            let mut f = Features::default();
            lexical(name, surname, &mut f);
            out.push(Mention::new(at, at + n, end, tail, f));
        }
    });
}

/// Names whose syllables stand apart and that no place spoke for, where the same name is proved elsewhere: 변 칠은 behind `성명: 변 칠`.
pub(super) fn apart(page: &Page, mentions: &[Mention], unplaced: Vec<Mention>, out: &mut Vec<Mention>) {
    if unplaced.is_empty() {
        return;
    }
    let mut proved: Vec<u64> =
        mentions.iter().filter(|m| m.score >= SURE && m.features.has(Feature::Spaced)).map(|m| key(page, m)).collect();
    order::sort(&mut proved);
    out.extend(unplaced.into_iter().filter(|m| {
        matches!(m.tail, Tail::Core | Tail::Personal | Tail::Honorific | Tail::Title)
            && proved.binary_search(&key(page, m)).is_ok()
    }));
}

fn slot(key: u64) -> (usize, u64) {
    ((key >> 6) as usize % 64, 1 << (key % 64))
}

/// Whether a mention of exactly this stretch is there; `mentions` are in order.
fn read(mentions: &[Mention], start: usize, end: usize) -> bool {
    let from = mentions.partition_point(|m| (m.start as usize) < start);
    mentions.get(from..).unwrap_or(&[]).iter().take_while(|m| m.start as usize == start).any(|m| m.end as usize == end)
}

/// Hands over every run of Hangul of `least` to `most` syllables, with the words of the lists from its beginning on.
fn each_word(page: &Page, least: usize, most: usize, found: &mut dyn FnMut(usize, usize, &[Hit])) {
    each_run(page, &mut |at, end, h| {
        if (least..=most).contains(&(end - at)) {
            found(at, end, page.hits.get(h..).unwrap_or(&[]));
        }
    });
}

/// Given names of two syllables without their surname: those of names that are proved in the document (`proved`, sorted), and those of many
/// behind a word for a relative or before a word of address.
pub(super) fn given(page: &Page, mentions: &[Mention], proved: &[u32], told: &mut Told<()>, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    each_word(page, 2, LONG, &mut |at, end, hits| {
        let (first, second) = (folded.unit(at), folded.unit(at + 1));
        let wide = tables::shared(Syllable::of(first), Syllable::of(second));
        let name = u32::from(first) << 16 | u32::from(second);
        let here = proved.binary_search(&name).is_ok();
        // Only what many are called, or somebody in this document, and only beside a word that speaks of a person.
        if !here && wide == 0 && !told.listens()
            || at > 0 && !matches!(folded.class(at - 1), Class::Space | Class::Tab | Class::Newline | Class::Punct)
        {
            return;
        }
        let own = hits
            .iter()
            .take_while(|h| h.start as usize == at)
            .any(|h| h.end as usize >= at + 2 && !h.is(List::ForeignNames));
        if own {
            return;
        }
        let (calls, tail) = match vocative(folded, at + 2, end) {
            true => (true, Some(Tail::Core)),
            false => (false, tail(page, at + 2, end, hits).filter(|t| *t != Tail::Wrong)),
        };
        let Some(tail) = tail else { return };
        let next = end + usize::from(folded.class(end) == Class::Space);
        let follows = |list: List| hits.iter().take(4).any(|h| h.start as usize == next && h.is(list));
        let honoured = tail == Tail::Honorific
            || follows(List::Honorifics)
            || matches!(folded.unit(next), 0xC528 | 0xAD70 | 0xC591) && !is_hangul(folded.unit(next + 1)) && next > end;
        let titled = tail == Tail::Title || follows(List::Titles);
        let related = page.hits_before(at as u32).take(2).any(|h| {
            h.end as usize + 1 == at
                && folded.class(at - 1) == Class::Space
                && (h.has(List::Persons, attr::PERSONS_KIN) || here && h.is(List::Persons))
        });
        if !(honoured || titled || related || calls && here) {
            return;
        }
        // 미리 의장: before a title the given names of many are words as often.
        let known = here || (honoured || titled) && told.ask(given_key(name)).is_some();
        if !known && (wide < 2 || !honoured && !related) || read(mentions, at, at + 2) {
            return;
        }
        let mut f = Features::default();
        f.on(Feature::Given);
        f.set(Feature::Repeated, if known { ON } else { 0 });
        f.when(Feature::GivenAlone, !known);
        f.when(Feature::Vocative, calls);
        f.set(Feature::Shared, [0, 6, 11, 16][wide as usize & 3]);
        match tables::word2(Syllable::of(first), Syllable::of(second)) {
            Grade::Common => f.on(Feature::Word2Common),
            Grade::Place => f.on(Feature::Word2Place),
            Grade::Rare => f.on(Feature::Word2Rare),
            Grade::None => {}
        }
        out.push(Mention::new(at, at + 2, end, tail, f));
    });
}
