//! A value that is masked in one place of a file is masked wherever else it stands as a word of its own.

use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::mask;
use crate::policy::Policy;
use crate::span::Span;

use super::verify::Stream;

/// Takes in every other place where a masked value stands as a whole word, unless it was found there and stays by decision: what is
/// masked in a body is masked in the title, the links and the notes of the same file.
pub(super) fn spread(findings: &mut Vec<Finding>, text: &str, policy: &Policy) {
    let mut values: Vec<(Vec<u16>, Kind)> = (findings.iter().filter(|f| f.action == Action::Mask))
        .filter_map(|f| text.get(f.span.range()).map(|value| (Stream::new(value).units, f.kind)))
        .filter(|(units, _)| units.len() >= 2)
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
    if !more.is_empty() {
        findings.append(&mut more);
        findings.sort_by_key(|f| f.span.start);
        mask::apply::assign(text, findings, &|f| policy.style_of(f));
    }
}

/// Whether a value is a number that a spreadsheet would shorten, long enough to be known without its zero.
pub(super) fn is_short(units: &[u16]) -> bool {
    let digit = |u: &u16| (u16::from(b'0')..=u16::from(b'9')).contains(u);
    units.len() >= 10
        && units.first() == Some(&u16::from(b'0'))
        && units.get(1) != Some(&u16::from(b'0'))
        && units.iter().all(digit)
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
