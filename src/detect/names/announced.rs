//! What a form announces as a name, whatever its letters: the word behind `성명:`, the cell under a header of names. Rare surnames, foreign
//! names and names of five to ten syllables are found nowhere else.
//!
//! Not here: what speaks against such a word (`places.rs` and the weights).

use super::Mention;
use super::features::{Feature, Features};
use super::tables::{self, Grade, Syllable};
use super::tails::{Tail, address};
use crate::kind::Kind;
use crate::page::{Page, Place, Value};
use crate::text::{Class, is_hangul};
use crate::words::List;

/// How many words such a name has at most, and how many syllables.
const WORDS: usize = 4;
const LENGTH: usize = 16;

/// Collects the words that labels and headers of names announce.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    if !page.mentions(Kind::PersonName) {
        return;
    }
    for hit in page.hits.iter().filter(|h| h.labels(Kind::PersonName)) {
        page.values(hit, &mut |value| {
            let exact = match value.place {
                Place::Near => value.marked,
                Place::Row | Place::Column => true,
                Place::Line | Place::Loose => false,
            };
            if exact {
                read(page, value, out);
            }
        });
    }
}

/// The words at the start of a value, up to a mark, a digit or the end.
fn read(page: &Page, value: Value, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let (start, limit) = (value.span.start as usize, (value.span.end as usize).min(value.span.start as usize + 40));
    let (mut at, mut words, mut foreign) = (start, 0, 0);
    let mut end = start;
    while words < WORDS && is_hangul(folded.unit(at)) {
        let mut stop = at;
        while stop < limit && is_hangul(folded.unit(stop)) {
            foreign += i32::from(tables::foreign(folded.unit(stop)));
            stop += 1;
        }
        if is_word(page, at, stop) {
            break;
        }
        (end, words) = (stop, words + 1);
        if folded.unit(stop) != 0x20 {
            break;
        }
        at = stop + 1;
    }
    // Only what the mark, the digit or the end behind it closes is a whole value.
    let behind = match folded.class(end) {
        Class::Space => end + 1,
        _ => end,
    };
    let closed = end as u32 >= value.span.end
        || match folded.class(behind) {
            Class::Digit | Class::Newline | Class::Tab => true,
            Class::Punct => !matches!(folded.unit(behind), 0x2E | 0x25 | 0x22 | 0x27),
            _ => address(page, behind, page.hits.get(page.hit_index(behind as u32)..).unwrap_or(&[])).is_some(),
        };
    let syllables = (start..end).filter(|&i| is_hangul(folded.unit(i))).count();
    if !closed
        || !(2..=LENGTH).contains(&syllables)
        || matches!(folded.class_before(start), Class::Hangul | Class::Latin)
    {
        return;
    }
    let mut f = Features::default();
    f.on(Feature::Announced);
    f.set(Feature::ForeignKnown, (foreign / syllables.max(1) as i32).clamp(-24, 40) as i16);
    f.when(Feature::AnnouncedLong, syllables > 4);
    f.when(Feature::AnnouncedWords, words > 1);
    out.push(Mention::new(start, end, end, Tail::None, f));
}

/// Whether a word is at home in Korean, or announces something itself.
fn is_word(page: &Page, at: usize, end: usize) -> bool {
    let folded = &page.folded;
    let listed = page.hits.get(page.hit_index(at as u32)..).unwrap_or(&[]).iter().take(6).any(|h| {
        h.start as usize == at
            && [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Honorifics]
                .iter()
                .any(|&l| h.is(l))
    });
    // A syllable in three that ends offices, places and things: 과 팀 국 실 시 군 구 동 읍 면 리 도 로 길 회 사 소.
    let office = end - at >= 3
        && matches!(
            folded.unit(end - 1),
            0xACFC
                | 0xD300
                | 0xAD6D
                | 0xC2E4
                | 0xC2DC
                | 0xAD70
                | 0xC74D
                | 0xBA74
                | 0xB3C4
                | 0xB85C
                | 0xAE38
                | 0xD68C
                | 0xC18C
                | 0xCCAD
                | 0xC6D0
                | 0xAD50
                | 0xC13C
                | 0xD130
                | 0xC11C
                | 0xBD80
                | 0xB2E8
        );
    listed
        || office
        || end - at <= 3
            && tables::word2(Syllable::of(folded.unit(at)), Syllable::of(folded.unit(at + 1))) >= Grade::Place
}
