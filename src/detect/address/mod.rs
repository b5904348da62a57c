//! Addresses: where they stand (`grammar`), and whose they are (`holder`).
//!
//! Road-name addresses (도로명주소법 시행령: 시·도 → 시·군·구 → 읍·면 → 도로명 → 건물번호 → 상세주소) and lot numbers (시·군·구 읍·면·동·리 \[산\]
//! 본번-부번). Provinces and districts come from a list, everything below them from its suffix. An office's, a facility's or a site's address
//! stays.

mod abroad;
mod details;
pub mod grammar;
mod number;
mod said;
mod torn;

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::rule::{CERTAIN, Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, seek};
use crate::words::{List, attr};

const FULL: &str = "시·군·구부터 번지나 건물번호까지 적힌 주소입니다.";

/// Whether nothing but a line break stands before `at`.
fn begins_line(page: &Page, at: u32) -> bool {
    page.folded.class_before(at as usize) == Class::Newline
}

/// Addresses whose first number is said: from the name of a province, a district or a town on, or behind the label.
fn said(page: &Page, sink: &mut Sink) {
    let mut at = 0;
    for hit in &page.hits {
        let start = if hit.attr(List::Places).is_some_and(|a| a != attr::PLACES_CUT) {
            hit.start
        } else if hit.labels(Kind::Address) {
            let i = (hit.end..hit.end + 4).find(|&i| {
                page.folded.class(i as usize) == Class::Hangul
                    && !matches!(page.folded.unit(i as usize), 0xB294 | 0xC740 | 0xC774)
            });
            match i {
                Some(i) => i,
                None => continue,
            }
        } else {
            continue;
        };
        if start < at {
            continue;
        }
        let Some(address) = grammar::parse_said(page, start).filter(|a| a.strength != grammar::Strength::Unit) else {
            continue;
        };
        let span = FoldSpan { start, end: address.end };
        let words = !span.range().any(|i| page.folded.class(i) == Class::Digit)
            || span.range().any(|i| page.said(i) >= 2 || page.folded.class(i) == Class::Space && page.said(i + 1) > 0);
        if words {
            at = span.end;
            let rule = if hit.is(List::Places) { "address/full" } else { "address/label" };
            sink.push(Candidate::new(Kind::Address, span, Verdict::Proven, CERTAIN, rule, FULL));
        }
    }
    towns(page, sink);
}

/// `점암면 모룡리 구천이십이의 일`: a town without its district before a village and a number that is said.
fn towns(page: &Page, sink: &mut Sink) {
    let f = &page.folded;
    let mut i = 2;
    while let Some(at) = seek(f.units(), i, |unit| matches!(unit, 0xC74D | 0xBA74)) {
        i = at + 1;
        if f.class(at + 1) != Class::Space {
            continue;
        }
        let mut start = at;
        while start > 0 && at - start < 4 && f.class(start - 1) == Class::Hangul {
            start -= 1;
        }
        if at - start < 2 || f.class_before(start) == Class::Hangul {
            continue;
        }
        if let Some(address) = grammar::parse_said(page, start as u32).filter(|a| a.strength != grammar::Strength::Unit)
            && (start..address.end as usize).any(|k| page.said(k) >= 2)
        {
            let span = FoldSpan { start: start as u32, end: address.end };
            sink.push(Candidate::new(
                Kind::Address,
                span,
                Verdict::Plausible,
                LIKELY,
                "address/local",
                "읍·면과 리, 번지가 적힌 주소입니다.",
            ));
        }
    }
}

/// Pushes the addresses of a page.
pub fn collect(page: &Page, sink: &mut Sink) {
    for hit in page.hits.iter().filter(|h| h.labels(Kind::Address)) {
        abroad::find(page, hit, sink);
    }
    said(page, sink);
    let mut at = 0u32;
    let mut mended = torn::Mended::default();
    let end = page.folded.len() as u32;
    let mut suffix = None;
    // Every address holds a number; parse from the beginning of the stretch of words before it.
    for (i, group) in page.numbers.groups.iter().enumerate() {
        suffix = grammar::suffix_before(page, group.start).or(suffix);
        // Without a road, a village or a house near there is nothing to parse.
        let near = suffix.is_some_and(|s| s >= group.start.saturating_sub(grammar::BACK).max(at));
        if group.start < at || !near && !grammar::suffix_behind(page, i) {
            continue;
        }
        let from = grammar::reach_back(page, group.start, at);
        let mut start = from;
        let mut found = None;
        while start < group.start {
            if grammar::may_begin(page, start)
                && let Some(address) = grammar::parse(page, start)
                && address.end > group.start
            {
                found = Some(address);
                break;
            }
            start = grammar::next_word(page, start, group.start);
        }
        let whole = found.is_some_and(|a| a.strength == grammar::Strength::Full && !begins_line(page, start));
        if !whole
            && let Some(span) = torn::read(page, from, group.start, &mut mended)
            && (found.is_none() || span.start < start)
        {
            at = span.end;
            sink.push(Candidate::new(Kind::Address, span, Verdict::Proven, CERTAIN, "address/full", FULL));
            continue;
        }
        let Some(address) = found else { continue };
        let span = FoldSpan { start, end: address.end.min(end) };
        let labels = page.labels(span);
        let label = labels.of(Kind::Address);
        let (verdict, score, rule, why) = match (address.strength, label) {
            (grammar::Strength::Full, _) => (Verdict::Proven, CERTAIN, "address/full", FULL),
            (grammar::Strength::Local, Some(_)) => {
                (Verdict::Proven, LIKELY, "address/label", "주소 표시 곁에 적힌 주소입니다.")
            }
            (grammar::Strength::Local, None) => {
                (Verdict::Plausible, FAIR, "address/local", "동·리나 도로명과 번지가 적힌 주소입니다.")
            }
            (grammar::Strength::Unit, _) => {
                (Verdict::Plausible, LIKELY, "address/unit", "건물의 동·호가 적힌 주소입니다.")
            }
            (grammar::Strength::Bare, Some(_)) => {
                (Verdict::Plausible, FAIR, "address/label", "주소 표시 곁에 적힌 주소입니다.")
            }
            (grammar::Strength::Bare, None) => continue,
        };
        at = span.end;
        sink.push(Candidate::new(Kind::Address, span, verdict, score, rule, why));
    }
}

/// Gives the addresses that are masked what else their field holds: 옛 방앗간, (너와집 옆). Whose they are was read from what stands around them.
pub fn widen(page: &Page, candidates: &mut [Candidate]) {
    for i in 0..candidates.len() {
        let (before, behind) = candidates.split_at_mut(i + 1);
        let Some(c) = before.last_mut() else { continue };
        let whole = c.kind == Kind::Address && c.action == Action::Mask && c.rule != "address/unit";
        if whole
            && let Some(end) = grammar::rest(page, c.span)
            && behind.first().is_none_or(|next| next.span.start >= end)
        {
            c.span.end = end;
        }
    }
}
