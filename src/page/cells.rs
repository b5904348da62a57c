//! Lines, cells and what heads them.
//!
//! A line is cut into cells at tabs, at `|`, or at two or more spaces where it has several of them. Rows below a row of header words
//! get its cells as headers. Three forms that copying makes are read too: a header row and rows separated by single spaces, header
//! words one a line followed by values one a line, and everything in one line. There the column is known only within a range.

use super::{flattened, stacked};
use crate::span::FoldSpan;
use crate::text::{Class, Folded, Phrases};
use crate::words::{Hit, List, attr};

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
            if count(folded, to + 1, end, mark) != n || !digit {
                return None;
            }
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

fn push(folded: &Folded, mut from: usize, mut to: usize, line: u32, cells: &mut Vec<Cell>) {
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

/// Whether a word may head a column or announce a value.
fn heads(hit: &Hit) -> bool {
    hit.is(List::Labels)
        || hit.is(List::OtherLabels)
        || hit.is(List::Headers)
        || hit.is(List::FactMoney)
        || hit.has(List::FactScene, attr::FACT_SCENE_SCORE)
        || hit.has(List::FactScene, attr::FACT_SCENE_PERSON)
}

/// Whether the whole cell is one or two header words, with nothing but marks beside them.
fn is_label(folded: &Folded, hits: &[Hit], hit: &mut usize, cell: &Cell) -> bool {
    while *hit < hits.len() && hits[*hit].start < cell.start {
        *hit += 1;
    }
    if cell.end <= cell.start || cell.end - cell.start > 24 {
        return false;
    }
    let mut covered = 0;
    let mut named = false;
    for h in hits[*hit..].iter().take_while(|h| h.end <= cell.end) {
        if heads(h) {
            covered += h.end - h.start;
            named = true;
        }
    }
    if !named {
        return false;
    }
    let (mut letters, mut depth) = (0, 0);
    for i in cell.start..cell.end {
        match folded.unit(i as usize) {
            0x28 => depth += 1,
            0x29 => depth -= 1,
            _ => {}
        }
        match folded.class(i as usize) {
            // 위원1, 매출(2025): a number that is part of the head.
            Class::Digit if depth > 0 || hits[*hit..].iter().take_while(|h| h.start <= i).any(|h| h.end > i) => {}
            Class::Digit | Class::Blank => return false,
            Class::Hangul | Class::Latin | Class::Hanja => letters += 1,
            _ => {}
        }
    }
    // 보호자 연락처, 신청인 성명: one more short word may stand beside.
    letters <= covered + 4
}

/// Finds header rows and hands them to the rows below.
fn head(folded: &Folded, hits: &[Hit], lines: &mut [Line], all: &mut Vec<Cell>) {
    // Rebuilt line by line, because cutting at single spaces makes more cells.
    let old = std::mem::take(all);
    let cells = all;
    cells.reserve(old.len());
    let mut header: Option<(u32, u32)> = None;
    let mut l = 0;
    let mut words: Option<(u32, u32)> = None;
    // A row that goes on in a line, from which column.
    let mut torn: Option<(usize, u32)> = None;
    while l < lines.len() {
        let first = cells.len() as u32;
        cells.extend_from_slice(&old[lines[l].cells()]);
        lines[l].first_cell = first;
        lines[l].last_cell = cells.len() as u32;
        let line = lines[l];
        let count = line.last_cell - line.first_cell;
        if count >= 2 {
            words = None;
            let own = &cells[line.cells()];
            let labels = own.iter().filter(|c| c.is_label).count() as u32;
            // 위원1, 2차: a digit or two may number a header word.
            let digits = own.iter().filter(|c| !c.is_label).any(|c| {
                let of = |class| (c.start..c.end).filter(|&i| folded.class(i as usize) == class).count();
                let n = of(Class::Digit);
                n > 2 || n > 0 && of(Class::Hangul) == 0
            });
            let rule = own.iter().all(|c| {
                (c.start..c.end).all(|i| {
                    !matches!(folded.class(i as usize), Class::Digit | Class::Latin | Class::Hangul | Class::Hanja)
                })
            });
            if rule && header.is_some() {
                l += 1;
                continue;
            }
            if !digits && labels * 2 >= count && labels >= 2
                || (header.is_none()
                    && !digits
                    && labels >= 1
                    && (count >= 3 || heads_two(folded, &old, lines, l, own)))
            {
                header = Some((line.first_cell, line.last_cell));
                lines[l].header = true;
            } else if let Some((from, to)) = header {
                let below = lines.get(l + 1).map_or(0, |n| n.last_cell - n.first_cell);
                if let Some(column) = torn.take().filter(|&(row, _)| row == l).map(|(_, column)| column) {
                    exactly(cells, line.cells(), from + column);
                } else if line.cut == Cut::Marks && count < to - from && below > 1 && count + below == to - from + 1 {
                    // A cell that a line break tears apart: its row goes on in the next line.
                    exactly(cells, line.cells(), from);
                    torn = Some((l + 1, count - 1));
                } else {
                    assign(folded, cells, line.cells(), from, to);
                }
            }
            row_heads(cells, line.cells());
        } else {
            let cell = cells[line.first_cell as usize];
            let empty = cell.end <= cell.start;
            if empty {
                // One blank line inside a table is forgiven.
                if lines.get(l + 1).is_none_or(|n| n.last_cell - n.first_cell < 2) {
                    header = None;
                }
                words = None;
            } else if let Some((from, to)) = header.filter(|_| inside(lines, l, cell)) {
                // The first or last cell of a row, torn: any column.
                let cell = &mut cells[line.first_cell as usize];
                (cell.head_from, cell.head_to) = (from, to);
            } else {
                header = None;
                // Header words one a line, and rows that are cut by marks or spaces.
                if let Some(columns) = stacked::head(folded, lines, &old, l) {
                    for line in &mut lines[l + 1..l + columns] {
                        cells.push(old[line.first_cell as usize]);
                        line.last_cell = cells.len() as u32;
                        line.first_cell = line.last_cell - 1;
                    }
                    header = Some((first, first + columns as u32));
                    words = header;
                    l += columns;
                    continue;
                }
                let known = header_words(folded, hits, &cell);
                // Where the known words begin the line but do not fill it, the rest may be heads too.
                let run = if known.is_none_or(|(from, to)| from == cell.start && to < cell.end) && words.is_none() {
                    let below = lines.get(l + 1).map(|n| &old[n.first_cell as usize]);
                    below.and_then(|below| unknown_header(folded, hits, &cell, below)).or(known)
                } else {
                    known
                };
                if let Some(run) = run {
                    words = cut_words(folded, hits, lines, cells, l, Some(run));
                    l += 1;
                    continue;
                }
                if let Some((from, to)) = words {
                    if is_row(folded, &cell, to - from) {
                        cut_words(folded, hits, lines, cells, l, None);
                        let range = lines[l].cells();
                        assign(folded, cells, range, from, to);
                    } else {
                        words = None;
                    }
                }
            }
        }
        l += 1;
    }
    stacked::rows(folded, lines, cells);
}

/// Whether two cells head two columns: the last is a label, and the line below has two cells with digits in the last.
fn heads_two(folded: &Folded, old: &[Cell], lines: &[Line], l: usize, own: &[Cell]) -> bool {
    let Some(below) = lines.get(l + 1).map(|n| &old[n.cells()]) else { return false };
    let (Some(head), Some(last)) = (own.last(), below.last()) else { return false };
    let first = below.first().is_some_and(|c| !c.is_label);
    head.is_label
        && own.len() == 2
        && below.len() == 2
        && first
        && (last.start..last.end).any(|i| folded.class(i as usize) == Class::Digit)
}

/// Whether a line of one short cell stands between rows of a table cut by marks: the line above and below are such rows.
fn inside(lines: &[Line], l: usize, cell: Cell) -> bool {
    let row = |l: usize| lines.get(l).is_some_and(|n| n.cut == Cut::Marks && n.last_cell - n.first_cell >= 2);
    l > 0 && row(l - 1) && row(l + 1) && cell.end - cell.start <= 16 && !cell.is_label
}

/// Heads the cells of a row from a column on.
fn exactly(cells: &mut [Cell], row: std::ops::Range<usize>, from: u32) {
    for (t, cell) in cells[row].iter_mut().enumerate() {
        cell.head_from = from + t as u32;
        cell.head_to = cell.head_from + 1;
    }
}

fn row_heads(cells: &mut [Cell], range: std::ops::Range<usize>) {
    for i in range.clone().skip(1) {
        if cells[i - 1].is_label && !cells[i].is_label {
            cells[i].row_head = (i - 1) as u32;
        }
    }
    // The first cell names the row where it is a label.
    let first = range.start;
    if cells[first].is_label {
        for cell in &mut cells[first + 1..range.end] {
            if cell.row_head == NONE && !cell.is_label {
                cell.row_head = first as u32;
            }
        }
    }
}

/// Whether a cell is the name of a bank and nothing else.
fn banks(folded: &Folded, cell: &Cell) -> bool {
    const ENDS: [&str; 9] = ["은행", "농협", "축협", "수협", "신협", "뱅크", "금고", "우체국", "새마을"];
    const NAMES: [&str; 8] = ["국민", "신한", "우리", "하나", "기업", "카카오", "토스", "농협중앙회"];
    let (start, end) = (cell.start as usize, cell.end as usize);
    (start..end).all(|i| folded.class(i) == Class::Hangul)
        && (ENDS.iter().any(|w| folded.ends_with(end, w))
            || NAMES.iter().any(|w| w.chars().count() == end - start && folded.starts_with(start, w)))
}

/// Heads the cells of a row: exactly where the counts agree, otherwise by the columns that remain possible.
fn assign(folded: &Folded, cells: &mut [Cell], row: std::ops::Range<usize>, from: u32, to: u32) {
    let (columns, count) = ((to - from) as usize, row.len());
    // Cells before the known heads (순) belong to the same header row.
    let lead = (1..=2)
        .take_while(|&k| (from as usize).checked_sub(k).is_some_and(|i| cells[i].line == cells[from as usize].line))
        .count();
    let numbered = folded.class(cells[row.start].start as usize) == Class::Digit;
    let (row, count) = if lead > 0 && (count == columns + lead || count == columns + lead + 1 && numbered) {
        (row.start + lead..row.end, count - lead)
    } else {
        (row, count)
    };
    // 농협 352-0000-0417-03: the bank and the number are one column.
    if count == columns + 1
        && let Some(bank) = row.clone().position(|i| {
            i + 1 < row.end && banks(folded, &cells[i]) && folded.class(cells[i + 1].start as usize) == Class::Digit
        })
    {
        for (t, cell) in cells[row].iter_mut().enumerate() {
            cell.head_from = from + (t - usize::from(t > bank)) as u32;
            cell.head_to = cell.head_from + 1;
        }
        return;
    }
    let (more, fewer) = (count.saturating_sub(columns), columns.saturating_sub(count));
    for (t, cell) in cells[row].iter_mut().enumerate() {
        let low = t.saturating_sub(more);
        let high = (t + fewer).min(columns - 1);
        cell.head_from = from + low.min(high) as u32;
        cell.head_to = from + high as u32 + 1;
    }
}

/// Where a line of single-spaced words begins with at least three header words: the first and one past the last of them.
fn header_words(folded: &Folded, hits: &[Hit], cell: &Cell) -> Option<(u32, u32)> {
    let from = hits.partition_point(|h| h.start < cell.start);
    let first = hits.get(from)?;
    // A title may stand before the header words, a few characters long.
    if first.start > cell.start + 24 || cell.start == 0 && TITLES.before(folded, cell.end as usize).is_some() {
        return None;
    }
    let (mut best, mut run, mut start, mut end): (Option<(u32, u32, u32)>, u32, u32, u32) = (None, 0, 0, 0);
    for h in hits[from..].iter().take_while(|h| h.end <= cell.end) {
        let header = heads(h);
        if !header {
            continue;
        }
        let alone_left =
            h.start == cell.start || matches!(folded.class(h.start as usize - 1), Class::Space | Class::Punct);
        let close = run > 0
            && h.start >= end
            && h.start - end <= 6
            && (end..h.start)
                .all(|i| !matches!(folded.class(i as usize), Class::Digit | Class::Punct) || bracketed(folded, i));
        if close {
            run += 1;
            end = h.end;
        } else if alone_left {
            run = 1;
            start = h.start;
            end = h.end;
        } else {
            continue;
        }
        if run >= 3 && best.is_none_or(|(_, _, r)| run > r) {
            best = Some((start, end, run));
        }
    }
    let Some((start, end, _)) = best else {
        return short_header(folded, &hits[from..], cell);
    };
    // The last header word may be longer than the word found: 비고란.
    let mut tail = end;
    while tail < cell.end && !matches!(folded.class(tail as usize), Class::Space) {
        if !matches!(folded.class(tail as usize), Class::Hangul | Class::Punct) {
            return None;
        }
        tail += 1;
    }
    if tail - end > 3 {
        return None;
    }
    Some((start, tail))
}

/// A line that begins with a label, holds another, and is nothing but two to eight short words without digits: 성명 군번 직업 보류사유.
fn short_header(folded: &Folded, hits: &[Hit], cell: &Cell) -> Option<(u32, u32)> {
    let labels = hits.iter().take_while(|h| h.end <= cell.end).filter(|h| h.is(List::Labels));
    if hits.first()?.start != cell.start || cell.end - cell.start > 40 || labels.count() < 2 {
        return None;
    }
    let (mut words, mut long) = (1, 0);
    for i in cell.start..cell.end {
        match folded.class(i as usize) {
            Class::Space => {
                words += 1;
                long = 0;
            }
            Class::Hangul => long += 1,
            _ if matches!(folded.unit(i as usize), 0x28 | 0x29 | 0xB7) => {}
            _ => return None,
        }
        if long > 6 {
            return None;
        }
    }
    (2..=8).contains(&words).then_some((cell.start, cell.end))
}

/// Whether a unit stands in or is one of a pair of brackets: 매출(2025) 비율.
fn bracketed(folded: &Folded, at: u32) -> bool {
    let at = at as usize;
    let open = (at.saturating_sub(6)..=at).rev().find(|&i| matches!(folded.unit(i), 0x28 | 0x20));
    open.is_some_and(|i| folded.unit(i) == 0x28) && (at..at + 7).any(|i| folded.unit(i) == 0x29)
}

/// What the title of a draft or of a table ends with, and no row of heads.
static TITLES: Phrases<24> = Phrases::new([
    "통지",
    "보고",
    "알림",
    "안내",
    "명단",
    "계획",
    "회신",
    "명세",
    "공고",
    "협의",
    "목록",
    "명부",
    "통보",
    "요청",
    "의뢰",
    "조서",
    "일지",
    "대장",
    "현황",
    "기록",
    "회의록",
    "결의서",
    "검토",
    "심의",
]);

/// A line of short words of which only some are known: a header row where the line below it is a row with digits.
fn unknown_header(folded: &Folded, hits: &[Hit], cell: &Cell, below: &Cell) -> Option<(u32, u32)> {
    let (mut words, mut length) = (1, 0);
    for i in cell.start as usize..cell.end as usize {
        match folded.class(i) {
            Class::Space if folded.class(i - 1) == Class::Space => {}
            Class::Space => {
                words += 1;
                length = 0;
            }
            Class::Hangul | Class::Latin => length += 1,
            _ if matches!(folded.unit(i), 0xB7 | 0x2F | 0x28 | 0x29) => {}
            _ => return None,
        }
        if length > 7 {
            return None;
        }
    }
    let from = hits.partition_point(|h| h.start < cell.start);
    let alone = |h: &Hit| {
        (h.is(List::Labels) || h.is(List::OtherLabels))
            && (h.start == cell.start || folded.class(h.start as usize - 1) == Class::Space)
            && (h.end == cell.end || folded.class(h.end as usize) == Class::Space)
    };
    let labels = hits[from..].iter().take_while(|h| h.end <= cell.end).filter(|h| alone(h)).count();
    let digit = (below.start..below.end).any(|i| folded.class(i as usize) == Class::Digit);
    let colon = (below.start..below.end.min(below.start + 10)).any(|i| folded.unit(i as usize) == 0x3A);
    // 장애정도 심사 결과 통지: a title, not the heads of a table.
    let title = cell.start == 0 && labels < 2 || TITLES.before(folded, cell.end as usize).is_some();
    let known = labels >= 1 && (4..=10).contains(&words) && digit && !colon && !title;
    (known && below.end > below.start && is_row(folded, below, words)).then_some((cell.start, cell.end))
}

/// Cuts a line at its spaces. With a run of header words these become the headers, also of what follows in the same line.
fn cut_words(
    folded: &Folded,
    hits: &[Hit],
    lines: &mut [Line],
    cells: &mut Vec<Cell>,
    l: usize,
    run: Option<(u32, u32)>,
) -> Option<(u32, u32)> {
    let line = lines[l];
    let whole = cells[line.first_cell as usize];
    let mut fresh: Vec<Cell> = Vec::new();
    let mut start = whole.start as usize;
    let end = whole.end as usize;
    let mut hit = hits.partition_point(|h| h.start < whole.start);
    for i in whole.start as usize..=end {
        if i == end || folded.class(i) == Class::Space {
            // A header word of two parts is one: 계정 ID.
            while hits.get(hit).is_some_and(|h| h.end as usize <= i) {
                hit += 1;
            }
            if run.is_some()
                && hits.get(hit).is_some_and(|h| (h.start as usize) < i && i < h.end as usize && h.is(List::Labels))
            {
                continue;
            }
            if i > start {
                push(folded, start, i, whole.line, &mut fresh);
            }
            start = i + 1;
        }
    }
    let first = line.first_cell as usize;
    let mut heads = None;
    if let Some((from, to)) = run {
        let low = fresh.iter().position(|c| c.start >= from).unwrap_or(0);
        let high = fresh.iter().rposition(|c| c.end <= to).map_or(low, |p| p + 1).max(low + 1);
        for cell in &mut fresh[low..high] {
            cell.is_label = true;
        }
        let (a, b) = ((first + low) as u32, (first + high) as u32);
        for cell in &mut fresh[high..] {
            cell.head_from = a;
            cell.head_to = b;
        }
        // Rows in the same line: words before the one that recurs have a column each, the others share the rest.
        let columns = (b - a) as usize;
        for row in flattened::rows(folded, &fresh[high..], columns) {
            let words = &mut fresh[high..][row.words];
            let n = words.len();
            let fixed = row.fixed.min(columns);
            let (more, fewer) = (n.saturating_sub(columns), columns.saturating_sub(n));
            for (t, cell) in words.iter_mut().enumerate() {
                let (low, top) =
                    if t < fixed { (t, t) } else { (t.saturating_sub(more).max(fixed), (t + fewer).min(columns - 1)) };
                cell.head_from = a + low.min(top) as u32;
                cell.head_to = a + top.max(low.min(top)) as u32 + 1;
            }
        }
        // Rows that follow in the same line repeat the columns; when nothing follows this is a header row.
        lines[l].header = high == fresh.len();
        heads = Some((a, b));
    }
    cells.truncate(first);
    cells.extend_from_slice(&fresh);
    lines[l].cut = Cut::Words;
    lines[l].last_cell = cells.len() as u32;
    heads
}

/// Whether a line can be a row under `columns` header words: enough words, no sentence.
fn is_row(folded: &Folded, cell: &Cell, columns: u32) -> bool {
    let (mut words, mut letters, mut digit) = (1, 0, false);
    for i in cell.start..cell.end {
        match folded.class(i as usize) {
            Class::Space => words += 1,
            Class::Digit => {
                digit = true;
                letters += 1;
            }
            _ => letters += 1,
        }
    }
    let last = folded.unit(cell.end as usize - 1);
    let sentence = last == 0x2E
        && cell.end >= 2
        && matches!(folded.unit(cell.end as usize - 2), 0xB2E4 | 0xD568 | 0xC74C | 0xC784);
    words + 2 >= columns && words <= columns * 4 + 4 && letters <= 200 && !sentence && (digit || words <= columns + 2)
}
