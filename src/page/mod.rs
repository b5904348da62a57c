//! The draft as it was read, before any kind looks at it: folded, cut into lines and cells, its numbers grouped, its words found.
//!
//! Kinds ask a page: which digits stand here, which label announces them, what heads their column. A page is read once and shared by
//! everything that follows; its memory is reused from draft to draft.

pub mod cells;
pub mod codes;
pub mod dates;
mod flattened;
mod heads;
pub mod index;
pub mod labels;
pub mod loose;
pub mod mended;
pub mod namelike;
pub mod numbers;
pub mod numerals;
mod said;
pub mod serials;
mod stacked;
pub mod values;
mod worded;

use crate::kind::Kind;
use crate::span::{FoldSpan, Span};
use crate::text::{Class, Folded};
use crate::words::{self, Hit, Lexicon, List};

pub use cells::{Cell, Line};
pub use labels::{Labels, Place};
pub use loose::{Edge, Signs, digit};
pub use numbers::{Gap, Gaps, Group, Numbers, Taken};
pub use serials::Code;
pub use values::Value;

/// A draft as it was read.
#[derive(Default)]
pub struct Page {
    /// The folded text.
    pub folded: Folded,
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The cells of all lines, in order; a line that is no table row is one cell.
    pub cells: Vec<Cell>,
    /// Groups of digits as written.
    pub numbers: Numbers,
    /// Groups of digits that need good will: spoken numerals and look-alikes.
    pub spoken: Numbers,
    /// The words found, sorted by start.
    pub hits: Vec<Hit>,
    hit_index: index::Index,
    cell_index: index::Index,
    line_index: index::Index,
    /// The kinds that some label in the draft announces; bit = `Kind as u8`.
    mentioned: u64,
}

impl Page {
    /// Reads a draft.
    pub fn new(text: &str) -> Self {
        let mut page = Self::default();
        page.read(text);
        page
    }

    /// Reads a draft into the memory already held.
    pub fn read(&mut self, text: &str) {
        self.read_with(text, &Lexicon::default());
    }

    /// The same with labels that are not in the lists, numbered by their kinds.
    pub fn read_with(&mut self, text: &str, labels: &Lexicon) {
        self.folded.fold(text);
        words::scan(&self.folded, &mut self.hits);
        if !labels.is_empty() {
            words::add_labels(&self.folded, labels, &mut self.hits);
        }
        self.mentioned = self
            .hits
            .iter()
            .flat_map(|h| h.tags())
            .filter(|t| t.list == List::Labels)
            .fold(0, |set, t| set | 1 << t.attr);
        cells::cut(&self.folded, &self.hits, &mut self.lines, &mut self.cells);
        let len = self.folded.len();
        self.hit_index.build(self.hits.iter().map(|h| h.start), len);
        self.cell_index.build(self.cells.iter().map(|c| c.start), len);
        self.line_index.build(self.lines.iter().map(|l| l.start), len);
        self.numbers.group(&self.folded);
        self.spoken.group_spoken(&self.folded);
    }

    /// Overwrites the text held.
    pub fn wipe(&mut self) {
        self.folded.wipe();
    }

    /// Where a folded span stands in the draft as given.
    pub fn span(&self, at: FoldSpan) -> Span {
        self.folded.span(at)
    }

    /// The index of the first hit that starts at or after `at`.
    pub fn hit_index(&self, at: u32) -> usize {
        self.hit_index.before(at, |i| self.hits.get(i).map_or(u32::MAX, |h| h.start))
    }

    /// The words that lie wholly inside a span.
    pub fn hits_in(&self, at: FoldSpan) -> impl Iterator<Item = &Hit> {
        let from = self.hit_index(at.start);
        self.hits[from..].iter().take_while(move |h| h.start < at.end).filter(move |h| h.end <= at.end)
    }

    /// The words that end at or before `at`, nearest first.
    pub fn hits_before(&self, at: u32) -> impl Iterator<Item = &Hit> {
        let to = self.hit_index(at);
        self.hits[..to].iter().rev().filter(move |h| h.end <= at)
    }

    /// The words that start at or after `at`, nearest first.
    pub fn hits_after(&self, at: u32) -> impl Iterator<Item = &Hit> {
        self.hits[self.hit_index(at)..].iter()
    }

    /// The cell that holds a position.
    pub fn cell(&self, at: u32) -> &Cell {
        &self.cells[self.cell_index(at)]
    }

    /// The index of the cell that holds a position.
    pub fn cell_index(&self, at: u32) -> usize {
        self.cell_index
            .before(at.saturating_add(1), |i| self.cells.get(i).map_or(u32::MAX, |c| c.start))
            .saturating_sub(1)
    }

    /// The line that holds a position.
    pub fn line(&self, at: u32) -> &Line {
        &self.lines[self.line_index(at)]
    }

    /// The index of the line that holds a position.
    pub fn line_index(&self, at: u32) -> usize {
        self.line_index
            .before(at.saturating_add(1), |i| self.lines.get(i).map_or(u32::MAX, |l| l.start))
            .saturating_sub(1)
    }

    /// Whether nothing that continues a number or a Latin word stands directly before `at`: Hangul may, digits and letters may not, nor a
    /// hyphen that a digit or letter stands before.
    pub fn clear_left(&self, at: u32) -> bool {
        let i = at as usize;
        match self.folded.class_before(i) {
            Class::Digit | Class::Latin => false,
            Class::Blank => self.folded.unit_before(i) != u16::from(b'*'),
            Class::Punct => {
                let unit = self.folded.unit_before(i);
                let joins = (matches!(unit, 0x2D | 0x2E | 0x2F | 0x5F | 0x23 | 0x25 | 0x26 | 0x2B | 0x3D)
                    || unit == 0x2C && self.thousands(i))
                    && i >= 2
                    && matches!(self.folded.class(i - 2), Class::Digit | Class::Latin);
                !joins || matches!(unit, 0x2C | 0x2F) && self.opens_cell(at)
            }
            _ => true,
        }
    }

    /// Whether nothing that continues a number or a Latin word stands directly at `end`.
    pub fn clear_right(&self, end: u32) -> bool {
        let i = end as usize;
        match self.folded.class(i) {
            Class::Digit | Class::Latin => false,
            Class::Blank => self.folded.unit(i) != u16::from(b'*'),
            Class::Punct => {
                let unit = self.folded.unit(i);
                let joins = (matches!(unit, 0x2D | 0x2F | 0x5F | 0x23 | 0x25 | 0x26 | 0x3D | 0x2E)
                    || unit == 0x2C && self.thousands(i + 1))
                    && self.folded.class(i + 1) == Class::Digit;
                !joins && unit != 0x25 || matches!(unit, 0x2C | 0x2F) && self.closes_cell(end)
            }
            _ => true,
        }
    }

    /// Whether a cell of a row that marks cut begins at `at`: `함석진/26 0000 4417/010-…` below `성명/군번/연락처`.
    pub fn opens_cell(&self, at: u32) -> bool {
        !self.cells.is_empty() && self.cell(at).start == at && self.line(at).cut == cells::Cut::Marks
    }

    /// Whether such a cell ends at `end`.
    pub fn closes_cell(&self, end: u32) -> bool {
        let last = end.saturating_sub(1);
        !self.cells.is_empty() && self.cell(last).end == end && self.line(last).cut == cells::Cut::Marks
    }

    /// Whether three digits and no more stand behind a comma, as in an amount: 1,000. In `홍길동,010-…` they go on.
    fn thousands(&self, at: usize) -> bool {
        (at..at + 3).all(|i| self.folded.class(i) == Class::Digit)
            && self.folded.class(at + 3) != Class::Digit
            && !(matches!(self.folded.unit(at + 3), 0x2D | 0x2E) && self.folded.class(at + 4) == Class::Digit)
    }

    /// Whether some label in the draft announces `kind`: a cheap test before looking for labels of a span.
    pub fn mentions(&self, kind: Kind) -> bool {
        self.mentioned >> kind as u8 & 1 == 1
    }

    /// The labels that speak for a span: before it, at the head of its column, at the head of its row.
    pub fn labels(&self, at: FoldSpan) -> Labels {
        labels::of(self, at)
    }

    /// Where a label of `kind` speaks for a span.
    pub fn labelled(&self, at: FoldSpan, kind: Kind) -> Option<Place> {
        self.labels(at).of(kind)
    }

    /// Hands every text that a label announces to `each`: behind it, in the next cell, in the column below.
    pub fn values(&self, hit: &Hit, each: &mut dyn FnMut(Value)) {
        values::of(self, hit, each);
    }

    /// Reads a code (`제96-412-00417호`) in a span, from its start; Hangul pieces between hyphens only where wanted.
    pub fn code(&self, at: FoldSpan, hangul: bool) -> Option<Code> {
        serials::read(self, at.start, at.end, hangul)
    }

    /// The longest number in a value that `fits`, over whatever separates its signs; behind a line break too where `line` says so, with names of
    /// letters where `letters` does.
    pub fn loose(&self, at: FoldSpan, line: bool, letters: bool, fits: &dyn Fn(&Signs) -> bool) -> Option<FoldSpan> {
        loose::read(self, at, line, letters, fits)
    }

    /// How many numerals in Hangul or Hanja stand in a row from `i` on.
    pub fn said(&self, i: usize) -> usize {
        if matches!(self.folded.class(i), Class::Hangul | Class::Hanja) { said::run(self, i) } else { 0 }
    }

    /// The numeral at `i`, however it is written: its value, how many digits it has, how long it is.
    pub fn numeral(&self, i: usize) -> Option<(u32, usize, usize)> {
        let token = said::token(self, i, false)?;
        let signs = token.signs();
        let value = signs.iter().try_fold(0u32, |n, &s| s.is_ascii_digit().then(|| n * 10 + u32::from(s - b'0')))?;
        Some((value, signs.len(), token.width))
    }

    /// How long the name of a letter is that is said at `i`: 케이, 엠.
    pub fn letter(&self, i: usize) -> Option<usize> {
        said::letter(self, i).map(|(_, len)| len)
    }

    /// Whether the first sign of a number may stand at `i`.
    pub fn begins(&self, i: usize) -> bool {
        loose::begins(self, i)
    }

    /// Reads groups of digits with one dot or space between (`790.0000.4417.02`) in a span, from its start.
    pub fn spread(&self, at: FoldSpan) -> Option<FoldSpan> {
        serials::spread(self, at.start, at.end)
    }

    /// Whether what begins at `at` makes the number before it a count: 8자, 3회, 500건.
    pub fn counts(&self, at: u32) -> bool {
        serials::counts(self, at)
    }

    /// Whether a span reads as a calendar date in digits and hyphens.
    pub fn is_date(&self, at: FoldSpan) -> bool {
        serials::is_date(self, at)
    }

    /// Whether a word of `list` (with `attr`, where one is given) stands within `reach` units of a span.
    pub fn around(&self, at: FoldSpan, reach: u32, list: List, attr: Option<u8>) -> bool {
        let wide = FoldSpan { start: at.start.saturating_sub(reach), end: at.end.saturating_add(reach) };
        self.hits_in(wide).any(|h| attr.map_or_else(|| h.is(list), |a| h.has(list, a)))
    }
}
