//! Multinomial logistic regression over hashed features, open being the class that the others are measured against. Deterministic: fixed
//! order, fixed seed.

use garim::disclosure::features::BUCKETS;
use garim::disclosure::matter::{STEPS, Sums, UNIT};
use garim::disclosure::passages;

use crate::drafts::{Draft, Source};

/// Open and the items 1 to 8.
pub const CLASSES: usize = 9;

/// What the model learns from: a short draft whole, or one passage of a longer one.
pub struct Case {
    features: Vec<(u16, f32)>,
    target: [f32; CLASSES],
    weight: f32,
}

/// How it is learned.
pub struct Setting {
    /// How much a passage of a longer open text counts beside a short draft.
    pub passage: f32,
    /// The same for the passages of the whole documents, which have tempting words.
    pub hard: f32,
    /// How much a passage with a short draft set in counts.
    pub set_in: f32,
    /// How much a passage of a whole document counts that is known to be restricted.
    pub known: f32,
    /// A feature must be seen in so many cases.
    pub fewest: usize,
    /// What weighs less, in steps, is not kept.
    pub dead: f32,
    /// What of the kept weighs less in the end is left out.
    pub rounded: f32,
    pub epochs: usize,
    pub rate: f32,
    pub l2: f32,
    /// How much open counts beside an item.
    pub open: f32,
}

/// The weights of each bucket, and the offsets.
pub struct Model {
    pub weights: Vec<[f32; CLASSES]>,
    pub bias: [f32; CLASSES],
}

fn case(pieces: &[&[u16]], target: [f32; CLASSES], weight: f32) -> Case {
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
    Case { features, target, weight }
}

/// What is wanted of a draft: most for the item that is cited first, a little for what may be defended too.
pub fn target(draft: &Draft) -> [f32; CLASSES] {
    let mut target = [0.0f32; CLASSES];
    let others: Vec<usize> = draft.defensible.iter().copied().filter(|&d| d != draft.first).collect();
    target[draft.first] = if others.is_empty() { 1.0 } else { 0.75 };
    for &d in &others {
        target[d] += 0.25 / others.len() as f32;
    }
    target
}

const OPEN: [f32; CLASSES] = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];

/// The cases of a draft, cut as the engine cuts it. Every passage of an open one is open. Of a restricted one the passage is taken that
/// holds the draft set in, or else speaks most for its first item by what was learned so far.
fn cases(draft: &Draft, so_far: Option<&Model>, s: &Setting, out: &mut Vec<Case>) {
    let mut all: Vec<&[u16]> = draft.pieces.iter().map(Vec::as_slice).collect();
    let open = if draft.first == 0 { s.open } else { 1.0 };
    if !draft.is_long() {
        let weight = if matches!(draft.source, Source::Short | Source::Guide) { 1.0 } else { s.passage };
        out.push(case(&all, target(draft), weight * open));
        return;
    }
    // The title is weighed by itself.
    all.remove(draft.title);
    let seen: Vec<Sums> = all.iter().map(|p| Sums { seen: p.len() as u32, ..Sums::default() }).collect();
    for least in passages::SIZES {
        let mut runs = Vec::new();
        passages::each(&seen, least, |from, to| runs.push((from, to)));
        if !draft.known.is_empty() {
            // A passage that holds half of what is known to be restricted speaks for it. The ordinary text around a short draft that was set
            // in is learned from elsewhere; that of a whole document is open, where it holds nothing of it.
            let set_in = matches!(draft.source, Source::Composed | Source::Tempting);
            let size = |r: std::ops::Range<usize>| r.map(|k| all[k].len()).sum::<usize>();
            let shifted = |at: usize| at - usize::from(at > draft.title);
            let known: Vec<_> = draft.known.iter().map(|r| shifted(r.start)..shifted(r.end)).collect();
            let partial = draft.levels.iter().all(|l| l == "partial");
            for (from, to) in runs {
                let both = |r: &std::ops::Range<usize>| size(from.max(r.start)..to.min(r.end).max(from.max(r.start)));
                let much = |r: &std::ops::Range<usize>| both(r) * 2 >= size(r.clone()).min(size(from..to)).max(1);
                if known.iter().any(much) {
                    let weight = if set_in { s.set_in } else { s.known };
                    out.push(case(&all[from..to], target(draft), weight * open));
                } else if !set_in && partial && known.iter().all(|r| both(r) == 0) {
                    out.push(case(&all[from..to], OPEN, s.passage * s.open));
                }
            }
        } else if draft.first == 0 {
            let weight = if matches!(draft.source, Source::Document | Source::Guide) { s.hard } else { s.passage };
            out.extend(runs.iter().map(|&(from, to)| case(&all[from..to], OPEN, weight * open)));
        } else if let Some(model) = so_far {
            let speaks = |c: &Case| {
                let z = model.scores(&c.features);
                z[draft.first] - z[0]
            };
            let found = runs.iter().map(|&(from, to)| case(&all[from..to], target(draft), 1.0));
            let mut found: Vec<(f32, Case)> = found.map(|c| (speaks(&c), c)).collect();
            found.sort_by(|a, b| b.0.total_cmp(&a.0));
            let partial = draft.levels.iter().all(|l| l == "partial");
            for (n, (_, c)) in found.into_iter().enumerate() {
                // What surrounds the one restricted passage of a draft is ordinary text.
                if n == 0 {
                    out.push(c);
                } else if n > 2 && partial {
                    out.push(Case { target: OPEN, weight: s.passage * s.open, ..c });
                }
            }
        }
    }
}

/// Learns from short drafts and known passages first, then also from that passage of each longer one that speaks most for its item; then
/// once more with the weights that are kept, so that they take over what the others weighed.
pub fn learn(drafts: &[&Draft], s: &Setting) -> Model {
    let gather = |so_far: Option<&Model>| {
        let mut out = Vec::new();
        drafts.iter().for_each(|d| cases(d, so_far, s, &mut out));
        out
    };
    let first = Model::train(&gather(None), &Setting { epochs: 4, ..*s }, None);
    let cases = gather(Some(&first));
    let mut model = Model::train(&cases, s, None);
    let kept = model.coarse(&cases, s.fewest, s.dead);
    let mut model = Model::train(&cases, &Setting { epochs: 6, ..*s }, Some(&kept));
    model.coarse(&cases, s.fewest, s.rounded);
    model
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

    fn train(drafts: &[Case], s: &Setting, kept: Option<&[[bool; CLASSES]]>) -> Self {
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
                let mut g = [0.0f32; CLASSES];
                for c in 0..CLASSES {
                    g[c] = (p[c] - draft.target[c]) * draft.weight;
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
                    if let Some(kept) = kept {
                        // An item's weight that is left out is open's weight.
                        let open = w[0];
                        for (w, &kept) in w.iter_mut().zip(&kept[f as usize]) {
                            *w = if kept { *w } else { open };
                        }
                    }
                }
            }
        }
        model
    }

    /// Leaves out what was seen in too few cases or weighs too little, and counts the rest in the engine's steps. Says what is kept.
    fn coarse(&mut self, drafts: &[Case], fewest: usize, dead: f32) -> Vec<[bool; CLASSES]> {
        let mut seen = vec![0usize; BUCKETS];
        for draft in drafts {
            for &(f, _) in &draft.features {
                seen[f as usize] += 1;
            }
        }
        let mut kept = vec![[true; CLASSES]; BUCKETS];
        for ((row, &n), kept) in self.weights.iter_mut().zip(&seen).zip(&mut kept) {
            let open = row[0];
            for (w, kept) in row.iter_mut().zip(kept.iter_mut()).skip(1) {
                let steps = (*w - open) * STEPS as f32;
                *kept = n >= fewest && steps.abs() >= dead;
                *w = if *kept { steps.round().clamp(-127.0, 127.0) / STEPS as f32 } else { 0.0 };
            }
            row[0] = 0.0;
        }
        kept
    }

    /// The table the engine reads, without the weights of its terms: each item against open, in steps; then the offsets.
    pub fn quantised(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
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
