//! Finding by position without a search: for every block of positions, the first entry that starts in it or later.

/// How many positions a block holds.
const BLOCK: u32 = 16;

/// An index over entries sorted by start.
#[derive(Default)]
pub struct Index {
    first: Vec<u32>,
}

impl Index {
    /// Indexes entries by their starts, which rise; `len` is one past the last position.
    pub(super) fn build(&mut self, starts: impl Iterator<Item = u32>, len: usize) {
        self.first.clear();
        let blocks = len as u32 / BLOCK + 2;
        let mut count = 0;
        for start in starts {
            while (self.first.len() as u32) * BLOCK <= start {
                self.first.push(count);
            }
            count += 1;
        }
        while (self.first.len() as u32) < blocks {
            self.first.push(count);
        }
    }

    /// How many entries start before `at`. `start` gives the start of an entry, or `u32::MAX` beyond the last.
    pub(super) fn before(&self, at: u32, start: impl Fn(usize) -> u32) -> usize {
        let block = (at / BLOCK) as usize;
        let mut i = self.first.get(block).or(self.first.last()).copied().unwrap_or(0) as usize;
        while start(i) < at {
            i += 1;
        }
        i
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_search() {
        let starts: Vec<u32> = (0..500).map(|i| i * 7 % 13 + i * 11).collect();
        let mut sorted = starts.clone();
        sorted.sort_unstable();
        let mut index = Index::default();
        index.build(sorted.iter().copied(), 6000);
        for at in 0..6100 {
            let found = index.before(at, |i| sorted.get(i).copied().unwrap_or(u32::MAX));
            assert_eq!(found, sorted.partition_point(|&s| s < at), "{at}");
        }
    }
}
