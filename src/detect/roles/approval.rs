//! The approval line of a draft: a row of titles and under it, or between them, the names of those who signed, with dates and how they signed
//! (전결, 대결, 代, 직무대리). Whoever stands in it acts in office.

use super::class::{self, DUTIES};
use super::evidence::Evidence;
use crate::kind::Kind;
use crate::page::Line;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::attr;

/// How many lines a row of names may stand below the row of titles.
const BELOW: usize = 4;
/// A row of the approval line is no longer than this.
const LONG: u32 = 90;

/// What a line holds, seen as a row of an approval line.
#[derive(Default)]
struct Row {
    titles: u32,
    names: u32,
    /// Pairs of a title and a name behind it.
    pairs: u32,
    /// Dates and ways of signing.
    marks: u32,
    /// Anything else.
    others: u32,
}

impl Evidence<'_> {
    /// Whether the name at `at` stands in an approval line.
    pub(super) fn approves(&self, at: FoldSpan) -> bool {
        let index = self.page.line_index(at.start);
        let Some(line) = self.page.lines.get(index) else { return false };
        let Some(own) = self.row(line) else { return false };
        // 담당 정하윤 팀장 이상규 과장 代 김보경 전결 11/20
        if own.pairs >= 2 && own.others == 0 && own.marks > 0 {
            return true;
        }
        if own.others > 1 || own.names == 0 {
            return false;
        }
        // Titles above, names below, dates and other names between.
        let above = self.page.lines.get(index.saturating_sub(BELOW)..index).unwrap_or(&[]);
        for line in above.iter().rev() {
            let Some(row) = self.row(line) else { return false };
            if row.titles >= 2 && row.names <= 1 && row.others <= 1 {
                return own.names <= row.titles + 1;
            }
            if row.others > 1 || (row.names > 0 && row.marks == 0 && row.pairs == 0 && row.titles > 0) {
                return false;
            }
        }
        false
    }

    /// Reads a line as a row of an approval line; a long line is none.
    fn row(&self, line: &Line) -> Option<Row> {
        if line.end - line.start > LONG {
            return None;
        }
        let f = &self.page.folded;
        let mut row = Row::default();
        let mut titled = false;
        let mut start = line.start;
        while start < line.end {
            if parts(f.class(start as usize), f.unit(start as usize)) {
                // A list with commas is another thing.
                row.others += u32::from(f.unit(start as usize) == 0x2C);
                start += 1;
                continue;
            }
            let mut end = start;
            while end < line.end && !parts(f.class(end as usize), f.unit(end as usize)) {
                end += 1;
            }
            let token = FoldSpan { start, end };
            let first = self.candidates.partition_point(|c| c.span.end <= start);
            let inside = self.candidates[first..].iter().take_while(|c| c.span.start < end);
            let names = inside.clone().filter(|c| c.kind == Kind::PersonName).count() as u32;
            // A telephone number or an address stands in no approval line.
            let strange = inside.count() as u32 > names;
            let digits = token.range().all(|i| f.class(i) == Class::Digit || f.class(i) == Class::Punct);
            if strange {
                row.others += 2;
            } else if digits || self.signs(token) {
                row.marks += 1;
            } else if names > 0 {
                row.names += names;
                row.pairs += u32::from(titled);
                titled = false;
            } else if self.is_title(token) {
                row.titles += 1;
                titled = true;
            } else {
                row.others += 1;
                titled = false;
            }
            start = end;
        }
        Some(row)
    }

    /// Whether a token says how somebody signed.
    fn signs(&self, token: FoldSpan) -> bool {
        const WAYS: [&str; 12] =
            ["전결", "대결", "代", "대", "직무대리", "직무대행", "출장", "공석", "협조", "협", "조", "합의"];
        WAYS.iter().any(|w| self.page.folded.starts_with(token.start as usize, w) && token.len() == w.chars().count())
    }

    /// Whether a token ends in a title.
    fn is_title(&self, token: FoldSpan) -> bool {
        let hits = self.page.hits_before(token.end).take(3).filter(|h| h.end == token.end && h.start >= token.start);
        let said = hits.fold(0, |bits, h| bits | class::of(h.tags()));
        u128::from(said) & (DUTIES | 1 << attr::ROLES_MIXED) != 0
    }
}

/// Whether a character stands between the entries of the approval line.
fn parts(class: Class, unit: u16) -> bool {
    matches!(class, Class::Space | Class::Tab | Class::Newline | Class::Blank)
        || class == Class::Punct && !matches!(unit, 0x2D..=0x2F)
}
