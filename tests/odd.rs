//! Odd writing loses little: a sample of the corpus and of the training texts, every masked value written in each of the forty ways that fit it.
//! `examples/odd_writing.rs` does the same on all of them and writes `docs/odd-writing.md`.

mod common;
#[path = "common/odd.rs"]
mod odd;

use common::Case;
use garim::check::Checker;
use garim::finding::Finding;
use garim::kind::{Action, Kind};
use garim::policy::Policy;
use odd::WAYS;

/// One document in so many is taken.
const EVERY: u32 = 12;

/// Whether a document is in the sample: by its text, so that a new one leaves the others where they are.
fn sampled(text: &str) -> bool {
    let hash = text.bytes().fold(0x811C_9DC5, |h: u32, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (hash >> 8).is_multiple_of(EVERY)
}

fn found(case: &Case, mark: usize, findings: &[Finding]) -> bool {
    let (start, end, kind, _) = case.marks[mark];
    findings.iter().any(|f| f.kind == kind && f.action == Action::Mask && f.span.start < end && start < f.span.end)
}

#[test]
fn it_finds_nine_of_ten_that_it_finds_in_plain_writing() {
    let (mut checker, policy) = (Checker::new(), Policy::default());
    let (mut plain, mut odd) = ([0usize; WAYS.len()], [0usize; WAYS.len()]);
    for case in common::kinds_corpus().iter().filter(|case| sampled(&case.text)) {
        let before = checker.check(&case.text, &policy).findings.to_vec();
        for (w, way) in WAYS.iter().enumerate() {
            let (new, changed) = way.apply(case);
            let after = checker.check(&new.text, &policy).findings.to_vec();
            for mark in (0..case.marks.len()).filter(|&m| changed[m] && found(case, m, &before)) {
                plain[w] += 1;
                odd[w] += usize::from(found(&new, mark, &after));
            }
        }
    }
    let (all, kept) = (plain.iter().sum::<usize>(), odd.iter().sum::<usize>());
    assert!(all > 1000, "the sample is large enough: {all}");
    assert!(kept * 10 >= all * 9, "{kept} of {all} found");
    for (w, way) in WAYS.iter().enumerate().filter(|&(w, _)| plain[w] >= 10) {
        assert!(odd[w] * 2 >= plain[w], "{}: {} of {}", way.name, odd[w], plain[w]);
    }
}

#[test]
fn it_writes_a_value_in_a_way_only_where_that_changes_it() {
    let way = |name: &str| WAYS.iter().find(|way| way.name.starts_with(name)).expect("a way");
    assert_eq!(way("dots for").rewrite(Kind::Mobile, "010-0000-1234").as_deref(), Some("010.0000.1234"));
    assert_eq!(way("dots for").rewrite(Kind::Mobile, "01000001234"), None);
    assert_eq!(way("decomposed").rewrite(Kind::PersonName, "김").as_deref(), Some("\u{1100}\u{1175}\u{11B7}"));
    assert_eq!(way("half-width").rewrite(Kind::PersonName, "김").as_deref(), Some("\u{FFA1}\u{FFDC}\u{FFB1}"));
    assert_eq!(way("said (").rewrite(Kind::PersonName, "김가람"), None);
    assert_eq!(way("full width").rewrite(Kind::Mobile, "010-****-1234"), None);
}
