//! The check of a finished container: opens it by its own reading and looks for every masked value in every view of every part.
//!
//! Nothing here is shared with the adapters that wrote the file: archives are taken apart by their local heads and by their list, parts are
//! unpacked, and each is read as text across tags, as text and attributes with entities and percent sequences resolved, as base64, and as raw
//! bytes in UTF-8, UTF-16 and CP949; of what is no text, such as a picture, the stretches that can be read are read so, too. A value may stand
//! in a view as often as the masked text that was planned explains. Every view goes through a sieve first, and is searched where that holds it back.
//!
//! What says nothing by itself is not looked for here, because a file's own measures, ids and pictures hold it by chance: numbers of fewer than seven
//! digits, single Latin letters; in what is no text, also what is only two syllables or three Latin letters long. They are compared place by
//! place like everything else (`verify`). Short numbers and Latin words count where they stand by themselves, not inside of a longer one.

mod archive;
mod runs;
mod sieve;
mod views;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use super::cp949;
use super::spread;
use super::verify::{Stream, separates};
use crate::kind::Kind;
use crate::text::Folded;
use archive::{Unpacked, entries, packed, unpacked};
use runs::Runs;
use sieve::{Grist, Sieve};

/// Archives inside archives that are opened.
const DEPTH: usize = 4;

/// Numbers of fewer digits are not looked for.
const DIGITS: usize = 7;

/// Numbers and Latin words of fewer signs count where they stand by themselves only.
const WORD: usize = 9;

/// What must not be in a file.
pub(super) struct Needles {
    values: Vec<(Vec<u16>, Kind)>,
    /// What each asks of the place where it stands.
    asks: Vec<Asks>,
    /// Whether a value goes on from one paragraph or cell to the next.
    crosses: bool,
    /// How often each may stand in the whole masked text, because it stays there.
    explained: Vec<usize>,
    /// By unit: whether one of them begins with it.
    begins: Vec<bool>,
    /// Dates as spreadsheets store them, and how often each number stands in the masked text.
    days: Vec<(String, usize)>,
    /// Lets through what needs no search.
    sieve: Sieve,
    grist: RefCell<Grist>,
}

/// What a value asks of a place that is to count.
#[derive(Clone, Copy)]
struct Asks {
    /// No letter or digit before and behind it.
    bounds: bool,
    /// A text around it.
    text: bool,
}

impl Asks {
    fn of(value: &[u16]) -> Self {
        let plain = value.iter().all(|&unit| unit < 0x80);
        Self {
            bounds: value.len() < WORD && value.iter().all(|&unit| is_plain(unit)),
            text: value.len() < if plain { 4 } else { 3 },
        }
    }
}

/// Whether a unit is a digit or a Latin letter.
fn is_plain(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|b| b.is_ascii_alphanumeric())
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
        let crosses = values.iter().any(|(value, _)| value.contains(['\n', '\t']));
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
            values.iter().map(|&(v, kind)| (Stream::new(v).units, kind)).filter(|(v, _)| says_something(v)).collect();
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
        let sieve = Sieve::new(&units, &explained);
        let asks = units.iter().map(|(value, _)| Asks::of(value)).collect();
        let days = days.collect();
        Self { days, values: units, asks, crosses, explained, begins, sieve, grist: RefCell::default() }
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
        let names: String = entries(bytes).map(|e| e.name + views::END).collect();
        self.surplus(&names, true).then(|| Leak { part: String::new(), view: "names" })
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
            return self.raw(&beside, false).map(leak);
        }
        let text = views::text(bytes);
        if let Some(found) = self.raw(bytes, text.is_some()) {
            return Some(leak(found));
        }
        if let Some(content) = packed(bytes).filter(|_| depth < DEPTH)
            && let Some(found) = self.part(&content, name, depth + 1)
        {
            return Some(found);
        }
        match text {
            Some(text) => self.views(&text, true),
            // Texts inside of what is none.
            None => self.views(&views::stretches(bytes), false),
        }
        .map(leak)
    }

    /// A text, which was searched as it stands, as it may be written.
    fn views(&self, text: &str, is_text: bool) -> Option<&'static str> {
        let stored =
            |day: &str| text.matches(&format!("<v>{day}</v>")).count() + text.matches(&format!(" v=\"{day}\"")).count();
        if self.days.iter().any(|(day, explained)| stored(day) > *explained) {
            return Some("days");
        }
        let xml = text.starts_with("<?xml") && !text.contains('\\');
        let (signs, coded) = (text.contains('&'), text.contains(['%', '&']));
        for (view, needed, reads) in [
            ("joined", true, if self.crosses { views::joined } else { views::parted } as fn(&str) -> String),
            // Without entities an attribute says what stands in it as it stands.
            ("attributes", signs, views::attributes),
            ("percent", coded, |t| views::percent(&views::resolved(t))),
            ("escapes", !xml, views::escapes),
        ] {
            if needed && self.surplus(&reads(text), is_text) {
                return Some(view);
            }
        }
        let decoded = views::base64(text);
        (!decoded.is_empty() && self.raw(&decoded, false).is_some()).then_some("base64")
    }

    /// Raw bytes in the encodings of this country.
    fn raw(&self, bytes: &[u8], is_text: bool) -> Option<&'static str> {
        let utf8 = |runs: &Runs, grist: &mut Grist| runs.of_bytes(bytes, |run| grist.run(run));
        if self.holds(is_text, utf8, || String::from_utf8_lossy(bytes)) {
            return Some("utf-8");
        }
        // What is UTF-8 from end to end and holds no zero is neither UTF-16, in which every space and digit holds one, nor CP949.
        if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
            return None;
        }
        for skip in [0, 1] {
            let pairs = bytes.get(skip..).unwrap_or_default().as_chunks::<2>().0;
            if self.units(is_text, pairs, u16::from_le_bytes) {
                return Some("utf-16le");
            }
            if self.units(is_text, pairs, u16::from_be_bytes) {
                return Some("utf-16be");
            }
        }
        let sieved = |runs: &Runs, grist: &mut Grist| runs.of_cp949(bytes, |run| grist.run_of_cp949(run));
        self.holds(is_text, sieved, || Cow::Owned(cp949::decode(bytes))).then_some("cp949")
    }

    /// Whether pairs of bytes hold any value as UTF-16.
    fn units(&self, is_text: bool, pairs: &[[u8; 2]], unit: impl Fn([u8; 2]) -> u16) -> bool {
        let sieved = |runs: &Runs, grist: &mut Grist| {
            runs.of_units(pairs, &unit, |run| grist.run_of_units(run.iter().map(|&pair| unit(pair))));
        };
        let text = || String::from_utf16_lossy(&pairs.iter().map(|&pair| unit(pair)).collect::<Vec<u16>>());
        self.holds(is_text, sieved, || Cow::Owned(text()))
    }

    /// Whether a text that the sieve reads one way and the search another holds any value more often than is explained.
    fn holds<'a>(
        &self,
        is_text: bool,
        sieved: impl FnOnce(&Runs, &mut Grist),
        text: impl FnOnce() -> Cow<'a, str>,
    ) -> bool {
        let mut grist = self.grist.borrow_mut();
        grist.clear();
        sieved(&self.sieve.runs, &mut grist);
        !self.sieve.lets_through(&grist) && self.searched(&text(), is_text)
    }

    /// Whether any value stands in a text more often than is explained.
    fn surplus(&self, text: &str, is_text: bool) -> bool {
        let sieved = |runs: &Runs, grist: &mut Grist| runs.of_bytes(text.as_bytes(), |run| grist.run(run));
        self.holds(is_text, sieved, || Cow::Borrowed(text))
    }

    /// The same, without the sieve.
    fn searched(&self, text: &str, is_text: bool) -> bool {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        let folded = Folded::new(text);
        let (units, classes) = (folded.units(), folded.classes());
        for start in 0..units.len() {
            if !self.begins.get(usize::from(units[start])).is_some_and(|&begins| begins) {
                continue;
            }
            // As `Stream::occurrences` does it, without a copy of the text that leaves out what separates.
            let (mut low, mut high, mut depth) = (0, self.values.len(), 0);
            for (at, (&unit, &class)) in units[start..].iter().zip(&classes[start..]).enumerate() {
                if separates(unit, class) {
                    continue;
                }
                let fits = self.values.get(low..high).unwrap_or_default();
                let from = fits.partition_point(|(v, _)| v.get(depth).is_none_or(|&u| u < unit));
                let to = fits.partition_point(|(v, _)| v.get(depth).is_none_or(|&u| u <= unit));
                (low, high) = (low + from, low + to);
                depth += 1;
                let Some((value, _)) = self.values.get(low..high).and_then(<[_]>::first) else { break };
                let counts = || {
                    let asks = self.asks.get(low).copied().unwrap_or(Asks { bounds: false, text: false });
                    let alone = || !ends_in_plain(&units[..start]) && !begins_plain(&units[start + at + 1..]);
                    (is_text || !asks.text) && (!asks.bounds || alone())
                };
                if value.len() == depth && counts() {
                    *found.entry(low).or_default() += 1;
                }
            }
        }
        found.into_iter().any(|(value, times)| self.explained.get(value).is_none_or(|&explained| times > explained))
    }
}

/// Whether a value is one that a file holds for its own sake, by chance.
fn says_something(value: &[u16]) -> bool {
    value.len() >= 2 && (value.len() >= DIGITS || !spread::is_number(value))
}

/// Whether the last unit is a digit or a Latin letter.
fn ends_in_plain(units: &[u16]) -> bool {
    units.last().is_some_and(|&unit| is_plain(unit))
}

/// Whether the first unit is a digit or a Latin letter.
fn begins_plain(units: &[u16]) -> bool {
    units.first().is_some_and(|&unit| is_plain(unit))
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
    fn sees_a_value_inside_of_a_picture_in_every_view() {
        let needles = Needles::new([("010-0000-1234", Kind::Mobile), ("김가람", Kind::PersonName)].into_iter(), "");
        let mut noise = 0x9E37_79B9_u32;
        let mut pixels = || {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            (noise >> 24) as u8
        };
        let mut picture = |hidden: &[u8]| {
            let (before, after): (Vec<u8>, Vec<u8>) =
                ((0..5_001).map(|_| pixels()).collect(), (0..5_000).map(|_| pixels()).collect());
            [b"\xFF\xD8\xFF\xDA\x00\x02".to_vec(), before, hidden.to_vec(), after, b"\xFF\xD9".to_vec()].concat()
        };
        let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let packed = miniz_oxide::deflate::compress_to_vec_zlib("담당 김가람 ".repeat(9).as_bytes(), 6);
        for (view, hidden) in [
            ("utf-8", "담당 김가람".as_bytes().to_vec()),
            ("utf-8", "01０ 0000.1234".as_bytes().to_vec()),
            ("utf-16le", utf16("담당 김가람", u16::to_le_bytes)),
            ("utf-16le", [b"x".to_vec(), utf16("010-0000-1234", u16::to_le_bytes)].concat()),
            ("utf-16be", utf16("담당 김가람", u16::to_be_bytes)),
            ("utf-16be", [b"x".to_vec(), utf16("010-0000-1234", u16::to_be_bytes)].concat()),
            ("cp949", encoding_rs::EUC_KR.encode("담당 김가람").0.into_owned()),
            ("joined", b"\n<x:name>010-<b>0000</b>-1234</x:name>\n".to_vec()),
            ("attributes", "\n<x name='&#44608;&#44032;&#46988;'/>\n".as_bytes().to_vec()),
            ("percent", b"\nhttp://example.com/%30%31%30-0000-1234\n".to_vec()),
            ("escapes", b"\n{'phone': '01\\x30-\\u0030000-1234'}\n".to_vec()),
            ("base64", b"\ndata:text/plain;base64,7KCE7ZmUIDAxMC0wMDAwLTEyMzQ=\n".to_vec()),
        ] {
            assert_eq!(needles.search(&picture(&hidden)).map(|l| l.view), Some(view), "{hidden:?}");
        }
        assert_eq!(needles.search(&picture(b"")), None);
        assert_eq!(needles.search(&packed).map(|l| l.view), Some("utf-8"));
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
        assert_eq!(unpacked(&archive(b"", b"")).entries, [("part.bin".to_owned(), b"nothing ".repeat(40).into())]);
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

    #[test]
    fn does_not_take_measures_for_values() {
        let found = |value: &str, content: &str| {
            Needles::new([(value, Kind::PersonalFinance)].into_iter(), "").search(content.as_bytes()).map(|l| l.view)
        };
        // A number so short is anybody's, and what stands in several attributes or cells is no number.
        assert_eq!(found("2624", "<p width='2624'>2624</p>"), None);
        assert_eq!(found("1000005033", "<p a='1' b='0' c='0' d='0' e='0' f='0' g='5033'/>"), None);
        assert_eq!(found("1000005033", "<tc>100000</tc><tc>5033</tc>"), None);
        assert_eq!(found("1000005033", "<p a='1000005033'/>"), Some("utf-8"));
        assert_eq!(found("1000005033", "<tc>10<b>00</b>005033</tc>"), Some("joined"));
        assert_eq!(found("100000\t5033", "<tc>100000</tc><tc>5033</tc>"), Some("joined"));
        assert_eq!(found("1234567", "<p id='91234567'/>"), None);
        assert_eq!(found("1234567", "<p id='1,234,567'/>"), Some("utf-8"));
        assert_eq!(found("Kim", "<p by='Kimono'/>"), None);
        assert_eq!(found("Kim", "<p by='Kim'/>"), Some("utf-8"));
    }

    #[test]
    fn does_not_take_pixels_for_values() {
        let needles = Needles::new([("김솔", Kind::PersonName), ("AB", Kind::SensitiveHealth)].into_iter(), "");
        let (cp949, ..) = encoding_rs::EUC_KR.encode("김솔");
        let picture = [b"\xFF\xD8\xFF\xDA\x00\x02AB\x80\xFF", &cp949[..], b"\xFF\xD9"].concat();
        assert_eq!(needles.search(&picture), None);
        let (cp949, ..) = encoding_rs::EUC_KR.encode("담당 김솔");
        assert_eq!(needles.search(&cp949).map(|l| l.view), Some("cp949"));
    }
}
