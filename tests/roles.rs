//! Whose name stays: one table of drafts a row of the contract's Roles table (`tests/corpus/roles`), with the action of every name in it and
//! of the phones, mailboxes and addresses that follow their holder.

mod common;

use garim::kind::{Action, Kind};
use garim::policy::Policy;

/// The rows, each a file.
const ROWS: [&str; 10] = [
    "official",
    "subject",
    "corporation",
    "appointed",
    "undecided",
    "representative",
    "private_business",
    "private",
    "published",
    "holders",
];

/// What follows its holder.
const FOLLOWS: [Kind; 5] = [Kind::PersonName, Kind::Mobile, Kind::Landline, Kind::Email, Kind::Address];

#[test]
fn it_answers_every_row_of_the_roles_table() {
    let mut wrong = Vec::new();
    for row in ROWS {
        let file = common::folder().join(format!("roles/{row}.jsonl"));
        let lines = std::fs::read_to_string(&file).expect("every row has its drafts");
        let mut cases = 0;
        for line in lines.lines().filter(|l| !l.is_empty()) {
            let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
            let draft = common::parse(case["marked"].as_str().expect("a case has a marked text"));
            let found = garim::check::check(&draft.text, &Policy::default()).findings;
            for &(start, end, kind, action) in draft.marks.iter().filter(|m| FOLLOWS.contains(&m.2)) {
                let says: Vec<&str> = found
                    .iter()
                    .filter(|f| f.kind == kind && f.span.start < end && start < f.span.end)
                    .map(|f| f.action.id())
                    .collect();
                // What stays may as well not be found at all.
                let stays = action == Action::Keep && says.iter().all(|s| *s == action.id());
                if !stays && says != [action.id()] {
                    let value = draft.text.get(start..end).unwrap_or("");
                    wrong.push(format!("{row}/{}: {value} {} wanted, found {says:?}", case["name"], action.id()));
                }
            }
            cases += 1;
        }
        assert!(cases > 0, "{row} has no draft");
    }
    assert!(wrong.is_empty(), "{} answers:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_has_a_row_for_every_file() {
    let files = std::fs::read_dir(common::folder().join("roles")).expect("the drafts of the roles");
    for file in files {
        let path = file.expect("an entry").path();
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        assert!(ROWS.contains(&stem), "{stem} belongs to no row");
    }
}
