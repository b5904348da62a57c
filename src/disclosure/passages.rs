//! What a longer text says by its passages: the best odds that any of them has for each item, and the sums of all of it.
//!
//! A passage is a run of neighbouring pieces: a line or two, or a paragraph. An [`Extract`] is made of sums and maxima only, so extracts of
//! blocks are joined in any order and give what the whole text gives, as long as a block is read with a few pieces around it.

use super::genre::SIGNS;
use super::matter::{ITEMS, Sums, Table};

/// The fewest features of a passage, for each of the sizes that are tried.
pub const SIZES: [u32; 2] = [40, 130];

/// What a text says by its passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The best odds of each item in one passage, in 1/256, for each size.
    pub best: [[i32; ITEMS]; 2],
    /// The sums of everything.
    pub whole: Sums,
    /// How many passages there are.
    pub passages: u32,
    /// How many pieces there are, how many of them say that something is published, how many address a reader (`genre`).
    pub pieces: u32,
    /// See `pieces`.
    pub published: u32,
    /// See `pieces`.
    pub addressed: u32,
}

impl Default for Extract {
    fn default() -> Self {
        let best = [[LEAST; ITEMS]; 2];
        Self { best, whole: Sums::default(), passages: 0, pieces: 0, published: 0, addressed: 0 }
    }
}

/// The odds of no passage at all.
const LEAST: i32 = -4096;

impl Extract {
    /// Reads the sums of pieces that follow one another. The title, which is weighed by itself, is not among them.
    pub fn read(&mut self, table: Table, pieces: &[Sums]) {
        for sums in pieces {
            self.whole.add(sums);
        }
        for (size, least) in SIZES.into_iter().enumerate() {
            each(pieces, least, |from, to| self.passage(table, size, &pieces[from..to]));
        }
    }

    fn passage(&mut self, table: Table, size: usize, pieces: &[Sums]) {
        let mut sums = Sums::default();
        for piece in pieces {
            sums.add(piece);
        }
        if sums.seen == 0 {
            return;
        }
        self.passages += 1;
        for (best, odd) in self.best[size].iter_mut().zip(table.odds(&sums)) {
            *best = (*best).max(odd);
        }
    }

    /// Joins what another part of the same text says.
    pub fn join(&mut self, other: &Self) {
        self.whole.add(&other.whole);
        self.passages += other.passages;
        self.pieces += other.pieces;
        self.published += other.published;
        self.addressed += other.addressed;
        for (mine, theirs) in self.best.iter_mut().flatten().zip(other.best.iter().flatten()) {
            *mine = (*mine).max(*theirs);
        }
    }
}

/// Calls `give` with the first and the end of each run of pieces that has at least so many features. Runs overlap by half.
pub fn each(pieces: &[Sums], least: u32, mut give: impl FnMut(usize, usize)) {
    let mut from = 0;
    while from < pieces.len() {
        let (mut to, mut sum) = (from, 0);
        while to < pieces.len() && (sum < least || to == from) {
            sum += pieces[to].seen;
            to += 1;
        }
        give(from, to);
        if to == pieces.len() {
            break;
        }
        from += ((to - from) / 2).max(1);
    }
}

/// How many things are learned to speak together: the best passage of either size, a typical one, the title, how many there are, the
/// signs of the sort of text, and what the draft says as a whole.
pub const TERMS: usize = 6 + SIGNS;

/// The odds of each item against open for a longer text, in 1/256: its terms, each with a learned weight.
pub fn odds(table: Table, terms: &[[i32; TERMS]; ITEMS]) -> [i32; ITEMS] {
    let weights = table.mixture();
    std::array::from_fn(|i| {
        let sum: i64 = terms[i].iter().zip(weights.0).map(|(&t, w)| i64::from(t) * i64::from(w)).sum();
        ((sum >> 8) + i64::from(weights.1[i])).clamp(-4096, 4096) as i32
    })
}

/// The terms of each item, in 1/256; `whole` are the odds that the draft is restricted at all.
pub fn terms(table: Table, extract: &Extract, title: &Sums, signs: &[i32; SIGNS], whole: i32) -> [[i32; TERMS]; ITEMS] {
    // A natural logarithm of the number of passages, by its binary one: 177 / 256.
    let count = extract.passages.max(1);
    let power = count.ilog2();
    let rest = ((u64::from(count) << 8) >> power) as i32 - 256;
    let many = (power as i32 * 256 + rest) * 177 / 256;
    let title = table.odds(title);
    let typical = table.odds(&extract.whole.scaled(100));
    let [a, b, c, d, e] = *signs;
    std::array::from_fn(|i| {
        [extract.best[0][i].max(LEAST), extract.best[1][i].max(LEAST), typical[i], title[i], many, a, b, c, d, e, whole]
    })
}
