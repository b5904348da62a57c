//! Folding: what was typed → one `u16` a character in one normal form, with a map back to the bytes of the draft.
//!
//! Full-width forms, digits of other scripts, the dash, dot, space and quote families become ASCII; decomposed and half-width
//! Hangul is composed; zero-width characters, soft hyphens and combining marks vanish into the character before them. One pass,
//! linear. Not here: Korean numerals and look-alikes, which depend on context (`page/numerals.rs`).
//!
//! A span made from folded positions always begins and ends on a grapheme boundary, because what joins a grapheme is absorbed.

use super::character::{
    ASCII, Class, OTHER, PLAIN, circled_digit, fold_char, is_absorbed, is_hangul, is_hangul_char, is_picture,
    is_prepended,
};
use super::jamo::compose;
use super::lookalike;
use super::seek::seek;
use crate::kind::is_label;
use crate::span::{FoldSpan, Span};

/// The folded draft.
#[derive(Default)]
pub struct Folded {
    units: Vec<u16>,
    class: Vec<Class>,
    src: Vec<u32>,
}

/// ○, which a label mask is read as.
const BLANK: u16 = 0x25CB;

/// The longest label mask, without its brackets: name and number.
const LABEL: usize = 28;

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        folded.fold(text);
        folded
    }

    /// Folds `text` into the memory already held.
    pub fn fold(&mut self, text: &str) {
        self.units.clear();
        self.class.clear();
        self.src.clear();
        let room = text.len() / 2 + 8;
        self.units.reserve(room);
        self.class.reserve(room);
        self.src.reserve(room + 1);
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut lead = None;
        // Where a sign stands that may be a digit, and where the first circled digit does.
        let mut sign = None;
        let mut circled = None;
        let mut batch = Batch::default();
        loop {
            if lead.is_none() {
                at = self.plain(bytes, at, &mut batch);
            }
            let Some(&b) = bytes.get(at) else { break };
            if b < 0x80 {
                let start = lead.take().unwrap_or(at);
                at += 1;
                match b {
                    b'\r' => {
                        if bytes.get(at) == Some(&b'\n') {
                            at += 1;
                        }
                        self.push(u16::from(b'\n'), Class::Newline, start);
                    }
                    b'|' => {
                        sign = sign.or(Some(self.units.len()));
                        self.push(u16::from(b), Class::Punct, start);
                    }
                    b']' => {
                        self.push(u16::from(b), Class::Punct, start);
                        self.unwrap_sign();
                        self.read_label();
                    }
                    _ => self.push(u16::from(b), ASCII[b as usize], start),
                }
                continue;
            }
            if (0xEA..=0xED).contains(&b) {
                let unit = (u16::from(b & 0x0F) << 12)
                    | (u16::from(bytes[at + 1] & 0x3F) << 6)
                    | u16::from(bytes[at + 2] & 0x3F);
                if is_hangul(unit) {
                    let start = lead.take().unwrap_or(at);
                    at += 3;
                    self.push(unit, Class::Hangul, start);
                    continue;
                }
            }
            // ○ begins with this byte.
            if b == 0xE2 && sign.is_none() {
                sign = Some(self.units.len());
            }
            at = self.slow(text, at, &mut lead);
            if circled.is_none() && self.class.last() == Some(&Class::Circled) {
                circled = Some(self.units.len() - 1);
            }
        }
        if let Some(start) = lead {
            self.push(OTHER, Class::Letter, start);
        }
        self.src.push(text.len() as u32);
        if let Some(from) = sign {
            self.read_signs(from);
        }
        if let Some(from) = circled {
            self.read_circled(from.saturating_sub(4));
        }
    }

    /// Takes what needs no care, ASCII and Hangul syllables, from `at` on; returns where something else stands.
    fn plain(&mut self, bytes: &[u8], mut at: usize, batch: &mut Batch) -> usize {
        loop {
            let mut n = 0;
            for ((unit, class), src) in batch.units.iter_mut().zip(&mut batch.class).zip(&mut batch.src) {
                *src = at as u32;
                let Some(&a) = bytes.get(at) else { break };
                if a < 0x80 {
                    let Some(plain) = PLAIN[a as usize] else { break };
                    (*unit, *class) = (u16::from(a), plain);
                    at += 1;
                } else {
                    // Three bytes from EA B0 80 to ED 9E A3.
                    let Some(&[b, c]) = bytes.get(at + 1..at + 3) else { break };
                    let syllable = (u16::from(a & 0x0F) << 12) | (u16::from(b & 0x3F) << 6) | u16::from(c & 0x3F);
                    if !(0xEA..=0xED).contains(&a) || !is_hangul(syllable) {
                        break;
                    }
                    (*unit, *class) = (syllable, Class::Hangul);
                    at += 3;
                }
                n += 1;
            }
            self.units.extend_from_slice(&batch.units[..n]);
            self.class.extend_from_slice(&batch.class[..n]);
            self.src.extend_from_slice(&batch.src[..n]);
            if n < BATCH {
                return at;
            }
        }
    }

    /// Reads `|` and ○ as digits where the form of a number asks for it.
    fn read_signs(&mut self, from: usize) {
        let mut i = from;
        while let Some(at) = seek(&self.units, i, |unit| matches!(unit, 0x7C | 0x25CB)) {
            let mut found = [(0, 0); 16];
            let mut n = 0;
            i = lookalike::mend(&self.units, at, |at, digit| {
                if let Some(slot) = found.get_mut(n) {
                    *slot = (at, digit);
                    n += 1;
                }
            });
            for &(at, digit) in found.iter().take(n) {
                self.units[at] = digit;
                self.class[at] = Class::Digit;
            }
        }
    }

    fn push(&mut self, unit: u16, class: Class, start: usize) {
        self.units.push(unit);
        self.class.push(class);
        self.src.push(start as u32);
    }

    /// Reads a sign in brackets that ends here, `010[-]0000`, `172[.]16`, as the sign alone, where a letter, a digit or another sign stands before.
    #[inline(never)]
    fn unwrap_sign(&mut self) {
        let n = self.units.len();
        let (Some(open), Some(sign)) = (n.checked_sub(3), n.checked_sub(2)) else { return };
        let wrapped = self.units[open] == u16::from(b'[') && matches!(self.units[sign], 0x2D | 0x2E | 0x3A | 0x40);
        let joins = open > 0
            && (matches!(self.class[open - 1], Class::Digit | Class::Latin | Class::Hangul)
                || self.units[open - 1] == 0x3A);
        if wrapped && joins {
            self.units[open] = self.units[sign];
            self.class[open] = self.class[sign];
            self.units.truncate(open + 1);
            self.class.truncate(open + 1);
            self.src.truncate(open + 1);
        }
    }

    /// Reads a label mask that ends here, such as `[성명1]`, as blanks: its words announce nothing and its digits are no number.
    #[inline(never)]
    fn read_label(&mut self) {
        let end = self.units.len();
        let inner = end.saturating_sub(1);
        let floor = inner.saturating_sub(LABEL);
        let Some(open) = (floor..inner).rev().find(|&i| self.units[i] == u16::from(b'[')) else {
            return;
        };
        let digits = self.class[open + 1..inner].iter().rev().take_while(|&&c| c == Class::Digit).count();
        if digits > 0 && is_label(&self.units[open + 1..inner - digits]) {
            self.units[open..end].fill(BLANK);
            self.class[open..end].fill(Class::Blank);
        }
    }

    /// One character that is neither ASCII nor a Hangul syllable; returns where to go on.
    #[inline(never)]
    fn slow(&mut self, text: &str, at: usize, lead: &mut Option<usize>) -> usize {
        let mut rest = text[at..].chars();
        let Some(c) = rest.next() else {
            return text.len();
        };
        let next = rest.clone().next();
        let after = at + c.len_utf8();
        let code = c as u32;
        if let Some((unit, used)) = compose(&text[at..]) {
            let start = lead.take().unwrap_or(at);
            self.push(unit, Class::Hangul, start);
            return at + used;
        }
        if (0x1100..=0x115F).contains(&code)
            && next.is_some_and(|n| is_hangul_char(n) || (0x1100..=0x11FF).contains(&(n as u32)))
            || is_prepended(code)
        {
            lead.get_or_insert(at);
            return after;
        }
        if (0x11A8..=0x11C2).contains(&code) && lead.is_none() {
            // A trailing consonant after an open syllable closes it.
            if let Some(last) = self.units.last_mut()
                && is_hangul(*last)
                && (*last - 0xAC00).is_multiple_of(28)
            {
                *last += (code - 0x11A7) as u16;
                return after;
            }
        }
        if is_absorbed(code) {
            if let Some(start) = lead.take() {
                // What waited for a character to join got a mark instead: the two are one.
                self.push(OTHER, Class::Letter, start);
                return after;
            }
            if !self.units.is_empty() {
                return after;
            }
        }
        // dariaⓐexample.com: between plain letters a ringed a is an at sign.
        let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let ring = matches!(code, 0x24B6 | 0x24D0 | 0x249C) && plain(text[..at].chars().next_back()) && plain(next);
        let (unit, class) = if ring { (u16::from(b'@'), Class::Punct) } else { fold_char(code) };
        let (unit, class) = match code {
            0x30FC | 0x3161 | 0x3163 | 0xFF70 | 0xFFDA | 0xFFDC if self.between_numerals(next) => {
                (u16::from(b'-'), Class::Punct)
            }
            _ => (unit, class),
        };
        // A picture between two digits stands for a hyphen: 010📞0000📞4417.
        let (unit, class) = if is_picture(code)
            && matches!(class, Class::Letter | Class::Punct)
            && self.class.last() == Some(&Class::Digit)
            && rest.clone().find(|&c| !is_absorbed(c as u32)).is_some_and(|c| c.is_ascii_digit())
        {
            (u16::from(b'-'), Class::Punct)
        } else {
            (unit, class)
        };
        // A Cyrillic or Greek letter that looks Latin, beside a Latin letter or a digit.
        let (unit, class) = match lookalike::latin(code) {
            Some(letter)
                if matches!(self.class.last(), Some(Class::Digit | Class::Latin))
                    || lookalike::leads_on(letter, rest.clone()) =>
            {
                (letter, Class::Latin)
            }
            _ => (unit, class),
        };
        let start = lead.take().unwrap_or(at);
        self.push(unit, class, start);
        // １９８［．］５１
        if code == 0xFF3D {
            self.unwrap_sign();
        }
        after
    }

    /// Whether a stroke such as ㅡ stands in a number: a numeral on one side, no blank and no mark on the other. Behind a digit a space will do.
    fn between_numerals(&self, next: Option<char>) -> bool {
        let numeral = |c: char| {
            c.is_ascii_digit()
                || ('０'..='９').contains(&c)
                || "공영빵일이삼사오육칠팔구〇零一二三四五六七八九".contains(c)
        };
        let back = |n: usize| {
            self.units.len().checked_sub(n).and_then(|i| self.units.get(i)).and_then(|&u| char::from_u32(u.into()))
        };
        let (Some(last), Some(next)) = (back(1), next) else { return false };
        // 010 ㅡ 0000
        if last == ' ' && next == ' ' && back(2).is_some_and(numeral) {
            return true;
        }
        let part = |c: char| c.is_ascii_alphanumeric() || is_hangul_char(c) || numeral(c);
        last.is_ascii_digit() && next == ' ' || numeral(last) && part(next) || part(last) && numeral(next)
    }

    /// Reads circled and raised digits as digits where they make up a number: in a run without spaces that holds at least four of them and
    /// hardly anything else.
    fn read_circled(&mut self, from: usize) {
        let mut i = from;
        while i < self.units.len() {
            if self.class[i] != Class::Circled {
                i += 1;
                continue;
            }
            let mut start = i;
            while start > from && i - start < 4 && matches!(self.class[start - 1], Class::Digit | Class::Latin) {
                start -= 1;
            }
            let (mut end, mut circled, mut letters) = (start, 0, 0);
            while end < self.units.len() && end - start < 40 {
                match self.class[end] {
                    Class::Circled => circled += 1,
                    Class::Hangul | Class::Latin => letters += 1,
                    Class::Digit => {}
                    Class::Punct if matches!(self.units[end], 0x2D | 0x2E | 0x2F | 0x7E | 0x28 | 0x29) => {}
                    _ => break,
                }
                end += 1;
            }
            if circled >= 4 && letters <= 3 {
                for k in start..end {
                    if self.class[k] == Class::Circled
                        && let Some(digit) = circled_digit(self.units[k])
                    {
                        self.units[k] = digit;
                        self.class[k] = Class::Digit;
                    }
                }
            }
            i = end.max(i + 1);
        }
    }

    /// How many folded units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All units.
    pub fn units(&self) -> &[u16] {
        &self.units
    }

    /// The unit at `i`, or 0 beyond either end.
    #[inline]
    pub fn unit(&self, i: usize) -> u16 {
        self.units.get(i).copied().unwrap_or(0)
    }

    /// The class at `i`; beyond the end it is a line break.
    #[inline]
    pub fn class(&self, i: usize) -> Class {
        self.class.get(i).copied().unwrap_or(Class::Newline)
    }

    /// The classes of all units.
    pub fn classes(&self) -> &[Class] {
        &self.class
    }

    /// The class before `i`; before the beginning it is a line break.
    #[inline]
    pub fn class_before(&self, i: usize) -> Class {
        if i == 0 { Class::Newline } else { self.class(i - 1) }
    }

    /// The unit before `i`, or 0.
    #[inline]
    pub fn unit_before(&self, i: usize) -> u16 {
        if i == 0 { 0 } else { self.unit(i - 1) }
    }

    /// Whether the ASCII or Korean text `word` (one unit a character) stands at `i`.
    #[inline]
    pub fn starts_with(&self, i: usize, word: &str) -> bool {
        let mut rest = word.chars();
        // The first character decides nearly always.
        rest.next().is_none_or(|first| u32::from(self.unit(i)) == first as u32 && self.goes_on(i + 1, rest.as_str()))
    }

    #[inline(never)]
    fn goes_on(&self, i: usize, rest: &str) -> bool {
        (i..).zip(rest.chars()).all(|(at, c)| u32::from(self.unit(at)) == c as u32)
    }

    /// Whether `word` stands right before `i`.
    #[inline]
    pub fn ends_with(&self, i: usize, word: &str) -> bool {
        let mut rest = word.chars();
        rest.next_back()
            .is_none_or(|last| u32::from(self.unit_before(i)) == last as u32 && self.went_on(i, rest.as_str()))
    }

    #[inline(never)]
    fn went_on(&self, i: usize, rest: &str) -> bool {
        let Some(mut at) = i.checked_sub(1) else { return false };
        for c in rest.chars().rev() {
            if at == 0 || u32::from(self.unit(at - 1)) != c as u32 {
                return false;
            }
            at -= 1;
        }
        true
    }

    /// The bytes of the draft that a folded span was read from.
    pub fn span(&self, span: FoldSpan) -> Span {
        let end = self.src.len().saturating_sub(1);
        Span {
            start: self.src[(span.start as usize).min(end)] as usize,
            end: self.src[(span.end as usize).min(end)] as usize,
        }
    }

    /// Overwrites the text held.
    pub fn wipe(&mut self) {
        self.units.fill(0);
        std::hint::black_box(&self.units);
        self.fold("");
    }

    /// The folded unit that holds byte `at`.
    pub fn unit_at(&self, at: usize) -> usize {
        self.src.partition_point(|&s| s as usize <= at).saturating_sub(1)
    }

    /// The folded text of a span, for rules that are not on the hot path.
    pub fn text(&self, span: FoldSpan) -> String {
        char::decode_utf16(self.units[span.range()].iter().copied())
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }
}

/// How many plain characters are gathered before they are stored.
const BATCH: usize = 64;

/// Plain characters on their way into the folded draft.
struct Batch {
    units: [u16; BATCH],
    class: [Class; BATCH],
    src: [u32; BATCH],
}

impl Default for Batch {
    fn default() -> Self {
        Self { units: [0; BATCH], class: [Class::Punct; BATCH], src: [0; BATCH] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let f = Folded::new(text);
        f.text(FoldSpan::new(0, f.len()))
    }

    #[test]
    fn reads_odd_writing_as_plain() {
        assert_eq!(folded("０１０－１２３４"), "010-1234");
        assert_eq!(folded("010\u{200B}-0000\u{00AD}-1234"), "010-0000-1234");
        assert_eq!(folded("ㅎ 한글\u{1112}\u{1161}\u{11AB}"), "ㅎ 한글한");
        assert_eq!(folded("\u{FFBE}\u{FFC2}\u{FFA4}\u{FFA1}\u{FFD7}"), "한규");
        assert_eq!(folded("ㄱㅣㅁㄱㅏㄹㅏㅁ ㄱㅗㅏ ㅋㅋㅋ ㅇㅇ ㅠㅠ ㄱ. ㄴ."), "김가람 고ㅏ ㅋㅋㅋ ㅇㅇ ㅠㅠ ㄱ. ㄴ.");
        assert_eq!(
            folded("0|0-0000-|234 |010-0000-1234| ○1○-0000-1234 010-○○○○-1234"),
            "010-0000-1234 |010-0000-1234| 010-0000-1234 010-○○○○-1234"
        );
        assert_eq!(folded("|○1○-0000-1234|1966"), "|010-0000-1234|1966");
        assert_eq!(folded("990|01-3000012 010|0000|1234 1|2|3"), "990101-3000012 010|0000|1234 1|2|3");
        assert_eq!(folded("하\u{11AB}"), "한");
        assert_eq!(folded("❶➁⑶"), "①②③");
        // As many as make up a number are its digits.
        assert_eq!(folded("❶➁⑶⓿🄋"), "12300");
        assert_eq!(folded("a\r\nb\rc"), "a\nb\nc");
        assert_eq!(folded("12ㅡ34 ㅡ"), "12-34 ㅡ");
        assert_eq!(folded("𝟎𝟏٣"), "013");
        assert_eq!(folded("가[성명12] [붙임1]"), "가○○○○○○ [붙임1]");
    }

    #[test]
    fn maps_back_to_the_bytes_as_given() {
        let text = "가\u{200B}나１２\u{1112}\u{1161}\u{11AB}끝";
        let f = Folded::new(text);
        assert_eq!(&text[f.span(FoldSpan::new(0, 1)).range()], "가\u{200B}");
        assert_eq!(&text[f.span(FoldSpan::new(2, 4)).range()], "１２");
        assert_eq!(&text[f.span(FoldSpan::new(4, 5)).range()], "\u{1112}\u{1161}\u{11AB}");
        assert_eq!(f.span(FoldSpan::new(0, f.len())), Span { start: 0, end: text.len() });
    }
}
