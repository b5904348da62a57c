//! Whose name stays: the part each named person plays, by the contract's Roles table.
//!
//! Every name gets a score for *keep* and for *review* against *mask*: the sum of integer weights over what stands around it (titles beside it,
//! column heads, row heads, headings, neighbours such as a birth date or an office's phone). The weights come from
//! `tests/training/people` by `cargo run --example train_roles`; the reason shown is the evidence that weighed most.

mod approval;
mod around;
mod beside;
mod class;
mod elsewhere;
mod endings;
pub mod evidence;
mod place;
mod rows;
mod shape;
mod weights;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::detect::told::Told;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::rule::Candidate;

use evidence::Evidence;

/// Gives every name among the candidates its action and the reason.
pub fn assign(page: &Page, told: &mut Told<[i32; 2]>, candidates: &mut [Candidate]) {
    if !candidates.iter().any(|c| table(c.kind).is_some()) {
        return;
    }
    order::sort_by_key(candidates, |c| (c.span.start, c.span.end, c.kind));
    let around = Evidence::new(page, candidates);
    let mut features = Vec::new();
    let mut judged: Vec<(usize, [i32; 2], u16)> = Vec::new();
    for (i, c) in candidates.iter().enumerate() {
        if let Some(table) = table(c.kind) {
            around.of(c.span, &mut features);
            let (sums, top) = score(&features, table);
            judged.push((i, sums, top));
        }
    }
    follow(page, candidates, told, &mut judged);
    for (i, sums, top) in judged {
        let c = &mut candidates[i];
        if c.kind == Kind::Address {
            decide_address(c, sums);
        } else {
            decide(c, sums, top);
        }
    }
}

/// The weights of a kind whose holder decides.
pub fn table(kind: Kind) -> Option<&'static Weights> {
    match kind {
        Kind::PersonName => Some(&weights::NAMES),
        Kind::Address => Some(&weights::ADDRESSES),
        _ => None,
    }
}

/// Weights in sixteenths of log-odds against *mask*, for keep and for review.
pub struct Weights {
    /// What holds without evidence.
    pub bias: [i32; 2],
    /// Per feature.
    pub weights: [[i8; 2]; evidence::FEATURES],
}

/// The sums for keep and review, and the feature that weighed most for what won.
pub fn score(features: &[u16], table: &Weights) -> ([i32; 2], u16) {
    let mut sums = table.bias;
    for &f in features {
        let w = table.weights[f as usize];
        sums[0] += i32::from(w[0]);
        sums[1] += i32::from(w[1]);
    }
    let keep = sums[0] > 0 && sums[0] >= sums[1];
    let top = features
        .iter()
        .copied()
        .filter(|&f| around::speaks(f))
        .max_by_key(|&f| {
            let w = i32::from(table.weights[f as usize][0]);
            (if keep { w } else { -w }, std::cmp::Reverse(f))
        })
        .unwrap_or(0);
    (sums, top)
}

/// A weak mention follows the strongest mention of the same name, on this page or in another chapter of the document.
fn follow(page: &Page, candidates: &[Candidate], told: &mut Told<[i32; 2]>, judged: &mut [(usize, [i32; 2], u16)]) {
    let mut best: BTreeMap<&[u16], [i32; 2]> = BTreeMap::new();
    let units = page.folded.units();
    for (i, sums, _) in judged.iter() {
        let key = &units[candidates[*i].span.range()];
        let e = best.entry(key).or_insert(*sums);
        if strength(*sums) > strength(*e) {
            *e = *sums;
        }
    }
    if told.listens() {
        for (i, sums, _) in judged.iter() {
            told.tell(key_of(&units[candidates[*i].span.range()]), *sums, candidates[*i].span.start);
        }
    }
    for (i, sums, _) in judged.iter_mut() {
        if strength(*sums) >= WEAK {
            continue;
        }
        let name = &units[candidates[*i].span.range()];
        let here = best.get(name).copied().unwrap_or(*sums);
        let there = told.ask(key_of(name)).filter(|t| strength(*t) > strength(here));
        let strongest = there.unwrap_or(here);
        if strength(strongest) > strength(*sums) {
            *sums = strongest;
        }
    }
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

/// From these log-odds on a name stays: where both mistakes are equally frequent on marked texts that no weight was derived from.
const LEANING: i32 = -8;

fn decide(c: &mut Candidate, sums: [i32; 2], top: u16) {
    if sums[0] > LEANING && sums[0] >= sums[1] {
        let (place, class) = around::korean(top);
        c.action = Action::Keep;
        c.rule = "person_name/role";
        c.why = Cow::Owned(format!("직무를 수행한 공무원 등 그대로 둘 사람으로 보입니다({place} {class})."));
    } else if sums[1] > 0 {
        c.action = Action::Review;
        c.why = Cow::Owned(format!("{} 맡은 일에 따라 둘 수도 있는 사람이므로 확인이 필요합니다.", c.why));
    } else {
        c.action = Action::Mask;
        c.why = Cow::Owned(format!("{} 직무를 수행한 공무원이라는 근거가 없습니다.", c.why));
    }
}

/// An address stays only where the evidence leans clearly to that side: a home that is published cannot be taken back.
const STAYS: i32 = 6;

fn decide_address(c: &mut Candidate, sums: [i32; 2]) {
    if sums[0] > STAYS {
        c.action = Action::Keep;
        c.rule = "address/site";
        c.why = Cow::Borrowed("공공기관·시설이나 사업 현장의 위치로 보입니다.");
    }
}
