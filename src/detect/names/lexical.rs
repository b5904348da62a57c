//! What the dictionary says of the letters of a possible name, whatever stands around them.
//!
//! Not here: the tables themselves (`tables.rs`), and what the features weigh (`weights.rs`).

use super::features::{Feature, Features};
use super::tables::{self, Cost, Grade, Syllable};
use crate::text::{Syllables, has_final};

/// What a third syllable behind a word of two may be instead of the end of a name: a particle (2), a suffix that makes nouns or verbs (1).
pub(super) fn ending(unit: u16, before: u16) -> u8 {
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
            let end = ending(third, unit);
            // What is a word and also a name of many is less of a word.
            let doubt = 4 * i16::from(tables::shared(second, numbers[2]));
            if verb {
                f.on(Feature::Word3);
            } else if tables::word3(first, second, numbers[2]) {
                f.set(Feature::Word3, 16 - doubt);
            }
            match head {
                Grade::None => {}
                Grade::Common if end == 2 => f.on(Feature::OtherParticle),
                // 지정일, 배정표: suffixes that make nouns of any word; the others unless the two syllables behind are a name of many.
                Grade::Common if end == 1 && is_plain_suffix(third) => f.set(Feature::NounSuffix, 16 - doubt),
                Grade::Common if end == 1 => f.set(Feature::OtherSuffix, 16 - doubt),
                Grade::Common => f.on(Feature::HeadCommon),
                Grade::Place => f.when(Feature::OtherRare, end > 0),
                Grade::Rare => {}
            }
        }
        3 => f.when(Feature::Word3, tables::word3(first, second, numbers[2])),
        _ if surname == 2 => f.on(Feature::Four),
        _ => {
            // 임마누엘, 우마리아: a surname and foreign sounds.
            let foreign = name.get(1..4).unwrap_or(&[]).iter().map(|&u| tables::foreign(u)).sum::<i16>() / 3;
            f.on(Feature::Long);
            f.set(Feature::ForeignKnown, foreign.clamp(0, 40));
            f.when(Feature::LongCommon, head >= Grade::Place && foreign < 6);
        }
    }
}

/// What says that letters written together are a word.
const WORDS: [Feature; 8] = [
    Feature::Word2Common,
    Feature::Word2Place,
    Feature::Word2Rare,
    Feature::Word3,
    Feature::OtherParticle,
    Feature::OtherSuffix,
    Feature::NounSuffix,
    Feature::HeadCommon,
];

/// Takes back what says that the letters are a word; the letters themselves count at least so much.
pub(super) fn no_word(f: &mut Features, least: i16) {
    for flag in WORDS {
        f.set(flag, 0);
    }
    f.set(Feature::Lexicon, f.get(Feature::Lexicon).max(least));
}

fn is_plain_suffix(unit: u16) -> bool {
    static PLAIN: Syllables = Syllables::of("일식안율표액률권량력증급비료금팀과실국점법장형측회률제물별외처");
    PLAIN.has(unit)
}

/// Whether the letters look like a name at all, whatever stands around them.
pub(super) fn strong(f: &Features) -> bool {
    let against = [
        Feature::PlacedWord2,
        Feature::PlacedParticle,
        Feature::OtherParticle,
        Feature::VerbForm,
        Feature::Word2Common,
        Feature::Word2Place,
        Feature::LongCommon,
    ];
    // 이병호, 서장원: a word and its suffix, and the name of many.
    const WORDS: [Feature; 5] =
        [Feature::PlacedWord3, Feature::PlacedOther, Feature::Word3, Feature::NounSuffix, Feature::OtherSuffix];
    if f.any(&[Feature::Foreign, Feature::Latin]) {
        return !f.has(Feature::LatinSingle) && (f.get(Feature::ForeignKnown) > 16 || f.has(Feature::LatinKnown));
    }
    if f.any(&[Feature::ForeignSingle, Feature::Given]) {
        return false;
    }
    let lexicon = f.get(Feature::Lexicon)
        + f.get(Feature::PlacedLexicon)
        + (f.get(Feature::Shared) + f.get(Feature::SharedAlone)) * 2;
    if f.any(&against) || WORDS.iter().any(|&w| f.get(w) > 8) {
        return false;
    }
    let two = f.any(&[Feature::Two, Feature::Long, Feature::PlacedLong]);
    lexicon > if two { 40 } else { 8 }
}

/// Whether a reading with a surname of one syllable is a word that letters alone never make a name: a cheap look at what `strong` and
/// `possible` refuse.
pub(super) fn is_word(name: &[u16]) -> bool {
    let head = |a, b| tables::word2(Syllable::of(a), Syllable::of(b));
    match *name {
        [a, b] | [a, b, _, _] => head(a, b) >= Grade::Place,
        [a, b, c] => head(a, b) == Grade::Common && (ending(c, b) == 2 || is_plain_suffix(c)),
        _ => false,
    }
}

/// Whether the letters alone leave room for a name, where nothing beside them speaks for or against it.
pub(super) fn possible(f: &Features) -> bool {
    let word = f.any(&[
        Feature::Two,
        Feature::Long,
        Feature::Word3,
        Feature::OtherParticle,
        Feature::NounSuffix,
        Feature::HeadCommon,
        Feature::LongCommon,
    ]);
    !word && f.get(Feature::OtherSuffix) <= 8 && f.get(Feature::Lexicon) > -40
}
