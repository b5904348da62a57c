//! Parts: the stretch of an evidence piece that is the restricted matter itself, offered as `restricted_part` for review.
//!
//! A proposed part never displaces a finding: what stands already is left out, and the pieces between are given.

use super::Disclosure;
use super::matter::{self, Table};
use super::weigh::Weighed;
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::span::{FoldSpan, Span};
use crate::text::Class;

/// Thousandths of the matter's share from which an item's parts are proposed.
const SURE: u16 = 560;
/// Thousandths that a piece must have by itself before a part of it is proposed.
const OWN: u16 = 400;
/// A part has at least so many folded units.
const SHORTEST: usize = 8;
/// The most folded units of a number that goes with the clause before it.
const COUNT: usize = 12;
/// Most parts of a draft.
const MOST: usize = 12;

/// The parts of a draft with their item, sorted by start.
pub(super) fn propose(
    page: &Page,
    findings: &[Finding],
    disclosure: &Disclosure,
    weighed: &Weighed,
) -> Vec<(Span, u8)> {
    let mut out: Vec<(Span, u8)> = Vec::new();
    let sure = |item: u8| item != 6 && weighed.shares[usize::from(item.min(8))] >= SURE;
    for item in disclosure.items.iter().filter(|i| sure(i.item)) {
        // The title is reworded, not masked.
        for (piece, sums) in weighed.pieces.iter().skip(usize::from(weighed.pieces.len() > 1)) {
            if out.len() >= MOST {
                break;
            }
            let bytes = page.span(*piece);
            let own = matter::shares(&weighed.table.odds(sums));
            if !item.evidence.contains(&bytes) || own[usize::from(item.item.min(8))] < OWN {
                continue;
            }
            let Some(core) = core(weighed.table, page, *piece, usize::from(item.item) - 1) else { continue };
            let core = page.span(core);
            if !out.iter().any(|(span, _)| span.overlaps(core)) {
                between(page, findings, core, |span| out.push((span, item.item)));
            }
        }
    }
    order::sort(&mut out);
    out
}

/// The clauses of a piece that hold the run of 어절 which speaks most for an item.
fn core(table: Table, page: &Page, piece: FoldSpan, i: usize) -> Option<FoldSpan> {
    let folded = &page.folded;
    let (mut at, end) = (piece.start as usize, piece.end as usize);
    let (mut run, mut run_from) = (0i64, at);
    let (mut best, mut found) = (0i64, None);
    while at < end {
        let from = at;
        while at < end && folded.class(at) != Class::Space {
            at += 1;
        }
        let sums = table.sums(page, FoldSpan::new(from, at));
        // A word that says nothing costs a little, so that runs do not spread over idle words.
        let worth = i64::from(sums.items[i]) - 2;
        if run <= 0 {
            (run, run_from) = (0, from);
        }
        run += worth;
        if run > best {
            (best, found) = (run, Some(FoldSpan::new(run_from, at)));
        }
        while at < end && folded.class(at) == Class::Space {
            at += 1;
        }
    }
    found.map(|f| clauses(page, piece, f)).filter(|f| f.len() >= SHORTEST)
}

/// A stretch widened to the clauses it stands in: from the start of the piece behind its bullet, or a comma or colon, to the next one or to
/// the end. A comma inside a number ends nothing.
fn clauses(page: &Page, piece: FoldSpan, at: FoldSpan) -> FoldSpan {
    let folded = &page.folded;
    let ends = |i: usize| {
        (matches!(folded.unit(i), 0x2C | 0x3A | 0x3B | 0x7C) && folded.class(i + 1) == Class::Space)
            || matches!(folded.class(i), Class::Tab)
    };
    let (mut from, mut end) = (at.start as usize, at.end as usize);
    while from > piece.start as usize && !ends(from - 1) {
        from -= 1;
    }
    // A label does not end a part: what it labels belongs to it.
    let ends = |i: usize| ends(i) && folded.unit(i) != 0x3A;
    while end < piece.end as usize && !ends(end) && !(end > from && ends(end - 1)) {
        end += 1;
    }
    // …까지, 14시 10분: what begins with a number and is short goes with what it counts or times.
    while folded.unit(end) == 0x2C && folded.class(end + 1) == Class::Space && folded.class(end + 2) == Class::Digit {
        let mut next = end + 2;
        while next < piece.end as usize && !ends(next) && next <= end + 2 + COUNT {
            next += 1;
        }
        if next > end + 2 + COUNT {
            break;
        }
        end = next;
    }
    // A sign that begins a line.
    while from < end && !matches!(folded.class(from), Class::Hangul | Class::Latin | Class::Digit) {
        from += 1;
    }
    // A bullet: one letter or a number before a full stop or a bracket.
    let mut after = from;
    while after < end && matches!(folded.class(after), Class::Digit) {
        after += 1;
    }
    after += usize::from(after == from && folded.class(after) == Class::Hangul);
    if after > from && matches!(folded.unit(after), 0x2E | 0x29) && folded.class(after + 1) == Class::Space {
        from = after + 1;
    }
    FoldSpan::new(from, end)
}

/// What of a stretch no finding holds, trimmed.
fn between(page: &Page, findings: &[Finding], whole: Span, mut give: impl FnMut(Span)) {
    let mut from = page.folded.unit_at(whole.start);
    let end = page.folded.unit_at(whole.end.saturating_sub(1)) + 1;
    let mut part = |mut a: usize, mut b: usize| {
        let idle = |i: usize| matches!(page.folded.class(i), Class::Space | Class::Tab | Class::Newline | Class::Punct);
        while a < b && idle(a) {
            a += 1;
        }
        while b > a && idle(b - 1) {
            b -= 1;
        }
        if b >= a + SHORTEST {
            give(page.span(FoldSpan::new(a, b)));
        }
    };
    for f in findings.iter().filter(|f| f.span.overlaps(whole)) {
        let start = page.folded.unit_at(f.span.start);
        part(from, start.min(end).max(from));
        from = (page.folded.unit_at(f.span.end.saturating_sub(1)) + 1).max(from);
    }
    part(from.min(end), end);
}

/// Adds the proposed parts to the findings, which stay sorted and free of overlaps.
pub(super) fn add(page: &Page, disclosure: &Disclosure, findings: &mut Vec<Finding>) {
    for &(whole, item) in &disclosure.parts {
        let mut pieces = Vec::new();
        between(page, findings, whole, |span| pieces.push(span));
        for span in pieces {
            findings.push(Finding {
                span,
                kind: Kind::RestrictedPart,
                action: Action::Review,
                item,
                confidence: disclosure.items.iter().find(|i| i.item == item).map_or(50, |i| i.score),
                rule: "restricted_part/matter",
                why: std::borrow::Cow::Borrowed("공개를 제한할 내용으로 보이는 부분입니다. 가릴지 확인하십시오."),
                mask: None,
                own: None,
            });
        }
        order::sort_by_key(findings, |f| f.span);
    }
}
