//! An earlier report, as far as the next one compares itself with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::audit::Trouble;

/// What an earlier report said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Earlier {
    /// The day of it.
    pub made: String,
    /// All its documents.
    pub all: Counts,
    /// Its departments.
    pub departments: BTreeMap<String, Counts>,
}

/// Figures of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Counts {
    /// Read and not closed.
    pub public: u64,
    /// Exposed.
    pub exposed: u64,
    /// Findings.
    pub findings: u64,
}

/// Reads a `report.json`.
pub(crate) fn read(path: &Path) -> Result<Earlier, Trouble> {
    let bytes = fs::read(path).map_err(|e| Trouble::Io(path.to_owned(), e))?;
    serde_json::from_slice(&bytes).map_err(|_| Trouble::Unreadable(path.to_owned()))
}
