//! A column of texts, however Arrow holds them. Bytes are given, not texts: what is not UTF-8 is told of, never believed.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray};
use arrow_schema::DataType;

/// A column of bytes.
pub(crate) enum Texts {
    /// With 32-bit offsets.
    Small(BinaryArray),
    /// With 64-bit offsets.
    Large(LargeBinaryArray),
    /// With views.
    View(BinaryViewArray),
    /// No column, or one of nulls.
    None,
}

impl Texts {
    /// Reads a column; none where it holds something else.
    pub(crate) fn of(column: &ArrayRef) -> Option<Self> {
        Some(match column.data_type() {
            DataType::Utf8 => {
                let (offsets, values, nulls) = column.as_string::<i32>().clone().into_parts();
                Self::Small(BinaryArray::try_new(offsets, values, nulls).ok()?)
            }
            DataType::LargeUtf8 => {
                let (offsets, values, nulls) = column.as_string::<i64>().clone().into_parts();
                Self::Large(LargeBinaryArray::try_new(offsets, values, nulls).ok()?)
            }
            DataType::Utf8View => {
                let (views, buffers, nulls) = column.as_string_view().clone().into_parts();
                Self::View(BinaryViewArray::try_new(views, buffers, nulls).ok()?)
            }
            DataType::Binary => Self::Small(column.as_binary().clone()),
            DataType::LargeBinary => Self::Large(column.as_binary().clone()),
            DataType::BinaryView => Self::View(column.as_binary_view().clone()),
            DataType::Null => Self::None,
            _ => return None,
        })
    }

    /// The bytes of a row; none where it is null.
    pub(crate) fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Small(a) => (row < a.len() && a.is_valid(row)).then(|| a.value(row)),
            Self::Large(a) => (row < a.len() && a.is_valid(row)).then(|| a.value(row)),
            Self::View(a) => (row < a.len() && a.is_valid(row)).then(|| a.value(row)),
            Self::None => None,
        }
    }

    /// The text of a row; none where it is null or not UTF-8.
    pub(crate) fn text(&self, row: usize) -> Option<&str> {
        self.get(row).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}
