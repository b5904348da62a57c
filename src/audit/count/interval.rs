//! Shares and how far a sample lets them be known, in whole numbers: ten-thousandths, and Wilson's interval of 95 % (E. B. Wilson, 1927).

/// A share in ten-thousandths, with what it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
    /// The share in ten-thousandths, rounded; 0 of nothing is 0.
    pub share: u64,
    /// The bounds within which it lies 19 times out of 20, were these documents a sample.
    pub bounds: (u64, u64),
}

impl Share {
    /// `12.3%`.
    pub fn percent(self) -> String {
        percent(self.share)
    }
}

/// Ten-thousandths as per cent with one digit behind the point.
pub(super) fn percent(share: u64) -> String {
    let tenths = (share + 5) / 10;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The share of a part in a whole.
pub fn share(part: u64, whole: u64) -> Share {
    if whole == 0 {
        return Share { part, whole, share: 0, bounds: (0, 10_000) };
    }
    // z = 1.96, z² = 3.8416; everything in millionths.
    let (x, n) = (u128::from(part.min(whole)), u128::from(whole));
    let middle = x * 1_000_000 + 1_920_800;
    let spread = (x * (n - x) * 1_000_000_000_000 / n + 960_400_000_000).isqrt() * 196 / 100;
    let whole_of = n * 1_000_000 + 3_841_600;
    let low = middle.saturating_sub(spread) * 10_000 / whole_of;
    let high = ((middle + spread) * 10_000).div_ceil(whole_of);
    let small = |n: u128| u64::try_from(n.min(10_000)).unwrap_or(10_000);
    let share = small((x * 20_000 + n) / (2 * n));
    Share { part, whole, share, bounds: (small(low), small(high)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_wilsons_interval() {
        // 10 of 100: 5.52 % to 17.44 %; 0 of 50: 0 to 7.13 %.
        let ten = share(10, 100);
        assert_eq!((ten.share, ten.percent().as_str()), (1000, "10.0%"));
        assert!((552..=553).contains(&ten.bounds.0) && (1743..=1744).contains(&ten.bounds.1), "{ten:?}");
        let none = share(0, 50);
        assert!(none.bounds.0 == 0 && (713..=714).contains(&none.bounds.1), "{none:?}");
        assert_eq!(share(0, 0).share, 0);
        assert_eq!(share(1, 3).share, 3333);
        assert_eq!(share(2, 3).share, 6667);
    }
}
