//! The views of a part: what it says across tags, in attributes, behind entities, percent sequences, escapes and base64.

use std::borrow::Cow;

use super::super::cp949;

/// Text in base64 shorter than this is not looked into.
const BASE64: usize = 16;

/// The text of a part in the encodings that text files are written in.
pub(super) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let units = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().skip(1).map(|&pair| unit(pair)).collect();
        Some(Cow::Owned(String::from_utf16_lossy(&units)))
    };
    match bytes {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(Cow::Borrowed(text)),
            Err(_) => cp949::decode_strict(bytes).map(std::borrow::Cow::Owned),
        },
    }
}

/// Escapes of scripts and style sheets as what they stand for: `\u0030`, `\x30`, `\30 `; strings that are added up or stand side by side are
/// one, marks of emphasis are left out.
pub(super) fn escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '"', '\'', '+', '&', '*', '_', '`', '~']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        if !rest[at..].starts_with('\\') {
            rest = tail;
            continue;
        }
        let digits = tail.strip_prefix(['u', 'x']).unwrap_or(tail);
        let most = if tail.starts_with('u') {
            4
        } else if tail.starts_with('x') {
            2
        } else {
            6
        };
        let length = digits.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        match u32::from_str_radix(&digits[..length], 16).ok().and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = digits[length..].strip_prefix(' ').unwrap_or(&digits[length..]);
            }
            None => rest = tail,
        }
    }
    out.push_str(rest);
    out
}

/// Stands between what does not belong together: nothing is read across it.
pub(super) const END: &str = "\"\n";

/// A text without its tags, nothing put between but a line feed where a paragraph or cell ends.
pub(super) fn joined(text: &str) -> String {
    untagged(text, "\n")
}

/// The same, paragraphs and cells parted.
pub(super) fn parted(text: &str) -> String {
    untagged(text, END)
}

fn untagged(text: &str, end: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let Some(close) = tag.find('>') else {
            rest = tag;
            break;
        };
        // Paragraphs and cells end what stands in them; anything else does not.
        let closed = tag.strip_prefix("</").map(|rest| {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == ':')).unwrap_or(rest.len());
            rest[..end].rsplit(':').next().unwrap_or_default()
        });
        if closed.is_some_and(|n| matches!(n, "p" | "tc" | "td" | "th" | "tr" | "li" | "div" | "row" | "c" | "si")) {
            out.push_str(end);
        }
        rest = &tag[close + 1..];
    }
    out.push_str(rest);
    resolved(&out)
}

/// All values in quotes, one a line, entities resolved.
pub(super) fn attributes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('=') {
        let Some(quote) = rest[at + 1..].chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            rest = &rest[at + 1..];
            continue;
        };
        let value = &rest[at + 2..];
        let end = value.find(quote).unwrap_or(value.len());
        out.push_str(&value[..end]);
        out.push_str(END);
        rest = &value[end..];
    }
    resolved(&out)
}

/// Numeric entities and those of XML as what they stand for.
pub(super) fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        let c = end.and_then(|end| {
            let name = &tail[1..end];
            match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                "shy" => Some('\u{AD}'),
                "hyphen" | "dash" | "ndash" | "mdash" | "minus" => Some('-'),
                "commat" => Some('@'),
                "period" => Some('.'),
                _ => {
                    let number = name.strip_prefix('#')?;
                    match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => number.parse().ok(),
                    }
                    .and_then(char::from_u32)
                }
            }
        });
        match (c, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = &tail[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Percent sequences as what they stand for.
pub(super) fn percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match code {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What stands in base64, the stretches side by side with two line feeds between.
pub(super) fn base64(text: &str) -> Vec<u8> {
    let symbol = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(window) = bytes.get(at..at + BASE64) {
        // A stretch that is long enough holds the whole window: what does not, is looked over from its end.
        if let Some(last) = window.iter().rposition(|&b| symbol(b).is_none()) {
            at += last + 1;
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let stretch = rest.get(..rest.iter().take_while(|&&b| symbol(b).is_some()).count()).unwrap_or_default();
        at += stretch.len();
        let (mut held, mut bits) = (0u32, 0);
        for value in stretch.iter().filter_map(|&b| symbol(b)) {
            held = held << 6 | u32::from(value);
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                out.push((held >> bits) as u8);
            }
        }
        out.extend_from_slice(b"\n\n");
    }
    out
}

/// How many readable bytes in one piece are a text inside of other bytes.
const STRETCH: usize = 16;

/// The stretches of bytes that can be read as UTF-8, one a line.
pub(super) fn stretches(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        // A stretch that is long enough and begins here holds all of these.
        let never = |b: &u8| matches!(b, 0..=8 | 0xB | 0xC | 0xE..=0x1F | 0x7F | 0xC0 | 0xC1 | 0xF5..);
        if start == at
            && let Some(last) = rest.get(..STRETCH).and_then(|window| window.iter().rposition(never))
        {
            at += last + 1;
            start = at;
            continue;
        }
        let length = readable(rest);
        if length == 0 {
            stretch(bytes.get(start..at), &mut out);
            start = at + 1;
        }
        at += length.max(1);
    }
    stretch(bytes.get(start..), &mut out);
    out
}

/// Adds a stretch that is long enough.
fn stretch(bytes: Option<&[u8]>, out: &mut String) {
    if let Some(bytes) = bytes.filter(|bytes| bytes.len() >= STRETCH) {
        out.push_str(&String::from_utf8_lossy(bytes));
        out.push('\n');
    }
}

/// How many bytes the character at the head has; 0 where there is none that can be read.
fn readable(bytes: &[u8]) -> usize {
    let length = match bytes.first() {
        Some(b' '..=b'~' | b'\t' | b'\n' | b'\r') => return 1,
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => return 0,
    };
    let more = bytes.get(1..length).is_some_and(|rest| rest.iter().all(|b| (0x80..0xC0).contains(b)));
    if more && bytes.get(..length).is_some_and(|c| std::str::from_utf8(c).is_ok()) { length } else { 0 }
}
