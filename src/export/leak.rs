//! The check of a finished container: opens it by its own reading and looks for every masked value in every view of every part.
//!
//! Nothing here is shared with the adapters that wrote the file: archives are taken apart by their local heads and by their list, parts are
//! unpacked, and each is read as text across tags, as text and attributes with entities and percent sequences resolved, as base64, and as raw
//! bytes in UTF-8, UTF-16 and CP949. A value may stand in a view as often as the masked text that was planned explains.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::cp949;
use super::spread;
use super::verify::{Stream, separates};
use crate::kind::Kind;
use crate::text::Folded;

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
    /// By unit: whether one of them begins with it.
    begins: Vec<bool>,
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
        let mut begins = vec![false; 1 << 16];
        for first in units.iter().filter_map(|(value, _)| value.first()) {
            if let Some(slot) = begins.get_mut(usize::from(*first)) {
                *slot = true;
            }
        }
        Self { days: days.collect(), values: units, explained, begins }
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
        let names: String = entries(bytes).map(|e| e.name + "\n").collect();
        self.surplus(&names).then(|| Leak { part: String::new(), view: "names" })
    }

    fn part(&self, bytes: &[u8], name: &str, depth: usize) -> Option<Leak> {
        let leak = |view| Leak { part: name.to_owned(), view };
        let Unpacked { entries, beside } = unpacked(bytes);
        if !entries.is_empty() && depth < DEPTH {
            for (entry, content) in &entries {
                if let Some(found) = self.part(content, entry, depth + 1) {
                    return Some(found);
                }
            }
            // What stands between and behind the entries of an archive, and in its own fields.
            return self.raw(&beside).map(leak);
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
        // What is UTF-8 from end to end and holds no zero is neither UTF-16, in which every space and digit holds one, nor CP949.
        if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
            return None;
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
        self.surplus(&cp949::decode(bytes)).then_some("cp949")
    }

    /// Whether any value stands in a text more often than is explained.
    fn surplus(&self, text: &str) -> bool {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        let folded = Folded::new(text);
        let (units, classes) = (folded.units(), folded.classes());
        for start in 0..units.len() {
            if !self.begins.get(usize::from(units[start])).is_some_and(|&begins| begins) {
                continue;
            }
            // As `Stream::occurrences` does it, without a copy of the text that leaves out what separates.
            let (mut low, mut high, mut depth) = (0, self.values.len(), 0);
            for (&unit, &class) in units[start..].iter().zip(&classes[start..]) {
                if separates(unit, class) {
                    continue;
                }
                let fits = self.values.get(low..high).unwrap_or_default();
                let from = fits.partition_point(|(v, _)| v.get(depth).is_none_or(|&u| u < unit));
                let to = fits.partition_point(|(v, _)| v.get(depth).is_none_or(|&u| u <= unit));
                (low, high) = (low + from, low + to);
                depth += 1;
                let Some((value, _)) = self.values.get(low..high).and_then(<[_]>::first) else { break };
                if value.len() == depth {
                    *found.entry(low).or_default() += 1;
                }
            }
        }
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
            Err(_) => cp949::decode_strict(bytes).map(std::borrow::Cow::Owned),
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

/// An entry of an archive as its list tells of it.
struct Listed {
    name: String,
    packed: Range<usize>,
    stored: bool,
    /// How long it says it is once it is unpacked.
    size: usize,
    /// Its fields and comment in the list.
    aside: Range<usize>,
}

/// The entries of an archive by the list at its end, which knows sizes that a head may leave out; none where it is no archive. Names as far as
/// they are text.
fn entries(bytes: &[u8]) -> impl Iterator<Item = Listed> {
    let word = |at: usize| bytes.get(at..at.saturating_add(2)).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let long = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06");
    let listed = end.and_then(|end| Some((word(end + 10)?, long(end + 16)?)));
    let (count, mut at) = listed.unwrap_or_default();
    (0..count).map_while(move |_| {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return None;
        }
        let (method, packed, size) = (word(at + 10)?, long(at + 20)?, long(at + 24)?);
        let (name, extra, comment, head) = (word(at + 28)?, word(at + 30)?, word(at + 32)?, long(at + 42)?);
        let aside = at + 46 + name..at + 46 + name + extra + comment;
        let label = String::from_utf8_lossy(bytes.get(at + 46..aside.start).unwrap_or_default()).into_owned();
        let heads = 30 + word(head.saturating_add(26)).unwrap_or(0) + word(head.saturating_add(28)).unwrap_or(0);
        let start = head.saturating_add(heads);
        at = aside.end;
        Some(Listed { name: label, packed: start..start.saturating_add(packed), stored: method == 0, size, aside })
    })
}

/// An archive that was taken apart.
struct Unpacked {
    /// Names and contents.
    entries: Vec<(String, Vec<u8>)>,
    /// Everything that is no packed content: heads, the list, what stands between, and what was packed but could not be unpacked whole.
    beside: Vec<u8>,
}

/// Takes an archive apart; no entries where it is none.
fn unpacked(bytes: &[u8]) -> Unpacked {
    let (mut out, mut read) = (Vec::new(), Vec::new());
    for entry in entries(bytes) {
        let packed = bytes.get(entry.packed.clone()).unwrap_or_default();
        let (content, used) = if entry.stored { (packed.to_vec(), packed.len()) } else { inflated(packed, entry.size) };
        read.push(entry.packed.start..entry.packed.start + used);
        out.push((entry.name.clone(), content));
        if let Some(aside) = bytes.get(entry.aside).filter(|aside| !aside.is_empty()) {
            out.push((entry.name, aside.to_vec()));
        }
    }
    read.sort_by_key(|r| r.start);
    let (mut beside, mut at) = (Vec::new(), 0);
    for stretch in read {
        beside.extend_from_slice(bytes.get(at..stretch.start).unwrap_or_default());
        at = at.max(stretch.end);
    }
    beside.extend_from_slice(bytes.get(at..).unwrap_or_default());
    Unpacked { entries: out, beside }
}

/// How many times longer than it is packed anything can be.
const TIGHTEST: usize = 1032;

/// What is packed here, and how many bytes of it were needed: what stands behind them is nobody's, and is looked at as it is.
fn inflated(packed: &[u8], size: usize) -> (Vec<u8>, usize) {
    if size <= PART && size / TIGHTEST <= packed.len() {
        let mut out = vec![0; size];
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, used, written) = decompress(&mut DecompressorOxide::new(), packed, &mut out, 0, flags);
        if status == TINFLStatus::Done && written == size {
            return (out, used);
        }
    }
    (decompress_to_vec_with_limit(packed, PART).unwrap_or_default(), 0)
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
        // Paragraphs and cells part what stands in them; anything else does not.
        let closed = tag.strip_prefix("</").map(|rest| {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == ':')).unwrap_or(rest.len());
            rest[..end].rsplit(':').next().unwrap_or_default()
        });
        if closed.is_some_and(|n| matches!(n, "p" | "tc" | "td" | "th" | "tr" | "li" | "div" | "row" | "c" | "si")) {
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
    while let Some(at) = rest.find('=') {
        let Some(quote) = rest[at + 1..].chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            rest = &rest[at + 1..];
            continue;
        };
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
    fn sees_what_stands_behind_packed_bytes_and_between_entries() {
        let needles = Needles::new([("010-0000-1234", Kind::Mobile)].into_iter(), "");
        let archive = |beside: &[u8], behind: &[u8]| {
            let content = miniz_oxide::deflate::compress_to_vec(&b"nothing ".repeat(40), 6);
            let (packed, name) = ([&content[..], behind].concat(), b"part.bin");
            let sizes = [(packed.len() as u32).to_le_bytes(), 320u32.to_le_bytes()].concat();
            let tail = [&8u16.to_le_bytes()[..], &[0; 2]].concat();
            let head = [b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0", &sizes[..], &tail, name].concat();
            let list =
                [b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0", &sizes[..], &tail, &[0; 14], name].concat();
            let at = (head.len() + packed.len() + beside.len()) as u32;
            let end = [
                &b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..],
                &(list.len() as u32).to_le_bytes(),
                &at.to_le_bytes(),
                &[0; 2],
            ]
            .concat();
            [head, packed, beside.to_vec(), list, end].concat()
        };
        assert_eq!(unpacked(&archive(b"", b"")).entries, [("part.bin".to_owned(), b"nothing ".repeat(40))]);
        assert_eq!(needles.search(&archive(b"", b"")), None);
        assert!(needles.search(&archive(b"010-0000-1234", b"")).is_some());
        assert!(needles.search(&archive(b"", b"010-0000-1234")).is_some());
    }

    #[test]
    fn lets_stay_what_the_plan_lets_stay() {
        let needles = Needles::new([("김가람", Kind::PersonName)].into_iter(), "담당 김가람, 신청인 ○○○");
        assert_eq!(needles.search("담당 김가람, 신청인 ○○○".as_bytes()), None);
        assert!(needles.search("담당 김가람, 신청인 김가람".as_bytes()).is_some());
    }
}
