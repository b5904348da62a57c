//! The command from end to end: what it prints, what it writes, what it ends with.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Numbers that no error, report or field but `text` and `masked` may show.
const CANARIES: [&str; 3] = ["990101-3000012", "3000012", "20990001"];
const DRAFT: &str = "주민등록번호 990101-3000012\r\n학번 20990001 확인\n";

/// A folder of its own for each test, empty at the start.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, bytes).expect("a file for the test");
        path.to_str().expect("a readable path").to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a readable path").to_owned()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .expect("the folder")
            .map(|e| e.expect("an entry").file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    }
}

fn garim() -> Command {
    Command::new(env!("CARGO_BIN_EXE_garim"))
}

fn run(arguments: &[&str]) -> Output {
    fed(arguments, b"")
}

fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = garim()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("all was written");
    for canary in CANARIES {
        assert!(!err(&output).contains(canary), "standard error shows a value: {}", err(&output));
    }
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn answers(output: &Output) -> Vec<Value> {
    out(output).lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

#[test]
fn it_prints_name_and_version() {
    let output = run(&["--version"]);
    assert_eq!((out(&output), code(&output)), (format!("garim {}\n", env!("CARGO_PKG_VERSION")), 0));
}

#[test]
fn it_reports_with_line_and_column_and_no_values() {
    let folder = Folder::new("report");
    let file = folder.file("a.txt", DRAFT);
    let output = run(&["check", &file]);
    let report = out(&output);
    assert_eq!((code(&output), err(&output).as_str()), (1, ""));
    assert!(report.contains("가릴 부분 2건 · 확인할 부분 0건 · 읽지 못한 것 0건"), "{report}");
    assert!(report.contains("  1:8      주민등록번호 · 공개할 때 가림(제6호)"), "{report}");
    assert!(report.contains("  2:4      학번·수험번호 · 공개할 때 가림(제6호)"), "{report}");
    assert!(report.contains("판단 근거: 주민등록번호는 법령에 근거가 있을 때만 적을 수 있습니다."), "{report}");
    assert!(report.contains("공개구분 제안 (최종 판단은 기안자와 결재권자가 합니다)"), "{report}");
    assert!(!report.contains('\u{1B}'), "no colours where nobody looks");
    for style in ["full", "partial", "label"] {
        let report = out(&run(&["check", "--style", style, &file]));
        assert!(CANARIES.iter().all(|c| !report.contains(c)) && !report.contains("990101"), "{report}");
    }
    let shown = out(&run(&["check", "--show-text", &file]));
    assert!(shown.contains("990101-3000012"), "{shown}");
    let english = out(&run(&["--lang", "en", "check", &file]));
    assert!(english.contains("2 to mask · 0 to review · 0 not read"), "{english}");
    assert!(english.contains("resident registration number · masked when published (item 6)"), "{english}");
}

#[test]
fn it_ends_with_zero_where_nothing_is_found() {
    let output = fed(&["check"], "회의는 다음 주에 열립니다.\n".as_bytes());
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("가릴 부분을 찾지 못했습니다."), "{}", out(&output));
    assert_eq!(code(&fed(&["check", "-"], b"")), 0);
}

#[test]
fn it_gives_the_json_of_files_one_a_line_in_order() {
    let folder = Folder::new("json");
    for i in 0..150 {
        folder.file(&format!("in/{:03}.txt", i), if i % 2 == 0 { DRAFT } else { "없음" });
    }
    folder.file("in/sub/.hidden.txt", DRAFT);
    let output = run(&["check", "--json", &folder.path("in")]);
    assert_eq!((code(&output), err(&output).as_str()), (1, ""));
    let answers = answers(&output);
    assert_eq!(answers.len(), 151);
    let ids: Vec<&str> = answers.iter().map(|a| a["id"].as_str().expect("an id")).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(answers[0]["findings"][0]["text"], "990101-3000012");
    assert_eq!(answers[0]["findings"][0]["start"], 7);
    assert_eq!(out(&output), out(&run(&["check", "--json", &folder.path("in")])), "the same bytes every time");
}

#[test]
fn it_answers_a_line_before_it_reads_the_next() {
    let mut child = garim()
        .args(["check", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("its input");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    for n in 0..50 {
        writeln!(input, "{{\"id\":{n},\"text\":\"번호 {n}\"}}").expect("it reads");
        input.flush().expect("it reads");
        let line = lines.next().expect("an answer").expect("readable");
        let answer: Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(answer["id"], n);
    }
    drop(input);
    assert!(lines.next().is_none());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn it_answers_bad_lines_in_their_place_and_loses_none() {
    let mut input = b"\xEF\xBB\xBF{\"id\":{\"a\": 1.50},\"text\":\"x\"}\r\n\n  \n".to_vec();
    input.extend_from_slice(
        b"990101-3000012\n{\"id\":\"b\",\"text\":7}\n{\"id\":\"c\"}\n[\"990101-3000012\"]\n{\"text\":\"990101-3000012\n{\"id\":\"d\",\"text\":\"\xFF\"}\n",
    );
    input.extend_from_slice(br#"{"id":"\ud800","text":"\ud83d\ude00\ud800 990101-3000012 \udc00"}"#);
    let output = fed(&["check", "--jsonl"], &input);
    assert_eq!(code(&output), 0);
    let lines = out(&output);
    assert!(lines.starts_with(r#"{"id":{"a": 1.50},"findings""#), "{lines}");
    assert!(lines.lines().last().expect("a last line").starts_with(r#"{"id":"\ud800","findings""#), "{lines}");
    // A parser may refuse that id, which is the sender's; here it is no part of what is looked at.
    let readable = lines.replace(r#""\ud800","findings""#, r#""e","findings""#);
    let answers: Vec<Value> = readable.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect();
    let codes: Vec<&str> = answers[1..7].iter().map(|a| a["error"]["code"].as_str().expect("a code")).collect();
    assert_eq!(
        codes,
        ["invalid_json", "text_not_a_string", "missing_text", "not_an_object", "invalid_json", "invalid_utf8"]
    );
    let ids: Vec<&Value> = answers[1..7].iter().map(|a| &a["id"]).collect();
    assert_eq!(ids, [&Value::Null, &"b".into(), &"c".into(), &Value::Null, &Value::Null, &"d".into()]);
    for answer in &answers[1..7] {
        let message = answer["error"]["message"].as_str().expect("a message");
        assert!(!message.is_empty() && CANARIES.iter().all(|c| !message.contains(c)), "{message}");
    }
    assert_eq!(answers[7]["masked"], "😀\u{FFFD} ******-******* \u{FFFD}");
    assert_eq!(answers[7]["findings"][0]["start"], 4);
    let english = fed(&["check", "--jsonl", "--lang=en"], b"x\n");
    assert!(out(&english).contains("the line is not JSON (byte 1)"), "{}", out(&english));
}

#[test]
fn it_answers_a_line_of_fifty_megabytes() {
    let text = "회의 자료를 붙임과 같이 보냅니다. ".repeat(1_000_000);
    let line = format!("{{\"id\":1,\"text\":\"{text}990101-3000012\"}}\n{{\"id\":2,\"text\":\"끝\"}}\n");
    assert!(line.len() > 45_000_000);
    let output = fed(&["check", "--jsonl"], line.as_bytes());
    assert_eq!(code(&output), 0);
    let answers = answers(&output);
    assert_eq!(answers.iter().map(|a| a["id"].as_i64()).collect::<Vec<_>>(), [Some(1), Some(2)]);
    let found = answers[0]["findings"].as_array().expect("findings");
    assert_eq!(found.iter().filter(|f| f["kind"] == "rrn").count(), 1);
}

#[test]
fn it_reports_a_file_of_twenty_megabytes() {
    let folder = Folder::new("large");
    let mut text = "공문서는 이 규정에 따라 처리합니다.\n".repeat(400_000);
    text.push_str("주민등록번호 990101-3000012\n");
    assert!(text.len() > 19_000_000);
    let file = folder.file("large.txt", text);
    let output = run(&["check", &file]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("  400001:8 주민등록번호"), "{}", out(&output));
    assert_eq!(code(&run(&["mask", &file, "-o", &folder.path("out.txt")])), 0);
    assert!(fs::read_to_string(folder.path("out.txt")).expect("the copy").ends_with("주민등록번호 ******-*******\n"));
}

#[test]
fn it_is_quiet_when_its_reader_leaves() {
    let mut child = garim()
        .args(["check", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("its input");
    for _ in 0..100 {
        if input.write_all(b"{\"id\":1,\"text\":\"x\"}\n").is_err() {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((err(&output).as_str(), code(&output)), ("", 0));
}

#[test]
fn it_goes_on_after_a_file_that_cannot_be_read() {
    let folder = Folder::new("troubles");
    let good = folder.file("good.txt", DRAFT);
    let binary = folder.file("binary.bin", b"\x7FELF\0\0\0\x01");
    let container = folder.file("draft.hwpx", b"PK\x03\x04rest");
    let page = folder.file("page.mht", "<p>990101-3000012</p>");
    let output = run(&["check", &folder.path("none.txt"), &binary, &container, &page, &good]);
    assert_eq!(code(&output), 2);
    let errors = err(&output);
    assert!(errors.contains("none.txt: 파일을 찾지 못했습니다. 경로를 확인하십시오."), "{errors}");
    let unsupported = "지원하지 않는 형식입니다. 내용을 복사해 붙여 넣어 점검하십시오.";
    assert_eq!(errors.matches(unsupported).count(), 2, "{errors}");
    assert!(errors.contains("draft.hwpx: 파일이 손상되어 열지 못했습니다. 원래 파일은 그대로입니다."), "{errors}");
    assert!(out(&output).contains("주민등록번호"), "the good file is reported all the same");
    let output = run(&["check", "--json", &folder.path("none.txt"), &good]);
    let answers = answers(&output);
    assert_eq!((answers.len(), &answers[0]["error"]["code"]), (2, &"not_found".into()));
    assert_eq!(code(&run(&["check", &Folder::new("empty").path("")])), 2);
    assert!(err(&run(&["--lang", "en", "check", &folder.path("none.txt")])).contains("no such file; check the path"));
}

#[test]
fn it_checks_what_it_can_read_and_says_what_it_cannot() {
    let folder = Folder::new("damaged");
    let mut bytes = DRAFT.repeat(4).into_bytes();
    bytes.extend_from_slice(b"\xEA\xB0 \xFF\n");
    let file = folder.file("damaged.txt", bytes);
    let output = run(&["check", &file]);
    assert_eq!(code(&output), 3);
    assert!(out(&output).contains("가릴 부분 8건"), "{}", out(&output));
    assert!(err(&output).contains("글자로 읽지 못한 곳이 2곳 있습니다."), "{}", err(&output));
    let copy = folder.path("copy.txt");
    assert_eq!(code(&run(&["mask", &file, "-o", &copy])), 3);
    assert!(!Path::new(&copy).exists());
    assert_eq!(code(&run(&["verify", &file])), 3);
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn it_keeps_the_encoding_of_a_file() {
    let folder = Folder::new("encodings");
    let masked = "주민등록번호 ******-*******\r\n학번 ******** 확인\n";
    let cp949 = |text: &str| encoding_rs::EUC_KR.encode(text).0.into_owned();
    let cases: [(&str, Vec<u8>, Vec<u8>); 5] = [
        ("plain", DRAFT.into(), masked.into()),
        ("mark", [b"\xEF\xBB\xBF", DRAFT.as_bytes()].concat(), [b"\xEF\xBB\xBF", masked.as_bytes()].concat()),
        ("little", utf16(DRAFT, u16::to_le_bytes), utf16(masked, u16::to_le_bytes)),
        ("big", utf16(DRAFT, u16::to_be_bytes), utf16(masked, u16::to_be_bytes)),
        ("cp949", cp949(DRAFT), cp949(masked)),
    ];
    for (name, from, to) in cases {
        let file = folder.file(&format!("{name}.txt"), from);
        let copy = folder.path(&format!("{name}.out.txt"));
        let output = run(&["mask", &file, "-o", &copy]);
        assert_eq!(code(&output), 0, "{name}: {}", err(&output));
        assert_eq!(fs::read(&copy).expect("the copy"), to, "{name}");
        assert_eq!(code(&run(&["verify", &copy, "--against", &file])), 0, "{name}");
        let report = out(&run(&["check", &file]));
        assert!(report.contains("  1:8      주민등록번호"), "{name}: {report}");
    }
}

#[test]
fn it_never_writes_over_the_original_and_over_a_copy_only_when_told() {
    let folder = Folder::new("over");
    let file = folder.file("a.txt", DRAFT);
    let copy = folder.file("copy.txt", "older");
    for arguments in [&["mask", &file, "-o", &file][..], &["mask", &file, "-o", &file, "--force"]] {
        let output = run(arguments);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("원래 파일 위에는 쓰지 않습니다."), "{}", err(&output));
    }
    #[cfg(unix)]
    {
        let link = folder.path("link.txt");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        assert_eq!(code(&run(&["mask", &file, "-o", &link, "--force"])), 2);
        fs::remove_file(&link).expect("the link goes");
    }
    assert_eq!(fs::read_to_string(&file).expect("the original"), DRAFT);
    let output = run(&["mask", &file, "-o", &copy]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("같은 이름의 파일이 이미 있습니다."), "{}", err(&output));
    assert_eq!(fs::read_to_string(&copy).expect("the copy"), "older");
    assert_eq!(code(&run(&["mask", &file, "-o", &copy, "--force"])), 0);
    assert!(fs::read_to_string(&copy).expect("the copy").contains("******-*******"));
    assert_eq!(folder.names(), ["a.txt", "copy.txt"], "no temporary file is left");
    assert_eq!(code(&run(&["mask", &file, "-o", &folder.path("none/copy.txt")])), 2);
    assert_eq!(code(&run(&["mask", &file, "-o", "-"])), 2);
    assert_eq!(code(&run(&["mask", &folder.path("none.txt"), "-o", &folder.path("b.txt")])), 2);
}

#[test]
fn it_masks_several_files_into_a_folder() {
    let folder = Folder::new("several");
    let (a, b) = (folder.file("in/a.txt", DRAFT), folder.file("in/deep/b.txt", "없음"));
    let copies = folder.path("copies");
    assert_eq!(code(&run(&["mask", &a, &b, "-o", &copies])), 0);
    assert!(fs::read_to_string(folder.path("copies/a.txt")).expect("a copy").contains("******-*******"));
    assert_eq!(fs::read_to_string(folder.path("copies/b.txt")).expect("a copy"), "없음");
    assert_eq!(code(&run(&["mask", &folder.path("in"), "-o", &folder.path("tree")])), 0);
    assert!(Path::new(&folder.path("tree/deep/b.txt")).exists());
    assert_eq!(code(&run(&["mask", &a, &b, "-o", &a])), 2, "a file is no folder");
    let same = folder.file("other/a.txt", "없음");
    let output = run(&["mask", &a, &same, "-o", &folder.path("clash")]);
    assert_eq!(code(&output), 2);
    assert!(fs::read_to_string(folder.path("clash/a.txt")).expect("the first").contains("******-*******"));
    assert_eq!(code(&run(&["verify", &copies])), 0);
}

#[test]
fn it_masks_in_the_style_asked_for() {
    let folder = Folder::new("styles");
    let file =
        folder.file("a.txt", "주민등록번호 990101-3000012, 주민등록번호 ９９０１０１３０００012\n학번 20990001\n");
    for (style, wanted) in [
        ("full", "주민등록번호 ******-*******, 주민등록번호 *************\n학번 ********\n"),
        ("label", "주민등록번호 [주민등록번호1], 주민등록번호 [주민등록번호1]\n학번 [학번1]\n"),
    ] {
        let copy = folder.path(style);
        let output = run(&["mask", "--style", style, &file, "-o", &copy]);
        assert_eq!(code(&output), 0, "{style}: {}", err(&output));
        assert_eq!(fs::read_to_string(&copy).expect("the copy"), wanted);
    }
    let copy = folder.path("partial");
    assert_eq!(code(&run(&["mask", "--style=partial", &file, "-o", &copy])), 0);
    assert!(fs::read_to_string(&copy).expect("the copy").contains("990101-*******"));
}

#[test]
fn it_verifies_what_remains() {
    let folder = Folder::new("verify");
    let original = folder.file("original.txt", DRAFT);
    let output = run(&["verify", &original]);
    assert_eq!(code(&output), 1);
    let report = out(&output);
    assert!(report.contains("1번째 줄 8번째 글자: 주민등록번호"), "{report}");
    assert!(CANARIES.iter().all(|c| !report.contains(c)), "{report}");
    let copy = folder.file("copy.txt", "주민등록번호 ******-*******\n기호 20 990001 확인\n");
    assert_eq!(code(&run(&["verify", &copy])), 0);
    let output = run(&["verify", &copy, "--against", &original]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("2번째 줄 4번째 글자: 학번·수험번호 · 가린 값이 남아 있음"), "{}", out(&output));
    assert_eq!(code(&run(&["verify", &copy, "--against", &folder.path("none.txt")])), 2);
    assert_eq!(code(&run(&["verify", &folder.path("none.txt")])), 2);
}

#[test]
fn it_finds_only_what_is_asked_for() {
    let kinds = |arguments: &[&str]| -> Vec<String> {
        let output = fed(&[&["check", "--json"], arguments].concat(), DRAFT.as_bytes());
        let answer = &answers(&output)[0];
        answer["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|f| f["kind"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    assert_eq!(kinds(&[]), ["rrn", "student_no"]);
    assert_eq!(kinds(&["--kinds", "student_no,mobile"]), ["student_no"]);
    assert_eq!(kinds(&["--min-confidence", "1"]), [""; 0]);
    assert_eq!(kinds(&["--min-confidence", "0.5"]), ["rrn", "student_no"]);
    for wrong in [&["--kinds", "no_such"][..], &["--min-confidence", "2"], &["--style", "none"], &["--json", "--jsonl"]]
    {
        let output = run(&[&["check"], wrong].concat());
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(err(&output).starts_with("garim: ") && out(&output).is_empty(), "{wrong:?}");
    }
}

#[test]
fn it_writes_the_same_bytes_whatever_the_locale_says() {
    let folder = Folder::new("locale");
    let file = folder.file("draft.txt", DRAFT);
    let said = |locale: &str, arguments: &[&str]| {
        let mut command = garim();
        command.args(arguments).envs([("LC_ALL", locale), ("LANG", locale)]).env("NO_COLOR", "1");
        let output = command.output().expect("it runs");
        for bytes in [&output.stdout, &output.stderr] {
            assert!(std::str::from_utf8(bytes).is_ok(), "{locale} {arguments:?}: not UTF-8");
        }
        (output.stdout, output.stderr)
    };
    let missing = folder.path("없음.txt");
    for arguments in [&["check", &file][..], &["check", "--json", &file], &["kinds"], &["check", &missing]] {
        let plain = said("C", arguments);
        assert!(
            String::from_utf8_lossy(&plain.0)
                .chars()
                .chain(String::from_utf8_lossy(&plain.1).chars())
                .any(|c| ('가'..='힣').contains(&c))
        );
        for locale in ["ko_KR.UTF-8", "ko_KR.eucKR", "ko_KR.CP949", ""] {
            assert!(said(locale, arguments) == plain, "{locale} {arguments:?}");
        }
    }
}

#[test]
fn it_says_what_it_knows() {
    let table = run(&["kinds"]);
    assert_eq!(code(&table), 0);
    assert_eq!(out(&table).lines().count(), garim::kind::Kind::ALL.len() + 1);
    assert_eq!(answers(&run(&["kinds", "--json"])).len(), garim::kind::Kind::ALL.len());
    for kind in garim::kind::Kind::ALL {
        let output = run(&["explain", kind.id()]);
        assert_eq!(code(&output), 0);
        assert!(out(&output).contains(kind.name_ko()), "{}", kind.id());
    }
    assert_eq!(out(&run(&["explain", "주민등록번호"])), out(&run(&["explain", "rrn"])));
    let output = run(&["explain", "passp"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("passport"), "{}", err(&output));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert!(code(&output) == 0 && out(&output).contains("garim"), "{shell}");
    }
    assert_eq!(code(&run(&["completions", "csh"])), 2);
}

#[test]
fn it_refuses_wrong_usage_in_the_language_asked_for() {
    for (arguments, wanted) in [
        (&["chek"][..], "알 수 없는 인수입니다: chek"),
        (&["--lang", "en", "chek"], "unknown argument: chek"),
        (&[], "빠진 인수가 있습니다"),
        (&["mask", "a.txt"], "빠진 인수가 있습니다"),
        (&["990101-3000012"], "알 수 없는 인수입니다"),
    ] {
        let output = run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains(wanted), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output), "");
    }
    assert!(out(&run(&["--help"])).contains("쓰는 법:"));
    assert!(out(&run(&["check", "--help", "--lang", "en"])).contains("Usage:"));
}

#[test]
fn it_hides_values_in_the_names_of_files() {
    let folder = Folder::new("names");
    let file = folder.file("학번 20990001 명단.txt", "학번 20990001\n");
    for arguments in [&["check", &file][..], &["check", "--json", &file], &["verify", &file]] {
        let output = run(arguments);
        assert_eq!(code(&output), 1);
        assert!(
            !out(&output).lines().next().expect("a line").split("findings").next().unwrap_or("").contains("20990001")
        );
    }
    let output = run(&["mask", &file, "-o", &folder.path("학번 20990001.txt")]);
    assert_eq!(code(&output), 0);
    assert!(err(&output).contains("파일 이름에도 가릴 부분이 있습니다."), "{}", err(&output));
    assert!(!out(&output).contains("20990001"));
}

#[test]
fn it_gives_copies_names_without_values_and_one_label_to_a_value() {
    let folder = Folder::new("case");
    let body = folder.file("홍나래 010-0000-1234.txt", "신청인 홍나래, 연락처 010-0000-1234\n");
    let list = folder.file("list.csv", "번호,연락처\n1,010-0000-5678\n2,010-0000-1234\n");
    let copies = folder.path("copies");
    let output = run(&["mask", &body, &list, "-o", &copies, "--same-labels"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let mut names: Vec<String> = (std::fs::read_dir(&copies).expect("a folder"))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|n| !n.contains("1234") && !n.contains("홍나래") && !n.contains('*')), "{names:?}");
    let text = |name: &str| std::fs::read_to_string(Path::new(&copies).join(name)).expect("a copy");
    assert!(text(&names[1]).contains("연락처 [휴대전화번호1]"), "{}", text(&names[1]));
    assert_eq!(text(&names[0]), "번호,연락처\n1,[휴대전화번호2]\n2,[휴대전화번호1]\n");
    assert!(!out(&output).contains("1234") && !err(&output).contains("1234"));
}

#[test]
fn it_refuses_to_copy_a_secret() {
    let folder = Folder::new("secret");
    let file = folder.file("a.txt", "Ⅱ급비밀\n\n사본번호: 3부 중 1부\n훈련 계획을 보고합니다.\n\nⅡ급비밀\n");
    let copy = folder.path("copy.txt");
    let output = run(&["mask", &file, "-o", &copy]);
    assert_eq!(code(&output), 3, "{}", out(&output));
    let wanted = "비밀 표시가 있습니다. 비밀은 이 편집기에서 작성하거나 저장하지 말고 보안담당관에게 확인하십시오.";
    assert!(err(&output).contains(wanted), "{}", err(&output));
    assert_eq!(folder.names(), ["a.txt"]);
}
