//! XLS (Excel 97 to 2003, MS-XLS, BIFF8): a compound file whose stream `Workbook` holds records. Read, never written.
//!
//! Sheets become tables, hidden ones too, each under its name; comments, heads and feet, links, names, lists to choose from and texts of boxes stand
//! behind them. What a formula gave last is read, not the formula. Not here: how numbers are shown (`cell`).

mod cell;

use super::Refusal;
use super::cfb::Compound;
use super::properties::{self, narrow, wide, wide_runs};
use super::reading::{Reading, What, Words};
use super::source::{Builder, Holds};
use cell::Formats;

/// Sheets, cells: more than any book has are a hostile file's.
const SHEETS: usize = 1000;
const CELLS: usize = 2_000_000;

/// One record with what continues it.
struct Record {
    kind: u16,
    /// Where it stands in the stream.
    at: usize,
    data: Vec<u8>,
    /// Where in `data` a continuation begins.
    joints: Vec<usize>,
}

/// The records of a stream.
///
/// # Errors
/// [`Refusal::Broken`] for a record that is longer than the stream.
fn records(bytes: &[u8]) -> impl Iterator<Item = Result<Record, Refusal>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let head = |at: usize| {
            let head = bytes.get(at..at + 4)?;
            Some((u16::from_le_bytes([head[0], head[1]]), usize::from(u16::from_le_bytes([head[2], head[3]]))))
        };
        let (kind, size) = head(at)?;
        // Behind the last record stand zeros.
        if kind == 0 && size == 0 {
            return None;
        }
        let start = at;
        let Some(first) = bytes.get(at + 4..at + 4 + size) else {
            at = bytes.len();
            return Some(Err(Refusal::Broken));
        };
        let (mut data, mut joints) = (first.to_vec(), Vec::new());
        at += 4 + size;
        while let Some((0x3C, size)) = head(at) {
            joints.push(data.len());
            data.extend_from_slice(bytes.get(at + 4..at + 4 + size).unwrap_or_default());
            at += 4 + size;
        }
        Some(Ok(Record { kind, at: start, data, joints }))
    })
}

/// Reads an XLS file.
///
/// # Errors
/// [`Refusal::Encrypted`] with a password, [`Refusal::Legacy`] for Excel 95 and older, [`Refusal::Broken`].
pub(super) fn open(file: &Compound) -> Result<Reading, Refusal> {
    let Some(stream) = file.find("Workbook") else { return Err(Refusal::Legacy) };
    let mut book = Book::default();
    for record in records(stream) {
        book.see(&record?)?;
    }
    if !book.begun {
        return Err(Refusal::Broken);
    }
    let mut reading = std::mem::take(&mut book.reading);
    for sheet in &mut book.sheets {
        let mut body = Builder::new(0);
        body.line(&sheet.name);
        sheet.cells.sort_by_key(|(row, column, _)| (*row, *column));
        if !sheet.cells.is_empty() {
            body.open_table();
        }
        let mut open = None;
        for (row, column, text) in sheet.cells.drain(..) {
            if open != Some(row) {
                body.open_row();
                open = Some(row);
            }
            body.open_cell();
            body.words(&text);
            body.close_cell(Some(usize::from(column)));
        }
        body.close_table();
        reading.add(body, "Workbook", Holds::Body);
    }
    reading.end_body();
    for (texts, holds) in [(&book.memos, Holds::Memo), (&book.asides, Holds::Attribute)] {
        let mut aside = Builder::new(0);
        texts.iter().for_each(|text| aside.line(text));
        reading.add(aside, "Workbook", holds);
    }
    for stream in &file.streams {
        let lower = stream.path.to_ascii_lowercase();
        let mut meta = Builder::new(0);
        if lower == "workbook" {
            continue;
        } else if lower.ends_with("summaryinformation") {
            match properties::strings(&stream.bytes) {
                Some(strings) => strings.iter().for_each(|s| meta.line(s)),
                None => reading.note(What::Unknown, &stream.path),
            }
        } else if lower.starts_with("_sx_db_cur/") {
            // What a pivot table was made of stands in strings of its own.
            for record in records(&stream.bytes) {
                let record = record?;
                if record.kind == 0xCD
                    && let Some(text) = string(&record.data, 0)
                {
                    meta.line(&text);
                }
            }
        } else if lower.ends_with("compobj") || lower.ends_with("\u{1}ole") || lower == "ctls" {
            // The name of the program.
        } else if lower.contains("signature") {
            reading.note(What::Signature, "");
        } else if lower.starts_with("mbd") || lower.starts_with("_vba") || lower.starts_with("embedding") {
            reading.note(What::Embedded, stream.path.split('/').next().unwrap_or_default());
        } else {
            reading.note(What::Unknown, &stream.path);
        }
        reading.add(meta, &stream.path, Holds::Meta);
    }
    Ok(reading)
}

#[derive(Debug, Default)]
struct Sheet {
    /// Where its records begin in the stream.
    begins: usize,
    name: String,
    cells: Vec<(u16, u16, String)>,
}

/// What is read of a book.
#[derive(Debug, Default)]
struct Book {
    begun: bool,
    strings: Vec<String>,
    formats: Formats,
    sheets: Vec<Sheet>,
    /// The sheet whose records are read.
    open: Option<usize>,
    depth: usize,
    count: usize,
    /// The cell of a formula whose result is the string that follows.
    formula: Option<(u16, u16)>,
    memos: Vec<String>,
    asides: Vec<String>,
    reading: Reading,
}

impl Book {
    fn see(&mut self, record: &Record) -> Result<(), Refusal> {
        let data = record.data.as_slice();
        let word = |at: usize| number(data, at);
        match record.kind {
            0x809 => {
                if !self.begun && word(0) != Some(0x600) {
                    return Err(Refusal::Legacy);
                }
                self.begun = true;
                self.depth += 1;
                if self.depth == 1 {
                    self.open = self.sheets.iter().position(|s| s.begins == record.at);
                }
            }
            0x0A => self.depth = self.depth.saturating_sub(1),
            0x2F => return Err(Refusal::Encrypted),
            0x85 => {
                if self.sheets.len() >= SHEETS {
                    return Err(Refusal::TooLarge);
                }
                let begins = data.get(..4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
                let name = short(data, 6).unwrap_or_default();
                self.sheets.push(Sheet { begins, name, cells: Vec::new() });
            }
            0xFC => self.strings = shared(record)?,
            0x22 => self.formats.late = word(0) == Some(1),
            0x41E => {
                if let (Some(id), Some(format)) = (word(0), string(data, 2)) {
                    self.formats.name(id, format);
                }
            }
            0xE0 => self.formats.cell(word(2).unwrap_or(0)),
            0xFD => {
                let index = data.get(6..10).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
                let text = index.and_then(|i| self.strings.get(i as usize)).cloned();
                self.put(data, text.unwrap_or_default())?;
            }
            0x204 | 0xD6 => self.put(data, string(data, 6).unwrap_or_default())?,
            0x203 => {
                let text = self.formats.number(word(4), data.get(6..14));
                self.put(data, text)?;
            }
            0x27E => {
                let text = self.formats.packed(word(4), data.get(6..10));
                self.put(data, text)?;
            }
            0xBD => {
                let (row, first) = (word(0).unwrap_or(0), word(2).unwrap_or(0));
                let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (i, cell) in cells.as_chunks::<6>().0.iter().enumerate() {
                    let text = self.formats.packed(number(cell, 0), cell.get(2..6));
                    self.cell(row, first.saturating_add(i as u16), text)?;
                }
            }
            0x06 => match data.get(6..14) {
                Some([kind, .., 0xFF, 0xFF]) => {
                    if *kind == 0 {
                        self.formula = word(0).zip(word(2));
                    }
                }
                result => {
                    let text = self.formats.number(word(4), result);
                    self.put(data, text)?;
                }
            },
            0x207 => {
                if let (Some((row, column)), Some(text)) = (self.formula.take(), string(data, 0)) {
                    self.cell(row, column, text)?;
                }
            }
            // Heads and feet of printed pages.
            0x14 | 0x15 => self.asides.extend(string(data, 0)),
            // Who saved it last.
            0x5C => self.asides.extend(string(data, 0).map(|s| s.trim_end().to_owned())),
            // Comments bear their author, their text stands in the box.
            0x1C => self.asides.extend(string(data, 8)),
            0x1B6 => self.boxed(record),
            0x1B8 | 0x800 => self.texts(data),
            // Names, lists to choose from, paths to other books, scenarios, queries.
            0x18 | 0x1BE | 0x1AE | 0x23 | 0xAF | 0x51 | 0x52 | 0xDC | 0x1AF | 0xEB | 0xEC | 0x8C8 | 0x1B2 | 0x89C => {
                if matches!(record.kind, 0xEB) && data.windows(8).any(is_picture) {
                    self.reading.note(What::Picture, "");
                }
                self.texts(data);
            }
            // Other objects than pictures and boxes: the file inside stands in a storage of its own.
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, data: &[u8], text: String) -> Result<(), Refusal> {
        self.cell(number(data, 0).unwrap_or(0), number(data, 2).unwrap_or(0), text)
    }

    fn cell(&mut self, row: u16, column: u16, text: String) -> Result<(), Refusal> {
        self.count += 1;
        if self.count > CELLS {
            return Err(Refusal::TooLarge);
        }
        // Cells of sheets that the list does not tell of (macros) are read as text beside.
        match self.open.and_then(|i| self.sheets.get_mut(i)) {
            _ if text.is_empty() => {}
            Some(sheet) => sheet.cells.push((row, column, text)),
            None => self.asides.push(text),
        }
        Ok(())
    }

    /// The text of a box: of so many letters, in the first continuation.
    fn boxed(&mut self, record: &Record) {
        let count = usize::from(number(&record.data, 10).unwrap_or(0));
        let Some(&from) = record.joints.first() else { return };
        if count > 0
            && let Some((text, _)) = letters(record, from, count, None)
        {
            self.memos.push(text);
        }
    }

    /// Texts of a record whose other fields are numbers: runs of printable characters of four or more.
    fn texts(&mut self, data: &[u8]) {
        for run in data.split(|b| !matches!(b, 0x20..=0x7E)).filter(|run| run.len() >= 4) {
            self.asides.push(narrow(run));
        }
        self.asides.extend(wide_runs(data, |unit| matches!(unit, 0x20..=0x7E | 0xAC00..=0xD7A3 | 0x3131..=0x318E)));
    }
}

/// The head of a picture in the drawings of a book (MS-ODRAW, types 0xF01A to 0xF029).
fn is_picture(head: &[u8]) -> bool {
    matches!(head, [_, _, 0x1A..=0x29, 0xF0, ..])
}

fn number(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

/// A string whose length is one byte.
fn short(data: &[u8], at: usize) -> Option<String> {
    let (&count, &flags) = (data.get(at)?, data.get(at + 1)?);
    plain(data, at + 2, usize::from(count), flags)
}

/// A string whose length is two bytes.
fn string(data: &[u8], at: usize) -> Option<String> {
    let count = usize::from(number(data, at)?);
    plain(data, at + 3, count, *data.get(at + 2)?)
}

fn plain(data: &[u8], at: usize, count: usize, flags: u8) -> Option<String> {
    // Formatting and phonetic parts are told in front of the letters.
    let at = at + if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
    let rest = data.get(at..)?;
    Some(if flags & 1 != 0 {
        wide(rest.get(..count * 2).unwrap_or(rest))
    } else {
        latin(rest.get(..count).unwrap_or(rest))
    })
}

/// Letters of one byte are the first of Unicode.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|&b| char::from(b)).collect()
}

/// So many letters from a place on; at a joint the flag that tells their width is said anew. `flags`: as told before, else the first byte.
fn letters(record: &Record, from: usize, count: usize, flags: Option<u8>) -> Option<(String, usize)> {
    let (mut at, mut left) = (from, count);
    let mut high = match flags {
        Some(flags) => flags & 1 != 0,
        None => {
            at += 1;
            record.data.get(from)? & 1 != 0
        }
    };
    let mut out = String::new();
    while left > 0 {
        let next = record.joints.partition_point(|&j| j < at);
        let joint = record.joints.get(next).copied().unwrap_or(record.data.len());
        let width = if high { 2 } else { 1 };
        let take = left.min((joint - at) / width);
        let bytes = record.data.get(at..at + take * width)?;
        out.push_str(&if high { wide(bytes) } else { latin(bytes) });
        left -= take;
        at += take * width;
        if left > 0 {
            if joint >= record.data.len() {
                return None;
            }
            high = record.data.get(joint)? & 1 != 0;
            at = joint + 1;
        }
    }
    Some((out, at))
}

/// The strings that cells share.
fn shared(record: &Record) -> Result<Vec<String>, Refusal> {
    let data = record.data.as_slice();
    let count = data.get(4..8).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
    let mut out = Vec::new();
    let mut at = 8;
    while out.len() < count.min(data.len()) {
        let (Some(length), Some(&flags)) = (number(data, at), data.get(at + 2)) else { return Err(Refusal::Broken) };
        at += 3;
        let (mut runs, mut more) = (0, 0);
        if flags & 8 != 0 {
            runs = usize::from(number(data, at).ok_or(Refusal::Broken)?) * 4;
            at += 2;
        }
        if flags & 4 != 0 {
            more =
                data.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes).ok_or(Refusal::Broken)?
                    as usize;
            at += 4;
        }
        let (text, end) = letters(record, at, usize::from(length), Some(flags)).ok_or(Refusal::Broken)?;
        out.push(text);
        at = end.checked_add(runs).and_then(|a| a.checked_add(more)).ok_or(Refusal::Broken)?;
    }
    Ok(out)
}
