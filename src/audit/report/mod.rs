//! What is written: for the officer (`report.html`), for tables (`*.csv`), for machines (`report.json`, `report.sarif`, `findings.jsonl`).
//!
//! Every text that comes from a document is a masked name or a label of Garim's own lists, and is escaped where it is put in.

mod csv;
mod html;
mod json;
mod lines;
mod words;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::count::Summary;
use super::count::actions::Results;
use super::state::State;
use super::{Plan, Trouble};

/// Writes all reports.
pub(super) fn write(state: &State, results: &Results, summary: &Summary, plan: &Plan) -> Result<(), Trouble> {
    let out = &plan.out;
    whole(&out.join("report.html"), |to| to.write_all(html::report(summary, state, plan).as_bytes()))?;
    whole(&out.join("report.json"), |to| to.write_all(json::report(summary, state, plan).as_bytes()))?;
    whole(&out.join("report.csv"), |to| to.write_all(csv::report(summary).as_bytes()))?;
    whole(&out.join("authors.csv"), |to| to.write_all(csv::authors(summary).as_bytes()))?;
    lines::write(state, results, plan)
}

/// Writes a file whole or not at all.
pub(super) fn whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    let beside = PathBuf::from(beside);
    let done = || -> io::Result<()> {
        let mut file = BufWriter::new(File::create(&beside)?);
        write(&mut file)?;
        file.flush()?;
        fs::rename(&beside, path)
    };
    done().map_err(|e| Trouble::Io(path.to_owned(), e))
}
