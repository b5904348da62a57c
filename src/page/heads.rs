//! What heads a cell: rows of header words, handed to the rows below, and labels at the beginning of a row.
//!
//! Not here: how a line is cut (`cells`), and header rows without marks between their words (`worded`).

use super::cells::{Cell, Cut, Line, NONE};
use super::stacked;
use super::worded::{cut_words, header_words, is_row, unknown_header};
use crate::text::{Class, Folded};
use crate::words::{Hit, List, attr};

/// Whether a word may head a column or announce a value.
pub(super) fn heads(hit: &Hit) -> bool {
    hit.is(List::Labels)
        || hit.is(List::OtherLabels)
        || hit.is(List::Headers)
        || hit.is(List::FactMoney)
        || hit.has(List::FactScene, attr::FACT_SCENE_SCORE)
        || hit.has(List::FactScene, attr::FACT_SCENE_PERSON)
}

/// Whether the whole cell is one or two header words, with nothing but marks beside them.
pub(super) fn is_label(folded: &Folded, hits: &[Hit], hit: &mut usize, cell: &Cell) -> bool {
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
            // 2024 매출, 2025년도 예산: a year before or behind the word.
            Class::Digit if in_year(folded, i) => {}
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

/// Whether the digit at `i` belongs to a year of four digits.
fn in_year(folded: &Folded, i: u32) -> bool {
    let digit = |i: usize| folded.class(i) == Class::Digit;
    let mut start = i as usize;
    while start > 0 && digit(start - 1) && i as usize - start < 4 {
        start -= 1;
    }
    let century = matches!((folded.unit(start), folded.unit(start + 1)), (0x31, 0x39) | (0x32, 0x30));
    century && (start..start + 4).all(digit) && !digit(start + 4) && !matches!(folded.unit(start + 4), 0x2C..=0x2E)
}

/// Finds header rows and hands them to the rows below.
pub(super) fn head(folded: &Folded, hits: &[Hit], lines: &mut [Line], all: &mut Vec<Cell>) {
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
