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
use crate::words::{Hit, List};

/// How many words such a name has at most, and how many syllables.
const WORDS: usize = 4;
const LENGTH: usize = 16;

/// Collects the words that labels and headers of names announce.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    if !page.mentions(Kind::PersonName) {
        return;
    }
    for hit in page.hits.iter().filter(|h| h.labels(Kind::PersonName)) {
        let named = names_itself(page, hit);
        if named {
            introduced(page, hit.end as usize, out);
        }
        page.values(hit, &mut |value| {
            let exact = match value.place {
                Place::Near => value.marked,
                Place::Row | Place::Column => true,
                Place::Line | Place::Loose => false,
            };
            if exact {
                read(page, value, named, out);
            }
        });
    }
}

/// Whether a label asks for a name and for nothing else: 성명, 이름; not 신청인, which may be a company.
fn names_itself(page: &Page, hit: &Hit) -> bool {
    const LABELS: [&str; 5] = ["이름", "성명", "성함", "본명", "실명"];
    LABELS.iter().any(|w| page.folded.ends_with(hit.end as usize, w))
}

/// `제 이름은 김가람이고`, `성함은 '김가람'`: what is said for a name behind the word for it, whatever its letters.
fn introduced(page: &Page, label: usize, out: &mut Vec<Mention>) {
    const SAID: [&str; 19] = [
        "이고",
        "이며",
        "이요",
        "이오",
        "이에요",
        "이예요",
        "예요",
        "입니다",
        "이라고",
        "라고",
        "인데",
        "이고요",
        "이구요",
        "이다",
        "이라는",
        "라는",
        "이래요",
        "래요",
        "이올시다",
    ];
    let folded = &page.folded;
    // 은 는 이 만 도
    let particle = matches!(folded.unit(label), 0xC740 | 0xB294 | 0xC774 | 0xB9CC | 0xB3C4);
    let mark = folded.unit(label) == 0x3A;
    if !particle && !mark {
        return;
    }
    let quote = |unit: u16| matches!(unit, 0x22 | 0x27 | 0x300C | 0x3008 | 0x3C);
    let mut at = label + 1;
    while at < label + 4 && (folded.unit(at) == 0x20 || quote(folded.unit(at))) {
        at += 1;
    }
    let quoted = quote(folded.unit_before(at));
    let run = (at..at + 12).find(|&i| !is_hangul(folded.unit(i))).unwrap_or(at + 12);
    let closes = |end: usize| match folded.class(end) {
        Class::Punct => quoted || folded.unit(end) == 0x2C,
        _ => false,
    };
    let said = |end: usize| SAID.iter().any(|w| folded.starts_with(end, w));
    let Some(end) = (at + 2..=run.min(at + 4)).rev().find(|&end| said(end) || end == run && closes(end)) else {
        return;
    };
    // 사업 이름은, 마을 이름은: the name of a thing. 제 이름은, 신청인 이름은: somebody's.
    let said_of = owner(page, label);
    if said_of == Some(false) {
        return;
    }
    let sound = |k: usize| Syllable::of(folded.unit(at + k));
    let word = end - at >= 3 && tables::word3(sound(0), sound(1), sound(2))
        || end - at == 4 && tables::word2(sound(0), sound(1)) == Grade::Common
        || ["비공개", "미공개", "공개", "생략", "가명", "미상", "미정"].iter().any(|w| folded.starts_with(at, w));
    if word && said_of.is_none() {
        return;
    }
    let age = ["예순", "마흔", "서른", "일흔", "여든", "아흔", "스물", "쉰"].iter().any(|w| folded.starts_with(at, w));
    if age
        || end - at == 2
            && !quoted
            && tables::word2(Syllable::of(folded.unit(at)), Syllable::of(folded.unit(at + 1))) >= Grade::Place
        || is_listed(page, at)
    {
        return;
    }
    let mut f = Features::default();
    f.on(Feature::Announced);
    f.on(Feature::LabelColon);
    out.push(Mention { introduced: true, ..Mention::new(at, end, run, Tail::Personal, f) });
}

/// Whether the word before a label that ends at `label` says that it is a person's (제, 내, a noun for a person) or a thing's; none where no word stands there.
fn owner(page: &Page, label: usize) -> Option<bool> {
    let folded = &page.folded;
    let start =
        page.hits_before(label as u32).find(|h| h.end as usize == label && h.labels(Kind::PersonName))?.start as usize;
    if folded.class_before(start) == Class::Hangul {
        return Some(false);
    }
    if folded.class_before(start) != Class::Space || folded.class_before(start - 1) != Class::Hangul {
        return None;
    }
    let before = start - 1;
    // 제 내 그, 님, 씨, 의
    let own = matches!(folded.unit(before - 1), 0xC81C | 0xB0B4 | 0xADF8)
        && folded.class_before(before - 1) != Class::Hangul
        || matches!(folded.unit(before - 1), 0xB2D8 | 0xC528 | 0xC758);
    let person = page.hits_before(before as u32).take_while(|h| h.end as usize == before).any(|h| {
        [List::Persons, List::Titles, List::Honorifics, List::Roles].iter().any(|&l| h.is(l))
            || h.labels(Kind::PersonName)
    });
    Some(own || person)
}

/// The words at the start of a value, up to a mark, a digit or the end. `named`: its label asks for nothing but a name.
fn read(page: &Page, value: Value, named: bool, out: &mut Vec<Mention>) {
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
        let own = named && words == 0 && plain_name(page, at, stop);
        if is_listed(page, at) || is_word(page, at, stop, own) {
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
            // "name":"김가람"
            Class::Punct if matches!(folded.unit(behind), 0x22 | 0x27) => {
                folded.unit_before(start) == folded.unit(behind)
            }
            Class::Punct => !matches!(folded.unit(behind), 0x2E | 0x25),
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
    let own = named && words == 1 && plain_name(page, start, end);
    out.push(Mention { introduced: own, ..Mention::new(start, end, end, Tail::None, f) });
}

/// Whether three or four syllables begin with a surname and not with a common word.
fn plain_name(page: &Page, at: usize, end: usize) -> bool {
    let sound = |k: usize| Syllable::of(page.folded.unit(at + k));
    (3..=4).contains(&(end - at))
        && tables::is_surname(page.folded.unit(at))
        && tables::word2(sound(0), sound(1)) < Grade::Common
        && !tables::word3(sound(0), sound(1), sound(2))
}

/// Whether a word of the lists begins here: it announces something itself.
fn is_listed(page: &Page, at: usize) -> bool {
    page.hits.get(page.hit_index(at as u32)..).unwrap_or(&[]).iter().take(6).any(|h| {
        h.start as usize == at
            && [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Honorifics]
                .iter()
                .any(|&l| h.is(l))
    })
}

/// Whether a word is at home in Korean; where nothing but a name is asked for, whether it is an office or a place.
fn is_word(page: &Page, at: usize, end: usize, named: bool) -> bool {
    let folded = &page.folded;
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
    office
        || !named
            && end - at <= 3
            && tables::word2(Syllable::of(folded.unit(at)), Syllable::of(folded.unit(at + 1))) >= Grade::Place
}
