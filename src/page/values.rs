//! What a label announces: the text behind it, in the next cell, or in the column below.
//!
//! The opposite direction of `labels`: there a value asks who speaks for it, here a label asks for its values. Kinds whose values have no
//! shape of their own (passwords, account names, registry numbers) start here. Not here: whether a text is such a value.

use super::cells::{Cut, NONE};
use super::{Page, Place};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// A text that a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// From its first character to the end of its cell or line.
    pub span: FoldSpan,
    /// How the label reaches it.
    pub place: Place,
    /// Whether a colon, an equals sign, a bracket, a quote or a cell border stands between: what follows is meant as a value.
    pub marked: bool,
}

/// How many cells of a row a label at its head reaches.
const ACROSS: usize = 24;

/// How many lines a column may pause, as it does between header words that stand one a line.
const PAUSE: usize = 24;

/// Hands every value that `hit` announces to `each`.
pub(super) fn of(page: &Page, hit: &Hit, each: &mut dyn FnMut(Value)) {
    if page.cells.is_empty() {
        return;
    }
    let own = page.cell_index(hit.start);
    let cell = page.cells[own];
    let line = page.lines[cell.line as usize];
    let right = match line.cut {
        Cut::Marks | Cut::Columns => cell.end,
        _ => line.end,
    };
    // Words cut at single spaces are a header row or a row under one: the text behind is the next column, not the value.
    let headed = || page.cells[line.cells()].iter().any(|c| c.exact() && c.head_from == own as u32);
    let inline = line.cut != Cut::Words || !line.header && !(cell.is_label && headed());
    if inline && let Some((start, marked)) = bridge(page, hit.end, right) {
        each(Value { span: FoldSpan { start, end: right }, place: Place::Near, marked });
        return;
    }
    let row = |i: &usize| page.cells[*i].row_head == own as u32 && page.cells[*i].end > page.cells[*i].start;
    // In a table that stands on its side all cells of the row.
    for i in (own + 1..(own + ACROSS).min(page.cells.len())).filter(row) {
        if let Some((start, _)) = bridge(page, page.cells[i].start, page.cells[i].end) {
            each(Value { span: FoldSpan { start, end: page.cells[i].end }, place: Place::Row, marked: true });
        }
    }
    column(page, own, each);
}

/// The cells of the columns that `own` heads.
fn column(page: &Page, own: usize, each: &mut dyn FnMut(Value)) {
    let mut l = page.cells[own].line as usize;
    let first = l;
    let mut pause = 0;
    while let Some(line) = page.lines.get(l) {
        let mut headed = false;
        for cell in &page.cells[line.cells()] {
            if cell.head_from == NONE || cell.start <= page.cells[own].start {
                continue;
            }
            headed = true;
            if cell.end > cell.start && (cell.head_from..cell.head_to).contains(&(own as u32)) {
                let place = if cell.exact() { Place::Column } else { Place::Loose };
                // Where the row was cut at single spaces, a value may go on in the next word.
                let end = if line.cut == Cut::Words { line.end } else { cell.end };
                each(Value { span: FoldSpan { start: cell.start, end }, place, marked: true });
            }
        }
        if headed {
            pause = 0;
        } else if l > first {
            pause += 1;
            if pause > PAUSE || line.header {
                return;
            }
        }
        l += 1;
    }
}

/// From the end of a label to the start of its value: particles, a note in brackets, a colon, quotes. `None` where nothing stands there.
fn bridge(page: &Page, from: u32, to: u32) -> Option<(u32, bool)> {
    let f = &page.folded;
    let (mut i, to, mut marked) = (from as usize, to as usize, false);
    let mut steps = 0;
    while i < to && steps < 16 {
        steps += 1;
        let unit = f.unit(i);
        match unit {
            0x20 | 0x09 => {}
            0x29 if i == from as usize => {}
            // : = " ' [ < { → ▶ 「
            0x3A | 0x3D | 0x22 | 0x27 | 0x5B | 0x3C | 0x7B | 0x2192 | 0x25B6 | 0x25B7 | 0x300C | 0x27A1 => {
                marked = true
            }
            // <userId>kim
            0x3E if i == from as usize => marked = true,
            // - and ~ as a bullet before the value
            0x2D | 0x3E
                if f.class(i + 1) == Class::Space || f.unit(i + 1) == 0x3E || steps > 1 && f.unit_before(i) == 0x2D =>
            {
                marked = true
            }
            0x28 => {
                // A note without digits: (PW), (초기), (전자납부번호)
                let close = (i + 1..to.min(i + 14)).find(|&k| f.unit(k) == 0x29);
                // 계정(ID) at the head of a column: nothing stands behind.
                if let Some(k) = close.filter(|&k| k + 1 >= to)
                    && page
                        .hits_in(FoldSpan::new(i + 1, k))
                        .any(|h| h.is(crate::words::List::Labels) && h.start as usize == i + 1 && h.end as usize == k)
                {
                    return None;
                }
                let note = close.filter(|&k| {
                    k + 1 < to
                        // 좌 삼 우 칠, 공 팔 이 칠: what is said is a value.
                        && page.said(i + 1) == 0
                        && !(matches!(f.unit(i + 1), 0xC88C | 0xC6B0) && f.unit(i + 2) == 0x20)
                        && (i + 1..k).all(|m| {
                            matches!(f.class(m), Class::Hangul | Class::Latin | Class::Space) || f.unit(m) == 0x2F
                        })
                });
                match note {
                    Some(k) => i = k,
                    None => marked = true,
                }
            }
            // 번호
            0xBC88 if f.unit(i + 1) == 0xD638 => i += 1,
            // 는 은 이 가 를 을 로
            0xB294 | 0xC740 | 0xC774 | 0xAC00 | 0xB97C | 0xC744 | 0xB85C
                if i == from as usize || f.unit_before(i) == 0xD638 || f.unit_before(i) == 0x29 =>
            {
                // A particle ends its word.
                if !matches!(f.class(i + 1), Class::Space | Class::Punct | Class::Digit | Class::Latin) {
                    return Some((i as u32, marked));
                }
            }
            _ => return Some((i as u32, marked)),
        }
        i += 1;
    }
    None
}
