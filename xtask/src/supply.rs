//! `cargo xtask supply`: where the code of others comes from, under which licences, with which known weaknesses, and a list of it in CycloneDX. Not part
//! of the tests: cargo-deny takes minutes to build the first time, and the databases of advisories need a network.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::machine::{Outcome, call, cargo, native_target, root, tools};

/// The version of cargo-deny that is built.
const DENY: &str = "0.20.2";

/// Reads licences, bans and sources, asks for advisories, writes the lists.
pub(crate) fn run() -> Outcome {
    let deny = tool("cargo-deny", DENY)?;
    call(Command::new(&deny).args(["--all-features", "check", "licenses", "bans", "sources"]).current_dir(root()))?;
    crate_advisories(&deny)?;
    package_advisories()?;
    sbom()
}

/// A tool of crates.io, built once into the folder of tools.
pub(crate) fn tool(name: &str, version: &str) -> Outcome<PathBuf> {
    let place = tools().join("cargo");
    let program = place.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        println!("  {name} {version}: built once, 2 to 10 minutes");
        let mut install = cargo();
        install.args(["install", name, "--version", version, "--locked", "--root"]).arg(&place);
        call(&mut install)?;
    }
    Ok(program)
}

/// Advisories on crates, where their database can be reached; where not, that is said, and it is no failure.
fn crate_advisories(deny: &PathBuf) -> Outcome {
    let fetched = Command::new(deny)
        .args(["--all-features", "fetch", "db"])
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !fetched.is_ok_and(|status| status.success()) {
        println!(
            "advisories on crates: NOT CHECKED, the database (github.com/rustsec/advisory-db) cannot be reached from here"
        );
        return Ok(());
    }
    call(Command::new(deny).args(["--all-features", "check", "--disable-fetch", "advisories"]).current_dir(root()))
}

/// Advisories on the JavaScript tools, likewise.
fn package_advisories() -> Outcome {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let audit = Command::new(npm)
        .args(["audit", "--json", "--audit-level=high"])
        .current_dir(root())
        .stdin(Stdio::null())
        .output();
    let audit = audit.map_err(|error| format!("npm could not be started: {error}"))?;
    let told = String::from_utf8_lossy(&audit.stdout);
    if !told.contains("\"auditReportVersion\"") {
        println!("advisories on npm packages: NOT CHECKED, the registry answers no audit from here");
        return Ok(());
    }
    if audit.status.success() {
        println!("advisories on npm packages: none of high or critical weight");
        return Ok(());
    }
    Err(format!("npm audit names packages with known weaknesses:\n{told}"))
}

/// `cargo xtask sbom`: what the crate and the npm package are made of, in CycloneDX.
pub(crate) fn sbom() -> Outcome {
    let folder = native_target().join("sbom");
    call(
        Command::new("node")
            .arg(root().join("tools/sbom.mjs"))
            .arg(&folder)
            .current_dir(root())
            .env("CARGO", cargo().get_program()),
    )
}
