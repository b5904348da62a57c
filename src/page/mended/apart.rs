//! Syllables and digits that stand one by one, and letters that were read for digits.

use super::Finder;
use crate::text::{Class, is_hangul};

/// The fewest signs that stand one by one beside each other before they are read as one word, and how many of them are syllables.
const SIGNS: usize = 5;
const SYLLABLES: usize = 3;
/// The fewest digits that stand one by one.
const DIGITS: usize = 3;

impl Finder<'_> {
    /// `9 0 1 2`, `9-0-1-2`, `9 O 1 7`: digits one by one, the same sign between them; `6 8 . 0 1 . 1 4` beside the marks of a date.
    pub(super) fn digits(&mut self) {
        let page = self.page;
        let digit = |i: usize| match self.alone(i) {
            Some(Class::Digit) => Some(false),
            Some(Class::Latin) if lookalike(self.unit(i)).is_some() => Some(true),
            _ => None,
        };
        let mut found = Vec::new();
        let mut behind = 0;
        for group in &page.numbers.groups {
            let start = group.start as usize;
            if start < behind || self.alone(start) != Some(Class::Digit) {
                continue;
            }
            let sign = self.unit(start + 1);
            if !matches!(sign, 0x20 | 0x2D | 0xB7) {
                continue;
            }
            let (mut end, mut plain) = (start, 1);
            while self.unit(end + 1) == sign
                && let Some(letter) = digit(end + 2)
            {
                end += 2;
                plain += usize::from(!letter);
            }
            behind = end + 1;
            let n = (end - start) / 2 + 1;
            let dated = n == 2 && sign == 0x20 && (self.parts_date(end + 1, false) || self.parts_date(start, true));
            if (n >= DIGITS || dated) && plain * 2 > n {
                found.push((start, end));
            }
        }
        for (start, end) in found {
            for i in (start..=end).step_by(2) {
                if let Some(value) = lookalike(self.unit(i)) {
                    self.put(i, i + 1, &[value]);
                }
                if i < end {
                    self.leave_out(i + 1, i + 2, false);
                }
            }
        }
    }

    /// Whether the mark of a date stands at `i` or before it: a full stop, a hyphen, a stroke, 년, 월, 일.
    fn parts_date(&self, i: usize, before: bool) -> bool {
        let mark = |unit: u16| matches!(unit, 0x2E | 0x2D | 0x2F | 0xB144 | 0xC6D4 | 0xC77C);
        let at = |k: usize| if before { self.unit(i.wrapping_sub(k + 1)) } else { self.unit(i + k) };
        mark(at(0)) || at(0) == 0x20 && mark(at(1))
    }

    /// The class of a sign that no other of its sort stands beside: a syllable, a digit, a letter.
    pub(super) fn alone(&self, i: usize) -> Option<Class> {
        let sign = |class| matches!(class, Class::Hangul | Class::Digit | Class::Latin);
        let class = self.class(i);
        (sign(class) && !sign(self.page.folded.class_before(i)) && !sign(self.class(i + 1))).then_some(class)
    }

    /// `주 소 경 기 도`: signs one by one; `함 · 석 · 진`, `우☆정☆화`: the syllables of a name with the same mark between them.
    pub(super) fn syllables(&mut self) {
        let len = self.page.folded.len();
        let mut i = 0;
        while i + 2 < len {
            if self.class(i) != Class::Hangul || self.alone(i).is_none() {
                i += 1;
                continue;
            }
            let (mut end, mut signs, mut syllables) = (i, 1, 1);
            while self.unit(end + 1) == 0x20
                && let Some(class) = self.alone(end + 2)
            {
                end += 2;
                signs += 1;
                syllables += usize::from(class == Class::Hangul);
            }
            if signs >= SIGNS && syllables >= SYLLABLES {
                for k in (i..end).step_by(2) {
                    self.leave_out(k + 1, k + 2, false);
                }
            } else if signs == 1
                && let Some(last) = self.marked(i)
            {
                end = last;
            }
            i = end + 1;
        }
    }

    /// Joins three or four syllables with the same mark between them that begin at `at`; answers where the last stands.
    fn marked(&mut self, at: usize) -> Option<usize> {
        let spaced = usize::from(self.unit(at + 1) == 0x20);
        let mark = self.unit(at + 1 + spaced);
        let parts = !matches!(mark, 0x28 | 0x29 | 0x2C | 0x2F | 0x3A | 0x3B | 0x5B | 0x5D | 0x7C)
            && matches!(self.class(at + 1 + spaced), Class::Punct | Class::Letter)
            // 가. 나. 다.: letters of an outline; 노·사·정: words of one syllable.
            && !(mark == 0x2E && self.unit(at + 2 + spaced) == 0x20)
            && (spaced == 1 || !matches!(mark, 0xB7 | 0x2D | 0x7E | 0x2192));
        let (mut end, mut n) = (at, 1);
        while parts && n < 5 {
            let skip = |i: usize| i + usize::from(self.unit(i) == 0x20);
            let sign = skip(end + 1);
            let next = skip(sign + 1);
            if self.unit(sign) != mark || self.alone(next) != Some(Class::Hangul) {
                break;
            }
            (end, n) = (next, n + 1);
        }
        if !(3..=4).contains(&n) {
            return None;
        }
        let mut from = at + 1;
        for i in at + 1..=end {
            if is_hangul(self.unit(i)) {
                self.leave_out(from, i, false);
                from = i + 1;
            }
        }
        Some(end)
    }

    /// `9O31`, `l2`: letters that were read for digits, in a word of nothing else.
    pub(super) fn lookalikes(&mut self) {
        let page = self.page;
        let digit = lookalike;
        let mut behind = 0;
        for group in &page.numbers.groups {
            let at = group.start as usize;
            if at < behind {
                continue;
            }
            let part = |i: usize| self.class(i) == Class::Digit || digit(self.unit(i)).is_some();
            let start = (0..at).rev().take_while(|&i| part(i)).last().unwrap_or(at);
            let end = (at..).find(|&i| !part(i)).unwrap_or(at);
            behind = end;
            let whole = page.folded.class_before(start) != Class::Latin && self.class(end) != Class::Latin;
            if whole {
                for i in start..end {
                    if let Some(value) = digit(self.unit(i)) {
                        self.put(i, i + 1, &[value]);
                    }
                }
            }
        }
    }
}

/// The digit that a letter was read for.
const fn lookalike(unit: u16) -> Option<u8> {
    match unit {
        0x4F | 0x6F => Some(0),
        0x49 | 0x6C => Some(1),
        _ => None,
    }
}
