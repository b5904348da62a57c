//! Property sets of compound files (MS-OLEPS): title, subject, author, keywords, whoever saved last.
//!
//! Every property that is a string is text; nothing else is looked at.

use super::cp949;

/// The strings of a property set; none where it cannot be taken apart.
pub(super) fn strings(bytes: &[u8]) -> Option<Vec<String>> {
    let sets = number(bytes, 24)?;
    let mut out = Vec::new();
    for set in 0..(sets as usize).min(8) {
        let start = number(bytes, 28 + set * 20 + 16)? as usize;
        let section = bytes.get(start..)?;
        let count = number(section, 4)? as usize;
        // A list longer than the section is a lie; what stands in it is read as far as it goes.
        for i in 0..count.min(section.len() / 8) {
            let at = number(section, 8 + i * 8 + 4)? as usize;
            let Some(value) = section.get(at..) else { continue };
            let text = match number(value, 0)? & 0xFFFF {
                0x1F => {
                    let units = (number(value, 4)? as usize).min(value.len());
                    wide(value.get(8..8 + units * 2).unwrap_or(value.get(8..)?))
                }
                0x1E => {
                    let length = (number(value, 4)? as usize).min(value.len());
                    narrow(value.get(8..8 + length).unwrap_or(value.get(8..)?))
                }
                _ => continue,
            };
            let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace()).to_owned();
            if !text.is_empty() {
                out.push(text);
            }
        }
    }
    Some(out)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// Units of UTF-16, low byte first; a byte that is left over is no unit.
pub(super) fn units(bytes: &[u8]) -> Vec<u16> {
    bytes.as_chunks::<2>().0.iter().map(|&pair| u16::from_le_bytes(pair)).collect()
}

/// UTF-16, low byte first.
pub(super) fn wide(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}

/// Runs of two characters or more for which `seen` holds, in bytes whose other fields are numbers: at even and at odd places.
pub(super) fn wide_runs(bytes: &[u8], seen: fn(u16) -> bool) -> Vec<String> {
    let read = [0, 1].map(|skip| units(bytes.get(skip..).unwrap_or_default()));
    let runs = read.iter().flat_map(|units| units.split(|&unit| !seen(unit)));
    runs.filter(|run| run.len() >= 2).map(String::from_utf16_lossy).collect()
}

/// UTF-8, or what Korean Windows writes.
pub(super) fn narrow(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => cp949::decode(bytes),
    }
}
