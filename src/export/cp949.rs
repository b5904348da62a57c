//! CP949, what Korean Windows calls ANSI: KS X 1001 with the syllables it lacks (index EUC-KR of the WHATWG Encoding Standard).
//!
//! The syllables of KS X 1001 and those it lacks stand in their order, so that one bit a syllable tells both; only signs and Hanja need a table
//! (`cp949.bin`, made by `examples/cp949.rs`).

use std::sync::OnceLock;

/// Syllables of Hangul.
const SYLLABLES: usize = 11_172;
/// The bytes of `cp949.bin` that tell which of them KS X 1001 holds.
const BITS: usize = SYLLABLES.div_ceil(8);
/// The last two bytes of which the second is a letter.
const LAST: (u8, u8) = (0xC6, b'R');
static TABLE: &[u8] = include_bytes!("cp949.bin");

/// Both orders of syllables, and for every character its two bytes.
struct Index {
    known: Vec<u16>,
    lacking: Vec<u16>,
    /// Sorted by character.
    codes: Vec<(u16, [u8; 2])>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let in_table = |i: &usize| TABLE.get(i / 8).is_some_and(|byte| byte >> (i % 8) & 1 == 1);
        let (known, lacking): (Vec<usize>, Vec<usize>) = (0..SYLLABLES).partition(in_table);
        let units = |list: Vec<usize>| list.into_iter().map(|i| 0xAC00 + i as u16).collect();
        let mut index = Index { known: units(known), lacking: units(lacking), codes: Vec::new() };
        let mut codes = Vec::with_capacity(17_100);
        for lead in 0x81..=0xFE {
            for trail in 0x41..=0xFE {
                codes.extend(pair(&index, lead, trail).map(|unit| (unit, [lead, trail])));
            }
        }
        codes.sort();
        index.codes = codes;
        index
    })
}

/// The character of two bytes; all of them are in the first plane.
fn pair(index: &Index, lead: u8, trail: u8) -> Option<u16> {
    let (l, t) = (usize::from(lead), usize::from(trail));
    if (0xA1..=0xFE).contains(&lead) && (0xA1..=0xFE).contains(&trail) {
        let row = match lead {
            0xB0..=0xC8 => return index.known.get((l - 0xB0) * 94 + t - 0xA1).copied(),
            0xA1..=0xAF => l - 0xA1,
            _ => l - 0xC9 + 15,
        };
        let at = BITS + (row * 94 + t - 0xA1) * 2;
        let unit = u16::from_le_bytes([*TABLE.get(at)?, *TABLE.get(at + 1)?]);
        return (unit != 0).then_some(unit);
    }
    let slot = match trail {
        b'A'..=b'Z' => t - 0x41,
        b'a'..=b'z' => t - 0x61 + 26,
        0x81..=0xFE => t - 0x81 + 52,
        _ => return None,
    };
    let place = match lead {
        0x81..=0xA0 => (l - 0x81) * 178 + slot,
        0xA1..=0xC6 => 32 * 178 + (l - 0xA1) * 84 + slot,
        _ => return None,
    };
    index.lacking.get(place).copied()
}

/// The characters; every place that is none is one U+FFFD.
pub(super) fn characters(bytes: &[u8]) -> impl Iterator<Item = char> {
    let index = index();
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (&lead, after) = rest.split_first()?;
        rest = after;
        if lead < 0x80 {
            return Some(char::from(lead));
        }
        let Some((&trail, behind)) = after.split_first().filter(|_| (0x81..=0xFE).contains(&lead)) else {
            return Some(char::REPLACEMENT_CHARACTER);
        };
        let c = pair(index, lead, trail).and_then(|unit| char::from_u32(u32::from(unit)));
        // An ASCII letter behind a lost byte stands for itself.
        if c.is_some() || trail >= 0x80 {
            rest = behind;
        }
        Some(c.unwrap_or(char::REPLACEMENT_CHARACTER))
    })
}

/// What two bytes are, by the first from 0x81 and the second from 0x41; U+FFFD where they are no character.
fn pairs() -> &'static [u16] {
    static PAIRS: OnceLock<Vec<u16>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let all = (0x81..=0xFE).flat_map(|lead| (0x41..=0xFE).map(move |trail| (lead, trail)));
        all.map(|(lead, trail)| pair(index(), lead, trail).unwrap_or(0xFFFD)).collect()
    })
}

/// The same characters as [`characters`], each as a unit of UTF-16 and with how many bytes it takes; of much that is no text, quickly.
pub(super) fn units(bytes: &[u8], mut tell: impl FnMut(u16, usize)) {
    let pairs = pairs();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        let (unit, length) = match (lead, bytes.get(at + 1)) {
            (0..=0x7F, _) => (u16::from(lead), 1),
            (0x81..=0xFE, Some(&trail)) => {
                let slot = trail.checked_sub(0x41).map(|t| (usize::from(lead) - 0x81) * 190 + usize::from(t));
                let unit = slot.filter(|_| trail < 0xFF).and_then(|slot| pairs.get(slot)).copied().unwrap_or(0xFFFD);
                // Told without the table, so that the next can be looked up meanwhile: a letter behind a lost byte stands for itself.
                let lost = trail < 0x80 && !(trail.is_ascii_alphabetic() && (lead, trail) <= LAST);
                (unit, if lost { 1 } else { 2 })
            }
            _ => (0xFFFD, 1),
        };
        tell(unit, length);
        at += length;
    }
}

/// A text; every place that is no character is one U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> String {
    characters(bytes).collect()
}

/// A text; none where a place is no character.
pub(super) fn decode_strict(bytes: &[u8]) -> Option<String> {
    // U+FFFD has no bytes of its own in CP949.
    characters(bytes).map(|c| Some(c).filter(|c| *c != char::REPLACEMENT_CHARACTER)).collect()
}

/// The bytes of a text; none where one of its characters has none.
pub(super) fn encode(text: &str) -> Option<Vec<u8>> {
    let codes = &index().codes;
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c as u8);
            continue;
        }
        let unit = u16::try_from(c as u32).ok()?;
        let at = codes.binary_search_by_key(&unit, |(unit, _)| *unit).ok()?;
        out.extend(codes.get(at)?.1);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::EUC_KR;

    #[test]
    fn reads_and_writes_as_the_standard_says() {
        for lead in 0x80..=0xFFu8 {
            for trail in 0..=0xFFu8 {
                let bytes = [b'a', lead, trail, b'b'];
                let (wanted, _) = EUC_KR.decode_without_bom_handling(&bytes);
                assert_eq!(decode(&bytes), wanted, "{bytes:X?}");
                let mut read = (Vec::new(), 0);
                units(&bytes, |unit, length| {
                    read.0.push(unit);
                    read.1 += length;
                });
                assert_eq!((String::from_utf16_lossy(&read.0).as_str(), read.1), (&*wanted, 4), "{bytes:X?}");
                assert_eq!(decode_strict(&bytes).is_some(), !wanted.contains('\u{FFFD}'));
            }
            assert_eq!(decode(&[lead]), EUC_KR.decode_without_bom_handling(&[lead]).0);
        }
        for code in 0..=0x1_FFFF {
            let Some(c) = char::from_u32(code) else { continue };
            let text = String::from(c);
            let (wanted, _, lost) = EUC_KR.encode(&text);
            assert_eq!(encode(&text), (!lost).then(|| wanted.into_owned()), "{code:X}");
        }
    }
}
