//! Takes archives apart by their local heads and by their list, and unpacks what is packed.

use std::borrow::Cow;
use std::ops::Range;

use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

/// Bytes of one unpacked part.
const PART: usize = 256 * 1024 * 1024;

/// An entry of an archive as its list tells of it.
pub(super) struct Listed {
    pub(super) name: String,
    packed: Range<usize>,
    stored: bool,
    /// How long it says it is once it is unpacked.
    size: usize,
    /// Its fields and comment in the list.
    aside: Range<usize>,
}

/// The entries of an archive by the list at its end, which knows sizes that a head may leave out; none where it is no archive. Names as far as
/// they are text.
pub(super) fn entries(bytes: &[u8]) -> impl Iterator<Item = Listed> {
    let word = |at: usize| bytes.get(at..at.saturating_add(2)).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let long =
        |at: usize| bytes.get(at..at.saturating_add(4)).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let end = last(bytes, *b"PK\x05\x06");
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

/// Where four bytes that are all different stand last. One byte of four is looked at: each of them is one of the four wherever they stand.
fn last(bytes: &[u8], four: [u8; 4]) -> Option<usize> {
    let mut at = bytes.len().saturating_sub(1);
    loop {
        if let Some(i) = bytes.get(at).filter(|b| four.contains(b)).and_then(|b| four.iter().position(|f| f == b))
            && let Some(start) = at.checked_sub(i)
            && bytes.get(start..start + 4) == Some(&four)
        {
            return Some(start);
        }
        at = at.checked_sub(4)?;
    }
}

/// An archive that was taken apart.
pub(super) struct Unpacked<'a> {
    /// Names and contents.
    pub(super) entries: Vec<(String, Cow<'a, [u8]>)>,
    /// Everything that is no packed content: heads, the list, what stands between, and what was packed but could not be unpacked whole.
    pub(super) beside: Vec<u8>,
}

/// Takes an archive apart; no entries where it is none.
pub(super) fn unpacked(bytes: &[u8]) -> Unpacked<'_> {
    let (mut out, mut read) = (Vec::new(), Vec::new());
    for entry in entries(bytes) {
        let packed = bytes.get(entry.packed.clone()).unwrap_or_default();
        let (content, used) = if entry.stored {
            (Cow::Borrowed(packed), packed.len())
        } else {
            let (content, used) = inflated(packed, entry.size);
            (Cow::Owned(content), used)
        };
        read.push(entry.packed.start..entry.packed.start + used);
        out.push((entry.name.clone(), content));
        if let Some(aside) = bytes.get(entry.aside).filter(|aside| !aside.is_empty()) {
            out.push((entry.name, Cow::Borrowed(aside)));
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

/// What a part holds that is packed as a whole: a stream of zlib (RFC 1950), a file of gzip (RFC 1952) such as office programs make of drawings.
pub(super) fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    match bytes {
        [0x78, 0x01 | 0x5E | 0x9C | 0xDA, ..] => decompress_to_vec_zlib_with_limit(bytes, PART).ok(),
        [0x1F, 0x8B, 8, flags, ..] => {
            let mut rest = bytes.get(10..)?;
            if flags & 4 != 0 {
                let length = usize::from(u16::from_le_bytes([*rest.first()?, *rest.get(1)?]));
                rest = rest.get(2 + length..)?;
            }
            for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
                rest = rest.get(rest.iter().position(|&b| b == 0)? + 1..)?;
            }
            decompress_to_vec_with_limit(rest.get(usize::from(flags >> 1 & 1) * 2..)?, PART).ok()
        }
        _ => None,
    }
}
