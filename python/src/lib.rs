//! `garim._core`: what Python calls. Convert, call, convert; detection, masks and reports are the library's.
//!
//! [`capsule`] takes and gives columns, [`texts`] reads them, [`desk`] looks at documents, [`rows`] tells of them, [`serve`] does so in a child process,
//! [`report`] writes what `garim audit` writes. The interpreter is free while documents are looked at.
#![deny(unsafe_code)]
#![warn(unreachable_pub)]

mod capsule;
mod desk;
mod error;
mod faults;
mod report;
mod rows;
mod rules;
mod serve;
mod texts;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::ArrowError;
use garim::check::Checker;
use garim::export::{self, Encoding, Format, Opened, Refusal};
use garim::policy::Policy;
use pyo3::prelude::*;
use serde_json::value::{RawValue, to_raw_value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Once};

use capsule::Column;
use desk::{Desk, Documents, Wish};
use error::fail;
use rules::Rules;

/// The contract's JSON of one text.
#[pyfunction]
#[pyo3(signature = (text, rules, id = None))]
fn check_text(py: Python<'_>, text: &str, rules: &Rules, id: Option<&str>) -> PyResult<String> {
    let id = id.map_or(RawValue::NULL.to_owned(), |id| to_raw_value(id).unwrap_or(RawValue::NULL.to_owned()));
    let checked = py.detach(|| guarded(|| garim::check_json(text, &id, &rules.policy)));
    checked.ok_or_else(|| internal(py))
}

/// The masked and verified copy of one text.
#[pyfunction]
fn mask_text(py: Python<'_>, text: &str, rules: &Rules) -> PyResult<String> {
    let masked = py.detach(|| guarded(|| masked(text, &rules.policy, &mut Checker::new())));
    match masked {
        Some(Ok(masked)) => Ok(masked),
        Some(Err(refusal)) => Err(fail(py, refusal.code(), &refusal.to_string())),
        None => Err(internal(py)),
    }
}

/// A row for each text, or each file, of a column.
#[pyfunction]
#[pyo3(signature = (column, rules, values = false, files = false, key = None))]
fn check(
    py: Python<'_>,
    column: &Bound<'_, PyAny>,
    rules: &Rules,
    values: bool,
    files: bool,
    key: Option<&str>,
) -> PyResult<Vec<Column>> {
    looked_at(py, column, rules, (values, files, false), key, Documents::column)
}

/// A row for each document of a table: its column `body` and what stands beside it.
#[pyfunction]
#[pyo3(signature = (table, rules, values = false, files = false, key = None))]
fn diagnose(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    rules: &Rules,
    values: bool,
    files: bool,
    key: Option<&str>,
) -> PyResult<Vec<Column>> {
    looked_at(py, table, rules, (values, files, true), key, |chunk| {
        Documents::table(&RecordBatch::from(chunk.as_any().downcast_ref::<StructArray>()?))
    })
}

/// Rows for documents, however they came; whether values are told, whether they are files, whether what a report needs is told.
fn looked_at(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    rules: &Rules,
    (values, files, told): (bool, bool, bool),
    key: Option<&str>,
    read: impl Fn(&ArrayRef) -> Option<Documents> + Sync,
) -> PyResult<Vec<Column>> {
    let key = key.map(serve::secret).transpose();
    let key = key.map_err(|_| fail(py, "bad_key", "a key of 64 hexadecimal digits is wanted"))?;
    let wish = Wish { key, values, files, told };
    each(py, source, |chunk| Desk::new(rules, wish).look(&read(chunk).ok_or(())?, None).map(row).map_err(drop))
}

/// The masked and verified copies of a column of texts; null where there is none to give.
#[pyfunction]
fn mask(py: Python<'_>, column: &Bound<'_, PyAny>, rules: &Rules) -> PyResult<Vec<Column>> {
    each(py, column, |chunk| {
        let texts = texts::Texts::of(chunk).ok_or(())?;
        let mut checker = Checker::new();
        let mut out = StringBuilder::new();
        for at in 0..chunk.len() {
            let copy = texts.text(at).and_then(|text| {
                let copy = guarded(|| masked(text, &rules.policy, &mut checker));
                if copy.is_none() {
                    checker = Checker::new();
                }
                copy?.ok()
            });
            out.append_option(copy);
        }
        Ok(Arc::new(out.finish()) as ArrayRef)
    })
}

/// The types of the rows of [`check`] or [`diagnose`], as a column of none.
#[pyfunction]
#[pyo3(signature = (values = false, told = false))]
fn rows_of_none(py: Python<'_>, values: bool, told: bool) -> PyResult<Column> {
    let none = rows::Rows::new("", values, told).finish();
    none.map(|batch| Column(row(batch))).map_err(|_| internal(py))
}

/// Looks at tables from standard input until it ends.
#[pyfunction(name = "serve")]
fn serve_here(py: Python<'_>) -> PyResult<()> {
    py.detach(|| serve::serve().map_err(|_: ArrowError| ()))
        .map_err(|()| fail(py, "bad_request", "the request is not understood"))
}

fn each(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    look: impl Fn(&ArrayRef) -> Result<ArrayRef, ()> + Sync,
) -> PyResult<Vec<Column>> {
    let chunks = capsule::chunks(source)?;
    let made = py.detach(|| chunks.iter().map(&look).collect::<Result<Vec<_>, ()>>());
    made.map(|all| all.into_iter().map(Column).collect())
        .map_err(|()| fail(py, "not_texts", "a column of texts is wanted"))
}

fn row(batch: RecordBatch) -> ArrayRef {
    Arc::new(StructArray::from(batch))
}

/// A text's masked copy, as the command writes it: read again until nothing is found, and verified.
fn masked(text: &str, policy: &Policy, checker: &mut Checker) -> Result<String, Refusal> {
    let opened = Opened {
        format: Format::Text,
        text: text.to_owned(),
        encoding: Encoding::Utf8,
        unread: 0,
        package: None,
        reading: None,
        members: Vec::new(),
    };
    let copy = export::mask(&opened, policy, checker)?;
    String::from_utf8(copy.bytes.as_ref().to_vec()).map_err(|_| Refusal::Unwritable)
}

/// What a call gives, unless it panics. A panic's own words may hold a part of a text: they are not kept.
fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(call)).ok()
}

fn internal(py: Python<'_>) -> PyErr {
    fail(py, "internal", "something went wrong that should not have")
}

#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    static QUIET: Once = Once::new();
    // What a panic says may be a part of a text. Every one is caught and told of by its code.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("faults", cfg!(feature = "faults"))?;
    module.add_class::<Column>()?;
    module.add_class::<Rules>()?;
    module.add_class::<report::Report>()?;
    module.add_function(wrap_pyfunction!(check_text, module)?)?;
    module.add_function(wrap_pyfunction!(mask_text, module)?)?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add_function(wrap_pyfunction!(diagnose, module)?)?;
    module.add_function(wrap_pyfunction!(mask, module)?)?;
    module.add_function(wrap_pyfunction!(rows_of_none, module)?)?;
    module.add_function(wrap_pyfunction!(serve_here, module)?)?;
    Ok(())
}
