//! Any bytes, opened as xls.
#![no_main]

#[path = "../src/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for target in targets::TARGETS.iter().filter(|t| t.name == "xls") {
        (target.run)(data);
    }
});
