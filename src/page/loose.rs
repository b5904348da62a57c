//! Numbers however they are written: `M.000.C.4417`, `23–7600 0418`, `1AA－26ll－OO04417`, `26·기·0041`, `이공이일 다시 사사일칠`, `P二二○○○○○四一八二七`.
//!
//! Signs are read one after another over whatever people put between them: spaces, marks of any sort, arrows, brackets, words said for marks, a line break.
//! Which row of signs is a number is said by the kind; only what a label or a column announces is read like this.

use super::Page;
use super::said::{self, Sort};
use crate::span::FoldSpan;
use crate::text::{Class, OTHER};

/// The most signs that are read.
pub const MOST: usize = 32;

/// What stands before a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// Nothing.
    None,
    /// Spaces.
    Space,
    /// A mark, a word said for one, a line break.
    Mark,
    /// A comma or a point with a space behind it: two numbers of a list, perhaps.
    List,
}

/// Signs read from the beginning of a value: digits as `0`–`9`, letters as capitals.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    signs: [u8; MOST],
    edges: [Edge; MOST],
    len: usize,
    /// How many are digits as written.
    pub plain: usize,
    /// How many are spoken numerals.
    pub spoken: usize,
    /// How many of these are numerals in Hanja.
    hanja: usize,
    /// How many rings stand for zeros.
    rings: usize,
    /// How many marks and spaces stand between.
    pub gaps: usize,
    /// How many signs stand before the first of these.
    pub head: usize,
    /// How many of these are spaces alone.
    pub spaces: usize,
    /// How many of these may part two numbers of a list.
    pub lists: usize,
}

impl Signs {
    const EMPTY: Self = Self {
        signs: [0; MOST],
        edges: [Edge::None; MOST],
        len: 0,
        plain: 0,
        spoken: 0,
        hanja: 0,
        rings: 0,
        gaps: 0,
        head: 0,
        spaces: 0,
        lists: 0,
    };

    fn push(&mut self, sign: u8, edge: Edge) {
        if let (Some(slot), Some(before)) = (self.signs.get_mut(self.len), self.edges.get_mut(self.len)) {
            (*slot, *before) = (sign, edge);
            self.len += 1;
        }
    }

    /// The signs.
    pub fn all(&self) -> &[u8] {
        self.signs.get(..self.len).unwrap_or(&[])
    }

    /// How many signs.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the signs are read in good faith: rings only among numerals in Hanja.
    fn sound(&self) -> bool {
        self.rings == 0 || self.hanja >= 2 || self.plain + self.spoken >= 3 * self.rings
    }

    /// Whether they are `n` digits, letters that look like digits counted where at least a quarter are plain.
    pub fn digits(&self, n: usize) -> bool {
        self.len == n && self.all().iter().all(|&s| digit(s)) && (self.plain + self.spoken) * 4 >= n
    }

    /// Whether the signs are letters (`A`) and digits (`0`) in this order.
    pub fn like(&self, form: &[u8]) -> bool {
        self.len == form.len()
            && self.all().iter().zip(form).all(|(&s, &f)| if f == b'A' { s.is_ascii_uppercase() } else { digit(s) })
            && (self.plain + self.spoken) * 4 >= self.len
    }

    /// Whether marks and no mere spaces part them, or every sign stands by itself.
    pub fn joined(&self) -> bool {
        self.spaces == 0 || self.gaps + 1 == self.len
    }

    /// Whether they are written in a way that the plain reading leaves: said, or with something between.
    pub fn odd(&self) -> bool {
        self.spoken > 0 || self.gaps > 0
    }

    /// The value of the digit at `i`.
    pub fn value(&self, i: usize) -> u32 {
        match self.all().get(i) {
            Some(&s @ b'0'..=b'9') => u32::from(s - b'0'),
            Some(b'I' | b'L') => 1,
            _ => 0,
        }
    }

    /// The digits `from..to` as a number.
    pub fn number(&self, from: usize, to: usize) -> u32 {
        (from..to.min(from + 9)).fold(0, |n, i| n * 10 + self.value(i))
    }

    /// How many digits stand in each part, where parts end at an edge of at least this sort; at most eight parts.
    pub fn parts(&self, edge: Edge) -> ([usize; 8], usize) {
        let (mut parts, mut n) = ([0; 8], 0);
        for (i, &before) in self.edges.iter().take(self.len).enumerate() {
            if i > 0 && before >= edge {
                n += 1;
            }
            match parts.get_mut(n) {
                Some(part) => *part += 1,
                None => return (parts, 9),
            }
        }
        (parts, n + 1)
    }
}

/// Whether a sign is a digit or a letter that looks like one.
pub const fn digit(sign: u8) -> bool {
    matches!(sign, b'0'..=b'9' | b'O' | b'I' | b'L')
}

/// What stands between two signs at `i`: where the next sign may stand.
fn gap(page: &Page, i: usize, to: usize, line: bool, signs: &Signs) -> Option<(usize, Edge)> {
    let f = &page.folded;
    let said = matches!(f.class_before(i), Class::Hangul | Class::Hanja);
    let singles = signs.gaps + 1 == signs.len;
    let (mut k, mut marks, mut spaces, mut broken, mut edge) = (i, 0, 0, false, Edge::Space);
    while k < to && k < i + 12 && marks <= 3 {
        let unit = f.unit(k);
        match f.class(k) {
            Class::Space if spaces < 4 || broken => spaces += 1,
            // A line may break behind a mark, or between digits.
            Class::Newline
                if line
                    && !broken
                    && (marks > 0 || f.class_before(i) == Class::Digit || said)
                    && !item(page, k + 1) =>
            {
                (broken, edge) = (true, Edge::Mark);
            }
            Class::Punct => match unit {
                0x25 | 0x40 | 0x3B | 0x24 | 0x20A9 => break,
                0x7C if !(singles && spaces == 0) => break,
                // A comma or a point before a space ends one number; between numerals that are said it may not.
                0x2C | 0x2E if f.class(k + 1) == Class::Space && spaces == 0 && !broken => {
                    marks += 1;
                    edge = edge.max(if unit == 0x2C && said { Edge::Mark } else { Edge::List });
                }
                // 1,000
                0x2C if !said
                    && f.class(k + 4) != Class::Digit
                    && (k + 1..k + 4).all(|m| f.class(m) == Class::Digit)
                    && signs.gaps == 0
                    && signs.len <= 3 =>
                {
                    marks += 1;
                    edge = Edge::List;
                }
                _ => {
                    marks += 1;
                    edge = edge.max(Edge::Mark);
                }
            },
            Class::Blank if unit == 0x2A && k == i => {
                marks += 2;
                edge = edge.max(Edge::Mark);
            }
            Class::Hangul => match said::mark(page, k) {
                Some((len, _)) if marks == 0 || spaces > 0 => {
                    marks += 1;
                    edge = edge.max(Edge::Mark);
                    k += len - 1;
                }
                _ => break,
            },
            _ if unit == OTHER || matches!(unit, 0x3161 | 0x30FC) => {
                marks += 1;
                edge = edge.max(Edge::Mark);
            }
            _ => break,
        }
        k += 1;
    }
    (k > i && marks <= 3).then_some((k, edge))
}

/// Whether the number of an item opens the line at `at`: `2. 대상`, `3) 대상`.
fn item(page: &Page, at: usize) -> bool {
    let f = &page.folded;
    let start = (at..at + 4).find(|&i| f.class(i) != Class::Space).unwrap_or(at);
    // ② 돈나: a number in a ring, and what it numbers.
    if f.class(start) == Class::Circled && f.class(start + 1) == Class::Space && f.class(start + 2) != Class::Digit {
        return true;
    }
    let end = (start..start + 2).find(|&i| f.class(i) != Class::Digit).unwrap_or(start + 2);
    end > start
        && matches!(f.unit(end), 0x2E | 0x29)
        && (f.class(end + 1) == Class::Hangul || f.class(end + 1) == Class::Space && f.class(end + 2) != Class::Digit)
}

/// Whether signs go on at `next`, behind a gap.
fn goes_on(page: &Page, next: usize, letters: bool, signs: &Signs) -> bool {
    let f = &page.folded;
    match f.class(next) {
        Class::Digit | Class::Latin | Class::Circled | Class::Jamo => true,
        Class::Blank => signs.hanja > 0 || matches!(f.class(next + 1), Class::Hanja),
        Class::Hanja => said::run(page, next) > 0,
        Class::Hangul => {
            if letters && said::letter(page, next).is_some() {
                return true;
            }
            let n = said::run(page, next);
            let behind = f.unit(next + n);
            // (31070022)이: a particle behind the bracket.
            if n == 1 && signs.spoken == 0 && matches!(f.unit_before(next), 0x29 | 0x5D | 0x22 | 0x27) {
                return false;
            }
            // 이 사람 is no numeral, 사일팔이 is one.
            n >= 3
                || n == 2 && signs.spoken > 2
                || n > 0
                    && (f.class(next + n) != Class::Hangul
                        || said::mark(page, next + n).is_some()
                        || "로으은는을를이입라번호과와도만요임".encode_utf16().any(|u| u == behind))
        }
        _ => false,
    }
}

/// The longest number in a value, from its first sign on, that `fits`; it ends where a run of signs ends. `line` lets it go on behind a line break,
/// `letters` reads the names of letters.
pub(super) fn read(
    page: &Page,
    at: FoldSpan,
    line: bool,
    letters: bool,
    fits: &dyn Fn(&Signs) -> bool,
) -> Option<FoldSpan> {
    let f = &page.folded;
    let start = at.start as usize;
    let to = if line { f.len().min(at.end as usize + 32) } else { at.end as usize };
    // A bracket around the first part.
    let mut i = start;
    if matches!(f.unit(i), 0x28 | 0x5B) {
        i += 1;
    }
    let from = i;
    let mut signs = Signs::EMPTY;
    let mut edge = Edge::None;
    let mut best = None;
    while i < to && signs.len < MOST {
        let Some(token) = said::token(page, i, letters) else { break };
        for &sign in token.signs() {
            signs.push(sign, edge);
            edge = Edge::None;
            match token.sort {
                Sort::Plain => signs.plain += 1,
                Sort::Said => signs.spoken += 1,
                Sort::Hanja => {
                    signs.spoken += 1;
                    signs.hanja += 1;
                }
                Sort::Ring => signs.rings += 1,
                Sort::Letter => {}
            }
        }
        i += token.width;
        let hangul = f.class(i) == Class::Hangul;
        let numeral = hangul && (said::run(page, i) > 0 || letters && said::letter(page, i).is_some());
        let ended = match (f.class(i), token.sort) {
            (Class::Digit | Class::Latin | Class::Circled, _) => false,
            (Class::Hanja, _) => said::token(page, i, false).is_none(),
            (Class::Blank, Sort::Hanja | Sort::Ring) => f.unit(i) == 0x2A,
            // A particle behind numerals: …사일칠이고.
            (Class::Hangul, Sort::Said) if f.unit(i) == 0xC774 => true,
            // A word that begins with a numeral: …사일칠사유.
            (Class::Hangul, Sort::Said) if said::run(page, i) == 1 && f.class(i + 1) == Class::Hangul => true,
            (Class::Hangul, _) => !numeral,
            _ => true,
        };
        // Spoken numerals count from four on.
        if ended && (signs.spoken == 0 || signs.spoken >= 4 || signs.plain >= 4) && signs.sound() && fits(&signs) {
            // The bracket around the whole or around the last part closes it.
            let around = matches!(f.unit(i), 0x29 | 0x5D) && from > start;
            let opened =
                (from..i).filter(|&k| f.unit(k) == 0x28).count() > (from..i).filter(|&k| f.unit(k) == 0x29).count();
            let close = usize::from(around || opened && f.unit(i) == 0x29);
            // (22)76000418: the bracket that opens before the number closes inside it.
            let inside = from > start && (from..i).any(|k| matches!(f.unit(k), 0x29 | 0x5D));
            best = Some(FoldSpan::new(if around || inside { start } else { from }, i + close));
            // …이고: the two is a copula.
            if f.unit(i) == 0xC774 && said::copula(f.unit(i + 1)) {
                break;
            }
        }
        let run_on = match f.class(i) {
            Class::Digit | Class::Latin | Class::Circled => true,
            Class::Hanja => said::token(page, i, false).is_some(),
            Class::Blank => f.unit(i) != 0x2A && !ended,
            Class::Hangul => numeral && (letters || said::mark(page, i).is_none()),
            _ => false,
        };
        if run_on {
            continue;
        }
        let Some((next, between)) = gap(page, i, to, line, &signs) else { break };
        if !goes_on(page, next, letters, &signs) {
            break;
        }
        if signs.gaps == 0 {
            signs.head = signs.len;
        }
        signs.gaps += 1;
        signs.spaces += usize::from(between == Edge::Space);
        signs.lists += usize::from(between == Edge::List);
        (edge, i) = (between, next);
    }
    best
}

/// Whether a sign may begin at `i`: no digit, letter or numeral stands before it that it would go on.
pub(super) fn begins(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    let before = f.class_before(i);
    match f.class(i) {
        Class::Digit => !matches!(before, Class::Digit | Class::Latin) && page.clear_left(i as u32),
        Class::Latin | Class::Circled => !matches!(before, Class::Digit | Class::Latin | Class::Circled),
        Class::Hanja => before != Class::Hanja && said::run(page, i) >= 2,
        Class::Hangul => {
            let n = said::run(page, i);
            let named = said::letter(page, i).is_some_and(|(_, len)| {
                let k = i + len;
                let k = k + usize::from(f.class(k) == Class::Space);
                f.class(k) == Class::Digit || said::run(page, k) >= 2
            });
            if before == Class::Hangul { n >= 4 } else { n >= 2 || named || n == 1 && f.class(i + 1) != Class::Hangul }
        }
        _ => matches!(f.unit(i), 0x28 | 0x5B) && f.class(i + 1) == Class::Digit,
    }
}
