//! What the head of a column says of the numbers below it: spreadsheets store `010-0000-0000` as 100000000 and dates as days since 1900.

/// What a column holds by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Telephone numbers.
    Phone,
    /// Resident registration numbers.
    Resident,
    /// Dates of birth.
    Birth,
}

/// Words in heads, in lower case.
const HEADS: &[(&str, Head)] = &[
    ("휴대", Head::Phone),
    ("핸드폰", Head::Phone),
    ("전화", Head::Phone),
    ("연락처", Head::Phone),
    ("팩스", Head::Phone),
    ("phone", Head::Phone),
    ("mobile", Head::Phone),
    ("주민", Head::Resident),
    ("외국인등록", Head::Resident),
    ("생년월일", Head::Birth),
    ("생일", Head::Birth),
    ("출생", Head::Birth),
    ("birth", Head::Birth),
];

/// A head is no longer than this.
const LONGEST: usize = 24;

impl Head {
    /// What a cell says of the column below it.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.chars().count() > LONGEST || text.bytes().filter(u8::is_ascii_digit).count() > 2 {
            return None;
        }
        let lower: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        HEADS.iter().find(|(word, _)| lower.contains(word)).map(|(_, head)| *head)
    }

    /// The number with the zeros that it lost; none where it lost none.
    pub(super) fn restored(self, number: &str) -> Option<String> {
        if !number.bytes().all(|b| b.is_ascii_digit()) || number.starts_with('0') {
            return None;
        }
        match (self, number.len()) {
            // Mobile numbers begin with 01, those of 서울 with 02, all others with 03 to 08.
            (Self::Phone, 8..=10) => Some(format!("0{number}")),
            (Self::Resident, 9..=12) => Some(format!("{number:0>13}")),
            _ => None,
        }
    }
}

/// The date of a day as spreadsheets count them: 1 is 1 January 1900, and 29 February 1900 is a day; with `later` 0 is 1 January 1904.
pub(super) fn date(serial: u32, later: bool) -> Option<String> {
    if !(1..=2_958_465).contains(&serial) {
        return None;
    }
    // Days since 1 March of the year 0, as Howard Hinnant's `civil_from_days` counts them.
    let days = if later {
        serial + 695_361
    } else if serial < 60 {
        serial + 693_900
    } else {
        serial + 693_899
    };
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The whole number that a cell stores, without exponent and fraction of zeros: `9.901013E+12`, `36161.0`; none for other numbers.
pub(super) fn whole(stored: &str) -> Option<String> {
    let (mantissa, exponent) = match stored.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.trim_start_matches('+').parse::<usize>().ok()?),
        None => (stored, 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if before.is_empty() || !all_digits(before) || !all_digits(after) || exponent > 20 {
        return None;
    }
    let mut digits = before.to_owned();
    let kept = after.trim_end_matches('0');
    if kept.len() > exponent {
        return None;
    }
    digits.push_str(kept);
    digits.extend(std::iter::repeat_n('0', exponent - kept.len()));
    let lean = digits.trim_start_matches('0');
    Some(if lean.is_empty() { "0".to_owned() } else { lean.to_owned() })
}

/// A number as a format of digits writes it: `000-0000-0000` makes `010-0000-1234` of 1000001234. None for other formats.
pub(super) fn written(number: &str, format: &str) -> Option<String> {
    enum Sign {
        Digit,
        Text(char),
    }
    let mut signs = Vec::new();
    let mut letters = format.split(';').next()?.chars();
    let mut places = 0;
    while let Some(c) = letters.next() {
        match c {
            '0' | '#' => {
                places += 1;
                signs.push(Sign::Digit);
            }
            '"' => signs.extend(letters.by_ref().take_while(|&c| c != '"').map(Sign::Text)),
            '\\' | '!' => signs.extend(letters.next().map(Sign::Text)),
            '_' | '*' => drop(letters.next()),
            '-' | ' ' | '(' | ')' => signs.push(Sign::Text(c)),
            '[' => drop(letters.by_ref().take_while(|&c| c != ']').count()),
            _ => return None,
        }
    }
    if places < 6 || number.len() > places || !signs.iter().any(|s| matches!(s, Sign::Text(_))) {
        return None;
    }
    let mut digits = format!("{number:0>places$}").into_bytes().into_iter();
    Some(
        signs
            .into_iter()
            .filter_map(|s| match s {
                Sign::Digit => digits.next().map(char::from),
                Sign::Text(c) => Some(c),
            })
            .collect(),
    )
}

/// Whether a format shows a date.
pub(super) fn is_date(format: &str) -> bool {
    let mut quoted = false;
    let mut bracket = false;
    let mut seen = (false, false);
    for c in format.split(';').next().unwrap_or_default().chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ if quoted || bracket => {}
            'y' | 'Y' | 'e' => seen.0 = true,
            'd' | 'D' => seen.1 = true,
            _ => {}
        }
    }
    seen.0 || seen.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_as_spreadsheets_do() {
        assert_eq!(date(1, false).as_deref(), Some("1900-01-01"));
        assert_eq!(date(59, false).as_deref(), Some("1900-02-28"));
        assert_eq!(date(61, false).as_deref(), Some("1900-03-01"));
        assert_eq!(date(36161, false).as_deref(), Some("1999-01-01"));
        assert_eq!(date(45351, false).as_deref(), Some("2024-02-29"));
        assert_eq!(date(34699, true).as_deref(), Some("1999-01-01"));
    }

    #[test]
    fn gives_numbers_back_what_they_lost() {
        assert_eq!(Head::of("휴대전화번호").and_then(|h| h.restored("1000001234")).as_deref(), Some("01000001234"));
        assert_eq!(Head::of("주민등록번호").and_then(|h| h.restored("101013000012")).as_deref(), Some("0101013000012"));
        assert_eq!(Head::of("금액"), None);
        assert_eq!(whole("9.901013000012E+12").as_deref(), Some("9901013000012"));
        assert_eq!(whole("36161.0").as_deref(), Some("36161"));
        assert_eq!(whole("3.5"), None);
        assert_eq!(written("1000001234", "000-0000-0000").as_deref(), Some("010-0000-1234"));
        assert_eq!(written("1234", "#,##0"), None);
        assert!(is_date("yyyy\"년\" m\"월\" d\"일\"") && !is_date("\"day\" 0") && !is_date("[Red]0.00"));
    }
}
