//! Compound files (MS-CFB, "OLE"): the container of HWP 5.0, XLS and of other office files of their time, read whole within limits.
//!
//! Chains of sectors that run in circles, trees that meet themselves and sizes that lie refuse the file. Not here: what the streams hold.

use super::Refusal;
use super::archive::{ENTRIES, UNPACKED};
use super::properties::wide;

/// The first bytes.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Numbers from here on are no sectors but marks: free, end of a chain.
const MARKS: u32 = 0xFFFF_FFFA;
/// No entry.
const NOBODY: u32 = 0xFFFF_FFFF;
/// Streams smaller than this stand in small sectors of 64 bytes.
const SMALL: u64 = 4096;
/// The bytes of an entry of the directory.
const ENTRY: usize = 128;

/// A stream with the path to it, `/` between storages.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// A compound file that was read whole.
#[derive(Clone, Debug)]
pub(super) struct Compound {
    pub(super) streams: Vec<Stream>,
}

impl Compound {
    /// Reads a compound file.
    ///
    /// # Errors
    /// [`Refusal::Broken`] where it cannot be taken apart, [`Refusal::TooLarge`] beyond the limits.
    pub(super) fn read(raw: &[u8]) -> Result<Self, Refusal> {
        let file = Sectors::new(raw)?;
        let directory = file.chain(file.number(48)?, &file.fat)?;
        let count = directory.len() / ENTRY;
        if count > ENTRIES {
            return Err(Refusal::TooLarge);
        }
        let root = Entry::new(&directory, 0).ok_or(Refusal::Broken)?;
        let small = file.chain(root.start, &file.fat)?;
        let mut seen = vec![false; count];
        let mut streams = Vec::new();
        let mut total = 0u64;
        let mut open = vec![(root.child, String::new())];
        while let Some((index, folder)) = open.pop() {
            if index == NOBODY {
                continue;
            }
            let place = seen.get_mut(index as usize).ok_or(Refusal::Broken)?;
            if std::mem::replace(place, true) {
                return Err(Refusal::Broken);
            }
            let entry = Entry::new(&directory, index as usize).ok_or(Refusal::Broken)?;
            open.push((entry.left, folder.clone()));
            open.push((entry.right, folder.clone()));
            let path = if folder.is_empty() { entry.name } else { format!("{folder}/{}", entry.name) };
            if path.len() > 1024 {
                return Err(Refusal::Broken);
            }
            match entry.kind {
                1 => open.push((entry.child, path)),
                2 => {
                    total += entry.size;
                    if total > UNPACKED || entry.size > raw.len() as u64 {
                        return Err(Refusal::TooLarge);
                    }
                    let bytes = if entry.size < SMALL {
                        file.small(entry.start, &small, entry.size as usize)?
                    } else {
                        let mut bytes = file.chain(entry.start, &file.fat)?;
                        if (bytes.len() as u64) < entry.size {
                            return Err(Refusal::Broken);
                        }
                        bytes.truncate(entry.size as usize);
                        bytes
                    };
                    streams.push(Stream { path, bytes });
                }
                _ => {}
            }
        }
        streams.sort_by(|a, b| (a.path.len(), &a.path).cmp(&(b.path.len(), &b.path)));
        Ok(Self { streams })
    }

    /// The bytes of a stream; names differ by more than case.
    pub(super) fn find(&self, path: &str) -> Option<&[u8]> {
        self.streams.iter().find(|s| s.path.eq_ignore_ascii_case(path)).map(|s| s.bytes.as_slice())
    }
}

/// The sectors of a file and the tables of which follows which.
struct Sectors<'a> {
    raw: &'a [u8],
    shift: u32,
    fat: Vec<u32>,
    small_fat: Vec<u32>,
}

impl<'a> Sectors<'a> {
    fn new(raw: &'a [u8]) -> Result<Self, Refusal> {
        if !raw.starts_with(MAGIC) {
            return Err(Refusal::Broken);
        }
        let mut file = Self { raw, shift: 0, fat: Vec::new(), small_fat: Vec::new() };
        file.shift = match file.number(30)? & 0xFFFF {
            9 => 9,
            12 => 12,
            _ => return Err(Refusal::Broken),
        };
        let most = raw.len() >> file.shift;
        let mut tables: Vec<u32> = (0..109).filter_map(|i| file.number(76 + 4 * i).ok()).collect();
        let mut more = file.number(68)?;
        let mut walked = 0;
        while more < MARKS {
            walked += 1;
            let sector = file.sector(more)?;
            if walked > most {
                return Err(Refusal::Broken);
            }
            let mut numbers = numbers(sector);
            more = numbers.pop().unwrap_or(NOBODY);
            tables.append(&mut numbers);
        }
        for table in tables.into_iter().filter(|&t| t < MARKS) {
            if file.fat.len() > raw.len() {
                return Err(Refusal::Broken);
            }
            let sector = numbers(file.sector(table)?);
            file.fat.extend(sector);
        }
        let first = file.number(60)?;
        file.small_fat = numbers(&file.chain(first, &file.fat)?);
        Ok(file)
    }

    /// The number that stands at a byte of the head.
    fn number(&self, at: usize) -> Result<u32, Refusal> {
        self.raw.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes).ok_or(Refusal::Broken)
    }

    /// A sector; the last of a file may be short.
    fn sector(&self, index: u32) -> Result<&'a [u8], Refusal> {
        let start = (index as usize + 1) << self.shift;
        let end = (start + (1 << self.shift)).min(self.raw.len());
        self.raw.get(start..end).filter(|s| !s.is_empty()).ok_or(Refusal::Broken)
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32, table: &[u32]) -> Result<Vec<u8>, Refusal> {
        let mut out = Vec::new();
        let mut at = first;
        while at < MARKS {
            out.extend_from_slice(self.sector(at)?);
            // Longer than the file is a chain that runs in a circle.
            if out.len() > self.raw.len() {
                return Err(Refusal::Broken);
            }
            at = *table.get(at as usize).ok_or(Refusal::Broken)?;
        }
        Ok(out)
    }

    /// The bytes of a chain of small sectors, which stand in a stream of their own.
    fn small(&self, first: u32, stream: &[u8], size: usize) -> Result<Vec<u8>, Refusal> {
        let mut out = Vec::new();
        let mut at = first;
        while out.len() < size {
            let start = (at as usize).checked_mul(64).ok_or(Refusal::Broken)?;
            let end = start.saturating_add(64).min(stream.len());
            out.extend_from_slice(stream.get(start..end).filter(|s| !s.is_empty()).ok_or(Refusal::Broken)?);
            at = self.small_fat.get(at as usize).copied().unwrap_or(NOBODY);
        }
        out.truncate(size);
        Ok(out)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|&b| u32::from_le_bytes(b)).collect()
}

/// An entry of the directory.
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl Entry {
    fn new(directory: &[u8], index: usize) -> Option<Self> {
        let bytes = directory.get(index * ENTRY..(index + 1) * ENTRY)?;
        let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        let length = usize::from(u16::from_le_bytes([*bytes.get(64)?, *bytes.get(65)?])).saturating_sub(2).min(62);
        Some(Self {
            name: wide(bytes.get(..length)?),
            kind: *bytes.get(66)?,
            left: number(68)?,
            right: number(72)?,
            child: number(76)?,
            start: number(116)?,
            size: u64::from(number(120)?),
        })
    }
}
