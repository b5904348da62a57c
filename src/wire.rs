//! The contract's JSON of one checked document, and (`session`) of a session's answers. Nothing else serialises them.

#[cfg(feature = "export")]
pub mod file;
pub mod session;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::check::Checked;
use crate::disclosure::{Advice, Disclosure, form};
use crate::mask;
use crate::span::Span;
use crate::text::Utf16Map;

#[derive(Serialize)]
struct Document<'a> {
    id: &'a RawValue,
    findings: Vec<FindingOut<'a>>,
    disclosure: DisclosureOut<'a>,
    masked: &'a str,
    /// The text that positions point into, where the file is not that text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    /// What the text of a file does not show: pictures, parts that were not read.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    remarks: &'a [RemarkOut<'a>],
}

/// Something about a file that its text does not show.
#[derive(Serialize)]
pub struct RemarkOut<'a> {
    /// `picture`, `embedded`, `unknown`, `glyphs`, `scan`, `locked`, `revision`, `signature`.
    pub what: &'a str,
    /// The part or the page; empty where there is nothing to say.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub place: &'a str,
    /// How many.
    pub count: usize,
    /// Whether something remains unread by it, beyond the pixels of pictures.
    pub unread: bool,
}

/// Where in a file a finding stands.
#[derive(Serialize)]
pub struct Place {
    /// The part's name inside the file; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// What the text is there: body, margin, memo, attribute, meta.
    pub holds: &'static str,
    /// The running number of the paragraph or the table in its part, from 1.
    pub paragraph: u32,
    /// The row of a cell, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column of a cell, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    start: usize,
    end: usize,
    kind: &'a str,
    /// What an organisation calls its own kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    action: &'a str,
    item: u8,
    confidence: f64,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mask: Option<&'a str>,
    rule: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

#[derive(Serialize)]
struct DisclosureOut<'a> {
    level: &'a str,
    items: Vec<ItemOut<'a>>,
    notation: String,
    code: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<AttachmentOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remedies: Vec<NoteOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    advice: Vec<NoteOut<'a>>,
}

#[derive(Serialize)]
struct ItemOut<'a> {
    item: u8,
    score: f64,
    reason: &'a str,
    until: &'a str,
    evidence: Vec<Evidence<'a>>,
    short: [&'a str; 3],
    proviso: &'a str,
    checks: &'a [&'a str],
}

#[derive(Serialize)]
struct AttachmentOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'a str>,
    start: usize,
    end: usize,
    level: &'a str,
    items: &'a [u8],
}

#[derive(Serialize)]
struct NoteOut<'a> {
    id: &'a str,
    text: &'a str,
    /// What it is about: the title, what can be published.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<Evidence<'a>>,
}

fn note<'a>(id: &'a str, text: &'a str, spans: Vec<Evidence<'a>>) -> NoteOut<'a> {
    NoteOut { id, text, spans }
}

#[derive(Serialize)]
struct Evidence<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'a str>,
    start: usize,
    end: usize,
}

fn hundredths(n: u8) -> f64 {
    f64::from(n) / 100.0
}

/// One checked document as the contract's JSON, without a line feed at the end. `id` is JSON and given back as it came.
pub fn document(id: &RawValue, text: &str, checked: &Checked) -> String {
    line(id, text, checked, None, &[])
}

/// The same of a file that is not its text itself: with that text, where in the file each byte of it stands, and what it does not show.
pub fn document_of(
    id: &RawValue,
    text: &str,
    checked: &Checked,
    place: &dyn Fn(usize) -> Option<Place>,
    remarks: &[RemarkOut<'_>],
) -> String {
    line(id, text, checked, Some(place), remarks)
}

fn line(
    id: &RawValue,
    text: &str,
    checked: &Checked,
    place: Option<&dyn Fn(usize) -> Option<Place>>,
    remarks: &[RemarkOut<'_>],
) -> String {
    let mut map = Utf16Map::new(text);
    let findings = checked
        .findings
        .iter()
        .map(|f| {
            let at = map.span(f.span);
            FindingOut {
                start: at.start,
                end: at.end,
                kind: f.kind_id(),
                name: f.own.as_ref().map(|own| own.name.as_str()),
                action: f.action.id(),
                item: f.item,
                confidence: hundredths(f.confidence),
                text: &text[f.span.range()],
                mask: f.mask.as_deref(),
                rule: f.rule,
                why: &f.why,
                place: place.and_then(|place| place(f.span.start)),
            }
        })
        .collect();
    let masked = mask::masked(text, &checked.findings);
    let document = Document {
        id,
        findings,
        disclosure: disclosure(text, &checked.disclosure),
        masked: &masked,
        source: place.map(|_| text),
        remarks,
    };
    serde_json::to_string(&document).unwrap_or_default()
}

fn disclosure<'a>(text: &'a str, from: &'a Disclosure) -> DisclosureOut<'a> {
    // Evidence of one item is sorted, that of the next begins anew: a map each.
    let places = |spans: &mut dyn Iterator<Item = Span>| -> Vec<Evidence<'a>> {
        let mut map = Utf16Map::new(text);
        spans
            .map(|s| {
                let at = map.span(s);
                Evidence { block: None, start: at.start, end: at.end }
            })
            .collect()
    };
    let evidence = from.items.iter().map(|i| places(&mut i.evidence.iter().copied())).collect();
    let attachments = places(&mut from.attachments.iter().map(|a| a.span));
    let about = |advice: Advice| match advice {
        Advice::Title => places(&mut from.title.iter().copied()),
        Advice::CanOpen => places(&mut from.free.iter().copied()),
        _ => Vec::new(),
    };
    form_out(from, evidence, attachments, &about)
}

/// What is suggested, with the places it speaks of: the evidence of each item, the attachments, what an advice is about.
fn form_out<'a>(
    from: &'a Disclosure,
    evidence: Vec<Vec<Evidence<'a>>>,
    attachments: Vec<Evidence<'a>>,
    about: &dyn Fn(Advice) -> Vec<Evidence<'a>>,
) -> DisclosureOut<'a> {
    DisclosureOut {
        level: from.level.id(),
        items: from
            .items
            .iter()
            .zip(evidence)
            .map(|(i, evidence)| ItemOut {
                item: i.item,
                score: hundredths(i.score),
                reason: &i.reason,
                until: &i.until,
                evidence,
                short: [i.ground.short10, i.ground.short30, i.ground.short100],
                proviso: i.proviso(),
                checks: i.checks(),
            })
            .collect(),
        notation: form::notation(from),
        code: form::code(from),
        attachments: from
            .attachments
            .iter()
            .zip(attachments)
            .map(|(a, at)| AttachmentOut {
                block: at.block,
                start: at.start,
                end: at.end,
                level: a.level.id(),
                items: &a.items,
            })
            .collect(),
        remedies: from.remedies.iter().map(|r| note(r.id(), r.text(from.public_copy), Vec::new())).collect(),
        advice: from.advice.iter().map(|a| note(a.id(), a.text(from.public_copy), about(*a))).collect(),
    }
}
