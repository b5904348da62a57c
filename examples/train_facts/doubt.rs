//! Which of the facts that were found are nobody's: logistic regression with a pull to zero, over what their words and those beside say.

use garim::detect::facts;
use garim::detect::facts::tagger::{self, FACT_SUMS, KINDS};

use super::{Marked, learn};

/// A fact that the product found.
pub struct Fact {
    class: usize,
    features: Vec<u32>,
    /// Whether it overlaps a mark.
    right: bool,
    file: usize,
    shown: String,
}

/// The facts that the product finds in a marked text before it doubts any.
pub fn read(text: &Marked, file: usize, out: &mut Vec<Fact>) {
    let mut sink = text.found.clone();
    let from = facts::undoubted(&text.page, &mut sink);
    for found in tagger::found(&text.page, from, &sink) {
        let right = text.marks.iter().any(|(m, _)| m.overlaps(found.span));
        let shown = text.page.folded.text(found.span);
        out.push(Fact { class: found.class, features: found.features, right, file, shown });
    }
}

const FEATURES: usize = 1 << 18;
const ALPHA: f32 = 0.15;
const L1: f32 = 6.0;
const L2: f32 = 8.0;
const ROUNDS: usize = 6;
/// How many weights are kept.
const MOST: usize = 2400;
/// Parts of a unit of log-odds that a weight is counted in.
const PARTS: f32 = 8.0;
/// How much more a fact weighs that was found rightly: one lost is a leak.
const RIGHT: f32 = 1.0;

type Weights = Vec<[f32; FACT_SUMS]>;

/// FTRL-proximal in a fixed shuffled order.
fn train<'a>(facts: impl Iterator<Item = &'a Fact>) -> Weights {
    let facts: Vec<&Fact> = facts.collect();
    let (mut z, mut n, mut w) =
        (vec![[0f32; FACT_SUMS]; FEATURES], vec![[0f32; FACT_SUMS]; FEATURES], vec![[0f32; FACT_SUMS]; FEATURES]);
    let mut order: Vec<usize> = (0..facts.len()).collect();
    let mut seed = 1u64;
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        for &i in &order {
            let fact = facts[i];
            let s = says(&w, fact);
            let g = 1.0 / (1.0 + (-s).exp()) - f32::from(u8::from(fact.right));
            let g = if fact.right { g * RIGHT } else { g };
            for &f in &fact.features {
                for k in [0, 1 + fact.class] {
                    let (z, n, w) = (&mut z[f as usize][k], &mut n[f as usize][k], &mut w[f as usize][k]);
                    let sigma = ((*n + g * g).sqrt() - n.sqrt()) / ALPHA;
                    *z += g - sigma * *w;
                    *n += g * g;
                    *w = if z.abs() <= L1 { 0.0 } else { -(*z - z.signum() * L1) / ((1.0 + n.sqrt()) / ALPHA + L2) };
                }
            }
        }
    }
    w
}

fn says(w: &Weights, fact: &Fact) -> f32 {
    fact.features.iter().map(|&f| w[f as usize][0] + w[f as usize][1 + fact.class]).sum()
}

/// The heaviest weights as whole numbers.
fn rounded(w: Weights) -> Weights {
    let mut size: Vec<f32> = w.iter().flatten().map(|v| v.abs()).filter(|&v| v * PARTS >= 0.5).collect();
    size.sort_by(|a, b| b.total_cmp(a));
    let least = size.get(MOST).copied().unwrap_or(0.0);
    let round = |v: f32| if v.abs() > least { (v * PARTS).round().clamp(-120.0, 120.0) } else { 0.0 };
    w.into_iter().map(|w| w.map(round)).collect()
}

/// Judges each file by the others, then learns from all and writes. Facts of files that are only judged stand behind all.
pub fn learn(facts: &[Fact], files: usize, fast: bool, show: bool) {
    let wrong = facts.iter().filter(|f| !f.right).count();
    println!("{} facts found, {wrong} of them wrongly", facts.len());
    let mut judged: Vec<(usize, bool, f32)> = Vec::new();
    let mut judge = |w: &Weights, file: usize| {
        for fact in facts.iter().filter(|f| f.file == file) {
            let s = says(w, fact);
            if show && (s < 0.0) == fact.right {
                println!("{s:5.0} {} {} {}", KINDS[fact.class].0.id(), fact.right, fact.shown);
            }
            judged.push((fact.class, fact.right, s));
        }
    };
    if !fast {
        for file in 0..files {
            if facts.iter().any(|f| f.file == file) {
                let w = rounded(train(facts.iter().filter(|f| f.file != file && f.file != usize::MAX)));
                judge(&w, file);
            }
        }
    }
    let w = rounded(train(facts.iter().filter(|f| f.file != usize::MAX)));
    if fast {
        judge(&w, usize::MAX);
    }
    for (class, kind) in KINDS.iter().enumerate() {
        print!("{:20}", kind.0.id());
        for least in [-24, -16, -12, -8, -4, 0, 4, 8] {
            let lost =
                |right: bool| judged.iter().filter(|j| j.0 == class && j.1 == right && j.2 < least as f32).count();
            print!("  {least:3}: {:3} right, {:3} wrong", lost(true), lost(false));
        }
        let all = |right: bool| judged.iter().filter(|j| j.0 == class && j.1 == right).count();
        println!("  of {} right, {} wrong", all(true), all(false));
    }
    let flat = w.iter().enumerate().flat_map(|(f, w)| w.iter().enumerate().map(move |(k, &v)| (f, k, v as i8)));
    let bytes = learn::stored(flat);
    println!("{} weights, {} bytes", (bytes.len() - 1024) / 3, bytes.len());
    std::fs::write("src/detect/facts/tagger/doubts.bin", bytes).expect("written");
}
