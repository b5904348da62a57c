//! The report of a diagnosis that was made elsewhere: rows of [`crate::rows`] in, the files that `garim audit` writes out, by the same writer.

use std::path::PathBuf;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, StructArray};
use garim::audit::{Day, Feed, Found, Key, Plan, Record, Trouble};
use garim::policy::Policy;
use pyo3::prelude::*;

use crate::capsule;
use crate::error::fail;

/// A report under construction.
#[pyclass(module = "garim")]
pub(crate) struct Report {
    plan: Plan,
    feed: Option<Feed>,
}

fn told(py: Python<'_>, trouble: &Trouble) -> PyErr {
    match trouble {
        Trouble::Io(..) => fail(py, "cannot_write", "the report cannot be written"),
        Trouble::Unreadable(_) => fail(py, "unreadable", "an earlier report or a list of requests cannot be read"),
        _ => fail(py, "cannot_write", "there is another diagnosis in the folder"),
    }
}

#[pymethods]
impl Report {
    /// Begins a report in a folder; what is there is thrown away.
    #[new]
    #[pyo3(signature = (out, *, profile = Vec::new(), today = None, against = None))]
    fn new(
        py: Python<'_>,
        out: PathBuf,
        profile: Vec<String>,
        today: Option<&str>,
        against: Option<PathBuf>,
    ) -> PyResult<Self> {
        let day =
            |text: &str| Day::read(text).ok_or_else(|| fail(py, "bad_value", "today: a day is wanted (2099-01-31)"));
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
        let today = today.map(day).transpose()?.unwrap_or(Day::of_seconds(now.cast_signed()));
        let plan = Plan {
            // What was read is told by whoever read it; marks of places are not asked for again.
            paths: vec![out.clone()],
            out,
            key: Key::of([0; 32]),
            policy: Policy::default(),
            profile,
            department: 1,
            sample: None,
            since: None,
            today,
            against,
            actions: None,
            anew: true,
        };
        let feed = Feed::open(&plan).map_err(|t| told(py, &t))?;
        Ok(Self { plan, feed: Some(feed) })
    }

    /// Adds rows, in the order of their numbers.
    fn add(&mut self, py: Python<'_>, rows: &Bound<'_, PyAny>) -> PyResult<usize> {
        let chunks = capsule::chunks(rows)?;
        let feed = self.feed.as_mut().ok_or_else(|| fail(py, "closed", "the report is written already"))?;
        let mut added = 0;
        for chunk in chunks {
            let rows = chunk.as_struct_opt().ok_or_else(|| fail(py, "not_rows", "rows of check are wanted"))?;
            let records = Reader::of(rows)
                .and_then(|reader| (0..rows.len()).map(|row| reader.all(row)).collect::<Option<Vec<_>>>())
                .ok_or_else(|| fail(py, "not_rows", "rows of a diagnosis are wanted"))?;
            added += records.len();
            let records = records.into_iter().flatten().collect();
            py.detach(|| feed.put(records)).map_err(|t| told(py, &t))?;
        }
        Ok(added)
    }

    /// Writes all reports; gives how many documents there are, how many of them are exposed and how many could not be read.
    fn write(&mut self, py: Python<'_>) -> PyResult<(u64, u64, u64)> {
        let feed = self.feed.take().ok_or_else(|| fail(py, "closed", "the report is written already"))?;
        let plan = &self.plan;
        let ended = py.detach(|| feed.close(plan)).map_err(|t| told(py, &t))?;
        let all = ended.summary.all;
        Ok((all.documents, all.exposed, all.unread))
    }
}

/// Reads records back from rows.
struct Reader<'a> {
    rows: &'a StructArray,
}

impl<'a> Reader<'a> {
    fn of(rows: &'a StructArray) -> Option<Self> {
        for name in ["code", "level", "items", "counts", "bytes", "damaged", "images", "attached", "marks"] {
            rows.column_by_name(name)?;
        }
        Some(Self { rows })
    }

    fn long(&self, name: &str, row: usize) -> Option<i64> {
        let column = self.rows.column_by_name(name)?.as_primitive_opt::<Int64Type>()?;
        column.is_valid(row).then(|| column.value(row))
    }

    fn items(&self, name: &str, row: usize) -> Vec<u8> {
        let Some(list) = self.rows.column_by_name(name).and_then(|c| c.as_list_opt::<i32>()) else { return Vec::new() };
        let items = list.value(row);
        let items = items.as_primitive_opt::<Int32Type>();
        items.map_or(Vec::new(), |i| i.values().iter().filter_map(|n| u8::try_from(*n).ok()).collect())
    }

    /// What a row counts as: the entries of an archive one by one, anything else as it is.
    fn all(&self, row: usize) -> Option<Vec<(Record, Vec<u64>)>> {
        let lists = self.rows.column_by_name("entries").and_then(|c| c.as_list_opt::<i32>());
        let entries = lists.filter(|lists| lists.is_valid(row)).map(|lists| lists.value(row));
        let Some(entries) = entries.filter(|e| !e.is_empty()) else { return Some(vec![self.read(row)?]) };
        let lines = crate::texts::Texts::of(&entries)?;
        (0..entries.len()).map(|i| serde_json::from_str(lines.text(i)?).ok()).collect()
    }

    fn read(&self, row: usize) -> Option<(Record, Vec<u64>)> {
        let rows = self.rows;
        let number = |name: &str| int(rows, name, row).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let marks = rows.column_by_name("marks")?.as_list_opt::<i32>()?.value(row);
        let marks = marks.as_primitive_opt::<Int64Type>()?.values().iter().map(|m| m.cast_unsigned()).collect();
        let counts = rows.column_by_name("counts")?.as_list_opt::<i32>()?.value(row);
        let counts = counts.as_struct_opt()?;
        let found = (0..counts.len()).map(|i| {
            let number = |name: &str| int(counts, name, i).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
            Some(Found {
                kind: text(counts, "kind", i)?,
                name: text(counts, "name", i),
                item: u8::try_from(number("item")).ok()?,
                mask: number("mask"),
                review: number("review"),
                line: number("line"),
                shown: text(counts, "shown", i).unwrap_or_default(),
            })
        });
        let attached = rows.column_by_name("attached")?.as_boolean_opt()?;
        let record = Record {
            n: 0,
            mark: 0,
            department: text(rows, "department", row).unwrap_or_default(),
            author: self.long("author", row).map(i64::cast_unsigned),
            title: text(rows, "title", row).unwrap_or_default(),
            path: text(rows, "path", row).unwrap_or_default(),
            day: int(rows, "day", row),
            public: int(rows, "public", row),
            level: text(rows, "published", row),
            items: self.items("published_items", row),
            bytes: self.long("bytes", row).and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
            unread: text(rows, "code", row),
            damaged: number("damaged"),
            images: number("images"),
            suggested: text(rows, "level", row).unwrap_or_default(),
            suggested_items: self.items("items", row),
            attached: attached.is_valid(row) && attached.value(row),
            found: found.collect::<Option<Vec<_>>>()?,
        };
        Some((record, marks))
    }
}

fn text(rows: &StructArray, name: &str, row: usize) -> Option<String> {
    let column = rows.column_by_name(name)?;
    let text = match crate::texts::Texts::of(column)? {
        ref texts if column.is_valid(row) => texts.text(row).map(str::to_owned),
        _ => None,
    };
    text.filter(|t| !t.is_empty())
}

fn int(rows: &StructArray, name: &str, row: usize) -> Option<i32> {
    let column = rows.column_by_name(name)?.as_primitive_opt::<Int32Type>()?;
    column.is_valid(row).then(|| column.value(row))
}
