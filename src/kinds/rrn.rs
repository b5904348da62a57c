//! 주민등록번호 (resident registration number).
//!
//! Thirteen digits `YYMMDD-G…`: birth date, then a digit for century and sex (1, 2: 19xx; 3, 4: 20xx; 9, 0: 18xx), then six more. How it is
//! read, whole and in part, stands in `registration.rs`.

use super::registration::{self, Registration};
use crate::checksum;
use crate::kind::Kind;
use super::masked;
use crate::rule::{always, Form, Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((registration::GATE, |page, numbers, group, sink| registration::find(&RRN, page, numbers, group, sink))),
    spoken: true,
    word: Some(|page, hit, sink| {
        masked::after_label(page, hit, Kind::Rrn, "rrn/masked", sink);
        registration::said(&RRN, page, hit, sink);
    }),
    partial: |value| crate::style::keep_first(value, 6),
    form: Some(Form {
        fits: |s| registration::fits(Kind::Rrn, s),
        strong: always,
        letters: false,
        worded: None,
        push: |_, span, near, sink| registration::odd(&RRN, span, near, sink),
    }),
    ..Spec::new(Kind::Rrn)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "13자리 주민등록번호입니다. 앞 6자리가 날짜이고 7번째 자리가 1–4이면 찾습니다(9·0은 표시가 곁에 있을 때). \
         2020년 10월 뒤에 받은 번호는 검증번호가 없으므로 검증에 맞지 않아도 찾습니다. 성별 자리까지만 적힌 번호와 표시 곁의 앞자리·뒷자리도 찾습니다. \
         접수번호·법인등록번호 같은 다른 표시의 번호와 이미 가린 번호는 그대로 둡니다.",
    examples: EXAMPLES,
};

const RRN: Registration = Registration {
    kind: Kind::Rrn,
    check: checksum::resident,
    basis: "주민등록번호는 법령에 근거가 있을 때만 적을 수 있습니다.",
    rules: ["rrn/label", "rrn/shape", "rrn/checksum", "rrn/date", "rrn/part", "rrn/masked"],
};

const EXAMPLES: &[Example] = &[
    Example::Finds("번호[[rrn|990101-3000012]]는"),
    Example::Finds("주민등록번호 [[rrn|９９０１０１－３０００００１]]"),
    Example::Finds("[[rrn|0001013000017]] 확인"),
    Example::Finds("주민번호 뒷자리 [[rrn|3000012]]"),
    Example::Finds("김가람([[rrn|990101-3]])"),
    Example::Finds("주민등록번호: [[rrn!keep|990101-3******]]"),
    Example::Passes("문서번호 990101-3000012345"),
    Example::Passes("991301-3000012"),
    Example::Passes("990101-8000012"),
    Example::Passes("접수번호 20261121-1000012"),
];
