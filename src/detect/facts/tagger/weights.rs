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
        let (from, to) = (BUCKETS + self.starts[bucket] as usize, BUCKETS + self.starts[bucket + 1] as usize);
        let low = (feature & 0xFF) as u8;
        // Eight features at a time; few buckets hold the one that is asked for.
        let mut at = from;
        while at < to {
            let mut hits = equal(self.data, at, low) & (u64::MAX >> (64 - 8 * (to - at).min(8)));
            while hits != 0 {
                let row = at + hits.trailing_zeros() as usize / 8;
                hits &= hits - 1;
                let class = self.data.get(row + count).copied().unwrap_or(0) as usize;
                let weight = self.data.get(row + 2 * count).copied().unwrap_or(0) as i8;
                if let Some(sum) = sums.get_mut(class) {
                    *sum += i32::from(weight);
                }
            }
            at += 8;
        }
    }
}

/// Which of eight bytes are this one: the highest bit of each that is. Behind the rows stand their sums and weights, so that eight can always be read.
#[inline]
fn equal(data: &[u8], at: usize, byte: u8) -> u64 {
    const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let Some(&eight) = data.get(at..).and_then(<[u8]>::first_chunk::<8>) else { return 0 };
    let apart = u64::from_le_bytes(eight) ^ (u64::from(byte) * 0x0101_0101_0101_0101);
    !(((apart & LOWS) + LOWS) | apart | LOWS)
}

#[cfg(test)]
mod tests {
    use super::super::{FACT_SUMS, SUMS};
    use super::*;

    #[test]
    fn tables_were_made_for_the_sums_that_are_read() {
        for (table, sums) in [(&TAGS, SUMS), (&DOUBTS, FACT_SUMS)] {
            let count = (table.data.len() - BUCKETS) / 3;
            assert!(count >= 4, "eight bytes can be read at every row");
            assert_eq!(usize::from(table.starts[BUCKETS]), count);
            let classes = &table.data[BUCKETS + count..BUCKETS + 2 * count];
            assert_eq!(classes.iter().max().map(|&c| usize::from(c) + 1), Some(sums));
        }
    }

    #[test]
    fn every_feature_gets_the_sums_of_its_rows() {
        for (table, size) in [(&TAGS, SUMS), (&DOUBTS, FACT_SUMS)] {
            let count = (table.data.len() - BUCKETS) / 3;
            for feature in 0..1 << features::BITS {
                let bucket = (feature >> 8) as usize;
                let mut wanted = vec![0; size];
                for row in table.starts[bucket] as usize..table.starts[bucket + 1] as usize {
                    if u32::from(table.data[BUCKETS + row]) == feature & 0xFF {
                        wanted[table.data[BUCKETS + count + row] as usize] +=
                            i32::from(table.data[BUCKETS + 2 * count + row] as i8);
                    }
                }
                let mut sums = vec![0; size];
                table.add(feature, &mut sums);
                assert_eq!(sums, wanted, "{feature}");
            }
        }
    }
}
