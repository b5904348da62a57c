//! The WebAssembly modules: built, given their JavaScript, optimised, weighed.
//!
//! `target/wasm/pkg-web` is for browsers (ES modules), `target/wasm/pkg-nodejs` for Node; both hold the same engine.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::machine::{Outcome, call, nameless_flags, root, wasm_target};
use crate::setup::{self, TARGET};

/// The gate: the engine's module, optimised and compressed with brotli at its best, may not weigh more (bytes).
const MAX_ENGINE_BROTLI: usize = 420 * 1024;

/// The cargo profile of the modules; its opt-level is chosen in Cargo.toml.
const PROFILE: &str = "wasm-release";

/// `cargo xtask wasm`.
pub(crate) fn run_command() -> Outcome {
    build()?;
    weigh()
}

/// The folder for browsers.
pub(crate) fn web_package() -> PathBuf {
    wasm_target().join("pkg-web")
}

/// The folder for Node.
pub(crate) fn node_package() -> PathBuf {
    wasm_target().join("pkg-nodejs")
}

/// Builds both packages; what has not changed is left as it is.
pub(crate) fn build() -> Outcome {
    let compiler = setup::compiler()?;
    let modules = setup::node_modules()?;
    let bindgen = setup::bindgen()?;
    println!("the engine for {TARGET}: half a minute to three minutes the first time");
    call(
        compiler
            .cargo()
            .args(["build", "--package", "garim", "--lib", "--profile", PROFILE, "--target", TARGET])
            .args(["--no-default-features", "--features", "wasm"])
            .env("CARGO_ENCODED_RUSTFLAGS", nameless_flags(&[])),
    )?;
    let compiled = wasm_target().join(TARGET).join(PROFILE).join("garim.wasm");
    let stamp = Stamp::of(&compiled)?;
    if stamp.is_fresh() {
        println!("  unchanged: wasm-bindgen and wasm-opt have nothing to do");
        return Ok(());
    }
    stamp.forget();
    for (target, package, kind) in [("web", web_package(), "module"), ("nodejs", node_package(), "commonjs")] {
        let _ = fs::remove_dir_all(&package);
        call(Command::new(&bindgen).arg(&compiled).arg(target).arg(&package))?;
        write(&package.join("package.json"), format!("{{ \"type\": \"{kind}\" }}\n").as_bytes())?;
        let module = package.join("garim_bg.wasm");
        let plain = package.join("garim_bg.plain.wasm");
        fs::rename(&module, &plain).map_err(|error| format!("{}: {error}", module.display()))?;
        call(
            Command::new("node")
                .arg(modules.join("binaryen/bin/wasm-opt"))
                .args(["-O3", "--strip-debug", "--strip-producers", "--strip-target-features"])
                .arg(&plain)
                .arg("-o")
                .arg(&module),
        )?;
        fs::remove_file(&plain).map_err(|error| format!("{}: {error}", plain.display()))?;
    }
    stamp.keep()
}

/// Prints what the engine weighs, and refuses one that weighs too much.
pub(crate) fn weigh() -> Outcome {
    let raw = bytes(&wasm_target().join(TARGET).join(PROFILE).join("garim.wasm"))?.len();
    let module = bytes(&web_package().join("garim_bg.wasm"))?;
    let glue = bytes(&web_package().join("garim.js"))?;
    let (small, small_glue) = (brotli(&module)?, brotli(&glue)?);
    println!(
        "engine.wasm  compiled {}, optimised {}, brotli {}",
        kilobytes(raw),
        kilobytes(module.len()),
        kilobytes(small)
    );
    println!("garim.js     {}, brotli {}", kilobytes(glue.len()), kilobytes(small_glue));
    println!("gate         brotli of the engine: {} of {} allowed", kilobytes(small), kilobytes(MAX_ENGINE_BROTLI));
    if small > MAX_ENGINE_BROTLI {
        return Err(format!(
            "the engine weighs {small} bytes in brotli, and MAX_ENGINE_BROTLI in xtask/src/wasm.rs allows {MAX_ENGINE_BROTLI}"
        ));
    }
    Ok(())
}

/// What the packages were made from: kept beside them, so that a second build can tell that nothing has changed.
struct Stamp {
    place: PathBuf,
    content: Vec<u8>,
}

impl Stamp {
    fn of(compiled: &Path) -> Outcome<Self> {
        let mut content = bytes(compiled)?;
        for file in ["package-lock.json", "xtask/bindgen/Cargo.toml", "xtask/bindgen/src/main.rs", "xtask/src/wasm.rs"]
        {
            content.extend(bytes(&root().join(file))?);
        }
        Ok(Self { place: wasm_target().join("pkg.stamp"), content })
    }

    fn is_fresh(&self) -> bool {
        let whole = [web_package(), node_package()].iter().all(|folder| folder.join("garim_bg.wasm").is_file());
        whole && fs::read(&self.place).is_ok_and(|kept| kept == self.content)
    }

    fn forget(&self) {
        let _ = fs::remove_file(&self.place);
    }

    fn keep(&self) -> Outcome {
        write(&self.place, &self.content)
    }
}

/// The size in bytes that brotli makes of this, at its best; Node brings brotli.
fn brotli(content: &[u8]) -> Outcome<usize> {
    const SCRIPT: &str = "const z = require('node:zlib'), p = z.constants; const b = require('node:fs').readFileSync(0); \
        console.log(z.brotliCompressSync(b, { params: { [p.BROTLI_PARAM_QUALITY]: 11, [p.BROTLI_PARAM_LGWIN]: 22, \
        [p.BROTLI_PARAM_SIZE_HINT]: b.length } }).length)";
    let failed = |what: &str| format!("Node's brotli failed: {what}");
    let mut child = Command::new("node")
        .args(["--input-type=commonjs", "-e", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error.to_string()))?;
    child.stdin.take().expect("piped").write_all(content).map_err(|error| failed(&error.to_string()))?;
    let output = child.wait_with_output().map_err(|error| failed(&error.to_string()))?;
    String::from_utf8_lossy(&output.stdout).trim().parse().map_err(|_| failed("no size"))
}

fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Outcome {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}
