//! The masked text: every `mask` finding replaced, every other character exactly as given.

use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::kinds;
use crate::sorted::Map;
use crate::style::{self, Style};
use crate::text::Folded;

/// The numbers of labels: the same value has the same number, in one draft or in all drafts of a case.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    numbers: Map<(&'static str, String), usize>,
    next: Map<&'static str, usize>,
}

impl Labels {
    /// The label of a finding.
    fn of(&mut self, finding: &Finding, value: &str) -> String {
        let folded = Folded::new(value);
        let key: String =
            folded.text(crate::span::FoldSpan::new(0, folded.len())).chars().filter(|c| c.is_alphanumeric()).collect();
        let name = label_name(finding);
        let key = (name, key);
        let number = self.numbers.get(&key).copied().unwrap_or_else(|| {
            let counted = self.next.with(
                name,
                || 0,
                |n| {
                    *n += 1;
                    *n
                },
            );
            let number = counted.unwrap_or(0);
            self.numbers.insert(key, number);
            number
        });
        format!("[{name}{number}]")
    }

    /// Numbers the labels of another draft of the same case; masks that are no labels stay.
    pub fn renumber(&mut self, text: &str, findings: &mut [Finding]) {
        for finding in findings.iter_mut().filter(|f| f.action != Action::Keep) {
            let head = format!("[{}", label_name(finding));
            if finding.mask.as_ref().is_some_and(|m| m.starts_with(&head) && m.ends_with(']')) {
                let value = text.get(finding.span.range()).unwrap_or_default();
                finding.mask = Some(self.of(finding, value));
            }
        }
    }
}

/// Gives every mask and review finding its mask, in the style that `style` says for it.
pub fn assign(text: &str, findings: &mut [Finding], style: &dyn Fn(&Finding) -> Style) {
    let mut labels = Labels::default();
    for finding in findings.iter_mut() {
        if finding.action == Action::Keep {
            finding.mask = None;
            continue;
        }
        let value = &text[finding.span.range()];
        finding.mask = Some(match style(finding) {
            Style::Full => style::full(finding.kind, value),
            Style::Partial => partial(finding.kind, value),
            Style::Label => labels.of(finding, value),
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

/// The name in a label, by which labels are counted. `kind::is_label` must know every name given here.
fn label_name(finding: &Finding) -> &'static str {
    finding.kind.label()
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
