//! What makes an amount nobody's: a limit, a norm for many, what an office spends on meals and gifts.

use crate::kind::Kind;
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

use super::amount::Amount;
use super::scene::{Scene, Who};

/// Words behind an amount that make it a limit or a rule.
const LIMITS: [&str; 15] = [
    "이하",
    "이내",
    "미만",
    "초과",
    "이상",
    "까지",
    "한도",
    "범위",
    "상당",
    "정도",
    "부터",
    "내외",
    "안에서",
    "넘으면",
    "넘지",
];

/// How far before an amount the word may stand that makes it a norm, in folded units.
const NORM: u32 = 60;

/// `지급기준: 초등 150,000원, 중등 300,000원`, `1인당 월 230,000원`, `880원/㎥`: what holds for many, with no person named in between.
pub(super) fn norm(page: &Page, scene: &Scene, found: &Amount, kind: Kind) -> bool {
    let f = &page.folded;
    let (at, end) = (found.span.start, found.span.end as usize);
    let per = f.unit(end) == 0x2F
        && (matches!(f.unit(end + 1), 0x33A0 | 0x33A1 | 0x33A5)
            || ["kg", "t", "m", "명", "인", "시간", "톤"].iter().any(|w| f.starts_with(end + 1, w)));
    // 6,200백만원: what is counted in millions is a budget.
    let budget = kind == Kind::PersonalFinance && found.comma && found.span.range().any(|i| f.starts_with(i, "백만원"));
    if per || budget || counted(page, at) {
        return true;
    }
    let floor = page.line(at).start.max(at.saturating_sub(NORM));
    let stop = |i: u32| {
        f.unit(i as usize) == 0x2E
            && f.class(i as usize + 1) == Class::Space
            && f.class_before(i as usize) == Class::Hangul
    };
    for hit in page.hits_before(at + 1).take_while(|h| h.start >= floor) {
        let gap = FoldSpan { start: hit.end.min(at), end: at };
        if hit.has(List::FactScene, attr::FACT_SCENE_NORM) {
            return !scene.holds(gap, Who::Person) && !(gap.start..gap.end).any(stop);
        }
    }
    // 과태료 기준 25만 원: the bare word only right before.
    let near = at as usize - usize::from(f.unit_before(at as usize) == 0x20);
    // 조례 기준 1회 15만 원: how often stands between.
    let times = ["1회", "1일", "월", "회당", "건당", "1건"].iter().find(|w| f.ends_with(near, w));
    let before = times.map_or(near, |w| near - w.chars().count());
    let before = before - usize::from(before < near && f.unit_before(before) == 0x20);
    ["기준", "표준", "한도", "1인", "예산"].iter().any(|w| f.ends_with(near, w) || f.ends_with(before, w))
}

/// How far before an amount the word may stand that makes it known to all, in folded units.
const OPEN: u32 = 24;

/// `나라장터 등록가 451,000원`, `공고문의 기초금액 …`, `배정예산 2억원`, `업종 평균 매출 …`: what everybody may read elsewhere, or what was counted of many.
pub(super) fn open(page: &Page, at: u32, kind: Kind) -> bool {
    const PRICES: [&str; 16] = [
        "조달청",
        "나라장터",
        "쇼핑몰",
        "고시",
        "공표",
        "누리집",
        "예산",
        "물가자료",
        "물가정보",
        "게재",
        "소비자가",
        "시중",
        "공고된",
        "공고서",
        "공고문",
        "기준단가",
    ];
    const FIGURES: [&str; 7] = ["업종", "업계", "제조업", "개사", "자본금", "전국", "도내"];
    let f = &page.folded;
    let words: &[&str] = match kind {
        Kind::UnitPrice | Kind::ReservePrice => &PRICES,
        Kind::SalesFigure => &FIGURES,
        _ => return false,
    };
    let from = page.line(at).start.max(at.saturating_sub(OPEN));
    // Back to the last amount (2억 원, 3천만원이며), or the last sentence.
    let ends = |i: usize| match f.unit(i) {
        0xC6D0 if f.class_before(i) != Class::Space => true,
        0xC6D0 | 0xC5B5 | 0xB9CC => f.class(i + 1) != Class::Hangul,
        0x2E => f.class(i + 1) == Class::Space,
        _ => false,
    };
    let from = (from..at.saturating_sub(1)).rev().find(|&i| ends(i as usize)).map_or(from, |i| i + 1);
    (from..at).any(|i| words.iter().any(|w| f.starts_with(i as usize, w)))
}

/// `외부 위원 7명 × 120,000원`: what each of so many gets.
fn counted(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let blank = |i: usize| i - usize::from(i > 0 && f.unit(i - 1) == 0x20);
    let mut i = blank(at as usize);
    if !matches!(f.unit_before(i), 0xD7 | 0x2A | 0x58 | 0x78) {
        return false;
    }
    i = blank(i - 1);
    i > 1 && matches!(f.unit(i - 1), 0xBA85 | 0xC778) && f.class_before(i - 1) == Class::Digit
}

/// Whether an amount is called a sum of all: 총액 38억 원, not 견적 총액.
pub(super) fn total(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let end = at as usize - usize::from(f.unit_before(at as usize) == 0x20);
    let Some(word) = ["총액", "누계"].iter().find(|w| f.ends_with(end, w)) else { return false };
    let word = end - word.chars().count();
    let before = word - usize::from(f.unit_before(word) == 0x20);
    !["견적", "제안", "입찰", "산출"].iter().any(|w| f.ends_with(before, w))
}

/// What the bracket right behind an amount says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// `(공고됨)`, `(클린아이 공시)`, `, 누리집 공개)`: everybody knows it.
    Out,
    /// `(공고 전)`, `(내역은 봉함)`: nobody may know it yet.
    Sealed,
}

/// Reads the bracket that opens right behind `end`, or closes shortly behind it.
pub(super) fn known(page: &Page, end: u32) -> Option<Known> {
    const OUT: [&str; 6] = ["공고", "공시", "고시", "공개", "누리집", "공표"];
    const SEALED: [&str; 9] =
        ["공고 전", "공고전", "개찰 전", "개찰전", "입찰 전", "비공개", "미공개", "봉함", "공개 전"];
    let f = &page.folded;
    let mut i = end as usize;
    // 37억 9,200만 원으로 낮음(내역은 공고 전)
    let (mut open, mut sealed, mut words) = (false, true, 0);
    let stop = page.line(end).end.min(end + 34) as usize;
    let shut = (i..stop).find(|&k| f.unit(k) == 0x29)?;
    while i < shut && !open {
        match f.unit(i) {
            0x28 => open = true,
            0x2C if i == end as usize => (open, sealed) = (true, false),
            0x2C | 0x2E | 0x2F => return None,
            _ => words += 1,
        }
        i += 1;
    }
    let inside = i..shut;
    let says = |list: &[&str]| inside.clone().any(|k| list.iter().any(|w| f.starts_with(k, w)));
    if says(&SEALED) {
        (sealed && words <= 8).then_some(Known::Sealed)
    } else {
        (says(&OUT) && words <= 2 && !says(&["명단", "공시지가", "공시가격", "공개 금지"])).then_some(Known::Out)
    }
}

/// `평균 급여 341만 원`, `총 체납액 82,739,390원(3명)`: what was counted of many.
pub(super) fn of_many(page: &Page, word: u32, end: u32) -> bool {
    let f = &page.folded;
    let before = word as usize - usize::from(f.unit_before(word as usize) == 0x20);
    let i = end as usize + usize::from(f.unit(end as usize) == 0x20);
    let digits = (i + 1..i + 8).take_while(|&k| f.class(k) == Class::Digit || f.unit(k) == 0x2C).count();
    let people = f.unit(i) == 0x28
        && digits > 0
        && ["명", "건", "가구", "인)", "세대", "필지"].iter().any(|w| f.starts_with(i + 1 + digits, w));
    people || ["평균", "전체"].iter().any(|w| f.ends_with(before, w))
}

/// Whether the word before an amount is a meal, a gift or a delivery: what was spent is the office's.
pub(super) fn treat(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let end = at as usize - usize::from(f.unit_before(at as usize) == 0x20);
    const SPENT: [&str; 12] =
        ["오찬", "만찬", "간담", "식사", "격려", "다과", "화환", "조화", "음료", "선물", "착불", "택배비"];
    SPENT.iter().any(|w| f.ends_with(end, w))
}

/// Whether the words beside an amount make it a limit: at most, below, up to.
pub(super) fn limited(page: &Page, start: u32, end: u32) -> bool {
    let f = &page.folded;
    let before = start.saturating_sub(u32::from(f.unit_before(start as usize) == 0x20)) as usize;
    if f.ends_with(before, "최대") || f.ends_with(before, "최고") || f.ends_with(before, "최저임금 시급") {
        return true;
    }
    let mut i = end as usize;
    if f.unit(i) == 0x20 || f.unit(i) == 0xC744 {
        i += 1;
    }
    if f.unit(i) == 0x20 {
        i += 1;
    }
    LIMITS.iter().any(|w| f.starts_with(i, w))
}
