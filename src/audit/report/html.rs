//! `report.html`: one file for the privacy officer, with charts drawn as SVG, that can be printed. No script, nothing is fetched.

mod chart;
mod style;
mod teach;

use crate::audit::Plan;
use crate::audit::count::{Earlier, Group, Share, Summary, share};
use crate::audit::state::State;

use super::words;

/// Rows of long tables, at most; the rest stands in `report.csv`.
const ROWS: usize = 40;

/// A text as it may stand in HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A table: its heads, and rows of cells that are escaped here. The first cell of a row is its head.
fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = String::from("<table><thead><tr>");
    heads.iter().for_each(|h| out += &format!("<th scope=\"col\">{}</th>", escaped(h)));
    out += "</tr></thead><tbody>";
    for row in rows {
        out += "<tr>";
        for (i, cell) in row.iter().enumerate() {
            let number = cell.bytes().all(|b| b.is_ascii_digit() || b",.%<-+".contains(&b)) && !cell.is_empty();
            let cell = escaped(cell);
            out += &match (i, number) {
                (0, _) => format!("<th scope=\"row\">{cell}</th>"),
                (_, true) => format!("<td class=\"n\">{cell}</td>"),
                _ => format!("<td>{cell}</td>"),
            };
        }
        out += "</tr>";
    }
    out + "</tbody></table>"
}

/// A number with commas.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// How many there are for a hundred documents, with one digit behind the point.
fn per_hundred(count: u64, documents: u64) -> String {
    if documents == 0 {
        return "—".to_owned();
    }
    let tenths = (count * 2000 / documents).div_ceil(2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn section(id: &str, title: &str, body: &str) -> String {
    format!("<section id=\"{id}\"><h2>{}</h2>{body}</section>\n", escaped(title))
}

fn note(text: &str) -> String {
    format!("<p class=\"note\">{}</p>", escaped(text))
}

/// The report.
pub(super) fn report(summary: &Summary, state: &State, plan: &Plan) -> String {
    let title = "개인정보·비공개 정보 노출 진단 보고서";
    let mut body = format!(
        "<header><h1>{title}</h1><p>진단한 날 {} · 가림 {}</p></header>\n",
        plan.today,
        escaped(&state.head.version)
    );
    body += &note(
        "이 보고서의 수는 모두 후보입니다. 최종 판단은 사람이 합니다. 보고서에는 원래 값이 없습니다. 제목과 경로는 가려서 적었습니다.",
    );
    body += &figures(summary, state);
    body += &section("targets", "대상과 고른 방법", &targets(summary, state));
    let rows = words::DEFINITIONS.iter().map(|(name, what, of)| [name, what, of].map(|t| (*t).to_owned()).to_vec());
    body += &section("definitions", "지표의 뜻과 분모", &table(&["지표", "뜻", "분모"], rows));
    body += &section("kinds", "종류별", &kinds(summary));
    body += &section("items", "호별(「공공기관의 정보공개에 관한 법률」 제9조제1항)", &items(summary));
    body += &section("departments", "부서별", &departments(summary));
    body += &section("months", "월별", &months(summary));
    body += &section("levels", "공개구분과 내용이 어긋난 문서", &levels(summary));
    body += &section("repeats", "붙임에만 있는 노출과 반복 노출", &repeats(summary));
    body += &section("worst", "먼저 볼 문서", &worst(summary));
    body += &section("left", "공개일까지 남은 날", &left(summary));
    if let Some(earlier) = &summary.earlier {
        body += &section("trend", "지난 진단과 견줌", &trend(summary, earlier));
    }
    body += &section("actions", "조치", &actions(summary));
    body += &section("checklist", "이미 공개된 문서의 점검표", &checklist());
    body += &section("unread", "읽지 못한 문서", &unread(summary));
    body += &teach::pages(summary);
    format!(
        "<!doctype html>\n<html lang=\"ko\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{title}</title><style>{}</style></head><body>\n{body}</body></html>\n",
        style::STYLE
    )
}

/// What an officer reads first.
fn figures(summary: &Summary, state: &State) -> String {
    let all = &summary.all;
    let (exposed, identified, clean) =
        (share(all.exposed, all.public), share(all.identified, all.public), share(all.clean, all.documents));
    let of = |s: Share| format!("{} / {}", grouped(s.part), grouped(s.whole));
    let within = |s: Share| {
        let bound = |share| Share { share, ..s }.percent();
        match state.head.sample {
            Some(_) => format!(" · 95% 구간 {}–{}", bound(s.bounds.0), bound(s.bounds.1)),
            None => String::new(),
        }
    };
    let card = |name: &str, figure: String, small: String| {
        format!(
            "<div class=\"card\"><b>{}</b><strong>{figure}</strong><span>{}</span></div>",
            escaped(name),
            escaped(&small)
        )
    };
    let mut out = String::from("<div class=\"cards\">");
    out += &card("문서 노출률", exposed.percent(), of(exposed) + &within(exposed));
    out += &card("고유식별정보 노출률", identified.percent(), of(identified) + &within(identified));
    out += &card(
        "백 문서당 건수",
        per_hundred(all.findings, all.public),
        format!("{}건 · 가중 {}", grouped(all.findings), per_hundred(all.weight, all.public)),
    );
    out += &card("깨끗한 문서", clean.percent(), of(clean) + &within(clean));
    out += &card("읽지 못한 문서", grouped(all.unread), format!("일부만 읽음(그림·손상) {}", grouped(all.partly)));
    out += &card("확인할 부분만 있는 문서", grouped(all.review), "가릴 부분은 없음".to_owned());
    out + "</div>\n"
}

fn targets(summary: &Summary, state: &State) -> String {
    let mut rows = vec![
        ("찾은 문서(파일과 줄)", grouped(summary.targets)),
        ("점검한 문서", grouped(summary.all.documents)),
        ("읽은 문서", grouped(summary.all.read)),
    ];
    if let Some(since) = state.head.since {
        rows.push((
            "날짜가 앞서 뺀 문서",
            format!("{} ({}부터 점검)", grouped(summary.early), crate::audit::Day(since)),
        ));
    }
    if let Some(sample) = state.head.sample {
        let percent = Share { share: u64::from(sample), ..Share::default() }.percent();
        rows.push(("표본에 들지 않은 문서", format!("{} (표본 {percent}, 씨앗으로 고름)", grouped(summary.unsampled))));
    }
    let [open, partial, closed, unknown] = summary.levels.map(grouped);
    rows.push(("공개구분", format!("공개 {open} · 부분공개 {partial} · 비공개 {closed} · 모름 {unknown}")));
    let profile =
        if state.head.profile.is_empty() { "가림의 기본값".to_owned() } else { state.head.profile.join(" → ") };
    rows.push(("점검 기준", profile));
    table(&["항목", "내용"], rows.into_iter().map(|(name, what)| vec![name.to_owned(), what]))
}

fn kinds(summary: &Summary) -> String {
    let mut kinds: Vec<_> = summary.kinds.values().collect();
    kinds.sort_by_key(|k| std::cmp::Reverse((k.mask, k.review)));
    let bars: Vec<(String, u64)> =
        kinds.iter().filter(|k| k.mask > 0).take(12).map(|k| (k.name.clone(), k.mask)).collect();
    let rows = kinds.iter().map(|k| vec![k.name.clone(), grouped(k.documents), grouped(k.mask), grouped(k.review)]);
    chart::bars("종류별 가릴 건수", &bars) + &table(&["종류", "노출 문서", "가릴 건수", "확인할 건수"], rows)
}

fn items(summary: &Summary) -> String {
    let bars: Vec<(String, u64)> = (1..).zip(summary.items).map(|(i, n)| (format!("제{i}호"), n)).collect();
    chart::bars("호별 가릴 건수", &bars)
}

fn row(name: &str, g: &Group) -> Vec<String> {
    let counts = [g.documents, g.public, g.exposed].map(grouped);
    let rates = [share(g.exposed, g.public).percent(), share(g.identified, g.public).percent()];
    let behind = [
        per_hundred(g.findings, g.public),
        per_hundred(g.weight, g.public),
        grouped(g.clean),
        grouped(g.unread + g.partly),
    ];
    std::iter::once(name.to_owned()).chain(counts).chain(rates).chain(behind).collect()
}

const HEADS: [&str; 10] =
    ["부서", "점검", "분모", "노출 문서", "노출률", "고유식별정보", "백 문서당", "가중", "깨끗함", "못 읽거나 일부만"];

fn departments(summary: &Summary) -> String {
    let mut all: Vec<_> = summary.departments.iter().collect();
    all.sort_by_key(|(_, g)| std::cmp::Reverse((g.weight, g.exposed)));
    let bars: Vec<(String, u64)> = all.iter().take(12).map(|(n, g)| ((*n).clone(), g.exposed)).collect();
    let mut out = chart::bars("부서별 노출 문서", &bars);
    out += &table(&HEADS, all.iter().take(ROWS).map(|(n, g)| row(n, g)));
    if all.len() > ROWS {
        out += &note(&format!("가중 건수가 많은 {ROWS}개 부서만 적었습니다. 모두는 report.csv에 있습니다."));
    }
    out
}

fn months(summary: &Summary) -> String {
    let months: Vec<_> = summary.months.iter().collect();
    let recent = months.get(months.len().saturating_sub(24)..).unwrap_or_default();
    let columns: Vec<(String, u64, u64)> =
        recent.iter().map(|(n, g)| ((*n).clone(), share(g.exposed, g.public).share, g.exposed)).collect();
    let mut heads = HEADS;
    heads[0] = "월";
    chart::columns("월별 문서 노출률", &columns) + &table(&heads, recent.iter().map(|(n, g)| row(n, g)))
}

fn levels(summary: &Summary) -> String {
    let rows = [
        ("공개로 표시했으나 가릴 부분이 있음", summary.open_exposed, "가린 사본으로 바꾸거나 공개구분을 고칩니다."),
        ("부분공개이나 글에 가릴 부분이 있음", summary.partial_exposed, "공개된 글이 가린 사본인지 확인합니다."),
        (
            "비공개로 표시했으나 아무것도 찾지 못함",
            summary.closed_clean,
            "공개할 수 있는지 살핍니다. 찾지 못했다는 것이 공개해도 된다는 뜻은 아닙니다.",
        ),
        ("적힌 호와 내용이 가리키는 호가 다름", summary.other_items, "사유를 다시 봅니다."),
    ];
    table(&["어긋남", "문서", "할 일"], rows.into_iter().map(|(a, n, b)| vec![a.to_owned(), grouped(n), b.to_owned()]))
}

fn repeats(summary: &Summary) -> String {
    let r = &summary.repeats;
    let mut out = note(&format!(
        "가릴 부분이 모두 붙임에만 있는 노출 문서: {}건. 서로 다른 값 {}개 가운데 둘 이상의 문서에 있는 값 {}개, 그런 문서 {}곳.",
        grouped(summary.attached),
        grouped(r.all),
        grouped(r.values),
        grouped(r.places)
    ));
    let rows = r.listed.iter().map(|r| {
        vec![format!("값 {}", r.number), grouped(r.documents), format!("문서 {}", r.first), format!("문서 {}", r.last)]
    });
    out += &table(&["차례 번호", "문서 수", "처음 나온 문서", "마지막 문서"], rows);
    out + &note(
        "값은 담당자의 열쇠로만 견주었고, 어떤 값인지는 여기서 알 수 없습니다. 문서 번호는 findings.jsonl의 n입니다.",
    )
}

fn worst(summary: &Summary) -> String {
    let rows = summary.worst.iter().map(|w| {
        vec![
            w.n.to_string(),
            w.department.clone(),
            w.shown.clone(),
            words::level(w.level.as_deref()).to_owned(),
            grouped(u64::from(w.mask)),
            grouped(u64::from(w.identifiers)),
            grouped(w.weight),
            words::left(w.left),
        ]
    });
    table(&["번호", "부서", "문서(가림)", "공개구분", "건수", "고유식별", "가중", "공개일"], rows)
}

fn left(summary: &Summary) -> String {
    let bars: Vec<(String, u64)> = words::LEFT.iter().zip(summary.left).map(|(n, c)| ((*n).to_owned(), c)).collect();
    chart::bars("노출 문서의 공개일", &bars)
        + &note("공개일이 적힌 노출 문서만 셉니다. 남은 문서는 actions.csv에서 공개 전에 조치할 수 있습니다.")
}

fn trend(summary: &Summary, earlier: &Earlier) -> String {
    let change = |now: u64, then: u64| match now.checked_sub(then) {
        Some(more) => format!("+{}", percent_points(more)),
        None => format!("-{}", percent_points(then - now)),
    };
    let before = share(earlier.all.exposed, earlier.all.public);
    let now = share(summary.all.exposed, summary.all.public);
    let mut rows =
        vec![vec!["전체".to_owned(), before.percent(), now.percent(), change(now.share, before.share), String::new()]];
    let mut again = 0;
    for (name, g) in &summary.departments {
        let Some(then) = earlier.departments.get(name) else { continue };
        let (before, now) = (share(then.exposed, then.public), share(g.exposed, g.public));
        let repeated = then.exposed > 0 && g.exposed > 0;
        again += usize::from(repeated);
        if rows.len() <= ROWS {
            let said = if repeated { "다시 노출" } else { "" };
            rows.push(vec![
                name.clone(),
                before.percent(),
                now.percent(),
                change(now.share, before.share),
                said.to_owned(),
            ]);
        }
    }
    note(&format!("지난 진단({})에도 노출이 있었고 이번에도 있는 부서: {again}곳", earlier.made))
        + &table(&["부서", "지난 노출률", "이번 노출률", "달라짐", "알림"], rows)
}

fn percent_points(share: u64) -> String {
    Share { share, ..Share::default() }.percent() + "p"
}

fn actions(summary: &Summary) -> String {
    let names = ["조치 완료", "오탐", "공개 유지", "남음"];
    let rows = names.iter().zip(summary.outcomes).map(|(n, c)| vec![(*n).to_owned(), grouped(c)]);
    table(&["조치 결과", "요청(문서와 종류마다 하나)"], rows)
        + &note(
            "actions.csv의 ‘조치 결과’ 칸에 조치 완료, 오탐, 공개 유지 가운데 하나를 적어 garim audit --out 폴더 --actions 파일로 되돌려 읽으면, 다시 점검하지 않고 비율을 셈합니다. 공개 유지로 정한 것도 노출에서 뺍니다.",
        )
}

fn checklist() -> String {
    let mut out = String::from("<ol class=\"steps\">");
    for (step, text) in words::STEPS.iter().zip(words::STEP_TEXTS) {
        out += &format!("<li><span class=\"box\"></span><b>{}</b> {}</li>", escaped(step), escaped(text));
    }
    out + "</ol>" + &note("문서마다의 점검표는 checklist.csv에 있습니다.")
}

fn unread(summary: &Summary) -> String {
    let rows = summary.unread.iter().map(|(why, n)| vec![words::unread(why).to_owned(), grouped(*n)]);
    table(&["까닭", "문서"], rows) + &note("문서마다의 까닭은 unread.csv에 있습니다. 그림 안의 글자는 읽지 않습니다.")
}
