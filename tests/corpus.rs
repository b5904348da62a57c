//! The shared corpus: every marked case is found exactly as it is marked.

mod common;

use std::path::Path;

use common::parse;
use garim::check::check;
use garim::kind::{Action, Kind};
use garim::kinds::{SPECS, manual};
use garim::policy::Policy;
use garim::rule::Example;

/// What differs between the marks and the findings of the kinds in `about`.
fn differences(marked: &str, about: &[Kind]) -> Vec<String> {
    let case = parse(marked);
    let found = check(&case.text, &Policy::default());
    let mut out = Vec::new();
    for &(start, end, kind, action) in &case.marks {
        let hit =
            found.findings.iter().any(|f| (f.span.start, f.span.end, f.kind, f.action) == (start, end, kind, action));
        if !hit {
            let near: Vec<String> = found
                .findings
                .iter()
                .filter(|f| f.span.start < end && start < f.span.end)
                .map(|f| format!("{f:?} {}", f.action.id()))
                .collect();
            out.push(format!("missed {} {} {start}..{end}, there stands {near:?}", kind.id(), action.id()));
        }
    }
    for f in found.findings.iter().filter(|f| about.contains(&f.kind)) {
        let marked = case.marks.iter().any(|&(s, e, k, _)| k == f.kind && s < f.span.end && f.span.start < e);
        if !marked {
            out.push(format!("found too much: {f:?} {} ({})", f.action.id(), f.rule));
        }
    }
    out
}

#[test]
fn it_finds_the_examples_of_every_kind() {
    let mut wrong = Vec::new();
    for spec in &SPECS {
        for example in manual(spec.kind).examples {
            let text = match example {
                Example::Finds(text) | Example::Passes(text) => *text,
            };
            for difference in differences(text, &[spec.kind]) {
                wrong.push(format!("{}: {text}: {difference}", spec.kind.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_finds_the_corpus_as_marked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/kinds");
    let mut wrong = Vec::new();
    let only = std::env::var("GARIM_ONLY").unwrap_or_default();
    for &kind in Kind::ALL {
        let path = folder.join(format!("{}.jsonl", kind.id()));
        let Ok(lines) = std::fs::read_to_string(&path) else { continue };
        if !only.is_empty() && !only.split(',').any(|o| o == kind.id()) {
            continue;
        }
        for line in lines.lines().filter(|l| !l.is_empty()) {
            let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
            let marked = case["marked"].as_str().expect("a case has a marked text");
            for difference in differences(marked, &[kind]) {
                wrong.push(format!("{} {}: {difference}\n    {marked}", kind.id(), case["name"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

/// How many `mask` findings 10,000 characters of ordinary prose may have, in tenths.
const FALSE_MASKS_IN_TENTHS: usize = 3;

#[test]
fn it_leaves_ordinary_prose_alone() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/plain.jsonl");
    let lines = std::fs::read_to_string(&path).expect("the corpus of ordinary prose is there");
    let (mut characters, mut wrong) = (0, Vec::new());
    for line in lines.lines().filter(|l| !l.is_empty()) {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
        let prose = parse(case["marked"].as_str().expect("a case has a marked text"));
        assert!(prose.marks.is_empty(), "{}: ordinary prose holds no mark", case["name"]);
        characters += prose.text.chars().count();
        let found = check(&prose.text, &Policy::default());
        let masked = found.findings.iter().filter(|f| f.action == Action::Mask);
        wrong.extend(masked.map(|f| format!("{}: {}", case["name"], f.rule)));
    }
    assert!(characters >= 65_000, "only {characters} characters of ordinary prose");
    // wrong / characters <= tenths / (10 × 10,000), without a division.
    let allowed = wrong.len() * 100_000 <= FALSE_MASKS_IN_TENTHS * characters;
    assert!(allowed, "{} masks in {characters} characters:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_keeps_what_was_mended() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/regressions.jsonl");
    let lines = std::fs::read_to_string(path).expect("the lines of mended faults");
    let mut wrong = Vec::new();
    for line in lines.lines().filter(|l| !l.is_empty()) {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
        let marked = case["marked"].as_str().expect("a case has a marked text");
        // The kinds that are marked; where nothing is, what most easily goes wrong.
        let mut about: Vec<Kind> = parse(marked).marks.iter().map(|m| m.2).collect();
        if about.is_empty() {
            about = vec![Kind::PersonName, Kind::Mobile, Kind::Rrn, Kind::BankAccount];
        }
        for difference in differences(marked, &about) {
            wrong.push(format!("{}: {difference}\n    {marked}", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
