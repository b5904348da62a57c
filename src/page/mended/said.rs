//! Numbers of houses, dates and amounts that are said, in Hangul or Hanja.

use super::Finder;
use crate::page::dates::MONTHS;
use crate::page::numerals::spoken_digit;
use crate::text::{Class, is_hangul, seek};

impl Finder<'_> {
    /// `갈마리 구천십이 번지`, `이백오동 천칠백사호`, `의향로 九〇〇9`: the number of a house that is said, behind a road or a village; `四七年 七月`, `팔십이년생`:
    /// years, months and days that are said.
    pub(super) fn said(&mut self) {
        let mut i = 0;
        let len = self.page.folded.len();
        while i + 2 < len {
            // 로 길 동 리 읍 면 산
            let placed = matches!(self.unit(i), 0xB85C | 0xAE38 | 0xB3D9 | 0xB9AC | 0xC74D | 0xBA74)
                && self.page.folded.class_before(i) == Class::Hangul
                || self.unit(i) == 0xC0B0 && self.page.folded.class_before(i) == Class::Space;
            if placed {
                i += 1;
                let mut at = i;
                if self.class(i) == Class::Newline && self.road(i) {
                    at += 1;
                    while self.class(at) == Class::Space {
                        at += 1;
                    }
                }
                while let Some(end) = self.number(self.skip(at)) {
                    // The next number may follow: 이백오동 천칠백사호.
                    at = end;
                }
                i = at;
                continue;
            }
            if matches!(self.class(i), Class::Hangul | Class::Hanja)
                && self.page.folded.class_before(i) != self.class(i)
                && self.page.said(i) > 0
                && let Some(end) = self.date(i)
            {
                i = end;
            }
            i += 1;
        }
        self.amounts();
    }

    /// `이백팔십만 삼천원`, `금사십오만원`, `삼억 육천이백만`, `六十三萬원`: amounts that are said, the part before each 억, 만 and 원 in digits.
    fn amounts(&mut self) {
        let units = self.page.folded.units();
        let mut behind = 0;
        // 원 만 억 萬 億
        let ends = |unit: u16| matches!(unit, 0xC6D0 | 0xB9CC | 0xC5B5 | 0x842C | 0x5104);
        let mut i = 0;
        while let Some(at) = seek(units, i, ends) {
            i = at + 1;
            // The numerals before it, and their first.
            let numeral = |k: usize| matches!(self.class(k), Class::Hangul | Class::Hanja) && self.page.said(k) > 0;
            let mut from = at - usize::from(self.page.folded.unit_before(at) == 0x20);
            let to = from;
            while from > behind {
                // 칠 십 이 만 원: one by one.
                let apart = || {
                    self.unit(from - 1) == 0x20 && from > 1 && self.numeral_alone(from) && self.numeral_alone(from - 2)
                };
                if numeral(from - 1) {
                    from -= 1;
                } else if from < to && apart() {
                    from -= 2;
                } else {
                    break;
                }
            }
            // 칠백 칠만 원, 천백 팔십만: a space behind 천, 백 or 십.
            let near = from;
            while from < to && from > behind + 1 && self.unit(from - 1) == 0x20 && self.place(from - 2) {
                from -= 1;
                while from > behind && numeral(from - 1) {
                    from -= 1;
                }
            }
            if from < near && !self.opens_amount(from) {
                from = near;
            }
            // 원 stands alone behind nothing that is said; (천원), (백만원) are units. 연구원 is no amount a year.
            let before = self.page.folded.unit_before(from);
            let word = self.unit(at) == 0xC6D0 && self.page.folded.class_before(from) == Class::Hangul;
            // 9012-1 일원: a stretch of land.
            let land = to == at && self.unit(from) == 0xC77C && self.unit(at) == 0xC6D0;
            let unit = to - from == 1 && (before == 0x28 || word || land);
            if from == to || unit || !self.opens_amount(from) {
                continue;
            }
            if let Some(end) = self.amount(from) {
                (i, behind) = (end, end);
            }
        }
    }

    /// Whether 천, 백 or 십 stands at `i`.
    fn place(&self, i: usize) -> bool {
        matches!(self.unit(i), 0xCC9C | 0xBC31 | 0xC2ED)
    }

    /// Whether what stands before `at` lets an amount begin there: no letter, or a word such as 금, 월, 약, 총.
    fn opens_amount(&self, at: usize) -> bool {
        // 7 천 원: the place of the digit before it.
        let place =
            self.page.numeral(at).is_some_and(|(value, signs, _)| signs > 1 && value == 10u32.pow(signs as u32 - 1));
        if place && self.unit(at.wrapping_sub(1)) == 0x20 && self.class(at.wrapping_sub(2)) == Class::Digit {
            return false;
        }
        match self.page.folded.class_before(at) {
            // 금 월 연 각 약 총 당
            Class::Hangul => {
                matches!(self.page.folded.unit_before(at), 0xAE08 | 0xC6D4 | 0xC5F0 | 0xAC01 | 0xC57D | 0xCD1D | 0xB2F9)
            }
            class => !matches!(class, Class::Digit | Class::Latin | Class::Hanja),
        }
    }

    /// Puts the amount that is said at `at` in digits; where it ends, behind 억, 만 or 원.
    fn amount(&mut self, at: usize) -> Option<usize> {
        /// The places in which parts of an amount go down: 억, 만, 원.
        const SCALES: [(u16, u16, &str); 3] = [(0xC5B5, 0x5104, "억"), (0xB9CC, 0x842C, "만"), (0xC6D0, 0x5713, "원")];
        let (mut from, mut parts, mut found, mut words) = (at, 0, Vec::new(), Vec::new());
        let mut last = None;
        while parts < SCALES.len()
            && let Some((digits, len, end, _)) =
                self.numerals_apart(from).or_else(|| self.numerals(from)).filter(|&(_, len, ..)| len <= 4)
        {
            let unit = end + usize::from(self.unit(end) == 0x20);
            let scales = SCALES.iter().enumerate().skip(parts);
            let mut scale = scales.filter(|&(_, &(hangul, hanja, _))| [hangul, hanja].contains(&self.unit(unit)));
            let Some((scale, &(_, hanja, word))) = scale.next() else {
                // 삼억 육천이백, 백구십구만 팔천: the last part without its unit.
                let shut = !matches!(self.class(end), Class::Hangul | Class::Hanja | Class::Digit | Class::Latin);
                if parts > 0 && shut && len > 2 {
                    found.push((from, end, digits, len));
                    last = Some(end);
                }
                break;
            };
            found.push((from, end, digits, len));
            if self.unit(unit) == hanja {
                words.push((unit, word));
            }
            last = Some(unit + 1);
            (parts, from) = (scale + 1, self.skip(unit + 1));
        }
        let end = last?;
        // 만 나이, 원 글: nothing but one numeral before a word that only begins so.
        let whole = |unit: u16| matches!(unit, 0xC6D0 | 0xB9CC | 0xC5B5 | 0x842C | 0x5104);
        if found.len() == 1 && whole(self.unit(end - 1)) && self.class(end) == Class::Hangul {
            const AFTER: &str = "은는이을의과와에으도정씩여남원";
            let after = self.unit(end);
            if !AFTER.encode_utf16().any(|a| a == after) {
                return None;
            }
        }
        for (from, end, digits, len) in found {
            self.put(from, end, digits.get(..len)?);
        }
        for (unit, word) in words {
            self.word(unit, unit + 1, word);
        }
        Some(end)
    }

    /// Whether a numeral in Hangul or Hanja stands at `i`, and no other sign beside it.
    fn numeral_alone(&self, i: usize) -> bool {
        let sign = |class| matches!(class, Class::Hangul | Class::Hanja | Class::Digit | Class::Latin);
        matches!(self.class(i), Class::Hangul | Class::Hanja)
            && self.page.said(i) > 0
            && !sign(self.page.folded.class_before(i))
            && !sign(self.class(i + 1))
    }

    /// `칠 십 이`, `三 百`: two numerals and more one by one, places among them.
    fn numerals_apart(&self, at: usize) -> Option<([u8; 5], usize, usize, usize)> {
        let (mut value, mut digit, mut n, mut end) = (0, None, 0, at);
        let mut i = at;
        while self.numeral_alone(i)
            && let Some((numeral, signs, 1)) = self.page.numeral(i)
        {
            if signs > 1 {
                value += digit.take().unwrap_or(1) * numeral;
            } else if digit.replace(numeral).is_some() {
                return None;
            }
            (n, end, i) = (n + 1, i + 1, i + 1 + usize::from(self.unit(i + 1) == 0x20));
        }
        value += digit.unwrap_or(0);
        if n < 2 || !(1..10_000).contains(&value) {
            return None;
        }
        let len = value.ilog10() as usize + 1;
        let mut digits = [0u8; 5];
        for slot in digits.get_mut(..len)?.iter_mut().rev() {
            *slot = (value % 10) as u8;
            value /= 10;
        }
        Some((digits, len, end, 0))
    }

    fn skip(&self, mut i: usize) -> usize {
        let from = i;
        while self.unit(i) == 0x20 && i < from + 3 {
            i += 1;
        }
        i
    }

    /// The numerals at `at` as digits: how many there are, where they end, how many were digits before. Rings are zeros among Hanja; elsewhere they mask.
    fn numerals(&self, at: usize) -> Option<([u8; 5], usize, usize, usize)> {
        let f = &self.page.folded;
        let (mut digits, mut len, mut end, mut plain) = ([0u8; 5], 0, at, 0);
        let (mut rings, mut hanja) = (false, false);
        while let Some((value, signs, width)) = self.page.numeral(end) {
            if signs != 1 && len > 0 || len + signs > digits.len() {
                return None;
            }
            plain += usize::from(f.class(end) == Class::Digit);
            rings |= f.class(end) == Class::Blank;
            hanja |= f.class(end) == Class::Hanja;
            let (mut rest, mut width) = (value, width);
            if signs > 1 {
                (rest, width) = self.further(value, signs, end, width);
            }
            for slot in digits.get_mut(len..len + signs)?.iter_mut().rev() {
                *slot = (rest % 10) as u8;
                rest /= 10;
            }
            (len, end) = (len + signs, end + width);
            if signs > 1 {
                break;
            }
            // 九 〇 三 四
            let apart = self.unit(end) == 0x20
                && (width == 1 && signs == 1)
                && (spoken_digit(self.unit(end + 1)).is_some() || self.unit(end + 1) == 0x3007)
                && matches!(f.class(end + 1), Class::Hanja | Class::Blank)
                && f.class(end + 2) != f.class(end + 1);
            end += usize::from(apart);
        }
        (!rings || hanja).then_some((digits, len, end, plain))
    }

    /// `九千〇八`, `구천 육십 칠`: what goes on a number with places behind a ring or a space, as long as it fits into its zeros; the whole and its width.
    fn further(&self, mut value: u32, signs: usize, at: usize, mut width: usize) -> (u32, usize) {
        let mut zeros = (0..signs).take_while(|&i| value.is_multiple_of(10u32.pow(i as u32 + 1))).count();
        while zeros > 0 {
            let next = at + width;
            let parted =
                self.unit(next) == 0x20 || self.class(next) == Class::Blank && self.class(next - 1) == Class::Hanja;
            let same = |i: usize| {
                self.class(i) == self.class(at) && (self.unit(next) != 0x20 || self.class(i) == Class::Hangul)
            };
            match self.page.numeral(next + 1) {
                Some((more, n, wide)) if parted && n <= zeros && same(next + 1) => {
                    value += more;
                    width += 1 + wide;
                    zeros = (0..n).take_while(|&i| more.is_multiple_of(10u32.pow(i as u32 + 1))).count().min(zeros - 1);
                }
                _ => break,
            }
        }
        (value, width)
    }

    /// Puts the number that is said at `at` in digits; where what it counts ends.
    fn number(&mut self, at: usize) -> Option<usize> {
        const ENDS: [&str; 6] = ["번지", "다시", "의 ", "에 ", "의", "番地"];
        let f = &self.page.folded;
        let (digits, len, end, plain) = self.numerals(at)?;
        let next = end + usize::from(self.unit(end) == 0x20);
        let unit = self.unit(end);
        let counted = matches!(unit, 0xD638 | 0xCE35 | 0xB3D9);
        let goes_on = unit == 0xC758 && self.page.numeral(end + 1).is_none() && self.unit(end + 1) != 0x20;
        let ended = counted
            || !matches!(f.class(end), Class::Hangul | Class::Hanja | Class::Digit | Class::Latin | Class::Blank)
            || ENDS.iter().any(|w| f.starts_with(end, w)) && !goes_on;
        // 별도로 이십 명
        let counts = len < 3
            && self.unit(end) == 0x20
            && is_hangul(self.unit(end + 1))
            && !ENDS.iter().any(|w| f.starts_with(end + 1, w));
        if len < 2 || plain == len || !ended || counts {
            return None;
        }
        self.put(at, end, digits.get(..len)?);
        // 番地
        if self.unit(next) == 0x756A && self.unit(next + 1) == 0x5730 {
            self.word(next, next + 2, "번지");
            return Some(next + 2);
        }
        Some(end + usize::from(counted))
    }

    /// Puts a date that is said at `at` in digits, the year before 년 at least; where it ends.
    fn date(&mut self, at: usize) -> Option<usize> {
        const PARTS: [(u16, u16, &str, usize); 3] =
            [(0xB144, 0x5E74, "년", 4), (0xC6D4, 0x6708, "월", 2), (0xC77C, 0x65E5, "일", 2)];
        let mut from = at;
        let mut last = None;
        for (i, &(hangul, hanja, word, most)) in PARTS.iter().enumerate() {
            // 正月 初三日
            let first = self.unit(from) == 0x6B63;
            let skip = usize::from(self.unit(from) == 0x521D);
            // 유월, 시월, 섣달, 동짓달, 정월
            let named = MONTHS.iter().find(|(name, _)| i == 1 && self.page.folded.starts_with(from, name));
            let (digits, len, end, plain) = if let Some(&(name, month)) = named {
                let width = name.chars().count();
                let digits = [(month / 10) as u8, (month % 10) as u8];
                self.put(from, from + width, digits.get(usize::from(month < 10)..)?);
                self.word(from + width, from + width, "월");
                last = Some(from + width);
                from = self.skip(from + width);
                continue;
            } else if first && i == 1 {
                ([1, 0, 0, 0, 0], 1, from + 1, 0)
            } else {
                let Some((mut digits, mut len, mut end, plain)) = self.numerals(from + skip) else { break };
                // 칠일, 이십일: the last is the day's own word.
                if i == 2 && len > 1 && self.unit(end - 1) == hangul && self.unit(end) != hangul {
                    end -= 1;
                    let tens = self.unit(end - 1) == 0xC2ED;
                    match digits.get_mut(len - 1).filter(|_| tens) {
                        Some(last) => *last = 0,
                        None => len -= 1,
                    }
                }
                (digits, len, end, plain)
            };
            let unit = self.unit(end);
            if len == 0 || len > most || i == 0 && len != 2 && len != 4 || unit != hangul && unit != hanja {
                break;
            }
            if plain < len || unit == hanja {
                self.put(from, end, digits.get(..len)?);
                if unit == hanja {
                    self.word(end, end + 1, word);
                }
            }
            last = Some(end + 1);
            from = self.skip(end + 1);
        }
        let end = last?;
        // 四一年生
        if self.unit(end) == 0x751F {
            self.word(end, end + 1, "생");
        }
        Some(end)
    }
}
