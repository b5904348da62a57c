//! Where evidence stands, seen from a name.

/// How many places there are.
pub const PLACES: usize = 23;

/// A place of evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Place {
    /// The 어절 before the name, or the one before that …
    Before,
    Before2,
    Before3,
    /// The 어절 behind it, glued to it or not, and the next.
    After,
    After2,
    /// The same cell, or the line within sixty units.
    Cell,
    /// The line within two hundred units.
    Line,
    /// The head of its column, where the column is known.
    Column,
    /// The heads of the columns that may be its own.
    Loose,
    /// The heads of all columns of its table.
    Heads,
    /// The head of its row, or the first cell of the row.
    Row,
    /// The heading above.
    Heading,
    /// The title of the draft.
    Title,
    /// Anywhere in the draft.
    Draft,
    LineAbove,
    LineBelow,
    /// The words that open its line or its part of the line: 감사반 문성빈, 피아영.
    Lead,
    /// Beside the same name elsewhere in the draft.
    Else,
    /// Behind the name up to the end of its sentence.
    Verb,
    /// Before the first and behind the last name of its list.
    List,
    /// The nearest line above that stands higher in the outline, and the nearest that stands higher than that.
    Section,
    Chapter,
    /// The label of its list or item, or the body that a number belongs to.
    Label,
}

impl Place {
    /// One bit for each of some places.
    pub(super) const fn set(places: &[Self]) -> u32 {
        let (mut bits, mut i) = (0, 0);
        while i < places.len() {
            bits |= 1 << places[i] as u32;
            i += 1;
        }
        bits
    }

    /// The places that decide together with another.
    pub(super) const NEAR: u32 = Self::set(&[Self::Before, Self::Before2, Self::After, Self::Column, Self::Row]);
    /// The places that say what the draft is about.
    pub(super) const ABOUT: u32 = Self::set(&[Self::Title, Self::Heading]);
}

/// What a place is called in a reason.
pub(super) fn korean(place: usize) -> &'static str {
    match place {
        0..=2 => "이름 앞의",
        3 | 4 => "이름 뒤의",
        5 | 6 => "같은 줄의",
        7..=9 => "열 제목의",
        10 => "행 제목의",
        11 => "위 제목의",
        12 => "문서 제목의",
        14 | 15 => "이웃한 줄의",
        16 => "줄머리의",
        17 => "같은 이름 곁의",
        18 => "뒷말의",
        19 => "이름 목록 곁의",
        20 | 21 => "윗항목의",
        22 => "이름표의",
        _ => "문서 안의",
    }
}

/// What a place is called in the trainer's report.
pub(super) const NAMES: [&str; PLACES] = [
    "Before", "Before2", "Before3", "After", "After2", "Cell", "Line", "Column", "Loose", "Heads", "Row", "Heading",
    "Title", "Draft", "Above", "Below", "Lead", "Else", "Verb", "List", "Section", "Chapter", "Label",
];

/// How strongly the trainer holds evidence at a place back: what stands beside the name speaks louder than what the draft holds elsewhere.
pub(super) const RESTRAINT: [u32; PLACES] = [1, 2, 4, 1, 3, 5, 8, 1, 3, 6, 3, 6, 6, 24, 14, 14, 3, 3, 5, 2, 6, 8, 2];
