//! Names whose syllables stand apart: by spaces (홍 길 동), by dots or hyphens (홍.길.동), by the end of a line.
//!
//! Not here: names written together (`candidates.rs`).

use super::Mention;
use super::features::{Feature, Features};
use super::lexical::lexical;
use super::tables;
use super::tails::{Tail, tail};
use crate::page::Page;
use crate::text::{Class, is_hangul};
use crate::words::Hit;

/// 홍 길 동, 홍  길동, 남궁 민, 홍.길.동: a surname alone, then the rest of the name.
pub(super) fn spaced(page: &Page, at: usize, end: usize, hits: &[Hit], out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let first = folded.unit(at);
    let mut surname = end - at;
    // 남 궁 길 동, 독-고-빛: both syllables of the surname apart.
    let apart = {
        let j = (end..end + 3).find(|&k| is_hangul(folded.unit(k))).unwrap_or(end);
        surname == 1
            && j > end
            && folded.unit(end) != 0x0A
            && !is_hangul(folded.unit(j + 1))
            && tables::is_compound(first, folded.unit(j))
    };
    if surname == 1 && !apart && !tables::is_surname(first) {
        return;
    }
    if at > 0 && matches!(folded.class(at - 1), Class::Digit | Class::Blank | Class::Latin) {
        return;
    }
    let mut units = [first, folded.unit(at + 1), 0, 0];
    let mut n = surname;
    let mut i = end;
    let mut separator = 0;
    let mut wide = false;
    let mut name_end = end;
    let most = if apart { 4 } else { surname + 2 };
    while n < most && n < 4 {
        let unit = folded.unit(i);
        let dot = matches!(unit, 0x2E | 0xB7 | 0x2D | 0x5F);
        if unit == 0x0A && n == surname {
            torn(page, at, i + 1, surname, hits, out);
        }
        if unit != 0x20 && !dot {
            break;
        }
        if separator != 0 && separator != unit {
            break;
        }
        separator = unit;
        let mut j = i + 1;
        while folded.unit(j) == 0x20 && j < i + 3 {
            j += 1;
        }
        wide |= dot || j > i + 1;
        if !is_hangul(folded.unit(j)) {
            break;
        }
        let mut e = j;
        while is_hangul(folded.unit(e)) && e < j + 9 {
            e += 1;
        }
        if e - j == 1 {
            units[n] = folded.unit(j);
            n += 1;
            name_end = e;
            i = e;
            continue;
        }
        // 김.가.람은: the last syllable with a particle behind it.
        if dot {
            if n + 1 >= surname + 2 {
                let from = hits.iter().position(|h| h.start as usize >= j).unwrap_or(hits.len());
                if let Some(tail) = tail(page, j + 1, e, &hits[from..]) {
                    units[n] = folded.unit(j);
                    push_spaced(page, at, j + 1, e, tail, &units[..n + 1], surname, true, out);
                    return;
                }
            }
            break;
        }
        // 한 명, 한 사람 count.
        if first == 0xD55C {
            break;
        }
        // A longer run ends the name: one or two more syllables and a tail.
        let more: &[usize] = if n == surname { &[2, 1] } else { &[1] };
        let from = hits.iter().position(|h| h.start as usize >= j).unwrap_or(hits.len());
        for &take in more {
            if n + take > 4 || j + take > e {
                continue;
            }
            if let Some(tail) = tail(page, j + take, e, &hits[from..]).filter(|t| *t != Tail::Wrong) {
                for k in 0..take {
                    units[n + k] = folded.unit(j + k);
                }
                push_spaced(page, at, j + take, e, tail, &units[..n + take], surname, false, out);
                break;
            }
        }
        break;
    }
    if n == surname || folded.class(name_end) == Class::Hangul {
        return;
    }
    if apart && n >= 3 {
        surname = 2;
    }
    // Syllables one by one, all parted alike, are hardly anything else.
    push_spaced(page, at, name_end, name_end, Tail::None, &units[..n], surname, wide || n == surname + 2, out);
}

/// A name of which the line ends behind the surname: the rest stands alone at the start of the next line.
fn torn(page: &Page, at: usize, next: usize, surname: usize, hits: &[Hit], out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let mut e = next;
    while is_hangul(folded.unit(e)) && e < next + 9 {
        e += 1;
    }
    let n = 2.min(e - next);
    let from = hits.iter().position(|h| h.start as usize >= next).unwrap_or(hits.len());
    let Some(tail) = tail(page, next + n, e, &hits[from..]).filter(|t| !matches!(t, Tail::Other | Tail::Wrong)) else {
        return;
    };
    if n == 0 || n == 1 && surname == 1 || is_hangul(folded.unit(e)) || folded.class_before(at) == Class::Hangul {
        return;
    }
    let mut units = [0u16; 4];
    for (k, unit) in units.iter_mut().take(surname + n).enumerate() {
        *unit = folded.unit(if k < surname { at + k } else { next + k - surname });
    }
    push_spaced(page, at, next + n, e, tail, &units[..surname + n], surname, false, out);
}

#[allow(clippy::too_many_arguments)]
fn push_spaced(
    page: &Page,
    at: usize,
    end: usize,
    after: usize,
    tail: Tail,
    name: &[u16],
    surname: usize,
    marked: bool,
    out: &mut Vec<Mention>,
) {
    // 김 모 씨 is a name taken out; a word behind a single syllable (이 사업, 전 직원) is no given name.
    if name.last() == Some(&0xBAA8)
        || page.folded.class(after) == Class::Blank
        || page.folded.class(after) == Class::Digit
    {
        return;
    }
    let mut f = Features::default();
    lexical(name, surname, &mut f);
    if f.get(Feature::Lexicon) < if marked { -64 } else { -24 } {
        return;
    }
    f.on(Feature::Spaced);
    // 이 전 한 현 제 도 시 구 신 주 총 조 반 위 호 차 기 부 also stand alone as words.
    let word = surname == 1
        && matches!(
            name.first(),
            Some(
                0xC774
                    | 0xC804
                    | 0xD55C
                    | 0xD604
                    | 0xC81C
                    | 0xB3C4
                    | 0xC2DC
                    | 0xAD6C
                    | 0xC2E0
                    | 0xC8FC
                    | 0xCD1D
                    | 0xC870
                    | 0xBC18
                    | 0xC704
                    | 0xD638
                    | 0xCC28
                    | 0xAE30
                    | 0xBD80
                    | 0xB3D9
                    | 0xC591
                    | 0xBCC0
            )
        );
    f.when(Feature::SpacedWord, word && !(marked && name.len() >= 3));
    out.push(Mention::new(at, end, after, tail, f));
}
