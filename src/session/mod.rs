//! A document while it is edited: blocks in, findings by block out, at the cost of what changed.
//!
//! Whatever edits led to the blocks, what is answered equals what a new session answers on them, and, but for the hints of roles, what `check`
//! answers on their joined text: both read the same chapters (`chapter`), and what is kept from one edit to the next is a function of the text.
//! `seal` does not trust that: it reads everything anew.
//!
//! Not here: JSON (`wire`), numbers for JavaScript (`wasm`).

mod blocks;
mod change;
mod form;
mod seal;
mod shown;

use crate::sorted::Set;

use crate::chapter::book::{Book, wipe};
use crate::chapter::cut::{self, TOUCH};
use crate::finding::Finding;
use crate::policy::Policy;
use crate::span::Span;

use blocks::{At, Blocks, Plan};
pub use change::{After, Block, Change, Decision, Fault, Mark, Role};
pub use form::{Form, Place};
pub use seal::{Masked, Sealed};
use shown::{Decisions, Stretch};
pub use shown::{Piece, Shown};

/// A document while it is edited.
#[derive(Default)]
pub struct Session {
    policy: Policy,
    rev: u32,
    blocks: Blocks,
    book: Book,
    /// Where each chapter begins.
    starts: Vec<At>,
    /// How many bytes the joined text has.
    len: usize,
    decisions: Vec<Decision>,
    decided: Decisions,
    form: Form,
    next: u32,
    disposed: bool,
}

/// What an edit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The revision.
    pub rev: u32,
    /// The blocks whose findings, or whose text, changed, in order.
    pub changed: Vec<u32>,
    /// Whether what is suggested for the form changed.
    pub disclosure: bool,
}

impl Session {
    /// A session on a document; all its blocks are answered by `shown`.
    ///
    /// # Errors
    ///
    /// Where a block comes twice, or a mark lies outside its block.
    pub fn open(blocks: Vec<Block>, policy: &Policy) -> Result<Self, Fault> {
        let book = Book::new(policy, true);
        let mut session = Self { policy: policy.clone(), book, ..Self::default() };
        let upsert = blocks.into_iter().map(|b| (b, After::All)).collect();
        session.apply(Change { rev: 1, upsert, ..Change::default() })?;
        session.rev = 0;
        Ok(session)
    }

    /// The revision.
    pub const fn rev(&self) -> u32 {
        self.rev
    }

    /// Whether it was disposed of.
    pub const fn is_disposed(&self) -> bool {
        self.disposed
    }

    /// Applies an edit and says what changed.
    ///
    /// # Errors
    ///
    /// As [`Fault`] tells; nothing has changed then.
    pub fn apply(&mut self, mut change: Change) -> Result<Answer, Fault> {
        if self.disposed {
            return Err(Fault::Disposed);
        }
        if change.rev <= self.rev {
            return Err(Fault::StaleRevision);
        }
        let plan = self.blocks.plan(&change)?;
        let decisions = change.decisions.take();
        let upserted: Vec<String> = change.upsert.iter().map(|(b, _)| b.id.clone()).collect();
        let mut again: Set<u32> = plan.dirty.iter().chain(plan.marked.iter()).copied().collect();
        let edited = again.clone();
        let regions = self.regions(&plan);
        let moved = plan.order.is_some() || !plan.marked.is_empty() || self.form.speaks_of(&plan.dirty);
        let rev = change.rev;
        self.blocks.make(&change, plan);
        change.upsert.iter_mut().for_each(|(b, _)| wipe(&mut b.text));
        self.recut(regions);
        let marked = !self.blocks.marked.is_empty();
        self.book.entitle(self.blocks.title());
        let touched = self.book.settle();
        if let Some(decisions) = decisions {
            again.extend(self.blocks.order.iter().copied());
            self.decisions = decisions;
        }
        let numbered = self.decisions.iter().map(|d| (d, d.block.as_deref().map(|id| self.blocks.number(id))));
        // A decision on a block that is not there decides nothing.
        let numbered = numbered.filter(|(_, b)| *b != Some(None)).map(|(d, b)| (d, b.flatten()));
        self.decided = Decisions::new(numbered);
        let mut changed = self.refresh(&touched, &again);
        changed.extend(upserted.iter().filter_map(|id| self.blocks.number(id)).filter(|n| edited.contains(n)));
        let disclosure = (self.book.take_restless() || moved || marked) && self.reform();
        self.rev = rev;
        let mut places: Vec<(usize, u32)> =
            changed.iter().filter_map(|&n| Some((self.blocks.slot(n)?.place, n))).collect();
        crate::order::sort(&mut places);
        Ok(Answer { rev, changed: places.into_iter().map(|(_, n)| n).collect(), disclosure })
    }

    /// The numbers of all blocks, in order.
    pub fn numbers(&self) -> &[u32] {
        &self.blocks.order
    }

    /// The number of a block.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.blocks.number(id)
    }

    /// The name of a block.
    pub fn id(&self, number: u32) -> Option<&str> {
        self.blocks.slot(number).map(|s| s.block.id.as_str())
    }

    /// What is found in a block.
    pub fn shown(&self, number: u32) -> &[Shown] {
        self.blocks.slot(number).map_or(&[], |s| &s.shown)
    }

    /// The finding with a number.
    pub fn finding(&self, id: u32) -> Option<&Shown> {
        self.blocks.order.iter().flat_map(|&n| self.shown(n)).find(|s| s.id == id)
    }

    /// What is suggested for the form.
    pub const fn form(&self) -> &Form {
        &self.form
    }

    /// The text that is checked: the blocks joined.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(self.len);
        self.blocks.join(None, None, &mut out);
        out
    }

    /// Overwrites and drops everything held.
    pub fn dispose(&mut self) {
        self.disposed = true;
        self.book.clear();
        self.blocks.clear();
        self.decided.clear();
        for decision in &mut self.decisions {
            wipe(&mut decision.value);
        }
        self.decisions.clear();
        self.starts.clear();
        self.form = Form::default();
    }

    /// The chapters that must be cut anew, as ranges in order, with where their text ends after the change: the place where the chapter
    /// behind begins.
    fn regions(&self, plan: &Plan) -> Vec<(usize, usize)> {
        let all = self.starts.len();
        let mut chapters = Set::new();
        for &place in &plan.touched {
            let Some(&number) = self.blocks.order.get(place) else { continue };
            let end = self.blocks.extent(place).saturating_sub(1);
            chapters.extend(self.chapter_of(At { number, skip: 0 })..=self.chapter_of(At { number, skip: end }));
        }
        if all == 0 {
            return vec![(0, 0)];
        }
        let holds = |i: usize| {
            self.starts.get(i).is_none_or(|at| !plan.dirty.contains(&at.number))
                && self.book.chapters.get(i).is_none_or(|c| c.natural)
        };
        let len = |i: usize| self.book.chapters.get(i).map_or(0, |c| c.text.len());
        let mut out: Vec<(usize, usize)> = Vec::new();
        for i in chapters {
            let (mut from, mut to) = (i, i + 1);
            let mut far = 0;
            while from > 0 && (far < TOUCH || !holds(from)) {
                from -= 1;
                far += len(from);
            }
            far = 0;
            while to < all && (far < TOUCH || !holds(to)) {
                far += len(to);
                to += 1;
            }
            match out.last_mut() {
                Some(last) if last.1 >= from => *last = (last.0.min(from), to.max(last.1)),
                _ => out.push((from, to)),
            }
        }
        out
    }

    /// The chapter that holds a place.
    fn chapter_of(&self, at: At) -> usize {
        let place = |at: &At| (self.blocks.slot(at.number).map_or(0, |s| s.place), at.skip);
        let wanted = place(&at);
        self.starts.partition_point(|s| place(s) <= wanted).saturating_sub(1)
    }

    /// Cuts regions anew, after the blocks changed.
    fn recut(&mut self, regions: Vec<(usize, usize)>) {
        let old = self.len;
        let mut texts: Vec<(usize, usize, String)> = Vec::new();
        for (from, to) in regions {
            let start = if from == 0 { None } else { self.starts.get(from).copied() };
            let end = self.starts.get(to).copied();
            let mut text = String::new();
            self.blocks.join(start, end, &mut text);
            let gone: usize = self.book.chapters.get(from..to).unwrap_or(&[]).iter().map(|c| c.text.len()).sum();
            self.len = self.len - gone + text.len();
            texts.push((from, to, text));
        }
        let whole = self.len <= cut::WHOLE;
        if (whole || old <= cut::WHOLE) && !texts.is_empty() {
            // One chapter, or no longer one.
            let mut text = String::with_capacity(self.len);
            self.blocks.join(None, None, &mut text);
            self.book.splice(0, self.book.chapters.len(), cut::pieces(&text));
            self.starts.clear();
            self.restart(0, self.book.chapters.len());
            return;
        }
        // From the end on, so that the places of those before stay.
        for (from, to, mut text) in texts.into_iter().rev() {
            let (mut before, mut behind) = (Vec::new(), Vec::new());
            let mut far = 0;
            for chapter in self.book.chapters.get(..from).unwrap_or(&[]).iter().rev() {
                if far >= TOUCH {
                    break;
                }
                far += chapter.text.len();
                before.push(chapter.text.as_str());
            }
            let left = far;
            far = 0;
            for chapter in self.book.chapters.get(to..).unwrap_or(&[]) {
                if far >= TOUCH {
                    break;
                }
                far += chapter.text.len();
                behind.push(chapter.text.as_str());
            }
            let mut around: String = before.into_iter().rev().chain([text.as_str()]).chain(behind).collect();
            let natural = self.book.chapters.get(from).is_none_or(|c| c.natural);
            let pieces = cut::between(&around, left, left + text.len(), natural);
            wipe(&mut around);
            wipe(&mut text);
            let count = pieces.len();
            self.book.splice(from, to, pieces);
            let first = self.starts.get(from).copied();
            self.starts.splice(from..to, first.into_iter().cycle().take(count));
            self.restart(from, count);
        }
    }

    /// Finds where chapters begin, the first of them being known or the first of the document.
    fn restart(&mut self, from: usize, count: usize) {
        let Some(&number) = self.blocks.order.first() else {
            self.starts.clear();
            return;
        };
        let mut at = self.starts.get(from).copied().filter(|_| from > 0).unwrap_or(At { number, skip: 0 });
        let mut place = self.blocks.slot(at.number).map_or(0, |s| s.place);
        for i in from..from + count {
            while at.skip >= self.blocks.extent(place)
                && let Some(&next) = self.blocks.order.get(place + 1)
            {
                at = At { number: next, skip: at.skip - self.blocks.extent(place) };
                place += 1;
            }
            match self.starts.get_mut(i) {
                Some(start) => *start = at,
                None => self.starts.push(at),
            }
            at.skip += self.book.chapters.get(i).map_or(0, |c| c.text.len());
        }
    }

    /// Answers anew for the blocks in chapters that were read, and for those in `again`; gives those for which the answer changed.
    fn refresh(&mut self, touched: &Set<usize>, again: &Set<u32>) -> Set<u32> {
        let mut chapters: Set<usize> = touched.iter().flat_map(|&i| [i, i + 1]).collect();
        for &number in again {
            if self.blocks.slot(number).is_some() {
                let i = self.chapter_of(At { number, skip: 0 });
                chapters.insert(i);
                // What goes on in it from before.
                chapters.extend(i.checked_sub(1).filter(|&p| self.book.overhang(p) > 0));
            }
        }
        let all = self.starts.len();
        let begins = |i: usize| self.starts.get(i).is_none_or(|at| at.skip == 0);
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for i in chapters.into_iter().filter(|&i| i < all) {
            if runs.last().is_some_and(|r| i < r.1) {
                continue;
            }
            let (mut from, mut to) = (i, i + 1);
            while from > 0 && !begins(from) {
                from -= 1;
            }
            while to < all && !begins(to) {
                to += 1;
            }
            runs.push((from, to));
        }
        let mut changed = Set::new();
        for (from, to) in runs {
            for (number, mut list) in self.run(from, to) {
                let Some(slot) = self.blocks.slot_mut(number) else { continue };
                let same = list.len() == slot.shown.len() && list.iter().zip(&slot.shown).all(|(a, b)| a.same(b));
                if !same {
                    shown::number(&slot.shown, &mut list, &mut self.next);
                    slot.shown = list;
                    changed.insert(number);
                }
            }
        }
        changed
    }

    /// What is found in the blocks that begin in a run of chapters, which begins with a block.
    fn run(&self, from: usize, to: usize) -> Vec<(u32, Vec<Shown>)> {
        let Some(first) = self.starts.get(from).and_then(|at| self.blocks.slot(at.number)).map(|s| s.place) else {
            return Vec::new();
        };
        let end = self.starts.get(to).and_then(|at| self.blocks.slot(at.number)).map(|s| s.place);
        let end = end.unwrap_or(self.blocks.order.len());
        let (mut text, mut findings) = (String::new(), Vec::new());
        for (i, chapter) in self.book.chapters.iter().enumerate().take(to).skip(from) {
            let start = text.len();
            findings.extend(self.book.findings(i).map(|f| moved(f, start)));
            text.push_str(&chapter.text);
        }
        // What goes on behind the run.
        let reach = findings.last().map_or(0, |f: &Finding| f.span.end);
        if let Some(next) = self.book.chapters.get(to).filter(|_| reach > text.len()) {
            text.push_str(&next.text);
        }
        let mut blocks = Vec::with_capacity(end - first);
        let mut at = 0;
        for place in first..self.blocks.order.len() {
            if place >= end && at >= reach {
                break;
            }
            let Some((number, slot)) = self.blocks.at(place) else { break };
            let marks = if place < end { slot.block.marks.as_slice() } else { &[] };
            blocks.push((number, slot.block.text.as_str(), marks));
            at += slot.block.text.len() + 1;
        }
        let stretch = Stretch { text: &text, blocks };
        stretch.judge(&mut findings, &self.decided, &self.policy);
        let lists = stretch.by_block(&findings);
        let numbers: Vec<u32> = stretch.blocks.iter().map(|b| b.0).take(end - first).collect();
        wipe(&mut text);
        numbers.into_iter().zip(lists).collect()
    }
}

fn moved(mut f: Finding, by: usize) -> Finding {
    f.span = Span { start: f.span.start + by, end: f.span.end + by };
    f
}
