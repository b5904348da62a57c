//! Any bytes, opened as pptx.
#![no_main]

#[path = "../src/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for target in targets::TARGETS.iter().filter(|t| t.name == "pptx") {
        (target.run)(data);
    }
});
