//! Tables whose cells stand one a line, as copying leaves them: header words one a line and values one a line, header words one a line above
//! rows, a header row above values one a line; and a label alone in its line with its value below.
//!
//! How many columns there are is told by the values: what stands in one column looks alike. Not here: how lines are cut into cells.

use super::cells::{Cell, Cut, Line, NONE};
use crate::text::{Class, Folded};

/// The most columns that are tried.
const COLUMNS: usize = 14;

/// The most lines that are compared.
const REACH: usize = 84;

/// The longest header word that is not known.
const SHORT: u32 = 12;

/// How many rows are compared.
const ROWS: usize = 5;

/// The longest cell of such a table.
const LONGEST: u32 = 60;

/// The only cell of a line.
fn only<'a>(lines: &[Line], cells: &'a [Cell], l: usize) -> Option<&'a Cell> {
    let line = lines.get(l).filter(|n| n.last_cell == n.first_cell + 1)?;
    cells.get(line.first_cell as usize)
}

/// What a cell looks like; `None` where it is empty, long or a sentence.
pub(super) fn look(folded: &Folded, cell: &Cell) -> Option<u8> {
    let long = cell.end.checked_sub(cell.start).filter(|n| (1..=LONGEST).contains(n))?;
    let last = folded.unit(cell.end as usize - 1);
    let (mut digits, mut hangul, mut latin, mut hyphens, mut dots, mut commas, mut spaces) = (0, 0, 0, 0, 0, 0, 0);
    for i in cell.start as usize..cell.end as usize {
        match folded.class(i) {
            Class::Digit => digits += 1,
            Class::Hangul | Class::Hanja => hangul += 1,
            Class::Latin => latin += 1,
            Class::Space => spaces += 1,
            _ => match folded.unit(i) {
                0x2D => hyphens += 1,
                0x2E => dots += 1,
                0x2C => commas += 1,
                _ => {}
            },
        }
    }
    // …다.
    if long > 12 && last == 0x2E && folded.unit(cell.end as usize - 2) == 0xB2E4 {
        return None;
    }
    Some(match (digits > 0, hangul > 0, latin > 0) {
        (false, true, _) if long <= 4 && spaces == 0 => 1,
        (false, true, _) => 2,
        (false, false, true) => 3,
        (false, false, false) => 4,
        (true, true, _) if last == 0xC6D0 || commas > 0 && digits > hangul => 5,
        (true, true, _) => 6,
        (true, false, true) => 7,
        _ if hyphens > 0 => 8,
        _ if dots > 0 => 9,
        _ if commas > 0 => 5,
        _ if digits <= 2 => 10,
        _ => 11,
    })
}

/// How alike two looks are: 2 the same, 1 both words or both with digits.
pub(super) const fn alike(a: u8, b: u8) -> usize {
    if a == b {
        2
    } else if (a <= 3) == (b <= 3) {
        1
    } else {
        0
    }
}

/// The lines of one cell that follow each other from `l` on, with a blank line between all of them or none.
fn run(folded: &Folded, lines: &[Line], cells: &[Cell], l: usize, into: &mut Vec<usize>, looks: &mut Vec<u8>) {
    into.clear();
    looks.clear();
    let blank = |l: usize| only(lines, cells, l).is_some_and(|c| c.end <= c.start);
    let step = if blank(l + 1) && !blank(l + 2) { 2 } else { 1 };
    let mut at = l;
    while into.len() < REACH
        && let Some(look) = only(lines, cells, at).and_then(|c| look(folded, c))
    {
        into.push(at);
        looks.push(look);
        at += step;
        if step == 2 && !blank(at - 1) {
            break;
        }
    }
}

/// How many of the first lines of a run may be header words: short, without digits or known as such.
fn heads(lines: &[Line], cells: &[Cell], run: &[usize], looks: &[u8]) -> usize {
    run.iter()
        .zip(looks)
        .take(COLUMNS)
        .take_while(|&(&l, &look)| {
            only(lines, cells, l).is_some_and(|c| c.is_label || look <= 3 && c.end - c.start <= SHORT)
        })
        .count()
}

/// How well values fit `columns`, in hundredths; `None` where there is no second row.
fn fit(looks: &[u8], columns: usize) -> Option<usize> {
    let pairs = looks.len().min(ROWS * columns).checked_sub(columns).filter(|&n| n > 0)?;
    let sum: usize = (0..pairs).map(|i| alike(looks[i], looks[i + columns])).sum();
    Some(sum * 50 / pairs)
}

/// How many columns a run has whose first lines are its header words, and how well they fit.
fn columns(lines: &[Line], cells: &[Cell], run: &[usize], looks: &[u8]) -> Option<(usize, usize)> {
    let most = heads(lines, cells, run, looks);
    let label = |l: &usize| only(lines, cells, *l).is_some_and(|c| c.is_label);
    let mut best: Option<(usize, usize)> = None;
    for columns in 2..=most {
        let labels = run[..columns].iter().filter(|l| label(l)).count();
        let values = looks.get(columns..).unwrap_or(&[]);
        // At least half of the words are known, and the first value is no header word.
        if labels < 2 || labels * 2 < columns || values.len() < columns || label(&run[columns]) {
            continue;
        }
        let known = labels == columns;
        let figures = |of: usize| values.iter().take(of).any(|&v| v >= 5);
        let score = match fit(values, columns) {
            // One row: as many values as words, some with digits.
            None if columns >= 3 && (known || labels * 3 >= columns * 2) && values.iter().any(|&v| v >= 5) => 64,
            // The words of one row, and something behind: weaker.
            Some(_) if values.len() < 2 * columns && !(columns >= 3 && known && figures(columns)) => 0,
            Some(score) if values.len() < 2 * columns => 60 + score / 10,
            Some(score) if columns >= 3 => score + usize::from(known) * 4,
            Some(score) if score >= 90 && values.iter().any(|&v| v >= 5) => score,
            _ => 0,
        };
        if score >= 64 && best.is_none_or(|(_, b)| score > b + 3) {
            best = Some((columns, score));
        }
    }
    best
}

/// How many pairs of a label and its value a run begins with, as a form whose cells stand one a line: `이름⏎김가람⏎사번⏎E-0217`; none where these
/// may be the header words of a table, known and unknown in turn.
fn pairs(lines: &[Line], cells: &[Cell], run: &[usize], looks: &[u8]) -> usize {
    let label = |l: &usize| only(lines, cells, *l).is_some_and(|c| c.is_label);
    let n = run.chunks_exact(2).take_while(|pair| label(&pair[0]) && !label(&pair[1])).count();
    let figures = looks.iter().take(2 * n).skip(1).step_by(2).any(|&v| v >= 5);
    if figures && (n >= 3 || n == 2 && run.len() == 4) { n } else { 0 }
}

/// Hands the header words `heads` to whole rows of values; gives the index behind the last of them.
fn hand(
    cells: &mut [Cell],
    lines: &[Line],
    run: &[usize],
    looks: &[u8],
    heads: &dyn Fn(usize) -> u32,
    columns: usize,
) -> usize {
    let mut row = 0;
    while (row + 1) * columns <= run.len() {
        let of = |row: usize| &looks[row * columns..(row + 1) * columns];
        let same: usize = of(0).iter().zip(of(row)).map(|(&a, &b)| alike(a, b)).sum();
        let label = cells[lines[run[row * columns]].first_cell as usize].is_label;
        if row > 0 && (same * 50 < columns * 40 || label) {
            break;
        }
        for k in 0..columns {
            let cell = &mut cells[lines[run[row * columns + k]].first_cell as usize];
            cell.head_from = heads(k);
            cell.head_to = cell.head_from + 1;
        }
        row += 1;
    }
    row * columns
}

/// Finds such tables, and labels with their value below.
pub(super) fn rows(folded: &Folded, lines: &[Line], cells: &mut [Cell]) {
    let (mut found, mut looks) = (Vec::new(), Vec::new());
    let (mut other, mut other_looks) = (Vec::new(), Vec::new());
    let (mut l, mut floor) = (0, 0);
    while l < lines.len() {
        let line = lines[l];
        // A header row above values one a line.
        if line.header && line.last_cell >= line.first_cell + 3 {
            let n = (line.last_cell - line.first_cell) as usize;
            run(folded, lines, cells, l + 1, &mut found, &mut looks);
            let digits = looks.iter().take(n).any(|&v| v >= 5);
            let fits = match fit(&looks, n) {
                Some(score) if looks.len() >= 2 * n => score >= 62,
                _ => looks.len() >= n,
            };
            if fits && digits && !found.iter().take(n).any(|&l| only(lines, cells, l).is_some_and(|c| c.is_label)) {
                let used = hand(cells, lines, &found, &looks, &|k| line.first_cell + k as u32, n);
                l = found.get(used.wrapping_sub(1)).map_or(l + 1, |&last| last + 1);
                floor = l;
            } else {
                l += 1;
            }
            continue;
        }
        if !only(lines, cells, l).is_some_and(|c| c.is_label) {
            l += 1;
            continue;
        }
        run(folded, lines, cells, l, &mut found, &mut looks);
        let form = pairs(lines, cells, &found, &looks);
        if form > 0 {
            for pair in found.chunks_exact(2).take(form) {
                let label = lines[pair[0]].first_cell;
                let cell = &mut cells[lines[pair[1]].first_cell as usize];
                if cell.row_head == NONE {
                    cell.row_head = label;
                }
                l = pair[1] + 1;
            }
            floor = l;
            continue;
        }
        let mut best = columns(lines, cells, &found, &looks);
        // Words before the first label that nobody knows: 구역, 장비, IP.
        for from in (floor.max(l.saturating_sub(3))..l).rev() {
            if only(lines, cells, from).is_none_or(|c| c.end <= c.start || c.end - c.start > SHORT) {
                break;
            }
            run(folded, lines, cells, from, &mut other, &mut other_looks);
            if let Some((n, score)) = columns(lines, cells, &other, &other_looks)
                && best.is_none_or(|(_, b)| score > b + 2)
            {
                best = Some((n, score));
                std::mem::swap(&mut found, &mut other);
                std::mem::swap(&mut looks, &mut other_looks);
            }
        }
        if let Some((columns, _)) = best {
            let head: Vec<u32> = found[..columns].iter().map(|&l| lines[l].first_cell).collect();
            let used = hand(cells, lines, &found[columns..], &looks[columns..], &|k| head[k], columns);
            l = found.get(columns + used - 1).map_or(l + 1, |&last| last + 1);
            floor = l;
            continue;
        }
        // A label with its value below; where labels follow each other, the last.
        let mut k = l;
        while only(lines, cells, k + 1).is_some_and(|c| c.is_label) {
            k += 1;
        }
        let value = if only(lines, cells, k + 1).is_some_and(|c| c.end <= c.start) { k + 2 } else { k + 1 };
        let label = lines[k].first_cell;
        if let Some(n) = lines.get(value).filter(|n| n.last_cell == n.first_cell + 1) {
            let cell = &mut cells[n.first_cell as usize];
            if cell.end > cell.start && cell.row_head == NONE && !cell.is_label {
                cell.row_head = label;
            }
        }
        l = k + 1;
    }
}

/// How many header words stand one a line from `l` on, above a row that has as many cells; at least three, half of them known.
pub(super) fn head(folded: &Folded, lines: &[Line], cells: &[Cell], l: usize) -> Option<usize> {
    let mut labels = 0;
    for k in 0..COLUMNS {
        let line = lines.get(l + k)?;
        let count = (line.last_cell - line.first_cell) as usize;
        if count > 1 {
            let row = &cells[line.cells()];
            let values = row.iter().any(|c| look(folded, c).is_some_and(|v| v >= 5))
                && row.iter().filter(|c| c.is_label).count() * 3 <= count;
            let fits = count == k && matches!(line.cut, Cut::Marks | Cut::Columns);
            return (k >= 3 && labels * 2 >= k && fits && values).then_some(k);
        }
        let cell = only(lines, cells, l + k)?;
        if !cell.is_label && look(folded, cell).is_none_or(|v| v > 3 || cell.end - cell.start > SHORT) {
            return None;
        }
        labels += usize::from(cell.is_label);
    }
    None
}
