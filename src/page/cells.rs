//! Lines and cells.
//!
//! A line is cut into cells at tabs, at `|`, at two or more spaces where it has several of them, or at the mark that parts the words of a header row. Then
//! `heads` says what heads them. Three forms that copying makes are read too: a header row and rows separated by single spaces (`worded`), header
//! words one a line followed by values one a line (`stacked`), and everything in one line (`flattened`). There the column is known only within a range.

use super::heads::{head, is_label};
use crate::span::FoldSpan;
use crate::text::{Class, Folded};
use crate::words::{Hit, List};

/// No cell.
pub const NONE: u32 = u32::MAX;

/// A line, without its break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First folded unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its first cell.
    pub first_cell: u32,
    /// One past its last cell.
    pub last_cell: u32,
    /// How the line was cut.
    pub cut: Cut,
    /// Whether it is a row of header words.
    pub header: bool,
}

impl Line {
    /// The line as a span.
    pub const fn span(&self) -> FoldSpan {
        FoldSpan { start: self.start, end: self.end }
    }

    /// The cells of the line, as indices.
    pub const fn cells(&self) -> std::ops::Range<usize> {
        self.first_cell as usize..self.last_cell as usize
    }
}

/// How a line was cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Not: prose.
    Whole,
    /// At tabs or `|`.
    Marks,
    /// At two or more spaces.
    Columns,
    /// At single spaces, because a header row of the same kind stands above.
    Words,
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First folded unit, spaces trimmed.
    pub start: u32,
    /// One past the last, spaces trimmed.
    pub end: u32,
    /// Which line it stands in.
    pub line: u32,
    /// The cells that may head its column: first (or `NONE`) …
    pub head_from: u32,
    /// … and one past the last.
    pub head_to: u32,
    /// The cell that names its row or that announces it (a label before a value), or `NONE`.
    pub row_head: u32,
    /// Whether the text of the cell is a header word or label and nothing else.
    pub is_label: bool,
}

impl Cell {
    /// The cell as a span.
    pub const fn span(&self) -> FoldSpan {
        FoldSpan { start: self.start, end: self.end }
    }

    /// Whether the column is known exactly.
    pub const fn exact(&self) -> bool {
        self.head_from != NONE && self.head_to == self.head_from + 1
    }
}

/// Cuts a draft.
pub(super) fn cut(folded: &Folded, hits: &[Hit], lines: &mut Vec<Line>, cells: &mut Vec<Cell>) {
    lines.clear();
    cells.clear();
    let n = folded.len();
    let mut at = 0;
    let mut hit = 0;
    // The mark of a table that is written with commas, slashes or the like, and how many of them its rows have at least.
    let mut marked: Option<(u16, usize)> = None;
    loop {
        let classes = folded.classes().get(at..).unwrap_or(&[]);
        let end = at + classes.iter().position(|&c| c == Class::Newline).unwrap_or(classes.len());
        let units = folded.units().get(at..end).unwrap_or(&[]);
        let count_of = |mark: u16| units.iter().fold(0u32, |n, &unit| n + u32::from(unit == mark)) as usize;
        let (tabs, bars, wide) = (count_of(0x09), count_of(0x7C), gaps(units));
        let marks = units.iter().fold(0u32, |n, unit| n + u32::from(matches!(unit, 0x2C | 0x2F | 0x3B | 0xB7)));
        let number = lines.len() as u32;
        let first = cells.len() as u32;
        while hit < hits.len() && (hits[hit].start as usize) < at {
            hit += 1;
        }
        if tabs + bars > 0 || marked.is_some_and(|(mark, n)| count(folded, at, end, mark) < n) {
            marked = None;
        }
        if tabs + bars == 0 && marks >= 2 && marked.is_none() {
            marked = head_mark(folded, &hits[hit..], at, end);
        }
        let cut = if let Some((mark, _)) = marked {
            by_mark(folded, at, end, number, cells, mark);
            Cut::Marks
        } else if tabs > 0 {
            by_mark(folded, at, end, number, cells, 0x09);
            Cut::Marks
        } else if bars > 0 {
            by_mark(folded, at, end, number, cells, 0x7C);
            Cut::Marks
        } else if wide >= 2 {
            by_spaces(folded, at, end, number, cells);
            Cut::Columns
        } else {
            push(folded, at, end, number, cells);
            Cut::Whole
        };
        for cell in &mut cells[first as usize..] {
            cell.is_label = is_label(folded, hits, &mut hit, cell);
        }
        let cut = if cells.len() as u32 == first + 1 { Cut::Whole } else { cut };
        lines.push(Line {
            start: at as u32,
            end: end as u32,
            first_cell: first,
            last_cell: cells.len() as u32,
            cut,
            header: false,
        });
        if end >= n {
            break;
        }
        at = end + 1;
    }
    head(folded, hits, lines, cells);
}

/// How many gaps of two spaces or more a line has behind its beginning.
fn gaps(units: &[u16]) -> usize {
    let double = |pair: (&u16, &u16)| *pair.0 == 0x20 && *pair.1 == 0x20;
    if !units.iter().zip(units.get(1..).unwrap_or(&[])).fold(false, |any, pair| any | double(pair)) {
        return 0;
    }
    // A gap counts where it becomes two wide.
    let (mut wide, mut spaces) = (0, 2);
    for &unit in units {
        spaces = if unit == 0x20 { spaces + 1 } else { 0 };
        wide += usize::from(spaces == 2);
    }
    wide
}

/// How often a mark stands in a line.
fn count(folded: &Folded, from: usize, to: usize, mark: u16) -> usize {
    folded.units().get(from..to).unwrap_or(&[]).iter().filter(|&&unit| unit == mark).count()
}

/// The mark of a line that is a header row written with commas, slashes, semicolons or dots, and how many there are: short pieces without digits,
/// at least half of them labels, none of them a clause. A mark that prose uses for other things too needs a row below that has as many.
fn head_mark(folded: &Folded, hits: &[Hit], from: usize, to: usize) -> Option<(u16, usize)> {
    [0x2C, 0x2F, 0x3B, 0xB7].into_iter().find_map(|mark| {
        let n = count(folded, from, to, mark);
        if n < 2 || !heads_by_mark(folded, hits, from, to, mark) {
            return None;
        }
        if mark != 0x2C {
            let below = folded.classes().get(to + 1..)?;
            let end =
                to + 1 + below.iter().take(400).position(|&c| c == Class::Newline).unwrap_or(below.len().min(400));
            let digit = (to + 1..end).any(|i| folded.class(i) == Class::Digit);
            let rows = count(folded, to + 1, end, mark);
            // The last cell of a row may be left out.
            let short = mark == 0x2F && n >= 3 && rows + 1 == n;
            if rows != n && !short || !digit {
                return None;
            }
            return Some((mark, rows));
        }
        Some((mark, n))
    })
}

/// Whether a line is a header row whose pieces are parted by `mark`.
fn heads_by_mark(folded: &Folded, hits: &[Hit], from: usize, to: usize, mark: u16) -> bool {
    if to - from > 160 {
        return false;
    }
    let (mut pieces, mut labels, mut start) = (0, 0, from);
    for i in from..=to {
        if i < to && folded.unit(i) != mark {
            if matches!(folded.class(i), Class::Digit) || matches!(folded.unit(i), 0x2E | 0x3A) {
                return false;
            }
            continue;
        }
        while start < i && folded.class(start) == Class::Space {
            start += 1;
        }
        let mut end = i;
        while end > start && folded.class(end - 1) == Class::Space {
            end -= 1;
        }
        // The last piece of a sentence has a verb behind.
        if end == start || end - start > 14 || i == to && (start..end).any(|k| folded.class(k) == Class::Space) {
            return false;
        }
        pieces += 1;
        let known = hits.iter().take_while(|h| (h.start as usize) < end).find(|h| h.start as usize == start);
        labels += usize::from(
            known.is_some_and(|h| (h.is(List::Labels) || h.is(List::OtherLabels)) && (h.end as usize) + 4 >= end),
        );
        start = i + 1;
    }
    pieces >= 3 && labels * 2 >= pieces && labels >= 2
}

/// Adds a cell, its edges without spaces.
pub(super) fn push(folded: &Folded, mut from: usize, mut to: usize, line: u32, cells: &mut Vec<Cell>) {
    while from < to && matches!(folded.class(from), Class::Space | Class::Tab) {
        from += 1;
    }
    while to > from && matches!(folded.class(to - 1), Class::Space | Class::Tab) {
        to -= 1;
    }
    cells.push(Cell {
        start: from as u32,
        end: to as u32,
        line,
        head_from: NONE,
        head_to: NONE,
        row_head: NONE,
        is_label: false,
    });
}

fn by_mark(folded: &Folded, from: usize, to: usize, line: u32, cells: &mut Vec<Cell>, mark: u16) {
    let mut start = from;
    for i in from..=to {
        if i == to || folded.unit(i) == mark {
            // A bar at either end of the line is a border, not a cell.
            let border = mark == 0x7C && start == i && (i == from || i == to);
            let blank =
                mark == 0x7C && (start == from || i == to) && (start..i).all(|k| folded.class(k) == Class::Space);
            if !border && !blank {
                push(folded, start, i, line, cells);
            }
            start = i + 1;
        }
    }
    if cells.last().is_none_or(|c| c.line != line) {
        push(folded, from, to, line, cells);
    }
}

fn by_spaces(folded: &Folded, from: usize, to: usize, line: u32, cells: &mut Vec<Cell>) {
    let mut start = from;
    while start < to && folded.class(start) == Class::Space {
        start += 1;
    }
    let mut i = start;
    while i < to {
        if folded.unit(i) == 0x20 && folded.unit(i + 1) == 0x20 && !inside_spaced_word(folded, start, i, to) {
            push(folded, start, i, line, cells);
            while i < to && folded.unit(i) == 0x20 {
                i += 1;
            }
            start = i;
        } else {
            i += 1;
        }
    }
    if start < to || cells.last().is_none_or(|c| c.line != line) {
        push(folded, start, to, line, cells);
    }
}

/// `성  명`, `홍  길  동`: single syllables on both sides of the gap belong together.
fn inside_spaced_word(folded: &Folded, from: usize, gap: usize, to: usize) -> bool {
    let single_before =
        gap > 0 && folded.class(gap - 1) == Class::Hangul && (gap - 1 == from || folded.class(gap - 2) == Class::Space);
    let mut j = gap;
    while j < to && folded.unit(j) == 0x20 {
        j += 1;
    }
    let single_after = folded.class(j) == Class::Hangul
        && (j + 1 >= to || matches!(folded.class(j + 1), Class::Space | Class::Punct | Class::Newline));
    single_before && single_after && j - gap <= 3
}
