//! What stands around one name, collected as bits and listed as features: a class or shape at a place, pairs of them, ends of words.

use super::class::{self, Said, WORD_CLASSES};
use super::place::{self, PLACES, Place};
use super::shape::{self, SHAPES, Shape};

/// How many features there are.
pub const FEATURES: usize = MATTERS + class::MATTERS * PLACES_OF_MATTER;
/// How many features are one class or shape at one place.
const SINGLE: usize = (WORD_CLASSES + SHAPES) * PLACES;
/// How many slots pairs of evidence share: what stands beside the name together with what the draft is about.
const PAIRS: usize = 2048;
/// How many slots the ends of words beside a name share.
const ENDS: usize = 4096;
/// Where the features of hints begin, and those of what the text is about.
const HINTS: usize = SINGLE + PAIRS + ENDS;
const MATTERS: usize = HINTS + class::HINTS * PLACES;
/// How many ends of words one name may have beside it.
const ENDINGS: usize = 48;
/// The title, and the headings.
const PLACES_OF_MATTER: usize = 2;

const _: () = assert!(WORD_CLASSES + SHAPES <= 128);

/// What stands around one name: for each place one bit a class or shape, and the ends of words beside it.
pub(super) struct Around {
    places: [u128; PLACES],
    ends: [u16; ENDINGS],
    hints: [u64; PLACES],
    matters: [u64; PLACES_OF_MATTER],
    count: usize,
}

impl Default for Around {
    fn default() -> Self {
        Self { places: [0; PLACES], ends: [0; ENDINGS], hints: [0; PLACES], matters: [0; PLACES_OF_MATTER], count: 0 }
    }
}

impl Around {
    /// What words say at a place.
    pub(super) fn words(&mut self, said: Said, place: Place) {
        self.places[place as usize] |= u128::from(said.classes);
        self.hints[place as usize] |= said.hints;
        match place {
            Place::Title => self.matters[0] |= said.matters,
            Place::Heading | Place::Section | Place::Chapter => self.matters[1] |= said.matters,
            _ => {}
        }
    }

    /// A hint at a place.
    pub(super) fn hint(&mut self, hint: usize, place: Place) {
        self.hints[place as usize] |= 1 << hint;
    }

    /// Classes and shapes at a place.
    pub(super) fn bits(&mut self, bits: u128, place: Place) {
        self.places[place as usize] |= bits;
    }

    /// A shape at a place.
    pub(super) fn shape(&mut self, shape: Shape, place: Place) {
        self.places[place as usize] |= shape::set(&[shape]);
    }

    /// What was collected at some places.
    pub(super) fn at(&self, places: &[Place]) -> u128 {
        places.iter().fold(0, |bits, &p| bits | self.places[p as usize])
    }

    /// The end of a word, as a key that tells its place too.
    pub(super) fn end(&mut self, key: u32) {
        let slot = (key.wrapping_mul(0x9E37_79B1) >> 20) as usize;
        let feature = (SINGLE + PAIRS + slot) as u16;
        let known = self.ends.iter().take(self.count).any(|&t| t == feature);
        if let Some(free) = self.ends.get_mut(self.count)
            && !known
        {
            *free = feature;
            self.count += 1;
        }
    }

    /// Lists all features, each once: what stands around, the ends of words, and what stands beside the name, at the head of its column
    /// or before it together with what the draft is about.
    pub(super) fn list(&self, out: &mut Vec<u16>) {
        out.clear();
        for (place, &bits) in self.places.iter().enumerate() {
            for mut half in [bits as u64, (bits >> 64) as u64].into_iter().enumerate() {
                while half.1 != 0 {
                    let class = half.0 * 64 + half.1.trailing_zeros() as usize;
                    out.push((class * PLACES + place) as u16);
                    half.1 &= half.1 - 1;
                }
            }
        }
        let beside = out.len();
        for (place, &bits) in self.hints.iter().enumerate() {
            let mut rest = bits;
            while rest != 0 {
                out.push((HINTS + rest.trailing_zeros() as usize * PLACES + place) as u16);
                rest &= rest - 1;
            }
        }
        for (place, &bits) in self.matters.iter().enumerate() {
            let mut rest = bits;
            while rest != 0 {
                out.push((MATTERS + rest.trailing_zeros() as usize * PLACES_OF_MATTER + place) as u16);
                rest &= rest - 1;
            }
        }
        let in_set = |feature: u16, set: u32| set >> (u32::from(feature) % PLACES as u32) & 1 == 1;
        let others: Vec<u16> =
            out.iter().take(beside).copied().filter(|&f| in_set(f, Place::NEAR | Place::ABOUT)).collect();
        out.extend_from_slice(self.ends.get(..self.count).unwrap_or(&[]));
        // One bit a slot: each is pushed once.
        let mut seen = [0u64; PAIRS / 64];
        for i in 0..beside {
            let one = out[i];
            if !in_set(one, Place::NEAR) {
                continue;
            }
            for &other in &others {
                if other > one || in_set(other, Place::ABOUT) {
                    let slot = ((u32::from(one) * 2048 + u32::from(other)).wrapping_mul(0x9E37_79B1) >> 21) as usize;
                    let (word, bit) = (slot / 64, 1 << (slot % 64));
                    if seen[word] & bit == 0 {
                        seen[word] |= bit;
                        out.push((SINGLE + slot) as u16);
                    }
                }
            }
        }
    }
}

/// The name of a feature, for the trainer's report.
pub fn name(feature: u16) -> String {
    let feature = feature as usize;
    if let Some(matter) = feature.checked_sub(MATTERS) {
        return format!("matter{}@{}", matter / PLACES_OF_MATTER, ["Title", "Headings"][matter % PLACES_OF_MATTER]);
    }
    if let Some(hint) = feature.checked_sub(HINTS) {
        return format!("hint{}@{}", hint / PLACES, place::NAMES[hint % PLACES]);
    }
    if feature >= SINGLE + PAIRS {
        return format!("end {}", feature - SINGLE - PAIRS);
    }
    if feature >= SINGLE {
        return format!("pair {}", feature - SINGLE);
    }
    let (class, place) = (feature / PLACES, feature % PLACES);
    let class = match class.checked_sub(WORD_CLASSES) {
        Some(shape) => shape::NAMES[shape].to_owned(),
        None => format!("class{class}"),
    };
    format!("{class}@{}", place::NAMES[place])
}

/// Whether a feature is one class or shape at one place, which can be named in a reason.
pub(super) fn speaks(feature: u16) -> bool {
    (feature as usize) < SINGLE
}

/// What a feature is called in a reason for keeping: its place and its class, where it has a name that speaks for an office.
pub(super) fn korean(feature: u16) -> Option<(&'static str, &'static str)> {
    let (class, place) = (feature as usize / PLACES, feature as usize % PLACES);
    let said = match class.checked_sub(WORD_CLASSES) {
        Some(shape) => shape::korean(shape),
        None => class::korean(class),
    }?;
    Some((place::korean(place), said))
}

/// How strongly the trainer holds a feature back.
pub fn restraint(feature: usize) -> u32 {
    if feature >= MATTERS {
        return 10;
    }
    if let Some(hint) = feature.checked_sub(HINTS) {
        return place::RESTRAINT[hint % PLACES] + 1;
    }
    if feature >= SINGLE + PAIRS {
        return 3;
    }
    if feature >= SINGLE {
        return 20;
    }
    if feature / PLACES >= WORD_CLASSES && feature % PLACES == Place::Draft as usize {
        return 6;
    }
    place::RESTRAINT[feature % PLACES]
}
