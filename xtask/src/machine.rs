//! Where things are on this machine, and how other programs are called.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a step gives: nothing, or a message that says what went wrong and what to do.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The work tree that this xtask was compiled in.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies below the root")
}

/// Where native builds go: cargo's own choice, `target` unless the caller set another.
pub(crate) fn native_target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) if !folder.is_empty() => root().join(folder),
        _ => root().join("target"),
    }
}

/// Where WebAssembly builds go. A folder of its own, because another compiler may make them.
pub(crate) fn wasm_target() -> PathBuf {
    native_target().join("wasm")
}

/// Where built tools are kept: `GARIM_TOOLS`, else `.tools` of the main work tree, so that several work trees of one
/// clone share them.
pub(crate) fn tools() -> PathBuf {
    if let Some(folder) = std::env::var_os("GARIM_TOOLS").filter(|folder| !folder.is_empty()) {
        return root().join(folder);
    }
    let mut git = Command::new("git");
    git.args(["rev-parse", "--path-format=absolute", "--git-common-dir"]).current_dir(root());
    if let Some(common) = answer(&mut git).map(PathBuf::from)
        && common.file_name() == Some(OsStr::new(".git"))
        && let Some(main) = common.parent().filter(|main| main.join("Cargo.toml").is_file())
    {
        return main.join(".tools");
    }
    root().join(".tools")
}

/// The built file of a native program of this workspace, in the dev profile.
pub(crate) fn native_program(name: &str) -> PathBuf {
    native_target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The cargo that runs this xtask, with the variables gone that `cargo run` adds for its child.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let known = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|start| known.starts_with(start)) {
            command.env_remove(&name);
        }
    }
    command
}

/// Takes out of a command's environment all that would steer another cargo or rustc: a toolchain's name, its
/// libraries, flags and wrappers.
pub(crate) fn without_toolchain(command: &mut Command) -> &mut Command {
    for name in [
        "RUSTUP_TOOLCHAIN",
        "RUSTUP_TOOLCHAIN_SOURCE",
        "CARGO",
        "RUSTC",
        "RUSTDOC",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
        "RUSTFLAGS",
        "RUSTDOCFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_ENCODED_RUSTDOCFLAGS",
        "CARGO_BUILD_RUSTC",
        "CARGO_BUILD_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "CARGO_BUILD_TARGET_DIR",
        "CARGO_TARGET_DIR",
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
        "CARGO_INCREMENTAL",
        "RUSTC_BOOTSTRAP",
        "RUST_TARGET_PATH",
        "LD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs a command with its output shown; a failure names the command.
pub(crate) fn call(command: &mut Command) -> Outcome {
    let shown = shown(command);
    println!("  $ {shown}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// As `call`, but ended after a while: for programs that wait for a network that may not be there.
pub(crate) fn call_within(command: &mut Command, limit: Duration) -> Outcome {
    let shown = shown(command);
    println!("  $ {shown}");
    let told = |error: std::io::Error| format!("`{shown}` could not be run: {error}");
    let mut child = command.stdin(Stdio::null()).spawn().map_err(told)?;
    let began = Instant::now();
    loop {
        match child.try_wait().map_err(told)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("`{shown}` failed ({status})")),
            None if began.elapsed() > limit => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{shown}` gave no answer in {}", readable(limit)));
            }
            None => std::thread::sleep(Duration::from_millis(100)),
        }
    }
}

/// Compiler flags that take this machine's folders out of what is built, so that every machine builds the same bytes and
/// none is named in them. In the form of CARGO_ENCODED_RUSTFLAGS, after `flags`.
pub(crate) fn nameless_flags(flags: &[&str]) -> String {
    nameless_flags_of(root(), flags)
}

/// The same for sources in another folder.
pub(crate) fn nameless_flags_of(sources: &Path, flags: &[&str]) -> String {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = folder("HOME").or_else(|| folder("USERPROFILE"));
    let cargo_home = folder("CARGO_HOME").or_else(|| home.map(|home| home.join(".cargo")));
    let mut all: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
    all.push(format!("--remap-path-prefix={}=garim", sources.display()));
    all.extend(cargo_home.map(|folder| format!("--remap-path-prefix={}=cargo", folder.display())));
    all.join("\u{1f}")
}

/// The trimmed standard output of a command that went well, else nothing.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success()).then(|| text.trim().to_owned())
}

/// The command as a person would type it: paths in this work tree made relative, a program elsewhere by its name.
fn shown(command: &Command) -> String {
    let here = format!("{}{}", root().display(), std::path::MAIN_SEPARATOR);
    let program = Path::new(command.get_program());
    let program =
        if program.starts_with(root()) { program.as_os_str() } else { program.file_name().unwrap_or_default() };
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().replace(&here, ""))
        .map(|word| if word.contains(' ') || word.is_empty() { format!("'{word}'") } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first file of that name on the search path.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// Whether a variable is set to something.
pub(crate) fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// A time as people read it.
pub(crate) fn readable(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// The numbers of a version, to compare.
pub(crate) fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn it_compares_versions_by_their_numbers() {
        assert!(numbers("1.96.0") >= numbers("1.95"));
        assert!(numbers("1.100.0") > numbers("1.95.2"));
        assert!(numbers("1.85.0+dfsg3-1") < numbers("1.95"));
        assert!(numbers("20.9.0") < vec![20, 19]);
        assert!(numbers("unknown") < numbers("1"));
    }
}
