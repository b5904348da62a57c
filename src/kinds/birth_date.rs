//! 생년월일 (date of birth), also a year of birth that stands beside a certain person.
//!
//! A date is a birth date where something says so: 생 or 출생 behind it, its label or the head of its column, a name before the bracket it
//! stands in, the sex of the person beside it, a row that begins with a name. Everything else in a draft is dated too: what comes into
//! force, is due, was received, is no birth date. 1972년생 alone is a cohort (1972년생 이상), beside a name it is a person's.

use crate::kind::Kind;
use crate::page::dates::{self, Date};
use crate::page::{Numbers, Page, Place, masked};
use crate::rule::{CERTAIN, Candidate, Example, FAIR, Gate, LIKELY, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::List;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 2, min: 2, max: 8 }, find)),
    word: Some(|page, hit, sink| masked::after_label(page, hit, Kind::BirthDate, "birth_date/masked", sink)),
    partial: |value| {
        let year = value.chars().take_while(|c| c.is_numeric() || *c == '\'').count();
        crate::style::keep_first(value, if year >= 6 { year - 4 } else { year })
    },
    examples: EXAMPLES,
    ..Spec::new(
        Kind::BirthDate,
        "생년월일입니다. 생년월일이라는 표시나 열 제목, 뒤의 ‘생’·‘출생’, 이름 뒤 괄호, 곁의 성별이 있을 때 찾습니다. 사람 곁의 ‘1972년생’도 찾습니다. \
         시행일·기한 같은 다른 날짜와 ‘1972년생 이상’ 같은 나이 기준은 그대로 둡니다.",
    )
};

/// The last year of a grown-up's birth: a date before it, alone behind a name, is seldom that of an event.
const GROWN: u32 = 2013;

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(date) = dates::written(f, numbers, group) else { return };
    if !page.clear_left(date.span.start) || inside(page, date.span.start) {
        return;
    }
    let end = date.span.end as usize;
    if matches!(f.class(end), Class::Digit | Class::Latin | Class::Circled) || page.numbers.groups.get(date.next).is_some_and(|_| runs_on(page, end)) {
        return;
    }
    let born = born(page, end);
    let mentioned = page.mentions(Kind::BirthDate);
    if !mentioned && born.is_none() && !date.full() {
        return;
    }
    let span = FoldSpan { start: date.span.start, end: if date.full() { date.span.end } else { born.unwrap_or(date.span.end) } };
    let Some((verdict, score, rule, why)) = judge(page, numbers, &date, born, mentioned) else { return };
    sink.push(Candidate::new(Kind::BirthDate, span, verdict, score, rule, why));
}

type Judged = (Verdict, i16, &'static str, &'static str);

const LABEL: Judged = (Verdict::Proven, CERTAIN, "birth_date/label", "생년월일이라는 표시가 있는 날짜입니다.");
const COLUMN: Judged = (Verdict::Plausible, LIKELY, "birth_date/column", "생년월일 열에 있는 날짜입니다.");
const BORN: Judged = (Verdict::Proven, CERTAIN, "birth_date/born", "태어난 날이라고 적은 날짜입니다.");
const PERSON: Judged = (Verdict::Plausible, LIKELY, "birth_date/person", "사람의 이름 곁에 적은 생년월일입니다.");
const ROW: Judged = (Verdict::Weak, FAIR, "birth_date/row", "사람을 적은 줄에 있는 생년월일입니다.");

fn judge(page: &Page, numbers: &Numbers, date: &Date, born: Option<u32>, mentioned: bool) -> Option<Judged> {
    let span = date.span;
    let own = if mentioned { page.owner(span, Kind::BirthDate) } else { None };
    let cohort = born.is_some_and(|to| cohort(page, to));
    if born.is_some() && !cohort {
        if date.full() || date.month > 0 {
            return Some(BORN);
        }
        return (own.is_some_and(|p| p <= Place::Column) || beside_person(page, span.start) || sex(page, span) || role(page, span.start) || named_after(page, born)).then_some(PERSON);
    }
    if cohort && own.is_none() {
        return None;
    }
    let period = period(page, span);
    if let Some(place) = own
        && !period
    {
        let alone = date.month == 0 && date.bare;
        let enough = date.full() || date.month > 0 || !date.bare || place <= Place::Column && date.year > 1000;
        let early = date.year < GROWN;
        match place {
            Place::Near if alone && !page.tight(span, Kind::BirthDate) => {}
            Place::Near if page.tight(span, Kind::BirthDate) || early || page.name_ends_strictly(before(page, span.start)) => return enough.then_some(LABEL),
            Place::Row | Place::Column if enough => return Some(LABEL),
            Place::Loose if date.full() && earliest(page, numbers, date) => return Some(COLUMN),
            Place::Line if date.full() && early && !event(page, span) => return Some(COLUMN),
            _ => {}
        }
    }
    if !date.full() || period {
        return None;
    }
    let f = &page.folded;
    let slash = lead(page, span.start).1 == 0x2F;
    // 김가람(900101), 김가람 / 900101 /: a date in one run is one only between marks behind a name.
    if date.bare && !(slash || f.unit_before(span.start as usize) == 0x28 || sex(page, span)) {
        return None;
    }
    if page.owned_by_other(span, Kind::BirthDate) || event(page, span) {
        return None;
    }
    let early = date.year < GROWN;
    if sex(page, span) {
        return Some(PERSON);
    }
    if date.bare {
        let named = page.name_ends_strictly(before(page, span.start)) || bracketed(page, span);
        return (named && closes(page, span.end as usize)).then_some(ROW);
    }
    if bracketed(page, span) && closes(page, span.end as usize) && (early || strict(page, span)) {
        return Some(PERSON);
    }
    if early && beside_name(page, span) {
        return Some(ROW);
    }
    // One value a line: the line above is a name and nothing else.
    let cell = page.cell_index(span.start);
    let alone = page.cells[cell].start == span.start && page.cells[cell].end <= span.end + 1;
    let above = alone && cell > 0 && {
        let above = page.cells[cell - 1];
        above.end - above.start <= 12 && page.name_ends_strictly(above.end)
    };
    (above && (early || mentioned)).then_some(ROW)
}

/// Whether a name, alone or with brackets behind it, stands before a date with a comma, bar or space between; or bars stand on both sides.
fn beside_name(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let (at, separator) = lead(page, span.start);
    if page.name_ends_strictly(at) {
        return true;
    }
    if separator == 0x2F && f.unit(span.end as usize + usize::from(f.class(span.end as usize) == Class::Space)) == 0x2F {
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
fn born(page: &Page, end: usize) -> Option<u32> {
    let f = &page.folded;
    let mut i = end;
    while i < end + 2 && (f.class(i) == Class::Space || f.unit(i) == 0x28 || f.unit(i) == 0xC77C) {
        i += 1;
    }
    if f.starts_with(i, "출생") {
        // 출생아, 출생률, 출생신고 count or register births.
        let next = f.unit(i + 2);
        let counts = "아률신통증지".encode_utf16().any(|u| u == next);
        return (!counts).then_some(i as u32 + 2);
    }
    if f.starts_with(i, "태어") || f.starts_with(end, "에 태어") {
        return Some(end as u32);
    }
    if !matches!(f.unit(i), 0xC0DD | 0x751F) {
        return None;
    }
    // 생산, 생활, 생성 … begin with the same syllable.
    let next = f.unit(i + 1);
    let alone = f.class(i + 1) != Class::Hangul || "이으의은인로과와도남여만을에부까자".encode_utf16().any(|u| u == next);
    let word = f.starts_with(i, "생이별") || f.starts_with(i, "생도") || f.starts_with(i, "생남") && !f.starts_with(i, "생남)") || f.starts_with(i, "생의");
    (alone && !word).then_some(i as u32 + 1)
}

/// Whether a year of birth bounds a cohort: 1972년생 이상, 2008년생부터, ~2010년생.
fn cohort(page: &Page, to: u32) -> bool {
    let f = &page.folded;
    let i = to as usize;
    let j = i + usize::from(f.class(i) == Class::Space);
    const BOUNDS: [&str; 18] = [
        "이상", "이하", "이후", "이전", "부터", "까지", "미만", "초과", "출생자", "이내", "해당", "대상", "자 ", "~", "-", "전체", "아님", "인구",
    ];
    BOUNDS.iter().any(|w| f.starts_with(j, w))
}

/// What stands before a date: where it ends, and the comma, bar or dot between.
fn lead(page: &Page, at: u32) -> (u32, u16) {
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
fn named_after(page: &Page, born: Option<u32>) -> bool {
    let f = &page.folded;
    born.is_some_and(|to| {
        let from = to as usize + 1;
        let mut end = from;
        while f.class(end) == Class::Hangul && end - from < 5 {
            end += 1;
        }
        f.class(to as usize) == Class::Space && end - from == 3 && page.name_ends_strictly(end as u32)
    })
}

/// Where what stands before a date ends.
fn before(page: &Page, at: u32) -> u32 {
    lead(page, at).0
}

/// Whether the date continues a number that began before it (a version, a longer date).
fn inside(page: &Page, start: u32) -> bool {
    let f = &page.folded;
    let i = start as usize;
    i >= 2 && f.unit(i - 1) == 0x2E && f.class(i - 2) == Class::Digit
}

/// Whether a digit follows a dot or hyphen directly behind the date.
fn runs_on(page: &Page, end: usize) -> bool {
    let f = &page.folded;
    let dot = end > 0 && f.unit(end - 1) == 0x2E;
    dot && f.class(end) == Class::Digit || matches!(f.unit(end), 0x2D | 0x2F) && f.class(end + 1) == Class::Digit
}

/// Whether a date is one end of a period.
fn period(page: &Page, span: FoldSpan) -> bool {
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
    "시행", "개정", "공포", "접수", "입사", "퇴직", "임용", "발령", "부터", "까지", "이후", "이전", "현재", "기준", "자로", "자 ", "체결", "선고", "사망", "에 ",
    "개최", "신청", "발급", "제정", "설립", "신설", "승인", "허가", "등록", "신고", "시작", "종료", "예정", "경 ", "공고", "고시", "취득", "준공", "착공", "발생",
    "방문", "(월", "(화", "(수",
];

fn event(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let j = span.end as usize;
    let j = j + usize::from(f.class(j) == Class::Space);
    if EVENTS.iter().any(|w| f.starts_with(j, w)) || f.unit(span.end as usize) == 0x28 && "월화수목금토일".encode_utf16().any(|u| u == f.unit(j + 1)) {
        return true;
    }
    // 11. 21. 14:00
    f.class(j) == Class::Digit && (f.unit(j + 1) == 0x3A || f.unit(j + 2) == 0x3A)
}

/// Whether what follows a date inside a bracket ends it: the bracket, a comma, the sex, an age.
fn closes(page: &Page, end: usize) -> bool {
    let f = &page.folded;
    let i = end + usize::from(f.class(end) == Class::Space);
    match f.unit(i) {
        0x29 | 0x2C | 0x2F | 0x3B | 0x5D => true,
        unit => is_sex(unit) || f.starts_with(i, "만 "),
    }
}

fn is_sex(unit: u16) -> bool {
    matches!(unit, 0xB0A8 | 0xC5EC | 0x7537 | 0x5973)
}

/// How far before a date its bracket may open.
const BRACKET: u32 = 32;

/// Where the bracket opens that a date stands in, if commas, and nothing that ends a sentence, stand between.
fn opening(page: &Page, at: u32) -> Option<u32> {
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
fn bracketed(page: &Page, span: FoldSpan) -> bool {
    opening(page, span.start).is_some_and(|i| page.name_ends(i) || aged(page, i))
}

/// Whether an age stands before a bracket: 만 36세(1990. 1. 2.).
fn aged(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let i = at as usize - usize::from(at > 0 && f.class(at as usize - 1) == Class::Space);
    i >= 2 && matches!(f.unit(i - 1), 0xC138 | 0xC0B4) && f.class(i - 2) == Class::Digit
}

/// Whether the name before the bracket is three syllables or more and like nothing else.
fn strict(page: &Page, span: FoldSpan) -> bool {
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
fn beside_person(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    if page.name_ends_strictly(before(page, at)) {
        return true;
    }
    if let Some(open) = opening(page, at) {
        const GROUPS: [&str; 14] = [
            "대상", "노인", "아동", "청년", "청소년", "주민", "여성", "남성", "출생자", "이상", "이하", "기준", "세대", "어린이",
        ];
        let mut to = open as usize;
        while to > 0 && f.class(to - 1) == Class::Space {
            to -= 1;
        }
        return matches!(f.class_before(to), Class::Hangul | Class::Latin | Class::Hanja) && !GROUPS.iter().any(|g| f.ends_with(to, g));
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
fn sex(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let edge = |i: usize| {
        matches!(f.class(i), Class::Space | Class::Newline | Class::Tab) || matches!(f.unit(i), 0x28 | 0x29 | 0x2C | 0x2F | 0x7C | 0xB7 | 0x3B)
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
        if marked && edge(k) || marked && k >= f.len() {
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
    "피해자", "환자", "신청인", "민원인", "피의자", "피고인", "고인", "변사자", "위반자", "체납자", "사망자", "본인", "배우자", "자녀", "장남", "장녀", "모친",
    "부친", "실종자", "대상자",
];

fn role(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let from = page.line(at).start.max(at.saturating_sub(8)) as usize;
    (from..at as usize).any(|i| {
        ROLES.iter().any(|w| {
            let to = i + w.chars().count();
            f.starts_with(i, w) && to <= at as usize && (matches!(f.unit(to), 0xB294 | 0xC740 | 0x28 | 0x3A) || to + 1 >= at as usize)
        })
    })
}

/// Whether no date of the line is earlier: a row tells the birth of a person first in time.
fn earliest(page: &Page, numbers: &Numbers, date: &Date) -> bool {
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

const EXAMPLES: &[Example] = &[
    Example::Finds("생년월일: [[birth_date|1990. 1. 2.]]"),
    Example::Finds("김가람([[birth_date|１９９９．　１．　１．]])은"),
    Example::Finds("[[birth_date|90.1.2]]생인 사람"),
    Example::Finds("맹옥분(여, [[birth_date|38년생]])을"),
    Example::Finds("성명\t생년월일\t입사일\n육근동\t[[birth_date|1966.11.28.]]\t2001.3.2."),
    Example::Passes("시행일 2026. 11. 21."),
    Example::Passes("1961년생 이상 주민"),
    Example::Passes("조례 개정(2021. 3. 2.)에 따라"),
    Example::Passes("2026년 생산 계획, 2026. 1. 1. 생활임금"),
];
