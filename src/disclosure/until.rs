//! When a restriction ends: a date that the draft states for it.
//!
//! A date counts only behind or before a word that speaks of an end (보호기간, 공고일, 종료 예정일, 보도 시각 …) in the same piece of text.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};

/// Year (0 where it is not said), month, day.
pub(super) type Date = (u16, u8, u8);

/// Words that announce the end of a restriction.
static WORDS: Phrases<39> = Phrases::new([
    "보호기간",
    "보호 기간",
    "종료예정",
    "종료 예정",
    "종료일",
    "공고일",
    "공고 예정",
    "공고예정",
    "고시일",
    "고시 예정",
    "고시예정",
    "발표일",
    "발표 예정",
    "발표예정",
    "보도 시각",
    "보도시각",
    "보도시점",
    "보도 시점",
    "보도일",
    "엠바고",
    "공표일",
    "공표 예정",
    "결정 예정",
    "결정예정",
    "방침 결정",
    "개찰",
    "선고기일",
    "선고 기일",
    "제한기간",
    "제한 기간",
    "비공개 기간",
    "공람",
    "낙찰자 결정",
    "합격자 발표",
    "까지 비공개",
    "까지 대외비",
    "까지 공개하지",
    "까지 알리지",
    "까지 열람을 제한",
]);

/// Words that announce the retention period.
static RETAINED: Phrases<2> = Phrases::new(["보존기간", "보존 기간"]);
/// Words that announce the day the draft was made.
static MADE: Phrases<5> = Phrases::new(["결재일", "시행일", "시행", "생산일", "작성일"]);

/// How far from the word a date may stand, in folded units.
const NEAR: usize = 24;

/// The date that the piece states for the end of a restriction, with where it stands.
pub(super) fn stated(page: &Page, piece: FoldSpan) -> Option<(Date, FoldSpan)> {
    let folded = &page.folded;
    let (from, end) = (piece.start as usize, piece.end as usize);
    for i in from..end {
        if folded.class(i) != Class::Hangul
            || (i > from && folded.class(i - 1) == Class::Hangul && !folded.starts_with(i, "까지"))
        {
            continue;
        }
        let Some(long) = WORDS.at(folded, i) else { continue };
        let after = i + long;
        for at in after..(after + NEAR).min(end) {
            if let Some(found) = date(page, at, end) {
                return Some(found);
            }
        }
        let low = i.saturating_sub(NEAR).max(from);
        let mut best = None;
        let mut at = low;
        while at < i {
            match date(page, at, end) {
                Some(found) => {
                    at = found.1.end as usize;
                    best = Some(found);
                }
                None => at += 1,
            }
        }
        if best.is_some() {
            return best;
        }
    }
    None
}

/// A date that begins at `i`: `2026-12-15`, `2026. 12. 15.`, `2026년 12월 15일`, `12월 15일`, `12. 15.`.
fn date(page: &Page, i: usize, end: usize) -> Option<(Date, FoldSpan)> {
    let folded = &page.folded;
    if folded.class(i) != Class::Digit || folded.class_before(i) == Class::Digit {
        return None;
    }
    let mut numbers = [(0u16, 0usize); 3];
    let mut marks = [0u16; 3];
    let mut count = 0;
    let mut at = i;
    while count < 3 {
        let (mut value, mut digits) = (0u16, 0);
        while at < end && folded.class(at) == Class::Digit && digits < 5 {
            value = value.wrapping_mul(10).wrapping_add(folded.unit(at).wrapping_sub(0x30));
            digits += 1;
            at += 1;
        }
        if digits == 0 {
            break;
        }
        let mark = folded.unit(at);
        // Hyphen, dot, slash, 년, 월, 일.
        let known = matches!(mark, 0x2D | 0x2E | 0x2F | 0xB144 | 0xC6D4 | 0xC77C);
        numbers[count] = (value, digits);
        marks[count] = mark;
        count += 1;
        if !known || count == 3 {
            if known && matches!(mark, 0x2E | 0xC77C) {
                at += 1;
            }
            break;
        }
        at += 1;
        while at < end && folded.class(at) == Class::Space {
            at += 1;
        }
    }
    let (year, month, day) = match (numbers, count) {
        ([(y, 4), (m, _), (d, 1..=2)], 3) if (1990..=2099).contains(&y) => (y, m, d),
        ([(m, 1..=2), (d, 1..=2), _], 2..)
            if matches!(marks[0], 0x2E | 0xC6D4) && matches!(marks[1], 0x2E | 0xC77C) =>
        {
            (0, m, d)
        }
        _ => return None,
    };
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| ((year, month as u8, day as u8), FoldSpan::new(i, at)))
}

/// The date as the form shows it.
pub(super) fn shown((year, month, day): Date) -> String {
    if year == 0 { format!("{month}월 {day}일") } else { format!("{year:04}-{month:02}-{day:02}") }
}

/// The retention period that the draft states behind 보존기간, in years; none for 영구 and 준영구.
pub(super) fn retention(page: &Page) -> Option<u16> {
    let folded = &page.folded;
    (0..folded.len()).filter(|&i| folded.unit(i) == 0xBCF4).find_map(|i| {
        let mut at = i + RETAINED.at(folded, i)?;
        let end = at + 4;
        while at < end && folded.class(at) != Class::Digit {
            at += 1;
        }
        let (mut years, mut digits) = (0u16, 0);
        while folded.class(at) == Class::Digit && digits < 2 {
            years = years * 10 + folded.unit(at).wrapping_sub(0x30);
            digits += 1;
            at += 1;
        }
        (digits > 0 && folded.starts_with(at, "년")).then_some(years)
    })
}

/// The date that the draft states behind 보존기간 for the end of keeping it, as an 예고문 does.
pub(super) fn kept_until(page: &Page) -> Option<Date> {
    let folded = &page.folded;
    (0..folded.len()).filter(|&i| folded.unit(i) == 0xBCF4).find_map(|i| {
        let from = i + RETAINED.at(folded, i)?;
        let end = (from + NEAR / 2).min(folded.len());
        let line = (from..end).find(|&k| folded.class(k) == Class::Newline).unwrap_or(end);
        let found = (from..line).find_map(|at| date(page, at, folded.len()))?;
        (found.0.0 > 0).then_some(found.0)
    })
}

/// The day the draft was made: the first whole date behind 결재, 시행, 생산일 or 작성일.
pub(super) fn made(page: &Page) -> Option<Date> {
    let folded = &page.folded;
    (0..folded.len()).filter(|&i| folded.class(i) == Class::Hangul).find_map(|i| {
        MADE.at(folded, i)?;
        (i + 2..i + NEAR).find_map(|at| date(page, at, folded.len())).map(|(d, _)| d).filter(|d| d.0 > 0)
    })
}
