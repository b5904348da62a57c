//! The records of HWP 5.0 and the text in them: paragraphs, tables cell by cell, notes, boxes, heads and feet, memos, fields.
//!
//! A record has a tag, a level and data; what stands below a record has a higher level. A paragraph's text holds control characters of one or of
//! eight units; every one that is extended has its `CTRL_HEADER` behind the text, in the same order.

use crate::export::Refusal;
use crate::export::properties::{units, wide, wide_runs};
use crate::export::reading::{Reading, What, Words};
use crate::export::source::Builder;

/// Records inside records: deeper ones are hostile.
const DEPTH: usize = 64;

const PARA_HEADER: u16 = 0x42;
const PARA_TEXT: u16 = 0x43;
const CTRL_HEADER: u16 = 0x47;
const LIST_HEADER: u16 = 0x48;
const TABLE: u16 = 0x4D;
const OLE: u16 = 0x54;
const PICTURE: u16 = 0x55;
const CTRL_DATA: u16 = 0x57;
const EQUATION: u16 = 0x58;
const TEXT_ART: u16 = 0x5A;
const FORM: u16 = 0x5B;
const MEMO_LIST: u16 = 0x5D;
const CHART: u16 = 0x5F;
const VIDEO: u16 = 0x62;

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) tag: u16,
    level: u16,
    pub(super) data: &'a [u8],
}

/// The records of a stream, one after the other.
///
/// # Errors
/// [`Refusal::Broken`] for a record that is longer than the stream.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = Result<Record<'_>, Refusal>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let word = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        // Fewer than four bytes behind the last record are filling.
        let head = word(at)?;
        let mut size = (head >> 20) as usize;
        at += 4;
        if size == 0xFFF {
            let Some(long) = word(at) else {
                at = bytes.len();
                return Some(Err(Refusal::Broken));
            };
            size = long as usize;
            at += 4;
        }
        let data = at.checked_add(size).and_then(|end| bytes.get(at..end));
        at = at.saturating_add(size).min(bytes.len());
        Some(match data {
            Some(data) => Ok(Record { tag: (head & 0x3FF) as u16, level: (head >> 10 & 0x3FF) as u16, data }),
            None => Err(Refusal::Broken),
        })
    })
}

/// A text whose length in units stands before it, and where it ends.
pub(super) fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::from(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]));
    let end = at + 2 + length * 2;
    Some((wide(data.get(at + 2..end)?), end))
}

/// A piece of a paragraph.
enum Piece {
    Text(String),
    Sign(char),
    /// An extended control, whose record follows.
    Control,
}

/// The pieces of a paragraph's text.
fn pieces(data: &[u8]) -> std::collections::VecDeque<Piece> {
    let units = units(data);
    let mut out = std::collections::VecDeque::new();
    let (mut at, mut from) = (0, 0);
    while let Some(&unit) = units.get(at) {
        if unit >= 32 {
            at += 1;
            continue;
        }
        if from < at {
            out.push_back(Piece::Text(String::from_utf16_lossy(units.get(from..at).unwrap_or_default())));
        }
        let (length, piece) = match unit {
            10 => (1, Some(Piece::Sign('\n'))),
            24 => (1, Some(Piece::Sign('-'))),
            30 | 31 => (1, Some(Piece::Sign(' '))),
            0 | 13 | 25..=29 => (1, None),
            9 => (8, Some(Piece::Sign('\t'))),
            4..=8 | 19 | 20 => (8, None),
            _ => (8, Some(Piece::Control)),
        };
        out.extend(piece);
        at += length;
        from = at;
    }
    if from < units.len() {
        out.push_back(Piece::Text(String::from_utf16_lossy(units.get(from..).unwrap_or_default())));
    }
    out
}

/// The walk over a section.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) body: Builder,
    pub(super) memos: Builder,
    pub(super) aside: Builder,
    /// How many memos or hidden comments are open.
    hidden: usize,
}

impl Default for Section {
    fn default() -> Self {
        Self { body: Builder::new(0), memos: Builder::new(0), aside: Builder::new(0), hidden: 0 }
    }
}

/// The records to come.
struct Cursor<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>> {
    records: std::iter::Peekable<I>,
}

impl<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>> Cursor<'a, I> {
    /// The next record where it stands below `level`.
    fn below(&mut self, level: u16) -> Result<Option<Record<'a>>, Refusal> {
        match self.records.peek() {
            Some(Ok(record)) if record.level > level => self.records.next().transpose(),
            Some(Err(refusal)) => Err(refusal.clone()),
            _ => Ok(None),
        }
    }

    /// The tag of the next record where it stands below `level`.
    fn coming(&mut self, level: u16) -> Option<u16> {
        match self.records.peek() {
            Some(Ok(record)) if record.level > level => Some(record.tag),
            _ => None,
        }
    }
}

/// What goes along with the walk.
struct Walk<'a> {
    reading: &'a mut Reading,
    part: &'a str,
}

impl Section {
    /// Reads a section's records.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where records are cut short or too deep.
    pub(super) fn read(&mut self, bytes: &[u8], reading: &mut Reading, part: &str) -> Result<(), Refusal> {
        let mut cursor = Cursor { records: records(bytes).peekable() };
        let mut walk = Walk { reading, part };
        while let Some(record) = cursor.records.next() {
            self.see(record?, &mut cursor, &mut walk, 0)?;
        }
        Ok(())
    }

    fn out(&mut self) -> &mut Builder {
        if self.hidden > 0 { &mut self.memos } else { &mut self.body }
    }

    fn see<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>>(
        &mut self,
        record: Record<'a>,
        cursor: &mut Cursor<'a, I>,
        walk: &mut Walk<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEPTH {
            return Err(Refusal::Broken);
        }
        match record.tag {
            PARA_HEADER => self.paragraph(record.level, cursor, walk, depth)?,
            // Text without its paragraph: nothing is passed over.
            PARA_TEXT => {
                for piece in pieces(record.data) {
                    self.put(piece);
                }
                self.out().end_line();
            }
            CTRL_HEADER => self.control(record, cursor, walk, depth)?,
            LIST_HEADER => self.list(record.level, cursor, walk, depth)?,
            MEMO_LIST => {
                self.hidden += 1;
                while let Some(inner) = cursor.below(record.level)? {
                    self.see(inner, cursor, walk, depth + 1)?;
                }
                self.hidden -= 1;
            }
            // Pictures are counted by the files they are.
            PICTURE => {}
            OLE | CHART | VIDEO => walk.reading.note(What::Embedded, walk.part),
            EQUATION => self.string(record.data, 4),
            TEXT_ART => self.string(record.data, 32),
            FORM => self.runs(record.data),
            CTRL_DATA => self.runs(record.data),
            // Shapes of letters and lines, pages, borders, outlines.
            0x44..=0x46 | 0x49..=0x53 | 0x56 | 0x59 | 0x5C | 0x5E | 0x60 | 0x61 | 0x63 | 0x73 => {}
            _ => walk.reading.note(What::Unknown, walk.part),
        }
        Ok(())
    }

    fn put(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text) => self.out().words(&text),
            Piece::Sign(c) => self.out().sign(c),
            Piece::Control => {}
        }
    }

    fn paragraph<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>>(
        &mut self,
        level: u16,
        cursor: &mut Cursor<'a, I>,
        walk: &mut Walk<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let mut waiting = std::collections::VecDeque::new();
        while let Some(record) = cursor.below(level)? {
            match record.tag {
                PARA_TEXT => waiting.extend(pieces(record.data)),
                CTRL_HEADER => {
                    // The text up to the character that stands for this control.
                    while let Some(piece) = waiting.pop_front() {
                        if matches!(piece, Piece::Control) {
                            break;
                        }
                        self.put(piece);
                    }
                    self.control(record, cursor, walk, depth + 1)?;
                }
                _ => self.see(record, cursor, walk, depth + 1)?,
            }
        }
        for piece in waiting {
            self.put(piece);
        }
        self.out().end_line();
        Ok(())
    }

    /// Paragraphs of a box, a note, a cell; they end where the list or the level does.
    fn list<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>>(
        &mut self,
        level: u16,
        cursor: &mut Cursor<'a, I>,
        walk: &mut Walk<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        self.out().open_cell();
        self.paragraphs(level, cursor, walk, depth)?;
        self.out().close_cell(None);
        Ok(())
    }

    fn paragraphs<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>>(
        &mut self,
        level: u16,
        cursor: &mut Cursor<'a, I>,
        walk: &mut Walk<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let above = level.saturating_sub(1);
        while cursor.coming(above).is_some_and(|tag| !matches!(tag, LIST_HEADER | TABLE)) {
            let Some(record) = cursor.below(above)? else { break };
            self.see(record, cursor, walk, depth + 1)?;
        }
        Ok(())
    }

    fn control<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>>(
        &mut self,
        record: Record<'a>,
        cursor: &mut Cursor<'a, I>,
        walk: &mut Walk<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEPTH {
            return Err(Refusal::Broken);
        }
        let mut id = [0; 4];
        for (to, from) in id.iter_mut().zip(record.data.iter().take(4).rev()) {
            *to = *from;
        }
        let hidden = matches!(&id, b"tcmt");
        match &id {
            b"tbl " => {
                self.string(record.data, 44);
                return self.table(record.level, cursor, walk, depth);
            }
            b"gso " | b"eqed" | b"form" => self.string(record.data, 44),
            [b'%', ..] => self.string(record.data, 9),
            b"tdut" | b"idxm" => {
                if let Some((first, next)) = text(record.data, 4) {
                    self.aside.line(&first);
                    self.string(record.data, next);
                }
            }
            b"tcps" => self.string(record.data, 4),
            _ => {}
        }
        self.hidden += usize::from(hidden);
        while let Some(inner) = cursor.below(record.level)? {
            self.see(inner, cursor, walk, depth + 1)?;
        }
        self.hidden -= usize::from(hidden);
        Ok(())
    }

    fn table<'a, I: Iterator<Item = Result<Record<'a>, Refusal>>>(
        &mut self,
        level: u16,
        cursor: &mut Cursor<'a, I>,
        walk: &mut Walk<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let mut row = None;
        while let Some(record) = cursor.below(level)? {
            match record.tag {
                TABLE if row.is_none() => {
                    self.out().open_table();
                    row = Some(u32::MAX);
                }
                LIST_HEADER if row.is_some() => {
                    let word = |at: usize| {
                        let pair = record.data.get(at..at + 2)?;
                        Some(u16::from_le_bytes([*pair.first()?, *pair.last()?]))
                    };
                    let own = word(10).map_or(0, u32::from);
                    if row != Some(own) {
                        self.out().open_row();
                        row = Some(own);
                    }
                    self.out().open_cell();
                    self.paragraphs(record.level, cursor, walk, depth + 1)?;
                    self.out().close_cell(word(8).map(usize::from));
                }
                // A caption before the table, or anything else.
                _ => self.see(record, cursor, walk, depth + 1)?,
            }
        }
        if row.is_some() {
            self.out().close_table();
        }
        Ok(())
    }

    /// A text of the record's data beside the body: a description, a field's command.
    fn string(&mut self, data: &[u8], at: usize) {
        if let Some((text, _)) = text(data, at)
            && !text.is_empty()
        {
            // Field commands write a colon and a slash behind a backslash.
            self.aside.line(&resolved(&unescaped(&text)));
        }
    }

    /// Texts in a set of parameters, whose other fields are numbers: runs of printable characters of two or more.
    fn runs(&mut self, data: &[u8]) {
        for run in wide_runs(data, is_letter) {
            self.aside.line(&run);
        }
    }
}

/// A text without the backslashes that only keep a sign from its meaning.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || chars.peek().is_none_or(|next| !matches!(next, ':' | ';' | '\\' | '?' | '#')) {
            out.push(c);
        } else {
            out.extend(chars.next());
        }
    }
    out
}

/// Percent sequences as what they stand for, where they are text.
fn resolved(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%')
            .then(|| {
                after.get(..2).and_then(|p| std::str::from_utf8(p).ok()).and_then(|p| u8::from_str_radix(p, 16).ok())
            })
            .flatten();
        out.push(code.unwrap_or(first));
        rest = after.get(if code.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// ASCII that is seen, Hangul, and the signs of Korean texts.
fn is_letter(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7E | 0xAC00..=0xD7A3 | 0x3131..=0x318E | 0xFF01..=0xFF5E)
}
