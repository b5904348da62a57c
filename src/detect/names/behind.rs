//! What stands behind a mention: titles, honorifics, brackets, numbers, ‘외 몇 명’.

use super::Mention;
use super::context::Numbers;
use super::features::{Feature, Features};
use super::tails::{Tail, address, particle};
use crate::page::Page;
use crate::text::{Class, is_hangul};
use crate::words::{Hit, List};

/// How far behind a name a number may stand that speaks for it, in folded units.
const NUMBER_REACH: u32 = 24;

/// Whether the word from `at` to `end` is 귀하 with a particle: whom the letter speaks to, and no address behind a name (확인을 위해 귀하의).
fn yours(page: &Page, at: usize, end: usize) -> bool {
    page.folded.starts_with(at, "귀하") && end > at + 2
}

/// Reads what stands behind a mention.
pub(super) fn look_right(page: &Page, m: &mut Mention, hits: &[Hit], numbers: &Numbers) {
    let folded = &page.folded;
    let f = &mut m.features;
    match m.tail {
        Tail::None => f.on(Feature::TailNone),
        Tail::Core => f.on(Feature::TailCore),
        Tail::Personal => f.on(Feature::TailPersonal),
        Tail::Other => f.on(Feature::TailOther),
        Tail::Wrong => f.on(Feature::TailWrong),
        Tail::Honorific => f.on(Feature::TailHonorific),
        Tail::Title => f.on(Feature::TailTitle),
    }
    let after = m.after as usize;
    let mut i = after;
    while folded.class(i) == Class::Space && i < after + 3 {
        i += 1;
    }
    let class = folded.class(i);
    let open = matches!(folded.unit(i), 0x28 | 0x5B | 0x3C);
    let closed = match class {
        Class::Newline | Class::Tab | Class::Digit => true,
        Class::Punct => !matches!(folded.unit(i), 0x22 | 0x27 | 0x2E) || folded.class(i + 1) != Class::Digit,
        _ => false,
    };
    f.when(Feature::AfterClosed, closed && m.tail == Tail::None);
    let road = m.tail == Tail::None
        && matches!(folded.unit(m.end as usize - 1), 0xAE38 | 0xB85C | 0xB3D9 | 0xB9AC)
        && (class == Class::Digit || folded.unit(i) == 0xC0B0);
    f.when(Feature::Road, road);
    f.when(Feature::LineEnd, matches!(class, Class::Newline | Class::Tab) || folded.unit(i) == 0x7C);
    if m.tail == Tail::None || m.tail == Tail::Other {
        if class == Class::Hangul && i > after {
            let mut e = i;
            while is_hangul(folded.unit(e)) && e < i + 12 {
                e += 1;
            }
            let hit = hits.iter().take_while(|h| h.start as usize <= i).find(|h| h.start as usize == i);
            let end = hit.map_or(i, |h| h.end as usize);
            let closed = end >= e || particle(folded, end, e).is_some() || folded.unit(end) == 0xB2D8;
            if hit.is_some_and(|h| h.is(List::Titles)) && closed {
                f.on(Feature::TitleAfter);
                f.when(Feature::Speaker, f.has(Feature::LineStart) && end == e && folded.unit(e) == 0x3A);
            } else if !yours(page, i, e)
                && address(page, i, hits)
                    .is_some_and(|end| end >= e || particle(folded, end, e).is_some() || folded.unit(end) == 0xB2D8)
            {
                // 학생 어르신 선생님 고객님 also stand behind a word that tells of them: 위기 학생, 오시면 선생님이.
                let noun = !matches!(folded.unit(i), 0xB2D8 | 0xC528 | 0xADC0 | 0xC5EC);
                f.on(if noun { Feature::PersonAfter } else { Feature::HonorificAfter });
            } else if hit.is_some_and(|h| h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Persons)) {
                f.on(Feature::NextLabel);
            } else if folded.unit(i) == 0xC678 && e == i + 1 && persons(page, e) {
                f.on(Feature::OthersAfter);
            } else {
                f.on(Feature::WordAfter);
            }
        }
        if folded.unit(after) == 0x3A && f.has(Feature::LineStart) {
            f.on(Feature::Speaker);
        }
        // 공정한 재판, 이용할 사람: what a verb says of the next word.
        let word = f.any(&[Feature::WordAfter, Feature::NextLabel, Feature::PersonAfter]);
        f.when(
            Feature::VerbForm,
            m.tail == Tail::None
                && m.end - m.start == 3
                && word
                && is_verb(folded.unit(m.end as usize - 1))
                && f.has(Feature::OtherSuffix),
        );
    } else if matches!(m.tail, Tail::Title | Tail::Honorific) && folded.unit(after) == 0x3A {
        f.on(Feature::Speaker);
    }
    if m.tail == Tail::Other && folded.unit(m.end as usize) == 0xC678 && persons(page, after) {
        f.on(Feature::OthersAfter);
    }
    if open {
        paren(page, f, i + 1, hits);
    }
    let reach = m.after + NUMBER_REACH;
    f.when(Feature::NumberNear, numbers.between(m.after, reach) && !crosses(page, after, reach as usize, numbers));
    f.when(Feature::NumberNext, f.has(Feature::NumberNear) && numbers.between(m.after, m.after + 4));
    // Before the numbers of other kinds are known: a long number right behind.
    if !f.has(Feature::NumberNear) {
        let j = if open { i + 1 } else { i };
        if folded.class(j) == Class::Digit || (folded.unit(j) == 0x260E || folded.unit(j) == 0x260F) {
            let g = page.numbers.index(j as u32);
            let long = page
                .numbers
                .groups
                .get(g)
                .is_some_and(|g| g.start < j as u32 + 3 && g.reach >= 9 && g.gap != crate::page::Gap::Break);
            f.when(Feature::NumberNear, long);
            f.when(Feature::NumberNext, long);
        }
    }
}

/// Whether a number of persons stands at `at`: 외 2명, 외 3인, not 외 11건.
fn persons(page: &Page, at: usize) -> bool {
    let skip = |at: usize| at + usize::from(page.folded.class(at) == Class::Space);
    let from = skip(at);
    let digits = (from..from + 5).take_while(|&i| page.folded.class(i) == Class::Digit).count();
    // 명 인
    digits > 0 && matches!(page.folded.unit(skip(from + digits)), 0xBA85 | 0xC778)
}

/// The last syllable of a word that a verb has made say something of the next: 한 할 된 될.
fn is_verb(unit: u16) -> bool {
    matches!(unit, 0xD55C | 0xD560 | 0xB41C | 0xB420)
}

/// Whether a line ends between a name and the number behind it.
fn crosses(page: &Page, from: usize, to: usize, numbers: &Numbers) -> bool {
    let k = numbers.starts.partition_point(|&s| (s as usize) < from);
    let end = numbers.starts.get(k).map_or(to, |&s| s as usize);
    (from..end).any(|i| page.folded.class(i) == Class::Newline)
}

/// Whether digits in brackets may be an age, a date or a number of a person: (71), (36세), (1990. 1. 2.), (010-…), not (50×50cm).
fn numeral(page: &Page, at: usize) -> bool {
    let mut end = at;
    while page.folded.class(end) == Class::Digit && end < at + 8 {
        end += 1;
    }
    // ) 세 . - 년 / , 살 학 ~ and a space or bracket of a telephone number
    end - at >= 5
        || matches!(
            page.folded.unit(end),
            0x29 | 0x5D | 0xC138 | 0x2E | 0x2D | 0xB144 | 0x2F | 0x2C | 0xC0B4 | 0xD559 | 0x20
        )
}

/// What stands in brackets right behind a name.
fn paren(page: &Page, f: &mut Features, at: usize, hits: &[Hit]) {
    let folded = &page.folded;
    let unit = folded.unit(at);
    let next = folded.unit(at + 1);
    let identity = match folded.class(at) {
        Class::Digit => numeral(page, at),
        // 金佳藍 / 女, 男)
        Class::Hanja => {
            folded.class(at + 1) == Class::Hanja
                || matches!(unit, 0x5973 | 0x7537) && matches!(next, 0x2C | 0x29 | 0x2F | 0x20 | 0xB7)
        }
        // 남, 여 / 만 36세 / 초2 / 인
        Class::Hangul => {
            (matches!(unit, 0xB0A8 | 0xC5EC) && matches!(next, 0x2C | 0x29 | 0x2F | 0x20 | 0xB7)
                || (matches!(unit, 0xB0A8 | 0xC5EC) && folded.class(at + 1) == Class::Digit))
                || (unit == 0xB9CC && (folded.class(at + 1) == Class::Digit || folded.class(at + 2) == Class::Digit))
                || (matches!(unit, 0xCD08 | 0xC911 | 0xACE0 | 0xB300) && folded.class(at + 1) == Class::Digit)
                || (unit == 0xC778 && next == 0x29)
                || (unit == 0xC11C && next == 0xBA85)
                || (unit == 0xAC00 && next == 0xBA85)
        }
        _ => matches!(unit, 0x260E | 0x260F),
    };
    if identity {
        f.on(Feature::ParenIdentity);
        return;
    }
    let close = (at..at + 24).find(|&i| matches!(folded.unit(i), 0x29 | 0x5D | 0x3E | 0x0A)).unwrap_or(at);
    let mut word = folded.class(at) == Class::Latin && folded.class(at + 1) == Class::Latin;
    for h in hits.iter().take(8).skip_while(|h| (h.start as usize) < at).take_while(|h| h.end as usize <= close) {
        word |= h.is(List::Titles) || h.is(List::Labels) || h.is(List::Persons) || h.is(List::Headers);
    }
    if close > at && !word {
        // 건설과, 한빛초등학교
        word = matches!(folded.unit(close - 1), 0xACFC | 0xD300 | 0xAD50 | 0xC0AC | 0xC6D0) && close - at >= 3;
    }
    f.when(Feature::ParenWord, word);
}
