//! What the organisation's rules make of the findings of one page: own kinds come in, known values stay, bands decide how sure is sure enough.
//!
//! Looks at a finding's own place and nothing further, so that chapters, sessions and whole drafts say the same.

use crate::detect::roles;
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::span::{FoldSpan, Span};
use crate::text::Class;
use crate::words::lexicon::stands;

use super::{Policy, Rules};

/// How sure words and patterns of own kinds are, in hundredths.
const SURE: u8 = 99;

/// Applies the rules to what was found on a page; `text` is what the page was read from. The findings stay sorted and free of overlaps.
pub fn judge(page: &Page, text: &str, policy: &Policy, findings: &mut Vec<Finding>) {
    let Some(rules) = policy.rules() else { return };
    findings.retain_mut(|f| banded(f, rules));
    if let Some(action) = rules.officials(policy.purpose) {
        officials(findings, action);
    }
    if !rules.own.is_empty() {
        own(page, rules, findings);
    }
    if !rules.allow.is_empty() {
        rules.allow.spare(text, findings);
    }
}

/// Gives a finding the item and the action that its kind's rule says; false where it is left out.
fn banded(f: &mut Finding, rules: &Rules) -> bool {
    let rule = rules.kind(f.kind);
    f.item = rule.item.unwrap_or(f.item);
    if f.action == Action::Keep {
        return true;
    }
    if f.action == Action::Mask && f.confidence < rule.mask_from {
        f.action = Action::Review;
        f.why = format!("{} 기관 기준보다 확신이 낮아 확인이 필요합니다.", f.why).into();
    }
    f.confidence >= rule.find_from
}

/// What is done with the names of officials on duty, which stay otherwise.
fn officials(findings: &mut [Finding], action: Action) {
    if action == Action::Keep {
        return;
    }
    let official =
        |f: &&mut Finding| f.kind == Kind::PersonName && f.action == Action::Keep && roles::is_official(f.rule, &f.why);
    for f in findings.iter_mut().filter(official) {
        f.action = action;
        f.rule = "policy/official_names";
        f.why = "직무를 수행한 공무원의 이름이나, 기관의 기준에 따릅니다.".into();
    }
}

/// Takes in the words and patterns of own kinds.
fn own(page: &Page, rules: &Rules, findings: &mut Vec<Finding>) {
    let folded = &page.folded;
    let mut found: Vec<(FoldSpan, u32, &'static str)> = Vec::new();
    rules.words.scan(folded, &mut |span, number| found.push((span, number, "own/word")));
    if let Some(patterns) = &rules.patterns {
        let whole = folded.text(FoldSpan::new(0, folded.len()));
        // A folded unit is one character: the places of a pattern's matches are counted in one walk.
        let (mut of, mut byte, mut unit) = (u32::MAX, 0, 0);
        patterns.find(&whole, &mut |number, from, to| {
            if of != number || from < byte {
                (of, byte, unit) = (number, 0, 0);
            }
            let mut place = |to: usize| {
                unit += whole.get(byte..to).map_or(0, |passed| passed.chars().count());
                byte = byte.max(to);
                unit
            };
            let (from, to) = (place(from), place(to));
            if from < to && stands(folded, from, to) {
                found.push((FoldSpan::new(from, to), number, "own/pattern"));
            }
        });
    }
    // What holds signs only is masked already; what holds a line break is no value.
    found.retain(|(span, ..)| {
        let classes = folded.classes().get(span.range()).unwrap_or_default();
        let tells = |c: &Class| {
            matches!(c, Class::Digit | Class::Latin | Class::Hangul | Class::Hanja | Class::Jamo | Class::Letter)
        };
        classes.iter().any(tells) && !classes.contains(&Class::Newline)
    });
    if found.is_empty() {
        return;
    }
    order::sort_by_key(&mut found, |(span, number, _)| (span.start, std::cmp::Reverse(span.end), *number));
    let mut more: Vec<Finding> = Vec::new();
    let mut end = 0;
    for (span, number, rule) in found {
        let Some(kind) = rules.own.get(number as usize).filter(|_| span.start >= end) else { continue };
        end = span.end;
        more.push(Finding {
            span: page.span(span),
            kind: Kind::RestrictedPart,
            action: kind.action,
            item: kind.item,
            confidence: SURE,
            rule,
            why: kind.why.clone().into(),
            mask: None,
            own: Some(kind.own.clone()),
        });
    }
    take_in(findings, more);
}

/// Takes in own findings, sorted and disjoint. What is masked already stays, and the own finding is what is left around it; anything else gives
/// way to what is treated at least as strictly.
fn take_in(findings: &mut Vec<Finding>, more: Vec<Finding>) {
    let firm = |f: &Finding| {
        let beside = more.partition_point(|m| m.span.end <= f.span.start);
        let mut over = more.get(beside..).unwrap_or_default().iter().take_while(|m| m.span.start < f.span.end);
        f.action == Action::Mask || over.all(|m| m.action < f.action)
    };
    let mut out: Vec<Finding> = findings.iter().filter(|f| firm(f)).cloned().collect();
    let stays = out.len();
    for m in &more {
        let mut at = m.span.start;
        let first = out.get(..stays).map_or(0, |old| old.partition_point(|f| f.span.end <= m.span.start));
        let mut pieces: Vec<Span> = Vec::new();
        for f in out.get(first..stays).unwrap_or_default().iter().take_while(|f| f.span.start < m.span.end) {
            if f.span.start > at {
                pieces.push(Span { start: at, end: f.span.start });
            }
            at = at.max(f.span.end);
        }
        if at < m.span.end {
            pieces.push(Span { start: at, end: m.span.end });
        }
        out.extend(pieces.into_iter().map(|span| Finding { span, ..m.clone() }));
    }
    order::sort_by_key(&mut out, |f| f.span);
    *findings = out;
}
