//! The second way into a diagnosis: documents that somebody else walks over (a cluster, a data base), one by one, in any process. [`Examiner`] looks at a
//! document and gives its record; [`Feed`] takes records and writes the same reports that `run` writes.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::check::{Checked, Checker};
use crate::export::Format;
use crate::policy::Policy;

use super::document::{self, Read, Seen};
use super::record::Record;
use super::source;
use super::state::{State, Writer};
use super::{Day, Ended, Key, Plan, Trouble};

/// What is known of a document beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Its department.
    pub department: Option<&'a str>,
    /// Its title.
    pub title: Option<&'a str>,
    /// Its author.
    pub author: Option<&'a str>,
    /// The day it was made.
    pub date: Option<&'a str>,
    /// Its level as published: an id or a name.
    pub level: Option<&'a str>,
    /// Its items as published.
    pub items: &'a [u8],
    /// The day it is, or was, published.
    pub public_at: Option<&'a str>,
    /// Its place as a report may name it, before it is masked.
    pub place: Option<&'a str>,
}

/// A document that was looked at.
pub struct Examined {
    /// What is kept of it.
    pub record: Record,
    /// The marks of its values; none without a key.
    pub marks: Vec<u64>,
    /// What was found; none where it could not be read.
    pub checked: Option<Checked>,
    /// The text that positions point into.
    pub text: String,
    /// For an archive, its entries: what a report counts instead of the archive.
    pub entries: Vec<(Record, Vec<u64>)>,
}

/// How many names are remembered with what they are shown as.
const NAMES: usize = 64;

/// Looks at documents; keeps its memory from one to the next.
pub struct Examiner {
    policy: Policy,
    key: Option<Key>,
    checker: Checker,
    /// Departments as given and as shown: few, and each in many documents.
    names: Vec<(String, String)>,
}

impl Examiner {
    /// An examiner; without a key authors and repeats are not told apart.
    pub fn new(policy: Policy, key: Option<Key>) -> Self {
        Self { policy, key, checker: Checker::new(), names: Vec::new() }
    }

    /// Looks at a text.
    pub fn text(&mut self, given: &Given<'_>, text: Cow<'_, str>) -> Examined {
        let mut record = self.record(given);
        record.bytes = text.len() as u64;
        let read = Read { text: text.into_owned(), damaged: 0, images: 0 };
        self.examine(record, given, read, None)
    }

    /// Reads a file of any format and looks at it.
    pub fn file(&mut self, given: &Given<'_>, path: &Path) -> Examined {
        let mut record = self.record(given);
        record.bytes = std::fs::metadata(path).map_or(0, |m| m.len());
        match document::open(path) {
            Ok(mut opened) if opened.format == Format::Zip && source::is_archive(path) => {
                let read = document::taken(&mut opened);
                let entries = self.entries(given, path, document::entries(path, opened), record.bytes);
                Examined { entries, ..self.examine(record, given, read, Some(path)) }
            }
            Ok(opened) => self.examine(record, given, document::read(opened), Some(path)),
            Err(why) => self.unread_as(record, given, why),
        }
    }

    /// The entries of an archive, as the walk over folders looks at them: the archive's size counts once, and its title is none of theirs.
    fn entries(
        &mut self,
        given: &Given<'_>,
        archive: &Path,
        entries: Vec<(PathBuf, Result<Read, &'static str>)>,
        bytes: u64,
    ) -> Vec<(Record, Vec<u64>)> {
        let mut out = Vec::new();
        for (i, (path, read)) in entries.into_iter().enumerate() {
            let inner = path.strip_prefix(archive).unwrap_or(&path).to_string_lossy().into_owned();
            let place = given.place.map(|place| format!("{place}/{inner}"));
            let given = Given { title: None, place: place.as_deref(), ..*given };
            let record = Record { bytes: if i == 0 { bytes } else { 0 }, ..self.record(&given) };
            let seen = match read {
                Ok(read) => self.examine(record, &given, read, Some(&path)),
                Err(why) => self.unread_as(record, &given, why),
            };
            out.push((seen.record, seen.marks));
        }
        out
    }

    /// A document that cannot be read, and why.
    pub fn unread(&mut self, given: &Given<'_>, why: &str) -> Examined {
        let record = self.record(given);
        self.unread_as(record, given, why)
    }

    fn unread_as(&self, mut record: Record, given: &Given<'_>, why: &str) -> Examined {
        record.unread = Some(why.to_owned());
        record.title = given.title.map_or(String::new(), document::name);
        Examined { record, marks: Vec::new(), checked: None, text: String::new(), entries: Vec::new() }
    }

    fn examine(&mut self, mut record: Record, given: &Given<'_>, read: Read, file: Option<&Path>) -> Examined {
        let seen = Seen { read: &read, title: given.title, attachment: file };
        let (checked, marks) =
            document::examine(&mut record, &seen, self.key.as_ref(), &self.policy, &mut self.checker);
        Examined { record, marks, checked: Some(checked), text: read.text, entries: Vec::new() }
    }

    fn record(&mut self, given: &Given<'_>) -> Record {
        let told = |field: Option<&str>| field.map(str::trim).filter(|f| !f.is_empty()).map(str::to_owned);
        let author = told(given.author);
        let mut items: Vec<u8> = given.items.iter().copied().filter(|i| (1..=8).contains(i)).collect();
        items.sort_unstable();
        items.dedup();
        Record {
            department: told(given.department).map_or(String::new(), |d| self.shown(&d)),
            author: self.key.as_ref().and_then(|key| author.map(|a| key.value("author", &a))),
            day: told(given.date).and_then(|d| Day::read(&d)).map(|d| d.0),
            public: told(given.public_at).and_then(|d| Day::read(&d)).map(|d| d.0),
            level: told(given.level).and_then(|l| document::level(&l)).map(|l| l.id().to_owned()),
            items,
            path: given.place.map_or(String::new(), |p| p.split('/').map(document::name).collect::<Vec<_>>().join("/")),
            ..Record::default()
        }
    }

    fn shown(&mut self, given: &str) -> String {
        if let Some((_, shown)) = self.names.iter().find(|(name, _)| name == given) {
            return shown.clone();
        }
        let shown = document::name(given);
        if self.names.len() >= NAMES {
            self.names.clear();
        }
        self.names.push((given.to_owned(), shown.clone()));
        shown
    }
}

/// Takes what was found elsewhere, and reports it.
pub struct Feed {
    state: State,
    writer: Writer,
    next: u64,
}

impl Feed {
    /// Begins in the folder of a plan; what is there is thrown away.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn open(plan: &Plan) -> Result<Self, Trouble> {
        let state = State::open(plan)?;
        let (writer, _) = state.writer()?;
        Ok(Self { state, writer, next: 0 })
    }

    /// Takes documents with their marks; they are numbered in the order they come.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn put(&mut self, mut documents: Vec<(Record, Vec<u64>)>) -> Result<(), Trouble> {
        for (record, _) in &mut documents {
            record.n = self.next;
            self.next += 1;
        }
        self.writer.put(&documents)
    }

    /// Counts all that came and writes the reports of the plan.
    ///
    /// # Errors
    /// As [`super::run`].
    pub fn close(mut self, plan: &Plan) -> Result<Ended, Trouble> {
        self.state.head.done = true;
        self.state.head.targets = self.next;
        self.state.keep()?;
        super::told(&self.state, plan)
    }
}
