//! Tables whose words are parted by single spaces, as copying leaves them: a row of header words, and rows of as many words below it.

use super::cells::{Cell, Cut, Line, push};
use super::flattened;
use super::heads::heads;
use crate::text::{Class, Folded, Phrases};
use crate::words::{Hit, List};

/// Where a line of single-spaced words begins with at least three header words: the first and one past the last of them.
pub(super) fn header_words(folded: &Folded, hits: &[Hit], cell: &Cell) -> Option<(u32, u32)> {
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
pub(super) fn short_header(folded: &Folded, hits: &[Hit], cell: &Cell) -> Option<(u32, u32)> {
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
pub(super) fn unknown_header(folded: &Folded, hits: &[Hit], cell: &Cell, below: &Cell) -> Option<(u32, u32)> {
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
pub(super) fn cut_words(
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
pub(super) fn is_row(folded: &Folded, cell: &Cell, columns: u32) -> bool {
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
