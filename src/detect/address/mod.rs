//! Addresses: where they stand (`grammar`), and whose they are (`holder`).
//!
//! Road-name addresses (도로명주소법 시행령: 시·도 → 시·군·구 → 읍·면 → 도로명 → 건물번호 → 상세주소) and lot numbers (시·군·구 읍·면·동·리 [산]
//! 본번-부번). Provinces and districts come from a list, everything below them from its suffix. An office's, a facility's or a site's address
//! stays.

mod abroad;
mod details;
pub mod grammar;
mod number;
mod torn;

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{CERTAIN, Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;

const FULL: &str = "시·군·구부터 번지나 건물번호까지 적힌 주소입니다.";

/// Whether nothing but a line break stands before `at`.
fn begins_line(page: &Page, at: u32) -> bool {
    page.folded.class_before(at as usize) == Class::Newline
}

/// Pushes the addresses of a page.
pub fn collect(page: &Page, sink: &mut Sink) {
    for hit in page.hits.iter().filter(|h| h.labels(Kind::Address)) {
        abroad::find(page, hit, sink);
    }
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
