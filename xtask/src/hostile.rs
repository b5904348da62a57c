//! `cargo xtask prove hostile`: documents made to cost much, at sizes that double. What time and memory grow by is compared with what the size grows
//! by; ratios are of the processor's time, so that a busy machine changes little.

use std::process::Command;

use crate::machine::{Outcome, answer, call, cargo, native_target};

/// A size may double the time (and the memory above an empty check's) by at most so many hundredths.
const SLOPE: u64 = 260;

/// Below this a time or a peak says nothing: start-up, clock, pages.
const LEAST_MS: u64 = 150;
const LEAST_KB: u64 = 12_000;

/// The cases that go to a size of their own: name and largest size. All others go to 4 MB.
const LARGEST: [(&str, u64); 6] = [
    ("text", 100 * 1024),
    ("findings", 1_000_000),
    ("line", 10 * 1024),
    ("cells", 50_000),
    ("row", 50_000),
    ("blocks", 100_000),
];

/// What a run told.
#[derive(Clone, Copy, Default)]
struct Cost {
    ms: u64,
    kb: u64,
    bytes: u64,
    findings: u64,
}

impl Cost {
    /// The lesser of two runs of the same.
    fn least(self, other: Self) -> Self {
        if self.bytes == 0 { other } else { Self { ms: self.ms.min(other.ms), kb: self.kb.min(other.kb), ..other } }
    }
}

/// How often a case is measured that seems to cost too much.
const TRIES: usize = 3;

/// Runs all cases.
pub(crate) fn run() -> Outcome {
    // Without the long linking of a release; the code is optimised the same.
    call(cargo().args(["build", "--profile", "bench", "--package", "garim", "--example", "hostile"]))?;
    let program = native_target().join("release/examples").join(format!("hostile{}", std::env::consts::EXE_SUFFIX));
    let list = answer(&mut Command::new(&program)).ok_or("the example says nothing")?;
    println!("| case | size | bytes | findings | time | peak memory | time by doubling | memory by doubling |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut wrong = Vec::new();
    for line in list.lines() {
        let (name, what) = line.split_once('\t').unwrap_or((line, ""));
        let largest = LARGEST.iter().find(|(n, _)| *n == name).map_or(4 * 1024, |l| l.1);
        let mut costs = [Cost::default(); 3];
        let (mut time, mut memory) = (None, None);
        // What others do at the same time costs caches: what seems too dear is measured again, and the least of each size counts.
        for _ in 0..TRIES {
            for (cost, part) in costs.iter_mut().zip([4, 2, 1]) {
                *cost = cost.least(one(&program, name, largest / part)?);
            }
            (time, memory) =
                (hundredths(costs[2].ms, costs[1].ms, LEAST_MS), hundredths(costs[2].kb, costs[1].kb, LEAST_KB));
            if time.max(memory).is_none_or(|t| t <= SLOPE) {
                break;
            }
        }
        let [_, _, whole] = costs;
        println!(
            "| {name} | {largest} {what} | {} | {} | {} ms | {} MB | {} | {} |",
            whole.bytes,
            whole.findings,
            whole.ms,
            whole.kb / 1024,
            shown(time),
            shown(memory)
        );
        if time.max(memory).is_some_and(|t| t > SLOPE) {
            wrong.push(name.to_owned());
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("more than linear: {}", wrong.join(", "))) }
}

fn one(program: &std::path::Path, name: &str, size: u64) -> Outcome<Cost> {
    let told = answer(Command::new(program).args([name, &size.to_string()]));
    let told = told.ok_or_else(|| format!("{name} {size} did not end well"))?;
    let last = told.lines().last().unwrap_or_default();
    let field = |field: &str| {
        let word = last.split(' ').find_map(|w| w.strip_prefix(field)?.strip_prefix('='));
        word.and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    Ok(Cost { ms: field("cpu_ms"), kb: field("peak_kb"), bytes: field("bytes"), findings: field("findings") })
}

/// What doubling costs, in hundredths; none where there is too little to tell.
fn hundredths(whole: u64, half: u64, least: u64) -> Option<u64> {
    (half >= least).then(|| whole * 100 / half)
}

fn shown(hundredths: Option<u64>) -> String {
    hundredths.map_or_else(|| "–".to_owned(), |h| format!("× {}.{:02}", h / 100, h % 100))
}
