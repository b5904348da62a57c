//! Signs that stand for a digit inside a number whose form leaves no doubt: `|` for 1 and ○ for 0 in `0|0-0000-|234`, `○1○-0000-1234`.
//!
//! Not here: letters for digits (O, l), which need no care with the borders of cells and with what was taken out; see `page/numbers.rs`.

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
