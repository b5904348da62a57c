//! What is kept of a document: counts, places, masked names, keyed hashes. No value, no text around one.

use serde::{Deserialize, Serialize};

/// One document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// Its number among the targets.
    pub n: u64,
    /// Its place, as the key marks it.
    pub mark: u64,
    /// Its department, masked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// Its author, as the key marks them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<u64>,
    /// Its title, masked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its path or line, masked.
    pub path: String,
    /// The day it was made, from 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i32>,
    /// The day it is, or was, published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<i32>,
    /// Its level: open, partial, closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Its items as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<u8>,
    /// How many bytes were read.
    pub bytes: u64,
    /// Why it was not read; none where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
    /// Places in it that could not be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub damaged: u32,
    /// Pictures in it, which nobody read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub images: u32,
    /// The level that its content suggests.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suggested: String,
    /// The items that its content suggests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggested_items: Vec<u8>,
    /// Whether all that is to be masked stands in attachments.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub attached: bool,
    /// What was found, by kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Found>,
}

/// What was found of one kind.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Found {
    /// The kind.
    pub kind: String,
    /// What it is called, where it is an organisation's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The item it falls under.
    pub item: u8,
    /// How many are to be masked.
    pub mask: u32,
    /// How many are to be reviewed.
    pub review: u32,
    /// The line of the first.
    pub line: u32,
    /// The first, masked, behind its label's word where it has one.
    pub shown: String,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Record {
    /// Whether the public may see it: everything that is not closed.
    pub(super) fn is_public(&self) -> bool {
        self.level.as_deref() != Some("closed")
    }

    /// Whether every word of it was read.
    pub(super) fn is_whole(&self) -> bool {
        self.unread.is_none() && self.damaged == 0 && self.images == 0
    }
}

/// A value that was found, for repeats: 16 bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Value {
    /// The value, as the key marks it.
    pub mark: u64,
    /// The document.
    pub n: u64,
}

impl Value {
    pub(super) fn bytes(self) -> [u8; 16] {
        let mut out = [0; 16];
        let both = self.mark.to_le_bytes().into_iter().chain(self.n.to_le_bytes());
        out.iter_mut().zip(both).for_each(|(to, from)| *to = from);
        out
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mark = u64::from_le_bytes(bytes.get(..8)?.try_into().ok()?);
        Some(Self { mark, n: u64::from_le_bytes(bytes.get(8..16)?.try_into().ok()?) })
    }
}
