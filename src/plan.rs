//! What is masked in a copy: the findings of the draft, and whatever a second reading of the masked draft still finds.
//!
//! Masking takes words away, and now and then what stood beside them then reads differently. A copy that leaves the house is therefore read
//! again until nothing is left to mask; each round costs one check, and the first one nearly always ends it.

use crate::sorted::Map;

use crate::check::Checker;
use crate::finding::Finding;
use crate::kind::Action;
use crate::mask;
use crate::policy::Policy;
use crate::span::Span;
use crate::style;

/// Readings after which a draft is given up, for `verify` to refuse.
const ROUNDS: usize = 4;

/// The findings of a draft with the masks that will stand in its copy.
pub struct MaskPlan {
    /// Sorted by start, disjoint, in bytes of the draft.
    pub findings: Vec<Finding>,
    /// The masked text in which a check found nothing more to mask; none where it still finds something.
    #[cfg_attr(not(feature = "export"), allow(dead_code))]
    pub(crate) clean: Option<String>,
}

impl MaskPlan {
    /// Plans the copy of a draft in which `findings` were found under `policy`. What a second reading finds is left where `spares` says so of
    /// it and its text.
    pub fn new(
        text: &str,
        findings: Vec<Finding>,
        policy: &Policy,
        checker: &mut Checker,
        spares: &dyn Fn(&Finding, &str) -> bool,
    ) -> Self {
        let mut findings = findings;
        let mut hardened = Hardened::new();
        let mut clean = None;
        for _ in 0..ROUNDS {
            let masked = mask::masked(text, &findings);
            let mut left = checker.check(&masked, policy).findings;
            left.retain(|f| f.action == Action::Mask && !spares(f, &masked[f.span.range()]));
            if left.is_empty() {
                clean = Some(masked);
                break;
            }
            if !improve(text, &mut findings, &mut hardened, left, policy) {
                break;
            }
        }
        Self { findings, clean }
    }
}

/// Where each mask finding of a draft stands in the masked text, in order.
pub fn places(findings: &[Finding]) -> impl Iterator<Item = (&Finding, Span)> {
    let (mut drawn, mut at) = (0, 0);
    findings.iter().filter(|f| f.action == Action::Mask).map(move |f| {
        let mask = f.mask.as_deref().unwrap_or(style::FIXED);
        let start = drawn + (f.span.start - at);
        drawn = start + mask.len();
        at = f.span.end;
        (f, Span { start, end: drawn })
    })
}

/// Masks that were given instead of the style's, by the first byte of their findings.
type Hardened = Map<usize, String>;

/// Takes in what a second reading found (in bytes of the masked text); whether anything changed.
fn improve(
    text: &str,
    findings: &mut Vec<Finding>,
    hardened: &mut Hardened,
    left: Vec<Finding>,
    policy: &Policy,
) -> bool {
    let stands: Vec<(Span, Span)> = places(findings).map(|(f, at)| (f.span, at)).collect();
    let (mut again, mut more) = (Vec::new(), Vec::new());
    for found in left {
        let mut next = stands.partition_point(|(_, at)| at.end <= found.span.start);
        let mut from = found.span.start;
        while let Some((span, at)) = stands.get(next).filter(|(_, at)| at.start < found.span.end) {
            again.push(span.start);
            if from < at.start {
                let start = original(&stands, next, from);
                more.push(Finding { span: Span { start, end: span.start }, ..found.clone() });
            }
            from = at.end;
            next += 1;
        }
        if from < found.span.end {
            let span = Span { start: original(&stands, next, from), end: original(&stands, next, found.span.end) };
            more.push(Finding { span, ..found });
        }
    }
    let mut changed = false;
    for start in again {
        changed |= harden(text, findings, hardened, start);
    }
    // A separator alone has nothing to hide.
    more.retain(|f| text[f.span.range()].chars().any(|c| style::cover(c).is_some()));
    if !more.is_empty() {
        changed = true;
        // What is left alone or asked about gives way to what must go.
        findings.retain(|f| {
            let beside = more.partition_point(|m| m.span.end <= f.span.start);
            f.action == Action::Mask || !more.get(beside).is_some_and(|m| m.span.overlaps(f.span))
        });
        findings.append(&mut more);
        crate::order::sort_by_key(findings, |f| f.span.start);
        mask::apply::assign(text, findings, &|f| policy.style_of(f));
    }
    for finding in findings.iter_mut() {
        if let Some(mask) = hardened.get(&finding.span.start) {
            finding.mask = Some(mask.clone());
        }
    }
    changed
}

/// The byte of the draft for a byte of the masked text that stands after the first `n` masked places.
fn original(stands: &[(Span, Span)], n: usize, byte: usize) -> usize {
    match n.checked_sub(1).and_then(|i| stands.get(i)) {
        Some((span, at)) => span.end + (byte - at.end),
        None => byte,
    }
}

/// Gives the finding that starts at a byte a mask that shows less; whether any was left to give.
fn harden(text: &str, findings: &[Finding], hardened: &mut Hardened, start: usize) -> bool {
    let Ok(i) = findings.binary_search_by_key(&start, |f| f.span.start) else {
        return false;
    };
    let finding = &findings[i];
    let current = hardened.get(&start).or(finding.mask.as_ref()).map_or(style::FIXED, String::as_str);
    if current == style::FIXED {
        return false;
    }
    let full = style::full(finding.kind, &text[finding.span.range()]);
    let next = if current == full { style::FIXED.to_owned() } else { full };
    hardened.insert(start, next);
    true
}
