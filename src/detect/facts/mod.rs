//! Facts: what a draft says about one person, or about one company's prices and secrets. They have no shape of their own; words say what
//! something is (`words/fact_*.txt`), and the people and companies around say whether it is anybody's.
//!
//! Called after the kinds with a shape and the names: who was found decides whose a fact is. Rules, budgets, statistics and campaigns use
//! the same words and name nobody; there nothing is found.

mod amount;
mod columns;
mod labelled;
mod money;
mod phrase;
mod scene;
mod score;
mod secret;
mod topic;

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::Sink;

use scene::Scene;

/// Collects the facts of all kinds whose bit is set in `wanted`; reads the candidates found so far, adds its own.
pub fn collect(page: &Page, wanted: u64, sink: &mut Sink) {
    let facts = topic::ALL.iter().map(|t| t.kind).chain(money::KINDS).chain([Kind::TradeSecret]);
    if facts.fold(0u64, |set, k| set | 1 << (k as u8)) & wanted == 0 {
        return;
    }
    let scene = Scene::read(page, sink);
    let from = sink.len();
    money::find(page, &scene, sink);
    score::find(page, &scene, sink);
    secret::find(page, &scene, sink);
    if scene.people > 0 {
        columns::find(page, &scene, sink);
        labelled::find(page, &scene, sink);
        for topic in &topic::ALL {
            phrase::find(page, &scene, topic, sink);
        }
    }
    let mut at = 0;
    sink.retain(|c| {
        at += 1;
        at <= from || wanted >> (c.kind as u8) & 1 == 1
    });
}
