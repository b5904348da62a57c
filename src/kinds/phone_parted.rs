//! Telephone numbers whose parts are kept apart by any one mark or word: `010=0000=4417`, `010 ； 0000 ； 4 4 1 7`, `010 하고 0000 하고 4417`,
//! `공일공에, 공공공공, 어, 사사하나칠`. The same mark must stand in both places; what is said may be parted by commas, words and pauses alike.
//!
//! Not here: hyphens, dots, brackets and spaces, which `phone` reads from groups of digits.

use super::phone::{self, Fit, Phone};
use crate::kind::Kind;
use crate::page::Page;
use crate::page::numerals::spoken_digit;
use crate::span::FoldSpan;
use crate::text::{Class, Folded};

/// Numerals of the other row; those that begin like one of the usual row (일곱) are looked for first.
const NATIVE: [(&str, u8); 9] =
    [("하나", 1), ("둘", 2), ("셋", 3), ("넷", 4), ("다섯", 5), ("여섯", 6), ("일곱", 7), ("여덟", 8), ("아홉", 9)];

/// Words that are said between the parts.
const WORDS: [&str; 11] =
    ["하고", "다시", "대시", "그리고", "그다음", "다음", "슬래시", "하이픈", "빼기", "작대기", "에"];

/// Pauses of someone who speaks.
const PAUSES: [&str; 4] = ["어", "음", "그", "저"];

/// What keeps two parts apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// A mark, however often and with whatever spaces.
    Mark(u16),
    /// A word, perhaps with a comma and a pause.
    Word,
    /// Spaces alone.
    Space,
}

/// One part of a number.
#[derive(Clone, Copy, Default)]
struct Part {
    digits: [u8; 4],
    len: usize,
    end: usize,
    /// Digit by digit, a space between them.
    singles: bool,
    /// How many digits are said.
    said: usize,
    /// How many are digits.
    plain: usize,
}

impl Part {
    fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or(&[])
    }
}

/// The digit at `i` and how many units it takes; with its class.
fn digit(f: &Folded, i: usize) -> Option<(u8, usize, Class)> {
    let class = f.class(i);
    match class {
        Class::Digit => spoken_digit(f.unit(i)).map(|d| (d, 1, class)),
        // O o l I
        Class::Latin if matches!(f.unit(i), 0x4F | 0x6F | 0x6C | 0x49) => {
            spoken_digit(f.unit(i)).map(|d| (d, 1, class))
        }
        Class::Hangul => NATIVE
            .iter()
            .find(|(word, _)| f.starts_with(i, word))
            .map(|&(word, value)| (value, word.chars().count(), class))
            .or_else(|| spoken_digit(f.unit(i)).map(|d| (d, 1, class))),
        _ => None,
    }
}

/// Two to four digits from `at` on, together or one by one.
fn part(f: &Folded, at: usize) -> Option<Part> {
    let mut part = Part::default();
    let (mut i, mut apart) = (at, 0);
    while part.len < 4
        && let Some((value, width, class)) = digit(f, i)
    {
        *part.digits.get_mut(part.len)? = value;
        part.len += 1;
        part.said += usize::from(class == Class::Hangul);
        part.plain += usize::from(class == Class::Digit);
        part.end = i + width;
        i = part.end;
        // 4 4 1 7: what stands behind the space stands alone.
        let lone = |i: usize| digit(f, i).is_some_and(|(_, width, _)| digit(f, i + width).is_none());
        if part.len < 4 && f.unit(i) == 0x20 && (part.len == 1 || apart > 0) && lone(i + 1) {
            (i, apart) = (i + 1, apart + 1);
        }
    }
    part.singles = apart > 0;
    (part.len >= 2 && (apart == 0 || apart + 1 == part.len)).then_some(part)
}

fn spaces(f: &Folded, i: usize) -> usize {
    (i..i + 3).find(|&k| f.unit(k) != 0x20).unwrap_or(i + 3)
}

/// What stands between two parts at `at`, and where the next may begin.
fn between(f: &Folded, at: usize, said: bool) -> Option<(Between, usize)> {
    let mut i = spaces(f, at);
    let mut found = (i > at && said).then_some(Between::Space);
    let unit = f.unit(i);
    let mark = match f.class(i) {
        // % $ ' " < > stand beside figures of other sorts.
        Class::Punct => !matches!(unit, 0x22 | 0x24..=0x27 | 0x3C | 0x3E | 0x7C | 0x20A9),
        Class::Blank => true,
        _ => false,
    };
    if mark {
        let end = (i..i + 3).find(|&k| f.unit(k) != unit).unwrap_or(i + 3);
        (found, i) = (Some(Between::Mark(unit)), spaces(f, end));
    }
    // 에, … 어, …: words and pauses, a comma behind each.
    for _ in 0..3 {
        let word = WORDS.iter().find(|w| f.starts_with(i, w)).map(|w| (w, Between::Word));
        let pause = || PAUSES.iter().find(|w| said && f.starts_with(i, w)).map(|w| (w, Between::Word));
        let Some((word, what)) = word.or_else(pause) else { break };
        let mut end = i + word.chars().count();
        end += usize::from(f.unit(end) == 0x2C);
        (found, i) = (Some(what), spaces(f, end));
    }
    found.map(|what| (what, i))
}

/// Reads the number that begins at `at`.
pub(super) fn read(page: &Page, at: usize) -> Option<Phone> {
    let f = &page.folded;
    let mut national = [0u8; 12];
    let mut first = part(f, at)?;
    let country = first.digits() == [8, 2] && f.unit_before(at) == 0x2B;
    let mut mark = None;
    let mut len = 0;
    if country {
        let (what, next) = between(f, first.end, false)?;
        (mark, first, len) = (Some(what), part(f, next)?, 1);
    }
    let prefix = len + first.len;
    national.get_mut(len..prefix)?.copy_from_slice(first.digits());
    // A prefix that no number has is left at once.
    if national.first() != Some(&0) || !matches!(national.get(1), Some(1..=8)) || prefix > 4 {
        return None;
    }
    let (mut said, mut plain, mut singles, mut end) = (first.said, first.plain, first.singles, first.end);
    len = prefix;
    let mut n = 0;
    while n < 2 {
        let (what, next) = between(f, end, said > 0)?;
        let same = mark.is_none_or(|m| m == what) || said > 0 && spoken(what) && mark.is_none_or(spoken);
        let part = part(f, next).filter(|p| same && (p.len == 4 || p.len == 3 && n == 0))?;
        national.get_mut(len..len + part.len)?.copy_from_slice(part.digits());
        (mark, len, end) = (Some(what), len + part.len, part.end);
        (said, plain, singles) = (said + part.said, plain + part.plain, singles && part.singles);
        n += 1;
    }
    let (sort, long) = phone::plan(national.get(..len)?)?;
    let letters = len - usize::from(country) - said - plain;
    if long != prefix || letters > plain || goes_on(f, end, mark, said > 0) || !phone::open_right(page, end as u32) {
        return None;
    }
    let span = FoldSpan::new(at - usize::from(country), end);
    let comma = matches!(mark, Some(Between::Mark(0x2C | 0x3001)));
    let vague = said == 0 && (comma || mark == Some(Between::Mark(0x3A)));
    let labels = page.labels(span);
    let told = [Kind::Mobile, Kind::Landline, Kind::SafeNumber].into_iter().any(|kind| labels.of(kind).is_some());
    let list = vague && comma && !singles && span.range().any(|i| f.class(i) == Class::Space);
    let unsure = list || vague && sort != phone::Sort::Mobile;
    if unsure && !told || labels.refute(Kind::Mobile) && !told {
        return None;
    }
    let fit = if said > 0 && matches!(mark, Some(Between::Space)) { Fit::Spaced } else { Fit::Cut };
    Some(Phone { span, sort, fit, country })
}

/// Whether what stands between two parts is a pause of someone who speaks.
fn spoken(what: Between) -> bool {
    !matches!(what, Between::Mark(unit) if unit != 0x2C)
}

/// Whether a further digit belongs to the number: behind it at once, or behind its mark.
fn goes_on(f: &Folded, end: usize, mark: Option<Between>, said: bool) -> bool {
    let behind = digit(f, end).is_some_and(|(_, _, class)| match class {
        // …사칠이며 ends in a copula, …사칠일 때 in a word.
        Class::Hangul => !said || !matches!(f.unit(end), 0xC774 | 0xC77C | 0xC624 | 0xC0AC),
        _ => true,
    });
    let next = || match between(f, end, false) {
        Some((what @ Between::Mark(_), next)) => Some(what) == mark && f.class(next) == Class::Digit,
        _ => false,
    };
    behind || next() && !matches!(mark, Some(Between::Mark(0x2C)))
}
