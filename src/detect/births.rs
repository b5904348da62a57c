//! Dates of birth behind a name that was found: `이아름(2008. 12. 3., …)`, `점만길(지방농업5급, 1968.11.20.)`, `육봉 | 540228`.
//!
//! `kinds/birth_date.rs` reads dates before the names are known and trusts only what looks like a name at once. Here the names are known.
//! Only what stands behind the name in its own line, cell or bracket; what is an event, a period or a count stays.

use crate::kind::{Action, Kind};
use crate::kinds::birth_cues::{closes, event, inside, period, runs_on};
use crate::kinds::birth_said;
use crate::page::Page;
use crate::page::dates::{self, Date};
use crate::rule::{Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, seek};

/// How far behind a name its date may stand, in folded units.
const REACH: u32 = 36;
/// The last year of birth that a row tells without a bracket: later ones are as often the date of something else.
const GROWN: u32 = 2013;
/// The last year of which official papers hold the dates of events; a later one right behind a private person's name is no event's, and the core
/// knows no clock that says it cannot be a birth's.
const EVENTS_UNTIL: u32 = 2045;

/// What parts a name from a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A bracket that is open at the date.
    Bracket,
    /// A comma, a bar, a slash or a border.
    Mark,
    /// Spaces only.
    Space,
}

/// Pushes the dates of birth behind the names among the candidates, beside the numbers of persons, and behind 생.
pub fn collect(page: &Page, sink: &mut Sink) {
    behind_names(page, sink);
    beside_numbers(page, sink);
    behind_word(page, sink);
}

/// Pushes the dates behind the one syllable that says what they are, where it stands alone: `생 1987. 4. 2.`, `(생 구일년 팔월 이일)`.
fn behind_word(page: &Page, sink: &mut Sink) {
    let f = &page.folded;
    let mut from = 0;
    while let Some(at) = seek(f.units(), from, |unit| matches!(unit, 0xC0DD | 0x751F)) {
        from = at + 1;
        let word = |class| matches!(class, Class::Hangul | Class::Hanja | Class::Latin | Class::Digit);
        let mark = |i: usize| f.class(i) == Class::Space || matches!(f.unit(i), 0x28 | 0x2F | 0x3A | 0x3B);
        let Some(start) = (at + 1..at + 6).find(|&i| !mark(i)).filter(|&i| i > at + 1) else { continue };
        // '88년 생, 3. 1. 생: what was born stands before it.
        let before = (at.saturating_sub(3)..at).rev().find(|&i| f.class(i) != Class::Space);
        let born = |i: usize| {
            matches!(f.class(i), Class::Digit | Class::Hanja) || matches!(f.unit(i), 0x2E | 0xB144 | 0xC6D4 | 0xC77C)
        };
        if word(f.class_before(at)) || before.is_some_and(born) {
            continue;
        }
        let quoted = usize::from(f.unit(start) == 0x27);
        let first = page.numbers.index((start + quoted) as u32);
        let here = page.numbers.groups.get(first).is_some_and(|g| g.start as usize == start + quoted);
        let plain = here.then(|| dates::written(&page.folded, &page.numbers, first)).flatten();
        // 교육 생 2026. 3. 2.: behind a word a late year is no birth's.
        let told = |d: &Date| !d.bare && d.month > 0 && (d.year < GROWN || before.is_none_or(|i| !word(f.class(i))));
        let to = page.line(at as u32).end.min(start as u32 + REACH) as usize;
        let span = plain
            .filter(told)
            .map(|d| d.span)
            .or_else(|| birth_said::odd_at(page, start, to).map(|(end, _)| FoldSpan::new(start, end)));
        if let Some(span) = span
            && !matches!(f.class(span.end as usize), Class::Digit | Class::Latin)
            && !event(page, span)
            && !period(page, span)
        {
            let why = "태어난 날이라는 말 뒤에 적은 날짜입니다.";
            sink.push(Candidate::new(Kind::BirthDate, span, Verdict::Plausible, FAIR, "birth_date/word", why));
        }
    }
}

fn behind_names(page: &Page, sink: &mut Sink) {
    let count = sink.len();
    for i in 0..count {
        let Some(name) = sink.get(i) else { break };
        if name.kind != Kind::PersonName {
            continue;
        }
        let (mut span, private) = (name.span, name.action != Action::Keep);
        let sexed = sex(page, span.end);
        if private && let Some(end) = sexed {
            if let Some(at) = year_born(page, end)
                && !sink.iter().skip(i.saturating_sub(4)).take(12).any(|c| c.span.overlaps(at))
            {
                let why = "이름과 성별 뒤에 적은 태어난 해입니다.";
                sink.push(Candidate::new(Kind::BirthDate, at, Verdict::Weak, LIKELY, "birth_date/name", why));
                continue;
            }
            span.end = end;
        }
        if private
            && let Some(at) = oddly(page, span.end)
            && !sink.iter().skip(i.saturating_sub(4)).take(12).any(|c| c.span.overlaps(at))
        {
            let why = "이름 바로 뒤에 적은 생년월일입니다.";
            sink.push(Candidate::new(Kind::BirthDate, at, Verdict::Weak, FAIR, "birth_date/name", why));
        } else if let Some((at, gap)) = behind(page, span.end, private, private && sexed.is_some()) {
            let free = !sink.iter().skip(i.saturating_sub(4)).take(12).any(|c| c.span.overlaps(at));
            if free {
                let score = if gap == Gap::Bracket { LIKELY } else { FAIR };
                sink.push(Candidate::new(
                    Kind::BirthDate,
                    at,
                    Verdict::Weak,
                    score,
                    "birth_date/name",
                    "이름 바로 뒤에 적은 생년월일입니다.",
                ));
            }
        }
    }
}

/// How far a date may stand from a number that only persons have.
const BESIDE: u32 = 48;

/// The last year of birth of whoever has an account, a telephone or a passport of their own.
const OWN: u32 = 2010;

/// Pushes the dates of birth in the lines of numbers that only persons have: `첫째 위원 : 1970. 9. 14. / 국민 …`.
fn beside_numbers(page: &Page, sink: &mut Sink) {
    let count = sink.len();
    for i in 0..count {
        let Some(c) = sink.get(i) else { break };
        let own = matches!(
            c.kind,
            Kind::Mobile
                | Kind::BankAccount
                | Kind::Passport
                | Kind::DriverLicense
                | Kind::CustomsCode
                | Kind::MilitaryNo
                | Kind::HealthInsuranceNo
        );
        if !own || c.action != Action::Mask {
            continue;
        }
        let (at, line) = (c.span, *page.line(c.span.start));
        let (from, to) = (line.start.max(at.start.saturating_sub(BESIDE)), line.end.min(at.end + BESIDE));
        let mut g = page.numbers.index(from);
        while let Some(group) = page.numbers.groups.get(g).filter(|group| group.start < to) {
            let date = dates::written(&page.folded, &page.numbers, g).filter(|d| d.full() && !d.bare && !d.short);
            g += 1;
            // 19OCT88 beside a passport
            if date.is_none()
                && let Some((end, year)) = birth_said::english_at(page, group.start as usize, to as usize)
                && (1920..OWN).contains(&year)
                && page.clear_left(group.start)
            {
                let span = FoldSpan { start: group.start, end: end as u32 };
                if !sink.iter().any(|c| c.span.overlaps(span)) && !event(page, span) && !period(page, span) {
                    let why = "한 사람의 번호와 같은 줄에 적은 생년월일로 보입니다.";
                    sink.push(Candidate::new(Kind::BirthDate, span, Verdict::Weak, FAIR, "birth_date/beside", why));
                }
                continue;
            }
            let Some(date) = date else { continue };
            let end = date.span.end as usize;
            let alone =
                !matches!(page.folded.class(end), Class::Digit | Class::Latin | Class::Hangul) && !runs_on(page, end);
            let free = !sink.iter().any(|c| c.span.overlaps(date.span));
            let headed = page.cell(group.start).exact() || page.owned_by_other(date.span, Kind::BirthDate);
            if (1920..OWN).contains(&date.year)
                && alone
                && free
                && !headed
                && !event(page, date.span)
                && !period(page, date.span)
                && page.clear_left(date.span.start)
            {
                let why = "한 사람의 번호와 같은 줄에 적은 생년월일로 보입니다.";
                sink.push(Candidate::new(Kind::BirthDate, date.span, Verdict::Weak, FAIR, "birth_date/beside", why));
            }
        }
    }
}

/// A date of birth in numerals of other sorts right behind a name that ends at `end`: `동명이인 김가람 / 칠이년 삼월 구일`, `이가람 님(36년 동짓달)`.
fn oddly(page: &Page, end: u32) -> Option<FoldSpan> {
    let f = &page.folded;
    let to = page.line(end.saturating_sub(1)).end.min(end + REACH) as usize;
    let mut i = end as usize;
    let title = i + usize::from(f.unit(i) == 0x20);
    // 님, 씨
    if matches!(f.unit(title), 0xB2D8 | 0xC528) {
        i = title + 1;
    }
    let (mut marks, mut bracket) = (0, false);
    while i < to
        && marks < 5
        && (matches!(f.class(i), Class::Space | Class::Tab) || matches!(f.unit(i), 0x28 | 0x2C | 0x2F | 0x7C | 0x3A))
    {
        bracket |= f.unit(i) == 0x28;
        i += 1;
        marks += 1;
    }
    let (stop, full) = birth_said::odd_at(page, i, to).filter(|_| marks > 0)?;
    let at = FoldSpan::new(i, stop);
    let whole = full || bracket && closes(page, stop);
    (whole && !event(page, at) && !period(page, at) && !page.cell(at.start).exact()).then_some(at)
}

/// Where the sex ends that stands behind a name: `김가람 (여, `, `김가람  남  `, `김가람(F/`.
fn sex(page: &Page, end: u32) -> Option<u32> {
    let f = &page.folded;
    let mark = |i: u32| {
        matches!(f.class(i as usize), Class::Space | Class::Tab)
            || matches!(f.unit(i as usize), 0x28 | 0x2C | 0x2F | 0x7C)
    };
    let at = (end..end + 6).find(|&i| !mark(i)).filter(|&i| i > end)?;
    // 남 여 M F, with 자 or 성 behind
    let long = match f.unit(at as usize) {
        0xB0A8 | 0xC5EC => 1 + u32::from(matches!(f.unit(at as usize + 1), 0xC790 | 0xC131)),
        0x4D | 0x46 => 1,
        _ => return None,
    };
    mark(at + long).then_some(at + long)
}

/// `1957년생`, `'96년생`: a year and that somebody was born, right behind a mark.
fn year_born(page: &Page, end: u32) -> Option<FoldSpan> {
    let f = &page.folded;
    let group = page.numbers.groups.get(page.numbers.index(end)).filter(|g| g.start <= end + 4)?;
    let at = group.end as usize;
    let at = at + usize::from(f.unit(at) == 0x20);
    let year = matches!(group.end - group.start, 2 | 4);
    let near = (end..group.start)
        .all(|i| f.class(i as usize) == Class::Space || matches!(f.unit(i as usize), 0x27 | 0x2C | 0x2F | 0x7C));
    (year && near && f.starts_with(at, "년생")).then(|| FoldSpan { start: group.start, end: at as u32 + 2 })
}

/// The date of birth behind a name that ends at `end`.
fn behind(page: &Page, end: u32, private: bool, sexed: bool) -> Option<(FoldSpan, Gap)> {
    let line = page.line(end.saturating_sub(1)).end;
    let first = page.numbers.index(end);
    let limit = line.min(end + REACH);
    let group = page.numbers.groups.get(first).filter(|g| g.start < limit)?;
    let mut start = group.start;
    if page.folded.unit_before(start as usize) == 0x27 {
        start -= 1;
    }
    // A rank may stand in the bracket before it: (지방농업5급, 1968.11.20.)
    let (gap, g) = match between(page, end, start) {
        Some(gap) => (gap, first),
        None => {
            let next = page.numbers.groups.get(first + 1).filter(|g| g.start < limit)?;
            (between(page, end, next.start).filter(|&gap| gap == Gap::Bracket)?, first + 1)
        }
    };
    let date = dates::written(&page.folded, &page.numbers, g)?;
    // 67 - 8/2: a year of age and a day of something else.
    let holds = |mark: u16| date.span.range().any(|i| page.folded.unit(i) == mark);
    if holds(0x2D) && holds(0x2F) {
        return None;
    }
    // A column has its own head.
    let headed = (gap == Gap::Mark || sexed) && page.cell(date.span.start).exact();
    // Behind a name and its sex a date says when its bearer was born, as it does in a bracket.
    let gap = if sexed && !date.bare { Gap::Bracket } else { gap };
    // A bracket behind a name says something of that name, whatever label stands before.
    let other = headed || !(gap == Gap::Bracket && private) && page.owned_by_other(date.span, Kind::BirthDate);
    (!other && told(page, &date, gap, private, sexed)).then_some((date.span, gap))
}

/// Whether the date is one of birth by its year, its writing and what follows.
fn told(page: &Page, date: &Date, gap: Gap, private: bool, sexed: bool) -> bool {
    let f = &page.folded;
    let end = date.span.end as usize;
    let shut = closes(page, end) || matches!(f.class(end), Class::Newline | Class::Tab) || f.unit(end) == 0x7C;
    let stop = f.unit(end) == 0x2E && matches!(f.class(end + 1), Class::Space | Class::Newline);
    let late = private && gap != Gap::Space && date.year > EVENTS_UNTIL;
    let spaced = stop || f.class(end) == Class::Space && !page.counts(end as u32 + 1);
    // (59년 3월)
    let month = date.month > 0 && gap == Gap::Bracket && private && matches!(f.unit_before(end), 0xC6D4 | 0x6708);
    if !date.full() && !(month && (1920..GROWN).contains(&date.year))
        || inside(page, date.span.start)
        || runs_on(page, end)
        || period(page, date.span)
        || event(page, date.span)
        || matches!(f.class(end), Class::Digit | Class::Latin)
        || date.year >= GROWN && !late && !(gap == Gap::Bracket && private && date.year < 2200 && early_enough(date))
    {
        return false;
    }
    match gap {
        Gap::Bracket => shut || sexed && spaced,
        _ if date.bare => private && (1920..GROWN).contains(&date.year) && (shut || spaced),
        Gap::Mark => shut || spaced,
        Gap::Space => private && (shut || spaced),
    }
}

/// A child's date of birth has a year of four digits or a month and day like any; what is written without a year of its own does not come here.
fn early_enough(date: &Date) -> bool {
    !date.bare && !date.short && date.year < 2020
}

/// What stands between the end of a name and a date, where nothing else does.
fn between(page: &Page, from: u32, to: u32) -> Option<Gap> {
    let f = &page.folded;
    if to <= from {
        return None;
    }
    let open = (from..to).find(|&i| f.unit(i as usize) == 0x28);
    if let Some(open) = open {
        // 님, 씨, a title before the bracket.
        let near =
            open - from <= 5 && (from..open).all(|i| matches!(f.class(i as usize), Class::Space | Class::Hangul));
        let inner =
            (open + 1..to).all(|i| !matches!(f.unit(i as usize), 0x28 | 0x29) && f.class(i as usize) != Class::Newline);
        let mark = f.unit_before(to as usize) == 0x28
            || f.unit_before(to as usize) == 0x20 && matches!(f.unit(to as usize - 2), 0x2C | 0x2F | 0x28 | 0xB7)
            || matches!(f.unit_before(to as usize), 0x2C | 0x2F | 0xB7);
        return (near && inner && mark).then_some(Gap::Bracket);
    }
    // A stroke between spaces, an arrow and a line of a frame part as a bar does.
    let mark = |i: u32| {
        let i = i as usize;
        let stroke = || f.unit(i) == 0x2D && f.unit_before(i) == 0x20 && f.unit(i + 1) == 0x20;
        f.class(i) == Class::Tab
            || matches!(f.unit(i), 0x2C | 0x2F | 0x7C | 0xB7 | 0x2192 | 0x2502 | 0x2506)
            || stroke()
    };
    let marks = (from..to).filter(|&i| mark(i));
    let blank = (from..to).all(|i| f.class(i as usize) == Class::Space || mark(i));
    // Habib Noorani, 아프가니스탄, 1992. 3. 1.: one word between two marks of one sort.
    let sort = f.unit(from as usize);
    if matches!(sort, 0x2C | 0x2F) && to - from <= 14 {
        let inner = (from + 1..to).find(|&i| f.unit(i as usize) == sort);
        let word = |i: u32| matches!(f.class(i as usize), Class::Hangul | Class::Space);
        if let Some(second) = inner
            && (from + 1..second).all(word)
            && (second + 1..to).all(|i| f.class(i as usize) == Class::Space)
        {
            return Some(Gap::Mark);
        }
    }
    match (blank && to - from <= 4, marks.count()) {
        (false, _) => None,
        (true, 0) => Some(Gap::Space),
        (true, 1) => Some(Gap::Mark),
        _ => None,
    }
}
