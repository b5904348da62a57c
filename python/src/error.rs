//! What goes wrong, as Python's `garim.GarimError` with a stable code. No message holds a part of a document.

use pyo3::prelude::*;

/// An exception with a code of the contract.
pub(crate) fn fail(py: Python<'_>, code: &str, message: &str) -> PyErr {
    let made = || py.import("garim.errors")?.getattr("GarimError")?.call1((code, message));
    match made() {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
