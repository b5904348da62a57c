//! How a number in a cell of a sheet is shown: as a date, by the places of its format, or plainly.
//!
//! Numbers are IEEE 754 doubles; they are taken apart as integers.

/// Formats of a book and which of them cells use.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// Dates count from 1904.
    pub(super) late: bool,
    named: Vec<(u16, String)>,
    cells: Vec<u16>,
}

/// How a format shows numbers.
enum Shown<'a> {
    Date,
    /// By places: `000-0000-0000`.
    Places(&'a str),
    Plain,
}

impl Formats {
    /// A format of the book's own.
    pub(super) fn name(&mut self, id: u16, format: String) {
        self.named.push((id, format));
    }

    /// The format of the next kind of cell.
    pub(super) fn cell(&mut self, format: u16) {
        self.cells.push(format);
    }

    /// The text of a double.
    pub(super) fn number(&self, cell: Option<u16>, bytes: Option<&[u8]>) -> String {
        let Some(bits) = bytes.and_then(|b| b.try_into().ok()).map(u64::from_le_bytes) else { return String::new() };
        self.show(cell, decimal(bits))
    }

    /// The text of a number that is packed into four bytes.
    pub(super) fn packed(&self, cell: Option<u16>, bytes: Option<&[u8]>) -> String {
        let Some(bits) = bytes.and_then(|b| b.try_into().ok()).map(u32::from_le_bytes) else { return String::new() };
        let value = if bits & 2 != 0 {
            Some(i128::from(bits as i32 >> 2) * ONE)
        } else {
            decimal(u64::from(bits & 0xFFFF_FFFC) << 32)
        };
        self.show(cell, value.map(|v| if bits & 1 != 0 { v / 100 } else { v }))
    }

    fn show(&self, cell: Option<u16>, value: Option<i128>) -> String {
        let Some(value) = value else { return "####".to_owned() };
        match self.shown(cell) {
            Shown::Date if value >= ONE => date((value / ONE) as i64 + if self.late { 1462 } else { 0 }),
            Shown::Places(format) if value >= 0 && value % ONE == 0 => {
                places(&(value / ONE).to_string(), format).unwrap_or_else(|| plain(value))
            }
            _ => plain(value),
        }
    }

    fn shown(&self, cell: Option<u16>) -> Shown<'_> {
        let Some(&id) = cell.and_then(|c| self.cells.get(usize::from(c))) else { return Shown::Plain };
        if let Some((_, format)) = self.named.iter().rev().find(|(named, _)| *named == id) {
            let first = format.split(';').next().unwrap_or_default();
            let bare = unquoted(first);
            if bare.contains(['y', 'Y']) || bare.contains(['d', 'D']) && bare.contains(['m', 'M']) {
                return Shown::Date;
            }
            return if bare.contains('0') && bare.chars().all(|c| matches!(c, '0' | '#' | '-' | '_' | ' ' | '(' | ')')) {
                Shown::Places(first)
            } else {
                Shown::Plain
            };
        }
        // Dates among the formats that every book has, the Korean ones too.
        if matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58) { Shown::Date } else { Shown::Plain }
    }
}

/// A format without what it only quotes, its colours and conditions.
fn unquoted(format: &str) -> String {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().take_while(|&c| c != '"').count()),
            '[' => drop(chars.by_ref().take_while(|&c| c != ']').count()),
            '\\' => out.extend(chars.next().filter(|c| !c.is_ascii_alphabetic())),
            c => out.push(c),
        }
    }
    out
}

/// Digits put into the places of a format, from its end; none where the format has other things in it.
fn places(digits: &str, format: &str) -> Option<String> {
    let bare = unquoted(format);
    let mut digits: Vec<char> = digits.chars().collect();
    let mut out = Vec::new();
    let mut left = bare.chars().filter(|c| matches!(c, '0' | '#')).count();
    for c in bare.chars().rev() {
        match c {
            '0' | '#' => {
                left -= 1;
                match digits.pop() {
                    Some(digit) => out.push(digit),
                    None if c == '0' => out.push('0'),
                    None => {}
                }
                if left == 0 {
                    // More digits than places stand in front.
                    while let Some(digit) = digits.pop() {
                        out.push(digit);
                    }
                }
            }
            '-' | ' ' | '(' | ')' => out.push(c),
            _ => {}
        }
    }
    Some(out.into_iter().rev().collect::<String>().trim().to_owned())
}

/// One, as numbers are kept: with nine decimal places.
const ONE: i128 = 1_000_000_000;

/// A double as a decimal number with nine places; none where it is too large or none at all.
fn decimal(bits: u64) -> Option<i128> {
    let exponent = (bits >> 52 & 0x7FF) as i32;
    if exponent == 0x7FF {
        return None;
    }
    let mantissa = i128::from(bits & 0x000F_FFFF_FFFF_FFFF | u64::from(exponent != 0) << 52);
    let scaled = mantissa * ONE;
    let shift = exponent.max(1) - 1075;
    let value = match shift {
        0..=40 => scaled << shift,
        41.. => return None,
        -100..=-1 => (scaled + (1 << (-shift - 1))) >> -shift,
        _ => 0,
    };
    Some(if bits >> 63 == 1 { -value } else { value })
}

/// A number with as many decimal places as it needs.
fn plain(value: i128) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.abs() / ONE, value.abs() % ONE);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let places = format!("{rest:09}");
    format!("{sign}{whole}.{}", places.trim_end_matches('0'))
}

/// A day counted from the last day of 1899, as spreadsheets do, with the 29 February 1900 that never was.
fn date(serial: i64) -> String {
    let days = serial - if serial > 60 { 25_569 } else { 25_568 };
    // Days to a date of the Gregorian calendar, by eras of 400 years that begin in March.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day = shifted.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_numbers_as_a_sheet_does() {
        let mut formats = Formats::default();
        formats.name(164, "000\\-0000\\-0000".to_owned());
        formats.name(165, "yyyy\"년\" m\"월\" d\"일\"".to_owned());
        [0, 164, 165, 14].into_iter().for_each(|id| formats.cell(id));
        let show = |cell, value: f64| formats.number(Some(cell), Some(&value.to_bits().to_le_bytes()));
        assert_eq!(show(0, 1234.5), "1234.5");
        assert_eq!(show(0, -0.125), "-0.125");
        assert_eq!(show(0, 0.1 + 0.2), "0.3");
        assert_eq!(show(1, 1_000_001_234.0), "010-0000-1234");
        assert_eq!(show(2, 44_197.0), "2021-01-01");
        assert_eq!(show(3, 36_526.75), "2000-01-01");
        assert_eq!(show(3, 59.0), "1900-02-28");
        assert_eq!(formats.packed(Some(0), Some(&(123_456u32 << 2 | 3).to_le_bytes())), "1234.56");
    }
}
