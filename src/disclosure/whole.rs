//! What a draft says as a whole: whether it is restricted, and whether it is itself the restricted matter.
//!
//! Here a feature counts once, however often it stands there: a word that comes in every row of a table says no more than once. The sums are
//! divided by the root of how many features there are, so that a longer draft says no more than a short one.

use super::features::BUCKETS;
use super::matter::Table;

/// Restricted at all, closed as a whole.
pub const SIDES: usize = 2;

/// The features of a draft, each once, and what they sum up to.
pub struct Whole {
    seen: Box<[u64; BUCKETS / 64]>,
    distinct: u32,
    sums: [i32; SIDES],
}

impl Default for Whole {
    fn default() -> Self {
        Self { seen: Box::new([0; BUCKETS / 64]), distinct: 0, sums: [0; SIDES] }
    }
}

impl Whole {
    /// Adds a feature, unless it has been seen.
    #[inline]
    pub fn add(&mut self, table: Table, bucket: u16) {
        let bit = 1u64 << (bucket % 64);
        let Some(word) = self.seen.get_mut(usize::from(bucket) / 64) else { return };
        if *word & bit == 0 {
            *word |= bit;
            self.distinct += 1;
            for (sum, w) in self.sums.iter_mut().zip(table.sides(bucket)) {
                *sum += i32::from(w);
            }
        }
    }

    /// The odds of either side, in 1/256 of a natural logarithm.
    pub fn odds(&self, table: Table) -> [i32; SIDES] {
        // 256 times the root of the number of features.
        let root = (u64::from(self.distinct.max(1)) << 16).isqrt() as i64;
        std::array::from_fn(|side| {
            let (offset, step) = table.side(side);
            let odds = i64::from(offset) + i64::from(self.sums[side]) * i64::from(step) * 256 / root;
            odds.clamp(-4096, 4096) as i32
        })
    }
}
