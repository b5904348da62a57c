//! Counting: the lines of `state` in, figures out. What is counted grows with kinds, departments and months, never with documents.

pub mod actions;
mod interval;
mod repeats;
mod tally;
pub mod trend;

use std::collections::BTreeMap;

use super::record::Record;
use super::state::State;
use super::{Plan, Trouble};

pub use actions::Outcome;
pub use interval::{Share, share};
pub use repeats::{Repeat, Repeats};
pub(crate) use tally::called;
pub use tally::{Group, KindCount};
pub use trend::Earlier;

/// The most departments, authors and months that are told apart; the rest is one.
const MOST: usize = 5_000;
/// How many of the worst documents are named.
const WORST: usize = 30;
/// How many examples of a kind are shown.
const EXAMPLES: usize = 4;
/// What the rest is called.
pub(super) const OTHERS: &str = "그 밖";
/// Where a document's department is not known.
pub(super) const NOWHERE: &str = "부서를 모름";

/// A document among the worst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worst {
    /// What it weighs.
    pub weight: u64,
    /// Its number.
    pub n: u64,
    /// Its department.
    pub department: String,
    /// Its title or path, masked.
    pub shown: String,
    /// Its level.
    pub level: Option<String>,
    /// How many findings are to be masked.
    pub mask: u32,
    /// How many of them are identifiers by law.
    pub identifiers: u32,
    /// Days left before publication.
    pub left: Option<i32>,
}

/// Everything that a report tells.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How many documents there are.
    pub targets: u64,
    /// Left out because of their day.
    pub early: u64,
    /// Left out of the sample.
    pub unsampled: u64,
    /// All that were looked at.
    pub all: Group,
    /// By department.
    pub departments: BTreeMap<String, Group>,
    /// By month.
    pub months: BTreeMap<String, Group>,
    /// By author, as the key marks them.
    pub authors: BTreeMap<u64, Group>,
    /// By kind.
    pub kinds: BTreeMap<String, KindCount>,
    /// Findings to be masked, by item.
    pub items: [u64; 8],
    /// Marked open, but holds what should be masked.
    pub open_exposed: u64,
    /// Marked partial, but holds what should be masked.
    pub partial_exposed: u64,
    /// Closed, and nothing found.
    pub closed_clean: u64,
    /// Items published that differ from those suggested.
    pub other_items: u64,
    /// Documents by level as told: open, partial, closed, unknown.
    pub levels: [u64; 4],
    /// Exposures in attachments only.
    pub attached: u64,
    /// Why documents were not read.
    pub unread: BTreeMap<String, u64>,
    /// Exposed documents by days left: past, up to 3, 7, 30, more.
    pub left: [u64; 5],
    /// The worst.
    pub worst: Vec<Worst>,
    /// What was said to requests, by outcome, and what stayed open.
    pub outcomes: [u64; 4],
    /// The same values in several documents.
    pub repeats: Repeats,
    /// What an earlier report said.
    pub earlier: Option<Earlier>,
}

/// Counts what was read.
pub(super) fn count(
    state: &State,
    results: &actions::Results,
    earlier: Option<Earlier>,
    plan: &Plan,
) -> Result<Summary, Trouble> {
    let mut summary = Summary {
        targets: state.head.targets,
        early: state.head.early,
        unsampled: state.head.unsampled,
        earlier,
        ..Summary::default()
    };
    state.each(|mut record| {
        results.apply(&mut record, &mut summary.outcomes);
        tally::add(&mut summary, &record, plan.today);
    })?;
    summary.repeats = repeats::count(state, &summary)?;
    Ok(summary)
}

/// The days left before a document is published.
pub(super) fn left(record: &Record, today: super::Day) -> Option<i32> {
    record.public.map(|public| public - today.0)
}
