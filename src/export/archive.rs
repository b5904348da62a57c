//! ZIP containers: every entry read within limits, and written again in the same order, what has not changed byte for byte.
//!
//! Not here: what the entries are (the adapters), and the check of what was written (`leak` opens archives by itself).

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Refusal;

/// What an archive may hold at most: beyond that it is hostile or no document.
pub(super) const ENTRIES: usize = 10_000;
/// Bytes of all entries together once they are unpacked.
pub(super) const UNPACKED: u64 = 256 * 1024 * 1024;
/// How many times its packed size an entry may be, once it is larger than `SMALL`.
pub(super) const RATIO: u64 = 200;
/// Entries up to this size may be packed as tightly as they like: a page of equal cells is.
pub(super) const SMALL: u64 = 4 * 1024 * 1024;

/// How hard what changed is packed, of 9: as Hancom's own program does. More takes three times as long for a tenth of the size.
const LEVEL: i64 = 2;

/// One file in an archive.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Kept as it is, not packed.
    stored: bool,
    folder: bool,
}

/// An archive that was read whole.
#[derive(Clone)]
pub(super) struct Archive {
    raw: Vec<u8>,
    pub(super) entries: Vec<Entry>,
}

/// What becomes of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Copied byte for byte.
    Keep,
    /// Written with these bytes.
    Write(Vec<u8>),
    /// Left out.
    Drop,
}

impl Archive {
    /// Reads an archive.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where it cannot be unpacked, [`Refusal::Encrypted`] where it asks for a password, [`Refusal::TooLarge`] beyond
    /// the limits.
    pub(super) fn read(raw: &[u8]) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(|_| Refusal::Broken)?;
        if archive.len() > ENTRIES {
            return Err(Refusal::TooLarge);
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(archive.len());
        let mut total = 0u64;
        for index in 0..archive.len() {
            let mut file = archive.by_index_raw(index).map_err(|_| Refusal::Broken)?;
            if file.encrypted() {
                return Err(Refusal::Encrypted);
            }
            // Some writers part folders with the stroke of Windows: Excel reads that, and the copy says it as the format asks.
            let name = file.name().map_err(|_| Refusal::Broken)?.replace('\\', "/");
            let outside = name.starts_with('/') || name.split('/').any(|step| step == "..");
            if outside || entries.iter().any(|e| e.name == name) {
                return Err(Refusal::Broken);
            }
            let stored = file.compression() == CompressionMethod::Stored;
            let folder = file.is_dir();
            let packed = file.compressed_size();
            let claimed = file.size();
            drop(file.read(&mut [0; 0]));
            drop(file);
            if claimed > SMALL && claimed > packed.saturating_mul(RATIO) || total + claimed > UNPACKED {
                return Err(Refusal::TooLarge);
            }
            let file = archive.by_index(index).map_err(|_| Refusal::Broken)?;
            let mut bytes = Vec::with_capacity(claimed.min(SMALL) as usize + 1);
            // A size that lies is caught here: one byte more than claimed is too many.
            file.take(claimed + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Broken)?;
            if bytes.len() as u64 != claimed {
                return Err(Refusal::Broken);
            }
            total += claimed;
            entries.push(Entry { name, bytes, stored, folder });
        }
        Ok(Self { raw: raw.to_vec(), entries })
    }

    /// A file that is one part: its text in UTF-8, its bytes as they came.
    pub(super) fn of_one(raw: &[u8], text: String) -> Self {
        let entry = Entry { name: String::new(), bytes: text.into_bytes(), stored: true, folder: false };
        Self { raw: raw.to_vec(), entries: vec![entry] }
    }

    /// The bytes as they came.
    pub(super) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The index of an entry; where none bears the name, of one that writes it in other letters, which is the same to office programs.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let written = |e: &Entry| e.name.eq_ignore_ascii_case(name);
        (self.entries.iter().position(|e| e.name == name)).or_else(|| self.entries.iter().position(written))
    }

    /// The archive with each entry's fate done, some under other names: entries in the same order, nothing between or behind them, no
    /// comments.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where it cannot be written.
    pub(super) fn write(&self, fates: &[Fate], names: &BTreeMap<usize, String>) -> Result<Vec<u8>, Refusal> {
        let broken = |_| Refusal::Broken;
        let mut archive = ZipArchive::new(Cursor::new(self.raw.as_slice())).map_err(broken)?;
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.raw.len())));
        for (index, entry) in self.entries.iter().enumerate() {
            let name = names.get(&index).map_or(entry.name.as_str(), String::as_str);
            match fates.get(index).unwrap_or(&Fate::Keep) {
                Fate::Keep => {
                    let file = archive.by_index_raw(index).map_err(broken)?;
                    out.raw_copy_file_rename(file, name).map_err(broken)?;
                }
                Fate::Write(bytes) => {
                    let method = if entry.stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
                    let time = archive.by_index_raw(index).map_err(broken)?.last_modified();
                    let mut options = SimpleFileOptions::default().compression_method(method);
                    if !entry.stored {
                        options = options.compression_level(Some(LEVEL));
                    }
                    if let Some(time) = time {
                        options = options.last_modified_time(time);
                    }
                    if entry.folder {
                        out.add_directory(name, options).map_err(broken)?;
                    } else {
                        out.start_file(name, options).map_err(broken)?;
                        out.write_all(bytes).map_err(|_| Refusal::Broken)?;
                    }
                }
                Fate::Drop => {}
            }
        }
        Ok(out.finish().map_err(broken)?.into_inner())
    }
}
