//! The vocabulary: word lists that a records officer can read and correct (`*.txt` beside this file), and the one pass that
//! finds all of them in a draft.
//!
//! A list is one entry a line, optionally with attributes after a tab; `#` begins a comment. `build.rs` turns the lists into static
//! tables. Latin letters match in either case. Where a word begins at the start of an 어절, a few spaces inside it are passed over, so that
//! `성    명` and `주민등록 번호` are found as `성명` and `주민등록번호`; labels are found with one mark between all their syllables too (`성·명`).

pub mod lexicon;

use crate::kind::Kind;
use crate::text::{Class, Folded};

pub use lexicon::Lexicon;

/// What words of the tables carry.
pub(crate) struct Set {
    /// Bit `l` is set where list `l` holds them.
    lists: u64,
    tag_at: u16,
    tags: u8,
    /// Whether a Latin word may go on where they end.
    open: bool,
}

/// A list a word stands in, with its attribute there (0 where the list has none; a `Kind` for `labels`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The list.
    pub list: List,
    /// The attribute: one of the constants in [`attr`], or a `Kind` as a number for labels.
    pub attr: u8,
}

mod tables {
    use super::{Kind, Set, Tag};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use tables::{List, attr};

/// A word found in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First folded unit.
    pub start: u32,
    /// One past the last folded unit.
    pub end: u32,
    /// What the word carries (an index into the tables).
    set: u16,
    /// Whether spaces inside it were passed over.
    stretched: bool,
}

impl Hit {
    /// The lists the word stands in.
    pub fn tags(&self) -> &'static [Tag] {
        let set = &tables::SETS[self.set as usize];
        &tables::TAGS[set.tag_at as usize..set.tag_at as usize + set.tags as usize]
    }

    /// Whether the word stands in `list`.
    pub fn is(&self, list: List) -> bool {
        tables::SETS[self.set as usize].lists >> (list as u8) & 1 == 1
    }

    /// Whether the word stands in `list` with the attribute `attr`.
    pub fn has(&self, list: List, attr: u8) -> bool {
        self.is(list) && self.tags().iter().any(|t| t.list == list && t.attr == attr)
    }

    /// The attribute of the word in `list`.
    pub fn attr(&self, list: List) -> Option<u8> {
        self.tags().iter().find(|t| t.list == list).map(|t| t.attr)
    }

    /// Whether spaces inside the word were passed over: `전 과` found as 전과.
    pub fn stretched(&self) -> bool {
        self.stretched
    }

    /// The same word with what stands before it from `start` on.
    pub fn from(&self, start: u32) -> Self {
        Self { start, ..*self }
    }

    /// Whether the word is a label of `kind`.
    pub fn labels(&self, kind: Kind) -> bool {
        self.has(List::Labels, kind as u8)
    }
}

#[inline]
fn bucket(a: u16, b: u16) -> usize {
    let h = ((u32::from(a) << 16) | u32::from(b)).wrapping_mul(0x9E37_79B1);
    (h >> (32 - tables::BUCKET_BITS)) as usize
}

#[inline]
fn lower(unit: u16) -> u16 {
    if (0x41..=0x5A).contains(&unit) { unit + 0x20 } else { unit }
}

/// The set of words that are labels of `kind` and of as little else as there is; none where no label announces that kind.
fn label_set(kind: Kind) -> Option<u16> {
    let labels = |set: &Set| {
        let tags = tables::TAGS.get(usize::from(set.tag_at)..usize::from(set.tag_at) + usize::from(set.tags));
        tags.is_some_and(|tags| tags.iter().any(|t| t.list == List::Labels && t.attr == kind as u8))
    };
    let sets = tables::SETS.iter().enumerate().filter(|(_, set)| labels(set));
    sets.min_by_key(|(_, set)| set.tags).and_then(|(i, _)| u16::try_from(i).ok())
}

/// Whether labels announce a kind: whether it can have more of them.
pub fn has_labels(kind: Kind) -> bool {
    label_set(kind).is_some()
}

/// Takes in labels that are not in the lists: `labels` gives for each word the kind that it announces, as a number. What stands inside one gives way.
pub fn add_labels(folded: &Folded, labels: &Lexicon, hits: &mut Vec<Hit>) {
    let mut more = Vec::new();
    labels.scan(folded, &mut |at, number| {
        let kind = Kind::ALL.get(number as usize).and_then(|&kind| label_set(kind));
        if let Some(set) = kind {
            more.push(Hit { start: at.start, end: at.end, set, stretched: false });
        }
    });
    if more.is_empty() {
        return;
    }
    hits.retain(|h| {
        let next = more.partition_point(|m| m.end <= h.start);
        more.get(next).is_none_or(|m| m.start >= h.end || h.start < m.start && h.end > m.end)
    });
    hits.append(&mut more);
    crate::order::sort_by_key(hits, |h| (h.start, h.end));
}

/// Finds every word of every list, sorted by start: at each place the longest; what lies wholly inside an earlier word is left out.
pub fn scan(folded: &Folded, hits: &mut Vec<Hit>) {
    hits.clear();
    let mut covered = 0;
    let mut before = Class::Newline;
    for (i, (&unit, &class)) in folded.units().iter().zip(folded.classes()).enumerate() {
        let last = std::mem::replace(&mut before, class);
        if matches!(class, Class::Space | Class::Newline | Class::Tab | Class::Digit) {
            continue;
        }
        let head = last != class || last == Class::Punct;
        if class == Class::Latin && !head {
            continue;
        }
        let next = folded.unit(i + 1);
        let hangul = head && matches!(class, Class::Hangul | Class::Hanja);
        let spaced = hangul && next == 0x20;
        let pair = if spaced { [unit, folded.unit(skip_spaces(folded, i + 1))] } else { [lower(unit), lower(next)] };
        // The third character of the word, where no space may stand before it.
        let third = lower(folded.unit(i + 2));
        let third = (!spaced && !(hangul && third == 0x20)).then_some(third);
        let mut found = longest(pair, third, |word, set| matches(folded, i, word, hangul, set.open));
        // One mark between two single syllables: 성·명, 주.민.번.호.
        if found.is_none() && hangul && folded.class(i + 1) == Class::Punct && folded.class(i + 2) == Class::Hangul {
            const SPELLED: u64 = 1 << List::Labels as u8 | 1 << List::OtherLabels as u8 | 1 << List::SecretMarks as u8;
            found = longest([unit, folded.unit(i + 2)], None, |word, set| {
                if set.lists & SPELLED == 0 { None } else { marked(folded, i, word) }
            });
        }
        if let Some((end, set, len)) = found
            && end > covered
        {
            hits.push(Hit { start: i as u32, end: end as u32, set, stretched: end - i > len });
            covered = end;
        }
    }
}

/// The words that begin with one pair of characters, as the tables hold them: each without what it shares with the one before.
struct Group {
    /// The word that is read next, and where its characters begin.
    word: usize,
    tail: usize,
}

/// A word of a group: what it carries, and how many of its characters differ from those of the word before.
struct Entry {
    carried: u16,
    shared: usize,
    tail: &'static [u16],
}

impl Group {
    /// The words of a pair; most pairs begin none.
    #[inline]
    fn of(pair: [u16; 2]) -> Option<Self> {
        let slot = bucket(pair[0], pair[1]);
        if tables::FILLED[slot / 64] >> (slot % 64) & 1 == 0 { None } else { Self::find(pair) }
    }

    #[inline(never)]
    fn find(pair: [u16; 2]) -> Option<Self> {
        let coarse = pair[0] as usize / tables::COARSE;
        let (mut low, mut high) = (*tables::BELOW.get(coarse)? as usize, *tables::BELOW.get(coarse + 1)? as usize);
        while low < high {
            let middle = usize::midpoint(low, high);
            if [*tables::FIRSTS.get(middle)?, *tables::SECONDS.get(middle)?] < pair {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if [*tables::FIRSTS.get(low)?, *tables::SECONDS.get(low)?] != pair {
            return None;
        }
        let sample = low / tables::STRIDE;
        let mut group = Self {
            word: *tables::SAMPLED_WORDS.get(sample)? as usize,
            tail: *tables::SAMPLED_TAILS.get(sample)? as usize,
        };
        let mut before = low % tables::STRIDE;
        while before > 0 {
            group.tail += (*tables::SHAPES.get(group.word)? & 31) as usize;
            before -= (*tables::CARRIED.get(group.word)? >> 15) as usize;
            group.word += 1;
        }
        Some(group)
    }

    /// The next word.
    #[inline]
    fn next(&mut self) -> Option<Entry> {
        let shape = *tables::SHAPES.get(self.word)? as usize;
        let carried = *tables::CARRIED.get(self.word)?;
        let tail = tables::TAILS.get(self.tail..self.tail + (shape & 31))?;
        self.word += 1;
        self.tail += tail.len();
        Some(Entry { carried, shared: shape >> 5, tail })
    }
}

/// The longest word that begins with a pair of characters, goes on with a `third` where one is given, and of which `fits` gives the end: its
/// end, what it carries, and how long it is by itself.
#[inline]
fn longest(
    pair: [u16; 2],
    third: Option<u16>,
    fits: impl Fn(&[u16], &Set) -> Option<usize>,
) -> Option<(usize, u16, usize)> {
    let mut group = Group::of(pair)?;
    let mut found: Option<(usize, u16, usize)> = None;
    let mut word = [0; 32];
    word[..2].copy_from_slice(&pair);
    let mut wanted = true;
    loop {
        let entry = group.next()?;
        // A word that shares its third character with the one before is wanted where that was.
        if entry.shared == 0 {
            wanted = entry.tail.first().is_none_or(|unit| third.is_none_or(|third| third == *unit));
        }
        let from = 2 + entry.shared;
        let len = from + entry.tail.len();
        if wanted {
            word.get_mut(from..len)?.iter_mut().zip(entry.tail).for_each(|(to, &unit)| *to = unit);
        }
        let set = entry.carried & !tables::LAST;
        if wanted
            && found.is_none_or(|(_, _, longest)| len > longest)
            && let Some(end) = fits(word.get(..len)?, &tables::SETS[set as usize])
        {
            found = Some((end, set, len));
        }
        if entry.carried & tables::LAST != 0 {
            return found;
        }
    }
}

fn skip_spaces(folded: &Folded, mut i: usize) -> usize {
    let limit = i + 6;
    while i < limit && folded.class(i) == Class::Space {
        i += 1;
    }
    i
}

/// Where the word ends when it stands at `i` with the same mark between all its syllables.
fn marked(folded: &Folded, i: usize, word: &[u16]) -> Option<usize> {
    let mark = folded.unit(i + 1);
    let mut at = i;
    for (k, &want) in word.iter().enumerate() {
        if k > 0 {
            if folded.unit(at) != mark {
                return None;
            }
            at += 1;
        }
        if folded.unit(at) != want {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Where the word ends when it stands at `i`.
fn matches(folded: &Folded, i: usize, word: &[u16], spaces: bool, open: bool) -> Option<usize> {
    let mut at = i;
    for (k, &want) in word.iter().enumerate() {
        let mut unit = lower(folded.unit(at));
        if unit != want && spaces && k > 0 && unit == 0x20 {
            at = skip_spaces(folded, at);
            unit = lower(folded.unit(at));
        }
        if unit != want {
            return None;
        }
        at += 1;
    }
    // A Latin word must end where its letters end.
    if !open && folded.class(at - 1) == Class::Latin && folded.class(at) == Class::Latin {
        return None;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        let mut hits = Vec::new();
        scan(&folded, &mut hits);
        hits.iter().map(|h| folded.text(crate::span::FoldSpan { start: h.start, end: h.end })).collect()
    }

    #[test]
    fn finds_the_longest_word_also_spaced_out() {
        assert_eq!(found("휴대전화번호: "), ["휴대전화번호"]);
        assert_eq!(found("주민등록 번호 "), ["주민등록 번호"]);
        assert_eq!(found("성     명"), ["성     명"]);
        assert_eq!(found("주.민.번.호"), ["주.민.번.호"]);
        assert_eq!(found("성·명"), ["성·명"]);
    }
}
