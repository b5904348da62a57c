//! Taking out: the masks of a draft's findings and the masked text. Masking never searches.

pub mod apply;
mod part;

pub use apply::{Labels, masked};
