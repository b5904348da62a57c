//! Files in, files out: what a file is, the draft in it, and the masked copy in the same format.
//!
//! A format is one variant of [`Format`] and one module that reads and writes it; [`MaskPlan`], [`verify`] and [`leak`] know none of them. Bytes
//! leave only as [`VerifiedBytes`], which only `verify` can make. Not here: paths, temporary files, messages (the command).

mod archive;
mod cfb;
mod columns;
mod copy;
mod cp949;
mod csv;
mod docx;
mod html;
mod hwp;
mod hwpx;
mod image;
pub mod leak;
mod markdown;
mod markup;
mod odt;
mod ooxml;
mod package;
mod pdf;
mod pptx;
mod properties;
pub mod reading;
pub mod source;
mod spread;
pub mod text;
pub mod verify;
mod xls;
mod xlsx;
mod xml;
mod zipped;

use std::collections::BTreeMap;

use crate::check::Checker;
use crate::detect::secret::genuine_secret;
use crate::finding::Finding;
use crate::mask::{self, Labels};
use crate::policy::Policy;
use archive::Archive;
use text::Decoded;

pub use crate::plan::MaskPlan;
pub use copy::{Out, mask_as};
pub use package::{Package, Removed};
pub use reading::{Reading, Remark, What};
pub use text::Encoding;
pub use verify::{Survivor, VerifiedBytes};
pub use zipped::Member;

/// The formats that are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: UTF-8, UTF-16 with a byte order mark, CP949.
    Text,
    /// HWPX, Hancom's document of XML parts.
    Hwpx,
    /// DOCX, Word's document of XML parts.
    Docx,
    /// XLSX, Excel's workbook of XML parts.
    Xlsx,
    /// ODT, the OpenDocument text.
    Odt,
    /// HTML: a page or a fragment.
    Html,
    /// Markdown.
    Markdown,
    /// A table of cells parted by commas or semicolons.
    Csv,
    /// A table of cells parted by tabs.
    Tsv,
    /// HWP 5.0, Hancom's compound file. Read only, like all that follow.
    Hwp,
    /// XLS, Excel's compound file.
    Xls,
    /// PPTX, PowerPoint's slides of XML parts.
    Pptx,
    /// PDF.
    Pdf,
    /// An archive of documents.
    Zip,
}

/// First bytes of formats that hold text nowhere a text reader would find it.
const CONTAINERS: &[&[u8]] = &[b"{\\rtf", b"\x1F\x8B", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"7z\xBC\xAF"];

/// Name endings of formats whose text is written in a way that a plain reader would misread.
const MARKED_UP: &[&str] = &["xml", "hml", "mht", "mhtml", "eml", "rtf", "svg", "ps"];

/// Formats of text that are told by the ending of a name.
const ENDINGS: &[(&str, Format)] = &[
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
];

/// Whether a file begins as a page does, whatever its name says: office programs open pages that are called .xls or .doc.
fn is_page(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|h| h.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

/// First bytes of files that a document security program has encrypted: Fasoo, SoftCamp, MarkAny, NASCA.
const PROTECTED: &[&[u8]] = &[b"\x9B DRMONE", b"SCDSA00", b"<DOCUMENT SAFER", b"<## NASCA DRM FILE"];

impl Format {
    /// The ending that files of this format usually have.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Hwpx => "hwpx",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Hwp => "hwp",
            Self::Xls => "xls",
            Self::Pptx => "pptx",
            Self::Pdf => "pdf",
            Self::Zip => "zip",
        }
    }

    /// Whether it is only read: its masked copy is text or HTML.
    pub fn is_read_only(self) -> bool {
        matches!(self, Self::Hwp | Self::Xls | Self::Pptx | Self::Pdf | Self::Zip)
    }

    /// What a file is, by its first bytes and then the ending of its name (`""` where there is none).
    ///
    /// # Errors
    /// [`Refusal::Unsupported`] where nothing here reads it, [`Refusal::Protected`], and what speaks against an archive.
    pub fn recognise(ending: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        if PROTECTED.iter().any(|magic| bytes.starts_with(magic)) {
            return Err(Refusal::Protected);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return match Archive::read(bytes) {
                Ok(archive) => Self::of(&archive).ok_or(Refusal::Unsupported),
                // Entries that are locked each by itself: an archive tells it of every one.
                Err(Refusal::Encrypted) => Ok(Self::Zip),
                Err(refusal) => Err(refusal),
            };
        }
        if let Some(read) = reading::recognise(bytes) {
            return read;
        }
        let contained = CONTAINERS.iter().any(|magic| bytes.starts_with(magic));
        if let Some((_, format)) = ENDINGS.iter().find(|(e, _)| !contained && e.eq_ignore_ascii_case(ending)) {
            return Ok(*format);
        }
        if is_page(bytes) {
            return Ok(Self::Html);
        }
        let marked_up = MARKED_UP.iter().any(|e| e.eq_ignore_ascii_case(ending));
        if contained || marked_up { Err(Refusal::Unsupported) } else { Ok(Self::Text) }
    }

    /// What an archive is, by the parts that its format asks for.
    fn of(archive: &Archive) -> Option<Self> {
        let holds = |name: &str| archive.find(name).is_some();
        let says = |name: &str, what: &[u8]| {
            archive.find(name).and_then(|i| archive.entries.get(i)).is_some_and(|e| e.bytes.starts_with(what))
        };
        if says("mimetype", b"application/hwp+zip") || holds("Contents/content.hpf") {
            Some(Self::Hwpx)
        } else if holds("[Content_Types].xml") && holds("word/document.xml") {
            Some(Self::Docx)
        } else if holds("[Content_Types].xml") && holds("xl/workbook.xml") {
            Some(Self::Xlsx)
        } else if says("mimetype", b"application/vnd.oasis.opendocument.text") {
            Some(Self::Odt)
        } else if holds("[Content_Types].xml") && holds("ppt/presentation.xml") {
            Some(Self::Pptx)
        } else if holds("[Content_Types].xml") || holds("mimetype") {
            None
        } else {
            Some(Self::Zip)
        }
    }
}

/// Why a file was not read, or its masked copy not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No format that is read here.
    #[error("the format is not supported")]
    Unsupported,
    /// So many places of the file hold bytes that are no characters.
    #[error("{0} places cannot be read")]
    Damaged(usize),
    /// The draft bears a genuine secret marking.
    #[error("the draft bears a secret marking")]
    Secret,
    /// The file's encoding cannot hold a mask.
    #[error("the encoding cannot hold the masked text")]
    Unwritable,
    /// It asks for a password, or its maker's program protects it.
    #[error("the file is encrypted")]
    Encrypted,
    /// A document security program encrypted it.
    #[error("the file is encrypted by a document security program")]
    Protected,
    /// A distribution copy of HWP, whose text is locked.
    #[error("the file is a distribution copy")]
    Distribution,
    /// A format of older programs: DOC, PPT, Excel 95, HWP 3.0.
    #[error("the format is of an older program")]
    Legacy,
    /// Nothing but pictures: a scan.
    #[error("the file holds no text")]
    Scanned,
    /// It bears a digital signature, which a masked copy would break.
    #[error("the file is signed")]
    Signed,
    /// It cannot be taken apart.
    #[error("the file is damaged")]
    Broken,
    /// It holds a part that nobody here knows.
    #[error("the file holds an unknown part")]
    UnknownPart,
    /// It is larger than what is unpacked here.
    #[error("the file is too large")]
    TooLarge,
    /// A masked value would be left in a part of the file.
    #[error("a value would be left in the file")]
    Leaks,
    /// Something would survive at these places (bytes of the masked text).
    #[error("something would survive in {} places", .0.len())]
    Survives(Vec<crate::span::Span>),
}

impl Refusal {
    /// The stable code that programs tell it by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsupported | Self::Legacy => "unsupported_format",
            Self::Encrypted => "encrypted",
            Self::Protected => "protected",
            Self::Distribution => "distribution_copy",
            Self::Scanned => "no_text",
            Self::Signed => "signed",
            Self::Broken => "damaged",
            Self::UnknownPart => "unknown_part",
            Self::TooLarge => "too_large",
            Self::Secret => "secret",
            Self::Leaks | Self::Survives(_) => "would_survive",
            Self::Damaged(_) => "unread",
            Self::Unwritable => "unwritable",
        }
    }
}

/// A file that was read.
#[derive(Clone)]
pub struct Opened {
    /// What it is.
    pub format: Format,
    /// Its text; where bytes are no characters stands U+FFFD. For a file in parts: the texts of its parts, joined by line feeds.
    pub text: String,
    /// How its text is written.
    pub encoding: Encoding,
    /// How many places could not be read.
    pub unread: usize,
    /// Its parts, where it has some.
    pub package: Option<Package>,
    /// What was read, where it is not written again in its own format.
    pub reading: Option<Reading>,
    /// The entries of an archive of documents.
    pub members: Vec<Member>,
}

impl Opened {
    /// Its text with the places that it stands in, where it is not a plain text.
    pub fn source(&self) -> Option<&source::Source> {
        (self.package.as_ref().map(|p| &p.source)).or(self.reading.as_ref().map(|r| &r.source))
    }

    /// What its text does not show.
    pub fn remarks(&self) -> &[Remark] {
        match (&self.package, &self.reading) {
            (Some(package), _) => &package.remarks,
            (None, Some(reading)) => &reading.remarks,
            (None, None) => &[],
        }
    }
}

/// Reads a file.
///
/// # Errors
/// [`Refusal::Unsupported`] where it is none of the formats, and what an adapter refuses. Places that cannot be read are counted, not
/// refused.
pub fn open(ending: &str, bytes: &[u8]) -> Result<Opened, Refusal> {
    open_within(ending, bytes, &mut zipped::Limits::new())
}

/// Reads a file that may stand inside an archive.
fn open_within(ending: &str, bytes: &[u8], limits: &mut zipped::Limits) -> Result<Opened, Refusal> {
    open_as(Format::recognise(ending, bytes)?, bytes, limits)
}

/// Reads a file of a known format.
fn open_as(format: Format, bytes: &[u8], limits: &mut zipped::Limits) -> Result<Opened, Refusal> {
    let mut package = match format {
        Format::Text => {
            let decoded = text::decode(bytes).ok_or(Refusal::Unsupported)?;
            let Decoded { text, encoding, unread } = decoded;
            return Ok(Opened { format, text, encoding, unread, package: None, reading: None, members: Vec::new() });
        }
        Format::Hwpx => hwpx::open(Archive::read(bytes)?)?,
        Format::Docx => docx::open(Archive::read(bytes)?)?,
        Format::Xlsx => xlsx::open(Archive::read(bytes)?)?,
        Format::Odt => odt::open(Archive::read(bytes)?)?,
        Format::Html => html::open(bytes)?,
        Format::Markdown => markdown::open(bytes)?,
        Format::Csv => csv::open(bytes, false)?,
        Format::Tsv => csv::open(bytes, true)?,
        Format::Hwp | Format::Xls | Format::Pptx | Format::Pdf | Format::Zip => {
            return reading::open(format, bytes, limits);
        }
    };
    package.tell_pictures();
    Ok(Opened {
        format,
        text: package.source.text.clone(),
        encoding: package.encoding.unwrap_or(Encoding::Utf8),
        unread: 0,
        package: Some(package),
        reading: None,
        members: Vec::new(),
    })
}

/// A masked copy, verified.
pub struct MaskedCopy {
    /// The file.
    pub bytes: VerifiedBytes,
    /// What was found, with the masks as written.
    pub findings: Vec<Finding>,
    /// What the copy leaves out by rule, and how often.
    pub removed: BTreeMap<Removed, usize>,
}

/// Makes the masked copy of a file in the same format and encoding.
///
/// # Errors
/// Every [`Refusal`] but `Unsupported`: nothing is given that was not read whole and verified.
pub fn mask(opened: &Opened, policy: &Policy, checker: &mut Checker) -> Result<MaskedCopy, Refusal> {
    mask_with(opened, None, policy, checker, &mut None)
}

/// Makes the masked copy of one of the files of a case: in the same format, or as `out` says; where `labels` are given, they go on from file
/// to file.
///
/// # Errors
/// As [`mask()`] and [`mask_as()`].
pub fn mask_with(
    opened: &Opened,
    out: Option<Out>,
    policy: &Policy,
    checker: &mut Checker,
    labels: &mut Option<Labels>,
) -> Result<MaskedCopy, Refusal> {
    if opened.reading.is_some() || out.is_some() {
        return copy::mask_as_with(opened, out.unwrap_or(Out::Text), policy, checker, labels);
    }
    if opened.unread > 0 {
        return Err(Refusal::Damaged(opened.unread));
    }
    let found = checker.check(&opened.text, policy).findings;
    if genuine_secret(&found) {
        return Err(Refusal::Secret);
    }
    let Some(package) = &opened.package else {
        let mut plan = MaskPlan::new(&opened.text, found, policy, checker, &|_, _| false);
        if let Some(labels) = labels {
            labels.renumber(&opened.text, &mut plan.findings);
        }
        let masked = mask::masked(&opened.text, &plan.findings);
        let bytes = text::encode(&masked, opened.encoding).ok_or(Refusal::Unwritable)?;
        drop(masked);
        let bytes = verify::verify(&opened.text, &plan.findings, bytes, policy, checker)?;
        return Ok(MaskedCopy { bytes, findings: plan.findings, removed: BTreeMap::new() });
    };
    let mut plan = spread::plan(&opened.text, found, policy, checker);
    if let Some(labels) = labels {
        labels.renumber(&opened.text, &mut plan.findings);
    }
    package.name_sheets(&mut plan.findings, &opened.text);
    let masked = mask::masked(&opened.text, &plan.findings);
    let bytes = package.masked(&plan.findings, &masked)?;
    let again = open_as(opened.format, &bytes, &mut zipped::Limits::new())?;
    let clean = plan.clean.as_deref();
    let bytes = verify::verify_planned(&opened.text, &plan.findings, &again.text, clean, bytes, policy, checker)?;
    Ok(MaskedCopy { bytes, findings: plan.findings, removed: package.removed.clone() })
}
