//! 사번·공무원 개인식별번호 (staff number).
//!
//! Every office makes its own: four to twelve digits, often with letters in front and a hyphen. Only a label or the head of a column makes a
//! number one. Two syllables inside a longer word (기사번호, 학교번호) are no label.

use crate::kind::Kind;
use super::{beside, masked};
use crate::page::{Numbers, Page, Place, Signs};
use crate::rule::{Form, CERTAIN, Candidate, Example, Gate, LIKELY, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 2, min: 1, max: 12 }, find)),
    word: Some(labelled),
    partial: |value| {
        let half = value.chars().filter(|&c| crate::style::cover(c).is_some()).count() / 2;
        crate::style::keep_first(value, half)
    },
    form: Some(Form {
        fits: odd,
        strong: |s| s.spoken >= 5,
        letters: true,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::EmployeeNo, "employee_no/odd", "직원의 번호라는 표시가 있는 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::EmployeeNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "사번, 교번, 공무원번호, 개인식별번호입니다. 기관마다 꼴이 달라 그런 표시나 열 제목이 있을 때만 찾습니다.",
    examples: EXAMPLES,
};

/// What the label announces: masked already, or written oddly.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    masked::after_label(page, hit, Kind::EmployeeNo, "employee_no/masked", sink);
}

/// Six to ten digits, perhaps behind one letter, parted or said.
fn odd(signs: &Signs) -> bool {
    let lettered = [b"A0000".as_slice(), b"AA000000", b"AA0000", b"A00000", b"A000000", b"A0000000", b"A00000000"].iter().any(|form| signs.like(form));
    signs.lists == 0 && signs.joined() && (signs.gaps > 0 || signs.spoken > 0) && (lettered || (6..=10).any(|n| signs.digits(n)))
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some((code, place)) = page.labelled_code(numbers, group, Kind::EmployeeNo, 4) else {
        graded(page, numbers, group, sink);
        return;
    };
    if code.digits < 3 || code.syllables > 3 {
        return;
    }
    if place == Place::Line {
        let follows = sink.iter().rev().take(8).find(|c| c.kind == Kind::EmployeeNo).is_some_and(|c| page.lists(c.span, code.span));
        if !follows {
            return;
        }
    }
    let (verdict, score) = if place <= Place::Column { (Verdict::Proven, CERTAIN) } else { (Verdict::Plausible, LIKELY) };
    sink.push(Candidate::new(
        Kind::EmployeeNo,
        code.span,
        verdict,
        score,
        "employee_no/label",
        "직원의 번호라는 표시가 있는 번호입니다.",
    ));
}

/// Behind the grade of an official in brackets: 국하림(시설7급, 20991177).
fn graded(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let digits = numbers.groups[group];
    let span = FoldSpan { start: digits.start, end: digits.end };
    if !(6..=9).contains(&digits.len()) || f.unit(span.end as usize) != 0x29 {
        return;
    }
    let mut i = span.start as usize;
    i -= usize::from(f.class_before(i) == Class::Space);
    let graded = f.unit_before(i) == 0x2C && f.ends_with(i - 1, "급") && i > 3 && f.class(i - 3) == Class::Digit;
    if graded {
        sink.push(Candidate::new(
            Kind::EmployeeNo,
            span,
            Verdict::Plausible,
            LIKELY,
            "employee_no/grade",
            "이름과 직급 뒤에 적은 직원의 번호입니다.",
        ));
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("사번: [[employee_no|G0200417]]"),
    Example::Finds("공무원번호[[employee_no|Ｓ０９１１８２７]]를"),
    Example::Finds("개인식별번호 [[employee_no|417-00-2291]]"),
    Example::Passes("기사번호 200417"),
    Example::Passes("학교번호 20417"),
    Example::Passes("사번 확인 기준일 2026. 11. 21."),
];
