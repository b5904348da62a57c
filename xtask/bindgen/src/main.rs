//! wasm-bindgen as a small program of our own: `xtask-bindgen IN.wasm TARGET OUT_FOLDER`, TARGET being `web` or `nodejs`.
//!
//! The library does what the published command does, without its downloads, and always has the version of the
//! crate it reads, because both come from the same Cargo.lock.

use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, target, out] = arguments.as_slice() else {
        eprintln!("usage: xtask-bindgen IN.wasm web|nodejs OUT_FOLDER");
        return ExitCode::from(2);
    };
    let (input, out) = (PathBuf::from(input), PathBuf::from(out));
    let mut bindgen = Bindgen::new();
    let chosen = match target.as_str() {
        "web" => bindgen.web(true).map(|_| ()),
        "nodejs" => bindgen.nodejs(true).map(|_| ()),
        other => {
            eprintln!("unknown target {other}: web or nodejs");
            return ExitCode::from(2);
        }
    };
    let done = chosen.and_then(|()| {
        // The glue names no place of the module: whoever loads it hands it over.
        bindgen.omit_default_module_path(true).input_path(&input).typescript(true).generate(&out)
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen could not read {}: {error:#}", input.display());
            ExitCode::FAILURE
        }
    }
}
