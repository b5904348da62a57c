//! From bytes of the draft to UTF-16 code units, in one forward walk. The only place, with `wire.rs`, where UTF-16 is counted.

use crate::span::{Span, Utf16Span};

/// Converts byte spans to UTF-16 spans; cheap when asked in rising order.
pub struct Utf16Map<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl<'a> Utf16Map<'a> {
    /// A map for `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    /// The UTF-16 offset of a byte on a character boundary.
    pub fn offset(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            self.byte = 0;
            self.unit = 0;
        }
        self.unit += utf16_len(&self.text[self.byte..byte]);
        self.byte = byte;
        self.unit
    }

    /// The UTF-16 span of a byte span.
    pub fn span(&mut self, span: Span) -> Utf16Span {
        let start = self.offset(span.start);
        let saved = (self.byte, self.unit);
        let end = self.offset(span.end);
        (self.byte, self.unit) = saved;
        Utf16Span { start, end }
    }
}

/// How many UTF-16 code units `text` takes.
pub fn utf16_len(text: &str) -> usize {
    // Every character begins with a byte that is no continuation; those of four bytes take two units.
    text.bytes().map(|b| usize::from(b & 0xC0 != 0x80) + usize::from(b >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_browser_counts() {
        let text = "a가😀나";
        assert_eq!(utf16_len(text), text.encode_utf16().count());
        let mut map = Utf16Map::new(text);
        assert_eq!(map.span(Span { start: 4, end: 8 }), Utf16Span { start: 2, end: 4 });
        assert_eq!(map.span(Span { start: 0, end: 1 }), Utf16Span { start: 0, end: 1 });
    }
}
