//! Set-up: finds or builds what the builds and tests need. Each slow result is kept; a second run takes seconds. `compiler` finds the compiler
//! for WebAssembly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::compiler;
use crate::machine::{self, Outcome, answer, call, numbers, on_path, root};

/// `cargo xtask setup`: every part, all of them tried before a failure is told.
pub(crate) fn run() -> Outcome {
    let mut failed = Vec::new();
    let mut note = |name: &str, result: Outcome| {
        if let Err(message) = result {
            println!("  failed: {message}");
            failed.push(name.to_owned());
        }
    };
    note("WebAssembly standard library", compiler::find().map(drop));
    note("JavaScript tools", node_modules().map(drop));
    note("wasm-bindgen", bindgen().map(drop));
    note("Chromium and Korean fonts", chromium().map(drop));
    drop(firefox());
    note("Python", crate::python::environment().map(drop));
    if failed.is_empty() {
        println!("set-up is complete");
        Ok(())
    } else {
        Err(format!("set-up is not complete: {}", failed.join(", ")))
    }
}

/// Whether Debian packages may be installed without asking: as root, where apt is.
pub(crate) fn may_install() -> bool {
    cfg!(target_os = "linux")
        && on_path("apt-get").is_some()
        && answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Installs packages of Debian where that may be done without asking.
pub(crate) fn debian(packages: &[&str]) -> Outcome {
    if may_install() {
        return apt_install(packages);
    }
    Err(format!("missing: on Debian, `apt-get install {}` as root", packages.join(" ")))
}

/// `apt-get update`, once in a run.
pub(crate) fn apt_update() -> Outcome {
    static DONE: OnceLock<Outcome> = OnceLock::new();
    DONE.get_or_init(|| {
        call(Command::new("apt-get").args([
            "-qq",
            "-o",
            "DPkg::Lock::Timeout=600",
            "-o",
            "Acquire::Retries=3",
            "update",
        ]))
    })
    .clone()
}

/// Installs packages, and never at the cost of another.
pub(crate) fn apt_install(packages: &[&str]) -> Outcome {
    apt_update()?;
    call(
        Command::new("apt-get")
            .args(["-qq", "-y", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3"])
            .args(["--no-install-recommends", "--no-remove", "install"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// The JavaScript tools of package-lock.json (wasm-opt, TypeScript, bundlers, Playwright) in `node_modules`.
pub(crate) fn node_modules() -> Outcome<PathBuf> {
    static DONE: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    DONE.get_or_init(install_node_modules).clone()
}

fn install_node_modules() -> Outcome<PathBuf> {
    println!("set-up: the JavaScript tools (wasm-opt, TypeScript, bundlers, Playwright)");
    let version = answer(Command::new("node").arg("--version")).ok_or(
        "Node.js is missing: install version 20.19 or newer, with npm (nodejs.org, or your system's packages)",
    )?;
    if numbers(version.trim_start_matches('v')) < vec![20, 19] {
        return Err(format!("Node.js {version} is too old: install version 20.19 or newer"));
    }
    let folder = root().join("node_modules");
    let lock = fs::read(root().join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join(".garim-lock");
    if fs::read(&stamp).is_ok_and(|stamp| stamp == lock) {
        println!("  installed, Node.js {version}");
        return Ok(folder);
    }
    println!("  npm ci: about a minute, once for each package-lock.json");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    call(
        Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(root()),
    )
    .map_err(|message| {
        format!("{message}. npm must come with Node.js, and its registry must be reachable the first time")
    })?;
    fs::write(&stamp, lock).map_err(|error| format!("cannot write {}: {error}", stamp.display()))?;
    Ok(folder)
}

/// wasm-bindgen, compiled at the version of Cargo.lock.
pub(crate) fn bindgen() -> Outcome<PathBuf> {
    static DONE: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    DONE.get_or_init(|| {
        println!("set-up: wasm-bindgen, at Cargo.lock's version: about 1 minute the first time");
        call(machine::cargo().args(["build", "--quiet", "--package", "xtask-bindgen"]))?;
        Ok(machine::native_program("xtask-bindgen"))
    })
    .clone()
}

/// A Chromium to test with, and on Debian its driver and a Korean font.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    static DONE: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    DONE.get_or_init(find_chromium).clone()
}

fn find_chromium() -> Outcome<PathBuf> {
    println!("set-up: Chromium and Korean fonts");
    if let Some(named) = std::env::var_os("GARIM_CHROMIUM").filter(|named| !named.is_empty()).map(PathBuf::from) {
        println!("  GARIM_CHROMIUM: {}", named.display());
        return if named.is_file() { Ok(named) } else { Err("GARIM_CHROMIUM names no file".to_owned()) };
    }
    let mut missing = Vec::new();
    if installed_chromium().is_none() {
        missing.extend(["chromium", "chromium-driver"]);
    } else if cfg!(target_os = "linux") && on_path("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    if !has_korean_font() {
        missing.push("fonts-nanum");
    }
    if !missing.is_empty() && may_install() {
        println!("  installing {} (about 100 MB to fetch): about 1 minute", missing.join(", "));
        apt_install(&missing)?;
    }
    let browser = installed_chromium().ok_or(
        "Chromium is missing. On Debian: `apt-get install chromium chromium-driver fonts-nanum` as root. \
         Elsewhere install Chromium or Chrome, or name it with GARIM_CHROMIUM",
    )?;
    if !has_korean_font() {
        println!(
            "  note: no Korean font was found; screenshots will show boxes. On Debian: `apt-get install fonts-nanum`"
        );
    }
    println!("  {}", browser.display());
    Ok(browser)
}

/// Chromium or Chrome where the systems put it.
fn installed_chromium() -> Option<PathBuf> {
    let fixed: Vec<PathBuf> = if cfg!(target_os = "macos") {
        ["Google Chrome", "Chromium"]
            .iter()
            .map(|name| format!("/Applications/{name}.app/Contents/MacOS/{name}").into())
            .collect()
    } else if cfg!(windows) {
        ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"]
            .iter()
            .filter_map(|name| {
                Some(PathBuf::from(std::env::var_os(name)?).join("Google/Chrome/Application/chrome.exe"))
            })
            .collect()
    } else {
        Vec::new()
    };
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| fixed.into_iter().find(|path| path.is_file()))
}

/// A Firefox to test the single file with, where there is one; on Debian it is installed where packages may be. The tests are left out without it.
pub(crate) fn firefox() -> Option<PathBuf> {
    static DONE: OnceLock<Option<PathBuf>> = OnceLock::new();
    DONE.get_or_init(find_firefox).clone()
}

fn find_firefox() -> Option<PathBuf> {
    println!("set-up: Firefox");
    let named = std::env::var_os("GARIM_FIREFOX").filter(|named| !named.is_empty()).map(PathBuf::from);
    let mut found = named.clone().or_else(installed_firefox);
    // Ubuntu has no package of that name: the archive is asked first.
    let offered = || answer(Command::new("apt-cache").args(["show", "--no-all-versions", "firefox-esr"])).is_some();
    if found.is_none() && may_install() && apt_update().is_ok() && offered() {
        println!("  installing firefox-esr (about 70 MB to fetch): about 1 minute");
        if let Err(message) = apt_install(&["firefox-esr"]) {
            println!("  {message}");
        }
        found = installed_firefox();
    }
    match &found {
        Some(program) => println!("  {}", program.display()),
        None => println!("  there is none. On Debian: `apt-get install firefox-esr`, or name one with GARIM_FIREFOX"),
    }
    found
}

/// Firefox where the systems put it.
fn installed_firefox() -> Option<PathBuf> {
    let fixed: Vec<PathBuf> = if cfg!(target_os = "macos") {
        vec!["/Applications/Firefox.app/Contents/MacOS/firefox".into()]
    } else if cfg!(windows) {
        ["ProgramFiles", "ProgramFiles(x86)"]
            .iter()
            .filter_map(|name| Some(PathBuf::from(std::env::var_os(name)?).join("Mozilla Firefox/firefox.exe")))
            .collect()
    } else {
        Vec::new()
    };
    ["firefox-esr", "firefox"]
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| fixed.into_iter().find(|path| path.is_file()))
}

/// Whether a page can show Hangul. macOS and Windows bring a Korean font.
fn has_korean_font() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    match answer(Command::new("fc-list").args([":lang=ko", "file"])) {
        Some(fonts) => !fonts.is_empty(),
        None => Path::new("/usr/share/fonts/truetype/nanum").is_dir(),
    }
}
