//! The targets of `fuzz/` for a minute: every seed as it is, then changed at random (the same every time), and the lines of `fuzz/regressions.jsonl`.

#![cfg(all(feature = "export", feature = "profile"))]

#[path = "reading/cfb.rs"]
mod cfb;
mod common;
#[path = "files/mod.rs"]
#[allow(dead_code)]
mod files;
#[path = "reading/hwp.rs"]
#[allow(dead_code)]
mod hwp;
#[path = "reading/pdf.rs"]
mod pdf;
#[path = "reading/pptx.rs"]
mod pptx;
#[path = "fuzz/seeds.rs"]
mod seeds;
#[path = "../fuzz/src/targets.rs"]
mod targets;
#[path = "reading/xls.rs"]
#[allow(dead_code)]
mod xls;

use std::time::{Duration, Instant};

/// How long bytes are changed.
const SMOKE: Duration = Duration::from_secs(50);

/// Bytes changed a little: the same for the same number.
fn changed(bytes: &[u8], number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % below.max(1)
    };
    let mut out = bytes.to_vec();
    for _ in 0..=next(6) {
        let at = next(out.len());
        match next(5) {
            0 => out.truncate(at),
            1 => {
                let end = (at + next(64)).min(out.len());
                let piece = out[at..end].to_vec();
                let to = next(out.len());
                out.splice(to..to, piece);
            }
            2 => out.extend_from_slice(&bytes[at.min(bytes.len())..]),
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte = [0, 0xFF, 0x7F, 0x80, *b"09<>()".get(next(6)).unwrap_or(&1)][next(5)];
                }
            }
        }
    }
    out
}

/// Runs a target; where it panics, its bytes are shown as a line of `regressions.jsonl` takes them.
fn run(name: &str, bytes: &[u8]) {
    if let Err(panic) = std::panic::catch_unwind(|| targets::run(name, bytes)) {
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        eprintln!("{{\"target\":\"{name}\",\"hex\":\"{hex}\"}}");
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn it_breaks_down_over_nothing() {
    let began = Instant::now();
    let seeds = seeds::all();
    for target in targets::TARGETS {
        assert!(seeds.iter().any(|(name, _)| *name == target.name), "no seed for {}", target.name);
    }
    for (name, seed) in &seeds {
        run(name, seed);
    }
    let mut runs = 0;
    'smoke: for round in 0..200 {
        for (i, (name, seed)) in seeds.iter().enumerate() {
            run(name, &changed(seed, round * 10_000 + i as u64));
            runs += 1;
            // A slow machine does fewer, but each seed was read as it is.
            if began.elapsed() > SMOKE {
                break 'smoke;
            }
        }
    }
    println!("{} seeds, {runs} changed, {:?}", seeds.len(), began.elapsed());
    assert!(runs > 0);
}

#[test]
fn it_keeps_to_what_was_mended() {
    let lines = include_str!("../fuzz/regressions.jsonl");
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let (name, hex) = (line["target"].as_str().expect("a target"), line["hex"].as_str().expect("bytes"));
        assert!(targets::TARGETS.iter().any(|t| t.name == name), "no target {name}");
        let digits: Vec<u8> = hex.chars().map(|c| c.to_digit(16).expect("a digit") as u8).collect();
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        targets::run(name, &bytes);
    }
}
