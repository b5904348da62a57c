//! Documents that bring the reader down, for the tests of what must survive them: only in builds with the feature `faults`, which no release has.

/// A document whose text is `garim-fault:…` does what it says.
#[cfg(feature = "faults")]
pub(crate) fn play(text: &str) {
    match text.trim().strip_prefix("garim-fault:") {
        Some("panic") => panic!("{text}"),
        Some("abort") => std::process::abort(),
        Some("loop") => loop {
            std::hint::black_box(text);
        },
        Some("stack") => {
            std::hint::black_box(deeper(1));
        }
        Some("memory") => {
            let mut all: Vec<Vec<u8>> = Vec::new();
            loop {
                all.push(vec![1; 1 << 24]);
                std::hint::black_box(&all);
            }
        }
        _ => {}
    }
}

#[cfg(feature = "faults")]
#[allow(unconditional_recursion)]
fn deeper(n: u64) -> u64 {
    let here = std::hint::black_box([n; 64]);
    deeper(n + 1) + here.iter().sum::<u64>()
}

/// The same for a file whose first bytes say so.
#[cfg(feature = "faults")]
pub(crate) fn play_file(path: &std::path::Path) {
    use std::io::Read;
    let mut head = String::new();
    if let Ok(file) = std::fs::File::open(path) {
        let _ = file.take(64).read_to_string(&mut head);
    }
    play(&head);
}

/// Nothing.
#[cfg(not(feature = "faults"))]
pub(crate) fn play(_: &str) {}

/// Nothing.
#[cfg(not(feature = "faults"))]
pub(crate) fn play_file(_: &std::path::Path) {}
