//! Whether the regular expressions that the bench compares with are a fair stand-in for the identifiers: over the corpus they find most of
//! what the kinds find, and what each side finds alone is counted and bounded.

mod common;
#[path = "common/oracle.rs"]
mod oracle;

use garim::kind::{Action, Kind};
use garim::policy::Policy;

/// By kind: values that are marked, how many of them the expressions touch, and how often they match where the engine finds nothing of the
/// kind.
#[derive(Default, Clone, Copy)]
struct Tally {
    values: usize,
    touched: usize,
    alone: usize,
}

#[test]
fn the_expressions_find_most_of_what_the_kinds_find() {
    let rules = oracle::rules();
    let wanted: Vec<Kind> = Kind::ALL.iter().copied().filter(|k| rules.iter().any(|(r, _)| r == k)).collect();
    let policy = Policy::only(&wanted);
    let mut checker = garim::check::Checker::new();
    let mut tally = vec![Tally::default(); Kind::ALL.len()];
    for case in common::kinds_corpus() {
        let found = checker.find(&case.text, &policy);
        for &(start, end, kind, action) in &case.marks {
            if action != kind.action() || action == Action::Keep || !wanted.contains(&kind) {
                continue;
            }
            let touches =
                |regex: &regex::Regex| regex.find_iter(&case.text).any(|m| m.start() < end && start < m.end());
            let own = &mut tally[kind as usize];
            own.values += 1;
            own.touched += usize::from(rules.iter().filter(|(k, _)| *k == kind).any(|(_, regex)| touches(regex)));
        }
        for (kind, regex) in &rules {
            let engine = |m: &regex::Match| {
                found.iter().any(|f| f.kind == *kind && f.span.start < m.end() && m.start() < f.span.end)
            };
            tally[*kind as usize].alone += regex.find_iter(&case.text).filter(|m| !engine(m)).count();
        }
    }
    let mut sum = Tally::default();
    for &kind in &wanted {
        let t = tally[kind as usize];
        println!("{:20} {:3} of {:3} values, {:4} matches alone", kind.id(), t.touched, t.values, t.alone);
        sum.values += t.values;
        sum.touched += t.touched;
        sum.alone += t.alone;
        // Where a kind lives by heads of columns, expressions see half of it.
        assert!(t.touched * 100 >= t.values * 50, "{}: {} of {}", kind.id(), t.touched, t.values);
    }
    println!("all {} of {}, {} alone", sum.touched, sum.values, sum.alone);
    assert!(sum.values > 900);
    // The corpus holds many values in words, letters and pieces that no expression reads.
    assert!(sum.touched * 100 >= sum.values * 70, "{} of {}", sum.touched, sum.values);
    // Without edges, check digits and neighbours they match about as often beside a value as on one, not much more.
    assert!(sum.alone <= sum.values * 3 / 2, "{}", sum.alone);
}
