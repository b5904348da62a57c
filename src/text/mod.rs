//! What was typed, and how we read it.

mod character;
pub mod fold;
mod jamo;
mod lookalike;
pub mod offset_map;
pub mod phrases;
mod seek;

pub use character::{Class, OTHER, has_final, is_hangul};
pub use fold::Folded;
pub use offset_map::{Utf16Map, utf16_len};
pub use phrases::{Glance, Phrases, Syllables, Units};
pub use seek::seek;
