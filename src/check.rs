//! The pipeline, one line a stage. `check` cannot fail, panic or do I/O; it knows no clock, locale or randomness.

use crate::detect::{address, candidates, facts, names, resolve, roles};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::mask;
use crate::page::Page;
use crate::policy::Policy;
use crate::rule::{self, Candidate};

/// A checked draft.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What was found, sorted by start, without overlaps.
    pub findings: Vec<Finding>,
}

/// Checks drafts; keeps its memory from one to the next.
#[derive(Default)]
pub struct Checker {
    page: Page,
    candidates: Vec<Candidate>,
}

impl Checker {
    /// A checker.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks a draft.
    pub fn check(&mut self, text: &str, policy: &Policy) -> Checked {
        self.page.read(text);
        self.candidates.clear();
        candidates::collect(&self.page, policy.kinds, &mut self.candidates);
        if policy.wants(Kind::Address) {
            address::collect(&self.page, &mut self.candidates);
        }
        if policy.wants(Kind::PersonName) {
            names::collect(&self.page, &mut self.candidates);
        }
        resolve::resolve(&mut self.candidates);
        roles::assign(&self.page, &mut self.candidates);
        facts::collect(&self.page, policy.kinds, &mut self.candidates);
        resolve::resolve(&mut self.candidates);
        let mut findings: Vec<Finding> = self
            .candidates
            .iter()
            .map(|c| self.finding(c, policy))
            .filter(|f| f.confidence >= policy.min_confidence)
            .collect();
        mask::apply::assign(text, &mut findings, policy.style);
        Checked { findings }
    }

    fn finding(&self, c: &Candidate, policy: &Policy) -> Finding {
        let action = match c.action {
            Action::Review if policy.strict => Action::Mask,
            action => action,
        };
        Finding {
            span: self.page.span(c.span),
            kind: c.kind,
            action,
            item: c.item,
            confidence: rule::confidence(c.score),
            rule: c.rule,
            why: c.why.clone(),
            mask: None,
        }
    }
}

/// Checks one draft with a policy.
pub fn check(text: &str, policy: &Policy) -> Checked {
    Checker::new().check(text, policy)
}
