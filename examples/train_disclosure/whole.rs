//! Learns what a draft says as a whole, and what speaks for closing it: logistic regressions, looked at whole in every step.

use garim::disclosure::features::BUCKETS;
use garim::disclosure::level::TERMS;
use garim::disclosure::matter::UNIT;

use crate::drafts::{Draft, Source};

/// A case: its features with what they count, what is wanted, how much it weighs.
struct Case {
    features: Vec<(u32, f32)>,
    wanted: bool,
    weight: f32,
}

/// Weights and offset that say most of the cases, by Nesterov's accelerated descent; `ridge` is what a weight's square costs.
fn fit(cases: &[Case], width: usize, ridge: f32, turns: usize) -> (Vec<f32>, f32) {
    let all: f32 = cases.iter().map(|c| c.weight).sum();
    let norm = |c: &Case| c.features.iter().map(|(_, x)| x * x).sum::<f32>() + 1.0;
    let steep = cases.iter().map(norm).fold(0.0, f32::max) * 0.25 + ridge;
    let (mut w, mut at) = (vec![0.0f32; width + 1], vec![0.0f32; width + 1]);
    let mut momentum = 1.0f32;
    for _ in 0..turns {
        let mut g: Vec<f32> = at.iter().map(|w| w * ridge).collect();
        g[width] = 0.0;
        for c in cases {
            let z = at[width] + c.features.iter().map(|&(f, x)| at[f as usize] * x).sum::<f32>();
            let d = (1.0 / (1.0 + (-z).exp()) - f32::from(u8::from(c.wanted))) * c.weight / all;
            c.features.iter().for_each(|&(f, x)| g[f as usize] += d * x);
            g[width] += d;
        }
        let next = (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) / 2.0;
        for ((w, at), g) in w.iter_mut().zip(&mut at).zip(&g) {
            let new = *at - g / steep;
            *at = new + (momentum - 1.0) / next * (new - *w);
            *w = new;
        }
        momentum = next;
    }
    let offset = w.pop().unwrap_or(0.0);
    (w, offset)
}

/// How much a draft counts in what drafts say as a whole.
fn weight(d: &Draft) -> f32 {
    match d.source {
        Source::Document => 1.0,
        Source::Plain => 0.5,
        Source::People => 0.15,
        Source::Short if d.pieces.len() > 2 => 0.15,
        _ => 0.0,
    }
}

/// The bytes that follow the offsets of a table: two signed halves a bucket, the offset and the step of either side.
pub fn learn(drafts: &[&Draft], ridge: f32) -> Vec<u8> {
    let case = |d: &&&Draft, wanted: bool, weight: f32| {
        let mut features: Vec<u16> = d.pieces.concat();
        features.sort_unstable();
        features.dedup();
        let x = 1.0 / (features.len().max(1) as f32).sqrt();
        Case { features: features.into_iter().map(|f| (u32::from(f), x)).collect(), wanted, weight }
    };
    let counted = || drafts.iter().filter(|d| weight(d) > 0.0);
    let restricted: Vec<Case> = counted()
        .filter(|d| d.levels.is_empty() || !(d.levels.len() > 1 && d.levels.iter().any(|l| l == "open")))
        .map(|d| case(&d, d.first != 0, weight(d)))
        .collect();
    let one = |d: &&&Draft| d.levels.len() == 1 && d.levels[0] != "open";
    let closed: Vec<Case> = counted().filter(one).map(|d| case(&d, d.levels[0] == "closed", 1.0)).collect();
    let mut bytes = vec![0u8; BUCKETS];
    let mut tail = Vec::new();
    for (side, cases) in [restricted, closed].iter().enumerate() {
        let mut seen = vec![0usize; BUCKETS];
        cases.iter().flat_map(|c| &c.features).for_each(|&(f, _)| seen[f as usize] += 1);
        let (mut w, offset) = fit(cases, BUCKETS, ridge / cases.len().max(1) as f32, 500);
        w.iter_mut().zip(&seen).filter(|(_, n)| **n < 4).for_each(|(w, _)| *w = 0.0);
        let mut sizes: Vec<f32> = w.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let step = sizes[sizes.len() * 999 / 1000] / 7.0;
        for (byte, w) in bytes.iter_mut().zip(&w) {
            let steps = (w / step).round().clamp(-7.0, 7.0) as i8 as u8 & 0xF;
            *byte |= steps << (4 * side);
        }
        let unit = |v: f32| ((v * UNIT as f32).round() as i16).to_le_bytes();
        tail.extend(unit(offset));
        tail.extend(unit(step));
        eprintln!("side {side}: {} cases, offset {offset:.2}, step {step:.3}", cases.len());
    }
    bytes.extend(tail);
    bytes
}

/// What speaks for closing a draft, as a table says of one it has not learned from.
pub struct Told {
    pub terms: [i32; TERMS],
    pub closed: bool,
    pub fold: usize,
}

/// The weights of the terms and the offset, as the last bytes of a table.
pub fn closing(told: &[&Told], ridge: f32) -> Vec<u8> {
    let case = |t: &&Told| {
        let x = |(n, &v): (usize, &i32)| (n as u32, v as f32 / UNIT as f32);
        Case { features: t.terms.iter().enumerate().map(x).collect(), wanted: t.closed, weight: 1.0 }
    };
    let cases: Vec<Case> = told.iter().map(case).collect();
    let (w, offset) = fit(&cases, TERMS, ridge / cases.len().max(1) as f32, 4000);
    eprintln!("closing {w:.2?} offset {offset:.2}");
    let unit = |v: f32| ((v * UNIT as f32).round() as i16).to_le_bytes();
    w.into_iter().chain([offset]).flat_map(unit).collect()
}
