//! Whole drafts with the contract's JSON: what is found, suggested and masked in them stays as it was reviewed.
//!
//! `tests/corpus/documents/<name>/input.txt` and `expected.json`. After a change that is meant to change them, read the difference and
//! write them anew with `GARIM_BLESS=1 cargo test --test documents`.

use std::path::{Path, PathBuf};

use garim::policy::Policy;

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/documents");
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the documents").map(|e| e.expect("an entry").path()).collect();
    all.sort();
    all
}

#[test]
fn it_answers_whole_drafts_as_reviewed() {
    let bless = std::env::var("GARIM_BLESS").is_ok();
    let mut changed = Vec::new();
    let all = documents();
    for folder in &all {
        let text = std::fs::read_to_string(folder.join("input.txt")).expect("a draft");
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let id = serde_json::value::to_raw_value(&name).expect("a name is JSON");
        let json = garim::check_json(&text, &id, &Policy::default());
        let got: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let path = folder.join("expected.json");
        if bless {
            std::fs::write(&path, serde_json::to_string_pretty(&got).expect("JSON") + "\n").expect("written");
            continue;
        }
        let want: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).expect("an expected answer")).expect("JSON");
        if got != want {
            let rules = |v: &serde_json::Value| -> Vec<String> {
                v["findings"].as_array().map_or(Vec::new(), |f| {
                    f.iter().map(|f| format!("{} {} {}", f["start"], f["rule"], f["action"])).collect()
                })
            };
            let (a, b) = (rules(&want), rules(&got));
            let gone: Vec<_> = a.iter().filter(|r| !b.contains(r)).collect();
            let new: Vec<_> = b.iter().filter(|r| !a.contains(r)).collect();
            changed.push(format!("{name}: gone {gone:?}, new {new:?}"));
        }
    }
    assert!(changed.is_empty(), "{} of {} drafts changed:\n{}", changed.len(), all.len(), changed.join("\n"));
    assert!(all.len() >= 20, "there are {} drafts", all.len());
}

/// What was masked gives no other place away: the browser masks what a masked copy still shows, and both say the same.
#[test]
fn it_finds_nothing_to_mask_in_what_it_masked() {
    for folder in documents() {
        let text = std::fs::read_to_string(folder.join("input.txt")).expect("a draft");
        let masked = garim::mask::masked(&text, &garim::check::check(&text, &Policy::default()).findings);
        let again = garim::check::check(&masked, &Policy::default()).findings;
        let left: Vec<_> = again.iter().filter(|f| f.action == garim::kind::Action::Mask).map(|f| f.rule).collect();
        assert!(left.is_empty(), "{}: {left:?}", folder.display());
    }
}
