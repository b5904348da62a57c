//! The pipeline from one page of text to its findings, one line a stage.

use crate::detect::told::Told;
use crate::detect::{address, births, candidates, facts, follow, names, resolve, roles};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::policy::{self, Policy};
use crate::rule::{self, Candidate};
use crate::text::Class;

/// Reads pages; keeps its memory from one to the next.
#[derive(Default)]
pub struct Reader {
    /// The page that was read last.
    pub page: Page,
    candidates: Vec<Candidate>,
    names: names::Memory,
}

impl Reader {
    /// What is found in a text. `names` and `persons` tell other chapters and ask them.
    pub fn read(
        &mut self,
        text: &str,
        policy: &Policy,
        names: &mut Told<()>,
        persons: &mut Told<[i32; 2]>,
    ) -> Vec<Finding> {
        match &policy.rules {
            Some(rules) => self.page.read_with(text, &rules.labels),
            None => self.page.read(text),
        }
        self.candidates.clear();
        candidates::collect(&self.page, policy.kinds, &mut self.candidates);
        #[cfg(not(feature = "identifiers"))]
        self.read_persons(policy, names, persons);
        resolve::resolve(&mut self.candidates);
        self.leave_masks();
        let mut findings: Vec<Finding> = self
            .candidates
            .iter()
            .map(|c| self.finding(c))
            .filter(|f| policy.wants(f.kind) && f.confidence >= policy.min_confidence)
            .collect();
        policy::judge(&self.page, text, policy, &mut findings);
        findings
    }

    /// Addresses and names, who is who, and what is told of them.
    #[cfg(not(feature = "identifiers"))]
    fn read_persons(&mut self, policy: &Policy, names: &mut Told<()>, persons: &mut Told<[i32; 2]>) {
        if policy.wants(Kind::Address) {
            address::collect(&self.page, &mut self.candidates);
        }
        // Names are read wherever facts are wanted: they say whose a fact is.
        if policy.wants(Kind::PersonName) || facts::wanted(policy.kinds) {
            names::collect(&self.page, names, &mut self.names, &mut self.candidates);
        }
        resolve::resolve(&mut self.candidates);
        roles::assign(&self.page, persons, &mut self.candidates);
        follow::assign(&self.page, &mut self.candidates);
        if policy.wants(Kind::BirthDate) {
            births::collect(&self.page, &mut self.candidates);
        }
        facts::collect(&self.page, policy.kinds, &mut self.candidates);
    }

    /// Overwrites what is held of the text that was read last.
    pub fn wipe(&mut self) {
        self.page.wipe();
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
            own: None,
        }
    }
}
