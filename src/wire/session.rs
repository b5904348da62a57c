//! The JSON of what a session answers, and the numbers of its hot path. Texts of the document stand in it only where a copy was asked for.

use serde::Serialize;

use super::{DisclosureOut, Evidence, form_out, hundredths};
use crate::disclosure::Advice;
use crate::kind::Action;
use crate::session::{Answer, Form, Piece, Sealed, Session, Shown};

#[derive(Serialize)]
struct Answered<'a> {
    rev: u32,
    changed: Vec<ChangedOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disclosure: Option<DisclosureOut<'a>>,
}

#[derive(Serialize)]
struct ChangedOut<'a> {
    block: &'a str,
    findings: Vec<ShownOut<'a>>,
}

#[derive(Serialize)]
struct ShownOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'a str>,
    start: u32,
    end: u32,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    action: &'a str,
    item: u8,
    confidence: f64,
    rule: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
struct SealedOut<'a> {
    rev: u32,
    blocks: Vec<MaskedBlock<'a>>,
    masked: &'a str,
    manifest: Vec<MaskedOut<'a>>,
    counts: Counts,
    disclosure: DisclosureOut<'a>,
}

#[derive(Serialize)]
struct MaskedBlock<'a> {
    block: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct MaskedOut<'a> {
    rule: &'a str,
    kind: &'a str,
    item: u8,
    block: &'a str,
    start: u32,
    end: u32,
    source: Source,
}

#[derive(Serialize)]
struct Source {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Counts {
    mask: u32,
    review: u32,
    keep: u32,
}

/// An answer as JSON: `{rev, changed, disclosure?}`.
pub fn answer(session: &Session, answer: &Answer) -> String {
    let changed = answer.changed.iter().map(|&number| ChangedOut {
        block: id(session, number),
        findings: session.shown(number).iter().map(|s| shown(session, s, false)).collect(),
    });
    json(&Answered {
        rev: answer.rev,
        changed: changed.collect(),
        disclosure: answer.disclosure.then(|| form(session, session.form())),
    })
}

/// The findings of a block as JSON.
pub fn findings(session: &Session, number: u32) -> String {
    json(&session.shown(number).iter().map(|s| shown(session, s, false)).collect::<Vec<_>>())
}

/// One finding as JSON, with its block.
pub fn finding(session: &Session, of: &Shown) -> String {
    json(&shown(session, of, true))
}

/// What is suggested for the form as JSON.
pub fn disclosure(session: &Session) -> String {
    json(&form(session, session.form()))
}

/// A masked copy as JSON.
pub fn sealed(session: &Session, sealed: &Sealed) -> String {
    let [mask, review, keep] = sealed.counts;
    json(&SealedOut {
        rev: sealed.rev,
        blocks: sealed.blocks.iter().map(|(n, text)| MaskedBlock { block: id(session, *n), text }).collect(),
        masked: &sealed.text,
        manifest: sealed
            .manifest
            .iter()
            .map(|m| MaskedOut {
                rule: m.rule,
                kind: m.own.as_ref().map_or(m.kind.id(), |own| &own.id),
                item: m.item,
                block: id(session, m.at.block),
                start: m.at.start,
                end: m.at.end,
                source: Source { start: m.source.start, end: m.source.end },
            })
            .collect(),
        counts: Counts { mask, review, keep },
        disclosure: form(session, &sealed.form),
    })
}

/// An answer as numbers: `[rev, flags, n]`, for each block `[number, count]`, for each finding `[id, kind, action, start, end, confidence]`.
pub fn spans(session: &Session, answer: &Answer) -> Vec<u32> {
    let count: usize = answer.changed.iter().map(|&n| 2 + 6 * session.shown(n).len()).sum();
    let mut out = Vec::with_capacity(3 + count);
    out.extend([answer.rev, u32::from(answer.disclosure), answer.changed.len() as u32]);
    for &number in &answer.changed {
        let shown = session.shown(number);
        out.extend([number, shown.len() as u32]);
        for s in shown {
            let action = match s.action {
                Action::Keep => 0,
                Action::Review => 1,
                Action::Mask => 2,
            };
            let at = s.first();
            out.extend([s.id, s.kind as u32, action, at.start, at.end, u32::from(s.confidence)]);
        }
    }
    out
}

/// A number of JavaScript as a whole one, where it is one.
pub fn whole(number: f64) -> Option<u32> {
    (number >= 0.0 && number <= f64::from(u32::MAX) && number.trunc() == number).then_some(number as u32)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn id(session: &Session, number: u32) -> &str {
    session.id(number).unwrap_or_default()
}

fn piece<'a>(session: &'a Session, p: &Piece) -> Evidence<'a> {
    Evidence { block: Some(id(session, p.block)), start: p.start as usize, end: p.end as usize }
}

fn shown<'a>(session: &'a Session, s: &'a Shown, with_block: bool) -> ShownOut<'a> {
    let at = s.first();
    ShownOut {
        block: with_block.then(|| id(session, at.block)),
        start: at.start,
        end: at.end,
        kind: s.own.as_ref().map_or(s.kind.id(), |own| &own.id),
        name: s.own.as_ref().map(|own| own.name.as_str()),
        action: s.action.id(),
        item: s.item,
        confidence: hundredths(s.confidence),
        rule: s.rule,
        why: &s.why,
        parts: if s.pieces.len() > 1 { s.pieces.iter().map(|p| piece(session, p)).collect() } else { Vec::new() },
    }
}

fn form<'a>(session: &'a Session, form: &'a Form) -> DisclosureOut<'a> {
    let places = |all: &[Piece]| all.iter().map(|p| piece(session, p)).collect::<Vec<_>>();
    let about = |advice: Advice| match advice {
        Advice::Title => places(&form.title),
        Advice::CanOpen => places(&form.free),
        _ => Vec::new(),
    };
    form_out(&form.disclosure, form.evidence.iter().map(|e| places(e)).collect(), places(&form.attachments), &about)
}
