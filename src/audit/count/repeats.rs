//! The same value in several documents. Values are marks in a file, sixteen bytes each; the file is read once for every share of the marks that is
//! sorted at a time, so that memory stays bounded however many values there are.

use std::collections::BTreeSet;

use crate::audit::Trouble;
use crate::audit::record::Value;
use crate::audit::state::State;

use super::Summary;

/// How many values are sorted at a time: 4 MB.
const AT_ONCE: u64 = 1 << 18;
/// How often the file is read, at most: behind this, more values are sorted at a time.
const READS: u64 = 64;
/// How many repeats are listed.
const LISTED: usize = 20;

/// Repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Values in more than one document.
    pub values: u64,
    /// Documents that hold such a value.
    pub places: u64,
    /// All values, each once.
    pub all: u64,
    /// The most frequent, by running numbers.
    pub listed: Vec<Repeat>,
}

/// A value that is repeated; nobody can tell which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Its running number, from 1.
    pub number: u64,
    /// How many documents hold it.
    pub documents: u64,
    /// The first of them.
    pub first: u64,
    /// The last.
    pub last: u64,
}

/// Counts them.
pub(super) fn count(state: &State, _: &Summary) -> Result<Repeats, Trouble> {
    let mut out = Repeats::default();
    let total = state.value_count();
    let shares = total.div_ceil(AT_ONCE).clamp(1, READS);
    let mut found: BTreeSet<(std::cmp::Reverse<u64>, u64, u64)> = BTreeSet::new();
    let mut values: Vec<Value> = Vec::new();
    for share in 0..shares {
        values.clear();
        state.each_value(|v| {
            if v.mark % shares == share {
                values.push(v);
            }
        })?;
        values.sort_unstable();
        values.dedup();
        for same in values.chunk_by(|a, b| a.mark == b.mark) {
            out.all += 1;
            let (Some(first), Some(last)) = (same.first(), same.last()) else { continue };
            if first.n != last.n {
                out.values += 1;
                out.places += same.len() as u64;
                found.insert((std::cmp::Reverse(same.len() as u64), first.n, last.n));
                if found.len() > LISTED {
                    found.pop_last();
                }
            }
        }
    }
    let listed = found.into_iter().zip(1..);
    out.listed = listed
        .map(|((documents, first, last), number)| Repeat { number, documents: documents.0, first, last })
        .collect();
    Ok(out)
}
