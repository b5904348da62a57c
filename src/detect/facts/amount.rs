//! Amounts of money as officials write them: `금113,560원`, `9400만 5,700원`, `3억 2천만원`, `41,200천원`, `1.2억`, `142만 달러`, `3억 1,200만`, `61만 2천`.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, Folded, Phrases};

/// An amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// From the first sign to the unit, with 약, 월, 금 before it.
    pub(super) span: FoldSpan,
    /// Whether a unit of money is written; without one only a column or a row says so.
    pub(super) unit: bool,
    /// Whether it has a thousands separator.
    pub(super) comma: bool,
    /// Whether it is a rate: 2.5%.
    pub(super) rate: bool,
}

static SCALES: Phrases<8> = Phrases::new(["천만", "백만", "십만", "조", "억", "만", "천", "백"]);
static UNITS: Phrases<6> = Phrases::new(["원", "달러", "유로", "위안", "엔", "불"]);
static BEFORE: Phrases<27> = Phrases::new([
    "kg당",
    "톤당",
    "t당",
    "㎡당",
    "m당",
    "시간당",
    "회당",
    "건당",
    "개당",
    "일당",
    "월 평균",
    "월평균",
    "연평균",
    "매월",
    "매달",
    "매년",
    "1일",
    "하루",
    "한 달",
    "한달",
    "일금",
    "금",
    "약",
    "월",
    "연",
    "일",
    "각",
]);
/// What may follow 원 without a space: particles and 정, 씩, 이하, 이내 …; a word such as 원인, 원고 has others.
const AFTER: &str = "은는이을의과와에으도만정씩미초한까부상및또입임쯤뿐밖짜";

/// The amount that begins with the digit at `at`; what follows is read on from the end of its span.
pub(super) fn read(page: &Page, at: u32) -> Option<Amount> {
    let f = &page.folded;
    let (mut i, mut comma, mut scale) = (at as usize, false, false);
    let mut unit = false;
    let end;
    // 1조 2억 3만 4천: no more scales than there are.
    let mut scales = 0;
    loop {
        let digits = i;
        while f.class(i) == Class::Digit {
            i += 1;
        }
        if i == digits || i - digits > 12 {
            return None;
        }
        while f.unit(i) == 0x2C && (1..=3).all(|k| f.class(i + k) == Class::Digit) && f.class(i + 4) != Class::Digit {
            comma = true;
            i += 4;
        }
        if f.unit(i) == 0x2E && f.class(i + 1) == Class::Digit {
            i += 1;
            while f.class(i) == Class::Digit {
                i += 1;
            }
        }
        let mut j = skip_space(f, i);
        // 320여 만원
        if f.unit(i) == 0xC5EC && SCALES.at(f, skip_space(f, i + 1)).is_some() {
            j = skip_space(f, i + 1);
        }
        if let Some(n) = SCALES.at(f, j) {
            scale = true;
            j += n;
            // 2천만원, 3백만원
            if let Some(more) = SCALES.at(f, j) {
                j += more;
            }
            let next = skip_space(f, j);
            if f.class(next) == Class::Digit && scale {
                i = next;
                if let Some(more) = tail(f, next) {
                    i = more;
                    end = i;
                    unit = true;
                    break;
                }
                scales += 1;
                if scales > 4 {
                    return None;
                }
                continue;
            }
            i = j;
        }
        // 5억여 원
        let j = skip_space(f, i + usize::from(scale && f.unit(i) == 0xC5EC));
        if let Some(n) = UNITS.at(f, j) {
            let after = f.unit(j + n);
            let glued = f.class(j + n) == Class::Hangul
                && !AFTER.encode_utf16().any(|a| a == after)
                && !ABOUT.iter().any(|w| f.starts_with(j + n, w));
            if glued || (j > i && f.unit(i) == 0x2E) {
                return None;
            }
            i = j + n;
            unit = true;
        } else if scale && f.unit_before(i) == 0xC5B5 {
            // 42억을: no 원 behind it
            unit = true;
        } else if scale && f.unit_before(i) == 0xB9CC && bare(f, i) {
            // 월 120만, 알바 65만 8천
            unit = true;
        } else if scales > 0 && (i - digits > 2 || matches!(f.unit_before(i), 0xCC9C | 0xBC31 | 0xC2ED)) && bare(f, i) {
            // 61만 2천, 2억 8400: the last part without its unit.
            unit = true;
        }
        end = i;
        break;
    }
    if scale && !unit {
        return None;
    }
    let mut start = at as usize;
    let rate = !unit && f.unit(end) == 0x25;
    let end = if rate { end + 1 } else { end };
    if unit {
        if matches!(f.unit_before(start), 0x20A9 | 0xFFE6 | 0x5C) {
            start -= 1;
        }
        let space = usize::from(f.unit_before(start) == 0x20);
        if let Some(n) = BEFORE.before(f, start - space)
            && !matches!(f.class_before(start - space - n), Class::Hangul | Class::Digit)
        {
            start -= space + n;
        }
    }
    Some(Amount { span: FoldSpan::new(start, bracketed(f, end)), unit, comma, rate })
}

/// What says that an amount is not exact, or is one of several.
const ABOUT: [&str; 8] = ["가량", "남짓", "어치", "쯤", "뿐", "정도", "밖에", "씩"];

/// Whether 만 or 천 without 원 may end an amount: nothing is counted behind it.
fn bare(f: &Folded, end: usize) -> bool {
    const AFTER: &str = "을를이은도씩에";
    const SAID: [&str; 8] = ["이고", "이구", "이며", "이라", "이었", "이나", "이에", "이 "];
    let said = |i: usize| ABOUT.iter().chain(&SAID).any(|w| f.starts_with(i, w));
    match f.class(end) {
        Class::Hangul => {
            AFTER.encode_utf16().any(|a| a == f.unit(end)) && f.class(end + 1) != Class::Hangul || said(end)
        }
        Class::Space => matches!(f.class(end + 1), Class::Punct | Class::Blank) || said(end + 1),
        class => !matches!(class, Class::Digit | Class::Latin),
    }
}

/// The end of the amount in whose middle a span ends: `벌금 100` of `벌금 100만 원`.
pub(super) fn end_of(page: &Page, at: FoldSpan) -> u32 {
    let f = &page.folded;
    let mut from = at.end as usize;
    if f.class_before(from) != Class::Digit {
        return at.end;
    }
    while from > at.start as usize && (f.class_before(from) == Class::Digit || f.unit_before(from) == 0x2C) {
        from -= 1;
    }
    read(page, from as u32).filter(|a| a.unit).map_or(at.end, |a| a.span.end.max(at.end))
}

/// `3억 2천만원`: whether what begins at `at` is read to a unit; its end.
fn tail(f: &Folded, at: usize) -> Option<usize> {
    let mut i = at;
    for _ in 0..4 {
        while f.class(i) == Class::Digit || f.unit(i) == 0x2C && f.class(i + 1) == Class::Digit {
            i += 1;
        }
        let mut j = skip_space(f, i);
        while let Some(n) = SCALES.at(f, j) {
            j += n;
        }
        let k = skip_space(f, j);
        if let Some(n) = UNITS.at(f, k) {
            return Some(k + n);
        }
        if j == i || f.class(k) != Class::Digit {
            return None;
        }
        i = k;
    }
    None
}

/// `(금삼십칠만사천일백원)` behind an amount belongs to it.
fn bracketed(f: &Folded, end: usize) -> usize {
    if f.unit(end) != 0x28 || !(f.starts_with(end + 1, "금") || f.starts_with(end + 1, "일금")) {
        return end;
    }
    (end + 2..end + 32).find(|&k| f.unit(k) == 0x29).map_or(end, |k| k + 1)
}

fn skip_space(f: &Folded, i: usize) -> usize {
    if f.unit(i) == 0x20 { i + 1 } else { i }
}
