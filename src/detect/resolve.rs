//! Which of the overlapping candidates stands: the better verdict, the higher score, the longer span; a tie goes to the stricter
//! action, then to the kind that comes first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::rule::Candidate;

/// Leaves only candidates that do not overlap, sorted by start.
pub fn resolve(candidates: &mut Vec<Candidate>) {
    candidates.retain(|c| !c.span.is_empty());
    candidates.sort_by_key(|c| c.span.start);
    // Most candidates overlap with none: only those of a cluster are ranked.
    let mut stands: Vec<bool> = vec![true; candidates.len()];
    let mut from = 0;
    while from < candidates.len() {
        let mut end = candidates[from].span.end;
        let mut to = from + 1;
        while to < candidates.len() && candidates[to].span.start < end {
            end = end.max(candidates[to].span.end);
            to += 1;
        }
        if to > from + 1 {
            rank(&candidates[from..to], &mut stands[from..to]);
        }
        from = to;
    }
    let mut stands = stands.into_iter();
    candidates.retain(|_| stands.next().unwrap_or(false));
}

fn rank(cluster: &[Candidate], stands: &mut [bool]) {
    let mut order: Vec<usize> = (0..cluster.len()).collect();
    order.sort_by_key(|&i| {
        let c = &cluster[i];
        (Reverse(c.verdict), Reverse(c.score), Reverse(c.span.len()), Reverse(c.action), c.span.start, c.kind)
    });
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    for i in order {
        let span = cluster[i].span;
        let clash = taken.range(..span.end).next_back().is_some_and(|(_, &end)| end > span.start);
        if !clash {
            taken.insert(span.start, span.end);
        }
        stands[i] = !clash;
    }
}
