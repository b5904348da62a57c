//! The Python package: an environment from PyPI that is kept, the wheel, and its tests. Spark is tested where there is Java.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::machine::{Outcome, answer, call, call_within, cargo, native_target, on_path, root, tools};
use crate::setup;

/// Python with what builds and tests the package.
pub(crate) fn environment() -> Outcome<PathBuf> {
    static DONE: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    DONE.get_or_init(|| {
        println!("set-up: Python (maturin, pyarrow, DuckDB, Polars, PySpark: 1 GB, once for each requirements.txt)");
        environment_of("python", &root().join("python").join("requirements.txt"))
    })
    .clone()
}

/// Python with the packages that a list names, in a folder of `.tools` that is kept.
pub(crate) fn environment_of(name: &str, wanted: &Path) -> Outcome<PathBuf> {
    let wanted_text = fs::read(wanted).map_err(|error| format!("{}: {error}", wanted.display()))?;
    let folder = tools().join(name);
    let python =
        if cfg!(windows) { folder.join("Scripts").join("python.exe") } else { folder.join("bin").join("python") };
    let stamp = folder.join(".garim-requirements");
    if python.is_file() && fs::read(&stamp).is_ok_and(|stamp| stamp == wanted_text) {
        println!("  installed");
        return Ok(python);
    }
    let base = base()?;
    println!("  from PyPI into .tools: it may take some minutes");
    let _ = fs::remove_dir_all(&folder);
    let venv = || call(Command::new(&base).args(["-m", "venv"]).arg(&folder));
    if venv().is_err() {
        // Debian parts the making of environments from the language.
        setup::debian(&["python3-venv"])?;
        let _ = fs::remove_dir_all(&folder);
        venv()?;
    }
    let mut install = Command::new(&python);
    install
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "3", "-r"])
        .arg(wanted);
    call_within(&mut install, Duration::from_secs(1200))
        .map_err(|message| format!("{message}. PyPI must be reachable the first time"))?;
    fs::write(&stamp, wanted_text).map_err(|error| format!("cannot write {}: {error}", stamp.display()))?;
    Ok(python)
}

/// The Python of this machine: `GARIM_PYTHON`, else `python3`, 3.10 or newer.
pub(crate) fn base() -> Outcome<OsString> {
    let given = std::env::var_os("GARIM_PYTHON").filter(|python| !python.is_empty());
    let python = given.unwrap_or_else(|| if cfg!(windows) { "python".into() } else { "python3".into() });
    let asked = "import sys; print(sys.version_info >= (3, 10))";
    match answer(Command::new(&python).args(["-c", asked])).as_deref() {
        Some("True") => Ok(python),
        Some(_) => Err("this Python is too old: 3.10 or newer is wanted (GARIM_PYTHON=FILE names another)".to_owned()),
        None => Err("Python is missing: install 3.10 or newer with its venv (GARIM_PYTHON=FILE names one)".to_owned()),
    }
}

/// Java, without which there is no Spark.
pub(crate) fn java() -> Option<PathBuf> {
    let home = std::env::var_os("JAVA_HOME").map(|home| PathBuf::from(home).join("bin").join("java"));
    home.filter(|java| java.is_file()).or_else(|| on_path("java"))
}

/// Builds the wheel and lays it where the tests find it. `faults`: with documents that bring the reader down.
pub(crate) fn build(profile: &str, faults: bool) -> Outcome<PathBuf> {
    let python = environment()?;
    let room = native_target().join("python").join(format!("{profile}{}", if faults { "-faults" } else { "" }));
    let (wheels, site) = (room.join("wheels"), room.join("site"));
    let _ = fs::remove_dir_all(&room);
    let mut build = Command::new(&python);
    build.args(["-m", "maturin", "build", "--quiet", "--locked", "--profile", profile, "--manifest-path"]);
    build.arg(root().join("python").join("Cargo.toml")).arg("--interpreter").arg(&python).arg("--out").arg(&wheels);
    build.env("CARGO", cargo().get_program()).current_dir(root());
    if faults {
        build.args(["--features", "faults"]);
    }
    call(&mut build)?;
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-index",
        "--target",
    ]);
    install.arg(&site).arg("--find-links").arg(&wheels).arg("garim");
    call(&mut install)?;
    Ok(site)
}

/// Runs tests of `python/tests` on a laid-out wheel.
pub(crate) fn tests(site: &Path, files: &[&str], more: &[(&str, &str)]) -> Outcome {
    let mut run = python(site)?;
    run.args(["-m", "pytest", "-p", "no:cacheprovider", "--durations=5", "-q"]);
    run.args(files.iter().map(|file| folder().join(file))).envs(more.iter().copied());
    call(&mut run)
}

/// A program of `python/tests`, on a laid-out wheel.
pub(crate) fn program(site: &Path, name: &str) -> Outcome<Command> {
    let mut run = python(site)?;
    run.arg(folder().join(name));
    Ok(run)
}

fn folder() -> PathBuf {
    root().join("python").join("tests")
}

fn python(site: &Path) -> Outcome<Command> {
    let mut paths = vec![site.to_owned(), folder()];
    paths.extend(std::env::var_os("PYTHONPATH").iter().flat_map(std::env::split_paths));
    let paths = std::env::join_paths(paths).map_err(|error| error.to_string())?;
    let mut run = Command::new(environment()?);
    run.env("PYTHONPATH", paths).env("PYTHONDONTWRITEBYTECODE", "1").env("GARIM_ROOT", root());
    run.env("GARIM_COMMAND", crate::machine::native_program("garim")).current_dir(root());
    Ok(run)
}
