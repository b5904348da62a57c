//! Digits that need good will: numerals in Hangul and Hanja, circled ones, letters that look like digits; and which row of them is a number.
//!
//! Not here: groups and what stands between them (`numbers`), and numbers said in words with units (`said`).

use crate::text::{Class, Folded, Glance};

/// What kind of digits a row of spoken digits is made of.
#[derive(Default, Debug)]
pub(super) struct Tally {
    plain: usize,
    hangul: usize,
    pub(super) latin: usize,
    /// Latin letters other than O.
    odd: usize,
    circled: usize,
    hanja: usize,
    /// 〇, which also stands for what was taken out.
    ring: usize,
}

impl Tally {
    /// Four numerals in words.
    pub(super) fn four(&self) -> bool {
        self.hangul + self.hanja + self.circled == 4 && self.plain + self.latin + self.ring == 0
    }

    /// Three of them.
    pub(super) fn three(&self) -> bool {
        self.hangul == 3 && self.plain + self.latin + self.ring + self.hanja + self.circled == 0
    }

    /// Seven or more digits, not all plain; look-alike letters and blanks only among mostly plain digits; circled ones at least three.
    pub(super) fn accepted(&self) -> bool {
        let all = self.plain + self.hangul + self.latin + self.circled + self.hanja + self.ring;
        if all == self.plain || self.ring > 0 && self.hanja < 3 {
            return false;
        }
        all >= 7
            && (self.latin == 0
                || self.plain * 100 >= all * 60
                || self.hangul + self.plain >= 8
                || (self.odd == 0 && self.plain * 100 >= all * 25))
            && (self.circled == 0 || self.circled >= 3)
    }
}

/// Whether a row of four stands where the rest of a vehicle's plate does: two or three numerals and a syllable before it.
pub(super) fn behind_use(folded: &Folded, start: usize) -> bool {
    let blank = |i: usize| usize::from(folded.unit_before(i) == 0x20);
    let mut syllable = start;
    while start - syllable < 3
        && syllable > 0
        && (separates(folded.unit(syllable - 1)) || folded.unit(syllable - 1) == 0x3161)
    {
        syllable -= 1;
    }
    if folded.class_before(syllable) != Class::Hangul {
        return false;
    }
    let mut at = syllable - 1;
    at -= blank(at);
    let mut n = 0;
    while n < 4 && at > 0 && spoken_digit(folded.unit(at - 1)).is_some() {
        at -= 1;
        n += 1;
    }
    matches!(n, 2 | 3)
}

/// Whether a row of three is the beginning of a mobile number, 공일공 or 영일영; what follows may be said in the other row (하나둘셋넷).
pub(super) fn opens_phone(folded: &Folded, start: usize) -> bool {
    let zero = |i: usize| matches!(folded.unit(i), 0xACF5 | 0xC601);
    zero(start) && folded.unit(start + 1) == 0xC77C && zero(start + 2)
}

/// Whether a row of letters that look like digits has the form of a mobile or a registration number, `O1O-OOOO-88l2`, or is parted by hyphens as long
/// numbers are and holds no other letters than O and l: `35l-OOOO-77OO-13`.
pub(super) fn formed(folded: &Folded, start: usize, end: usize) -> bool {
    let (mut digits, mut layout) = ([0u8; 16], [0usize; 6]);
    let (mut n, mut groups, mut plain, mut hyphens, mut usual) = (0, 0, 0, 0, true);
    for i in start..end {
        let unit = folded.unit(i);
        match spoken_digit(unit).filter(|_| folded.class(i) != Class::Hangul) {
            Some(digit) => {
                let (Some(slot), Some(group)) = (digits.get_mut(n), layout.get_mut(groups)) else { return false };
                *slot = digit;
                *group += 1;
                n += 1;
                plain += usize::from(folded.class(i) == Class::Digit);
                usual &= matches!(unit, 0x30..=0x39 | 0x4F | 0x6F | 0x6C | 0x49);
            }
            None if separates(unit) => {
                let next = spoken_digit(folded.unit(i + 1)).is_some();
                groups += usize::from(next);
                hyphens += usize::from(next && unit == 0x2D && spoken_digit(folded.unit_before(i)).is_some());
            }
            None => return false,
        }
    }
    let [_, _, m, n1, d, e, g, ..] = digits;
    let mobile = matches!(layout, [3, 3 | 4, 4, 0, ..]) && matches!(digits, [0, 1, 0 | 1 | 6..=9, ..]);
    let date = (1..=12).contains(&(m * 10 + n1)) && (1..=31).contains(&(d * 10 + e));
    let registration = layout == [6, 7, 0, 0, 0, 0] && date && (1..=8).contains(&g);
    let parted = usual && hyphens >= 2 && hyphens == groups && (9..=16).contains(&n);
    plain >= 2 && (mobile || registration || parted)
}

/// From a digit of any sort to the end of the row of digits and the marks between them.
pub(super) fn row(folded: &Folded, start: usize) -> (usize, Tally) {
    let mut tally = Tally::default();
    let mut i = start;
    let mut end = start;
    loop {
        let unit = folded.unit(i);
        if spoken_digit(unit).is_some() && (i == start || said_dash(folded, i) == 0) {
            match folded.class(i) {
                Class::Digit => tally.plain += 1,
                Class::Hangul => tally.hangul += 1,
                Class::Hanja => tally.hanja += 1,
                Class::Blank => tally.ring += 1,
                Class::Circled => tally.circled += 1,
                _ => {
                    tally.latin += 1;
                    tally.odd += usize::from(!matches!(unit, 0x4F | 0x6F | 0x3147));
                }
            }
            i += 1;
            end = i;
            continue;
        }
        // At most three separators, then a digit again.
        let mut j = i;
        while j < i + 3 && (separates(folded.unit(j)) || said_comma(folded, i, j)) {
            j += 1;
        }
        let said = said_dash(folded, j);
        if said > 0 {
            j += said;
            while folded.unit(j) == 0x20 {
                j += 1;
            }
        }
        if j == i || spoken_digit(folded.unit(j)).is_none() {
            let cut = particle(folded, start, end, tally.plain > 0);
            // 에 and 다시 were never counted.
            let dropped = (cut..end)
                .filter(|&k| folded.class(k) == Class::Hangul && spoken_digit(folded.unit(k)).is_some())
                .count();
            tally.hangul = tally.hangul.saturating_sub(dropped);
            return (cut, tally);
        }
        i = j;
    }
}

/// Whether a mark may stand between the digits of a row.
#[inline]
fn separates(unit: u16) -> bool {
    matches!(unit, 0x2D | 0x20 | 0x2E | 0x28 | 0x29 | 0x7E | 0xB7 | 0x2F | 0x5F)
}

/// Whether a comma stands between numerals in words: 공일공, 공공공공, 일이삼사.
fn said_comma(folded: &Folded, from: usize, at: usize) -> bool {
    folded.unit(at) == 0x2C && at == from && folded.class_before(at) == Class::Hangul
}

/// Where a row ends without what is no numeral behind it: 0000이며, 0000 이메일, 일이삼사이고.
fn particle(folded: &Folded, start: usize, end: usize, plain: bool) -> usize {
    let mut run = end;
    while run > start && folded.class(run - 1) == Class::Hangul {
        run -= 1;
    }
    let goes_on =
        folded.class(end) == Class::Hangul && !folded.starts_with(end, "로") && !folded.starts_with(end, "번");
    let two = folded.unit_before(end) == 0xC774;
    let alone = two && end - run == 1 && folded.class_before(run) == Class::Digit;
    if run < end && plain && (goes_on && end - run <= 2 || alone) {
        while run > start && spoken_digit(folded.unit(run - 1)).is_none() {
            run -= 1;
        }
        return run;
    }
    // 일이삼사이고 ends in a copula, 일이삼사일이입니다 in a two.
    let copula = two && "며고다라나었어네지므란자니".encode_utf16().any(|u| u == folded.unit(end));
    if copula && end - run > 3 { end - 1 } else { end }
}

/// How long the spoken dash at `i` is: 다시, 대시, 에.
pub fn said_dash(folded: &Folded, i: usize) -> usize {
    match folded.unit(i) {
        0xB2E4 | 0xB300 if folded.unit(i + 1) == 0xC2DC => 2,
        0xC5D0 => 1,
        _ => 0,
    }
}

/// The numerals in Hangul.
const SAID: Glance = {
    let numerals =
        [0xACF5, 0xC601, 0xBE75, 0xC77C, 0xC774, 0xC0BC, 0xC0AC, 0xC624, 0xC721, 0xB959, 0xCE60, 0xD314, 0xAD6C];
    let (mut said, mut i) = (Glance::NONE, 0);
    while i < numerals.len() {
        said = said.with(numerals[i]);
        i += 1;
    }
    said
};

/// One bit for each ASCII character that is a digit or looks like one.
const TYPED: u128 = {
    let (typed, mut bits, mut i) = (b"0123456789OolISBZ", 0, 0);
    while i < typed.len() {
        bits |= 1 << typed[i];
        i += 1;
    }
    bits
};

/// Whether a row of numerals may go on behind its first with this: a numeral, a mark or a dash that is said.
#[inline]
pub(super) fn may_go_on(unit: u16) -> bool {
    separates(unit) || matches!(unit, 0xB2E4 | 0xB300 | 0xC5D0) || may_be_digit(unit) && spoken_digit(unit).is_some()
}

/// A cheap test that lets no numeral pass unseen.
#[inline]
pub(super) fn may_be_digit(unit: u16) -> bool {
    if (0xAC00..=0xD7A3).contains(&unit) {
        return SAID.may(unit);
    }
    if unit < 0x80 {
        return TYPED >> unit & 1 == 1;
    }
    unit > 0xD7A3
        || (0x00B2..=0x00B9).contains(&unit)
        || (0x2070..=0x24EA).contains(&unit)
        || matches!(unit, 0x3007 | 0x3147 | 0x4E00..=0x9FFF)
}

/// The value of a digit, spoken numeral or look-alike.
#[inline]
pub fn spoken_digit(unit: u16) -> Option<u8> {
    match unit {
        0x30..=0x39 => Some((unit - 0x30) as u8),
        _ if may_be_digit(unit) => odd_digit(unit),
        _ => None,
    }
}

/// The value of a numeral that is no plain digit.
#[inline(never)]
fn odd_digit(unit: u16) -> Option<u8> {
    Some(match unit {
        // 一 … 九, 零 and 〇
        0x4E00 => 1,
        0x4E8C => 2,
        0x4E09 => 3,
        0x56DB => 4,
        0x4E94 => 5,
        0x516D => 6,
        0x4E03 => 7,
        0x516B => 8,
        0x4E5D => 9,
        0x96F6 | 0xF9B2 | 0x3007 => 0,
        // 공 영 빵 / O o
        0xACF5 | 0xC601 | 0xBE75 | 0x4F | 0x6F | 0x3147 => 0,
        // 일 / l I; not |, which is the border of a cell far more often
        0xC77C | 0x6C | 0x49 => 1,
        0xC774 => 2,
        0xC0BC => 3,
        0xC0AC => 4,
        0xC624 => 5,
        // 육 륙
        0xC721 | 0xB959 => 6,
        0xCE60 => 7,
        0xD314 => 8,
        0xAD6C => 9,
        0x53 => 5,
        0x42 => 8,
        0x5A => 2,
        0x2460..=0x2468 => (unit - 0x245F) as u8,
        0x24EA | 0x2070 | 0x2080 => 0,
        0x00B9 => 1,
        0x00B2 => 2,
        0x00B3 => 3,
        0x2074..=0x2079 => (unit - 0x2070) as u8,
        0x2081..=0x2089 => (unit - 0x2080) as u8,
        _ => return None,
    })
}
