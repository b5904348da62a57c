//! Foreign names in Hangul: 응우옌 티 흐엉, 존 매카이, 로버트 김.
//!
//! A foreign name in Hangul shows by syllables that Korean words hardly have; loan words have them too, so that such a reading never stands
//! without a label, a title or a table beside it: the weights see to that.
//!
//! Not here: names in Latin letters (`latin.rs`).

use super::Mention;
use super::features::{Feature, Features, ON};
use super::tables;
use super::tails::{self, Tail};
use crate::page::Page;
use crate::text::{Class, Syllables, is_hangul};
use crate::words::{Hit, List};

/// How foreign a run must be on the average of its syllables to start a reading, in sixteenths.
const FOREIGN: i32 = 11;
/// The syllables that are so foreign themselves: without one of them no average is.
static STRANGE: Syllables = tables::as_foreign_as(FOREIGN as i16);
/// How many words a name has at most.
const WORDS: usize = 4;

/// A word of a possible name.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    /// Sum over its syllables.
    sum: i32,
    /// Whether it stands in the list of foreign names.
    listed: bool,
    /// Whether a beginning of it, of two syllables or more, is foreign: what is left when something hanging on it is cut off.
    begins: bool,
}

impl Word {
    fn len(&self) -> i32 {
        (self.end - self.start) as i32
    }

    fn is_foreign(&self) -> bool {
        self.len() >= 2 && self.sum >= FOREIGN * self.len()
    }
}

/// Single syllables of Vietnamese and other names.
static SYLLABLES: Syllables = Syllables::of("쩐레팜판부보당도호즈엉딘티반쭝뜨짱란하안리왕칸싱득민린장천류황존겐");

/// The longest run of Hangul that is read.
const LONG: usize = 10;

/// The run of Hangul at `at`.
fn word(page: &Page, at: usize) -> Option<Word> {
    let folded = &page.folded;
    let mut end = at;
    while is_hangul(folded.unit(end)) {
        end += 1;
        if end - at > LONG {
            return None;
        }
    }
    (end > at).then(|| weigh(page, at, end, || page.hits.get(page.hit_index(at as u32))))
}

/// How foreign a run is; `hit` gives the first word of the lists that begins at or behind its beginning.
#[inline]
fn weigh<'a>(page: &Page, at: usize, end: usize, hit: impl Fn() -> Option<&'a Hit>) -> Word {
    let folded = &page.folded;
    let (mut sum, mut begins, mut listed) = (0, false, false);
    for i in at..end {
        begins |= i - at >= 2 && sum >= FOREIGN * (i - at) as i32;
        sum += i32::from(tables::foreign(folded.unit(i)));
    }
    // A word of the list speaks for itself.
    if end - at >= 2 {
        listed = hit().is_some_and(|h| h.start as usize == at && h.is(List::ForeignNames) && end <= h.end as usize + 2);
        if listed {
            sum = sum.max(24 * (end - at) as i32);
        }
    } else if end - at == 1 && SYLLABLES.has(folded.unit(at)) {
        sum = sum.max(16);
    }
    Word { start: at, end, sum, listed, begins }
}

/// Collects foreign names in Hangul that may stand on a page.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let units = folded.units();
    let (mut i, mut h) = (0, 0);
    let mut before: Option<Word> = None;
    while i < units.len() {
        if !is_hangul(units[i]) {
            i += 1;
            continue;
        }
        let (at, mut strange) = (i, false);
        while i < units.len() && is_hangul(units[i]) {
            strange |= STRANGE.has(units[i]);
            i += 1;
        }
        while page.hits.get(h).is_some_and(|hit| (hit.start as usize) < at) {
            h += 1;
        }
        // A word of three syllables or more that are all at home is neither foreign nor a short part of a name.
        let listed = || page.hits.get(h).is_some_and(|hit| hit.start as usize == at && hit.is(List::ForeignNames));
        if i - at > LONG || i - at >= 3 && !strange && !listed() {
            before = None;
            continue;
        }
        let first = weigh(page, at, i, || page.hits.get(h));
        let joined = before.filter(|b| b.end + 1 == first.start && folded.unit(b.end) == 0x20);
        // A short word before a foreign one may begin the name: 쩐 티 마이, 고 미카엘, 존 매카이.
        let start = match joined {
            Some(b) if b.len() <= 2 => Some(b),
            _ => None,
        };
        // Only what begins with foreign sounds can be foreign without its ending.
        let begins = first.len() >= 3
            && i32::from(tables::foreign(units[at])) + i32::from(tables::foreign(units[at + 1])) >= FOREIGN;
        if first.is_foreign() || (begins && tail_cut(page, first).is_some_and(|w| w.is_foreign())) {
            sequence(page, first, out);
            if let Some(start) = start
                && !start.is_foreign()
            {
                sequence(page, start, out);
            }
        } else if first.len() <= 2 && first.sum > 0 {
            // 레 티 짱, 쭝 레 안: short words only, two of them at least foreign.
            let next = (folded.unit(first.end) == 0x20).then(|| word(page, first.end + 1)).flatten();
            if next.is_some_and(|n| n.len() <= 2 && n.sum + first.sum >= 2 * FOREIGN && n.sum > 0) {
                sequence(page, first, out);
            }
        }
        before = Some(first);
    }
}

/// Whether a word is foreign without its particle, honorific or title.
fn begins_foreign(page: &Page, w: Word) -> bool {
    w.begins && tail_cut(page, w).is_some_and(|w| w.is_foreign())
}

/// A word without its particle, honorific or title.
fn tail_cut(page: &Page, w: Word) -> Option<Word> {
    let hits = page.hits.get(page.hit_index(w.start as u32)..).unwrap_or(&[]);
    (2..w.end - w.start).rev().find_map(|n| {
        tails::tail(page, w.start + n, w.end, hits).filter(|t| *t != Tail::Wrong)?;
        let sum = (w.start..w.start + n).map(|i| i32::from(tables::foreign(page.folded.unit(i)))).sum();
        Some(Word { start: w.start, end: w.start + n, sum, listed: false, begins: false })
    })
}

/// Pushes the readings that begin with `first`: one to four words.
fn sequence(page: &Page, first: Word, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    if matches!(folded.class_before(first.start), Class::Digit | Class::Latin) {
        return;
    }
    let hits = page.hits.get(page.hit_index(first.start as u32)..).unwrap_or(&[]);
    let (mut current, mut words, mut sum, mut letters, mut known) = (first, 0, 0, 0, 0);
    loop {
        words += 1;
        let named = known > 0;
        known += i16::from(current.listed);
        let listed = hits
            .iter()
            .take(6)
            .any(|h| h.start as usize == current.start && h.end as usize >= current.end && is_listed(h));
        // A word that is at home in Korean is no part of it.
        if listed
            || current.len() > 6
            || (current.len() == 2
                && !named
                && tables::word2(
                    tables::Syllable::of(folded.unit(current.start)),
                    tables::Syllable::of(folded.unit(current.start + 1)),
                ) == tables::Grade::Common)
        {
            return;
        }
        // The whole word, and the word without what hangs on it.
        for (end, tail) in endings(page, current, hits) {
            let cut: i32 = (end..current.end).map(|i| i32::from(tables::foreign(folded.unit(i)))).sum();
            let total = sum + current.sum - cut;
            let count = letters + (end - current.start) as i32;
            // 외 등 및 behind a name are no part of it.
            let lone = end - current.start == 1 && matches!(folded.unit(end - 1), 0xC678 | 0xB4F1 | 0xBC0F);
            let sentence = lone || words > 1 && folded.unit(end - 1) == 0xB2E4 && folded.unit(end - 2) == 0xB2C8;
            if total < 8 * count || count < 3 || sentence || folded.class(current.end) == Class::Blank {
                continue;
            }
            push(page, first.start, end, current.end, tail, words, known, total / count.max(1), out);
        }
        // 인사를 드립니다: what stands behind an object or ends a sentence is no name.
        if matches!(folded.unit(current.end - 1), 0xB97C | 0xC744 | 0xB2E4 | 0xC694) {
            return;
        }
        sum += current.sum;
        letters += current.len();
        if words == WORDS || folded.unit(current.end) != 0x20 {
            return;
        }
        match word(page, current.end + 1) {
            // The next word belongs to the name where it is foreign itself, or short.
            Some(next) if next.len() <= 2 || next.sum > 0 || begins_foreign(page, next) => current = next,
            _ => return,
        }
    }
}

fn is_listed(hit: &Hit) -> bool {
    [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Honorifics]
        .iter()
        .any(|&l| hit.is(l))
}

fn endings(page: &Page, w: Word, hits: &[Hit]) -> impl Iterator<Item = (usize, Tail)> {
    let from = hits.iter().position(|h| h.start as usize >= w.start).unwrap_or(hits.len());
    (1..=w.end - w.start).filter_map(move |n| {
        let tail = tails::tail(page, w.start + n, w.end, hits.get(from..).unwrap_or(&[]))?;
        (tail != Tail::Wrong).then_some((w.start + n, tail))
    })
}

#[allow(clippy::too_many_arguments)]
fn push(
    page: &Page,
    start: usize,
    end: usize,
    after: usize,
    tail: Tail,
    words: usize,
    known: i16,
    average: i32,
    out: &mut Vec<Mention>,
) {
    if out.last().is_some_and(|m| m.start as usize == start && m.end as usize == end) {
        return;
    }
    let mut f = Features::default();
    f.on(if words > 1 { Feature::Foreign } else { Feature::ForeignSingle });
    f.set(Feature::ForeignKnown, average.clamp(-24, 40) as i16);
    f.set(Feature::ForeignListed, (known * 8).min(ON));
    // A surname at either end: 고 미카엘, 로버트 김.
    let folded = &page.folded;
    let last = folded.unit_before(end - 1) == 0x20 && tables::is_surname(folded.unit(end - 1));
    f.when(Feature::Given, last && words > 1);
    out.push(Mention::new(start, end, after, tail, f));
}

/// Marks Korean readings inside a foreign name of several words: the 하루카 of 야마모토 하루카.
pub(super) fn mark_inside(mentions: &mut [Mention]) {
    for i in 0..mentions.len() {
        let f = &mentions[i].features;
        if !(f.has(Feature::Foreign) && f.get(Feature::ForeignKnown) >= 10) {
            continue;
        }
        let (start, end) = (mentions[i].start, mentions[i].end);
        let begin = mentions[..i].iter().rposition(|m| m.start < start).map_or(0, |p| p + 1);
        for m in mentions[begin..].iter_mut().take_while(|m| m.start < end) {
            if m.end <= end && m.end - m.start < end - start {
                m.features.on(Feature::InsideForeign);
            }
        }
    }
}
