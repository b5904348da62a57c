//! Names of persons, found without a neural model.
//!
//! One pass collects what may be a name (`candidates`, `foreign`), reads what stands around it (`context`), lets mentions speak for one
//! another (`propagate`) and weighs all of it (`features`, `weights`, `score`). The tables of syllables and words are derived by
//! `tools/names/build.py`, the weights by `examples/train_names.rs` from the training corpus with this very code.
//!
//! Not here: whose name stays (`detect/roles.rs`).

mod candidates;
mod context;
pub mod features;
mod foreign;
mod propagate;
pub mod score;
mod tables;
mod weights;

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{CERTAIN, Candidate, LIKELY, Score, Sink, Verdict};
use crate::span::FoldSpan;
use candidates::Tail;
use features::{Feature, Features};

/// From this score on a mention is a name.
pub const THRESHOLD: Score = 0;

/// A name that was found, for the stages that ask whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// Where, in folded units; without title, honorific or particle.
    pub span: FoldSpan,
    /// How sure, in log-odds.
    pub score: Score,
}

/// Something that may be a name.
#[derive(Clone)]
pub struct Mention {
    start: u32,
    end: u32,
    after: u32,
    tail: Tail,
    line: u32,
    slot: u8,
    /// What is known of it.
    pub features: Features,
    /// What that weighs.
    pub score: Score,
}

impl Mention {
    fn new(start: usize, end: usize, after: usize, tail: Tail, surname: usize, glued: bool, features: Features) -> Self {
        let _ = (surname, glued);
        Self {
            start: start as u32,
            end: end as u32,
            after: after as u32,
            tail,
            line: 0,
            slot: 63,
            features,
            score: 0,
        }
    }

    /// Where it stands, in folded units.
    pub const fn span(&self) -> FoldSpan {
        FoldSpan { start: self.start, end: self.end }
    }
}

/// Everything on a page that may be a name, weighed; overlapping readings are all there.
pub fn observe(page: &Page, existing: &[Candidate]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    candidates::collect(page, &mut mentions);
    foreign::collect(page, &mut mentions);
    mentions.sort_by_key(|m| (m.start, m.end));
    let numbers = context::Numbers::of(existing);
    context::read(page, &numbers, &mut mentions);
    propagate::neighbours(page, &mut mentions);
    for m in &mut mentions {
        m.score = score::of(&m.features);
    }
    propagate::beside(page, &mut mentions);
    propagate::repeat(page, &mut mentions);
    mentions
}

/// Finds the names of a page and pushes them as candidates; returns them for other stages.
pub fn collect(page: &Page, sink: &mut Sink) -> Vec<NameHit> {
    let mut mentions = observe(page, sink);
    mentions.retain(|m| m.score >= THRESHOLD);
    // The best reading of each stretch stands.
    mentions.sort_by_key(|m| (std::cmp::Reverse(m.score), std::cmp::Reverse(m.end - m.start), m.start));
    let mut hits: Vec<NameHit> = Vec::new();
    let mut taken = std::collections::BTreeMap::new();
    for m in &mentions {
        let clash = taken.range(..m.end).next_back().is_some_and(|(_, &end): (&u32, &u32)| end > m.start);
        if clash {
            continue;
        }
        taken.insert(m.start, m.end);
        hits.push(NameHit { span: m.span(), score: m.score });
        let verdict = if m.score >= LIKELY { Verdict::Plausible } else { Verdict::Weak };
        sink.push(Candidate::new(Kind::PersonName, m.span(), verdict, m.score.min(CERTAIN), rule(&m.features), score::why(&m.features)));
    }
    hits.sort_by_key(|h| h.span.start);
    hits
}

/// The rule that a finding names: what spoke loudest.
fn rule(features: &Features) -> &'static str {
    match score::loudest(features)[0] {
        Some(Feature::Row | Feature::Column | Feature::Loose | Feature::CellWhole) => "person_name/table",
        Some(Feature::LabelNear | Feature::LabelColon | Feature::PersonNear | Feature::PersonColon | Feature::LineLabel) => "person_name/label",
        Some(Feature::TitleBefore | Feature::TitleAfter | Feature::TailTitle | Feature::RankBefore) => "person_name/title",
        Some(Feature::TailHonorific | Feature::HonorificAfter | Feature::TailPersonal) => "person_name/honorific",
        Some(Feature::Listed | Feature::Stacked) => "person_name/list",
        Some(Feature::Repeated) => "person_name/repeated",
        Some(Feature::Foreign | Feature::ForeignKnown | Feature::Latin | Feature::LatinKnown) => "person_name/foreign",
        _ => "person_name/letters",
    }
}
