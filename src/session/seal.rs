//! The masked copy of a document: read anew from its text alone, masked block by block, read again, and compared place by place.

use super::shown::{Piece, Stretch};
use super::{Fault, Form, Session};
use std::sync::Arc;

use crate::check::Checker;
use crate::finding::{Finding, Own};
use crate::kind::{Action, Kind};
use crate::mask;
use crate::plan::MaskPlan;
use crate::policy::Policy;
use crate::span::Span;
use crate::style;
use crate::text::utf16_len;

/// A masked place. Holds no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// By which rule it was found.
    pub rule: &'static str,
    /// As what.
    pub kind: Kind,
    /// The organisation's own kind, where it is one.
    pub own: Option<Arc<Own>>,
    /// The item it falls under.
    pub item: u8,
    /// Where it stands in the masked block.
    pub at: Piece,
    /// Where it stood in the given block.
    pub source: Piece,
}

/// A masked copy.
#[derive(Clone, Debug, Default)]
pub struct Sealed {
    /// The revision it is a copy of.
    pub rev: u32,
    /// All blocks in order: number and masked text.
    pub blocks: Vec<(u32, String)>,
    /// The masked blocks joined.
    pub text: String,
    /// What was masked, in order.
    pub manifest: Vec<Masked>,
    /// How many findings are masked, left for review, kept.
    pub counts: [u32; 3],
    /// What is suggested for the form.
    pub form: Form,
}

impl Session {
    /// Masks the document as `policy` says.
    ///
    /// # Errors
    ///
    /// `SealRefused` where the copy, read again, still holds what must go; `Disposed` after `dispose`.
    pub fn seal(&self, policy: &Policy) -> Result<Sealed, Fault> {
        if self.disposed {
            return Err(Fault::Disposed);
        }
        let text = self.text();
        let mut checker = Checker::new();
        let checked = checker.check(&text, policy);
        let mut findings = checked.findings;
        let blocks = self.blocks.order.iter().filter_map(|&n| {
            let block = &self.blocks.slot(n)?.block;
            Some((n, block.text.as_str(), block.marks.as_slice()))
        });
        let stretch = Stretch { text: &text, blocks: blocks.collect() };
        stretch.judge(&mut findings, &self.decided, policy);
        mask::apply::assign(&text, &mut findings, &|f| policy.style_of(f));
        let spares = |f: &Finding, value: &str| self.decided.spares(f.kind, value);
        let plan = MaskPlan::new(&text, findings, policy, &mut checker, &spares);
        let mut sealed = Sealed { rev: self.rev, form: self.placed(checked.disclosure), ..Sealed::default() };
        for f in &plan.findings {
            let sort = match f.action {
                Action::Mask => 0,
                Action::Review => 1,
                Action::Keep => 2,
            };
            sealed.counts[sort] += 1;
        }
        write(&stretch, &plan.findings, &mut sealed);
        self.blocks.join_as(&sealed.blocks, &mut sealed.text);
        if !holds(&stretch, &sealed) {
            return Err(Fault::SealRefused);
        }
        let left = checker.check(&sealed.text, policy).findings;
        let left = left.iter().any(|f| f.action == Action::Mask && !spares(f, &sealed.text[f.span.range()]));
        if left { Err(Fault::SealRefused) } else { Ok(sealed) }
    }
}

/// Writes the masked blocks and says where masks stand.
fn write(stretch: &Stretch, findings: &[Finding], sealed: &mut Sealed) {
    let mut start = 0;
    let mut masks = findings.iter().filter(|f| f.action == Action::Mask).peekable();
    for &(number, text, _) in &stretch.blocks {
        let end = start + text.len();
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        while let Some(f) = masks.peek().filter(|f| f.span.start < end) {
            let own = Span { start: f.span.start.max(start) - start, end: f.span.end.min(end) - start };
            out.push_str(&text[at..own.start]);
            let value = &text[own.range()];
            let whole = f.span.start >= start && f.span.end <= end;
            let mask = match &f.mask {
                Some(mask) if whole => mask.clone(),
                // A piece of what goes on in another block.
                _ => style::full(f.kind, value),
            };
            let (from, source) = (utf16_len(&out), utf16_len(&text[..own.start]));
            out.push_str(&mask);
            sealed.manifest.push(Masked {
                rule: f.rule,
                kind: f.kind,
                own: f.own.clone(),
                item: f.item,
                at: Piece { block: number, start: from as u32, end: (from + utf16_len(&mask)) as u32 },
                source: Piece { block: number, start: source as u32, end: (source + utf16_len(value)) as u32 },
            });
            at = own.end;
            if f.span.end > end {
                break;
            }
            masks.next();
        }
        out.push_str(&text[at..]);
        sealed.blocks.push((number, out));
        // What ends on the separator goes no further.
        start = end + 1;
        while masks.peek().is_some_and(|f| f.span.end <= start) {
            masks.next();
        }
    }
}

/// Whether the copy is what the manifest says, place by place: outside the masks every character as given, inside them another text.
fn holds(stretch: &Stretch, sealed: &Sealed) -> bool {
    let mut manifest = sealed.manifest.iter().peekable();
    stretch.blocks.iter().zip(&sealed.blocks).all(|(&(number, given, _), (own, written))| {
        let given: Vec<u16> = given.encode_utf16().collect();
        let written: Vec<u16> = written.encode_utf16().collect();
        let (mut g, mut w) = (0, 0);
        let mut fits = number == *own;
        while let Some(m) = manifest.next_if(|m| m.at.block == number) {
            let (from, to) = (m.source.start as usize, m.source.end as usize);
            let (start, end) = (m.at.start as usize, m.at.end as usize);
            let value = given.get(from..to);
            let bare = value.is_some_and(|v| String::from_utf16_lossy(v).chars().all(|c| style::cover(c).is_none()));
            fits &= given.get(g..from).is_some_and(|s| Some(s) == written.get(w..start))
                && (bare || value != written.get(start..end));
            (g, w) = (to, end);
        }
        fits && given.get(g..).is_some_and(|s| Some(s) == written.get(w..))
    }) && manifest.peek().is_none()
}
