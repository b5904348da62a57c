//! `cargo xtask fuzz [TARGET…]`: the targets of `fuzz/` under cargo-fuzz, one after the other, for some seconds each (`GARIM_FUZZ_SECONDS`, 60). With the
//! compiler in use and without sanitizers, which want a nightly one: the code is safe Rust, so that a fault is a panic.

use std::process::Command;

use crate::machine::{Outcome, call, cargo, native_target, root};
use crate::supply;

/// The version of cargo-fuzz that is built.
const FUZZ: &str = "0.13.2";

/// Builds what is needed, writes the seeds, runs the targets named, or all.
pub(crate) fn run(names: &[&str]) -> Outcome {
    let seconds: u64 = std::env::var("GARIM_FUZZ_SECONDS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let fuzz = supply::tool("cargo-fuzz", FUZZ)?;
    let seeds = native_target().join("fuzz-seeds");
    call(cargo().args(["run", "--quiet", "--package", "garim", "--example", "fuzz_seeds", "--"]).arg(&seeds))?;
    let all = targets()?;
    let wanted: Vec<&str> = if names.is_empty() { all.iter().map(String::as_str).collect() } else { names.to_vec() };
    let mut failed = Vec::new();
    for name in wanted {
        if !all.iter().any(|known| known == name) {
            return Err(format!("no target `{name}`; there are: {}", all.join(", ")));
        }
        let corpus = root().join("fuzz/corpus").join(name);
        std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        let mut command = Command::new(&fuzz);
        command.current_dir(root().join("fuzz")).args(["run", "--sanitizer", "none", name]).arg(&corpus);
        command.arg(seeds.join(name)).arg("--");
        command.args([
            &format!("-max_total_time={seconds}"),
            "-timeout=30",
            "-rss_limit_mb=4096",
            "-print_final_stats=1",
        ]);
        if call(&mut command).is_err() {
            failed.push(name);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("these found something (fuzz/artifacts): {}", failed.join(", ")))
    }
}

/// The targets, by the files that hold them.
fn targets() -> Outcome<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let files = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> =
        files.flatten().filter_map(|f| Some(f.path().file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}
