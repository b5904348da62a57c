//! The diagnosis of many documents: which were checked, what was exposed, by whom, since when, and what to do about it.
//!
//! `source` walks over what there is, `scan` has it checked by `document` on all cores and writes a line for each document into `state` (so that an interrupted
//! diagnosis goes on), `count` reads these lines and counts, `report` writes what people and machines read. Nothing that leaves a document's
//! check holds a value: a [`Record`] has counts, masked titles and keyed hashes. Memory does not grow with the number of documents. `feed` is the way in for documents that a cluster checked.

pub mod count;
pub mod day;
mod document;
mod feed;
mod key;
mod record;
mod report;
mod scan;
mod source;
mod state;

use std::path::PathBuf;

pub use day::Day;
pub use feed::{Examined, Examiner, Feed, Given};
pub use key::Key;
pub use record::{Found, Record};

use crate::policy::Policy;

/// What is diagnosed, and how.
pub struct Plan {
    /// Folders, files and files of lines.
    pub paths: Vec<PathBuf>,
    /// Where the report goes.
    pub out: PathBuf,
    /// The officer's key.
    pub key: Key,
    /// How documents are checked.
    pub policy: Policy,
    /// The organisation's profile, by name and version.
    pub profile: Vec<String>,
    /// Which folder below a path is the department; 0 is the path itself.
    pub department: usize,
    /// How many of 10,000 documents are looked at, and the seed that chooses them.
    pub sample: Option<(u32, u64)>,
    /// Documents before this day are left out.
    pub since: Option<Day>,
    /// The day of the diagnosis.
    pub today: Day,
    /// An earlier `report.json`.
    pub against: Option<PathBuf>,
    /// A list of requests with results.
    pub actions: Option<PathBuf>,
    /// Whether a diagnosis that is there already is thrown away.
    pub anew: bool,
}

/// Who watches a diagnosis.
pub trait Watcher: Sync {
    /// So many bytes are to be read.
    fn begin(&self, bytes: u64);
    /// So many bytes of so many documents were read.
    fn passed(&self, documents: u64, bytes: u64);
    /// Whether to stop.
    fn stops(&self) -> bool;
}

/// How a diagnosis ended.
pub struct Ended {
    /// What was counted.
    pub summary: count::Summary,
    /// Whether it was interrupted before all was read; nothing is reported then.
    pub interrupted: bool,
}

/// Why a diagnosis could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum Trouble {
    /// Nothing can be read or written there.
    Io(PathBuf, std::io::Error),
    /// The folder holds a diagnosis of something else.
    Other,
    /// The folder holds a diagnosis that is done.
    Done,
    /// There is no diagnosis whose results could be read back.
    Nothing,
    /// A list of requests, or an earlier report, is none.
    Unreadable(PathBuf),
}

/// Makes the diagnosis, or goes on with it; without paths, counts the one that is there anew.
///
/// # Errors
/// What speaks against it; a document that cannot be read is no error but is counted and listed.
pub fn run(plan: &Plan, watcher: &dyn Watcher) -> Result<Ended, Trouble> {
    let state = state::State::open(plan)?;
    let state = if plan.paths.is_empty() { state } else { scan::scan(plan, state, watcher)? };
    if !state.head.done {
        return Ok(Ended { summary: count::Summary::default(), interrupted: true });
    }
    told(&state, plan)
}

/// Counts what was read, and reports it.
fn told(state: &state::State, plan: &Plan) -> Result<Ended, Trouble> {
    let results = match &plan.actions {
        Some(path) => count::actions::read(path)?,
        None => count::actions::Results::default(),
    };
    let earlier = match &plan.against {
        Some(path) => Some(count::trend::read(path)?),
        None => None,
    };
    let summary = count::count(state, &results, earlier, plan)?;
    report::write(state, &results, &summary, plan)?;
    Ok(Ended { summary, interrupted: false })
}
