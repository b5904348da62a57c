//! The classifier: integer sums a piece of text, and the odds of each item against open that follow from them.
//!
//! A piece is a sentence or a bullet. Sums of pieces add up, so that a session can keep them block by block. Odds are in 1/256 of a
//! natural logarithm; the table of weights was trained by `examples/train_disclosure.rs`.

use super::features::{BUCKETS, features, piece_features};
use super::level;
use super::passages::TERMS;
use super::whole::SIDES;
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;

/// How many items there are.
pub const ITEMS: usize = 8;
/// How many steps of a weight make one natural logarithm before the length is taken into account.
pub const STEPS: i64 = 2;
/// How many parts of a natural logarithm the odds are counted in.
pub const UNIT: i64 = 256;

/// The learned weights: `BUCKETS` rows of eight signed bytes, eight offsets, `BUCKETS` bytes of two signed halves for what a draft says as a
/// whole and the offset and the step of either, the terms of `passages` with eight offsets that stand beside these, and the terms of `level` with
/// theirs. All but the rows and the halves are two bytes each, little-endian, in 1/256.
#[derive(Clone, Copy)]
pub struct Table<'a>(pub &'a [u8]);

/// Where the offsets of a table begin.
pub const OFFSETS: usize = BUCKETS * ITEMS;
/// Where what a draft says as a whole begins.
pub const WHOLE: usize = OFFSETS + 2 * ITEMS;
/// Where the weights of the terms begin.
pub const MIXTURE: usize = WHOLE + BUCKETS + 4 * SIDES;
/// Where the weights of what speaks for closing begin.
pub const LEVEL: usize = MIXTURE + 2 * (TERMS + ITEMS);
/// How many bytes a table has.
pub const TABLE: usize = LEVEL + 2 * (level::TERMS + 1);

static WEIGHTS: &[u8; TABLE] = include_bytes!("weights.bin");

impl Table<'static> {
    /// The table that is part of the program.
    pub fn own() -> Self {
        Self(WEIGHTS)
    }
}

impl Table<'_> {
    /// The sums of one stretch.
    pub fn sums(self, page: &Page, at: FoldSpan) -> Sums {
        let mut sums = Sums::default();
        features(page, at, |bucket| self.add(bucket, &mut sums));
        sums
    }

    /// The sums of a whole piece.
    pub fn piece(self, page: &Page, at: FoldSpan) -> Sums {
        let mut sums = Sums::default();
        piece_features(page, at, |bucket| self.add(bucket, &mut sums));
        sums
    }

    /// Adds the weights of one feature.
    #[inline]
    pub fn add(self, bucket: u16, sums: &mut Sums) {
        let from = bucket as usize * ITEMS;
        if let Some(row) = self.0.get(from..from + ITEMS) {
            for (sum, &w) in sums.items.iter_mut().zip(row) {
                *sum += i32::from(w as i8);
            }
        }
        sums.seen += 1;
    }

    /// The odds of each item against open, in 1/256 of a natural logarithm.
    pub fn odds(self, sums: &Sums) -> [i32; ITEMS] {
        // 256 times the root of the number of features.
        let root = (u64::from(sums.seen.max(1)) << 16).isqrt() as i64;
        let mut odds = [0; ITEMS];
        for (i, (odd, &sum)) in odds.iter_mut().zip(&sums.items).enumerate() {
            *odd = (i64::from(self.number(OFFSETS + 2 * i)) + i64::from(sum) * UNIT * 256 / (STEPS * root)) as i32;
        }
        odds
    }

    /// The weights of the terms of a longer text, and the offset of each item.
    pub fn mixture(self) -> ([i16; TERMS], [i16; ITEMS]) {
        let from = MIXTURE + 2 * TERMS;
        (std::array::from_fn(|t| self.number(MIXTURE + 2 * t)), std::array::from_fn(|i| self.number(from + 2 * i)))
    }

    /// What a feature says of a draft as a whole, in the steps of either side.
    #[inline]
    pub fn sides(self, bucket: u16) -> [i8; SIDES] {
        let byte = self.0.get(WHOLE + usize::from(bucket)).map_or(0, |&b| b as i8);
        [(byte << 4) >> 4, byte >> 4]
    }

    /// The offset of a side, and what its steps weigh.
    pub fn side(self, side: usize) -> (i16, i16) {
        let from = WHOLE + BUCKETS + 4 * side;
        (self.number(from), self.number(from + 2))
    }

    /// The weights of what speaks for closing a draft, and the offset.
    pub fn closing(self) -> ([i16; level::TERMS], i16) {
        (std::array::from_fn(|t| self.number(LEVEL + 2 * t)), self.number(LEVEL + 2 * level::TERMS))
    }

    fn number(self, at: usize) -> i16 {
        match self.0.get(at..at + 2) {
            Some(&[low, high]) => i16::from_le_bytes([low, high]),
            _ => 0,
        }
    }
}

/// The sums of a stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What speaks for each item against open, in steps.
    pub items: [i32; ITEMS],
    /// How many features were seen.
    pub seen: u32,
}

impl Sums {
    /// Adds the sums of another stretch.
    pub fn add(&mut self, other: &Self) {
        for (a, b) in self.items.iter_mut().zip(other.items) {
            *a += b;
        }
        self.seen += other.seen;
    }

    /// The same for a stretch of so many features that speaks as this one does on the average.
    pub fn scaled(&self, seen: u32) -> Self {
        let all = i64::from(self.seen.max(1));
        Self { items: self.items.map(|s| (i64::from(s) * i64::from(seen) / all) as i32), seen }
    }
}

/// e to the power of `odds / 256`, times 2^16; between e^-10 and e^10.
fn exp(odds: i32) -> u64 {
    // 2^(k/16), times 2^16.
    const ROOTS: [u64; 16] = [
        65536, 68438, 71468, 74632, 77936, 81386, 84990, 88752, 92682, 96785, 101_070, 105_545, 110_218, 115_098,
        120_194, 125_515,
    ];
    // log2(e) = 369.33 / 256; in sixteenths of a power of two.
    let sixteenths = (i64::from(odds.clamp(-2560, 2560)) * 5909) >> 16;
    let root = ROOTS[(sixteenths & 15) as usize];
    let shift = sixteenths >> 4;
    if shift >= 0 { root << shift } else { root >> -shift }
}

/// The shares of open and of each item, in thousandths.
pub fn shares(odds: &[i32; ITEMS]) -> [u16; ITEMS + 1] {
    let mut powers = [65536u64; ITEMS + 1];
    for (power, &odd) in powers[1..].iter_mut().zip(odds) {
        *power = exp(odd);
    }
    let sum: u64 = powers.iter().sum();
    powers.map(|p| (p * 1000 / sum) as u16)
}

/// A draft of at most so many features is weighed as one; a longer one by its passages.
pub const SHORT: u32 = 400;
/// The longest piece, in folded units: a line of prose without a full stop is cut at a space beyond this.
const LONG: usize = 160;

/// Cuts the page into pieces: sentences of lines. Blank lines give none.
pub fn pieces(page: &Page, out: &mut Vec<FoldSpan>) {
    out.clear();
    let folded = &page.folded;
    for line in &page.lines {
        let (mut from, end) = (line.start as usize, line.end as usize);
        let units = folded.units().get(from..end).unwrap_or(&[]);
        for (i, &unit) in (from..end).zip(units) {
            let stop = matches!(unit, 0x2E | 0x3F | 0x21)
                && i - from > 8
                && folded.class(i - 1) == Class::Hangul
                && !matches!(folded.class(i + 1), Class::Hangul | Class::Digit);
            if stop || (i - from >= LONG && folded.class(i) == Class::Space) {
                push(page, from, i + 1, out);
                from = i + 1;
            }
        }
        push(page, from, end, out);
    }
}

fn push(page: &Page, mut from: usize, mut end: usize, out: &mut Vec<FoldSpan>) {
    let blank = |i: usize| matches!(page.folded.class(i), Class::Space | Class::Tab | Class::Newline);
    while from < end && blank(from) {
        from += 1;
    }
    while end > from && blank(end - 1) {
        end -= 1;
    }
    if end > from {
        out.push(FoldSpan::new(from, end));
    }
}

/// Which pieces only recite a rule. In a set of rules, all from the first article on is recited.
pub fn recited(page: &Page, pieces: &[FoldSpan]) -> Vec<bool> {
    let rules = pieces.iter().filter(|&&s| is_article(page, s)).count() >= 3;
    let mut begun = false;
    let recited = |&piece: &FoldSpan| {
        begun |= rules && is_article(page, piece);
        begun || recites(page, piece)
    };
    pieces.iter().map(recited).collect()
}

/// Whether a piece begins an article: `제9조 …`, `제31조의2 …`.
pub fn is_article(page: &Page, piece: FoldSpan) -> bool {
    let folded = &page.folded;
    let mut at = piece.start as usize;
    if !folded.starts_with(at, "제") || folded.class(at + 1) != Class::Digit {
        return false;
    }
    at += 1;
    while folded.class(at) == Class::Digit {
        at += 1;
    }
    folded.starts_with(at, "조")
}

/// Whether a piece only recites a rule: an article, a duty, a definition, the wording of Article 9 itself. What a rule speaks of is no
/// matter of the draft.
fn recites(page: &Page, piece: FoldSpan) -> bool {
    const TAILS: [&str; 8] = [
        "하여야 한다",
        "아니 된다",
        "아니한다",
        "을 말한다",
        "를 말한다",
        "인정되는 정보",
        "이유가 있는 정보",
        "규정된 정보",
    ];
    let folded = &page.folded;
    let (from, end) = (piece.start as usize, piece.end as usize);
    let stop = if folded.unit(end.saturating_sub(1)) == 0x2E { end - 1 } else { end };
    is_article(page, piece)
        || TAILS.iter().any(|tail| stop >= from + tail.chars().count() && folded.ends_with(stop, tail))
}
