//! The text of a file in parts, and for every character of it the bytes that it came from.
//!
//! A document's paragraphs and cells become lines of one text: cells of a row stand side by side with a tab between them, everything else
//! with a line feed, so that the engine reads a table as a table. Values that are split over runs, tags or cells are whole in it. Masks go
//! the way back: `Source::edits` says which bytes of which part change. Not here: what a format's parts are called (its adapter).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::Finding;
use crate::kind::Action;
use crate::style;

/// Where in a file a stretch of the source stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The part's name inside the file.
    pub part: String,
    /// What it is there.
    pub holds: Holds,
    /// Its running number in the part: the paragraph, or the table's paragraph.
    pub number: u32,
    /// Row and column from 0, where it is a cell.
    pub cell: Option<(u32, u32)>,
}

/// What a stretch of text is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Holds {
    /// Running text or a table.
    Body,
    /// A head or foot of the page, a note at the foot or the end.
    Margin,
    /// A memo, comment or hidden text.
    Memo,
    /// An attribute: a link's target, a description, a name.
    Attribute,
    /// Metadata: title, author, keywords.
    Meta,
}

impl Holds {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Margin => "margin",
            Self::Memo => "memo",
            Self::Attribute => "attribute",
            Self::Meta => "meta",
        }
    }
}

/// Bytes of a part and the text they are.
#[derive(Clone, Debug)]
struct Seg {
    /// In the source's text.
    at: Range<usize>,
    part: usize,
    raw: Range<usize>,
    /// Whether text and bytes are the same; otherwise the bytes are an escape that goes as a whole.
    plain: bool,
    /// What goes with a change of it, in `extras`.
    extra: Option<usize>,
}

/// What goes with a change of a stretch of text.
#[derive(Clone, Debug)]
pub(super) enum Extra {
    /// These changes too: a number that becomes text says so.
    Beside(Vec<Edit>),
    /// Its mask is written in this way, not in that of the file.
    Written(fn(&str) -> String),
    /// The text stands once and is shown in several places, each of which may be masked otherwise.
    Shown(Shown),
}

/// One of the places that show a text which stands elsewhere (a cell and its shared string).
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The part and the bytes of the text.
    pub(super) part: usize,
    pub(super) item: Range<usize>,
    /// What makes the place hold a text of its own: changes of the place's part. The last is followed by the text and `close`.
    pub(super) own: Vec<Edit>,
    pub(super) close: &'static str,
    /// What stays where the text stood, once every place holds its own.
    pub(super) empty: &'static str,
}

/// Bytes that go when the text they describe changes its length, such as the breaks of lines that a paragraph was laid out with.
#[derive(Clone, Debug)]
struct Layout {
    at: Range<usize>,
    part: usize,
    raw: Vec<Range<usize>>,
}

/// A change of a part's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) part: usize,
    pub(super) raw: Range<usize>,
    pub(super) with: String,
}

/// The text of a file and the way back to its bytes.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The text: what findings point into.
    pub text: String,
    segs: Vec<Seg>,
    extras: Vec<Extra>,
    layouts: Vec<Layout>,
    places: Vec<(usize, Place)>,
    /// Where running text ends and what stands beside it (attributes, metadata) begins.
    pub(super) body: usize,
}

impl Source {
    /// Where a byte of the text stands in the file.
    pub fn place(&self, at: usize) -> Option<&Place> {
        let next = self.places.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|i| self.places.get(i)).map(|(_, place)| place)
    }

    /// The changes that put the masks of `findings` (sorted, disjoint) into the parts, whose bytes `bytes` gives; `escape` writes a mask.
    pub(super) fn edits<'a>(
        &self,
        findings: &[Finding],
        escape: fn(&str) -> String,
        bytes: &dyn Fn(usize) -> &'a [u8],
    ) -> Vec<Edit> {
        let mut made = Vec::new();
        let mut grown: Vec<(usize, isize)> = Vec::new();
        for finding in findings.iter().filter(|f| f.action == Action::Mask) {
            let mask = finding.mask.as_deref().unwrap_or(style::FIXED);
            grown.push((finding.span.start, self.mask(finding.span.range(), mask, &mut made)));
        }
        for (extra, edit) in &mut made {
            let escape = match extra.and_then(|i| self.extras.get(i)) {
                Some(Extra::Written(own)) => *own,
                _ => escape,
            };
            edit.with = escape(&edit.with);
        }
        let mut edits = self.settle(made, bytes);
        for layout in &self.layouts {
            let from = grown.partition_point(|(at, _)| *at < layout.at.start);
            let changed =
                grown.iter().skip(from).take_while(|(at, _)| *at < layout.at.end).any(|(_, change)| *change != 0);
            if changed {
                edits.extend(layout.raw.iter().map(|raw| Edit {
                    part: layout.part,
                    raw: raw.clone(),
                    with: String::new(),
                }));
            }
        }
        edits.sort_by_key(|e| (e.part, e.raw.start));
        edits
    }

    /// The changes with what goes with them; texts that are shown in several places are parted where the places differ.
    fn settle<'a>(&self, made: Vec<(Option<usize>, Edit)>, bytes: &dyn Fn(usize) -> &'a [u8]) -> Vec<Edit> {
        let mut edits = Vec::with_capacity(made.len());
        let mut beside: Vec<usize> = Vec::new();
        let mut shown: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
        for (extra, edit) in made {
            match extra.and_then(|i| Some((i, self.extras.get(i)?))) {
                Some((i, Extra::Shown(_))) => shown.entry(i).or_default().push(edit),
                Some((i, Extra::Beside(_))) => {
                    beside.push(i);
                    edits.push(edit);
                }
                Some((_, Extra::Written(_))) | None => edits.push(edit),
            }
        }
        beside.sort_unstable();
        beside.dedup();
        for i in beside {
            if let Some(Extra::Beside(more)) = self.extras.get(i) {
                edits.extend(more.iter().cloned());
            }
        }
        if shown.is_empty() {
            return edits;
        }
        // Every place that shows an item of which one place is masked.
        let mut items: BTreeMap<(usize, usize), Vec<(usize, &Shown)>> = BTreeMap::new();
        for i in shown.keys() {
            if let Some(Extra::Shown(s)) = self.extras.get(*i) {
                items.entry((s.part, s.item.start)).or_default();
            }
        }
        for (i, extra) in self.extras.iter().enumerate() {
            if let Extra::Shown(s) = extra
                && let Some(all) = items.get_mut(&(s.part, s.item.start))
            {
                all.push((i, s));
            }
        }
        for places in items.into_values() {
            let of = |i: usize| shown.get(&i).map(Vec::as_slice).unwrap_or_default();
            let Some(&(first, item)) = places.first() else { continue };
            if places.iter().all(|&(i, _)| of(i) == of(first)) {
                edits.extend_from_slice(of(first));
                continue;
            }
            for &(i, place) in places.iter().filter(|&&(i, _)| !of(i).is_empty()) {
                let moved: Vec<Edit> = (of(i).iter())
                    .map(|e| Edit { raw: e.raw.start - place.item.start..e.raw.end - place.item.start, ..e.clone() })
                    .collect();
                let text = splice(bytes(place.part).get(place.item.clone()).unwrap_or_default(), &moved);
                let last = place.own.len().saturating_sub(1);
                edits.extend(place.own.iter().enumerate().map(|(n, edit)| {
                    let mut edit = edit.clone();
                    if n == last {
                        edit.with.push_str(&String::from_utf8_lossy(&text));
                        edit.with.push_str(place.close);
                    }
                    edit
                }));
            }
            if places.iter().all(|&(i, _)| !of(i).is_empty()) {
                edits.push(Edit { part: item.part, raw: item.item.clone(), with: item.empty.to_owned() });
            }
        }
        edits
    }

    /// The edits of one value: character by character where the mask has as many, else the whole mask where the value begins. How many
    /// UTF-16 units longer the text gets.
    fn mask(&self, span: Range<usize>, mask: &str, edits: &mut Vec<(Option<usize>, Edit)>) -> isize {
        let Some(value) = self.text.get(span.clone()) else { return 0 };
        let mut grown = 0;
        let even = value.chars().count() == mask.chars().count();
        let mut first = true;
        // In a text in order segments are in order; those that overlap stand together.
        let from = self.segs.partition_point(|s| s.at.end <= span.start);
        for seg in self.segs.iter().skip(from).take_while(|s| s.at.start < span.end) {
            let start = seg.at.start.max(span.start);
            let end = seg.at.end.min(span.end);
            let with = if even {
                let skipped = self.text.get(span.start..start).map_or(0, |t| t.chars().count());
                let count = self.text.get(start..end).map_or(0, |t| t.chars().count());
                mask.chars().skip(skipped).take(count).collect()
            } else if first {
                mask.to_owned()
            } else {
                String::new()
            };
            first = false;
            let units = |text: &str| text.encode_utf16().count() as isize;
            grown += units(&with) - self.text.get(start..end).map_or(0, units);
            let raw = if seg.plain {
                seg.raw.start + (start - seg.at.start)..seg.raw.start + (end - seg.at.start)
            } else {
                seg.raw.clone()
            };
            edits.push((seg.extra, Edit { part: seg.part, raw, with }));
        }
        grown
    }
}

/// The bytes of a part with its edits (sorted by place, disjoint) done.
pub(super) fn splice(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        // What stands inside of what is gone already is gone with it.
        if edit.raw.start < at {
            continue;
        }
        out.extend_from_slice(bytes.get(at..edit.raw.start).unwrap_or_default());
        out.extend_from_slice(edit.with.as_bytes());
        at = edit.raw.end.max(at);
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    out
}

/// A piece of a line while a part is read.
#[derive(Debug)]
enum Atom {
    /// Text that stands in the part.
    Raw { text: String, part: usize, raw: Range<usize>, plain: bool, extra: Option<usize> },
    /// A character that only separates: a tab, a line break, a fixed space.
    Sign(char),
}

/// A paragraph, or a row of a table.
#[derive(Debug, Default)]
struct Line {
    atoms: Vec<Atom>,
    layout: Vec<Range<usize>>,
    cell: Option<(u32, u32)>,
    number: u32,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.atoms.iter().all(|a| matches!(a, Atom::Sign(_)))
    }
}

/// What is open while a part is read.
#[derive(Debug)]
enum Frame {
    Lines(Vec<Line>),
    Table { rows: Vec<(u32, Vec<Vec<Line>>)>, number: u32 },
}

/// A cell with so many paragraphs is read as running text, one with fewer as one line.
const RUNNING: usize = 3;

/// Empty cells that are put between those of a part, at most.
const PADDING: usize = 1 << 20;

/// Columns that a table may say it has.
const COLUMNS: usize = 16_384;

/// Puts a part's text together while its adapter walks over it: paragraphs, tables, cells, inside each other as deep as they come.
#[derive(Debug)]
pub(super) struct Builder {
    stack: Vec<Frame>,
    line: Vec<Line>,
    paragraphs: u32,
    extras: Vec<Extra>,
    /// How many empty cells may still be put between those of the part.
    padding: usize,
    /// What text that is added now goes with: the part it stands in, and one of `extras`.
    from: (usize, Option<usize>),
}

impl Builder {
    /// A builder for the part with this index.
    pub(super) fn new(part: usize) -> Self {
        Self {
            stack: vec![Frame::Lines(Vec::new())],
            line: vec![Line::default()],
            paragraphs: 0,
            extras: Vec::new(),
            padding: PADDING,
            from: (part, None),
        }
    }

    /// Text that is added from here on stands in this part and goes with this.
    pub(super) fn from(&mut self, part: usize, extra: Option<Extra>) {
        self.from = (part, extra.is_some().then_some(self.extras.len()));
        self.extras.extend(extra);
    }

    /// Text that stands in the part as it is read.
    pub(super) fn plain(&mut self, text: &str, start: usize) {
        self.raw(text, start..start + text.len(), true);
    }

    /// Text that the part writes otherwise: an entity, a percent sequence.
    pub(super) fn escaped(&mut self, text: &str, raw: Range<usize>) {
        self.raw(text, raw, false);
    }

    fn raw(&mut self, text: &str, raw: Range<usize>, plain: bool) {
        if !text.is_empty()
            && let Some(line) = self.line.last_mut()
        {
            let (part, extra) = self.from;
            line.atoms.push(Atom::Raw { text: text.to_owned(), part, raw, plain, extra });
        }
    }

    /// A character that only separates.
    pub(super) fn sign(&mut self, c: char) {
        if let Some(line) = self.line.last_mut() {
            line.atoms.push(Atom::Sign(c));
        }
    }

    /// Whether the open paragraph holds nothing yet.
    pub(super) fn is_line_empty(&self) -> bool {
        self.line.last().is_none_or(|line| line.atoms.is_empty())
    }

    /// Bytes that go when the open paragraph changes its length.
    pub(super) fn layout(&mut self, raw: Range<usize>) {
        if let Some(line) = self.line.last_mut() {
            line.layout.push(raw);
        }
    }

    /// Ends the open paragraph.
    pub(super) fn end_line(&mut self) {
        let Some(open) = self.line.last_mut() else { return };
        let mut line = std::mem::take(open);
        let Some(Frame::Lines(lines)) = self.stack.last_mut() else { return };
        if line.atoms.is_empty() {
            // A table ended the paragraph's text: how that was laid out is told behind the table.
            if let Some(last) = lines.last_mut() {
                last.layout.append(&mut line.layout);
            }
            return;
        }
        self.paragraphs += 1;
        line.number = self.paragraphs;
        lines.push(line);
    }

    /// A table begins; the paragraph it stands in ends here.
    pub(super) fn open_table(&mut self) {
        self.end_line();
        self.stack.push(Frame::Table { rows: Vec::new(), number: self.paragraphs + 1 });
    }

    /// A row begins.
    pub(super) fn open_row(&mut self) {
        if let Some(Frame::Table { rows, .. }) = self.stack.last_mut() {
            let next = rows.last().map_or(0, |(row, _)| row + 1);
            rows.push((next, Vec::new()));
        }
    }

    /// A row begins that its format gives a number, from 0.
    pub(super) fn open_row_at(&mut self, row: u32) {
        if let Some(Frame::Table { rows, .. }) = self.stack.last_mut() {
            rows.push((row, Vec::new()));
        }
    }

    /// A cell begins, or another text inside the paragraph: a note, a box.
    pub(super) fn open_cell(&mut self) {
        self.stack.push(Frame::Lines(Vec::new()));
        self.line.push(Line::default());
    }

    /// The cell ends; it stands in this column where the format says so.
    pub(super) fn close_cell(&mut self, column: Option<usize>) {
        self.end_line();
        if self.stack.len() < 2 || !matches!(self.stack.last(), Some(Frame::Lines(_))) {
            return;
        }
        self.line.pop();
        let Some(Frame::Lines(lines)) = self.stack.pop() else { return };
        match self.stack.last_mut() {
            Some(Frame::Table { rows, .. }) => {
                if rows.is_empty() {
                    rows.push((0, Vec::new()));
                }
                let Some((_, row)) = rows.last_mut() else { return };
                // More columns than any table has, and more empty cells than any file has, are a hostile file's.
                while row.len() < column.unwrap_or(0).min(COLUMNS) && self.padding > 0 {
                    row.push(Vec::new());
                    self.padding -= 1;
                }
                row.push(lines);
            }
            Some(Frame::Lines(outer)) => outer.extend(lines),
            None => {}
        }
    }

    /// The table ends: its rows become lines.
    pub(super) fn close_table(&mut self) {
        if !matches!(self.stack.last(), Some(Frame::Table { .. })) {
            return;
        }
        let Some(Frame::Table { rows, number }) = self.stack.pop() else { return };
        let mut lines = Vec::new();
        for (r, row) in rows {
            let alone = row.len() == 1;
            let mut open = Line { number, cell: Some((r, 0)), ..Line::default() };
            for (c, cell) in row.into_iter().enumerate() {
                if c > 0 {
                    open.atoms.push(Atom::Sign('\t'));
                }
                let running = alone || cell.len() >= RUNNING || cell.iter().any(|l| l.cell.is_some());
                for (n, line) in cell.into_iter().enumerate() {
                    if n > 0 && running {
                        lines.push(std::mem::take(&mut open));
                        open = Line { number, cell: Some((r, c as u32)), ..Line::default() };
                    } else if n > 0 {
                        open.atoms.push(Atom::Sign(' '));
                    }
                    // The breaks of a cell's paragraph go with the whole line: what stands beside is laid out anew, nothing is lost.
                    open.layout.extend(line.layout);
                    open.atoms.extend(line.atoms);
                }
            }
            lines.push(open);
        }
        match self.stack.last_mut() {
            Some(Frame::Lines(outer)) => outer.extend(lines),
            _ => self.stack.push(Frame::Lines(lines)),
        }
    }

    /// Adds what was built to a source as text that holds what `holds` says.
    pub(super) fn finish(mut self, source: &mut Source, part: &str, holds: Holds) {
        while self.stack.len() > 1 {
            match self.stack.last() {
                Some(Frame::Table { .. }) => self.close_table(),
                _ => self.close_cell(None),
            }
        }
        self.end_line();
        let Some(Frame::Lines(lines)) = self.stack.pop() else { return };
        let extras = source.extras.len();
        source.extras.append(&mut self.extras);
        for line in lines {
            if line.is_blank() {
                continue;
            }
            if !source.text.is_empty() {
                source.text.push('\n');
            }
            let place = Place { part: part.to_owned(), holds, number: line.number, cell: line.cell };
            let start = source.text.len();
            let mut column = line.cell.map(|(_, column)| column);
            source.places.push((start, place.clone()));
            for atom in line.atoms {
                let at = source.text.len();
                match atom {
                    Atom::Raw { text, part, raw, plain, extra } => {
                        source.text.push_str(&text);
                        let extra = extra.map(|i| i + extras);
                        source.segs.push(Seg { at: at..source.text.len(), part, raw, plain, extra });
                    }
                    Atom::Sign(c) => {
                        source.text.push(c);
                        if let (Some(column), '\t') = (&mut column, c) {
                            *column += 1;
                            let cell = line.cell.map(|(row, _)| (row, *column));
                            source.places.push((source.text.len(), Place { cell, ..place.clone() }));
                        }
                    }
                }
            }
            if !line.layout.is_empty() {
                source.layouts.push(Layout { at: start..source.text.len(), part: self.from.0, raw: line.layout });
            }
        }
    }
}
