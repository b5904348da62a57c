//! Korean telephone numbers: the numbering plan, and how a number is read from groups of digits. Knows no actions.
//!
//! Plan (전기통신번호관리세칙, as of 2026-11): 010 and the old 011, 016–019 are mobile; 02 and 031–064 are areas; 070 internet telephony; 080
//! toll-free; 060 premium; 030X fax services; 050X virtual numbers. The exchange's first digit is not tested.

use crate::page::{Gap, Gaps, Numbers, Page, Signs, Taken};
use crate::span::FoldSpan;
use crate::text::Class;

/// What a number is by its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// 010.
    Mobile,
    /// 011, 016–019.
    OldMobile,
    /// An area code, 070, 080, 060, 030X.
    Land,
    /// 050X.
    Safe,
}

/// How well the writing fits a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Cut in odd places.
    Odd,
    /// All digits in one run.
    Run,
    /// Cut where the plan cuts, at spaces only.
    Spaced,
    /// Cut where the plan cuts.
    Cut,
}

/// A telephone number as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phone {
    /// From the first to the last character.
    pub(super) span: FoldSpan,
    /// What it is.
    pub(super) sort: Sort,
    /// How it is written.
    pub(super) fit: Fit,
    /// Whether the country's number 82 stands before it.
    pub(super) country: bool,
}

/// Reads the number that begins with group `first`.
pub(super) fn read(page: &Page, numbers: &Numbers, first: usize) -> Option<Phone> {
    let group = numbers.groups.get(first)?;
    if !open_left(page, group.start) {
        return None;
    }
    // The best writing, then the longest reading: eleven digits are no ten-digit number with something behind it.
    let mut best: Option<Phone> = None;
    for n in (9..=15.min(usize::from(group.reach))).rev() {
        let Some(taken) = numbers.take(&page.folded, first, n, ALLOWED) else { continue };
        if let Some(phone) = judge(page, numbers, &taken)
            && best.is_none_or(|b| b.fit < phone.fit)
        {
            best = Some(phone);
        }
    }
    match best {
        None | Some(Phone { fit: Fit::Odd, .. }) => super::phone_parted::read(page, group.start as usize).or(best),
        _ => best,
    }
}

/// What may stand between the parts of a telephone number.
const ALLOWED: Gaps = Gaps::LOOSE.with(Gap::Cell).with(Gap::Comma);

fn judge(page: &Page, numbers: &Numbers, taken: &Taken) -> Option<Phone> {
    if !open_right(page, taken.span.end) {
        return None;
    }
    let d = taken.digits();
    let mut national = [0u8; 16];
    let (rest, country) = match d {
        [0, 0, 8, 2, rest @ ..] => (rest, true),
        [8, 2, rest @ ..] if abroad(page, taken) => (rest, true),
        [0, ..] => (d, false),
        _ => return None,
    };
    let skip = usize::from(rest.first() != Some(&0));
    if rest.len() + skip > national.len() || (skip == 1 && !country) {
        return None;
    }
    national[skip..skip + rest.len()].copy_from_slice(rest);
    let national = &national[..rest.len() + skip];
    let (sort, prefix) = plan(national)?;
    let fit = match fit(taken.layout(), taken.gaps, national.len(), prefix, country) {
        Fit::Odd => mended(numbers, taken, national.len(), prefix, country),
        fit => fit,
    };
    // Commas also part amounts and lists.
    let said = || taken.span.range().any(|i| page.folded.class(i) == Class::Hangul);
    let spaced = || !said() && taken.span.range().any(|i| page.folded.class(i) == Class::Space);
    if taken.gaps.has(Gap::Comma) && (fit != Fit::Cut || sort == Sort::Land || spaced()) {
        return None;
    }
    let mut span = taken.span;
    if country && page.folded.unit_before(span.start as usize) == 0x2B {
        span.start -= 1;
    } else if page.folded.unit_before(span.start as usize) == 0x28 && closes_early(page, span) {
        span.start -= 1;
        if country && page.folded.unit_before(span.start as usize) == 0x2B {
            span.start -= 1;
        }
    }
    Some(Phone { span, sort, fit, country })
}

/// Whether a bracket that opens before the number closes inside it: (02)000-1234.
fn closes_early(page: &Page, span: FoldSpan) -> bool {
    for i in span.range() {
        match page.folded.unit(i) {
            0x28 => return false,
            0x29 => return true,
            _ => {}
        }
    }
    false
}

/// Whether 82 is the country: after `+` or in brackets, or cut off as a group of its own before a mobile number.
fn abroad(page: &Page, taken: &Taken) -> bool {
    let i = taken.span.start as usize;
    let plus =
        page.folded.unit_before(i) == 0x2B || (page.folded.unit_before(i) == 0x28 && page.folded.unit(i + 2) == 0x29);
    plus || matches!(taken.layout(), [2, 2, 4, 4] | [2, 3, 4, 4])
}

/// The sort of a national number and the length of its prefix, where its length fits.
pub(super) fn plan(d: &[u8]) -> Option<(Sort, usize)> {
    let n = d.len();
    Some(match *d {
        [0, 1, 0, ..] if n == 11 => (Sort::Mobile, 3),
        [0, 1, 1 | 6..=9, ..] if matches!(n, 10 | 11) => (Sort::OldMobile, 3),
        [0, 2, ..] if matches!(n, 9 | 10) => (Sort::Land, 2),
        [0, 3, 1..=3, ..] | [0, 4, 1..=4, ..] | [0, 5, 1..=5, ..] | [0, 6, 1..=4, ..] if matches!(n, 10 | 11) => {
            (Sort::Land, 3)
        }
        [0, 7, 0, ..] if n == 11 => (Sort::Land, 3),
        [0, 8, 0, ..] if matches!(n, 10 | 11) => (Sort::Land, 3),
        [0, 6, 0, ..] if matches!(n, 10 | 11) => (Sort::Land, 3),
        [0, 3, 0, 2..=5, ..] if matches!(n, 11 | 12) => (Sort::Land, 4),
        [0, 5, 0, _, ..] if matches!(n, 11 | 12) => (Sort::Safe, 4),
        _ => return None,
    })
}

/// The sort of a number that is read from signs, with or without 82 before it.
pub(super) fn sort(s: &Signs) -> Option<Sort> {
    if s.all().len() > 15 || !s.digits(s.len()) || s.lists > 0 && s.spoken == 0 {
        return None;
    }
    let mut d = [0u8; 16];
    for (i, slot) in d.iter_mut().skip(1).take(s.len()).enumerate() {
        *slot = s.value(i) as u8;
    }
    let all = d.get(1..=s.len())?;
    match all {
        [0, 0, 8, 2, rest @ ..] | [8, 2, rest @ ..] if rest.first() == Some(&0) => plan(rest),
        [0, 0, 8, 2, ..] | [8, 2, ..] => {
            let skip = if all.starts_with(&[8, 2]) { 2 } else { 4 };
            // The zero that 82 stands for.
            d[skip] = 0;
            plan(d.get(skip..=s.len())?)
        }
        _ => plan(all),
    }
    .map(|(sort, _)| sort)
}

/// A number of which a space or a line break tears a group apart (`010-0000-12 34`) fits as it does without.
fn mended(numbers: &Numbers, taken: &Taken, national: usize, prefix: usize, country: bool) -> Fit {
    if !taken.gaps.has(Gap::Hyphen) && !taken.gaps.has(Gap::Dot) {
        return Fit::Odd;
    }
    let (mut layout, mut n, mut torn) = ([0u8; 24], 0, true);
    for group in numbers.groups.get(taken.first..=taken.last).unwrap_or(&[]) {
        if !torn {
            n += 1;
        }
        layout[n] += group.len() as u8;
        torn = matches!(group.gap, Gap::Space | Gap::Newline);
    }
    fit(&layout[..=n], Gaps(Gap::Hyphen as u16), national, prefix, country)
}

fn fit(layout: &[u8], gaps: Gaps, national: usize, prefix: usize, country: bool) -> Fit {
    if let [_] = layout {
        return Fit::Run;
    }
    let cell = gaps.has(Gap::Cell) || gaps.has(Gap::Newline);
    let tail = |rest: &[u8]| {
        let want = national - prefix;
        rest.iter().map(|&l| l as usize).sum::<usize>() == want
            && (rest == [4] && want == 4 || rest.len() == 2 && rest[1] == 4 || rest.len() == 1)
    };
    let mut rest = layout;
    if country {
        // 82 10…, 0082 10…, 82 (0)10…, 82 010…
        match *layout {
            [2 | 4, 1, l, ..] if usize::from(l) == prefix - 1 => rest = &layout[3..],
            [2 | 4, l, ..] if usize::from(l) == prefix || usize::from(l) == prefix - 1 => rest = &layout[2..],
            _ => rest = &[],
        }
    } else if usize::from(layout[0]) == prefix {
        rest = &layout[1..];
    } else if *layout == [(national - 4) as u8, 4] {
        return if cell { Fit::Odd } else { Fit::Cut };
    } else if layout.iter().all(|&l| l == 1) {
        return Fit::Spaced;
    } else {
        rest = &rest[..0];
    }
    if rest.is_empty() || !tail(rest) {
        return Fit::Odd;
    }
    if gaps.within(Gaps(Gap::Space as u16)) || cell {
        return Fit::Spaced;
    }
    Fit::Cut
}

/// Whether a telephone number may begin at `at`: labels, brackets and list marks may stand before it, digits and codes may not.
pub(super) fn open_left(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let i = at as usize;
    match f.class_before(i) {
        Class::Digit => false,
        // HP010…: a label, not a code.
        // KimSvetlana010-…: a name without a space behind it.
        Class::Latin => {
            page.hits_before(at).take(1).any(|h| h.end == at)
                || i >= 3 && (i - 3..i).all(|k| (0x61..=0x7A).contains(&f.unit(k))) && f.starts_with(i, "010-")
        }
        Class::Blank => f.unit_before(i) != 0x2A,
        Class::Punct if i >= 2 => {
            let beyond = f.class(i - 2);
            match f.unit_before(i) {
                0x2D | 0x5F | 0x23 | 0x25 | 0x26 => !matches!(beyond, Class::Digit | Class::Latin | Class::Blank),
                0x2E => beyond != Class::Digit || list_number(page, i - 2),
                _ => true,
            }
        }
        _ => true,
    }
}

/// Whether the digit at `i` is the number of a list item: `1.010-…` at the head of a line.
fn list_number(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    let mut k = i;
    while k > 0 && f.class(k) == Class::Digit && i - k < 3 {
        k -= 1;
    }
    matches!(f.class(k), Class::Space | Class::Newline | Class::Tab) || k == 0
}

/// Whether a telephone number may end at `end`.
pub(super) fn open_right(page: &Page, end: u32) -> bool {
    let f = &page.folded;
    let i = end as usize;
    match f.class(i) {
        Class::Digit => false,
        Class::Latin => !f.starts_with(i, "e") && !f.starts_with(i, "x"),
        Class::Blank => f.unit(i) != 0x2A,
        Class::Punct => match f.unit(i) {
            0x2D | 0x5F | 0x23 => !matches!(f.class(i + 1), Class::Digit | Class::Latin),
            0x25 => false,
            _ => true,
        },
        _ => true,
    }
}

/// Whether a sign of a telephone stands before `at`, at most `reach` units away without digits between: ☎ ☏ ✆ 📞 📱.
pub(super) fn sign(page: &Page, at: u32, reach: u32) -> bool {
    let f = &page.folded;
    let low = at.saturating_sub(reach);
    let mut i = at;
    while i > low {
        i -= 1;
        match f.class(i as usize) {
            Class::Digit | Class::Newline | Class::Tab | Class::Hangul => return false,
            _ => {}
        }
        if matches!(f.unit(i as usize), 0x260E | 0x260F | 0x2706 | 0x2121 | 0xFFFD) {
            return true;
        }
    }
    false
}
