//! Which of the overlapping candidates stands: the better verdict, the higher score, the longer span; a tie goes to the stricter
//! action, then to the kind that comes first.
//!
//! A passage (what a person suffers from, what a company keeps secret) gives way to what it holds without vanishing: it is cut into
//! the pieces between. A passage that is only to be reviewed never displaces what is masked.

use crate::sorted::Map;
use std::cmp::Reverse;

use crate::kind::{Action, Kind};
use crate::order;
use crate::rule::Candidate;
use crate::span::FoldSpan;

/// Leaves only candidates that do not overlap, sorted by start.
pub fn resolve(candidates: &mut Vec<Candidate>) {
    candidates.retain(|c| !c.span.is_empty());
    order::sort_by_key(candidates, |c| c.span.start);
    // Most candidates overlap with none: only those of a cluster are ranked.
    let mut stands: Vec<bool> = vec![true; candidates.len()];
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < candidates.len() {
        let mut end = candidates[from].span.end;
        let mut to = from + 1;
        while to < candidates.len() && candidates[to].span.start < end {
            end = end.max(candidates[to].span.end);
            to += 1;
        }
        if to > from + 1 {
            rank(&candidates[from..to], &mut stands[from..to], &mut pieces);
        }
        from = to;
    }
    let mut stands = stands.into_iter();
    candidates.retain(|_| stands.next().unwrap_or(false));
    if !pieces.is_empty() {
        candidates.append(&mut pieces);
        order::sort_by_key(candidates, |c| c.span.start);
    }
}

/// Says which candidates of a cluster stand, and what is left of the passages among them.
fn rank(cluster: &[Candidate], stands: &mut [bool], pieces: &mut Vec<Candidate>) {
    let mut order: Vec<usize> = (0..cluster.len()).collect();
    order::sort_by_key(&mut order, |&i| {
        let c = &cluster[i];
        (
            is_passage(c.kind) && c.action != Action::Mask,
            Reverse(c.verdict),
            Reverse(c.score),
            Reverse(c.span.len()),
            Reverse(c.action),
            c.span.start,
            c.kind,
        )
    });
    let mut taken: Map<u32, u32> = Map::new();
    for i in order {
        let c = &cluster[i];
        let clash = taken.before(&c.span.end).is_some_and(|(_, &end)| end > c.span.start);
        stands[i] = !clash;
        if !clash {
            taken.insert(c.span.start, c.span.end);
        } else if is_passage(c.kind) {
            let from = pieces.len();
            cut(c, &taken, pieces);
            for piece in &pieces[from..] {
                taken.insert(piece.span.start, piece.span.end);
            }
        }
    }
}

/// Kinds whose value is a passage of the text rather than a number or a name.
const fn is_passage(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::TradeSecret
            | Kind::SensitiveBelief
            | Kind::SensitiveHealth
            | Kind::SensitiveCriminal
            | Kind::WelfareStatus
            | Kind::PersonalRecord
            | Kind::FamilyStatus
            | Kind::RestrictedPart
    )
}

/// The shortest piece of a passage that is worth a finding, in folded units.
const SHORTEST: u32 = 3;

/// The pieces of a passage between what is taken.
fn cut(c: &Candidate, taken: &Map<u32, u32>, pieces: &mut Vec<Candidate>) {
    let mut at = c.span.start;
    if let Some((_, &end)) = taken.before(&(at + 1)) {
        at = at.max(end);
    }
    let mut push = |from: u32, to: u32| {
        if to >= from + SHORTEST {
            let mut piece = c.clone();
            piece.span = FoldSpan { start: from, end: to };
            pieces.push(piece);
        }
    };
    if at >= c.span.end {
        return;
    }
    let first = at;
    for (&start, &end) in taken.from(&first).take_while(|(start, _)| **start < c.span.end) {
        push(at, start);
        at = at.max(end);
    }
    push(at, c.span.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{CERTAIN, FAIR, Verdict};

    fn at(kind: Kind, start: u32, end: u32, score: i16) -> Candidate {
        Candidate::new(kind, FoldSpan { start, end }, Verdict::Proven, score, "test", "")
    }

    #[test]
    fn cuts_a_passage_around_what_it_holds() {
        let mut all = vec![
            at(Kind::TradeSecret, 0, 40, FAIR),
            at(Kind::PersonName, 10, 13, CERTAIN),
            at(Kind::Mobile, 20, 33, CERTAIN),
        ];
        resolve(&mut all);
        let spans: Vec<(u32, u32)> = all.iter().map(|c| (c.span.start, c.span.end)).collect();
        assert_eq!(spans, [(0, 10), (10, 13), (13, 20), (20, 33), (33, 40)]);
    }

    #[test]
    fn never_lets_a_passage_for_review_displace_a_mask() {
        let mut all = vec![at(Kind::PersonalRecord, 0, 20, CERTAIN), at(Kind::PersonName, 5, 8, FAIR)];
        resolve(&mut all);
        assert!(all.iter().any(|c| c.kind == Kind::PersonName));
    }
}
