//! Before the sieve: the runs of bytes in which a value could stand at all, told sign by sign without putting anything together.
//!
//! A run is broken by every sign that the sieve takes for none that any value holds. What is left of a picture or of markup is little, and only
//! that is read by the sieve. It knows no text: a sign counts wherever the sieve would make a unit of it that some value holds.

use super::super::cp949;
use crate::kind::Kind;

/// What a character is to the values that are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Part {
    /// No value holds it: nothing goes on across it.
    Breaks,
    /// Nothing, or something that only separates.
    Passes,
    /// A digit of a value.
    Digit,
    /// Another sign of a value.
    Sign,
}

/// What every character of the first plane is to the values, and how many of them make one.
pub(super) struct Runs {
    parts: Vec<Part>,
    /// The same for the bytes of UTF-8: those of several count, those that are none break.
    bytes: Vec<Part>,
    /// Signs of the shortest value.
    least: usize,
    /// Digits of the shortest value that is nothing but digits.
    digits: usize,
}

/// What a run holds.
#[derive(Clone, Copy, Default)]
struct Run {
    count: usize,
    mixed: bool,
}

impl Run {
    #[inline]
    fn add(&mut self, part: Part) {
        self.count += usize::from(part >= Part::Digit);
        self.mixed |= part == Part::Sign;
    }
}

impl Runs {
    /// For folded values; `parts` says of every character what it is to them.
    pub(super) fn new(values: &[(Vec<u16>, Kind)], parts: Vec<Part>) -> Self {
        let digit = |unit: &u16| u8::try_from(*unit).is_ok_and(|b| b.is_ascii_digit());
        let shortest = |only: bool| {
            let lengths = values.iter().filter(|(v, _)| !only || v.iter().all(digit)).map(|(v, _)| v.len());
            lengths.min().unwrap_or(usize::MAX)
        };
        let bytes = (0..=u8::MAX).map(|b| match b {
            0xC0 | 0xC1 | 0xF5..=0xFF => Part::Breaks,
            _ => parts.get(usize::from(b)).copied().filter(|_| b < 0x80).unwrap_or(Part::Sign),
        });
        Self { bytes: bytes.collect(), parts, least: shortest(false), digits: shortest(true) }
    }

    #[inline]
    fn part(&self, unit: u16) -> Part {
        self.parts.get(usize::from(unit)).copied().unwrap_or(Part::Sign)
    }

    fn is_enough(&self, run: Run) -> bool {
        run.count >= if run.mixed { self.least } else { self.digits }
    }

    /// The runs of bytes read as UTF-8.
    pub(super) fn of_bytes(&self, bytes: &[u8], mut tell: impl FnMut(&[u8])) {
        let least = self.least;
        let mut at = 0;
        while let Some(window) = bytes.get(at..).and_then(|rest| rest.get(..least)) {
            // A run that is long enough and begins here holds the whole window: what does not, is looked over from its end.
            if let Some(last) = window.iter().rposition(|&b| self.bytes.get(usize::from(b)) == Some(&Part::Breaks)) {
                at += last + 1;
                continue;
            }
            let (mut run, mut end) = (Run::default(), at);
            let behind = loop {
                let Some(&b) = bytes.get(end) else { break end };
                let (part, length) = match b {
                    0..=0x7F => (self.part(u16::from(b)), 1),
                    _ => self.wide(bytes.get(end..).unwrap_or_default()),
                };
                if part == Part::Breaks {
                    break end + length;
                }
                run.add(part);
                end += length;
            };
            if self.is_enough(run) {
                tell(bytes.get(at..end).unwrap_or_default());
            }
            at = behind;
        }
    }

    /// The character of several bytes at the head, and how many they are; what is none breaks.
    fn wide(&self, bytes: &[u8]) -> (Part, usize) {
        let more = |i: usize| bytes.get(i).filter(|b| (0x80..0xC0).contains(*b)).map(|b| u16::from(b & 0x3F));
        match bytes.first() {
            Some(&b @ 0xC2..=0xDF) => more(1).map(|x| (self.part(u16::from(b & 0x1F) << 6 | x), 2)),
            Some(&b @ 0xE0..=0xEF) => {
                (more(1).zip(more(2))).map(|(x, y)| (self.part(u16::from(b & 0xF) << 12 | x << 6 | y), 3))
            }
            // Beyond the first plane; rare enough to count always.
            Some(0xF0..=0xF4) => (more(1).zip(more(2)).zip(more(3))).map(|_| (Part::Sign, 4)),
            _ => None,
        }
        .unwrap_or((Part::Breaks, 1))
    }

    /// The runs of pairs of bytes read as UTF-16.
    pub(super) fn of_units(&self, pairs: &[[u8; 2]], unit: impl Fn([u8; 2]) -> u16, mut tell: impl FnMut(&[[u8; 2]])) {
        let least = self.least;
        let part = |pair: &[u8; 2]| self.part(unit(*pair));
        let mut at = 0;
        while let Some(window) = pairs.get(at..).and_then(|rest| rest.get(..least)) {
            if let Some(last) = window.iter().rposition(|pair| part(pair) == Part::Breaks) {
                at += last + 1;
                continue;
            }
            let rest = pairs.get(at..).unwrap_or_default();
            let length = rest.iter().take_while(|pair| part(pair) != Part::Breaks).count();
            let stretch = rest.get(..length).unwrap_or_default();
            let mut run = Run::default();
            stretch.iter().for_each(|pair| run.add(part(pair)));
            if self.is_enough(run) {
                tell(stretch);
            }
            at += length + 1;
        }
    }

    /// The runs of bytes read as CP949.
    pub(super) fn of_cp949(&self, bytes: &[u8], mut tell: impl FnMut(&[u8])) {
        let (mut run, mut start, mut at) = (Run::default(), 0, 0);
        cp949::units(bytes, |unit, length| {
            let part = self.part(unit);
            if part == Part::Breaks {
                if self.is_enough(run) {
                    tell(bytes.get(start..at).unwrap_or_default());
                }
                (run, start) = (Run::default(), at + length);
            } else {
                run.add(part);
            }
            at += length;
        });
        if self.is_enough(run) {
            tell(bytes.get(start..).unwrap_or_default());
        }
    }
}
