//! How the streams of a PDF file are packed (ISO 32000-1, 7.4), within the limits of the file.

use super::object::{Dict, Object};
use crate::export::Refusal;
use crate::export::reading::Budget;

/// What unpacking gave.
pub(super) enum Unpacked {
    /// Bytes as they are meant; the flag: whether they are all there.
    Bytes(Vec<u8>, bool),
    /// A picture's own packing.
    Picture,
    /// Locked, or packed in a way that nobody knows.
    Locked,
}

/// Unpacks a stream.
///
/// # Errors
/// [`Refusal::TooLarge`] beyond the limits.
pub(super) fn unpack(dict: &Dict, raw: &[u8], budget: &mut Budget) -> Result<Unpacked, Refusal> {
    let listed = |names: [&str; 2]| -> Vec<Object> {
        match names.iter().find_map(|n| dict.get(n)) {
            Some(Object::Array(items)) => items.clone(),
            Some(Object::Null) | None => Vec::new(),
            Some(one) => vec![one.clone()],
        }
    };
    let filters = listed(["Filter", "F"]);
    let parameters = listed(["DecodeParms", "DP"]);
    if filters.is_empty() {
        budget.take(raw.len())?;
    }
    let (mut bytes, mut whole) = (raw.to_vec(), true);
    for (i, filter) in filters.iter().enumerate().take(8) {
        let Object::Name(name) = filter else { return Ok(Unpacked::Locked) };
        let with = parameters.get(i).and_then(Object::dict);
        bytes = match name.as_str() {
            "FlateDecode" | "Fl" => {
                let (out, complete) = budget.inflate_partly(&bytes)?;
                whole &= complete;
                predicted(out, with)
            }
            "LZWDecode" | "LZW" => {
                let early = with.and_then(|d| d.whole("EarlyChange")) != Some(0);
                predicted(lzw(&bytes, early, budget)?, with)
            }
            "ASCIIHexDecode" | "AHx" => hexadecimal(&bytes),
            "ASCII85Decode" | "A85" => ascii85(&bytes),
            "RunLengthDecode" | "RL" => runs(&bytes, budget)?,
            "DCTDecode" | "DCT" | "JPXDecode" | "CCITTFaxDecode" | "CCF" | "JBIG2Decode" => {
                return Ok(Unpacked::Picture);
            }
            _ => return Ok(Unpacked::Locked),
        };
    }
    Ok(Unpacked::Bytes(bytes, whole))
}

/// What a predictor took away, put back.
fn predicted(bytes: Vec<u8>, with: Option<&Dict>) -> Vec<u8> {
    let of = |name: &str, default: i64| with.and_then(|d| d.whole(name)).unwrap_or(default).clamp(1, 1 << 16) as usize;
    let kind = of("Predictor", 1);
    if kind < 2 {
        return bytes;
    }
    let bits = of("Colors", 1).min(32) * of("BitsPerComponent", 8).min(16);
    let (pixel, row) = (bits.div_ceil(8), (bits * of("Columns", 1)).div_ceil(8));
    if kind == 2 {
        let mut out = bytes;
        for line in out.chunks_mut(row) {
            for i in pixel..line.len() {
                let left = line.get(i - pixel).copied().unwrap_or(0);
                if let Some(b) = line.get_mut(i) {
                    *b = b.wrapping_add(left);
                }
            }
        }
        return out;
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; row];
    for line in bytes.chunks(row + 1) {
        let (Some(&how), Some(rest)) = (line.first(), line.get(1..)) else { break };
        let mut own: Vec<u8> = Vec::with_capacity(row);
        for (i, &b) in rest.iter().enumerate() {
            let left = i.checked_sub(pixel).and_then(|j| own.get(j)).copied().unwrap_or(0);
            let up = above.get(i).copied().unwrap_or(0);
            let corner = i.checked_sub(pixel).and_then(|j| above.get(j)).copied().unwrap_or(0);
            let guess = match how {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => {
                    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
                    let p = a + b - c;
                    let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
                    if pa <= pb && pa <= pc {
                        left
                    } else if pb <= pc {
                        up
                    } else {
                        corner
                    }
                }
                _ => 0,
            };
            own.push(b.wrapping_add(guess));
        }
        out.extend_from_slice(&own);
        own.resize(row, 0);
        above = own;
    }
    out
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = (bytes.iter().take_while(|&&b| b != b'>'))
        .filter_map(|&b| char::from(b).to_digit(16).map(|d| d as u8))
        .collect();
    digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut held, mut count) = (0u64, 0usize);
    for &b in bytes.iter().take_while(|&&b| b != b'~') {
        match b {
            b'z' if count == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                held = held * 85 + u64::from(b - b'!');
                count += 1;
                if count == 5 {
                    out.extend_from_slice(&(held as u32).to_be_bytes());
                    (held, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            held = held * 85 + 84;
        }
        out.extend((held as u32).to_be_bytes().iter().take(count - 1));
    }
    out
}

fn runs(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&length) = bytes.get(at).filter(|&&l| l != 128) {
        if length < 128 {
            let end = at + 2 + usize::from(length);
            out.extend_from_slice(bytes.get(at + 1..end.min(bytes.len())).unwrap_or_default());
            at = end;
        } else {
            let Some(&b) = bytes.get(at + 1) else { break };
            out.extend(std::iter::repeat_n(b, 257 - usize::from(length)));
            at += 2;
        }
    }
    budget.take(out.len())?;
    Ok(out)
}

/// LZW as TIFF writes it: codes of 9 to 12 bits, the highest bit first.
fn lzw(bytes: &[u8], early: bool, budget: &mut Budget) -> Result<Vec<u8>, Refusal> {
    /// Bytes that are unpacked between two looks at the limits.
    const STEP: usize = 1 << 20;
    let mut out: Vec<u8> = Vec::new();
    // Every code is a stretch of what was put out already.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut held, mut bits, mut paid) = (0u32, 0u32, 0usize);
    for &b in bytes {
        held = held << 8 | u32::from(b);
        bits += 8;
        let size = table.len() + 258 + usize::from(early);
        let width = if size >= 2048 {
            12
        } else if size >= 1024 {
            11
        } else if size >= 512 {
            10
        } else {
            9
        };
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits & ((1 << width) - 1)) as usize;
        let start = out.len();
        match code {
            256 => {
                table.clear();
                last = None;
                continue;
            }
            257 => break,
            0..=255 => out.push(code as u8),
            _ => {
                let (from, length) = match (table.get(code - 258), last) {
                    (Some(&known), _) => known,
                    (None, Some((from, length))) if code - 258 == table.len() => (from, length + 1),
                    _ => break,
                };
                for i in from..from + length {
                    let Some(&byte) = out.get(i) else { break };
                    out.push(byte);
                }
            }
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        if out.len() - paid > STEP {
            budget.take(out.len() - paid)?;
            paid = out.len();
        }
    }
    budget.take(out.len() - paid)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacks_what_is_packed() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(hexadecimal(b"48 65 6C6c 6F>"), b"Hello");
        let mut budget = Budget::new();
        assert_eq!(runs(b"\x02abc\xFEx\x80", &mut budget).ok(), Some(b"abcxxx".to_vec()));
        // The example of the standard, 7.4.4.2.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw(&packed, true, &mut budget).ok(), Some(vec![45, 45, 45, 45, 45, 65, 45, 45, 45, 66]));
    }
}
