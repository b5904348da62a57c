//! What stands around a date and tells whether it is a person's day of birth: 생 behind it, a name before it, the sex beside it; a period, an
//! event or a cohort that it is not. No kind of its own; `birth_date.rs` weighs what is found here.

use crate::kind::Kind;
use crate::page::dates::{self, Date};
use crate::page::{Numbers, Page};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::List;

/// Whether a name, alone or with brackets behind it, stands before a date with a comma, bar or space between; or bars stand on both sides.
pub(crate) fn beside_name(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let (at, separator) = lead(page, span.start);
    if page.name_ends_strictly(at) {
        return true;
    }
    if separator == 0x2F && f.unit(span.end as usize + usize::from(f.class(span.end as usize) == Class::Space)) == 0x2F
    {
        return true;
    }
    // 엽광석 (보훈번호 …), 1946. 1. 1.
    if at > 0 && f.unit(at as usize - 1) == 0x29 {
        let open = (at.saturating_sub(BRACKET)..at).rev().find(|&i| f.unit(i as usize) == 0x28);
        return open.is_some_and(|i| page.name_ends_strictly(i));
    }
    false
}

/// Behind `생`, `일생`, `출생`, `生`, where one stands behind a date, perhaps in brackets.
pub(crate) fn born(page: &Page, end: usize) -> Option<u32> {
    let f = &page.folded;
    let mut i = end;
    while i < end + 2 && (f.class(i) == Class::Space || f.unit(i) == 0x28 || f.unit(i) == 0xC77C) {
        i += 1;
    }
    if f.starts_with(i, "출생") {
        // 출생아, 출생률, 출생신고 count or register births.
        let next = f.unit(i + 2);
        let counts = "아률신통증지자".encode_utf16().any(|u| u == next);
        return (!counts).then_some(i as u32 + 2);
    }
    if f.starts_with(i, "태어") || f.starts_with(end, "에 태어") || f.starts_with(end, "에 출생") {
        return Some(end as u32);
    }
    if !matches!(f.unit(i), 0xC0DD | 0x751F) {
        return None;
    }
    // 생산, 생활, 생성 … begin with the same syllable.
    let next = f.unit(i + 1);
    let alone =
        f.class(i + 1) != Class::Hangul || "이으의은인로과와도남여만을에부까자".encode_utf16().any(|u| u == next);
    let word = f.starts_with(i, "생이별")
        || f.starts_with(i, "생도")
        || f.starts_with(i, "생남") && !f.starts_with(i, "생남)")
        || f.starts_with(i, "생의");
    (alone && !word).then_some(i as u32 + 1)
}

/// Where the day ends that is told behind a year of birth: 99년생 (7/7), 88년생 3월9일.
pub(crate) fn day_behind(page: &Page, to: u32) -> Option<u32> {
    let f = &page.folded;
    let mut i = to as usize + usize::from(f.class(to as usize) == Class::Space);
    let open = f.unit(i) == 0x28;
    i += usize::from(open);
    let number = |i: &mut usize| {
        let (mut n, mut value) = (0, 0);
        while n < 2 && f.class(*i) == Class::Digit {
            value = value * 10 + u32::from(f.unit(*i) - 0x30);
            (n, *i) = (n + 1, *i + 1);
        }
        (n > 0).then_some(value)
    };
    let month = number(&mut i)?;
    let mark = f.unit(i);
    if !(mark == 0xC6D4 || open && matches!(mark, 0x2D..=0x2F)) {
        return None;
    }
    i += 1;
    i += usize::from(f.class(i) == Class::Space);
    let day = number(&mut i)?;
    i += usize::from(mark == 0xC6D4 && f.unit(i) == 0xC77C || mark == 0x2E && f.unit(i) == 0x2E);
    // 88년생 3월 9일 방문 is another day.
    let shut = if open {
        f.unit(i) == 0x29
    } else {
        mark == 0xC6D4
            && f.unit(i - 1) == 0xC77C
            && (closes(page, i) || matches!(f.class(i), Class::Newline | Class::Tab) || f.unit(i) == 0)
    };
    (crate::checksum::date(0, month, day) && shut).then_some((i + usize::from(open)) as u32)
}

/// Whether a year of birth bounds a cohort: 1972년생 이상, 2008년생부터, ~2010년생.
pub(crate) fn cohort(page: &Page, to: u32) -> bool {
    let f = &page.folded;
    let i = to as usize;
    let j = i + usize::from(f.class(i) == Class::Space);
    const BOUNDS: [&str; 18] = [
        "이상",
        "이하",
        "이후",
        "이전",
        "부터",
        "까지",
        "미만",
        "초과",
        "출생자",
        "이내",
        "해당",
        "대상",
        "자 ",
        "~",
        "-",
        "전체",
        "아님",
        "인구",
    ];
    BOUNDS.iter().any(|w| f.starts_with(j, w))
}

/// What stands before a date: where it ends, and the comma, bar or dot between.
pub(crate) fn lead(page: &Page, at: u32) -> (u32, u16) {
    let spaces = |mut i: u32| {
        let from = i;
        while i > 0 && from - i < 3 && page.folded.class(i as usize - 1) == Class::Space {
            i -= 1;
        }
        i
    };
    let i = spaces(at);
    match page.folded.unit_before(i as usize) {
        mark @ (0x2C | 0x2F | 0xB7) => (spaces(i - 1), mark),
        _ => (i, 0),
    }
}

/// Whether a name follows a year of birth: 1990년생 김가람.
pub(crate) fn named_after(page: &Page, born: Option<u32>) -> bool {
    let f = &page.folded;
    born.is_some_and(|to| {
        let from = to as usize + 1;
        let mut end = from;
        while f.class(end) == Class::Hangul && end - from < 5 {
            end += 1;
        }
        // 62년생 강모 씨
        let unnamed = end - from == 2 && f.unit(end - 1) == 0xBAA8 && f.unit(end) == 0x20 && f.unit(end + 1) == 0xC528;
        // 2007년생 남성은: a cohort.
        let group = f.starts_with(from, "남성") || f.starts_with(from, "여성");
        let named = end - from == 3 && !group && page.name_ends_strictly(end as u32);
        f.class(to as usize) == Class::Space && (unnamed || named)
    })
}

/// Where what stands before a date ends.
pub(crate) fn before(page: &Page, at: u32) -> u32 {
    lead(page, at).0
}

/// Whether the date continues a number that began before it (a version, a longer date).
pub(crate) fn inside(page: &Page, start: u32) -> bool {
    let f = &page.folded;
    let i = start as usize;
    i >= 2 && f.unit(i - 1) == 0x2E && f.class(i - 2) == Class::Digit
}

/// Whether a digit follows a dot or hyphen directly behind the date.
pub(crate) fn runs_on(page: &Page, end: usize) -> bool {
    let f = &page.folded;
    let dot = end > 0 && f.unit(end - 1) == 0x2E;
    dot && f.class(end) == Class::Digit
        || f.unit(end) == 0x2D && f.class(end + 1) == Class::Digit
        || f.unit(end) == 0x2F && !dot && f.class(end + 1) == Class::Digit
}

/// Whether a date is one end of a period.
pub(crate) fn period(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let (mut i, mut j) = (span.start as usize, span.end as usize);
    while i > 0 && f.class(i - 1) == Class::Space {
        i -= 1;
    }
    // A time or a weekday may stand between.
    if f.unit(j) == 0x28 && f.unit(j + 2) == 0x29 {
        j += 3;
    }
    while f.class(j) == Class::Space {
        j += 1;
    }
    i > 0 && f.unit(i - 1) == 0x7E || f.unit(j) == 0x7E
}

/// What an event date is followed or announced by.
const EVENTS: [&str; 44] = [
    "시행", "개정", "공포", "접수", "입사", "퇴직", "임용", "발령", "부터", "까지", "이후", "이전", "현재", "기준",
    "자로", "자 ", "체결", "선고", "사망", "에 ", "개최", "신청", "발급", "제정", "설립", "신설", "승인", "허가",
    "등록", "신고", "시작", "종료", "예정", "경 ", "공고", "고시", "취득", "준공", "착공", "발생", "방문", "(월",
    "(화", "(수",
];

pub(crate) fn event(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let j = span.end as usize;
    let j = j + usize::from(f.class(j) == Class::Space);
    if EVENTS.iter().any(|w| f.starts_with(j, w))
        || f.unit(span.end as usize) == 0x28 && "월화수목금토일".encode_utf16().any(|u| u == f.unit(j + 1))
    {
        return true;
    }
    // 11. 21. 14:00
    f.class(j) == Class::Digit && (f.unit(j + 1) == 0x3A || f.unit(j + 2) == 0x3A)
}

/// Whether what follows a date inside a bracket ends it: the bracket, a comma, the sex, an age.
pub(crate) fn closes(page: &Page, end: usize) -> bool {
    let f = &page.folded;
    let i = end + usize::from(f.class(end) == Class::Space);
    match f.unit(i) {
        0x29 | 0x2C | 0x2F | 0x3B | 0x5D => true,
        unit => is_sex(unit) || f.starts_with(i, "만 "),
    }
}

pub(crate) fn is_sex(unit: u16) -> bool {
    matches!(unit, 0xB0A8 | 0xC5EC | 0x7537 | 0x5973)
}

/// How far before a date its bracket may open.
const BRACKET: u32 = 32;

/// Where the bracket opens that a date stands in, if commas, and nothing that ends a sentence, stand between.
pub(crate) fn opening(page: &Page, at: u32) -> Option<u32> {
    let f = &page.folded;
    let mut i = at;
    let mut comma = None;
    while i > 0 && at - i < BRACKET {
        i -= 1;
        match f.unit(i as usize) {
            0x28 | 0x5B => {
                // The date begins the bracket, or a comma, bar or dot stands before it.
                let first = (i + 1..at).all(|k| f.class(k as usize) == Class::Space);
                return (first || comma == Some(true)).then_some(i);
            }
            0x0A | 0x29 | 0x5D => return None,
            _ if f.class(i as usize) == Class::Space => {}
            unit => {
                comma.get_or_insert(matches!(unit, 0x2C | 0x2F | 0xB7));
            }
        }
    }
    None
}

/// Whether a name stands before the bracket.
pub(crate) fn bracketed(page: &Page, span: FoldSpan) -> bool {
    opening(page, span.start).is_some_and(|i| page.name_ends(i) || aged(page, i))
}

/// Whether an age stands before a bracket: 만 36세(1990. 1. 2.).
pub(crate) fn aged(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let i = at as usize - usize::from(at > 0 && f.class(at as usize - 1) == Class::Space);
    i >= 2 && matches!(f.unit(i - 1), 0xC138 | 0xC0B4) && f.class(i - 2) == Class::Digit
}

/// Whether an age and a comma stand right before a date: (만 64세, 1962. 3. 2.).
pub(crate) fn aged_before(page: &Page, at: u32) -> bool {
    let (end, separator) = lead(page, at);
    separator != 0 && aged(page, end)
}

/// Whether the calendar is named behind a date: 1962. 3. 2.(음력), 1936. 12. 3., 음력, 63/3/3 (음).
pub(crate) fn lunar(page: &Page, end: u32) -> bool {
    let f = &page.folded;
    let skip = |i: &usize| f.class(*i) == Class::Space || matches!(f.unit(*i), 0x28 | 0x2C);
    let i = (end as usize..end as usize + 3).find(|i| !skip(i)).unwrap_or(end as usize);
    let short = matches!(f.unit(i), 0xC74C | 0xC591) && matches!(f.unit(i + 1), 0x29 | 0x2C | 0x2F);
    f.starts_with(i, "음력") || f.starts_with(i, "양력") || short && f.unit_before(i) == 0x28
}

/// Whether the name before the bracket is three syllables or more and like nothing else.
pub(crate) fn strict(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    opening(page, span.start).is_some_and(|i| {
        let mut from = i as usize;
        while from > 0 && f.class(from - 1) == Class::Space {
            from -= 1;
        }
        let to = from;
        while from > 0 && f.class(from - 1) == Class::Hangul {
            from -= 1;
        }
        f.class_before(to) == Class::Latin || (3..=4).contains(&(to - from)) && page.name_ends_strictly(i)
    })
}

/// Whether a name stands before the year, before its bracket, or in the cell before.
pub(crate) fn beside_person(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    if page.name_ends_strictly(before(page, at)) {
        return true;
    }
    if let Some(open) = opening(page, at) {
        const GROUPS: [&str; 14] = [
            "대상",
            "노인",
            "아동",
            "청년",
            "청소년",
            "주민",
            "여성",
            "남성",
            "출생자",
            "이상",
            "이하",
            "기준",
            "세대",
            "어린이",
        ];
        let mut to = open as usize;
        while to > 0 && f.class(to - 1) == Class::Space {
            to -= 1;
        }
        return matches!(f.class_before(to), Class::Hangul | Class::Latin | Class::Hanja)
            && !GROUPS.iter().any(|g| f.ends_with(to, g));
    }
    let cell = page.cell_index(at);
    let own = page.cells[cell];
    // A row of a table with a column of names.
    own.head_from != crate::page::cells::NONE && {
        let line = page.lines[own.line as usize];
        page.cells[line.cells()].iter().any(|c| c.end <= at && page.name_ends(c.end))
            || page.hits.iter().any(|h| h.is(List::Labels) && h.labels(Kind::PersonName) && h.end < line.start)
    }
}

/// Whether the sex of a person stands directly beside, between commas, bars, brackets or borders.
pub(crate) fn sex(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let edge = |i: usize| {
        matches!(f.class(i), Class::Space | Class::Newline | Class::Tab)
            || matches!(f.unit(i), 0x28 | 0x29 | 0x2C | 0x2F | 0x7C | 0xB7 | 0x3B)
    };
    let skip = |mut i: usize| {
        let limit = i + 4;
        if f.unit(i) == 0xC0DD {
            i += 1;
        }
        if f.starts_with(i, "년생") {
            i += 2;
        }
        while i < limit && edge(i) && f.class(i) != Class::Newline {
            i += 1;
        }
        i
    };
    let j = skip(span.end as usize);
    if j > span.end as usize && is_sex(f.unit(j)) {
        let long = matches!(f.unit(j + 1), 0xC790 | 0xC131);
        let k = j + 1 + usize::from(long);
        // 2005년생 여성은 is a cohort; 1990. 1. 2., 여성 a person.
        let marked = !long || (span.end as usize..j).any(|i| matches!(f.class(i), Class::Punct | Class::Tab));
        if marked && (edge(k) || k >= f.len()) {
            return true;
        }
    }
    let mut i = span.start as usize;
    let limit = i.saturating_sub(4);
    while i > limit && edge(i - 1) && f.class(i - 1) != Class::Newline {
        i -= 1;
    }
    let marked = (i..span.start as usize).any(|k| f.class(k) != Class::Space);
    let k = i - usize::from(i > 0 && matches!(f.unit(i - 1), 0xC790 | 0xC131));
    marked && k >= 2 && is_sex(f.unit(k - 1)) && edge(k - 2) && f.class(k - 2) != Class::Newline
}

/// Words for a certain person in a case: 피해자는 1972년생 남성으로.
const ROLES: [&str; 20] = [
    "피해자",
    "환자",
    "신청인",
    "민원인",
    "피의자",
    "피고인",
    "고인",
    "변사자",
    "위반자",
    "체납자",
    "사망자",
    "본인",
    "배우자",
    "자녀",
    "장남",
    "장녀",
    "모친",
    "부친",
    "실종자",
    "대상자",
];

pub(crate) fn role(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let from = page.line(at).start.max(at.saturating_sub(8)) as usize;
    (from..at as usize).any(|i| {
        ROLES.iter().any(|w| {
            let to = i + w.chars().count();
            f.starts_with(i, w)
                && to <= at as usize
                && (matches!(f.unit(to), 0xB294 | 0xC740 | 0x28 | 0x3A) || to + 1 >= at as usize)
        })
    })
}

/// Whether no date of the line is earlier: a row tells the birth of a person first in time.
pub(crate) fn earliest(page: &Page, numbers: &Numbers, date: &Date) -> bool {
    let line = page.line(date.span.start);
    let f = &page.folded;
    // Rows may have run together: look no further than a row is long.
    let (from, to) = (line.start.max(date.span.start.saturating_sub(60)), line.end.min(date.span.end + 60));
    let mut g = numbers.index(from);
    let run_together = line.end - line.start > 160;
    while let Some(group) = numbers.groups.get(g).filter(|x| x.start < to) {
        match dates::written(f, numbers, g).filter(Date::full) {
            Some(other) => {
                if other.span.start != date.span.start && other.ordinal() < date.ordinal() {
                    return run_together && page.name_ends(before(page, date.span.start));
                }
                g = other.next;
            }
            None => g += 1,
        }
        let _ = group;
    }
    true
}
