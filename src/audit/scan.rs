//! Documents checked on all cores, batch by batch; a batch is written before the next is read, so that nothing is lost and memory stays bounded.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::check::Checker;
use crate::disclosure::Level;
use crate::export::{self, Refusal};
use crate::finding::Finding;
use crate::kind::Action;
use crate::text::Folded;
use crate::words::{self, Hit, List};
use crate::{mask, style};

use super::record::{Found, Record};
use super::source::{self, LARGEST, Line, Place, Target};
use super::state::State;
use super::{Day, Plan, Trouble, Watcher};

/// Documents of a batch, at most.
const BATCH: usize = 256;
/// Bytes of a batch; a single document may be larger.
const BYTES: u64 = 8 << 20;

/// Reads what is not read yet. The state is done afterwards, unless the watcher stopped.
pub(super) fn scan(plan: &Plan, mut state: State, watcher: &dyn Watcher) -> Result<State, Trouble> {
    let whole: u64 = source::targets(&Plan { paths: counted(plan), ..shallow(plan) }).map(|t| t.size).sum();
    watcher.begin(whole + lines_of(plan));
    let (mut writer, last) = state.writer()?;
    let (mut targets, mut early, mut unsampled) = (0, 0, 0);
    let mut batch: Vec<(Target, Option<Line>)> = Vec::new();
    let mut bytes = 0;
    for target in source::targets(plan) {
        if watcher.stops() {
            flush(&mut batch, plan, &mut writer, watcher)?;
            return Ok(state);
        }
        targets += 1;
        let line = match &target.place {
            Place::Line { bytes, .. } => serde_json::from_slice::<Line>(bytes).ok(),
            _ => None,
        };
        if plan.since.is_some_and(|since| day(&target, line.as_ref()).is_some_and(|day| day < since)) {
            early += 1;
            watcher.passed(0, target.size);
            continue;
        }
        let mark = mark(plan, &target);
        if plan.sample.is_some_and(|sample| !chosen(mark_of(&target), sample)) {
            unsampled += 1;
            watcher.passed(0, target.size);
            continue;
        }
        if let Some((n, known)) = last
            && target.n <= n
        {
            // What was read before must be what stands there now.
            if target.n == n && known != mark {
                return Err(Trouble::Other);
            }
            watcher.passed(1, target.size);
            continue;
        }
        bytes += target.size;
        batch.push((target, line));
        if batch.len() >= BATCH || bytes >= BYTES {
            flush(&mut batch, plan, &mut writer, watcher)?;
            bytes = 0;
        }
    }
    flush(&mut batch, plan, &mut writer, watcher)?;
    state.head.done = true;
    state.head.targets = targets;
    state.head.early = early;
    state.head.unsampled = unsampled;
    state.keep()?;
    Ok(state)
}

/// The paths whose targets are files: those of lines are counted by their size alone.
fn counted(plan: &Plan) -> Vec<PathBuf> {
    plan.paths.iter().filter(|p| !source::is_lines(p)).cloned().collect()
}

fn lines_of(plan: &Plan) -> u64 {
    plan.paths.iter().filter(|p| source::is_lines(p)).filter_map(|p| fs::metadata(p).ok()).map(|m| m.len()).sum()
}

/// The plan without its paths, for a walk of its own.
fn shallow(plan: &Plan) -> Plan {
    Plan {
        paths: Vec::new(),
        out: plan.out.clone(),
        key: plan.key.clone(),
        policy: plan.policy.clone(),
        profile: Vec::new(),
        department: plan.department,
        sample: None,
        since: None,
        today: plan.today,
        against: None,
        actions: None,
        anew: false,
    }
}

fn flush(
    batch: &mut Vec<(Target, Option<Line>)>,
    plan: &Plan,
    writer: &mut super::state::Writer,
    watcher: &dyn Watcher,
) -> Result<(), Trouble> {
    let records: Vec<(Record, Vec<u64>)> = batch
        .par_iter()
        .map_init(Checker::new, |checker, (target, line)| {
            let record = record(plan, target, line.as_ref(), checker);
            watcher.passed(1, target.size);
            record
        })
        .collect();
    batch.clear();
    writer.put(&records)
}

/// The place of a target as text: by it a target is known again and chosen for a sample.
fn mark_of(target: &Target) -> String {
    match &target.place {
        Place::File(path) | Place::Unread(path, _) => path.display().to_string(),
        Place::Line { file, number, .. } => format!("{}:{number}", file.display()),
    }
}

fn mark(plan: &Plan, target: &Target) -> u64 {
    plan.key.mark("place", mark_of(target).as_bytes())
}

/// Whether a target is in the sample: by a hash of its place and the seed, so that order and cores do not matter.
fn chosen(place: String, (share, seed): (u32, u64)) -> bool {
    // SplitMix64 over the bytes: even enough for a sample, and the same everywhere.
    let mut state = seed ^ 0x9E37_79B9_7F4A_7C15;
    for byte in place.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (state ^ (state >> 31)) % 10_000 < u64::from(share)
}

fn day(target: &Target, line: Option<&Line>) -> Option<Day> {
    let told = line.and_then(|l| [&l.date, &l.approved_at].into_iter().flatten().find_map(|d| Day::read(&d.0)));
    told.or(target.changed)
}

/// Reads and checks one target.
fn record(plan: &Plan, target: &Target, line: Option<&Line>, checker: &mut Checker) -> (Record, Vec<u64>) {
    let told = |field: Option<&source::Lossy>| field.map(|f| f.0.trim().to_owned()).filter(|f| !f.is_empty());
    let mut record = Record {
        n: target.n,
        mark: mark(plan, target),
        path: shown_place(target),
        day: day(target, line).map(|d| d.0),
        bytes: target.size,
        ..Record::default()
    };
    let mut title = told(line.and_then(|l| l.title.as_ref()));
    let department = told(line.and_then(|l| l.department.as_ref())).or_else(|| folder(target, plan.department));
    record.department = department.map_or(String::new(), |d| name(&d));
    if let Some(line) = line {
        record.author = told(line.author.as_ref()).map(|a| plan.key.value("author", &a));
        record.public = told(line.public_at.as_ref()).and_then(|d| Day::read(&d)).map(|d| d.0);
        record.level = told(line.level.as_ref()).and_then(|l| level(&l)).map(|l| l.id().to_owned());
        record.items = line.items.as_ref().map(|i| i.0.clone()).unwrap_or_default();
    }
    let read = match &target.place {
        Place::Unread(_, why) => Err(*why),
        Place::File(path) => file(path),
        Place::Line { file: at, bytes, .. } => match line {
            None if bytes.is_empty() => Err("too_large"),
            None => Err("invalid_json"),
            Some(line) => match (&line.text, &line.path) {
                (Some(text), _) => Ok(Read { text: text.0.clone(), damaged: 0, images: 0 }),
                (None, Some(path)) => {
                    title = title.or_else(|| Path::new(&path.0).file_stem().map(|s| s.to_string_lossy().into_owned()));
                    file(&at.parent().unwrap_or(Path::new("")).join(&path.0))
                }
                (None, None) => Err("missing_text"),
            },
        },
    };
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            record.unread = Some(why.to_owned());
            record.title = title.map_or(String::new(), |t| name(&t));
            return (record, Vec::new());
        }
    };
    record.damaged = read.damaged;
    record.images = read.images;
    let checked = checker.check(&read.text, &plan.policy);
    record.suggested = checked.disclosure.level.id().to_owned();
    record.suggested_items = checked.disclosure.items.iter().map(|i| i.item).collect();
    let values = found(plan, &read.text, &checked.findings, &mut record.found);
    record.attached = attached(target, &read.text, &checked.findings);
    record.title = title.map_or(String::new(), |t| without(name(&t), &read.text, &checked.findings));
    record.path = without(std::mem::take(&mut record.path), &read.text, &checked.findings);
    (record, values)
}

/// The text of a document.
struct Read {
    text: String,
    damaged: u32,
    images: u32,
}

fn file(path: &Path) -> Result<Read, &'static str> {
    let meta = fs::symlink_metadata(path).map_err(|e| source::why(e.kind()))?;
    if meta.is_symlink() {
        return Err("link");
    }
    if meta.len() > LARGEST {
        return Err("too_large");
    }
    let bytes = fs::read(path).map_err(|e| source::why(e.kind()))?;
    let ending = path.extension().unwrap_or(OsStr::new("")).to_string_lossy();
    let opened = export::open(&ending, &bytes).map_err(|refusal| match refusal {
        Refusal::Unsupported => "unsupported_format",
        Refusal::Encrypted => "encrypted",
        Refusal::Protected => "protected",
        Refusal::Signed => "signed",
        Refusal::UnknownPart => "unknown_part",
        Refusal::TooLarge => "too_large",
        _ => "damaged",
    })?;
    let images = opened.package.as_ref().map_or(0, |p| p.images);
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Read { text: opened.text, damaged: small(opened.unread), images: small(images) })
}

/// Counts what was found by kind, and gives the marks of what is to be masked, each once.
fn found(plan: &Plan, text: &str, findings: &[Finding], out: &mut Vec<Found>) -> Vec<u64> {
    let mut values = Vec::new();
    let (mut line, mut at) = (1, 0);
    for f in findings.iter().filter(|f| f.action != Action::Keep) {
        let passed = text.get(at..f.span.start).unwrap_or_default();
        line += u32::try_from(passed.bytes().filter(|b| *b == b'\n').count()).unwrap_or_default();
        at = f.span.start;
        let value = text.get(f.span.range()).unwrap_or_default();
        if f.action == Action::Mask {
            values.push(plan.key.value(f.kind_id(), value));
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
fn attached(target: &Target, text: &str, findings: &[Finding]) -> bool {
    let mut masked = findings.iter().filter(|f| f.action == Action::Mask).peekable();
    if masked.peek().is_none() {
        return false;
    }
    if let Place::File(path) = &target.place {
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

fn level(told: &str) -> Option<Level> {
    [Level::Open, Level::Partial, Level::Closed].into_iter().find(|l| l.id() == told || l.name_ko() == told)
}

/// The folder that names the department.
fn folder(target: &Target, level: usize) -> Option<String> {
    let path = match &target.place {
        Place::File(path) | Place::Unread(path, _) => path.as_path(),
        Place::Line { .. } => return None,
    };
    if level == 0 {
        return target.root.file_name().map(|n| n.to_string_lossy().into_owned());
    }
    let inner = path.strip_prefix(&target.root).ok()?;
    let mut folders = inner.parent()?.components();
    folders.nth(level - 1).map(|c| c.as_os_str().to_string_lossy().into_owned())
}

/// The place of a target, masked: below the path that was given.
fn shown_place(target: &Target) -> String {
    match &target.place {
        Place::File(path) | Place::Unread(path, _) => {
            let inner = path.strip_prefix(&target.root).ok().filter(|p| !p.as_os_str().is_empty());
            let inner = inner.unwrap_or(path.file_name().map_or(path, Path::new));
            let parts: Vec<String> = inner.components().map(|c| name(&c.as_os_str().to_string_lossy())).collect();
            parts.join("/")
        }
        Place::Line { file, number, .. } => {
            format!("{}:{number}", name(&file.file_name().unwrap_or_default().to_string_lossy()))
        }
    }
}

/// A long run of digits tells somebody apart whatever it is.
const DIGITS: usize = 7;

/// A name as it may be shown: what would be masked or reviewed in a draft is masked, and so is every long run of digits. Words of names of files are
/// often joined by low lines, which are read as spaces too.
fn name(given: &str) -> String {
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
