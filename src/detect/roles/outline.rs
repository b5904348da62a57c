//! Where a name stands in its draft: in a list of names, and below which lines of the outline (1. → 가. → ○ → -).

use super::around::Around;
use super::class::LISTED;
use super::evidence::Evidence;
use super::place::Place;
use crate::kind::Kind;
use crate::page::cells::NONE;
use crate::span::FoldSpan;
use crate::text::Class;

/// How many lines above are read.
const ABOVE: usize = 12;
/// How far into a line of the outline.
const LONG: u32 = 60;
/// How many names of a list are passed over.
const MANY: usize = 10;
/// What brackets behind a name of a list may hold at most.
const BRACKETS: u32 = 16;
/// The depth of a line that begins with no sign.
const PROSE: u8 = 6;

impl Evidence<'_> {
    /// The words before the first and behind the last name of the list, where others stand beside it: 위원 가(교수), 나(변호사)·다 위촉.
    /// Answers where the list begins and ends: where the name does, if no other stands beside it.
    pub(super) fn list(&self, at: FoldSpan, left: u32, right: u32, out: &mut Around) -> FoldSpan {
        let f = &self.page.folded;
        if !self.is_person(at) {
            return at;
        }
        let (mut end, mut others) = (at.end, 0);
        while others < MANY
            && let Some(next) = self.next_name(end, right)
        {
            end = next;
            others += 1;
        }
        let mut start = at.start;
        while others < 2 * MANY
            && let Some(before) = self.name_before(start, left)
        {
            start = before;
            others += 1;
        }
        let list = FoldSpan { start, end };
        if others == 0 {
            return list;
        }
        if others >= 2 {
            out.hint(LISTED, Place::Before);
        }
        end = self.past_brackets(end, right);
        while end < right && matches!(f.class(end as usize), Class::Space | Class::Punct) {
            end += 1;
        }
        let mut to = end;
        while to < right && to - end < BRACKETS && f.class(to as usize) == Class::Hangul {
            to += 1;
        }
        if to > end {
            self.opening(FoldSpan { start: end, end: to }, Place::List, out);
        }
        while start > left && matches!(f.class(start as usize - 1), Class::Space | Class::Punct | Class::Blank) {
            start -= 1;
        }
        let mut from = start;
        while from > left && start - from < BRACKETS && f.class(from as usize - 1) == Class::Hangul {
            from -= 1;
        }
        if from < start {
            self.token(FoldSpan { start: from, end: start }, Place::List, out);
        }
        list
    }

    /// Where the next name of a list ends: a comma, a point, a space or 과, 와, 및 stands between, and brackets.
    fn next_name(&self, end: u32, right: u32) -> Option<u32> {
        let f = &self.page.folded;
        let mut at = self.past_brackets(end, right);
        if joins(f.unit(at as usize)) && f.unit(at as usize + 1) == 0x20 {
            at += 1;
        }
        let from = at;
        while at < right && at - from < 3 && parts(f.class(at as usize), f.unit(at as usize)) {
            at += 1;
        }
        // 및
        if f.unit(at as usize) == 0xBC0F && f.unit(at as usize + 1) == 0x20 {
            at += 2;
        }
        let first = self.candidates.partition_point(|c| c.span.start < at);
        let own = self.candidates.get(first..)?.iter().take_while(|c| c.span.start == at);
        own.filter(|c| c.kind == Kind::PersonName && c.span.end <= right).map(|c| c.span.end).find(|_| at > from)
    }

    /// Where the name before this one of a list begins.
    fn name_before(&self, start: u32, left: u32) -> Option<u32> {
        let f = &self.page.folded;
        let mut at = start;
        while at > left && start - at < 3 && parts(f.class(at as usize - 1), f.unit(at as usize - 1)) {
            at -= 1;
        }
        if at == start {
            return None;
        }
        if at > left + 2 && f.unit(at as usize - 1) == 0xBC0F && f.unit(at as usize - 2) == 0x20 {
            at -= 2;
        } else if at > left + 1 && joins(f.unit(at as usize - 1)) && f.unit(at as usize) == 0x20 {
            at -= 1;
        }
        if at > left && f.unit(at as usize - 1) == 0x29 {
            let low = left.max(at.saturating_sub(BRACKETS));
            at = (low..at).rev().find(|&i| f.unit(i as usize) == 0x28)?;
        }
        let first = self.candidates.partition_point(|c| c.span.end < at);
        let before = self.candidates.get(first..)?.iter().take_while(|c| c.span.start < at);
        before
            .filter(|c| c.kind == Kind::PersonName && c.span.end == at && c.span.start >= left)
            .map(|c| c.span.start)
            .next()
    }

    /// Behind brackets that open at `end`.
    fn past_brackets(&self, end: u32, right: u32) -> u32 {
        let f = &self.page.folded;
        if f.unit(end as usize) != 0x28 {
            return end;
        }
        let high = right.min(end + BRACKETS);
        (end..high).find(|&i| f.unit(i as usize) == 0x29).map_or(end, |i| i + 1)
    }

    /// The lines above that stand higher in the outline than the line of the name, or than its table.
    pub(super) fn outline(&self, at: FoldSpan, out: &mut Around) {
        for (line, place) in self.above_in_outline(at).zip([Place::Section, Place::Chapter]) {
            out.words(self.words(line, at), place);
        }
    }

    /// The nearest line above that stands higher in the outline.
    pub(super) fn higher(&self, at: FoldSpan) -> Option<FoldSpan> {
        self.above_in_outline(at).next()
    }

    /// The lines above that stand higher and higher, each up to a length.
    fn above_in_outline(&self, at: FoldSpan) -> impl Iterator<Item = FoldSpan> {
        let page = self.page;
        let cell = page.cell(at.start);
        let head = (cell.head_from != NONE).then(|| page.cells.get(cell.head_from as usize)).flatten();
        let line = head.map_or(cell.line, |h| h.line) as usize;
        let own = page.lines.get(line).filter(|_| head.is_none());
        let mut depth = own.and_then(|l| self.depth(l.span())).unwrap_or(PROSE);
        page.lines.get(..line).unwrap_or(&[]).iter().rev().take(ABOVE).filter_map(move |l| {
            depth = self.depth(l.span()).filter(|&d| d < depth && l.last_cell - l.first_cell < 2)?;
            Some(FoldSpan { start: l.start, end: l.end.min(l.start + LONG) })
        })
    }

    /// How deep a line stands in the outline by its first signs; nothing for an empty line.
    fn depth(&self, line: FoldSpan) -> Option<u8> {
        let f = &self.page.folded;
        let at = (line.start..line.end).find(|&i| f.class(i as usize) != Class::Space)? as usize;
        let (unit, next) = (f.unit(at), f.unit(at + 1));
        Some(match unit {
            // Ⅰ, □ ■ ◆ ◇ ▣, 【 [ <
            0x2160..=0x217F | 0x25A0 | 0x25A1 | 0x25A3 | 0x25C6 | 0x25C7 | 0x3010 | 0x5B | 0x3C => 0,
            // ○ ● ◦ ◎ ㅇ
            0x25CB | 0x25CF | 0x25E6 | 0x25CE | 0x3147 => 2,
            0x2D => 4,
            // · • ※ *
            0xB7 | 0x2022 | 0x203B | 0x2A => 5,
            _ if f.class(at) == Class::Circled => 3,
            _ if f.class(at) == Class::Digit => match self.numbered(at, line.end as usize) {
                Some(0x2E) => 1,
                Some(_) => 3,
                None => PROSE,
            },
            // 가. 나)
            _ if f.class(at) == Class::Hangul && next == 0x2E => 2,
            _ if f.class(at) == Class::Hangul && next == 0x29 => 3,
            0x28 => 3,
            // A short line that ends in no full stop, with an empty line above, is a heading.
            _ if line.len() <= 24 && self.stands_alone(line) => 0,
            _ => PROSE,
        })
    }

    /// The sign behind the number that begins a line: a point or a bracket.
    fn numbered(&self, at: usize, end: usize) -> Option<u16> {
        let f = &self.page.folded;
        let behind = (at..end.min(at + 3)).find(|&i| f.class(i) != Class::Digit)?;
        let sign = f.unit(behind);
        (matches!(sign, 0x2E | 0x29) && f.class(behind + 1) != Class::Digit).then_some(sign)
    }

    /// Whether an empty line or nothing stands above, and the line ends in no full stop.
    fn stands_alone(&self, line: FoldSpan) -> bool {
        let index = self.page.line_index(line.start);
        let above = index.checked_sub(1).and_then(|i| self.page.lines.get(i));
        above.is_none_or(|l| l.end == l.start) && self.page.folded.unit_before(line.end as usize) != 0x2E
    }
}

/// 과, 와
pub(super) fn joins(unit: u16) -> bool {
    matches!(unit, 0xACFC | 0xC640)
}

/// Whether a character stands between the names of a list.
pub(super) fn parts(class: Class, unit: u16) -> bool {
    class == Class::Space || matches!(unit, 0x2C | 0xB7 | 0x2F | 0x3001)
}
