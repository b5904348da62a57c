//! What is done with any bytes, one target an adapter: they are opened as the format, and what is read holds together. Run by cargo-fuzz for as long as
//! one likes, and by the tests over changed files for a few seconds.

use garim::export;

/// A target.
#[derive(Clone, Copy)]
pub struct Target {
    /// The ending of the format's files.
    pub name: &'static str,
    /// Opens bytes.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target { name: "text", run: |bytes| open("txt", bytes) },
    Target { name: "hwp", run: |bytes| open("hwp", bytes) },
    Target { name: "xls", run: |bytes| open("xls", bytes) },
    Target { name: "pptx", run: |bytes| open("pptx", bytes) },
    Target { name: "pdf", run: |bytes| open("pdf", bytes) },
    Target { name: "zip", run: |bytes| open("zip", bytes) },
    Target { name: "hwpx", run: |bytes| open("hwpx", bytes) },
    Target { name: "docx", run: |bytes| open("docx", bytes) },
];

/// Opens bytes; every place of what was read is one.
fn open(ending: &str, bytes: &[u8]) {
    let Ok(opened) = export::open(ending, bytes) else { return };
    let source = opened.reading.as_ref().map(|r| &r.source).or(opened.package.as_ref().map(|p| &p.source));
    if let Some(source) = source {
        assert_eq!(source.text, opened.text);
        for (at, _) in opened.text.char_indices().step_by(64) {
            assert!(source.place(at).is_some(), "text without a place");
        }
    }
}
