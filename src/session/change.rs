//! What a caller hands to a session, and why it may be refused.

use std::fmt;

use crate::kind::{Action, Kind};

/// What a block is in the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A paragraph, or anything else.
    #[default]
    Paragraph,
    /// A cell of a table; joined to the next cell of its row by a tab.
    Cell,
    /// A heading.
    Heading,
    /// The title of the document.
    Title,
    /// A field of a form.
    Field,
}

impl Role {
    /// The role with the given name.
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "paragraph" => Self::Paragraph,
            "cell" => Self::Cell,
            "heading" => Self::Heading,
            "title" => Self::Title,
            "field" => Self::Field,
            _ => return None,
        })
    }
}

/// A stretch of a block that a person marked as not to be published, in UTF-16 units of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The item it is withheld under.
    pub item: u8,
}

/// A block of a document.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Its name, unique in the document and the same through edits.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Cells: the number of the row, where the editor knows it.
    pub row: Option<u32>,
    /// What a person marked in it.
    pub marks: Vec<Mark>,
}

/// Where a new block stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// Behind all others; a known block stays where it is.
    #[default]
    All,
    /// Before all others.
    None,
    /// Behind a block.
    Block(String),
}

/// A drafter's word on a value.
#[derive(Clone, PartialEq, Eq)]
pub struct Decision {
    /// The kind it was found as.
    pub kind: Kind,
    /// The value as written somewhere; how it is spaced or typed does not count.
    pub value: String,
    /// What is done with it.
    pub action: Action,
    /// Only in this block, where one is named.
    pub block: Option<String>,
}

/// An edit.
#[derive(Clone, Default)]
pub struct Change {
    /// The revision it makes; greater than the one before.
    pub rev: u32,
    /// Blocks with new text, and new blocks with their places.
    pub upsert: Vec<(Block, After)>,
    /// Blocks that go.
    pub remove: Vec<String>,
    /// All blocks in their new order, where it changed otherwise than by coming and going.
    pub order: Option<Vec<String>>,
    /// The drafter's decisions, where they changed.
    pub decisions: Option<Vec<Decision>>,
}

/// Why a change was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The revision is not greater than the session's.
    StaleRevision,
    /// A block that is not in the document is named.
    UnknownBlock,
    /// A block comes twice.
    DuplicateBlock,
    /// A mark lies outside its block, or an order is none of all blocks.
    BadChange,
    /// The masked copy could not be shown to hold.
    SealRefused,
    /// The session was disposed of.
    Disposed,
}

impl Fault {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::StaleRevision => "stale_revision",
            Self::UnknownBlock => "unknown_block",
            Self::DuplicateBlock => "duplicate_block",
            Self::BadChange => "bad_change",
            Self::SealRefused => "seal_refused",
            Self::Disposed => "disposed",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StaleRevision => "the change's revision is not greater than the session's",
            Self::UnknownBlock => "the change names a block that the document does not hold",
            Self::DuplicateBlock => "the change holds a block twice",
            Self::BadChange => "the change holds a field whose value is none of those allowed",
            Self::SealRefused => "the masked copy still holds what was to be masked",
            Self::Disposed => "the session was disposed of",
        })
    }
}

impl std::error::Error for Fault {}
