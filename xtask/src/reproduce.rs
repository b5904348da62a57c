//! `cargo xtask reproduce`: the modules of the committed sources, built twice from nothing in two folders of different names, give the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::compiler::{self, FLOOR_FLAG, TARGET};
use crate::machine::{Outcome, answer, call, nameless_flags_of, native_target, root};
use crate::setup;
use crate::wasm;

/// The doors: a name for what is made, the feature that it is built with.
const DOORS: [(&str, &str); 2] = [("engine", "wasm"), ("export", "wasm-files")];

/// Builds twice and compares.
pub(crate) fn run() -> Outcome {
    let below = native_target().join("reproduce");
    let _ = fs::remove_dir_all(&below);
    let mut made: Vec<Vec<(String, String)>> = Vec::new();
    for place in [below.join("a"), below.join("another folder/of another depth")] {
        made.push(build(&place)?);
        // The disk is not needed twice.
        fs::remove_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    let [first, second] = made.as_slice() else { return Err("nothing was built".to_owned()) };
    for ((name, one), (_, other)) in first.iter().zip(second) {
        println!("{name}: {one} {}", if one == other { "twice" } else { "and" });
        if one != other {
            println!("{name}: {other}");
        }
    }
    if first == second { Ok(()) } else { Err("two builds of the same sources differ".to_owned()) }
}

/// Clones the committed sources, builds the modules there, and gives the hash of each, compiled and optimised.
fn build(place: &Path) -> Outcome<Vec<(String, String)>> {
    let told = |error: std::io::Error| format!("{}: {error}", place.display());
    fs::create_dir_all(place).map_err(told)?;
    call(Command::new("git").args(["clone", "--quiet", "--shared"]).arg(root()).arg(place))?;
    let mut hashes = Vec::new();
    for (name, door) in DOORS {
        let target = place.join("target");
        call(
            compiler::find()?
                .cargo()
                .args(["build", "--locked", "--package", "garim", "--lib", "--profile", wasm::PROFILE])
                .args(["--target", TARGET, "--no-default-features", "--features", door])
                .current_dir(place)
                .env("CARGO_TARGET_DIR", &target)
                .env("CARGO_ENCODED_RUSTFLAGS", nameless_flags_of(place, &[FLOOR_FLAG])),
        )?;
        let compiled = target.join(TARGET).join(wasm::PROFILE).join("garim.wasm");
        let folder = place.join("made").join(name);
        call(Command::new(setup::bindgen()?).arg(&compiled).arg("web").arg(&folder))?;
        let module = folder.join("module.wasm");
        wasm::optimise(&setup::node_modules()?, &folder.join("garim_bg.wasm"), &module)?;
        for (what, file) in [("compiled", compiled), ("optimised", module), ("script", folder.join("garim.js"))] {
            hashes.push((format!("{name}, {what}"), hash(&file)?));
        }
    }
    Ok(hashes)
}

/// The SHA-256 of a file, told by Node.
fn hash(file: &PathBuf) -> Outcome<String> {
    const SCRIPT: &str = "console.log(require('node:crypto').createHash('sha256').update(require('node:fs').readFileSync(process.argv[1])).digest('hex'))";
    let told = answer(Command::new("node").args(["--input-type=commonjs", "-e", SCRIPT]).arg(file));
    told.ok_or_else(|| format!("{}: no hash", file.display()))
}
