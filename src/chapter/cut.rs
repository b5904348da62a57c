//! Where a long document is cut into chapters: at the best place within reach on both sides, by what stands beside the place alone.
//!
//! Every line end is a place; its rank is what sort of boundary it is (behind a blank line, before a heading, at the end of a table), then a
//! hash of the text beside it. A place is a cut where no other place within `REACH` bytes ranks as high. An edit can move only cuts within
//! twice that reach. Where no cut stands for `MOST` bytes (a text that repeats itself, one endless line), the stretch is divided from its start.

/// A document of at most so many bytes is one chapter.
pub const WHOLE: usize = 16 * 1024;
/// How far a cut rules on both sides, in bytes.
const REACH: usize = 1500;
/// The longest stretch without a cut, in bytes.
const MOST: usize = 16 * 1024;
/// How far from a cut an edit can change whether it is one.
pub const TOUCH: usize = 2 * REACH + 128;

/// A cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Where, in bytes.
    pub at: usize,
    /// Whether the text beside it makes it one; else it divides a stretch without cuts.
    pub natural: bool,
}

/// The cuts strictly between `from` and `to`, which are cuts or ends of the document themselves; `text` is what is known around, at least
/// [`TOUCH`] bytes on both sides where the document has them.
pub fn cuts(text: &str, from: usize, to: usize) -> Vec<Cut> {
    let bytes = text.as_bytes();
    let low = from.saturating_sub(REACH);
    let high = (to + REACH).min(bytes.len());
    let places = places(text, low, high);
    let mut out = Vec::new();
    let mut last = from;
    for (i, &(at, rank)) in places.iter().enumerate() {
        if at <= from || at >= to {
            continue;
        }
        let left = places[..i].iter().rev().take_while(|p| p.0 + REACH > at).all(|p| p.1 < rank);
        let right = || places[i + 1..].iter().take_while(|p| p.0 < at + REACH).all(|p| p.1 <= rank);
        // The ends of the document rule as cuts do: no chapter is a scrap.
        if left && right() && at > REACH.min(bytes.len()) && at + REACH <= bytes.len().max(REACH) {
            divide(text, last, at, &mut out);
            out.push(Cut { at, natural: true });
            last = at;
        }
    }
    divide(text, last, to, &mut out);
    out
}

/// A piece of text that makes a chapter, and whether it begins at a natural cut.
pub type PieceOfText = (String, bool);

/// A whole document in pieces; a short one is one.
pub fn pieces(text: &str) -> Vec<PieceOfText> {
    if text.len() <= WHOLE { vec![(text.to_owned(), true)] } else { between(text, 0, text.len(), true) }
}

/// The stretch `from..to` of a long document in pieces; `text` is what is known around, as for [`cuts`], and `natural` tells what the cut at
/// `from` is.
pub fn between(text: &str, from: usize, to: usize, natural: bool) -> Vec<PieceOfText> {
    let cuts = cuts(text, from, to);
    let starts = [Cut { at: from, natural }].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().map(|c| c.at).chain([to]);
    starts.zip(ends).map(|(c, end)| (text.get(c.at..end).unwrap_or("").to_owned(), c.natural)).collect()
}

/// The places between `low` and `high`, in order, with their ranks.
fn places(text: &str, low: usize, high: usize) -> Vec<(usize, u64)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    // The last line end seen; spaces are places in a line that is longer than the reach on both sides.
    let mut broke = bytes[..low].iter().rev().take(REACH).position(|&b| b == b'\n').map(|n| low - n);
    // Up to where it is known that no line ends.
    let mut clear = low;
    for (i, &b) in bytes[..high].iter().enumerate().skip(low) {
        let at = i + 1;
        if b == b'\n' {
            broke = Some(at);
            if let Some(sort) = line_end(bytes, at) {
                out.push((at, u64::from(sort) << 32 | u64::from(beside(bytes, at))));
            }
        } else if b == b' ' && broke.is_none_or(|n| n + REACH < at) && safe(text, at) {
            clear = clear.max(at);
            while clear < at + REACH && bytes.get(clear).is_some_and(|&b| b != b'\n') {
                clear += 1;
            }
            if clear == at + REACH || clear == bytes.len() {
                let sort = u64::from(i > 0 && bytes[i - 1] == b'.');
                out.push((at, sort << 32 | u64::from(beside(bytes, at))));
            }
        }
    }
    out
}

/// What sort of boundary a line end is, the better the higher; none between blank lines.
fn line_end(bytes: &[u8], at: usize) -> Option<u8> {
    let line = |from: usize| {
        let rest = bytes.get(from..).unwrap_or(&[]);
        let end = rest.iter().take(120).position(|&b| b == b'\n').unwrap_or(rest.len().min(120));
        rest.get(..end).unwrap_or(&[])
    };
    let blank = |l: &[u8]| l.iter().all(u8::is_ascii_whitespace);
    let table = |l: &[u8]| l.iter().any(|b| matches!(b, b'\t' | b'|'));
    let before = bytes.get(..at.saturating_sub(1)).unwrap_or(&[]);
    let start = before.iter().rev().take(120).position(|&b| b == b'\n').unwrap_or(before.len().min(120));
    let (before, after) = (before.get(before.len() - start..).unwrap_or(&[]), line(at));
    if blank(after) {
        return None;
    }
    Some(match (blank(before), table(before), table(after)) {
        (true, ..) => 7,
        (_, false, false) if heading(after) => 6,
        (_, true, false) => 5,
        (_, false, false) => 4,
        (_, false, true) => 3,
        (_, true, true) => 2,
    })
}

/// Whether a line begins as headings do: `1. `, `제3조`, a box or a circle.
fn heading(line: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    let digits = text.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&digits) && text.get(digits) == Some(&b'.')
        || ["제", "□", "■", "○", "◇", "◆", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"].iter().any(|sign| text.starts_with(sign.as_bytes()))
}

/// A hash of what stands beside a place.
fn beside(bytes: &[u8], at: usize) -> u32 {
    let before = bytes.get(at.saturating_sub(32)..at).unwrap_or(&[]);
    let after = bytes.get(at..(at + 48).min(bytes.len())).unwrap_or(&[]);
    let hash = before.iter().chain(after).fold(0x811C_9DC5u32, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    // The last bytes reach the upper bits too.
    (hash ^ hash >> 15).wrapping_mul(0x85EB_CA6B)
}

/// Whether the text may be cut before the character at `at`: it joins nothing before it.
fn safe(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| {
        c.is_ascii_graphic() || matches!(c, '가'..='힣' | '\u{4E00}'..='\u{9FFF}' | '①'..='⑳' | '○' | '□')
    })
}

/// Whether the text may be cut before the character at `at` where no other place is near: it is no mark, vowel or end of the letter before it.
fn apart(text: &str, at: usize) -> bool {
    let joins = |c: char| {
        matches!(c, '\u{300}'..='\u{36F}' | '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' | '\u{FFA1}'..='\u{FFDC}' | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE2F}' | '\u{FEFF}' | '\u{AD}' | '\u{3099}' | '\u{309A}' | '\u{20D0}'..='\u{20FF}'
            | '\u{1AB0}'..='\u{1AFF}' | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E0FFF}')
    };
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| !joins(c)) && before != Some('\u{200D}')
}

/// Divides a stretch that is too long, from its start.
fn divide(text: &str, from: usize, to: usize, out: &mut Vec<Cut>) {
    let bytes = text.as_bytes();
    let mut last = from;
    while to - last > MOST {
        let (low, high) = (last + MOST / 4, last + MOST / 2);
        let after = |mark: u8, from: usize| {
            (from..high).rev().find(|&i| bytes[i] == mark && (mark == b'\n' || safe(text, i + 1))).map(|i| i + 1)
        };
        let place = after(b'\n', low)
            .or_else(|| after(b' ', low))
            .or_else(|| (high..to.min(last + MOST)).find(|&i| text.is_char_boundary(i) && safe(text, i)))
            .or_else(|| (high..to).find(|&i| text.is_char_boundary(i) && apart(text, i)));
        let Some(at) = place.filter(|&at| at < to) else { return };
        out.push(Cut { at, natural: false });
        last = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(lines: usize) -> String {
        (0..lines)
            .map(|i| {
                format!(
                    "{}. 제{}차 회의에서 논의한 사항을 알림\n{}",
                    i % 9 + 1,
                    i * 37 % 101,
                    if i % 7 == 0 { "\n" } else { "" }
                )
            })
            .collect()
    }

    #[test]
    fn it_cuts_by_the_text_beside_alone() {
        let text = draft(2000);
        let all = cuts(&text, 0, text.len());
        assert!(all.len() > text.len() / 8000, "{} cuts in {} bytes", all.len(), text.len());
        let longest = all.windows(2).map(|w| w[1].at - w[0].at).max();
        assert!(longest <= Some(MOST), "{longest:?}");
        // A word put into the middle moves no cut that is out of touch.
        let middle = (text.len() / 2..).find(|&i| text.is_char_boundary(i)).expect("a place");
        let edited = format!("{}추가 {}", &text[..middle], &text[middle..]);
        let grown = edited.len() - text.len();
        let then = cuts(&edited, 0, edited.len());
        let far = |c: &&Cut| c.at + TOUCH < middle || c.at > middle + TOUCH;
        let moved: Vec<usize> =
            all.iter().filter(far).map(|c| if c.at > middle { c.at + grown } else { c.at }).collect();
        let far = |c: &&Cut| c.at + TOUCH < middle || c.at > middle + grown + TOUCH;
        let found: Vec<usize> = then.iter().filter(far).map(|c| c.at).collect();
        assert_eq!(moved, found);
    }

    #[test]
    fn it_cuts_a_part_as_it_cuts_the_whole() {
        let text = draft(1200);
        let all = cuts(&text, 0, text.len());
        let (from, to) = (all[2].at, all[all.len() - 3].at);
        let low = (from - TOUCH.min(from)..).find(|&i| text.is_char_boundary(i)).expect("a place");
        let part = &text[low..];
        let shift = text.len() - part.len();
        let inner: Vec<usize> = cuts(part, from - shift, to - shift).iter().map(|c| c.at + shift).collect();
        let want: Vec<usize> = all.iter().map(|c| c.at).filter(|&at| at > from && at < to).collect();
        assert_eq!(inner, want);
    }

    #[test]
    fn it_divides_what_repeats_itself_and_what_never_breaks() {
        for text in [
            "같은 줄을 되풀이함\n".repeat(4000),
            "가나다".repeat(20_000),
            "낱말 ".repeat(20_000),
            "\u{110E}\u{116E}\u{11AF}".repeat(20_000),
            "\u{FF18}\u{1106}\u{1161}\u{11AB}".repeat(20_000),
        ] {
            let all = cuts(&text, 0, text.len());
            assert!(all.len() >= 4, "{}", all.len());
            assert!(all.iter().all(|c| text.is_char_boundary(c.at)));
            assert!(all.windows(2).all(|w| w[1].at - w[0].at <= MOST && w[1].at > w[0].at));
        }
    }
}
