//! Learning and judging.

use std::fmt;

use garim::detect::facts::tagger::{CLASSES, COSTS, Costs, FIRST, KINDS, LAST, SUMS, best};

use super::Line;

/// How it is learned.
pub struct Settings {
    pub l1: f32,
    pub l2: f32,
    pub rounds: usize,
    /// How many weights are kept.
    pub most: usize,
    pub costs: Costs,
}

impl Default for Settings {
    fn default() -> Self {
        Self { l1: 8.0, l2: 8.0, rounds: 5, most: 24000, costs: COSTS }
    }
}

const FEATURES: usize = 1 << 18;
const ALPHA: f32 = 0.15;
/// Parts of a unit of log-odds that a weight is counted in.
const PARTS: f32 = 8.0;

pub struct Model {
    weights: Vec<[f32; SUMS]>,
    most: usize,
}

/// Integer weights of the features that have any.
pub struct Rounded(Vec<[i8; SUMS]>);

/// FTRL-proximal, line by line in a fixed shuffled order.
pub fn train<'a>(lines: impl Iterator<Item = &'a Line>, settings: &Settings) -> Model {
    let lines: Vec<&Line> = lines.collect();
    let mut z = vec![[0f32; SUMS]; FEATURES];
    let mut n = vec![[0f32; SUMS]; FEATURES];
    let mut w = vec![[0f32; SUMS]; FEATURES];
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let mut seed = 1u64;
    for _ in 0..settings.rounds {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        for &l in &order {
            let line = lines[l];
            for (i, features) in line.features.iter().enumerate().filter(|(i, _)| line.open[*i]) {
                let gold = line.gold[i] as usize;
                let mut s = [0f32; SUMS];
                for &f in features {
                    for k in 0..SUMS {
                        s[k] += w[f as usize][k];
                    }
                }
                let top = s[..CLASSES].iter().fold(0f32, |m, &v| m.max(v));
                let total = (-top).exp() + s[..CLASSES].iter().map(|v| (v - top).exp()).sum::<f32>();
                let mut g = [0f32; SUMS];
                for k in 0..CLASSES {
                    g[k] = (s[k] - top).exp() / total - f32::from(u8::from(gold == k));
                }
                // Where a phrase begins and ends is learned of the words in one.
                if gold < CLASSES {
                    let begins = line.first[i];
                    let ends = line.first.get(i + 1).is_none_or(|&first| first || line.gold[i + 1] as usize != gold);
                    g[FIRST] = 1.0 / (1.0 + (-s[FIRST]).exp()) - f32::from(u8::from(begins));
                    g[LAST] = 1.0 / (1.0 + (-s[LAST]).exp()) - f32::from(u8::from(ends));
                }
                for (k, &g) in g.iter().enumerate().filter(|(_, g)| g.abs() >= 0.003) {
                    for &f in features {
                        let (z, n, w) = (&mut z[f as usize][k], &mut n[f as usize][k], &mut w[f as usize][k]);
                        let sigma = ((*n + g * g).sqrt() - n.sqrt()) / ALPHA;
                        *z += g - sigma * *w;
                        *n += g * g;
                        *w = if z.abs() <= settings.l1 {
                            0.0
                        } else {
                            -(*z - z.signum() * settings.l1) / ((1.0 + n.sqrt()) / ALPHA + settings.l2)
                        };
                    }
                }
            }
        }
    }
    Model { weights: w, most: settings.most }
}

impl Model {
    /// The heaviest weights as integers.
    pub fn rounded(&self) -> Rounded {
        let mut size: Vec<f32> = self.weights.iter().flatten().map(|v| v.abs()).filter(|&v| v * PARTS >= 0.5).collect();
        size.sort_by(|a, b| b.total_cmp(a));
        let least = size.get(self.most).copied().unwrap_or(0.0);
        println!("  {} weights before pruning, least kept {least:.3}", size.len());
        let round = |v: f32| if v.abs() > least { (v * PARTS).round().clamp(-120.0, 120.0) as i8 } else { 0 };
        Rounded(self.weights.iter().map(|w| w.map(round)).collect())
    }
}

impl Rounded {
    /// How they are stored.
    pub fn bytes(&self) -> Vec<u8> {
        stored(self.0.iter().enumerate().flat_map(|(f, w)| w.iter().enumerate().map(move |(k, &v)| (f, k, v))))
    }
}

/// How weights are stored: the number of weights in each bucket, then low bytes, sums, weights. Takes (feature, sum, weight) by feature.
pub fn stored(weights: impl Iterator<Item = (usize, usize, i8)>) -> Vec<u8> {
    let (mut counts, mut rest) = (vec![0u8; 1024], [Vec::new(), Vec::new(), Vec::new()]);
    for (f, k, v) in weights.filter(|w| w.2 != 0) {
        counts[f >> 8] += 1;
        rest[0].push(f as u8);
        rest[1].push(k as u8);
        rest[2].push(v as u8);
    }
    counts.extend(rest.concat());
    counts
}

/// How well it does, by kind: phrases found of those marked, found wrongly, and marked words left.
#[derive(Default)]
pub struct Table {
    rows: [[usize; 5]; CLASSES],
    words: [usize; 2],
}

impl Table {
    pub fn judge(&mut self, w: &Rounded, costs: &Costs, line: &Line, show: bool) {
        let sums: Vec<[i32; SUMS]> = line
            .features
            .iter()
            .map(|f| f.iter().fold([0; SUMS], |s, &f| std::array::from_fn(|k| s[k] + i32::from(w.0[f as usize][k]))))
            .collect();
        let said = best(costs, &line.open, &line.breaks, &sums);
        let runs = |tags: &[u8]| {
            let mut out: Vec<(usize, usize, usize)> = Vec::new();
            for (i, &t) in tags.iter().enumerate() {
                match out.last_mut() {
                    Some(last) if last.2 == t as usize && last.1 == i => last.1 = i + 1,
                    _ => out.push((i, i + 1, t as usize)),
                }
            }
            out.retain(|r| r.2 < CLASSES);
            out
        };
        let (gold, told) = (runs(&line.gold), runs(&said));
        let part = |r: &(usize, usize, usize)| line.shown[r.0..r.1].join(" ");
        for g in &gold {
            let hit = told.iter().any(|t| t.2 == g.2 && t.0 < g.1 && g.0 < t.1);
            let row = &mut self.rows[g.2];
            row[0] += 1;
            row[1] += usize::from(hit);
            row[3] += usize::from((g.0..g.1).any(|i| said[i] as usize == CLASSES));
            if show && !hit {
                println!("missed {}: {}  in {}", KINDS[g.2].0.id(), part(g), line.shown.join(" "));
            }
        }
        for t in &told {
            let hit = gold.iter().any(|g| t.2 == g.2 && t.0 < g.1 && g.0 < t.1);
            self.rows[t.2][2] += usize::from(!hit);
            if show && !hit {
                println!("wrong {}: {}  in {}", KINDS[t.2].0.id(), part(t), line.shown.join(" "));
            }
        }
        for (i, &g) in line.gold.iter().enumerate() {
            if g as usize == CLASSES {
                self.words[0] += 1;
                self.words[1] += usize::from((said[i] as usize) < CLASSES);
            }
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (row, kind) in self.rows.iter().zip(&KINDS) {
            let (p, r) = (row[1] as f64 / (row[1] + row[2]).max(1) as f64, row[1] as f64 / row[0].max(1) as f64);
            let f1 = 2.0 * p * r / (p + r).max(1e-9);
            writeln!(f, "{:20} n={:4} P={p:.2} R={r:.2} F={f1:.2} left in part {}", kind.0.id(), row[0], row[3])?;
        }
        write!(f, "of {} other words {} taken", self.words[0], self.words[1])
    }
}
