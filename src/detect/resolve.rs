//! Which of the overlapping candidates stands: the better verdict, the higher score, the longer span; a tie goes to the stricter
//! action, then to the kind that comes first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::rule::Candidate;

/// Leaves only candidates that do not overlap, sorted by start.
pub fn resolve(candidates: &mut Vec<Candidate>) {
    candidates.sort_by_key(|c| {
        (
            Reverse(c.verdict),
            Reverse(c.score),
            Reverse(c.span.len()),
            Reverse(c.action),
            c.span.start,
            c.kind,
        )
    });
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    candidates.retain(|c| {
        let clash = c.span.is_empty()
            || taken
                .range(..c.span.end)
                .next_back()
                .is_some_and(|(_, &end)| end > c.span.start);
        if !clash {
            taken.insert(c.span.start, c.span.end);
        }
        !clash
    });
    candidates.sort_by_key(|c| c.span.start);
}
