//! Signs of a number one after another, however they are put down: digits, letters, numerals in Hangul (이공이육, 이천이십육, 십사) and Hanja, circled ones,
//! rings, the names of letters (엠, 케이).
//!
//! Not here: what stands between signs, and which row of them is a number (`loose.rs`).

use super::Page;
use super::numerals::spoken_digit;
use crate::text::Class;

/// How a sign is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A digit.
    Plain,
    /// A Latin letter, or the name of one.
    Letter,
    /// A numeral in Hangul or a circled digit.
    Said,
    /// A numeral in Hanja.
    Hanja,
    /// A ring for a zero.
    Ring,
}

/// One sign, or the digits of a numeral such as 십사.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    signs: [u8; 5],
    len: usize,
    /// How many folded units it is long.
    pub(super) width: usize,
    /// How it is written.
    pub(super) sort: Sort,
}

impl Token {
    fn one(sign: u8, width: usize, sort: Sort) -> Self {
        Self { signs: [sign, 0, 0, 0, 0], len: 1, width, sort }
    }

    /// Its signs: digits as `0`–`9`, letters as capitals.
    pub(super) fn signs(&self) -> &[u8] {
        self.signs.get(..self.len).unwrap_or(&[])
    }
}

/// The sign at `i`; names of letters only where `letters` are expected.
pub(super) fn token(page: &Page, i: usize, letters: bool) -> Option<Token> {
    let f = &page.folded;
    let unit = f.unit(i);
    let digit = |sort| spoken_digit(unit).map(|d| Token::one(b'0' + d, 1, sort));
    match f.class(i) {
        Class::Digit => digit(Sort::Plain),
        Class::Latin => Some(Token::one((unit as u8).to_ascii_uppercase(), 1, Sort::Letter)),
        Class::Circled => digit(Sort::Said),
        Class::Jamo if unit == 0x3147 => digit(Sort::Said),
        Class::Blank if matches!(unit, 0x25CB | 0x3007 | 0x25EF) => Some(Token::one(b'0', 1, Sort::Ring)),
        Class::Hanja => placed(page, i, Sort::Hanja).or_else(|| digit(Sort::Hanja)),
        Class::Hangul => {
            if letters && let Some((sign, len)) = letter(page, i) {
                return Some(Token::one(sign, len, Sort::Letter));
            }
            if let Some((value, len)) = native(page, i) {
                return Some(Token::one(b'0' + value, len, Sort::Said));
            }
            placed(page, i, Sort::Said).or_else(|| digit(Sort::Said))
        }
        _ => None,
    }
}

/// How many numerals stand in a row from `i` on, those of places (십, 백, 천) among them.
pub(super) fn run(page: &Page, i: usize) -> usize {
    let f = &page.folded;
    let class = f.class(i);
    let mut k = i;
    while k < i + 24 && f.class(k) == class {
        if spoken_digit(f.unit(k)).is_some() || place(f.unit(k)) > 0 {
            k += 1;
        } else if let Some((_, len)) = native(page, k) {
            k += len;
        } else {
            break;
        }
    }
    k - i
}

/// A numeral of the other row, said for clearness (공 하나 공, 칠칠둘하나): only beside numerals of the usual row or of its own.
fn native(page: &Page, i: usize) -> Option<(u8, usize)> {
    const WORDS: [(&str, u8); 4] = [("하나", 1), ("둘", 2), ("셋", 3), ("넷", 4)];
    let f = &page.folded;
    let of = |i: usize| WORDS.iter().find(|(w, _)| f.starts_with(i, w)).map(|&(w, value)| (value, w.chars().count()));
    let (value, len) = of(i)?;
    let said = |i: usize| f.class(i) == Class::Hangul && (spoken_digit(f.unit(i)).is_some() || of(i).is_some());
    let before = i - usize::from(f.class_before(i) == Class::Space);
    let behind = i + len + usize::from(f.class(i + len) == Class::Space);
    let last = before > 0 && (said(before - 1) || before > 1 && f.ends_with(before, "하나"));
    (last || said(behind)).then_some((value, len))
}

/// What the numeral of a place is worth: 십 백 천.
const fn place(unit: u16) -> u32 {
    match unit {
        0xC2ED | 0x5341 => 10,
        0xBC31 | 0x767E => 100,
        0xCC9C | 0x5343 => 1000,
        _ => 0,
    }
}

/// A numeral with places, 십사 or 이천이십육, up to where it ends.
fn placed(page: &Page, i: usize, sort: Sort) -> Option<Token> {
    let f = &page.folded;
    let end = i + run(page, i);
    if !(i..end.min(i + 8)).any(|k| place(f.unit(k)) > 0) {
        return None;
    }
    let (mut value, mut digit, mut last, mut k) = (0u32, 0u32, 10_000u32, i);
    while k < end {
        let worth = place(f.unit(k));
        if worth > 0 {
            if worth >= last {
                return None;
            }
            value += worth * digit.max(1);
            (digit, last) = (0, worth);
        } else {
            match spoken_digit(f.unit(k)) {
                // A zero or a second digit: what goes on is said digit by digit.
                Some(0) | None => break,
                Some(_) if digit > 0 => break,
                Some(d) => digit = u32::from(d),
            }
        }
        k += 1;
    }
    // 영천: a zero says nothing of places.
    if k == i {
        return None;
    }
    // 십이이고 is twelve and a copula.
    let copula = digit == 2 && k < end + 1 && f.unit_before(k) == 0xC774 && copula(f.unit(k)) && k > i + 1;
    if copula {
        (digit, k) = (0, k - 1);
    }
    value += digit;
    let mut token = Token { signs: [0; 5], len: 0, width: k - i, sort };
    for power in [10_000, 1000, 100, 10, 1] {
        if (value >= power || power == 1)
            && let Some(slot) = token.signs.get_mut(token.len)
        {
            *slot = b'0' + (value / power % 10) as u8;
            token.len += 1;
        }
    }
    Some(token)
}

/// Whether a copula or the like goes on behind 이: 이고, 이며, 이라, 이랑.
pub(super) fn copula(unit: u16) -> bool {
    "며고다라나었어에예네지므란랑자니구던면".encode_utf16().any(|u| u == unit)
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
pub(super) fn letter(page: &Page, i: usize) -> Option<(u8, usize)> {
    let &(name, sign) = LETTERS.iter().find(|(name, _)| page.folded.starts_with(i, name))?;
    Some((sign, name.chars().count()))
}

/// How long the word at `i` is that is said for a mark between signs, and whether it is one for a point.
pub(super) fn mark(page: &Page, i: usize) -> Option<(usize, bool)> {
    const WORDS: [(&str, bool); 14] = [
        ("다시", false),
        ("대시", false),
        ("하이픈", false),
        ("하이펀", false),
        ("작대기", false),
        ("짝대기", false),
        ("빼기", false),
        ("슬래시", false),
        ("콜론", false),
        ("에", false),
        ("의", false),
        ("점", true),
        ("쩜", true),
        ("닷", true),
    ];
    if page.folded.class(i) != Class::Hangul {
        return None;
    }
    let &(word, point) = WORDS.iter().find(|(word, _)| page.folded.starts_with(i, word))?;
    Some((word.chars().count(), point))
}

#[cfg(test)]
mod tests {
    use super::token;
    use crate::page::Page;

    #[test]
    fn every_sign_takes_up_room() {
        let signs = ["영", "공", "이", "칠", "십", "백", "천", "하나", "둘", "九", "千", "〇", "○", "7", "가", " "];
        for first in signs {
            for second in signs {
                for third in signs {
                    let text = format!("{first}{second}{third}");
                    let page = Page::new(&text);
                    for i in 0..page.folded.len() {
                        for letters in [false, true] {
                            assert!(token(&page, i, letters).is_none_or(|t| t.width > 0), "{text} at {i}");
                        }
                    }
                }
            }
        }
    }
}
