//! What was read of a file that is not written again in its own format: its text, and what of it could not be read.

use super::archive::Archive;
use super::cfb::{self, Compound};
use super::source::{Builder, Holds, Source};
use super::text::Encoding;
use super::{Format, Opened, Refusal, hwp, pdf, pptx, xls, zipped};

/// A file that is only read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The text of all its parts.
    pub source: Source,
    /// What its text does not show.
    pub remarks: Vec<Remark>,
    /// Characters that could not be read; U+FFFD stands for them.
    pub unread: usize,
}

/// Something about a file that its text does not show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// What it is.
    pub what: What,
    /// Where: a part, a page. It may hold words of the file; empty where there is nothing to say.
    pub place: String,
    /// How many.
    pub count: usize,
}

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum What {
    /// Pictures, whose pixels are never read.
    Picture,
    /// Files inside the file, of another program.
    Embedded,
    /// A part that nobody here knows.
    Unknown,
    /// Text whose letters cannot be told: a font without a table of what its glyphs mean.
    Glyphs,
    /// A page without any text but with a picture: a scan.
    Scan,
    /// A part that is locked by itself.
    Locked,
    /// Earlier states of the document, which were read too.
    Revision,
    /// A digital signature. A copy does not bear it.
    Signature,
}

impl What {
    /// Whether something of the file remains unread by it, beyond the pixels of pictures, which always do.
    pub fn is_unread(self) -> bool {
        !matches!(self, Self::Picture | Self::Revision | Self::Signature)
    }
}

/// Places that remarks tell apart.
const PLACES: usize = 1000;

impl Reading {
    /// Notes something; the same of the same place is counted.
    pub(super) fn note(&mut self, what: What, place: &str) {
        // More places than a document has are a hostile file's: they are one.
        let place = if self.remarks.len() < PLACES { place } else { "" };
        match self.remarks.iter_mut().find(|r| r.what == what && r.place == place) {
            Some(remark) => remark.count += 1,
            None => self.remarks.push(Remark { what, place: place.to_owned(), count: 1 }),
        }
    }

    /// Adds what a builder put together as text of a part.
    pub(super) fn add(&mut self, builder: Builder, part: &str, holds: Holds) {
        builder.finish(&mut self.source, part, holds);
    }

    /// Says that running text ends here.
    pub(super) fn end_body(&mut self) {
        self.source.body = self.source.text.len();
    }
}

/// Which of the formats that are only read begins with these bytes; none where it is none of them.
pub(super) fn recognise(bytes: &[u8]) -> Option<Result<Format, Refusal>> {
    if bytes.starts_with(b"PK\x05\x06") {
        return Some(Ok(Format::Zip));
    }
    if bytes.starts_with(b"HWP Document File") {
        return Some(Err(Refusal::Legacy));
    }
    // Some programs put a mark or an empty line in front.
    if bytes.trim_ascii_start().starts_with(pdf::MAGIC) || bytes.starts_with(b"\xEF\xBB\xBF%PDF-") {
        return Some(Ok(Format::Pdf));
    }
    bytes.starts_with(cfb::MAGIC).then(|| compound(&Compound::read(bytes)?))
}

/// What a compound file is, by its streams.
fn compound(file: &Compound) -> Result<Format, Refusal> {
    let holds = |name: &str| file.find(name).is_some();
    if file.find("FileHeader").is_some_and(|head| head.starts_with(hwp::SIGNATURE)) {
        Ok(Format::Hwp)
    } else if holds("Workbook") {
        Ok(Format::Xls)
    } else if file.streams.iter().any(|s| s.path.to_ascii_lowercase().contains("drm")) {
        // Rights management of an office program, which keeps its rules beside the locked file.
        Err(Refusal::Protected)
    } else if holds("EncryptedPackage") {
        Err(Refusal::Encrypted)
    } else if holds("WordDocument") || holds("PowerPoint Document") || holds("Book") {
        Err(Refusal::Legacy)
    } else {
        Err(Refusal::Unsupported)
    }
}

/// Opens a file of one of the formats that are only read.
///
/// # Errors
/// What its reader refuses.
pub(super) fn open(format: Format, bytes: &[u8], limits: &mut zipped::Limits) -> Result<Opened, Refusal> {
    let (reading, members) = match format {
        Format::Hwp => (hwp::open(&Compound::read(bytes)?)?, Vec::new()),
        Format::Xls => (xls::open(&Compound::read(bytes)?)?, Vec::new()),
        Format::Pptx => (pptx::open(&Archive::read(bytes)?)?, Vec::new()),
        Format::Pdf => (pdf::open(bytes)?, Vec::new()),
        Format::Zip => zipped::open(bytes, limits)?,
        _ => return Err(Refusal::Unsupported),
    };
    Ok(Opened {
        format,
        text: reading.source.text.clone(),
        encoding: Encoding::Utf8,
        unread: reading.unread,
        package: None,
        reading: Some(reading),
        members,
    })
}

/// Text without the way back to its bytes: nobody writes it there.
pub(super) trait Words {
    /// Adds text to the open paragraph; line breaks and tabs in it separate.
    fn words(&mut self, text: &str);
    /// A paragraph of this text alone.
    fn line(&mut self, text: &str);
}

impl Words for Builder {
    fn words(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_control()) {
            self.escaped(rest.get(..at).unwrap_or_default(), 0..0);
            match rest.get(at..).and_then(|r| r.chars().next()) {
                Some('\n' | '\r' | '\u{B}' | '\u{C}') => self.sign('\n'),
                Some('\t') => self.sign('\t'),
                _ => {}
            }
            rest =
                rest.get(at..).map_or("", |r| r.get(r.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default());
        }
        self.escaped(rest, 0..0);
    }

    fn line(&mut self, text: &str) {
        self.words(text);
        self.end_line();
    }
}

/// What is unpacked of a file altogether, and how tightly one piece of it may be packed.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: super::archive::UNPACKED }
    }

    /// Unpacks raw deflate data, or zlib's with its head.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] beyond the limits, [`Refusal::Broken`] where the data end before they should.
    pub(super) fn inflate(&mut self, packed: &[u8], headed: bool) -> Result<Vec<u8>, Refusal> {
        use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};
        let ratio = (packed.len() as u64).saturating_mul(super::archive::RATIO).max(super::archive::SMALL);
        let limit = usize::try_from(ratio.min(self.left)).unwrap_or(usize::MAX);
        let out = if headed {
            decompress_to_vec_zlib_with_limit(packed, limit)
        } else {
            decompress_to_vec_with_limit(packed, limit)
        };
        match out {
            Ok(bytes) => {
                self.left = self.left.saturating_sub(bytes.len() as u64);
                Ok(bytes)
            }
            Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(Refusal::TooLarge),
            Err(_) => Err(Refusal::Broken),
        }
    }

    /// Unpacks zlib data as far as they are whole; the flag says whether they are.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] beyond the limits.
    pub(super) fn inflate_partly(&mut self, packed: &[u8]) -> Result<(Vec<u8>, bool), Refusal> {
        use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
        let ratio = (packed.len() as u64).saturating_mul(super::archive::RATIO).max(super::archive::SMALL);
        let limit = usize::try_from(ratio.min(self.left)).unwrap_or(usize::MAX);
        let (bytes, whole) = match decompress_to_vec_zlib_with_limit(packed, limit) {
            Ok(bytes) => (bytes, true),
            Err(error) if error.status == TINFLStatus::HasMoreOutput => return Err(Refusal::TooLarge),
            Err(error) => (error.output, error.status == TINFLStatus::Adler32Mismatch),
        };
        self.take(bytes.len())?;
        Ok((bytes, whole))
    }

    /// Takes so many bytes away.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] where there are not so many left.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(bytes as u64).ok_or(Refusal::TooLarge)?;
        Ok(())
    }
}
