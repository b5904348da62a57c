//! `진단: 폐결핵(도말 양성)`: what stands behind the name of a fact and a colon, up to the end of the clause.

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::page::cells::{Cut, Line};
use crate::text::Class;
use crate::words::{Hit, List, attr};

use super::scene::{Scene, Tie, Who};
use super::topic;

/// The longest value, in folded units.
const LONG: usize = 44;

/// Finds labelled values.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    for hit in page.hits.iter().filter(|h| h.is(List::Labels)) {
        let Some(topic) = topic::ALL.iter().find(|t| hit.labels(t.kind)) else { continue };
        let Some(mut span) = value(page, hit) else { continue };
        let person = scene.person(page, hit.start).is_some_and(|t| t <= Tie::Block);
        if !person && !(topic.kind == Kind::PersonalRecord && scene.official_above(page, hit.start)) {
            continue;
        }
        // Up to the name that follows: 심근경색 추정(검안의 김가람).
        if let Some(name) = scene.first(span, Who::Person) {
            span.end = cut(page, span.start, name);
            if span.len() < 3 {
                continue;
            }
        }
        if page.hits_in(span).any(|h| h.has(List::FactScene, attr::FACT_SCENE_NONE)) {
            continue;
        }
        sink.push(Candidate::new(topic.kind, span, Verdict::Plausible, LIKELY, topic.label_rule, topic.label_why));
    }
}

/// `상병 요추 1번 골절`: a label of its own word at the head of a short line that is no sentence.
fn bare(page: &Page, hit: &Hit, from: u32, line: &Line) -> bool {
    let f = &page.folded;
    let head = hit.start - line.start <= 12 && (line.start..hit.start).all(|i| !matches!(f.class(i as usize), Class::Hangul | Class::Latin));
    let short = line.end - from <= 12 || line.end - from <= 30 && hit.end - hit.start >= 4;
    let last = f.unit(line.end.saturating_sub(1) as usize);
    let particle = (from..line.end).any(|i| matches!(f.unit(i as usize), 0xC744 | 0xB97C) && f.class(i as usize + 1) == Class::Space);
    head && from > hit.end && short && !particle && last != 0x2E && f.class(from as usize) == Class::Hangul && line.cut == Cut::Whole
}

/// Back from a name to the bracket, comma or space before the words that lead to it.
fn cut(page: &Page, from: u32, name: u32) -> u32 {
    let f = &page.folded;
    let open = (from..name).rev().find(|&i| matches!(f.unit(i as usize), 0x28 | 0x2C | 0x2F | 0x3B));
    let mut end = open.unwrap_or(from);
    while end > from && f.class_before(end as usize) == Class::Space {
        end -= 1;
    }
    end
}

/// The value behind `label:`, or behind a label that begins a short line; the label stands at the beginning of its clause.
fn value(page: &Page, hit: &Hit) -> Option<FoldSpan> {
    let f = &page.folded;
    let line = page.line(hit.start);
    if !matches!(f.class_before(hit.start as usize), Class::Space | Class::Newline | Class::Tab | Class::Punct) {
        return None;
    }
    let mut i = hit.end as usize;
    while f.unit(i) == 0x20 {
        i += 1;
    }
    if f.unit(i) == 0x3A {
        i += 1;
    } else if !bare(page, hit, i as u32, line) {
        return None;
    }
    while matches!(f.class(i), Class::Space) {
        i += 1;
    }
    let start = i;
    let mut depth = 0;
    while i < start + LONG {
        match (f.class(i), f.unit(i)) {
            (Class::Newline | Class::Tab, _) | (_, 0x7C | 0x3B) => break,
            (_, 0x28) => depth += 1,
            (_, 0x29) if depth == 0 => break,
            (_, 0x29) => depth -= 1,
            (_, 0x2F) if f.unit_before(i) == 0x20 && depth == 0 => break,
            (_, 0x2E) if depth == 0 && f.class(i + 1) == Class::Space && f.class_before(i) == Class::Hangul => break,
            _ => {}
        }
        i += 1;
    }
    while i > start && matches!(f.class(i - 1), Class::Space) {
        i -= 1;
    }
    let filled = (start..i).filter(|&k| matches!(f.class(k), Class::Hangul | Class::Latin)).count();
    (i > start && i < start + LONG && filled >= 2).then(|| FoldSpan::new(start, i))
}
