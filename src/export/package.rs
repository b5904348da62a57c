//! A document that is an archive of parts: what its adapter made of every part, and the masked copy.
//!
//! An adapter says what each part is; there is no default: a part that nobody knows refuses the file.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, Fate};
use super::source::{Edit, Source, splice};
use super::text::{self, Encoding};
use super::{Refusal, Remark, What, image};
use crate::finding::Finding;
use crate::kind::Action;
use crate::style;

/// Something that a masked copy leaves out by rule, whatever was found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Removed {
    /// Memos, comments and who wrote them.
    Memo,
    /// Text that was deleted under tracked changes, and the marks of those changes.
    Deletion,
    /// Hidden text.
    Hidden,
    /// Authors, companies, keywords, paths and other properties.
    Property,
    /// Pictures and texts of the first page.
    Preview,
    /// Older versions, states of editors, caches of other sources.
    History,
    /// Scripts and macros.
    Script,
    /// Documents and objects of other programs.
    Embedded,
    /// What pictures carry besides what is seen: places, cameras, texts.
    PictureData,
    /// Names of files inside the file.
    Name,
}

impl Removed {
    /// What is left out, in Korean.
    pub fn name_ko(self) -> &'static str {
        match self {
            Self::Memo => "메모·주석",
            Self::Deletion => "삭제로 표시한 글",
            Self::Hidden => "숨긴 글",
            Self::Property => "작성자 등 문서 정보",
            Self::Preview => "미리 보기",
            Self::History => "이전 판·편집 상태",
            Self::Script => "스크립트·매크로",
            Self::Embedded => "끼워 넣은 개체",
            Self::PictureData => "사진 정보",
            Self::Name => "안에 든 파일의 이름",
        }
    }

    /// What is left out, in English.
    pub fn name_en(self) -> &'static str {
        match self {
            Self::Memo => "memos and comments",
            Self::Deletion => "tracked deletions",
            Self::Hidden => "hidden text",
            Self::Property => "authors and properties",
            Self::Preview => "previews",
            Self::History => "older versions and editing states",
            Self::Script => "scripts and macros",
            Self::Embedded => "embedded objects",
            Self::PictureData => "data in pictures",
            Self::Name => "names of files inside",
        }
    }
}

/// A container that was read.
#[derive(Clone)]
pub struct Package {
    pub(super) archive: Archive,
    /// The text of all its parts.
    pub source: Source,
    /// What becomes of each entry before any value is masked.
    pub(super) fates: Vec<Fate>,
    /// New names of entries.
    pub(super) names: BTreeMap<usize, String>,
    /// Changes that are made whatever is found: authors, histories, memos, links to files.
    pub(super) cleaning: Vec<Edit>,
    /// The entry that repeats the head of the text, and how many UTF-16 units of it.
    pub(super) preview: Option<(usize, usize)>,
    /// Pictures that nobody read.
    pub images: usize,
    /// Where pictures stand, as far as the adapter tells: the part and how many.
    pub(super) pictures: BTreeMap<String, usize>,
    /// What its text does not show.
    pub remarks: Vec<Remark>,
    /// What the masked copy leaves out, and how often.
    pub removed: BTreeMap<Removed, usize>,
    /// Names of a workbook's sheets, as written.
    pub(super) names_of_sheets: Vec<String>,
    /// How a file that is one part is written.
    pub(super) encoding: Option<Encoding>,
    /// How a mask is written into a part.
    pub(super) escape: fn(&str) -> String,
}

impl Package {
    /// A package whose parts are all kept as they are; its adapter says more.
    pub(super) fn new(archive: Archive) -> Self {
        let fates = vec![Fate::Keep; archive.entries.len()];
        Self {
            archive,
            source: Source::default(),
            fates,
            names: BTreeMap::new(),
            cleaning: Vec::new(),
            preview: None,
            images: 0,
            pictures: BTreeMap::new(),
            remarks: Vec::new(),
            removed: BTreeMap::new(),
            names_of_sheets: Vec::new(),
            encoding: None,
            escape: escaped,
        }
    }

    /// A file that is one part.
    ///
    /// # Errors
    /// [`Refusal::Unsupported`] where it is no text, [`Refusal::Damaged`] where a byte is no character.
    pub(super) fn of_one(bytes: &[u8]) -> Result<Self, Refusal> {
        let decoded = text::decode(bytes).ok_or(Refusal::Unsupported)?;
        if decoded.unread > 0 {
            return Err(Refusal::Damaged(decoded.unread));
        }
        let mut package = Self::new(Archive::of_one(bytes, decoded.text));
        package.encoding = Some(decoded.encoding);
        Ok(package)
    }

    /// Says which pictures were not read: those of every part, then those that no part is known to show.
    pub(super) fn tell_pictures(&mut self) {
        let picture = |place: &str, count| Remark { what: What::Picture, place: place.to_owned(), count };
        let shown: usize = self.pictures.values().sum();
        self.remarks.extend(self.pictures.iter().map(|(part, count)| picture(part, *count)));
        if let Some(rest) = self.images.checked_sub(shown).filter(|rest| *rest > 0) {
            self.remarks.push(picture("", rest));
        }
    }

    /// Counts something that is left out.
    pub(super) fn removes(&mut self, what: Removed) {
        *self.removed.entry(what).or_default() += 1;
    }

    /// Says what becomes of an entry.
    pub(super) fn set(&mut self, part: usize, fate: Fate) {
        if let Some(slot) = self.fates.get_mut(part) {
            *slot = fate;
        }
    }

    /// A picture: what it carries besides what is seen goes.
    pub(super) fn picture(&mut self, part: usize) {
        self.images += 1;
        let bytes = self.archive.entries.get(part).map(|e| e.bytes.as_slice()).unwrap_or_default();
        if let Some(clean) = image::stripped(bytes) {
            self.set(part, Fate::Write(clean));
            self.removes(Removed::PictureData);
        }
    }

    /// The text of an entry.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where it is not UTF-8.
    pub(super) fn text(&self, entry: usize) -> Result<&str, Refusal> {
        let bytes = self.archive.entries.get(entry).map(|e| e.bytes.as_slice()).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| Refusal::Broken)
    }

    /// Gives the names of sheets masks that such names may bear and that part them, and the same to the values wherever they stand.
    pub(super) fn name_sheets(&self, findings: &mut [Finding], text: &str) {
        let mut taken: BTreeSet<String> = self.names_of_sheets.iter().map(|n| n.to_lowercase()).collect();
        let mut chosen: BTreeMap<String, String> = BTreeMap::new();
        for name in &self.names_of_sheets {
            for finding in findings.iter().filter(|f| f.action == Action::Mask) {
                let value = text.get(finding.span.range()).unwrap_or_default();
                if value.is_empty() || !name.contains(value) || chosen.contains_key(value) {
                    continue;
                }
                let plain =
                    finding.mask.as_deref().unwrap_or(style::FIXED).replace(['*', '[', ']', ':', '/', '?'], "○");
                let free = (1..1000).map(|n| numbered(&plain, n)).find(|mask| {
                    let new = name.replace(value, mask).to_lowercase();
                    !taken.contains(&new)
                });
                if let Some(mask) = free {
                    taken.insert(name.replace(value, &mask).to_lowercase());
                    chosen.insert(value.to_owned(), mask);
                }
            }
        }
        for finding in findings.iter_mut().filter(|f| f.action == Action::Mask) {
            if let Some(mask) = text.get(finding.span.range()).and_then(|value| chosen.get(value)) {
                finding.mask = Some(mask.clone());
            }
        }
    }

    /// The bytes of a copy with these findings masked; `masked` is the source's text with the masks in it.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where the archive cannot be written, [`Refusal::Unwritable`] where its encoding does not hold a mask.
    pub(super) fn masked(&self, findings: &[Finding], masked: &str) -> Result<Vec<u8>, Refusal> {
        let bytes_of = |part: usize| self.archive.entries.get(part).map(|e| e.bytes.as_slice()).unwrap_or_default();
        let mut edits = self.source.edits(findings, self.escape, &bytes_of);
        edits.extend(self.cleaning.iter().cloned());
        edits.sort_by_key(|e| (e.part, e.raw.start, e.raw.end));
        if let Some(encoding) = self.encoding {
            if edits.is_empty() {
                return Ok(self.archive.raw().to_vec());
            }
            let text = String::from_utf8(splice(bytes_of(0), &edits)).map_err(|_| Refusal::Broken)?;
            return text::encode(&text, encoding).ok_or(Refusal::Unwritable);
        }
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
        self.archive.write(&fates, &self.names)
    }
}

/// A mask of the same length that ends in a number, from the second on.
fn numbered(mask: &str, n: usize) -> String {
    if n == 1 {
        return mask.to_owned();
    }
    let number = n.to_string();
    let kept = mask.chars().count().saturating_sub(number.len());
    mask.chars().take(kept).chain(number.chars()).collect()
}

/// A mask as markup writes it.
pub(super) fn escaped(mask: &str) -> String {
    mask.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
