//! A document that is an archive of parts: what its adapter made of every part, and the masked copy.
//!
//! An adapter says what each part is; there is no default: a part that nobody knows refuses the file.

use super::Refusal;
use super::archive::{Archive, Fate};
use super::source::{Edit, Source, splice};
use crate::finding::Finding;

/// A container that was read.
#[derive(Clone)]
pub struct Package {
    pub(super) archive: Archive,
    /// The text of all its parts.
    pub source: Source,
    /// What becomes of each entry before any value is masked.
    pub(super) fates: Vec<Fate>,
    /// Changes that are made whatever is found: authors, histories, memos, links to files.
    pub(super) cleaning: Vec<Edit>,
    /// The entry that repeats the head of the text, and how many UTF-16 units of it.
    pub(super) preview: Option<(usize, usize)>,
    /// Pictures that nobody read.
    pub images: usize,
}

impl Package {
    /// A package whose parts are all kept as they are; its adapter says more.
    pub(super) fn new(archive: Archive) -> Self {
        let fates = vec![Fate::Keep; archive.entries.len()];
        Self { archive, source: Source::default(), fates, cleaning: Vec::new(), preview: None, images: 0 }
    }

    /// The text of an entry.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where it is not UTF-8.
    pub(super) fn text(&self, entry: usize) -> Result<&str, Refusal> {
        let bytes = self.archive.entries.get(entry).map(|e| e.bytes.as_slice()).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| Refusal::Broken)
    }

    /// The bytes of a copy with these findings masked; `masked` is the source's text with the masks in it.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where the archive cannot be written.
    pub(super) fn masked(&self, findings: &[Finding], masked: &str) -> Result<Vec<u8>, Refusal> {
        let mut edits = self.source.edits(findings);
        edits.extend(self.cleaning.iter().cloned());
        edits.sort_by_key(|e| (e.part, e.raw.start, e.raw.end));
        let mut fates = self.fates.clone();
        for (part, entry) in self.archive.entries.iter().enumerate() {
            let from = edits.partition_point(|e| e.part < part);
            let to = edits.partition_point(|e| e.part <= part);
            let own = edits.get(from..to).unwrap_or_default();
            if let Some(fate @ Fate::Keep) = fates.get_mut(part)
                && !own.is_empty()
            {
                *fate = Fate::Write(splice(&entry.bytes, own));
            }
        }
        if let Some((entry, units)) = self.preview
            && let Some(fate) = fates.get_mut(entry)
        {
            *fate = Fate::Write(head(masked, units).into_bytes());
        }
        self.archive.write(&fates)
    }
}

/// The first so many UTF-16 units of a text, in whole characters.
fn head(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}
