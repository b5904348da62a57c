//! Files in, files out: what a file is, the draft in it, and the masked copy in the same format.
//!
//! A format is one variant of [`Format`] and one module that reads and writes it; [`plan`] and [`verify`] know none of them. Bytes leave
//! only as [`VerifiedBytes`], which only `verify` can make. Not here: paths, temporary files, messages (the command).

pub mod text;
pub mod verify;

use crate::check::Checker;
use crate::detect::secret::genuine_secret;
use crate::finding::Finding;
use crate::mask;
use crate::policy::Policy;

pub use crate::plan::MaskPlan;
pub use text::Encoding;
pub use verify::{Survivor, VerifiedBytes};

/// The formats that are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: UTF-8, UTF-16 with a byte order mark, CP949.
    Text,
}

/// First bytes of formats that hold text nowhere a text reader would find it.
const CONTAINERS: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"%PDF-",
    b"{\\rtf",
    b"HWP Document File",
    b"\x1F\x8B",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"7z\xBC\xAF",
];

/// Name endings of formats whose text is written in a way that a plain reader would misread.
const MARKED_UP: &[&str] = &["html", "htm", "xhtml", "xml", "hml", "mht", "mhtml", "eml", "rtf", "svg", "ps"];

impl Format {
    /// What a file is, by its first bytes and then the ending of its name (`""` where there is none).
    ///
    /// # Errors
    /// [`Refusal::Unsupported`] where nothing here reads it.
    pub fn recognise(ending: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let contained = CONTAINERS.iter().any(|magic| bytes.starts_with(magic));
        let marked_up = MARKED_UP.iter().any(|e| e.eq_ignore_ascii_case(ending));
        if contained || marked_up { Err(Refusal::Unsupported) } else { Ok(Self::Text) }
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
    /// Something would survive at these places (bytes of the masked text).
    #[error("something would survive in {} places", .0.len())]
    Survives(Vec<crate::span::Span>),
}

/// A file that was read.
#[derive(Clone)]
pub struct Opened {
    /// What it is.
    pub format: Format,
    /// Its text; where bytes are no characters stands U+FFFD.
    pub text: String,
    /// How its text is written.
    pub encoding: Encoding,
    /// How many places could not be read.
    pub unread: usize,
}

/// Reads a file.
///
/// # Errors
/// [`Refusal::Unsupported`] where it is none of the formats. Places that cannot be read are counted, not refused.
pub fn open(ending: &str, bytes: &[u8]) -> Result<Opened, Refusal> {
    let format = Format::recognise(ending, bytes)?;
    let decoded = text::decode(bytes).ok_or(Refusal::Unsupported)?;
    Ok(Opened { format, text: decoded.text, encoding: decoded.encoding, unread: decoded.unread })
}

/// A masked copy, verified.
pub struct MaskedCopy {
    /// The file.
    pub bytes: VerifiedBytes,
    /// What was found, with the masks as written.
    pub findings: Vec<Finding>,
}

/// Makes the masked copy of a file in the same format and encoding.
///
/// # Errors
/// Every [`Refusal`] but `Unsupported`: nothing is given that was not read whole and verified.
pub fn mask(opened: &Opened, policy: &Policy, checker: &mut Checker) -> Result<MaskedCopy, Refusal> {
    if opened.unread > 0 {
        return Err(Refusal::Damaged(opened.unread));
    }
    let found = checker.check(&opened.text, policy).findings;
    if genuine_secret(&found) {
        return Err(Refusal::Secret);
    }
    let plan = MaskPlan::new(&opened.text, found, policy, checker, &|_, _| false);
    let masked = mask::masked(&opened.text, &plan.findings);
    let bytes = text::encode(&masked, opened.encoding).ok_or(Refusal::Unwritable)?;
    drop(masked);
    let bytes = verify::verify(&opened.text, &plan.findings, bytes, policy, checker)?;
    Ok(MaskedCopy { bytes, findings: plan.findings })
}
