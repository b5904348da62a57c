//! What mentions say of one another: names in a row, names one below the other, names that were proved elsewhere in the document.

use crate::sorted::Map;

use super::features::{Feature, ON};
use super::lexical::strong;
use super::places::assured;
use super::score;
use super::{Mention, THRESHOLD, needed};
use crate::detect::told::Told;
use crate::order;
use crate::page::Page;
use crate::rule::{LIKELY, Score};
use crate::text::Class;

/// The syllables of a name as one number: spaces and marks left out, at most four.
pub(super) fn key(page: &Page, m: &Mention) -> u64 {
    let mut key = 0;
    for i in m.start..m.end {
        if page.folded.class(i as usize) == Class::Hangul {
            key = key << 16 | u64::from(page.folded.unit(i as usize));
        }
    }
    key
}

/// Marks mentions that stand in a list, or one below the other.
pub(super) fn neighbours(page: &Page, mentions: &mut [Mention]) {
    let good: Vec<bool> = mentions.iter().map(|m| strong(&m.features)).collect();
    for i in 0..mentions.len() {
        if !good[i] {
            continue;
        }
        // The next name behind a comma, a dot, a slash or a space; one short word (a rank, a date) may stand between.
        let (end, line) = (mentions[i].after, mentions[i].line);
        let mut j = i + 1;
        while j < mentions.len() && mentions[j].start < end {
            j += 1;
        }
        let next = mentions.get(j).map(|m| m.start);
        while let Some(m) = mentions.get(j) {
            if Some(m.start) != next || m.line != line {
                break;
            }
            if adjoins(page, end, m.start).is_some() {
                let values = (mentions[j].features.get(Feature::Listed), mentions[i].features.get(Feature::Listed));
                mentions[j].features.set(Feature::Listed, (values.0 + 10).min(ON + 4));
                if good[j] {
                    mentions[i].features.set(Feature::Listed, (values.1 + 10).min(ON + 4));
                }
            }
            j += 1;
        }
        // The same place in the next lines.
        let slot = mentions[i].slot;
        if slot == 63 {
            continue;
        }
        let mut j = i + 1;
        let mut left = 24;
        while left > 0 && j < mentions.len() && mentions[j].line <= line + 1 {
            if mentions[j].line == line + 1 && mentions[j].slot == slot {
                for (to, from) in [(j, i), (i, j)] {
                    if good[from] {
                        let value = mentions[to].features.get(Feature::Stacked);
                        mentions[to].features.set(Feature::Stacked, (value + 8).min(ON));
                    }
                }
            }
            left -= 1;
            j += 1;
        }
    }
}

/// Marks letters that no list of words knows and that stand in several places: whoever a text is about is named again.
pub(super) fn recurring(page: &Page, mentions: &mut [Mention]) {
    let unknown = |m: &Mention| {
        m.end - m.start == 3
            && !m.features.any(&[
                Feature::Word3,
                Feature::OtherParticle,
                Feature::OtherSuffix,
                Feature::NounSuffix,
                Feature::OtherRare,
                Feature::HeadCommon,
                Feature::Foreign,
                Feature::ForeignSingle,
                Feature::Latin,
                Feature::Announced,
                Feature::PlacedWord3,
                Feature::PlacedParticle,
                Feature::PlacedOther,
            ])
    };
    let mut keys: Vec<(u64, u32)> =
        mentions.iter().enumerate().filter(|(_, m)| unknown(m)).map(|(i, m)| (key(page, m), i as u32)).collect();
    order::sort(&mut keys);
    for same in keys.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let value = (8 * (same.len() as i16 - 1)).min(ON);
        for &(_, i) in same {
            if let Some(m) = mentions.get_mut(i as usize) {
                m.features.set(Feature::Recurs, value);
            }
        }
    }
}

/// How many lines before and behind a line belong to its column.
const COLUMN: usize = 6;

/// Marks mentions at a place that holds names in the lines around: a column of a table, or of one whose cells were lost.
pub(super) fn columns(page: &Page, mentions: &mut [Mention]) {
    // One bit a line for each place along it that holds a name.
    let mut held = vec![0u64; page.lines.len()];
    let mut any = 0;
    for m in mentions.iter().filter(|m| m.slot < 63 && strong(&m.features)) {
        if let Some(line) = held.get_mut(m.line as usize) {
            *line |= 1 << m.slot;
            any += 1;
        }
    }
    if any < 3 {
        return;
    }
    let blank = |line: usize| page.lines.get(line).is_none_or(|l| l.start >= l.end);
    for m in mentions.iter_mut().filter(|m| m.slot < 63) {
        let (line, bit) = (m.line as usize, 1u64 << m.slot);
        let (mut all, mut names) = (0, 0);
        let before = (1..=COLUMN).map_while(|k| line.checked_sub(k)).take_while(|&l| !blank(l));
        let behind = (1..=COLUMN).map(|k| line + k).take_while(|&l| !blank(l));
        for l in before.chain(behind) {
            all += 1;
            names += i16::from(held.get(l).is_some_and(|h| h & bit != 0));
        }
        if names >= 2 {
            m.features.set(Feature::ColumnShare, (names * ON / all).min(ON));
        }
    }
}

/// From this score on a name speaks for its neighbours.
const SURE: Score = 24;

/// Lifts what stands beside or below a name that is sure: the neighbours of a list, the other cells of a column.
pub(super) fn beside(page: &Page, mentions: &mut [Mention]) {
    let mut lifted = Vec::new();
    // Where a document has names at all, another one is likelier.
    let is_sure: Vec<bool> = mentions.iter().map(|m| m.score >= LIKELY.max(super::needed(&m.features))).collect();
    let sure = is_sure.iter().filter(|s| **s).count();
    for i in 0..mentions.len() {
        if mentions[i].score < SURE {
            continue;
        }
        let (start, end, line, slot) = (mentions[i].start, mentions[i].after, mentions[i].line, mentions[i].slot);
        for step in [1isize, -1] {
            let mut j = i as isize + step;
            let mut left = 24;
            while left > 0 && j >= 0 && (j as usize) < mentions.len() {
                let m = &mentions[j as usize];
                if m.line.abs_diff(line) > 1 {
                    break;
                }
                let list = || if step > 0 { adjoins(page, end, m.start) } else { adjoins(page, m.after, start) };
                if m.line == line && list().is_some() {
                    lifted.push((j as usize, Feature::ListedProved));
                } else if m.line != line && m.slot == slot && slot != 63 {
                    lifted.push((j as usize, Feature::StackedProved));
                }
                left -= 1;
                j += step;
            }
        }
    }
    for (i, feature) in lifted {
        let so_far = mentions[i].features.get(feature);
        mentions[i].features.set(feature, (so_far + 8).min(2 * ON));
    }
    for m in mentions.iter_mut() {
        let f = &mut m.features;
        if f.get(Feature::ColumnShare) >= 12
            && f.any(&[Feature::CellWhole, Feature::NumberNext, Feature::ParenIdentity])
        {
            assured(f);
        }
    }
    for (m, &own) in mentions.iter_mut().zip(&is_sure) {
        let placed = m.features.any(&[
            Feature::ColumnWhole,
            Feature::Column,
            Feature::LabelColon,
            Feature::NumberNear,
            Feature::ParenIdentity,
            Feature::HonorificAfter,
            Feature::TailHonorific,
            Feature::TitleAfter,
            Feature::RankBefore,
            Feature::PlaceClosed,
        ]);
        let others = sure - usize::from(own);
        m.features.when(Feature::Lonely, !placed && others == 0 && !m.features.has(Feature::Personal));
        m.features.set(Feature::Peopled, [0, 4, 8, 10, 12, 14, 15, 16][others.min(7)]);
        m.score = score::of(&m.features);
    }
    // What a round finds makes the next name of the list.
    for _ in 0..3 {
        if !between(page, mentions) {
            break;
        }
    }
}

/// Lifts what stands in a list beside a sure name, with a comma or a dot between: 김가람, 천만금, 이나리. Says whether anything new was lifted.
fn between(page: &Page, mentions: &mut [Mention]) -> bool {
    let mut beside: Vec<(u32, bool)> = Vec::new();
    for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.score >= SURE) {
        let behind = mentions.get(i + 1..).unwrap_or(&[]).iter().enumerate().take(24).map(|(k, o)| (i + 1 + k, o));
        let before = mentions.get(..i).unwrap_or(&[]).iter().enumerate().rev().take(24);
        for (j, o) in behind.take_while(|(_, o)| o.line == m.line) {
            if adjoins(page, m.after, o.start) == Some(true) {
                beside.push((j as u32, true));
            }
        }
        for (j, o) in before.take_while(|(_, o)| o.line == m.line) {
            if adjoins(page, o.after, m.start) == Some(true) {
                beside.push((j as u32, false));
            }
        }
    }
    order::sort(&mut beside);
    beside.dedup();
    let mut lifted = false;
    for sides in beside.chunk_by(|a, b| a.0 == b.0) {
        let Some(m) = mentions.get_mut(sides[0].0 as usize) else { continue };
        let value = if sides.len() > 1 { ON } else { ON / 2 };
        if m.features.get(Feature::ListedBetween) >= value || m.features.has(Feature::VerbForm) {
            continue;
        }
        m.features.set(Feature::ListedBetween, value);
        if sides.len() > 1 {
            assured(&mut m.features);
        }
        let score = score::of(&m.features);
        lifted |= m.score < SURE && score >= SURE;
        m.score = score;
    }
    lifted
}

/// The given names, of two syllables, of the Korean names that are proved: sorted.
pub(super) fn given_names(page: &Page, mentions: &[Mention]) -> Vec<u32> {
    let mut given: Vec<u32> =
        mentions.iter().filter(|m| m.score >= LIKELY).filter_map(|m| given_name(page, m)).collect();
    order::sort(&mut given);
    given.dedup();
    given
}

/// The given name, of two syllables, of a Korean name.
fn given_name(page: &Page, m: &Mention) -> Option<u32> {
    let (start, end) = (m.start as usize, m.end as usize);
    let korean = matches!(end - start, 3 | 4) && (start..end).all(|i| page.folded.class(i) == Class::Hangul);
    korean.then(|| u32::from(page.folded.unit(end - 2)) << 16 | u32::from(page.folded.unit(end - 1)))
}

/// The key under which chapters tell one another of a given name; no whole name has it.
pub(super) const fn given_key(given: u32) -> u64 {
    1 << 32 | given as u64
}

/// Whether only the marks of a list stand between two names, and whether a comma or a dot is among them.
fn adjoins(page: &Page, from: u32, to: u32) -> Option<bool> {
    if to < from || to - from > 20 {
        return None;
    }
    // Brackets behind a name belong to it: 김가람(건설과), 이훈.
    let (mut depth, mut words, mut comma) = (0, 0, false);
    for i in from..to {
        match page.folded.class(i as usize) {
            Class::Space => {}
            Class::Newline | Class::Tab => return None,
            _ => match page.folded.unit(i as usize) {
                0x28 | 0x5B => depth += 1,
                0x29 | 0x5D => depth -= 1,
                0x2C | 0xB7 | 0x3B if depth == 0 => comma = true,
                0x2C | 0xB7 | 0x2F | 0x3B => {}
                _ if depth > 0 => words += 1,
                _ => return None,
            },
        }
    }
    (depth == 0 && words <= 14).then_some(comma)
}

/// From this score on a name makes names of its other mentions even where those are words.
const CERTAIN_ELSEWHERE: Score = 40;

/// Lifts weak mentions of a name that strong context proved elsewhere: on this page, or in another chapter of the document as `told` knows.
/// A mention that stood by itself already stays as it was.
pub(super) fn repeat(page: &Page, mentions: &mut [Mention], told: &mut Told<()>) {
    let mut proved: Map<u64, (Score, u32)> = Map::new();
    for m in mentions.iter() {
        if m.score >= LIKELY && m.end - m.start >= 2 {
            let key = key(page, m);
            // A name in other letters has no key.
            if key != 0 {
                told.tell(key, (), m.start);
            }
            if let Some(given) = given_name(page, m) {
                told.tell(given_key(given), (), m.start);
            }
            let own = (m.score, m.start);
            proved.with(
                key,
                || own,
                |best| {
                    if m.score > best.0 {
                        *best = own
                    }
                },
            );
        }
    }
    if proved.is_empty() && !told.listens() {
        return;
    }
    // Most mentions end like no proved name.
    let place = |key: u64| ((key >> 6) as usize % 64, 1u64 << (key % 64));
    let mut ends = [0u64; 64];
    for &key in proved.keys() {
        let (word, bit) = place(key);
        ends[word] |= bit;
    }
    let known = |key: u64| {
        let (word, bit) = place(key);
        if ends[word] & bit == 0 { None } else { proved.get(&key) }
    };
    for m in mentions.iter_mut() {
        if m.score >= LIKELY || m.features.has(Feature::VerbForm) {
            continue;
        }
        let key = key(page, m);
        // 정하는, 이용자: only what is beyond doubt elsewhere makes a name of a word.
        if m.features.any(&[Feature::OtherSuffix, Feature::NounSuffix, Feature::OtherParticle]) {
            if known(key).is_some_and(|&(score, at)| at != m.start && score >= CERTAIN_ELSEWHERE) {
                m.features.on(Feature::RepeatedWord);
                m.score = score::of(&m.features);
            }
            continue;
        }
        // Another chapter is asked only where its word decides.
        let decides = |m: &Mention| key != 0 && m.score < needed(&m.features) && score::repeated(m.score) >= THRESHOLD;
        if known(key).is_some_and(|&(_, at)| at != m.start) || decides(m) && told.ask(key).is_some() {
            m.features.on(Feature::Repeated);
            m.score = score::of(&m.features);
        }
    }
}
