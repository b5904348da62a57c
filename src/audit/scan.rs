//! Documents checked on all cores, batch by batch; a batch is written before the next is read, so that nothing is lost and memory stays bounded.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::check::Checker;

use super::document::{self, Read, Seen, file, level, name};
use super::record::Record;
use super::source::{self, Line, Place, Target};
use super::state::State;
use super::{Day, Plan, Trouble, Watcher};

/// Documents of a batch, at most.
const BATCH: usize = 256;
/// Bytes of a batch; a single document may be larger.
const BYTES: u64 = 8 << 20;

/// Reads what is not read yet. The state is done afterwards, unless the watcher stopped.
pub(super) fn scan(plan: &Plan, mut state: State, watcher: &dyn Watcher) -> Result<State, Trouble> {
    let whole: u64 = source::files(&counted(plan), &plan.out).map(|t| t.size).sum();
    watcher.begin(whole + lines_of(plan));
    let (mut writer, last) = state.writer()?;
    let (mut targets, mut early, mut unsampled) = (0, 0, 0);
    let mut batch: Vec<(Target, Option<Line>)> = Vec::new();
    let mut bytes = 0;
    for target in source::targets(&plan.paths, &plan.out) {
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
        Place::File(path) | Place::Entry(path, _) | Place::Unread(path, _) => path.display().to_string(),
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
        Place::Unread(_, why) | Place::Entry(_, Err(why)) => Err(*why),
        Place::Entry(_, Ok(read)) => Ok(read.clone()),
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
    let attachment = match &target.place {
        Place::File(path) | Place::Entry(path, _) => Some(path.as_path()),
        _ => None,
    };
    let seen = Seen { read: &read, title: title.as_deref(), attachment };
    let (_, values) = document::examine(&mut record, &seen, Some(&plan.key), &plan.policy, checker);
    (record, values)
}

/// The folder that names the department.
fn folder(target: &Target, level: usize) -> Option<String> {
    let path = match &target.place {
        Place::File(path) | Place::Entry(path, _) | Place::Unread(path, _) => path.as_path(),
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
        Place::File(path) | Place::Entry(path, _) | Place::Unread(path, _) => {
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
