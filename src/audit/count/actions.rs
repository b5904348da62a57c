//! What departments answered to requests: the 조치 요청 list read back, so that rates are counted anew without reading a document again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::audit::Trouble;
use crate::audit::record::Record;
use crate::export;

/// What was done about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 조치 완료: it was taken out.
    Done,
    /// 오탐: it was none.
    Mistaken,
    /// 공개 유지: it stays, by decision.
    Kept,
}

impl Outcome {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Done, Self::Mistaken, Self::Kept];

    /// What is written in the list.
    pub const fn name_ko(self) -> &'static str {
        match self {
            Self::Done => "조치 완료",
            Self::Mistaken => "오탐",
            Self::Kept => "공개 유지",
        }
    }
}

/// Results by document and kind.
#[derive(Default)]
pub(crate) struct Results(BTreeMap<(u64, String), Outcome>);

impl Results {
    /// Takes out of a document what needs no action any more. `outcomes` counts requests: done, mistaken, kept, open.
    pub(super) fn apply(&self, record: &mut Record, outcomes: &mut [u64; 4]) {
        let public = record.is_public();
        let n = record.n;
        for f in record.found.iter_mut().filter(|f| f.mask > 0) {
            let result = self.of(n, &f.kind);
            if public {
                outcomes[result.map_or(3, |o| o as usize)] += 1;
            }
            if result.is_some() {
                f.mask = 0;
                if result == Some(Outcome::Mistaken) {
                    f.review = 0;
                }
            }
        }
        record.found.retain(|f| f.mask + f.review > 0);
    }

    /// What was done about a kind in a document.
    pub(crate) fn of(&self, n: u64, kind: &str) -> Option<Outcome> {
        self.0.get(&(n, kind.to_owned())).copied()
    }
}

/// The column that names a request.
pub(crate) const NUMBER: &str = "요청번호";
/// The column for what was done.
pub(crate) const RESULT: &str = "조치 결과";

/// Reads a list; its columns are found by their names.
pub(crate) fn read(path: &Path) -> Result<Results, Trouble> {
    let bytes = fs::read(path).map_err(|e| Trouble::Io(path.to_owned(), e))?;
    let text = export::open("csv", &bytes).map_err(|_| Trouble::Unreadable(path.to_owned()))?.text;
    let rows = cells(text.trim_start_matches('\u{FEFF}'));
    let head = rows.first().ok_or_else(|| Trouble::Unreadable(path.to_owned()))?;
    let column = |name: &str| head.iter().position(|c| c.trim() == name);
    let (Some(number), Some(result)) = (column(NUMBER), column(RESULT)) else {
        return Err(Trouble::Unreadable(path.to_owned()));
    };
    let mut results = Results::default();
    for row in rows.iter().skip(1) {
        let (Some(number), Some(result)) = (row.get(number), row.get(result)) else { continue };
        let plain: String = result.chars().filter(|c| !c.is_whitespace()).collect();
        let outcome = Outcome::ALL.into_iter().find(|o| o.name_ko().replace(' ', "") == plain);
        let request = number.trim().split_once('-').and_then(|(n, kind)| Some((n.parse().ok()?, kind.to_owned())));
        if let (Some(request), Some(outcome)) = (request, outcome) {
            results.0.insert(request, outcome);
        }
    }
    Ok(results)
}

/// The cells of a CSV text (RFC 4180), row by row.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}
