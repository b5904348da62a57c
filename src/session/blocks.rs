//! The blocks of a document in their order, and the text they make: neighbouring cells of a row joined by a tab, everything else by a line feed.

use crate::sorted::{Map, Set};

use super::change::{After, Block, Change, Fault, Role};
use super::shown::{Shown, byte_of};
use crate::chapter::book::wipe;
use crate::disclosure::Marked;
use crate::span::Span;
use crate::text::utf16_len;

/// A block and what was last answered for it.
#[derive(Default)]
pub(super) struct Slot {
    pub(super) block: Block,
    /// Its place in the order.
    pub(super) place: usize,
    /// What was answered.
    pub(super) shown: Vec<Shown>,
}

/// A place in the joined text: so many bytes behind the beginning of a block, its separator counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// The block's number.
    pub(super) number: u32,
    /// Bytes.
    pub(super) skip: usize,
}

/// The blocks of a document.
#[derive(Default)]
pub(super) struct Blocks {
    numbers: Map<String, u32>,
    /// By number; those of removed blocks are empty.
    slots: Vec<Option<Slot>>,
    /// The numbers, in order.
    pub(super) order: Vec<u32>,
    next: u32,
    /// Blocks in which a person marked something.
    pub(super) marked: Set<u32>,
    /// Blocks that are titles.
    titles: Set<u32>,
}

/// What a change does to the order.
pub(super) struct Plan {
    /// The new order, where blocks come, go or move; new blocks have the numbers they will get.
    pub(super) order: Option<Vec<u32>>,
    /// Old places whose text, neighbours or separators change.
    pub(super) touched: Set<usize>,
    /// Numbers of blocks that are new, gone, moved or have another text.
    pub(super) dirty: Set<u32>,
    /// Numbers of blocks whose marks alone changed.
    pub(super) marked: Set<u32>,
}

impl Blocks {
    /// The number of a block.
    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// A block and what belongs to it.
    pub(super) fn slot(&self, number: u32) -> Option<&Slot> {
        self.slots.get(number as usize)?.as_ref()
    }

    /// The same, to change it.
    pub(super) fn slot_mut(&mut self, number: u32) -> Option<&mut Slot> {
        self.slots.get_mut(number as usize)?.as_mut()
    }

    /// The block at a place.
    pub(super) fn at(&self, place: usize) -> Option<(u32, &Slot)> {
        let number = *self.order.get(place)?;
        Some((number, self.slot(number)?))
    }

    /// What stands behind the block at a place: nothing behind the last.
    pub(super) fn separator(&self, place: usize) -> &'static str {
        let (Some((_, here)), Some((_, next))) = (self.at(place), self.at(place + 1)) else { return "" };
        let (a, b) = (&here.block, &next.block);
        if a.role == Role::Cell && b.role == Role::Cell && a.row == b.row { "\t" } else { "\n" }
    }

    /// How many bytes the block at a place takes, its separator counted.
    pub(super) fn extent(&self, place: usize) -> usize {
        self.at(place).map_or(0, |(_, slot)| slot.block.text.len()) + usize::from(place + 1 < self.order.len())
    }

    /// Appends the joined text from one place on to another (or to the end) to `out`.
    pub(super) fn join(&self, from: Option<At>, to: Option<At>, out: &mut String) {
        let place = |at: &At| self.slot(at.number).map_or(0, |s| s.place);
        let first = from.as_ref().map_or(0, place);
        let last = to.as_ref().map_or(self.order.len(), place);
        let begin = out.len();
        for i in first..last {
            let Some((_, slot)) = self.at(i) else { break };
            out.push_str(&slot.block.text);
            out.push_str(self.separator(i));
        }
        if let Some(at) = to.filter(|at| at.skip > 0)
            && let Some(slot) = self.slot(at.number)
        {
            out.push_str(slot.block.text.get(..at.skip).unwrap_or(&slot.block.text));
        }
        if let Some(at) = from.filter(|at| at.skip > 0) {
            out.drain(begin..(begin + at.skip).min(out.len()));
        }
    }

    /// Appends other texts of the blocks, in their order, joined as the blocks are.
    pub(super) fn join_as(&self, texts: &[(u32, String)], out: &mut String) {
        for (place, (_, text)) in texts.iter().enumerate() {
            out.push_str(text);
            out.push_str(self.separator(place));
        }
    }

    /// Checks a change against the blocks and says what it does; changes nothing.
    pub(super) fn plan(&self, change: &Change) -> Result<Plan, Fault> {
        let mut seen = Set::new();
        for id in change.upsert.iter().map(|(b, _)| &b.id).chain(&change.remove) {
            if !seen.insert(id.as_str()) {
                return Err(Fault::DuplicateBlock);
            }
        }
        let gone: Set<u32> =
            change.remove.iter().map(|id| self.number(id).ok_or(Fault::UnknownBlock)).collect::<Result<_, _>>()?;
        let (mut dirty, mut marked, mut touched) = (gone.clone(), Set::new(), Set::new());
        let mut fresh: Map<&str, u32> = Map::new();
        for (block, _) in &change.upsert {
            let units = utf16_len(&block.text);
            if block.marks.iter().any(|m| m.start >= m.end || m.end > units || !(1..=8).contains(&m.item)) {
                return Err(Fault::BadChange);
            }
            match self.number(&block.id).and_then(|n| Some((n, self.slot(n)?))) {
                Some((number, slot)) => {
                    let old = &slot.block;
                    let joins = old.role != block.role || old.row != block.row;
                    if old.text != block.text || joins {
                        dirty.insert(number);
                        touched.insert(slot.place);
                        if joins {
                            touched.extend(slot.place.checked_sub(1));
                        }
                    } else if old.marks != block.marks {
                        marked.insert(number);
                    }
                }
                None => {
                    fresh.insert(&block.id, self.next + fresh.len() as u32);
                }
            }
        }
        // A keystroke costs nothing for the blocks it leaves.
        let stays = |(b, after): &(Block, After)| *after == After::All && !fresh.contains_key(b.id.as_str());
        let stays = change.order.is_none() && gone.is_empty() && change.upsert.iter().all(stays);
        let order = if stays { None } else { Some(self.ordered(change, &gone, &fresh)?) };
        let order = order.filter(|order| *order != self.order);
        dirty.extend(fresh.values().copied());
        if let Some(order) = &order {
            self.compare(order, &gone, &fresh.values().copied().collect(), &mut touched, &mut dirty);
        }
        Ok(Plan { order, touched, dirty, marked })
    }

    /// The order after a change.
    fn ordered(&self, change: &Change, gone: &Set<u32>, fresh: &Map<&str, u32>) -> Result<Vec<u32>, Fault> {
        let number = |id: &str| fresh.get(id).copied().or_else(|| self.number(id)).filter(|n| !gone.contains(n));
        if let Some(order) = &change.order {
            let numbers: Vec<u32> =
                order.iter().map(|id| number(id).ok_or(Fault::UnknownBlock)).collect::<Result<_, _>>()?;
            let all: Set<u32> = numbers.iter().copied().collect();
            let wanted = self.order.len() - gone.len() + fresh.len();
            return if all.len() == numbers.len() && all.len() == wanted { Ok(numbers) } else { Err(Fault::BadChange) };
        }
        // What stands behind each block: new blocks, and known ones that move there.
        let mut behind: Map<Option<u32>, Vec<u32>> = Map::new();
        let (mut last, mut moved) = (Vec::new(), Set::new());
        for (block, after) in &change.upsert {
            let Some(own) = number(&block.id) else { return Err(Fault::UnknownBlock) };
            let known = !fresh.contains_key(block.id.as_str());
            match after {
                After::All if known => continue,
                After::All => last.push(own),
                After::None => {
                    behind.with(None, Vec::new, |all| all.push(own));
                }
                After::Block(id) => {
                    let anchor = number(id).filter(|&a| a != own).ok_or(Fault::UnknownBlock)?;
                    behind.with(Some(anchor), Vec::new, |all| all.push(own));
                }
            }
            if known {
                moved.insert(own);
            }
        }
        if behind.is_empty() && gone.is_empty() {
            return Ok(self.order.iter().copied().chain(last).collect());
        }
        let mut out = Vec::with_capacity(self.order.len() + fresh.len());
        // Blocks behind a block that itself came: depth first, without recursion. Later ones of an edit stand nearer to their anchor.
        let mut stack: Vec<u32> = Vec::new();
        let unwind = |stack: &mut Vec<u32>, behind: &mut Map<Option<u32>, Vec<u32>>, out: &mut Vec<u32>| {
            while let Some(number) = stack.pop() {
                out.push(number);
                stack.extend(behind.remove(&Some(number)).unwrap_or_default());
            }
        };
        stack.extend(behind.remove(&None).unwrap_or_default());
        unwind(&mut stack, &mut behind, &mut out);
        for &number in self.order.iter().filter(|n| !gone.contains(n) && !moved.contains(n)) {
            stack.push(number);
            unwind(&mut stack, &mut behind, &mut out);
        }
        for number in last {
            stack.push(number);
            unwind(&mut stack, &mut behind, &mut out);
        }
        // Blocks that stand behind one another in a ring have no place.
        if out.len() == self.order.len() - gone.len() + fresh.len() { Ok(out) } else { Err(Fault::BadChange) }
    }

    /// Compares the orders: which old places are touched, which blocks moved.
    fn compare(
        &self,
        order: &[u32],
        gone: &Set<u32>,
        fresh: &Set<u32>,
        touched: &mut Set<usize>,
        dirty: &mut Set<u32>,
    ) {
        let old = &self.order;
        let same = old.iter().rev().zip(order.iter().rev()).take_while(|(a, b)| a == b).count();
        let (old_end, new_end) = (old.len() - same, order.len() - same);
        let mut touch = |place: usize| {
            touched.extend([place.checked_sub(1), Some(place), Some(place + 1)].into_iter().flatten());
        };
        // Behind the last block stands no separator.
        if same == 0 {
            touch(old.len().saturating_sub(1));
        }
        let (mut i, mut j) = (0, 0);
        while i < old_end || j < new_end {
            match (old.get(i).filter(|_| i < old_end), order.get(j).filter(|_| j < new_end)) {
                (Some(a), Some(b)) if a == b => {
                    i += 1;
                    j += 1;
                }
                (Some(a), _) if gone.contains(a) => {
                    touch(i);
                    i += 1;
                }
                (_, Some(b)) if fresh.contains(b) => {
                    touch(i);
                    j += 1;
                }
                _ => {
                    // Blocks moved: all between is taken for new.
                    (i..old_end).for_each(&mut touch);
                    dirty.extend(old.get(i..old_end).unwrap_or(&[]).iter().copied());
                    dirty.extend(order.get(j..new_end).unwrap_or(&[]).iter().copied());
                    touch(old_end);
                    return;
                }
            }
        }
    }

    /// Makes a planned change.
    pub(super) fn make(&mut self, change: &Change, plan: Plan) {
        for id in &change.remove {
            let Some(number) = self.numbers.remove(id) else { continue };
            self.marked.remove(&number);
            self.titles.remove(&number);
            if let Some(mut slot) = self.slots.get_mut(number as usize).and_then(Option::take) {
                wipe(&mut slot.block.text);
            }
        }
        for (block, _) in &change.upsert {
            let number = self.number(&block.id).unwrap_or_else(|| {
                let number = self.next;
                self.next += 1;
                self.numbers.insert(block.id.clone(), number);
                number
            });
            for (set, holds) in
                [(&mut self.marked, !block.marks.is_empty()), (&mut self.titles, block.role == Role::Title)]
            {
                if holds {
                    set.insert(number)
                } else {
                    set.remove(&number)
                };
            }
            if self.slots.len() <= number as usize {
                self.slots.resize_with(number as usize + 1, || None);
            }
            let Some(slot) = self.slots.get_mut(number as usize) else { continue };
            let slot = slot.get_or_insert_default();
            wipe(&mut slot.block.text);
            slot.block = block.clone();
        }
        if let Some(order) = plan.order {
            self.order = order;
            for (place, number) in self.order.iter().enumerate() {
                if let Some(Some(slot)) = self.slots.get_mut(*number as usize) {
                    slot.place = place;
                }
            }
        }
    }

    /// The text of the first block that is a title.
    pub(super) fn title(&self) -> Option<&str> {
        let slots = self.titles.iter().filter_map(|&n| self.slot(n));
        slots.min_by_key(|s| s.place).map(|s| s.block.text.as_str())
    }

    /// What persons marked, in bytes of the joined text, in order.
    pub(super) fn marks(&self) -> Vec<Marked> {
        let mut out = Vec::new();
        if self.marked.is_empty() {
            return out;
        }
        let mut start = 0;
        for place in 0..self.order.len() {
            let Some((_, slot)) = self.at(place) else { break };
            let text = &slot.block.text;
            for mark in &slot.block.marks {
                let (from, to) = (byte_of(text, mark.start), byte_of(text, mark.end));
                out.push(Marked { span: Span { start: start + from, end: start + to }, item: mark.item });
            }
            start += self.extent(place);
        }
        crate::order::sort(&mut out);
        out
    }

    /// Drops everything held and overwrites the text.
    pub(super) fn clear(&mut self) {
        for slot in self.slots.iter_mut().flatten() {
            wipe(&mut slot.block.text);
        }
        *self = Self { next: self.next, ..Self::default() };
    }
}
