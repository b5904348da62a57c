//! `cargo xtask`: the project's tool room. Everything that a fresh machine needs, every test there is, and the local page.
//!
//! It has no dependencies, so that it is compiled in seconds. It changes nothing outside the repository, except that
//! `setup` installs Debian packages where it runs as root and they are missing, and caches packages where cargo and npm do.

mod bench;
mod compiler;
mod features;
mod fuzz;
mod hostile;
mod machine;
mod newcomer;
mod page;
mod pkg;
mod prove;
mod python;
mod readers;
mod release;
mod reproduce;
mod serve;
mod setup;
mod supply;
mod test;
mod wasm;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  setup          finds or builds what the other commands need: the WebAssembly standard library, wasm-bindgen,
                 wasm-opt, Chromium, Firefox and Korean fonts, Python's packages. Cached: a second run takes seconds.
  test           set-up, then every test there is: format, clippy, native, benches built, WebAssembly, browser, Python
  wasm           builds the WebAssembly modules, reads the features they use and prints their sizes
  pkg            builds the npm package into pkg/
  page           builds the checker page: dist/garim.html, one file that opens from a disk, and dist/SHA256SUMS
  screenshots    makes pictures of the page's main views in target/screenshots
  bench-web      builds the npm package and measures it in Chromium and Node (several minutes)
  prove [NAME]   proofs that take too long for the tests, in a release build (`prove list` names them);
                 `prove newcomer --whole` runs every test in a bare Debian
  serve [--port N]
                 builds and serves the checker page on 127.0.0.1 (port 8417)
  fuzz [TARGET…] the targets of fuzz/ under cargo-fuzz, GARIM_FUZZ_SECONDS each (60)
  supply         licences, bans and sources of all crates, advisories where they can be reached, lists in CycloneDX
  sbom           the lists in CycloneDX alone, into target/sbom
  reproduce      builds the WebAssembly modules twice in different folders and compares their hashes
  release [linux|windows]
                 the command as one file: static for Linux on x86-64, and for Windows x64, into target/dist
  help           this text

Environment:
  GARIM_RUSTUP=0|1     whether rustup may be asked for the WebAssembly target (1, but 0 under CI or where
                       RUSTUP_AUTO_INSTALL=0 says that rustup is not to fetch)
  GARIM_TOOLS=FOLDER   where built tools are kept (.tools in the main work tree)
  GARIM_CHROMIUM=FILE  the Chromium or Chrome to test with
  GARIM_FIREFOX=FILE   the Firefox to test the single file with (firefox-esr or firefox); without one its tests are left out
  GARIM_PYTHON=FILE    the Python to test with, 3.10 or newer (python3)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["setup"] => setup::run(),
        ["test"] => test::run(),
        ["wasm"] => wasm::run_command(),
        ["pkg"] => pkg::run(),
        ["page"] => page::run(),
        ["screenshots"] => page::screenshots(),
        ["bench-web"] => bench::run(),
        ["prove"] => prove::run(None),
        ["prove", "newcomer", "--whole"] => newcomer::whole(),
        ["prove", name] => prove::run(Some(name)),
        ["fuzz", names @ ..] => fuzz::run(names),
        ["supply"] => supply::run(),
        ["sbom"] => supply::sbom(),
        ["reproduce"] => reproduce::run(),
        ["release"] => release::run(None),
        ["release", name] => release::run(Some(name)),
        ["serve"] => serve::run(serve::DEFAULT_PORT),
        ["serve", "--port", port] => match port.parse() {
            Ok(port) => serve::run(port),
            Err(_) => return usage("--port wants a number from 0 to 65535 (0: any free port)"),
        },
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        [] => return usage("which command?"),
        [other, ..] => return usage(&format!("`{other}` is not a command, or its arguments are not understood")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn usage(problem: &str) -> ExitCode {
    eprint!("error: {problem}\n\n{HELP}");
    ExitCode::from(2)
}
