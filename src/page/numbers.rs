//! Groups of digits, and what stands between them.
//!
//! A *group* is a run of digits; a *gap* is what stands between two groups when it may still be inside one number: a hyphen, a space,
//! a dot, a bracket, a line break, the border of a cell. Kinds take the digits they need from a group on (`Numbers::take`) and
//! say which gaps they accept. A second list holds groups that need good will: spoken numerals (공일공) and look-alikes (O for 0).

use super::numerals::{behind_use, formed, may_be_digit, may_go_on, opens_phone, row, said_dash, spoken_digit};
use crate::span::FoldSpan;
use crate::text::{Class, Folded, OTHER, seek};

/// What stands between two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Gap {
    /// Something that is never inside a number.
    Break = 0,
    /// `-`, also with spaces around it; 다시, 대시, 에 between spoken numerals.
    Hyphen = 1,
    /// One to three spaces.
    Space = 2,
    /// `.`, also `[.]`, `(dot)` and with a space after it.
    Dot = 4,
    /// `(`, `)` or both, with spaces and a hyphen.
    Paren = 8,
    /// `/`.
    Slash = 16,
    /// `·`.
    MiddleDot = 32,
    /// `~` or `_`.
    Tilde = 64,
    /// A line break, also after a hyphen.
    Newline = 128,
    /// The border of a cell: a tab or `|`.
    Cell = 256,
    /// `,`, also with a space.
    Comma = 512,
    /// `:`.
    Colon = 1024,
}

/// A set of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps(pub u16);

impl Gaps {
    /// No gap: digits in one run.
    pub const NONE: Self = Self(0);
    /// Hyphens and spaces.
    pub const PLAIN: Self = Self(Gap::Hyphen as u16 | Gap::Space as u16);
    /// Everything people put into a number to separate it, but no cell border.
    pub const LOOSE: Self = Self(
        Gap::Hyphen as u16
            | Gap::Space as u16
            | Gap::Dot as u16
            | Gap::Paren as u16
            | Gap::Slash as u16
            | Gap::MiddleDot as u16
            | Gap::Tilde as u16
            | Gap::Newline as u16,
    );

    /// The set with another gap.
    pub const fn with(self, gap: Gap) -> Self {
        Self(self.0 | gap as u16)
    }

    /// The set without a gap.
    pub const fn without(self, gap: Gap) -> Self {
        Self(self.0 & !(gap as u16))
    }

    /// Whether a gap is in the set.
    pub const fn has(self, gap: Gap) -> bool {
        self.0 & gap as u16 != 0
    }

    /// Whether the set is a part of another.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

/// A run of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// First folded unit.
    pub start: u32,
    /// One past the last folded unit.
    pub end: u32,
    /// What stands between this group and the next.
    pub gap: Gap,
    /// How many digits can be reached from here without a break, this group's own included; at most 255.
    pub reach: u8,
}

impl Group {
    /// How many digits.
    pub const fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there are none (never).
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }
}

/// The groups of a draft, in order.
#[derive(Default)]
pub struct Numbers {
    /// The groups.
    pub groups: Vec<Group>,
}

/// Digits taken from one or more groups.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// From the first digit to the last.
    pub span: FoldSpan,
    /// Index of the first group.
    pub first: usize,
    /// Index of the last group.
    pub last: usize,
    digits: [u8; 24],
    len: u8,
    layout: [u8; 24],
    groups: u8,
    /// The gaps that were crossed.
    pub gaps: Gaps,
}

impl Taken {
    /// The digits, 0 to 9 each.
    pub fn digits(&self) -> &[u8] {
        &self.digits[..self.len as usize]
    }

    /// How long each group is.
    pub fn layout(&self) -> &[u8] {
        &self.layout[..self.groups as usize]
    }

    /// The digits `from..to` as a number.
    pub fn number(&self, from: usize, to: usize) -> u32 {
        self.digits[from..to].iter().fold(0, |n, &d| n * 10 + u32::from(d))
    }
}

impl Numbers {
    /// Finds the groups of plain digits.
    pub(super) fn group(&mut self, folded: &Folded) {
        self.groups.clear();
        let mut i = 0;
        while let Some(start) = seek(folded.classes(), i, |class| class == Class::Digit) {
            i = start;
            while folded.class(i) == Class::Digit {
                i += 1;
            }
            self.push(folded, start, i);
        }
        self.measure();
    }

    fn push(&mut self, folded: &Folded, start: usize, end: usize) {
        if let Some(last) = self.groups.last_mut() {
            last.gap = gap(folded, last.end as usize, start);
        }
        self.groups.push(Group { start: start as u32, end: end as u32, gap: Gap::Break, reach: 0 });
    }

    fn measure(&mut self) {
        let mut reach = 0u8;
        for group in self.groups.iter_mut().rev() {
            let own = group.len().min(255) as u8;
            reach = if group.gap == Gap::Break { own } else { own.saturating_add(reach) };
            group.reach = reach;
        }
    }

    /// Finds groups that hold spoken numerals or look-alikes: at least seven digits in a row of groups, of which one is not plain.
    pub(super) fn group_spoken(&mut self, folded: &Folded) {
        self.groups.clear();
        let units = folded.units();
        let mut i = 0;
        while let Some(&unit) = units.get(i) {
            // Most characters are no numeral, and most that are stand alone.
            if !may_be_digit(unit) || spoken_digit(unit).is_none() || !may_go_on(folded.unit(i + 1)) {
                i += 1;
                continue;
            }
            // ①공일공…: the number of an item.
            if folded.class(i) == Class::Circled
                && folded.class(i + 1) != Class::Circled
                && folded.class_before(i) != Class::Circled
                && matches!(folded.class(i + 1), Class::Hangul | Class::Digit | Class::Hanja)
            {
                i += 1;
                continue;
            }
            let (end, tally) = row(folded, i);
            if tally.accepted()
                || tally.latin > 0 && formed(folded, i, end)
                || tally.four() && behind_use(folded, i)
                || tally.three() && opens_phone(folded, i)
            {
                let from = self.groups.len();
                self.cut_row(folded, i, end);
                if let Some(last) = self.groups.last_mut() {
                    last.gap = Gap::Break;
                }
                if from > 0 {
                    self.groups[from - 1].gap = Gap::Break;
                }
            }
            i = end.max(i + 1);
        }
        self.measure();
    }

    fn cut_row(&mut self, folded: &Folded, start: usize, end: usize) {
        let mut i = start;
        while i < end {
            if spoken_digit(folded.unit(i)).is_none() {
                i += 1;
                continue;
            }
            let from = i;
            while i < end && spoken_digit(folded.unit(i)).is_some() && said_dash(folded, i) == 0 {
                i += 1;
            }
            if i == from {
                i += 1;
                continue;
            }
            self.push(folded, from, i);
        }
    }

    /// Takes exactly `n` digits from group `first` on, ending where a group ends, crossing only `allowed` gaps.
    pub fn take(&self, folded: &Folded, first: usize, n: usize, allowed: Gaps) -> Option<Taken> {
        if !self.adds_up(first, n, allowed) {
            return None;
        }
        let mut taken = Taken {
            span: FoldSpan { start: self.groups[first].start, end: 0 },
            first,
            last: first,
            digits: [0; 24],
            len: 0,
            layout: [0; 24],
            groups: 0,
            gaps: Gaps::NONE,
        };
        let mut g = first;
        loop {
            let group = self.groups.get(g)?;
            let len = group.len();
            if taken.len as usize + len > n || n > 24 {
                return None;
            }
            for i in group.start..group.end {
                taken.digits[taken.len as usize] = spoken_digit(folded.unit(i as usize))?;
                taken.len += 1;
            }
            taken.layout[taken.groups as usize] = len as u8;
            taken.groups += 1;
            taken.last = g;
            taken.span.end = group.end;
            if taken.len as usize == n {
                return Some(taken);
            }
            if !allowed.has(group.gap) || group.gap == Gap::Break {
                return None;
            }
            taken.gaps = taken.gaps.with(group.gap);
            g += 1;
        }
    }

    /// Whether groups from `first` on hold exactly `n` digits together, with only `allowed` gaps between.
    #[inline]
    fn adds_up(&self, first: usize, n: usize, allowed: Gaps) -> bool {
        let mut left = n;
        if self.groups.get(first).is_none_or(|group| (group.reach as usize) < n) {
            return false;
        }
        for group in self.groups.get(first..).unwrap_or(&[]) {
            match left.checked_sub(group.len()) {
                Some(0) => return true,
                Some(rest) if allowed.has(group.gap) => left = rest,
                _ => return false,
            }
        }
        false
    }

    /// The index of the first group that starts at or after `at`.
    pub fn index(&self, at: u32) -> usize {
        self.groups.partition_point(|g| g.start < at)
    }
}

/// What stands between two groups.
fn gap(folded: &Folded, from: usize, to: usize) -> Gap {
    if to - from > 8 {
        return Gap::Break;
    }
    let (mut spaces, mut kind, mut marks) = (0, Gap::Break, 0);
    let mut set = |gap: Gap, marks: &mut u32| {
        // A line break or border decides; otherwise the first mark does, and two different marks break.
        kind = match (kind, gap) {
            (Gap::Break, _) => gap,
            (Gap::Newline | Gap::Cell, _) => kind,
            // A line that breaks behind a hyphen breaks inside the number.
            (Gap::Hyphen, Gap::Newline) if folded.unit(from) == 0x2D => Gap::Hyphen,
            (_, Gap::Newline | Gap::Cell) => gap,
            (Gap::Paren, Gap::Hyphen | Gap::Dot) | (Gap::Hyphen | Gap::Dot, Gap::Paren) => Gap::Paren,
            (a, b) if a == b => a,
            _ => {
                *marks += 10;
                a_break()
            }
        };
        *marks += 1;
    };
    let mut i = from;
    while i < to {
        match folded.unit(i) {
            0x20 => spaces += 1,
            0x0A => set(Gap::Newline, &mut marks),
            0x09 | 0x7C => set(Gap::Cell, &mut marks),
            // ㅡ and ー that the fold has left: -ㅡ
            0x2D | 0x3161 | 0x30FC => set(Gap::Hyphen, &mut marks),
            0x2E => set(Gap::Dot, &mut marks),
            0x28 | 0x29 => set(Gap::Paren, &mut marks),
            0x5B | 0x5D if folded.unit(from + 1) == 0x2E => {}
            0x5B | 0x5D => set(Gap::Paren, &mut marks),
            0x2F => set(Gap::Slash, &mut marks),
            0xB7 => set(Gap::MiddleDot, &mut marks),
            0x7E | 0x5F => set(Gap::Tilde, &mut marks),
            0x2C => set(Gap::Comma, &mut marks),
            0x3A => set(Gap::Colon, &mut marks),
            // One sign for decoration: 010*0000*4417, 010→0000→4417, 010💚0000💚4417.
            0x2190..=0x21FF if to == from + 1 => set(Gap::Tilde, &mut marks),
            0x2A | 0x5E | 0x23 | 0x5C if to == from + 1 => set(Gap::Tilde, &mut marks),
            // 점 said between two numbers: 172점16, 172 점 16; 95점 88점 are points.
            0xC810 | 0xC27C if to == from + 1 || to == from + 3 && i == from + 1 => set(Gap::Dot, &mut marks),
            OTHER | 0x2600..=0x27BF if to - from <= 3 => set(Gap::Tilde, &mut marks),
            // 에, 다시, 대시
            _ if said_dash(folded, i) > 0 => {
                i += said_dash(folded, i) - 1;
                set(Gap::Hyphen, &mut marks);
            }
            _ => return Gap::Break,
        }
        i += 1;
    }
    let newline = kind == Gap::Newline || kind == Gap::Cell;
    if marks >= 10 || (marks > 3 && !newline) || spaces > 4 {
        return Gap::Break;
    }
    if marks == 0 {
        return if spaces <= 3 { Gap::Space } else { Gap::Break };
    }
    kind
}

const fn a_break() -> Gap {
    Gap::Break
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> (Folded, Numbers, Numbers) {
        let folded = Folded::new(text);
        let (mut plain, mut spoken) = (Numbers::default(), Numbers::default());
        plain.group(&folded);
        spoken.group_spoken(&folded);
        (folded, plain, spoken)
    }

    #[test]
    fn takes_digits_over_the_gaps_that_are_allowed() {
        let (f, n, _) = page("010-0000-1234");
        assert_eq!(n.take(&f, 0, 11, Gaps::PLAIN).map(|t| t.layout().to_vec()), Some(vec![3, 4, 4]));
        assert!(n.take(&f, 0, 11, Gaps::NONE).is_none());
        let (f, n, _) = page("0 1 0 0 0 0 0 1 2 3 4");
        assert!(n.take(&f, 0, 11, Gaps::PLAIN).is_some());
        let (f, n, _) = page("172[.]22[.]0[.]1");
        assert!(n.groups.iter().take(3).all(|g| g.gap == Gap::Dot));
        assert!(n.take(&f, 0, 7, Gaps::LOOSE).is_some());
        let (_, n, _) = page("900101-\n1234567");
        assert_eq!(n.groups[0].gap, Gap::Hyphen);
        let (_, n, _) = page("900101\n1234567");
        assert_eq!(n.groups[0].gap, Gap::Newline);
    }

    #[test]
    fn reads_spoken_numerals_and_look_alikes() {
        let (f, _, s) = page("공일공 공공공공 일이삼사로");
        assert_eq!(
            s.take(&f, 0, 11, Gaps::LOOSE).map(|t| t.digits().to_vec()),
            Some(vec![0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4])
        );
        let (f, _, s) = page("O1O-0000-1234");
        assert!(s.take(&f, 0, 11, Gaps::LOOSE).is_some());
        let (f, _, s) = page("공일공에 공공공공에 일이삼사");
        assert!(!s.groups.is_empty() && s.take(&f, 0, 11, Gaps::LOOSE).is_some(), "{:?}", s.groups);
        let (_, _, s) = page("이 일을 이사 오는 사이에");
        assert!(s.groups.is_empty());
    }
}
