//! ZIP archives of documents: every entry is opened by itself and has a result of its own, archives inside archives too.
//!
//! What all of them hold together, how many they are and how deep they lie is limited. Not here: documents that are archives themselves.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::archive::{ENTRIES, RATIO, SMALL, UNPACKED};
use super::reading::{Reading, Words};
use super::source::{Builder, Holds};
use super::{Opened, Refusal, cp949};

/// Archives inside archives.
const DEPTH: usize = 4;

/// An entry of an archive of documents.
#[derive(Clone)]
pub struct Member {
    /// Its path in the archive. It may hold words of the document.
    pub name: String,
    /// What became of it.
    pub result: Result<Opened, Refusal>,
}

/// What may still be unpacked of a file and of what it holds.
pub(super) struct Limits {
    entries: usize,
    bytes: u64,
    depth: usize,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self { entries: ENTRIES, bytes: UNPACKED, depth: DEPTH }
    }
}

/// Opens every entry of an archive.
///
/// # Errors
/// [`Refusal::Broken`] where the archive cannot be read or leads out of itself, [`Refusal::TooLarge`] beyond the limits.
pub(super) fn open(raw: &[u8], limits: &mut Limits) -> Result<(Reading, Vec<Member>), Refusal> {
    if limits.depth == 0 {
        return Err(Refusal::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(|_| Refusal::Broken)?;
    limits.entries = limits.entries.checked_sub(archive.len()).ok_or(Refusal::TooLarge)?;
    let mut members: Vec<Member> = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|_| Refusal::Broken)?;
        let name = named(file.name_raw());
        let outside = name.starts_with(['/', '\\'])
            || name.get(1..2) == Some(":")
            || name.split(['/', '\\']).any(|step| step == "..");
        if outside || name.contains('\0') {
            return Err(Refusal::Broken);
        }
        if file.is_dir() {
            continue;
        }
        let (locked, packed, claimed) = (file.encrypted(), file.compressed_size(), file.size());
        drop(file);
        let result = if locked {
            Err(Refusal::Encrypted)
        } else if claimed > SMALL && claimed > packed.saturating_mul(RATIO) {
            Err(Refusal::TooLarge)
        } else {
            limits.bytes = limits.bytes.checked_sub(claimed).ok_or(Refusal::TooLarge)?;
            content(&mut archive, index, claimed).and_then(|bytes| {
                let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
                limits.depth -= 1;
                let opened = super::open_within(ending, &bytes, limits);
                limits.depth += 1;
                opened
            })
        };
        members.push(Member { name, result });
    }
    Ok((joined(&members), members))
}

/// The bytes of an entry, exactly as many as it claims to have.
fn content(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, claimed: u64) -> Result<Vec<u8>, Refusal> {
    let file = archive.by_index(index).map_err(|_| Refusal::Broken)?;
    let mut bytes = Vec::new();
    file.take(claimed + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Broken)?;
    if bytes.len() as u64 == claimed { Ok(bytes) } else { Err(Refusal::Broken) }
}

/// A name as it was meant: UTF-8, or what Korean Windows writes.
fn named(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => cp949::decode(raw),
    }
}

/// The running texts of all entries, each under its name; what stands beside them behind all.
fn joined(members: &[Member]) -> Reading {
    let mut reading = Reading::default();
    let mut asides = Vec::new();
    for member in members {
        let mut body = Builder::new(0);
        body.line(&member.name);
        let Ok(opened) = &member.result else {
            reading.add(body, &member.name, Holds::Body);
            continue;
        };
        let source = (opened.reading.as_ref().map(|r| &r.source)).or(opened.package.as_ref().map(|p| &p.source));
        let split = source.map_or(opened.text.len(), |s| s.body);
        let (text, beside) = opened.text.split_at_checked(split).unwrap_or((&opened.text, ""));
        text.split('\n').for_each(|line| body.line(line));
        reading.add(body, &member.name, Holds::Body);
        let mut aside = Builder::new(0);
        beside.split('\n').for_each(|line| aside.line(line));
        asides.push((aside, member.name.as_str()));
        reading.unread += opened.unread;
    }
    reading.end_body();
    for (aside, name) in asides {
        reading.add(aside, name, Holds::Attribute);
    }
    reading
}
