//! What the dictionary knows of names and words: the tables that `tools/names/build.py` derives, read in place.
//!
//! Not here: any weighing of what is read. The layout of `names.bin` is described at the head of the script.

use crate::text::{Syllables, is_hangul};

static DATA: &[u8] = include_bytes!("names.bin");

const SYLLABLES: usize = 11172;
const NUMBERS: usize = 10;
const COSTS: usize = NUMBERS + SYLLABLES * 2;
/// No such syllable.
const NO: usize = 0xFFFF;
/// The cost of what the tables do not know, in sixteenths of a natural logarithm.
pub(super) const UNKNOWN: i16 = 200;

const fn half(at: usize) -> usize {
    DATA[at] as usize | (DATA[at + 1] as usize) << 8
}

const N: usize = half(4);
const S: usize = half(6);
const G: usize = half(8);
const FOREIGN: usize = COSTS + 6 * N;
const ROWS: usize = FOREIGN + N;
const GIVEN: usize = ROWS + N;
const WORD2: usize = GIVEN + G * G / 4;
const WIDTH: usize = N.div_ceil(4);
const STARTS: usize = WORD2 + S * WIDTH;
const KEYS: usize = STARTS + 2 * (S + 1);

/// A column of costs.
#[derive(Clone, Copy)]
pub(super) enum Cost {
    /// As a surname.
    Surname,
    /// As the first syllable of a given name.
    First,
    /// As the second, or only, syllable of a given name.
    Second,
    /// As the first syllable of a word of three.
    Word1,
    /// As the second.
    Word2,
    /// As the third.
    Word3,
}

/// How well a word is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// It is not.
    None,
    /// In the dictionary, rare.
    Rare,
    /// A place or the form of a verb.
    Place,
    /// A common word.
    Common,
}

const fn grade(bits: u8) -> Grade {
    match bits & 3 {
        0 => Grade::None,
        1 => Grade::Rare,
        2 => Grade::Place,
        _ => Grade::Common,
    }
}

const fn byte(at: usize) -> u8 {
    if at < DATA.len() { DATA[at] } else { 255 }
}

/// The number of a syllable in the tables.
#[inline]
const fn number(unit: u16) -> usize {
    if is_hangul(unit) {
        let at = NUMBERS + (unit - 0xAC00) as usize * 2;
        byte(at) as usize | (byte(at + 1) as usize) << 8
    } else {
        NO
    }
}

/// A syllable as the tables number it.
#[derive(Clone, Copy)]
pub(super) struct Syllable(usize);

impl Syllable {
    /// Looks a syllable up.
    #[inline]
    pub(super) fn of(unit: u16) -> Self {
        Self(number(unit))
    }

    /// -ln p of it in a place, in sixteenths.
    #[inline]
    pub(super) fn cost(self, column: Cost) -> i16 {
        if self.0 >= N {
            return UNKNOWN;
        }
        match byte(COSTS + column as usize * N + self.0) {
            255 => UNKNOWN,
            cost => i16::from(cost),
        }
    }
}

/// How foreign a syllable is, in sixteenths of a natural logarithm; below 0 where it is more at home in Korean words.
#[inline]
pub(super) const fn foreign(unit: u16) -> i16 {
    let n = number(unit);
    // What no Korean name and hardly a Korean word has.
    if n >= N { 24 } else { byte(FOREIGN + n) as i16 - 128 }
}

/// The syllables that are at least so foreign.
pub(super) const fn as_foreign_as(least: i16) -> Syllables {
    let (mut set, mut k) = (Syllables::NONE, 0);
    while k < SYLLABLES {
        let unit = 0xAC00 + k as u16;
        if foreign(unit) >= least {
            set = set.with(unit);
        }
        k += 1;
    }
    set
}

/// The syllables that are surnames.
static SURNAMES: Syllables = {
    let (mut set, mut k) = (Syllables::NONE, 0);
    while k < SYLLABLES {
        let unit = 0xAC00 + k as u16;
        let n = number(unit);
        if n < N && byte(COSTS + n) != 255 {
            set = set.with(unit);
        }
        k += 1;
    }
    set
};

/// Whether a syllable is a surname.
#[inline]
pub(super) fn is_surname(unit: u16) -> bool {
    SURNAMES.has(unit)
}

/// How widely a given name of two syllables is shared: 0 to 3.
pub(super) fn shared(first: Syllable, second: Syllable) -> u8 {
    let (a, b) = (first.0, second.0);
    if a >= G || b >= G {
        return 0;
    }
    let at = a * G + b;
    byte(GIVEN + at / 4) >> (at % 4 * 2) & 3
}

/// Whether two syllables are a word; only words that begin with a surname's syllable are known.
pub(super) fn word2(first: Syllable, second: Syllable) -> Grade {
    let (a, b) = (first.0, second.0);
    if a >= N || b >= N {
        return Grade::None;
    }
    let row = byte(ROWS + a) as usize;
    if row >= S {
        return Grade::None;
    }
    grade(byte(WORD2 + row * WIDTH + b / 4) >> (b % 4 * 2))
}

/// Whether three syllables that look like a name are a word.
pub(super) fn word3(first: Syllable, second: Syllable, third: Syllable) -> bool {
    let (a, b, c) = (first.0, second.0, third.0);
    if a >= N || b >= 256 || c >= 256 {
        return false;
    }
    let row = byte(ROWS + a) as usize;
    if row >= S {
        return false;
    }
    let wanted = b * 256 + c;
    let read = |at: usize| byte(at) as usize | (byte(at + 1) as usize) << 8;
    let (mut low, mut high) = (read(STARTS + row * 2), read(STARTS + row * 2 + 2));
    while low < high {
        let middle = usize::midpoint(low, high);
        match read(KEYS + middle * 2).cmp(&wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// The compound surnames.
const COMPOUND: [[u16; 2]; 14] = [
    [0xB0A8, 0xAD81], // 남궁
    [0xD669, 0xBCF4], // 황보
    [0xC81C, 0xAC08], // 제갈
    [0xC0AC, 0xACF5], // 사공
    [0xC120, 0xC6B0], // 선우
    [0xC11C, 0xBB38], // 서문
    [0xB3C5, 0xACE0], // 독고
    [0xB3D9, 0xBC29], // 동방
    [0xB9DD, 0xC808], // 망절
    [0xC5B4, 0xAE08], // 어금
    [0xC7A5, 0xACE1], // 장곡
    [0xAC15, 0xC804], // 강전
    [0xC18C, 0xBD09], // 소봉
    [0xBB34, 0xBCF8], // 무본
];

/// Whether two syllables are a compound surname.
pub(super) fn is_compound(first: u16, second: u16) -> bool {
    const FIRST: u64 = {
        let (mut bits, mut i) = (0, 0);
        while i < COMPOUND.len() {
            bits |= 1 << (COMPOUND[i][0] % 64);
            i += 1;
        }
        bits
    };
    FIRST >> (first % 64) & 1 == 1 && COMPOUND.iter().any(|c| c[0] == first && c[1] == second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn u(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn reads_the_tables_that_the_script_wrote() {
        assert_eq!(&DATA[..4], b"GNM3");
        assert_eq!(DATA.len(), KEYS + 2 * half(STARTS + 2 * S));
        let numbered = |text| u(text).into_iter().map(Syllable::of).collect::<Vec<_>>();
        let w = numbered("김탁서연조정");
        assert!(is_surname(u("김")[0]) && !is_surname(u("뷁")[0]));
        assert!(w[0].cost(Cost::Surname) < w[1].cost(Cost::Surname));
        assert_eq!(shared(w[2], w[3]), 3);
        assert_eq!(word2(w[4], w[5]), Grade::Common);
        assert!(u("야마모토").iter().map(|&c| foreign(c)).sum::<i16>() > 40);
        assert!(u("행정지원").iter().map(|&c| foreign(c)).sum::<i16>() < 0);
        let w = u("남궁황보제갈사공선우서문독고동방망절어금장곡강전소봉무본");
        assert!(w.chunks(2).all(|c| is_compound(c[0], c[1])));
    }
}
