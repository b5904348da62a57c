//! The WebAssembly modules: built, given their JavaScript, optimised, read for the features they use, weighed.
//!
//! There are two engines of one source: `engine.wasm` for the oldest browsers, `engine.simd.wasm` with 128-bit vectors. One JavaScript serves both.
//! `export.wasm` is a third module, of the files: it is loaded where a file is opened, and has a JavaScript of its own (`export.js`).
//! `reader.wasm` reads an organisation's profile; `profile.wasm` is the same with patterns, loaded only where a profile has some. Both have `profile.js`.
//! `target/wasm/pkg-web` holds what the npm package is made of, `target/wasm/pkg-nodejs` the door by itself, for tests in Node.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::compiler::{self, FLOOR_FLAG, TARGET};
use crate::features::{self, FLOOR, Feature};
use crate::machine::{Outcome, call, nameless_flags, root, wasm_target};
use crate::setup;

/// The gate: the engine's module, optimised and compressed with brotli at its best, may not weigh more (bytes).
const MAX_ENGINE_BROTLI: usize = 656 * 1024;

/// The same for an engine of the identifiers alone, which is built to be weighed and goes nowhere.
const MAX_IDENTIFIERS_BROTLI: usize = 184 * 1024;

/// The same for the module of the files.
const MAX_EXPORT_BROTLI: usize = 600 * 1024;

/// The same for what reads a profile, which the checker page holds too.
const MAX_READER_BROTLI: usize = 200 * 1024;

/// The same for what holds its patterns.
const MAX_PROFILE_BROTLI: usize = 450 * 1024;

/// The cargo profile of the modules; its opt-level is chosen in Cargo.toml.
pub(crate) const PROFILE: &str = "wasm-release";

/// `cargo xtask wasm`.
pub(crate) fn run_command() -> Outcome {
    build()?;
    validate()?;
    weigh()?;
    weigh_identifiers()
}

/// The folder for browsers: `garim.js` and `garim.d.ts`, `engine.wasm` and `engine.simd.wasm`.
pub(crate) fn web_package() -> PathBuf {
    wasm_target().join("pkg-web")
}

/// The folder for Node.
pub(crate) fn node_package() -> PathBuf {
    wasm_target().join("pkg-nodejs")
}

/// The name of the engine without and of that with vectors.
pub(crate) const ENGINES: [&str; 2] = ["engine.wasm", "engine.simd.wasm"];

/// The module of the files.
pub(crate) const EXPORT: &str = "export.wasm";

/// The module that reads a profile, and the one that holds its patterns too.
pub(crate) const PROFILES: [&str; 2] = ["reader.wasm", "profile.wasm"];

/// The door of the files by itself, for tests in Node.
pub(crate) fn export_package() -> PathBuf {
    wasm_target().join("pkg-export")
}

/// Builds both engines and their JavaScript; what has not changed is left as it is.
pub(crate) fn build() -> Outcome {
    let modules = setup::node_modules()?;
    let bindgen = setup::bindgen()?;
    println!("the engines for {TARGET}: a minute to three minutes each the first time");
    let plain = compile(&wasm_target(), &[FLOOR_FLAG], "wasm")?;
    let simd = compile(&wasm_target().join("simd"), &[&format!("{FLOOR_FLAG},+simd128")], "wasm")?;
    let files = compile(&wasm_target().join("export"), &[FLOOR_FLAG], "wasm-files")?;
    let reader = compile(&wasm_target().join("reader"), &[FLOOR_FLAG], "wasm-profile")?;
    let profile = compile(&wasm_target().join("profile"), &[FLOOR_FLAG], "wasm-patterns")?;
    let stamp = Stamp::of(&[&plain, &simd, &files, &reader, &profile].map(PathBuf::as_path))?;
    if stamp.is_fresh() {
        println!("  unchanged: wasm-bindgen and wasm-opt have nothing to do");
        return Ok(());
    }
    stamp.forget();
    let (web, node, other) = (web_package(), node_package(), wasm_target().join("pkg-simd"));
    for (compiled, target, folder, kind) in
        [(&plain, "web", &web, "module"), (&simd, "web", &other, "module"), (&plain, "nodejs", &node, "commonjs")]
    {
        let _ = fs::remove_dir_all(folder);
        call(Command::new(&bindgen).arg(compiled).arg(target).arg(folder))?;
        write(&folder.join("package.json"), format!("{{ \"type\": \"{kind}\" }}\n").as_bytes())?;
    }
    if bytes(&web.join("garim.js"))? != bytes(&other.join("garim.js"))? {
        return Err("the two engines want different JavaScript".to_owned());
    }
    // Optimising takes longest of all here: the module for Node is the one for browsers, and is optimised once.
    let same = bytes(&web.join("garim_bg.wasm"))? == bytes(&node.join("garim_bg.wasm"))?;
    for (from, engine) in [(&web, ENGINES[0]), (&other, ENGINES[1])] {
        optimise(&modules, &from.join("garim_bg.wasm"), &web.join(engine))?;
        fs::remove_file(from.join("garim_bg.wasm")).map_err(|error| error.to_string())?;
    }
    fs::remove_dir_all(&other).map_err(|error| error.to_string())?;
    let (built, module) = (node.join("garim_bg.wasm"), node.join("garim_bg.optimised.wasm"));
    if same {
        write(&module, &bytes(&web.join(ENGINES[0]))?)?;
    } else {
        optimise(&modules, &built, &module)?;
    }
    fs::rename(&module, &built).map_err(|error| format!("{}: {error}", built.display()))?;
    build_export(&modules, &bindgen, &files)?;
    build_profiles(&modules, &bindgen, [&reader, &profile])?;
    stamp.keep()
}

/// The modules of profiles. The JavaScript of the larger one serves both: the smaller lacks what it does not call.
fn build_profiles(modules: &Path, bindgen: &Path, compiled: [&Path; 2]) -> Outcome {
    let (made, web) = (wasm_target().join("pkg-profile"), web_package());
    for (compiled, module) in compiled.into_iter().zip(PROFILES) {
        let _ = fs::remove_dir_all(&made);
        call(Command::new(bindgen).arg(compiled).arg("web").arg(&made))?;
        optimise(modules, &made.join("garim_bg.wasm"), &web.join(module))?;
    }
    for (from, to) in [("garim.js", "profile.js"), ("garim.d.ts", "profile.d.ts")] {
        write(&web.join(to), &bytes(&made.join(from))?)?;
    }
    fs::remove_dir_all(&made).map_err(|error| error.to_string())
}

/// The module of the files and its JavaScript, for browsers beside the engines and for Node by itself.
fn build_export(modules: &Path, bindgen: &Path, compiled: &Path) -> Outcome {
    let (made, node, web) = (wasm_target().join("pkg-files"), export_package(), web_package());
    for (target, folder, kind) in [("web", &made, "module"), ("nodejs", &node, "commonjs")] {
        let _ = fs::remove_dir_all(folder);
        call(Command::new(bindgen).arg(compiled).arg(target).arg(folder))?;
        write(&folder.join("package.json"), format!("{{ \"type\": \"{kind}\" }}\n").as_bytes())?;
    }
    optimise(modules, &made.join("garim_bg.wasm"), &web.join(EXPORT))?;
    if bytes(&made.join("garim_bg.wasm"))? != bytes(&node.join("garim_bg.wasm"))? {
        return Err("the modules of the files for browsers and for Node differ".to_owned());
    }
    write(&node.join("garim_bg.wasm"), &bytes(&web.join(EXPORT))?)?;
    for (from, to) in [("garim.js", "export.js"), ("garim.d.ts", "export.d.ts")] {
        write(&web.join(to), &bytes(&made.join(from))?)?;
    }
    fs::remove_dir_all(&made).map_err(|error| error.to_string())
}

/// The compiled module of one choice of flags, in a target folder of its own.
fn compile(target: &Path, flags: &[&str], door: &str) -> Outcome<PathBuf> {
    call(
        compiler::find()?
            .cargo()
            .args(["build", "--package", "garim", "--lib", "--profile", PROFILE, "--target", TARGET])
            .args(["--no-default-features", "--features", door])
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_ENCODED_RUSTFLAGS", nameless_flags(flags)),
    )?;
    Ok(target.join(TARGET).join(PROFILE).join("garim.wasm"))
}

/// Has a build use nothing that browsers of the floor do not know.
pub(crate) fn for_old_browsers(build: &mut Command) {
    build.env("CARGO_ENCODED_RUSTFLAGS", nameless_flags(&[FLOOR_FLAG]));
}

/// wasm-opt, as every module gets it. Passes are left out that shrink the module and swell what is sent: cutting the data into ten thousand
/// segments at their zeros (31 KB in brotli), inlining once more what the compiler weighed already (14 KB, and slower), common subexpressions.
pub(crate) fn optimise(modules: &Path, from: &Path, to: &Path) -> Outcome {
    call(
        Command::new("node")
            .arg(modules.join("binaryen/bin/wasm-opt"))
            .args([
                "-O3",
                "--skip-pass=memory-packing",
                "--skip-pass=inlining-optimizing",
                "--skip-pass=inlining",
                "--skip-pass=local-cse",
            ])
            .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
            .arg(from)
            .arg("-o")
            .arg(to),
    )
}

/// Reads which features the engines use, and refuses one that a browser of the floor would not take.
pub(crate) fn validate() -> Outcome {
    for (engine, vectors) in
        [(ENGINES[0], false), (ENGINES[1], true), (EXPORT, false), (PROFILES[0], false), (PROFILES[1], false)]
    {
        let used =
            features::used(&bytes(&web_package().join(engine))?).map_err(|error| format!("{engine}: {error}"))?;
        let names: Vec<String> = used.iter().map(ToString::to_string).collect();
        println!("{engine}: {}", names.join(", "));
        let more: Vec<String> = used
            .iter()
            .filter(|feature| !(FLOOR.contains(feature) || vectors && **feature == Feature::Simd))
            .map(ToString::to_string)
            .collect();
        if !more.is_empty() {
            return Err(format!("{engine} uses {}, which its oldest browsers do not know", more.join(", ")));
        }
        if vectors && !used.contains(&Feature::Simd) {
            return Err(format!("{engine} has no vectors: it is the same as the other"));
        }
    }
    Ok(())
}

/// Prints what the engine weighs, and refuses one that weighs too much.
pub(crate) fn weigh() -> Outcome {
    let raw = bytes(&wasm_target().join(TARGET).join(PROFILE).join("garim.wasm"))?.len();
    println!("compiled, without vectors: {}", kilobytes(raw));
    for engine in ENGINES {
        let module = bytes(&web_package().join(engine))?;
        let small = brotli(&module)?;
        println!("{engine:16} {}, brotli {}", kilobytes(module.len()), kilobytes(small));
        if small > MAX_ENGINE_BROTLI {
            return Err(format!(
                "{engine} weighs {small} bytes in brotli, and MAX_ENGINE_BROTLI in xtask/src/wasm.rs allows {MAX_ENGINE_BROTLI}"
            ));
        }
    }
    println!("gate: brotli of each engine at most {}", kilobytes(MAX_ENGINE_BROTLI));
    for (name, gate, most) in [
        (EXPORT, "MAX_EXPORT_BROTLI", MAX_EXPORT_BROTLI),
        (PROFILES[0], "MAX_READER_BROTLI", MAX_READER_BROTLI),
        (PROFILES[1], "MAX_PROFILE_BROTLI", MAX_PROFILE_BROTLI),
    ] {
        let module = bytes(&web_package().join(name))?;
        let small = brotli(&module)?;
        println!("{name:16} {}, brotli {}; gate {}", kilobytes(module.len()), kilobytes(small), kilobytes(most));
        if small > most {
            return Err(format!(
                "{name} weighs {small} bytes in brotli, and {gate} in xtask/src/wasm.rs allows {most}"
            ));
        }
    }
    Ok(())
}

/// Builds the engine of the identifiers alone (no names, roles, facts, form and sessions) and refuses one that weighs too much.
pub(crate) fn weigh_identifiers() -> Outcome {
    let compiled = compile(&wasm_target().join("identifiers"), &[FLOOR_FLAG, "--cfg=garim_identifiers"], "wasm")?;
    let folder = wasm_target().join("pkg-identifiers");
    let _ = fs::remove_dir_all(&folder);
    call(Command::new(setup::bindgen()?).arg(&compiled).arg("web").arg(&folder))?;
    let module = folder.join("identifiers.wasm");
    optimise(&setup::node_modules()?, &folder.join("garim_bg.wasm"), &module)?;
    let (raw, small) = (bytes(&module)?.len(), brotli(&bytes(&module)?)?);
    println!("identifiers.wasm {}, brotli {}", kilobytes(raw), kilobytes(small));
    if small > MAX_IDENTIFIERS_BROTLI {
        return Err(format!(
            "the identifiers alone weigh {small} bytes in brotli, and MAX_IDENTIFIERS_BROTLI in xtask/src/wasm.rs allows {MAX_IDENTIFIERS_BROTLI}"
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
    fn of(compiled: &[&Path]) -> Outcome<Self> {
        let mut content = Vec::new();
        for module in compiled {
            content.extend(bytes(module)?);
        }
        for file in ["package-lock.json", "xtask/bindgen/Cargo.toml", "xtask/bindgen/src/main.rs", "xtask/src/wasm.rs"]
        {
            content.extend(bytes(&root().join(file))?);
        }
        Ok(Self { place: wasm_target().join("pkg.stamp"), content })
    }

    fn is_fresh(&self) -> bool {
        let whole = ENGINES.iter().chain([&EXPORT]).chain(&PROFILES).all(|module| web_package().join(module).is_file())
            && export_package().join("garim_bg.wasm").is_file()
            && node_package().join("garim_bg.wasm").is_file();
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
