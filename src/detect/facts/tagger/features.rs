//! What the tagger sees of a word: its letters, its neighbours two to each side, the words of the lists in it, the group its stem belongs
//! to, the head of its column or the label before it, and who stands near. Each is hashed to eighteen bits.

use crate::page::Page;
use crate::page::cells::{Cut, Line, NONE};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

use super::hints::GROUPS;
use super::tokens::{Role, Token};

/// How many bits a feature has.
pub(super) const BITS: u32 = 18;

/// The lists whose words count, with their attribute.
const LISTS: [List; 11] = [
    List::FactHealth,
    List::FactCrime,
    List::FactBelief,
    List::FactWelfare,
    List::FactRecord,
    List::FactFamily,
    List::FactMoney,
    List::FactSecret,
    List::FactScene,
    List::Labels,
    List::Titles,
];

/// Who stands in a line and above it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Near {
    /// Bits: a person in the line, above it, an official in the line, above it, a company in the line, a tender in the draft.
    pub(super) who: u32,
    /// Whether the line speaks of many.
    pub(super) open: bool,
}

/// What is read of a line before its words: one entry a word.
struct Word {
    /// The lists whose words it holds, hashed with the attribute.
    lists: [u32; 3],
}

pub(super) fn mix(h: u32, unit: u32) -> u32 {
    (h ^ unit).wrapping_mul(0x0100_0193).rotate_left(5)
}

pub(super) fn seal(h: u32) -> u32 {
    (h ^ h >> 15).wrapping_mul(0x9E37_79B1) >> (32 - BITS)
}

/// Pushes the features of every word of a line into `out`, and where each word's begin into `starts`, with one more at the end.
pub(super) fn of(page: &Page, line: &Line, tokens: &[Token], near: Near, out: &mut Vec<u32>, starts: &mut Vec<usize>) {
    out.clear();
    starts.clear();
    let words: Vec<Word> = tokens.iter().map(|t| word(page, t)).collect();
    for i in 0..tokens.len() {
        starts.push(out.len());
        one(page, line, tokens, &words, i, near, out);
    }
    starts.push(out.len());
}

fn word(page: &Page, t: &Token) -> Word {
    let mut lists = [0u32; 3];
    let mut n = 0;
    for hit in page.hits_in(t.at) {
        for tag in hit.tags().iter().filter(|t| LISTS.contains(&t.list)) {
            if n < lists.len() {
                lists[n] = 1 + (tag.list as u32) * 256 + u32::from(tag.attr);
                n += 1;
            }
        }
    }
    Word { lists }
}

/// A unit as the features see it: digits are one.
fn unit(page: &Page, i: u32) -> u32 {
    if page.folded.class(i as usize) == Class::Digit { 0x30 } else { u32::from(page.folded.unit(i as usize)) }
}

fn hash(page: &Page, template: u32, at: FoldSpan) -> u32 {
    at.range().fold(mix(0x811C_9DC5, template), |h, i| mix(h, unit(page, i as u32)))
}

fn head(at: FoldSpan, n: u32) -> FoldSpan {
    FoldSpan { start: at.start, end: at.end.min(at.start + n) }
}

fn tail(at: FoldSpan, n: u32) -> FoldSpan {
    FoldSpan { start: at.start.max(at.end.saturating_sub(n)), end: at.end }
}

fn one(page: &Page, line: &Line, tokens: &[Token], words: &[Word], i: usize, near: Near, out: &mut Vec<u32>) {
    let mut push = |h: u32| out.push(seal(h));
    let flag = |template: u32, value: u32| mix(mix(0x811C_9DC5, template), value);
    let t = &tokens[i];
    push(flag(1, 0));
    push(flag(2, near.who));
    push(flag(3, u32::from(near.open)));
    let whole = line.cut == Cut::Whole;
    push(flag(4, u32::from(whole) << 2 | u32::from(t.cell) << 1 | u32::from(t.first)));
    push(flag(5, u32::from(t.mark)));
    let after = tokens.get(i + 1).map_or(1, |n| u32::from(n.mark));
    push(flag(6, after));
    if t.role == Role::Word {
        push(hash(page, 10, t.at));
        push(hash(page, 11, head(t.at, 1)));
        push(hash(page, 12, head(t.at, 2)));
        push(hash(page, 13, head(t.at, 3)));
        push(hash(page, 14, tail(t.at, 1)));
        push(hash(page, 15, tail(t.at, 2)));
        for k in t.at.start..t.at.end.saturating_sub(1).min(t.at.start + 7) {
            push(hash(page, 16, FoldSpan { start: k, end: k + 2 }));
        }
        push(flag(17, shape(page, t.at)));
    }
    // The neighbours.
    for (d, template) in [(-2i32, 20), (-1, 30), (1, 40), (2, 50)] {
        let at = i as i32 + d;
        let Some((n, w)) = usize::try_from(at).ok().and_then(|k| tokens.get(k).zip(words.get(k))) else {
            push(flag(template, 1));
            continue;
        };
        push(flag(template + 1, n.role as u32));
        // A sentence or a cell in between: far.
        let cut = if d < 0 { t.first || t.cell } else { n.first || n.cell };
        push(hash(page, template + 2, tail(n.at, 1)) ^ u32::from(cut));
        if n.role == Role::Word {
            push(hash(page, template + 3, head(n.at, 2)));
            push(hash(page, template + 4, tail(n.at, 2)));
            for g in bits(n.hints) {
                push(flag(template + 5, g * 2 + u32::from(cut)));
            }
        }
        for &l in w.lists.iter().filter(|&&l| l != 0) {
            push(flag(template + 6, l));
        }
    }
    for &l in words[i].lists.iter().filter(|&&l| l != 0) {
        push(flag(60, l));
    }
    for g in bits(t.hints) {
        push(flag(61, g));
        push(hash(page, 62 + (g << 8), tail(t.at, 1)));
        if let Some(n) = tokens.get(i + 1) {
            bits(n.hints).for_each(|k| push(flag(63, g * GROUPS + k)));
        }
        if i > 0 {
            bits(tokens[i - 1].hints).for_each(|k| push(flag(64, g * GROUPS + k)));
        }
    }
    if t.role == Role::Word
        && let Some(n) = tokens.get(i + 1)
    {
        push(mix(hash(page, 65, head(t.at, 2)), hash(page, 65, head(n.at, 2))));
    }
    if t.role == Role::Word && i > 0 {
        push(mix(hash(page, 66, head(tokens[i - 1].at, 2)), hash(page, 66, head(t.at, 2))));
    }
    sentence(page, tokens, words, i, &mut push);
    heads(page, tokens, i, &mut push);
}

fn bits(set: u32) -> impl Iterator<Item = u32> {
    (0..GROUPS).filter(move |g| set >> g & 1 == 1)
}

/// Digits, letters, how long.
fn shape(page: &Page, at: FoldSpan) -> u32 {
    let mut kinds = 0;
    for i in at.range() {
        kinds |= match page.folded.class(i) {
            Class::Digit => 1,
            Class::Hangul => 2,
            Class::Latin => 4,
            _ => 8,
        };
    }
    kinds << 4 | (at.len() as u32).min(8)
}

/// The sentence around a word: how far before it a name stands and with which particle, which lists and groups speak in it, how it ends.
fn sentence(page: &Page, tokens: &[Token], words: &[Word], i: usize, push: &mut impl FnMut(u32)) {
    let flag = |template: u32, value: u32| mix(mix(0x811C_9DC5, template), value);
    let (mut from, mut to) = (i, i + 1);
    while from > 0 && !tokens[from].first && i - from < 12 {
        from -= 1;
    }
    while to < tokens.len() && !tokens[to].first && to - i < 12 {
        to += 1;
    }
    let name = (from..i).rev().find(|&k| matches!(tokens[k].role, Role::Person | Role::Official | Role::Company));
    match name {
        Some(k) => {
            let far = match i - k {
                1 => 1,
                2 | 3 => 2,
                4..=7 => 3,
                _ => 4,
            };
            push(flag(70, far * 8 + tokens[k].role as u32));
            push(hash(page, 71, tail(tokens[k].at, 1)));
        }
        None => push(flag(72, u32::from((i..to).any(|k| tokens[k].role == Role::Person)))),
    }
    let last = &tokens[to - 1];
    push(hash(page, 73, tail(last.at, 2)));
    push(hash(page, 74, head(last.at, 2)));
    let (mut groups, mut lists) = (0u32, [0u32; 6]);
    let mut n = 0;
    for k in from.max(i.saturating_sub(5))..to.min(i + 6) {
        if k == i {
            continue;
        }
        groups |= tokens[k].hints;
        for &l in words[k].lists.iter().filter(|&&l| l != 0) {
            if n < lists.len() && !lists.contains(&l) {
                lists[n] = l;
                n += 1;
            }
        }
    }
    bits(groups).for_each(|g| push(flag(75, g)));
    lists[..n].iter().for_each(|&l| push(flag(76, l)));
}

/// The head of the column, the head of the row, and the label before a colon.
fn heads(page: &Page, tokens: &[Token], i: usize, push: &mut impl FnMut(u32)) {
    let at = tokens[i].at;
    let cell = page.cell(at.start);
    let mut head_of = |template: u32, span: FoldSpan| {
        push(hash(page, template, head(span, 8)));
        push(hash(page, template + 1, head(span, 2)));
        push(hash(page, template + 2, tail(span, 2)));
        for tag in page.hits_in(span).flat_map(|h| h.tags()).filter(|t| LISTS.contains(&t.list)).take(2) {
            let value = (tag.list as u32) * 256 + u32::from(tag.attr);
            push(mix(mix(0x811C_9DC5, template + 3), value));
        }
    };
    if cell.head_from != NONE && cell.exact() {
        head_of(80, page.cells[cell.head_from as usize].span());
    }
    if cell.row_head != NONE {
        head_of(84, page.cells[cell.row_head as usize].span());
    }
    let label = (i.saturating_sub(8)..i)
        .rev()
        .take_while(|&k| tokens[k + 1].mark != 0x7C)
        .find(|&k| tokens[k + 1].mark == 0x3A);
    if let Some(k) = label {
        head_of(88, tokens[k].at);
    }
    let length = (cell.end - cell.start).min(60) / 6;
    push(mix(mix(0x811C_9DC5, 92), length));
    let none = page.hits_in(cell.span()).any(|h| h.has(List::FactScene, attr::FACT_SCENE_NONE));
    push(mix(mix(0x811C_9DC5, 93), u32::from(none)));
}
