//! Dates as they are written: `1990. 1. 2.`, `90.1.2`, `1990-01-02`, `1990년 1월 2일`, `'90. 1. 2.`, `19900102`, `900102`.
//!
//! Only how a date is read; whose or what date it is, is for the kinds.

use super::numbers::Numbers;
use super::numerals::spoken_digit;
use crate::checksum;
use crate::span::FoldSpan;
use crate::text::{Class, Folded};

/// Months that have names of their own.
pub const MONTHS: [(&str, u32); 5] = [("동짓달", 11), ("섣달", 12), ("정월", 1), ("시월", 10), ("유월", 6)];

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// From the apostrophe or first digit to the last digit, dot or 일.
    pub span: FoldSpan,
    /// The year; two digits above 30 are of the twentieth century.
    pub year: u32,
    /// The month, 0 where there is none.
    pub month: u32,
    /// The day, 0 where there is none.
    pub day: u32,
    /// The group of digits behind the date.
    pub next: usize,
    /// Written in one run, or with nothing but spaces between: a date only where something says so.
    pub bare: bool,
    /// The year in two digits.
    pub short: bool,
}

impl Date {
    /// For comparing.
    pub const fn ordinal(&self) -> u32 {
        self.year * 10_000 + self.month * 100 + self.day
    }

    /// Whether year, month and day are written.
    pub const fn full(&self) -> bool {
        self.day > 0
    }
}

/// The full year of two digits.
const fn century(two: u32) -> u32 {
    if two > 30 { 1900 + two } else { 2000 + two }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dot,
    Other,
    Word,
    Space,
}

/// The date that begins with group `g`.
pub fn written(folded: &Folded, numbers: &Numbers, g: usize) -> Option<Date> {
    let plain = whole(folded, numbers, g);
    if numbers.groups.get(g).is_some_and(|group| group.len() <= 4) { torn(folded, numbers, g).or(plain) } else { plain }
}

/// A date with a space or a line break between the digits of its year or day: `19 90. 1. 2.`, `1990. 1. 1⏎2.`, `1 9 9 0 - 0 1 - 0 2`. Only with
/// a year of four digits, marks, and the end of a date behind it.
fn torn(folded: &Folded, numbers: &Numbers, g: usize) -> Option<Date> {
    let group = numbers.groups.get(g)?;
    let (start, stop) = (group.start as usize, group.end as usize);
    // A shorter group is a part of a year only where one space or line break parts it from the rest.
    if group.len() < 4
        && !(matches!(folded.class(stop), Class::Space | Class::Newline) && folded.class(stop + 1) == Class::Digit)
    {
        return None;
    }
    let mut tears = 0;
    // Up to `most` digits from `i` on, at most one space or line break before each.
    let mut read = |mut i: usize, most: usize| {
        let (mut value, mut n, mut end) = (0, 0, i);
        while n < most {
            let gap = usize::from(
                n > 0
                    && matches!(folded.class(i), Class::Space | Class::Newline)
                    && folded.class(i + 1) == Class::Digit,
            );
            if folded.class(i + gap) != Class::Digit {
                break;
            }
            tears += gap;
            value = value * 10 + u32::from(spoken_digit(folded.unit(i + gap))?);
            i += gap + 1;
            n += 1;
            end = i;
        }
        (n > 0).then_some((value, n, end))
    };
    let (year, n, end) = read(start, 4)?;
    let (first, at) = separator(folded, end as u32, 0xB144).filter(|s| s.0 != Mark::Space)?;
    let (month, _, end) = read(at as usize, 2)?;
    let (second, at) = separator(folded, end as u32, 0xC6D4).filter(|s| s.0 != Mark::Space)?;
    let (day, _, mut end) = read(at as usize, 2)?;
    if n < 4
        || tears == 0
        || first != second
        || !(1800..2200).contains(&year)
        || !checksum::date(year, month, day)
        || folded.class(end) == Class::Digit
    {
        return None;
    }
    let close = end + usize::from(folded.class(end) == Class::Space);
    match first {
        Mark::Word if folded.unit(close) == 0xC77C => end = close + 1,
        Mark::Dot if folded.unit(close) == 0x2E => end = close + 1,
        // The last tear may part the day from something else.
        _ if matches!(folded.class(end), Class::Newline | Class::Tab)
            || matches!(folded.unit(end), 0x29 | 0x2C | 0x7C | 0)
            || tears > 2 => {}
        _ => return None,
    }
    Some(Date {
        span: FoldSpan { start: start as u32, end: end as u32 },
        year,
        month,
        day,
        next: numbers.index(end as u32),
        bare: false,
        short: false,
    })
}

fn whole(folded: &Folded, numbers: &Numbers, g: usize) -> Option<Date> {
    let digits = |g: usize| -> Option<(u32, u32, u32, usize)> {
        let group = numbers.groups.get(g)?;
        let mut n = 0;
        if group.len() > 8 {
            return None;
        }
        for i in group.start..group.end {
            n = n * 10 + u32::from(spoken_digit(folded.unit(i as usize))?);
        }
        Some((n, group.start, group.end, group.len()))
    };
    let (value, start, end, len) = digits(g)?;
    let quoted = start > 0 && folded.unit(start as usize - 1) == 0x27;
    let start = start - u32::from(quoted);
    let mut date =
        Date { span: FoldSpan { start, end }, year: value, month: 0, day: 0, next: g + 1, bare: true, short: len == 2 };
    match len {
        8 => {
            date.year = value / 10_000;
            (date.month, date.day) = (value / 100 % 100, value % 100);
            return ((1800..2200).contains(&date.year) && checksum::date(date.year, date.month, date.day))
                .then_some(date);
        }
        6 => {
            date.year = century(value / 10_000);
            date.short = true;
            (date.month, date.day) = (value / 100 % 100, value % 100);
            return checksum::date(0, date.month, date.day).then_some(date);
        }
        4 if (1800..2200).contains(&value) => {}
        // 단기 4294년
        4 if (4133..4400).contains(&value) => {
            let at = start as usize - usize::from(folded.class_before(start as usize) == Class::Space);
            if !folded.ends_with(at, "단기") {
                return None;
            }
            (date.year, date.span.start) = (value - 2333, at as u32 - 2);
        }
        2 => date.year = century(value),
        _ => return None,
    }
    // Year alone, or year and month, end with their word.
    let Some((mark, at)) = separator(folded, end, 0xB144) else {
        return (len == 4).then_some(date);
    };
    let Some((month, _, month_end, _)) = digits(g + 1).filter(|d| d.1 == at && d.3 <= 2 && (1..=12).contains(&d.0))
    else {
        return (mark == Mark::Word).then(|| {
            date.span.end = word_end(folded, end);
            date.bare = false;
            date
        });
    };
    date.month = month;
    date.next = g + 2;
    date.span.end = month_end;
    let day = separator(folded, month_end, 0xC6D4).and_then(|(second, at)| {
        let (day, _, day_end, _) = digits(g + 2).filter(|d| d.1 == at && d.3 <= 2)?;
        let leap = if date.short { 0 } else { date.year };
        (second == mark && checksum::date(leap, month, day)).then_some((day, day_end))
    });
    match day {
        Some((day, day_end)) => {
            date.day = day;
            date.next = g + 3;
            date.span.end = day_end;
            date.bare = mark == Mark::Space;
            match mark {
                // 일, also behind a space.
                Mark::Word => {
                    let i = day_end as usize + usize::from(folded.class(day_end as usize) == Class::Space);
                    if matches!(folded.unit(i), 0xC77C | 0x65E5) {
                        date.span.end = i as u32 + 1;
                    }
                }
                Mark::Dot if folded.unit(day_end as usize) == 0x2E => date.span.end += 1,
                // 09 . 10 . 11 .
                Mark::Dot
                    if folded.class(end as usize) == Class::Space
                        && folded.class(day_end as usize) == Class::Space
                        && folded.unit(day_end as usize + 1) == 0x2E =>
                {
                    date.span.end += 2;
                }
                _ => {}
            }
        }
        None if mark == Mark::Word => {
            date.span.end = word_end(folded, month_end);
            date.bare = false;
        }
        None if mark == Mark::Dot => {
            if folded.unit(month_end as usize) == 0x2E && folded.class(month_end as usize + 1) != Class::Digit {
                date.span.end += 1;
            }
            date.bare = false;
        }
        None => return None,
    }
    Some(date)
}

/// Behind 년 or 월, which a space may part from its number.
fn word_end(folded: &Folded, end: u32) -> u32 {
    let i = end as usize + usize::from(folded.class(end as usize) == Class::Space);
    i as u32 + 1
}

/// 年 and 月 beside 년 and 월.
const fn hanja(word: u16) -> u16 {
    if word == 0xB144 { 0x5E74 } else { 0x6708 }
}

/// The mark between two parts of a date that begins at `at`, and where the next part begins.
fn separator(folded: &Folded, at: u32, word: u16) -> Option<(Mark, u32)> {
    let mut i = at as usize;
    let spaces = |mut i: usize| {
        let limit = i + 3;
        while i < limit && matches!(folded.class(i), Class::Space | Class::Newline) {
            i += 1;
        }
        i
    };
    i = spaces(i);
    let mark = match folded.unit(i) {
        0x2E => Mark::Dot,
        0x2D | 0x2F | 0xB7 | 0x5F => Mark::Other,
        unit if unit == word || unit == hanja(word) => Mark::Word,
        _ if i > at as usize && folded.class(i) == Class::Digit => return Some((Mark::Space, i as u32)),
        _ => return None,
    };
    Some((mark, spaces(i + 1) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn read(text: &str) -> Option<(u32, u32, u32, String)> {
        let page = Page::new(text);
        let date = written(&page.folded, &page.numbers, 0)?;
        Some((date.year, date.month, date.day, page.folded.text(date.span)))
    }

    #[test]
    fn reads_dates_as_they_are_written() {
        for (text, want, shown) in [
            ("1990. 1. 2.은", (1990, 1, 2), "1990. 1. 2."),
            ("90.1.2생", (1990, 1, 2), "90.1.2"),
            ("'05. 3. 1. 생", (2005, 3, 1), "'05. 3. 1."),
            ("1990-01-02", (1990, 1, 2), "1990-01-02"),
            ("1990년 1월 2일생", (1990, 1, 2), "1990년 1월 2일"),
            ("1990년 5월생", (1990, 5, 0), "1990년 5월"),
            ("1972년생", (1972, 0, 0), "1972년"),
            ("19900102", (1990, 1, 2), "19900102"),
            ("19 90. 1. 2.", (1990, 1, 2), "19 90. 1. 2."),
            ("1990. 1. 1\n2.", (1990, 1, 12), "1990. 1. 1\n2."),
            ("1 9 9 0 - 0 1 - 0 2", (1990, 1, 2), "1 9 9 0 - 0 1 - 0 2"),
            ("1990. 5.생", (1990, 5, 0), "1990. 5."),
        ] {
            let got = read(text);
            assert_eq!(got, Some((want.0, want.1, want.2, shown.to_owned())), "{text}");
        }
        assert_eq!(read("1990.13.2"), None);
        assert_eq!(read("2023-02-30"), None);
    }
}
