//! How far a fact reaches: from its telling word over the noun phrase it stands in, `왼팔 [타박상]`, `[우울증] 약 복용`, `2019년 뇌물공여 [벌금형]`.
//!
//! What is left beside a mask still tells the fact. The phrase is widened only where it ends soon and clearly on that side: at a name,
//! a label, a bracket, a comma, or a word with a particle. In running text, where no such end is near, it stays as it was.

use crate::page::Page;
use crate::page::cells::Cut;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

use super::scene::Scene;
use super::topic::Topic;

/// How many more words a phrase takes on either side.
const WORDS: usize = 3;
/// How many units on either side.
const WIDE: u32 = 16;
/// Syllables that end a word which is no part of the noun phrase behind it: particles and endings.
const ENDS: &str = "은는이가을를에의께서로과와며고한된던른신져여게";
/// Words and endings before a fact that are no part of it: a time, a condition, a reason.
const APART: [&str; 14] =
    ["따라", "으면", "하면", "되면", "이나", "대해", "지난해", "올해", "작년", "최근", "현재", "당시", "본인", "때"];
/// Particles behind the last noun of a phrase, the longer ones first.
const PARTICLES: [&str; 22] = [
    "으로", "에서", "에게", "까지", "부터", "이라", "이며", "이고", "이나", "을", "를", "은", "는", "이", "가", "의",
    "에", "로", "과", "와", "도", "만",
];
/// Endings of a verb: the word is no part of the phrase before it.
const VERBS: &str = "함됨음다여고며어아서해된할될던니";

/// Words behind a fact that are about something else: a paper, a cost, a wish.
const STOPS: [&str; 25] = [
    "진단서",
    "소견서",
    "진료비",
    "치료비",
    "수술비",
    "병원비",
    "소명",
    "희망",
    "신청",
    "첨부",
    "통보",
    "여부",
    "관련",
    "현황",
    "회신",
    "조회",
    "확인",
    "뒤",
    "때",
    "당시",
    "동안",
    "이후",
    "직후",
    "통화",
    "조치",
];

/// Letters, digits and what holds a number together.
fn inner(page: &Page, i: u32) -> bool {
    let f = &page.folded;
    matches!(f.class(i as usize), Class::Hangul | Class::Latin | Class::Digit | Class::Hanja)
        || matches!(f.unit(i as usize), 0x25 | 0xB7 | 0x25CB | 0x2103)
        || matches!(f.unit(i as usize), 0x2D..=0x2F | 0x7E)
            && f.class(i as usize + 1) == Class::Digit
            && f.class_before(i as usize) == Class::Digit
}

/// Whether a whole word announces something or names an office or a title: no part of a fact.
fn announces(page: &Page, topic: &Topic, word: FoldSpan) -> bool {
    page.hits_in(word).any(|h| {
        h.end == word.end
            && (h.start == word.start || h.is(List::Titles))
            && topic.strength(h).is_none()
            && (h.is(List::Labels)
                || h.is(List::OtherLabels)
                || h.is(List::Headers)
                || h.is(List::Titles)
                || h.is(List::Persons)
                || h.has(List::FactScene, attr::FACT_SCENE_PERSON)
                || h.has(List::FactScene, attr::FACT_SCENE_COMPANY))
    })
}

/// Where the noun phrase that ends in the word at `start` begins, not before `floor`.
pub(super) fn back(page: &Page, scene: &Scene, topic: &Topic, start: u32, floor: u32) -> u32 {
    let f = &page.folded;
    let limit = floor.max(start.saturating_sub(WIDE));
    let mut at = start;
    for n in 0..=WORDS {
        let mut i = at;
        if f.unit_before(i as usize) == 0x20 && i > limit {
            i -= 1;
        }
        if i <= floor {
            return start;
        }
        if scene.ends(i) || !inner(page, i - 1) {
            return at;
        }
        let mut w = i;
        while w > limit && inner(page, w - 1) && !scene.ends(w) {
            w -= 1;
        }
        let last = f.unit(i as usize - 1);
        let known = page.hits_in(FoldSpan { start: w, end: i }).any(|h| h.end == i && topic.strength(h).is_some());
        let ended =
            !known && ENDS.encode_utf16().any(|p| p == last) && (i - w >= 2 || f.unit_before(w as usize) != 0x20);
        // 20:14, 72세: a time and an age are no part of what follows.
        let count = (w..i).all(|k| f.class(k as usize) == Class::Digit) || last == 0xC138;
        let apart = !known && APART.iter().any(|a| f.ends_with(i as usize, a));
        if ended || apart || count || scene.ends(w) || announces(page, topic, FoldSpan { start: w, end: i }) {
            return at;
        }
        if n == WORDS || w <= floor || w <= limit && !scene.ends(w) && inner(page, w.saturating_sub(1)) {
            return start;
        }
        at = w;
    }
    start
}

/// Where the noun phrase that begins before `end` ends, not after `ceiling`.
pub(super) fn ahead(page: &Page, scene: &Scene, topic: &Topic, end: u32, ceiling: u32) -> u32 {
    let f = &page.folded;
    let limit = ceiling.min(end + WIDE);
    let mut at = end;
    for _ in 0..WORDS {
        if at >= ceiling || f.unit(at as usize) != 0x20 || scene.begins(at + 1) {
            return at;
        }
        let from = at + 1;
        let mut w = from;
        while w < limit && inner(page, w) && !(w > from && scene.begins(w)) {
            w += 1;
        }
        if w == from {
            return at;
        }
        if w == limit && w < ceiling && inner(page, w) {
            return end;
        }
        let word = FoldSpan { start: from, end: w };
        let known = page.hits_in(word).find(|h| h.start == from && topic.strength(h).is_some());
        let last = f.unit(w as usize - 1);
        let verb = w - from >= 2 && VERBS.encode_utf16().any(|p| p == last);
        // 1,200,000원, 010-…: a number that goes on, or an amount, is another matter.
        let particle = PARTICLES.iter().find(|p| f.ends_with(w as usize, p)).map_or(0, |p| p.chars().count() as u32);
        let number = f.class(from as usize) == Class::Digit
            && (f.unit(w as usize) == 0x2C || w - from > 7 + particle || last == 0xC6D0 || f.unit(w as usize) == 0x2E);
        if let Some(known) = known {
            // 양성입니다: the known word without what is said of it.
            let spoken = w - known.end >= 2 && f.unit(known.end as usize) == 0xC785;
            // 이혼하였다, 골절되어: the noun without its verb.
            let acted =
                matches!(f.unit(known.end as usize), 0xD558 | 0xB418 | 0xD588 | 0xB410 | 0xB41C | 0xD55C) && verb;
            if spoken || acted && known.end < w {
                return known.end;
            }
        } else if STOPS.iter().any(|s| f.starts_with(from as usize, s))
            || (verb || number || announces(page, topic, word))
        {
            return at;
        }
        if particle > 0 && w - from >= particle + if particle > 1 { 1 } else { 2 } {
            return w - particle;
        }
        at = w;
    }
    let stops = at >= ceiling || f.unit(at as usize) != 0x20 || scene.begins(at + 1);
    if stops { at } else { end }
}

/// Whether a word fills the place beside a person: `김가람(구속)`, `김가람 견책`, `김가람(87세, 와상)`, with nothing more to it.
pub(super) fn slot(page: &Page, scene: &Scene, topic: &Topic, hit: &Hit, span: FoldSpan) -> bool {
    let f = &page.folded;
    let line = page.line(span.start);
    // 합격 김가람: said of the names that follow.
    if f.class(hit.end as usize) == Class::Hangul || f.unit(hit.end as usize) == 0x20 && scene.begins(hit.end + 1) {
        return false;
    }
    // A cell of its own in a row.
    let cell = page.cell(span.start);
    if cell.start == hit.start && cell.end == hit.end && page.line(span.start).cut != Cut::Whole {
        return true;
    }
    let mut i = span.start;
    let space = i > line.start && f.unit_before(i as usize) == 0x20;
    i -= u32::from(space);
    let shut = span.end >= line.end
        || matches!(f.unit(span.end as usize), 0x29 | 0x2C | 0x2F | 0x09 | 0x7C | 0x28 | 0x3B | 0xB7);
    if !shut || i <= line.start {
        return false;
    }
    let before = f.unit_before(i as usize);
    let open = i - 1;
    let bracket = before == 0x28 && (open.saturating_sub(8).max(line.start)..=open).any(|k| scene.ends(k));
    let list = space
        && matches!(before, 0x2C | 0x2F)
        && (span.end >= line.end || matches!(f.unit(span.end as usize), 0x29 | 0x2C));
    let label = space && {
        let mut w = i;
        while w > line.start && inner(page, w - 1) {
            w -= 1;
        }
        w == line.start
            && page.hits_in(FoldSpan { start: w, end: i }).any(|h| h.start == w && h.end == i && h.labels(topic.kind))
    };
    let name = space && scene.ends(i);
    bracket || list || label || name || before == 0x3A
}
