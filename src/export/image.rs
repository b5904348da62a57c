//! Pictures: what they carry besides what is seen. Pixels are never decoded; they stay as they are, bit for bit.
//!
//! JPEG (ISO/IEC 10918-1): the segments APP1 to APP15 but the colour ones (APP2 ICC, APP14 Adobe) and comments go. PNG (ISO/IEC 15948): the chunks tEXt, zTXt,
//! iTXt, eXIf and tIME go. WebP (RFC 9649): the chunks EXIF and XMP go. GIF (89a): comments and application blocks but the loop count go. Bytes behind the
//! end of these go. TIFF (6.0): what its tags say of camera, place, author and time is written over with zeros, so that everything stays where it stands.

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
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)?
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes)?
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        tiff(bytes)?
    } else {
        return None;
    };
    (clean != bytes).then_some(clean)
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

/// Flags of the chunk VP8X that say that there are EXIF and XMP.
const SAYS: u8 = 0b0000_1100;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let end = size.checked_add(8)?.min(bytes.len());
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while at < end {
        let kind = bytes.get(at..at + 4)?;
        let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        // Chunks are filled up to even lengths; the last one of some writers is not.
        let next = at.checked_add(8)?.checked_add(length)?.checked_add(length & 1)?;
        let chunk = bytes.get(at..next.min(end))?;
        if !matches!(kind, b"EXIF" | b"XMP ") {
            let from = out.len();
            out.extend_from_slice(chunk);
            if kind == b"VP8X"
                && let Some(flags) = out.get_mut(from + 8)
            {
                *flags &= !SAYS;
            }
        }
        at = next;
    }
    let size = u32::try_from(out.len().checked_sub(8)?).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    Some(out)
}

fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + colours(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let from = at;
        let keep = match *bytes.get(at)? {
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            0x2C => {
                at += 11 + colours(*bytes.get(at + 9)?);
                true
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                let loops =
                    bytes.get(at + 3..at + 14).is_some_and(|name| matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0"));
                at += 2;
                label == 0xF9 || label == 0xFF && loops
            }
            _ => return None,
        };
        // Blocks with their lengths, up to an empty one.
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if keep {
            out.extend_from_slice(bytes.get(from..at)?);
        }
    }
}

/// Tags whose values are written over: description, maker, model, program, time, artist, host, copyright, XMP, IPTC, Photoshop's, Windows' titles.
const TOLD: &[u16] = &[
    0x010D, 0x010E, 0x010F, 0x0110, 0x011D, 0x0131, 0x0132, 0x013B, 0x013C, 0x02BC, 0x83BB, 0x8298, 0x8649, 0x9C9B,
    0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F,
];
/// Tags that lead to lists of tags of which all are written over: Exif, GPS.
const LISTS: [u16; 2] = [0x8769, 0x8825];
/// Lists that are followed in one picture.
const LISTS_READ: usize = 64;

fn tiff(bytes: &[u8]) -> Option<Vec<u8>> {
    let little = bytes.starts_with(b"II");
    let short = |at: usize| {
        let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize)
    };
    let mut out = bytes.to_vec();
    let mut lists = vec![(long(4)?, false)];
    for turn in 0.. {
        let Some(&(list, all)) = lists.get(turn) else { break };
        if turn == LISTS_READ {
            return None;
        }
        let count = usize::from(short(list)?);
        for n in 0..count {
            let entry = list.checked_add(2 + n * 12)?;
            let (tag, kind, number) = (short(entry)?, short(entry + 2)?, long(entry + 4)?);
            let size = match kind {
                1 | 2 | 6 | 7 => 1,
                3 | 8 => 2,
                4 | 9 | 11 | 13 => 4,
                5 | 10 | 12 => 8,
                _ => return None,
            };
            if LISTS.contains(&tag) {
                lists.push((long(entry + 8)?, true));
            } else if all || TOLD.contains(&tag) {
                let length = number.checked_mul(size)?;
                let from = if length <= 4 { entry + 8 } else { long(entry + 8)? };
                out.get_mut(from..from.checked_add(length)?)?.fill(0);
            }
        }
        let next = long(list.checked_add(2 + count * 12)?)?;
        if !all && next != 0 {
            lists.push((next, false));
        }
    }
    Some(out)
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
    fn takes_away_what_other_pictures_carry() {
        let webp = |chunks: &[&[u8]]| {
            let body = [&b"WEBP"[..], &chunks.concat()].concat();
            [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
        };
        let vp8x = |flags: u8| [&b"VP8X\x0A\0\0\0"[..], &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]].concat();
        let (pixels, place) = (&b"VP8 \x02\0\0\0ab"[..], &b"EXIF\x03\0\0\0gps\0"[..]);
        let seen = webp(&[&vp8x(0x10), pixels]);
        assert_eq!(stripped(&webp(&[&vp8x(0x1C), pixels, place, b"XMP \x02\0\0\0xy"])), Some(seen.clone()));
        assert_eq!(stripped(&seen), None);

        let head = &b"GIF89a\x01\0\x01\0\x80\0\0rgbrgb"[..];
        let (loops, picture) =
            (&b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0"[..], &b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x01x\0"[..]);
        let seen = [head, loops, picture, b";"].concat();
        let told =
            [head, b"\x21\xFE\x03who\0", loops, b"\x21\xFF\x0BXMP DataXMP\x02hi\0", picture, b";", b"behind"].concat();
        assert_eq!(stripped(&told), Some(seen.clone()));
        assert_eq!(stripped(&seen), None);
    }

    #[test]
    fn writes_over_what_a_tiff_tells() {
        // Two tags: its width, and a list of places with a name of six letters behind it.
        let tiff = |name: &[u8; 6]| {
            let mut out = b"II*\0\x08\0\0\0".to_vec();
            out.extend_from_slice(b"\x02\0\0\x01\x03\0\x01\0\0\0\x05\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
            out.extend_from_slice(b"\x01\0\x1B\0\x07\0\x06\0\0\0\x38\0\0\0\0\0\0\0");
            out.extend_from_slice(name);
            out
        };
        assert_eq!(stripped(&tiff(b"garden")), Some(tiff(&[0; 6])));
        assert_eq!(stripped(&tiff(&[0; 6])), None);
        // A list that leads to itself.
        assert_eq!(stripped(b"II*\0\x08\0\0\0\0\0\x08\0\0\0"), None);
    }

    #[test]
    fn leaves_broken_pictures_to_the_search_for_what_survives() {
        assert_eq!(stripped(b"\xFF\xD8\xFF\xE1\xFF"), None);
        assert_eq!(stripped(b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFF"), None);
        assert_eq!(stripped(b"GIF89a"), None);
    }
}
