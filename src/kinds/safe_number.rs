//! 안심번호 (virtual safe number).
//!
//! 050X and seven or eight digits: 0502–0508. It reaches the person behind it and is treated as theirs.

use crate::kind::Kind;
use crate::kinds::beside;
use crate::kinds::phone::{self, Fit, Sort};
use crate::page::{Numbers, Page};
use crate::rule::{always, Form, CERTAIN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: 0b1_0000_0001, reach: 2, min: 1, max: 15 }, find)),
    spoken: true,
    partial: |value| {
        let digits = value.chars().filter(|&c| crate::style::cover(c).is_some()).count();
        crate::style::keep(value, |i, _| i < 4 || i + 4 >= digits)
    },
    form: Some(Form {
        fits: |s| phone::sort(s) == Some(Sort::Safe),
        strong: always,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::SafeNumber, "safe_number/label", "실제 전화로 이어지는 안심번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::SafeNumber)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "050으로 시작하는 안심번호(가상번호)입니다. 실제 전화로 이어지므로 가립니다.",
    examples: EXAMPLES,
};

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(found) = phone::read(page, numbers, group).filter(|p| p.sort == Sort::Safe) else { return };
    let labels = page.labels(found.span);
    let own = labels.of(Kind::SafeNumber).or(labels.of(Kind::Mobile)).or(labels.of(Kind::Landline));
    let (verdict, score, rule) = match (found.fit, own) {
        (Fit::Cut, _) => (Verdict::Proven, CERTAIN, "safe_number/shape"),
        (_, Some(_)) => (Verdict::Proven, CERTAIN, "safe_number/label"),
        (Fit::Spaced | Fit::Run, None) if !labels.refute(Kind::SafeNumber) => (Verdict::Plausible, LIKELY, "safe_number/run"),
        _ => return,
    };
    sink.push(Candidate::new(Kind::SafeNumber, found.span, verdict, score, rule, "실제 전화로 이어지는 안심번호입니다."));
}

const EXAMPLES: &[Example] = &[
    Example::Finds("안심번호 [[safe_number|0508-0000-1234]]로"),
    Example::Finds("[[safe_number|０５０８－０００－１２３４]]"),
    Example::Finds("주차 안심번호는[[safe_number|050800001234]]입니다"),
    Example::Passes("0508-0000-12345"),
    Example::Passes("관리번호 050800001234"),
    Example::Passes("2050-0000-1234"),
];
