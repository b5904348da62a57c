//! What is written around a name, letter by letter: the letters right before and right behind it, and every pair of letters that its line holds
//! on either side, and of the title. Each picks a weight from a table, and the weights are added to those of the evidence. It knows no lists: which wordings
//! stand around whom is learned from marked texts, together with everything else.
//!
//! Not here: what the lists of `words/` say of the same places (`around`, `class`).

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, Folded};

/// How many weights there are.
pub const BUCKETS: usize = 1 << 14;

/// The weights for keep against mask, in sixteenths of log-odds. Made by `examples/train_roles.rs`.
static WEIGHTS: &[u8; BUCKETS] = include_bytes!("letters.bin");

/// How far the line is read before the name and behind it; the title is read as far as the line behind it.
const REACH: [u32; 2] = [60, 40];
/// The shortest and the longest run of letters beside the name that has a weight of its own.
const RUN: [usize; 2] = [2, 6];

/// How long the first line is at least that can be a title.
const TITLE: u32 = 3;

/// What weighs of the letters around a name.
pub(super) fn of(page: &Page, at: FoldSpan) -> i32 {
    let mut sum = 0;
    marks(page, at, &mut |bucket| {
        sum += i32::from(WEIGHTS.get(usize::from(bucket)).copied().unwrap_or(0).cast_signed());
    });
    sum
}

/// Hands over the bucket of everything that is looked at around a name, each once.
pub fn marks(page: &Page, at: FoldSpan, out: &mut dyn FnMut(u16)) {
    let f = &page.folded;
    let line = page.line(at.start);
    let mut seen = [0u64; BUCKETS / 64];
    let mut mark = |hash: u32| {
        let hash = (hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D);
        let bucket = (hash >> 18) as u16;
        let (word, bit) = (usize::from(bucket / 64), 1u64 << (bucket % 64));
        if let Some(word) = seen.get_mut(word)
            && *word & bit == 0
        {
            *word |= bit;
            out(bucket);
        }
    };
    let (start, end) = (at.start as usize, at.end as usize);
    let (mut before, mut behind) = (1, 2);
    for n in 1..=RUN[1] {
        if n <= start {
            before = joined(before, letter(f, start - n));
        }
        if end + n <= f.len() {
            behind = joined(behind, letter(f, end + n - 1));
        }
        if n >= RUN[0] {
            mark(before);
            mark(behind);
        }
    }
    let from = line.start.max(at.start.saturating_sub(REACH[0])) as usize;
    let to = line.end.min(at.end + REACH[1]) as usize;
    let mut pairs = |side: u32, from: usize, to: usize| {
        for i in from..to.saturating_sub(1) {
            mark(joined(joined(side, letter(f, i)), letter(f, i + 1)));
        }
    };
    pairs(3, from, start);
    pairs(4, end, to);
    if let Some(title) = page.lines.iter().find(|l| l.end > l.start + TITLE) {
        pairs(5, title.start as usize, title.end.min(title.start + REACH[1]) as usize);
    }
}

/// A letter; of digits only that they are.
fn letter(f: &Folded, i: usize) -> u32 {
    if f.class(i) == Class::Digit { 0x30 } else { u32::from(f.unit(i)) }
}

const fn joined(hash: u32, letter: u32) -> u32 {
    (hash.rotate_left(5) ^ letter).wrapping_mul(0x9E37_79B1)
}
