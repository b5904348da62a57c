//! Signs that stand for another: `|` for 1 and ○ for 0 inside a number whose form leaves no doubt (`0|0-0000-|234`, `○1○-0000-1234`), and letters
//! of other scripts that look Latin.
//!
//! Not here: letters for digits (O, l), which need no care with the borders of cells and with what was taken out; see `page/numerals.rs`.

/// The Latin letter that a Cyrillic or Greek one looks like: `М000А0012`, `аdmin`.
pub(super) const fn latin(code: u32) -> Option<u16> {
    let letter = match code {
        0x0391 | 0x0410 => b'A',
        0x0392 | 0x0412 => b'B',
        0x0421 | 0x03F9 => b'C',
        0x0395 | 0x0415 => b'E',
        0x0397 | 0x041D => b'H',
        0x0399 | 0x0406 | 0x04C0 => b'I',
        0x0408 => b'J',
        0x039A | 0x041A => b'K',
        0x039C | 0x041C => b'M',
        0x039D => b'N',
        0x039F | 0x041E => b'O',
        0x03A1 | 0x0420 => b'P',
        0x0405 => b'S',
        0x03A4 | 0x0422 => b'T',
        0x03A7 | 0x0425 => b'X',
        0x03A5 => b'Y',
        0x0396 => b'Z',
        0x0430 => b'a',
        0x0441 => b'c',
        0x0501 => b'd',
        0x0435 => b'e',
        0x04BB => b'h',
        0x0456 => b'i',
        0x0458 => b'j',
        0x03BD => b'v',
        0x03BF | 0x043E => b'o',
        0x0440 => b'p',
        0x0455 => b's',
        0x0443 => b'y',
        0x0445 => b'x',
        _ => return None,
    };
    Some(letter as u16)
}

/// How far letters that look Latin are followed.
const WORD: usize = 24;

/// Whether a letter that looks Latin leads on to a Latin letter or a digit, over others of its sort: `ехаmрlе`; a capital also over a hyphen or a space to a
/// digit: `Р-10442`.
pub(super) fn leads_on(letter: u16, rest: impl Iterator<Item = char>) -> bool {
    let mut rest = rest.skip_while({
        let mut n = 0;
        move |&c| {
            n += 1;
            n <= WORD && latin(c as u32).is_some()
        }
    });
    match rest.next() {
        Some(c) if c.is_ascii_alphanumeric() => true,
        Some('-' | ' ') if letter < 0x60 => rest.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// The longest number with hyphens that is read.
const LONGEST: usize = 14;

const BAR: u16 = 0x7C;
const RING: u16 = 0x25CB;
const HYPHEN: u16 = 0x2D;

/// Whether a unit may be inside such a number.
fn inside(unit: u16) -> bool {
    matches!(unit, 0x30..=0x39 | BAR | RING | HYPHEN)
}

/// Replaces the signs that stand for digits from `at` on; `set` is told each place and its digit. Returns where to go on.
pub(super) fn mend(units: &[u16], at: usize, mut set: impl FnMut(usize, u16)) -> usize {
    // A ring may stand beside the border of a cell.
    let ring = units[at] == RING;
    let inside = |unit: u16| inside(unit) && !(ring && unit == BAR);
    let mut start = at;
    while start > 0 && at - start <= LONGEST && inside(units[start - 1]) {
        start -= 1;
    }
    let mut end = at;
    while end < units.len() && end - start <= LONGEST && inside(units[end]) {
        end += 1;
    }
    let run = &units[start..end];
    if run.len() <= LONGEST && form(run) {
        for (k, &unit) in run.iter().enumerate() {
            match unit {
                BAR => set(start + k, 0x31),
                RING => set(start + k, 0x30),
                _ => {}
            }
        }
        return end.max(at + 1);
    }
    at + 1
}

/// Whether a run is a mobile phone number or the six and seven digits of a registration number, mostly of plain digits; rings only
/// in the first three places, because later ones stand for what was taken out.
fn form(run: &[u16]) -> bool {
    let mut digits = [0u8; LONGEST];
    let (mut n, mut plain, mut first, mut second) = (0, 0, 0, 0);
    for (k, &unit) in run.iter().enumerate() {
        digits[n] = match unit {
            HYPHEN if first == 0 && n > 0 => {
                first = n;
                continue;
            }
            HYPHEN if second == 0 && n > first => {
                second = n;
                continue;
            }
            HYPHEN => return false,
            RING if k > 2 => return false,
            RING => 0,
            BAR => 1,
            _ => {
                plain += 1;
                (unit - 0x30) as u8
            }
        };
        n += 1;
    }
    let d = &digits[..n];
    if plain * 10 < n * 6 {
        return false;
    }
    let mobile =
        matches!(d, [0, 1, 0 | 1 | 6..=9, ..]) && matches!((n, first, second), (11, 0, 0) | (11, 3, 7) | (10, 3, 6));
    let month = |d: &[u8]| (1..=12).contains(&(d[2] * 10 + d[3])) && (1..=31).contains(&(d[4] * 10 + d[5]));
    mobile || (n, first, second) == (13, 6, 0) && month(d) && (1..=8).contains(&d[6])
}
