//! The masked text: every `mask` finding replaced, every other character exactly as given.

use crate::sorted::Map;

use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::kinds;
use crate::style::{self, Style};
use crate::text::Folded;

/// Gives every mask and review finding its mask.
pub fn assign(text: &str, findings: &mut [Finding], style: Style) {
    let mut labels: Map<(&str, String), usize> = Map::new();
    let mut next: Map<&str, usize> = Map::new();
    for finding in findings.iter_mut() {
        if finding.action == Action::Keep {
            finding.mask = None;
            continue;
        }
        let value = &text[finding.span.range()];
        finding.mask = Some(match style {
            Style::Full => style::full(finding.kind, value),
            Style::Partial => partial(finding.kind, value),
            Style::Label => {
                let folded = Folded::new(value);
                let key: String = folded
                    .text(crate::span::FoldSpan::new(0, folded.len()))
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect();
                let name = label_name(finding);
                let mut count = || {
                    let counted = next.with(
                        name,
                        || 0,
                        |n| {
                            *n += 1;
                            *n
                        },
                    );
                    counted.unwrap_or(0)
                };
                let number = labels.with((name, key), &mut count, |n| *n).unwrap_or(0);
                format!("[{name}{number}]")
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
