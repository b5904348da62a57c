//! A draft checked whole: its findings with their masks, and what is suggested for the form. `check` cannot fail, panic or do I/O; it knows no clock, locale or randomness.

// The module of the files is lent what finds (`lent`): nothing here that detects is called there.
#![cfg_attr(all(feature = "wasm-files", target_arch = "wasm32"), allow(dead_code, unused_imports))]

use crate::chapter::book::Book;
use crate::chapter::cut::WHOLE;
use crate::chapter::reader::Reader;
use crate::detect::told::Told;
use crate::disclosure::{self, Disclosure};
use crate::finding::Finding;
use crate::kind::Kind;
use crate::mask;
use crate::policy::Policy;
use crate::span::Span;

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
    reader: Reader,
}

impl Checker {
    /// A checker.
    pub fn new() -> Self {
        Self::default()
    }
}

/// In the module of the files nothing is detected: it is lent the engine that the page has.
#[cfg(all(feature = "wasm-files", target_arch = "wasm32"))]
impl Checker {
    /// Checks a draft, without a suggestion for the form.
    pub fn check(&mut self, text: &str, policy: &Policy) -> Checked {
        Checked { findings: self.find(text, policy), disclosure: Disclosure::default() }
    }

    /// Finds what the engine finds.
    pub fn find(&mut self, text: &str, _: &Policy) -> Vec<Finding> {
        lent::find(text)
    }
}

#[cfg(not(all(feature = "wasm-files", target_arch = "wasm32")))]
impl Checker {
    /// Checks a draft.
    pub fn check(&mut self, text: &str, policy: &Policy) -> Checked {
        if cfg!(garim_identifiers) {
            return decided(text, policy, self.found(text, policy), Disclosure::default());
        }
        if text.len() > WHOLE {
            let Checked { findings, disclosure } = in_chapters(text, policy, true);
            return decided(text, policy, findings, disclosure);
        }
        let mut findings = self.found(text, policy);
        let disclosure = disclosure::suggest(&self.reader.page, &findings);
        if policy.wants(Kind::RestrictedPart) {
            disclosure::add_parts(&self.reader.page, &disclosure, &mut findings);
        }
        decided(text, policy, findings, disclosure)
    }

    /// Only finds: what the draft is about is not weighed, nothing is suggested for the form.
    pub fn find(&mut self, text: &str, policy: &Policy) -> Vec<Finding> {
        if text.len() > WHOLE {
            let Checked { findings, disclosure } = in_chapters(text, policy, false);
            return decided(text, policy, findings, disclosure).findings;
        }
        let findings = self.found(text, policy);
        decided(text, policy, findings, Disclosure::default()).findings
    }

    fn found(&mut self, text: &str, policy: &Policy) -> Vec<Finding> {
        self.reader.read(text, policy, &mut Told::default(), &mut Told::default())
    }
}

/// Who finds where no detection is built in.
#[cfg(feature = "wasm-files")]
pub mod lent {
    use std::cell::Cell;
    use std::rc::Rc;

    use crate::finding::Finding;

    /// Gives the findings of a text.
    pub type Find = Rc<dyn Fn(&str) -> Vec<Finding>>;

    thread_local! {
        static LENT: Cell<Option<Find>> = const { Cell::new(None) };
    }

    /// Lends a finder for the calls to come.
    pub fn lend(find: Find) {
        LENT.set(Some(find));
    }

    /// What the finder finds. Without one nothing may go on: a copy in which nothing was looked for would be given out. Nothing is borrowed while it
    /// runs: an error that it throws leaves this module at once.
    pub fn find(text: &str) -> Vec<Finding> {
        let Some(find) = LENT.take() else { std::process::abort() };
        LENT.set(Some(Rc::clone(&find)));
        find(text)
    }
}

/// A long document, read chapter by chapter.
fn in_chapters(text: &str, policy: &Policy, suggests: bool) -> Checked {
    let mut book = Book::new(policy, suggests);
    book.fill(text);
    let mut findings = Vec::new();
    let mut start = 0;
    for (i, chapter) in book.chapters.iter().enumerate() {
        findings.extend(book.findings(i).map(|mut f| {
            f.span = Span { start: f.span.start + start, end: f.span.end + start };
            f
        }));
        start += chapter.text.len();
    }
    Checked { findings, disclosure: book.disclosure() }
}

/// What a person and the policy decide, and the masks. What is suggested does not depend on how strictly the copy is masked.
fn decided(text: &str, policy: &Policy, mut findings: Vec<Finding>, mut disclosure: Disclosure) -> Checked {
    if !policy.marked.is_empty() && policy.wants(Kind::RestrictedPart) {
        disclosure::mark(text, &policy.marked, &mut findings, &mut disclosure);
    }
    policy.adapt(&mut disclosure);
    policy.tighten(&mut findings);
    policy.decide(text, &mut findings);
    mask::apply::assign(text, &mut findings, &|f| policy.style_of(f));
    Checked { findings, disclosure }
}

/// Checks one draft with a policy.
pub fn check(text: &str, policy: &Policy) -> Checked {
    Checker::new().check(text, policy)
}
