//! Trains the classifier of `src/disclosure` from `tests/training/disclosure`: multinomial logistic regression over hashed features, open
//! being the class that the others are measured against. Deterministic: fixed order, fixed seed.

use std::path::Path;

use garim::check::Checker;
use garim::disclosure::features::{BUCKETS, features};
use garim::disclosure::matter::{self, STEPS, TABLE, Table, UNIT};
use garim::disclosure::{Level, suggest_with};
use garim::page::Page;
use garim::policy::Policy;
use garim::span::FoldSpan;

/// Open and the items 1 to 8.
const CLASSES: usize = 9;

struct Draft {
    text: String,
    features: Vec<(u16, f32)>,
    first: usize,
    defensible: Vec<usize>,
    long: bool,
    fold: usize,
}

fn read(folder: &Path, mixed: bool) -> Vec<Draft> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the training drafts").map(|e| e.expect("a file").path()).collect();
    files.sort();
    read_files(&files, mixed)
}

/// More drafts to measure with; they are in the fold of their group, or in the first.
fn read_more(file: &Path) -> Vec<Draft> {
    read_files(&[file.to_owned()], false)
}

fn read_files(files: &[std::path::PathBuf], mixed: bool) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut page = Page::default();
    let mut pieces: Vec<FoldSpan> = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(&file).expect("UTF-8").lines() {
            let value: serde_json::Value = serde_json::from_str(line).expect("a draft is JSON");
            let text = value["text"].as_str().expect("a text").to_owned();
            let list = |key: &str| -> Vec<usize> {
                value[key]
                    .as_array()
                    .map(|a| a.iter().filter_map(|v| v.as_u64()).map(|v| v as usize).collect())
                    .unwrap_or_default()
            };
            let mut defensible = list("items");
            let first = defensible.first().copied().unwrap_or(0);
            defensible.extend(list("also"));
            let group = value["group"].as_str().unwrap_or("").to_owned();
            let number = group.bytes().fold(7usize, |h, b| h.wrapping_mul(131).wrapping_add(usize::from(b)));
            page.read(&text);
            let mut raw: Vec<u16> = Vec::new();
            matter::pieces(&page, &mut pieces);
            for &piece in &pieces {
                features(&page, piece, |f| raw.push(f));
            }
            let scale = 1.0 / (raw.len().max(1) as f32).sqrt();
            raw.sort_unstable();
            let mut list: Vec<(u16, f32)> = Vec::new();
            for f in raw {
                match list.last_mut() {
                    Some((last, x)) if *last == f => *x += scale,
                    _ => list.push((f, scale)),
                }
            }
            // By who wrote it, so that neighbours are never on both sides; `--mixed` by turns.
            let fold = if mixed { drafts.len() } else { number } % 5;
            let long = text.chars().count() > 600;
            drafts.push(Draft { text, long, features: list, first, defensible, fold });
        }
    }
    drafts
}

struct Model {
    weights: Vec<[f32; CLASSES]>,
    bias: [f32; CLASSES],
}

struct Setting {
    epochs: usize,
    rate: f32,
    l2: f32,
    open: f32,
}

fn softmax(z: &mut [f32; CLASSES]) {
    let top = z.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for v in z.iter_mut() {
        *v = (*v - top).exp();
        sum += *v;
    }
    for v in z.iter_mut() {
        *v /= sum;
    }
}

impl Model {
    fn scores(&self, draft: &Draft) -> [f32; CLASSES] {
        let mut z = self.bias;
        for &(f, x) in &draft.features {
            for (z, w) in z.iter_mut().zip(&self.weights[f as usize]) {
                *z += w * x;
            }
        }
        z
    }

    fn train(drafts: &[&Draft], s: &Setting) -> Self {
        let mut model = Self { weights: vec![[0.0; CLASSES]; BUCKETS], bias: [0.0; CLASSES] };
        let mut seen = vec![[1e-2f32; CLASSES]; BUCKETS];
        let mut seen_bias = [1e-2f32; CLASSES];
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        let mut seed = 0x1234_5678_9ABC_DEFu64;
        for _ in 0..s.epochs {
            for i in (1..order.len()).rev() {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(i, ((seed >> 33) as usize) % (i + 1));
            }
            for &k in &order {
                let draft = drafts[k];
                let mut p = model.scores(draft);
                softmax(&mut p);
                let mut target = [0.0f32; CLASSES];
                if draft.first == 0 {
                    target[0] = 1.0;
                } else {
                    let rest = draft.defensible.len() - 1;
                    target[draft.first] = if rest == 0 { 1.0 } else { 0.75 };
                    for &d in draft.defensible.iter().filter(|&&d| d != draft.first) {
                        target[d] += 0.25 / rest as f32;
                    }
                }
                let weight = if draft.first == 0 { s.open } else { 1.0 };
                let mut g = [0.0f32; CLASSES];
                for c in 0..CLASSES {
                    g[c] = (p[c] - target[c]) * weight;
                    let gb = g[c] * 0.3;
                    seen_bias[c] += gb * gb;
                    model.bias[c] -= s.rate * gb / seen_bias[c].sqrt();
                }
                for &(f, x) in &draft.features {
                    let (w, h) = (&mut model.weights[f as usize], &mut seen[f as usize]);
                    for c in 0..CLASSES {
                        let d = g[c] * x + s.l2 * w[c];
                        h[c] += d * d;
                        w[c] -= s.rate * d / h[c].sqrt();
                    }
                }
            }
        }
        model
    }
}

impl Model {
    /// Leaves out what was seen in too few drafts or weighs too little, and counts the rest in the engine's steps.
    fn coarse(&mut self, drafts: &[&Draft], fewest: usize, dead: f32) {
        let mut seen = vec![0usize; BUCKETS];
        for draft in drafts {
            for &(f, _) in &draft.features {
                seen[f as usize] += 1;
            }
        }
        for (row, &n) in self.weights.iter_mut().zip(&seen) {
            let open = row[0];
            for w in row.iter_mut() {
                let steps = (*w - open) * STEPS as f32;
                let kept = if n < fewest || steps.abs() < dead { 0.0 } else { steps.round().clamp(-127.0, 127.0) };
                *w = kept / STEPS as f32;
            }
        }
    }

    /// The table the engine reads: each item against open, in steps; then the offsets.
    fn quantised(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(TABLE);
        for row in &self.weights {
            for item in 1..CLASSES {
                let steps = ((row[item] - row[0]) * STEPS as f32).round().clamp(-127.0, 127.0);
                bytes.push(steps as i8 as u8);
            }
        }
        for item in 1..CLASSES {
            let offset = ((self.bias[item] - self.bias[0]) * UNIT as f32).round() as i16;
            bytes.extend(offset.to_le_bytes());
        }
        bytes
    }
}

/// What came out for a draft: the items in order of score, and the level.
struct Answer<'a> {
    draft: &'a Draft,
    items: Vec<(usize, u8)>,
    level: Level,
}

/// Asks the engine itself, with the weights of a fold.
fn ask_engine<'a>(draft: &'a Draft, table: Table, checker: &mut Checker, page: &mut Page) -> Answer<'a> {
    let findings: Vec<_> = checker
        .check(&draft.text, &Policy::default())
        .findings
        .into_iter()
        .filter(|f| f.rule != "restricted_part/matter")
        .collect();
    page.read(&draft.text);
    let d = suggest_with(table, page, &findings);
    Answer { draft, items: d.items.iter().map(|i| (usize::from(i.item), i.score)).collect(), level: d.level }
}

fn report(name: &str, answers: &[&Answer]) {
    let (mut n, mut first, mut two, mut cited, mut open, mut wrong_open, mut missed, mut second) =
        (0, 0, 0, 0, 0, 0, 0, 0);
    let mut confusion = [[0usize; CLASSES]; CLASSES];
    let (mut items_open, mut items_restricted) = (0, 0);
    for a in answers {
        let got = |i: usize| a.items.get(i).map(|&(item, _)| item);
        confusion[a.draft.first][got(0).unwrap_or(0)] += 1;
        if a.draft.first == 0 {
            open += 1;
            wrong_open += usize::from(!a.items.is_empty());
            items_open += a.items.len();
            continue;
        }
        n += 1;
        items_restricted += a.items.len();
        missed += usize::from(a.items.is_empty());
        second += usize::from(a.items.len() > 1);
        let ok = |i: usize| got(i).is_some_and(|item| a.draft.defensible.contains(&item));
        first += usize::from(ok(0));
        two += usize::from(ok(0) || ok(1));
        cited += usize::from(got(0) == Some(a.draft.first) || got(1) == Some(a.draft.first));
    }
    println!(
        "{name}: {n} restricted, {open} open | first {:.1} two {:.1} cited {:.1} missed {:.1} second {:.1} | open suggested {:.1}",
        pc(first, n),
        pc(two, n),
        pc(cited, n),
        pc(missed, n),
        pc(second, n),
        pc(wrong_open, open)
    );
    let _ = (items_open, items_restricted);
    for (i, row) in confusion.iter().enumerate() {
        println!("    {i}: {row:?}");
    }
}

fn pc(a: usize, b: usize) -> f32 {
    100.0 * a as f32 / b.max(1) as f32
}

/// Trains and prints the five-fold cross-validation, asked of the engine itself; `--mixed` cuts the folds by turns instead of by hand,
/// `long=FILE` measures more drafts, `--wrong` lists what went wrong, `--time` and `--summary` tell of the present table. `--write` writes the weights, `--ask` answers lines of standard input instead.
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments.contains(&"--ask") {
        return ask();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if arguments.contains(&"--time") {
        return time(&read(&root.join("tests/training/disclosure"), false));
    }
    let drafts = read(&root.join("tests/training/disclosure"), arguments.contains(&"--mixed"));
    let number = |key: &str, default: f32| -> f32 {
        arguments.iter().find_map(|a| a.strip_prefix(key)).and_then(|v| v.parse().ok()).unwrap_or(default)
    };
    let s = Setting {
        epochs: number("epochs=", 20.0) as usize,
        rate: number("rate=", 0.2),
        l2: number("l2=", 0.0005),
        open: number("open=", 0.8),
    };
    if arguments.contains(&"--summary") {
        return summary(&drafts);
    }
    let (fewest, dead) = (number("fewest=", 3.0) as usize, number("dead=", 0.7));
    let long =
        arguments.iter().find_map(|a| a.strip_prefix("long=")).map(|f| read_more(Path::new(f))).unwrap_or_default();
    let (mut checker, mut page) = (Checker::new(), Page::default());
    let mut answers: Vec<Answer> = Vec::new();
    for fold in 0..5 {
        let train: Vec<&Draft> = drafts.iter().filter(|d| d.fold != fold).collect();
        let mut model = Model::train(&train, &s);
        model.coarse(&train, fewest, dead);
        let bytes = model.quantised();
        for d in drafts.iter().chain(&long).filter(|d| d.fold == fold) {
            answers.push(ask_engine(d, Table(&bytes), &mut checker, &mut page));
        }
    }
    let (long, short): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|a| a.draft.long);
    report("short", &short);
    if !long.is_empty() {
        report("long", &long);
    }
    if arguments.contains(&"--write") {
        let all: Vec<&Draft> = drafts.iter().collect();
        let mut model = Model::train(&all, &s);
        model.coarse(&all, fewest, dead);
        let bytes = model.quantised();
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
                println!("{:?} -> {:?} {} | {text}", a.draft.defensible, a.items, a.level.id());
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
        assert_eq!(d.level, checked.disclosure.level);
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
