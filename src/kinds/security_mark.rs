//! 비밀·대외비 표시 (marks of secrecy on this document or on the documents of a list).
//!
//! A mark is a stamp: alone in its line or cell, in brackets at the head or the end of a title, behind 비밀등급, or in the column of a list; and
//! what a secret carries with it: 예고문, 사본번호, the number in the register (보안업무규정 시행규칙). Prose about secrets is none: the text of the
//! regulations holds hundreds of these words and no mark. Item 1 (a secret by law), 2 in matters of national security.

use super::secret_stamp::{alone, frame, handling, stamp, stamped};
use crate::kind::Kind;
use crate::page::{Page, Place};
use crate::rule::{CERTAIN, LIKELY, Candidate, Example, Manual, Score, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    word: Some(found),
    listed: Some((List::SecretMarks, found)),
    partial: crate::style::hide,
    ..Spec::new(Kind::SecurityMark)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "이 문서나 목록의 문서에 찍힌 비밀등급(Ⅰ·Ⅱ·Ⅲ급비밀), 대외비 표시, 예고문, 사본번호, 비밀 관리번호입니다. 비밀의 규칙을 설명하는 글은 다루지 않습니다.",
    examples: EXAMPLES,
};

/// The rule of a grade that is stamped on the document itself.
pub(crate) const GRADE: &str = "security_mark/grade";
/// The rule of a note of protection and disposal.
pub(crate) const NOTICE: &str = "security_mark/notice";
/// The rule of the number of a copy.
pub(crate) const COPY: &str = "security_mark/copy";
/// The rule of the number in the register of secrets.
pub(crate) const NUMBER: &str = "security_mark/number";
pub(super) const LISTED: &str = "security_mark/listed";
const CONFIDENTIAL: &str = "security_mark/confidential";
pub(super) const HANDLING: &str = "security_mark/handling";

pub(super) fn push(page: &Page, sink: &mut Sink, span: FoldSpan, score: Score, rule: &'static str) {
    let why = match rule {
        GRADE => "문서에 찍힌 비밀등급 표시입니다. 비밀이면 반출하지 말고 보안담당관과 상의하십시오.",
        CONFIDENTIAL => "문서에 찍힌 대외비 표시입니다. 공개해도 되는지 확인하십시오.",
        HANDLING => "열람이나 반출을 제한하려고 문서에 찍은 표시입니다. 공개해도 되는지 확인하십시오.",
        NOTICE => "비밀의 보호기간과 처리를 적은 예고문입니다.",
        COPY => "비밀의 사본번호입니다.",
        NUMBER => "비밀의 관리번호입니다.",
        _ => "목록에 적힌 문서의 비밀등급·관리번호입니다.",
    };
    let security = page.around(span, 600, List::SecretMarks, Some(attr::SECRET_MARKS_SECURITY));
    let candidate = Candidate::new(Kind::SecurityMark, span, Verdict::Proven, score, rule, why);
    sink.push(candidate.item(if security { 2 } else { 1 }));
}

fn found(page: &Page, hit: &Hit, sink: &mut Sink) {
    // Once a line.
    if page.hits_before(hit.start).find(|h| h.is(List::SecretMarks)).is_none_or(|h| h.start < page.line(hit.start).start) {
        registers(page, hit, sink);
    }
    match hit.attr(List::SecretMarks) {
        Some(attr::SECRET_MARKS_GRADE) => stamp(page, hit, GRADE, sink),
        Some(attr::SECRET_MARKS_BARE_GRADE) => {
            if let Some(hit) = arabic(page, hit) {
                stamp(page, &hit, GRADE, sink);
            }
        }
        Some(attr::SECRET_MARKS_CONFIDENTIAL) => stamp(page, hit, CONFIDENTIAL, sink),
        Some(attr::SECRET_MARKS_HANDLING) => handling(page, hit, sink),
        Some(attr::SECRET_MARKS_SHORT) if listed(page, hit) => {
            push(page, sink, FoldSpan { start: hit.start, end: hit.end }, LIKELY, LISTED);
        }
        Some(attr::SECRET_MARKS_LABEL | attr::SECRET_MARKS_PLAIN_LABEL) => graded(page, hit, sink),
        Some(attr::SECRET_MARKS_NOTICE) => notice(page, hit, sink),
        Some(attr::SECRET_MARKS_COPY) => number(page, hit, COPY, sink),
        Some(attr::SECRET_MARKS_NUMBER) => number(page, hit, NUMBER, sink),
        Some(attr::SECRET_MARKS_MAYBE_NUMBER) if marked(page, hit.start) => number(page, hit, NUMBER, sink),
        Some(attr::SECRET_MARKS_THIS) => said(page, hit, sink),
        Some(attr::SECRET_MARKS_COPY_WORD) if marked(page, hit.start) => of_copies(page, hit, sink),
        Some(attr::SECRET_MARKS_TERM) if marked(page, hit.start) => term(page, hit, sink),
        Some(attr::SECRET_MARKS_PIECE) => coded(page, hit, sink),
        // 안전Ⅲ-21-09: syllables right before it, and two numbers behind.
        Some(attr::SECRET_MARKS_TAIL_PIECE) if page.folded.class_before(hit.start as usize) == Class::Hangul => coded(page, hit, sink),
        // 관리번호 총무 Ⅲ-26-004
        Some(attr::SECRET_MARKS_TAIL_PIECE) if spaced(page, hit).is_some() && marked(page, hit.start) => coded(page, hit, sink),
        Some(attr::SECRET_MARKS_MAYBE_PIECE) if marked(page, hit.start) => coded(page, hit, sink),
        _ => {}
    }
}

/// `2급비밀`, `3 급 비밀`: the grade in an Arabic number before the word.
fn arabic(page: &Page, hit: &Hit) -> Option<Hit> {
    let f = &page.folded;
    let i = hit.start as usize - usize::from(f.class_before(hit.start as usize) == Class::Space);
    let grade = matches!(f.unit_before(i), 0x31..=0x33) && page.clear_left(i as u32 - 1);
    grade.then(|| hit.from(i as u32 - 1))
}

/// Whether a grade, 대외비 or the number of a secret stands within some lines of `at`, as a stamp or at the head of a column: what a 관리번호
/// needs to be a secret's.
fn marked(page: &Page, at: u32) -> bool {
    let wide = FoldSpan { start: at.saturating_sub(400), end: at + 400 };
    page.hits_in(wide).any(|h| match h.attr(List::SecretMarks) {
        Some(attr::SECRET_MARKS_GRADE) => stamped(page, h, GRADE).is_some(),
        Some(attr::SECRET_MARKS_CONFIDENTIAL) => stamped(page, h, CONFIDENTIAL).is_some(),
        Some(attr::SECRET_MARKS_SHORT) => listed(page, h),
        Some(attr::SECRET_MARKS_LABEL | attr::SECRET_MARKS_NUMBER | attr::SECRET_MARKS_PIECE) => true,
        _ => false,
    })
}

/// Whether Ⅱ급 stands alone under a head that says 등급, in a list of documents and not of persons cleared for them.
fn listed(page: &Page, hit: &Hit) -> bool {
    let cell = page.cell(hit.start);
    if cell.head_from == crate::page::cells::NONE || alone(page, hit).is_none() {
        return false;
    }
    let f = &page.folded;
    let says = |from: u32, to: u32, word: &str| (from..to).any(|i| f.starts_with(i as usize, word));
    let heads = &page.cells[cell.head_from as usize..cell.head_to as usize];
    let row = page.line(heads[0].start).span();
    heads.iter().any(|h| says(h.start, h.end, "등급")) && !says(row.start, row.end, "인가") && !says(row.start, row.end, "성명")
}

/// Where the number of a register stands around the Roman numeral at `at`: `26-Ⅱ-0118`, `이공이육-Ⅲ-공공일팔`.
pub(super) fn register(page: &Page, at: usize) -> Option<FoldSpan> {
    let f = &page.folded;
    // III typed in letters.
    let letters = (at..at + 3).take_while(|&k| f.unit(k) == 0x49).count();
    let width = if letters > 0 && f.class(at + letters) != Class::Latin && f.class_before(at) != Class::Latin { letters } else { 1 };
    if !matches!(f.unit(at), 0x2160..=0x2162) && (letters == 0 || f.class(at + width) == Class::Latin || f.class_before(at) == Class::Latin) {
        return None;
    }
    let mark = |i: usize| matches!(f.unit(i), 0x2D | 0x2F | 0x2E | 0xB7 | 0x7E | 0x5F);
    let space = |i: usize| f.unit(i) == 0x20;
    let mut left = at - usize::from(at > 0 && space(at - 1));
    if left == 0 || !mark(left - 1) {
        return None;
    }
    left -= 1;
    left -= usize::from(left > 0 && space(left - 1));
    let mut from = left;
    while from > 0 && left - from < 5 && page.numeral(from - 1).is_some_and(|(_, n, w)| n == 1 && w == 1) {
        from -= 1;
    }
    let mut right = at + width + usize::from(space(at + width));
    if !mark(right) {
        return None;
    }
    right += 1;
    right += usize::from(space(right));
    let mut to = right;
    while to - right < 6 && (f.unit(to) == 0x4F || page.numeral(to).is_some_and(|(_, n, w)| n == 1 && w == 1)) {
        to += 1;
    }
    let open = from == 0 || !matches!(f.class(from - 1), Class::Digit | Class::Latin);
    ((2..=4).contains(&(left - from)) && (2..=5).contains(&(to - right)) && open && !matches!(f.class(to), Class::Digit | Class::Latin)).then(|| FoldSpan::new(from, to))
}

/// The numbers of registers in the line of a word of secrets.
fn registers(page: &Page, hit: &Hit, sink: &mut Sink) {
    let line = page.line(hit.start).span();
    for i in line.range() {
        if let Some(span) = register(page, i) {
            push(page, sink, span, LIKELY, NUMBER);
        }
    }
}

/// Whether 등급 stands right before, also with spaces inside, and perhaps a colon.
pub(super) fn behind_label(page: &Page, start: usize) -> bool {
    let f = &page.folded;
    let mut i = start;
    let mut back = |wanted: fn(u16) -> bool| {
        while i > 0 && start - i < 12 && wanted(f.unit(i - 1)) {
            i -= 1;
        }
        i
    };
    let end = back(|unit| matches!(unit, 0x20 | 0x3A));
    if end == start || f.unit_before(end) != 0xAE09 {
        return false;
    }
    i = end - 1;
    while i > 0 && end - i < 6 && f.unit(i - 1) == 0x20 {
        i -= 1;
    }
    f.unit_before(i) == 0xB4F1
}

/// Whether another grade follows, as in a form that offers them to choose from.
pub(super) fn choice(page: &Page, hit: &Hit) -> bool {
    let grade = |h: &Hit| matches!(h.attr(List::SecretMarks), Some(attr::SECRET_MARKS_GRADE | attr::SECRET_MARKS_SHORT | attr::SECRET_MARKS_CONFIDENTIAL));
    page.hits_after(hit.end).take(1).any(|h| h.start <= hit.end + 4 && grade(h) && !matches!(page.folded.class(hit.end as usize), Class::Newline))
}

/// Whether the mark begins the entry of a list of documents: `- Ⅲ급비밀 / 재난-Ⅲ-25-03 / …`, `Ⅱ급비밀 등록번호 충-26-0021`.
pub(super) fn heads_entry(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let line = page.line(hit.start);
    let mut from = item(page, line.start as usize);
    // (속봉투), [앞]
    if matches!(f.unit(from), 0x28 | 0x5B)
        && let Some(close) = (from..from + 8).find(|&i| matches!(f.unit(i), 0x29 | 0x5D))
        && close < hit.start as usize
    {
        from = close + 1;
    }
    if from > hit.start as usize || !(from..hit.start as usize).all(|i| frame(page, i)) || line.end - line.start > 140 {
        return false;
    }
    let to = line.end as usize;
    let mut i = hit.end as usize;
    while f.class(i) == Class::Space && i < to {
        i += 1;
    }
    let digits = (i..to).any(|k| f.class(k) == Class::Digit);
    // Another field behind a bar, a title in brackets, a note in brackets, the number in the register.
    let parted = matches!(f.unit(i), 0x2F | 0x7C) || f.unit(i) == 0x2C && digits || f.unit(i) == 0x2D && i > hit.end as usize && f.class(i + 1) == Class::Space;
    let titled = matches!(f.unit(i), 0x300C | 0x300E | 0x201C) || ["로 지정된 「", "로 분류된 「"].iter().any(|w| f.starts_with(i, w));
    let number = |h: &Hit| matches!(h.attr(List::SecretMarks), Some(attr::SECRET_MARKS_NUMBER | attr::SECRET_MARKS_MAYBE_NUMBER | attr::SECRET_MARKS_COPY | attr::SECRET_MARKS_COPY_WORD | attr::SECRET_MARKS_TERM));
    let next = page.hits_after(i as u32).find(|h| h.is(List::SecretMarks)).filter(|h| (h.end as usize) < to && number(h));
    let numbered = next.is_some_and(|h| {
        let near = h.start as usize == i || f.unit(i) == 0x28 && h.start as usize == i + 1;
        let code = (h.end as usize..to.min(h.end as usize + 12)).any(|k| f.class(k) == Class::Digit);
        // Ⅱ급비밀 2건: 등록번호 …
        let counted = f.class(i) == Class::Digit && h.start as usize <= i + 10;
        code && (near || counted)
    });
    parted || titled || numbered
}

/// Behind the number of an item: `1.`, `2)`, `가.`, `①`.
pub(super) fn item(page: &Page, from: usize) -> usize {
    let f = &page.folded;
    let from = if f.class(from) == Class::Space { from + 1 } else { from };
    match f.class(from) {
        Class::Circled => from + 1,
        Class::Digit | Class::Hangul if matches!(f.unit(from + 1), 0x2E | 0x29) => from + 2,
        Class::Digit if f.class(from + 1) == Class::Digit && matches!(f.unit(from + 2), 0x2E | 0x29) => from + 3,
        _ => from,
    }
}

/// `비밀등급: Ⅱ급비밀`, and the column below.
fn graded(page: &Page, hit: &Hit, sink: &mut Sink) {
    page.values(hit, &mut |value| {
        let Some(grade) = page.hits_in(value.span).find(|h| {
            matches!(h.attr(List::SecretMarks), Some(attr::SECRET_MARKS_GRADE | attr::SECRET_MARKS_CONFIDENTIAL | attr::SECRET_MARKS_SHORT))
        }) else {
            // 비밀등급 3급: the grade in an Arabic number.
            let f = &page.folded;
            let at = value.span.start as usize;
            if hit.has(List::SecretMarks, attr::SECRET_MARKS_LABEL)
                && matches!(f.unit(at), 0x31..=0x33)
                && f.starts_with(at + 1, "급")
                && f.class(at + 2) != Class::Hangul
            {
                push(page, sink, FoldSpan::new(at, at + 2), LIKELY, GRADE);
            }
            return;
        };
        let first = grade.start == value.span.start || grade.start == value.span.start + 1 && page.folded.class(value.span.start as usize) == Class::Punct;
        let ends = !matches!(page.folded.class(grade.end as usize), Class::Hangul | Class::Latin | Class::Digit);
        let beside = value.place == Place::Near || value.place == Place::Row;
        // A form that offers the grades to choose from: Ⅰ급, Ⅱ급, Ⅲ급.
        let choice = page.hits_in(value.span).filter(|h| h.is(List::SecretMarks)).count() > 1 && beside;
        // 보안등급 대외비: without a colon nothing may follow.
        let rest = page.folded.class(grade.end as usize) == Class::Space && page.folded.class(grade.end as usize + 1) == Class::Hangul;
        if first && ends && (value.marked || !rest) && !choice {
            let confidential = grade.has(List::SecretMarks, attr::SECRET_MARKS_CONFIDENTIAL);
            let rule = if !beside {
                LISTED
            } else if confidential {
                CONFIDENTIAL
            } else {
                GRADE
            };
            push(page, sink, FoldSpan { start: grade.start, end: grade.end }, CERTAIN, rule);
        }
    });
}

/// `예고문: 2030. 12. 31. 일반문서로 재분류`: what the note says.
fn notice(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    page.values(hit, &mut |value| {
        let line_end = page.line(value.span.start).end.min(value.span.end);
        let from = value.span.start as usize;
        let mut end = (line_end as usize).min(from + 60);
        let date = (from..end).any(|i| f.class(i) == Class::Digit && f.class(i + 1) == Class::Digit);
        let said = ["파기", "재분류", "보호기간", "보존기간", "일반문서", "반납", "이관", "원본", "사본"].iter().any(|w| (from..end).any(|i| f.starts_with(i, w)));
        while end > from && matches!(f.class(end - 1), Class::Space) {
            end -= 1;
        }
        let sentence = (from..end).any(|i| f.starts_with(i, "한다") || f.starts_with(i, "하여야") || f.starts_with(i, "바랍니다"));
        let column = matches!(value.place, Place::Column | Place::Row);
        if value.marked && (date || column) && said && !sentence {
            push(page, sink, FoldSpan::new(from, end), LIKELY, NOTICE);
        }
    });
}

/// `보호기간: 2027. 6. 30.`, `재분류: 2030. 12. 31. 일반문서로 재분류`: the lines of a note that is written one item a line.
fn term(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    page.values(hit, &mut |value| {
        let from = value.span.start as usize;
        let line_end = (page.line(value.span.start).end.min(value.span.end) as usize).min(from + 40);
        let mut end = from;
        while end < line_end && (matches!(f.class(end), Class::Digit | Class::Space) || matches!(f.unit(end), 0x2E | 0x2D | 0x2F | 0xB144 | 0xC6D4 | 0xC77C)) {
            end += 1;
        }
        let digits = (from..end).filter(|&i| f.class(i) == Class::Digit).count();
        if value.marked && ["일반문서", "재분류", "파기"].iter().any(|w| f.starts_with(end, w)) {
            end = line_end;
        }
        while end > from && matches!(f.class(end - 1), Class::Space) {
            end -= 1;
        }
        if digits >= 5 && f.class(from) == Class::Digit {
            push(page, sink, FoldSpan::new(from, end), LIKELY, NOTICE);
        }
    });
}

/// `이 비밀은 2026년 12월 31일에 파기함`: the note as one sentence.
fn said(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let from = hit.end as usize + usize::from(f.class(hit.end as usize) == Class::Space);
    let to = (page.line(hit.start).end as usize).min(from + 40);
    let date = f.class(from) == Class::Digit;
    if let Some((at, word)) = (from..to).find_map(|i| ["파기", "재분류", "일반문서"].iter().find(|w| f.starts_with(i, w)).map(|w| (i, w)))
        && date
    {
        push(page, sink, FoldSpan::new(from, at + word.chars().count()), LIKELY, NOTICE);
    }
}

/// `사본 7부 중 5호`.
fn of_copies(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let space = |k: usize| k + usize::from(f.class(k) == Class::Space);
    let number = |mut k: usize| {
        k = if f.unit(k) == 0xC81C { space(k + 1) } else { k };
        let from = k;
        while f.class(k) == Class::Digit && k - from < 4 {
            k += 1;
        }
        (k > from).then_some(k)
    };
    let from = space(hit.end as usize);
    let Some(all) = number(from) else { return };
    // 사본 제1호
    if f.unit(all) == 0xD638 {
        push(page, sink, FoldSpan::new(from, all + 1), LIKELY, COPY);
        return;
    }
    let i = space(all + usize::from(f.unit(all) == 0xBD80));
    if f.unit(i) != 0xC911 {
        return;
    }
    let Some(end) = number(space(i + 1)) else { return };
    let end = end + usize::from(matches!(f.unit(end), 0xD638 | 0xBC88 | 0xBD80));
    push(page, sink, FoldSpan::new(from, end), LIKELY, COPY);
}

/// Where the word of two to four syllables begins that a space parts from the grade: `총무 Ⅲ-`.
fn spaced(page: &Page, hit: &Hit) -> Option<usize> {
    let f = &page.folded;
    let end = (hit.start as usize).checked_sub(1).filter(|&i| f.unit(i) == 0x20)?;
    let mut from = end;
    while from > 0 && end - from < 5 && f.class(from - 1) == Class::Hangul {
        from -= 1;
    }
    (2..=4).contains(&(end - from)).then_some(from)
}

/// `26-Ⅲ-104`, `재난-대-26-01`: the grade stands in the number of the register.
fn coded(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let dash = |i: usize| f.unit(i) == 0x2D;
    let joins = |i: usize| {
        matches!(f.class(i), Class::Digit | Class::Hangul | Class::Latin) || dash(i) || f.class(i) == Class::Space && (dash(i + 1) || i > 0 && dash(i - 1))
    };
    let mut start = hit.start as usize;
    while start > 0 && hit.start as usize - start < 12 && joins(start - 1) {
        start -= 1;
    }
    let mut end = hit.end as usize;
    while end < hit.end as usize + 12 && f.class(end) != Class::Hangul && joins(end) {
        end += 1;
    }
    while end > hit.end as usize && (dash(end - 1) || f.class(end - 1) == Class::Space) {
        end -= 1;
    }
    let start = if start == hit.start as usize { spaced(page, hit).unwrap_or(start) } else { start };
    let digits = (start..end).filter(|&i| f.class(i) == Class::Digit).count();
    if digits >= 3 && start < hit.start as usize && end > hit.end as usize {
        push(page, sink, FoldSpan::new(start, end), CERTAIN, LISTED);
    }
}

/// `사본번호 3/15`, `비밀 관리번호 2026-12`.
fn number(page: &Page, hit: &Hit, rule: &'static str, sink: &mut Sink) {
    let f = &page.folded;
    // USB 3개(관리번호 USB-26-01): the number of a thing.
    let things = ["USB", "PC", "노트북", "장비", "물품", "자산", "보조기억매체", "차량", "총기", "금고"];
    let low = page.line(hit.start).start.max(hit.start.saturating_sub(8)) as usize;
    if rule == NUMBER && (low..hit.start as usize).any(|i| things.iter().any(|w| f.starts_with(i, w))) {
        return;
    }
    page.values(hit, &mut |value| {
        let from = value.span.start as usize;
        let to = (value.span.end as usize).min(from + 24);
        let mut end = from;
        let sign = |i: usize| matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul) || matches!(f.unit(i), 0x2D | 0x2F | 0x2160..=0x2162);
        let (mut longest, mut apart) = (to, false);
        while end < longest && sign(end) {
            end += 1;
            // 방 호 - Ⅱ - 2 6 - 0 0 4: sign by sign, or hyphens with spaces around.
            if f.class(end) == Class::Space && sign(end + 1) {
                let single = end > from && (end - 1 == from || f.class(end - 2) == Class::Space) && !sign(end + 2);
                let hyphen = f.unit(end + 1) == 0x2D || f.unit(end - 1) == 0x2D;
                if hyphen && (f.unit(end - 1) != 0x2D || sign(end - 2) || apart) || single && (apart || f.class(end + 2) == Class::Space) {
                    longest = longest.max((value.span.end as usize).min(from + 40));
                    apart |= single;
                    end += 1;
                }
            }
        }
        if rule == COPY && f.starts_with(from, "원본") && f.class(from + 2) != Class::Hangul {
            push(page, sink, FoldSpan::new(from, from + 2), LIKELY, COPY);
            return;
        }
        // 사본번호 삼번
        const COUNTS: &str = "일이삼사오육칠팔구십";
        if rule == COPY && end <= from + 3 && end > from + 1 && COUNTS.encode_utf16().any(|u| u == f.unit(from)) && matches!(f.unit(end - 1), 0xBC88 | 0xD638) {
            push(page, sink, FoldSpan::new(from, end), LIKELY, COPY);
            return;
        }
        // A particle behind the last digit is no part of it; 호 and 부 are.
        while end > from && f.class(end - 1) == Class::Hangul && !matches!(f.unit(end - 1), 0xD638 | 0xBD80) {
            end -= 1;
        }
        let digits = (from..end).filter(|&i| f.class(i) == Class::Digit).count();
        let wordy = (from..end).filter(|&i| f.class(i) == Class::Hangul).count() > if apart { 6 } else { 4 };
        let hyphens = (from..end).filter(|&i| f.unit(i) == 0x2D).count();
        let announced = value.marked || rule == COPY && f.class(from) == Class::Digit || f.unit(from) == 0xC81C || hyphens > 0 && digits >= 3;
        let date = f.unit(end) == 0x2E && f.class(end + 1) == Class::Space && f.class(end + 2) == Class::Digit;
        if date || digits == 0 || wordy || !announced || page.counts(end as u32) && f.unit(end) != 0xBD80 || rule == COPY && digits > 8 {
            return;
        }
        let listed = matches!(value.place, Place::Column | Place::Loose);
        if value.place == Place::Loose && digits < 3 {
            return;
        }
        push(page, sink, FoldSpan::new(from, end), LIKELY, if listed { LISTED } else { rule });
    });
}

const EXAMPLES: &[Example] = &[
    Example::Finds("[[security_mark|Ⅱ급비밀]]\n지역 방호계획\n사본번호 [[security_mark|3/15]]"),
    Example::Finds("[[[security_mark|대외비]]] 2027년 조직개편 검토"),
    Example::Finds("2027년 조직개편 검토([[security_mark|대외비]])\n1. 목적"),
    Example::Finds("비밀등급：[[security_mark|ＩＩ급비밀]]"),
    Example::Finds("[[security_mark|대 외 비]]\n검토보고"),
    Example::Passes("Ⅱ급비밀로 분류된 훈련 결과보고를 파기함"),
    Example::Passes("신원조사 회보서는 대외비로 관리한다."),
    Example::Passes("근무성적평정 결과(대외비 아님, 인사위원 한정)"),
    Example::Passes("② 비밀문서의 예고문은 보관책임자가 정한다."),
];
