//! Documents looked at one by one, whatever they are: a text or a file, good or bad. What panics becomes a row that says so; what ends the process is
//! the caller's matter, who is told by `progress` which document it was.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use garim::audit::{Examined, Examiner, Given, Key};
use garim::policy::Policy;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::rows::Rows;
use crate::rules::{Rules, hex};
use crate::texts::Texts;

/// The officer's key.
pub(crate) type Secret = [u8; 32];

/// How documents are looked at, and what is told of them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wish {
    /// The officer's key.
    pub(crate) key: Option<Secret>,
    /// Whether values are told.
    pub(crate) values: bool,
    /// Whether the column holds paths of files.
    pub(crate) files: bool,
    /// Whether what a report needs is told too.
    pub(crate) told: bool,
}

/// Documents with what is known of them.
pub(crate) struct Documents {
    body: Texts,
    rows: usize,
    beside: [Texts; 8],
}

/// The columns beside the documents, by name.
const BESIDE: [&str; 8] = ["department", "title", "author", "date", "level", "items", "public_at", "place"];

impl Documents {
    /// A column of texts or paths.
    pub(crate) fn column(column: &ArrayRef) -> Option<Self> {
        Some(Self { body: Texts::of(column)?, rows: column.len(), beside: [const { Texts::None }; 8] })
    }

    /// A table with a column `body` and what stands beside it.
    pub(crate) fn table(batch: &RecordBatch) -> Option<Self> {
        let mut documents = Self::column(batch.column_by_name("body")?)?;
        for (to, name) in documents.beside.iter_mut().zip(BESIDE) {
            if let Some(column) = batch.column_by_name(name) {
                *to = Texts::of(column)?;
            }
        }
        Some(documents)
    }
}

/// Where it is told which document is being looked at.
pub(crate) struct Progress {
    file: File,
    batch: u64,
}

impl Progress {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { file: File::options().write(true).open(path)?, batch: 0 })
    }

    /// The next batch has come.
    pub(crate) fn next(&mut self) {
        self.batch += 1;
    }

    /// A document is begun.
    pub(crate) fn begin(&mut self, row: usize) -> io::Result<()> {
        let mut bytes = [0; 16];
        let both = self.batch.to_le_bytes().into_iter().chain((row as u64).to_le_bytes());
        bytes.iter_mut().zip(both).for_each(|(to, from)| *to = from);
        self.write(&bytes)
    }

    /// One call where the system has one for it: this is done for every document.
    #[cfg(unix)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(&self.file, bytes, 0)
    }

    #[cfg(not(unix))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        use std::io::{Seek, SeekFrom, Write};
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(bytes)
    }
}

/// Looks at documents.
pub(crate) struct Desk {
    policy: Policy,
    rules: String,
    wish: Wish,
    examiner: Examiner,
    /// What files are read into for their marks.
    buffer: Vec<u8>,
}

/// Bytes of a file that are marked at a time.
const READ: usize = 1 << 16;

impl Desk {
    pub(crate) fn new(rules: &Rules, wish: Wish) -> Self {
        let policy = rules.policy.clone();
        Self { examiner: examiner(&policy, wish), policy, rules: rules.hash.clone(), wish, buffer: vec![0; READ] }
    }

    /// Looks at all of them.
    pub(crate) fn look(
        &mut self,
        at: &Documents,
        mut progress: Option<&mut Progress>,
    ) -> Result<RecordBatch, ArrowError> {
        let mut rows = Rows::new(&self.rules, self.wish.values, self.wish.told);
        for row in 0..at.rows {
            if let Some(progress) = progress.as_deref_mut() {
                progress.begin(row)?;
            }
            let (seen, input) = self.one(at, row);
            rows.add(&seen, input.as_deref());
        }
        rows.finish()
    }

    fn one(&mut self, at: &Documents, row: usize) -> (Examined, Option<String>) {
        let looked = catch_unwind(AssertUnwindSafe(|| self.examine(at, row)));
        looked.unwrap_or_else(|_| {
            // What it kept from one document to the next may be half written.
            self.examiner = examiner(&self.policy, self.wish);
            (self.examiner.unread(&Given::default(), "internal"), None)
        })
    }

    fn examine(&mut self, at: &Documents, row: usize) -> (Examined, Option<String>) {
        let [department, title, author, date, level, items, public_at, place] = &at.beside;
        let lossy = |texts: &'_ Texts| texts.get(row).map(|b| String::from_utf8_lossy(b).into_owned());
        let beside = [department, title, author, date, level, public_at, place].map(lossy);
        let [department, title, author, date, level, public_at, place] = beside.each_ref().map(Option::as_deref);
        let items: Vec<u8> =
            items.get(row).unwrap_or_default().iter().filter(|b| b.is_ascii_digit()).map(|b| b - b'0').collect();
        let given = Given { department, title, author, date, level, items: &items, public_at, place };
        let Some(body) = at.body.get(row) else {
            return (self.examiner.unread(&given, "missing_text"), None);
        };
        if self.wish.files {
            let Ok(path) = std::str::from_utf8(body) else {
                return (self.examiner.unread(&given, "not_found"), None);
            };
            let path = Path::new(path);
            crate::faults::play_file(path);
            return (self.examiner.file(&given, path), self.of_file(path).ok());
        }
        let input = Some(self.mark(body));
        match std::str::from_utf8(body) {
            Ok(text) => {
                crate::faults::play(text);
                (self.examiner.text(&given, Cow::Borrowed(text)), input)
            }
            Err(_) => (self.examiner.unread(&given, "invalid_utf8"), input),
        }
    }

    /// What bytes are told apart by: with a key nobody can try texts.
    fn mark(&self, bytes: &[u8]) -> String {
        match self.wish.key.and_then(|key| Hmac::<Sha256>::new_from_slice(&key).ok()) {
            Some(mut mac) => {
                mac.update(bytes);
                hex(mac.finalize().into_bytes().iter().take(16))
            }
            None => hex(Sha256::digest(bytes).iter().take(16)),
        }
    }

    fn of_file(&mut self, path: &Path) -> io::Result<String> {
        let mut file = File::open(path)?;
        let bytes = &mut self.buffer;
        let mut mac = self.wish.key.and_then(|key| Hmac::<Sha256>::new_from_slice(&key).ok());
        let mut hash = Sha256::new();
        loop {
            let read = file.read(bytes)?;
            let part = bytes.get(..read).unwrap_or_default();
            if part.is_empty() {
                break;
            }
            match &mut mac {
                Some(mac) => mac.update(part),
                None => hash.update(part),
            }
        }
        Ok(match mac {
            Some(mac) => hex(mac.finalize().into_bytes().iter().take(16)),
            None => hex(hash.finalize().iter().take(16)),
        })
    }
}

fn examiner(policy: &Policy, wish: Wish) -> Examiner {
    Examiner::new(policy.clone(), wish.key.map(Key::of))
}
