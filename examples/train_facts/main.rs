//! Derives the weights of `src/detect/facts/tagger/tags.bin` from marked texts: `cargo run --example train_facts -- FILE… [--judge FILE…]`.
//!
//! A softmax over *no fact* and the kinds, learned by FTRL with a pull to zero (so that few features keep a weight), in a fixed order. The
//! people of a text are those the product finds and those that are marked. Figures come first: each file is judged by weights from the other files, because each
//! was written by another hand (`--folds=5` deals the files to five folds, which is quicker); `--fast` leaves that out. Files behind `--judge` are never learned from, only judged.
//!
//! `--doubt` derives `src/detect/facts/tagger/doubts.bin` instead, from what the rules and the tagger find in the same texts: found rightly
//! where it overlaps a mark, found wrongly elsewhere. Files of unmarked texts (`"text"`) hold no fact at all. Build anew between the two.

#[path = "../../tests/common/mod.rs"]
mod common;
mod doubt;
mod learn;

use garim::detect::facts::tagger::{self, CLASSES, KINDS};
use garim::detect::told::Told;
use garim::detect::{address, births, candidates, follow, names, resolve, roles};
use garim::kind::{Action, Kind};
use garim::page::Page;
use garim::rule::{CERTAIN, Candidate, Verdict};
use garim::span::FoldSpan;

/// A line with what was marked.
pub struct Line {
    pub features: Vec<Vec<u32>>,
    pub gold: Vec<u8>,
    pub open: Vec<bool>,
    pub breaks: Vec<bool>,
    /// Whether a mark begins with the word.
    pub first: Vec<bool>,
    pub shown: Vec<String>,
    pub file: usize,
}

fn main() {
    let (mut lines, mut judged) = (Vec::new(), Vec::new());
    let (mut files, mut judge, mut fast, mut show, mut doubted) = (0, false, false, false, false);
    let (mut facts, mut folds) = (Vec::new(), usize::MAX);
    let mut settings = learn::Settings::default();
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--judge" => judge = true,
            "--fast" => fast = true,
            "--doubt" => doubted = true,
            "--show" => show = true,
            set if set.starts_with("--folds=") => folds = set[8..].parse().expect("a number"),
            set if set.starts_with("--l1=") => settings.l1 = set[5..].parse().expect("a number"),
            set if set.starts_with("--l2=") => settings.l2 = set[5..].parse().expect("a number"),
            set if set.starts_with("--rounds=") => settings.rounds = set[9..].parse().expect("a number"),
            set if set.starts_with("--most=") => settings.most = set[7..].parse().expect("a number"),
            set if set.starts_with("--stay=") => settings.costs.stay = set[7..].parse().expect("a number"),
            set if set.starts_with("--begin=") => {
                set[8..]
                    .split(',')
                    .zip(&mut settings.costs.begin)
                    .for_each(|(v, into)| *into = v.parse().expect("a number"));
            }
            file => {
                let text = std::fs::read_to_string(file).expect("text");
                for line in text.lines().filter(|l| !l.is_empty()) {
                    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
                    let marked = value["marked"].as_str().or(value["text"].as_str()).expect("a text");
                    if doubted {
                        doubt::read(&Marked::parse(marked), if judge { usize::MAX } else { files }, &mut facts);
                    } else {
                        read(&Marked::parse(marked), files, if judge { &mut judged } else { &mut lines });
                    }
                }
                files += 1;
            }
        }
    }
    if doubted {
        return doubt::learn(&facts, files, fast, show);
    }
    println!("{} lines, {} words", lines.len(), lines.iter().map(|l| l.gold.len()).sum::<usize>());
    if !fast {
        let mut table = learn::Table::default();
        let folds = folds.clamp(1, files.max(1));
        for fold in (0..folds).filter(|fold| lines.iter().any(|l| l.file % folds == *fold)) {
            let w = learn::train(lines.iter().filter(|l| l.file % folds != fold), &settings).rounded();
            lines.iter().filter(|l| l.file % folds == fold).for_each(|l| table.judge(&w, &settings.costs, l, false));
        }
        println!("each file by the others\n{table}");
    }
    let weights = learn::train(lines.iter(), &settings).rounded();
    if !judged.is_empty() {
        let mut table = learn::Table::default();
        judged.iter().for_each(|l| table.judge(&weights, &settings.costs, l, show));
        println!("judged\n{table}");
    }
    let bytes = weights.bytes();
    println!("{} weights, {} bytes", (bytes.len() - 1024) / 3, bytes.len());
    std::fs::write("src/detect/facts/tagger/tags.bin", bytes).expect("written");
}

/// A marked text: what is found in it before facts are looked for, and its marks.
pub struct Marked {
    pub page: Page,
    pub found: Vec<Candidate>,
    pub marks: Vec<(FoldSpan, Kind)>,
}

impl Marked {
    /// Reads a marked text; values that stay are no marks.
    fn parse(marked: &str) -> Self {
        let common::Case { text, marks } = common::parse(marked);
        let (named, marks): (Vec<_>, Vec<_>) = marks.into_iter().partition(|m| m.2 == Kind::PersonName);
        let page = Page::new(&text);
        let mut found = Vec::new();
        candidates::collect(&page, u64::MAX, &mut found);
        address::collect(&page, &mut found);
        names::collect(&page, &mut Told::default(), &mut names::Memory::default(), &mut found);
        resolve::resolve(&mut found);
        roles::assign(&page, &mut Told::default(), &mut found);
        follow::assign(&page, &mut found);
        births::collect(&page, &mut found);
        // Names that the product misses are people too.
        for (a, b, _, action) in named {
            let span = FoldSpan::new(page.folded.unit_at(a), page.folded.unit_at(b - 1) + 1);
            if !found.iter().any(|c| c.span.overlaps(span)) {
                found.push(Candidate::new(Kind::PersonName, span, Verdict::Proven, CERTAIN, "gold", "").action(action));
            }
        }
        found.sort_by_key(|c| (c.span.start, c.action != Action::Keep));
        let folded = |(a, b, kind, _)| (FoldSpan::new(page.folded.unit_at(a), page.folded.unit_at(b - 1) + 1), kind);
        let marks = marks.into_iter().filter(|m| m.3 != Action::Keep).map(folded).collect();
        Self { page, found, marks }
    }
}

/// The lines of a marked text near which somebody was found.
fn read(text: &Marked, file: usize, lines: &mut Vec<Line>) {
    let class = |kind: Kind| KINDS.iter().position(|k| k.0 == kind);
    let marks: Vec<(FoldSpan, usize)> = text.marks.iter().filter_map(|&(m, kind)| Some((m, class(kind)?))).collect();
    for sample in tagger::samples(&text.page, &text.found) {
        let mark = |&(at, open): &(FoldSpan, bool)| {
            let mark = marks.iter().position(|(m, _)| {
                let both = at.end.min(m.end).saturating_sub(at.start.max(m.start));
                both * 2 >= at.len() as u32 || both > 0 && both == m.len() as u32
            });
            mark.filter(|_| open)
        };
        let told: Vec<Option<usize>> = sample.words.iter().map(mark).collect();
        let gold = told.iter().map(|m| m.map_or(CLASSES as u8, |m| marks[m].1 as u8));
        let first = (0..told.len()).map(|i| told[i].is_some() && (i == 0 || told[i - 1] != told[i]));
        lines.push(Line {
            gold: gold.collect(),
            first: first.collect(),
            open: sample.words.iter().map(|w| w.1).collect(),
            shown: sample.words.iter().map(|w| text.page.folded.text(w.0)).collect(),
            breaks: sample.breaks,
            features: sample.features,
            file,
        });
    }
}
