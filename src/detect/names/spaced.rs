//! Names whose syllables stand apart: by spaces (홍 길 동), by dots or hyphens (홍.길.동), by the end of a line.
//!
//! Not here: names written together (`candidates.rs`).

use super::Mention;
use super::features::{Feature, Features};
use super::lexical::{lexical, no_word};
use super::tables;
use super::tails::{Tail, tail};
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, Syllables, is_hangul};
use crate::words::{Hit, List};

/// How the syllables of a name are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    /// The surname, a space, the rest: 홍 길동.
    Once,
    /// One by one, by spaces: 홍 길 동.
    Each,
    /// One by one, by another mark: 홍.길.동.
    Marked,
    /// The surname at the end of a line, the rest at the start of the next.
    Torn,
}

/// A name being read, syllable by syllable.
struct Parts {
    at: usize,
    units: [u16; 4],
    n: usize,
    surname: usize,
}

impl Parts {
    fn name(&self) -> &[u16] {
        self.units.get(..self.n).unwrap_or(&self.units)
    }

    /// The same name with the units from `from` on behind it.
    fn with(&self, page: &Page, from: usize, count: usize) -> Parts {
        let mut units = self.units;
        for k in 0..count {
            if let Some(unit) = units.get_mut(self.n + k) {
                *unit = page.folded.unit(from + k);
            }
        }
        Parts { units, n: (self.n + count).min(4), ..*self }
    }
}

/// Where the run of Hangul at `at` ends, at most nine units on.
fn run(page: &Page, at: usize) -> usize {
    (at..at + 9).find(|&i| !is_hangul(page.folded.unit(i))).unwrap_or(at + 9)
}

/// The hits that begin at or behind `at`.
fn behind(hits: &[Hit], at: usize) -> &[Hit] {
    let from = hits.iter().position(|h| h.start as usize >= at).unwrap_or(hits.len());
    hits.get(from..).unwrap_or(&[])
}

/// Whether nothing but a few spaces stands before `at` in its line.
fn begins_line(page: &Page, at: usize) -> bool {
    let low = at.saturating_sub(6);
    let before = (low..at).rev().find(|&i| page.folded.class(i) != Class::Space);
    before.map_or(low == 0, |i| page.folded.class(i) == Class::Newline)
}

/// Whether a name may begin at `at` among syllables that stand apart: 처 리 기 한 is one word, and 리 is inside of it. Where the syllables
/// before begin with a surname themselves another name may have ended (김 철 수 박 영 희), but not after one syllable.
fn begins_word(page: &Page, at: usize) -> bool {
    let folded = &page.folded;
    let (mut i, mut before) = (at, 0);
    while before < 8 {
        let mut j = i;
        while j > 0 && folded.unit(j - 1) == 0x20 && i - j < 3 {
            j -= 1;
        }
        let single = j < i && j > 0 && is_hangul(folded.unit(j - 1)) && (j < 2 || !is_hangul(folded.unit(j - 2)));
        // 및 그 등 stand alone, and behind a label or a title a new word begins.
        if !single || COUNTED.has(folded.unit(j - 1)) || page.hits_before(j as u32).take(4).any(|h| h.end as usize == j)
        {
            break;
        }
        i = j - 1;
        before += 1;
    }
    before == 0 || before > 1 && tables::is_surname(folded.unit(i))
}

/// 홍 길 동, 홍  길동, 남궁 민, 홍.길.동: a surname alone, then the rest of the name.
pub(super) fn spaced(page: &Page, at: usize, end: usize, hits: &[Hit], out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let first = folded.unit(at);
    let surname = end - at;
    // 남 궁 길 동, 독-고-빛: both syllables of the surname apart.
    let apart = {
        let j = (end..end + 3).find(|&k| is_hangul(folded.unit(k))).unwrap_or(end);
        surname == 1
            && j > end
            && folded.unit(end) != 0x0A
            && !is_hangul(folded.unit(j + 1))
            && tables::is_compound(first, folded.unit(j))
    };
    if surname == 1 && !apart && !tables::is_surname(first) {
        return;
    }
    if at > 0 && matches!(folded.class(at - 1), Class::Digit | Class::Blank | Class::Latin) {
        return;
    }
    if !begins_word(page, at) {
        return;
    }
    // 라. 옛 정보시스템: a letter of the outline.
    if surname == 1 && folded.unit(end) == 0x2E && folded.unit(end + 1) == 0x20 && begins_line(page, at) {
        return;
    }
    // “…”라 한다, “…”고 하나: a particle behind what was quoted.
    if matches!(folded.unit_before(at), 0x22 | 0x27) && matches!(first, 0xB77C | 0xACE0 | 0xC774 | 0xB3C4) {
        return;
    }
    let mut parts = Parts { at, units: [first, folded.unit(at + 1), 0, 0], n: surname, surname };
    let mut i = end;
    let (mut separator, mut loose) = (0, false);
    let most = if apart { 4 } else { surname + 2 };
    while parts.n < most && parts.n < 4 {
        // 홍 ·길 ·동, 홍 · 길 · 동: a space before the mark, where a label or a title stands beside the name.
        let dot = (i..i + 3).find(|&k| folded.unit(k) != 0x20).filter(|&k| k > i && folded.unit(k) == 0xB7);
        if let Some(dot) = dot {
            (i, loose) = (dot, true);
        }
        let unit = folded.unit(i);
        let marked = matches!(unit, 0x2E | 0xB7 | 0x2D | 0x5F);
        if unit == 0x0A && parts.n == surname {
            torn(page, &parts, i + 1, hits, out);
        }
        if (unit != 0x20 && !marked) || (separator != 0 && separator != unit) {
            break;
        }
        separator = unit;
        let mut j = i + 1;
        while folded.unit(j) == 0x20 && j < i + 3 {
            j += 1;
        }
        let e = run(page, j);
        if e == j {
            break;
        }
        if e - j == 1 {
            parts = parts.with(page, j, 1);
            i = e;
            continue;
        }
        // 김.가.람은, 김 가 람은: the last syllable with a particle or title behind it.
        let ends = parts.n + 1 == surname + 2;
        let once = parts.n == surname;
        if ends || (once && !marked && first != 0xD55C) {
            let hits = behind(hits, j);
            // A longer run ends the name: one or two more syllables and a tail.
            let more: &[usize] = if once { &[2, 1] } else { &[1] };
            for &take in more {
                if parts.n + take > 4 || j + take > e {
                    continue;
                }
                let Some(tail) = tail(page, j + take, e, hits).filter(|t| *t != Tail::Wrong) else { continue };
                let how = match (once, marked) {
                    (true, _) => Parted::Once,
                    (false, true) => Parted::Marked,
                    (false, false) => Parted::Each,
                };
                if !loose || placed(page, parts.at, e, tail) {
                    push(page, &parts.with(page, j, take), j + take, e, tail, how, out);
                }
            }
        }
        break;
    }
    if parts.n == surname || folded.class(i) == Class::Hangul {
        return;
    }
    if loose && (parts.n < 3 || !placed(page, parts.at, i, Tail::None)) {
        return;
    }
    if apart && parts.n >= 3 {
        parts.surname = 2;
    }
    let how = match separator {
        0x20 if parts.n == surname + 1 => Parted::Once,
        0x20 => Parted::Each,
        _ => Parted::Marked,
    };
    push(page, &parts, i, i, Tail::None, how, out);
}

/// A name of which the line ends behind the surname: the rest stands alone at the start of the next line.
fn torn(page: &Page, parts: &Parts, next: usize, hits: &[Hit], out: &mut Vec<Mention>) {
    let e = run(page, next);
    let n = 2.min(e - next);
    if n == 0 || n == 1 && parts.surname == 1 || is_hangul(page.folded.unit(e)) {
        return;
    }
    let hits = behind(hits, next);
    if let Some(tail) = tail(page, next + n, e, hits).filter(|t| !matches!(t, Tail::Other | Tail::Wrong)) {
        push(page, &parts.with(page, next, n), next + n, e, tail, Parted::Torn, out);
    }
}

fn push(page: &Page, parts: &Parts, end: usize, after: usize, tail: Tail, how: Parted, out: &mut Vec<Mention>) {
    let name = parts.name();
    // 김 모 씨 is a name taken out.
    if name.last() == Some(&0xBAA8)
        || page.folded.class(after) == Class::Blank
        || page.folded.class(after) == Class::Digit
    {
        return;
    }
    // 사망자가 난 주택, 해 주시고: surnames of few that are words before a space.
    if how == Parted::Once && parts.surname == 1 && name.first().is_some_and(|&u| WORDS_OF_FEW.has(u)) {
        return;
    }
    // 계 좌, 연 락 처: a label whose syllables stand apart.
    let whole = |h: &Hit| (h.start as usize, h.end as usize) == (parts.at, end);
    let labels = |h: &Hit| h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Headers);
    if parts.surname == 1
        && page.hits_in(FoldSpan::new(parts.at, end)).any(|h| whole(h) && labels(h))
        && matches!(page.folded.class(end), Class::Newline | Class::Tab | Class::Punct)
    {
        return;
    }
    // 연 락 ○○○-○○○○: a label of which the number was taken out.
    let next = after + usize::from(page.folded.class(after) == Class::Space);
    if how == Parted::Once && name.len() == 2 && page.folded.class(next) == Class::Blank {
        return;
    }
    if counted_off(name) && !matches!(tail, Tail::Honorific | Tail::Title | Tail::Personal) {
        return;
    }
    let mut f = Features::default();
    lexical(name, parts.surname, &mut f);
    let short = how == Parted::Once && name.len() == 2;
    let word = parts.surname == 1 && name.first().is_some_and(|&u| stands_alone(u));
    // 각 국 및 과: what joins words is nobody's name.
    if short && name.last().is_some_and(|&u| JOINS.has(u)) {
        return;
    }
    // 두 건, 세 명, 천 원: something is counted.
    let counts = short && name.last().is_some_and(|&u| COUNTED.has(u));
    // Two words of one syllable go on: 이 중 하나.
    let goes_on =
        tail == Tail::None && page.folded.class(after) == Class::Space && is_hangul(page.folded.unit(after + 1));
    let least = match () {
        () if placed(page, parts.at, after, tail) => -120,
        () if short && (word || counts) && goes_on => -24,
        () if short => -120,
        () => -64,
    };
    if f.get(Feature::Lexicon) < least {
        return;
    }
    f.on(Feature::Spaced);
    // No word is written 공 산; letters parted one by one are headings too: 보 고 서.
    if matches!(how, Parted::Once | Parted::Torn) {
        no_word(&mut f, -32);
    }
    match how {
        Parted::Once => {}
        Parted::Each => f.on(Feature::PartedEach),
        Parted::Marked => f.on(Feature::PartedMarked),
        Parted::Torn => f.on(Feature::Torn),
    }
    // A word behind a single syllable (이 사업, 전 직원) is no given name.
    let each = matches!(how, Parted::Each | Parted::Marked) && name.len() >= 3;
    f.when(Feature::SpacedWord, (word || counts) && !each);
    out.push(Mention::new(parts.at, end, after, tail, f));
}

/// Single syllables that stand alone as words, so that a surname before them is none.
static COUNTED: Syllables = Syllables::of(
    "명번건개원중전후등및외수것때년월일시분초점호동층장대회차권쪽곳만천백억조채필평주달편통씩간내상하위말법줄바데뿐듯두세네한적안못더잘그이저총각본제과의는은를을가도로에",
);

/// Single syllables that join words.
static JOINS: Syllables = Syllables::of("및를을는에의등");

/// Surnames of few bearers that stand alone as words, or end one.
static WORDS_OF_FEW: Syllables = Syllables::of("난대수해영미독교완증담");

/// Whether the letters are those of an outline, one behind the other: 가 나, 다.라.마.
pub(super) fn counted_off(name: &[u16]) -> bool {
    const OUTLINE: [u16; 14] = [
        0xAC00, 0xB098, 0xB2E4, 0xB77C, 0xB9C8, 0xBC14, 0xC0AC, 0xC544, 0xC790, 0xCC28, 0xCE74, 0xD0C0, 0xD30C, 0xD558,
    ];
    OUTLINE.windows(name.len()).any(|run| run == name)
}

/// Whether a word of address, a title or a number stands behind, or a label, a title, a noun for a person before: a name of any letters.
fn placed(page: &Page, at: usize, after: usize, tail: Tail) -> bool {
    if matches!(tail, Tail::Honorific | Tail::Title | Tail::Personal) {
        return true;
    }
    let speaks = |h: &Hit| {
        h.is(List::Titles) || h.is(List::Persons) || h.is(List::Honorifics) || h.labels(crate::kind::Kind::PersonName)
    };
    let next = after + usize::from(page.folded.class(after) == Class::Space);
    let behind = || page.hits.get(page.hit_index(next as u32)).filter(|h| h.start as usize == next);
    let before = || page.hits_before(at as u32).next().filter(|h| h.end as usize + 2 >= at);
    page.folded.class(next) == Class::Digit
        || matches!(page.folded.unit(next), 0xC528 | 0xB2D8 | 0x28)
        || behind().is_some_and(speaks)
        || before().is_some_and(speaks)
}

/// Surnames that also stand alone as words: 이 전 한 현 제 도 시 구 신 주 총 조 반 위 호 차 기 부 동 양 변 두.
fn stands_alone(unit: u16) -> bool {
    matches!(
        unit,
        0xC774
            | 0xC804
            | 0xD55C
            | 0xD604
            | 0xC81C
            | 0xB3C4
            | 0xC2DC
            | 0xAD6C
            | 0xC2E0
            | 0xC8FC
            | 0xCD1D
            | 0xC870
            | 0xBC18
            | 0xC704
            | 0xD638
            | 0xCC28
            | 0xAE30
            | 0xBD80
            | 0xB3D9
            | 0xC591
            | 0xBCC0
            | 0xB450
    )
}
