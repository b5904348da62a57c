//! Pictures: what they carry besides what is seen. Pixels are never decoded; they stay as they are, bit for bit.
//!
//! JPEG (ISO/IEC 10918-1): the segments APP1 to APP15 but the colour ones (APP2 ICC, APP14 Adobe) and comments go. PNG (ISO/IEC 15948): the chunks tEXt, zTXt,
//! iTXt, eXIf and tIME go. Bytes behind the end of either go.

/// Whether a name's ending (lower case) is a picture's.
pub(super) fn is_picture(ending: &str) -> bool {
    matches!(ending, "jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" | "wmf" | "emf" | "svg" | "webp" | "pcx")
}

/// The picture without what it carries besides; none where there is nothing to take away or it is no kind that is known.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let clean = if bytes.starts_with(b"\xFF\xD8") {
        jpeg(bytes)?
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        png(bytes)?
    } else {
        return None;
    };
    (clean.len() != bytes.len()).then_some(clean)
}

/// Whether this is a picture of a kind that nothing can hide in once it is stripped.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xD8") {
        return jpeg(bytes).is_some();
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return png(bytes).is_some();
    }
    bytes.starts_with(b"GIF8") || bytes.starts_with(b"BM")
}

/// The signs of base64 (RFC 4648).
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes from base64; none where another sign stands in it.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for b in text.trim_end_matches('=').bytes() {
        let value = SIGNS.iter().position(|&s| s == b)? as u32;
        held = held << 6 | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xFF) as u8);
        }
    }
    Some(out)
}

/// Bytes in base64.
pub(super) fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for chunk in bytes.chunks(3) {
        let held = (0..3).fold(0u32, |n, i| n << 8 | u32::from(chunk.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let sign = SIGNS.get((held >> (18 - 6 * i) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if i > chunk.len() { '=' } else { char::from(sign) });
        }
    }
    out
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        let &[0xFF, marker] = bytes.get(at..at + 2)? else { return None };
        match marker {
            // Fill bytes.
            0xFF => at += 1,
            0xD9 => {
                out.extend_from_slice(&[0xFF, 0xD9]);
                return Some(out);
            }
            // The picture itself: up to the last end mark.
            0xDA => {
                let rest = bytes.get(at..)?;
                let end = rest.windows(2).rposition(|pair| pair == [0xFF, 0xD9]).map_or(rest.len(), |i| i + 2);
                out.extend_from_slice(rest.get(..end)?);
                return Some(out);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
                let segment = bytes.get(at..at + 2 + length)?;
                let colour = match marker {
                    0xE2 => segment.get(4..).is_some_and(|s| s.starts_with(b"ICC_PROFILE")),
                    0xE0 | 0xEE => true,
                    _ => false,
                };
                if colour || !matches!(marker, 0xE0..=0xEF | 0xFE) {
                    out.extend_from_slice(segment);
                }
                at += 2 + length;
            }
        }
    }
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let kind = bytes.get(at + 4..at + 8)?;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        if !matches!(kind, b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME") {
            out.extend_from_slice(chunk);
        }
        at += length + 12;
        if kind == b"IEND" {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_away_what_is_not_seen() {
        let mut jpeg =
            b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xE1\x00\x08Exif\x00\x00\xFF\xFE\x00\x04hi\xFF\xDA\x00\x02pixels\xFF\xD9"
                .to_vec();
        let seen = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02pixels\xFF\xD9".to_vec();
        assert_eq!(stripped(&jpeg), Some(seen.clone()));
        jpeg.extend_from_slice(b"behind");
        assert_eq!(stripped(&jpeg), Some(seen.clone()));
        assert_eq!(stripped(&seen), None);
        let chunk =
            |kind: &[u8; 4], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat();
        let head = b"\x89PNG\r\n\x1A\n".to_vec();
        let png = [head.clone(), chunk(b"IHDR", &[1]), chunk(b"tEXt", b"Author\0A"), chunk(b"IEND", &[])].concat();
        assert_eq!(stripped(&png), Some([head, chunk(b"IHDR", &[1]), chunk(b"IEND", &[])].concat()));
    }

    #[test]
    fn leaves_broken_pictures_to_the_search_for_what_survives() {
        assert_eq!(stripped(b"\xFF\xD8\xFF\xE1\xFF"), None);
        assert_eq!(stripped(b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFF"), None);
        assert_eq!(stripped(b"GIF89a"), None);
    }
}
