//! Days of birth that are said or written in numerals of other sorts: `구일.십이.공삼`, `一九五八. 三. 十二.`, `구사년 이월 이십팔일`, `칠사년생`, `7 4 1 2 0 5`,
//! `신미년 섣달 초엿새`. Only beside a label of births, or with 생 behind. No kind of its own.

use crate::checksum;
use crate::kind::Kind;
use crate::page::dates::MONTHS;
use crate::page::{Page, Place};
use crate::rule::{CERTAIN, Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, seek};
use crate::words::{Hit, List};

/// How far behind its label a date may begin.
const REACH: usize = 22;

/// A date as read.
struct Read {
    end: usize,
    /// Whether month and day are given.
    full: bool,
    /// Whether 생 ends it.
    born: bool,
    /// Whether it is written otherwise than in plain digits and marks.
    odd: bool,
}

/// The dates that a label of births announces.
pub(super) fn after_label(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    page.values(hit, &mut |value| {
        if value.place == Place::Loose {
            return;
        }
        let start = value.span.start as usize;
        let to = value.span.end as usize;
        let other = page
            .hits_after(value.span.start)
            .find(|h| {
                (h.is(List::Labels) || h.is(List::OtherLabels)) && !h.labels(Kind::BirthDate) && page.stands_alone(h)
            })
            .map_or(usize::MAX, |h| h.start as usize);
        let lead = if f.starts_with(start, "음력 ") || f.starts_with(start, "양력 ") { 3 } else { 0 };
        for i in start + lead..to.min(start + REACH).min(other.max(start + lead + 1)) {
            let first = i == start + lead;
            if !first && !begins(page, i) {
                continue;
            }
            if let Some(date) = read(page, i, to)
                && date.odd
                && (date.full || date.born || first)
            {
                let span = FoldSpan::new(if first { start } else { i }, date.end);
                let (verdict, score) = if first { (Verdict::Proven, CERTAIN) } else { (Verdict::Plausible, LIKELY) };
                let why = "생년월일이라는 표시가 있는 날짜입니다.";
                sink.push(Candidate::new(Kind::BirthDate, span, verdict, score, "birth_date/said", why));
                return;
            }
            if !first && f.class(i) == Class::Newline {
                return;
            }
        }
    });
}

/// The dates with 생 behind them, `칠사년생`, beside a person.
pub(super) fn born(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = page.line(hit.start);
    // The line was read for a label before this one.
    let mut before = page.hits_before(hit.start).take(64).take_while(|h| h.start >= line.start);
    if hit.labels(Kind::BirthDate) && before.any(|h| h.labels(Kind::BirthDate)) {
        return;
    }
    let mut from = line.start as usize;
    while let Some(at) = seek(f.units(), from, |unit| unit == 0xC0DD).filter(|&at| at < line.end as usize) {
        from = at + 1;
        if !matches!(f.unit_before(at), 0xB144 | 0xC77C | 0xC6D4 | 0x2E) && !(at > 1 && stem_and_branch(page, at - 2)) {
            continue;
        }
        for i in (line.start as usize).max(at.saturating_sub(16))..at {
            if begins(page, i)
                && let Some(date) = read(page, i, line.end as usize)
                && date.odd
                && date.born
                && date.end == at + 1
            {
                let why = "태어난 해나 날이라고 적은 말입니다.";
                sink.push(Candidate::new(
                    Kind::BirthDate,
                    FoldSpan::new(i, date.end),
                    Verdict::Plausible,
                    LIKELY,
                    "birth_date/said",
                    why,
                ));
                break;
            }
        }
    }
}

/// A date that begins at `at` and is not written in plain digits: where it ends, and whether its day is given, too.
pub(crate) fn odd_at(page: &Page, at: usize, to: usize) -> Option<(usize, bool)> {
    if !begins(page, at) {
        return None;
    }
    let date = read(page, at, to).filter(|date| date.odd)?;
    let closed = !matches!(page.folded.class(date.end), Class::Digit | Class::Latin);
    closed.then_some((date.end, date.full))
}

/// Whether a date may begin at `i`.
fn begins(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    match f.class(i) {
        Class::Digit => page.begins(i),
        Class::Hanja => f.class_before(i) != Class::Hanja,
        Class::Hangul => f.class_before(i) != Class::Hangul || page.said(i) >= 2 && page.said(i - 1) == 0,
        _ => f.unit(i) == 0x27,
    }
}

/// A number of at most `most` digits: its value, how many digits, where it ends, whether it is plain. Signs that stand alone may have spaces between.
fn number(page: &Page, at: usize, to: usize, most: usize, apart: bool) -> Option<(u32, usize, usize, bool)> {
    let f = &page.folded;
    let (mut value, mut n, mut i, mut end, mut plain) = (0u32, 0, at, at, true);
    while i < to && n < most {
        // 3O, l: letters typed for digits.
        let typed = || match f.unit(i) {
            0x4F | 0x6F => Some((0, 1, 1)),
            0x6C | 0x49 => Some((1, 1, 1)),
            _ => None,
        };
        let Some(sign) = page.numeral(i).or_else(typed) else { break };
        let (worth, digits, width) = sign;
        if n + digits > most || digits > 1 && n > 0 {
            break;
        }
        plain &= f.class(i) == Class::Digit;
        value = value * 10u32.pow(digits as u32) + worth;
        n += digits;
        i += width;
        end = i;
        // 1 9 7 4
        if f.class(i) == Class::Space
            && page.numeral(i + 1).is_some_and(|(_, d, _)| d == 1)
            && page.numeral(i + 2).is_none()
            && (n == 1 || f.class(i.saturating_sub(2)) == Class::Space)
            && (most > 2 || apart)
        {
            i += 1;
        }
    }
    (n > 0).then_some((value, n, end, plain))
}

/// What parts year, month and day: its end and whether it is the word.
fn parts(page: &Page, at: usize, word: [u16; 2]) -> Option<(usize, bool)> {
    let f = &page.folded;
    let space = |mut i: usize| {
        let from = i;
        while f.class(i) == Class::Space && i < from + 2 {
            i += 1;
        }
        i
    };
    let i = space(at);
    if word.contains(&f.unit(i)) {
        return Some((space(i + 1), true));
    }
    if matches!(f.unit(i), 0x2E | 0x2D | 0x2F | 0xB7 | 0x2C | 0x7E) {
        return Some((space(i + 1), false));
    }
    ["다시", "대시", "점", "에"]
        .iter()
        .find(|w| f.starts_with(i, w))
        .map(|w| (space(i + w.chars().count()), false))
        .or((i > at).then_some((i, false)))
}

/// Days that have names.
const DAYS: [&str; 26] = [
    "초하루",
    "초하룻날",
    "초이틀",
    "초사흘",
    "초나흘",
    "초닷새",
    "초엿새",
    "초이레",
    "초여드레",
    "초아흐레",
    "초열흘",
    "열하루",
    "열이틀",
    "열사흘",
    "열나흘",
    "보름",
    "스무날",
    "스무하루",
    "스무이틀",
    "스무사흘",
    "열닷새",
    "열엿새",
    "열이레",
    "열이렛날",
    "열여드레",
    "그믐",
];

/// Reads a date that begins at `at`.
fn read(page: &Page, at: usize, to: usize) -> Option<Read> {
    let f = &page.folded;
    let quoted = usize::from(f.unit(at) == 0x27);
    let start = at + quoted;
    if let Some(end) = cyclic(page, start) {
        // 무인년 삼팔년 사월 스무하루: the same year once more.
        let again = end + usize::from(f.class(end) == Class::Space);
        let twice =
            number(page, again, to, 4, false).is_some_and(|(_, n, at, _)| matches!(n, 2 | 4) && f.unit(at) == 0xB144);
        return match twice.then(|| read(page, again, to)).flatten() {
            Some(date) => Some(Read { odd: true, ..date }),
            None => Some(behind(page, end, to)),
        };
    }
    if let Some(date) = english(page, start, to) {
        return Some(date);
    }
    // 741205, 7 4 1 2 0 5, 구공공사공이
    if let Some((value, n @ (6 | 8), end, plain)) = number(page, start, to, 8, false) {
        let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
        let spaced = (start..end).any(|i| f.class(i) == Class::Space);
        let good =
            checksum::date(if n == 8 { year } else { 0 }, month, day) && (n == 6 || (1800..2200).contains(&year));
        let typed = (start..end).any(|i| f.class(i) == Class::Latin);
        if good && !typed && (!plain || spaced) && page.numeral(end).is_none() && page.clear_right(end as u32) {
            return Some(Read { end, full: true, born: false, odd: true });
        }
    }
    let (year, n, year_end, plain) = number(page, start, to, 4, false)?;
    let apart = (start..year_end).any(|i| f.class(i) == Class::Space);
    if !matches!(n, 2 | 4) || n == 4 && !(1800..2200).contains(&year) {
        return None;
    }
    let (i, word) = parts(page, year_end, [0xB144, 0x5E74])?;
    // 칠사년생
    if word && f.unit(i) == 0xC0DD {
        return Some(Read { end: i + 1, full: false, born: true, odd: !plain });
    }
    // 오사년 갑오생
    if word && stem_and_branch(page, i) && f.unit(i + 2) == 0xC0DD {
        return Some(Read { end: i + 3, full: false, born: true, odd: true });
    }
    // 윤유월
    let i = i + usize::from(f.unit(i) == 0xC724);
    let named = MONTHS.iter().find(|(w, _)| f.starts_with(i, w));
    let (month, month_end, month_plain) = match named {
        Some(&(w, month)) => (month, i + w.chars().count(), false),
        None => number(page, i, to, 2, apart).map(|(value, _, end, plain)| (value, end, plain))?,
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    let (j, _) = if named.is_some() {
        (month_end + usize::from(f.class(month_end) == Class::Space), true)
    } else {
        parts(page, month_end, [0xC6D4, 0x6708])?
    };
    let odd = !plain || !month_plain || apart;
    if let Some(day) = DAYS.iter().filter(|w| f.starts_with(j, w)).max_by_key(|w| w.len()) {
        let end = j + day.chars().count();
        let born = f.unit(end) == 0xC0DD;
        return Some(Read { end: end + usize::from(born), full: true, born, odd: true });
    }
    let Some((mut day, count, mut day_end, day_plain)) = number(page, j, to, 2, apart) else {
        // 육칠년 동짓달: a year and a month.
        let born = f.unit(month_end) == 0xC0DD;
        let whole = word && named.is_some() && (born || f.class(month_end) != Class::Hangul);
        return whole.then(|| Read { end: month_end + usize::from(born), full: false, born, odd: true });
    };
    // 구일생: the last numeral is the word for a day.
    if word && count == 2 && f.unit(day_end - 1) == 0xC77C && !matches!(f.unit(day_end), 0xC77C | 0x65E5) {
        let (first, _, end, _) = number(page, j, to, 1, false)?;
        if end + 1 == day_end {
            (day, day_end) = (first, end);
        }
    }
    if !checksum::date(0, month, day) || matches!(f.class(day_end), Class::Digit | Class::Latin) {
        return None;
    }
    let mut end = day_end;
    if word {
        let k = day_end + usize::from(f.class(day_end) == Class::Space);
        if matches!(f.unit(k), 0xC77C | 0x65E5) {
            end = k + 1;
        }
    } else {
        // 0 9 . 1 0 . 1 1 .
        let stop = day_end + usize::from(apart && f.class(day_end) == Class::Space);
        if f.unit(stop) == 0x2E && !matches!(f.class(stop + 1), Class::Digit) {
            end = stop + 1;
        }
    }
    let born = f.unit(end) == 0xC0DD;
    Some(Read {
        end: end + usize::from(born),
        full: true,
        born,
        odd: odd || !day_plain || quoted > 0 && named.is_some(),
    })
}

/// The names of months in English, as they are cut.
const ENGLISH: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// `19OCT88`, `04 / FEB / 91`, `12 February 1991`: a day, a month in English, a year, as passports have them.
fn english(page: &Page, at: usize, to: usize) -> Option<Read> {
    let f = &page.folded;
    let digits = |at: usize, most: usize| {
        let n = (at..at + most).take_while(|&i| f.class(i) == Class::Digit).count();
        let value = (at..at + n).fold(0, |value, i| value * 10 + u32::from(f.unit(i).saturating_sub(0x30)));
        (n > 0 && f.class(at + n) != Class::Digit).then_some((value, n))
    };
    let skip = |at: usize| {
        let mark = |i: &usize| matches!(f.unit(*i), 0x20 | 0x2F | 0x2D | 0x2E | 0x2C);
        at + (at..at + 3).take_while(mark).count()
    };
    let (day, n) = digits(at, 2)?;
    let name = skip(at + n);
    let upper = |i: usize| if (0x61..=0x7A).contains(&f.unit(i)) { f.unit(i) - 0x20 } else { f.unit(i) };
    let month = ENGLISH.iter().position(|w| w.bytes().enumerate().all(|(k, b)| upper(name + k) == u16::from(b)))?;
    let long = (name..name + 10).take_while(|&i| f.class(i) == Class::Latin).count();
    let year = skip(name + long);
    let (value, n) = digits(year, 4).filter(|&(_, n)| n == 2 || n == 4)?;
    let end = year + n;
    let good = end <= to
        && (n == 2 || (1900..2100).contains(&value))
        && checksum::date(0, month as u32 + 1, day)
        && !matches!(f.class(end), Class::Latin | Class::Hangul)
        && (long == 3 || long == 4 || long > 4 && f.class(name + 3) == Class::Latin);
    good.then_some(Read { end, full: true, born: false, odd: true })
}

/// A date of birth in English that begins at `at`: where it ends and its year, two digits above 30 of the twentieth century.
pub(crate) fn english_at(page: &Page, at: usize, to: usize) -> Option<(usize, u32)> {
    let f = &page.folded;
    let end = english(page, at, to)?.end;
    let n = (0..4).take_while(|&k| f.class(end - 1 - k) == Class::Digit).count();
    let value = (end - n..end).fold(0, |value, i| value * 10 + u32::from(f.unit(i).saturating_sub(0x30)));
    Some((
        end,
        if n == 4 {
            value
        } else if value > 30 {
            1900 + value
        } else {
            2000 + value
        },
    ))
}

/// A year of the cycle of sixty, `신미년`: where it ends.
fn cyclic(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    (stem_and_branch(page, at) && f.unit(at + 2) == 0xB144 && f.class_before(at) != Class::Hangul).then_some(at + 3)
}

/// Whether two syllables name a year of the cycle of sixty.
fn stem_and_branch(page: &Page, at: usize) -> bool {
    let f = &page.folded;
    let stem = "갑을병정무기경신임계".encode_utf16().any(|u| u == f.unit(at));
    let branch = "자축인묘진사오미신유술해".encode_utf16().any(|u| u == f.unit(at + 1));
    stem && branch
}

/// What follows a year of the cycle: a month, a day, a note in brackets.
fn behind(page: &Page, year: usize, to: usize) -> Read {
    let f = &page.folded;
    let space = |i: usize| i + usize::from(f.class(i) == Class::Space);
    let mut end = year + usize::from(f.unit(year) == 0xC0DD);
    let mut full = false;
    let i = space(year);
    let month = MONTHS.iter().find(|(w, _)| f.starts_with(i, w)).map(|(w, _)| i + w.chars().count()).or_else(|| {
        let (value, _, end, _) = number(page, i, to, 2, false)?;
        (f.unit(end) == 0xC6D4 && (1..=12).contains(&value)).then_some(end + 1)
    });
    if let Some(month) = month {
        end = month;
        let j = space(month);
        let day = DAYS.iter().find(|w| f.starts_with(j, w)).map(|w| j + w.chars().count()).or_else(|| {
            let (_, _, end, _) = number(page, j, to, 2, false)?;
            (f.unit(end) == 0xC77C).then_some(end + 1)
        });
        if let Some(day) = day {
            (end, full) = (day, true);
        }
    }
    // (三一年)
    if f.unit(end) == 0x28
        && let Some(close) = (end + 1..(end + 10).min(to + 1)).find(|&k| f.unit(k) == 0x29)
        && (end + 1..close).any(|k| matches!(f.unit(k), 0xB144 | 0x5E74))
    {
        end = close + 1;
    }
    Read { end, full, born: f.unit(end.saturating_sub(1)) == 0xC0DD, odd: true }
}
