//! What odd writing costs: every masked value of the corpus and of the training texts written in forty ways, and how many are still found.
//!
//! `cargo run --release --example odd_writing [-- --write] [--every N] [--show WAY]` prints the table by way and by kind against the same values
//! written plainly; `--write` puts it into `docs/odd-writing.md`, `--every` takes one document in N, `--show` prints values that one way loses.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/odd.rs"]
mod odd;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use common::Case;
use garim::check::Checker;
use garim::finding::Finding;
use garim::kind::{Action, Kind};
use garim::policy::Policy;
use odd::WAYS;

/// How values fare: how many, found and wholly masked, written plainly and oddly.
#[derive(Default, Clone, Copy)]
struct Tally {
    values: usize,
    plain: usize,
    odd: usize,
    plain_gone: usize,
    odd_gone: usize,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.values += other.values;
        self.plain += other.plain;
        self.odd += other.odd;
        self.plain_gone += other.plain_gone;
        self.odd_gone += other.odd_gone;
    }

    /// Found oddly written, in hundredths of what is found plainly written.
    fn kept(&self) -> usize {
        (self.odd * 100 + self.plain.max(1) / 2) / self.plain.max(1)
    }
}

#[derive(Default)]
struct Sums {
    cells: BTreeMap<(usize, Kind), Tally>,
    over: usize,
    stays: usize,
    shown: Vec<String>,
}

/// Whether a mark is found as what it is, and whether nothing of it is left.
fn judge(case: &Case, mark: usize, findings: &[Finding]) -> (bool, bool) {
    let (start, end, kind, _) = case.marks[mark];
    let masks = |f: &&Finding| f.action == Action::Mask && f.span.start < end && start < f.span.end;
    let found = findings.iter().filter(masks).any(|f| f.kind == kind);
    let gone = case.text[start..end]
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .all(|(i, _)| findings.iter().filter(masks).any(|f| f.span.start <= start + i && start + i < f.span.end));
    (found, gone)
}

fn document(checker: &mut Checker, case: &Case, show: Option<usize>, sums: &mut Sums) {
    let policy = Policy::default();
    let plain: Vec<Finding> = checker.check(&case.text, &policy).findings.to_vec();
    for (i, _) in case.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let marked = case.marks.iter().any(|&(s, e, _, action)| s <= i && i < e && action != Action::Keep);
        if !marked {
            sums.stays += 1;
            let masked = plain.iter().any(|f| f.action == Action::Mask && f.span.start <= i && i < f.span.end);
            sums.over += usize::from(masked);
        }
    }
    for (w, way) in WAYS.iter().enumerate().filter(|&(w, _)| show.is_none_or(|s| s == w)) {
        let (new, changed) = way.apply(case);
        if !changed.contains(&true) {
            continue;
        }
        let findings: Vec<Finding> = checker.check(&new.text, &policy).findings.to_vec();
        for (mark, _) in changed.iter().enumerate().filter(|(_, c)| **c) {
            let ((plain, plain_gone), (odd, odd_gone)) = (judge(case, mark, &plain), judge(&new, mark, &findings));
            sums.cells.entry((w, case.marks[mark].2)).or_default().add(Tally {
                values: 1,
                plain: plain.into(),
                odd: odd.into(),
                plain_gone: plain_gone.into(),
                odd_gone: odd_gone.into(),
            });
            if show.is_some() && (plain && !odd || plain_gone && !odd_gone) {
                sums.shown.push(shown(&new, mark));
            }
        }
    }
}

/// A value with what stands around it, for those who mend rules: the texts are invented.
fn shown(case: &Case, mark: usize) -> String {
    let (start, end, kind, _) = case.marks[mark];
    let before: String = case.text[..start].chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = case.text[end..].chars().take(12).collect();
    format!("{}: {before}⟦{}⟧{after}", kind.id(), &case.text[start..end]).replace('\n', "⏎").replace('\t', "⇥")
}

/// The corpus of kinds and the training texts about people; documents that are oddly written already are left out.
fn documents() -> Vec<Case> {
    let mut cases = common::kinds_corpus();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/training/people");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    for file in files {
        for line in std::fs::read_to_string(&file).expect("readable").lines().filter(|l| !l.is_empty()) {
            let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
            if !value["odd"].as_bool().unwrap_or(false)
                && let Some(marked) = value["marked"].as_str()
            {
                cases.push(common::parse(marked));
            }
        }
    }
    cases
}

fn run(cases: &[Case], show: Option<usize>) -> Sums {
    let next = AtomicUsize::new(0);
    let mut total = Sums::default();
    std::thread::scope(|scope| {
        let work = || {
            let (mut sums, mut checker) = (Sums::default(), Checker::new());
            while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                document(&mut checker, case, show, &mut sums);
            }
            sums
        };
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            let sums = thread.join().expect("a thread");
            for (key, tally) in sums.cells {
                total.cells.entry(key).or_default().add(tally);
            }
            total.over += sums.over;
            total.stays += sums.stays;
            total.shown.extend(sums.shown);
        }
    });
    total.shown.sort();
    total
}

fn line(name: &str, t: &Tally) -> String {
    let of = |n: usize| format!("{}.{:01} %", n * 100 / t.values.max(1), n * 1000 / t.values.max(1) % 10);
    format!(
        "| {name} | {} | {} | {} | {} | {} | {} |\n",
        t.values,
        of(t.plain),
        of(t.odd),
        t.kept(),
        of(t.plain_gone),
        of(t.odd_gone)
    )
}

fn report(sums: &Sums, documents: usize) -> String {
    let head = "values | found plain | found odd | kept | gone plain | gone odd |\n|---|---|---|---|---|---|---|\n";
    let mut by_way: BTreeMap<usize, Tally> = BTreeMap::new();
    let mut by_kind: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for (&(way, kind), &tally) in &sums.cells {
        by_way.entry(way).or_default().add(tally);
        by_kind.entry(kind).or_default().add(tally);
        all.add(tally);
    }
    let mean = |tallies: Vec<usize>| tallies.iter().sum::<usize>() / tallies.len().max(1);
    let mut out = String::new();
    let _ = write!(
        out,
        "{} documents, {} values. Kept on average over all values {} of 100, over the ways {}, over the kinds {}. Masked of what stays in the unchanged texts: {} of {} characters ({}.{:02} %).\n\n",
        documents,
        all.values,
        all.kept(),
        mean(by_way.values().map(Tally::kept).collect()),
        mean(by_kind.values().map(Tally::kept).collect()),
        sums.over,
        sums.stays,
        sums.over * 100 / sums.stays.max(1),
        sums.over * 10000 / sums.stays.max(1) % 100,
    );
    let _ = write!(out, "## By way\n\n| way | {head}");
    for (&way, tally) in &by_way {
        out += &line(WAYS[way].name, tally);
    }
    let _ = write!(out, "\n## By kind\n\n| kind | {head}");
    for (kind, tally) in &by_kind {
        out += &line(kind.id(), tally);
    }
    let mut pairs: Vec<_> = sums.cells.iter().filter(|(_, t)| t.plain >= 10).collect();
    pairs.sort_by_key(|&(&key, t)| (t.kept(), key));
    let _ = write!(out, "\n## Where most is lost\n\n| kind, way | {head}");
    for ((way, kind), tally) in pairs.iter().take(40) {
        out += &line(&format!("{}, {}", kind.id(), WAYS[*way].name), tally);
    }
    out
}

const ABOUT: &str = "# Odd writing

How many values are still found when they are written in ways that people use to get round a filter, or that conversion leaves: spaces, other signs
for hyphens, digits of other scripts, look-alikes, spoken numerals, line breaks, cells, signs of no width. Made from the corpus of kinds and from the training
texts, each value that is masked written in each of the forty ways that fit it; the ways are in `tests/common/odd.rs`. The rules were mended with this table in view:
it says what is covered, not how strangers' writing fares (that is in [accuracy.md](accuracy.md)). The command that writes this page:

    cargo run --release --example odd_writing -- --write

*Found*: a finding of the right kind that is masked overlaps the value. *Kept*: found oddly written, of 100 found plainly written. *Gone*: no letter and no digit
of the value is left in the masked text.

";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let behind = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let every: usize = behind("--every").and_then(|n| n.parse().ok()).unwrap_or(1);
    let show = behind("--show").and_then(|w| WAYS.iter().position(|way| way.name.starts_with(w.as_str())));
    let cases: Vec<Case> = documents().into_iter().step_by(every.max(1)).collect();
    let sums = run(&cases, show);
    for line in &sums.shown {
        println!("{line}");
    }
    let report = report(&sums, cases.len());
    println!("{report}");
    if args.iter().any(|a| a == "--write") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/odd-writing.md");
        std::fs::write(path, ABOUT.to_owned() + &report).expect("docs can be written");
    }
}
