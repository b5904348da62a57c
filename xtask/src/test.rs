//! `cargo xtask test`: every test there is, one after another. A failed step does not hide those after it; a step whose
//! ground is missing has failed too, because nothing was shown.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::machine::{Outcome, answer, call, cargo, native_program, native_target, readable, root};
use crate::serve::Server;
use crate::{compiler, page, pkg, python, readers, setup, wasm};

/// Runs all steps, prints the table and the count.
pub(crate) fn run() -> Outcome {
    let mut steps = Steps::new();

    if tool_is_here("fmt") {
        steps.step("format", || call(cargo().args(["fmt", "--all", "--check"])));
    } else {
        steps.absent("format", "this compiler brings no rustfmt");
    }
    if tool_is_here("clippy") {
        steps.step("clippy", || {
            call(cargo().args([
                "clippy",
                "--keep-going",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ]))
        });
    } else {
        steps.absent("clippy", "this compiler brings no clippy");
    }
    let native = steps.step("native build", || {
        call(cargo().args(["build", "--workspace", "--exclude", "xtask-bindgen", "--all-features"]))
    });
    steps.step("native tests", || {
        call(cargo().args(["test", "--no-fail-fast", "--workspace", "--exclude", "xtask-bindgen", "--all-features"]))
    });
    steps.step("benches (built, not run)", build_benches);
    steps.step("documentation", || {
        call(cargo().args(["doc", "--no-deps", "--package", "garim"]).env("RUSTDOCFLAGS", "-D warnings"))
    });

    steps.step("set-up: WebAssembly standard library", || compiler::find().map(drop));
    steps.step("set-up: JavaScript tools", || setup::node_modules().map(drop));
    steps.step("set-up: wasm-bindgen", || setup::bindgen().map(drop));
    steps.step("set-up: Chromium and fonts", || setup::chromium().map(drop));

    let built = steps.step("WebAssembly build", wasm::build);
    steps.step("WebAssembly features and size gate", || {
        needs(built, "the WebAssembly build")?;
        wasm::validate()?;
        wasm::weigh()
    });
    let packed = steps.step("npm package", || needs(built, "the WebAssembly build").and_then(|()| pkg::build()));
    let sampled =
        steps.step("documents of every format", || needs(native, "the native build").and_then(|()| samples()));
    steps.step("masked copies read by Python's zipfile, xml.etree, html.parser, csv", || {
        needs(native, "the native build")?;
        needs(sampled, "documents to open")?;
        readers::sample(&samples_folder())
    });
    steps.step("WebAssembly tests in Node", || {
        needs(built, "the WebAssembly build")?;
        needs(native, "the native build")?;
        needs(sampled, "documents to open")?;
        node_tests("tests/wasm", |command| {
            command
                .env("GARIM_PACKAGE", wasm::node_package())
                .env("GARIM_FILES", wasm::export_package())
                .env("GARIM_SAMPLES", samples_folder())
                .env("GARIM_COMMAND", native_program("garim"));
        })
    });
    steps.step("npm package tests in Node and Chromium", || {
        needs(packed, "the npm package")?;
        needs(native, "the native build")?;
        needs(sampled, "documents to open")?;
        let chromium = setup::chromium()?;
        node_tests("tests/package", |command| {
            command
                .env("GARIM_PKG", pkg::folder())
                .env("GARIM_CHROMIUM", &chromium)
                .env("GARIM_SAMPLES", samples_folder())
                .env("GARIM_COMMAND", native_program("garim"));
        })
    });
    let paged = steps.step("checker page", || needs(packed, "the npm package").and_then(|()| page::build()));
    steps.step("browser tests in Chromium", || {
        needs(paged, "the checker page")?;
        needs(native, "the native build")?;
        needs(sampled, "documents to open")?;
        let chromium = setup::chromium()?;
        setup::node_modules()?;
        let server = Server::bind(0)?;
        let address = server.address();
        std::thread::spawn(move || server.serve());
        let pictures = native_target().join("screenshots");
        std::fs::create_dir_all(&pictures).map_err(|error| format!("{}: {error}", pictures.display()))?;
        let set = |command: &mut Command| {
            command
                .env("GARIM_PKG", pkg::folder())
                .env("GARIM_PAGE", &address)
                .env("GARIM_SINGLE", page::file())
                .env("GARIM_SAMPLES", samples_folder())
                .env("GARIM_COMMAND", native_program("garim"))
                .env("GARIM_CHROMIUM", &chromium)
                .env("GARIM_SCREENSHOTS", &pictures);
        };
        node_tests("tests/browser", set)?;
        node_tests("tests/browser/adapters", set)
    });
    if let Some(firefox) = setup::firefox() {
        steps.step("the single file in Firefox", || {
            needs(paged, "the checker page")?;
            needs(native, "the native build")?;
            needs(sampled, "documents to open")?;
            if !firefox.is_file() {
                return Err("GARIM_FIREFOX names no file".to_owned());
            }
            node_tests("tests/browser/firefox", |command| {
                command
                    .env("GARIM_PKG", pkg::folder())
                    .env("GARIM_PAGE", page::folder())
                    .env("GARIM_SINGLE", page::file())
                    .env("GARIM_SAMPLES", samples_folder())
                    .env("GARIM_COMMAND", native_program("garim"))
                    .env("GARIM_FIREFOX", &firefox);
            })
        });
    } else {
        steps.absent("the single file in Firefox", "there is no Firefox on this machine; Chromium was tested");
    }
    let python = steps.step("set-up: Python", || python::environment().map(drop));
    let mut site = PathBuf::new();
    let wheel = steps.step("Python package", || {
        needs(python, "the set-up of Python")?;
        site = python::build("dev", true)?;
        Ok(())
    });
    steps.step("Python tests: texts, pyarrow, DuckDB, Polars", || {
        needs(wheel, "the Python package")?;
        needs(native, "the native build")?;
        python::tests(&site, &["test_columns.py", "test_child.py", "test_balance.py"], &[])
    });
    if python::java().is_some() {
        steps.step("Python tests: Spark", || {
            needs(wheel, "the Python package")?;
            needs(native, "the native build")?;
            needs(sampled, "documents to open")?;
            let samples = samples_folder();
            python::tests(&site, &["test_spark.py"], &[("GARIM_SAMPLES", &samples.to_string_lossy())])
        });
    } else {
        steps.absent("Python tests: Spark", "there is no Java on this machine; pyarrow, DuckDB and Polars were tested");
    }
    steps.close()
}

/// Where documents of every format are made.
fn samples_folder() -> PathBuf {
    native_target().join("samples")
}

/// Makes documents of every format.
fn samples() -> Outcome {
    let _ = std::fs::remove_dir_all(samples_folder());
    call(
        cargo()
            .args(["run", "--quiet", "--package", "garim", "--all-features", "--example", "samples", "--"])
            .arg(samples_folder()),
    )
}

/// How a step ended.
enum End {
    Passed,
    Failed(String),
    /// Not there on this machine: said, and not counted.
    Absent(&'static str),
}

/// The steps so far.
struct Steps {
    began: Instant,
    rows: Vec<(&'static str, End, Duration)>,
}

impl Steps {
    fn new() -> Self {
        Self { began: Instant::now(), rows: Vec::new() }
    }

    /// Does a step and says whether it went well.
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) -> bool {
        println!("\n=== {name}");
        let began = Instant::now();
        let end = match work() {
            Ok(()) => End::Passed,
            Err(message) => {
                println!("  failed: {message}");
                End::Failed(message)
            }
        };
        let (passed, took) = (matches!(end, End::Passed), began.elapsed());
        println!("--- {name}: {}, {}", if passed { "passed" } else { "FAILED" }, readable(took));
        self.rows.push((name, end, took));
        passed
    }

    fn absent(&mut self, name: &'static str, why: &'static str) {
        println!("\n=== {name}\n  not run: {why}");
        self.rows.push((name, End::Absent(why), Duration::ZERO));
    }

    /// Prints the table, and as the last line the count.
    fn close(self) -> Outcome {
        println!("\n=== summary");
        let (mut passed, mut failed) = (0, 0);
        for (name, end, took) in &self.rows {
            let (word, time, more) = match end {
                End::Passed => ("passed", readable(*took), String::new()),
                End::Failed(message) => {
                    ("FAILED", readable(*took), format!("  {}", message.lines().next().unwrap_or("")))
                }
                End::Absent(why) => ("not run", String::new(), format!("  {why}")),
            };
            println!("{word:8} {time:>12}  {name}{more}");
            match end {
                End::Passed => passed += 1,
                End::Failed(_) => failed += 1,
                End::Absent(_) => {}
            }
        }
        println!("in all   {:>12}", readable(self.began.elapsed()));
        if failed > 0 {
            eprintln!("error: {failed} of {} steps failed", passed + failed);
        }
        println!("{passed} passed, {failed} failed");
        if failed == 0 { Ok(()) } else { std::process::exit(1) }
    }
}

/// Whether this toolchain has `cargo fmt` or `cargo clippy`.
fn tool_is_here(name: &str) -> bool {
    answer(cargo().args([name, "--version"])).is_some()
}

fn needs(went_well: bool, what: &str) -> Outcome {
    if went_well { Ok(()) } else { Err(format!("not run, because {what} failed")) }
}

/// Benches are only built here: their numbers mean little on a busy machine.
fn build_benches() -> Outcome {
    let any = std::fs::read_dir(root().join("benches"))
        .is_ok_and(|files| files.flatten().any(|file| is(&file.path(), ".rs")));
    if !any {
        println!("  there is no bench yet");
        return Ok(());
    }
    call(cargo().args(["bench", "--package", "garim", "--no-run", "--bench", "*"]))
}

/// `node --test` on every `*.test.mjs` of a folder; a folder without one is a failure.
fn node_tests(folder: &str, set: impl FnOnce(&mut Command)) -> Outcome {
    let found = std::fs::read_dir(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let mut files: Vec<PathBuf> =
        found.flatten().map(|file| file.path()).filter(|path| is(path, ".test.mjs")).collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("{folder} has no *.test.mjs"));
    }
    // Suites of editors mostly wait, each for a browser of its own: two share a machine of two cores.
    let at_once = if folder == "tests/browser/adapters" { "--test-concurrency=2" } else { "--test-concurrency=1" };
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter=spec", at_once, "--test-timeout=600000"]).args(&files).current_dir(root());
    set(&mut command);
    call(&mut command)
}

fn is(path: &Path, ending: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending))
}
