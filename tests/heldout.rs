//! The held-back documents are the ones that were written.

use std::path::Path;

/// A 64-bit FNV-1a of a file, enough to notice a change.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[test]
fn it_keeps_the_held_back_documents_as_they_were_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/heldout");
    let list = std::fs::read_to_string(folder.join("FINGERPRINTS")).expect("the list of fingerprints");
    let mut seen = 0;
    for line in list.lines() {
        let (want, name) = line.split_once("  ").expect("a fingerprint and a name");
        let bytes = std::fs::read(folder.join(name)).expect("a held-back file");
        assert_eq!(format!("{:016x}", fingerprint(&bytes)), want, "{name} was changed");
        seen += 1;
    }
    assert_eq!(seen, 6);
}
