//! Facts: what a draft says about one person, or about one company's prices and secrets. They have no shape of their own; words say what
//! something is (`words/fact_*.txt`), and the people and companies around say whether it is anybody's.
//!
//! Called after the kinds with a shape and the names: who was found decides whose a fact is. Rules, budgets, statistics and campaigns use
//! the same words and name nobody; there nothing is found.

mod amount;
mod columns;
mod edges;
mod labelled;
mod money;
mod norms;
mod phrase;
mod points;
mod reach;
mod rows;
mod scene;
mod score;
mod secret;
pub mod tagger;
mod topic;
mod worth;

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::rule::{Candidate, Sink};

use scene::Scene;

/// Whether any kind of fact is among the kinds whose bit is set.
pub fn wanted(kinds: u64) -> bool {
    let facts = topic::ALL.iter().map(|t| t.kind).chain(money::KINDS).chain([Kind::TradeSecret]);
    facts.fold(0u64, |set, k| set | 1 << (k as u8)) & kinds != 0
}

/// Everything that words tell as a fact, before it is doubted: what the training learns to doubt from. Gives where the facts begin.
pub fn undoubted(page: &Page, sink: &mut Sink) -> usize {
    let scene = Scene::read(page, sink);
    let from = sink.len();
    all(page, &scene, sink);
    from
}

fn all(page: &Page, scene: &Scene, sink: &mut Sink) {
    let from = sink.len();
    money::find(page, scene, sink);
    score::find(page, scene, sink);
    points::find(page, scene, sink);
    secret::find(page, scene, sink);
    if scene.people > 0 || scene.names_officials() {
        columns::find(page, scene, sink);
        labelled::find(page, scene, sink);
        let told: Vec<_> = page.hits.iter().copied().filter(topic::tells).collect();
        for topic in &topic::ALL {
            phrase::find(page, &told, scene, topic, sink);
        }
    }
    if scene.people > 0 || scene.companies > 0 || scene.names_officials() {
        tagger::find(page, scene, from, sink);
    }
}

/// Collects the facts of all kinds whose bit is set in `wanted`; reads the candidates found so far, adds its own.
pub fn collect(page: &Page, wanted: u64, sink: &mut Sink) {
    if !self::wanted(wanted) {
        return;
    }
    let scene = Scene::read(page, sink);
    let from = sink.len();
    all(page, &scene, sink);
    tagger::drop_doubtful(page, &scene, from, sink);
    let mut held = Vec::new();
    // A name or number inside a passage that is only for review goes on its own.
    let facts = sink.split_off(from);
    let clash = |c: &Candidate, sink: &Sink| {
        let near = sink.partition_point(|f| f.span.start < c.span.start.saturating_sub(80));
        sink[near..]
            .iter()
            .take_while(|f| f.span.start < c.span.end)
            .any(|f| f.action == Action::Mask && f.span.overlaps(c.span))
    };
    for mut c in facts {
        c.span.end = amount::end_of(page, c.span);
        // 지원금 월 30만원(공고와 같음): what everybody knows.
        if money::KINDS.contains(&c.kind) && norms::known(page, c.span.end) == Some(norms::Known::Out) {
            continue;
        }
        if wanted >> (c.kind as u8) & 1 == 1 && !(c.action == Action::Review && clash(&c, sink)) {
            let c = match c.kind {
                Kind::SensitiveCriminal if scene.investigating => c.item(4),
                Kind::PersonalRecord if scene.pending => c.item(5),
                _ => c,
            };
            if c.rule.ends_with("/phrase") || c.rule.ends_with("/wording") {
                edges::trim(page, c.kind, c.span, |span| held.push(Candidate { span, ..c.clone() }));
            } else {
                held.push(c);
            }
        }
    }
    sink.append(&mut held);
}
