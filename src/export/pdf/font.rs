//! What the codes of a font mean (ISO 32000-1, 9.6 to 9.10): by its table to Unicode, by the character sets of Korea, by its encoding.

use std::collections::BTreeMap;

use super::object::{Object, Parser, Token};
use crate::export::cp949;

/// How codes are cut and what they mean where the font's own table does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    /// One byte, by an encoding of Latin letters.
    Byte,
    /// One or two bytes, CP949 (KSCms-UHC).
    Uhc,
    /// Two bytes of seven bits, KS X 1001 (KSC-H).
    Ksc,
    /// UTF-16, high byte first.
    Utf16,
    /// Two bytes that only the font knows.
    Pairs,
}

/// A font as far as text needs it.
#[derive(Clone, Debug)]
pub(super) struct Font {
    coding: Coding,
    to_unicode: Cmap,
    /// Letters of single codes, by name.
    named: BTreeMap<u8, String>,
    widths: BTreeMap<u32, i64>,
    /// The width of what has none, in thousandths of the size.
    width: i64,
    /// Whether codes without a table are told by the encodings everybody knows.
    latin: bool,
}

/// One letter as it is shown.
pub(super) struct Shown {
    /// None where nobody knows what it means.
    pub(super) text: Option<String>,
    /// In thousandths of the size.
    pub(super) width: i64,
    /// Whether it is the space of one byte, which word spacing widens.
    pub(super) space: bool,
}

/// What a font is told by.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) composite: bool,
    /// The name of the encoding.
    pub(super) encoding: Option<String>,
    /// A table of codes that stands in the file instead of a name.
    pub(super) embedded: Option<Vec<u8>>,
    pub(super) to_unicode: Option<Vec<u8>>,
    /// First code and names from there on.
    pub(super) differences: Vec<Object>,
    pub(super) widths: BTreeMap<u32, i64>,
    pub(super) width: Option<i64>,
    /// Letters that are no letters: a font of signs, or glyphs drawn by hand.
    pub(super) symbols: bool,
}

impl Font {
    /// A font that nothing is told of: Latin letters.
    pub(super) fn unknown() -> Self {
        Self::new(Told::default())
    }

    pub(super) fn new(told: Told) -> Self {
        let encoding = told.encoding.as_deref().unwrap_or_default();
        let to_unicode = told.to_unicode.as_deref().map(Cmap::read).unwrap_or_default();
        let coding = if !told.composite {
            Coding::Byte
        } else if encoding.contains("UTF16") || encoding.contains("UCS2") {
            Coding::Utf16
        } else if encoding.starts_with("KSCms-UHC")
            || encoding.starts_with("KSC-EUC")
            || encoding.starts_with("KSCpc-EUC")
        {
            Coding::Uhc
        } else if matches!(encoding, "KSC-H" | "KSC-V") {
            Coding::Ksc
        } else {
            Coding::Pairs
        };
        let mut named = BTreeMap::new();
        let mut code = 0;
        for item in &told.differences {
            match item {
                Object::Number(_) => code = item.whole().unwrap_or(0),
                Object::Name(name) => {
                    if let (Ok(at), Some(text)) = (u8::try_from(code), letter(name)) {
                        named.insert(at, text);
                    }
                    code += 1;
                }
                _ => {}
            }
        }
        // A table of codes in the file: how long codes are, and now and then what they mean.
        let mut to_unicode = to_unicode;
        if let Some(embedded) = told.embedded.as_deref() {
            to_unicode.lengths = to_unicode.lengths.or(Cmap::read(embedded).lengths);
        }
        let width = told.width.unwrap_or(if told.composite { 1000 } else { 0 });
        Self { coding, to_unicode, named, widths: told.widths, width, latin: !told.symbols }
    }

    /// The letters of a string.
    pub(super) fn letters(&self, bytes: &[u8], mut see: impl FnMut(Shown)) {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            let length = self.length(rest).clamp(1, rest.len());
            let (own, after) = rest.split_at(length);
            rest = after;
            let code = own.iter().fold(0u32, |code, &b| code << 8 | u32::from(b));
            let text = self.to_unicode.text(code, length).or_else(|| self.guess(first, own));
            let width = self.widths.get(&code).copied().unwrap_or_else(|| self.guessed_width(text.as_deref()));
            see(Shown { text, width, space: length == 1 && code == 32 });
        }
    }

    fn length(&self, rest: &[u8]) -> usize {
        match self.coding {
            Coding::Byte => 1,
            Coding::Uhc => match rest.first() {
                Some(0x81..=0xFE) => 2,
                _ => 1,
            },
            Coding::Utf16 => match rest.first() {
                Some(0xD8..=0xDB) => 4,
                _ => 2,
            },
            Coding::Ksc => 2,
            Coding::Pairs => match self.to_unicode.lengths {
                Some((one, two)) if one && !two => 1,
                Some((true, true)) if self.to_unicode.text(u32::from(*rest.first().unwrap_or(&0)), 1).is_some() => 1,
                _ => 2,
            },
        }
    }

    /// What a code means without the font's own table.
    fn guess(&self, first: u8, own: &[u8]) -> Option<String> {
        match self.coding {
            Coding::Byte => match self.named.get(&first) {
                Some(name) => Some(name.clone()),
                None if self.latin => Some(windows(first)?.to_string()),
                None => None,
            },
            Coding::Uhc => cp949::decode_strict(own),
            Coding::Ksc => cp949::decode_strict(&own.iter().map(|b| b | 0x80).collect::<Vec<u8>>()),
            Coding::Utf16 => {
                let units: Vec<u16> = own.as_chunks::<2>().0.iter().map(|&b| u16::from_be_bytes(b)).collect();
                String::from_utf16(&units).ok().filter(|t| !t.is_empty())
            }
            Coding::Pairs => None,
        }
    }

    fn guessed_width(&self, text: Option<&str>) -> i64 {
        if self.width > 0 {
            return self.width;
        }
        match text.and_then(|t| t.chars().next()) {
            Some(' ' | '.' | ',' | ':' | ';' | 'i' | 'l' | 'j' | 't' | 'f' | '!' | '/' | '\'' | '|') => 278,
            Some('-' | '(' | ')' | 'r' | '[' | ']') => 333,
            Some('A'..='Z') => 690,
            Some(c) if !c.is_ascii() => 1000,
            _ => 556,
        }
    }
}

/// A code of Windows' Latin letters.
fn windows(code: u8) -> Option<char> {
    const UPPER: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";
    match code {
        0x20..=0x7E | 0xA0..=0xFF => Some(char::from(code)),
        0x80..=0x9F => UPPER.chars().nth(usize::from(code - 0x80)).filter(|&c| c != '\u{FFFD}'),
        _ => None,
    }
}

/// The letter that a glyph's name says (Adobe Glyph List, what Korean documents use of it).
fn letter(name: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("space", " "),
        ("nbspace", " "),
        ("exclam", "!"),
        ("quotedbl", "\""),
        ("numbersign", "#"),
        ("dollar", "$"),
        ("percent", "%"),
        ("ampersand", "&"),
        ("quotesingle", "'"),
        ("parenleft", "("),
        ("parenright", ")"),
        ("asterisk", "*"),
        ("plus", "+"),
        ("comma", ","),
        ("hyphen", "-"),
        ("sfthyphen", "-"),
        ("minus", "-"),
        ("period", "."),
        ("slash", "/"),
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("colon", ":"),
        ("semicolon", ";"),
        ("less", "<"),
        ("equal", "="),
        ("greater", ">"),
        ("question", "?"),
        ("at", "@"),
        ("bracketleft", "["),
        ("backslash", "\\"),
        ("bracketright", "]"),
        ("asciicircum", "^"),
        ("underscore", "_"),
        ("grave", "`"),
        ("braceleft", "{"),
        ("bar", "|"),
        ("braceright", "}"),
        ("asciitilde", "~"),
        ("bullet", "•"),
        ("endash", "–"),
        ("emdash", "—"),
        ("quoteleft", "‘"),
        ("quoteright", "’"),
        ("quotedblleft", "“"),
        ("quotedblright", "”"),
        ("ellipsis", "…"),
        ("periodcentered", "·"),
        ("middot", "·"),
        ("degree", "°"),
        ("section", "§"),
        ("copyright", "©"),
        ("registered", "®"),
        ("trademark", "™"),
        ("won", "₩"),
        ("Euro", "€"),
        ("multiply", "×"),
        ("divide", "÷"),
        ("plusminus", "±"),
        ("fi", "fi"),
        ("fl", "fl"),
        ("ff", "ff"),
        ("ffi", "ffi"),
        ("guillemotleft", "«"),
        ("guillemotright", "»"),
        ("yen", "¥"),
        ("sterling", "£"),
        ("cent", "¢"),
    ];
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return Some(only.to_string());
    }
    if let Some((_, text)) = NAMES.iter().find(|(n, _)| *n == name) {
        return Some((*text).to_owned());
    }
    let base = name.split('.').next().unwrap_or(name);
    let hex = base
        .strip_prefix("uni")
        .filter(|h| h.len() == 4)
        .or(base.strip_prefix('u').filter(|h| (4..=6).contains(&h.len())));
    hex.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32).map(String::from)
}

/// A table from codes to Unicode.
#[derive(Clone, Debug, Default)]
struct Cmap {
    /// Sorted by length and first code: the codes, and the text of the first or of each.
    ranges: Vec<Span>,
    /// Whether codes of one and of two bytes are there.
    lengths: Option<(bool, bool)>,
}

#[derive(Clone, Debug)]
struct Span {
    length: usize,
    from: u32,
    to: u32,
    text: Vec<u16>,
}

impl Cmap {
    fn read(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        let mut parser = Parser::new(bytes, 0);
        let mut held: Vec<Object> = Vec::new();
        while let Some(token) = parser.next(false) {
            match token {
                Token::Object(object) => held.push(object),
                Token::Word(word) => {
                    match word {
                        b"endcodespacerange" => {
                            for code in held.iter().filter_map(code) {
                                let (one, two) = out.lengths.get_or_insert((false, false));
                                *one |= code.1 == 1;
                                *two |= code.1 == 2;
                            }
                        }
                        b"endbfchar" => {
                            for pair in held.chunks(2) {
                                if let [from, Object::Text(to)] = pair
                                    && let Some((from, length)) = code(from)
                                {
                                    out.ranges.push(Span { length, from, to: from, text: units(to) });
                                }
                            }
                        }
                        b"endbfrange" => {
                            for triple in held.chunks(3) {
                                let [from, to, text] = triple else { continue };
                                let (Some((from, length)), Some((to, _))) = (code(from), code(to)) else { continue };
                                match text {
                                    Object::Text(text) => out.ranges.push(Span { length, from, to, text: units(text) }),
                                    Object::Array(each) => {
                                        for (code, text) in (from..=to).zip(each) {
                                            if let Object::Text(text) = text {
                                                out.ranges.push(Span {
                                                    length,
                                                    from: code,
                                                    to: code,
                                                    text: units(text),
                                                });
                                            }
                                        }
                                    }
                                    _ => {}
                                }
                            }
                        }
                        _ => {}
                    }
                    held.clear();
                }
            }
        }
        out.ranges.sort_by_key(|s| (s.length, s.from));
        out
    }

    fn text(&self, code: u32, length: usize) -> Option<String> {
        let next = self.ranges.partition_point(|s| (s.length, s.from) <= (length, code));
        // Ranges may lie inside each other, a few deep.
        let span = (self.ranges.get(next.saturating_sub(8)..next)?.iter().rev())
            .find(|s| s.length == length && s.to >= code)?;
        let mut units = span.text.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add((code - span.from) as u16);
        }
        // A table that gives a glyph no letter says nothing.
        String::from_utf16(&units).ok().filter(|t| !t.is_empty() && !t.chars().all(|c| c == '\0' || c == '\u{FFFD}'))
    }
}

fn code(object: &Object) -> Option<(u32, usize)> {
    match object {
        Object::Text(bytes) if (1..=4).contains(&bytes.len()) => {
            Some((bytes.iter().fold(0, |code, &b| code << 8 | u32::from(b)), bytes.len()))
        }
        _ => None,
    }
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_be_bytes(b)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::EUC_KR;

    fn read(font: &Font, bytes: &[u8]) -> String {
        let mut out = String::new();
        font.letters(bytes, |shown| out.push_str(shown.text.as_deref().unwrap_or("\u{FFFD}")));
        out
    }

    #[test]
    fn knows_the_character_sets_of_korea() {
        let of = |encoding: &str| {
            Font::new(Told { composite: true, encoding: Some(encoding.to_owned()), ..Told::default() })
        };
        let (cp949, ..) = EUC_KR.encode("똠방각하 12");
        assert_eq!(read(&of("KSCms-UHC-H"), &cp949), "똠방각하 12");
        assert_eq!(read(&of("UniKS-UTF16-H"), b"\xAC\x00\x00A"), "가A");
        assert_eq!(read(&of("KSC-H"), b"\x30\x21"), "가");
        assert_eq!(read(&of("Identity-H"), b"\x30\x21"), "\u{FFFD}");
    }

    #[test]
    fn reads_a_table_to_unicode() {
        let table = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <AC00> endbfchar
            2 beginbfrange <0010> <0019> <0030> <0020> <0021> [<B098> <00410042>] endbfrange";
        let font = Font::new(Told {
            composite: true,
            encoding: Some("Identity-H".to_owned()),
            to_unicode: Some(table.to_vec()),
            ..Told::default()
        });
        assert_eq!(read(&font, b"\0\x01\0\x12\0\x20\0\x21\0\x40"), "가2나AB\u{FFFD}");
    }
}
