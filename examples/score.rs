//! Scores marked documents and drafts with known items: `cargo run --release --example score -- FILE.jsonl…`.
//!
//! Lines with `marked` are scored by kind (right kind, overlapping span; marks that stay count only where they are broken), by what
//! survives masking, by what is masked that must stay, and by whether those that said to be 0.9 sure were right nine times in ten. Lines with `text` and `first` are scored as suggestions. Only sums are printed.

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;

use garim::check::Checker;
use garim::kind::{Action, Kind};
use garim::policy::Policy;

#[derive(Default)]
struct Tally {
    hit: usize,
    missed: usize,
    extra: usize,
    must: usize,
    left: usize,
    /// Characters masked that no mark holds, and those of marks that stay.
    over: usize,
    kept: usize,
}

/// How sure the findings of one level said they were, and how many were right.
#[derive(Default, Clone, Copy)]
struct Level {
    said: usize,
    all: usize,
    right: usize,
}

#[derive(Default)]
struct Sums {
    names: [Level; 10],
    facts: [Level; 10],
    others: [Level; 10],
    documents: usize,
    must: usize,
    left: usize,
    odd_must: usize,
    odd_left: usize,
    stays: usize,
    over: usize,
    keeps: usize,
    broken: usize,
    kinds: BTreeMap<Kind, Tally>,
}

#[derive(Default)]
struct Suggested {
    restricted: usize,
    first: usize,
    two: usize,
    cited: usize,
    open: usize,
    open_suggested: usize,
    level: usize,
    levels: usize,
}

fn main() {
    let (mut sums, mut suggested, mut checker) = (Sums::default(), Suggested::default(), Checker::new());
    for file in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&file).expect("a readable file").lines().filter(|l| !l.is_empty()) {
            let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
            if let Some(marked) = value["marked"].as_str() {
                document(&mut checker, marked, value["odd"].as_bool().unwrap_or(false), &mut sums);
            } else if let Some(text) = value["text"].as_str() {
                draft(&mut checker, text, &value, &mut suggested);
            }
        }
    }
    if sums.documents > 0 {
        report(&sums);
    }
    if suggested.restricted + suggested.open > 0 {
        let of = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
        let s = &suggested;
        println!(
            "restricted drafts {}: first defensible {:.1} %, among two {:.1} %, first-cited among two {:.1} %",
            s.restricted,
            of(s.first, s.restricted),
            of(s.two, s.restricted),
            of(s.cited, s.restricted)
        );
        println!(
            "open drafts {}: something suggested {:.1} %; level defensible {:.1} % of {}",
            s.open,
            of(s.open_suggested, s.open),
            of(s.level, s.levels),
            s.levels
        );
    }
}

fn draft(checker: &mut Checker, text: &str, value: &serde_json::Value, s: &mut Suggested) {
    let checked = checker.check(text, &Policy::default());
    let items: Vec<u64> = checked.disclosure.items.iter().map(|i| u64::from(i.item)).collect();
    let first = value["first"].as_u64().unwrap_or(0);
    let fits: Vec<u64> =
        value["acceptable"].as_array().map_or(Vec::new(), |a| a.iter().filter_map(serde_json::Value::as_u64).collect());
    if let Some(levels) = value["levels"].as_array() {
        s.levels += 1;
        s.level += usize::from(levels.iter().any(|l| l.as_str() == Some(checked.disclosure.level.id())));
    }
    if first == 0 {
        s.open += 1;
        s.open_suggested += usize::from(!items.is_empty());
        return;
    }
    s.restricted += 1;
    s.first += usize::from(items.first().is_some_and(|i| fits.contains(i)));
    s.two += usize::from(items.iter().take(2).any(|i| fits.contains(i)));
    s.cited += usize::from(items.iter().take(2).any(|&i| i == first));
}

fn document(checker: &mut Checker, marked: &str, odd: bool, sums: &mut Sums) {
    let common::Case { text, marks } = common::parse(marked);
    let findings = checker.check(&text, &Policy::default()).findings;
    sums.documents += 1;
    let mut covered = vec![false; text.len()];
    for f in findings.iter().filter(|f| f.action == Action::Mask) {
        covered[f.span.range()].fill(true);
    }
    let mut goes = vec![false; text.len()];
    let mut used = vec![false; findings.len()];
    for &(start, end, kind, action) in &marks {
        let mut hit = false;
        for (i, f) in findings.iter().enumerate() {
            if f.kind == kind && f.span.start < end && start < f.span.end {
                hit = true;
                used[i] = true;
            }
        }
        let tally = sums.kinds.entry(kind).or_default();
        if action == Action::Keep {
            sums.keeps += 1;
            sums.broken += usize::from(covered[start..end].iter().any(|&c| c));
            continue;
        }
        if hit {
            tally.hit += 1
        } else {
            tally.missed += 1
        }
        goes[start..end].fill(true);
        if action == Action::Mask {
            let whole =
                text[start..end].char_indices().filter(|(_, c)| c.is_alphanumeric()).all(|(i, _)| covered[start + i]);
            tally.must += 1;
            tally.left += usize::from(!whole);
            sums.must += 1;
            sums.left += usize::from(!whole);
            sums.odd_must += usize::from(odd);
            sums.odd_left += usize::from(odd && !whole);
        }
    }
    let mut stays = vec![false; text.len()];
    for &(start, end, _, _) in marks.iter().filter(|m| m.3 == Action::Keep) {
        stays[start..end].fill(true);
    }
    for (i, _) in text.char_indices().filter(|(_, c)| !c.is_whitespace()).filter(|&(i, _)| !goes[i]) {
        sums.stays += 1;
        sums.over += usize::from(covered[i]);
    }
    for f in findings.iter().filter(|f| f.action == Action::Mask) {
        let tally = sums.kinds.entry(f.kind).or_default();
        let inside = text[f.span.range()].char_indices().filter(|(_, c)| !c.is_whitespace());
        for (i, _) in inside.map(|(i, c)| (i + f.span.start, c)).filter(|&(i, _)| !goes[i]) {
            if stays[i] { tally.kept += 1 } else { tally.over += 1 }
        }
    }
    for (f, &used) in findings.iter().zip(&used).filter(|(f, _)| f.action != Action::Keep) {
        let levels = match f.kind {
            Kind::PersonName => &mut sums.names,
            Kind::PersonalFinance
            | Kind::SensitiveHealth
            | Kind::SensitiveCriminal
            | Kind::SensitiveBelief
            | Kind::WelfareStatus
            | Kind::UnitPrice
            | Kind::ReservePrice
            | Kind::SalesFigure
            | Kind::TradeSecret
            | Kind::PersonalRecord
            | Kind::FamilyStatus => &mut sums.facts,
            Kind::RestrictedPart => continue,
            _ => &mut sums.others,
        };
        let level = &mut levels[usize::from(f.confidence / 10).min(9)];
        level.said += usize::from(f.confidence);
        level.all += 1;
        level.right += usize::from(used);
    }
    for (f, used) in findings.iter().zip(used) {
        if !used && f.action != Action::Keep {
            sums.kinds.entry(f.kind).or_default().extra += 1;
        }
    }
}

fn report(s: &Sums) {
    let of = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
    println!(
        "documents {}: survives masking {:.1} % of {}, oddly written {:.1} % of {}; masked of what stays {:.2} % of characters; keeps broken {:.1} % of {}",
        s.documents,
        of(s.left, s.must),
        s.must,
        of(s.odd_left, s.odd_must),
        s.odd_must,
        of(s.over, s.stays),
        of(s.broken, s.keeps),
        s.keeps
    );
    println!(
        "| kind | n | precision | recall | F1 | survives | masked of what stays, and of it what was marked to stay |\n|---|---|---|---|---|---|---|"
    );
    for (kind, t) in &s.kinds {
        let n = t.hit + t.missed;
        let precision = t.hit as f64 / (t.hit + t.extra).max(1) as f64;
        let recall = t.hit as f64 / n.max(1) as f64;
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        println!(
            "| {} | {n} | {precision:.2} | {recall:.2} | {f1:.2} | {}/{} | {} ({}) |",
            kind.id(),
            t.left,
            t.must,
            t.over + t.kept,
            t.kept
        );
    }
    println!("\n| said | names: right | facts: right | the rest: right |\n|---|---|---|---|");
    for i in 0..10 {
        let cell = |l: Level| match l.all {
            0 => "–".to_owned(),
            n => format!("said {:.2}, right {:.2} of {n}", l.said as f64 / (100 * n) as f64, l.right as f64 / n as f64),
        };
        let (a, b, c) = (s.names[i], s.facts[i], s.others[i]);
        if a.all + b.all + c.all > 0 {
            println!("| 0.{i}0–0.{i}9 | {} | {} | {} |", cell(a), cell(b), cell(c));
        }
    }
}
