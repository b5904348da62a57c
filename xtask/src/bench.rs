//! `cargo xtask bench-web`: what the package costs in a real Chromium and in Node, against the native command. Not part of the tests: numbers mean
//! little on a busy machine, and the ratios are of one run.

use std::process::Command;

use crate::machine::{Outcome, call, cargo, native_target, root};
use crate::{pkg, setup};

/// Builds what is measured, and measures it.
pub(crate) fn run() -> Outcome {
    pkg::run()?;
    let chromium = setup::chromium()?;
    call(cargo().args(["build", "--release", "--package", "garim", "--example", "time"]))?;
    let native = native_target().join("release/examples").join(format!("time{}", std::env::consts::EXE_SUFFIX));
    call(
        Command::new("node")
            .arg(root().join("benches/web/bench.mjs"))
            .current_dir(root())
            .env("GARIM_PKG", pkg::folder())
            .env("GARIM_CHROMIUM", &chromium)
            .env("GARIM_TIME", &native),
    )
}
