//! What an organisation's profile says, ready for use: nothing of it can fail, panic or cost more than the draft is long.

use std::fmt;
use std::sync::Arc;

use crate::disclosure::PublicCopy;
use crate::finding::{Finding, Own};
use crate::kind::{Action, Kind};
use crate::style::Style;
use crate::words::Lexicon;

use super::Allow;

/// What a draft is checked for: officials' names are treated differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// 원문공개: the document itself is opened.
    #[default]
    Original,
    /// 게시: it is put on a notice board.
    Posting,
}

impl Purpose {
    /// The stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Posting => "posting",
        }
    }

    /// The purpose with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Original, Self::Posting].into_iter().find(|p| p.id() == id)
    }
}

/// What is said of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindRule {
    /// Not looked for.
    pub off: bool,
    /// Left out below this confidence (hundredths).
    pub find_from: u8,
    /// Only to be reviewed below this confidence (hundredths).
    pub mask_from: u8,
    /// Review becomes mask.
    pub strict: bool,
    /// What its masks look like.
    pub style: Option<Style>,
    /// The item it falls under.
    pub item: Option<u8>,
}

/// A kind that the organisation brings.
#[derive(Clone, Debug)]
pub struct OwnKind {
    /// What findings of it bear.
    pub own: Arc<Own>,
    /// What is done with it.
    pub action: Action,
    /// The item it falls under.
    pub item: u8,
    /// What its masks look like.
    pub style: Option<Style>,
    /// The sentence that a drafter reads.
    pub why: String,
}

/// The patterns of own kinds, which the core does not hold. It must hand out the matches of one pattern after another, those of each from left to
/// right without overlaps, at a cost linear in the text.
pub trait Patterns: Send + Sync {
    /// Hands every match in a folded text to `each`: the place of its kind in `own`, and where it stands in bytes of the text.
    fn find(&self, text: &str, each: &mut dyn FnMut(u32, usize, usize));
}

/// An organisation's rules.
#[derive(Clone, Default)]
pub struct Rules {
    /// Review becomes mask, for all kinds.
    pub strict: Option<bool>,
    /// What masks look like.
    pub style: Option<Style>,
    /// Which public copies the agency's system takes.
    pub public_copy: Option<PublicCopy>,
    /// What is done with names of officials on duty, where a document is opened and where it is posted.
    pub officials: [Option<Action>; 2],
    /// What is said of kinds, by their numbers.
    pub kinds: Vec<(Kind, KindRule)>,
    /// Until when an item restricts where the draft gives no date; 0 for all others.
    pub until: Vec<(u8, String)>,
    /// What is known and stays.
    pub allow: Allow,
    /// The own kinds.
    pub own: Vec<OwnKind>,
    /// Words of own kinds, numbered by their places in `own`.
    pub words: Lexicon,
    /// Patterns of own kinds.
    pub patterns: Option<Arc<dyn Patterns>>,
    /// Labels of the agency's forms, numbered by their kinds.
    pub labels: Lexicon,
}

impl Rules {
    /// What is said of a kind.
    pub fn kind(&self, kind: Kind) -> KindRule {
        self.kinds.iter().find(|(k, _)| *k == kind).map(|(_, rule)| *rule).unwrap_or_default()
    }

    /// The kinds that are switched off, as bits.
    pub fn off(&self) -> u64 {
        self.kinds.iter().filter(|(_, rule)| rule.off).fold(0, |set, (kind, _)| set | 1 << (*kind as u8))
    }

    /// Whether some kind has masks of its own.
    pub(super) fn has_styles(&self) -> bool {
        self.kinds.iter().any(|(_, rule)| rule.style.is_some()) || self.own.iter().any(|own| own.style.is_some())
    }

    /// What the mask of a finding looks like.
    pub fn style_of(&self, finding: &Finding) -> Option<Style> {
        match &finding.own {
            Some(own) => self.own.iter().find(|o| o.own == *own).and_then(|o| o.style),
            None => self.kind(finding.kind).style,
        }
    }

    /// Until when an item restricts where the draft gives no date.
    pub fn until(&self, item: u8) -> Option<&str> {
        let of = |wanted: u8| self.until.iter().find(|(item, _)| *item == wanted).map(|(_, until)| until.as_str());
        of(item).or_else(|| of(0))
    }

    /// What is done with the names of officials on duty.
    pub fn officials(&self, purpose: Purpose) -> Option<Action> {
        self.officials.get(purpose as usize).copied().flatten()
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules: {} kinds, {} own, patterns: {}", self.kinds.len(), self.own.len(), self.patterns.is_some())
    }
}
