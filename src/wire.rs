//! The contract's JSON of one checked document. Nothing else serialises it.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::check::Checked;
use crate::mask;
use crate::text::Utf16Map;

#[derive(Serialize)]
struct Document<'a> {
    id: &'a RawValue,
    findings: Vec<FindingOut<'a>>,
    disclosure: DisclosureOut<'a>,
    masked: &'a str,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    start: usize,
    end: usize,
    kind: &'a str,
    action: &'a str,
    item: u8,
    confidence: f64,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mask: Option<&'a str>,
    rule: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct DisclosureOut<'a> {
    level: &'a str,
    items: Vec<ItemOut>,
}

#[derive(Serialize)]
struct ItemOut {
    item: u8,
    score: f64,
    reason: String,
    until: String,
    evidence: Vec<Evidence>,
}

#[derive(Serialize)]
struct Evidence {
    start: usize,
    end: usize,
}

fn hundredths(n: u8) -> f64 {
    f64::from(n) / 100.0
}

/// One checked document as the contract's JSON, without a line feed at the end. `id` is JSON and given back as it came.
pub fn document(id: &RawValue, text: &str, checked: &Checked) -> String {
    let mut map = Utf16Map::new(text);
    let findings = checked
        .findings
        .iter()
        .map(|f| {
            let at = map.span(f.span);
            FindingOut {
                start: at.start,
                end: at.end,
                kind: f.kind.id(),
                action: f.action.id(),
                item: f.item,
                confidence: hundredths(f.confidence),
                text: &text[f.span.range()],
                mask: f.mask.as_deref(),
                rule: f.rule,
                why: &f.why,
            }
        })
        .collect();
    let masked = mask::masked(text, &checked.findings);
    let document = Document {
        id,
        findings,
        disclosure: DisclosureOut { level: "open", items: Vec::new() },
        masked: &masked,
    };
    serde_json::to_string(&document).unwrap_or_default()
}
