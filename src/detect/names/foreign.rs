//! Foreign names: several words in Hangul (응우옌 티 흐엉) or in Latin letters (Nguyen Van A, KIM Garam).

use super::Mention;
use crate::page::Page;

/// Collects foreign names that may stand on a page.
pub(super) fn collect(_page: &Page, _out: &mut Vec<Mention>) {}
