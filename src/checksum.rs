//! Digit arithmetic: check digits and dates. Knows no kinds.

/// Whether the thirteenth digit of a resident registration number issued before October 2020 is right.
/// Weights 2–9, 2–5; `(11 − S mod 11) mod 10`.
pub fn resident(d: &[u8]) -> bool {
    d.len() == 13 && (11 - resident_sum(d) % 11) % 10 == u32::from(d[12])
}

/// The same for a foreigner's number: `(13 − S mod 11) mod 10`.
pub fn foreigner(d: &[u8]) -> bool {
    d.len() == 13 && (13 - resident_sum(d) % 11) % 10 == u32::from(d[12])
}

fn resident_sum(d: &[u8]) -> u32 {
    const WEIGHTS: [u32; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    WEIGHTS.iter().zip(d).map(|(w, &d)| w * u32::from(d)).sum()
}

/// Whether the tenth digit of a business registration number is right.
pub fn business(d: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [1, 3, 7, 1, 3, 7, 1, 3, 5];
    if d.len() != 10 {
        return false;
    }
    let sum: u32 = WEIGHTS.iter().zip(d).map(|(w, &d)| w * u32::from(d)).sum::<u32>() + u32::from(d[8]) * 5 / 10;
    (10 - sum % 10) % 10 == u32::from(d[9])
}

/// Whether the thirteenth digit of a corporation registration number is right.
pub fn corporation(d: &[u8]) -> bool {
    if d.len() != 13 {
        return false;
    }
    let sum: u32 = d[..12].iter().enumerate().map(|(i, &d)| u32::from(d) * (1 + i as u32 % 2)).sum();
    (10 - sum % 10) % 10 == u32::from(d[12])
}

/// Whether the digits pass the Luhn check.
pub fn luhn(d: &[u8]) -> bool {
    let sum: u32 = d
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| {
            let d = u32::from(d) * (1 + i as u32 % 2);
            if d > 9 { d - 9 } else { d }
        })
        .sum();
    d.len() > 1 && sum.is_multiple_of(10)
}

/// Whether there is such a day. `year` 0 stands for a leap year (unknown century).
pub const fn date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    day >= 1 && day <= days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect()
    }

    #[test]
    fn agrees_with_the_worked_examples() {
        assert!(resident(&digits("990101-3000012")));
        assert!(resident(&digits("991231-4456785")));
        assert!(foreigner(&digits("990101-7000015")));
        assert!(foreigner(&digits("991231-8456788")));
        assert!(!resident(&digits("990101-3000013")));
        assert!(business(&digits("116-82-00276")) && business(&digits("099-01-23451")));
        assert!(corporation(&digits("999911-1234560")) && corporation(&digits("999921-0001232")));
        assert!(resident(&digits("990101-3000171")) && corporation(&digits("990101-3000171")));
        assert!(luhn(&digits("4111111111111111")) && luhn(&digits("378282246310005")));
        assert!(date(2000, 2, 29) && !date(1900, 2, 29) && date(0, 2, 29) && !date(2099, 4, 31));
    }
}
