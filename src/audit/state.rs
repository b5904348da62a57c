//! The folder `state` in the report's folder: a head that says what is diagnosed, a line for each document, the marks of values. What is written
//! there is enough to go on after an interruption, and to count anew.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::record::{Record, Value};
use super::{Plan, Trouble};

/// What is diagnosed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The form of this folder.
    pub form: u32,
    /// The version of Garim.
    pub version: String,
    /// What was asked for, as the key marks it.
    pub plan: u64,
    /// Whether all was read.
    pub done: bool,
    /// How many documents there are.
    pub targets: u64,
    /// How many were left out because of their day.
    pub early: u64,
    /// How many were left out of the sample.
    pub unsampled: u64,
    /// How many of 10,000 are looked at.
    pub sample: Option<u32>,
    /// Documents from this day on.
    pub since: Option<i32>,
    /// The profile.
    pub profile: Vec<String>,
    /// When it was made, from 1970.
    pub day: i32,
}

/// The folder.
pub(super) struct State {
    folder: PathBuf,
    pub head: Head,
}

/// The form of the folder that is written here.
const FORM: u32 = 1;

impl State {
    /// Opens what is there, or begins.
    pub(super) fn open(plan: &Plan) -> Result<Self, Trouble> {
        let folder = plan.out.join("state");
        let head = fs::read(folder.join("head.json")).ok().and_then(|b| serde_json::from_slice::<Head>(&b).ok());
        let fresh = Head {
            form: FORM,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            plan: marked(plan),
            sample: plan.sample.map(|s| s.0),
            since: plan.since.map(|d| d.0),
            profile: plan.profile.clone(),
            day: plan.today.0,
            ..Head::default()
        };
        match head {
            None if plan.paths.is_empty() => Err(Trouble::Nothing),
            Some(head) if plan.paths.is_empty() => Ok(Self { folder, head }),
            Some(head) if !plan.anew => {
                if head.form != FORM || head.version != fresh.version || head.plan != fresh.plan {
                    return Err(Trouble::Other);
                }
                if head.done { Err(Trouble::Done) } else { Ok(Self { folder, head }) }
            }
            _ => {
                let state = Self { folder, head: fresh };
                fs::create_dir_all(&state.folder).map_err(|e| Trouble::Io(state.folder.clone(), e))?;
                for file in [state.records(), state.values()] {
                    File::create(&file).map_err(|e| Trouble::Io(file, e))?;
                }
                state.keep()?;
                Ok(state)
            }
        }
    }

    fn records(&self) -> PathBuf {
        self.folder.join("records.jsonl")
    }

    fn values(&self) -> PathBuf {
        self.folder.join("values.bin")
    }

    /// Writes the head, whole or not at all.
    pub(super) fn keep(&self) -> Result<(), Trouble> {
        let (path, beside) = (self.folder.join("head.json"), self.folder.join("head.tmp"));
        let bytes = serde_json::to_vec(&self.head).unwrap_or_default();
        fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path)).map_err(|e| Trouble::Io(path, e))
    }

    /// Hands every document to `each`, in order.
    pub(super) fn each(&self, mut each: impl FnMut(Record)) -> Result<(), Trouble> {
        let path = self.records();
        let io = |e| Trouble::Io(path.clone(), e);
        let mut reader = BufReader::new(File::open(&path).map_err(io)?);
        let mut line = String::new();
        while reader.read_line(&mut line).map_err(io)? > 0 {
            if let Ok(record) = serde_json::from_str(line.trim_end()) {
                each(record);
            }
            line.clear();
        }
        Ok(())
    }

    /// Hands every value to `each`, in order.
    pub(super) fn each_value(&self, mut each: impl FnMut(Value)) -> Result<(), Trouble> {
        let path = self.values();
        let io = |e| Trouble::Io(path.clone(), e);
        let mut reader = BufReader::with_capacity(1 << 16, File::open(&path).map_err(io)?);
        let mut bytes = [0; 16];
        loop {
            match reader.read_exact(&mut bytes) {
                Ok(()) => Value::read(&bytes).into_iter().for_each(&mut each),
                Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                Err(e) => return Err(io(e)),
            }
        }
    }

    /// How many values there are.
    pub(super) fn value_count(&self) -> u64 {
        fs::metadata(self.values()).map_or(0, |m| m.len() / 16)
    }

    /// Opens the files to write on, behind the last whole document, which is told by its number and mark.
    pub(super) fn writer(&self) -> Result<(Writer, Option<(u64, u64)>), Trouble> {
        let path = self.records();
        let io = |e| Trouble::Io(path.clone(), e);
        let mut reader = BufReader::new(File::open(&path).map_err(io)?);
        let (mut line, mut whole, mut last) = (Vec::new(), 0, None);
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(io)?;
            // A line without its end was being written when all stopped.
            let record = line.strip_suffix(b"\n").and_then(|l| serde_json::from_slice::<Record>(l).ok());
            let Some(record) = record else { break };
            whole += read as u64;
            last = Some((record.n, record.mark));
        }
        let records = truncated(&path, whole).map_err(io)?;
        let values = self.values();
        let known = last.map_or(0, |(n, _)| n + 1);
        let (mut kept, mut count) = (0, 0);
        self.each_value(|v| {
            count += 1;
            if v.n < known {
                kept = count;
            }
        })?;
        let values = truncated(&values, kept * 16).map_err(|e| Trouble::Io(values, e))?;
        let writer =
            Writer { records: BufWriter::new(records), values: BufWriter::new(values), folder: self.folder.clone() };
        Ok((writer, last))
    }
}

/// A file cut to a length, to be written on from there.
fn truncated(path: &Path, length: u64) -> io::Result<File> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.set_len(length)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// What is written on.
pub(super) struct Writer {
    records: BufWriter<File>,
    values: BufWriter<File>,
    folder: PathBuf,
}

impl Writer {
    /// Writes documents with their values: values first, so that no document stands without them.
    pub(super) fn put(&mut self, batch: &[(Record, Vec<u64>)]) -> Result<(), Trouble> {
        let mut write = || -> io::Result<()> {
            for (record, values) in batch {
                for &mark in values {
                    self.values.write_all(&Value { mark, n: record.n }.bytes())?;
                }
            }
            self.values.flush()?;
            for (record, _) in batch {
                serde_json::to_writer(&mut self.records, record)?;
                self.records.write_all(b"\n")?;
            }
            self.records.flush()
        };
        write().map_err(|e| Trouble::Io(self.folder.clone(), e))
    }
}

/// What is asked for, as the key marks it: paths and everything that changes what a document's line holds.
fn marked(plan: &Plan) -> u64 {
    let paths: Vec<String> = plan.paths.iter().map(|p| p.display().to_string()).collect();
    let p = &plan.policy;
    let asked = format!(
        "{paths:?} {} {:?} {:?} {:?} {} {} {:?} {:?} {:?}",
        plan.department, plan.sample, plan.since, plan.profile, p.kinds, p.min_confidence, p.strict, p.purpose, p.rules
    );
    plan.key.mark("plan", asked.as_bytes())
}
