//! HWP 5.0 (Hancom, "한글 문서 파일 형식 5.0", revision 1.3): a compound file of streams, packed one by one, that hold records.
//!
//! `FileHeader` says how the file is protected; `BodyText/Section*` holds the text (`records`); the head of the text is repeated in `PrvText`,
//! title and authors stand in `\x05HwpSummaryInformation`, styles, links to pictures and authors of changes in `DocInfo`. It is read, never written.

mod records;

use std::collections::BTreeSet;

use super::Refusal;
use super::cfb::Compound;
use super::properties;
use super::reading::{Budget, Reading, What, Words};
use super::source::{Builder, Holds};
use records::{Section, records, text};

/// What `FileHeader` begins with.
pub(super) const SIGNATURE: &[u8] = b"HWP Document File";

/// What a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Section,
    Info,
    Summary,
    Preview,
    /// Pictures of pages, dates, printers: no words of the document.
    Frame,
    Picture,
    Embedded,
    /// Scripts: text that is read like any other.
    Script,
    /// Older states of the document, templates.
    History,
    Signature,
}

/// What a stream is by its path; none for what nobody knows.
fn classify(path: &str) -> Option<Class> {
    let lower = path.to_ascii_lowercase();
    let (folder, name) = lower.split_once('/').unwrap_or(("", &lower));
    Some(match (folder, name) {
        ("", "fileheader" | "prvimage") => Class::Frame,
        ("", "docinfo") => Class::Info,
        ("", "prvtext") => Class::Preview,
        ("", name) if name.ends_with("summaryinformation") => Class::Summary,
        ("bodytext", name) if name.starts_with("section") => Class::Section,
        // A second body, locked, of which `open` has told already.
        ("viewtext", _) => Class::Frame,
        ("bindata", name) => {
            let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
            if super::image::is_picture(ending) { Class::Picture } else { Class::Embedded }
        }
        ("docoptions", name) if name.contains("sign") || name.contains("publickey") => Class::Signature,
        ("docoptions", "_linkdoc") => Class::Frame,
        ("docoptions", name) if name.contains("drm") => Class::Frame,
        ("scripts", "jscriptversion") => Class::Frame,
        ("scripts", _) => Class::Script,
        ("dochistory" | "xmltemplate" | "bibliography", _) => Class::History,
        _ => return None,
    })
}

/// Reads an HWP 5.0 file.
///
/// # Errors
/// [`Refusal::Encrypted`] with a password, [`Refusal::Distribution`] for distribution copies, [`Refusal::Protected`] for DRM,
/// [`Refusal::Broken`], [`Refusal::TooLarge`].
pub(super) fn open(file: &Compound) -> Result<Reading, Refusal> {
    let head = file.find("FileHeader").ok_or(Refusal::Broken)?;
    let flags = head.get(36..40).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes).ok_or(Refusal::Broken)?;
    let flag = |bit: u32| flags & (1 << bit) != 0;
    if flag(1) {
        return Err(Refusal::Encrypted);
    }
    if flag(4) || flag(8) || flag(10) {
        return Err(Refusal::Protected);
    }
    if flag(2) {
        return Err(Refusal::Distribution);
    }
    let packed = flag(0);
    let mut reading = Reading::default();
    if flag(7) {
        reading.note(What::Signature, "");
    }
    // Hancom's protection of personal data keeps what it covers with stars somewhere in the file.
    if flag(13) {
        reading.note(What::Locked, "");
    }
    let mut budget = Budget::new();
    let mut unpack = |bytes: &[u8]| -> Result<Vec<u8>, Refusal> {
        if packed { budget.inflate(bytes, false) } else { budget.take(bytes.len()).map(|()| bytes.to_vec()) }
    };
    let mut asides = Vec::new();
    let mut sections = 0;
    for stream in &file.streams {
        match classify(&stream.path) {
            Some(Class::Section) => {
                sections += 1;
                let bytes = unpack(&stream.bytes)?;
                let mut section = Section::default();
                section.read(&bytes, &mut reading, &stream.path)?;
                reading.add(section.body, &stream.path, Holds::Body);
                asides.push((section.memos, section.aside, stream.path.as_str()));
            }
            Some(Class::Picture) => reading.note(What::Picture, ""),
            Some(Class::Embedded) => reading.note(What::Embedded, &stream.path),
            Some(Class::History) => reading.note(What::Unknown, &stream.path),
            Some(Class::Signature) => {
                if !flag(7) {
                    reading.note(What::Signature, "");
                }
            }
            Some(Class::Info | Class::Summary | Class::Preview | Class::Script | Class::Frame) => {}
            None => reading.note(What::Unknown, &stream.path),
        }
    }
    if sections == 0 {
        return Err(Refusal::Broken);
    }
    reading.end_body();
    for (memos, aside, path) in asides {
        reading.add(memos, path, Holds::Memo);
        reading.add(aside, path, Holds::Attribute);
    }
    for stream in &file.streams {
        let mut meta = Builder::new(0);
        match classify(&stream.path) {
            Some(Class::Info) => info(&unpack(&stream.bytes)?, &mut meta)?,
            Some(Class::Summary) => match properties::strings(&stream.bytes) {
                Some(strings) => strings.iter().for_each(|s| meta.line(s)),
                None => reading.note(What::Unknown, &stream.path),
            },
            Some(Class::Preview) => {
                // Cells stand in it as <...>. What the text says too is not said twice.
                let bare = |line: &str| line.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let known: BTreeSet<String> = reading.source.text.split('\n').map(bare).collect();
                for line in properties::wide(&stream.bytes).split(['\r', '\n']) {
                    if !known.contains(&bare(line)) {
                        meta.line(&line.replace("><", "\t").replace(['<', '>'], " "));
                    }
                }
            }
            Some(Class::Script) => {
                for line in properties::wide(&unpack(&stream.bytes)?).split(['\r', '\n']) {
                    meta.line(line.trim());
                }
            }
            _ => continue,
        }
        reading.add(meta, &stream.path, Holds::Meta);
    }
    Ok(reading)
}

/// Styles, links to files, authors of changes.
fn info(bytes: &[u8], meta: &mut Builder) -> Result<(), Refusal> {
    for record in records(bytes) {
        let record = record?;
        match record.tag {
            // A picture that stands outside: the paths to it.
            0x12 if record.data.first().is_some_and(|kind| kind & 0x0F == 0) => {
                let mut at = 2;
                while let Some((path, next)) = text(record.data, at).filter(|(p, _)| !p.is_empty()) {
                    meta.line(&path);
                    at = next;
                }
            }
            0x61 => {
                if let Some((author, _)) = text(record.data, 0).filter(|(a, _)| !a.is_empty()) {
                    meta.line(&author);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
