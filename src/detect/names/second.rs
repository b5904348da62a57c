//! A second look at what hardly missed being a name. The first sum was learned from everything that could be one, most of which is plainly none;
//! this one only from what stood near its bound. It weighs the same evidence anew, how near the bound is, and the letters themselves.
//!
//! Not here: the first sum (`weights.rs`, `score.rs`) and its bounds (`needed`).

use super::features::{COUNT, Feature, Features};
use super::{Mention, needed};
use crate::page::Page;
use crate::rule::Score;
use crate::text::{Folded, Syllables};

/// How many weights there are: for how near the bound is, for the evidence, for letters.
pub const WEIGHTS: usize = LETTERS + BUCKETS;
/// How many weights tell how near the bound is.
const STEPS: usize = 12;
/// Where the weights of letters begin.
const LETTERS: usize = 1 + STEPS + COUNT;
/// How many weights of letters there are.
const BUCKETS: usize = 1 << 13;
/// How much of a score is one step.
const STEP: Score = 5;
/// From this sum on it is a name: one of three is right where nothing else is known, and a name that is missed is worse.
const ENOUGH: i32 = -11;

/// The same in a draft that names nobody else and holds nobody's number, and of a word with its particle or suffix where nothing speaks for a
/// name: in ordinary prose a false mask is worse.
const PROSE: i32 = 32;

/// In sixteenths of log-odds. Made by `examples/train_second.rs`.
static TABLE: &[u8; WEIGHTS] = include_bytes!("second.bin");

/// What a second look gives, in sixteenths of log-odds, where a mention nearly is a name and the look finds enough.
pub(super) fn look(page: &Page, m: &Mention) -> Option<Score> {
    let mut sum = 0;
    let near = weigh(page, m, &mut |weight, value| {
        sum += i32::from(TABLE.get(weight).copied().unwrap_or(0).cast_signed()) * i32::from(value) / 16;
    });
    let f = &m.features;
    let word = f.any(&[Feature::OtherParticle, Feature::OtherSuffix, Feature::NounSuffix, Feature::Word3]);
    // 모든 책임은: two syllables that are a common word, whatever title stands behind.
    let common = f.any(&[Feature::Word2Common, Feature::PlacedWord2]);
    let people = f.any(&[Feature::Personal, Feature::Peopled]) && !common && !(word && f.has(Feature::NoContext));
    let enough = if people { ENOUGH } else { PROSE };
    (near && sum >= enough).then_some(sum.clamp(0, 400) as Score)
}

/// Hands over each weight and how often it counts, in sixteenths. Answers whether the mention is near enough to its bound to be looked at again.
pub fn weigh(page: &Page, m: &Mention, out: &mut dyn FnMut(usize, i16)) -> bool {
    let missing = needed(&m.features) - m.score;
    if missing <= 0 || missing > STEP * STEPS as Score || counts(&page.folded, m) {
        return false;
    }
    out(0, 16);
    out(1 + (missing - 1) as usize / STEP as usize, 16);
    evidence(&m.features, out);
    letters(&page.folded, m.start as usize, m.end as usize, out);
    true
}

/// 삼 백 만: syllables that count.
fn counts(f: &Folded, m: &Mention) -> bool {
    static NUMERALS: Syllables = Syllables::of("일이삼사오육칠팔구십백천만억원");
    (m.start..m.end).all(|i| {
        let unit = f.unit(i as usize);
        unit == 0x20 || NUMERALS.has(unit)
    })
}

fn evidence(features: &Features, out: &mut dyn FnMut(usize, i16)) {
    for (i, value) in features.there() {
        out(1 + STEPS + i, value);
    }
}

/// The letters of the name: each, the first with how many follow, the last, the last two, and all of them.
fn letters(f: &Folded, start: usize, end: usize, out: &mut dyn FnMut(usize, i16)) {
    let mut mark = |template: u32, parts: [u32; 2]| {
        let hash = parts.iter().fold(template.wrapping_mul(0x85EB_CA6B), |h, part| join(h, *part));
        out(LETTERS + ((hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D) >> 19) as usize, 16);
    };
    let unit = |i: usize| u32::from(f.unit(i));
    for i in start..end.min(start + 8) {
        mark(1, [unit(i), 0]);
    }
    mark(2, [unit(start), 0]);
    mark(3, [unit(end - 1), 0]);
    mark(4, [unit(end.saturating_sub(2)), unit(end - 1)]);
    mark(5, [(start..end).fold(17, |h, i| join(h, unit(i))), 0]);
    mark(6, [(end - start).min(12) as u32, 0]);
}

const fn join(hash: u32, part: u32) -> u32 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B1)
}
