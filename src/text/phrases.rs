//! A few short phrases known when compiling, tested at a place of the folded draft: one look at the first (or last) character lets most
//! places pass. For long lists that people edit there are the word lists (`words/`).

use super::Folded;

/// The longest phrase, in characters.
const LONGEST: usize = 14;

/// A set of phrases; where several fit, the first that was given counts.
pub struct Phrases<const N: usize> {
    /// The units that phrases begin with.
    first: Glance,
    /// The same for the last unit.
    last: Glance,
    /// The first and last unit of each.
    edges: [(u16, u16); N],
    phrases: [Phrase; N],
}

#[derive(Clone, Copy)]
struct Phrase {
    units: [u16; LONGEST],
    len: u8,
}

impl Phrase {
    fn units(&self) -> &[u16] {
        self.units.get(..self.len as usize).unwrap_or(&[])
    }

    #[inline]
    fn fits(&self, text: &[u16], ends: bool) -> bool {
        if ends { text.ends_with(self.units()) } else { text.starts_with(self.units()) }
    }
}

const fn bit(unit: u16) -> u64 {
    1 << (unit % 64)
}

/// Which units may be among some: a look that lets none of them pass unseen and hardly any other.
#[derive(Clone, Copy)]
pub struct Glance([u64; 4]);

impl Glance {
    /// Of no unit.
    pub const NONE: Self = Self([0; 4]);

    /// The same with one unit more.
    pub const fn with(mut self, unit: u16) -> Self {
        self.0[(unit / 64 % 4) as usize] |= bit(unit);
        self
    }

    /// Whether a unit may be one of them.
    #[inline]
    pub const fn may(&self, unit: u16) -> bool {
        self.0[(unit / 64 % 4) as usize] & bit(unit) != 0
    }
}

/// The first character of a text of the Basic Multilingual Plane, and what follows.
pub(crate) const fn step(bytes: &[u8]) -> (u16, &[u8]) {
    match bytes {
        [a, rest @ ..] if *a < 0x80 => (*a as u16, rest),
        [a, b, rest @ ..] if *a < 0xE0 => (((*a & 0x1F) as u16) << 6 | (*b & 0x3F) as u16, rest),
        [a, b, c, rest @ ..] => (((*a & 0x0F) as u16) << 12 | ((*b & 0x3F) as u16) << 6 | (*c & 0x3F) as u16, rest),
        _ => panic!("a text ends inside a character"),
    }
}

const fn phrase(text: &str) -> Phrase {
    let (mut units, mut len, mut rest) = ([0u16; LONGEST], 0, text.as_bytes());
    while !rest.is_empty() {
        let (unit, next) = step(rest);
        units[len] = unit;
        len += 1;
        rest = next;
    }
    Phrase { units, len: len as u8 }
}

impl<const N: usize> Phrases<N> {
    /// A set of the phrases given.
    pub const fn new(texts: [&str; N]) -> Self {
        let mut phrases = [Phrase { units: [0; LONGEST], len: 0 }; N];
        let mut edges = [(0, 0); N];
        let (mut first, mut last) = (Glance::NONE, Glance::NONE);
        let mut i = 0;
        while i < N {
            phrases[i] = phrase(texts[i]);
            edges[i] = (phrases[i].units[0], phrases[i].units[phrases[i].len as usize - 1]);
            first = first.with(edges[i].0);
            last = last.with(edges[i].1);
            i += 1;
        }
        Self { first, last, edges, phrases }
    }

    /// How long the phrase is that begins at `i`.
    #[inline]
    pub fn at(&self, folded: &Folded, i: usize) -> Option<usize> {
        let unit = folded.unit(i);
        if self.first.may(unit) { self.search(folded.units().get(i..)?, false) } else { None }
    }

    /// How long the phrase is that ends right before `end`.
    #[inline]
    pub fn before(&self, folded: &Folded, end: usize) -> Option<usize> {
        let unit = folded.unit_before(end);
        if self.last.may(unit) { self.search(folded.units().get(..end)?, true) } else { None }
    }

    /// How long the phrase is that ends right before `end` and does not begin before `from`.
    #[inline]
    pub fn within(&self, folded: &Folded, from: usize, end: usize) -> Option<usize> {
        let unit = folded.unit_before(end);
        if self.last.may(unit) { self.search(folded.units().get(from..end)?, true) } else { None }
    }

    /// Which of the phrases fills `from..to`.
    #[inline]
    pub fn filling(&self, folded: &Folded, from: usize, to: usize) -> Option<usize> {
        let unit = folded.unit(from);
        if !self.first.may(unit) {
            return None;
        }
        let text = folded.units().get(from..to)?;
        self.edges.iter().zip(&self.phrases).position(|(edge, p)| edge.0 == unit && p.units() == text)
    }

    #[inline(never)]
    fn search(&self, text: &[u16], ends: bool) -> Option<usize> {
        let near = if ends { *text.last()? } else { *text.first()? };
        let is_near = |edge: &(u16, u16)| near == if ends { edge.1 } else { edge.0 };
        let found = self.edges.iter().zip(&self.phrases).find(|(edge, p)| is_near(edge) && p.fits(text, ends));
        found.map(|(_, p)| p.len as usize)
    }
}

/// A set of single characters.
pub struct Units<const N: usize> {
    bits: u64,
    units: [u16; N],
}

impl<const N: usize> Units<N> {
    /// The `N` characters of a text.
    pub const fn new(text: &str) -> Self {
        let (mut bits, mut units, mut rest, mut i) = (0, [0u16; N], text.as_bytes(), 0);
        while i < N {
            let (unit, next) = step(rest);
            units[i] = unit;
            bits |= bit(unit);
            rest = next;
            i += 1;
        }
        assert!(rest.is_empty());
        Self { bits, units }
    }

    /// Whether a unit is one of them.
    #[inline]
    pub fn has(&self, unit: u16) -> bool {
        self.bits & bit(unit) != 0 && self.units.contains(&unit)
    }
}

/// How many words of 64 bits hold a bit for each Hangul syllable.
const SYLLABLES: usize = 11_172_usize.div_ceil(64);

/// A set of Hangul syllables.
pub struct Syllables([u64; SYLLABLES]);

impl Syllables {
    /// Of none.
    pub const NONE: Self = Self([0; SYLLABLES]);

    /// The syllables of a text.
    pub const fn of(text: &str) -> Self {
        let (mut set, mut rest) = (Self::NONE, text.as_bytes());
        while !rest.is_empty() {
            let (unit, next) = step(rest);
            set = set.with(unit);
            rest = next;
        }
        set
    }

    /// The syllables that some texts begin with.
    pub const fn beginning<const N: usize>(texts: &[&str; N]) -> Self {
        let (mut set, mut i) = (Self::NONE, 0);
        while i < N {
            set = set.with(step(texts[i].as_bytes()).0);
            i += 1;
        }
        set
    }

    /// The same with one syllable more.
    pub const fn with(mut self, unit: u16) -> Self {
        let k = unit.wrapping_sub(0xAC00) as usize;
        self.0[k / 64] |= 1 << (k % 64);
        self
    }

    /// Whether a unit is one of them.
    #[inline]
    pub fn has(&self, unit: u16) -> bool {
        let k = unit.wrapping_sub(0xAC00) as usize;
        self.0.get(k / 64).is_some_and(|w| w >> (k % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_phrase_that_fits() {
        static WORDS: Phrases<4> = Phrases::new(["으로", "a²", "로", "보호 기간"]);
        let folded = Folded::new("길으로 보호 기간");
        assert_eq!(WORDS.at(&folded, 1), Some(2));
        assert_eq!(WORDS.at(&folded, 2), Some(1));
        assert_eq!(WORDS.at(&folded, 4), Some(5));
        assert_eq!(WORDS.at(&folded, 0), None);
        assert_eq!(WORDS.at(&folded, 99), None);
        assert_eq!(WORDS.before(&folded, 3), Some(2));
        assert_eq!(WORDS.before(&folded, 9), Some(5));
        assert_eq!(WORDS.before(&folded, 8), None);
        static PARTICLES: Units<3> = Units::new("은²a");
        assert!(PARTICLES.has(0xC740) && PARTICLES.has(0xB2) && PARTICLES.has(0x61) && !PARTICLES.has(0xC774));
        assert!(WORDS.filling(&folded, 1, 3) == Some(0) && WORDS.filling(&folded, 1, 4).is_none());
        let begin = Syllables::beginning(&["로", "힣가"]);
        assert!(begin.has(0xB85C) && begin.has(0xD7A3) && !begin.has(0xAC00) && !begin.has(0x61) && !begin.has(0xD7A4));
        assert!(Syllables::of("가나").has(0xB098) && !Syllables::NONE.has(0xB098));
    }
}
