//! Faults of the machine: a disk that is full, a process that is killed, a file that was cut off. Nothing is half-written, nothing is lost, it is said.

#![cfg(all(unix, feature = "cli"))]

#[path = "reading/cfb.rs"]
mod cfb;
#[path = "files/mod.rs"]
#[allow(dead_code)]
mod files;
#[path = "reading/hwp.rs"]
#[allow(dead_code)]
mod hwp;
#[path = "reading/pdf.rs"]
mod pdf;
#[path = "reading/pptx.rs"]
mod pptx;
#[path = "reading/xls.rs"]
#[allow(dead_code)]
mod xls;
#[path = "../examples/agency/year.rs"]
#[allow(dead_code)]
mod year;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder of its own for each test.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).expect("a file");
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .expect("a folder")
            .flatten()
            .map(|e| e.file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    }

    fn garim(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_garim")).current_dir(&self.0).args(arguments).output().expect("it runs")
    }

    /// As where no file may grow above some blocks of 512 or 1,024 bytes: a write ends with an error, as on a full disk.
    fn cramped(&self, blocks: u32, arguments: &[&str]) -> Output {
        Command::new("sh")
            .current_dir(&self.0)
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_garim")])
            .args(arguments)
            .output()
            .expect("it runs")
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A draft whose masked copy is larger than what a cramped folder takes.
fn draft() -> String {
    (0..900).map(|n| format!("{n}번 신청인 김가람 휴대전화 010-0000-1234\n")).collect()
}

#[test]
fn it_leaves_nothing_half_written_where_the_disk_is_full() {
    let room = Room::new("full");
    room.put("draft.txt", draft());
    let ended = room.cramped(16, &["mask", "draft.txt", "-o", "copy.txt"]);
    assert_eq!(ended.status.code(), Some(2), "{}", told(&ended));
    assert!(told(&ended).contains("copy.txt"), "{}", told(&ended));
    assert_eq!(room.names(), ["draft.txt"]);
    // A copy of before stays as it was, also where it was to be replaced.
    room.put("copy.txt", "지난 사본");
    let ended = room.cramped(16, &["mask", "draft.txt", "-o", "copy.txt", "--force"]);
    assert_eq!(ended.status.code(), Some(2), "{}", told(&ended));
    assert_eq!(fs::read_to_string(room.0.join("copy.txt")).expect("the old copy"), "지난 사본");
    assert_eq!(room.names(), ["copy.txt", "draft.txt"]);
    // Where there is room, the same command writes it.
    let ended = room.garim(&["mask", "draft.txt", "-o", "copy.txt", "--force"]);
    assert_eq!(ended.status.code(), Some(0), "{}", told(&ended));
    assert_eq!(room.garim(&["verify", "copy.txt", "--against", "draft.txt"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(room.0.join("draft.txt")).expect("the draft"), draft());
}

#[test]
fn it_says_so_where_its_output_takes_nothing_more() {
    let room = Room::new("output");
    room.put("draft.txt", draft());
    if !Path::new("/dev/full").exists() {
        return;
    }
    for arguments in [&["check", "--json", "draft.txt"][..], &["check", "draft.txt"], &["kinds"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let ended = Command::new(env!("CARGO_BIN_EXE_garim"))
            .current_dir(&room.0)
            .args(arguments)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .expect("it runs");
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {}", told(&ended));
        assert!(!ended.stderr.is_empty() && !told(&ended).contains("010-0000-1234"), "{arguments:?}");
    }
}

#[test]
fn it_says_so_where_a_folder_cannot_be_written() {
    let room = Room::new("locked");
    room.put("draft.txt", draft());
    room.put("file", "폴더가 아님");
    let ended = room.garim(&["mask", "draft.txt", "-o", "file/copy.txt"]);
    assert_eq!(ended.status.code(), Some(2), "{}", told(&ended));
    assert!(!ended.stderr.is_empty());
    assert_eq!(room.names(), ["draft.txt", "file"]);
}

/// The arguments of a diagnosis.
const AUDIT: [&str; 8] = ["audit", "year.jsonl", "--out", "out", "--key", "officer.key", "--today", "2099-07-01"];

fn year_of(room: &Room, documents: usize) {
    room.put("officer.key", [7; 32]);
    fs::set_permissions(room.0.join("officer.key"), fs::Permissions::from_mode(0o600)).expect("a mode");
    let lines: Vec<String> = year::year(documents as u64, 3).map(|d| year::line(&d)).collect();
    room.put("year.jsonl", lines.join("\n"));
}

#[test]
fn it_ends_a_killed_diagnosis_with_the_same_report() {
    let (whole, killed) = (Room::new("whole"), Room::new("killed"));
    for room in [&whole, &killed] {
        year_of(room, 2_000);
    }
    let ended = whole.garim(&AUDIT);
    assert!(ended.status.success(), "{}", told(&ended));
    // Killed while it writes, three times, with nothing that could tidy up.
    let records = killed.0.join("out/state/records.jsonl");
    let mut midway = 0;
    for _ in 0..3 {
        let before = fs::metadata(&records).map_or(0, |m| m.len());
        let mut child = Command::new(env!("CARGO_BIN_EXE_garim"))
            .current_dir(&killed.0)
            .args(AUDIT)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60)
            && fs::metadata(&records).map_or(0, |m| m.len()) <= before
            && child.try_wait().expect("a child").is_none()
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = child.kill();
        let ended = child.wait().expect("its end");
        let head = fs::read_to_string(killed.0.join("out/state/head.json")).unwrap_or_default();
        midway += usize::from(!ended.success() && !head.contains("\"done\":true"));
        assert!(!killed.0.join("out/report.json").exists() || ended.success(), "a report of half the documents");
        if ended.success() {
            break;
        }
    }
    assert!(midway > 0, "it was never killed in the middle");
    let ended = killed.garim(&AUDIT);
    assert!(ended.status.success(), "{}", told(&ended));
    for name in ["report.json", "report.html", "report.csv", "actions.csv", "findings.jsonl", "report.sarif"] {
        let read = |room: &Room| fs::read(room.0.join("out").join(name)).expect("a file");
        assert!(read(&whole) == read(&killed), "{name} differs");
    }
}

#[test]
fn it_goes_on_with_a_diagnosis_after_the_disk_was_full() {
    let (whole, full) = (Room::new("roomy"), Room::new("cramped"));
    for room in [&whole, &full] {
        year_of(room, 300);
    }
    assert!(whole.garim(&AUDIT).status.success());
    let ended = full.cramped(24, &AUDIT);
    assert_eq!(ended.status.code(), Some(2), "{}", told(&ended));
    assert!(!ended.stderr.is_empty());
    let ended = full.garim(&AUDIT);
    assert!(ended.status.success(), "{}", told(&ended));
    let read = |room: &Room| fs::read(room.0.join("out/report.json")).expect("a report");
    assert!(read(&whole) == read(&full), "report.json differs");
}

#[test]
fn it_answers_files_that_were_cut_off() {
    let room = Room::new("cut");
    let way = files::Way::Whole;
    let value = "010-0000-7391";
    let documents: [(&str, Option<Vec<u8>>); 12] = [
        ("txt", Some(draft().into_bytes())),
        ("md", Some(format!("# 명단\n\n| 성명 | 연락처 |\n|---|---|\n| 김가람 | {value} |\n").into_bytes())),
        ("csv", files::plain::csv(files::plain::CSV[0], way, true)),
        ("html", files::html::html(files::html::HTML[0], way, true)),
        ("hwpx", files::hwpx(files::HWPX[0], way, true)),
        ("docx", files::docx::docx(files::docx::DOCX[0], way, true)),
        ("xlsx", files::xlsx::xlsx(files::xlsx::XLSX[0], way, true)),
        ("odt", files::odt::odt(files::odt::ODT[0], way, true)),
        ("hwp", hwp::hwp("cell", value)),
        ("xls", xls::xls("shared string", value)),
        ("pdf", pdf::pdf(pdf::PLACES[0], value)),
        ("pptx", pptx::pptx(pptx::PLACES[0], value)),
    ];
    let mut refused = 0;
    for (ending, bytes) in documents {
        let bytes = bytes.expect("a document");
        let name = format!("draft.{ending}");
        for sixteenth in [0, 1, 5, 9, 14, 15] {
            let cut = bytes.len() * sixteenth / 16 + usize::from(sixteenth > 0);
            room.put(&name, &bytes[..cut]);
            let is_read_only = matches!(ending, "hwp" | "xls" | "pdf" | "pptx");
            let copy = format!("copy.{}", if is_read_only { "txt" } else { ending });
            let _ = fs::remove_file(room.0.join(&copy));
            let ended = room.garim(&["mask", &name, "-o", &copy]);
            let code = ended.status.code();
            if code == Some(0) {
                let again = room.garim(&["verify", &copy]);
                assert_eq!(again.status.code(), Some(0), "{name} cut at {cut}: {}", told(&again));
            } else {
                refused += 1;
                assert!(matches!(code, Some(2 | 3)), "{name} cut at {cut}: {code:?} {}", told(&ended));
                assert!(told(&ended).contains(&name) && !told(&ended).contains("panicked"), "{}", told(&ended));
                assert_eq!(
                    room.names().iter().filter(|n| **n == copy || n.contains("tmp")).count(),
                    0,
                    "{name} cut at {cut}"
                );
            }
            assert!(fs::read(room.0.join(&name)).expect("the file") == bytes[..cut], "the original was changed");
        }
        fs::remove_file(room.0.join(&name)).expect("the file");
    }
    assert!(refused > 30, "{refused} were refused");
}
