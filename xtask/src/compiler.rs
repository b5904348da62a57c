//! The compiler for WebAssembly: one that has the standard library for it, and where none has, Debian's with a library built from Debian's Rust source.
//!
//! The library is looked for in this order: the target of the compiler in use, what an earlier run built, rustup where it may be asked, Debian's source. Other
//! systems' libraries (`release`) are built the same way.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::machine::{
    self, Outcome, answer, call, call_within, is_set, nameless_flags, numbers, on_path, root, without_toolchain,
};
use crate::setup::{apt_install, apt_update, may_install};

/// The one WebAssembly target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What is switched off in every module and in a standard library that is built here, so that old browsers take them: what rustc would else use
/// by default. `features::FLOOR` says what remains.
pub(crate) const FLOOR_FLAG: &str = "-Ctarget-feature=-reference-types,-multivalue";

/// A compiler that can build for WebAssembly.
#[derive(Clone, Debug)]
pub(crate) struct Compiler {
    cargo: PathBuf,
    /// None: the rustc that belongs to `cargo`.
    rustc: Option<PathBuf>,
}

impl Compiler {
    /// A cargo command of this compiler, building into a folder of its own.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = match &self.rustc {
            None => machine::cargo(),
            Some(rustc) => {
                let mut command = Command::new(&self.cargo);
                without_toolchain(&mut command).env("RUSTC", rustc).current_dir(root());
                command
            }
        };
        command.env("CARGO_TARGET_DIR", machine::wasm_target());
        command
    }
}

/// Finds or builds the standard library for WebAssembly.
pub(crate) fn find() -> Outcome<Compiler> {
    static FOUND: OnceLock<Outcome<Compiler>> = OnceLock::new();
    FOUND.get_or_init(|| find_compiler().and_then(|compiler| forget_other_std(&compiler).map(|()| compiler))).clone()
}

/// Takes away what was built with another standard library: cargo looks at the compiler's version only and would keep it.
fn forget_other_std(compiler: &Compiler) -> Outcome {
    let now = match &compiler.rustc {
        Some(_) => fs::read_to_string(Shadow::new().folder.join("built-by")).unwrap_or_default(),
        None => "the compiler's own".to_owned(),
    };
    let (target, stamp) = (machine::wasm_target(), machine::wasm_target().join("built-with"));
    if fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        return Ok(());
    }
    for folder in [target.join(TARGET), target.join("simd")] {
        let _ = fs::remove_dir_all(folder);
    }
    fs::create_dir_all(&target)
        .and_then(|()| fs::write(&stamp, now))
        .map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

fn find_compiler() -> Outcome<Compiler> {
    println!("set-up: the WebAssembly standard library");
    let native_rustc = std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
    let native = Compiler { cargo: "cargo".into(), rustc: None };
    if has_std(&mut Command::new(&native_rustc)) {
        println!("  installed with the compiler in use");
        return Ok(native);
    }
    let shadow = Shadow::new();
    if let Some(compiler) = shadow.cached() {
        println!("  built earlier, in {}", shadow.folder.display());
        return Ok(compiler);
    }
    if rustup_may_be_asked() && on_path("rustup").is_some() {
        println!("  asking rustup for {TARGET} (a download of about 25 MB; GARIM_RUSTUP=0 forbids it)");
        match call_within(Command::new("rustup").args(["target", "add", TARGET]), Duration::from_secs(180)) {
            Ok(()) if has_std(&mut Command::new(&native_rustc)) => return Ok(native),
            Ok(()) => println!("  rustup is content, but the compiler in use has no {TARGET}"),
            Err(message) => println!("  {message}"),
        }
    }
    shadow.build()
}

/// `GARIM_RUSTUP` decides; without it, not under CI and not where rustup itself was told not to fetch.
fn rustup_may_be_asked() -> bool {
    match std::env::var("GARIM_RUSTUP").as_deref() {
        Ok("1") => true,
        Ok("") | Err(_) => !is_set("CI") && std::env::var("RUSTUP_AUTO_INSTALL").as_deref() != Ok("0"),
        Ok(_) => false,
    }
}

/// Whether this compiler has the standard library for WebAssembly.
fn has_std(rustc: &mut Command) -> bool {
    answer(rustc.args(["--print", "target-libdir", "--target", TARGET]).current_dir(root()))
        .and_then(|folder| fs::read_dir(folder).ok())
        .is_some_and(|files| {
            files.flatten().any(|file| {
                let name = file.file_name();
                let name = name.to_string_lossy();
                name.starts_with("libstd-") && name.ends_with(".rlib")
            })
        })
}

/// Debian's compiler with a WebAssembly standard library beside it, built from Debian's Rust source: a folder of links
/// to the compiler's own files and a folder of ours (a "shadow sysroot").
struct Shadow {
    folder: PathBuf,
}

pub(crate) const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
pub(crate) const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const NO_STD_HELP: &str = "the WebAssembly standard library is missing. With rustup: `rustup target add wasm32-unknown-unknown` \
    (or GARIM_RUSTUP=1). On Debian: `apt-get install rustc-web cargo-web rust-web-src rust-web-llvm` and the lld of the LLVM \
    that rust-web-llvm depends on (lld-22 for llvm-22) as root, then again";

impl Shadow {
    fn new() -> Self {
        Self { folder: machine::tools().join("sysroot-floor") }
    }

    fn compiler(&self) -> Compiler {
        Compiler { cargo: DEBIAN_CARGO.into(), rustc: Some(self.folder.join("bin/rustc")) }
    }

    /// What an earlier run built, where Debian's compiler is still the one that built it.
    fn cached(&self) -> Option<Compiler> {
        let version = debian_version()?;
        let stamp = fs::read_to_string(self.folder.join("built-by")).ok()?;
        let compiler = self.compiler();
        let mut rustc = Command::new(self.folder.join("bin/rustc"));
        (stamp == stamp_of(&version) && has_std(without_toolchain(&mut rustc))).then_some(compiler)
    }

    fn build(&self) -> Outcome<Compiler> {
        if !cfg!(target_os = "linux") {
            return Err(NO_STD_HELP.to_owned());
        }
        if debian_sources().is_none() {
            install_debian_rust()?;
        }
        let version = debian_version().ok_or(NO_STD_HELP)?;
        check_version(&version)?;
        let sources = debian_sources().ok_or(NO_STD_HELP)?;
        println!("  building it from Debian's Rust source: 1 to 4 minutes, once");
        // Built beside its place and renamed, so that a broken run or a second work tree never leaves half of it.
        let building = self.folder.with_file_name(format!("sysroot-floor-{}", std::process::id()));
        let built = build_shadow(&sources, &building, &version);
        let placed = built.and_then(|()| {
            if self.cached().is_some() {
                return Ok(()); // Another work tree was quicker: theirs is as good, and may be in use.
            }
            let _ = fs::remove_dir_all(&self.folder);
            fs::rename(&building, &self.folder).map_err(|error| format!("cannot move the sysroot into place: {error}"))
        });
        let _ = fs::remove_dir_all(&building);
        placed?;
        self.cached().ok_or_else(|| {
            "the standard library was built, but the compiler does not find it: delete .tools and run again".to_owned()
        })
    }
}

/// What Debian's compiler says of itself; none where it is not there.
fn debian_version() -> Option<String> {
    answer(without_toolchain(Command::new(DEBIAN_RUSTC).arg("-vV")))
}

/// Debian's compiler with its source, installed where that may be done; what the compiler says of itself.
pub(crate) fn debian_rust() -> Outcome<String> {
    if debian_sources().is_none() {
        install_debian_rust()?;
    }
    let version = debian_version().ok_or(NO_STD_HELP)?;
    check_version(&version)?;
    Ok(version)
}

/// What a built library is good for: this compiler, and this way of building it. Raise the number with `build_shadow`.
fn stamp_of(version: &str) -> String {
    format!("{version}\nway: 3\n")
}

/// The folder `lib/rustlib` of Debian's compiler, where the Rust source is in it.
fn debian_sources() -> Option<PathBuf> {
    let sysroot = answer(without_toolchain(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])))?;
    let rustlib = Path::new(&sysroot).join("lib/rustlib");
    let cargo = Path::new(DEBIAN_CARGO).is_file();
    (cargo && rustlib.join("src/rust/library/std/Cargo.toml").is_file()).then_some(rustlib)
}

/// Refuses a compiler older than the workspace's `rust-version`.
fn check_version(version: &str) -> Outcome {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).map_err(|error| format!("Cargo.toml: {error}"))?;
    let wanted =
        manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap_or("\"1\"").trim_matches('"');
    let has = version.lines().find_map(|line| line.strip_prefix("release: ")).unwrap_or("0");
    if numbers(has) >= numbers(wanted) {
        return Ok(());
    }
    Err(format!(
        "Debian's rustc here is {has}, and {wanted} is needed: `apt-get update && apt-get install rustc-web`, then again"
    ))
}

fn install_debian_rust() -> Outcome {
    let wanted = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
    if !may_install() {
        return Err(NO_STD_HELP.to_owned());
    }
    println!("  installing Debian's Rust source and compiler (about 250 MB to fetch): 1 to 3 minutes");
    apt_update()?;
    // The linker for WebAssembly has to be of the LLVM that this rustc was made with.
    let llvm =
        answer(Command::new("apt-cache").args(["show", "--no-all-versions", "rust-web-llvm"])).and_then(|text| {
            text.split("llvm-").find_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok())
        });
    let linker = llvm.map_or("lld".to_owned(), |number| format!("lld-{number}"));
    apt_install(&[&wanted[..], &[linker.as_str()]].concat()).map_err(|message| format!("{message}. {NO_STD_HELP}"))
}

/// Builds a standard library from Debian's Rust source, by an empty crate of its own workspace that wants it, into `library`. The crate lies below `folder`
/// while that takes.
pub(crate) fn build_library(folder: &Path, target: &str, crates: &str, flags: &[&str], library: &Path) -> Outcome {
    let told = |error: std::io::Error| format!("cannot write {}: {error}", folder.display());
    let project = folder.join("make");
    fs::create_dir_all(library).map_err(told)?;
    fs::create_dir_all(project.join("src")).map_err(told)?;
    fs::write(project.join("Cargo.toml"), "[package]\nname = \"mkstd\"\nedition = \"2024\"\n[workspace]\n")
        .map_err(told)?;
    fs::write(project.join("src/lib.rs"), "#![no_std]\n").map_err(told)?;
    let mut cargo = Command::new(DEBIAN_CARGO);
    without_toolchain(&mut cargo)
        .args(["build", "--release", "--target", target, &format!("-Zbuild-std={crates}")])
        .current_dir(&project)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", nameless_flags(&[&["-Cembed-bitcode=yes", "-Cpanic=abort"], flags].concat()))
        .env("CARGO_TARGET_DIR", project.join("target"));
    call(&mut cargo)?;
    copy_libraries(&project.join("target").join(target).join("release"), library).map_err(told)?;
    fs::remove_dir_all(&project).map_err(told)
}

/// Debian's compiler and the library for WebAssembly, in a folder that rustc takes as its own.
fn build_shadow(rustlib: &Path, folder: &Path, version: &str) -> Outcome {
    let told = |error: std::io::Error| format!("cannot write {}: {error}", folder.display());
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("bin")).map_err(told)?;
    let library = folder.join("lib/rustlib").join(TARGET).join("lib");
    build_library(folder, TARGET, "std,panic_abort,test", &[FLOOR_FLAG], &library)?;
    for entry in fs::read_dir(rustlib).map_err(told)?.flatten() {
        if entry.file_name() != TARGET {
            link(&entry.path(), &folder.join("lib/rustlib").join(entry.file_name())).map_err(told)?;
        }
    }
    for name in ["rustc", "rustdoc"] {
        let script = format!(
            "#!/bin/sh\n# Debian's {name} with this folder as its sysroot.\n\
             here=$(cd \"${{0%/*}}/..\" && pwd)\nexec /usr/bin/{name} --sysroot \"$here\" \"$@\"\n"
        );
        let path = folder.join("bin").join(name);
        fs::write(&path, script).and_then(|()| make_executable(&path)).map_err(told)?;
    }
    fs::write(folder.join("built-by"), stamp_of(version)).map_err(told)
}

/// Copies every library below `from`, but that of the empty crate.
fn copy_libraries(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            copy_libraries(&path, to)?;
        } else if name.ends_with(".rlib") && !name.starts_with("libmkstd") {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn make_executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
