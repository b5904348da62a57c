//! Whether what was found is anybody's fact: what its words and those beside it say for it or against it, learned from what the rules and the
//! tagger found rightly and wrongly in marked texts.
//!
//! Rules, groups of people and amounts for all use the words of facts too (수급자와 한부모가정은, 벌금 200만 원 이상은); no list of words tells them
//! all. Where a fact stands in a line that is not read nothing is doubted.

use crate::order;
use crate::page::Page;
use crate::page::cells::Line;
use crate::rule::{Candidate, Sink};
use crate::span::FoldSpan;

use super::super::scene::Scene;
use super::features::{self, Near, mix, seal};
use super::tokens::{self, Token};
use super::{CLASSES, KINDS, near, weights};

/// What is summed for a found fact: what speaks for any, then for each kind.
pub const FACT_SUMS: usize = CLASSES + 1;

/// At less than this a fact is not shown, by kind, in eighths of log-odds. Chosen by how each file of the training texts is judged by
/// weights from the others.
const LEAST: [i32; CLASSES] = [-8, -4, -12, -4, -8, 0, -4, -16, -16, -16, -16];

/// A fact as the training reads it.
pub struct Found {
    /// Where.
    pub span: FoldSpan,
    /// Its kind, as a place in `KINDS`.
    pub class: usize,
    /// What is known of it.
    pub features: Vec<u32>,
}

/// Whether the weights are asked at all: a label, a column, a score are believed.
fn asked(c: &Candidate) -> Option<usize> {
    let worded = ["/phrase", "/passage", "/wording"].iter().any(|r| c.rule.ends_with(r));
    KINDS.iter().position(|k| k.0 == c.kind).filter(|_| worded)
}

/// The facts from `from` on with their features.
pub fn found(page: &Page, from: usize, sink: &[Candidate]) -> Vec<Found> {
    let (known, facts) = sink.split_at(from);
    let scene = Scene::read(page, known);
    let mut facts = facts.to_vec();
    order::sort_by_key(&mut facts, |c| c.span.start);
    let mut out = Vec::new();
    each(page, &scene, known, &facts, |i, class, features| {
        out.push(Found { span: facts[i].span, class, features: features.to_vec() });
    });
    out
}

/// Takes the facts away that more speaks against than for; `from` is where the facts begin in the sink.
pub(crate) fn drop_doubtful(page: &Page, scene: &Scene, from: usize, sink: &mut Sink) {
    let mut facts = sink.split_off(from);
    order::sort_by_key(&mut facts, |c| c.span.start);
    let mut kept = vec![true; facts.len()];
    each(page, scene, sink, &facts, |i, class, features| {
        let mut sums = [0; FACT_SUMS];
        features.iter().for_each(|&f| weights::DOUBTS.add(f, &mut sums));
        kept[i] = sums[0] + sums[1 + class] >= LEAST[class];
    });
    sink.extend(facts.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(c, _)| c));
}

/// Calls `told` with the place of every fact that is asked about, its kind and what is known of it; `facts` are sorted by start.
fn each(
    page: &Page,
    scene: &Scene,
    known: &[Candidate],
    facts: &[Candidate],
    mut told: impl FnMut(usize, usize, &[u32]),
) {
    let (mut words, mut all, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bag, mut line) = (Vec::new(), None::<(Line, Near)>);
    for (i, c) in facts.iter().enumerate() {
        let Some(class) = asked(c) else { continue };
        let here = *page.line(c.span.start);
        if line.is_none_or(|(l, _)| l.start != here.start) {
            let near = near(page, scene, &here);
            tokens::read(page, scene, known, &here, &mut words);
            features::of(page, &here, &words, near, &mut all, &mut starts);
            line = Some((here, near));
        }
        let Some((_, near)) = line else { continue };
        let first = words.partition_point(|t| t.at.end <= c.span.start);
        let last = words.partition_point(|t| t.at.start < c.span.end);
        // Behind a label it is believed: 죄명: 특수절도.
        if first >= last || words[first].mark == 0x3A {
            continue;
        }
        bag.clear();
        about(c, near, &words[first..last], &mut bag);
        for (word, place) in (first..last).map(|word| (word, 1)).chain([(last, 2)]) {
            if let Some(&[from, to]) = starts.get(word..word + 2) {
                bag.extend(all[from..to].iter().map(|&f| seal(mix(f, place))));
            }
        }
        if first > 0 {
            let (from, to) = (starts[first - 1], starts[first]);
            bag.extend(all[from..to].iter().map(|&f| seal(mix(f, 3))));
        }
        bag.sort_unstable();
        bag.dedup();
        told(i, class, &bag);
    }
}

/// What is known of a fact apart from its words.
fn about(c: &Candidate, near: Near, words: &[Token], bag: &mut Vec<u32>) {
    let flag = |template: u32, value: u32| seal(mix(mix(0x2F0B_4C47, template), value));
    let rule = c.rule.bytes().fold(0, |h, b| mix(h, u32::from(b)));
    bag.extend([
        flag(1, 0),
        flag(2, rule),
        flag(3, u32::from(c.score.unsigned_abs()) / 12),
        flag(4, near.who),
        flag(5, u32::from(near.open)),
        flag(6, (words.len() as u32).min(6)),
        flag(8, mix(rule, near.who)),
    ]);
}
