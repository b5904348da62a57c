//! Tables for spreadsheets: UTF-8 with a byte order mark, CRLF, cells quoted where they must be. A cell that a spreadsheet would run gets an apostrophe.

use crate::audit::count::{Group, Summary, share};

use super::words;

/// What lets spreadsheets read Hangul.
pub(super) const BOM: &str = "\u{FEFF}";

/// One row.
pub(super) fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|c| cell(c.as_ref())).collect();
    cells.join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let runs = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']);
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The figures of `report.html`: a table's name, a row's name, and figures with their denominators.
pub(super) fn report(summary: &Summary) -> String {
    let mut out = BOM.to_owned();
    out += &row([
        "표",
        "항목",
        "대상",
        "읽음",
        "못 읽음",
        "일부만 읽음",
        "깨끗함",
        "비공개 아님(분모)",
        "노출 문서",
        "문서 노출률",
        "하한",
        "상한",
        "고유식별정보 문서",
        "건수",
        "가중 건수",
    ]);
    let mut group = |table: &str, name: &str, g: &Group| {
        let rate = share(g.exposed, g.public);
        let bound = |b: u64| crate::audit::count::Share { share: b, ..rate }.percent();
        let figures = [g.documents, g.read, g.unread, g.partly, g.clean, g.public, g.exposed].map(|n| n.to_string());
        let behind = [g.identified, g.findings, g.weight].map(|n| n.to_string());
        let rates = [rate.percent(), bound(rate.bounds.0), bound(rate.bounds.1)];
        let all = [table.to_owned(), name.to_owned()].into_iter().chain(figures).chain(rates).chain(behind);
        out += &row(all);
    };
    group("전체", "전체", &summary.all);
    summary.departments.iter().for_each(|(name, g)| group("부서", name, g));
    summary.months.iter().for_each(|(name, g)| group("월", name, g));
    out += &row(["표", "종류", "이름", "노출 문서", "가릴 건수", "확인할 건수"]);
    for (id, kind) in &summary.kinds {
        let figures = [kind.documents, kind.mask, kind.review].map(|n| n.to_string());
        out += &row(["종류", id, &kind.name].into_iter().map(str::to_owned).chain(figures));
    }
    out += &row(["표", "호", "가릴 건수"]);
    for (item, count) in (1..).zip(summary.items) {
        out += &row(["호".to_owned(), format!("제{item}호"), count.to_string()]);
    }
    out += &row(["표", "까닭", "문서"]);
    for (why, count) in &summary.unread {
        out += &row(["읽지 못함", words::unread(why), &count.to_string()]);
    }
    out
}

/// Authors by running numbers; who has few documents is not told apart by them.
pub(super) fn authors(summary: &Summary) -> String {
    let mut out = BOM.to_owned();
    out += &row(["작성자 번호", "읽은 문서(비공개 아님)", "노출 문서", "건수"]);
    let few = |n: u64| if n < 3 { "<3".to_owned() } else { n.to_string() };
    for (number, (mark, g)) in (1..).zip(&summary.authors) {
        let name = if *mark == u64::MAX { "그 밖".to_owned() } else { format!("{number}") };
        out += &row([name, few(g.public), few(g.exposed), few(g.findings)]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disarms_cells_that_would_run() {
        let cells = ["=1+1", " +82", "-1", "@SUM(A1)", "a,\"b\"", "가\n나", "plain", "1-rrn"];
        assert_eq!(row(cells), "'=1+1,' +82,'-1,'@SUM(A1),\"a,\"\"b\"\"\",\"가\n나\",plain,1-rrn\r\n");
    }
}
