//! What was typed, and how we read it.

pub mod fold;
mod lookalike;
pub mod offset_map;
pub mod phrases;
mod seek;

pub use fold::{Class, Folded, OTHER, has_final, is_hangul};
pub use offset_map::{Utf16Map, utf16_len};
pub use phrases::{Glance, Phrases, Syllables, Units};
pub use seek::seek;
