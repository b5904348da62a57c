//! What a character is folded to, by itself: its class and its one `u16`; which characters belong to the one before or after them.
//!
//! Not here: what stands around it (`fold`), and syllables put together from jamo (`jamo`).

use super::jamo::halfwidth_to_jamo;

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

/// What stands for a character outside the Basic Multilingual Plane that has no folded form.
pub const OTHER: u16 = 0xFFFD;

/// Whether a character is a small picture: a sign of the weather or of a trade, an arrow-like symbol, an emoji.
pub(super) const fn is_picture(code: u32) -> bool {
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

pub(super) fn is_hangul_char(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

pub(super) const ASCII: [Class; 128] = {
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
pub(super) const PLAIN: [Option<Class>; 128] = {
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

/// First code points of the decimal digits of other scripts.
const DIGIT_ZEROS: [u32; 18] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810,
];

/// The ASCII sign of a small form.
const fn small(code: u32) -> u8 {
    match code {
        0xFE50 => b',',
        0xFE54 => b';',
        0xFE56 => b'?',
        0xFE57 => b'!',
        0xFE59 => b'(',
        0xFE5A => b')',
        0xFE5B => b'{',
        0xFE5C => b'}',
        0xFE5F => b'#',
        0xFE60 => b'&',
        0xFE62 => b'+',
        0xFE64 => b'<',
        0xFE65 => b'>',
        0xFE66 => b'=',
        _ => b'%',
    }
}

pub(super) fn fold_char(code: u32) -> (u16, Class) {
    let ascii = |b: u8| (u16::from(b), ASCII[b as usize]);
    match code {
        0xFF01..=0xFF5E => ascii((code - 0xFEE0) as u8),
        0x00A0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => ascii(b' '),
        0x0085 | 0x2028 | 0x2029 => (u16::from(b'\n'), Class::Newline),
        0x2010..=0x2015 | 0x2212 | 0x2043 | 0xFE58 | 0xFE63 | 0x2500 | 0x2501 => ascii(b'-'),
        0x301C | 0x223C | 0x02DC | 0x2053 => ascii(b'~'),
        0x3002 | 0x2024 | 0xFF61 | 0xFE52 => ascii(b'.'),
        // Small forms: ﹐ ﹔ ﹖ ﹗ ﹙ ﹚ ﹛ ﹜ ﹟ ﹠ ﹢ ﹤ ﹥ ﹦ ﹪
        0xFE50 | 0xFE54 | 0xFE56 | 0xFE57 | 0xFE59..=0xFE5C | 0xFE5F | 0xFE60 | 0xFE62 | 0xFE64..=0xFE66 | 0xFE6A => {
            ascii(small(code))
        }
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
pub(super) const fn circled_digit(unit: u16) -> Option<u16> {
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
pub(super) fn is_absorbed(code: u32) -> bool {
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
pub(super) fn is_prepended(code: u32) -> bool {
    matches!(code, 0x0600..=0x0605 | 0x06DD | 0x070F | 0x0890 | 0x0891 | 0x08E2 | 0x0D4E | 0x110BD | 0x110CD
        | 0x111C2 | 0x111C3 | 0x113D1 | 0x1193F | 0x11941 | 0x11A3A | 0x11A84..=0x11A89 | 0x11D46 | 0x11F02)
}
