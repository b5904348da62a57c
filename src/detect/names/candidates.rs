//! Which stretches of Hangul may be a Korean name: two to four syllables from a surname on, at the start of an 어절 or right behind a
//! label or title, with nothing behind them but a particle that agrees with the last consonant, an honorific or a title.
//!
//! Not here: what surrounds them (`context.rs`), and what they weigh (`score.rs`).

use super::Mention;
use super::features::{Feature, Features};
use super::tables::{self, Cost, Grade, Syllable};
use crate::page::Page;
use crate::text::phrases::step;
use crate::text::{Class, Folded, Glance, Phrases, Syllables, has_final, is_hangul};
use crate::words::{Hit, List, attr};

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
const TWO: [(&str, u8, Tail); 29] = [
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
];
static TWO_TEXTS: Endings<29> = Endings::of(TWO);
const MORE: [(&str, u8, Tail); 10] = [
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
];
static MORE_TEXTS: Phrases<10> = Phrases::new(texts(MORE));

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
    let closed = has_final(before).unwrap_or(false);
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

/// What a third syllable behind a word of two may be instead of the end of a name: a particle (2), a suffix that makes nouns or verbs (1).
fn ending(unit: u16, before: u16) -> u8 {
    static SUFFIXES: Syllables = Syllables::of(
        "용상성화식형급권률율비료금법팀실국부청소원자인품물장차호별내외간시군구동읍면로길제점관층채대조일월년액량력반단회사학표란기집론설선전후중초말하한할함해했된될됨되돼적다들님측권째여수안지석본위명문서증과계연망법당방용류주",
    );
    let closed = has_final(before).unwrap_or(false);
    let particle = match unit {
        // 은 이 을 과
        0xC740 | 0xC774 | 0xC744 | 0xACFC => closed,
        // 는 가 를 와 나 라 며 고
        0xB294 | 0xAC00 | 0xB97C | 0xC640 | 0xB098 | 0xB77C | 0xBA70 | 0xACE0 => !closed,
        // 의 에 도 만 로 서 인 임 란 엔
        0xC758 | 0xC5D0 | 0xB3C4 | 0xB9CC | 0xB85C | 0xC11C | 0xC778 | 0xC784 | 0xB780 | 0xC5D4 => true,
        _ => false,
    };
    if particle { 2 } else { u8::from(SUFFIXES.has(unit)) }
}

/// What the dictionary says of a name of these syllables (without spaces), of which `surname` are the surname.
pub(super) fn lexical(name: &[u16], surname: usize, f: &mut Features) {
    let mut numbered = [Syllable::of(0); 4];
    for (slot, &unit) in numbered.iter_mut().zip(name) {
        *slot = Syllable::of(unit);
    }
    let Some(numbers) = numbered.get(..name.len()) else { return };
    let given = numbers.get(surname..).unwrap_or(&[]);
    let Some(&first) = numbers.first() else { return };
    let family = if surname == 2 { 112 } else { first.cost(Cost::Surname) };
    f.when(Feature::Compound, surname == 2);
    let own = match *given {
        [a] => family + a.cost(Cost::Second) + 24,
        [a, b] => {
            let shared = tables::shared(a, b);
            f.set(Feature::Shared, [0, 6, 11, 16][shared as usize & 3]);
            family + a.cost(Cost::First) + b.cost(Cost::Second)
        }
        [a, b, c] => family + a.cost(Cost::First) + (b.cost(Cost::Second) + c.cost(Cost::Second)) / 2 + 48,
        _ => return,
    };
    let word = match (surname, given) {
        (1, &[a]) => first.cost(Cost::Word1) + a.cost(Cost::Word2),
        (1, &[a, b] | &[a, b, _]) => first.cost(Cost::Word1) + a.cost(Cost::Word2) + b.cost(Cost::Word3),
        _ => 288,
    };
    f.set(Feature::Lexicon, (word - own).clamp(-96, 120));
    let (Some(&second), Some(&unit)) = (numbers.get(1), name.get(1)) else { return };
    let head = tables::word2(first, second);
    match name.len() {
        2 => {
            f.on(Feature::Two);
            f.when(Feature::Word2Common, head == Grade::Common);
            f.when(Feature::Word2Place, head == Grade::Place);
            f.when(Feature::Word2Rare, head == Grade::Rare);
        }
        3 if surname == 1 => {
            let third = name[2];
            // 오시면, 가시는: the honorific form of a verb.
            let verb = unit == 0xC2DC
                && matches!(third, 0xBA74 | 0xBA70 | 0xACE0 | 0xB294 | 0xB2C8 | 0xB358 | 0xC5B4 | 0xC9C0);
            f.when(Feature::Word3, verb || tables::word3(first, second, numbers[2]));
            let end = ending(third, unit);
            match head {
                Grade::None => {}
                Grade::Common if end == 2 => f.on(Feature::OtherParticle),
                // 지정일, 배정표: suffixes that make nouns of any word; the others unless the two syllables behind are a name of many.
                Grade::Common if end == 1 && is_plain_suffix(third) => f.on(Feature::NounSuffix),
                Grade::Common if end == 1 => {
                    f.set(Feature::OtherSuffix, 16 - 4 * i16::from(tables::shared(second, numbers[2])))
                }
                Grade::Common => f.on(Feature::HeadCommon),
                Grade::Place => f.when(Feature::OtherRare, end > 0),
                Grade::Rare => {}
            }
        }
        3 => f.when(Feature::Word3, tables::word3(first, second, numbers[2])),
        _ if surname == 2 => f.on(Feature::Four),
        _ => {
            f.on(Feature::Long);
            f.when(Feature::LongCommon, head >= Grade::Place);
        }
    }
}

fn is_plain_suffix(unit: u16) -> bool {
    static PLAIN: Syllables = Syllables::of("일식안율표액률권량력증급비료금팀과실국점법장형측회률제물별외처");
    PLAIN.has(unit)
}

/// Whether the letters look like a name at all, whatever stands around them.
pub(super) fn strong(f: &Features) -> bool {
    let against = [
        Feature::PlacedWord2,
        Feature::PlacedWord3,
        Feature::PlacedParticle,
        Feature::PlacedOther,
        Feature::Word3,
        Feature::OtherParticle,
        Feature::OtherSuffix,
        Feature::NounSuffix,
        Feature::Word2Common,
        Feature::Word2Place,
        Feature::LongCommon,
    ];
    if f.any(&[Feature::Foreign, Feature::Latin]) {
        return !f.has(Feature::LatinSingle) && (f.get(Feature::ForeignKnown) > 16 || f.has(Feature::LatinKnown));
    }
    if f.any(&[Feature::ForeignSingle, Feature::Given]) {
        return false;
    }
    let lexicon = f.get(Feature::Lexicon)
        + f.get(Feature::PlacedLexicon)
        + (f.get(Feature::Shared) + f.get(Feature::SharedAlone)) * 2;
    if f.any(&against) {
        return false;
    }
    let two = f.any(&[Feature::Two, Feature::Long, Feature::PlacedLong]);
    lexicon > if two { 40 } else { 8 }
}

/// Whether a reading with a surname of one syllable is a word that letters alone never make a name: a cheap look at what `strong` refuses.
fn is_word(name: &[u16]) -> bool {
    let head = |a, b| tables::word2(Syllable::of(a), Syllable::of(b));
    match *name {
        [a, b] => head(a, b) >= Grade::Place,
        [a, b, c] => head(a, b) == Grade::Common && ending(c, b) > 0,
        [a, b, _, _] => head(a, b) >= Grade::Place,
        _ => false,
    }
}

/// Whether something stands beside a reading that might make a name of it: a mark, an edge, a word of the lists.
fn hinted(page: &Page, at: usize, after: usize, left: Option<&Hit>, hits: &[Hit]) -> bool {
    let folded = &page.folded;
    let edge = |class: Class, unit: u16| !matches!(class, Class::Space | Class::Hangul) && !matches!(unit, 0x2E | 0x25);
    if edge(folded.class_before(at), folded.unit_before(at)) || edge(folded.class(after), folded.unit(after)) {
        return true;
    }
    // Behind one space: a mark, a digit, a lone syllable.
    let (l, r) = (at.saturating_sub(2), after + 1);
    if edge(folded.class(l), folded.unit(l)) || edge(folded.class(r), folded.unit(r)) {
        return true;
    }
    let speaks = |h: &Hit| {
        [List::Titles, List::Persons, List::Honorifics].iter().any(|&l| h.is(l))
            || h.labels(crate::kind::Kind::PersonName)
    };
    left.is_some_and(|h| h.end as usize + 3 >= at && speaks(h))
        || hits
            .iter()
            .take(4)
            .find(|h| h.start as usize >= after)
            .is_some_and(|h| h.start as usize <= after + 2 && speaks(h))
}

/// Pushes the names that may begin at `at` in the run of Hangul that ends at `end`.
fn from(page: &Page, at: usize, end: usize, left: Option<&Hit>, hits: &[Hit], glued: bool, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let first = folded.unit(at);
    let second = folded.unit(at + 1);
    let compound = end - at >= 3 && tables::is_compound(first, second);
    let single = tables::is_surname(first);
    if !single && !compound {
        return;
    }
    // A word of the lists is no name: 주무관, 예금주, 어르신.
    let listed = hits
        .iter()
        .take_while(|h| h.start as usize <= at)
        .find(|h| h.start as usize == at)
        .filter(|h| {
            [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Headers, List::Honorifics]
                .iter()
                .any(|&l| h.is(l))
        })
        .map_or(0, |h| h.end as usize);
    // Partly masked already: 홍길○, 김가*.
    let blank = folded.class(end) == Class::Blank;
    let begun = out.len();
    let mut hint: Option<bool> = None;
    for len in [2, 3, 4] {
        if at + len > end {
            break;
        }
        // 차장이, 차장실: nor with its particle or suffix.
        if listed >= at + len || (listed == at + 2 && len == 3 && ending(folded.unit(at + 2), second) > 0) {
            continue;
        }
        let Some(tail) = tail(page, at + len, end, hits) else { continue };
        if blank && tail == Tail::None {
            continue;
        }
        let mut units = [0u16; 4];
        for (k, unit) in units.iter_mut().take(len).enumerate() {
            *unit = folded.unit(at + k);
        }
        let name = &units[..len];
        // 김모씨, 이모 씨: a name that was taken out.
        if second == 0xBAA8 && (len == 2 || folded.unit(at + 2) == 0xC528) {
            continue;
        }
        let surname = if compound && len >= 3 { 2 } else { 1 };
        if surname == 1 && !single {
            continue;
        }
        // Most words that could be read as a name are words, and nothing beside them says otherwise.
        let plain = !glued
            && !matches!(tail, Tail::Honorific | Tail::Title | Tail::Personal)
            && !*hint.get_or_insert_with(|| hinted(page, at, end, left, hits));
        if plain && surname == 1 && is_word(name) {
            continue;
        }
        let mut f = Features::default();
        lexical(name, surname, &mut f);
        // 이용하는, 지정한, 처리된: a word made a verb.
        let verb = matches!(units[2], 0xD55C | 0xD560 | 0xD568 | 0xB41C | 0xB420 | 0xB428)
            || (matches!(units[2], 0xD558 | 0xB418 | 0xD574) && tail != Tail::None);
        if len == 3 && verb && f.has(Feature::OtherSuffix) {
            f.on(Feature::OtherSuffix);
        }
        if plain && !strong(&f) {
            continue;
        }
        out.push(Mention::new(at, at + len, end, tail, surname, glued, f));
    }
    // Of several readings of one 어절 each knows of the others.
    if out.len() - begun >= 2 {
        let good: Vec<(bool, u32)> = out[begun..].iter().map(|m| (strong(&m.features), m.end)).collect();
        for m in &mut out[begun..] {
            let longer = good.iter().any(|&(s, e)| s && e > m.end);
            let shorter = good.iter().any(|&(s, e)| s && e < m.end);
            m.features.when(Feature::Longer, longer);
            m.features.when(Feature::Shorter, shorter && m.features.any(&[Feature::OtherParticle, Feature::Long]));
        }
    }
}

/// Collects the Korean names that may stand on a page, in order of their starts.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let units = folded.units();
    let (mut i, mut h) = (0, 0);
    while i < units.len() {
        if !is_hangul(units[i]) {
            i += 1;
            continue;
        }
        let at = i;
        while i < units.len() && is_hangul(units[i]) {
            i += 1;
        }
        while h < page.hits.len() && (page.hits[h].start as usize) < at {
            h += 1;
        }
        let n = i - at;
        if n == 1 || (n == 2 && tables::is_compound(units[at], units[at + 1])) {
            spaced(page, at, i, &page.hits[h..], out);
        }
        if n < 2 {
            continue;
        }
        if n <= 10 && (tables::is_surname(units[at]) || n >= 3 && tables::is_compound(units[at], units[at + 1])) {
            let left = h.checked_sub(1).and_then(|h| page.hits.get(h));
            from(page, at, i, left, page.hits.get(h..).unwrap_or(&[]), false, out);
        }
        // 성명김가람, 위원장김가람: what stands behind a label or title in the same 어절.
        let mut k = h;
        while let Some(hit) = page.hits.get(k) {
            let end = hit.end as usize;
            if end >= i {
                break;
            }
            if (hit.is(List::Titles) || hit.labels(crate::kind::Kind::PersonName))
                && end > at
                && (2..=9).contains(&(i - end))
            {
                let next = k + 1;
                from(page, end, i, None, page.hits.get(next..).unwrap_or(&[]), true, out);
            } else if (hit.is(List::Persons) || hit.is(List::Roles) || hit.has(List::Holders, attr::HOLDERS_PERSON))
                && end > at
                && (3..=6).contains(&(i - end))
            {
                // 명의자김가람, 어머니김가람은: only syllables that make a name beyond doubt.
                let begun = out.len();
                from(page, end, i, None, page.hits.get(k + 1..).unwrap_or(&[]), true, out);
                let mut m = begun;
                while m < out.len() {
                    let sure = strong(&out[m].features)
                        && out[m].end - out[m].start == 3
                        && !matches!(out[m].tail, Tail::Other | Tail::Wrong);
                    if sure {
                        m += 1;
                    } else {
                        out.remove(m);
                    }
                }
            }
            k += 1;
        }
    }
}

/// 홍 길 동, 홍  길동, 남궁 민, 홍.길.동: a surname alone, then the rest of the name.
fn spaced(page: &Page, at: usize, end: usize, hits: &[Hit], out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let first = folded.unit(at);
    let mut surname = end - at;
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
    let mut units = [first, folded.unit(at + 1), 0, 0];
    let mut n = surname;
    let mut i = end;
    let mut separator = 0;
    let mut wide = false;
    let mut name_end = end;
    let most = if apart { 4 } else { surname + 2 };
    while n < most && n < 4 {
        let unit = folded.unit(i);
        let dot = matches!(unit, 0x2E | 0xB7 | 0x2D | 0x5F);
        if unit == 0x0A && n == surname {
            torn(page, at, i + 1, surname, hits, out);
        }
        if unit != 0x20 && !dot {
            break;
        }
        if separator != 0 && separator != unit {
            break;
        }
        separator = unit;
        let mut j = i + 1;
        while folded.unit(j) == 0x20 && j < i + 3 {
            j += 1;
        }
        wide |= dot || j > i + 1;
        if !is_hangul(folded.unit(j)) {
            break;
        }
        let mut e = j;
        while is_hangul(folded.unit(e)) && e < j + 9 {
            e += 1;
        }
        if e - j == 1 {
            units[n] = folded.unit(j);
            n += 1;
            name_end = e;
            i = e;
            continue;
        }
        // 김.가.람은: the last syllable with a particle behind it.
        if dot {
            if n + 1 >= surname + 2 {
                let from = hits.iter().position(|h| h.start as usize >= j).unwrap_or(hits.len());
                if let Some(tail) = tail(page, j + 1, e, &hits[from..]) {
                    units[n] = folded.unit(j);
                    push_spaced(page, at, j + 1, e, tail, &units[..n + 1], surname, true, out);
                    return;
                }
            }
            break;
        }
        // 한 명, 한 사람 count.
        if first == 0xD55C {
            break;
        }
        // A longer run ends the name: one or two more syllables and a tail.
        let more: &[usize] = if n == surname { &[2, 1] } else { &[1] };
        let from = hits.iter().position(|h| h.start as usize >= j).unwrap_or(hits.len());
        for &take in more {
            if n + take > 4 || j + take > e {
                continue;
            }
            if let Some(tail) = tail(page, j + take, e, &hits[from..]).filter(|t| *t != Tail::Wrong) {
                for k in 0..take {
                    units[n + k] = folded.unit(j + k);
                }
                push_spaced(page, at, j + take, e, tail, &units[..n + take], surname, false, out);
                break;
            }
        }
        break;
    }
    if n == surname || folded.class(name_end) == Class::Hangul {
        return;
    }
    if apart && n >= 3 {
        surname = 2;
    }
    // Syllables one by one, all parted alike, are hardly anything else.
    push_spaced(page, at, name_end, name_end, Tail::None, &units[..n], surname, wide || n == surname + 2, out);
}

/// A name of which the line ends behind the surname: the rest stands alone at the start of the next line.
fn torn(page: &Page, at: usize, next: usize, surname: usize, hits: &[Hit], out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let mut e = next;
    while is_hangul(folded.unit(e)) && e < next + 9 {
        e += 1;
    }
    let n = 2.min(e - next);
    let from = hits.iter().position(|h| h.start as usize >= next).unwrap_or(hits.len());
    let Some(tail) = tail(page, next + n, e, &hits[from..]).filter(|t| !matches!(t, Tail::Other | Tail::Wrong)) else {
        return;
    };
    if n == 0 || n == 1 && surname == 1 || is_hangul(folded.unit(e)) || folded.class_before(at) == Class::Hangul {
        return;
    }
    let mut units = [0u16; 4];
    for (k, unit) in units.iter_mut().take(surname + n).enumerate() {
        *unit = folded.unit(if k < surname { at + k } else { next + k - surname });
    }
    push_spaced(page, at, next + n, e, tail, &units[..surname + n], surname, false, out);
}

#[allow(clippy::too_many_arguments)]
fn push_spaced(
    page: &Page,
    at: usize,
    end: usize,
    after: usize,
    tail: Tail,
    name: &[u16],
    surname: usize,
    marked: bool,
    out: &mut Vec<Mention>,
) {
    // 김 모 씨 is a name taken out; a word behind a single syllable (이 사업, 전 직원) is no given name.
    if name.last() == Some(&0xBAA8)
        || page.folded.class(after) == Class::Blank
        || page.folded.class(after) == Class::Digit
    {
        return;
    }
    let mut f = Features::default();
    lexical(name, surname, &mut f);
    if f.get(Feature::Lexicon) < if marked { -64 } else { -24 } {
        return;
    }
    f.on(Feature::Spaced);
    // 이 전 한 현 제 도 시 구 신 주 총 조 반 위 호 차 기 부 also stand alone as words.
    let word = surname == 1
        && matches!(
            name.first(),
            Some(
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
            )
        );
    f.when(Feature::SpacedWord, word && !(marked && name.len() >= 3));
    out.push(Mention::new(at, end, after, tail, surname, false, f));
}
