//! What may stand behind a name in the same 어절: a particle that agrees with its last consonant, a word of address, a title.
//!
//! Not here: where a name begins (`candidates.rs`), and what a tail weighs (`weights.rs`).

use crate::page::Page;
use crate::text::phrases::step;
use crate::text::{Folded, Glance, Phrases, has_final};
use crate::words::{Hit, List};

/// What stands behind the name in the same 어절.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing.
    None,
    /// 은 는 이 가 을 를 의 과 와.
    Core,
    /// 에게 께 께서 …: said of persons only.
    Personal,
    /// Any other particle.
    Other,
    /// A particle that does not agree with the last consonant, as hurried writers leave it.
    Wrong,
    /// 님 씨 귀하 … with or without a particle.
    Honorific,
    /// A title, with or without 님 or a particle.
    Title,
}

/// Particles, with the final consonant they ask for (1 with, 0 without, 2 either, 3 none or ㄹ), and their class: of one syllable, of two,
/// of more.
const ONE: [(&str, u8, Tail); 22] = [
    ("은", 1, Tail::Core),
    ("는", 0, Tail::Core),
    ("이", 1, Tail::Core),
    ("가", 0, Tail::Core),
    ("을", 1, Tail::Core),
    ("를", 0, Tail::Core),
    ("의", 2, Tail::Core),
    ("과", 1, Tail::Core),
    ("와", 0, Tail::Core),
    ("께", 2, Tail::Personal),
    ("도", 2, Tail::Other),
    ("만", 2, Tail::Other),
    ("로", 3, Tail::Other),
    ("나", 0, Tail::Other),
    ("라", 0, Tail::Other),
    ("며", 0, Tail::Other),
    ("고", 0, Tail::Other),
    ("인", 2, Tail::Other),
    ("임", 2, Tail::Other),
    ("등", 2, Tail::Other),
    ("측", 2, Tail::Personal),
    ("외", 2, Tail::Other),
];
static ONE_TEXTS: Endings<22> = Endings::of(ONE);
const TWO: [(&str, u8, Tail); 41] = [
    ("에게", 2, Tail::Personal),
    ("께서", 2, Tail::Personal),
    ("께는", 2, Tail::Personal),
    ("한테", 2, Tail::Personal),
    ("라고", 0, Tail::Personal),
    ("라는", 0, Tail::Personal),
    ("과의", 1, Tail::Core),
    ("와의", 0, Tail::Core),
    ("과는", 1, Tail::Core),
    ("와는", 0, Tail::Core),
    ("이며", 1, Tail::Other),
    ("이고", 1, Tail::Other),
    ("이나", 1, Tail::Other),
    ("이다", 1, Tail::Other),
    ("이란", 1, Tail::Other),
    ("이랑", 1, Tail::Other),
    ("으로", 1, Tail::Other),
    ("까지", 2, Tail::Other),
    ("부터", 2, Tail::Other),
    ("조차", 2, Tail::Other),
    ("마저", 2, Tail::Other),
    ("보다", 2, Tail::Other),
    ("처럼", 2, Tail::Other),
    ("만이", 2, Tail::Other),
    ("등은", 2, Tail::Other),
    ("등이", 2, Tail::Other),
    ("등의", 2, Tail::Other),
    ("등을", 2, Tail::Other),
    ("인데", 2, Tail::Other),
    ("이며", 0, Tail::Wrong),
    ("이고", 0, Tail::Wrong),
    ("이다", 0, Tail::Wrong),
    ("이자", 1, Tail::Other),
    ("하고", 2, Tail::Other),
    ("만의", 2, Tail::Other),
    ("만을", 2, Tail::Other),
    ("라며", 0, Tail::Personal),
    ("예요", 0, Tail::Personal),
    ("이요", 1, Tail::Personal),
    ("이오", 1, Tail::Personal),
    ("라서", 0, Tail::Personal),
];
static TWO_TEXTS: Endings<41> = Endings::of(TWO);
const MORE: [(&str, u8, Tail); 26] = [
    ("으로부터", 1, Tail::Other),
    ("에게서는", 2, Tail::Personal),
    ("이라고", 1, Tail::Personal),
    ("이라는", 1, Tail::Personal),
    ("입니다", 2, Tail::Personal),
    ("로부터", 3, Tail::Other),
    ("에게서", 2, Tail::Personal),
    ("에게는", 2, Tail::Personal),
    ("에게도", 2, Tail::Personal),
    ("께서는", 2, Tail::Personal),
    ("에게만", 2, Tail::Personal),
    ("에게로", 2, Tail::Personal),
    ("한테서", 2, Tail::Personal),
    ("으로서", 1, Tail::Other),
    ("이라며", 1, Tail::Personal),
    ("등에게", 2, Tail::Personal),
    ("이에게", 1, Tail::Personal),
    ("이에요", 1, Tail::Personal),
    ("이고요", 1, Tail::Personal),
    ("이라며", 0, Tail::Wrong),
    ("이라는", 0, Tail::Wrong),
    ("이예요", 2, Tail::Personal),
    ("이구요", 1, Tail::Personal),
    ("인데요", 2, Tail::Personal),
    ("이라서", 1, Tail::Personal),
    ("이올시다", 1, Tail::Personal),
];
static MORE_TEXTS: Phrases<26> = Phrases::new(texts(MORE));

const fn texts<const N: usize>(particles: [(&'static str, u8, Tail); N]) -> [&'static str; N] {
    let mut texts = [""; N];
    let mut i = 0;
    while i < N {
        texts[i] = particles[i].0;
        i += 1;
    }
    texts
}

/// Particles of one or two syllables as numbers, found without reading them.
struct Endings<const N: usize> {
    first: Glance,
    keys: [u32; N],
}

impl<const N: usize> Endings<N> {
    const fn of(particles: [(&'static str, u8, Tail); N]) -> Self {
        let (mut all, mut i) = (Self { first: Glance::NONE, keys: [0; N] }, 0);
        while i < N {
            let (first, rest) = step(particles[i].0.as_bytes());
            let second = if rest.is_empty() { 0 } else { step(rest).0 };
            all.first = all.first.with(first);
            all.keys[i] = (first as u32) << 16 | second as u32;
            i += 1;
        }
        all
    }

    /// Which of them these two units are; the second is 0 for one of a single syllable.
    #[inline]
    fn position(&self, first: u16, second: u16) -> Option<usize> {
        let key = u32::from(first) << 16 | u32::from(second);
        if self.first.may(first) { self.keys.iter().position(|&k| k == key) } else { None }
    }
}

/// Whether a particle agrees with the syllable before it: 1 wants a final consonant, 0 wants none, 3 wants none or ㄹ.
fn agrees(before: u16, wants: u8) -> bool {
    // Behind Latin letters nobody can tell.
    let Some(closed) = has_final(before) else { return true };
    match wants {
        0 => !closed,
        1 => closed,
        3 => !closed || (before - 0xAC00) % 28 == 8,
        _ => true,
    }
}

/// The particle that fills `from..to`, if one does and it agrees.
pub(super) fn particle(folded: &Folded, from: usize, to: usize) -> Option<Tail> {
    let n = to.checked_sub(from)?;
    if n == 0 || n > 4 || from == 0 {
        return None;
    }
    let found = match n {
        1 => ONE_TEXTS.position(folded.unit(from), 0).map(|k| ONE[k]),
        2 => TWO_TEXTS.position(folded.unit(from), folded.unit(from + 1)).map(|k| TWO[k]),
        _ => MORE_TEXTS.filling(folded, from, to).map(|k| MORE[k]),
    };
    let (_, wants, tail) = found?;
    agrees(folded.unit(from - 1), wants).then_some(tail)
}

/// Where a word of address at `at` ends; 님 and 씨 may stand directly behind a name.
pub(super) fn address(page: &Page, at: usize, hits: &[Hit]) -> Option<usize> {
    if let Some(hit) = hits.iter().take(3).find(|h| h.start as usize == at)
        && hit.is(List::Honorifics)
    {
        return Some(hit.end as usize);
    }
    matches!(page.folded.unit(at), 0xB2D8 | 0xC528).then_some(at + 1)
}

/// Whether a given name is called by `from..to`, with 이 behind its consonant: 은찬이, 은찬이는, 은찬이네.
pub(super) fn vocative(folded: &Folded, from: usize, to: usize) -> bool {
    let called = folded.unit(from) == 0xC774 && to > from && has_final(folded.unit(from - 1)) == Some(true);
    // 가 는 를 의 도 와 네 랑
    let one = matches!(folded.unit(to - 1), 0xAC00 | 0xB294 | 0xB97C | 0xC758 | 0xB3C4 | 0xC640 | 0xB124 | 0xB791);
    called && (to == from + 1 || to == from + 2 && one || particle(folded, from + 1, to) == Some(Tail::Personal))
}

/// What fills `from..to` behind a name.
pub(super) fn tail(page: &Page, from: usize, to: usize, hits: &[Hit]) -> Option<Tail> {
    if from == to {
        return Some(Tail::None);
    }
    let folded = &page.folded;
    if let Some(particle) = particle(folded, from, to) {
        return Some(particle);
    }
    let rest = |at: usize| {
        at == to
            || particle(folded, at, to).is_some()
            || (to - at <= 2 && matches!(folded.unit(at), 0xB2D8 | 0xC678 | 0xB4F1))
    };
    if let Some(hit) = hits.iter().take_while(|h| h.start as usize <= from).find(|h| h.start as usize == from)
        && hit.is(List::Titles)
        && (hit.end as usize) <= to
    {
        let end = hit.end as usize;
        // 과장님께서: the honorific of the title, then a particle.
        let end = if folded.unit(end) == 0xB2D8 { end + 1 } else { end };
        if rest(end) {
            return Some(Tail::Title);
        }
    }
    if let Some(end) = address(page, from, hits)
        && end <= to
    {
        let end = if folded.unit(end) == 0xB2D8 && end < to { end + 1 } else { end };
        if rest(end) {
            return Some(Tail::Honorific);
        }
    }
    // 김가람에 대해, 김가람에 의해: only so does 에 stand behind a person.
    if to == from + 1 && folded.unit(from) == 0xC5D0 && folded.unit(to) == 0x20 {
        // 대 의 관 따
        return matches!(folded.unit(to + 1), 0xB300 | 0xC758 | 0xAD00 | 0xB530).then_some(Tail::Other);
    }
    // 군, 양, 옹 also end the names of counties; 이 가 은 는 을 를 로 가 also stand wrongly.
    if to == from + 1 {
        return match folded.unit(from) {
            0xAD70 | 0xC591 | 0xC639 => Some(Tail::Other),
            0xC774 | 0xAC00 | 0xC740 | 0xB294 | 0xC744 | 0xB97C | 0xB85C => Some(Tail::Wrong),
            _ => None,
        };
    }
    None
}
