//! Hangul that is put together: decomposed syllables (NFD), half-width jamo, and jamo typed one by one (ㄱㅣㅁ).

/// Compatibility jamo of a half-width jamo.
pub(super) fn halfwidth_to_jamo(code: u32) -> u16 {
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
pub(super) fn compose(text: &str) -> Option<(u16, usize)> {
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
