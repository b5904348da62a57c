//! What `cargo xtask bench-web` needs of the native side: the text, the rules and the kinds to compare by, and how long a native check takes.
//!
//! `bench_web FOLDER` writes `mixed.txt`, `rules.json` and `kinds.json` there and prints the shortest times in milliseconds as JSON.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use garim::policy::Policy;
use serde_json::value::RawValue;

#[path = "../benches/common/mod.rs"]
mod common;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let write = |name: &str, content: String| std::fs::write(folder.join(name), content).expect("written");
    let text = common::mixed().join("\n");
    let sources = |rules: Vec<regex::Regex>| rules.iter().map(|rule| rule.as_str().to_owned()).collect::<Vec<_>>();
    let rules = (sources(common::same_rules()), sources(common::ascii_rules()));
    let identifiers = common::identifiers();
    let kinds: Vec<&str> = garim::kind::Kind::ALL.iter().filter(|&&k| identifiers.wants(k)).map(|k| k.id()).collect();
    write("rules.json", serde_json::to_string(&rules).expect("JSON"));
    write("kinds.json", serde_json::to_string(&kinds).expect("JSON"));
    let best = |policy: &Policy| {
        let once = || {
            let begin = Instant::now();
            black_box(garim::check_json(black_box(&text), RawValue::NULL, policy));
            begin.elapsed().as_secs_f64() * 1e3
        };
        (0..7).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    println!("{{\"everything\":{},\"identifiers\":{}}}", best(&Policy::default()), best(&identifiers));
    write("mixed.txt", text);
}
