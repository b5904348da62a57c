//! What the mentions of one name decide for each other.

use crate::sorted::Map;

use super::{Judged, outline};
use crate::detect::told::Told;
use crate::kind::Kind;
use crate::page::Page;
use crate::rule::Candidate;
use crate::text::Class;

/// A weak mention follows the strongest mention of the same name, on this page or in another chapter of the document.
pub(super) fn follow(page: &Page, candidates: &[Candidate], told: &mut Told<[i32; 2]>, judged: &mut [Judged]) {
    let mut best: Map<&[u16], [i32; 2]> = Map::new();
    let units = page.folded.units();
    for j in judged.iter() {
        let key = &units[candidates[j.index].span.range()];
        best.with(
            key,
            || j.sums,
            |e| {
                if strength(j.sums) > strength(*e) {
                    *e = j.sums
                }
            },
        );
    }
    let person = |i: usize| candidates[i].kind == Kind::PersonName;
    if told.listens() {
        for j in judged.iter().filter(|j| person(j.index) && strength(j.sums) >= WEAK) {
            told.tell(key_of(&units[candidates[j.index].span.range()]), j.sums, candidates[j.index].span.start);
        }
    }
    for j in judged.iter_mut() {
        if strength(j.sums) >= WEAK {
            continue;
        }
        let name = &units[candidates[j.index].span.range()];
        let here = best.get(name).copied().unwrap_or(j.sums);
        // A name that is strong on this page needs no other chapter.
        let asks = person(j.index) && strength(here) < WEAK;
        let there = if asks { told.ask(key_of(name)) } else { None };
        let strongest = there.unwrap_or(here);
        if strength(strongest) > strength(j.sums) {
            j.sums = strongest;
        }
    }
}

/// Names that stand beside one another with nothing between but a sign, a space or 과, 와 share what is said of them: each has the mean of all.
pub(super) fn share(page: &Page, candidates: &[Candidate], judged: &mut [Judged]) {
    let mut from = 0;
    while from < judged.len() {
        let mut to = from + 1;
        while to < judged.len() && beside(page, &candidates[judged[to - 1].index], &candidates[judged[to].index]) {
            to += 1;
        }
        let group = &mut judged[from..to];
        let total = group.iter().fold([0, 0], |sum, j| [sum[0] + j.sums[0], sum[1] + j.sums[1]]);
        let count = group.len() as i32;
        if count > 1 {
            group.iter_mut().for_each(|j| j.sums = total.map(|sum| sum / count));
        }
        from = to;
    }
}

/// Names that begin lines one below the other, behind the same sign or none, lean on one another: who stands in such a list was put there for the same reason.
/// Each goes most of the way to the mean of all; a table has its columns instead.
pub(super) fn lean(page: &Page, candidates: &[Candidate], judged: &mut [Judged]) {
    let led = judged.iter().enumerate().filter_map(|(i, j)| {
        let at = candidates.get(j.index)?.span.start;
        leads(page, at).map(|sign| (i, page.line_index(at), sign))
    });
    let led: Vec<(usize, usize, u16)> = led.collect();
    for group in led.chunk_by(|a, b| b.1 - a.1 <= 1 && a.2 == b.2).filter(|g| g.len() > 2) {
        for side in 0..2 {
            let sum: i32 = group.iter().map(|g| judged[g.0].sums[side].clamp(-CLEAR, CLEAR)).sum();
            let mean = sum / group.len() as i32;
            for g in group {
                let own = &mut judged[g.0].sums[side];
                *own += (mean - *own) * 3 / 4;
            }
        }
    }
}

/// No more than this says one name of a list for the others.
const CLEAR: i32 = 64;
/// How far from the beginning of a line the first name may stand.
const LEAD: u32 = 12;

/// The sign that a line begins with where nothing but signs and digits stands before a name; 0 where there is no sign.
fn leads(page: &Page, at: u32) -> Option<u16> {
    let f = &page.folded;
    let start = page.line(at).start;
    if at - start > LEAD || page.cell(at).exact() {
        return None;
    }
    let mut sign = 0;
    for i in start..at {
        match f.class(i as usize) {
            Class::Hangul | Class::Latin => return None,
            Class::Space | Class::Digit => {}
            _ => sign = f.unit(i as usize),
        }
    }
    Some(sign)
}

/// Whether nothing but what parts the names of a list stands between two candidates.
fn beside(page: &Page, one: &Candidate, next: &Candidate) -> bool {
    let f = &page.folded;
    let gap = one.span.end..next.span.start;
    (1..=3).contains(&gap.len())
        && gap.clone().all(|i| {
            let unit = f.unit(i as usize);
            outline::parts(f.class(i as usize), unit) || i == gap.start && outline::joins(unit)
        })
}

/// The key under which chapters tell one another of a name: a hash of its folded units.
fn key_of(name: &[u16]) -> u64 {
    name.iter().fold(0xCBF2_9CE4_8422_2325, |h, &unit| (h ^ u64::from(unit)).wrapping_mul(0x100_0000_01B3))
}

/// Of what two chapters told of a name, what counts: the stronger; of equals the one that speaks less for keeping.
pub fn stronger(a: [i32; 2], b: [i32; 2]) -> [i32; 2] {
    let rank = |s: [i32; 2]| (strength(s), std::cmp::Reverse(s));
    if rank(b) > rank(a) { b } else { a }
}

/// Log-odds below this (in sixteenths) are a weak mention.
const WEAK: i32 = 24;

fn strength(sums: [i32; 2]) -> i32 {
    sums[0].abs()
}
