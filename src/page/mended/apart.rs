//! Syllables and digits that stand one by one, and letters that were read for digits.

use super::Finder;
use crate::page::namelike;
use crate::text::{Class, is_hangul, seek};
use crate::words::{List, attr};

/// The fewest signs that stand one by one beside each other before they are read as one word, and how many of them are syllables.
const SIGNS: usize = 5;
const SYLLABLES: usize = 3;
/// The most words of such signs that are looked at together.
const WORDS: usize = 16;
/// The fewest digits that stand one by one.
const DIGITS: usize = 3;

impl Finder<'_> {
    /// `9 0 1 2`, `9-0-1-2`, `9 O 1 7`: digits one by one, the same sign between them; `6 8 . 0 1 . 1 4` beside the marks of a date.
    pub(super) fn digits(&mut self) {
        let page = self.page;
        let digit = |i: usize| match self.alone(i) {
            Some(Class::Digit) => Some(false),
            Some(Class::Latin | Class::Jamo) if lookalike(self.unit(i)).is_some() => Some(true),
            // 1 9생: the word of a date right behind the last digit.
            None if self.class(i) == Class::Digit && matches!(self.unit(i + 1), 0xB144 | 0xC6D4 | 0xC77C | 0xC0DD) => {
                Some(false)
            }
            _ => None,
        };
        let mut found = Vec::new();
        let mut behind = 0;
        // 2 0 3호, 4 7만원: the last digit, right before what it counts.
        let counted = |i: usize| {
            let lone = self.class(i) == Class::Digit && !joins(page.folded.class_before(i));
            lone && COUNTED.encode_utf16().any(|unit| unit == self.unit(i + 1))
        };
        for group in &page.numbers.groups {
            let start = group.start as usize;
            // 솔새길9 0 1 2, 갈마리9 0 1 4: behind a road or a village the first needs no space.
            let glued = group.end - group.start == 1 && !matches!(self.class(start + 1), Class::Hangul | Class::Latin);
            let road = glued && matches!(page.folded.unit_before(start), 0xB85C | 0xAE38 | 0xB9AC | 0xB3D9);
            if start < behind || self.alone(start) != Some(Class::Digit) && !road {
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
            if sign == 0x20 && self.unit(end + 1) == sign && counted(end + 2) {
                end += 2;
                plain += 1;
            }
            let n = (end - start) / 2 + 1;
            // 95-7-1 9: the last digit of a short row may begin another.
            behind = if n >= DIGITS { end + 1 } else { start + 1 };
            let dated = n == 2 && sign == 0x20 && (self.parts_date(end + 1, false) || self.parts_date(start, true));
            // 4 7만원, 9 1 만 원
            let money = || n == 2 && sign == 0x20 && self.scales(end + 1);
            if (n >= DIGITS || dated || money()) && plain * 2 > n {
                found.push((start, end));
            }
        }
        for (start, end) in found {
            // M 0 0 0 0 0 3 4 5
            if end - start >= 12
                && self.unit(start.wrapping_sub(1)) == 0x20
                && self.alone(start.wrapping_sub(2)) == Some(Class::Latin)
            {
                self.leave_out(start - 1, start, false);
            }
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

    /// Whether 만, 억 or 원 stands at `i`, or 천 or 백 before one, perhaps behind a space: an amount of money goes on there.
    fn scales(&self, i: usize) -> bool {
        let at = i + usize::from(self.unit(i) == 0x20);
        let scale = |i: usize| matches!(self.unit(i), 0xB9CC | 0xC5B5 | 0xC6D0);
        let next = at + 1 + usize::from(self.unit(at + 1) == 0x20);
        (scale(at) || matches!(self.unit(at), 0xCC9C | 0xBC31) && scale(next))
            && (!is_hangul(self.unit(at + 1)) || self.amount_goes_on(at + 1))
    }

    /// Whether the syllable at `i` may stand in or right behind an amount: 원, 천, a particle.
    fn amount_goes_on(&self, i: usize) -> bool {
        "원천백억만을를이은도씩에의과와정으".encode_utf16().any(|unit| unit == self.unit(i))
    }

    /// `2 , 1 8 4 , 0 0 0 원`, `1, 872, 300 원`, `83, 210 ,000`: an amount whose commas and digits stand apart, three digits behind each comma.
    pub(super) fn thousands(&mut self) {
        let page = self.page;
        // Up to `most` digits from `at` on, one by one or not: how many, and where they end.
        let digits = |at: usize, most: usize| {
            let (mut to, mut n) = (at, 0);
            while n < most && self.class(to) == Class::Digit {
                (to, n) = (to + 1, n + 1);
                // One by one: 14 2,618 are two numbers. The last may stand right before 원.
                let last = || self.class(to + 1) == Class::Digit && matches!(self.unit(to + 2), 0xC6D0 | 0xB9CC);
                let single = self.alone(to - 1).is_some() && (self.alone(to + 1) == Some(Class::Digit) || last());
                if n < most && self.unit(to) == 0x20 && single {
                    to += 1;
                }
            }
            let end = if self.class(to.wrapping_sub(1)) == Class::Digit { to } else { to - 1 };
            (n, end)
        };
        let comma = |at: usize| {
            let sign = at + usize::from(self.unit(at) == 0x20);
            (self.unit(sign) == 0x2C).then(|| sign + 1 + usize::from(self.unit(sign + 1) == 0x20))
        };
        let (mut found, mut behind) = (Vec::new(), 0);
        for group in &page.numbers.groups {
            let start = group.start as usize;
            if start < behind || matches!(page.folded.class_before(start), Class::Digit | Class::Latin) {
                continue;
            }
            let (first, mut end) = digits(start, 3);
            let mut parts = 0;
            // 4 5, 0 0 0: three digits one by one behind the comma.
            let mut apart = false;
            while first > 0
                && let Some(next) = comma(end)
                && let (3, to) = digits(next, 3)
                && self.class(to) != Class::Digit
            {
                (end, parts, apart) = (to, parts + 1, to - next == 5);
            }
            let blank = |i: &usize| self.unit(*i) == 0x20;
            let money = self.unit(end + usize::from(self.unit(end) == 0x20)) == 0xC6D0;
            if parts > 0 && (parts > 1 || money || apart) {
                found.extend((start..end).filter(blank));
            }
            // What was read is not read again, so that a row of a thousand parts is read once.
            behind = if parts > 0 { end } else { behind };
        }
        for i in found {
            self.leave_out(i, i + 1, false);
        }
    }

    /// `갈매빛로 90 17 (`, `옥정리 9 071`: the number of a house in two parts, four digits together, where no unit is counted behind it.
    pub(super) fn houses(&mut self) {
        let page = self.page;
        for pair in page.numbers.groups.windows(2) {
            let [left, right] = pair else { continue };
            let (start, end, next, last) =
                (left.start as usize, left.end as usize, right.start as usize, right.end as usize);
            let placed = self.unit(start.wrapping_sub(1)) == 0x20
                && matches!(self.unit(start.wrapping_sub(2)), 0xB85C | 0xAE38 | 0xB9AC)
                && page.folded.class_before(start - 2) == Class::Hangul;
            if !placed || next != end + 1 || self.unit(end) != 0x20 || (end - start) + (last - next) != 4 {
                continue;
            }
            let behind = last + usize::from(self.unit(last) == 0x20);
            let shut = matches!(self.class(behind), Class::Newline | Class::Tab)
                || matches!(self.unit(behind), 0x28 | 0x29 | 0x2C | 0x7C)
                || page.folded.starts_with(behind, "번지");
            if shut && self.unit(start) != 0x30 {
                self.leave_out(end, end + 1, false);
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

    /// `주 소 경 기 도`: signs one by one, and words of them with more than one space between (`여 주 시  돌 다 리 로  9 0 1 2`); `함 · 석 · 진`,
    /// `우☆정☆화`: the syllables of a name with the same mark between them.
    pub(super) fn syllables(&mut self) {
        let len = self.page.folded.len();
        let mut i = 0;
        while i + 2 < len {
            if !matches!(self.class(i), Class::Hangul | Class::Latin) || self.alone(i).is_none() {
                i += 1;
                continue;
            }
            let (mut end, mut signs, mut syllables) = self.row(i);
            // o p e r a t o r 2
            let letters = || (i..=end).step_by(2).filter(|&k| self.class(k) == Class::Latin).count();
            if signs >= SIGNS && letters() > signs / 2 {
                for k in (i..end).step_by(2) {
                    self.leave_out(k + 1, k + 2, false);
                }
                i = end + 1;
                continue;
            }
            let (mut words, mut last) = (vec![(i, end)], end);
            let first = signs;
            while words.len() < WORDS
                && let Some(next) = self.next_row(last)
            {
                let row = self.row(next);
                words.push((next, row.0));
                (last, signs, syllables) = (row.0, signs + row.1, syllables + row.2);
                if row.1 > 1 {
                    end = last;
                }
            }
            let long = words.iter().filter(|(from, to)| to > from).count();
            // 손 목 터 널
            let joins = |k: usize| "및등외각총또".encode_utf16().any(|unit| unit == self.unit(k));
            let four = signs == SIGNS - 1 && syllables == signs && words.len() == 1 && !(i..=end).any(joins);
            if four || signs >= SIGNS && syllables >= SYLLABLES && long * 2 >= words.len() {
                for k in words.iter().flat_map(|&(from, to)| (from..to).step_by(2)) {
                    self.leave_out(k + 1, k + 2, false);
                }
                i = end + 1;
                continue;
            }
            i = words.first().map_or(i, |w| w.1) + 1;
            if first == 1
                && let Some(last) = self.marked(i - 1)
            {
                i = last + 1;
            }
        }
    }

    /// `치 매`, `난 청이라`, `기 초 연 금`: words of the lists of facts whose syllables stand one by one.
    pub(super) fn listed(&mut self) {
        const AFTER: &str = "은는이가을를의로으도와과에라인이며";
        /// The lists, and how a word tells that is sure by itself, and one that is only beside a person.
        const LISTS: [(List, u8, u8); 5] = [
            (List::FactHealth, attr::FACT_HEALTH_SURE, attr::FACT_HEALTH_NEAR),
            (List::FactCrime, attr::FACT_CRIME_SURE, attr::FACT_CRIME_NEAR),
            (List::FactBelief, attr::FACT_BELIEF_SURE, attr::FACT_BELIEF_NEAR),
            (List::FactWelfare, attr::FACT_WELFARE_SURE, attr::FACT_WELFARE_NEAR),
            (List::FactFamily, attr::FACT_FAMILY_SURE, attr::FACT_FAMILY_NEAR),
        ];
        let page = self.page;
        for hit in page.hits.iter().filter(|h| h.stretched()) {
            let (start, end) = (hit.start as usize, hit.end as usize);
            // A word of two syllables alone is read only where it is sure.
            let long = end - start > 3;
            let told = |&(list, sure, near): &(List, u8, u8)| hit.has(list, sure) || long && hit.has(list, near);
            if !LISTS.iter().any(told) {
                continue;
            }
            // Syllables and single spaces in turns.
            let turns =
                (start..end).all(|i| if (i - start) % 2 == 0 { is_hangul(self.unit(i)) } else { self.unit(i) == 0x20 });
            let first = !matches!(page.folded.class_before(start), Class::Hangul | Class::Digit | Class::Latin);
            let after = self.unit(end);
            let last = !is_hangul(after) || AFTER.encode_utf16().any(|unit| unit == after);
            if turns && first && last {
                for i in (start + 1..end).step_by(2) {
                    self.leave_out(i, i + 1, false);
                }
            }
        }
    }

    /// The signs that stand one by one from `at` on: where the last is, how many they are, how many of them are syllables.
    fn row(&self, at: usize) -> (usize, usize, usize) {
        let (mut end, mut signs, mut syllables) = (at, 1, usize::from(self.class(at) == Class::Hangul));
        while self.unit(end + 1) == 0x20
            && let Some(class) = self.alone(end + 2)
        {
            end += 2;
            signs += 1;
            syllables += usize::from(class == Class::Hangul);
        }
        (end, signs, syllables)
    }

    /// The next word of signs one by one in the line, behind two spaces and more, or a comma.
    fn next_row(&self, end: usize) -> Option<usize> {
        let mut at = end + 1;
        while at < end + 8 && matches!(self.unit(at), 0x20 | 0x2C) {
            at += 1;
        }
        (at > end + 2 && self.alone(at).is_some() && !matches!(self.class(at), Class::Latin)).then_some(at)
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

    /// `석 (石) 만`, `옥(玉)나 라`, `엄(嚴)이솔`: the Hanja of the surname between it and the given name.
    pub(super) fn glossed(&mut self) {
        let units = self.page.folded.units();
        let mut i = 0;
        while let Some(open) = seek(units, i, |unit| unit == 0x28) {
            i = open + 1;
            let space = |at: usize| at + usize::from(self.unit(at) == 0x20);
            let first = space(open + 1);
            let mut last = first;
            while last < first + 2 && self.class(last) == Class::Hanja {
                last += 1;
            }
            let close = space(last);
            let surname = open - usize::from(self.unit(open.wrapping_sub(1)) == 0x20);
            let given = space(close + 1);
            // One syllable for one letter, a word of its own; behind the bracket a given name of up to three.
            let from = surname.wrapping_sub(last - first);
            // 국가(國家) 사무: surnames of two syllables are few.
            let two = || namelike::COMPOUND.at(&self.page.folded, from).is_some();
            let alone = last > first
                && (last == first + 1 || two())
                && surname >= last - first
                && (from..surname).all(|k| is_hangul(self.unit(k)))
                && self.page.folded.class_before(from) != Class::Hangul;
            let syllables = (given..given + 4).take_while(|&k| is_hangul(self.unit(k))).count();
            // 이(李)씨 종중
            let clan = syllables == 1 && matches!(self.unit(given), 0xC528 | 0xAC00);
            if alone && !clan && self.unit(close) == 0x29 && (1..=3).contains(&syllables) {
                const PARTICLES: &str = "은는이가의을를과와에께도";
                let after = self.unit(given + 3);
                let shut = self.class(given + 3) != Class::Hangul || PARTICLES.encode_utf16().any(|p| p == after);
                let single = syllables == 1 && self.unit(given + 1) == 0x20 && is_hangul(self.unit(given + 2)) && shut;
                self.leave_out(surname, given, false);
                // 옥 (玉) 나 라
                if single {
                    self.leave_out(given + 1, given + 2, false);
                }
            }
        }
    }

    /// `동의서_함석진_811204.pdf`, `가람시_솔새로_9012`: a low line for a space, beside a word.
    pub(super) fn underlined(&mut self) {
        let units = self.page.folded.units();
        let mut i = 0;
        while let Some(at) = seek(units, i, |unit| unit == 0x5F) {
            i = at + 1;
            let (before, behind) = (self.page.folded.class_before(at), self.class(i));
            let part = |class| matches!(class, Class::Hangul | Class::Digit);
            if part(before) && part(behind) && (before == Class::Hangul || behind == Class::Hangul) {
                self.word(at, i, " ");
            }
        }
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

/// What a number right before it counts.
const COUNTED: &str = "호동층번원만천억년월일";

/// Whether a sign of this class joins a digit to a longer word.
const fn joins(class: Class) -> bool {
    matches!(class, Class::Digit | Class::Latin | Class::Hangul)
}

/// The digit that a letter was read for.
const fn lookalike(unit: u16) -> Option<u8> {
    match unit {
        0x4F | 0x6F => Some(0),
        // I l ㅣ
        0x49 | 0x6C | 0x3163 => Some(1),
        _ => None,
    }
}
