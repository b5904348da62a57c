//! The `garim` command: arguments, streams, exit codes.

use std::io::{BufRead, Write};

use garim::check::Checker;
use garim::policy::Policy;
use serde_json::value::RawValue;

#[derive(serde::Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    text: String,
}

fn main() {
    let stdin = std::io::stdin().lock();
    let mut out = std::io::stdout().lock();
    let mut checker = Checker::new();
    let null = RawValue::NULL;
    for line in stdin.lines() {
        let Ok(line) = line else { break };
        let Ok(doc) = serde_json::from_str::<Line>(&line) else { continue };
        let checked = checker.check(&doc.text, &Policy::default());
        let json = garim::wire::document(doc.id.unwrap_or(null), &doc.text, &checked);
        let _ = writeln!(out, "{json}");
    }
}
