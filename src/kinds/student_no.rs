//! 학번·수험번호 (student number, examinee number).
//!
//! Every school and every board makes its own: digits, letters, syllables, hyphens. Only a label or the head of a column makes a number one.
//! Where the draft publishes who passed, the numbers stay: that is what the list is for.

use crate::kind::{Action, Kind};
use super::{beside, masked};
use crate::page::{Numbers, Page, Place, Signs};
use crate::rule::{Form, CERTAIN, Candidate, Example, Gate, LIKELY, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 12 }, find)),
    word: Some(|page, hit, sink| {
        // 응시자 ○○○ is a masked name.
        if !is_person(page, hit) {
            masked::after_label(page, hit, Kind::StudentNo, "student_no/masked", sink);
        }
    }),
    partial: |value| crate::style::keep_first(value, 4),
    form: Some(Form {
        fits: parted,
        strong: |s| s.spoken >= 5,
        letters: false,
        worded: None,
        push: odd,
    }),
    ..Spec::new(Kind::StudentNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "학번·수험번호입니다. 기관마다 꼴이 달라 학번, 수험번호, 응시번호라는 표시나 열 제목이 있을 때만 찾습니다. \
         합격자를 알리는 공고의 번호는 그대로 둡니다.",
    examples: EXAMPLES,
};

const WHY: &str = "학번이나 수험번호라는 표시가 있는 번호입니다.";

/// Seven to ten digits with marks between, or said.
fn parted(signs: &Signs) -> bool {
    signs.spoken >= 5 && signs.lists == 0 && signs.digits(signs.len()) && (5..=11).contains(&signs.len())
        || (7..=10).any(|n| signs.digits(n))
        && signs.lists == 0
        && (signs.spoken > 0 || signs.gaps > 0 && (signs.joined() || signs.gaps == 2 && signs.len() == 10))
}

/// Pushes a number that is parted or said.
fn odd(page: &Page, span: FoldSpan, near: bool, sink: &mut Sink) {
    let (verdict, score) = beside::sure(near);
    let action = if published(page) { Action::Keep } else { Action::Mask };
    sink.push(Candidate::new(Kind::StudentNo, span, verdict, score, "student_no/odd", WHY).action(action));
}

/// How far before the number its grade and class may stand.
const CLASS: usize = 24;

/// `2학년 3반 노을비(20317)`, `(2학년 6반 20614)`, `3-2 30214`: four or five digits that begin with the grade and the class told before them (`(3-2, 30214)` too); and
/// `학생 유현빈(31012)`, where a pupil is named right before the bracket.
fn in_class(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(g) = numbers.groups.get(group).filter(|g| matches!(g.len(), 4 | 5)) else { return };
    let (start, end) = (g.start as usize, g.end as usize);
    let bracket = f.unit_before(start) == 0x28 && f.unit(end) == 0x29;
    let spaced = f.class_before(start) == Class::Space && page.clear_left(g.start) && page.clear_right(g.end) && !page.counts(g.end);
    if !bracket && !spaced {
        return;
    }
    let digit = |i: usize| u32::from(f.unit(i)).wrapping_sub(0x30);
    let number = |from: usize, to: usize| (from..to).fold(0, |n, i| n * 10 + digit(i));
    let own = number(start + 1, end - 2);
    let low = (page.line(g.start).start as usize).max(start.saturating_sub(CLASS));
    let grade = (low..start).rev().find(|&i| f.starts_with(i, "학년"));
    let told = grade.is_some_and(|at| {
        let class = at + 2 + usize::from(f.class(at + 2) == Class::Space);
        let stop = (class..class + 3).find(|&i| f.class(i) != Class::Digit).unwrap_or(class);
        let right = f.unit_before(at) == f.unit(start) && f.unit(stop) == 0xBC18 && stop > class && number(class, stop) == own;
        right && (bracket || stop + 2 == start)
    });
    // 3-2 30214
    let before = spaced && group > 0 && {
        let pair = group.checked_sub(2).and_then(|i| Some((numbers.groups.get(i)?, numbers.groups.get(i + 1)?)));
        pair.is_some_and(|(a, b)| {
            // (2-4, 20417)
            let comma = bracketed(page, g.end) && f.unit(b.end as usize) == 0x2C && b.end + 2 == g.start;
            let hyphen = a.len() == 1 && b.start == a.end + 1 && f.unit(a.end as usize) == 0x2D && (b.end + 1 == g.start || comma);
            hyphen && page.clear_left(a.start) && f.unit(a.start as usize) == f.unit(start) && number(b.start as usize, b.end as usize) == own
        })
    };
    // A grade from one to six, a class, a place in it.
    let shaped = g.len() == 5 && (1..=6).contains(&digit(start)) && (1..=20).contains(&own) && (1..=49).contains(&number(end - 2, end));
    if told || before || bracket && shaped && pupil(page, start - 1) {
        let span = FoldSpan { start: g.start, end: g.end };
        let why = "앞에 적은 학년·반이나 학생의 이름과 맞는 학번입니다.";
        sink.push(Candidate::new(Kind::StudentNo, span, Verdict::Proven, LIKELY, "student_no/class", why));
    }
}

/// Whether a bracket closes at `end`.
fn bracketed(page: &Page, end: u32) -> bool {
    page.folded.unit(end as usize) == 0x29
}

/// Whether a name of one to four syllables stands before `at`, and a word for a pupil before it: 학생 유현빈(.
fn pupil(page: &Page, at: usize) -> bool {
    let f = &page.folded;
    let mut i = at;
    while i > 0 && at - i < 5 && f.class(i - 1) == Class::Hangul {
        i -= 1;
    }
    (1..=4).contains(&(at - i)) && f.unit_before(i) == 0x20 && ["학생", "재학생", "졸업생", "수험생", "응시생"].iter().any(|w| f.ends_with(i - 1, w))
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    in_class(page, numbers, group, sink);
    let Some((code, place)) = page.labelled_code(numbers, group, Kind::StudentNo, 3) else { return };
    // 0505-0000-1177: a telephone number.
    if code.hyphens == 2 && code.letters + code.syllables == 0 && page.folded.unit(code.span.start as usize) == 0x30 && code.digits >= 9 {
        return;
    }
    // 공고 제2026-14호
    if place > Place::Near && (page.folded.unit(code.span.end as usize) == 0xD638 || page.folded.unit_before(code.span.start as usize) == 0xC81C) {
        return;
    }
    let examinee = addressed(page, code.span);
    let joined = code.hyphens > 0 && code.syllables + code.letters > 0;
    if examinee && !joined {
        return;
    }
    if place == Place::Line && !continues(page, code.span, sink) {
        return;
    }
    let (verdict, score) = if place <= Place::Column { (Verdict::Proven, CERTAIN) } else { (Verdict::Plausible, LIKELY) };
    let candidate = if published(page) {
        Candidate::new(Kind::StudentNo, code.span, verdict, score, "student_no/published", "합격자를 알리는 공고의 번호이므로 그대로 둡니다.")
            .action(Action::Keep)
    } else {
        Candidate::new(Kind::StudentNo, code.span, verdict, score, "student_no/label", WHY)
    };
    sink.push(candidate);
}

/// Whether the label is the examinee himself (응시자 가-02), which a number of people may follow as well.
fn addressed(page: &Page, at: FoldSpan) -> bool {
    page.hits_before(at.start)
        .take(4)
        .find(|h| h.labels(Kind::StudentNo))
        .is_some_and(|h| is_person(page, h))
}

/// Whether a label is a word for the examinee.
fn is_person(page: &Page, hit: &Hit) -> bool {
    hit.end - hit.start == 3 && ["응시자", "수험생", "지원자"].iter().any(|w| page.folded.starts_with(hit.start as usize, w))
}

/// Whether the number before it in a list was one.
fn continues(page: &Page, at: FoldSpan, sink: &Sink) -> bool {
    sink.iter().rev().take(8).find(|c| c.kind == Kind::StudentNo).is_some_and(|c| page.lists(c.span, at))
}

/// How far into a draft its title reaches, in folded units.
const TITLE: usize = 160;

/// Whether the draft publishes who passed: 합격자 공고 in its title, and nothing that is decided or marked.
fn published(page: &Page) -> bool {
    let f = &page.folded;
    let pass = |i: usize| f.starts_with(i, "합격자") || f.starts_with(i, "합격 자") || f.starts_with(i, "당첨자");
    (0..f.len().min(TITLE)).filter(|&i| pass(i)).any(|i| {
        let behind = i + 3..(i + 14).min(f.len());
        f.class(i + 3) == crate::text::Class::Newline || ["공고", "발표", "게시", "공개", "알림"].iter().any(|w| behind.clone().any(|k| f.starts_with(k, w)))
    }) && !(0..f.len().min(TITLE)).any(|i| ["평정", "채점", "심의", "비공개", "발표 전", "발표전"].iter().any(|w| f.starts_with(i, w)))
}

const EXAMPLES: &[Example] = &[
    Example::Finds("학번 [[student_no|20990417]]"),
    Example::Finds("수험번호는[[student_no|２６－기－００４１]]로"),
    Example::Finds("응시자 [[student_no|가-02]] : 정책 이해도 높음"),
    Example::Finds("최종합격자 공고\n응시번호 [[student_no!keep|테너-03]]"),
    Example::Passes("문서번호 26-기-0041"),
    Example::Passes("20학번 대상, 2026. 11. 21. 시행"),
    Example::Passes("응시자 45명, 합격 3명"),
];
