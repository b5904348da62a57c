//! What takes the place of a masked span, in three styles.

use crate::kind::{Kind, Length};

/// How masks look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Every syllable `○`, every other letter or digit `*`; the layout stands.
    #[default]
    Full,
    /// The customary form of the kind, for internal use.
    Partial,
    /// `[성명1]`: the same value gets the same label.
    Label,
}

impl Style {
    /// The stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Label => "label",
        }
    }

    /// The style with the given name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Full, Self::Partial, Self::Label].into_iter().find(|s| s.id() == id)
    }
}

/// The mask of kinds whose length gives them away.
pub const FIXED: &str = "****";

/// The full mask of a value of `kind`.
pub fn full(kind: Kind, value: &str) -> String {
    match kind.length() {
        Length::Hidden => FIXED.to_owned(),
        Length::Kept => hide(value),
    }
}

/// Every syllable and Chinese character becomes `○`, every other letter or digit `*`; what is neither stays.
pub fn hide(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut blank = false;
    for c in value.chars() {
        match cover(c) {
            Some(mask) => {
                out.push(mask);
                blank = true;
            }
            None if joins(c) && blank => {}
            None => {
                out.push(c);
                blank = false;
            }
        }
    }
    out
}

/// What stands for one character: `None` for separators and for what joins the character before.
pub fn cover(c: char) -> Option<char> {
    let code = c as u32;
    match code {
        0x1160..=0x11FF | 0xD7B0..=0xD7FB => None,
        0xAC00..=0xD7A3 | 0x1100..=0x115F | 0x3131..=0x318E | 0xA960..=0xA97C | 0xFFA1..=0xFFBE
        | 0x2E80..=0x2FDF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Some('○'),
        0xFFC2..=0xFFDC => None,
        // Circled and other numbers are numeric, not decimal: they count as digits here.
        _ if c.is_alphanumeric() => Some('*'),
        _ => None,
    }
}

/// Characters that vanish with the masked character before them: vowels and tails of decomposed syllables, zero-width and combining marks.
fn joins(c: char) -> bool {
    matches!(c as u32,
        0x1160..=0x11FF | 0xD7B0..=0xD7FB | 0xFFC2..=0xFFDC | 0x00AD | 0x0300..=0x036F | 0x200B..=0x200F | 0x2060..=0x2064
        | 0x20D0..=0x20F0 | 0xFE00..=0xFE0F | 0xFEFF | 0x3099 | 0x309A)
}

/// Keeps the first `n` letters or digits and hides the rest.
pub fn keep_first(value: &str, n: usize) -> String {
    keep(value, |i, _| i < n)
}

/// Keeps the last `n` letters or digits and hides the rest.
pub fn keep_last(value: &str, n: usize) -> String {
    let total = value.chars().filter(|&c| cover(c).is_some()).count();
    keep(value, |i, _| i + n >= total)
}

/// Keeps what `shown` says (index among letters and digits, character) and hides the rest.
pub fn keep(value: &str, shown: impl Fn(usize, char) -> bool) -> String {
    let mut out = String::with_capacity(value.len());
    let (mut i, mut hidden) = (0, false);
    for c in value.chars() {
        match cover(c) {
            Some(mask) => {
                hidden = !shown(i, c);
                out.push(if hidden { mask } else { c });
                i += 1;
            }
            None if hidden && joins(c) => {}
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_layout_and_nothing_else() {
        assert_eq!(full(Kind::Rrn, "990101-3000012"), "******-*******");
        assert_eq!(full(Kind::PersonName, "김가람"), "○○○");
        assert_eq!(full(Kind::PersonName, "Nguyen 反"), "****** ○");
        assert_eq!(full(Kind::PersonName, "\u{1100}\u{1175}\u{11B7}가"), "○○");
        assert_eq!(full(Kind::Credential, "qwer1234!"), "****");
        assert_eq!(keep_first("홍가람", 1), "홍○○");
        assert_eq!(keep_last("010-0000-1234", 4), "***-****-1234");
    }
}
