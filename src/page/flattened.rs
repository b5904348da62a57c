//! Tables that copying left in one line: header words, then the words of all rows.
//!
//! Where a row begins is told by what recurs: words that look alike at equal distances, or a word with digits before which every row has as many
//! words as the first. Not here: which word is a header word.

use super::cells::Cell;
use super::stacked::{alike, look};
use crate::text::Folded;

/// A row: its words, and how many of them stand before the word that recurs (all of them where the distances are equal).
pub(super) struct Row {
    /// First word and one past the last.
    pub(super) words: std::ops::Range<usize>,
    /// How many words have a column each, counted from the first.
    pub(super) fixed: usize,
}

/// The most words that are looked at.
const WORDS: usize = 240;

/// How many words a row may have more than columns.
const MORE: usize = 6;

/// The rows of a table with `columns` columns whose words are given.
pub(super) fn rows(folded: &Folded, words: &[Cell], columns: usize) -> Vec<Row> {
    let looks: Vec<u8> = words.iter().take(WORDS).map(|c| look(folded, c).unwrap_or(0)).collect();
    let n = looks.len();
    if columns < 3 || n < columns {
        return Vec::new();
    }
    if n <= columns + 2 {
        // One row counts where each word has its column and some hold digits.
        let row = n == columns && looks.iter().filter(|&&v| v >= 5).count() >= 2;
        return if row { vec![Row { words: 0..n, fixed: n }] } else { Vec::new() };
    }
    // Equal distances.
    if n >= 2 * columns && n.is_multiple_of(columns) {
        let same: usize = (0..n - columns).map(|i| alike(looks[i], looks[i + columns])).sum();
        if same * 50 >= (n - columns) * 76 {
            return (0..n / columns).map(|r| Row { words: r * columns..(r + 1) * columns, fixed: columns }).collect();
        }
    }
    // A word with digits that recurs.
    for first in 0..columns.min(n) {
        if looks[first] < 5 {
            continue;
        }
        let long = words[first].end - words[first].start;
        let like = |i: usize| looks[i] == looks[first] && (words[i].end - words[i].start).abs_diff(long) <= 1;
        let found: Vec<usize> = (first..n).filter(|&i| like(i)).collect();
        let regular = found.windows(2).all(|w| (columns.saturating_sub(1)..=columns + MORE).contains(&(w[1] - w[0])));
        let last = found.last().copied().unwrap_or(first);
        if found.len() < 2 || !regular || n - last > columns + MORE {
            continue;
        }
        return found
            .iter()
            .enumerate()
            .map(|(k, &at)| {
                let end = found.get(k + 1).map_or(n, |&next| next - first);
                Row { words: at - first..end.max(at + 1), fixed: first + 1 }
            })
            .collect();
    }
    Vec::new()
}
