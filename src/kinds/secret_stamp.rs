//! A grade, 대외비 or a word of handling as a mark on the paper: alone in its line, framed, beside the title, in the name of a file, or in running
//! text that says so of a paper. What rules and trainings tell about marks is none.
//!
//! Not here: notes of protection, copies and numbers of registers (`security_mark.rs`).

use super::security_mark::{HANDLING, LISTED, behind_label, choice, heads_entry, item, push, register};
use crate::page::cells::Cut;
use crate::page::{Page, Place};
use crate::rule::{CERTAIN, LIKELY, Score, Sink};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// Marks that frame a stamp.
pub(super) fn frame(page: &Page, i: usize) -> bool {
    match page.folded.class(i) {
        // A digit, letter or syllable is text; so are the ends of a sentence.
        Class::Digit
        | Class::Latin
        | Class::Hangul
        | Class::Hanja
        | Class::Jamo
        | Class::Letter
        | Class::Circled
        | Class::Newline
        | Class::Tab => false,
        _ => !matches!(page.folded.unit(i), 0x2E | 0x2C | 0x3F | 0x22 | 0x27 | 0x3A),
    }
}

/// Where the mark stands alone in its cell or line, frames aside.
pub(super) fn alone(page: &Page, hit: &Hit) -> Option<Place> {
    let cell = page.cell(hit.start);
    if hit.end > cell.end {
        return None;
    }
    let bare = (cell.start..hit.start).chain(hit.end..cell.end).all(|i| frame(page, i as usize));
    if !bare {
        return None;
    }
    let line = page.line(hit.start);
    if line.header {
        return None;
    }
    Some(if line.last_cell > line.first_cell + 1 { Place::Column } else { Place::Row })
}

/// A grade or 대외비 as a stamp.
pub(super) fn stamp(page: &Page, hit: &Hit, rule: &'static str, sink: &mut Sink) {
    if let Some((score, rule)) = stamped(page, hit, rule) {
        push(page, sink, FoldSpan { start: hit.start, end: hit.end }, score, rule);
    }
}

/// How sure a grade or 대외비 is a stamp, and the rule that says so.
pub(super) fn stamped(page: &Page, hit: &Hit, rule: &'static str) -> Option<(Score, &'static str)> {
    let f = &page.folded;
    if let Some(place) = alone(page, hit) {
        let headed = page.cell(hit.start).head_from != crate::page::cells::NONE;
        return Some((CERTAIN, if place == Place::Column && headed { LISTED } else { rule }));
    }
    let (start, end) = (hit.start as usize, hit.end as usize);
    if heads_entry(page, hit) {
        return Some((LIKELY, LISTED));
    }
    // 등급 Ⅲ급비밀, in the middle of an entry.
    if behind_label(page, start) && !matches!(f.class(end), Class::Hangul) && !choice(page, hit) {
        return Some((LIKELY, LISTED));
    }
    // [대외비] at the head of a line, (Ⅲ급비밀) at its end; the end of a title; the name of a file.
    if framed(page, hit) || ends_title(page, hit) || banner(page, hit) || noted(page, hit) || file_name(page, end) {
        return Some((LIKELY, rule));
    }
    (weighed(page, hit) >= ENOUGH).then_some((LIKELY, LISTED))
}

/// Whether brackets hold the mark at the head of a line or cell, or at the end of a title.
fn framed(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let (start, end) = (hit.start as usize, hit.end as usize);
    let quoted = matches!(f.unit(end), 0x22 | 0x27 | 0x201D | 0x2019);
    if quoted || !(opens(f.unit_before(start)) && closes(f.unit(end))) {
        return false;
    }
    let line = page.line(hit.start);
    let cell = page.cell(hit.start);
    let (from, to) = if line.last_cell > line.first_cell + 1 { (cell.start, cell.end) } else { (line.start, line.end) };
    let head = (item(page, from as usize)..start - 1).all(|i| frame(page, i));
    let tail = (end + 1..to as usize).all(|i| frame(page, i));
    // A title is short and no sentence; a list of rules (1. …, 가. …) is none.
    let stop = |i: usize| {
        f.unit(i) == 0x2E
            && f.class(i + 1) == Class::Space
            && f.class_before(i) == Class::Hangul
            && i > from as usize + 2
    };
    let title = start - (from as usize) <= 60 && !(from as usize..start).any(stop);
    let first = f.class(from as usize);
    let numbered = matches!(first, Class::Digit | Class::Hangul) && f.unit(from as usize + 1) == 0x2E;
    head && f.class(end + 1) != Class::Hangul || tail && title && !numbered
}

/// How many lines at the head of a page may bear a mark beside the title.
const HEAD: usize = 3;

/// Whether nothing but frames stands in a span.
fn bare(page: &Page, from: u32, to: u32) -> bool {
    (from..to).all(|i| frame(page, i as usize))
}

/// Whether two spaces or a tab stand at `at`, or before it.
fn gap(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let space = |i: u32| f.unit(i as usize) == 0x20;
    f.class(at as usize) == Class::Tab || space(at) && space(at + 1)
}

/// `대외비    2027년 …`, `- 1 -     대외비`, and at the end of the title: a mark that a wide gap parts from the rest of its line.
fn banner(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let line = page.line(hit.start);
    let others = page.hits_in(line.span()).any(|h| {
        h.start != hit.start
            && matches!(
                h.attr(List::SecretMarks),
                Some(attr::SECRET_MARKS_GRADE | attr::SECRET_MARKS_CONFIDENTIAL | attr::SECRET_MARKS_SHORT)
            )
            && (h.start >= hit.end || h.end <= hit.start)
    });
    if others || !matches!(line.cut, Cut::Whole) && line.first_cell + 3 < line.last_cell {
        return false;
    }
    let close = hit.end + u32::from(closes(f.unit(hit.end as usize)));
    if bare(page, line.start, hit.start) && gap(page, close) {
        return true;
    }
    let open = hit.start - u32::from(hit.start > line.start && opens(f.unit_before(hit.start as usize)));
    let wide = open >= line.start + 2 && gap(page, open - 2);
    let titled = page.line_index(hit.start) < HEAD
        && open > line.start + 1
        && f.unit_before(open as usize) == 0x20
        && matches!(f.unit(open as usize - 2), 0x29 | 0x5D);
    bare(page, hit.end, line.end) && (wide || titled)
}

/// `대외비(개찰 전)`, `대외비 (배포처 외 전달 금지)`, `의결 전 대외비`: a mark that fills its line with the note on how long, or for whom.
fn noted(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let line = page.line(hit.start);
    let mut i = hit.end as usize;
    i += usize::from(f.unit(i) == 0x20);
    let shut = bare(page, hit.end, line.end)
        || f.unit(i) == 0x28
            && line.end as usize <= i + 26
            && (i..line.end as usize).find(|&k| f.unit(k) == 0x29).is_some_and(|k| bare(page, k as u32 + 1, line.end));
    let until = ["전 ", "까지 ", "전까지 "].iter().any(|w| f.ends_with(hit.start as usize, w));
    let from = (line.start.max(hit.start.saturating_sub(14))..hit.start)
        .rev()
        .find(|&k| f.unit(k as usize) == 0x3A)
        .map_or(line.start, |k| k + 1);
    shut && (bare(page, line.start, hit.start) || until && hit.start - from <= 14)
}

/// `취급주의`, `< 비공개·내부검토용 >`, `※ 외부 반출 절대 금지 ※`, `제목   취급주의`: how the paper may be handled, alone in its line
/// with a frame around or at the head of the paper, or beside its title behind a wide gap.
pub(super) fn handling(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = page.line(hit.start);
    let of = |h: &Hit| h.has(List::SecretMarks, attr::SECRET_MARKS_HANDLING);
    let earlier = page.hits_before(hit.start).take_while(|h| h.start >= line.start).any(of);
    if earlier || line.cut == Cut::Marks {
        return;
    }
    // Back to the frame, the gap, or the beginning of the line.
    let mut from = hit.start;
    let stop = |i: u32| {
        let unit = f.unit_before(i as usize);
        opens(unit)
            || unit == 0x203B
            || unit == 0x20 && i >= 2 && matches!(f.unit(i as usize - 2), 0x20 | 0x29 | 0x2D | 0x5D | 0x203B)
    };
    while from > line.start && hit.start - from < 18 && !stop(from) && f.unit_before(from as usize) != 0x2E {
        from -= 1;
    }
    if from > line.start && !stop(from) {
        return;
    }
    // On over the other words of handling.
    let mut end = hit.end;
    for h in page.hits_after(hit.end).take_while(|h| h.start < line.end && h.start <= hit.end + 40) {
        if of(h) && h.start <= end + 12 {
            end = h.end;
        }
    }
    let mut to = end;
    if f.unit(to as usize) == 0x28 {
        to = (to..line.end.min(to + 14)).find(|&i| f.unit(i as usize) == 0x29).map_or(to, |i| i + 1);
    }
    let first = page.line_index(hit.start) < HEAD;
    let before = f.unit_before(from as usize);
    let framed = from > line.start
        && (opens(before) && (to..line.end.min(to + 2)).any(|i| closes(f.unit(i as usize)))
            || before == 0x203B
            || before == 0x20
                && matches!(f.unit(from as usize - 2), 0x203B | 0x2D)
                && (to..line.end).any(|i| matches!(f.unit(i as usize), 0x203B | 0x2D)));
    let edge = from - u32::from(from > line.start && opens(before));
    let apart = edge >= line.start + 2 && gap(page, edge - 2);
    let alone = bare(page, line.start, from) || first && (apart || framed && !opens(before));
    let after = bare(page, to, line.end) || first && from == line.start && gap(page, to);
    // 주민등록표 열람 제한: the matter of the paper, not a mark.
    const LEADS: [&str; 10] = ["전 ", "외 ", "외부 ", "대외 ", "무단 ", "절대 ", "사전 ", "후 ", "·", "자료 "];
    let led = from == hit.start
        || framed
        || hit.start - from <= 14 && LEADS.iter().any(|w| f.ends_with(hit.start as usize, w));
    if alone && after && led && (first || framed) {
        push(page, sink, FoldSpan { start: from, end: to }, LIKELY, HANDLING);
    }
}

/// Whether the mark ends a title: `제목: 2027 조직개편(안) 대외비`.
fn ends_title(page: &Page, hit: &Hit) -> bool {
    let line = page.line(hit.start);
    hit.end == line.end
        && page.folded.class_before(hit.start as usize) == Class::Space
        && title(page, line.start as usize)
}

const fn opens(unit: u16) -> bool {
    matches!(
        unit,
        0x28 | 0x5B | 0x3C | 0x3010 | 0x3014 | 0x3008 | 0x300E | 0x300C | 0x7B | 0x22 | 0x27 | 0x201C | 0x2018
    )
}

const fn closes(unit: u16) -> bool {
    matches!(
        unit,
        0x29 | 0x5D | 0x3E | 0x3011 | 0x3015 | 0x3009 | 0x300F | 0x300D | 0x7D | 0x22 | 0x27 | 0x201D | 0x2019
    )
}

/// From this weight on a mark in running text is that of a paper.
const ENOUGH: i32 = 3;

/// What papers are called.
const PAPERS: [&str; 36] = [
    "계획",
    "계획서",
    "문서",
    "사본",
    "원본",
    "도면",
    "지도",
    "위치도",
    "배치도",
    "배치안",
    "요도",
    "약도",
    "명세",
    "명세서",
    "명부",
    "자료",
    "보고서",
    "보고",
    "부록",
    "목록",
    "책자",
    "지침서",
    "매뉴얼",
    "협정서",
    "협상안",
    "검토안",
    "도서",
    "대장",
    "현황",
    "파일",
    "봉투",
    "설계서",
    "평가서",
    "결과",
    "안",
    "표지",
];

/// What is said of a stamp.
const STAMPS: [&str; 10] = ["도장", "표시", "표기", "찍", "스탬프", "직인", "날인", "인장", "딱지", "등재"];

/// What is said of one paper that bears the mark.
const BEARS: [&str; 12] = [
    "임",
    "입니다",
    "이므로",
    "이며",
    "이고",
    "로 관리",
    "로 분류",
    "로 지정",
    "로 보관",
    "문서이",
    "문서임",
    "자료이",
];

/// What rules, trainings and those who handle secrets are told by.
const GENERAL: [&str; 28] = [
    "규정",
    "훈령",
    "세칙",
    "교육",
    "취급자",
    "인가",
    "절차",
    "하여야",
    "해야",
    "된다",
    "금지",
    "이란",
    "경우",
    "여부",
    "제도",
    "기준",
    "누설",
    "업무",
    "아님",
    "아니",
    "않은",
    "않는",
    "수 있",
    "이상",
    "이하",
    "취급",
    "서약",
    "점검 항목",
];

/// How far around a mark its line is weighed.
const REACH: u32 = 60;

/// What speaks for a mark in running text, and what against it. For: a paper named right before, a stamp or a copula behind, brackets, marks that
/// part the entries of a list, a count of copies, the number in a register or a note of protection in the line. Against: what rules are told by.
fn weighed(page: &Page, hit: &Hit) -> i32 {
    let f = &page.folded;
    let line = page.line(hit.start);
    let (from, to) = (line.start.max(hit.start.saturating_sub(REACH)) as usize, line.end.min(hit.end + REACH) as usize);
    let (start, end) = (hit.start as usize, hit.end as usize);
    let gap = |unit: u16, class: Class| matches!(class, Class::Space | Class::Punct) || opens(unit) || closes(unit);
    // The paper ends right before the mark, with a particle, a bracket, a row of dashes or a colon between.
    let mut i = start;
    while i > from
        && start - i < 14
        && (gap(f.unit(i - 1), f.class(i - 1))
            || start - i < 5 && matches!(f.unit(i - 1), 0xB294 | 0xC740 | 0xC774 | 0xAC00 | 0xC5D0 | 0xB3C4))
    {
        i -= 1;
    }
    let named = (i..=start).any(|k| PAPERS.iter().any(|w| f.ends_with(k, w))) || this_paper(page, start);
    let mut next = end;
    while next < to && next < end + 3 && gap(f.unit(next), f.class(next)) {
        next += 1;
    }
    let stamp = (end..to.min(end + 6)).any(|k| STAMPS.iter().any(|w| f.starts_with(k, w)));
    let bears =
        BEARS.iter().any(|w| f.starts_with(end, w) || f.class(end) == Class::Space && f.starts_with(end + 1, w));
    let before = start - usize::from(f.class_before(start) == Class::Space);
    let parted = before > from && matches!(f.unit(before - 1), 0x2D | 0x2F | 0x7C | 0x3A | 0x2C | 0x2192 | 0xB7)
        || opens(f.unit_before(start));
    let shut = matches!(f.class(end), Class::Newline | Class::Tab | Class::Punct)
        || closes(f.unit(end))
        || f.class(end) == Class::Space && matches!(f.class(end + 1), Class::Punct);
    // 1부, 3건; 제 21-7호
    let digits = (next..to).take_while(|&k| f.class(k) == Class::Digit).count();
    let copies = (1..=3).contains(&digits) && ["부", "매", "권", "책"].iter().any(|w| f.starts_with(next + digits, w))
        || f.starts_with(next, "제")
            && (next + 1..to.min(next + 4)).any(|k| f.class(k) == Class::Digit)
            && (next + 1..to.min(next + 14)).any(|k| f.unit(k) == 0xD638);
    let noted = page.hits_after(hit.end).take_while(|h| (h.start as usize) < to).any(|h| {
        let of = matches!(
            h.attr(List::SecretMarks),
            Some(
                attr::SECRET_MARKS_NOTICE
                    | attr::SECRET_MARKS_COPY
                    | attr::SECRET_MARKS_NUMBER
                    | attr::SECRET_MARKS_MAYBE_NUMBER
                    | attr::SECRET_MARKS_TERM
                    | attr::SECRET_MARKS_PIECE
            )
        );
        of && (h.start as usize..to.min(h.end as usize + 16)).any(|k| f.class(k) == Class::Digit)
    });
    let registered = (from..to).any(|k| register(page, k).is_some());
    // 2급비밀 3건, 3급비밀 11건: how many there are, of none in particular.
    let several = ["건", "종"].iter().any(|w| f.starts_with(next + digits, w)) && digits > 0;
    // What is said in the clause before is said of something else.
    let clause = (from..start)
        .rev()
        .find(|&k| f.starts_with(k, "고, ") || f.starts_with(k, ". ") && f.class_before(k) == Class::Hangul)
        .unwrap_or(from);
    let general =
        i32::from(several) + (clause..to).filter(|&k| GENERAL.iter().any(|w| f.starts_with(k, w))).count() as i32;
    2 * i32::from(named)
        + 2 * i32::from(stamp)
        + i32::from(bears)
        + i32::from(parted)
        + i32::from(shut)
        + 2 * i32::from(copies)
        + 2 * i32::from(noted || registered)
        - 3 * general
}

/// Whether a line begins with 제목 and a colon or space.
fn title(page: &Page, at: usize) -> bool {
    let f = &page.folded;
    let at = at + usize::from(f.class(at) == Class::Space);
    ["제목:", "제목 :", "제목 ", "제 목", "건명:", "안건:", "문서명:"].iter().any(|w| f.starts_with(at, w))
}

/// Whether the clause before speaks of a paper at hand: 본 문서는, 붙임 자료는, 이 계획서는 「…」에 따른.
fn this_paper(page: &Page, start: usize) -> bool {
    const WHICH: [&str; 9] = ["본 ", "이 ", "위 ", "동 ", "해당 ", "붙임 ", "첨부 ", "붙임의 ", "첨부된 "];
    const PAPERS: [&str; 14] = [
        "문서는",
        "문서가",
        "자료는",
        "보고서는",
        "계획은",
        "계획서는",
        "도면은",
        "파일은",
        "회의자료는",
        "목록은",
        "문건은",
        "지침은",
        "서류는",
        "검토서는",
    ];
    let f = &page.folded;
    let floor = page.line(start as u32).start as usize;
    let from = start.saturating_sub(44).max(floor);
    let mut i = start;
    while i > from {
        i -= 1;
        // Another clause.
        if f.unit(i) == 0x2E && f.class(i + 1) == Class::Space && f.class_before(i) == Class::Hangul {
            return false;
        }
        if PAPERS.iter().any(|w| f.starts_with(i, w)) && WHICH.iter().any(|w| f.ends_with(i, w)) {
            return true;
        }
    }
    false
}

/// Whether the mark begins the name of a file: `[대외비]_후보지_평가.hwp`, `대외비_배치도.pdf`.
fn file_name(page: &Page, end: usize) -> bool {
    const ENDINGS: [&str; 9] = [".hwp", ".pdf", ".xls", ".doc", ".ppt", ".zip", ".dwg", ".txt", ".jpg"];
    let f = &page.folded;
    let to = (page.line(end as u32).end as usize).min(end + 50);
    // …_대외비.hwp
    if f.unit(end) == 0x2E && ENDINGS.iter().any(|w| f.starts_with(end, w)) {
        return true;
    }
    let close = end + usize::from(matches!(f.unit(end), 0x29 | 0x5D));
    if !matches!(f.unit(close), 0x5F | 0x2D) && close == end {
        return false;
    }
    (close..to)
        .take_while(|&i| !matches!(f.unit(i), 0x2C | 0x3B))
        .any(|i| f.unit(i) == 0x2E && ENDINGS.iter().any(|w| f.starts_with(i, w)))
}
