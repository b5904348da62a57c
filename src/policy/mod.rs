//! What the one who asks wants, and what the organisation wants: which kinds, how strict, which masks, and the organisation's own rules.
//!
//! Here is what the core does with a profile; how one is written and read from a file is told in `profile`. Not here: patterns. They come in as
//! [`Patterns`], so that the core holds none. Where the reader is a module of its own, its rules come as bytes ([`packed`]).

mod allow;
mod decided;
mod judge;
pub mod packed;
mod rules;

use std::sync::Arc;

use crate::disclosure::{Disclosure, Marked, PublicCopy};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::style::Style;

#[cfg(feature = "profile")]
pub(crate) use allow::NEVER;
pub use allow::{Allow, AllowList};
pub use decided::Decided;
pub(crate) use decided::value_key;
pub use judge::judge;
pub use rules::{KindRule, OwnKind, Patterns, Purpose, Rules};

/// How a draft is checked.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Bit `k` is set where the kind with number `k` is wanted.
    pub kinds: u64,
    /// Findings below this confidence (hundredths) are left out.
    pub min_confidence: u8,
    /// Whether review findings are masked too.
    pub strict: bool,
    /// What masks look like, where the organisation says nothing else.
    pub style: Style,
    /// Which public copies the agency's system takes.
    pub public_copy: PublicCopy,
    /// What a person marked as not to be published.
    pub marked: Vec<Marked>,
    /// What a person decided of values.
    pub decided: Vec<Decided>,
    /// What the draft is checked for.
    pub purpose: Purpose,
    /// What the organisation's profile says; none where there is no profile. Applied by builds with the feature `rules`.
    pub rules: Option<Arc<Rules>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            kinds: u64::MAX,
            min_confidence: 0,
            strict: false,
            style: Style::Full,
            public_copy: PublicCopy::default(),
            marked: Vec::new(),
            decided: Vec::new(),
            purpose: Purpose::default(),
            rules: None,
        }
    }
}

impl Policy {
    /// Only these kinds.
    pub fn only(kinds: &[Kind]) -> Self {
        Self { kinds: kinds.iter().fold(0, |set, &k| set | 1 << (k as u8)), ..Self::default() }
    }

    /// Whether a kind is wanted.
    pub const fn wants(&self, kind: Kind) -> bool {
        self.kinds >> (kind as u8) & 1 == 1
    }

    /// The same under an organisation's rules: kinds that it switches off are not looked for, and what it says of masks, strictness and copies
    /// holds where this policy says nothing else.
    #[must_use]
    pub fn under(mut self, rules: Arc<Rules>) -> Self {
        self.kinds &= !rules.off();
        self.strict |= rules.strict.unwrap_or(false);
        self.style = rules.style.unwrap_or(self.style);
        self.public_copy = rules.public_copy.unwrap_or(self.public_copy);
        self.rules = Some(rules);
        self
    }

    /// The organisation's rules, in builds with the feature `rules`: an engine that no profile reaches is spared what applies them.
    #[inline]
    pub fn rules(&self) -> Option<&Rules> {
        if cfg!(all(feature = "rules", not(garim_identifiers))) { self.rules.as_deref() } else { None }
    }

    /// The same with masks of one style, whatever the organisation's rules say of masks: somebody asks for it, here and now.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        if let Some(rules) = self.rules.as_mut().filter(|rules| rules.has_styles()) {
            let mut own = Rules::clone(rules);
            own.kinds.iter_mut().for_each(|(_, rule)| rule.style = None);
            own.own.iter_mut().for_each(|kind| kind.style = None);
            *rules = own.into();
        }
        self.style = style;
        self
    }

    /// What the mask of a finding looks like.
    pub fn style_of(&self, finding: &Finding) -> Style {
        self.rules().and_then(|rules| rules.style_of(finding)).unwrap_or(self.style)
    }

    /// Turns review into mask where that is asked for.
    pub fn tighten(&self, findings: &mut [Finding]) {
        let strict =
            |f: &Finding| self.strict || self.rules().is_some_and(|r| f.own.is_none() && r.kind(f.kind).strict);
        findings.iter_mut().filter(|f| f.action == Action::Review && strict(f)).for_each(|f| f.action = Action::Mask);
    }

    /// Gives findings the actions that a person decided for their values.
    pub fn decide(&self, text: &str, findings: &mut [Finding]) {
        if !self.decided.is_empty() {
            decided::apply(text, &self.decided, findings);
        }
    }

    /// Says in what is suggested what fits the agency: its public copies, and until when it restricts where the draft gives no date.
    pub fn adapt(&self, disclosure: &mut Disclosure) {
        disclosure.adapt(self.public_copy);
        let Some(rules) = self.rules() else { return };
        for item in disclosure.items.iter_mut().filter(|i| i.date.is_none()) {
            if let Some(until) = rules.until(item.item) {
                item.until = until.to_owned();
            }
        }
    }
}
