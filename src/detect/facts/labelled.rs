//! `진단: 폐결핵(도말 양성)`: what stands behind the name of a fact and a colon, up to the end of the clause.

use crate::page::Page;
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
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
        let Some(span) = value(page, hit) else { continue };
        if scene.person(page, hit.start).is_none_or(|t| t > Tie::Block) || scene.holds(span, Who::Person) {
            continue;
        }
        if page.hits_in(span).any(|h| h.has(List::FactScene, attr::FACT_SCENE_NONE)) {
            continue;
        }
        sink.push(Candidate::new(topic.kind, span, Verdict::Plausible, LIKELY, topic.label_rule, topic.label_why));
    }
}

/// The value behind `label:`; the label stands at the beginning of its clause.
fn value(page: &Page, hit: &Hit) -> Option<FoldSpan> {
    let f = &page.folded;
    if !matches!(f.class_before(hit.start as usize), Class::Space | Class::Newline | Class::Tab | Class::Punct) {
        return None;
    }
    let mut i = hit.end as usize;
    while f.unit(i) == 0x20 {
        i += 1;
    }
    if f.unit(i) != 0x3A {
        return None;
    }
    i += 1;
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
