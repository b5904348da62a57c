//! Plain text files: which encoding, the text in it, and back.
//!
//! UTF-8 with and without a byte order mark, UTF-16 of either byte order with one, and CP949 (EUC-KR and its extension, what Korean
//! Windows calls ANSI). What came with a mark goes with it.

use super::cp949;

/// How a text file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first, with a byte order mark.
    Utf16Le,
    /// UTF-16, high byte first, with a byte order mark.
    Utf16Be,
    /// CP949.
    Cp949,
}

/// A text that was read.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: Encoding,
    pub(super) unread: usize,
}

/// How many bytes from the start are looked at to tell text from other things.
const PROBE: usize = 8192;

/// Bytes for every place that cannot be read, at least, for the whole to count as text: one wrong character in a line or two.
const BYTES_A_FAULT: usize = 64;

/// The text of a file; none where it is not text.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, Encoding::Utf8Bom),
        [0xFF, 0xFE, rest @ ..] => Some(utf16(rest, u16::from_le_bytes, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => Some(utf16(rest, u16::from_be_bytes, Encoding::Utf16Be)),
        _ => utf8(bytes, Encoding::Utf8),
    }
}

/// UTF-8, or where the bytes are none and no mark says so, CP949; the one with fewer faults.
fn utf8(bytes: &[u8], encoding: Encoding) -> Option<Decoded> {
    if bytes.iter().take(PROBE).any(|&b| b == 0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: text.to_owned(), encoding, unread: 0 });
    }
    let faults = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    if encoding == Encoding::Utf8 {
        let text = cp949::decode(bytes);
        let unread = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        if unread < faults {
            return few(bytes, unread).then_some(Decoded { text, encoding: Encoding::Cp949, unread });
        }
    }
    few(bytes, faults).then(|| Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding, unread: faults })
}

/// Whether a text of so many bytes may have so many faults and still be one.
fn few(bytes: &[u8], faults: usize) -> bool {
    faults <= 1 + bytes.len() / BYTES_A_FAULT
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: Encoding) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut unread = 0;
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        text.push(c.unwrap_or_else(|_| {
            unread += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !rest.is_empty() {
        unread += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, encoding, unread }
}

/// A text in an encoding; none where it cannot hold a character.
pub(super) fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    Some(match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(),
        Encoding::Utf16Le => marked(text, u16::to_le_bytes),
        Encoding::Utf16Be => marked(text, u16::to_be_bytes),
        Encoding::Cp949 => cp949::encode(text)?,
    })
}

fn marked(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::EUC_KR;

    #[test]
    fn gives_back_the_bytes_it_read() {
        let text = "가림 ○ 똠방각하 \r\n 漢字 ①";
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Cp949] {
            let bytes = encode(text, encoding).expect("it holds the text");
            let read = decode(&bytes).expect("it is text");
            assert_eq!((read.text.as_str(), read.encoding, read.unread), (text, encoding, 0));
        }
    }

    #[test]
    fn gives_back_every_character_of_cp949() {
        for first in 0x81..=0xFEu8 {
            for second in 0x41..=0xFEu8 {
                let pair = [first, second];
                let (text, _) = EUC_KR.decode_without_bom_handling(&pair);
                if !text.contains(char::REPLACEMENT_CHARACTER) {
                    assert_eq!(encode(&text, Encoding::Cp949).as_deref(), Some(&pair[..]));
                }
            }
        }
    }

    #[test]
    fn counts_what_it_could_not_read() {
        let read = decode(b"plain \xFF text").expect("one fault is still text");
        assert_eq!((read.text.as_str(), read.unread), ("plain \u{FFFD} text", 1));
        assert!(decode(b"\x7FELF\x02\x01\x01\0\0").is_none());
        assert_eq!(decode(&[0xFF, 0xFE, 0x00, 0xD8]).map(|d| d.unread), Some(1));
        assert!(decode(&[0xF8u8, 0x80].repeat(500)).is_none());
    }
}
