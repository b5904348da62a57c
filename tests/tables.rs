//! The tables that scripts derive are the ones their scripts wrote: `tools/names/build.py` records the marks, `--check` rebuilds them.

use std::path::Path;

/// A 64-bit FNV-1a of a file, enough to notice a change.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[test]
fn it_ships_the_tables_of_names_that_the_script_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let recorded = std::fs::read_to_string(root.join("tools/names/names.fnv1a")).expect("the recorded mark");
    let (want, file) = recorded.trim_end().split_once("  ").expect("a mark and a file");
    let bytes = std::fs::read(root.join(file)).expect("the table");
    assert_eq!(format!("{:016x}", fingerprint(&bytes)), want, "{file} is not what tools/names/build.py wrote");
}
