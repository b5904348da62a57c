//! Learned weights, read in place: of each of 1,024 buckets the low bytes of its features, which sum each speaks for and how much, in eighths
//! of log-odds. Made by `examples/train_facts.rs`.

use super::features;

const BUCKETS: usize = 1 << (features::BITS - 8);

/// A table of weights.
pub(super) struct Table {
    data: &'static [u8],
    /// Where each bucket begins.
    starts: [u16; BUCKETS + 1],
}

/// What the words of a phrase say: the kinds, its beginning, its end.
pub(super) static TAGS: Table = Table::new(include_bytes!("tags.bin"));
/// What speaks for a fact that was found: for any, then for each kind.
pub(super) static DOUBTS: Table = Table::new(include_bytes!("doubts.bin"));

impl Table {
    const fn new(data: &'static [u8]) -> Self {
        let mut starts = [0u16; BUCKETS + 1];
        let mut i = 0;
        while i < BUCKETS {
            starts[i + 1] = starts[i] + data[i] as u16;
            i += 1;
        }
        Self { data, starts }
    }

    /// Adds what a feature says to the sums.
    #[inline]
    pub(super) fn add(&self, feature: u32, sums: &mut [i32]) {
        let count = (self.data.len() - BUCKETS) / 3;
        let bucket = (feature >> 8) as usize % BUCKETS;
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let low = (feature & 0xFF) as u8;
        let Some(rows) = self.data.get(BUCKETS + from..BUCKETS + to) else { return };
        for (k, _) in rows.iter().enumerate().filter(|&(_, &b)| b == low) {
            let at = BUCKETS + from + k;
            let class = self.data.get(at + count).copied().unwrap_or(0) as usize;
            let weight = self.data.get(at + 2 * count).copied().unwrap_or(0) as i8;
            if let Some(sum) = sums.get_mut(class) {
                *sum += i32::from(weight);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FACT_SUMS, SUMS};
    use super::*;

    #[test]
    fn tables_were_made_for_the_sums_that_are_read() {
        for (table, sums) in [(&TAGS, SUMS), (&DOUBTS, FACT_SUMS)] {
            let count = (table.data.len() - BUCKETS) / 3;
            assert_eq!(usize::from(table.starts[BUCKETS]), count);
            let classes = &table.data[BUCKETS + count..BUCKETS + 2 * count];
            assert_eq!(classes.iter().max().map(|&c| usize::from(c) + 1), Some(sums));
        }
    }
}
