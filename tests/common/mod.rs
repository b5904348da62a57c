//! What the tests share: reading marked texts and the corpus they stand in.
#![allow(dead_code)] // Each test file uses a part of it.

use std::path::{Path, PathBuf};

use garim::kind::{Action, Kind};

/// A text and what is marked in it, in bytes.
pub struct Case {
    /// The text without marks.
    pub text: String,
    /// Start, end, kind and action of each mark.
    pub marks: Vec<(usize, usize, Kind, Action)>,
}

/// Reads `[[kind|…]]` and `[[kind!action|…]]`.
pub fn parse(marked: &str) -> Case {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]").map(|c| open + c) else { break };
        let inner = &rest[open + 2..close];
        let mark = inner.split_once('|').and_then(|(head, value)| {
            let (id, action) = head.split_once('!').unwrap_or((head, ""));
            let kind = Kind::from_id(id)?;
            let action = if action.is_empty() { Some(kind.action()) } else { Action::from_id(action) };
            Some((kind, action?, value))
        });
        match mark {
            Some((kind, action, value)) => {
                text.push_str(&rest[..open]);
                let start = text.len();
                text.push_str(value);
                marks.push((start, text.len(), kind, action));
                rest = &rest[close + 2..];
            }
            None => {
                text.push_str(&rest[..open + 2]);
                rest = &rest[open + 2..];
            }
        }
    }
    text.push_str(rest);
    Case { text, marks }
}

/// Where the shared corpus lies.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Every case of the corpus of kinds, in the order of their files.
pub fn kinds_corpus() -> Vec<Case> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("kinds"))
        .expect("the corpus is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let lines = std::fs::read_to_string(&file).expect("readable");
        for line in lines.lines().filter(|l| !l.is_empty()) {
            let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
            cases.push(parse(case["marked"].as_str().expect("a case has a marked text")));
        }
    }
    cases
}
