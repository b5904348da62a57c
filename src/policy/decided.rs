//! A person's word on a value: wherever it stands in the text it gets one action.

use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::sorted::Map;
use crate::span::FoldSpan;
use crate::text::Folded;

/// What a person decided of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What it was found as; an organisation's own kinds are [`Kind::RestrictedPart`].
    pub kind: Kind,
    /// The value as it was written; how it is separated does not count.
    pub value: String,
    /// What is done with it.
    pub action: Action,
}

/// Gives findings the actions that were decided; later words count.
pub(super) fn apply(text: &str, decided: &[Decided], findings: &mut [Finding]) {
    let mut said: Map<(Kind, String), Action> = Map::new();
    for d in decided {
        said.insert((d.kind, value_key(&d.value)), d.action);
    }
    for f in findings {
        let value = text.get(f.span.range()).unwrap_or_default();
        if let Some(action) = said.get(&(f.kind, value_key(value))) {
            f.action = *action;
        }
    }
}

/// A value without what does not count: its letters and digits, folded.
pub(crate) fn value_key(value: &str) -> String {
    let folded = Folded::new(value);
    folded.text(FoldSpan::new(0, folded.len())).chars().filter(|c| c.is_alphanumeric()).collect()
}
