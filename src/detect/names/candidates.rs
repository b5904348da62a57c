//! Which stretches of Hangul may be a Korean name: two to four syllables from a surname on, at the start of an 어절 or right behind a
//! label or title, with nothing behind them but a particle that agrees with the last consonant, an honorific or a title.
//!
//! Not here: syllables that stand apart (`spaced.rs`), what surrounds a name (`context.rs`), and what it weighs (`score.rs`).

use super::Mention;
use super::before::{ends_office, ends_person};
use super::features::{Feature, Features, ON};
use super::lexical::{ending, is_word, lexical, possible, strong};
use super::spaced::spaced;
use super::tables;
use super::tails::{Tail, tail};
use crate::page::Page;
use crate::text::{Class, is_hangul};
use crate::words::{Hit, List, attr};

/// Whether something stands beside a reading that might make a name of it: a mark, an edge, a word of the lists.
fn hinted(page: &Page, at: usize, after: usize, left: Option<&Hit>, hits: &[Hit]) -> bool {
    let folded = &page.folded;
    let edge = |class: Class, unit: u16| !matches!(class, Class::Space | Class::Hangul) && !matches!(unit, 0x2E | 0x25);
    if edge(folded.class_before(at), folded.unit_before(at)) || edge(folded.class(after), folded.unit(after)) {
        return true;
    }
    // Behind one space: a mark, a digit, a lone syllable.
    let (l, r) = (at.saturating_sub(2), after + 1);
    if edge(folded.class(l), folded.unit(l)) || edge(folded.class(r), folded.unit(r)) {
        return true;
    }
    // 원조해 씨, 이유 님: a word of address of one syllable.
    if folded.class(after) == Class::Space && matches!(folded.unit(r), 0xC528 | 0xB2D8) {
        return true;
    }
    // Behind a noun for a person that stands in no list: 협력업체 관리인 김가람.
    if folded.class_before(at) == Class::Space
        && at >= 3
        && is_hangul(folded.unit(at - 3))
        && (ends_person(folded.unit(l)) || ends_office(folded.unit(l)))
    {
        return true;
    }
    let speaks = |h: &Hit| {
        [List::Titles, List::Persons, List::Honorifics].iter().any(|&l| h.is(l))
            || h.labels(crate::kind::Kind::PersonName)
    };
    left.is_some_and(|h| h.end as usize + 3 >= at && speaks(h))
        || hits
            .iter()
            .take(4)
            .find(|h| h.start as usize >= after)
            .is_some_and(|h| h.start as usize <= after + 2 && speaks(h))
}

/// Whether a third syllable hangs on a word of the lists (차장이, 차장실) and does not end a name of many (배석호).
fn hangs(second: u16, third: u16) -> bool {
    match ending(third, second) {
        0 => false,
        1 => tables::shared(tables::Syllable::of(second), tables::Syllable::of(third)) < 2,
        _ => true,
    }
}

/// Pushes the names that may begin at `at` in the run of Hangul that ends at `end`.
fn from(page: &Page, at: usize, end: usize, left: Option<&Hit>, hits: &[Hit], glued: bool, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let first = folded.unit(at);
    let second = folded.unit(at + 1);
    let compound = end - at >= 3 && tables::is_compound(first, second);
    let single = tables::is_surname(first);
    if !single && !compound {
        return;
    }
    // A word of the lists is no name: 주무관, 예금주, 어르신.
    let listed = hits
        .iter()
        .take_while(|h| h.start as usize <= at)
        .find(|h| h.start as usize == at)
        .filter(|h| {
            [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Honorifics]
                .iter()
                .any(|&l| h.is(l))
        })
        .map_or(0, |h| h.end as usize);
    // Partly masked already: 홍길○, 김가*.
    let blank = folded.class(end) == Class::Blank;
    let begun = out.len();
    let mut hint: Option<bool> = None;
    for len in [2, 3, 4] {
        if at + len > end {
            break;
        }
        // 차장이, 차장실: nor with its particle or suffix.
        if listed >= at + len || (listed == at + 2 && len == 3 && hangs(second, folded.unit(at + 2))) {
            continue;
        }
        let Some(tail) = tail(page, at + len, end, hits) else { continue };
        if blank && tail == Tail::None {
            continue;
        }
        let mut units = [0u16; 4];
        for (k, unit) in units.iter_mut().take(len).enumerate() {
            *unit = folded.unit(at + k);
        }
        let name = &units[..len];
        // 김모씨, 이모 씨: a name that was taken out.
        if second == 0xBAA8 && (len == 2 || folded.unit(at + 2) == 0xC528) {
            continue;
        }
        let surname = if compound && len >= 3 { 2 } else { 1 };
        if surname == 1 && !single {
            continue;
        }
        // Most words that could be read as a name are words, and nothing beside them says otherwise.
        let plain = !glued
            && !matches!(tail, Tail::Honorific | Tail::Title | Tail::Personal)
            && !*hint.get_or_insert_with(|| hinted(page, at, end, left, hits));
        if plain && surname == 1 && is_word(name) {
            continue;
        }
        let mut f = Features::default();
        lexical(name, surname, &mut f);
        // 이용하는, 지정한, 처리된: a word made a verb.
        let verb = matches!(units[2], 0xD55C | 0xD560 | 0xD568 | 0xB41C | 0xB420 | 0xB428)
            || (matches!(units[2], 0xD558 | 0xB418 | 0xD574) && tail != Tail::None);
        if len == 3 && verb && f.has(Feature::OtherSuffix) {
            // No verb form has a particle of its own behind 한, 할, 된.
            let bare = matches!(tail, Tail::None | Tail::Other | Tail::Wrong);
            f.set(Feature::OtherSuffix, if bare || matches!(units[2], 0xD568 | 0xB428) { ON } else { ON / 2 });
        }
        // 구성하며, 제출되고: nothing but a verb.
        let stem = len == 3
            && matches!(units[2], 0xD558 | 0xB418 | 0xD574)
            && matches!(tail, Tail::Core | Tail::Other | Tail::Wrong);
        if stem && f.has(Feature::OtherSuffix) {
            continue;
        }
        if plain && !strong(&f) && !possible(&f) {
            continue;
        }
        out.push(Mention::new(at, at + len, end, tail, f));
    }
    // Of several readings of one 어절 each knows of the others.
    if out.len() - begun >= 2 {
        let good: Vec<(bool, u32)> = out[begun..].iter().map(|m| (strong(&m.features), m.end)).collect();
        for m in &mut out[begun..] {
            let longer = good.iter().any(|&(s, e)| s && e > m.end);
            let shorter = good.iter().any(|&(s, e)| s && e < m.end);
            m.features.when(Feature::Longer, longer);
            m.features.when(Feature::Shorter, shorter && m.features.any(&[Feature::OtherParticle, Feature::Long]));
        }
    }
}

/// Hands over every run of Hangul: where it begins and ends, and the number of the first word of the lists from its beginning on.
pub(super) fn each_run(page: &Page, found: &mut dyn FnMut(usize, usize, usize)) {
    let units = page.folded.units();
    let (mut i, mut h) = (0, 0);
    while i < units.len() {
        if !is_hangul(units[i]) {
            i += 1;
            continue;
        }
        let at = i;
        while i < units.len() && is_hangul(units[i]) {
            i += 1;
        }
        while page.hits.get(h).is_some_and(|hit| (hit.start as usize) < at) {
            h += 1;
        }
        found(at, i, h);
    }
}

/// Collects the Korean names that may stand on a page, in order of their starts.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    let units = page.folded.units();
    each_run(page, &mut |at, i, h| {
        let n = i - at;
        if n == 1 || (n == 2 && tables::is_compound(units[at], units[at + 1])) {
            spaced(page, at, i, &page.hits[h..], out);
        }
        if n < 2 {
            return;
        }
        if n <= 10 && (tables::is_surname(units[at]) || n >= 3 && tables::is_compound(units[at], units[at + 1])) {
            let left = h.checked_sub(1).and_then(|h| page.hits.get(h));
            from(page, at, i, left, page.hits.get(h..).unwrap_or(&[]), false, out);
        }
        // 성명김가람, 위원장김가람: what stands behind a label or title in the same 어절.
        let mut k = h;
        while let Some(hit) = page.hits.get(k) {
            let end = hit.end as usize;
            if end >= i {
                break;
            }
            if (hit.is(List::Titles) || hit.labels(crate::kind::Kind::PersonName))
                && end > at
                && (2..=9).contains(&(i - end))
            {
                let next = k + 1;
                from(page, end, i, None, page.hits.get(next..).unwrap_or(&[]), true, out);
            } else if (hit.is(List::Persons) || hit.is(List::Roles) || hit.has(List::Holders, attr::HOLDERS_PERSON))
                && end > at
                && (3..=6).contains(&(i - end))
            {
                // 명의자김가람, 어머니김가람은: only syllables that make a name beyond doubt.
                let begun = out.len();
                from(page, end, i, None, page.hits.get(k + 1..).unwrap_or(&[]), true, out);
                let mut m = begun;
                while m < out.len() {
                    let sure = strong(&out[m].features)
                        && out[m].end - out[m].start == 3
                        && !matches!(out[m].tail, Tail::Other | Tail::Wrong);
                    if sure {
                        m += 1;
                    } else {
                        out.remove(m);
                    }
                }
            }
            k += 1;
        }
    });
}
