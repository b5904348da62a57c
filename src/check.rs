//! The pipeline, one line a stage. `check` cannot fail, panic or do I/O; it knows no clock, locale or randomness.

use crate::detect::told::Told;
use crate::detect::{address, candidates, facts, names, resolve, roles};
use crate::disclosure::{self, Disclosure};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::mask;
use crate::page::Page;
use crate::policy::Policy;
use crate::rule::{self, Candidate};
use crate::text::Class;

/// A checked draft.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What was found, sorted by start, without overlaps.
    pub findings: Vec<Finding>,
    /// What is suggested for the form.
    pub disclosure: Disclosure,
}

/// Checks drafts; keeps its memory from one to the next.
#[derive(Default)]
pub struct Checker {
    page: Page,
    candidates: Vec<Candidate>,
    names: names::Memory,
}

impl Checker {
    /// A checker.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks a draft.
    pub fn check(&mut self, text: &str, policy: &Policy) -> Checked {
        let mut findings = self.found(text, policy);
        let disclosure = disclosure::suggest(&self.page, &findings);
        if policy.wants(Kind::RestrictedPart) {
            disclosure::add_parts(&self.page, &disclosure, &mut findings);
        }
        finish(text, policy, &mut findings);
        Checked { findings, disclosure }
    }

    /// Only finds: what the draft is about is not weighed, nothing is suggested for the form.
    pub fn find(&mut self, text: &str, policy: &Policy) -> Vec<Finding> {
        let mut findings = self.found(text, policy);
        finish(text, policy, &mut findings);
        findings
    }

    fn found(&mut self, text: &str, policy: &Policy) -> Vec<Finding> {
        self.page.read(text);
        self.candidates.clear();
        candidates::collect(&self.page, policy.kinds, &mut self.candidates);
        if policy.wants(Kind::Address) {
            address::collect(&self.page, &mut self.candidates);
        }
        // Names are read wherever facts are wanted: they say whose a fact is.
        if policy.wants(Kind::PersonName) || facts::wanted(policy.kinds) {
            names::collect(&self.page, &mut Told::default(), &mut self.names, &mut self.candidates);
        }
        resolve::resolve(&mut self.candidates);
        roles::assign(&self.page, &mut Told::default(), &mut self.candidates);
        facts::collect(&self.page, policy.kinds, &mut self.candidates);
        resolve::resolve(&mut self.candidates);
        self.leave_masks();
        self.candidates
            .iter()
            .map(|c| self.finding(c))
            .filter(|f| policy.wants(f.kind) && f.confidence >= policy.min_confidence)
            .collect()
    }

    /// What holds signs only, such as `○○○` after a label, is masked already: nothing is found in it to mask.
    fn leave_masks(&mut self) {
        let folded = &self.page.folded;
        for c in self.candidates.iter_mut().filter(|c| c.action != Action::Keep) {
            let blank = |i| folded.class(i) == Class::Blank;
            let separates = |i| {
                matches!(folded.class(i), Class::Space | Class::Newline | Class::Tab)
                    || matches!(folded.unit(i), 0x28..=0x2F | 0x3A | 0xB7)
            };
            if c.span.range().any(blank) && c.span.range().all(|i| blank(i) || separates(i)) {
                c.action = Action::Keep;
                c.why = crate::kinds::masked::WHY.into();
            }
        }
    }

    fn finding(&self, c: &Candidate) -> Finding {
        Finding {
            span: self.page.span(c.span),
            kind: c.kind,
            action: c.action,
            item: c.item,
            confidence: rule::confidence(c.score),
            rule: c.rule,
            why: c.why.clone(),
            mask: None,
        }
    }
}

/// The masks. What is suggested does not depend on how strictly the copy is masked.
fn finish(text: &str, policy: &Policy, findings: &mut [Finding]) {
    if policy.strict {
        findings.iter_mut().filter(|f| f.action == Action::Review).for_each(|f| f.action = Action::Mask);
    }
    mask::apply::assign(text, findings, policy.style);
}

/// Checks one draft with a policy.
pub fn check(text: &str, policy: &Policy) -> Checked {
    Checker::new().check(text, policy)
}
