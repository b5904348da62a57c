//! What a person decided: the parts marked as 비공개, and which public copies the agency's system takes.
//!
//! A marked part covers all that was found in it; a finding that reaches out of it keeps what is outside, as in a session.

use super::{ARTICLES, Disclosure, Item, Level, Remedy};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::order;
use crate::span::Span;

/// A stretch that a person marked as not to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// Where, in bytes of the draft; a bound inside a character is moved outwards.
    pub span: Span,
    /// The item that the person chose, 1 to 8.
    pub item: u8,
}

/// Which copies for the public the agency's system takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublicCopy {
    /// None: what is restricted must stand in an attachment of its own.
    None,
    /// A file beside the document.
    #[default]
    File,
    /// A body of its own.
    Body,
}

impl PublicCopy {
    /// The stable name used in a policy.
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::File => "file",
            Self::Body => "body",
        }
    }

    /// The copy with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::None, Self::File, Self::Body].into_iter().find(|c| c.id() == id)
    }
}

/// How sure what a person marked is, in hundredths.
const SURE: u8 = 99;
/// Most evidence spans of an item.
const EVIDENCE: usize = 20;

/// Puts the marked parts among the findings, which stay sorted and free of overlaps, and their items into what is suggested.
pub fn mark(text: &str, marked: &[Marked], findings: &mut Vec<Finding>, disclosure: &mut Disclosure) {
    let parts = joined(marked.iter().filter_map(|m| snapped(text, m)).collect());
    cover(findings, &parts);
    disclosure.parts.retain(|(s, _)| !parts.iter().any(|p| s.overlaps(p.span)));
    disclosure.claim(&parts);
}

/// Lets marked parts, sorted and disjoint, cover all: a finding that stands inside goes, one that reaches out keeps what is outside.
pub fn cover(findings: &mut Vec<Finding>, parts: &[Marked]) {
    for part in parts {
        let at = part.span;
        let mut rest = Vec::new();
        findings.retain_mut(|f| {
            if !f.span.overlaps(at) {
                return true;
            }
            if f.span.end > at.end {
                let mut tail = f.clone();
                tail.span.start = at.end;
                rest.push(tail);
            }
            f.span.end = at.start;
            f.span.start < at.start
        });
        findings.append(&mut rest);
        findings.push(Finding {
            span: at,
            kind: Kind::RestrictedPart,
            action: Action::Mask,
            item: part.item,
            confidence: SURE,
            rule: "restricted_part/marked",
            why: std::borrow::Cow::Borrowed("기안자가 비공개로 표시한 부분입니다."),
            mask: None,
            own: None,
        });
    }
    order::sort_by_key(findings, |f| f.span);
}

/// Marked parts in order; two that meet are one, and the item of the first counts.
pub fn joined(mut all: Vec<Marked>) -> Vec<Marked> {
    order::sort(&mut all);
    let mut out: Vec<Marked> = Vec::with_capacity(all.len());
    for part in all {
        match out.last_mut().filter(|last| part.span.start < last.span.end) {
            Some(last) => last.span.end = last.span.end.max(part.span.end),
            None => out.push(part),
        }
    }
    out
}

fn snapped(text: &str, marked: &Marked) -> Option<Marked> {
    let (mut start, mut end) = (marked.span.start.min(text.len()), marked.span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let known = (1..=8).contains(&marked.item) && start < end;
    known.then_some(Marked { span: Span { start, end }, item: marked.item })
}

impl Disclosure {
    /// Adds the items under which a person marked something, with where: nobody needs to suggest what a person decided.
    pub fn claim(&mut self, parts: &[Marked]) {
        for part in parts {
            let Some(article) = usize::from(part.item).checked_sub(1).and_then(|i| ARTICLES.get(i)) else { continue };
            let Some(ground) = article.grounds.last() else { continue };
            let known = self.items.iter().position(|i| i.item == part.item);
            let at = known.unwrap_or_else(|| {
                self.items.push(Item {
                    item: part.item,
                    score: SURE,
                    ground,
                    reason: ground.reason.to_owned(),
                    until: ground.until.to_owned(),
                    date: None,
                    evidence: Vec::new(),
                });
                self.items.len() - 1
            });
            if let Some(item) = self.items.get_mut(at) {
                item.score = SURE;
                item.evidence.retain(|e| !e.overlaps(part.span));
                item.evidence.truncate(EVIDENCE - 1);
                item.evidence.push(part.span);
                order::sort(&mut item.evidence);
            }
        }
        order::sort_by_key(&mut self.items, |i| (std::cmp::Reverse(i.score), i.item));
        if self.level == Level::Open && !self.items.is_empty() {
            self.level = Level::Partial;
            self.remedies = Remedy::ALL.to_vec();
            self.adapt(self.public_copy);
        }
    }

    /// Says what fits the agency's system: where it takes no public copy, none is proposed.
    pub fn adapt(&mut self, copy: PublicCopy) {
        self.public_copy = copy;
        if copy == PublicCopy::None {
            self.remedies.retain(|r| *r != Remedy::PublicCopy);
        }
    }
}
