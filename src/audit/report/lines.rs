//! What has a row for each document: requests for action, the checklist of what is public already, what was not read, and the findings for machines
//! (JSON Lines, SARIF 2.1.0). Written while the state is read, so that memory does not grow with it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;

use crate::audit::count::actions::{NUMBER, RESULT, Results};
use crate::audit::count::{NOWHERE, left};
use crate::audit::record::{Found, Record};
use crate::audit::state::State;
use crate::audit::{Plan, Trouble};
use crate::kind::Kind;

use super::csv::{BOM, row};
use super::words;

/// The files, in order.
const FILES: [&str; 5] = ["actions.csv", "checklist.csv", "unread.csv", "findings.jsonl", "report.sarif"];

struct Files {
    folder: PathBuf,
    files: Vec<BufWriter<File>>,
    failed: Option<(PathBuf, io::Error)>,
    results: usize,
}

/// Writes them.
pub(super) fn write(state: &State, results: &Results, plan: &Plan) -> Result<(), Trouble> {
    let mut to = Files { folder: plan.out.clone(), files: Vec::new(), failed: None, results: 0 };
    for name in FILES {
        let path = to.folder.join(format!("{name}.tmp"));
        to.files.push(BufWriter::new(File::create(&path).map_err(|e| Trouble::Io(path, e))?));
    }
    let request = [
        NUMBER,
        "부서",
        "문서",
        "경로",
        "공개구분",
        "종류",
        "호",
        "건수",
        "처음 나온 줄",
        "공개일",
        "조치 요청",
        RESULT,
        "비고",
    ];
    to.put(0, &(BOM.to_owned() + &row(request)));
    let head = ["문서 번호", "부서", "문서", "종류", "건수"]
        .into_iter()
        .chain(words::STEPS)
        .chain(["처리한 사람", "처리한 때"]);
    to.put(1, &(BOM.to_owned() + &row(head)));
    to.put(2, &(BOM.to_owned() + &row(["문서 번호", "부서", "경로", "까닭"])));
    to.put(4, &sarif_head());
    state.each(|record| one(&mut to, &record, results, plan))?;
    to.put(4, "\n]}]}\n");
    for (file, name) in std::mem::take(&mut to.files).into_iter().zip(FILES) {
        let (from, path) = (to.folder.join(format!("{name}.tmp")), to.folder.join(name));
        let done = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|_| fs::rename(&from, &path));
        done.map_err(|e| Trouble::Io(path, e))?;
    }
    match to.failed {
        Some((path, error)) => Err(Trouble::Io(path, error)),
        None => Ok(()),
    }
}

impl Files {
    fn put(&mut self, place: usize, text: &str) {
        let Some(file) = self.files.get_mut(place).filter(|_| self.failed.is_none()) else { return };
        if let Err(error) = file.write_all(text.as_bytes()) {
            self.failed = Some((self.folder.join(FILES.get(place).unwrap_or(&"")), error));
        }
    }
}

fn one(to: &mut Files, record: &Record, results: &Results, plan: &Plan) {
    let department = if record.department.is_empty() { NOWHERE } else { &record.department };
    let n = record.n.to_string();
    if let Some(why) = &record.unread {
        to.put(2, &row([&n, department, &record.path, words::unread(why)]));
    }
    if record.damaged > 0 || record.images > 0 {
        let why = format!("글자로 읽지 못한 곳 {}곳, 그림 {}개", record.damaged, record.images);
        to.put(2, &row([&n, department, &record.path, &why]));
    }
    to.put(3, &jsonl(record, department));
    for f in &record.found {
        sarif(to, record, f);
    }
    if !record.is_public() {
        return;
    }
    let shown = if record.title.is_empty() { &record.path } else { &record.title };
    let open: Vec<&Found> = record.found.iter().filter(|f| f.mask > 0).collect();
    let left = left(record, plan.today);
    for f in &open {
        let name = crate::audit::count::called(&f.kind, f.name.as_deref());
        let asks = match left {
            Some(days) if days > 0 => "공개하기 전에 가리거나 공개구분을 바꿀 것",
            _ => "공개를 멈추고 가린 사본으로 바꿀 것",
        };
        let result = results.of(record.n, &f.kind).map_or("", |o| o.name_ko());
        let request = [
            format!("{n}-{}", f.kind),
            department.to_owned(),
            shown.clone(),
            record.path.clone(),
            words::level(record.level.as_deref()).to_owned(),
            name,
            format!("제{}호", f.item),
            f.mask.to_string(),
            f.line.to_string(),
            words::left(left),
            asks.to_owned(),
            result.to_owned(),
            String::new(),
        ];
        to.put(0, &row(request));
    }
    let published = left.map_or(record.level.is_some(), |days| days <= 0);
    let unsettled: Vec<&&Found> = open.iter().filter(|f| results.of(record.n, &f.kind).is_none()).collect();
    if published && !unsettled.is_empty() {
        let kinds: Vec<String> =
            unsettled.iter().map(|f| crate::audit::count::called(&f.kind, f.name.as_deref())).collect();
        let count: u32 = unsettled.iter().map(|f| f.mask).sum();
        let cells = [n, department.to_owned(), shown.clone(), kinds.join(", "), count.to_string()];
        to.put(1, &row(cells.into_iter().chain(std::iter::repeat_n(String::new(), 6))));
    }
}

#[derive(Serialize)]
struct LineOut<'a> {
    n: u64,
    department: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<&'a str>,
    damaged: u32,
    images: u32,
    suggested: &'a str,
    suggested_items: &'a [u8],
    findings: Vec<FoundOut<'a>>,
}

#[derive(Serialize)]
struct FoundOut<'a> {
    kind: &'a str,
    item: u8,
    mask: u32,
    review: u32,
    line: u32,
}

fn jsonl(record: &Record, department: &str) -> String {
    let findings = record.found.iter();
    let line = LineOut {
        n: record.n,
        department,
        path: &record.path,
        level: record.level.as_deref(),
        unread: record.unread.as_deref(),
        damaged: record.damaged,
        images: record.images,
        suggested: &record.suggested,
        suggested_items: &record.suggested_items,
        findings: findings
            .map(|f| FoundOut { kind: &f.kind, item: f.item, mask: f.mask, review: f.review, line: f.line })
            .collect(),
    };
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

fn sarif_head() -> String {
    let rules: Vec<serde_json::Value> = Kind::ALL
        .iter()
        .map(|k| serde_json::json!({ "id": k.id(), "name": k.name_en(), "shortDescription": { "text": k.name_ko() } }))
        .collect();
    let rules = serde_json::to_string(&rules).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":\
         {{\"name\":\"garim\",\"version\":\"{version}\",\"rules\":{rules}}}}},\"results\":["
    )
}

fn sarif(to: &mut Files, record: &Record, f: &Found) {
    let name = crate::audit::count::called(&f.kind, f.name.as_deref());
    let result = serde_json::json!({
        "ruleId": f.kind,
        "level": if f.mask > 0 { "error" } else { "warning" },
        "message": { "text": format!("{name}: 가릴 부분 {}건, 확인할 부분 {}건", f.mask, f.review) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&record.path) },
            "region": { "startLine": f.line.max(1) },
        }}],
    });
    let comma = if to.results > 0 { ",\n" } else { "\n" };
    to.results += 1;
    to.put(4, &format!("{comma}{result}"));
}

/// A path as a relative URI (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
