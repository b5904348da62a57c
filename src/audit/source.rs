//! What there is to read: files below folders, entries of archives and lines of JSONL files, in an order that is always the same, one at a time. Links are not followed,
//! the report's own folder is passed over, and what cannot be entered is a target that cannot be read.

use std::borrow::Cow;
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use crate::export::Format;

use super::Day;
use super::document::{self, Read};

/// The longest line, and the largest file, that is read.
pub(super) const LARGEST: u64 = 64 << 20;

/// Something to read.
pub(super) struct Target {
    /// Its number.
    pub n: u64,
    /// What and where it is.
    pub place: Place,
    /// The path given that it stands below.
    pub root: Arc<Path>,
    /// Its size in bytes.
    pub size: u64,
    /// The day it was changed last, for a file.
    pub changed: Option<Day>,
}

/// What and where a target is.
pub(super) enum Place {
    /// A file.
    File(PathBuf),
    /// An entry of an archive, under the archive's path: what was read of it, or why nothing was.
    Entry(PathBuf, Result<Read, &'static str>),
    /// A line of a file; empty where it was too long.
    Line { file: Arc<Path>, number: u64, bytes: Vec<u8> },
    /// What cannot be read, and why.
    Unread(PathBuf, &'static str),
}

/// Whether a file holds a document a line.
pub(super) fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"))
}

/// Whether a file holds documents that are targets by themselves.
pub(super) fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"))
}

/// All targets below some paths, in order; the folder of the report is none. Every entry of an archive is a target.
pub(super) fn targets(paths: &[PathBuf], out: &Path) -> impl Iterator<Item = Target> + use<> {
    let all = files(paths, out).flat_map(|target| match &target.place {
        Place::File(path) if is_archive(path) => entries(target),
        _ => Box::new(std::iter::once(target)) as Targets,
    });
    all.enumerate().map(|(n, target)| Target { n: n as u64, ..target })
}

/// The same with every archive as one, which is not opened.
pub(super) fn files(paths: &[PathBuf], out: &Path) -> impl Iterator<Item = Target> + use<> {
    let out = fs::canonicalize(out).ok();
    let paths = paths.to_vec();
    paths.into_iter().flat_map(move |path| below(&path, out.clone()))
}

/// The entries of an archive, and of those in it; one that cannot be opened is itself a target that cannot be read. Its size counts once.
fn entries(archive: Target) -> Targets {
    let Target { place: Place::File(path), root, size, changed, .. } = archive else {
        return Box::new(std::iter::empty());
    };
    let all = match document::open(&path) {
        Ok(opened) if opened.format == Format::Zip => document::entries(&path, opened),
        Ok(opened) => vec![(path, Ok(document::read(opened)))],
        Err(why) => vec![(path, Err(why))],
    };
    let target = move |(i, (path, read)): (usize, (PathBuf, _))| {
        let size = if i == 0 { size } else { 0 };
        Target { n: 0, place: Place::Entry(path, read), root: root.clone(), size, changed }
    };
    Box::new(all.into_iter().enumerate().map(target))
}

type Targets = Box<dyn Iterator<Item = Target>>;

fn below(path: &Path, out: Option<PathBuf>) -> Targets {
    let root: Arc<Path> = path.into();
    match fs::symlink_metadata(path) {
        Err(error) => one(&root, Place::Unread(path.to_owned(), why(error.kind()))),
        Ok(meta) if meta.is_symlink() => one(&root, Place::Unread(path.to_owned(), "link")),
        Ok(meta) if meta.is_file() => file(&root, path.to_owned(), &meta),
        Ok(_) => {
            let walk = ignore::WalkBuilder::new(path)
                .standard_filters(false)
                .follow_links(false)
                .sort_by_file_path(|a, b| a.cmp(b))
                .filter_entry(move |e| {
                    let folder = e.file_type().is_some_and(|t| t.is_dir());
                    !(folder && out.is_some() && fs::canonicalize(e.path()).ok() == out)
                })
                .build();
            Box::new(walk.flat_map(move |entry| entered(&root, entry)))
        }
    }
}

fn entered(root: &Arc<Path>, entry: Result<ignore::DirEntry, ignore::Error>) -> Targets {
    match entry {
        Ok(entry) => match entry.file_type() {
            Some(kind) if kind.is_symlink() => one(root, Place::Unread(entry.into_path(), "link")),
            Some(kind) if kind.is_file() => match entry.metadata() {
                Ok(meta) => file(root, entry.into_path(), &meta),
                Err(_) => one(root, Place::Unread(entry.into_path(), "cannot_read")),
            },
            Some(kind) if kind.is_dir() => Box::new(std::iter::empty()),
            _ => one(root, Place::Unread(entry.into_path(), "no_file")),
        },
        Err(error) => {
            let place = at(&error).unwrap_or(root).to_owned();
            let kind = error.io_error().map_or(std::io::ErrorKind::Other, std::io::Error::kind);
            one(root, Place::Unread(place, why(kind)))
        }
    }
}

fn at(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => at(err),
        _ => None,
    }
}

/// Why the system does not give something.
pub(super) fn why(kind: std::io::ErrorKind) -> &'static str {
    match kind {
        std::io::ErrorKind::NotFound => "not_found",
        std::io::ErrorKind::PermissionDenied => "permission_denied",
        _ => "cannot_read",
    }
}

fn one(root: &Arc<Path>, place: Place) -> Targets {
    Box::new(std::iter::once(Target { n: 0, place, root: root.clone(), size: 0, changed: None }))
}

fn file(root: &Arc<Path>, path: PathBuf, meta: &Metadata) -> Targets {
    if is_lines(&path) {
        return lines(root.clone(), path);
    }
    let since = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    let changed = since.and_then(|d| i64::try_from(d.as_secs()).ok()).map(Day::of_seconds);
    let target = Target { n: 0, place: Place::File(path), root: root.clone(), size: meta.len(), changed };
    Box::new(std::iter::once(target))
}

fn lines(root: Arc<Path>, path: PathBuf) -> Targets {
    let file: Arc<Path> = path.into();
    let mut reader = match File::open(&file) {
        Ok(opened) => Some(BufReader::with_capacity(1 << 16, opened)),
        Err(error) => return one(&root, Place::Unread(file.to_path_buf(), why(error.kind()))),
    };
    let mut number = 0;
    Box::new(std::iter::from_fn(move || {
        loop {
            let from = reader.as_mut()?;
            let mut bytes = Vec::new();
            let read = from.by_ref().take(LARGEST).read_until(b'\n', &mut bytes);
            let target = |place, size| Some(Target { n: 0, place, root: root.clone(), size, changed: None });
            let size = match read {
                Ok(0) => return None,
                Ok(read) => read as u64,
                // A file that breaks off is told once, and ends.
                Err(error) => {
                    reader = None;
                    return target(Place::Unread(file.to_path_buf(), why(error.kind())), 0);
                }
            };
            number += 1;
            if size == LARGEST && bytes.last() != Some(&b'\n') {
                // The rest of a line that is longer than anything that is read.
                let size = size + pass(from);
                return target(Place::Line { file: file.clone(), number, bytes: Vec::new() }, size);
            }
            let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii();
            if !plain.is_empty() {
                let bytes = plain.to_vec();
                return target(Place::Line { file: file.clone(), number, bytes }, size);
            }
        }
    }))
}

/// Passes over the rest of a line, and says how long it was.
fn pass(reader: &mut impl BufRead) -> u64 {
    let mut passed = 0;
    while let Ok(buffer) = reader.fill_buf() {
        if buffer.is_empty() {
            break;
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let length = end.map_or(buffer.len(), |e| e + 1);
        reader.consume(length);
        passed += length as u64;
        if end.is_some() {
            break;
        }
    }
    passed
}

/// A line's fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Line {
    pub text: Option<Lossy>,
    pub path: Option<Lossy>,
    pub department: Option<Lossy>,
    pub author: Option<Lossy>,
    pub date: Option<Lossy>,
    pub title: Option<Lossy>,
    pub level: Option<Lossy>,
    pub items: Option<Items>,
    pub approved_at: Option<Lossy>,
    pub public_at: Option<Lossy>,
}

/// A text as it may come: half of a character is U+FFFD, what is no text is none.
#[derive(Default)]
pub(super) struct Lossy(pub String);

impl<'de> Deserialize<'de> for Lossy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Lossy;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Lossy, E> {
                Ok(Lossy(match String::from_utf8_lossy(bytes) {
                    Cow::Borrowed(text) => text.to_owned(),
                    // Half of a character is three bytes, each of which was replaced.
                    Cow::Owned(text) => text.replace("\u{FFFD}\u{FFFD}\u{FFFD}", "\u{FFFD}"),
                }))
            }

            fn visit_str<E>(self, text: &str) -> Result<Lossy, E> {
                Ok(Lossy(text.to_owned()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Items as published: numbers, or texts that hold one (`6`, `제6호`).
#[derive(Default)]
pub(super) struct Items(pub Vec<u8>);

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum One {
            Number(u64),
            Text(String),
            Other(IgnoredAny),
        }
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Items;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element::<One>()? {
                    let number = match one {
                        One::Number(n) => u8::try_from(n).ok(),
                        One::Text(t) => t.chars().find_map(|c| c.to_digit(10)).and_then(|n| u8::try_from(n).ok()),
                        One::Other(_) => None,
                    };
                    all.extend(number.filter(|n| (1..=8).contains(n)));
                }
                all.sort_unstable();
                all.dedup();
                Ok(Items(all))
            }
        }
        deserializer.deserialize_seq(All)
    }
}
