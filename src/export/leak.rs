//! The check of a finished container: opens it by its own reading and looks for every masked value in every view of every part.
//!
//! Nothing here is shared with the adapters that wrote the file: archives are taken apart by their local heads and by their list, parts are
//! unpacked, and each is read as text across tags, as text and attributes with entities and percent sequences resolved, as base64, and as raw
//! bytes in UTF-8, UTF-16 and CP949. A value may stand in a view as often as the masked text that was planned explains.

use std::borrow::Cow;
use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::spread;
use super::verify::Stream;
use crate::kind::Kind;

/// Archives inside archives that are opened.
const DEPTH: usize = 4;
/// Bytes of one unpacked part.
const PART: usize = 256 * 1024 * 1024;
/// Text in base64 shorter than this is not looked into.
const BASE64: usize = 16;

/// What must not be in a file.
pub(super) struct Needles {
    values: Vec<(Vec<u16>, Kind)>,
    /// How often each may stand in the whole masked text, because it stays there.
    explained: Vec<usize>,
    /// Dates as spreadsheets store them, and how often each number stands in the masked text.
    days: Vec<(String, usize)>,
}

/// Where a value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The entry's name; empty for the file itself.
    pub part: String,
    /// By which reading it was found.
    pub view: &'static str,
}

impl Needles {
    /// The needles for values (as written) that were masked, of which `masked` is what should be left.
    pub(super) fn new<'a>(values: impl Iterator<Item = (&'a str, Kind)>, masked: &str) -> Self {
        let values: Vec<(&str, Kind)> = values.collect();
        let mut days: Vec<String> = (values.iter())
            .filter(|(_, kind)| *kind == Kind::BirthDate)
            .filter_map(|(v, _)| serial(v))
            .map(|n| n.to_string())
            .collect();
        days.sort();
        days.dedup();
        let days = days.into_iter().map(|day| {
            let explained = masked.split(|c: char| !c.is_ascii_digit()).filter(|token| **token == day).count();
            (day, explained)
        });
        let mut units: Vec<(Vec<u16>, Kind)> =
            values.iter().map(|&(v, kind)| (Stream::new(v).units, kind)).filter(|(v, _)| v.len() >= 2).collect();
        let short: Vec<(Vec<u16>, Kind)> =
            (units.iter()).filter(|(v, _)| spread::is_short(v)).map(|(v, kind)| (v[1..].to_vec(), *kind)).collect();
        units.extend(short);
        units.sort();
        units.dedup_by(|a, b| a.0 == b.0);
        let mut explained = vec![0; units.len()];
        Stream::new(masked).occurrences(&units, |value, _| explained[value] += 1);
        Self { days: days.collect(), values: units, explained }
    }

    /// The first leak of a file.
    pub(super) fn search(&self, bytes: &[u8]) -> Option<Leak> {
        if self.values.is_empty() {
            return None;
        }
        self.part(bytes, "", 0).or_else(|| self.names(bytes))
    }

    /// Names of entries are text, too.
    fn names(&self, bytes: &[u8]) -> Option<Leak> {
        let names: Vec<String> = entries(bytes).into_iter().map(|(name, _)| name).collect();
        self.surplus(&names.join("\n")).then(|| Leak { part: String::new(), view: "names" })
    }

    fn part(&self, bytes: &[u8], name: &str, depth: usize) -> Option<Leak> {
        let leak = |view| Leak { part: name.to_owned(), view };
        let inner = entries(bytes);
        if !inner.is_empty() && depth < DEPTH {
            for (entry, content) in &inner {
                if let Some(found) = self.part(content, entry, depth + 1) {
                    return Some(found);
                }
            }
            // What stands between and behind the entries of an archive, and in its own fields.
            return self.raw(bytes).map(leak);
        }
        if let Some(found) = self.raw(bytes) {
            return Some(leak(found));
        }
        let text = text(bytes)?;
        let stored =
            |day: &str| text.matches(&format!("<v>{day}</v>")).count() + text.matches(&format!(" v=\"{day}\"")).count();
        if self.days.iter().any(|(day, explained)| stored(day) > *explained) {
            return Some(leak("days"));
        }
        let plain = text.starts_with("<?xml") && !text.contains('\\');
        for (view, read) in [
            ("joined", joined as fn(&str) -> String),
            ("attributes", attributes),
            ("percent", |t| percent(&resolved(t))),
            ("escapes", escapes),
            ("base64", base64),
        ] {
            if !(plain && view == "escapes") && self.surplus(&read(&text)) {
                return Some(leak(view));
            }
        }
        None
    }

    /// Raw bytes in the encodings of this country.
    fn raw(&self, bytes: &[u8]) -> Option<&'static str> {
        if self.surplus(&String::from_utf8_lossy(bytes)) {
            return Some("utf-8");
        }
        for (view, skip, unit) in [
            ("utf-16le", 0, u16::from_le_bytes as fn([u8; 2]) -> u16),
            ("utf-16le", 1, u16::from_le_bytes),
            ("utf-16be", 0, u16::from_be_bytes),
            ("utf-16be", 1, u16::from_be_bytes),
        ] {
            let units: Vec<u16> =
                bytes.get(skip..).unwrap_or_default().as_chunks::<2>().0.iter().map(|&pair| unit(pair)).collect();
            if self.surplus(&String::from_utf16_lossy(&units)) {
                return Some(view);
            }
        }
        let (text, _) = encoding_rs::EUC_KR.decode_without_bom_handling(bytes);
        self.surplus(&text).then_some("cp949")
    }

    /// Whether any value stands in a text more often than is explained.
    fn surplus(&self, text: &str) -> bool {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        Stream::new(text).occurrences(&self.values, |value, _| *found.entry(value).or_default() += 1);
        found.into_iter().any(|(value, times)| self.explained.get(value).is_none_or(|&explained| times > explained))
    }
}

/// The number of a day as spreadsheets count them, of a date written with a year of four digits.
fn serial(date: &str) -> Option<u32> {
    let groups: Vec<&str> = date.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let (year, month, day): (u32, u32, u32) = match groups.as_slice() {
        [y, m, d] if y.len() == 4 => (y.parse().ok()?, m.parse().ok()?, d.parse().ok()?),
        [all] if all.len() == 8 => (all[..4].parse().ok()?, all[4..6].parse().ok()?, all[6..].parse().ok()?),
        _ => return None,
    };
    if !(1900..2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let leap = |y: u32| y.is_multiple_of(4) && !y.is_multiple_of(100) || y.is_multiple_of(400);
    let before: u32 = (1900..year).map(|y| 365 + u32::from(leap(y))).sum();
    let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let in_year: u32 = months.iter().take(month as usize - 1).sum::<u32>() + u32::from(month > 2 && leap(year));
    let plain = before + in_year + day;
    // To spreadsheets 1900 is a leap year.
    Some(plain + u32::from(plain > 59))
}

/// The text of a part in the encodings that text files are written in.
fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let units = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().skip(1).map(|&pair| unit(pair)).collect();
        Some(Cow::Owned(String::from_utf16_lossy(&units)))
    };
    match bytes {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(Cow::Borrowed(text)),
            Err(_) => encoding_rs::EUC_KR.decode_without_bom_handling_and_without_replacement(bytes),
        },
    }
}

/// Escapes of scripts and style sheets as what they stand for: `\u0030`, `\x30`, `\30 `; strings that are added up or stand side by side are
/// one, marks of emphasis are left out.
fn escapes(text: &str) -> String {
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

/// The entries of an archive by its local heads; empty where it is none. Names as far as they are text.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    // By the list at the end, which knows sizes that a head may leave out.
    let Some(end) = bytes.windows(4).rposition(|w| w == b"PK\x05\x06") else { return out };
    let word = |at: usize| bytes.get(at..at + 2).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let long = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let (Some(count), Some(mut at)) = (word(end + 10), long(end + 16)) else { return out };
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            break;
        }
        let (Some(method), Some(packed), Some(name), Some(extra), Some(comment), Some(head)) =
            (word(at + 10), long(at + 20), word(at + 28), word(at + 30), word(at + 32), long(at + 42))
        else {
            break;
        };
        let label = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name).unwrap_or_default()).into_owned();
        let aside = bytes.get(at + 46 + name..at + 46 + name + extra + comment).unwrap_or_default();
        let start = head + 30 + word(head + 26).unwrap_or(0) + word(head + 28).unwrap_or(0);
        let content = bytes.get(start..start.saturating_add(packed)).unwrap_or_default();
        let content = match method {
            0 => content.to_vec(),
            _ => decompress_to_vec_with_limit(content, PART).unwrap_or_default(),
        };
        out.push((label.clone(), content));
        if !aside.is_empty() {
            out.push((label, aside.to_vec()));
        }
        at += 46 + name + extra + comment;
    }
    out
}

/// A text without its tags, nothing put between.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let Some(close) = tag.find('>') else {
            rest = tag;
            break;
        };
        let name: String = tag.chars().skip(1).take_while(|c| c.is_alphanumeric() || matches!(c, '/' | ':')).collect();
        // Paragraphs and cells part what stands in them; anything else does not.
        if name
            .strip_prefix('/')
            .map(|n| n.rsplit(':').next().unwrap_or(n))
            .is_some_and(|n| matches!(n, "p" | "tc" | "td" | "th" | "tr" | "li" | "div" | "row" | "c" | "si"))
        {
            out.push('\n');
        }
        rest = &tag[close + 1..];
    }
    out.push_str(rest);
    resolved(&out)
}

/// All values in quotes, one a line, entities resolved.
fn attributes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("=\"").into_iter().chain(rest.find("='")).min() {
        let quote = rest.as_bytes()[at + 1] as char;
        let value = &rest[at + 2..];
        let end = value.find(quote).unwrap_or(value.len());
        out.push_str(&value[..end]);
        out.push('\n');
        rest = &value[end..];
    }
    resolved(&out)
}

/// Numeric entities and those of XML as what they stand for.
fn resolved(text: &str) -> String {
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
fn percent(text: &str) -> String {
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

/// What stands in base64, one stretch a line, read as UTF-8 and as UTF-16.
fn base64(text: &str) -> String {
    let mut out = String::new();
    let symbol = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    for stretch in text.as_bytes().split(|&b| symbol(b).is_none()).filter(|s| s.len() >= BASE64) {
        let (mut held, mut bits, mut bytes) = (0u32, 0, Vec::with_capacity(stretch.len()));
        for value in stretch.iter().filter_map(|&b| symbol(b)) {
            held = held << 6 | u32::from(value);
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                bytes.push((held >> bits) as u8);
            }
        }
        out.push_str(&String::from_utf8_lossy(&bytes));
        out.push('\n');
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&pair| u16::from_le_bytes(pair)).collect();
        out.push_str(&String::from_utf16_lossy(&units));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(content: &str) -> Option<&'static str> {
        Needles::new([("010-0000-1234", Kind::Mobile), ("김가람", Kind::PersonName)].into_iter(), "")
            .search(content.as_bytes())
            .map(|leak| leak.view)
    }

    #[test]
    fn sees_a_value_however_it_is_written() {
        assert_eq!(found("전화 010 0000 1234"), Some("utf-8"));
        assert_eq!(found("<b>김</b><i>가</i>람"), Some("joined"));
        assert_eq!(found("<a title='&#44608;가람'/>"), Some("attributes"));
        assert_eq!(found("href=tel:%30%31%30-0000-1234"), Some("percent"));
        assert_eq!(found("data:text/plain;base64,7KCE7ZmUIDAxMC0wMDAwLTEyMzQ="), Some("base64"));
        assert_eq!(found("전화 010-****-1234"), None);
    }

    #[test]
    fn sees_other_encodings() {
        let needles = Needles::new([("김가람", Kind::PersonName)].into_iter(), "");
        let utf16: Vec<u8> = "\u{1}담당 김가람".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(needles.search(&utf16).map(|l| l.view), Some("utf-16le"));
        let (cp949, ..) = encoding_rs::EUC_KR.encode("담당 김가람");
        assert_eq!(needles.search(&cp949).map(|l| l.view), Some("cp949"));
    }

    #[test]
    fn lets_stay_what_the_plan_lets_stay() {
        let needles = Needles::new([("김가람", Kind::PersonName)].into_iter(), "담당 김가람, 신청인 ○○○");
        assert_eq!(needles.search("담당 김가람, 신청인 ○○○".as_bytes()), None);
        assert!(needles.search("담당 김가람, 신청인 김가람".as_bytes()).is_some());
    }
}
