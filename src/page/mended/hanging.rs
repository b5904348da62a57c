//! Addresses that go on in lines of their own, set in behind the first: `주소  가람시 늘솔면⏎        솔새길⏎        9012`.
//!
//! Not here: words and numbers that a line end tears (`torn`).

use super::Finder;
use crate::text::{Class, is_hangul};

/// The furthest that a line is set in.
const INDENT: usize = 100;
/// The longest part of an address.
const PART: usize = 8;

impl Finder<'_> {
    /// An address whose line ends with a district, a town, a village or a road and goes on, set in, with its next part or the number of the house: one space stays
    /// of what is between.
    pub(super) fn hanging(&mut self) {
        let page = self.page;
        for pair in page.lines.windows(2) {
            let [above, below] = pair else { continue };
            let (end, start) = (above.end as usize, below.start as usize);
            let to = (start..start + INDENT).find(|&i| self.class(i) != Class::Space).unwrap_or(start);
            if start != end + 1 || to < start + 2 {
                continue;
            }
            let long = (0..end).rev().take(PART).take_while(|&i| is_hangul(self.unit(i))).count();
            let last = page.folded.unit_before(end);
            let village = matches!(last, 0xB3D9 | 0xB9AC) && long > 2;
            let town = matches!(last, 0xC2DC | 0xAD70 | 0xAD6C | 0xC74D | 0xBA74) && long > 1;
            let house = || village && (self.begins_house(to) || self.unit(to) == 0xC0B0 && self.begins_house(to + 2));
            if house() || (village || town) && self.part(to) {
                self.leave_out(end, to - 1, false);
            }
        }
    }

    /// Whether a word begins at `at` that ends as a town, a village or a road does.
    fn part(&self, at: usize) -> bool {
        let end = (at..at + PART).find(|&i| !is_hangul(self.unit(i)) && self.class(i) != Class::Digit).unwrap_or(at);
        let suffix = matches!(
            self.page.folded.unit_before(end),
            0xAD70 | 0xAD6C | 0xC74D | 0xBA74 | 0xB3D9 | 0xB9AC | 0xB85C | 0xAE38
        );
        end > at + 1
            && suffix
            && matches!(self.class(end), Class::Space | Class::Newline)
            && !self.page.folded.ends_with(end, "으로")
    }
}
