//! The npm package: `pkg-template/` and the engines, made into `pkg/`, which is what `npm pack` publishes.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::machine::{Outcome, call, cargo, native_target, root};
use crate::{setup, wasm};

/// The folder of the package.
pub(crate) fn folder() -> PathBuf {
    root().join("pkg")
}

/// `cargo xtask pkg`: builds the engines, then the package.
pub(crate) fn run() -> Outcome {
    wasm::build()?;
    wasm::validate()?;
    build()
}

/// Builds the package of engines that are built already.
pub(crate) fn build() -> Outcome {
    setup::node_modules()?;
    let work = native_target().join("pkg-work");
    let (kinds, notices) = (work.join("kinds.ts"), work.join("notices.md"));
    fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let mut tables = cargo();
    tables.args(["run", "--quiet", "--package", "garim", "--all-features", "--example", "typescript"]);
    let printed = tables.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let printed = printed.map_err(|error| format!("cargo could not be started: {error}"))?;
    if !printed.status.success() {
        return Err("examples/typescript.rs failed".to_owned());
    }
    fs::write(&kinds, printed.stdout).map_err(|error| format!("{}: {error}", kinds.display()))?;
    let script = |name: &str| {
        let mut command = Command::new("node");
        command.arg(root().join("pkg-template").join(name)).current_dir(root());
        command
    };
    call(script("notices.mjs").arg(&notices).env("CARGO", cargo().get_program()))?;
    call(script("build.mjs").arg(wasm::web_package()).args([&kinds, &notices]).arg(work.join("build")).arg(folder()))
}
