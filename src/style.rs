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
    keep(value, |_, _| false)
}

/// What stands for one character: `None` for separators and for what joins the character before.
pub fn cover(c: char) -> Option<char> {
    match c as u32 {
        0x1160..=0x11FF | 0xD7B0..=0xD7FB => None,
        0xAC00..=0xD7A3
        | 0x1100..=0x115F
        | 0x3131..=0x318E
        | 0xA960..=0xA97C
        | 0xFFA1..=0xFFDC
        | 0x2E80..=0x2FDF
        | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF => Some('○'),
        // Circled and other numbers are numeric, not decimal: they count as digits here.
        _ if c.is_alphanumeric() => Some('*'),
        _ => None,
    }
}

/// Keeps the first `n` letters or digits and hides the rest.
pub fn keep_first(value: &str, n: usize) -> String {
    keep(value, |i, _| i < n)
}

/// Keeps the last `n` letters or digits and hides the rest.
pub fn keep_last(value: &str, n: usize) -> String {
    let total = Letters(value).filter(|(_, mask)| mask.is_some()).count();
    keep(value, |i, _| i + n >= total)
}

/// Keeps what `shown` says (index among letters and digits, their first character) and hides the rest.
pub fn keep(value: &str, shown: impl Fn(usize, char) -> bool) -> String {
    let mut out = String::with_capacity(value.len());
    let mut i = 0;
    for (letter, mask) in Letters(value) {
        match mask {
            Some(mask) => {
                if letter.chars().next().is_some_and(|c| shown(i, c)) {
                    out.push_str(letter);
                } else {
                    out.push(mask);
                }
                i += 1;
            }
            None => out.push_str(letter),
        }
    }
    out
}

/// A value cut into what a reader sees as one: a letter or digit with all that joins it, or a separator; and what would mask it.
struct Letters<'a>(&'a str);

impl<'a> Iterator for Letters<'a> {
    type Item = (&'a str, Option<char>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut chars = self.0.char_indices().peekable();
        let (_, first) = chars.next()?;
        // A vowel or tail of a syllable is a letter where it stands alone.
        let mask = cover(first).or(Jamo::of(first).map(|_| '○'));
        let mut last = first;
        while mask.is_some()
            && let Some((_, c)) = chars.next_if(|&(_, c)| joins(last, c))
        {
            last = if Jamo::of(c).is_some() { c } else { NOTHING };
        }
        let end = chars.peek().map_or(self.0.len(), |&(at, _)| at);
        let (letter, rest) = self.0.split_at(end);
        self.0 = rest;
        Some((letter, mask))
    }
}

/// After a mark no syllable goes on.
const NOTHING: char = '\0';

/// Whether `c` is one with the letter or mark `last` before it. What nobody sees but stands for itself, such as a zero-width space, does
/// not join: it stays where it is, as other separators do.
fn joins(last: char, c: char) -> bool {
    match (Jamo::of(last), Jamo::of(c)) {
        (Some(a), Some(b)) => a.goes_on_with(b),
        (_, Some(_)) => false,
        _ => is_mark(c),
    }
}

/// Combining marks, joiners and variation selectors.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x200C | 0x200D | 0xFF9E | 0xFF9F | 0xE0020..=0xE007F | 0xE0100..=0xE01EF | 0x1F3FB..=0x1F3FF)
        || !c.is_alphanumeric()
            && matches!(c as u32,
                0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x05BF..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670
                | 0x0900..=0x109F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0x302A..=0x302F | 0x3099..=0x309A
                | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F)
}

/// What a Hangul character is to the syllable it stands in (Unicode Standard Annex 29, rules GB6 to GB8).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Jamo {
    Lead,
    Vowel,
    Tail,
    Open,
    Closed,
}

impl Jamo {
    fn of(c: char) -> Option<Self> {
        let code = c as u32;
        Some(match code {
            0x1100..=0x115F | 0xA960..=0xA97C => Self::Lead,
            0x1160..=0x11A7 | 0xD7B0..=0xD7C6 => Self::Vowel,
            0x11A8..=0x11FF | 0xD7CB..=0xD7FB => Self::Tail,
            0xAC00..=0xD7A3 if (code - 0xAC00).is_multiple_of(28) => Self::Open,
            0xAC00..=0xD7A3 => Self::Closed,
            _ => return None,
        })
    }

    fn goes_on_with(self, next: Self) -> bool {
        match self {
            Self::Lead => next != Self::Tail,
            Self::Vowel | Self::Open => matches!(next, Self::Vowel | Self::Tail),
            Self::Tail | Self::Closed => next == Self::Tail,
        }
    }
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
        assert_eq!(full(Kind::PersonName, "\u{FFBE}\u{FFC2}\u{FFA4} e\u{301}"), "○○○ *");
        assert_eq!(full(Kind::Mobile, "0\u{200B}1"), "*\u{200B}*");
        assert_eq!(keep_first("\u{1100}\u{1175}\u{11B7}\u{1100}\u{1161}", 1), "\u{1100}\u{1175}\u{11B7}○");
        assert_eq!(full(Kind::Credential, "qwer1234!"), "****");
        assert_eq!(keep_first("홍가람", 1), "홍○○");
        assert_eq!(keep_last("010-0000-1234", 4), "***-****-1234");
    }
}
