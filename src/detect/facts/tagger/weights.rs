//! The weights of the tagger: of each of 1,024 buckets the low bytes of its features, what each speaks for (a kind, a
//! beginning, an end) and how much, in eighths of log-odds. Made by `examples/train_facts.rs`.

use super::{SUMS, features};

const BUCKETS: usize = 1 << (features::BITS - 8);

static DATA: &[u8] = include_bytes!("tags.bin");

/// How many weights there are.
const COUNT: usize = (DATA.len() - BUCKETS) / 3;

/// Where each bucket begins.
static STARTS: [u16; BUCKETS + 1] = {
    let mut starts = [0u16; BUCKETS + 1];
    let mut i = 0;
    while i < BUCKETS {
        starts[i + 1] = starts[i] + DATA[i] as u16;
        i += 1;
    }
    starts
};

/// Adds what a feature says to the sums.
#[inline]
pub(super) fn add(feature: u32, sums: &mut [i32; SUMS]) {
    let bucket = (feature >> 8) as usize % BUCKETS;
    let (from, to) = (STARTS[bucket] as usize, STARTS[bucket + 1] as usize);
    let low = (feature & 0xFF) as u8;
    let Some(rows) = DATA.get(BUCKETS + from..BUCKETS + to) else { return };
    for (k, _) in rows.iter().enumerate().filter(|&(_, &b)| b == low) {
        let at = BUCKETS + from + k;
        let class = DATA.get(at + COUNT).copied().unwrap_or(0) as usize;
        let weight = DATA.get(at + 2 * COUNT).copied().unwrap_or(0) as i8;
        if let Some(sum) = sums.get_mut(class) {
            *sum += i32::from(weight);
        }
    }
}
