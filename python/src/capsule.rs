//! Arrow's C data interface (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>): columns that any Python library lends, and
//! columns that are lent to it. Nothing is copied. The only file of the package that takes pointers.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayRef, make_array};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::error::fail;

/// The chunks of a column that speaks the interface: one of an array, several of a stream.
pub(crate) fn chunks(source: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    if source.hasattr("__arrow_c_array__")? {
        return Ok(vec![array(source)?]);
    }
    if !source.hasattr("__arrow_c_stream__")? {
        return Err(fail(source.py(), "not_a_column", "a text or a column (Arrow C data interface) is wanted"));
    }
    let capsule = source.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: a capsule of this name holds a stream, which is moved out and marked as released there.
    #[allow(unsafe_code)]
    let reader = unsafe { ArrayStreamReader::from_raw(pointer.cast::<FFI_ArrowArrayStream>().as_ptr()) };
    let reader = reader.map_err(|_| unread(source.py()))?;
    reader.collect::<Result<Vec<_>, _>>().map_err(|_| unread(source.py()))
}

fn array(source: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let pair = source.call_method0("__arrow_c_array__")?;
    let pair = pair.cast::<PyTuple>()?;
    let (schema, array) = (pair.get_item(0)?, pair.get_item(1)?);
    let (schema, array) = (schema.cast::<PyCapsule>()?, array.cast::<PyCapsule>()?);
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names hold a schema and an array of that schema; the array is moved out and marked as released there, the
    // schema is only looked at while its capsule lives.
    #[allow(unsafe_code)]
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
    let mut data = data.map_err(|_| unread(source.py()))?;
    data.align_buffers();
    Ok(make_array(data))
}

fn unread(py: Python<'_>) -> PyErr {
    fail(py, "not_a_column", "the column cannot be read")
}

/// A column that was made here.
#[pyclass(frozen, module = "garim")]
pub(crate) struct Column(pub ArrayRef);

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        // The interface leaves it to the giver whether the wish is met.
        drop(requested_schema);
        let (array, schema) = to_ffi(&self.0.to_data()).map_err(|_| unread(py))?;
        Ok((
            PyCapsule::new_with_value(py, schema, c"arrow_schema")?,
            PyCapsule::new_with_value(py, array, c"arrow_array")?,
        ))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.data_type()).map_err(|_| unread(py))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Says how long it is, and nothing of what is in it.
    fn __repr__(&self) -> String {
        format!("<garim.Column of {}>", self.0.len())
    }
}
