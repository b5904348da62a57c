//! Numbers beside a label, however they are written: `M.000.C.4417`, `23–7600 0418`, `1AA－26ll－OO04417`, `26·기·0041`, `이공이일 사사일칠`.
//!
//! Signs are read one after another over whatever people put between them: spaces, hyphens, dots, slashes, brackets, a line break behind a hyphen
//! or between digits. Which row of signs is a number is said by the kind; only what a label announces is read like this.

use super::Page;
use super::numbers::spoken_digit;
use crate::span::FoldSpan;
use crate::text::Class;

/// The most signs that are read.
pub const MOST: usize = 26;

/// Signs read from the beginning of a value: digits as `0`–`9`, letters as capitals.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    signs: [u8; MOST],
    len: usize,
    /// How many are digits as written.
    pub plain: usize,
    /// How many are spoken numerals.
    pub spoken: usize,
    /// How many marks and spaces stand between.
    pub gaps: usize,
    /// How many signs stand before the first of these.
    pub head: usize,
    /// How many of these are spaces alone.
    pub spaces: usize,
}

impl Signs {
    /// The signs.
    pub fn all(&self) -> &[u8] {
        self.signs.get(..self.len).unwrap_or(&[])
    }

    /// How many signs.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether they are `n` digits, letters that look like digits counted where at least a quarter are plain.
    pub fn digits(&self, n: usize) -> bool {
        self.len == n && self.all().iter().all(|&s| digit(s)) && (self.plain + self.spoken) * 4 >= n
    }

    /// Whether the signs are letters (`A`) and digits (`0`) in this order.
    pub fn like(&self, form: &[u8]) -> bool {
        self.len == form.len()
            && self.all().iter().zip(form).all(|(&s, &f)| if f == b'A' { s.is_ascii_uppercase() } else { digit(s) })
            && (self.plain + self.spoken) * 4 >= self.len
    }

    /// Whether marks and no mere spaces part them, or every sign stands by itself.
    pub fn joined(&self) -> bool {
        self.spaces == 0 || self.gaps + 1 == self.len
    }
}

/// Whether a sign is a digit or a letter that looks like one.
const fn digit(sign: u8) -> bool {
    matches!(sign, b'0'..=b'9' | b'O' | b'I' | b'L')
}

/// What stands between two signs at `i`: where the next sign may stand. At most three units, one of them a mark.
fn gap(page: &Page, i: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    let (mut k, mut marks) = (i, 0);
    while k < to && k < i + 4 {
        match f.unit(k) {
            0x20 => {}
            0x2D | 0x2E | 0xB7 | 0x2F | 0x5F | 0x7E | 0x28 | 0x29 | 0x5B | 0x5D if marks < 2 => marks += 1,
            // A line may break behind a mark, or between digits.
            0x0A if (marks > 0 || f.class_before(i) == Class::Digit) && f.class(k + 1) == Class::Digit => marks += 1,
            _ => break,
        }
        k += 1;
    }
    (k > i && marks <= 2).then_some(k)
}

/// The longest number in a value, from its first sign on, that `fits`; it ends where a run of signs ends. `line` lets it go on behind a line break.
pub(super) fn read(page: &Page, at: FoldSpan, line: bool, fits: &dyn Fn(&Signs) -> bool) -> Option<FoldSpan> {
    let f = &page.folded;
    let start = at.start as usize;
    let to = if line { f.len().min(at.end as usize + 24) } else { at.end as usize };
    // 제 before the number and a bracket around its first part.
    let mut i = start;
    if matches!(f.unit(i), 0x28 | 0x5B) {
        i += 1;
    }
    let from = i;
    let mut signs = Signs { signs: [0; MOST], len: 0, plain: 0, spoken: 0, gaps: 0, head: 0, spaces: 0 };
    let mut best = None;
    while i < to && signs.len < MOST {
        let unit = f.unit(i);
        let sign = match f.class(i) {
            Class::Digit => {
                signs.plain += 1;
                unit as u8
            }
            Class::Latin => (unit as u8).to_ascii_uppercase(),
            Class::Hangul | Class::Hanja => match (letter(page, i), spoken_digit(unit)) {
                (Some((sign, len)), _) => {
                    i += len - 1;
                    sign
                }
                (None, Some(value)) => {
                    signs.spoken += 1;
                    b'0' + value
                }
                (None, None) => break,
            },
            _ => break,
        };
        if let Some(slot) = signs.signs.get_mut(signs.len) {
            *slot = sign;
        }
        signs.len += 1;
        i += 1;
        let ended = match (f.class(i), f.class(i - 1)) {
            (Class::Digit | Class::Latin, _) => false,
            // A particle behind spoken numerals: …사일칠이고.
            (Class::Hangul, _) if letter(page, i).is_some() => false,
            (Class::Hangul, Class::Hangul | Class::Hanja) => spoken_digit(f.unit(i)).is_none() || f.unit(i) == 0xC774,
            (Class::Hanja, Class::Hanja) => false,
            _ => true,
        };
        // Spoken numerals count from four on.
        if ended && (signs.spoken == 0 || signs.spoken >= 4) && fits(&signs) {
            // The bracket around the whole or around the last part closes it.
            let around = matches!(f.unit(i), 0x29 | 0x5D) && from > start;
            let opened =
                (from..i).filter(|&k| f.unit(k) == 0x28).count() > (from..i).filter(|&k| f.unit(k) == 0x29).count();
            let close = usize::from(around || opened && f.unit(i) == 0x29);
            best = Some(FoldSpan::new(if around { start } else { from }, i + close));
        }
        if ended {
            let next = match gap(page, i, to) {
                Some(next) => next,
                None if said(page, i) > 0 => i,
                None => continue,
            };
            let next = next + said(page, next);
            let next = next + usize::from(f.unit(next) == 0x20 && next > i + 1);
            let goes_on = matches!(f.class(next), Class::Digit | Class::Latin)
                || matches!(f.class(next), Class::Hangul | Class::Hanja)
                    && (spoken_digit(f.unit(next)).is_some() && (signs.spoken > 0 || signs.len < 3)
                        || letter(page, next).is_some());
            if !goes_on {
                break;
            }
            if signs.gaps == 0 {
                signs.head = signs.len;
            }
            signs.gaps += 1;
            signs.spaces += usize::from((i..next).all(|k| f.unit(k) == 0x20));
            i = next;
        }
    }
    best
}

/// The names of letters as they are said; those that are numerals too (이, 오) are read as numerals.
const LETTERS: [(&str, u8); 25] = [
    ("에이치", b'H'),
    ("더블유", b'W'),
    ("에이", b'A'),
    ("에프", b'F'),
    ("아이", b'I'),
    ("제이", b'J'),
    ("케이", b'K'),
    ("에스", b'S'),
    ("브이", b'V'),
    ("엑스", b'X'),
    ("와이", b'Y'),
    ("제트", b'Z'),
    ("비", b'B'),
    ("씨", b'C'),
    ("시", b'C'),
    ("디", b'D'),
    ("지", b'G'),
    ("엘", b'L'),
    ("엠", b'M'),
    ("엔", b'N'),
    ("피", b'P'),
    ("큐", b'Q'),
    ("알", b'R'),
    ("티", b'T'),
    ("유", b'U'),
];

/// The letter whose name stands at `i`, and how long the name is.
fn letter(page: &Page, i: usize) -> Option<(u8, usize)> {
    let &(name, sign) = LETTERS.iter().find(|(name, _)| page.folded.starts_with(i, name))?;
    Some((sign, name.chars().count()))
}

/// How long the spoken dash at `i` is.
fn said(page: &Page, i: usize) -> usize {
    let f = &page.folded;
    match f.unit(i) {
        0xB2E4 | 0xB300 if f.unit(i + 1) == 0xC2DC => 2,
        _ => 0,
    }
}
