//! Whether an address is said to be a public place: `9100 군청 2층`, `9001 시청 별관`, `보건소(… 9001)`, `… 9012 일원`. Weights know the words around an
//! address, but not that one of them names the very house; here it does. A home and a person's place are decided by the caller.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};

/// What the name of a public place ends with.
static PLACES: Phrases<40> = Phrases::new([
    "시청",
    "군청",
    "구청",
    "도청",
    "청사",
    "지청",
    "교육청",
    "병무청",
    "지원청",
    "법원",
    "세무서",
    "경찰서",
    "소방서",
    "파출소",
    "지구대",
    "보건소",
    "보건지소",
    "읍사무소",
    "면사무소",
    "동사무소",
    "투표소",
    "개표소",
    "출장소",
    "센터",
    "도서관",
    "박물관",
    "미술관",
    "복지관",
    "문화원",
    "의료원",
    "체육관",
    "수련관",
    "회의실",
    "강당",
    "본관",
    "별관",
    "컨벤션",
    "농공단지",
    "승강장",
    "공설시장",
]);

/// What ends alike and is a business.
static SHOPS: Phrases<6> = Phrases::new(["카센터", "서비스센터", "정비센터", "미용센터", "마트센터", "물류센터"]);

/// How far behind the number of an address the name of its place may end, in folded units.
const BEHIND: u32 = 16;

/// Whether the name of a public place stands in the last part of an address, directly behind it or directly before it.
pub(super) fn public(page: &Page, at: FoldSpan) -> bool {
    inside_or_behind(page, at) || before(page, at.start)
}

/// `… 9100 군청 2층`, `… 9012 (가온체육관)`, `… 9012-1 일원`.
fn inside_or_behind(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    // The details behind the first number.
    let digit = at.range().find(|&i| f.class(i) == Class::Digit).map_or(at.end, |i| i as u32);
    let from = (digit..at.end).find(|&i| f.class(i as usize) == Class::Hangul).unwrap_or(at.end);
    let mut i = from.max(at.end.saturating_sub(BEHIND));
    let stop = at.end + BEHIND;
    while i < stop {
        let k = i as usize;
        let lead = i <= at.end + 1;
        match f.class(k) {
            Class::Newline | Class::Tab if i >= at.end => return false,
            // A part of the sentence ends; a bracket or a comma may lead in the place.
            Class::Punct if i >= at.end && !(lead && matches!(f.unit(k), 0x28 | 0x2C)) => return false,
            _ => {}
        }
        if f.class(k) == Class::Hangul
            && (named(page, k + 1) || f.ends_with(k + 1, "일원") && closes(page, k + 1) && !field(page, k + 1))
        {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether a field or a wood is spoken of at `at`, in brackets or not: somebody's land.
fn field(page: &Page, at: usize) -> bool {
    static LAND: Phrases<4> = Phrases::new(["농지", "답", "전", "임야"]);
    let f = &page.folded;
    let from = (at..at + 3).find(|&i| f.class(i) == Class::Hangul).unwrap_or(at);
    LAND.at(f, from).is_some_and(|n| f.class(from + n) != Class::Hangul)
}

/// Whether the name of a public place ends at `end`.
fn named(page: &Page, end: usize) -> bool {
    let f = &page.folded;
    PLACES.before(f, end).is_some() && SHOPS.before(f, end).is_none() && closes(page, end)
}

/// Whether a word ends at `end`, a particle or a word for a side of it allowed behind it.
fn closes(page: &Page, end: usize) -> bool {
    static TAILS: Phrases<12> =
        Phrases::new(["으로", "에서", "에", "로", "은", "는", "이", "의", "내", "안", "과", "와"]);
    let f = &page.folded;
    f.class(end) != Class::Hangul || TAILS.at(f, end).is_some_and(|n| f.class(end + n) != Class::Hangul)
}

/// `보건소(… 9001)`, `군청 별관: … 9001`, `도서관 주소는 … 9001`.
fn before(page: &Page, start: u32) -> bool {
    static LABELS: Phrases<6> = Phrases::new(["주소", "위치", "소재지", "장소", "소재", "의"]);
    /// What has an address of its own, with the word for it behind: 병원 주소.
    static HOUSES: Phrases<11> = Phrases::new([
        "병원",
        "지사",
        "본부",
        "학교",
        "부두",
        "항만",
        "기념관",
        "문학관",
        "공예관",
        "과학관",
        "전시관",
    ]);
    let f = &page.folded;
    let skip = |mut end: usize| {
        while end > 0
            && (f.class(end - 1) == Class::Space || matches!(f.unit(end - 1), 0x28 | 0x3A | 0x2D | 0x2014))
            && start as usize - end < 12
        {
            end -= 1;
        }
        end
    };
    let mut end = skip(start as usize);
    if matches!(f.unit_before(end), 0xB294 | 0xC740) {
        end -= 1;
    }
    let label = end;
    for _ in 0..2 {
        end = skip(end - LABELS.before(f, end).unwrap_or(0));
    }
    PLACES.before(f, end).is_some() && SHOPS.before(f, end).is_none() || end < label && HOUSES.before(f, end).is_some()
}
