//! One document as a diagnosis sees it: read, checked, counted by kind, its names masked. Where it comes from is told elsewhere: `scan` walks over
//! folders and lines, `feed` is handed documents one by one.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::check::{Checked, Checker};
use crate::disclosure::Level;
use crate::export::{self, Format, Opened, Refusal, What};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::policy::Policy;
use crate::text::Folded;
use crate::words::{self, Hit, List};
use crate::{mask, style};

use super::key::Key;
use super::record::{Found, Record};
use super::source::{self, LARGEST};

/// What is looked at.
pub(super) struct Seen<'a> {
    /// The text, and what of it could not be read.
    pub read: &'a Read,
    /// The title as given.
    pub title: Option<&'a str>,
    /// The file, where its name may say that it is an attachment.
    pub attachment: Option<&'a Path>,
}

/// Checks a document that was read and writes into its record what was found; gives the marks of values, where there is a key.
pub(super) fn examine(
    record: &mut Record,
    seen: &Seen<'_>,
    key: Option<&Key>,
    policy: &Policy,
    checker: &mut Checker,
) -> (Checked, Vec<u64>) {
    let read = seen.read;
    record.damaged = read.damaged;
    record.images = read.images;
    let checked = checker.check(&read.text, policy);
    record.suggested = checked.disclosure.level.id().to_owned();
    record.suggested_items = checked.disclosure.items.iter().map(|i| i.item).collect();
    let values = found(key, &read.text, &checked.findings, &mut record.found);
    record.attached = attached(seen.attachment, &read.text, &checked.findings);
    record.title = seen.title.map_or(String::new(), |t| without(name(t), &read.text, &checked.findings));
    record.path = without(std::mem::take(&mut record.path), &read.text, &checked.findings);
    (checked, values)
}

/// A level as it is told: its id or its name.
pub(super) fn level(told: &str) -> Option<Level> {
    [Level::Open, Level::Partial, Level::Closed].into_iter().find(|l| l.id() == told || l.name_ko() == told)
}

/// The text of a document.
#[derive(Clone)]
pub(super) struct Read {
    /// The text.
    pub text: String,
    /// Places that could not be read.
    pub damaged: u32,
    /// Pictures, which nobody read.
    pub images: u32,
}

/// Reads a file of any format; links are not followed.
pub(super) fn file(path: &Path) -> Result<Read, &'static str> {
    open(path).map(read)
}

/// Opens a file of any format; links are not followed.
pub(super) fn open(path: &Path) -> Result<Opened, &'static str> {
    let meta = fs::symlink_metadata(path).map_err(|e| source::why(e.kind()))?;
    if meta.is_symlink() {
        return Err("link");
    }
    if meta.len() > LARGEST {
        return Err("too_large");
    }
    let bytes = fs::read(path).map_err(|e| source::why(e.kind()))?;
    let ending = path.extension().unwrap_or(OsStr::new("")).to_string_lossy();
    export::open(&ending, &bytes).map_err(|refusal| refused(&refusal))
}

/// Why a file is not read.
pub(super) fn refused(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unsupported => "unsupported_format",
        Refusal::Encrypted => "encrypted",
        Refusal::Protected => "protected",
        Refusal::Signed => "signed",
        Refusal::UnknownPart => "unknown_part",
        Refusal::TooLarge => "too_large",
        Refusal::Distribution => "distribution",
        Refusal::Legacy => "legacy",
        Refusal::Scanned => "scanned",
        _ => "damaged",
    }
}

/// The text of a file that was opened.
pub(super) fn read(mut opened: Opened) -> Read {
    taken(&mut opened)
}

/// The same, which leaves the files that it holds.
pub(super) fn taken(opened: &mut Opened) -> Read {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Read { damaged: small(unread(opened)), images: small(pictures(opened)), text: std::mem::take(&mut opened.text) }
}

/// The entries of an archive, and of those in it, under its path: what was read of each, or why nothing was.
pub(super) fn entries(path: &Path, archive: Opened) -> Vec<(PathBuf, Result<Read, &'static str>)> {
    let mut all = Vec::new();
    gather(path, archive, &mut all);
    all
}

fn gather(path: &Path, archive: Opened, all: &mut Vec<(PathBuf, Result<Read, &'static str>)>) {
    for member in archive.members {
        let inside = path.join(member.name.replace('\\', "/"));
        match member.result {
            Ok(opened) if opened.format == Format::Zip => gather(&inside, opened, all),
            Ok(opened) => all.push((inside, Ok(read(opened)))),
            Err(refusal) => all.push((inside, Err(refused(&refusal)))),
        }
    }
}

/// How many places of a file remain unread, in the files that it holds too.
fn unread(opened: &Opened) -> usize {
    let places: usize = opened.remarks().iter().filter(|r| r.what.is_unread()).map(|r| r.count).sum();
    let inside: usize = opened.members.iter().map(|m| m.result.as_ref().map_or(1, unread)).sum();
    let own = if opened.members.is_empty() { opened.unread } else { 0 };
    own + places + inside
}

/// How many pictures a file holds, in the files that it holds too.
fn pictures(opened: &Opened) -> usize {
    let told: usize = opened.remarks().iter().filter(|r| r.what == What::Picture).map(|r| r.count).sum();
    let inside: usize = opened.members.iter().filter_map(|m| m.result.as_ref().ok()).map(pictures).sum();
    told + inside
}

/// Whether two equal values of a kind are one person's or one thing's: names, births, amounts and facts are shared by many.
fn is_telling(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::PersonName
            | Kind::BirthDate
            | Kind::PersonalFinance
            | Kind::SensitiveHealth
            | Kind::SensitiveCriminal
            | Kind::SensitiveBelief
            | Kind::WelfareStatus
            | Kind::UnitPrice
            | Kind::ReservePrice
            | Kind::SalesFigure
            | Kind::PersonalRecord
            | Kind::FamilyStatus
            | Kind::SecurityMark
    )
}

/// Counts what was found by kind, and gives the marks of what is to be masked and tells somebody apart, each once.
fn found(key: Option<&Key>, text: &str, findings: &[Finding], out: &mut Vec<Found>) -> Vec<u64> {
    let mut values = Vec::new();
    let (mut line, mut at) = (1, 0);
    for f in findings.iter().filter(|f| f.action != Action::Keep) {
        let passed = text.get(at..f.span.start).unwrap_or_default();
        line += u32::try_from(passed.bytes().filter(|b| *b == b'\n').count()).unwrap_or_default();
        at = f.span.start;
        let value = text.get(f.span.range()).unwrap_or_default();
        if let Some(key) = key.filter(|_| f.action == Action::Mask && is_telling(f.kind)) {
            values.push(key.value(f.kind_id(), value));
        }
        let known = out.iter().position(|k| k.kind == f.kind_id());
        let place = known.unwrap_or_else(|| {
            out.push(Found {
                kind: f.kind_id().to_owned(),
                name: f.own.as_ref().map(|o| o.name.clone()),
                item: f.item,
                line,
                shown: example(text, f, value),
                ..Found::default()
            });
            out.len() - 1
        });
        if let Some(kind) = out.get_mut(place) {
            match f.action {
                Action::Mask => kind.mask += 1,
                _ => kind.review += 1,
            }
        }
    }
    values.sort_unstable();
    values.dedup();
    values
}

/// How far before a value its label's word is looked for, in bytes.
const BEFORE: usize = 48;

/// A finding as an example: its mask, behind the word of its label where one of the lists stands directly before it. Of the text around, nothing.
fn example(text: &str, f: &Finding, value: &str) -> String {
    let masked = style::full(f.kind, value);
    let mut from = f.span.start.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..f.span.start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let folded = Folded::new(before);
    let mut hits: Vec<Hit> = Vec::new();
    words::scan(&folded, &mut hits);
    let last = hits.iter().rev().find(|h| h.is(List::Labels) && h.labels(f.kind));
    let near = |h: &&Hit| (h.end as usize..folded.len()).all(|i| matches!(folded.unit(i), 0x20 | 0x3A | 0x28 | 0x09));
    match last.filter(near) {
        Some(hit) => {
            let word = folded.text(crate::span::FoldSpan { start: hit.start, end: hit.end });
            format!("{}: {masked}", word.split_whitespace().collect::<String>())
        }
        None => masked,
    }
}

/// Whether all that is to be masked stands in attachments: behind the sign that ends the body (`끝.`), or in a file whose name says that it is one.
fn attached(file: Option<&Path>, text: &str, findings: &[Finding]) -> bool {
    let mut masked = findings.iter().filter(|f| f.action == Action::Mask).peekable();
    if masked.peek().is_none() {
        return false;
    }
    if let Some(path) = file {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stem = stem.trim_start_matches(['[', '(', '<', ' ']);
        if ["붙임", "별첨", "별지", "첨부"].iter().any(|w| stem.starts_with(w)) {
            return true;
        }
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let line = line.trim();
        if line == "끝." || line.ends_with(" 끝.") || line.ends_with("\u{A0}끝.") {
            return masked.all(|f| f.span.start >= at);
        }
    }
    false
}

/// A long run of digits tells somebody apart whatever it is.
const DIGITS: usize = 7;

/// A name as it may be shown: what would be masked or reviewed in a draft is masked, and so is every long run of digits. Words of names of files are
/// often joined by low lines, which are read as spaces too.
pub(super) fn name(given: &str) -> String {
    let mut name: String = given.chars().take(200).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    for spaced in [false, true] {
        let read = if spaced { name.replace(['_', '+'], " ") } else { name.clone() };
        let mut findings = Checker::new().find(&read, &crate::policy::Policy::default());
        findings.retain_mut(|f| {
            let hides = f.action != Action::Keep;
            f.action = Action::Mask;
            f.mask = name.get(f.span.range()).map(style::hide);
            hides
        });
        name = mask::masked(&name, &findings);
    }
    let mut out = String::with_capacity(name.len());
    for piece in name.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        match piece.split_at_checked(digits) {
            Some((number, rest)) if digits >= DIGITS => {
                out.push_str(&"*".repeat(number.len()));
                out.push_str(rest);
            }
            _ => out.push_str(piece),
        }
    }
    out
}

/// A shown name without the values that were found in the document.
fn without(shown: String, text: &str, findings: &[Finding]) -> String {
    let mut shown = shown;
    for f in findings.iter().filter(|f| f.action != Action::Keep) {
        let value = text.get(f.span.range()).unwrap_or_default();
        if value.chars().nth(1).is_some() && shown.contains(value) {
            shown = shown.replace(value, &style::hide(value));
        }
    }
    shown
}
