//! The checker page: `www/` and the npm package, made into one HTML file that opens from a disk (`dist/garim.html`) and into a folder that is served
//! (`target/page`), and the pictures of its views.

use std::path::PathBuf;
use std::process::Command;

use crate::machine::{Outcome, call, native_target, root};
use crate::{pkg, setup};

/// The single file.
pub(crate) fn file() -> PathBuf {
    root().join("dist").join("garim.html")
}

/// The folder that is served.
pub(crate) fn folder() -> PathBuf {
    native_target().join("page")
}

/// `cargo xtask page`: builds the package, then the page.
pub(crate) fn run() -> Outcome {
    pkg::run()?;
    build()
}

/// Builds the page of a package that is built already: types checked, then both forms written.
pub(crate) fn build() -> Outcome {
    setup::node_modules()?;
    call(node().arg(root().join("node_modules/typescript/bin/tsc")).arg("--project").arg(root().join("www")))?;
    call(node().arg(root().join("www/build.mjs")).args([pkg::folder(), file(), folder()]))
}

/// `cargo xtask screenshots`: pictures of the main views of a page that is built, into `target/screenshots`.
pub(crate) fn screenshots() -> Outcome {
    if !file().is_file() {
        run()?;
    }
    let pictures = native_target().join("screenshots");
    std::fs::create_dir_all(&pictures).map_err(|error| format!("{}: {error}", pictures.display()))?;
    call(
        node()
            .arg(root().join("www/screenshots.mjs"))
            .args([file(), pictures])
            .env("GARIM_CHROMIUM", setup::chromium()?),
    )
}

fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(root());
    command
}
