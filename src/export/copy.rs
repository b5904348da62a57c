//! The way out of a file that is only read: its running text, masked, as plain text or as an HTML page.
//!
//! Memos, earlier states, properties and whatever else stands beside the running text are checked with it and left out of the copy.

use std::collections::BTreeMap;

use super::reading::What;
use super::source::Source;
use super::{MaskedCopy, Opened, Refusal, spread, verify};
use crate::check::Checker;
use crate::detect::secret::genuine_secret;
use crate::finding::Finding;
use crate::kind::Action;
use crate::mask::{self, Labels};
use crate::policy::Policy;

/// What the copy is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// Plain text, UTF-8.
    Text,
    /// An HTML page: paragraphs and tables, nothing else.
    Html,
}

impl Out {
    /// By the ending of a name.
    pub fn of(ending: &str) -> Option<Self> {
        if ending.eq_ignore_ascii_case("txt") {
            Some(Self::Text)
        } else if ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm") {
            Some(Self::Html)
        } else {
            None
        }
    }
}

/// Makes a masked copy of a file's running text.
///
/// # Errors
/// [`Refusal::Scanned`] where there is none, [`Refusal::Damaged`] where letters could not be told, [`Refusal::Secret`], and what
/// [`verify::verify`] refuses.
pub fn mask_as(opened: &Opened, out: Out, policy: &Policy, checker: &mut Checker) -> Result<MaskedCopy, Refusal> {
    mask_as_with(opened, out, policy, checker, &mut None)
}

/// The same, as one of the files of a case.
pub(super) fn mask_as_with(
    opened: &Opened,
    out: Out,
    policy: &Policy,
    checker: &mut Checker,
    labels: &mut Option<Labels>,
) -> Result<MaskedCopy, Refusal> {
    if opened.unread > 0 {
        return Err(Refusal::Damaged(opened.unread));
    }
    if let Some(refusal) = opened.members.iter().find_map(|m| m.result.as_ref().err()) {
        return Err(refusal.clone());
    }
    let source = (opened.reading.as_ref().map(|r| &r.source)).or(opened.package.as_ref().map(|p| &p.source));
    let text = match source {
        Some(source) => source.text.get(..source.body).unwrap_or(&source.text),
        None => &opened.text,
    };
    let scanned = opened.remarks().iter().any(|r| r.what == What::Scan);
    if text.trim().is_empty() && (scanned || !opened.text.trim().is_empty()) {
        return Err(Refusal::Scanned);
    }
    if genuine_secret(&checker.check(&opened.text, policy).findings) {
        return Err(Refusal::Secret);
    }
    // What is masked beside the running text is masked in it, too.
    let found = checker.check(text, policy).findings;
    let mut plan = spread::plan(text, found, policy, checker);
    if let Some(labels) = labels {
        labels.renumber(text, &mut plan.findings);
    }
    let masked = mask::masked(text, &plan.findings);
    let bytes = match out {
        Out::Text => {
            let bytes = masked.clone().into_bytes();
            verify::verify(text, &plan.findings, bytes, policy, checker)?
        }
        Out::Html => {
            let rows = source.map(|s| rows(s, text, &plan.findings)).unwrap_or_default();
            let bytes = html(&masked, &rows).into_bytes();
            verify::verify_html(text, &plan.findings, bytes, policy, checker)?
        }
    };
    Ok(MaskedCopy { bytes, findings: plan.findings, removed: BTreeMap::new() })
}

/// Which lines of a text are rows of a table, and of which: the part and the number in it.
fn rows(source: &Source, text: &str, findings: &[Finding]) -> Vec<Option<(String, u32)>> {
    // A mask that takes a line break away leaves no line for what the source says of it.
    let breaks = |f: &&Finding| text.get(f.span.range()).is_some_and(|v| v.contains('\n'));
    if findings.iter().filter(|f| f.action == Action::Mask).any(|f| breaks(&f)) {
        return Vec::new();
    }
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split('\n') {
        let place = source.place(at);
        out.push(place.filter(|p| p.cell.is_some()).map(|p| (p.part.clone(), p.number)));
        at += line.len() + 1;
    }
    out
}

/// A page of a masked text.
fn html(masked: &str, rows: &[Option<(String, u32)>]) -> String {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"ko\">\n<head><meta charset=\"utf-8\"><title>가린 사본</title><style>p,td{white-space:pre-wrap}table{border-collapse:collapse}td{border:1px solid}</style></head>\n<body>",
    );
    let mut open: Option<&(String, u32)> = None;
    for (i, line) in masked.split('\n').enumerate() {
        let row = rows.get(i).and_then(Option::as_ref);
        if open.is_some() && open != row {
            out.push_str("</table>");
        }
        out.push('\n');
        if row.is_some() && open != row {
            out.push_str("<table>");
        }
        open = row;
        if row.is_some() {
            out.push_str("<tr>");
            for cell in line.split('\t') {
                out.push_str("<td>");
                escape(cell, &mut out);
                out.push_str("</td>");
            }
            out.push_str("</tr>");
        } else {
            out.push_str("<p>");
            escape(line, &mut out);
            out.push_str("</p>");
        }
    }
    if open.is_some() {
        out.push_str("</table>");
    }
    out.push_str("\n</body>\n</html>\n");
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Readers of HTML make a line feed of it.
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}
