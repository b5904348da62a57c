//! Codes: runs of digits and letters joined by hyphens (`제96-412-00417호`, `1AA-2611-0012345`, `정보공개-2026-00417`).
//!
//! A reader only: what a code means is said by a kind.

use super::Page;
use crate::span::FoldSpan;
use crate::text::Class;

/// A code as read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// First folded unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// How many digits.
    pub digits: u32,
    /// How many Latin letters.
    pub latin: u32,
    /// How many Hangul syllables between the hyphens.
    pub hangul: u32,
    /// How many hyphens.
    pub hyphens: u32,
    /// How many blanks that stand for something taken out.
    pub blanks: u32,
    /// Whether it is written `제…호`.
    pub numbered: bool,
}

impl Code {
    /// Where it stands.
    pub const fn span(&self) -> FoldSpan {
        FoldSpan { start: self.start, end: self.end }
    }
}

/// Reads a code that begins at `from` and ends before `to`; Hangul is read only as a whole piece between hyphens and where wanted.
pub(super) fn read(page: &Page, from: u32, to: u32, hangul: bool) -> Option<Code> {
    let f = &page.folded;
    let (mut i, to) = (from as usize, to as usize);
    let mut code = Code { start: from, ..Code::default() };
    let ordinal = f.unit(i) == 0xC81C && {
        let next = if f.class(i + 1) == Class::Space { i + 2 } else { i + 1 };
        matches!(f.class(next), Class::Digit | Class::Latin)
    };
    if ordinal {
        i += if f.class(i + 1) == Class::Space { 2 } else { 1 };
    }
    let mut end = i;
    let mut inner = false;
    let mut to = to;
    let mut apart = sign_by_sign(page, i);
    while i < to {
        let begin = i;
        // Sign by sign from here on: 2026 - 영도 - 0 4 4 1.
        apart = apart || code.hyphens > 0 && sign_by_sign(page, i);
        // 2026-제11204호
        if code.hyphens > 0 && !ordinal && f.unit(i) == 0xC81C && f.class(i + 1) == Class::Digit {
            inner = true;
            i += 1;
        }
        let begin = if inner && i == begin + 1 { i } else { begin };
        while i < to {
            // 1 A A - 2 6 1 1: one sign after another.
            if apart && i > begin && f.class(i) == Class::Space && sign(page, i + 1) && !sign(page, i + 2) {
                i += 1;
            }
            match f.class(i) {
                Class::Digit | Class::Latin | Class::Blank => {}
                _ => break,
            }
            match f.class(i) {
                Class::Digit => code.digits += 1,
                Class::Latin => code.latin += 1,
                _ => code.blanks += 1,
            }
            i += 1;
        }
        if i == begin && hangul {
            let mut k = i;
            while k < to && f.class(k) == Class::Hangul && k - i < 6 {
                k += 1;
            }
            let dash = f.unit(k) == 0x2D || f.class(k) == Class::Space && f.unit(k + 1) == 0x2D;
            if k == i || !(dash || code.hyphens > 0 && f.class(k) != Class::Hangul) {
                break;
            }
            code.hangul += (k - i) as u32;
            i = k;
        }
        if i == begin {
            break;
        }
        end = i;
        // A hyphen, also with one space on either side.
        let mut k = i;
        if f.class(k) == Class::Space && f.unit(k + 1) == 0x2D {
            k += 1;
        }
        if f.unit(k) != 0x2D {
            break;
        }
        k += 1;
        if f.class(k) == Class::Space && k > i + 1 {
            k += 1;
        }
        // A line may break behind a hyphen inside a number.
        let broken =
            f.class(k) == Class::Newline && f.class(k + 1) == Class::Digit && f.class_before(k - 1) == Class::Digit;
        k += usize::from(broken);
        let goes_on =
            matches!(f.class(k), Class::Digit | Class::Latin | Class::Blank) || hangul && f.class(k) == Class::Hangul;
        if !goes_on || k >= to && !broken {
            break;
        }
        code.hyphens += 1;
        if broken {
            to = (k + 20).min(f.len());
        }
        i = k;
    }
    if end == from as usize || code.digits + code.latin + code.blanks == 0 {
        return None;
    }
    let spaced = f.class(end) == Class::Space && f.unit(end + 1) == 0xD638 && f.class(end + 2) != Class::Hangul;
    if ordinal && (apart && f.class(end) == Class::Space && f.unit(end + 1) == 0xD638 || spaced) {
        end += 1;
    }
    if (ordinal || inner) && f.unit(end) == 0xD638 {
        end += 1;
        code.numbered = true;
    }
    code.end = end as u32;
    Some(code)
}

fn sign(page: &Page, i: usize) -> bool {
    matches!(page.folded.class(i), Class::Digit | Class::Latin | Class::Blank)
}

/// Whether a code is written sign by sign from `i` on, a space behind each: `1 1 0 0 4 7`, `A N 0 0 0 7`. At least four signs.
pub(super) fn sign_by_sign(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    let (mut k, mut signs) = (i, 0);
    while signs < 4 {
        if !sign(page, k) || sign(page, k + 1) {
            return false;
        }
        signs += 1;
        k += 1;
        if signs < 4 {
            if f.class(k) != Class::Space {
                return false;
            }
            k += 1;
            // A hyphen between two signs.
            if f.unit(k) == 0x2D && f.class(k + 1) == Class::Space {
                k += 2;
            }
        }
    }
    i == 0 || !sign(page, i - 1)
}

/// Groups of digits with one dot or space between: `790.0000.4417.02`. At least three groups and nine digits, and no date.
pub(super) fn spread(page: &Page, from: u32, to: u32) -> Option<FoldSpan> {
    let f = &page.folded;
    let (mut i, mut end, mut digits, mut groups) = (from as usize, from as usize, 0, 0);
    let mut to = (to as usize).min(i + 40);
    while i < to && f.class(i) == Class::Digit {
        groups += 1;
        while i < to && f.class(i) == Class::Digit {
            digits += 1;
            i += 1;
        }
        end = i;
        // A line may break inside: what goes on is at least three digits, no number of an item.
        if f.class(i) == Class::Newline
            && (1..=3).all(|k| f.class(i + k) == Class::Digit)
            && digits < 16
            && digits + 3 <= 24
        {
            to = (i + 24).min(from as usize + 40);
        } else if !matches!(f.unit(i), 0x2E | 0x20 | 0x2D) {
            break;
        }
        i += 1;
    }
    (groups >= 3 && (9..=24).contains(&digits) && !matches!(f.class(end), Class::Latin))
        .then(|| FoldSpan::new(from as usize, end))
}

/// Whether what begins at `at` says that the number before it counts something: 8자, 3회, 500건, 30일, 12%.
pub(super) fn counts(page: &Page, at: u32) -> bool {
    const UNITS: [&str; 42] = [
        "자",
        "회",
        "개",
        "건",
        "명",
        "년",
        "월",
        "일",
        "원",
        "천원",
        "만원",
        "백만",
        "억",
        "차",
        "단계",
        "분",
        "시",
        "초",
        "종",
        "대",
        "주",
        "층",
        "급",
        "호실",
        "세",
        "부",
        "매",
        "권",
        "점",
        "배",
        "퍼센트",
        "가지",
        "글자",
        "곳",
        "필지",
        "쪽",
        "조",
        "항",
        "인",
        "여",
        "번째",
        "학년",
    ];
    let i = at as usize;
    let f = &page.folded;
    let i = if f.class(i) == Class::Space && f.class(i + 1) == Class::Hangul { i + 1 } else { i };
    if matches!(f.unit(i), 0x25 | 0x33A1 | 0x2103) {
        return true;
    }
    UNITS.iter().any(|u| f.starts_with(i, u)) && !PARTICLES.iter().any(|p| f.starts_with(i, p))
}

/// Words that begin like a unit and are none.
const PARTICLES: [&str; 8] = ["이며", "이고", "인데", "입니다", "임", "자로", "일 경우", "인 경우"];

/// Whether the span reads as a calendar date `YYYY-MM-DD` or `YYYYMMDD`.
pub(super) fn is_date(page: &Page, at: FoldSpan) -> bool {
    let mut digits = [0u32; 8];
    let (mut n, mut hyphens) = (0, 0);
    for i in at.range() {
        if page.folded.class(i) == Class::Digit {
            if n == 8 {
                return false;
            }
            digits[n] = u32::from(page.folded.unit(i)) - 0x30;
            n += 1;
        } else if page.folded.unit(i) == 0x2D {
            hyphens += 1;
        } else {
            return false;
        }
    }
    // 2026-0417 is a year and a serial.
    if hyphens == 1 {
        return false;
    }
    let number = |from: usize, to: usize| digits[from..to].iter().fold(0, |sum, d| sum * 10 + d);
    let year = |y: u32| (1900..2100).contains(&y);
    match n {
        8 => year(number(0, 4)) && (1..=12).contains(&number(4, 6)) && (1..=31).contains(&number(6, 8)),
        _ => false,
    }
}
