//! How words beside a name end. A list of titles is never complete; 영치자, 단속원, 매수인 are told by their last syllables.

use super::around::Around;
use super::evidence::Evidence;
use crate::page::cells::NONE;
use crate::span::FoldSpan;
use crate::text::Class;

impl Evidence<'_> {
    /// The last two syllables, and the last one alone, of what stands before the name, at the head of its column and of its row; the
    /// first two after it; and the words right before and behind the name as they stand. Names of a `list` share what stands before and behind it.
    pub(super) fn endings(&self, at: FoldSpan, list: FoldSpan, left: u32, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut end = list.start;
        while end > left && matches!(f.class(end as usize - 1), Class::Space | Class::Punct) {
            end -= 1;
        }
        if end >= left + 2 {
            self.ending(end, 0, out);
            let run = (left..end).rev().take_while(|&i| f.class(i as usize) == Class::Hangul).count() as u32;
            self.whole(end - run, end, 5, out);
            self.whole(end - run.min(3), end, 6, out);
        }
        let mut start = list.end;
        while start < right && matches!(f.class(start as usize), Class::Space | Class::Punct) {
            start += 1;
        }
        if start + 2 <= right {
            self.two(start + 2, 1, out);
            let run = (start..right).take_while(|&i| f.class(i as usize) == Class::Hangul).count() as u32;
            self.whole(start, start + run, 7, out);
        }
        let cell = self.page.cell(at.start);
        if cell.head_from != NONE && cell.exact() {
            self.ending(self.page.cells[cell.head_from as usize].end, 2, out);
        }
        if cell.row_head != NONE {
            self.ending(self.page.cells[cell.row_head as usize].end, 3, out);
        }
    }

    /// The last two syllables before `end`, and the last one.
    pub(super) fn ending(&self, end: u32, place: u32, out: &mut Around) {
        self.two(end, place, out);
        let f = &self.page.folded;
        let last = (end as usize).saturating_sub(1);
        if end >= 2 && f.class(last) == Class::Hangul && f.class(last - 1) == Class::Hangul {
            out.end(u32::from(f.unit(last)) ^ (place + 8).wrapping_mul(0x85EB_CA6B));
        }
    }

    /// A run of syllables as it stands.
    fn whole(&self, start: u32, end: u32, place: u32, out: &mut Around) {
        if (2..=8).contains(&(end - start)) {
            let units = self.page.folded.units().get(start as usize..end as usize).unwrap_or(&[]);
            let key = units.iter().fold(0x811C_9DC5u32, |h, &u| (h ^ u32::from(u)).wrapping_mul(0x0100_0193));
            out.end(key ^ (place + 16).wrapping_mul(0x85EB_CA6B));
        }
    }

    fn two(&self, end: u32, place: u32, out: &mut Around) {
        let f = &self.page.folded;
        let end = end as usize;
        if end >= 2 && f.class(end - 1) == Class::Hangul && f.class(end - 2) == Class::Hangul {
            let two = u32::from(f.unit(end - 2)) << 16 | u32::from(f.unit(end - 1));
            out.end(two ^ place.wrapping_mul(0x85EB_CA6B));
        }
    }
}
