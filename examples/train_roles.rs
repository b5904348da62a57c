//! Derives the weights of `src/detect/roles/weights.rs` from labelled names: `cargo run --example train_roles -- FOLDER…`.
//!
//! A softmax over keep, review and mask (mask is the reference), L2-regularised, trained by gradient steps in a fixed order. Figures are
//! printed first: each file is judged by weights from the other files, because each was written by another hand. With one file, five
//! folds of it; `--parts N` judges that many files' worth together, `--l2 N` pulls harder. The texts of further folders are trained on and not judged. `--quick` trains without judging, `--show` lists what is judged wrongly, `--samples FILE` writes the samples with their features instead of training.
//! The features are computed by the product's own code.

#[path = "../tests/common/mod.rs"]
mod common;

use garim::detect::candidates;
use garim::detect::roles::evidence::{self, Evidence};
use garim::detect::roles::letters;
use garim::kind::{Action, Kind};
use garim::page::Page;
use garim::rule::{CERTAIN, Candidate, Verdict};
use garim::span::FoldSpan;

struct Sample {
    features: Vec<u16>,
    gold: usize,
    /// The part that is judged by weights from the others.
    fold: usize,
    doc: usize,
    value: String,
    /// Start, end, line and head of its column.
    place: [i64; 4],
    shown: String,
    kind: Kind,
}

const CLASSES: [&str; 3] = ["mask", "keep", "review"];

fn main() {
    let mut samples = Vec::new();
    let mut folders = Vec::new();
    let (mut show, mut quick, mut dump) = (false, false, None);
    let (mut l2, mut parts) = (None, usize::MAX);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--show" => show = true,
            "--quick" => quick = true,
            "--l2" => l2 = Some(args.next().and_then(|v| v.parse().ok()).expect("a number")),
            "--parts" => parts = args.next().and_then(|v| v.parse().ok()).expect("a number"),
            "--samples" => dump = Some(args.next().expect("a file")),
            _ => folders.push(arg),
        }
    }
    let (mut doc, mut hand) = (0, 0);
    for (folder, judged) in folders.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        files.sort();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "jsonl")) {
            for line in std::fs::read_to_string(file).expect("text").lines().filter(|l| !l.is_empty()) {
                let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
                read(
                    value["marked"].as_str().expect("a marked text"),
                    doc,
                    if judged { hand } else { usize::MAX },
                    &mut samples,
                );
                doc += 1;
            }
            hand += usize::from(judged);
        }
    }
    if hand == 1 {
        samples.iter_mut().filter(|s| s.fold == 0).for_each(|s| s.fold = s.doc % 5);
    }
    if let Some(file) = dump {
        write(&file, &samples);
        return;
    }
    let mut out = String::from(
        "//! Weights of the roles, in sixteenths of log-odds against *mask*: keep, review. Made by `examples/train_roles.rs`.\n\nuse super::Weights;\n\n",
    );
    for (kind, name, own) in
        [(Kind::PersonName, "NAMES", L2), (Kind::Address, "ADDRESSES", L2), (Kind::Landline, "LANDLINES", 1.0)]
    {
        let l2 = l2.unwrap_or(own);
        let samples: Vec<&Sample> = samples.iter().filter(|s| s.kind == kind).collect();
        println!("{}: {} samples", kind.id(), samples.len());
        let mut table = [[0usize; 3]; 3];
        let folds = if hand == 1 { 5 } else { hand.min(parts) };
        for fold in 0..if quick { 0 } else { folds } {
            let mut right = [0usize; 2];
            let w =
                train(samples.iter().copied().filter(|s| s.fold % folds.max(1) != fold || s.fold == usize::MAX), l2);
            for s in samples.iter().filter(|s| s.fold != usize::MAX && s.fold % folds.max(1) == fold) {
                let p = predict(&w, &s.features);
                table[s.gold][p] += 1;
                right[usize::from(p == s.gold)] += 1;
                if show && p != s.gold {
                    println!("{} {} -> {}  {}", kind.id(), CLASSES[s.gold], CLASSES[p], s.shown);
                    if std::env::var("PARTS").is_ok() {
                        let mut parts: Vec<(f64, String)> =
                            s.features.iter().map(|&f| (w.1[f as usize][0], called(f))).collect();
                        parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
                        println!(
                            "    bias {:.2} {}",
                            w.0[0],
                            parts.iter().take(12).map(|(v, n)| format!("{n}:{v:.2}")).collect::<Vec<_>>().join(" ")
                        );
                    }
                }
            }
            println!("part {fold}: {} of {} right", right[1], right[0] + right[1]);
        }
        println!("rows: gold mask, keep, review; columns: said mask, keep, review\n{table:?}");
        let w = train(samples.iter().copied(), l2);
        let q = |x: f64| (x * 16.0).round().clamp(-127.0, 127.0) as i32;
        // Only names may be looked at; what hardly speaks for that is left out.
        let doubt = |x: f64| if kind == Kind::PersonName && q(x).abs() > 1 { q(x) } else { 0 };
        out += &format!(
            "#[rustfmt::skip]\npub(super) static {name}: Weights = Weights {{\n    bias: [{}, {}],\n    weights: [\n",
            q(w.0[0]),
            doubt(w.0[1])
        );
        for row in w.1[..evidence::FEATURES].chunks(evidence::PLACES) {
            out += "        ";
            for c in row {
                out += &format!("[{},{}],", q(c[0]), doubt(c[1]));
            }
            out += "\n";
        }
        out += "    ],\n};\n\n";
        if kind == Kind::PersonName {
            let letters: Vec<u8> = w.1[evidence::FEATURES..].iter().map(|c| q(c[0]) as i8 as u8).collect();
            println!("{} weights of letters", letters.iter().filter(|b| **b != 0).count());
            std::fs::write("src/detect/roles/letters.bin", letters).expect("written");
        }
    }
    std::fs::write("src/detect/roles/weights.rs", out.trim_end().to_owned() + "\n").expect("written");
}

fn read(marked: &str, doc: usize, hand: usize, samples: &mut Vec<Sample>) {
    let common::Case { text, marks } = common::parse(marked);
    let page = Page::new(&text);
    let mut found = Vec::new();
    candidates::collect(&page, u64::MAX, &mut found);
    found.retain(|c: &Candidate| c.kind != Kind::PersonName);
    garim::detect::resolve::resolve(&mut found);
    let mut gold = Vec::new();
    for (start, end, kind, action) in marks {
        let span = FoldSpan::new(page.folded.unit_at(start), page.folded.unit_at(end - 1) + 1);
        if matches!(kind, Kind::PersonName | Kind::Address) {
            found.push(Candidate::new(kind, span, Verdict::Proven, CERTAIN, "gold", "").action(action));
            gold.push((span, action, kind));
        } else if matches!(kind, Kind::Landline | Kind::GeoPoint) {
            // As it is found: what the finder says of the holder is evidence.
            let own = found.iter().find(|c| c.kind == kind && c.span.overlaps(span));
            gold.extend(own.map(|c| (c.span, action, kind)));
        }
    }
    found.sort_by_key(|c| (c.span.start, c.span.end, c.kind));
    let around = Evidence::new(&page, &found);
    for (span, action, kind) in gold {
        let mut features = Vec::new();
        around.of(span, &mut features);
        if kind == Kind::PersonName {
            letters::marks(&page, span, &mut |bucket| features.push(evidence::FEATURES as u16 + bucket));
        }
        let gold = match action {
            Action::Mask => 0,
            Action::Keep => 1,
            Action::Review => 2,
        };
        let from = span.start.saturating_sub(60);
        let to = (span.end + 40).min(page.folded.len() as u32);
        let part = |a, b| page.folded.text(FoldSpan { start: a, end: b });
        let shown = format!("{}⟦{}⟧{}", part(from, span.start), part(span.start, span.end), part(span.end, to));
        let cell = page.cell(span.start);
        let head = if cell.exact() { i64::from(cell.head_from) } else { -1 };
        let place = [i64::from(span.start), i64::from(span.end), i64::from(cell.line), head];
        let value = page.folded.text(span);
        let shown = shown.replace('\n', "⏎").replace('\t', "⇥");
        let kind = if kind == Kind::GeoPoint { Kind::Address } else { kind };
        samples.push(Sample { features, gold, fold: hand, doc, value, place, shown, kind });
    }
}

/// Writes the samples, one a line: kind, class, file, text, value, what stands around, features, place. Beside it the names of the features.
fn write(file: &str, samples: &[Sample]) {
    let mut out = String::new();
    for s in samples {
        let features: Vec<String> = s.features.iter().map(u16::to_string).collect();
        let place: Vec<String> = s.place.iter().map(i64::to_string).collect();
        let value = s.value.replace(['\n', '\t'], " ");
        let fields = [s.kind.id(), &s.gold.to_string(), &s.fold.to_string(), &s.doc.to_string(), &value, &s.shown];
        out += &format!("{}\t{}\t{}\n", fields.join("\t"), features.join(" "), place.join(" "));
    }
    std::fs::write(file, out).expect("written");
    let names: Vec<String> =
        (0..evidence::FEATURES).map(|f| format!("{}\t{}", evidence::restraint(f), evidence::name(f as u16))).collect();
    std::fs::write(format!("{file}.names"), names.join("\n")).expect("written");
}

/// The features of the evidence, then the letters around a name.
const ALL: usize = evidence::FEATURES + letters::BUCKETS;
/// How strongly letters are held back: there are many, and each says little.
const LETTERS: f64 = 20.0;

fn restraint(feature: usize) -> f64 {
    if feature < evidence::FEATURES { f64::from(evidence::restraint(feature)) } else { LETTERS }
}

fn called(feature: u16) -> String {
    match usize::from(feature).checked_sub(evidence::FEATURES) {
        Some(bucket) => format!("letters {bucket}"),
        None => evidence::name(feature),
    }
}

type Weights = ([f64; 2], Vec<[f64; 2]>);

fn sums(w: &Weights, features: &[u16]) -> [f64; 2] {
    features.iter().fold(w.0, |s, &f| [s[0] + w.1[f as usize][0], s[1] + w.1[f as usize][1]])
}

fn predict(w: &Weights, features: &[u16]) -> usize {
    let s = sums(w, features);
    if s[0] > 0.0 && s[0] >= s[1] {
        1
    } else if s[1] > 0.0 {
        2
    } else {
        0
    }
}

/// Full-batch gradient descent with a step size per weight (Rprop-like Adagrad), so that the result does not depend on the order.
fn train<'a>(samples: impl Iterator<Item = &'a Sample> + Clone, l2: f64) -> Weights {
    let mut w: Weights = ([0.0; 2], vec![[0.0; 2]; ALL]);
    let mut g2: Vec<[f64; 2]> = vec![[1e-3; 2]; ALL];
    // What holds without evidence is learned with steps that shrink like those of the weights: fixed ones swing with the number of samples.
    let mut b2 = [1e-3f64; 2];
    for _ in 0..200 {
        let mut g = vec![[0.0f64; 2]; ALL];
        let mut gb = [0.0f64; 2];
        for s in samples.clone() {
            let z = sums(&w, &s.features);
            let m = z[0].max(z[1]).max(0.0);
            let (a, b, c) = ((z[0] - m).exp(), (z[1] - m).exp(), (-m).exp());
            let total = a + b + c;
            let error = [a / total - f64::from(u8::from(s.gold == 1)), b / total - f64::from(u8::from(s.gold == 2))];
            for k in 0..2 {
                gb[k] += error[k];
                for &f in &s.features {
                    g[f as usize][k] += error[k];
                }
            }
        }
        for k in 0..2 {
            b2[k] += gb[k] * gb[k];
            w.0[k] -= 0.12 * gb[k] / b2[k].sqrt();
            for f in 0..if k == 0 { ALL } else { evidence::FEATURES } {
                let step = g[f][k] + l2 * restraint(f) * w.1[f][k];
                g2[f][k] += step * step;
                w.1[f][k] -= 0.12 * step / g2[f][k].sqrt();
            }
        }
    }
    w
}

/// Strength of the pull towards zero.
const L2: f64 = 1.0;
