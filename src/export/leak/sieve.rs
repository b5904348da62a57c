//! A sieve before the search: what certainly holds none of the values goes through in one pass, and only what is left is folded and searched as
//! text is.
//!
//! Folding looks at what stands around a sign (a ring may be a zero, a stroke a hyphen, four circled digits a number). The sieve does not: it takes
//! everything for the same that folding may ever take for the same, and leaves out everything that folding may ever leave out. So it sees a
//! value wherever the search would, now and then where the search would not, and never the other way round. Syllables are read as their letters,
//! because a last consonant may stand by itself.

use std::sync::OnceLock;

use super::super::cp949;
use super::super::verify::separates;
use super::runs::{Part, Runs};
use crate::kind::Kind;
use crate::text::{Class, Folded, OTHER};

/// Belongs to the sign before it.
const ABSORBED: u16 = 0;
/// Separates, or may.
const SEPARATES: u16 = 1;
/// A consonant that may begin a syllable written in letters.
const LEADS: u16 = 2;
/// What is none of these stands for itself.
const SIGNS: u16 = 0x20;

/// The first consonant of a syllable, by its number.
const FIRST: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
/// The last consonant of a syllable, by its number less one.
const LAST: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ',
    'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// What every character of the first plane is to the sieve.
fn table() -> &'static [u16] {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    TABLE.get_or_init(|| {
        // Every character between two letters, so that what joins a neighbour joins it here.
        const PARTS: char = '\u{E000}';
        let all = || (0..=0xFFFFu32).map(|code| char::from_u32(code).filter(|c| *c != PARTS));
        let text: String = all().flatten().flat_map(|c| [PARTS, 'a', c, 'a']).collect();
        let folded = Folded::new(&text);
        let mut groups = folded.units().split(|&unit| unit == PARTS as u16).skip(1);
        let mut classes = folded.classes();
        let mut out = Vec::with_capacity(1 << 16);
        for c in all() {
            let Some(c) = c else {
                out.push(OTHER);
                continue;
            };
            let group = groups.next().unwrap_or_default();
            let class = classes.get(2).copied();
            classes = classes.get(group.len() + 1..).unwrap_or_default();
            out.push(match (group, class) {
                (&[_, unit, _], Some(class)) => plain(unit, class),
                _ => ABSORBED,
            });
            if matches!(c, '\u{1100}'..='\u{115F}' | '\u{3131}'..='\u{314E}' | '\u{FFA1}'..='\u{FFBE}')
                && let Some(last) = out.last_mut()
            {
                *last = LEADS;
            }
        }
        out
    })
}

/// What a folded unit is to the sieve.
fn plain(unit: u16, class: Class) -> u16 {
    match unit {
        // Brackets go around a sign that stands alone; strokes and pictures may be hyphens.
        0x5B | 0x5D | 0x30FC | 0x3161 | 0x3163 | 0xFF70 | 0xFFDA | 0xFFDC => SEPARATES,
        0x7C => u16::from(b'1'),
        0x25CB => u16::from(b'0'),
        _ if separates(unit, class) => SEPARATES,
        _ if class == Class::Circled => {
            let four: String = (0..4).filter_map(|_| char::from_u32(unit.into())).collect();
            Folded::new(&four).unit(0)
        }
        0x2600..=0x27BF | 0x2B00..=0x2BFF => SEPARATES,
        0..SIGNS => SEPARATES,
        _ => unit,
    }
}

/// A text as the sieve reads it, built sign by sign.
#[derive(Default)]
pub(super) struct Grist {
    units: Vec<u16>,
    /// The last sign was a syllable that a consonant could close.
    open: bool,
    /// Syllables written in letters, which folding puts together.
    letters: String,
}

impl Grist {
    /// Begins with nothing read.
    pub(super) fn clear(&mut self) {
        self.begin(0);
    }

    /// Reads a run of bytes as UTF-8, behind what was read before.
    pub(super) fn run(&mut self, bytes: &[u8]) {
        let table = table();
        self.part(table);
        for chunk in bytes.utf8_chunks() {
            self.add(table, chunk.valid());
            if !chunk.invalid().is_empty() {
                self.sign(table, u32::from(OTHER));
            }
        }
        self.put_together();
    }

    /// Reads a run of units of UTF-16 in the same way.
    pub(super) fn run_of_units(&mut self, units: impl Iterator<Item = u16>) {
        let table = table();
        self.part(table);
        for c in char::decode_utf16(units) {
            self.sign(table, c.map_or(u32::from(OTHER), u32::from));
        }
        self.put_together();
    }

    /// Reads a run of bytes as CP949 in the same way.
    pub(super) fn run_of_cp949(&mut self, bytes: &[u8]) {
        let table = table();
        self.part(table);
        cp949::units(bytes, |unit, _| self.sign(table, u32::from(unit)));
        self.put_together();
    }

    /// Parts what was read from what is read now.
    fn part(&mut self, table: &[u16]) {
        self.sign(table, u32::from(OTHER));
    }

    fn begin(&mut self, room: usize) {
        self.units.clear();
        self.units.reserve(room);
        self.open = false;
        self.letters.clear();
    }

    fn add(&mut self, table: &[u16], text: &str) {
        let mut rest = text;
        while let Some(&b) = rest.as_bytes().first() {
            if b < 0x80 && self.letters.is_empty() {
                // ASCII stands for itself or separates.
                let plain = rest.bytes().take_while(u8::is_ascii).count();
                let (ascii, behind) = rest.split_at(plain);
                self.open = false;
                self.units.extend(
                    ascii.bytes().filter_map(|b| table.get(usize::from(b)).copied()).filter(|&unit| unit >= SIGNS),
                );
                rest = behind;
            } else {
                let mut chars = rest.chars();
                if let Some(c) = chars.next() {
                    self.sign(table, u32::from(c));
                }
                rest = chars.as_str();
            }
        }
    }

    fn sign(&mut self, table: &[u16], code: u32) {
        let known = table.get(code as usize).copied();
        if !self.letters.is_empty() {
            let joins = known == Some(ABSORBED)
                || matches!(code, 0x1100..=0x11FF | 0x3131..=0x3163 | 0xAC00..=0xD7A3 | 0xFFA0..=0xFFDC);
            if joins {
                self.letters.extend(char::from_u32(code));
                return;
            }
            self.put_together();
        }
        if matches!(code, 0xAC00..=0xD7A3) {
            self.syllable(code as u16);
            return;
        }
        match known {
            Some(ABSORBED) => {
                if let (true, 0x11A8..=0x11C2) = (self.open, code) {
                    self.units.extend(LAST.get(code as usize - 0x11A8).map(|&c| c as u16));
                    self.open = false;
                }
            }
            Some(SEPARATES) => self.open = false,
            Some(LEADS) => self.letters.extend(char::from_u32(code)),
            Some(unit) => {
                self.units.push(unit);
                self.open = false;
            }
            // Beyond the first plane; rare enough to be folded one by one.
            None => {
                let Some(c) = char::from_u32(code) else { return };
                let folded = Folded::new(&String::from_iter(['a', c, 'a']));
                if folded.len() == 3 {
                    let unit = if matches!(code, 0x1F000..=0x1FAFF) && folded.class(1) != Class::Circled {
                        SEPARATES
                    } else {
                        plain(folded.unit(1), folded.class(1))
                    };
                    self.units.extend((unit >= SIGNS).then_some(unit));
                    self.open = false;
                }
            }
        }
    }

    /// The letters of a syllable.
    fn syllable(&mut self, unit: u16) {
        let number = usize::from(unit - 0xAC00);
        let (first, vowel, last) = (number / 588, number % 588 / 28, number % 28);
        self.units.extend(FIRST.get(first).map(|&c| c as u16));
        self.units.push('ㅏ' as u16 + vowel as u16);
        self.units.extend(last.checked_sub(1).and_then(|i| LAST.get(i)).map(|&c| c as u16));
        self.open = last == 0;
    }

    /// Reads the letters that stand together as folding does.
    fn put_together(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let folded = Folded::new(&self.letters);
        self.letters.clear();
        for &unit in folded.units() {
            self.folded(unit);
        }
    }

    /// What folding has made of something.
    fn folded(&mut self, unit: u16) {
        self.open = false;
        match unit {
            0xAC00..=0xD7A3 => self.syllable(unit),
            0x1100..=0x1112 => self.units.extend(FIRST.get(usize::from(unit - 0x1100)).map(|&c| c as u16)),
            0x11A8..=0x11C2 => self.units.extend(LAST.get(usize::from(unit - 0x11A8)).map(|&c| c as u16)),
            0x1161..=0x1175 => self.units.push('ㅏ' as u16 + (unit - 0x1161)),
            _ => {
                let known = table().get(usize::from(unit)).copied();
                self.units.extend(if known == Some(LEADS) { Some(unit) } else { known.filter(|&unit| unit >= SIGNS) });
            }
        }
    }
}

/// The values as the sieve reads them.
pub(super) struct Sieve {
    /// Sorted, each once.
    values: Vec<Vec<u16>>,
    /// How often each may stand in a text.
    allowed: Vec<usize>,
    /// By two units: whether a value may begin with them.
    pairs: Vec<bool>,
    /// A value holds what folding makes of several signs: nothing goes through.
    shut: bool,
    /// Where a value could stand at all.
    pub(super) runs: Runs,
}

impl Sieve {
    /// A sieve for folded values, each of which may stand in a text as often as `explained` says.
    pub(super) fn new(values: &[(Vec<u16>, Kind)], explained: &[usize]) -> Self {
        let mut grist = Grist::default();
        let mut shut = false;
        let mut read: Vec<(Vec<u16>, usize)> = (values.iter().zip(explained))
            .map(|((value, _), &allowed)| {
                grist.begin(value.len() * 3);
                for &unit in value {
                    shut |= matches!(unit, OTHER | 0x25CB);
                    grist.folded(unit);
                }
                (grist.units.clone(), allowed)
            })
            .collect();
        read.sort();
        // Of those that are one to the sieve the first is allowed least.
        read.dedup_by(|later, first| later.0 == first.0);
        shut |= read.iter().any(|(value, _)| value.len() < 2);
        let mut pairs = vec![false; 1 << 16];
        for (value, _) in &read {
            if let (&[a, b, ..], slots) = (value.as_slice(), &mut pairs)
                && let Some(slot) = slots.get_mut(pair(a, b))
            {
                *slot = true;
            }
        }
        let runs = Runs::new(values, parts(&read));
        let (values, allowed) = read.into_iter().unzip();
        Self { values, allowed, pairs, shut, runs }
    }

    /// Whether a text certainly holds no value more often than it may.
    pub(super) fn lets_through(&self, grist: &Grist) -> bool {
        if self.shut {
            return false;
        }
        let mut found = vec![0usize; self.values.len()];
        for (start, two) in grist.units.windows(2).enumerate() {
            let &[a, b] = two else { continue };
            if !self.pairs.get(pair(a, b)).is_some_and(|&begins| begins) {
                continue;
            }
            let (mut low, mut high) = (0, self.values.len());
            for (depth, &unit) in grist.units.get(start..).unwrap_or_default().iter().enumerate() {
                let fits = self.values.get(low..high).unwrap_or_default();
                let from = fits.partition_point(|v| v.get(depth).is_none_or(|&u| u < unit));
                let to = fits.partition_point(|v| v.get(depth).is_none_or(|&u| u <= unit));
                (low, high) = (low + from, low + to);
                let Some(value) = self.values.get(low..high).and_then(<[_]>::first) else { break };
                if value.len() == depth + 1 {
                    let (Some(times), Some(&allowed)) = (found.get_mut(low), self.allowed.get(low)) else { break };
                    *times += 1;
                    if *times > allowed {
                        return false;
                    }
                }
            }
        }
        true
    }
}

/// What every character of the first plane is to values as the sieve reads them.
fn parts(values: &[(Vec<u16>, usize)]) -> Vec<Part> {
    let mut held = vec![Part::Breaks; 1 << 16];
    for &unit in values.iter().flat_map(|(value, _)| value) {
        if let Some(slot) = held.get_mut(usize::from(unit)) {
            *slot = if u8::try_from(unit).is_ok_and(|b| b.is_ascii_digit()) { Part::Digit } else { Part::Sign };
        }
    }
    let of = |unit: u16| held.get(usize::from(unit)).copied().unwrap_or(Part::Sign);
    // Syllables by their letters.
    let known = |letter: Option<&char>| letter.is_some_and(|&c| of(c as u16) != Part::Breaks);
    let first: Vec<bool> = FIRST.iter().map(|c| known(Some(c))).collect();
    let vowel: Vec<bool> = (0..21).map(|n| of('ㅏ' as u16 + n) != Part::Breaks).collect();
    let last: Vec<bool> = std::iter::once(true).chain(LAST.iter().map(|c| known(Some(c)))).collect();
    let is = |list: &[bool], n: usize| list.get(n).copied().unwrap_or(true);
    (0..=u16::MAX)
        .zip(table())
        .map(|(code, &unit)| match (code, unit) {
            // Letters, which may be put together, and halves of pairs.
            (0xD800..=0xDFFF | 0x1100..=0x11FF | 0x3131..=0x318E | 0xFFA0..=0xFFDC, _) => Part::Sign,
            (0xAC00..=0xD7A3, _) => {
                let n = usize::from(code - 0xAC00);
                let held = is(&first, n / 588) && is(&vowel, n % 588 / 28) && is(&last, n % 28);
                if held { Part::Sign } else { Part::Breaks }
            }
            (_, LEADS) => Part::Sign,
            (_, 0..SIGNS) => Part::Passes,
            (_, unit) => of(unit),
        })
        .collect()
}

fn pair(a: u16, b: u16) -> usize {
    usize::from(a.wrapping_mul(0x9E37) ^ b)
}

#[cfg(test)]
mod tests {
    use super::super::super::verify::Stream;
    use super::*;

    /// Values of every sort, as they are searched.
    fn values() -> Vec<(Vec<u16>, Kind)> {
        let written = ["010-0000-1234", "김가람", "이그림", "a@example.com", "М00000001", "서울 가나로 12", "각ㅣ도"];
        let mut values: Vec<_> = written.iter().map(|v| (Stream::new(v).units, Kind::Mobile)).collect();
        values.sort();
        values
    }

    /// Whether the search sees any value, and whether the sieve holds the text back.
    fn seen(values: &[(Vec<u16>, Kind)], sieve: &Sieve, text: &str) -> (bool, bool) {
        let mut any = false;
        Stream::new(text).occurrences(values, |_, _| any = true);
        let mut grist = Grist::default();
        sieve.runs.of_bytes(text.as_bytes(), |run| grist.run(run));
        let held = !sieve.lets_through(&grist);
        let mut units = Grist::default();
        let pairs: Vec<[u8; 2]> = text.encode_utf16().map(u16::to_le_bytes).collect();
        sieve.runs.of_units(&pairs, u16::from_le_bytes, |run| {
            units.run_of_units(run.iter().map(|&pair| u16::from_le_bytes(pair)));
        });
        assert_eq!(!sieve.lets_through(&units), held, "{text}");
        (any, held)
    }

    #[test]
    fn holds_back_whatever_the_search_sees() {
        let values = values();
        let sieve = Sieve::new(&values, &vec![0; values.len()]);
        let mut seen_by_search = 0;
        let hosts = [
            "010",
            "0000-1234",
            "김가람",
            "이그",
            "림",
            "a@exam",
            "ple.com",
            "M000",
            "00001",
            "가나로 1",
            "각ㅣ",
            "도",
        ];
        for code in 0..=0x1FFFFu32 {
            // Of what is alike by the thousand, some.
            let alike = matches!(code, 0x3400..=0xA4CF | 0xAC00..=0xD7A3 | 0x10000..=0x1CFFF | 0x1F000..);
            let Some(c) = char::from_u32(code).filter(|_| !alike || code.is_multiple_of(211)) else { continue };
            // Between the pieces of a value, for one of its signs, before and behind it.
            let mut texts = vec![
                format!("010{c}0000-1234"),
                format!("{c}10-0000-1234"),
                format!("01{c}-0000-1234 {c}"),
                format!("010-0000-123{c}"),
                format!("010-00{c}00-{c}{c}{c}4"),
                format!("김{c}가람"),
                format!("김가{c}람"),
                format!("이{c}그림"),
                format!("{c}00000001"),
                format!("a{c}example.com"),
                format!("a@{c}xample.com"),
            ];
            if code.is_multiple_of(31) {
                texts.extend(hosts.windows(2).map(|two| format!("{}{c}{}", two[0], two[1])));
            }
            for text in texts {
                let (search, sieve) = seen(&values, &sieve, &text);
                assert!(sieve || !search, "U+{code:04X} in {text:?}");
                seen_by_search += usize::from(search);
            }
        }
        assert!(seen_by_search > 1_000, "{seen_by_search}");
    }

    #[test]
    fn holds_back_syllables_in_letters_and_numbers_in_signs() {
        let values = values();
        let sieve = Sieve::new(&values, &vec![0; values.len()]);
        for text in [
            "\u{1100}\u{1175}\u{11B7}가람",
            "기\u{11B7}가람",
            "ㄱㅣㅁㄱㅏㄹㅏㅁ",
            "ﾡￜﾱ가람",
            "김\u{1100}가람",
            "○1○-○○○○-|234",
            "0|0-0000-|234",
            "①⓪ ０１０-00⓪⓪-①②③④",
            "010[-]0000[-]1234",
            "010📞0000📞1234",
            "010 ㅡ 0000 ㅡ 1234",
            "a[@]example[.]com",
            "а@ехаmрlе.com",
            "𝟎𝟏𝟎-𝟎𝟎𝟎𝟎-𝟏𝟐𝟑𝟒",
        ] {
            let (search, sieve) = seen(&values, &sieve, text);
            assert!(sieve || !search, "{text}");
        }
        for text in ["전화 010-****-1234", "김○○, 가람", "", "기김가라", "0000-1234 010"] {
            assert_eq!(seen(&values, &sieve, text), (false, false), "{text}");
        }
    }

    #[test]
    fn reads_a_run_in_every_encoding_as_it_reads_a_text() {
        let text = "전화 010-0000-1234 기\u{11B7}가람 ﾡￜﾱ 𝟎① é\u{301}";
        let (mut one, mut two) = (Grist::default(), Grist::default());
        one.run(text.as_bytes());
        two.run_of_units(text.encode_utf16());
        assert_eq!(one.units, two.units);
        let text = "전화 010-0000-1234 김가람 ㄱㅣㅁ";
        one.clear();
        two.clear();
        one.run(text.as_bytes());
        two.run_of_cp949(&encoding_rs::EUC_KR.encode(text).0);
        assert_eq!(one.units, two.units);
    }

    #[test]
    fn holds_back_a_value_in_cp949_among_other_bytes() {
        let values = values();
        let sieve = Sieve::new(&values, &vec![0; values.len()]);
        for (text, held) in [("담당 김가람에게", true), ("전화 010-0000-1234.", true), ("담당 김가림에게", false)]
        {
            let bytes = [b"\x80\xFF\x01", &encoding_rs::EUC_KR.encode(text).0[..], b"\x00\xA1"].concat();
            let mut grist = Grist::default();
            sieve.runs.of_cp949(&bytes, |run| grist.run_of_cp949(run));
            assert_eq!(!sieve.lets_through(&grist), held, "{text}");
        }
    }
}
