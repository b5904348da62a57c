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

/// Where a draft comes from, which is how it is reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Source {
    /// A short draft of `tests/training/disclosure`.
    Short,
    /// A whole document of `documents.jsonl`, or of a file given with `long=`.
    Document,
    /// An ordinary text of `tests/corpus/plain.jsonl`.
    Plain,
    /// A text of `tests/training/people` in which nothing is to be masked or reviewed.
    People,
    /// A short restricted draft set into an ordinary text.
    Composed,
}

struct Draft {
    text: String,
    /// The features of each piece, the title first; none where a rule is recited.
    pieces: Vec<Vec<u16>>,
    first: usize,
    defensible: Vec<usize>,
    source: Source,
    fold: usize,
}

/// What the model learns from: a short draft whole, or one window of a longer one.
struct Case {
    features: Vec<(u16, f32)>,
    first: usize,
    defensible: Vec<usize>,
    weight: f32,
}

impl Draft {
    fn new(text: String, source: Source, defensible: Vec<usize>, first: usize, fold: usize, page: &mut Page) -> Self {
        page.read(&text);
        let mut spans: Vec<FoldSpan> = Vec::new();
        matter::pieces(page, &mut spans);
        let mut pieces = Vec::new();
        for &span in &spans {
            let mut list = Vec::new();
            if !matter::recites(page, span) {
                features(page, span, |f| list.push(f));
            }
            pieces.push(list);
        }
        Self { text, pieces, first, defensible, source, fold }
    }

    fn case(&self, pieces: &[&[u16]], weight: f32) -> Case {
        let mut raw: Vec<u16> = pieces.concat();
        let scale = 1.0 / (raw.len().max(1) as f32).sqrt();
        raw.sort_unstable();
        let mut features: Vec<(u16, f32)> = Vec::new();
        for f in raw {
            match features.last_mut() {
                Some((last, x)) if *last == f => *x += scale,
                _ => features.push((f, scale)),
            }
        }
        Case { features, first: self.first, defensible: self.defensible.clone(), weight }
    }

    /// The cases of a draft, cut as the engine cuts it. Every window of an open one is open. Of a restricted one only the window is
    /// taken that speaks most for its first item by what was learned so far.
    fn cases(&self, so_far: Option<&Model>, windowed: f32) -> Vec<Case> {
        let seen: Vec<u32> = self.pieces.iter().map(|p| p.len() as u32).collect();
        let mut windows = Vec::new();
        matter::windows(&seen, &mut windows);
        let all: Vec<&[u16]> = self.pieces.iter().map(Vec::as_slice).collect();
        if windows.is_empty() {
            return vec![self.case(&all, if self.source == Source::Short { 1.0 } else { windowed })];
        }
        let weight = if self.source == Source::Short { 1.0 } else { windowed };
        let title = all[0];
        let cases = windows.iter().map(|&(from, to)| self.case(&[&[title], &all[from..to]].concat(), weight));
        if self.first == 0 {
            return cases.collect();
        }
        let Some(model) = so_far else { return Vec::new() };
        let speaks = |c: &Case| {
            let z = model.scores(&c.features);
            z[self.first] - z[0]
        };
        let best = cases.max_by(|a, b| speaks(a).total_cmp(&speaks(b)));
        best.into_iter().map(|c| Case { weight: 1.0, ..c }).collect()
    }
}

fn lines(file: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(file).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a draft is JSON")).collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("a file").path()).collect();
    files.sort();
    files
}

/// The drafts of a folder with their items. The folds are cut by who wrote which, so that neighbours are never on both sides; `mixed` by
/// turns.
fn read(folder: &Path, mixed: bool) -> Vec<Draft> {
    files(folder).iter().flat_map(|file| read_drafts(file, mixed)).collect()
}

fn read_drafts(file: &Path, mixed: bool) -> Vec<Draft> {
    let document = file.ends_with("documents.jsonl");
    let mut page = Page::default();
    let read = |(n, value): (usize, serde_json::Value)| {
        let text = value["text"].as_str().expect("a text").to_owned();
        let list = |key: &str| -> Vec<usize> {
            let of = |a: &Vec<serde_json::Value>| a.iter().filter_map(|v| v.as_u64()).map(|v| v as usize).collect();
            value[key].as_array().map(of).unwrap_or_default()
        };
        let mut defensible = list("items");
        let first = defensible.first().copied().unwrap_or(0);
        defensible.extend(list("also"));
        let group = value["group"].as_str().unwrap_or("");
        let number = group.bytes().fold(7usize, |h, b| h.wrapping_mul(131).wrapping_add(usize::from(b)));
        let fold = if mixed || document { n } else { number } % 5;
        let source = if document { Source::Document } else { Source::Short };
        Draft::new(text, source, defensible, first, fold, &mut page)
    };
    lines(file).into_iter().enumerate().map(read).collect()
}

/// More drafts to measure with.
fn read_more(file: &Path) -> Vec<Draft> {
    read_drafts(file, false).into_iter().map(|d| Draft { source: Source::Document, ..d }).collect()
}

/// A text without its marks, and whether all of them say keep.
fn unmarked(marked: &str) -> (String, bool) {
    let (mut text, mut kept) = (String::new(), true);
    let mut rest = marked;
    while let Some(at) = rest.find("[[") {
        text.push_str(&rest[..at]);
        let inner = &rest[at + 2..];
        let (Some(bar), Some(end)) = (inner.find('|'), inner.find("]]")) else { break };
        kept &= inner[..bar].ends_with("!keep");
        text.push_str(&inner[bar + 1..end]);
        rest = &inner[end + 2..];
    }
    text.push_str(rest);
    (text, kept)
}

/// Texts that are open: the folds are cut by text.
fn read_open(file: &Path, source: Source) -> Vec<Draft> {
    let mut page = Page::default();
    let texts = lines(file).into_iter().map(|v| unmarked(v["marked"].as_str().expect("a marked text")));
    let open = texts.filter(|(_, kept)| *kept).map(|(text, _)| text).enumerate();
    open.map(|(n, text)| Draft::new(text, source, Vec::new(), 0, n % 5, &mut page)).collect()
}

/// Short restricted drafts set into ordinary texts of the same fold, behind the title or further down.
fn compose(drafts: &[Draft]) -> Vec<Draft> {
    let mut page = Page::default();
    let mut out = Vec::new();
    for fold in 0..5 {
        let hosts: Vec<&Draft> = drafts.iter().filter(|d| d.source == Source::Plain && d.fold == fold).collect();
        let guests = drafts.iter().filter(|d| d.source == Source::Short && d.first != 0 && d.fold == fold).step_by(5);
        for (n, guest) in guests.enumerate() {
            let Some(host) = hosts.get(n % hosts.len().max(1)) else { continue };
            let mut lines: Vec<&str> = host.text.lines().collect();
            let at = 1 + n * 7 % lines.len();
            lines.insert(at, &guest.text);
            out.push(Draft::new(
                lines.join("\n"),
                Source::Composed,
                guest.defensible.clone(),
                guest.first,
                fold,
                &mut page,
            ));
        }
    }
    out
}

struct Model {
    weights: Vec<[f32; CLASSES]>,
    bias: [f32; CLASSES],
}

struct Setting {
    windowed: f32,
    fewest: usize,
    dead: f32,
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
    fn scores(&self, features: &[(u16, f32)]) -> [f32; CLASSES] {
        let mut z = self.bias;
        for &(f, x) in features {
            for (z, w) in z.iter_mut().zip(&self.weights[f as usize]) {
                *z += w * x;
            }
        }
        z
    }

    fn train(drafts: &[Case], s: &Setting) -> Self {
        let mut model = Self { weights: vec![[0.0; CLASSES]; BUCKETS], bias: [0.0; CLASSES] };
        let mut seen = vec![[1e-2f32; CLASSES]; BUCKETS];
        let mut seen_bias = [1e-2f32; CLASSES];
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        let mut seed = 0x0123_4567_89AB_CDEF_u64;
        for _ in 0..s.epochs {
            for i in (1..order.len()).rev() {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(i, ((seed >> 33) as usize) % (i + 1));
            }
            for &k in &order {
                let draft = &drafts[k];
                let mut p = model.scores(&draft.features);
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
                let weight = draft.weight * if draft.first == 0 { s.open } else { 1.0 };
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

/// Learns from short drafts first, then also from that window of each longer one that speaks most for its item.
fn learn(drafts: &[&Draft], s: &Setting) -> Vec<u8> {
    let cases =
        |so_far: Option<&Model>| -> Vec<Case> { drafts.iter().flat_map(|d| d.cases(so_far, s.windowed)).collect() };
    let first = Model::train(&cases(None), s);
    let cases = cases(Some(&first));
    let mut model = Model::train(&cases, s);
    model.coarse(&cases, s.fewest, s.dead);
    model.quantised()
}

impl Model {
    /// Leaves out what was seen in too few drafts or weighs too little, and counts the rest in the engine's steps.
    fn coarse(&mut self, drafts: &[Case], fewest: usize, dead: f32) {
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
    for a in answers {
        let got = |i: usize| a.items.get(i).map(|&(item, _)| item);
        confusion[a.draft.first][got(0).unwrap_or(0)] += 1;
        if a.draft.first == 0 {
            open += 1;
            wrong_open += usize::from(!a.items.is_empty());
            continue;
        }
        n += 1;
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
    // How often a listed item may be defended, by its score.
    for rank in 0..2 {
        let mut bins = [(0usize, 0usize); 10];
        for a in answers {
            if let Some(&(item, score)) = a.items.get(rank) {
                let bin = &mut bins[usize::from(score).min(99) / 10];
                bin.0 += 1;
                bin.1 += usize::from(a.draft.defensible.contains(&item));
            }
        }
        let of: Vec<String> = bins.iter().map(|&(n, right)| format!("{:.0}/{n}", pc(right, n))).collect();
        println!("    rank {} by score: {}", rank + 1, of.join(" "));
    }
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
        windowed: number("windowed=", 0.4),
        fewest: number("fewest=", 3.0) as usize,
        dead: number("dead=", 0.7),
        epochs: number("epochs=", 20.0) as usize,
        rate: number("rate=", 0.2),
        l2: number("l2=", 0.0005),
        open: number("open=", 0.7),
    };
    if arguments.contains(&"--summary") {
        return summary(&drafts);
    }
    let root_of = |path: &str| root.join("tests").join(path);
    let mut drafts = drafts;
    drafts.extend(read_open(&root_of("corpus/plain.jsonl"), Source::Plain));
    for file in files(&root_of("training/people")) {
        drafts.extend(read_open(&file, Source::People));
    }
    let composed = compose(&drafts);
    let long =
        arguments.iter().find_map(|a| a.strip_prefix("long=")).map(|f| read_more(Path::new(f))).unwrap_or_default();
    let (mut checker, mut page) = (Checker::new(), Page::default());
    let mut answers: Vec<Answer> = Vec::new();
    for fold in 0..5 {
        let train: Vec<&Draft> = drafts.iter().filter(|d| d.fold != fold).collect();
        let bytes = learn(&train, &s);
        for d in drafts.iter().chain(&composed).chain(&long).filter(|d| d.fold == fold) {
            answers.push(ask_engine(d, Table(&bytes), &mut checker, &mut page));
        }
    }
    for source in [Source::Short, Source::Document, Source::Plain, Source::People, Source::Composed] {
        let of: Vec<&Answer> = answers.iter().filter(|a| a.draft.source == source).collect();
        report(&format!("{source:?}"), &of);
    }
    if arguments.contains(&"--write") {
        let all: Vec<&Draft> = drafts.iter().collect();
        let bytes = learn(&all, &s);
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
