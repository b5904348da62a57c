//! Days of the Gregorian calendar as numbers, so that they can be compared and subtracted.

use std::fmt;

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// Reads `2099-01-31`, `2099.1.31.`, `2099/1/31` or `20990131`, whatever stands behind it.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.get(..8).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
        let (y, m, d) = match plain {
            Some(t) => (t.get(..4)?.parse().ok()?, t.get(4..6)?.parse().ok()?, t.get(6..8)?.parse().ok()?),
            None => {
                let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
                let year = parts.next().filter(|y| y.len() == 4)?;
                (year.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
            }
        };
        Self::new(y, m, d)
    }

    /// A day of a year, month and day that exist, from 1900 to 2199.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if !(1900..2200).contains(&year) || !(1..=length).contains(&day) {
            return None;
        }
        // Years begin in March, so that the odd day comes last.
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let of_era = y - era * 400;
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468))
    }

    /// The day of a number of seconds since 1970.
    pub fn of_seconds(seconds: i64) -> Self {
        Self(i32::try_from(seconds.div_euclid(86_400)).unwrap_or_default())
    }

    /// Year, month and day.
    pub fn parts(self) -> (i32, i32, i32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z - era * 146_097;
        let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * years + years / 4 - years / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (years + era * 400 + i32::from(month <= 2), month, day)
    }

    /// `2099-01`.
    pub fn month(self) -> String {
        let (y, m, _) = self.parts();
        format!("{y:04}-{m:02}")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.parts();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_days() {
        for (text, number) in
            [("1970-01-01", 0), ("2000. 2. 29.", 11_016), ("20991231", 47_481), ("2099-12-31T10:00:00+09:00", 47_481)]
        {
            assert_eq!(Day::read(text), Some(Day(number)), "{text}");
        }
        for text in ["", "2099-02-29", "2099-13-01", "99-01-01", "2099"] {
            assert_eq!(Day::read(text), None, "{text}");
        }
        for number in -20_000..80_000 {
            let (y, m, d) = Day(number).parts();
            assert_eq!(Day::new(y, m, d), Some(Day(number)));
        }
    }
}
