//! The examples that a profile brings: what is marked must be found, and nothing else.

use crate::check::Checker;
use crate::kind::{Action, Kind};
use crate::policy::Policy;

use super::{Profile, Trial};

/// An example that does not hold. Says places and kinds, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the example in its file.
    pub line: usize,
    /// The character of the text (marks taken out), from 1.
    pub place: usize,
    /// What the example wants there; none where it wants nothing.
    pub wanted: Option<String>,
    /// What was found there.
    pub found: Option<String>,
}

/// Runs the examples of one layer under the rules of all.
pub fn run(layer: &Profile, policy: &Policy) -> Vec<Failure> {
    let mut checker = Checker::new();
    layer.trials.iter().flat_map(|trial| one(trial, policy, &mut checker)).collect()
}

/// What is wanted or found at a place: `kind/action`, by the bytes of the plain text.
type Place = (usize, usize, String);

fn one(trial: &Trial, policy: &Policy, checker: &mut Checker) -> Vec<Failure> {
    let (text, wanted) = plain(&trial.marked, policy);
    let found: Vec<Place> = checker
        .find(&text, policy)
        .iter()
        .map(|f| (f.span.start, f.span.end, format!("{}!{}", f.kind_id(), f.action.id())))
        .collect();
    let mut out = Vec::new();
    let place = |byte: usize| text.get(..byte).map_or(0, |t| t.chars().count()) + 1;
    for w in wanted.iter().filter(|w| !found.contains(w)) {
        let instead = found.iter().find(|f| f.0 < w.1 && w.0 < f.1).map(|f| f.2.clone());
        out.push(Failure { line: trial.line, place: place(w.0), wanted: Some(w.2.clone()), found: instead });
    }
    for f in found.iter().filter(|f| !f.2.ends_with("!keep")) {
        if !wanted.iter().any(|w| f.0 < w.1 && w.0 < f.1) {
            out.push(Failure { line: trial.line, place: place(f.0), wanted: None, found: Some(f.2.clone()) });
        }
    }
    out
}

/// A text without its marks, and what they want.
fn plain(marked: &str, policy: &Policy) -> (String, Vec<Place>) {
    let (mut text, mut wanted) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once("[[") {
        text.push_str(before);
        let parts = behind.split_once("]]").and_then(|(inner, after)| Some((inner.split_once('|')?, after)));
        let Some(((head, value), after)) = parts else {
            text.push_str("[[");
            rest = behind;
            continue;
        };
        let (id, action) = head.split_once('!').unwrap_or((head, default_action(head, policy).id()));
        let start = text.len();
        text.push_str(value);
        wanted.push((start, text.len(), format!("{id}!{action}")));
        rest = after;
    }
    text.push_str(rest);
    (text, wanted)
}

fn default_action(id: &str, policy: &Policy) -> Action {
    let own = policy.rules.iter().flat_map(|r| &r.own).find(|o| o.own.id == id).map(|o| o.action);
    own.or_else(|| Kind::from_id(id).map(Kind::action)).unwrap_or(Action::Mask)
}
