//! `cargo xtask prove readers`: masked copies, read by programs that Garim did not write, and nothing of what was planted is in them.
//!
//! Documents are those that the tests build, a place a document; those that other programs write (python-docx, openpyxl, odfpy, python-hwpx, LibreOffice);
//! and every file of the folder `GARIM_DOCUMENTS` with values planted in it, which is how real documents are tried that nobody may commit. Readers:
//! Python's zipfile, xml.etree, html.parser and csv, python-hwpx and its validator, LibreOffice with poppler, rhwp. Of the tests (`cargo xtask test`) a step
//! reads with what Python brings along; `tests/readers.rs` reads pages with html5ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine::{Outcome, call, cargo, native_program, native_target, on_path, root, tools};
use crate::{python, setup};

/// Endings of the formats that are written again.
const WRITTEN: [&str; 7] = ["hwpx", "docx", "xlsx", "odt", "html", "csv", "md"];

/// rhwp, as npm has it.
const RHWP: &str = "@rhwp/core@0.8.6";

/// Debian's packages of LibreOffice without a screen, and what counts pages.
const OFFICE: [&str; 3] = ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils"];

/// The whole proof.
pub(crate) fn run() -> Outcome {
    call(cargo().args(["build", "--package", "garim", "--all-features", "--bin", "garim", "--example", "samples"]))?;
    let room = emptied("prove-readers")?;
    let samples = room.join("samples");
    call(Command::new(native_target().join("debug").join("examples").join("samples")).arg(&samples))?;
    let python = python::environment_of("readers", &root().join("tests/readers/requirements.txt"))?;
    let office = said("LibreOffice", office());
    let rhwp = said("rhwp", rhwp());
    let mut sets = vec![("documents that the tests build", samples)];
    let written = room.join("written");
    call(Command::new(&python).arg(script("write.py")).arg("new").arg(&written))?;
    if office.is_some() {
        rewritten(&written)?;
    }
    sets.push(("documents by other programs", written));
    match std::env::var_os("GARIM_DOCUMENTS") {
        Some(folder) => {
            let planted = room.join("planted");
            call(
                Command::new(&python)
                    .arg(script("write.py"))
                    .arg("plant")
                    .args(files(Path::new(&folder))?)
                    .arg(&planted),
            )?;
            sets.push(("real documents with planted values", planted));
        }
        None => println!("real documents: none (GARIM_DOCUMENTS=FOLDER names some)"),
    }
    let mut failed = Vec::new();
    for (n, (what, originals)) in sets.iter().enumerate() {
        println!("{what}");
        let copies = room.join(format!("copies-{n}"));
        mask(originals, &copies)?;
        let mut read = Command::new(&python);
        read.arg(script("read.py")).arg(originals).arg(&copies).arg("hwpx").args(office);
        let mut read = vec![read];
        if let Some(folder) = &rhwp {
            let mut command = Command::new("node");
            command.arg(script("rhwp.mjs")).arg(folder).arg(originals).arg(&copies);
            read.push(command);
        }
        failed.extend(read.iter_mut().filter_map(|command| call(command).err()));
    }
    if !failed.is_empty() {
        return Err(format!("{} readers found something wrong: {}", failed.len(), failed.join("; ")));
    }
    fs::remove_dir_all(&room).map_err(|error| error.to_string())
}

/// The part of it that needs nothing but Python: documents that the tests build.
pub(crate) fn sample(samples: &Path) -> Outcome {
    let room = emptied("test-readers")?;
    mask(samples, &room)?;
    call(Command::new(python::base()?).arg(script("read.py")).arg(samples).arg(&room))
}

/// Masks what a folder holds of the formats that are written again, and says how many copies were refused.
fn mask(originals: &Path, copies: &Path) -> Outcome {
    let chosen: Vec<PathBuf> = (files(originals)?.into_iter())
        .filter(|path| path.extension().is_some_and(|e| WRITTEN.iter().any(|w| e.eq_ignore_ascii_case(w))))
        .collect();
    let mut command = Command::new(native_program("garim"));
    command.args(["--lang", "en", "mask", "--force"]).args(&chosen).arg("-o").arg(copies);
    let done = command.output().map_err(|error| error.to_string())?;
    // 3 is a refusal, 2 a file that cannot be opened; anything beyond is no answer.
    if !matches!(done.status.code(), Some(0 | 2 | 3)) {
        return Err(format!("garim mask ended with {}", done.status));
    }
    let refused = String::from_utf8_lossy(&done.stderr);
    let lines: Vec<&str> = refused.lines().filter(|line| line.contains("garim")).collect();
    println!("  {} documents, {} masked copies, {} refused", chosen.len(), files(copies)?.len(), lines.len());
    for line in lines {
        println!("    {line}");
    }
    Ok(())
}

/// LibreOffice reads what others wrote and writes it itself, in its own way.
fn rewritten(folder: &Path) -> Outcome {
    let profile = native_target().join("prove-readers").join("profile");
    for (from, to) in [("docx", "odt"), ("docx", "html"), ("odt", "docx"), ("xlsx", "xlsx")] {
        let out = folder.join("by-office");
        call(
            Command::new("soffice")
                .arg(format!("-env:UserInstallation=file://{}", profile.display()))
                .args(["--headless", "--convert-to", to, "--outdir"])
                .arg(&out)
                .arg(folder.join(format!("written.{from}"))),
        )?;
        fs::rename(out.join(format!("written.{to}")), folder.join(format!("{from}-by-office.{to}")))
            .map_err(|error| format!("LibreOffice wrote no {to}: {error}"))?;
    }
    fs::remove_dir_all(folder.join("by-office")).map_err(|error| error.to_string())
}

fn office() -> Outcome<&'static str> {
    if on_path("soffice").is_none() || on_path("pdfinfo").is_none() {
        setup::debian(&OFFICE)?;
    }
    Ok("office")
}

/// rhwp's package, in a folder of its own.
fn rhwp() -> Outcome<PathBuf> {
    let folder = tools().join("rhwp");
    let package = folder.join("node_modules").join("@rhwp").join("core");
    if !package.join("rhwp_bg.wasm").is_file() {
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        call(
            Command::new("npm")
                .args(["install", "--silent", "--no-save", "--ignore-scripts", "--prefix"])
                .arg(&folder)
                .arg(RHWP),
        )?;
    }
    Ok(package)
}

/// A reader that is not there is named and left out.
fn said<T>(name: &str, found: Outcome<T>) -> Option<T> {
    found.map_err(|message| println!("{name}: not read with, {message}")).ok()
}

fn script(name: &str) -> PathBuf {
    root().join("tests").join("readers").join(name)
}

/// The files of a folder, sorted.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let found = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// A folder of this name in the target's, empty.
fn emptied(name: &str) -> Outcome<PathBuf> {
    let folder = native_target().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}
