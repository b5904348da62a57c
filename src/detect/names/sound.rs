//! How a name in Latin letters sounds: whether a word is a Korean surname (Kim, Yeo) or may be Korean syllables (Narae, Yeo-reum), and whether Latin letters and
//! Hangul say the same (Gurung Sita, 구룽 시타).
//!
//! Not here: where names stand (`latin.rs`).

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::is_hangul;

/// Korean surnames in Latin letters, in order.
const SURNAMES: [&str; 155] = [
    "ahn", "an", "bae", "baek", "bahk", "bahn", "baik", "bak", "ban", "bang", "bark", "beom", "bong", "boo", "byeon",
    "byun", "cha", "chae", "chang", "chin", "cho", "choe", "choi", "choo", "chu", "chun", "chung", "dan", "do",
    "dokgo", "eo", "eom", "eun", "gal", "gang", "gi", "gil", "go", "gong", "goo", "gu", "guk", "gwak", "gweon", "gwon",
    "ha", "hahm", "ham", "han", "heo", "hong", "huh", "hur", "hwang", "hwangbo", "hyeon", "hyun", "im", "in", "jang",
    "je", "jegal", "jeon", "jeong", "ji", "jin", "jo", "joo", "ju", "jun", "jung", "kang", "ki", "kil", "kim", "ko",
    "kong", "koo", "kook", "ku", "kuk", "kwak", "kwon", "kye", "lee", "lim", "ma", "maeng", "mah", "meng", "min", "mo",
    "moon", "mun", "myung", "na", "nam", "namgung", "no", "noh", "oh", "ok", "pae", "paek", "paik", "pak", "park",
    "pi", "pyeon", "pyo", "pyun", "ra", "rah", "rhee", "ri", "rim", "roh", "ryang", "ryoo", "ryu", "sa", "sagong",
    "seo", "seok", "seol", "seomun", "seong", "seonu", "shim", "shin", "sim", "sin", "so", "sohn", "son", "song",
    "suh", "suk", "sul", "sung", "sunwoo", "tak", "uhm", "um", "wang", "wi", "won", "woo", "yang", "yeo", "yeom", "yi",
    "yim", "yoo", "yoon",
];

/// Those of them that are English words or parts of names of things.
const WORDS: [&str; 16] =
    ["an", "ban", "do", "gal", "go", "ha", "in", "je", "ma", "min", "no", "ok", "pi", "sin", "so", "won"];

/// The longest word that is heard.
const LONG: usize = 16;

/// A word in small letters, without the marks inside.
#[derive(Clone, Copy)]
pub(super) struct Word {
    letters: [u8; LONG],
    len: usize,
}

impl Word {
    /// The letters from `from` to `to`.
    pub(super) fn of(page: &Page, from: usize, to: usize) -> Self {
        let mut word = Self { letters: [0; LONG], len: 0 };
        for i in from..to {
            let unit = page.folded.unit(i) | 0x20;
            let letter = match unit {
                0x61..=0x7A => unit as u8,
                // Letters with marks sound like nothing that is known here.
                0xC0.. => b'?',
                _ => continue,
            };
            if let Some(slot) = word.letters.get_mut(word.len) {
                *slot = letter;
                word.len += 1;
            }
        }
        word
    }

    fn text(&self) -> &[u8] {
        self.letters.get(..self.len).unwrap_or(&[])
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether it is a Korean surname.
    pub(super) fn is_surname(&self) -> bool {
        SURNAMES.binary_search_by(|s| s.as_bytes().cmp(self.text())).is_ok()
    }

    /// Whether it is a Korean surname and no English word.
    pub(super) fn is_clear_surname(&self) -> bool {
        self.is_surname() && !WORDS.iter().any(|w| w.as_bytes() == self.text())
    }

    /// Whether one to three Korean syllables sound so: Narae, Haneul, Ji.
    pub(super) fn is_korean(&self) -> bool {
        let text = self.text();
        // Where a syllable may end, one bit a letter.
        let mut ends: u32 = 1;
        for _ in 0..3 {
            let mut next = 0;
            for at in 0..text.len() {
                if ends >> at & 1 == 1 {
                    next |= syllable(text.get(at..).unwrap_or(&[])) << at;
                }
            }
            if next >> text.len() & 1 == 1 {
                return true;
            }
            ends = next;
        }
        false
    }

    /// Whether it is part of a longer run of letters in any case: the gaeun of gaeun_do@.
    pub(super) fn stands_in(&self, other: &Word) -> bool {
        self.len >= 3 && other.text().windows(self.len).any(|w| w == self.text())
    }
}

/// Where a Korean syllable at the beginning of a text may end: bit `n` where it may be `n` letters.
fn syllable(text: &[u8]) -> u32 {
    const VOWELS: [&[u8]; 15] =
        [b"eui", b"eu", b"eo", b"ae", b"oe", b"oo", b"ee", b"ou", b"ui", b"wi", b"a", b"e", b"i", b"o", b"u"];
    const ENDS: [&[u8]; 10] = [b"", b"ng", b"k", b"g", b"n", b"l", b"m", b"p", b"b", b"h"];
    let unit = |i: usize| text.get(i).copied().unwrap_or(0);
    let double = unit(0) == unit(1) && matches!(unit(0), b'b' | b'd' | b'g' | b'k' | b'p' | b's' | b't' | b'j');
    let first = match (unit(0), unit(1)) {
        (b'c' | b's', b'h') => 2,
        _ if double => 2,
        (b'b' | b'd' | b'g' | b'h' | b'j' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b's' | b't', _) => 1,
        _ => 0,
    };
    let glide = first + usize::from(matches!(unit(first), b'w' | b'y'));
    let mut out = 0;
    for vowel in VOWELS.iter().filter(|v| text.get(glide..).is_some_and(|t| t.starts_with(v))) {
        let behind = glide + vowel.len();
        for end in ENDS.iter().filter(|e| text.get(behind..).is_some_and(|t| t.starts_with(e))) {
            out |= 1 << (behind + end.len());
        }
    }
    out
}

/// How many consonants are compared at most.
const CONSONANTS: usize = 24;

/// The consonants of a name, each as the letter of its place: those that sound alike are one.
struct Skeleton {
    sounds: [u8; CONSONANTS],
    len: usize,
}

impl Skeleton {
    fn push(&mut self, sound: u8) {
        if let Some(slot) = self.sounds.get_mut(self.len) {
            *slot = sound;
            self.len += 1;
        }
    }

    fn sounds(&self) -> &[u8] {
        self.sounds.get(..self.len).unwrap_or(&[])
    }
}

/// The consonants of Latin words, the first `skip` of them behind the others.
fn latin(words: &[Word], skip: usize) -> Skeleton {
    let mut out = Skeleton { sounds: [0; CONSONANTS], len: 0 };
    let (behind, first) = words.split_at(skip.min(words.len()));
    for word in first.iter().chain(behind) {
        let text = word.text();
        let silent: usize = match text {
            // 이 노 양 유 임 여 have lost theirs.
            b"lee" | b"li" | b"ri" | b"rhee" | b"lim" | b"rim" | b"ryu" | b"ryoo" | b"ryang" => 1,
            _ => 0,
        };
        let unit = |i: usize| text.get(i).copied().unwrap_or(0);
        let mut i = silent;
        while i < text.len() {
            let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w');
            let (sound, n) = match (unit(i), unit(i + 1)) {
                (b'n', b'g') => (b'N', 2),
                (b'c' | b'z' | b'j', b'h') => (b'j', 2),
                (b'j' | b'z', _) => (b'j', 1),
                (b's', b'h') => (b's', 2),
                (b's' | b'x', _) => (b's', 1),
                (b'g' | b'k' | b'c' | b'q', _) => (b'k', 1),
                (b'd' | b't', _) => (b't', 1),
                (b'b' | b'p' | b'v' | b'f', _) => (b'p', 1),
                (b'l', _) => (b'r', 1),
                // Park, Hur, Bark: no consonant stands behind it.
                (b'r', next) if i > 0 && vowel(unit(i - 1)) && !vowel(next) => (0, 1),
                (b'r', _) => (b'r', 1),
                // Noh, Oh, Khan
                (b'h', next) if i > 0 && (!vowel(next) || !vowel(unit(i - 1))) => (0, 1),
                (c @ (b'm' | b'n' | b'h'), _) => (c, 1),
                _ => (0, 1),
            };
            // Doubled ones are one.
            if sound != 0 && !(i > silent && unit(i - 1) == unit(i)) {
                out.push(sound);
            }
            i += n;
        }
    }
    out
}

/// The consonants of the syllables in a span.
fn hangul(page: &Page, span: FoldSpan) -> Skeleton {
    // ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ, and behind the vowel ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ
    const LEADS: &[u8; 19] = b"kknttrmppss\0jjjktph";
    const TAILS: &[u8; 28] = b"\0kkknnntrrrrrrrrmpptsNttktph";
    let mut out = Skeleton { sounds: [0; CONSONANTS], len: 0 };
    for i in span.range() {
        let unit = page.folded.unit(i);
        if !is_hangul(unit) {
            continue;
        }
        let at = usize::from(unit - 0xAC00);
        for sound in [LEADS.get(at / 588), TAILS.get(at % 28)].into_iter().flatten().filter(|s| **s != 0) {
            out.push(*sound);
        }
    }
    out
}

/// How many consonants Latin words and the syllables of a span have, where they have the same, in the order written or with the first word last; 0 where
/// they differ.
pub(super) fn alike(page: &Page, words: &[Word], span: FoldSpan) -> usize {
    let own = hangul(page, span);
    // ㄹㄹ is one l: 빌라.
    let same = |other: &Skeleton| {
        let (a, b) = (own.sounds(), other.sounds());
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() && a.get(i) == b.get(j) {
            let doubled = a.get(i) == Some(&b'r') && a.get(i + 1) == Some(&b'r') && b.get(j + 1) != Some(&b'r');
            (i, j) = (i + 1 + usize::from(doubled), j + 1);
        }
        i == a.len() && j == b.len()
    };
    let turns = [0, 1, words.len().saturating_sub(1)];
    let n = own.len;
    if n > 0 && turns.iter().any(|&skip| same(&latin(words, skip))) { n } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let page = Page::new(text);
        let mut at = 0;
        text.split(' ')
            .map(|w| {
                let word = Word::of(&page, at, at + w.len());
                at += w.len() + 1;
                word
            })
            .collect()
    }

    #[test]
    fn the_surnames_are_in_order() {
        assert!(SURNAMES.is_sorted());
    }

    #[test]
    fn it_hears_korean_syllables() {
        for name in ["Narae", "Haneul", "Yeo-reum", "Ji", "Taeha", "SEUNG", "Hwangbo", "Gaeun", "Minji"] {
            assert!(words(name)[0].is_korean(), "{name}");
        }
        for word in ["Report", "Windows", "Max", "Board", "Lindqvist", "Server", "First", "Smart"] {
            assert!(!words(word)[0].is_korean(), "{word}");
        }
    }

    #[test]
    fn it_hears_the_same_name() {
        let alike = |latin: &str, hangul: &str| {
            let page = Page::new(hangul);
            alike(&page, &words(latin), FoldSpan::new(0, page.folded.len()))
        };
        for (latin, hangul) in [
            ("Gurung Sita", "구·룽·시·타"),
            ("SOK SREYNEANG", "속 스레이니앙"),
            ("Aizada", "아이자다"),
            ("Haru Yeo", "여하루"),
            ("Park Sora", "박소라"),
            ("Lee Garam", "이가람"),
            ("Cho Yeo-il", "조여일"),
            ("Sung Bo", "성_보"),
        ] {
            assert!(alike(latin, hangul) > 0, "{latin} {hangul}");
        }
        for (latin, hangul) in [("Anna Kim", "팀장"), ("Smith John", "미국"), ("Kim Garam", "이도현")] {
            assert_eq!(alike(latin, hangul), 0, "{latin} {hangul}");
        }
    }
}
