//! What is done with any bytes, one target a door: texts are folded, checked, masked and edited; files are opened as a format, copied and read again;
//! and what must hold is compared. Run by cargo-fuzz for as long as one likes (`cargo xtask fuzz`), and by the tests for a minute.

#[path = "../../src/cli/line.rs"]
#[allow(dead_code, missing_docs)]
pub(crate) mod line;
pub(crate) mod sessions;
pub(crate) mod tape;
pub(crate) mod texts;

use garim::check::Checker;
use garim::export;
use garim::kind::Action;
use garim::policy::Policy;

/// A target.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name; of a file's target the ending of the format's files.
    pub name: &'static str,
    /// What is done.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target { name: "fold", run: texts::fold },
    Target { name: "check", run: texts::checks },
    Target { name: "mask", run: texts::mask },
    Target { name: "session", run: sessions::edits },
    Target { name: "profile", run: texts::profiles },
    Target { name: "jsonl", run: texts::jsonl },
    Target { name: "text", run: |bytes| file("txt", bytes) },
    Target { name: "hwp", run: |bytes| file("hwp", bytes) },
    Target { name: "xls", run: |bytes| file("xls", bytes) },
    Target { name: "pptx", run: |bytes| file("pptx", bytes) },
    Target { name: "pdf", run: |bytes| file("pdf", bytes) },
    Target { name: "zip", run: |bytes| file("zip", bytes) },
    Target { name: "hwpx", run: |bytes| file("hwpx", bytes) },
    Target { name: "docx", run: |bytes| file("docx", bytes) },
    Target { name: "xlsx", run: |bytes| file("xlsx", bytes) },
    Target { name: "odt", run: |bytes| file("odt", bytes) },
    Target { name: "html", run: |bytes| file("html", bytes) },
    Target { name: "csv", run: |bytes| file("csv", bytes) },
    Target { name: "markdown", run: |bytes| file("md", bytes) },
];

/// Runs the target of that name.
pub fn run(name: &str, bytes: &[u8]) {
    for target in TARGETS.iter().filter(|t| t.name == name) {
        (target.run)(bytes);
    }
}

/// A text above this is opened, but not copied: reading it four times takes a while.
const COPIED: usize = 6_000;

/// Opens bytes: every place of what was read is one. What is copied opens again, and holds nothing that is to be masked.
fn file(ending: &str, bytes: &[u8]) {
    let Ok(opened) = export::open(ending, bytes) else { return };
    if let Some(source) = opened.source() {
        assert!(source.text == opened.text, "two texts of one file");
        for (at, _) in opened.text.char_indices().step_by(64) {
            assert!(source.place(at).is_some(), "text without a place");
        }
    }
    if opened.text.len() > COPIED {
        return;
    }
    let (policy, mut checker) = (Policy::default(), Checker::new());
    let Ok(copy) = export::mask(&opened, &policy, &mut checker) else { return };
    let ending = if opened.reading.is_some() { "txt" } else { opened.format.ending() };
    let again = export::open(ending, copy.bytes.as_ref()).expect("a copy that opens");
    let left = checker.check(&again.text, &policy).findings;
    assert!(left.iter().all(|f| f.action != Action::Mask), "something is left to mask in the copy");
}
