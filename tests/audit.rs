//! The diagnosis, end to end: figures, what may not be in them, going on after an interruption, answers read back, odd input.

#[path = "../examples/agency/year.rs"]
#[allow(dead_code)]
mod year;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder of its own for each test.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audit").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_garim"))
            .current_dir(&self.0)
            .args(["audit", "--key", "officer.key", "--today", "2099-07-01"])
            .args(arguments)
            .output()
            .expect("the command runs")
    }

    fn done(&self, arguments: &[&str]) {
        let out = self.run(arguments);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).expect("JSON")
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path());
    entries.flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] }).collect()
}

const LINES: &[&str] = &[
    r#"{"id":1,"text":"신청인 김가람 휴대전화 010-0000-1234","department":"총무과","author":"a","date":"2099-01-05","title":"김가람 민원","level":"open","public_at":"2099-07-03"}"#,
    r#"{"id":2,"text":"신청인 김가람 휴대전화 010-0000-1234, 주민등록번호 990101-3000012","department":"총무과","author":"a","date":"2099-02-05","level":"부분공개","public_at":"2099-06-20"}"#,
    r#"{"id":3,"text":"하천의 수질을 점검하고 결과를 누리집에 올린다.","department":"하천과","author":"b","date":"2099-02-06","level":"비공개"}"#,
    r#"{"id":4,"text":"하천의 수질을 점검하고 결과를 누리집에 올린다.","department":"하천과","author":"b","date":"2099-02-07","level":"공개"}"#,
    r#"{"id":5,"text":"계획을 알립니다.  끝.\n붙임\n연락처 휴대전화 010-0000-9876","department":"하천과","author":"c","date":"2099-03-01","level":"공개"}"#,
    r#"{"id":6,"text":"신청인 이나래 휴대전화 010-0000-5555","department":"총무과","level":"비공개"}"#,
    r#"{"id":7}"#,
    "not json",
];

#[test]
fn it_counts_what_it_says_it_counts() {
    let room = Room::new("counts");
    room.put("year.jsonl", LINES.join("\n"));
    room.done(&["year.jsonl", "--out", "out"]);
    let report = room.json("out/report.json");
    let all = &report["all"];
    let figures =
        ["documents", "read", "unread", "partly", "clean", "public", "exposed", "identified"].map(|f| all[f].as_u64());
    assert_eq!(figures, [8, 6, 2, 0, 2, 4, 3, 1].map(Some), "{all}");
    assert_eq!(report["rates"]["exposed"]["ten_thousandths"], 7500);
    assert_eq!(report["contradictions"]["open_but_exposed"], 2);
    assert_eq!(report["contradictions"]["partial_but_exposed"], 1);
    assert_eq!(report["contradictions"]["closed_but_nothing_found"], 1);
    assert_eq!(report["attachments_only"], 1);
    assert_eq!(report["kinds"]["rrn"]["mask"], 1);
    assert_eq!(report["kinds"]["mobile"]["documents"], 3, "{}", report["kinds"]);
    assert_eq!(report["days_left"], serde_json::json!([1, 1, 0, 0, 0]));
    assert_eq!(report["unread"]["missing_text"], 1);
    assert_eq!(report["unread"]["invalid_json"], 1);
    assert_eq!(report["departments"]["총무과"]["exposed"], 2);
    assert_eq!(report["months"]["2099-02"]["documents"], 3);
    // One number stands in two documents; so does a name, which may be that of two persons.
    assert_eq!(report["repeats"]["values"], 1, "{}", report["repeats"]);
    assert_eq!(report["worst"][0]["n"], 1);
    let sarif = room.json("out/report.sarif");
    assert!(sarif["runs"][0]["results"].as_array().is_some_and(|r| r.len() >= 5 && r[0]["ruleId"].is_string()));
    assert_eq!(room.read("out/findings.jsonl").lines().count(), 8);
    assert!(room.read("out/checklist.csv").lines().count() > 1);
    let authors = room.read("out/authors.csv");
    assert!(authors.contains("<3") && !authors.contains(",2,"), "{authors}");
}

#[test]
fn it_holds_no_value_anywhere() {
    let room = Room::new("canaries");
    let documents: Vec<year::Document> = year::year(400, 7).collect();
    let lines: Vec<String> = documents.iter().map(year::line).collect();
    room.put("year.jsonl", lines.join("\n"));
    room.done(&["year.jsonl", "--out", "out"]);
    let secrets: Vec<&String> = documents.iter().flat_map(|d| &d.secrets).collect();
    assert!(secrets.len() > 200, "{} secrets", secrets.len());
    let key = fs::read(room.0.join("officer.key")).expect("a key");
    for path in files(&room.0.join("out")) {
        let bytes = fs::read(&path).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{} holds {secret}", path.display());
        }
        for document in &documents {
            assert!(!text.contains(&document.author), "{} holds an author", path.display());
        }
        assert!(!bytes.windows(8).any(|w| w == &key[..8]), "{} holds the key", path.display());
    }
    // What was planted was seen: nothing of the above is empty of meaning.
    let exposed = room.json("out/report.json")["all"]["exposed"].as_u64().unwrap_or(0);
    let open = documents.iter().filter(|d| !d.secrets.is_empty() && d.level != "비공개").count() as u64;
    assert!(exposed * 100 >= open * 97, "{exposed} of {open}");
}

#[test]
fn it_goes_on_where_it_stopped() {
    let (whole, broken) = (Room::new("whole"), Room::new("broken"));
    let lines: Vec<String> = year::year(700, 3).map(|d| year::line(&d)).collect();
    for room in [&whole, &broken] {
        room.put("officer.key", [7; 32]);
        private(&room.0.join("officer.key"));
        room.put("year.jsonl", lines.join("\n"));
        room.done(&["year.jsonl", "--out", "out"]);
    }
    // As if the machine had gone out while a document was written.
    let records = broken.0.join("out/state/records.jsonl");
    let bytes = fs::read(&records).expect("records");
    fs::write(&records, &bytes[..bytes.len() * 2 / 3]).expect("a file");
    let head = broken.0.join("out/state/head.json");
    let undone = fs::read_to_string(&head).expect("a head").replace("\"done\":true", "\"done\":false");
    fs::write(&head, undone).expect("a file");
    broken.done(&["year.jsonl", "--out", "out"]);
    for name in [
        "report.json",
        "report.html",
        "report.csv",
        "actions.csv",
        "findings.jsonl",
        "report.sarif",
        "state/values.bin",
    ] {
        let read = |room: &Room| fs::read(room.0.join("out").join(name)).expect("a file");
        assert!(read(&whole) == read(&broken), "{name} differs");
    }
    // A finished diagnosis is not overwritten, nor one of other options taken for it.
    assert_eq!(broken.run(&["year.jsonl", "--out", "out"]).status.code(), Some(2));
    assert_eq!(broken.run(&["year.jsonl", "--out", "out", "--sample", "5%"]).status.code(), Some(2));
    broken.done(&["year.jsonl", "--out", "out", "--anew"]);
}

#[test]
fn it_reads_answers_back_without_the_documents() {
    let room = Room::new("answers");
    let source = room.put("year.jsonl", LINES.join("\n"));
    room.done(&["year.jsonl", "--out", "out"]);
    fs::remove_file(source).expect("gone");
    let list = room.read("out/actions.csv");
    assert!(list.contains("1-rrn") && !list.contains("5-mobile"), "closed documents ask for nothing: {list}");
    let answers = ["조치 완료", "오탐", "공개 유지"];
    let mut rows = list.split("\r\n").enumerate().map(|(i, row)| match i {
        0 => row.to_owned(),
        _ if row.starts_with("4-") => row.to_owned(),
        _ => row.replacen(",,", &format!(",{},", answers[i % 3]), 1),
    });
    let answered: Vec<String> = rows.by_ref().collect();
    room.put("answers.csv", answered.join("\r\n"));
    room.done(&["--out", "out", "--actions", "answers.csv"]);
    let report = room.json("out/report.json");
    assert_eq!(report["all"]["exposed"], 1, "only the attachment stays open: {}", report["all"]);
    assert_eq!(report["actions"]["open"], 1);
    let settled: u64 = ["done", "mistaken", "kept"].iter().filter_map(|k| report["actions"][k].as_u64()).sum();
    assert_eq!(settled, (list.lines().count() - 2) as u64);
    // What was answered stands in the next list.
    assert!(room.read("out/actions.csv").contains("4-mobile"));
    // Against the report of before.
    assert_eq!(room.run(&["--out", "out", "--against", "answers.csv"]).status.code(), Some(2));
    room.put("earlier.json", r#"{"made":"2098-12-01","all":{"public":10,"exposed":9,"findings":20},"departments":{"하천과":{"public":4,"exposed":2,"findings":2}}}"#);
    room.done(&["--out", "out", "--against", "earlier.json"]);
    assert!(room.read("out/report.html").contains("다시 노출"));
}

#[test]
fn it_walks_over_folders() {
    let room = Room::new("folders");
    room.put("year/총무과/2099/a.txt", "신청인 김가람 휴대전화 010-0000-1234");
    room.put("year/총무과/붙임 김가람_990101-3000012.txt", "주민등록번호 990101-3000012");
    room.put("year/하천과/b.txt", "하천의 수질을 점검한다.");
    room.put("year/하천과/c.png", b"\x89PNG\r\n\x1A\n");
    room.put("year/lines.jsonl", LINES[3]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(room.0.join("year/총무과/2099/a.txt"), room.0.join("year/하천과/link.txt"))
        .expect("a link");
    room.done(&["year", "--out", "year/report"]);
    let report = room.json("year/report/report.json");
    assert_eq!(report["departments"]["총무과"]["exposed"], 2, "{report}");
    assert_eq!(report["attachments_only"], 1);
    assert_eq!(report["unread"]["unsupported_format"], 1);
    #[cfg(unix)]
    assert_eq!(report["unread"]["link"], 1);
    for path in files(&room.0.join("year/report")) {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned();
        assert!(!text.contains("990101") && !text.contains("김가람"), "{}", path.display());
    }
    // The report's own folder is no part of what is diagnosed.
    room.done(&["year", "--out", "year/report", "--anew"]);
    assert_eq!(room.json("year/report/report.json")["targets"], report["targets"]);
}

/// An archive of some files.
fn zipped(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn it_takes_every_entry_of_an_archive_as_a_document() {
    let room = Room::new("archive");
    let inner = zipped(&[("안쪽.txt", "신청인 이나래 휴대전화 010-0000-5555".into())]);
    let outer = zipped(&[
        ("총무과/김가람_990101-3000012.txt", "주민등록번호 990101-3000012".into()),
        ("총무과/깨끗한.txt", "하천의 수질을 점검한다.".into()),
        ("하천과/그림.png", b"\x89PNG\r\n\x1A\n".to_vec()),
        ("하천과/묶음.zip", inner),
    ]);
    room.put("year.zip", &outer);
    room.done(&["year.zip", "--out", "out"]);
    let report = room.json("out/report.json");
    assert_eq!((&report["targets"], &report["unread"]["unsupported_format"]), (&4.into(), &1.into()), "{report}");
    assert_eq!(report["departments"]["총무과"]["exposed"], 1, "{report}");
    assert_eq!(report["departments"]["하천과"]["exposed"], 1, "{report}");
    for path in files(&room.0.join("out")) {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned();
        assert!(
            !text.contains("990101") && !text.contains("김가람") && !text.contains("0000-5555"),
            "{}",
            path.display()
        );
    }
    // The same documents beside one another in a folder come to the same.
    for (name, text) in [("총무과/a.txt", "주민등록번호 990101-3000012"), ("총무과/b.txt", "하천의 수질을 점검한다.")]
    {
        room.put(&format!("year/{name}"), text);
    }
    room.put("year/하천과/c.png", b"\x89PNG\r\n\x1A\n");
    room.put("year/하천과/d.txt", "신청인 이나래 휴대전화 010-0000-5555");
    room.done(&["year", "--out", "beside"]);
    let beside = room.json("beside/report.json");
    for field in ["all", "kinds", "departments", "targets", "unread"] {
        assert_eq!(report[field], beside[field], "{field}");
    }
    room.put("broken.zip", &outer[..outer.len() / 2]);
    room.done(&["broken.zip", "--out", "broken"]);
    let broken = room.json("broken/report.json");
    assert_eq!((&broken["targets"], &broken["unread"]["damaged"]), (&1.into(), &1.into()), "{broken}");
}

#[test]
fn it_disarms_what_spreadsheets_and_browsers_would_run() {
    let room = Room::new("armed");
    let line = r#"{"id":1,"text":"신청인 휴대전화 010-0000-1234","department":"=HYPERLINK(\"x\")","title":"<script>alert(1)</script>","level":"open"}"#;
    let other = r#"{"id":2,"text":"휴대전화 010-0000-1235","department":"+1\r\n@x","title":"-2+3","level":"open"}"#;
    room.put("year.jsonl", format!("{line}\n{other}\n"));
    room.done(&["year.jsonl", "--out", "out"]);
    let html = room.read("out/report.html");
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("http-equiv=\"refresh"));
    assert!(html.contains("default-src 'none'"));
    for name in ["actions.csv", "report.csv", "checklist.csv", "unread.csv", "authors.csv"] {
        let table = room.read(&format!("out/{name}"));
        for cell in table.trim_start_matches('\u{FEFF}').lines().flat_map(|l| l.split(',')) {
            assert!(!cell.trim_matches('"').starts_with(['=', '+', '-', '@']), "{name}: {cell}");
        }
    }
}

#[test]
fn it_takes_samples_that_are_the_same_again() {
    let room = Room::new("sample");
    let lines: Vec<String> = year::year(600, 5).map(|d| year::line(&d)).collect();
    room.put("year.jsonl", lines.join("\n"));
    room.done(&["year.jsonl", "--out", "a", "--sample", "20%", "--seed", "4"]);
    room.done(&["year.jsonl", "--out", "b", "--sample", "20%", "--seed", "4"]);
    room.done(&["year.jsonl", "--out", "c", "--sample", "20%", "--seed", "5"]);
    assert_eq!(room.read("a/findings.jsonl"), room.read("b/findings.jsonl"));
    assert_ne!(room.read("a/findings.jsonl"), room.read("c/findings.jsonl"));
    let report = room.json("a/report.json");
    let documents = report["all"]["documents"].as_u64().unwrap_or(0);
    assert!((80..=160).contains(&documents) && report["left_out"]["sample"] == 600 - documents, "{documents}");
    let rate = &report["rates"]["exposed"];
    assert!(
        rate["low"].as_u64() < rate["ten_thousandths"].as_u64()
            && rate["ten_thousandths"].as_u64() < rate["high"].as_u64()
    );
    assert!(room.read("a/report.html").contains("95% 구간"));
}

#[test]
fn it_ends_as_it_says() {
    let room = Room::new("ends");
    room.put("year.jsonl", LINES.join("\n"));
    let code = |arguments: &[&str]| room.run(arguments).status.code();
    assert_eq!(code(&["year.jsonl", "--out", "a", "--fail-over", "2"]), Some(1));
    assert_eq!(code(&["year.jsonl", "--out", "b", "--fail-over", "3"]), Some(0));
    assert_eq!(code(&["year.jsonl", "--out", "c", "--since", "2099-02-06"]), Some(0));
    assert_eq!(room.json("c/report.json")["left_out"]["since"], 2);
    assert_eq!(code(&["--out", "nothing"]), Some(2));
    assert_eq!(code(&["missing", "--out", "nothing"]), Some(2));
    assert_eq!(code(&["year.jsonl", "--out", "d", "--sample", "0%"]), Some(2));
    assert_eq!(code(&["year.jsonl", "--out", "d", "--since", "soon"]), Some(2));
    assert_eq!(code(&["year.jsonl", "--out", "d", "--key", "d/k"]), Some(2), "the key twice");
    let inside = Command::new(env!("CARGO_BIN_EXE_garim"))
        .current_dir(&room.0)
        .args(["audit", "year.jsonl", "--out", "d", "--key", "d/state/k"])
        .status()
        .expect("it runs");
    assert_eq!(inside.code(), Some(2));
    assert!(!room.0.join("d/state/k").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(room.0.join("officer.key")).expect("a key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::set_permissions(room.0.join("officer.key"), fs::Permissions::from_mode(0o644)).expect("a mode");
        assert_eq!(code(&["year.jsonl", "--out", "e"]), Some(2));
    }
}

fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("a mode");
    }
    let _ = path;
}
