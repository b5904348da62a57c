//! The vocabulary of an item file: on what ground a part may be withheld, what is said for it, what may stand against it.
//!
//! An item file (`item1.rs` … `item8.rs`) holds one [`Article`]. Its grounds are tried by the sorts of matter (`words/matters.txt`) that
//! stand in the evidence; the last one is said where none fits. No sentence holds a value of the draft.

/// One item of Article 9(1) as this program argues it.
pub struct Article {
    /// 1 to 8.
    pub item: u8,
    /// What an officer calls it.
    pub name: &'static str,
    /// The grounds, more particular ones first; the last is the general one.
    pub grounds: &'static [Ground],
    /// What the item itself, or the statute, takes out of it again.
    pub proviso: &'static str,
    /// What decides where another item is taken for this one: the other item and the sentence.
    pub confusions: &'static [(u8, &'static str)],
    /// What to look at before the item is entered.
    pub checks: &'static [&'static str],
    /// Drafts that get this item, and drafts that do not.
    pub examples: &'static [Example],
}

/// A ground: the sort of information, the harm, the end.
#[derive(Debug)]
pub struct Ground {
    /// The sorts of matter that call for it: constants `attr::MATTERS_*`.
    pub topics: &'static [u8],
    /// At most 10 bytes in CP949.
    pub short10: &'static str,
    /// At most 30 bytes in CP949.
    pub short30: &'static str,
    /// At most 100 bytes in CP949.
    pub short100: &'static str,
    /// The sentence for the form: sort of information and concrete harm.
    pub reason: &'static str,
    /// The event that ends the restriction, with the basis; said where the draft states no date.
    pub until: &'static str,
    /// Whether a draft about nothing else may be closed as a whole.
    pub whole: bool,
}

/// An example of an item file.
pub enum Example {
    /// The item stands among the first two.
    Gets(&'static str),
    /// The item is not suggested.
    Lacks(&'static str),
}

impl Article {
    /// The ground that the sorts of matter counted in `topics` speak for most.
    pub fn ground(&self, topics: &[u16; 64]) -> &'static Ground {
        let count = |g: &Ground| -> u32 {
            g.topics.iter().map(|&t| u32::from(topics.get(t as usize).copied().unwrap_or(0))).sum()
        };
        let mut best = &self.grounds[self.grounds.len() - 1];
        let mut most = 0;
        for ground in self.grounds {
            let n = count(ground);
            if n > most {
                (best, most) = (ground, n);
            }
        }
        best
    }
}

/// How many bytes a text takes in CP949: one for ASCII, two for everything else.
pub fn cp949_len(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
