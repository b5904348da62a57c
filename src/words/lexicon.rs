//! Words that are not known before the program runs: an organisation's own words and the labels of its forms.
//!
//! The static tables (`tables`) are made by `build.rs`; a lexicon is made from a list, sorted, and searched by narrowing. The cost at each place
//! of a draft is bounded by the longest word, whatever the list holds.

use crate::span::FoldSpan;
use crate::text::{Class, Folded};

use super::lower;

/// The longest word, in folded units.
pub const LONGEST: usize = 64;

/// A sorted list of folded words, each with a number.
#[derive(Clone, Default)]
pub struct Lexicon {
    words: Vec<(Box<[u16]>, u32)>,
    /// Bit `u` is set where some word begins with the unit `u`.
    first: Vec<u64>,
}

impl Lexicon {
    /// From words with their numbers; a word that folds to nothing, or is longer than [`LONGEST`], is left out. Of equal words the first counts.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut all: Vec<(Box<[u16]>, u32)> = words
            .into_iter()
            .map(|(word, number)| (units(word), number))
            .filter(|(word, _)| !word.is_empty() && word.len() <= LONGEST)
            .collect();
        // The standard library's sort: a list may have a hundred thousand words.
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.dedup_by(|a, b| a.0 == b.0);
        Self::sorted(all)
    }

    /// From folded words in rising order, as [`Self::entries`] gives them.
    pub(crate) fn sorted(all: Vec<(Box<[u16]>, u32)>) -> Self {
        let mut first = Vec::new();
        if !all.is_empty() {
            first = vec![0u64; 1024];
            for (word, _) in &all {
                let unit = usize::from(word.first().copied().unwrap_or_default());
                if let Some(bits) = first.get_mut(unit / 64) {
                    *bits |= 1 << (unit % 64);
                }
            }
        }
        Self { words: all, first }
    }

    /// The folded words with their numbers, in rising order.
    pub(crate) fn entries(&self) -> &[(Box<[u16]>, u32)] {
        &self.words
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Hands every word of a draft to `each`, from left to right, without overlaps: at each place the longest. A digit or Latin letter beside a
    /// word that ends in one refutes it, Hangul does not.
    pub fn scan(&self, folded: &Folded, each: &mut dyn FnMut(FoldSpan, u32)) {
        if self.words.is_empty() {
            return;
        }
        let mut covered = 0;
        for i in 0..folded.len() {
            let unit = usize::from(lower(folded.unit(i)));
            if i < covered || self.first.get(unit / 64).is_none_or(|bits| bits >> (unit % 64) & 1 == 0) {
                continue;
            }
            if let Some((end, number)) = self.longest(folded, i) {
                each(FoldSpan::new(i, end), number);
                covered = end;
            }
        }
    }

    /// The longest word that stands at `at`: its end and its number.
    fn longest(&self, folded: &Folded, at: usize) -> Option<(usize, u32)> {
        let mut left = self.words.as_slice();
        let mut found = None;
        for (depth, i) in (at..folded.len().min(at + LONGEST)).enumerate() {
            let unit = lower(folded.unit(i));
            let below = |word: &[u16], other: fn(&u16, &u16) -> bool| word.get(depth).is_some_and(|u| other(u, &unit));
            // Words that end here come first; all others go on with some unit, in rising order.
            let from = left.partition_point(|(word, _)| word.len() <= depth || below(word, u16::lt));
            let to = left.partition_point(|(word, _)| word.len() <= depth || below(word, u16::le));
            left = left.get(from..to).unwrap_or_default();
            match left.first() {
                None => break,
                Some((word, number)) if word.len() == depth + 1 && stands(folded, at, i + 1) => {
                    found = Some((i + 1, *number));
                }
                Some(_) => {}
            }
        }
        found
    }
}

/// Whether what stands at `from..to` is not part of a longer number or Latin word.
pub fn stands(folded: &Folded, from: usize, to: usize) -> bool {
    let joins = |class| matches!(class, Class::Digit | Class::Latin);
    let left = from > 0 && joins(folded.class(from)) && joins(folded.class_before(from));
    let right = to > 0 && joins(folded.class(to - 1)) && joins(folded.class(to));
    !left && !right
}

/// A word as it is looked for: folded, Latin letters small, without spaces around it.
fn units(word: &str) -> Box<[u16]> {
    let folded = Folded::new(word.trim());
    folded.units().iter().map(|&unit| lower(unit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(String, u32)> {
        let lexicon = Lexicon::new(words.iter().zip(0..).map(|(word, n)| (*word, n)));
        let folded = Folded::new(text);
        let mut out = Vec::new();
        lexicon.scan(&folded, &mut |span, n| out.push((folded.text(span), n)));
        out
    }

    #[test]
    fn finds_the_longest_word_at_each_place() {
        let words = ["별빛", "별빛 사업", "별빛사업단", "GR-1"];
        assert_eq!(found(&words, "별빛사업단과 별빛 사업"), [("별빛사업단".into(), 2), ("별빛 사업".into(), 1)]);
        assert_eq!(found(&words, "gr-1, ＧＲ－１, GR-12, XGR-1"), [("gr-1".into(), 3), ("GR-1".into(), 3)]);
        assert_eq!(found(&words, "별"), []);
        assert_eq!(found(&[], "별빛"), []);
    }

    #[test]
    fn stays_linear_with_many_words_of_one_beginning() {
        let words: Vec<String> = (0..20_000).map(|n| format!("가람가람가람가람{n}")).collect();
        let lexicon = Lexicon::new(words.iter().map(|w| (w.as_str(), 0)));
        let folded = Folded::new(&"가람".repeat(50_000));
        let mut count = 0;
        lexicon.scan(&folded, &mut |_, _| count += 1);
        assert_eq!(count, 0);
    }
}
