//! Trains the classifier of `src/disclosure` from `tests/training/disclosure`: multinomial logistic regression over hashed features, open
//! being the class that the others are measured against. Deterministic: fixed order, fixed seed.

#[path = "../../tests/common/mod.rs"]
mod common;
mod drafts;
mod mixture;
mod model;
mod report;
mod whole;

use std::path::Path;

use garim::check::Checker;
use garim::disclosure::matter::{LEVEL, MIXTURE, TABLE, Table};
use garim::disclosure::suggest_with;
use garim::page::Page;
use garim::policy::Policy;
use garim::span::FoldSpan;

use drafts::{Draft, Source};
use model::{Setting, learn};
use report::{Answer, ask_engine};

/// Trains and prints the five-fold cross-validation, asked of the engine itself; `--mixed` cuts the folds by turns instead of by hand,
/// `long=FILE` measures more drafts, `--wrong` lists what went wrong, `--time` and `--summary` tell of the present table. `--write` writes the weights (with `--terms` only those of long texts), `--ask` answers lines of standard input instead.
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments.contains(&"--ask") {
        return ask();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = root.join("tests");
    if arguments.contains(&"--time") {
        return time(&drafts::short(&tests));
    }
    if arguments.contains(&"--summary") {
        return summary(&drafts::short(&tests));
    }
    let drafts = drafts::all(&tests, arguments.contains(&"--mixed"));
    let number = |key: &str, default: f32| -> f32 {
        arguments.iter().find_map(|a| a.strip_prefix(key)).and_then(|v| v.parse().ok()).unwrap_or(default)
    };
    let s = Setting {
        passage: number("passage=", 0.3),
        hard: number("hard=", 1.0),
        set_in: number("set_in=", 0.5),
        known: number("known=", 0.8),
        fewest: number("fewest=", 5.0) as usize,
        dead: number("dead=", 1.9),
        rounded: number("rounded=", 1.9),
        epochs: number("epochs=", 12.0) as usize,
        rate: number("rate=", 0.2),
        l2: number("l2=", 0.0005),
        open: number("open=", 0.5),
    };
    let (ridge, closing) = (number("ridge=", 0.1), number("closing=", 1.0));
    let unseen = |d: &&Draft| !matches!(d.source, Source::Dev | Source::DevAttached);
    let taught = |d: &&Draft| unseen(d) && d.source != Source::Attached;
    // The tables of the folds, then the weights of the terms from what these say of texts they have not seen.
    let tables: Vec<Vec<u8>> = (0..5)
        .map(|fold| {
            let train: Vec<&Draft> = drafts.iter().filter(taught).filter(|d| d.fold != fold).collect();
            let mut bytes = learn(&train, &s).quantised();
            bytes.extend(whole::learn(&train, ridge));
            bytes.resize(TABLE, 0);
            bytes
        })
        .collect();
    if let Some(file) = arguments.iter().find_map(|a| a.strip_prefix("table=")) {
        std::fs::write(file, &tables[0]).expect("the file is writable");
    }
    let long = drafts.iter().filter(unseen).filter(|d| d.is_long());
    let heard: Vec<mixture::Heard> = long.map(|d| mixture::hear(d, Table(&tables[d.fold]))).collect();
    let (mut checker, mut page) = (Checker::new(), Page::default());
    let mut answers: Vec<Answer> = Vec::new();
    let mut tables = tables;
    for (fold, bytes) in tables.iter_mut().enumerate() {
        let others: Vec<&mixture::Heard> = heard.iter().filter(|h| h.fold != fold).collect();
        bytes.truncate(MIXTURE);
        bytes.extend(mixture::learn(&others));
        bytes.resize(TABLE, 0);
    }
    // What speaks for closing, as these tables tell of what they have not seen.
    let leveled = drafts.iter().filter(|d| d.source == Source::Document && d.is_long() && d.levels.len() == 1);
    let told: Vec<whole::Told> = leveled
        .filter(|d| d.levels[0] != "open")
        .filter_map(|d| report::told(d, Table(&tables[d.fold]), &mut checker, &mut page))
        .collect();
    for (fold, bytes) in tables.iter_mut().enumerate() {
        let others: Vec<&whole::Told> = told.iter().filter(|t| t.fold != fold).collect();
        bytes.truncate(LEVEL);
        bytes.extend(whole::closing(&others, closing));
    }
    let long = || drafts.iter().filter(|d| d.is_long());
    mixture::gates(&long().map(|d| (d.source, mixture::hear(d, Table(&tables[d.fold])))).collect::<Vec<_>>(), &tables);
    if arguments.contains(&"--gates") {
        return;
    }
    for (fold, bytes) in tables.iter().enumerate() {
        // Enough of those set in to tell, so that it does not take long.
        let asked = |(n, d): &(usize, &Draft)| !matches!(d.source, Source::Composed | Source::Tempting) || n % 5 == 0;
        for (_, d) in drafts.iter().enumerate().filter(asked).filter(|(_, d)| d.fold == fold) {
            answers.push(ask_engine(d, Table(bytes), &mut checker, &mut page));
        }
    }
    use Source::{Attached, Composed, Dev, DevAttached, Document, People, Plain, Short, Tempting};
    for source in [Short, Document, Attached, Dev, DevAttached, Plain, People, Composed, Tempting] {
        let of: Vec<&Answer> = answers.iter().filter(|a| a.draft.source == source).collect();
        report::report(&format!("{source:?}"), &of);
    }
    if arguments.contains(&"--write") {
        let all: Vec<&Draft> = drafts.iter().filter(taught).collect();
        // `--terms`: what single words weigh stays as it is, how long texts are weighed is learned anew.
        let mut bytes = if arguments.contains(&"--terms") {
            std::fs::read(root.join("src/disclosure/weights.bin")).expect("the weights of before")[..MIXTURE].to_vec()
        } else {
            let mut bytes = learn(&all, &s).quantised();
            bytes.extend(whole::learn(&all, ridge));
            bytes
        };
        bytes.extend(mixture::learn(&heard.iter().collect::<Vec<_>>()));
        bytes.extend(whole::closing(&told.iter().collect::<Vec<_>>(), closing));
        let filled = bytes.iter().filter(|&&b| b != 0).count();
        println!("{filled} weights that are not zero");
        std::fs::write(root.join("src/disclosure/weights.bin"), bytes).expect("the source is writable");
    }
    if arguments.contains(&"--wrong") {
        for a in &answers {
            let right = match a.items.first() {
                None => a.draft.first == 0,
                Some((item, _)) => a.draft.defensible.contains(item),
            };
            if !right {
                let text: String = a.draft.text.replace('\n', " / ").chars().take(150).collect();
                println!(
                    "{:?} {:?} -> {:?} {} {:?} | {text}",
                    a.draft.source,
                    a.draft.defensible,
                    a.items,
                    a.level.id(),
                    a.found
                );
            }
        }
    }
}

/// Prints what is suggested for each line of standard input (`\n` for a line break).
fn ask() {
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let text = line.replace("\\n", "\n");
        let checked = garim::check::check(&text, &garim::policy::Policy::default());
        let d = &checked.disclosure;
        println!("{} | {}", garim::disclosure::form::notation(d), line.chars().take(100).collect::<String>());
        for item in &d.items {
            println!("   {} {} {} ~{}", item.item, item.score, item.reason, item.until);
            for e in item.evidence.iter().take(3) {
                println!("      > {}", &text[e.range()]);
            }
        }
        for (span, item) in &d.parts {
            println!("   part {item}: {}", &text[span.range()]);
        }
        for a in &d.advice {
            println!("   ! {}", a.id());
        }
    }
}

/// How long the suggestion takes beside a whole check, over all drafts.
fn time(drafts: &[Draft]) {
    let (mut checker, mut page) = (Checker::new(), Page::default());
    let (mut whole, mut part) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    let mut bytes = 0;
    // Drafts as long as whole documents: twenty after another.
    for some in drafts.chunks(20) {
        let text: Vec<&str> = some.iter().map(|d| d.text.as_str()).collect();
        let text = text.join("\n");
        bytes += text.len();
        let start = std::time::Instant::now();
        let checked = checker.check(&text, &Policy::default());
        whole += start.elapsed();
        page.read(&text);
        let start = std::time::Instant::now();
        let d = suggest_with(Table::own(), &page, &checked.findings);
        part += start.elapsed();
        std::hint::black_box((d, checked));
    }
    println!("{bytes} bytes: check {whole:?}, of it the suggestion about {part:?}");
}

/// What the table has learned, in words: the 어절 of the drafts that speak most for each item, and most for open.
fn summary(drafts: &[Draft]) {
    let mut words: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for draft in drafts {
        for word in
            draft.text.split(|c: char| !('가'..='힣').contains(&c)).filter(|w| (2..=5).contains(&w.chars().count()))
        {
            *words.entry(word).or_default() += 1;
        }
    }
    let mut page = Page::default();
    let mut rated: Vec<(&str, [i32; 8])> = Vec::new();
    for (word, _) in words.iter().filter(|(_, n)| **n >= 4) {
        page.read(word);
        let at = FoldSpan::new(0, page.folded.len());
        rated.push((word, Table::own().odds(&Table::own().sums(&page, at))));
    }
    for item in 0..8 {
        rated.sort_by_key(|(word, odds)| (std::cmp::Reverse(odds[item]), *word));
        let top: Vec<&str> = rated.iter().take(24).map(|(word, _)| *word).collect();
        println!("| {} | {} |", item + 1, top.join(" "));
    }
    rated.sort_by_key(|(word, odds)| (odds.iter().copied().max(), *word));
    let top: Vec<&str> = rated.iter().take(24).map(|(word, _)| *word).collect();
    println!("| 공개 | {} |", top.join(" "));
}
