//! The pipeline from one page of text to its findings, one line a stage.

use crate::detect::told::Told;
use crate::detect::{
    accounts, address, births, candidates, facts, follow, logins, loud, names, numbered, resolve, roles,
};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::page::mended::{Across, Mended};
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
    mended: Mended,
    /// Reads what is mended.
    again: Option<Box<Reader>>,
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
        let mut findings = self.found(text, policy, names, persons);
        if self.mended.read(&self.page, text) {
            self.read_mended(policy, names, persons, &mut findings);
        }
        policy::judge(&self.page, text, policy, &mut findings);
        findings
    }

    /// What is found in a text as it stands.
    fn found(
        &mut self,
        text: &str,
        policy: &Policy,
        names: &mut Told<()>,
        persons: &mut Told<[i32; 2]>,
    ) -> Vec<Finding> {
        match policy.rules() {
            Some(rules) => self.page.read_with(text, &rules.labels),
            None => self.page.read(text),
        }
        self.candidates.clear();
        candidates::collect(&self.page, policy.kinds, &mut self.candidates);
        #[cfg(not(garim_identifiers))]
        self.read_persons(policy, names, persons);
        resolve::resolve(&mut self.candidates);
        self.leave_masks();
        let found = self.candidates.iter().map(|c| self.finding(c));
        found.filter(|f| policy.wants(f.kind) && f.confidence >= policy.min_confidence).collect()
    }

    /// Reads the text with its oddities of writing taken out and adds what is found across them. Other chapters are asked and told nothing more.
    fn read_mended(
        &mut self,
        policy: &Policy,
        names: &mut Told<()>,
        persons: &mut Told<[i32; 2]>,
        findings: &mut Vec<Finding>,
    ) {
        let again = self.again.get_or_insert_default();
        let (mut asks_names, mut asks_persons) = (names.listener(), persons.listener());
        let found = again.found(self.mended.text(), policy, &mut asks_names, &mut asks_persons);
        names.asked.append(&mut asks_names.asked);
        persons.asked.append(&mut asks_persons.asked);
        let mut added = false;
        for mut new in found.into_iter().filter(|f| f.action != Action::Keep) {
            new.span = self.mended.span(new.span);
            let Some(across) = self.mended.across(new.span) else { continue };
            // A name does not go on behind a low line; beside one only what has no shape of its own was hidden by it.
            let hidden = matches!(new.kind, Kind::PersonName | Kind::BirthDate | Kind::Address);
            if new.kind == Kind::PersonName && self.mended.parted(new.span) || across == Across::Beside && !hidden {
                continue;
            }
            if adds(&new, across, findings) {
                findings.retain(|f| !new.span.overlaps(f.span));
                findings.push(new);
                added = true;
            }
        }
        if added {
            order::sort_by_key(findings, |f| (f.span.start, f.span.end));
        }
    }

    /// Addresses and names, who is who, and what is told of them.
    #[cfg(not(garim_identifiers))]
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
        address::widen(&self.page, &mut self.candidates);
        if policy.wants(Kind::Credential) {
            loud::collect(&self.page, &mut self.candidates);
        }
        if policy.wants(Kind::AccountId) {
            logins::collect(&self.page, &mut self.candidates);
        }
        if policy.wants(Kind::BirthDate) {
            births::collect(&self.page, &mut self.candidates);
        }
        let wanted = [Kind::MilitaryNo, Kind::StudentNo, Kind::EmployeeNo];
        if wanted.into_iter().any(|kind| policy.wants(kind)) {
            numbered::collect(&self.page, &mut self.candidates);
        }
        if policy.wants(Kind::BankAccount) {
            accounts::collect(&self.page, &mut self.candidates);
        }
        facts::collect(&self.page, policy.kinds, &mut self.candidates);
    }

    /// Overwrites what is held of the text that was read last.
    pub fn wipe(&mut self) {
        self.page.wipe();
        self.mended.wipe();
        if let Some(again) = self.again.as_mut() {
            again.wipe();
        }
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

/// Whether what was found across a mended place stands beside what was found before: nothing is there that stays, it holds all of what is masked there, and what
/// is there is not it already. A passage that is only to be reviewed gives way, as it does elsewhere. Facts and what is only to be reviewed are taken only where
/// nothing is but a part of the same fact, facts not over the ends of lines.
fn adds(new: &Finding, across: Across, findings: &[Finding]) -> bool {
    let mut there = findings.iter().filter(|f| f.span.overlaps(new.span));
    let fact = |kind: Kind| facts::wanted(1 << kind as u8);
    if fact(new.kind) || new.action == Action::Review {
        let part = |f: &&Finding| {
            f.kind == new.kind && f.span != new.span && f.span.start >= new.span.start && f.span.end <= new.span.end
        };
        return there.all(|f| part(&f)) && !(fact(new.kind) && across == Across::Line);
    }
    there.all(|f| {
        let within = f.span.start >= new.span.start && f.span.end <= new.span.end;
        // 솔새길 9 of 솔새길 9 0 1 3 was read as a place that stays.
        let cut = new.kind == Kind::Address && f.kind == new.kind && f.span.end < new.span.end;
        f.action == Action::Review && fact(f.kind)
            || within && (f.action != Action::Keep || cut) && (f.span != new.span || f.action != Action::Mask)
    })
}
