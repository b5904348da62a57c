//! How the passages of a longer text, the rest of it and its title speak together: a few weights, learned from what tables say of texts that
//! they have not learned from.

use garim::disclosure::matter::{self, ITEMS, Sums, Table, UNIT};
use garim::disclosure::passages::{self, TERMS};
use garim::disclosure::whole::Whole;

use crate::drafts::{Draft, Source};
use crate::model::{CLASSES, target};

/// What a table says of a longer text.
pub struct Heard {
    terms: [[f64; TERMS]; ITEMS],
    target: [f32; CLASSES],
    weight: f64,
    pub fold: usize,
}

/// Asks a table for the terms of a draft.
pub fn hear(draft: &Draft, table: Table) -> Heard {
    let sums = |piece: &Vec<u16>| {
        let mut sums = Sums::default();
        piece.iter().for_each(|&f| table.add(f, &mut sums));
        sums
    };
    let mut pieces: Vec<Sums> = draft.pieces.iter().map(sums).collect();
    let title = pieces.remove(draft.title);
    let mut extract = draft.counted;
    extract.read(table, &pieces);
    let mut whole = Whole::default();
    draft.pieces.iter().flatten().for_each(|&f| whole.add(table, f));
    let terms = passages::terms(table, &extract, &title, &draft.signs, whole.odds(table)[0]);
    let weight = match draft.source {
        Source::Document => 6.0,
        Source::Plain | Source::Guide | Source::Attached => 3.0,
        Source::People => 1.0,
        _ => 0.5,
    };
    let terms = terms.map(|of| of.map(|t| f64::from(t) / UNIT as f64));
    Heard { terms, target: target(draft), weight, fold: draft.fold }
}

/// The odds that weights give for what was heard.
fn odds(h: &Heard, w: &[f64; TERMS], b: &[f64; ITEMS]) -> [f64; ITEMS] {
    std::array::from_fn(|i| b[i] + h.terms[i].iter().zip(w).map(|(t, w)| t * w).sum::<f64>())
}

/// Learns the weights of the terms, which all items share, and an offset for each item; as the table's bytes.
pub fn learn(heard: &[&Heard]) -> Vec<u8> {
    let mut w = [0.0; TERMS];
    (w[0], w[1], w[4]) = (0.5, 0.5, -0.5);
    let mut b = [0.0f64; ITEMS];
    let (mut seen_w, mut seen_b) = ([1e-6; TERMS], [1e-6; ITEMS]);
    let all: f64 = heard.iter().map(|h| h.weight).sum();
    // Few weights and a convex loss: every step looks at all of it.
    for _ in 0..400 {
        let (mut gw, mut gb) = (w.map(|w| 0.001 * w), b.map(|b| 0.003 * b));
        for h in heard {
            let z = odds(h, &w, &b);
            let top = z.iter().copied().fold(0.0, f64::max);
            let sum = (-top).exp() + z.iter().map(|v| (v - top).exp()).sum::<f64>();
            for i in 0..ITEMS {
                let g = ((z[i] - top).exp() / sum - f64::from(h.target[i + 1])) * h.weight / all;
                gb[i] += g;
                gw.iter_mut().zip(h.terms[i]).for_each(|(gw, t)| *gw += g * t);
            }
        }
        for (w, (g, seen)) in w.iter_mut().zip(gw.iter().zip(&mut seen_w)) {
            *seen += g * g;
            *w -= 0.2 * g / seen.sqrt();
        }
        for (b, (g, seen)) in b.iter_mut().zip(gb.iter().zip(&mut seen_b)) {
            *seen += g * g;
            *b -= 0.2 * g / seen.sqrt();
        }
    }
    eprintln!("terms {w:.2?} offsets {b:.2?}");
    let unit = |v: f64| ((v * UNIT as f64).round() as i16).to_le_bytes();
    w.into_iter().chain(b).flat_map(unit).collect()
}

/// How much is told from open at which gate: of each source, how many would get something, in hundredths, at several gates.
pub fn gates(heard: &[(Source, Heard)], tables: &[Vec<u8>]) {
    const GATES: [u16; 8] = [300, 400, 500, 600, 650, 700, 800, 900];
    println!("suggested by the matter alone at the gates {GATES:?}");
    let mut sources: Vec<(Source, bool)> = Vec::new();
    heard.iter().map(|(s, h)| (*s, h.target[0] == 1.0)).for_each(|s| {
        if !sources.contains(&s) {
            sources.push(s)
        }
    });
    for (source, open) in sources {
        let of = heard.iter().filter(|(s, h)| *s == source && (h.target[0] == 1.0) == open);
        let mut counts = ([0usize; 8], [0usize; 8], 0);
        for (_, h) in of {
            let terms = h.terms.map(|of| of.map(|t| (t * UNIT as f64) as i32));
            let shares = matter::shares(&passages::odds(Table(&tables[h.fold]), &terms));
            let best = (1..CLASSES).max_by_key(|&i| shares[i]).unwrap_or(1);
            counts.2 += 1;
            for (n, gate) in GATES.iter().enumerate().filter(|(_, g)| 1000 - shares[0] >= **g) {
                let _ = gate;
                counts.0[n] += 1;
                counts.1[n] += usize::from(h.target[best] > 0.0);
            }
        }
        let pc = |n: usize| 100 * n / counts.2.max(1);
        println!(
            "    {source:?} {} {:3} of {}: any {:?} right {:?}",
            if open { "open" } else { "restricted" },
            "",
            counts.2,
            counts.0.map(pc),
            counts.1.map(pc)
        );
    }
}
