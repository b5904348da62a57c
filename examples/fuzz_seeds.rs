//! Writes what fuzzing begins with: a folder a target. `cargo xtask fuzz` calls it.
//!
//! `cargo run --example fuzz_seeds -- FOLDER`

#![cfg(feature = "export")]

#[path = "../tests/reading/cfb.rs"]
mod cfb;
#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/files/mod.rs"]
#[allow(dead_code)]
mod files;
#[path = "../tests/reading/hwp.rs"]
#[allow(dead_code)]
mod hwp;
#[path = "../tests/reading/pdf.rs"]
mod pdf;
#[path = "../tests/reading/pptx.rs"]
mod pptx;
#[path = "../tests/fuzz/seeds.rs"]
mod seeds;
#[path = "../tests/reading/xls.rs"]
#[allow(dead_code)]
mod xls;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("name a folder"))?;
    for (i, (name, bytes)) in seeds::all().into_iter().enumerate() {
        let place = std::path::Path::new(&folder).join(name);
        std::fs::create_dir_all(&place)?;
        std::fs::write(place.join(format!("seed-{i:04}")), bytes)?;
    }
    Ok(())
}
