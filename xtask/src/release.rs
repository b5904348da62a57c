//! `cargo xtask release [linux|windows]`: the command as one file for other machines: a static one for Linux on x86-64 (musl), one for Windows x64.
//!
//! Neither standard library is asked of rustup: each is built once from Debian's Rust source, by Debian's compiler, as that for WebAssembly is; musl
//! and mingw-w64 come from Debian. A panic ends the process at once: nothing in the command catches one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::compiler::{self, DEBIAN_CARGO, DEBIAN_RUSTC};
use crate::machine::{Outcome, call, nameless_flags, native_target, on_path, root, tools, without_toolchain};

/// A system that is built for.
struct System {
    name: &'static str,
    target: &'static str,
    linker: &'static str,
    /// Debian's packages with linker and system libraries.
    packages: &'static str,
    /// The ending of a program.
    ending: &'static str,
    flags: &'static [&'static str],
}

const SYSTEMS: [System; 2] = [
    System {
        name: "linux",
        target: "x86_64-unknown-linux-musl",
        linker: "musl-gcc",
        packages: "musl-tools musl-dev",
        ending: "",
        flags: &["-Ctarget-feature=+crt-static", "-Clink-self-contained=no", "-Crelocation-model=static"],
    },
    System {
        name: "windows",
        target: "x86_64-pc-windows-gnu",
        linker: "x86_64-w64-mingw32-gcc",
        packages: "gcc-mingw-w64-x86-64-win32",
        ending: ".exe",
        flags: &["-Ctarget-feature=+crt-static", "-Clink-self-contained=no"],
    },
];

/// What a panic's trace would be read with. musl has no library for it that is linked statically; the trace stays empty, the message stands.
const NO_TRACE: &str = "int _Unwind_Backtrace(void *step, void *state) { (void)step; (void)state; return 5; }\n\
    unsigned long _Unwind_GetIP(void *frame) { (void)frame; return 0; }\n";

/// Builds one of them, or both, into `target/dist`.
pub(crate) fn run(name: Option<&str>) -> Outcome {
    let wanted: Vec<&System> = SYSTEMS.iter().filter(|s| name.is_none_or(|n| n == s.name)).collect();
    if wanted.is_empty() {
        return Err("release wants linux, windows or nothing".to_owned());
    }
    let dist = native_target().join("dist");
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    for system in wanted {
        let built = build(system)?;
        let place = dist.join(format!("garim-{}{}", system.target, system.ending));
        let size = fs::copy(&built, &place).map_err(|error| format!("{}: {error}", place.display()))?;
        println!("{}: {} KB", place.display(), size / 1024);
    }
    Ok(())
}

/// The command for a system.
fn build(system: &System) -> Outcome<PathBuf> {
    if on_path(system.linker).is_none() {
        return Err(format!("{} is missing: on Debian `apt-get install {}` as root", system.linker, system.packages));
    }
    let sysroot = standard_library(system)?;
    let (sysroot, search) = (format!("--sysroot={}", sysroot.display()), format!("-Lnative={}", sysroot.display()));
    let linker = format!("-Clinker={}", system.linker);
    let mut flags = vec!["-Cpanic=abort", "-Cstrip=symbols", &linker, &sysroot, &search];
    flags.extend(system.flags);
    let target = native_target().join("dist-build");
    let mut cargo = Command::new(DEBIAN_CARGO);
    without_toolchain(&mut cargo)
        .args(["build", "--release", "--package", "garim", "--bin", "garim", "--locked", "--target", system.target])
        .current_dir(root())
        .env("RUSTC", DEBIAN_RUSTC)
        .env("CARGO_ENCODED_RUSTFLAGS", nameless_flags(&flags))
        .env("CARGO_TARGET_DIR", &target);
    call(&mut cargo)?;
    Ok(target.join(system.target).join("release").join(format!("garim{}", system.ending)))
}

/// The folder with a system's standard library, built where it is not there or of another compiler.
fn standard_library(system: &System) -> Outcome<PathBuf> {
    let version = compiler::debian_rust()?;
    let folder = tools().join(format!("sysroot-{}", system.name));
    let stamp = format!("{version}\nway: 1\n");
    if fs::read_to_string(folder.join("built-by")).is_ok_and(|built| built == stamp) {
        return Ok(folder);
    }
    println!("  the standard library for {}, from Debian's Rust source: 1 to 4 minutes, once", system.target);
    let building = folder.with_file_name(format!("sysroot-{}-{}", system.name, std::process::id()));
    let made = make_library(system, &building).and_then(|()| {
        let told = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::write(building.join("built-by"), &stamp).map_err(told)?;
        let _ = fs::remove_dir_all(&folder);
        fs::rename(&building, &folder).map_err(told)
    });
    let _ = fs::remove_dir_all(&building);
    made.map(|()| folder)
}

fn make_library(system: &System, folder: &Path) -> Outcome {
    let told = |error: std::io::Error| format!("cannot write {}: {error}", folder.display());
    let library = folder.join("lib/rustlib").join(system.target).join("lib");
    compiler::build_library(folder, system.target, "std,panic_abort", &[], &library)?;
    if system.name == "linux" {
        let (source, object) = (folder.join("unwind.c"), folder.join("unwind.o"));
        fs::write(&source, NO_TRACE).map_err(told)?;
        call(Command::new(system.linker).args(["-O2", "-c", "-o"]).arg(&object).arg(&source))?;
        call(Command::new("ar").arg("crs").arg(folder.join("libunwind.a")).arg(&object))?;
    }
    Ok(())
}
