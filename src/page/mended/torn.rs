//! Words, names and numbers of houses that a line end tears.

use super::Finder;
use crate::page::cells::Line;
use crate::span::FoldSpan;
use crate::text::{Class, is_hangul};
use crate::words::List;

/// Into so many lines more a row may be torn.
const PARTS: usize = 8;
/// The most units of what is left over of a row's last cell.
const REST: u32 = 12;
/// So many torn words make a text whose line ends tear words.
const TORN: usize = 2;

impl Finder<'_> {
    /// `구봉⏎팔(심판)`, `9⏎011 `: words and numbers that a line end tears.
    pub(super) fn lines(&mut self) {
        let page = self.page;
        let before = self.changes.len();
        let mut torn = 0;
        for pair in page.lines.windows(2) {
            let [above, below] = pair else { continue };
            let (end, start) = (above.end as usize, below.start as usize);
            // 성 기⏎옥: a line of nothing else.
            let least =
                if self.unit(end.wrapping_sub(2)) == 0x20 && self.alone(end.wrapping_sub(3)).is_some() { 3 } else { 4 };
            if end < above.start as usize + least || below.end as usize <= start || start != end + 1 {
                continue;
            }
            match (page.folded.class_before(end), self.class(start)) {
                (Class::Hangul, Class::Hangul) if self.tears(end, start) => {
                    // 도 규⏎선(: a name whose syllables stand apart tells by itself that it is torn.
                    let spaced = |last: usize, first: usize, next: usize| {
                        self.alone(last).is_some()
                            && self.unit(next) == 0x20
                            && self.alone(first) == Some(Class::Hangul)
                    };
                    let before = spaced(end - 1, end.wrapping_sub(3), end.wrapping_sub(2));
                    let behind = spaced(start, start + 2, start + 1);
                    let apart = before && self.alone(start) == Some(Class::Hangul);
                    torn += if apart { TORN } else { 1 };
                    if before {
                        self.leave_out(end - 2, end - 1, true);
                    }
                    self.leave_out(end, start, true);
                    if behind && (apart || self.alone(end - 1).is_none()) {
                        self.leave_out(start + 1, start + 2, true);
                    }
                }
                (Class::Hangul, Class::Digit | Class::Space | Class::Hangul) if self.road(end) => {
                    // 물레방아길⏎  9004: the number of a house begins the next line.
                    let mut to = start;
                    while self.class(to) == Class::Space {
                        to += 1;
                    }
                    if self.begins_house(to) {
                        self.leave_out(end, to, false);
                    }
                }
                (Class::Digit, Class::Digit | Class::Hangul) => {
                    if let Some((from, to)) = self.house(end, start) {
                        for i in from..to {
                            if matches!(page.folded.class(i), Class::Space | Class::Newline) {
                                self.leave_out(i, i + 1, false);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        torn += self.upright();
        if torn < TORN {
            let mut i = 0;
            self.changes.retain(|c| {
                i += 1;
                i <= before || !c.line
            });
        }
    }

    /// Whether a road or a lane ends at `end`, with a name of two syllables and more: 물레방아길, 솔새로; 으로 and 대로 are none.
    pub(super) fn road(&self, end: usize) -> bool {
        let f = &self.page.folded;
        let syllables = (0..end).rev().take(4).take_while(|&i| is_hangul(self.unit(i))).count();
        matches!(f.unit_before(end), 0xB85C | 0xAE38) && syllables > 2 && !f.ends_with(end, "으로")
    }

    /// Whether the number of a house and nothing that counts begins at `at`: up to four digits with a branch, or three numerals and more.
    pub(super) fn begins_house(&self, at: usize) -> bool {
        let f = &self.page.folded;
        let digits = (at..at + 6).take_while(|&i| self.class(i) == Class::Digit).count();
        let apart = digits == 1 && self.unit(at + 1) == 0x20 && self.alone(at + 2) == Some(Class::Digit);
        let said = self.page.said(at) >= 3;
        let behind = at + digits;
        let shut = matches!(self.class(behind), Class::Newline | Class::Tab)
            || matches!(self.unit(behind), 0 | 0x2C | 0x28 | 0x29 | 0x2D)
            || self.unit(behind) == 0x20
                && (matches!(self.unit(behind + 1), 0x20 | 0x28) || f.starts_with(behind + 1, "번지"))
            || f.starts_with(behind, "번지");
        apart || said || (2..=4).contains(&digits) && shut
    }

    /// Rows of a table whose cells a line end tears: behind a row with two and more tabs or bars, lines that hold as many only together.
    pub(super) fn rows(&mut self) {
        let page = self.page;
        for sign in [0x09, 0x7C] {
            let bars =
                |l: usize| page.lines.get(l).map(|line| line.span().range().filter(|&i| self.unit(i) == sign).count());
            // What is left over of the last cell: a short line without a sign, and the table goes on behind it.
            let rest = |l: usize| {
                let short = |line: &Line| (1..=REST).contains(&(line.end - line.start));
                bars(l) == Some(0) && page.lines.get(l).is_some_and(short) && bars(l + 1).is_some_and(|n| n > 0)
            };
            let mut found = Vec::new();
            let (mut l, mut full) = (0, 0);
            while let Some(n) = bars(l) {
                let from = l;
                let mut all = n;
                l += 1;
                while (1..full).contains(&all) && l < from + PARTS {
                    // An empty line ends the table.
                    let filled = page.lines.get(l).is_some_and(|line| line.end > line.start);
                    let Some(more) = bars(l).filter(|_| filled) else { break };
                    (all, l) = (all + more, l + 1);
                }
                if all < 2 || all < full {
                    (full, l) = (0, from + 1);
                    continue;
                }
                if all == full && rest(l) {
                    l += 1;
                }
                if all == full {
                    found.extend((from..l - 1).filter_map(|k| page.lines.get(k)).map(|line| line.end as usize));
                } else {
                    (full, l) = (n, from + 1);
                }
            }
            for end in found {
                self.leave_out(end, end + 1, true);
            }
        }
    }

    /// `국⏎춘⏎화`, `곡⏎영달`: lines of one or two syllables that make up a name between longer ones. Says how much that tells of torn words.
    fn upright(&mut self) -> usize {
        let page = self.page;
        // How many syllables a line of nothing else has.
        let short = |l: usize| {
            let line = page.lines.get(l)?;
            let n = (line.end - line.start) as usize;
            ((1..=2).contains(&n) && line.span().range().all(|i| is_hangul(self.unit(i)))).then_some(n)
        };
        let (mut l, mut found) = (0, Vec::new());
        while l < page.lines.len() {
            let run: Vec<usize> = (l..).map_while(short).collect();
            let told = run.len() >= 2 && (3..=4).contains(&run.iter().sum::<usize>()) && run.first() == Some(&1);
            if told {
                found.extend(page.lines.iter().skip(l).take(run.len() - 1).map(|line| line.end as usize));
            }
            l += run.len().max(1);
        }
        for &end in &found {
            self.leave_out(end, end + 1, true);
        }
        if found.is_empty() { 0 } else { TORN }
    }

    /// Whether what stands on both sides of a line end is short enough for the two parts of a name, and no word of the lists.
    fn tears(&self, end: usize, start: usize) -> bool {
        let run = |unit: usize| is_hangul(self.unit(unit));
        let left = (0..end).rev().take(4).take_while(|&i| run(i)).count();
        let right = (start..start + 4).take_while(|&i| run(i)).count();
        let known = |from: usize, to: usize| {
            let mut hits = self.page.hits_in(FoldSpan::new(from, to));
            hits.any(|h| {
                (h.start as usize, h.end as usize) == (from, to)
                    && [List::Labels, List::OtherLabels, List::Headers, List::Titles, List::Persons]
                        .iter()
                        .any(|&l| h.is(l))
            })
        };
        left <= 2
            && right <= 2
            && left + right <= 4
            && self.class(start + right) != Class::Tab
            && !(left == 2 && known(end - left, end))
            && !(right == 2 && known(start, start + right))
            && !matches!(self.page.folded.class_before(end - left), Class::Digit)
    }

    /// From where to where the number of a house is torn: a road or village stands before it and no more than five digits make it up, or 호, 층, 동 or 번지 stand behind.
    fn house(&self, end: usize, start: usize) -> Option<(usize, usize)> {
        // Digits, one by one too.
        let digit = |i: usize| self.class(i) == Class::Digit;
        let (mut from, mut left) = (end, 0);
        while from > 0 && left < 6 {
            if digit(from - 1) {
                (from, left) = (from - 1, left + 1);
            } else if from < end
                && from > 1
                && self.unit(from - 1) == 0x20
                && self.alone(from - 2) == Some(Class::Digit)
            {
                from -= 1;
            } else {
                break;
            }
        }
        let (mut to, mut right) = (start, 0);
        while right < 6 {
            if digit(to) {
                (to, right) = (to + 1, right + 1);
            } else if to > start && self.unit(to) == 0x20 && self.alone(to + 1) == Some(Class::Digit) {
                to += 1;
            } else {
                break;
            }
        }
        let f = &self.page.folded;
        let behind = to + usize::from(self.unit(to) == 0x20 && right > 0);
        let counted = (matches!(self.unit(behind), 0xD638 | 0xCE35) && !is_hangul(self.unit(behind + 1)))
            || f.starts_with(behind, "번지");
        let mut at = from;
        while at > 0 && self.class(at - 1) == Class::Space && from - at < 2 {
            at -= 1;
        }
        let placed = matches!(f.unit_before(at), 0xB85C | 0xAE38 | 0xB3D9 | 0xB9AC | 0xC74D | 0xBA74);
        let short = (1..=4).contains(&left) && left + right <= 5;
        // A line that begins with a small number is the next row, unless the address goes on behind it; none begins with 033.
        let goes_on = self.unit(to) == 0x2C && self.class(to + 1) != Class::Digit;
        let zero = right == 3 && self.unit(start) == 0x30;
        // 9 0⏎8 1: digits one by one on both sides.
        let parts = (end - from > left || left == 1) && (to - start > right || right == 1) && left + right >= 3;
        let torn = placed && left <= 3 && (1..=3).contains(&right) && (goes_on || zero || parts);
        (short && (counted || torn)).then_some((from, to))
    }
}
