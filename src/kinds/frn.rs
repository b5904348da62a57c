//! 외국인등록번호·국내거소신고번호 (foreigner registration number).
//!
//! Thirteen digits like a resident's, the seventh 5 or 6 (born 19xx) or 7 or 8 (20xx). Older numbers end in a check digit,
//! `(13 − S mod 11) mod 10`; it only raises the score. How it is read stands in `registration.rs`.

use super::registration::{self, Registration};
use crate::checksum;
use crate::kind::Kind;
use super::masked;
use crate::rule::{always, Form, Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((registration::GATE, |page, numbers, group, sink| registration::find(&FRN, page, numbers, group, sink))),
    spoken: true,
    word: Some(|page, hit, sink| masked::after_label(page, hit, Kind::Frn, "frn/masked", sink)),
    partial: |value| crate::style::keep_first(value, 6),
    form: Some(Form {
        fits: |s| registration::fits(Kind::Frn, s),
        strong: always,
        letters: false,
        worded: None,
        push: |_, span, near, sink| registration::odd(&FRN, span, near, sink),
    }),
    ..Spec::new(Kind::Frn)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "13자리 외국인등록번호와 국내거소신고번호입니다. 앞 6자리가 날짜이고 7번째 자리가 5–8이면 찾습니다. 검증에 맞지 않아도 찾습니다. \
         이미 가린 번호는 그대로 둡니다.",
    examples: EXAMPLES,
};

const FRN: Registration = Registration {
    kind: Kind::Frn,
    check: checksum::foreigner,
    basis: "외국인등록번호는 법령에 근거가 있을 때만 적을 수 있습니다.",
    rules: ["frn/label", "frn/shape", "frn/checksum", "frn/date", "frn/part", "frn/masked"],
};

const EXAMPLES: &[Example] = &[
    Example::Finds("외국인등록번호 [[frn|990101-7000015]]"),
    Example::Finds("응우옌([[frn|９９０１０１－８００００１２]])에게"),
    Example::Finds("주민등록번호 [[frn|090101-5000012]]로"),
    Example::Finds("거소신고번호는 [[frn|9901017000015]]임"),
    Example::Passes("990101-3000012"),
    Example::Passes("관리번호 990101-7000011"),
    Example::Passes("20991301-7000012"),
];
