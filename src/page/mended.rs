//! A draft with its oddities of writing taken out, for a second reading: syllables and digits that stand one by one, words and numbers that a line
//! end tears, letters that were read for digits, numbers of houses that are said.
//!
//! What is taken out is given up for nothing else: only what is found across such a place counts (`Mended::across`), everything else was read
//! as it stands.

use super::Page;
use super::numerals::spoken_digit;
use crate::span::{FoldSpan, Span};
use crate::text::{Class, is_hangul};
use crate::words::List;

/// The fewest signs that stand one by one beside each other before they are read as one word, and how many of them are syllables.
const SIGNS: usize = 5;
const SYLLABLES: usize = 3;
/// The fewest digits that stand one by one.
const DIGITS: usize = 3;
/// So many torn words make a text whose line ends tear words.
const TORN: usize = 2;

/// A change: these bytes of the draft are read as those digits or that word (neither: they are left out).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    at: Span,
    digits: [u8; 5],
    len: usize,
    /// A word instead of digits.
    word: &'static str,
    /// Whether it joins what a line end tears.
    line: bool,
}

/// A stretch of the mended text: where it begins there, and what it was read from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    begins: usize,
    from: Span,
    /// As it stands: byte for byte.
    plain: bool,
}

/// What the mended text was joined at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// Signs in a line.
    Signs,
    /// The end of a line.
    Line,
}

/// A mended draft.
#[derive(Default)]
pub struct Mended {
    text: String,
    changes: Vec<Change>,
    pieces: Vec<Piece>,
}

impl Mended {
    /// Mends what `page` was read from; whether there was anything to mend.
    pub fn read(&mut self, page: &Page, draft: &str) -> bool {
        self.wipe();
        let mut found = Finder { page, changes: &mut self.changes };
        found.digits();
        found.syllables();
        found.lookalikes();
        found.said();
        found.lines();
        if self.changes.is_empty() {
            return false;
        }
        self.changes.sort_unstable_by_key(|c| (c.at.start, c.at.end));
        let mut end = 0;
        self.changes.retain(|c| {
            let apart = c.at.start >= end;
            end = end.max(c.at.end);
            apart
        });
        let mut at = 0;
        self.text.reserve(draft.len() + 16 * self.changes.len());
        for change in &self.changes {
            self.pieces.push(Piece {
                begins: self.text.len(),
                from: Span { start: at, end: change.at.start },
                plain: true,
            });
            self.text.push_str(draft.get(at..change.at.start).unwrap_or(""));
            if change.len > 0 || !change.word.is_empty() {
                self.pieces.push(Piece { begins: self.text.len(), from: change.at, plain: false });
                self.text.push_str(change.word);
                self.text.extend(change.digits.iter().take(change.len).map(|&d| char::from(b'0' + d)));
            }
            at = change.at.end;
        }
        self.pieces.push(Piece { begins: self.text.len(), from: Span { start: at, end: draft.len() }, plain: true });
        self.text.push_str(draft.get(at..).unwrap_or(""));
        true
    }

    /// The mended text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the draft that a span of the mended text was read from.
    pub fn span(&self, at: Span) -> Span {
        let last = at.end.saturating_sub(1).max(at.start);
        Span { start: self.back(at.start, false), end: self.back(last, true) }
    }

    /// The byte of the draft that byte `at` of the mended text was read from; with `behind`, where what it belongs to ends.
    fn back(&self, at: usize, behind: bool) -> usize {
        let i = self.pieces.partition_point(|p| p.begins <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(i) else { return 0 };
        match (piece.plain, behind) {
            (true, _) => (piece.from.start + (at - piece.begins) + usize::from(behind)).min(piece.from.end),
            (false, true) => piece.from.end,
            (false, false) => piece.from.start,
        }
    }

    /// What was mended within a span of the draft: signs, or nothing but the ends of lines between words.
    pub fn across(&self, at: Span) -> Option<Across> {
        let from = self.changes.partition_point(|c| c.at.end <= at.start);
        let within = self.changes.get(from..)?.iter().take_while(|c| c.at.start < at.end);
        within.map(|c| if c.line { Across::Line } else { Across::Signs }).min_by_key(|&a| a == Across::Line)
    }

    /// Overwrites what was copied of the draft, and keeps the memory.
    pub fn wipe(&mut self) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.fill(0);
        std::hint::black_box(&bytes);
        bytes.clear();
        self.text = String::from_utf8(bytes).unwrap_or_default();
        self.changes.iter_mut().for_each(|c| c.digits = [0; 5]);
        std::hint::black_box(&self.changes);
        self.changes.clear();
        self.pieces.clear();
    }
}

/// Looks for what is to be mended.
struct Finder<'a> {
    page: &'a Page,
    changes: &'a mut Vec<Change>,
}

impl Finder<'_> {
    fn unit(&self, i: usize) -> u16 {
        self.page.folded.unit(i)
    }

    fn class(&self, i: usize) -> Class {
        self.page.folded.class(i)
    }

    /// Leaves out the units from `from` to `to`.
    fn leave_out(&mut self, from: usize, to: usize, line: bool) {
        let at = self.page.span(FoldSpan::new(from, to));
        self.changes.push(Change { at, digits: [0; 5], len: 0, word: "", line });
    }

    /// Reads the units from `from` to `to` as digits.
    fn put(&mut self, from: usize, to: usize, digits: &[u8]) {
        let mut change = Change {
            at: self.page.span(FoldSpan::new(from, to)),
            digits: [0; 5],
            len: digits.len(),
            word: "",
            line: false,
        };
        change.digits.iter_mut().zip(digits).for_each(|(slot, &d)| *slot = d);
        self.changes.push(change);
    }

    /// Reads the units from `from` to `to` as a word.
    fn word(&mut self, from: usize, to: usize, word: &'static str) {
        let at = self.page.span(FoldSpan::new(from, to));
        self.changes.push(Change { at, digits: [0; 5], len: 0, word, line: false });
    }

    /// `9 0 1 2`, `9-0-1-2`, `9 O 1 7`: digits one by one, the same sign between them; `6 8 . 0 1 . 1 4` beside the marks of a date.
    fn digits(&mut self) {
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
    fn alone(&self, i: usize) -> Option<Class> {
        let sign = |class| matches!(class, Class::Hangul | Class::Digit | Class::Latin);
        let class = self.class(i);
        (sign(class) && !sign(self.page.folded.class_before(i)) && !sign(self.class(i + 1))).then_some(class)
    }

    /// `주 소 경 기 도`: signs one by one; `함 · 석 · 진`, `우☆정☆화`: the syllables of a name with the same mark between them.
    fn syllables(&mut self) {
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
    fn lookalikes(&mut self) {
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

    /// `갈마리 구천십이 번지`, `이백오동 천칠백사호`, `의향로 九〇〇9`: the number of a house that is said, behind a road or a village; `四七年 七月`, `팔십이년생`:
    /// years, months and days that are said.
    fn said(&mut self) {
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
            let mut rest = value;
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
            let first = self.unit(from) == 0x6B63 || self.unit(from) == 0xC815 && hangul == 0xC6D4;
            let skip = usize::from(self.unit(from) == 0x521D);
            let (digits, len, end, plain) = if first && i == 1 {
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

    /// `구봉⏎팔(심판)`, `9⏎011 `: words and numbers that a line end tears.
    fn lines(&mut self) {
        let page = self.page;
        let before = self.changes.len();
        let mut torn = 0;
        for pair in page.lines.windows(2) {
            let [above, below] = pair else { continue };
            let (end, start) = (above.end as usize, below.start as usize);
            if end < above.start as usize + 4 || below.end as usize <= start || start != end + 1 {
                continue;
            }
            match (page.folded.class_before(end), self.class(start)) {
                (Class::Hangul, Class::Hangul) if self.tears(end, start) => {
                    // 도 규⏎선(: a name whose syllables stand apart tells by itself that it is torn.
                    let apart = self.alone(end - 1).is_some()
                        && self.unit(end.wrapping_sub(2)) == 0x20
                        && self.alone(end.wrapping_sub(3)).is_some()
                        && self.alone(start) == Some(Class::Hangul);
                    torn += if apart { TORN } else { 1 };
                    self.leave_out(end, start, true);
                }
                (Class::Digit, Class::Digit | Class::Hangul) => {
                    if let Some((from, to)) = self.house(end, start) {
                        for i in from..to {
                            if matches!(page.folded.class(i), Class::Space | Class::Newline) {
                                self.leave_out(i, i + 1, false);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        torn += self.upright();
        if torn < TORN {
            let mut i = 0;
            self.changes.retain(|c| {
                i += 1;
                i <= before || !c.line
            });
        }
    }

    /// `국⏎춘⏎화`, `곡⏎영달`: lines of one or two syllables that make up a name between longer ones. Says how much that tells of torn words.
    fn upright(&mut self) -> usize {
        let page = self.page;
        // How many syllables a line of nothing else has.
        let short = |l: usize| {
            let line = page.lines.get(l)?;
            let n = (line.end - line.start) as usize;
            ((1..=2).contains(&n) && line.span().range().all(|i| is_hangul(self.unit(i)))).then_some(n)
        };
        let (mut l, mut found) = (0, Vec::new());
        while l < page.lines.len() {
            let run: Vec<usize> = (l..).map_while(short).collect();
            let told = run.len() >= 2 && (3..=4).contains(&run.iter().sum::<usize>()) && run.first() == Some(&1);
            if told {
                found.extend(page.lines.iter().skip(l).take(run.len() - 1).map(|line| line.end as usize));
            }
            l += run.len().max(1);
        }
        for &end in &found {
            self.leave_out(end, end + 1, true);
        }
        if found.is_empty() { 0 } else { TORN }
    }

    /// Whether what stands on both sides of a line end is short enough for the two parts of a name, and no word of the lists.
    fn tears(&self, end: usize, start: usize) -> bool {
        let run = |unit: usize| is_hangul(self.unit(unit));
        let left = (0..end).rev().take(4).take_while(|&i| run(i)).count();
        let right = (start..start + 4).take_while(|&i| run(i)).count();
        let known = |from: usize, to: usize| {
            let mut hits = self.page.hits_in(FoldSpan::new(from, to));
            hits.any(|h| {
                (h.start as usize, h.end as usize) == (from, to)
                    && [List::Labels, List::OtherLabels, List::Headers, List::Titles, List::Persons]
                        .iter()
                        .any(|&l| h.is(l))
            })
        };
        left <= 2
            && right <= 2
            && left + right <= 4
            && self.class(start + right) != Class::Tab
            && !(left == 2 && known(end - left, end))
            && !(right == 2 && known(start, start + right))
            && !matches!(self.page.folded.class_before(end - left), Class::Digit)
    }

    /// From where to where the number of a house is torn: a road or village stands before it and no more than five digits make it up, or 호, 층, 동 or 번지 stand behind.
    fn house(&self, end: usize, start: usize) -> Option<(usize, usize)> {
        // Digits, one by one too.
        let digit = |i: usize| self.class(i) == Class::Digit;
        let (mut from, mut left) = (end, 0);
        while from > 0 && left < 6 {
            if digit(from - 1) {
                (from, left) = (from - 1, left + 1);
            } else if from < end
                && from > 1
                && self.unit(from - 1) == 0x20
                && self.alone(from - 2) == Some(Class::Digit)
            {
                from -= 1;
            } else {
                break;
            }
        }
        let (mut to, mut right) = (start, 0);
        while right < 6 {
            if digit(to) {
                (to, right) = (to + 1, right + 1);
            } else if to > start && self.unit(to) == 0x20 && self.alone(to + 1) == Some(Class::Digit) {
                to += 1;
            } else {
                break;
            }
        }
        let f = &self.page.folded;
        let behind = to + usize::from(self.unit(to) == 0x20 && right > 0);
        let counted = (matches!(self.unit(behind), 0xD638 | 0xCE35) && !is_hangul(self.unit(behind + 1)))
            || f.starts_with(behind, "번지");
        let mut at = from;
        while at > 0 && self.class(at - 1) == Class::Space && from - at < 2 {
            at -= 1;
        }
        let placed = matches!(f.unit_before(at), 0xB85C | 0xAE38 | 0xB3D9 | 0xB9AC | 0xC74D | 0xBA74);
        let short = (1..=4).contains(&left) && left + right <= 5;
        // A line that begins with a small number is the next row, unless the address goes on behind it; none begins with 033.
        let goes_on = self.unit(to) == 0x2C && self.class(to + 1) != Class::Digit;
        let zero = right == 3 && self.unit(start) == 0x30;
        let torn = placed && left <= 3 && (1..=3).contains(&right) && (goes_on || zero);
        (short && (counted || torn)).then_some((from, to))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(draft: &str) -> Option<String> {
        let page = Page::new(draft);
        let mut mended = Mended::default();
        mended.read(&page, draft).then(|| mended.text().to_owned())
    }

    #[test]
    fn it_reads_what_stands_apart_as_one() {
        let cases = [
            ("주소 솔새로 9 0 1 2, 2층", "주소 솔새로 9012, 2층"),
            ("주소 솔새로 9-0-1-2 2층", "주소 솔새로 9012 2층"),
            ("주 소 가 람 시 솔 새 로 9 0 1 2", "주소가람시솔새로9012"),
            ("신청인 함 · 석 · 진 (남)", "신청인 함석진 (남)"),
            ("신청인 우☆정☆화", "신청인 우정화"),
            ("솔새로 9O3l, 302호", "솔새로 9031, 302호"),
            ("갈마리 구천십이 번지", "갈마리 9012 번지"),
            ("솔새로 이백오동 천칠백사호", "솔새로 205동 1704호"),
            ("의향로 九〇〇9, 302호", "의향로 9009, 302호"),
            ("소룡동 九千四十五 番地", "소룡동 9045 번지"),
            ("청전동 九 一 七 〇", "청전동 9170"),
            ("노물길 9 O 1 7", "노물길 9017"),
            ("장고개로 9 0\n4 4, 3\n02호", "장고개로 9044, 302호"),
            ("염순득 (四七年 七月 初三日)", "염순득 (47년 7월 3일)"),
            (
                "팔십이년생, 육십사년 이월 십팔일, 사십이년 칠월 칠일, 칠칠년 오월 이십일",
                "82년생, 64년 2월 18일, 42년 7월 7일, 77년 5월 20일",
            ),
            ("당사자 (6 8 . 0 1 . 1 4)", "당사자 (68 . 01 . 14)"),
            ("솔새로 9\n011)", "솔새로 9011)"),
            ("심판 배구 구봉\n팔(심판비), 씨름 도삼\n열(심판비)", "심판 배구 구봉팔(심판비), 씨름 도삼열(심판비)"),
        ];
        for (draft, text) in cases {
            assert_eq!(mended(draft).as_deref(), Some(text), "{draft}");
        }
    }

    #[test]
    fn it_leaves_ordinary_writing_alone() {
        for draft in [
            "1. 추진 계획\n2. 소요 예산 1,000원",
            "가. 나. 다. 라.",
            "2026. 1. 2. 09:30",
            "별도로 이십 명을 둔다.",
            "예산과\n1\n2\n3",
            "가람시 늘솔동 ○○○",
            "주소: 가람시 솔새로 12\n3) 연락처",
            "김가람\n가람시 솔새로 12\n2\n나도윤",
            "노·사·정 위원장, 민·관·군 합동",
            "위원 수 12명\n기준: 두 시간\n\n조치\n문의 051-000-3377",
        ] {
            assert_eq!(mended(draft), None, "{draft}");
        }
    }

    #[test]
    fn it_finds_the_way_back() {
        let draft = "집 솔새로 구천십이 번지 2 0 3 호";
        let page = Page::new(draft);
        let mut mended = Mended::default();
        assert!(mended.read(&page, draft));
        let of = |part: &str| {
            let start = mended.text().find(part).expect("there");
            let span = mended.span(Span { start, end: start + part.len() });
            (&draft[span.range()], mended.across(span))
        };
        assert_eq!(mended.text(), "집 솔새로 9012 번지 203 호");
        assert_eq!(of("솔새로 9012 번지 203 호"), ("솔새로 구천십이 번지 2 0 3 호", Some(Across::Signs)));
        assert_eq!(of("9012"), ("구천십이", Some(Across::Signs)));
        assert_eq!(of("203 호"), ("2 0 3 호", Some(Across::Signs)));
        assert_eq!(of("번지"), ("번지", None));
        assert_eq!(of("집 솔새로"), ("집 솔새로", None));
    }
}
