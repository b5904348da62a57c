//! Findings as they are answered: by the block in which they begin, in UTF-16 units of it, with the pieces in other blocks.

use crate::sorted::Map;
use std::borrow::Cow;
use std::sync::Arc;

use super::change::{Decision, Mark};
use crate::chapter::book::wipe;
use crate::disclosure::marked::{self, Marked};
use crate::finding::{Finding, Own};
use crate::kind::{Action, Kind};
use crate::policy::{Policy, value_key};
use crate::span::Span;
use crate::text::Utf16Map;

/// A piece of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The block's number.
    pub block: u32,
    /// First UTF-16 unit of the block's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A finding as it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// A number that stays with it through edits elsewhere; 0 before it is given one.
    pub id: u32,
    /// The pieces: one in its own block, then those in others.
    pub pieces: Vec<Piece>,
    /// What.
    pub kind: Kind,
    /// What is done with it.
    pub action: Action,
    /// The item it falls, or would fall, under.
    pub item: u8,
    /// How sure, in hundredths.
    pub confidence: u8,
    /// `kind/what`.
    pub rule: &'static str,
    /// One Korean sentence; holds no part of the value.
    pub why: Cow<'static, str>,
    /// The organisation's own kind, where it is one.
    pub own: Option<Arc<Own>>,
}

impl Shown {
    /// Whether two are the same but for their numbers.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.pieces == other.pieces
            && self.kind == other.kind
            && self.action == other.action
            && self.item == other.item
            && self.confidence == other.confidence
            && self.rule == other.rule
            && self.why == other.why
            && self.own == other.own
    }

    /// Where it stands in its own block.
    pub fn first(&self) -> Piece {
        self.pieces.first().copied().unwrap_or(Piece { block: 0, start: 0, end: 0 })
    }
}

/// A stretch of the joined text that begins with a block.
pub(super) struct Stretch<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its blocks: number, text, marks; each is followed by a separator of one byte. The last ones may lie behind the end of `text`.
    pub(super) blocks: Vec<(u32, &'a str, &'a [Mark])>,
}

impl Stretch<'_> {
    /// Applies what persons said: marks and decisions. `findings` are sorted and disjoint, by bytes of the stretch, and stay so.
    pub(super) fn judge(&self, findings: &mut Vec<Finding>, decisions: &Decisions, policy: &Policy) {
        policy.tighten(findings);
        let mut start = 0;
        let mut at = 0;
        let mut parts = Vec::new();
        for &(number, text, marks) in &self.blocks {
            let end = start + text.len() + 1;
            while let Some(f) = findings.get_mut(at).filter(|f| f.span.start < end) {
                if !decisions.is_empty()
                    && let Some(action) = decisions.of(f.kind, self.text.get(f.span.range()).unwrap_or(""), number)
                {
                    f.action = action;
                }
                at += 1;
            }
            for mark in marks {
                let (from, to) = (byte_of(text, mark.start), byte_of(text, mark.end));
                if from < to {
                    parts.push(Marked { span: Span { start: start + from, end: start + to }, item: mark.item });
                }
            }
            start = end;
        }
        if !parts.is_empty() {
            marked::cover(findings, &marked::joined(parts));
        }
    }

    /// The findings by block: a list for each block, in order.
    pub(super) fn by_block(&self, findings: &[Finding]) -> Vec<Vec<Shown>> {
        let mut out: Vec<Vec<Shown>> = self.blocks.iter().map(|_| Vec::new()).collect();
        let (mut i, mut start) = (0, 0);
        let mut map = self.blocks.first().map(|b| Utf16Map::new(b.1));
        for f in findings {
            // A finding that begins on a separator belongs to the next block.
            while let Some(&(_, text, _)) = self.blocks.get(i)
                && f.span.start >= start + text.len()
                && i + 1 < self.blocks.len()
            {
                start += text.len() + 1;
                i += 1;
                map = self.blocks.get(i).map(|b| Utf16Map::new(b.1));
            }
            let (Some(&(number, text, _)), Some(map)) = (self.blocks.get(i), map.as_mut()) else { continue };
            let from = f.span.start.saturating_sub(start);
            let own = Span { start: from.min(text.len()), end: f.span.end.saturating_sub(start).min(text.len()) };
            let at = map.span(own);
            let mut pieces = vec![Piece { block: number, start: at.start as u32, end: at.end as u32 }];
            let (mut next, mut next_start) = (i + 1, start + text.len() + 1);
            while let Some(&(number, text, _)) = self.blocks.get(next).filter(|_| next_start < f.span.end) {
                let end = (f.span.end - next_start).min(text.len());
                let units = crate::text::utf16_len(text.get(..end).unwrap_or(text));
                if units > 0 {
                    pieces.push(Piece { block: number, start: 0, end: units as u32 });
                }
                next_start += text.len() + 1;
                next += 1;
            }
            if let Some(list) = out.get_mut(i) {
                list.push(Shown {
                    id: 0,
                    pieces,
                    kind: f.kind,
                    action: f.action,
                    item: f.item,
                    confidence: f.confidence,
                    rule: f.rule,
                    why: f.why.clone(),
                    own: f.own.clone(),
                });
            }
        }
        out
    }
}

/// The byte of a UTF-16 unit; inside a character, its beginning.
pub(super) fn byte_of(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (i, c) in text.char_indices() {
        if units + c.len_utf16() > unit {
            return i;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// What was decided of one value: in one block, or in all.
type Decided = Vec<(Option<u32>, Action)>;

/// What the drafter decided, by kind and value.
#[derive(Default)]
pub(super) struct Decisions(Map<(Kind, String), Decided>);

impl Decisions {
    /// From decisions whose blocks are known by number; later ones count.
    pub(super) fn new<'a>(all: impl Iterator<Item = (&'a Decision, Option<u32>)>) -> Self {
        let mut out: Map<_, Vec<_>> = Map::new();
        for (d, block) in all {
            out.with((d.kind, value_key(&d.value)), Vec::new, |said| said.push((block, d.action)));
        }
        Self(out)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was decided for a value in a block; a word on the block counts more than one on the document.
    pub(super) fn of(&self, kind: Kind, value: &str, block: u32) -> Option<Action> {
        let all = self.0.get(&(kind, value_key(value)))?;
        let said = |wanted: Option<u32>| all.iter().rev().find(|(b, _)| *b == wanted).map(|(_, action)| *action);
        said(Some(block)).or_else(|| said(None))
    }

    /// Whether a value is to stay, somewhere or everywhere.
    pub(super) fn spares(&self, kind: Kind, value: &str) -> bool {
        !self.is_empty()
            && self.0.get(&(kind, value_key(value))).is_some_and(|all| all.iter().any(|(_, a)| *a != Action::Mask))
    }

    /// Overwrites the values.
    pub(super) fn clear(&mut self) {
        for ((_, mut value), _) in std::mem::take(&mut self.0) {
            wipe(&mut value);
        }
    }
}

/// Gives the findings of a block their numbers: a finding that stands where it stood from the start or from the end of the block, or is the
/// next of its kind, keeps its number.
pub(super) fn number(old: &[Shown], new: &mut [Shown], next: &mut u32) {
    let alike = |a: &Shown, b: &Shown| a.kind == b.kind && a.rule == b.rule;
    let length = |s: &Shown| s.first().end - s.first().start;
    let head =
        old.iter().zip(new.iter()).take_while(|(a, b)| alike(a, b) && a.first().start == b.first().start).count();
    let left = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(left);
    let tail = tail.take_while(|(a, b)| alike(a, b) && length(a) == length(b)).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut used = head;
    for (i, shown) in new.iter_mut().enumerate() {
        let known = if i < head {
            old.get(i)
        } else if i >= new_end {
            old.get(old_end + (i - new_end))
        } else {
            let found = old.get(used..old_end).and_then(|rest| rest.iter().position(|o| alike(o, shown)));
            found.and_then(|n| {
                used += n + 1;
                old.get(used - 1)
            })
        };
        shown.id = known.map_or_else(
            || {
                *next = next.wrapping_add(1).max(1);
                *next
            },
            |k| k.id,
        );
    }
}
