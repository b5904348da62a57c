//! What the one who asks wants: which kinds, how strict, which masks.

use crate::disclosure::{Marked, PublicCopy};
use crate::kind::Kind;
use crate::style::Style;

/// How a draft is checked.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Bit `k` is set where the kind with number `k` is wanted.
    pub kinds: u64,
    /// Findings below this confidence (hundredths) are left out.
    pub min_confidence: u8,
    /// Whether review findings are masked too.
    pub strict: bool,
    /// What masks look like.
    pub style: Style,
    /// Which public copies the agency's system takes.
    pub public_copy: PublicCopy,
    /// What a person marked as not to be published.
    pub marked: Vec<Marked>,
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
}
