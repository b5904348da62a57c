//! The masked text: every `mask` finding replaced, every other character exactly as given.

use crate::finding::Finding;
use crate::kind::{Action, Kind, PARTS};
use crate::kinds;
use crate::mask::part;
use crate::sorted::Map;
use crate::style::{self, Style};
use crate::text::Folded;

/// The labels given so far: the same value has the same label, in one draft or in all drafts of a case.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// By the name of the kind and the value: the name in the label and its number.
    given: Map<(&'static str, String), (&'static str, usize)>,
    next: Map<&'static str, usize>,
}

impl Labels {
    /// The label of a finding that would be counted by `name`, were it the first of its value.
    fn of(&mut self, finding: &Finding, value: &str, name: &'static str) -> String {
        let key = key(finding, value);
        let (name, number) = self.given.get(&key).copied().unwrap_or_else(|| {
            let counted = self.next.with(
                name,
                || 0,
                |n| {
                    *n += 1;
                    *n
                },
            );
            let label = (name, counted.unwrap_or(0));
            self.given.insert(key, label);
            label
        });
        format!("[{name}{number}]")
    }

    /// Numbers the labels of another draft of the same case; masks that are no labels stay.
    pub fn renumber(&mut self, text: &str, findings: &mut [Finding]) {
        for finding in findings.iter_mut().filter(|f| f.action != Action::Keep) {
            let inner = finding.mask.as_ref().and_then(|m| m.strip_prefix('[')?.strip_suffix(']'));
            let name = inner.map(|m| m.trim_end_matches(|c: char| c.is_ascii_digit()));
            if let Some(name) = name.and_then(|name| label_name(finding, name)) {
                let value = text.get(finding.span.range()).unwrap_or_default();
                finding.mask = Some(self.of(finding, value, name));
            }
        }
    }
}

/// What findings of one value have in common.
fn key(finding: &Finding, value: &str) -> (&'static str, String) {
    let folded = Folded::new(value);
    let value =
        folded.text(crate::span::FoldSpan::new(0, folded.len())).chars().filter(|c| c.is_alphanumeric()).collect();
    (finding.kind.label(), value)
}

/// The parts of persons by their values: the first that the draft tells of each.
fn parts(text: &str, findings: &[Finding]) -> Map<(&'static str, String), &'static str> {
    let mut parts = Map::new();
    for (finding, part) in findings.iter().zip(part::of(text, findings)) {
        if let Some(name) = part.and_then(|n| PARTS.get(usize::from(n))) {
            let key = key(finding, &text[finding.span.range()]);
            if parts.get(&key).is_none() {
                parts.insert(key, *name);
            }
        }
    }
    parts
}

/// Gives every mask and review finding its mask, in the style that `style` says for it.
pub fn assign(text: &str, findings: &mut [Finding], style: &dyn Fn(&Finding) -> Style) {
    let mut labels = Labels::default();
    let labelled = findings.iter().any(|f| f.kind == Kind::PersonName && style(f) == Style::Label);
    let parts = if labelled { parts(text, findings) } else { Map::new() };
    for finding in findings.iter_mut() {
        if finding.action == Action::Keep {
            finding.mask = None;
            continue;
        }
        let value = &text[finding.span.range()];
        finding.mask = Some(match style(finding) {
            Style::Full => style::full(finding.kind, value),
            Style::Partial => partial(finding.kind, value),
            Style::Label => {
                let part = (!parts.is_empty()).then(|| parts.get(&key(finding, value))).flatten();
                labels.of(finding, value, part.copied().unwrap_or(finding.kind.label()))
            }
        });
    }
}

fn partial(kind: Kind, value: &str) -> String {
    match kind.length() {
        crate::kind::Length::Hidden => style::FIXED.to_owned(),
        crate::kind::Length::Kept => {
            let mask = (kinds::spec(kind).partial)(value);
            // A value shorter than what the form leaves open would be shown whole.
            if mask == value { style::full(kind, value) } else { mask }
        }
    }
}

/// The name that a label of the finding bears, where `name` is one: its kind's or, for a person, the part the person plays.
/// `kind::is_label` must know every name given here.
fn label_name(finding: &Finding, name: &str) -> Option<&'static str> {
    let part = (finding.kind == Kind::PersonName).then(|| PARTS.into_iter().find(|p| *p == name)).flatten();
    part.or_else(|| (finding.kind.label() == name).then(|| finding.kind.label()))
}

/// The text with every `mask` finding replaced. `findings` are sorted and disjoint and have their masks.
pub fn masked(text: &str, findings: &[Finding]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for finding in findings.iter().filter(|f| f.action == Action::Mask) {
        out.push_str(&text[at..finding.span.start]);
        out.push_str(finding.mask.as_deref().unwrap_or(style::FIXED));
        at = finding.span.end;
    }
    out.push_str(&text[at..]);
    out
}
