//! `진단: 폐결핵(도말 양성)`: what stands behind the name of a fact and a colon, up to the end of the clause.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cut, Line};
use crate::rule::{Candidate, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

use super::scene::{Scene, Tie, Who};
use super::topic::{self, Strength, Topic};

/// The longest value, in folded units.
const LONG: usize = 44;

/// Finds labelled values.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    fields(page, scene, sink);
    careers(page, scene, sink);
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
        let none = page.hits_in(span).any(|h| h.has(List::FactScene, attr::FACT_SCENE_NONE));
        if none || !topic::fits(page, topic, hit.start, span) {
            continue;
        }
        sink.push(of_label(topic, span));
    }
}

/// What a label of a topic announces.
fn of_label(topic: &Topic, span: FoldSpan) -> Candidate {
    Candidate::new(topic.kind, span, Verdict::Plausible, topic.strong, topic.label_rule, topic.label_why)
}

/// `비위 출장비 허위청구`, `조치 주의 촉구`: fields whose value is a deed, or a measure where it holds a word of one.
fn fields(page: &Page, scene: &Scene, sink: &mut Sink) {
    for hit in &page.hits {
        let Some(a) = hit.attr(List::FactScene) else { continue };
        let (topic, deed) = match a {
            attr::FACT_SCENE_DEED => (&topic::ALL[1], true),
            attr::FACT_SCENE_MEASURE => (&topic::ALL[4], false),
            _ => continue,
        };
        let Some(span) = field(page, hit) else { continue };
        let told =
            page.hits_in(span).any(|h| topic.strength(h).is_some_and(|s| !matches!(s, Strength::Not | Strength::More)));
        let person =
            scene.person(page, hit.start).is_some_and(|t| t <= Tie::Block) || scene.official_above(page, hit.start);
        if person
            && (deed || told)
            && !scene.begins(span.start)
            && scene.first(span, Who::Person).is_none()
            && !scene.open(page, hit.start)
        {
            sink.push(of_label(topic, span));
        }
    }
}

/// What stands behind a field name at the head of its line, to the comma.
fn field(page: &Page, hit: &Hit) -> Option<FoldSpan> {
    let f = &page.folded;
    let line = page.line(hit.start);
    let head = (line.start..hit.start).all(|i| !matches!(f.class(i as usize), Class::Hangul | Class::Latin));
    let mut from = hit.end;
    while f.unit(from as usize) == 0x20 || f.unit(from as usize) == 0x3A {
        from += 1;
    }
    if !head || from == hit.end || line.cut != Cut::Whole {
        return None;
    }
    let shut = |i: u32| {
        matches!(f.unit(i as usize), 0x2C | 0x3B | 0x28)
            || f.unit(i as usize) == 0x2E && f.class(i as usize + 1) != Class::Digit
    };
    let mut end = (from..line.end).find(|&i| shut(i)).unwrap_or(line.end);
    while end > from && f.class_before(end as usize) == Class::Space {
        end -= 1;
    }
    // A sentence is read by its words.
    let sentence = end > from && matches!(f.unit_before(end as usize), 0xB2E4 | 0xD568 | 0xB428);
    (end > from + 1 && end - from <= LONG as u32 && !sentence).then_some(FoldSpan { start: from, end })
}

/// `김가람(간호사 7년)`, `김가람의 경력 토목기사 21년`: what somebody has been, and how long.
fn careers(page: &Page, scene: &Scene, sink: &mut Sink) {
    let f = &page.folded;
    let topic = &topic::ALL[5];
    for at in scene.person_ends_all() {
        let mut i = at;
        if f.unit(i as usize) == 0x28 {
            i += 1;
        } else {
            i += u32::from(f.unit(i as usize) == 0xC758);
            if !f.starts_with(i as usize, " 경력 ") {
                continue;
            }
            i += 4;
        }
        let end = (i..i + 24)
            .find(|&k| matches!(f.unit(k as usize), 0x29 | 0x2C) || f.class(k as usize) == Class::Newline)
            .unwrap_or(i);
        let years = (i..end).any(|k| {
            f.class(k as usize) == Class::Digit
                && f.unit(k as usize + 1) == 0xB144
                && !(k + 2 < end && f.class(k as usize + 2) == Class::Hangul)
        });
        let since = (i..end).filter(|&k| f.class(k as usize) == Class::Digit).count() <= 4;
        let term = ["임기", "근속", "기간", "재직"].iter().any(|w| f.starts_with(i as usize, w));
        let trade = !term && f.class(i as usize) == Class::Hangul && f.class(i as usize + 1) == Class::Hangul;
        if years && since && trade {
            sink.push(of_label(topic, FoldSpan { start: i, end }));
        }
    }
}

/// `상병 요추 1번 골절`: a label of its own word at the head of a short line that is no sentence.
fn bare(page: &Page, hit: &Hit, from: u32, line: &Line) -> bool {
    let f = &page.folded;
    let head = hit.start - line.start <= 12
        && (line.start..hit.start).all(|i| !matches!(f.class(i as usize), Class::Hangul | Class::Latin));
    let first = comma(page, from, line.end);
    let short = first - from <= if page.folded.starts_with(hit.start as usize, "죄명") { 24 } else { 12 }
        || first - from <= 30 && hit.end - hit.start >= 4;
    let last = f.unit(line.end.saturating_sub(1) as usize);
    // Only asked of a short line.
    let particle = || {
        (from..first).any(|i| matches!(f.unit(i as usize), 0xC744 | 0xB97C) && f.class(i as usize + 1) == Class::Space)
    };
    head && from > hit.end
        && short
        && last != 0x2E
        && !particle()
        && f.class(from as usize) == Class::Hangul
        && line.cut == Cut::Whole
}

/// Where the clause that begins at `from` ends in a line: at a comma behind which another field follows, or with the line.
fn comma(page: &Page, from: u32, end: u32) -> u32 {
    let f = &page.folded;
    if end - from <= 24 {
        return end;
    }
    (from..end.min(from + 32)).find(|&i| matches!(f.unit(i as usize), 0x2C | 0x2F | 0x3B)).unwrap_or(end)
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
    let colon = f.unit(i) == 0x3A;
    if colon {
        i += 1;
    } else if !bare(page, hit, i as u32, line) {
        return None;
    }
    while matches!(f.class(i), Class::Space) {
        i += 1;
    }
    let start = i;
    let mut depth = 0;
    let limit = if colon { start + LONG } else { (comma(page, start as u32, line.end) as usize).min(start + LONG) };
    while i < limit {
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
