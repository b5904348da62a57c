//! `cargo xtask bench-web`: what the package costs in a real Chromium and in Node, against the native command, and each editor with 1 MB in it. Not part of the tests: numbers mean
//! little on a busy machine, and the ratios are of one run.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::compiler::{self, TARGET};
use crate::machine::{Outcome, call, cargo, native_target, root};
use crate::setup;
use crate::{pkg, wasm};

/// Builds what is measured, and measures it.
pub(crate) fn run() -> Outcome {
    pkg::run()?;
    let chromium = setup::chromium()?;
    let empty = empty_module()?;
    call(cargo().args(["build", "--release", "--package", "garim", "--example", "bench_web"]))?;
    let native = native_target().join("release/examples").join(format!("bench_web{}", std::env::consts::EXE_SUFFIX));
    call(
        Command::new("node")
            .arg(root().join("benches/web/bench.mjs"))
            .current_dir(root())
            .env("GARIM_PKG", pkg::folder())
            .env("GARIM_CHROMIUM", &chromium)
            .env("GARIM_EMPTY", &empty)
            .env("GARIM_NATIVE", &native),
    )?;
    call(
        Command::new("node")
            .arg(root().join("benches/web/editors.mjs"))
            .current_dir(root())
            .env("GARIM_PKG", pkg::folder())
            .env("GARIM_CHROMIUM", &chromium),
    )
}

/// The least that wasm-bindgen can make: one function that takes a text and gives its length, built and optimised as the engine is.
fn empty_module() -> Outcome<PathBuf> {
    const MANIFEST: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n\
        [dependencies]\nwasm-bindgen = \"=0.2.130\"\n[profile.release]\npanic = \"abort\"\nlto = true\nopt-level = \"s\"\n[workspace]\n";
    const SOURCE: &str = "#[wasm_bindgen::prelude::wasm_bindgen]\npub fn first(text: &str) -> usize { text.len() }\n";
    let folder = native_target().join("bench-empty");
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder.join("src")).map_err(told)?;
    fs::write(folder.join("Cargo.toml"), MANIFEST).map_err(told)?;
    fs::write(folder.join("src/lib.rs"), SOURCE).map_err(told)?;
    // The versions of the workspace, so that wasm-bindgen's two halves are of one version.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(told)?;
    let target = folder.join("target");
    let mut build = compiler::find()?.cargo();
    build.args(["build", "--release", "--target", TARGET]).current_dir(&folder).env("CARGO_TARGET_DIR", &target);
    wasm::for_old_browsers(&mut build);
    call(&mut build)?;
    let made = folder.join("made");
    call(Command::new(setup::bindgen()?).arg(target.join(TARGET).join("release/empty.wasm")).arg("web").arg(&made))?;
    wasm::optimise(&setup::node_modules()?, &made.join("empty_bg.wasm"), &made.join("empty_bg.wasm"))?;
    Ok(made)
}
