//! What is wrong with a profile: the line, the field, and what is allowed there, in two languages. Never a value from a list.

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line; 1 is the first.
    pub line: usize,
    /// What, in Korean.
    pub ko: String,
    /// What, in English.
    pub en: String,
    /// Nothing is wrong but that this build holds no patterns, and the profile has some.
    pub patterns: bool,
}

impl Fault {
    /// A fault.
    pub fn new(line: usize, ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self { line, ko: ko.into(), en: en.into(), patterns: false }
    }
}

/// A name as it may be shown: short, and without what steers a terminal.
pub(super) fn shown(name: &str) -> String {
    let mut out: String = name.chars().take(40).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if name.chars().nth(40).is_some() {
        out.push('…');
    }
    out
}
