//! Folding: what was typed → one `u16` a character in one normal form, with a map back to the bytes of the draft.
//!
//! Full-width forms, digits of other scripts, the dash, dot, space and quote families become ASCII; decomposed and half-width
//! Hangul is composed; zero-width characters, soft hyphens and combining marks vanish into the character before them. One pass,
//! linear. Not here: Korean numerals and look-alikes, which depend on context (`page/numbers.rs`).
//!
//! A span made from folded positions always begins and ends on a grapheme boundary, because what joins a grapheme is absorbed.

use super::lookalike;
use super::seek::seek;
use crate::kind::is_label;
use crate::span::{FoldSpan, Span};

/// What sort of character a folded unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A line break of any kind.
    Newline,
    /// A space of any kind.
    Space,
    /// A tab.
    Tab,
    /// `0`–`9`.
    Digit,
    /// `A`–`Z`, `a`–`z`.
    Latin,
    /// A Hangul syllable.
    Hangul,
    /// A Chinese character.
    Hanja,
    /// A single jamo.
    Jamo,
    /// A character that stands for something taken out: ○ ● □ ■ × * …
    Blank,
    /// A circled or raised digit.
    Circled,
    /// Any other letter.
    Letter,
    /// Punctuation and symbols.
    Punct,
}

/// The folded draft.
#[derive(Default)]
pub struct Folded {
    units: Vec<u16>,
    class: Vec<Class>,
    src: Vec<u32>,
}

/// What stands for a character outside the Basic Multilingual Plane that has no folded form.
pub const OTHER: u16 = 0xFFFD;

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
        let (unit, class) = fold_char(code);
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

/// Whether a character is a small picture: a sign of the weather or of a trade, an arrow-like symbol, an emoji.
const fn is_picture(code: u32) -> bool {
    matches!(code, 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

/// Whether a unit is a Hangul syllable.
#[inline]
pub const fn is_hangul(unit: u16) -> bool {
    unit >= 0xAC00 && unit <= 0xD7A3
}

/// Whether a Hangul syllable ends in a consonant; `None` for anything else.
pub const fn has_final(unit: u16) -> Option<bool> {
    if is_hangul(unit) { Some(!(unit - 0xAC00).is_multiple_of(28)) } else { None }
}

fn is_hangul_char(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Punct; 128];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        table[i] = match b {
            b'\n' | 0x0B | 0x0C => Class::Newline,
            b'\t' => Class::Tab,
            b' ' => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'A'..=b'Z' | b'a'..=b'z' => Class::Latin,
            b'*' => Class::Blank,
            _ => Class::Punct,
        };
        i += 1;
    }
    table
};

/// The class of the ASCII characters that need no look at what stands around them.
const PLAIN: [Option<Class>; 128] = {
    let mut table = [None; 128];
    let mut i = 0;
    while i < 128 {
        if !matches!(i as u8, b'\r' | b'|' | b']') {
            table[i] = Some(ASCII[i]);
        }
        i += 1;
    }
    table
};

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

/// First code points of the decimal digits of other scripts.
const DIGIT_ZEROS: [u32; 18] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810,
];

fn fold_char(code: u32) -> (u16, Class) {
    let ascii = |b: u8| (u16::from(b), ASCII[b as usize]);
    match code {
        0xFF01..=0xFF5E => ascii((code - 0xFEE0) as u8),
        0x00A0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => ascii(b' '),
        0x0085 | 0x2028 | 0x2029 => (u16::from(b'\n'), Class::Newline),
        0x2010..=0x2015 | 0x2212 | 0x2043 | 0xFE58 | 0xFE63 | 0x2500 | 0x2501 => ascii(b'-'),
        0x301C | 0x223C | 0x02DC | 0x2053 => ascii(b'~'),
        0x3002 | 0x2024 | 0xFF61 => ascii(b'.'),
        0x00B7 | 0x318D | 0x30FB | 0x2027 | 0xFF65 | 0x2219 | 0x22C5 | 0x119E => (0x00B7, Class::Punct),
        0x2018 | 0x2019 | 0x201B | 0x2032 => ascii(b'\''),
        0x201C | 0x201D | 0x2033 => ascii(b'"'),
        0x2236 | 0xFE55 => ascii(b':'),
        0x2215 | 0x2044 => ascii(b'/'),
        0xFE6B => ascii(b'@'),
        0x2502 | 0x2503 | 0xFFE8 | 0x00A6 => ascii(b'|'),
        0x25CB | 0x25CF | 0x25A1 | 0x25A0 | 0x25B3 | 0x25B2 | 0x25C7 | 0x25C6 | 0x00D7 | 0x2715 | 0x2717 | 0x3007
        | 0x25EF | 0x2B55 | 0x2022 | 0x25AA | 0x25AB | 0x2573 | 0x25A2 | 0x274C | 0x2B1B | 0x2B1C | 0x2588 | 0x2593
        | 0x2592 | 0x2591 | 0x26AB | 0x26AA => (code as u16, Class::Blank),
        // Circled in other ways, or in brackets: ❶ ➀ ➊ ⓵ ⑴ ⓿ 🄋.
        0x2474..=0x247C => ((code - 0x2474 + 0x2460) as u16, Class::Circled),
        0x24F5..=0x24FD => ((code - 0x24F5 + 0x2460) as u16, Class::Circled),
        0x2776..=0x277E => ((code - 0x2776 + 0x2460) as u16, Class::Circled),
        0x2780..=0x2788 => ((code - 0x2780 + 0x2460) as u16, Class::Circled),
        0x278A..=0x2792 => ((code - 0x278A + 0x2460) as u16, Class::Circled),
        0x24FF | 0x1F10B | 0x1F10C => (0x24EA, Class::Circled),
        0x2460..=0x2468 | 0x24EA | 0x2080..=0x2089 | 0x00B9 | 0x00B2 | 0x00B3 | 0x2070 | 0x2074..=0x2079 => {
            (code as u16, Class::Circled)
        }
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0xF900..=0xFAFF => (code as u16, Class::Hanja),
        0x3131..=0x318E | 0x1100..=0x11FF => (code as u16, Class::Jamo),
        0xFFA1..=0xFFDC => (halfwidth_to_jamo(code), Class::Jamo),
        // Ⓐ ⓐ 🄰 🅐
        0x24B6..=0x24CF => ascii(b'A' + (code - 0x24B6) as u8),
        0x24D0..=0x24E9 => ascii(b'a' + (code - 0x24D0) as u8),
        0x1F130..=0x1F149 => ascii(b'A' + (code - 0x1F130) as u8),
        0x1F150..=0x1F169 => ascii(b'A' + (code - 0x1F150) as u8),
        0x1D7CE..=0x1D7FF => ascii(b'0' + ((code - 0x1D7CE) % 10) as u8),
        0x1D400..=0x1D6A3 => {
            let i = ((code - 0x1D400) % 52) as u8;
            ascii(if i < 26 { b'A' + i } else { b'a' + i - 26 })
        }
        0x20000..=0x3FFFF => (OTHER, Class::Hanja),
        _ => {
            if let Some(&zero) = DIGIT_ZEROS.iter().find(|&&zero| code >= zero && code < zero + 10) {
                return ascii(b'0' + (code - zero) as u8);
            }
            if code > 0xFFFF {
                return (OTHER, Class::Punct);
            }
            let class = match code {
                0x00C0..=0x024F | 0x0370..=0x052F | 0x1E00..=0x1FFF | 0x3041..=0x30FF => Class::Letter,
                _ => Class::Punct,
            };
            (code as u16, class)
        }
    }
}

/// The plain digit that a circled or raised one stands for.
const fn circled_digit(unit: u16) -> Option<u16> {
    Some(match unit {
        0x2460..=0x2468 => 0x31 + unit - 0x2460,
        0x24EA | 0x2070 | 0x2080 => 0x30,
        0x00B9 => 0x31,
        0x00B2 | 0x00B3 => 0x32 + unit - 0x00B2,
        0x2074..=0x2079 => 0x34 + unit - 0x2074,
        0x2081..=0x2089 => 0x31 + unit - 0x2081,
        _ => return None,
    })
}

/// Characters that belong to the one before them: zero-width, combining, and the scripts whose marks do not stand alone.
fn is_absorbed(code: u32) -> bool {
    if DIGIT_ZEROS.iter().any(|&z| code >= z && code < z + 10) {
        return false;
    }
    matches!(code,
        0x00AD | 0x034F | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFEFF
        | 0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05C7 | 0x0610..=0x061C | 0x064B..=0x065F | 0x0670
        | 0x06D6..=0x06DC | 0x06DF..=0x06ED | 0x0711 | 0x0730..=0x074A | 0x07A6..=0x07B0 | 0x07EB..=0x07F3 | 0x07FD
        | 0x0816..=0x082D | 0x0859..=0x085B | 0x0897..=0x08FF | 0x0900..=0x109F
        | 0x1160..=0x11FF | 0x135D..=0x135F | 0x1700..=0x1CFF | 0x1DC0..=0x1DFF
        | 0x20D0..=0x20F0 | 0x2CEF..=0x2CF1 | 0x2D7F | 0x2DE0..=0x2DFF | 0x302A..=0x302F | 0x3099..=0x309A
        | 0xA66F..=0xA6F1 | 0xA800..=0xABFF | 0xD7B0..=0xD7FB | 0xFB1E | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F
        | 0xFF9E | 0xFF9F | 0xFFA0 | 0xFFF9..=0xFFFB
        | 0x10100..=0x1D3FF | 0x1DA00..=0x1EFFF | 0x1F3FB..=0x1F3FF | 0xE0000..=0xE0FFF)
}

/// Characters that join the one after them.
fn is_prepended(code: u32) -> bool {
    matches!(code, 0x0600..=0x0605 | 0x06DD | 0x070F | 0x0890 | 0x0891 | 0x08E2 | 0x0D4E | 0x110BD | 0x110CD
        | 0x111C2 | 0x111C3 | 0x113D1 | 0x1193F | 0x11941 | 0x11A3A | 0x11A84..=0x11A89 | 0x11D46 | 0x11F02)
}

/// Compatibility jamo of a half-width jamo.
fn halfwidth_to_jamo(code: u32) -> u16 {
    (match code {
        0xFFA1..=0xFFBE => 0x3131 + (code - 0xFFA1),
        0xFFC2..=0xFFC7 => 0x314F + (code - 0xFFC2),
        0xFFCA..=0xFFCF => 0x3155 + (code - 0xFFCA),
        0xFFD2..=0xFFD7 => 0x315B + (code - 0xFFD2),
        0xFFDA..=0xFFDC => 0x3161 + (code - 0xFFDA),
        _ => 0x3164,
    }) as u16
}

/// Leading consonants in Unicode order, as compatibility jamo.
const LEADS: [u16; 19] = [
    0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145, 0x3146, 0x3147, 0x3148, 0x3149,
    0x314A, 0x314B, 0x314C, 0x314D, 0x314E,
];

/// Trailing consonants in Unicode order (the first is none), as compatibility jamo.
const TAILS: [u16; 28] = [
    0, 0x3131, 0x3132, 0x3133, 0x3134, 0x3135, 0x3136, 0x3137, 0x3139, 0x313A, 0x313B, 0x313C, 0x313D, 0x313E, 0x313F,
    0x3140, 0x3141, 0x3142, 0x3144, 0x3145, 0x3146, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E,
];

#[derive(Clone, Copy)]
enum Part {
    Lead(u16),
    Vowel(u16),
    Tail(u16),
}

/// Composes decomposed (NFD), half-width or single (ㄱㅣㅁ) jamo at the start of `text`: the syllable and the bytes it took.
fn compose(text: &str) -> Option<(u16, usize)> {
    let mut chars = text.chars();
    let first = chars.next()? as u32;
    // Half-width and single jamo do not tell a leading from a trailing consonant.
    let half = (0xFFA1..=0xFFDC).contains(&first) || (0x3131..=0x314E).contains(&first);
    let Part::Lead(lead) = part(first, half)? else {
        return None;
    };
    let second = chars.next()?;
    let Part::Vowel(vowel) = vowel_part(second as u32, half)? else {
        return None;
    };
    let mut unit = 0xAC00 + (lead * 21 + vowel) * 28;
    let mut used = 6;
    let mut rest = chars.clone();
    if let Some(third) = rest.next()
        && let Some(Part::Tail(tail)) = tail_part(third as u32, half)
    {
        let opens_next = half && rest.next().is_some_and(|n| vowel_part(n as u32, true).is_some());
        if !opens_next {
            unit += tail;
            used += 3;
        }
    }
    Some((unit, used))
}

/// A half-width or single jamo as a single jamo.
fn single(code: u32) -> Option<u16> {
    match code {
        0x3131..=0x3163 => Some(code as u16),
        0xFFA1..=0xFFBE | 0xFFC2..=0xFFC7 | 0xFFCA..=0xFFCF | 0xFFD2..=0xFFD7 | 0xFFDA..=0xFFDC => {
            Some(halfwidth_to_jamo(code))
        }
        _ => None,
    }
}

fn part(code: u32, half: bool) -> Option<Part> {
    if half {
        let jamo = single(code)?;
        return LEADS.iter().position(|&l| l == jamo).map(|i| Part::Lead(i as u16));
    }
    (0x1100..=0x1112).contains(&code).then(|| Part::Lead((code - 0x1100) as u16))
}

fn vowel_part(code: u32, half: bool) -> Option<Part> {
    if half {
        let jamo = single(code)?;
        return (0x314F..=0x3163).contains(&jamo).then(|| Part::Vowel(jamo - 0x314F));
    }
    (0x1161..=0x1175).contains(&code).then(|| Part::Vowel((code - 0x1161) as u16))
}

fn tail_part(code: u32, half: bool) -> Option<Part> {
    if half {
        let jamo = single(code).filter(|j| (0x3131..=0x314E).contains(j))?;
        return TAILS.iter().position(|&t| t == jamo).map(|i| Part::Tail(i as u16));
    }
    (0x11A8..=0x11C2).contains(&code).then(|| Part::Tail((code - 0x11A7) as u16))
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
