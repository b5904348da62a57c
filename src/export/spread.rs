//! A value that is masked in one place of a file is masked wherever else it stands as a word of its own.

use crate::check::Checker;
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::mask;
use crate::plan::MaskPlan;
use crate::policy::Policy;
use crate::span::Span;

use super::verify::Stream;

/// Rounds of planning and spreading after which a file is given up, for `verify` to refuse.
const ROUNDS: usize = 4;

/// Plans the copy of a text in which `findings` were found: what is masked in one place is masked in every other, and what reads differently then is planned
/// again, until nothing changes.
pub(super) fn plan(text: &str, findings: Vec<Finding>, policy: &Policy, checker: &mut Checker) -> MaskPlan {
    let mut findings = findings;
    spread(&mut findings, text, policy);
    let mut plan = MaskPlan::new(text, findings, policy, checker, &|_, _| false);
    for _ in 0..ROUNDS {
        if !spread(&mut plan.findings, text, policy) {
            break;
        }
        plan = MaskPlan::new(text, plan.findings, policy, checker, &|_, _| false);
    }
    plan
}

/// Takes in every other place where a masked value stands as a whole word, unless it was found there and stays by decision: what is
/// masked in a body is masked in the title, the links and the notes of the same file. Says whether there was any.
fn spread(findings: &mut Vec<Finding>, text: &str, policy: &Policy) -> bool {
    let mut values: Vec<(Vec<u16>, Kind)> = (findings.iter().filter(|f| f.action == Action::Mask))
        .filter_map(|f| text.get(f.span.range()).map(|value| (Stream::new(value).units, f.kind)))
        .filter(|(units, kind)| units.len() >= 2 && !is_common(units, *kind))
        .collect();
    // Spreadsheets take the zero from the head of a number.
    let short: Vec<(Vec<u16>, Kind)> = (values.iter())
        .filter(|(units, _)| is_short(units))
        .map(|(units, kind)| (units.iter().skip(1).copied().collect(), *kind))
        .collect();
    values.extend(short);
    values.sort();
    values.dedup_by(|a, b| a.0 == b.0);
    let mut more: Vec<Finding> = Vec::new();
    Stream::new(text).occurrences(&values, |value, span| {
        let next = findings.partition_point(|f| f.span.end <= span.start);
        let known = findings.get(next).is_some_and(|f| f.span.overlaps(span))
            || more.last().is_some_and(|f| f.span.overlaps(span));
        if !known
            && is_word(text, span)
            && let Some((_, kind)) = values.get(value)
        {
            more.push(Finding {
                span,
                kind: *kind,
                action: Action::Mask,
                item: kind.item(),
                confidence: 99,
                mask: None,
                own: None,
                rule: "copy/again",
                why: "이 문서의 다른 곳에서 가린 것과 같은 값입니다.".into(),
            });
        }
    });
    if more.is_empty() {
        return false;
    }
    findings.append(&mut more);
    findings.sort_by_key(|f| f.span.start);
    mask::apply::assign(text, findings, &|f| policy.style_of(f));
    true
}

/// Whether a value is a number so short that it says nothing elsewhere: an income of 2,099 (thousand) is no year 2099.
fn is_common(units: &[u16], kind: Kind) -> bool {
    let amount = matches!(kind, Kind::PersonalFinance | Kind::UnitPrice | Kind::ReservePrice | Kind::SalesFigure);
    units.len() < if amount { 7 } else { 5 } && is_number(units)
}

/// Whether a value is digits and nothing else.
pub(super) fn is_number(units: &[u16]) -> bool {
    units.iter().all(|unit| (u16::from(b'0')..=u16::from(b'9')).contains(unit))
}

/// Whether a value is a number that a spreadsheet would shorten, long enough to be known without its zero.
pub(super) fn is_short(units: &[u16]) -> bool {
    units.len() >= 10
        && units.first() == Some(&u16::from(b'0'))
        && units.get(1) != Some(&u16::from(b'0'))
        && is_number(units)
}

/// Syllables that follow a name or a number without being part of it.
const PARTICLES: &str = "은는이가을를의에와과도로께씨님외등";

/// Whether a value stands at a span as a word of its own.
fn is_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    let (Some(first), Some(last)) = (
        text.get(span.range()).and_then(|v| v.chars().next()),
        text.get(span.range()).and_then(|v| v.chars().next_back()),
    ) else {
        return false;
    };
    let joins = |a: char, b: char| a.is_alphanumeric() && b.is_alphanumeric() && a.is_ascii() == b.is_ascii();
    !before.is_some_and(|c| joins(c, first)) && !after.is_some_and(|c| joins(last, c) && !PARTICLES.contains(c))
}
