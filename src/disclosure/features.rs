//! What the classifier sees of a stretch of text: hashed pieces of words, amounts, and classes of words.
//!
//! A feature is a bucket number. Pieces are the runs of two and three syllables inside an 어절, also from its beginning; so particles and
//! endings need no dictionary. The trainer
//! (`examples/train_disclosure.rs`) and the engine call the same function, so that what was learned is what is asked. Nothing is allocated.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::List;

/// How many bits a bucket number has.
pub const BITS: u32 = 15;
/// How many buckets there are.
pub const BUCKETS: usize = 1 << BITS;

/// Begins the hash of each sort of feature, so that the sorts do not meet.
const PIECE: u32 = 0x811C_9DC5;
const LATIN: u32 = 0xB529_7A4D;
const COUNT: u32 = 0x1B56_C4E9;
const CLASS: u32 = 0x7F4A_7C15;
const CLASSES: u32 = 0x3C6E_F372;
const ENDING: u32 = 0x6A09_E667;

#[inline]
const fn mix(h: u32, unit: u32) -> u32 {
    (h ^ unit).wrapping_mul(0x0100_0193).rotate_left(5)
}

#[inline]
const fn bucket(h: u32) -> u16 {
    let h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    ((h ^ (h >> 13)).wrapping_mul(0x297A_2D39) >> (32 - BITS)) as u16
}

/// The beginning of an 어절 as one number: its first two syllables.
#[inline]
fn stem(units: &[u16]) -> u32 {
    match units {
        [] => 0,
        [a] => u32::from(*a) << 16,
        [a, b, ..] => (u32::from(*a) << 16) | u32::from(*b),
    }
}

/// Calls `sink` with each feature of a whole piece: those of its stretch, and how it ends. Endings tell a rule from a plan or an observation.
pub fn piece_features(page: &Page, at: FoldSpan, mut sink: impl FnMut(u16)) {
    let folded = &page.folded;
    let (from, mut end) = (at.start as usize, at.end as usize);
    while end > from && folded.class(end - 1) == Class::Punct {
        end -= 1;
    }
    if let Some(&[.., a, b]) = folded.units().get(from..end)
        && folded.class(end - 1) == Class::Hangul
    {
        sink(bucket(mix(mix(ENDING, u32::from(a)), u32::from(b))));
    }
    features(page, at, sink);
}

/// Calls `sink` with each feature of a stretch of the page; one feature may come several times.
pub fn features(page: &Page, at: FoldSpan, mut sink: impl FnMut(u16)) {
    let folded = &page.folded;
    let units = folded.units();
    let end = (at.end as usize).min(units.len());
    let mut i = at.start as usize;
    let mut number = false;
    while i < end {
        let class = folded.class(i);
        let from = i;
        while i < end && folded.class(i) == class {
            i += 1;
        }
        match class {
            Class::Hangul => {
                let word = &units[from..i];
                pieces(word, &mut sink);
                if number {
                    sink(bucket(mix(COUNT, stem(word))));
                }
                number = false;
            }
            Class::Latin => {
                let h = units[from..i].iter().fold(LATIN, |h, &u| mix(h, u32::from(u | 0x20)));
                sink(bucket(h));
                number = false;
            }
            Class::Digit => number = true,
            Class::Space | Class::Punct => {}
            _ => number = false,
        }
    }
    let mut last = 0u32;
    for hit in page.hits_in(at) {
        for tag in hit.tags().iter().filter(|t| t.list == List::Matters) {
            let class = u32::from(tag.attr) + 1;
            sink(bucket(mix(CLASS, class)));
            if last != 0 && last != class {
                let (low, high) = (last.min(class), last.max(class));
                sink(bucket(mix(CLASSES, low << 8 | high)));
            }
            last = class;
        }
    }
}

/// The pieces of one 어절.
#[inline]
fn pieces(word: &[u16], sink: &mut impl FnMut(u16)) {
    // From the beginning, which is marked: one to three syllables.
    let mut h = mix(PIECE, 0x5E);
    for &unit in word.iter().take(3) {
        h = mix(h, u32::from(unit));
        sink(bucket(h));
    }
    // Anywhere: two or three syllables.
    for k in 0..word.len().saturating_sub(1) {
        let mut h = PIECE;
        for (n, &unit) in word[k..].iter().take(3).enumerate() {
            h = mix(h, u32::from(unit));
            if n > 0 {
                sink(bucket(h));
            }
        }
    }
}
