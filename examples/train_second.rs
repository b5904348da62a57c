//! Derives `src/detect/names/second.bin`, the second look at what hardly missed being a name: `cargo run --release --example train_second -- [--write] MARKED… [--prose PLAIN…]`.
//!
//! MARKED are files of `{"marked": "…[[person_name|…]]…"}` lines, PLAIN are files of `{"text": "…"}` or unmarked lines, which hold no names.
//! Logistic regression with a quadratic penalty by gradient steps in a fixed order, over the mentions that the product looks at again. Every
//! fifth file is judged by weights from the others, then all of them give the weights.

#[path = "../tests/common/mod.rs"]
mod common;

use garim::detect::candidates;
use garim::detect::names::{self, second};
use garim::kind::Kind;
use garim::page::Page;

struct Row {
    /// Weights and how often each counts.
    values: Vec<(usize, f64)>,
    name: bool,
    /// How much it counts: prose is most of what is written, and little of what is marked.
    weight: f64,
    file: usize,
}

/// How strongly weights are pulled towards zero.
const PULL: f64 = 2.0;
const PROSE: f64 = 3.0;
const FOLDS: usize = 5;

fn main() {
    let (mut write, mut prose, mut rows) = (false, false, Vec::new());
    for (file, arg) in std::env::args().skip(1).enumerate() {
        match arg.as_str() {
            "--write" => write = true,
            "--prose" => prose = true,
            path => {
                let text = std::fs::read_to_string(path).expect("a file");
                for line in text.lines().filter(|l| !l.is_empty()) {
                    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
                    let text = value["marked"].as_str().or(value["text"].as_str()).expect("a text");
                    read(text, file, if prose { PROSE } else { 1.0 }, &mut rows);
                }
            }
        }
    }
    let names = rows.iter().filter(|r| r.name).count();
    println!("{} mentions near their bound, {names} of them names", rows.len());
    let bounds = [0.0, -0.35, -0.7, -1.1];
    let mut found = [[0usize; 2]; 4];
    for fold in 0..FOLDS {
        let w = fit(rows.iter().filter(|r| r.file % FOLDS != fold));
        for row in rows.iter().filter(|r| r.file % FOLDS == fold) {
            for (found, bound) in found.iter_mut().zip(bounds) {
                found[usize::from(row.name)] += usize::from(sum(&w, row) >= bound);
            }
        }
    }
    for (found, bound) in found.iter().zip(bounds) {
        println!("from {bound} on: {} names, {} others", found[1], found[0]);
    }
    if write {
        let w = fit(rows.iter());
        let table: Vec<u8> = w.iter().map(|w| (w * 16.0).round().clamp(-127.0, 127.0) as i8 as u8).collect();
        println!("{} weights", table.iter().filter(|w| **w != 0).count());
        std::fs::write("src/detect/names/second.bin", table).expect("written");
    }
}

fn read(marked: &str, file: usize, weight: f64, rows: &mut Vec<Row>) {
    let common::Case { text, marks } = common::parse(marked);
    let page = Page::new(&text);
    let mut existing = Vec::new();
    candidates::collect(&page, u64::MAX, &mut existing);
    let mentions = names::observe(&page, &existing);
    let sure: Vec<_> = mentions.iter().filter(|m| m.score >= names::needed(&m.features)).map(|m| m.span()).collect();
    for m in &mentions {
        let mut values = Vec::new();
        let near = second::weigh(&page, m, &mut |weight, value| values.push((weight, f64::from(value) / 16.0)));
        if !near || sure.iter().any(|s| s.overlaps(m.span())) {
            continue;
        }
        let at = page.span(m.span());
        let name = marks.iter().any(|k| k.2 == Kind::PersonName && (k.0, k.1) == (at.start, at.end));
        // A reading that touches a mark and is none is right as often as wrong.
        if name || !marks.iter().any(|k| k.0 < at.end && at.start < k.1) {
            rows.push(Row { values, name, weight, file });
        }
    }
}

fn sum(w: &[f64], row: &Row) -> f64 {
    row.values.iter().map(|&(i, v)| w[i] * v).sum()
}

/// Full gradient steps with a size per weight.
fn fit<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Vec<f64> {
    let mut w = vec![0.0; second::WEIGHTS];
    let mut squares = vec![1e-3; second::WEIGHTS];
    for _ in 0..300 {
        let mut gradient: Vec<f64> = w.iter().enumerate().map(|(i, w)| if i == 0 { 0.0 } else { PULL * w }).collect();
        for row in rows.clone() {
            let said = 1.0 / (1.0 + (-sum(&w, row)).exp());
            let error = (said - f64::from(u8::from(row.name))) * row.weight;
            for &(i, v) in &row.values {
                gradient[i] += error * v;
            }
        }
        for ((w, g), s) in w.iter_mut().zip(&gradient).zip(&mut squares) {
            *s += g * g;
            *w -= 0.1 * g / s.sqrt();
        }
    }
    w
}
